"""Two releases as a page: what changed between them, by how much, and why where the data tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from foedus.brief.evidence import guard_rail
from foedus.brief.figures_words import (
    ROWS,
    Background,
    Lists,
    in_millions,
    key_words,
    notes,
    release_words,
)
from foedus.brief.language import UNKNOWN, Language
from foedus.brief.record_lines import RecordWords
from foedus.brief.report import Cell, Column, Grid, Lines, Report, Section, numbered
from foedus.brief.spending_words import basis_words
from foedus.errors import Finding
from foedus.results.ledger import Comparison
from foedus.results.record import Evidence

Row = Mapping[str, Any]

UNEQUAL = ("changed", "apart", "unknown", "only first", "only second")
"""States that are listed, in this order; what is equal is counted only."""


def compare_report(
    comparison: Comparison,
    language: Language,
    *,
    background: Background,
    definitions: Sequence[Finding] = (),
    shown: Lists = "sheet",
) -> Report:
    """Return two releases side by side as a page.

    Parameters
    ----------
    comparison : Comparison
    language : Language
    background : Background
    definitions : sequence of Finding
        Where two publishers define a figure in another way.
    shown : {"sheet", "all"}

    Returns
    -------
    Report
    """
    words = background.words(language, (comparison.first, comparison.second))
    named_releases = {"first": comparison.first, "second": comparison.second}
    report = Report(
        language.code,
        language.text(f"figures.compare.title-{comparison.table}", **named_releases),
        language.text("figures.compare.subtitle", until=_until(comparison, language)),
        tuple(_facts(comparison, words, background)),
        tuple(_sections(comparison, words, background, ROWS[shown])),
        notes((*comparison.findings, *definitions), language, shown),
        language.text("view.sources"),
        words.source_texts(),
        guard_rail(language),
        words.footer(comparison.stamp, assumed=background.assumed, lines=background.lines),
    )
    return numbered(report)


def _until(comparison: Comparison, language: Language) -> str:
    if comparison.until is None:
        return language.text("figures.compare.whole")
    return language.text("figures.compare.until", day=language.date(comparison.until))


def _facts(comparison: Comparison, words: RecordWords, background: Background) -> Iterator[Cell]:
    language = words.language
    titles = {source.source: source for source in background.sources}
    for name, release in (("first", comparison.first), ("second", comparison.second)):
        key = background.source(release)
        source = titles.get(key or "")
        said = f"{source.publisher}, {source.title}" if source else UNKNOWN
        assumed = source is None or source.confidence == "assumption"
        heading = language.text(f"figures.compare.{name}", release=release)
        yield words.cell(said, Evidence("assumed" if assumed else "sourced", key), strong=heading)
    counts = [
        language.count(f"figures.state.{state.replace(' ', '-')}", count)
        for state, count in comparison.counts.items()
        if count
    ]
    yield Cell("; ".join(counts), strong=language.text("figures.compare.counts"))


def _sections(
    comparison: Comparison, words: RecordWords, background: Background, most: int
) -> Iterator[Section]:
    text = words.language.text
    rows = comparison.rows.to_dicts()
    for state in UNEQUAL:
        own = [row for row in rows if row["state"] == state]
        if own:
            heading = text(f"figures.compare.section.{state.replace(' ', '-')}")
            parts = tuple(_grids(own, state, comparison, words, background, most))
            yield Section(heading, parts, _why_intro(own, words.language))
    if not any(comparison.counts[state] for state in UNEQUAL):
        yield Section(text("figures.compare.section.changed"), (), text("figures.compare.equal"))


def _why_intro(own: Sequence[Row], language: Language) -> str:
    """Return what bears on all rows alike, so that it is said once."""
    shared = set.intersection(*(set(row["why"]) for row in own))
    said = [language.text(f"figures.why.{why}") for why in sorted(shared)]
    return language.text("figures.compare.shared", why=language.join(said)) if said else ""


def _grids(
    own: Sequence[Row],
    state: str,
    comparison: Comparison,
    words: RecordWords,
    background: Background,
    most: int,
) -> Iterator[Grid | Lines]:
    """Yield a table a unit, or, for figures that stand in one release alone, a table of them."""
    shared = set.intersection(*(set(row["why"]) for row in own))
    labels = list(dict.fromkeys(_labels(row) for row in own))
    for label in sorted(labels):
        rows = sorted((row for row in own if _labels(row) == label), key=_size)
        table = _Table(comparison, state, words.language, background, frozenset(shared))
        yield table.grid(label, rows, most)


def _labels(row: Row) -> str:
    labels = dict.fromkeys(x for x in (row["first_label"], row["second_label"]) if x)
    return " / ".join(labels)


def _size(row: Row) -> tuple[bool, Decimal]:
    """Order by the size of the change, the largest first; what has none keeps its order."""
    size = row["change"]
    return size is None, -abs(size) if size is not None else Decimal(0)


class _Table:
    """The rows of one state as a table."""

    def __init__(
        self,
        comparison: Comparison,
        state: str,
        language: Language,
        background: Background,
        shared: frozenset[str],
    ) -> None:
        self.comparison = comparison
        self.language = language
        self.background = background
        self.shared = shared
        self.sides = [
            side for side in ("first", "second") if state not in ("only first", "only second")
            or state.endswith(side)
        ]  # fmt: skip
        self.measured = state == "changed"

    def grid(self, label: str, rows: Sequence[Row], most: int) -> Grid:
        """Return a table: keys, the figure of each release, the change, why."""
        text, language = self.language.text, self.language
        told = any(set(row["why"]) - self.shared for row in rows)
        columns = [Column(text(f"figures.column.{key}")) for key in self.comparison.by]
        columns += [
            Column(release_words(getattr(self.comparison, side), language), "n")
            for side in self.sides
        ]
        if self.measured:
            columns += [Column(text(f"figures.column.{n}"), "n") for n in ("change", "percent")]
        if told:
            columns.append(Column(text("figures.column.why"), "say"))
        cells = tuple(self._row(row, told=told) for row in rows[:most])
        left_out = len(rows) - most
        more = language.count("view.more", left_out) if left_out > 0 else ""
        return Grid(self._caption(label), tuple(columns), cells, more)

    def _caption(self, label: str) -> str:
        if self.comparison.table == "ledger" and label and "/" not in label:
            return self.language.text("figures.compare.currency", currency=label)
        parts = [unit_words(part, self.language) for part in label.split(" / ") if part]
        return " / ".join(parts)

    def _row(self, row: Row, *, told: bool) -> tuple[Cell, ...]:
        language = self.language
        cells = [
            Cell(key_words(key, row[key], self.background, language)) for key in self.comparison.by
        ]
        cells += [Cell(self._figure(row[side])) for side in self.sides]
        if self.measured:
            cells += [
                Cell(_signed(self._figure(row["change"]), row["change"])),
                Cell(_signed(_percent(row["percent"], language), row["change"])),
            ]
        if told:
            own = [why for why in row["why"] if why not in self.shared]
            cells.append(Cell(", ".join(language.text(f"figures.why.{why}") for why in own)))
        return tuple(cells)

    def _figure(self, value: Decimal | None) -> str:
        if self.comparison.table == "ledger":
            return in_millions(value, 1, self.language)
        return self.language.number(None if value is None else float(value), _decimals(value))


def _decimals(value: Decimal | None) -> int:
    """Return two decimals for shares, none for the millions of a table of spending."""
    return 0 if value is not None and abs(value) >= 100 else 2


def _percent(percent: float | None, language: Language) -> str:
    return language.percent(None if percent is None else percent / 100, 1)


def _signed(text: str, value: Decimal | None) -> str:
    return f"+{text}" if value is not None and value > 0 and text != UNKNOWN else text


def unit_words(label: str, language: Language) -> str:
    """Return basis and unit of a figure in words: "million USD, at current prices"."""
    basis, _, unit = label.partition(", ")
    if not unit:
        return label
    return f"{_unit(unit, language)}, {basis_words(basis, language)}"


def _unit(unit: str, language: Language) -> str:
    first, _, currency = unit.partition(" ")
    if first == "million" and currency:
        return language.text("figures.million", currency=currency)
    key = f"figures.unit.{unit}"
    return language.text(key) if language.has(key) else unit
