"""What is open in the ledger: counted by release and stage, and as lists, the largest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from foedus.brief.figures_words import (
    Background,
    currency_words,
    digits_for,
    folded,
    in_millions,
    key_words,
    money,
    release_words,
    units,
)
from foedus.brief.language import UNKNOWN, Language
from foedus.brief.record_lines import RecordWords, named
from foedus.brief.report import Cell, Column, Grid, Look, Section
from foedus.results.ledger import Ledger

Row = Mapping[str, Any]

LOOKS: Mapping[str, Look] = {
    "promised": "n", "made-good": "n", "left": "n", "month": "when",
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
        intro = _intro(own, stage, ledger, words.language)
        releases = own["release"].unique(maintain_order=True).to_list()
        grids = tuple(
            open_grid(own.filter(pl.col("release").eq_missing(release)), words, background, most)
            for release in sorted(releases, key=lambda r: (r is None, r))
        )
        yield Section(heading, grids, intro)


def _intro(own: pl.DataFrame, stage: str, ledger: Ledger, language: Language) -> str:
    """Return how to read the list, and which releases do not tell of deliveries at all."""
    intro = language.text("figures.open.intro")
    if stage != "allocation":
        return intro
    delivered = ledger.totals.filter(pl.col("stage") == "delivery")["release"].to_list()
    silent = [r for r in own["release"].unique().sort().to_list() if r not in delivered]
    if not silent:
        return intro
    names = language.join([release_words(release, language) for release in silent])
    return f"{intro} {language.text('figures.open.no-deliveries', releases=names)}"


def open_grid(own: pl.DataFrame, words: RecordWords, background: Background, most: int) -> Grid:
    """Return open entries of one release as a table; a column without a figure is left out.

    Where all amounts are in one currency, it stands over the table.
    """
    language = words.language
    order = own.sort("left_amount", descending=True, nulls_last=True, maintain_order=True)
    currencies = own.filter(pl.col("amount").is_not_null())["currency"].unique().to_list()
    only = currencies[0] if len(currencies) == 1 else None
    figures = _Figures(language, only, digits_for(own["amount"]))
    rows = [_open_row(row, background, figures) for row in order.head(most).to_dicts()]
    names = [
        name
        for name in ("donor", "type", "what", "month", "promised", "made-good", "left")
        if name in ("donor", "made-good") or any(row[name] != UNKNOWN for row in rows)
    ]
    caption = release_words(own["release"][0], language)
    if only is not None:
        said = currency_words(only, language)
        caption = language.text("figures.ledger.caption", release=caption, currency=said)
    return Grid(
        caption,
        tuple(Column(_heading(n, own["stage"][0], language), LOOKS.get(n, "")) for n in names),
        tuple(tuple(Cell(row[name]) for name in names) for row in rows),
        words.more(list(range(own.height)), most),
    )


def _heading(name: str, stage: str, language: Language) -> str:
    if name == "promised":
        return named(language, "stages", stage)
    return language.text(f"figures.column.{name}")


@dataclass(frozen=True)
class _Figures:
    """How amounts and units of a table are written: in its one currency, or each in its own."""

    language: Language
    currency: str | None
    digits: int

    def of(self, row: Row, quantity: str, amount: str) -> str:
        """Return an amount where there is one, else units."""
        if row[amount] is None:
            return units(row[quantity], self.language)
        if self.currency is not None:
            return in_millions(row[amount], self.digits, self.language)
        return money(row[amount], row["currency"], self.language)


def _open_row(row: Row, background: Background, figures: _Figures) -> dict[str, str]:
    language = figures.language
    month = f"{row['date']:%Y-%m}" if row["date"] else None
    unmeasured = language.text("figures.open.unmeasured") if row["state"] == "unmeasured" else ""
    return {
        "donor": key_words("donor", row["donor"], background, language),
        "type": key_words("type", row["type"], background, language),
        "what": key_words("item", row["item"], background, language),
        "month": language.short_month(month),
        "promised": figures.of(row, "quantity", "amount"),
        "made-good": unmeasured or figures.of(row, "made_good_quantity", "made_good_amount"),
        "left": figures.of(row, "left_quantity", "left_amount"),
    }
