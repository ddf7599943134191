"""Rules inside one table: keys, ranges of months, columns that a group of rows shares."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import polars as pl

from foedus.case.cast import Typed
from foedus.case.context import Context
from foedus.case.places import at_rows
from foedus.case.raw import MAX_FINDINGS, and_more
from foedus.errors import Finding

NEVER = date(9999, 12, 1)
"""Stands for the end of a range that has none."""

PLACE = "_place"


def duplicate_keys(context: Context) -> list[Finding]:
    """Return a fault for every row whose key an earlier row has."""
    return [f for typed in _filled(context) for f in _duplicates(typed)]


def reversed_ranges(context: Context) -> list[Finding]:
    """Return a fault for every range that ends before it begins."""
    findings = []
    for typed in _filled(context):
        if typed.table.ranged:
            wrong = typed.frame["last"] < typed.frame["first"]
            findings += _reversed(typed, "last", "first", wrong, "last-before-first")
        if {"from", "until"} <= typed.frame.schema.keys():
            wrong = typed.frame["until"] <= typed.frame["from"]
            findings += _reversed(typed, "until", "from", wrong, "until-before-from")
    return findings


def overlapping_ranges(context: Context) -> list[Finding]:
    """Return a fault for every range that begins before an earlier one of its key has ended."""
    return [f for typed in _filled(context) if typed.table.ranged for f in _overlaps(typed)]


def unequal_rows(context: Context) -> list[Finding]:
    """Return a fault for every cell that differs from what its group of rows must share."""
    findings = []
    for typed in _filled(context):
        columns, by = typed.table.constant or ((), ())
        for column in columns:
            findings += _unequal(typed, column, by)
    return findings


def _filled(context: Context) -> list[Typed]:
    return [typed for typed in context.typed.values() if typed.frame.height]


def placed(typed: Typed, *columns: str) -> pl.DataFrame:
    """Return the rows in which these columns could be read, with their place."""
    frame = typed.frame.with_row_index(PLACE)
    return frame if not (typed.lost or typed.bad) else frame.filter(typed.sound(*columns))


def _duplicates(typed: Typed) -> list[Finding]:
    keys = list(typed.table.key)
    frame = placed(typed, *keys)
    if not frame[keys].is_duplicated().any():
        return []
    first = pl.col(PLACE).first().over(keys)
    later = frame.select(*keys, PLACE, first.alias("first_place")).filter(
        pl.col(PLACE) != pl.col("first_place")
    )
    raw = typed.raw
    there = [key for key in keys if key in raw.frame.columns]  # part of a key may be optional
    findings = [
        Finding(
            "fault",
            "duplicate-key",
            raw.file,
            raw.rows[place],
            ", ".join(keys),
            ", ".join(raw.frame[key][place] for key in there if raw.frame[key][place])[:200],
            {"first_row": f"{raw.rows[first_place]}"},
        )
        for *_, place, first_place in later.head(MAX_FINDINGS).iter_rows()
    ]
    return and_more(findings, later.height)


def _reversed(typed: Typed, end: str, start: str, wrong: pl.Series, kind: str) -> list[Finding]:
    def details(place: int) -> dict[str, str]:
        return {"start": typed.raw.frame[start][place] or ""}

    if not wrong.any():
        return []
    return at_rows(typed.raw, end, wrong.fill_null(value=False), kind, details)


def _overlaps(typed: Typed) -> list[Finding]:
    group = [key for key in typed.table.key if key != "first"]
    frame = placed(typed, *group, "first", "last")
    if not frame[group].is_duplicated().any():
        return []
    last = pl.col("last").fill_null(NEVER)
    ranges = (
        frame.filter(pl.struct(*group, "first").is_first_distinct() & (pl.col("first") <= last))
        .sort(*group, "first", maintain_order=True)
        .with_columns(
            last.cum_max().shift(1).over(group).alias("_reached"),
            pl.col(PLACE).shift(1).over(group).alias("_before"),
        )
    )
    found = ranges.filter(pl.col("first") <= pl.col("_reached")).sort(PLACE)
    before = dict(found.select(PLACE, "_before").iter_rows())
    mask = pl.int_range(typed.frame.height, eager=True).is_in(found[PLACE].to_list())
    rows = typed.raw.rows
    return at_rows(
        typed.raw,
        "first",
        mask,
        "overlapping-ranges",
        lambda place: {"other_row": f"{rows[before[place]]}"},
    )


def _unequal(typed: Typed, column: str, by: Sequence[str]) -> list[Finding]:
    default = typed.table.column(column).default
    value = pl.col(column) if default is None else pl.col(column).fill_null(default)
    frame = placed(typed, column, *by)
    found = frame.select(
        PLACE,
        (value != value.first().over(by)).alias("differs"),
        pl.col(PLACE).first().over(by).alias("first_place"),
    ).filter("differs")
    if not found.height:
        return []
    first = dict(found.select(PLACE, "first_place").iter_rows())
    mask = pl.int_range(typed.frame.height, eager=True).is_in(found[PLACE].to_list())
    raw = typed.raw

    def details(place: int) -> dict[str, str]:
        expected = raw.frame[column][first[place]] if column in raw.frame.columns else None
        plain = "" if default is None else f"{default:g}"
        return {"first_row": f"{raw.rows[first[place]]}", "expected": expected or plain}

    return at_rows(raw, column, mask, "unequal-rows", details)
