"""What the ledger gives in kind: units of each item, from pledge to delivery."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import polars as pl

from foedus.brief.figures_words import Background, key_words, release_words, units
from foedus.brief.language import Language
from foedus.brief.record_lines import RecordWords, named
from foedus.brief.report import Cell, Column, Grid, Section
from foedus.results.ledger import STAGES, Ledger

KEYS = ("donor", "item")


def kind_section(
    ledger: Ledger, words: RecordWords, background: Background, most: int
) -> Section | None:
    """Return the units of each item, a table a release; None where no entry says how many.

    Where the rows of the ledger name the items already, they say it themselves.
    """
    if "item" in ledger.by or not ledger.kind["quantity"].count():
        return None
    text = words.language.text
    grids = tuple(_grids(ledger.kind, words, background, most))
    return Section(text("figures.ledger.kind"), grids, text("figures.ledger.kind-intro"))


def _grids(
    kind: pl.DataFrame, words: RecordWords, background: Background, most: int
) -> Iterator[Grid]:
    language = words.language
    for release in sorted(set(kind["release"]), key=lambda name: (name is None, name or "")):
        own = kind.filter(pl.col("release").eq_missing(release))
        stages = [stage for stage in STAGES if stage in set(own["stage"])]
        columns = [Column(language.text(f"figures.column.{key}")) for key in KEYS]
        columns += [Column(named(language, "stages", stage), "n") for stage in stages]
        rows = [_row(group, stages, background, language) for group in _grouped(own)]
        rows.sort(key=lambda row: [language.order(cell.text).casefold() for cell in row[:2]])
        yield Grid(
            release_words(release, language),
            tuple(columns),
            tuple(rows[:most]),
            words.more(rows, most),
        )


def _grouped(own: pl.DataFrame) -> Iterator[Sequence[Mapping[str, Any]]]:
    for _, group in own.group_by(KEYS, maintain_order=True):
        yield group.to_dicts()


def _row(
    group: Sequence[Mapping[str, Any]],
    stages: Sequence[str],
    background: Background,
    language: Language,
) -> tuple[Cell, ...]:
    by_stage = {row["stage"]: row["quantity"] for row in group}
    donor, item = (key_words(key, group[0][key], background, language) for key in KEYS)
    first = Cell(donor)
    if any(row["weakest"] is not None for row in group):
        first = Cell(donor, language.text("view.mark.assumed"), "assumed")
    counted = (Cell(units(by_stage.get(stage), language)) for stage in stages)
    return (first, Cell(item), *counted)
