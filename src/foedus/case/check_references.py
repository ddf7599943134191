"""References: every name must be given somewhere, and nothing may name itself away."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from foedus.case.cast import Typed
from foedus.case.columns import Column
from foedus.case.context import Context
from foedus.case.places import at_cells, at_row
from foedus.case.spelling import MANY, nearest
from foedus.errors import Finding

START = 2
"""Letters that a name must share with a wrong one, where there are too many to compare."""


def unknown_references(context: Context) -> list[Finding]:
    """Return a fault for every name that the table it refers to does not give.

    Names are looked up as they were written, so that a row with another fault, or one that is too
    short, does not make its name unknown; a table that could not be read to its end is not asked.
    """
    findings = []
    for typed in context.typed.values():
        if typed.frame.height:
            findings += _in_table(context, typed)
    return findings


def _in_table(context: Context, typed: Typed) -> list[Finding]:
    asked = {}
    for column in typed.table.all_columns:
        known = _known(context, column) if _says_something(typed, column) else None
        if known is not None:
            asked[column] = known
    if not asked:
        return []
    masks = typed.raw.frame.select(_unknown(c, known) for c, known in asked.items())
    findings = []
    for column, known in asked.items():
        if masks[column.name].any():
            mask = masks[column.name]
            if column.name in typed.bad:
                mask = mask & ~typed.bad[column.name]
            findings += _report(context, typed, column, mask.fill_null(value=False), known)
    return findings


def _says_something(typed: Typed, column: Column) -> bool:
    if column.refers is None or column.name in typed.lost:
        return False
    return typed.frame[column.name].null_count() < typed.frame.height


def _known(context: Context, column: Column) -> pl.Series | None:
    tables = [column.refers, "parties"] if "party" in column.also else [column.refers]
    parts = [context.names(table) for table in tables if table is not None]
    found = [part.rename("known") for part in parts if part is not None]
    if len(found) != len(parts):
        return None
    return pl.concat([*found, *_groups(context, column)])


def _groups(context: Context, column: Column) -> list[pl.Series]:
    """Return the groups of the parties, as a holder names them."""
    if "@group" not in column.also or "groups" in context.typed["parties"].lost:
        return []
    groups = context.typed["parties"].frame["groups"].drop_nulls().str.split(";").explode()
    return [("@" + groups.str.strip_chars()).unique(maintain_order=True).rename("known")]


def _unknown(column: Column, known: pl.Series) -> pl.Expr:
    text = pl.col(column.name)
    unknown = ~text.is_in(pl.Series([known]))
    if "*" in column.also:
        unknown = unknown & (text != "*")
    if "@group" in column.also:
        unknown = unknown & ~text.str.starts_with("@")
    return unknown.alias(column.name)


def _report(
    context: Context, typed: Typed, column: Column, mask: pl.Series, known: pl.Series
) -> list[Finding]:
    target = column.refers or ""
    count = int(mask.sum())
    if count and not known.len() and context.typed[target].raw.frame.width == 0:
        details = {"table": context.typed[target].file, "count": f"{count}"}
        return [at_row(typed.raw, int(mask.arg_true()[0]), "absent-table", column.name, details)]

    candidates = _by_start(known)

    def explain(cell: str | None) -> tuple[str, dict[str, str]]:
        best = nearest(cell or "", candidates((cell or "")[:START]))
        if best is None:
            return "no-such-name", {"table": context.typed[target].file}
        return "unknown-reference", {"nearest": best}

    return at_cells(typed.raw, column.name, mask, explain)


def _by_start(known: pl.Series) -> Callable[[str], list[str]]:
    """Return what gives the names that are worth comparing: all, or those that begin alike."""
    if known.len() <= MANY:
        names = sorted(known)
        return lambda _: names
    frame = pl.DataFrame({"name": known}).with_columns(start=_folded(pl.col("name")))
    heads = frame.group_by("start").agg(pl.col("name").sort().head(MANY))
    found: dict[str, list[str]] = dict(heads.iter_rows())
    return lambda start: found.get(start.lower(), [])


def _folded(name: pl.Expr) -> pl.Expr:
    return name.str.slice(0, START).str.to_lowercase()
