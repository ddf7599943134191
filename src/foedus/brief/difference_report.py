"""What scenarios change, as a page: each row before and after, and the totals over the horizon."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from foedus.brief.difference_words import DifferenceWords, Steps
from foedus.brief.evidence import guard_rail
from foedus.brief.language import Language
from foedus.brief.record_lines import RecordWords, share_words
from foedus.brief.report import Cell, Column, Grid, Lines, Report, Section
from foedus.results.difference import Contrast, Difference
from foedus.results.record import Evidence

SHORT = 12
"""So many rows of one table are enough for a terminal."""

Row = dict[str, object]
_Alike = tuple[str, str, Steps]
"""Table, column and what is done to it, of rows that stand in one table of the page."""


def difference_report(found: Difference, language: Language, *, most: int | None = None) -> Report:
    """Return what scenarios change as a page.

    Parameters
    ----------
    found : Difference
    language : Language
    most : int, optional
        So many rows of each table are shown and the others are counted; without it, all.

    Returns
    -------
    Report
        A section a scenario; what rests on an assumption is marked beside the name of the row,
        be it the row's own or that of a change.
    """
    page = _Page(
        found, DifferenceWords(found, language), RecordWords(language, found.sources), most
    )
    text = language.text
    return Report(
        language.code,
        text("diff.title"),
        text("diff.subtitle", title=page.words.title(), day=language.date(found.as_of)),
        (Cell(language.count("diff.scenarios", len(found.scenarios))),),
        tuple(page.section(one) for one in found.scenarios),
        tuple(page.notes()),
        text("view.sources"),
        page.record.source_texts(),
        guard_rail(language),
        tuple(page.foot()),
    )


@dataclass(frozen=True)
class _Page:
    found: Difference
    words: DifferenceWords
    record: RecordWords
    most: int | None

    def section(self, one: Contrast) -> Section:
        """Return what one scenario changes."""
        heading = self.words.own(one.names) if one.names else one.scenario
        intro = self._intro(one)
        changes = self.found.changes.filter(scenario=one.scenario)
        if changes.is_empty():
            unchanged = Lines((Cell(self.words.language.text("diff.unchanged")),), "facts")
            return Section(heading, (unchanged,), intro)
        said = {row["change"]: row for row in changes.iter_rows(named=True)}
        return Section(heading, (*self._grids(one, said), *self._totals(one)), intro)

    def notes(self) -> Iterator[Cell]:
        """Yield what a reader should know where several changes touch one row."""
        if not self.found.net.filter(pl.col("steps").list.len() > 1).is_empty():
            yield Cell(self.words.language.text("diff.order"))

    def foot(self) -> Iterator[str]:
        """Yield how much is assumed, who published the rest, and the stamp."""
        rows = self.found.net.height
        assumed = self.found.net.filter(basis="assumed").height
        language = self.words.language
        if rows and assumed in {0, rows}:
            yield language.count("diff.assumed-all" if assumed else "diff.assumed-none", rows)
        elif rows:
            share = share_words(assumed, rows, language)
            yield language.count("diff.assumed", assumed, rows=rows, share=share)
        yield from self.record.footer(self.found.stamp, assumed=0, lines=0)[1:]

    def _intro(self, one: Contrast) -> str:
        language = self.words.language
        since = language.since_month(one.reveal)
        if one.probability is None:
            return language.text("diff.without-odds", since=since)
        odds = language.percent(one.probability)
        return language.text("diff.with-odds", odds=odds, since=since)

    def _grids(self, one: Contrast, said: dict[int, Row]) -> Iterator[Grid]:
        """Yield a table for all rows to which the same is done."""
        alike: dict[_Alike, list[tuple[Steps, Row]]] = {}
        for row in self.found.net.filter(scenario=one.scenario).iter_rows(named=True):
            table, column, steps = f"{row['table']}", f"{row['column']}", self._steps(row, said)
            # To what a row is set stands beside it: rows set to different values are alike.
            same = (("set", None),) if len(steps) == 1 and steps[0][0] == "set" else steps
            alike.setdefault((table, column, same), []).append((steps, row))
        for (table, column, _), placed in alike.items():
            caption = self.words.what(table, column, [steps for steps, _ in placed])
            yield self._grid(caption, [row for _, row in placed], said)

    def _steps(self, row: Row, said: dict[int, Row]) -> Steps:
        changes = [said[place] for place in _places(row)]
        return tuple((f"{change['operation']}", _number(change["value"])) for change in changes)

    def _grid(self, caption: str, rows: list[Row], said: dict[int, Row]) -> Grid:
        language = self.words.language
        looks = {"row": "", "months": "", "before": "n", "after": "n"}
        columns = tuple(
            Column(language.text(f"diff.column.{head}"), "n" if look else "")
            for head, look in looks.items()
        )
        shown = rows if self.most is None else rows[: self.most]
        more = language.count("diff.more", len(rows) - len(shown)) if len(rows) > len(shown) else ""
        cells = tuple(tuple(self._cells(row, said)) for row in shown)
        return Grid(caption, columns, cells, more)

    def _cells(self, row: Row, said: dict[int, Row]) -> Iterator[Cell]:
        table, column, key = f"{row['table']}", f"{row['column']}", f"{row['row']}"
        evidence = Evidence("sourced" if row["basis"] == "sourced" else "assumed", None)
        yield self.record.cell(self.words.row(key), evidence)
        yield Cell(self.words.months(_text(row["first"]), _text(row["last"])))
        for name, source in (("before", row["own"]), ("after", said[_places(row)[-1]]["source"])):
            figure = self.words.figure(table, column, key, _number(row[name]))
            yield Cell(figure, source=self.record.number(_text(source)))

    def _totals(self, one: Contrast) -> Iterator[Grid]:
        totals = self.found.totals.filter(scenario=one.scenario)
        if totals.is_empty():
            return
        language = self.words.language
        columns = (
            Column(language.text("diff.column.total")),
            *(Column(language.text(f"diff.column.{n}"), "n") for n in ("before", "after", "share")),
        )
        rows = tuple(tuple(self._total(row)) for row in totals.iter_rows(named=True))
        yield Grid(language.text("diff.totals"), columns, rows)

    def _total(self, row: Row) -> Iterator[Cell]:
        table, column, group = f"{row['table']}", f"{row['column']}", f"{row['group']}"
        before, after = _number(row["before"]), _number(row["after"])
        yield Cell(self.words.total(table, group))
        for value in (before, after):
            yield Cell(self.words.figure(table, column, group, value))
        yield Cell(self.words.share(before, after))


def _places(row: Row) -> list[int]:
    """Return which changes touch a row, in turn."""
    steps = row["steps"]
    return steps if isinstance(steps, list) else []


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _number(value: object) -> float | None:
    return value if isinstance(value, float) else None
