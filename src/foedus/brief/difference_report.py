"""What scenarios change, as a page: each row before and after, and the totals over the horizon."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from foedus.brief.difference_words import DifferenceWords
from foedus.brief.evidence import guard_rail
from foedus.brief.language import UNKNOWN, Language
from foedus.brief.record_lines import RecordWords
from foedus.brief.report import Cell, Column, Grid, Lines, Report, Section
from foedus.results.difference import Contrast, Difference
from foedus.results.record import Evidence

_MOST = 12
"""So many rows of one change are shown; the others are counted."""


def difference_report(found: Difference, language: Language) -> Report:
    """Return what scenarios change as a page.

    Parameters
    ----------
    found : Difference
    language : Language

    Returns
    -------
    Report
        A section a scenario; an assumed change is marked beside the name of the row.
    """
    page = _Page(found, DifferenceWords(found, language), RecordWords(language, found.sources))
    text = language.text
    assumed = int((found.changes["basis"] == "assumed").sum())
    lines = found.changes.height
    return Report(
        language.code,
        text("diff.title"),
        text("diff.subtitle", title=page.words.title(), day=language.date(found.as_of)),
        (Cell(language.count("diff.scenarios", len(found.scenarios))),),
        tuple(page.section(one) for one in found.scenarios),
        (Cell(text("diff.order")),) if lines else (),
        text("view.sources"),
        page.record.source_texts(),
        guard_rail(language),
        page.record.footer(found.stamp, assumed=assumed, lines=lines, line=text("diff.line")),
    )


@dataclass(frozen=True)
class _Page:
    found: Difference
    words: DifferenceWords
    record: RecordWords

    def section(self, one: Contrast) -> Section:
        """Return what one scenario changes."""
        language = self.words.language
        heading = language.own(one.names) if one.names else one.scenario
        changes = self.found.changes.filter(pl.col("scenario") == one.scenario)
        intro = self._intro(one)
        if changes.is_empty():
            unchanged = Lines((Cell(language.text("diff.unchanged")),), "facts")
            return Section(heading, (unchanged,), intro)
        grids = tuple(self._change(row) for row in changes.iter_rows(named=True))
        return Section(heading, (*grids, *self._totals(one)), intro)

    def _intro(self, one: Contrast) -> str:
        language = self.words.language
        since = language.since_month(one.reveal)
        if one.probability is None:
            return language.text("diff.without-odds", since=since)
        odds = language.percent(one.probability)
        return language.text("diff.with-odds", odds=odds, since=since)

    def _change(self, change: dict[str, object]) -> Grid:
        language = self.words.language
        same = [pl.col(name) == change[name] for name in ("scenario", "change")]
        rows = self.found.rows.filter(*same)
        heads = ("row", "months", "before", "after")
        columns = tuple(
            Column(language.text(f"diff.column.{head}"), "n" if head in {"before", "after"} else "")
            for head in heads
        )
        left_out = rows.height - _MOST
        more = language.count("diff.more", left_out) if left_out > 0 else ""
        shown = rows.head(_MOST).iter_rows(named=True)
        cells = tuple(tuple(self._cells(change, row)) for row in shown)
        return Grid(self.words.what(change), columns, cells, more)

    def _cells(self, change: dict[str, object], row: dict[str, object]) -> Iterator[Cell]:
        table, column = f"{change['table']}", f"{change['column']}"
        key = f"{row['row']}"
        evidence = Evidence(
            "sourced" if change["basis"] == "sourced" else "assumed", _text(change["source"])
        )
        yield self.record.cell(self.words.row(key), evidence)
        yield Cell(self.words.months(_text(row["first"]), _text(row["last"])))
        for name in ("before", "after"):
            yield Cell(self.words.figure(table, column, key, _number(row[name])))

    def _totals(self, one: Contrast) -> Iterator[Grid]:
        totals = self.found.totals.filter(pl.col("scenario") == one.scenario)
        if totals.is_empty():
            return
        language = self.words.language
        columns = (
            Column(language.text("diff.column.total")),
            *(Column(language.text(f"diff.column.{n}"), "n") for n in ("before", "after", "share")),
        )
        rows = tuple(tuple(self._total(row)) for row in totals.iter_rows(named=True))
        yield Grid(language.text("diff.totals"), columns, rows)

    def _total(self, row: dict[str, object]) -> Iterator[Cell]:
        table, column, group = f"{row['table']}", f"{row['column']}", f"{row['group']}"
        before, after = _number(row["before"]), _number(row["after"])
        yield Cell(self.words.total(table, group))
        for value in (before, after):
            yield Cell(self.words.figure(table, column, group, value))
        yield Cell(self._share(before, after))

    def _share(self, before: float | None, after: float | None) -> str:
        """Return by how much a total rises or falls, with its sign."""
        if not before or after is None:
            return UNKNOWN
        share = after / before - 1
        sign = "+" if share > 0 else "−"
        return sign + self.words.language.percent(abs(share))


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _number(value: object) -> float | None:
    return value if isinstance(value, float) else None
