"""What is open in the ledger: counted by release and stage, and as lists, the largest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import polars as pl

from foedus.brief.figures_words import (
    Background,
    folded,
    item_words,
    key_words,
    money,
    release_words,
)
from foedus.brief.language import UNKNOWN, Language
from foedus.brief.record_lines import RecordWords, named
from foedus.brief.report import Cell, Column, Grid, Look, Section
from foedus.results.ledger import Ledger

Row = Mapping[str, Any]

LOOKS: Mapping[str, Look] = {
    "promised": "n", "made-good": "n", "left": "n", "date": "when",
}  # fmt: skip


def open_summary(ledger: Ledger, words: RecordWords) -> Section:
    """Return how much of each release and stage is open: entries, and what is left of amounts."""
    text = words.language.text
    columns = tuple(
        Column(text(f"figures.column.{name}"), "n" if name in ("open", "left") else "")
        for name in ("release", "stage", "open", "left")
    )
    rows = tuple(_counted(row, words.language) for row in _open_counts(ledger).to_dicts())
    return Section(
        text("figures.open.heading"),
        (Grid("", columns, rows),),
        text("figures.open.summary-intro") if rows else text("figures.open.none"),
    )


def _open_counts(ledger: Ledger) -> pl.DataFrame:
    """Return open entries and what is left by release, stage and currency, beside all entries."""
    keys = ["release", "stage", "currency"]
    left = pl.col("left_amount")
    found = (
        folded(ledger.open, "left_amount")
        .group_by(keys)
        .agg(
            pl.len().alias("open"),
            pl.when(left.is_not_null().any()).then(left.sum()).alias("left"),
        )
    )
    all_ = folded(ledger.totals).group_by(keys).agg(pl.col("entries").sum())
    return found.join(all_, on=keys, how="left", nulls_equal=True).sort(
        "release", pl.col("stage") != "pledge", "currency", nulls_last=True
    )


def _counted(row: Row, language: Language) -> tuple[Cell, ...]:
    of = language.text(
        "figures.open.of",
        open=language.number(row["open"]),
        entries=language.number(row["entries"]),
    )
    return (
        Cell(row["release"] or UNKNOWN),
        Cell(named(language, "stages", row["stage"])),
        Cell(of),
        Cell(money(row["left"], row["currency"], language)),
    )


def open_sections(
    ledger: Ledger, words: RecordWords, background: Background, most: int
) -> Iterator[Section]:
    """Yield the open pledges, then the open allocations, the largest amount left first."""
    for stage in ("pledge", "allocation"):
        own = ledger.open.filter(pl.col("stage") == stage)
        heading = words.language.text(f"figures.open.{stage}")
        if own.is_empty():
            yield Section(heading, (), words.language.text("figures.open.none"))
            continue
        intro = words.language.text("figures.open.intro")
        releases = own["release"].unique(maintain_order=True).to_list()
        grids = tuple(
            open_grid(own.filter(pl.col("release").eq_missing(release)), words, background, most)
            for release in sorted(releases, key=lambda r: (r is None, r))
        )
        yield Section(heading, grids, intro)


def open_grid(own: pl.DataFrame, words: RecordWords, background: Background, most: int) -> Grid:
    """Return open entries of one release as a table; a column without a figure is left out."""
    language = words.language
    order = own.sort("left_amount", descending=True, nulls_last=True, maintain_order=True)
    rows = [_open_row(row, background, language) for row in order.head(most).to_dicts()]
    names = [
        name
        for name in ("donor", "type", "what", "date", "promised", "made-good", "left")
        if name in ("donor", "made-good") or any(row[name] != UNKNOWN for row in rows)
    ]
    return Grid(
        release_words(own["release"][0], language),
        tuple(Column(language.text(f"figures.column.{n}"), LOOKS.get(n, "")) for n in names),
        tuple(tuple(Cell(row[name]) for name in names) for row in rows),
        words.more(list(range(own.height)), most),
    )


def _open_row(row: Row, background: Background, language: Language) -> dict[str, str]:
    return {
        "donor": key_words("donor", row["donor"], background, language),
        "type": key_words("type", row["type"], background, language),
        "what": _what(row, background, language),
        "date": language.date(row["date"]),
        "promised": _figure(row, ("quantity", "amount"), language),
        "made-good": _made_good(row, language),
        "left": _figure(row, ("left_quantity", "left_amount"), language),
    }


def _what(row: Row, background: Background, language: Language) -> str:
    return item_words(row["item"], background, language) if row["item"] else UNKNOWN


def _figure(row: Row, names: Sequence[str], language: Language) -> str:
    """Return an amount where there is one, else units."""
    quantity, amount = (row[name] for name in names)
    if amount is not None:
        return money(amount, row["currency"], language)
    return _units(quantity, language)


def _units(quantity: Decimal | None, language: Language) -> str:
    return UNKNOWN if quantity is None else language.count("figures.units", float(quantity))


def _made_good(row: Row, language: Language) -> str:
    if row["state"] == "unmeasured":
        return language.text("figures.open.unmeasured")
    return _figure(row, ("made_good_quantity", "made_good_amount"), language)
