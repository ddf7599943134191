"""The ledger as a page: sums by keys, what is open, what to beware of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Literal

import polars as pl

from foedus.brief.evidence import guard_rail
from foedus.brief.figures_words import (
    ROWS,
    Background,
    Lists,
    currency_words,
    digits_for,
    folded,
    in_millions,
    key_words,
    money,
    notes,
    release_words,
    several_sources,
    units,
)
from foedus.brief.language import UNKNOWN, Language
from foedus.brief.ledger_kind import kind_section
from foedus.brief.ledger_open import open_sections, open_summary
from foedus.brief.record_lines import RecordWords, named
from foedus.brief.report import Cell, Column, Grid, Report, Section, numbered
from foedus.results.ledger import STAGES, Ledger
from foedus.results.record import Evidence

Row = Mapping[str, Any]
"""A row of a table of the ledger."""

Part = Literal["sums", "open"]
"""What the page shows: the sums by keys, or the list of what is open."""

IN_TIME = ("year", "month")
"""Keys whose values stand in the order of time."""

IN_CAPTION = ("stage", "currency", "release")
"""What stands over a table or in its columns, and so in none of its rows."""


def ledger_report(
    ledger: Ledger,
    language: Language,
    *,
    background: Background,
    part: Part = "sums",
    shown: Lists = "sheet",
) -> Report:
    """Return the ledger as a page.

    Parameters
    ----------
    ledger : Ledger
    language : Language
    background : Background
    part : {"sums", "open"}
    shown : {"sheet", "all"}

    Returns
    -------
    Report
    """
    words = background.words(language, ledger.totals["release"])
    known = language.text("figures.ledger.known", day=language.date(ledger.at))
    report = Report(
        language.code,
        language.text(f"figures.ledger.title-{part}"),
        language.text("figures.ledger.subtitle", known=known),
        tuple(_facts(ledger, words, background)),
        tuple(_sections(ledger, words, background, part, ROWS[shown])),
        notes(ledger.findings, language, shown),
        language.text("view.sources"),
        words.source_texts(),
        guard_rail(language),
        words.footer(ledger.stamp, assumed=background.assumed, lines=background.lines),
    )
    return numbered(report)


def _facts(ledger: Ledger, words: RecordWords, background: Background) -> Iterator[Cell]:
    """Yield a line a release and currency: the sum of each stage, never added together."""
    language = words.language
    if ledger.totals.is_empty():
        yield Cell(_empty(ledger, language))
    rows = _merged(ledger.totals, ()).to_dicts()
    for (release, _), group in groupby(rows, key=lambda row: (row["release"], row["currency"])):
        own = list(group)
        name = release_words(release, language)
        heading = language.text("figures.ledger.in-case", release=name)
        basis: Literal["sourced", "assumed"] = "sourced"
        if any(row["weakest"] is not None for row in own):
            basis = "assumed"
        evidence = Evidence(basis, background.source(release))
        sums = language.text("figures.semicolon").join(_sum(row, language) for row in own)
        yield words.cell(sums, evidence, strong=heading)


def _empty(ledger: Ledger, language: Language) -> str:
    """Return why there is nothing: none known on the day, or none in the case."""
    if not ledger.later:
        return language.text("figures.ledger.empty")
    day = language.date(ledger.at)
    return language.count("figures.ledger.none-known", ledger.later, day=day)


def _sum(row: Row, language: Language) -> str:
    amount = money(row["amount"], row["currency"], language)
    said = language.count(f"figures.ledger.sum-{row['stage']}", row["entries"], amount=amount)
    if row["without_amount"]:
        said += language.count("figures.ledger.without", row["without_amount"])
    return said


def _sections(
    ledger: Ledger, words: RecordWords, background: Background, part: Part, most: int
) -> Iterator[Section]:
    yield from (
        open_sections(ledger, words, background, most)
        if part == "open"
        else _sums(ledger, words, background, most)
    )
    rests_on = several_sources(background, words, ledger.totals["release"])
    if rests_on is not None:
        yield rests_on


def _sums(
    ledger: Ledger, words: RecordWords, background: Background, most: int
) -> Iterator[Section]:
    grids = tuple(sum_grids(ledger, words.language, background, most))
    heading = words.language.text("figures.ledger.sums")
    if grids:
        yield Section(heading, grids, words.language.text("figures.ledger.sums-intro"))
    given = kind_section(ledger, words, background, most)
    if given is not None:
        yield given
    yield open_summary(ledger, words)


def sum_grids(
    ledger: Ledger, language: Language, background: Background, most: int
) -> Iterator[Grid]:
    """Yield a table a release and currency: a row for each set of keys, a column a stage."""
    keys = [key for key in dict.fromkeys(ledger.by) if key not in IN_CAPTION]
    order = _merged(ledger.rows, keys)
    for (release, currency), own in order.group_by("release", "currency", maintain_order=True):
        name = release_words(None if release is None else str(release), language)
        caption = language.text("figures.ledger.caption-no-currency", release=name)
        if currency is not None:
            said = currency_words(str(currency), language)
            caption = language.text("figures.ledger.caption", release=name, currency=said)
        yield _sum_grid(caption, own, keys, language, background, most)


def _merged(rows: pl.DataFrame, keys: Sequence[str]) -> pl.DataFrame:
    """Return sums in which entries without an amount stand beside those of their release."""
    known = pl.col("amount").is_not_null()
    found = (
        folded(rows)
        .group_by(*keys, "release", "currency", "stage", maintain_order=True)
        .agg(
            pl.when(known.any()).then(pl.col("amount").sum()).alias("amount"),
            pl.col("entries", "without_amount").sum(),
            pl.col("weakest").drop_nulls().first(),
            *_units(rows),
        )
    )
    order = pl.col("stage").replace_strict({name: n for n, name in enumerate(STAGES)})
    return found.sort("release", "currency", order, nulls_last=True, maintain_order=True)


def _units(rows: pl.DataFrame) -> list[pl.Expr]:
    """Return the units of a row, where its key names an item."""
    if "quantity" not in rows.columns:
        return []
    quantity = pl.col("quantity")
    return [pl.when(quantity.is_not_null().any()).then(quantity.sum()).alias("quantity")]


def _sum_grid(
    caption: str,
    own: pl.DataFrame,
    keys: Sequence[str],
    language: Language,
    background: Background,
    most: int,
) -> Grid:
    stages = [stage for stage in STAGES if stage in set(own["stage"])]
    unknown = int(own["without_amount"].sum()) > 0
    columns = [Column(language.text(f"figures.column.{key}")) for key in keys]
    columns += [Column(named(language, "stages", stage), "n") for stage in stages]
    if unknown:
        columns.append(Column(language.text("figures.column.without-amount"), "n"))
    digits = digits_for(own["amount"])

    def order(group: Sequence[Row]) -> list[tuple[bool, str]]:
        return [_place(key, group[0][key], background, language) for key in keys]

    rows = [
        _sum_row(group, keys, stages, digits, language, background, counted=unknown)
        for group in sorted(_grouped(own, keys), key=order)
    ]
    left_out = len(rows) - most
    more = language.count("view.more", left_out) if left_out > 0 else ""
    return Grid(caption, tuple(columns), tuple(rows[:most]), more)


def _place(key: str, value: object, background: Background, language: Language) -> tuple[bool, str]:
    """Order months and years by time, all else by name; what is not said comes last."""
    if key in IN_TIME:
        return value is None, str(value)
    name = key_words(key, value, background, language)
    return value is None, language.order(name).casefold()


def _grouped(own: pl.DataFrame, keys: Sequence[str]) -> Iterator[list[Row]]:
    groups: dict[tuple[object, ...], list[Row]] = {}
    for row in own.iter_rows(named=True):
        groups.setdefault(tuple(row[key] for key in keys), []).append(row)
    yield from groups.values()


def _sum_row(
    group: Sequence[Row],
    keys: Sequence[str],
    stages: Sequence[str],
    digits: int,
    language: Language,
    background: Background,
    *,
    counted: bool,
) -> tuple[Cell, ...]:
    by_stage = {row["stage"]: _worth(row, digits, language) for row in group}
    cells = [Cell(key_words(key, group[0][key], background, language)) for key in keys]
    if cells and any(row["weakest"] is not None for row in group):
        mark = language.text("view.mark.assumed")
        cells[0] = Cell(cells[0].text, mark, "assumed")
    cells += [Cell(by_stage.get(stage, UNKNOWN)) for stage in stages]
    if counted:
        without = sum(row["without_amount"] for row in group)
        cells.append(Cell(language.number(without) if without else UNKNOWN))
    return tuple(cells)


def _worth(row: Row, digits: int, language: Language) -> str:
    """Return an amount, the units of the item in the key, or both; a dash where neither is said."""
    amount, quantity = row["amount"], row.get("quantity")
    if quantity is None:
        return in_millions(amount, digits, language)
    counted = units(quantity, language)
    return counted if amount is None else f"{in_millions(amount, digits, language)} ({counted})"
