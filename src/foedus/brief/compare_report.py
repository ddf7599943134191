"""Two releases as a page: what changed between them, by how much, and why where the data tell."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from foedus.brief.compare_words import label_words, why_words
from foedus.brief.evidence import guard_rail
from foedus.brief.figures_words import (
    ROWS,
    Background,
    Lists,
    in_millions,
    key_words,
    notes,
)
from foedus.brief.language import UNKNOWN, Language
from foedus.brief.record_lines import RecordWords
from foedus.brief.report import Cell, Column, Grid, Look, Report, Section, numbered
from foedus.errors import Finding
from foedus.results.ledger import Comparison
from foedus.results.record import Evidence

Row = Mapping[str, Any]

_HEADS: Mapping[str, str] = {"ledger": "stage", "spending": "measure"}
"""The key that stands over a table, since figures of two of them are not alike."""

_SHOWN: Mapping[str, int] = {"ledger": ROWS["sheet"], "spending": 12}
"""Rows of a table that are shown: spending has many tables, of a row a party and year."""

_OUTLINE: Mapping[str, Look] = {"measure": "", "unit": "", "figures": "n", "years": "when"}

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
        language.text(
            "figures.compare.subtitle",
            until=_until(comparison, language),
            day=language.date(comparison.at),
        ),
        tuple(_facts(comparison, words, background)),
        tuple(
            _sections(
                comparison,
                background,
                _view(comparison, language, shown),
            )
        ),
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
    yield Cell(
        language.text("figures.semicolon").join(counts),
        strong=language.text("figures.compare.counts"),
    )


@dataclass(frozen=True)
class _View:
    """A language, how many rows of a table are shown, whether long lists are outlined."""

    language: Language
    most: int
    brief: bool


def _view(comparison: Comparison, language: Language, shown: Lists) -> _View:
    most = ROWS[shown] if shown == "all" else _SHOWN[comparison.table]
    return _View(language, most, shown != "all")


def _sections(comparison: Comparison, background: Background, view: _View) -> Iterator[Section]:
    text = view.language.text
    rows = comparison.rows.to_dicts()
    for state in UNEQUAL:
        own = [row for row in rows if row["state"] == state]
        if own:
            heading = text(f"figures.compare.section.{state.replace(' ', '-')}")
            parts = tuple(_grids(own, state, comparison, background, view))
            if comparison.table == "spending" and state.startswith("only") and view.brief:
                told = [row for row in own if not _nought(row)]
                parts = (_outline(told, background, view),) if told else ()
            yield Section(heading, parts, _why_intro(own, view.language))
    if not any(comparison.counts[state] for state in UNEQUAL):
        yield Section(text("figures.compare.section.changed"), (), text("figures.compare.equal"))


def _outline(own: Sequence[Row], background: Background, view: _View) -> Grid:
    """Return what one release alone has, a line a measure and unit: how many, from when to when."""
    language = view.language
    names = ("measure", "unit", "figures", "years")
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in own:
        groups.setdefault((row["measure"], _kind_of_unit(_labels(row))), []).append(row)
    cells = tuple(
        (
            Cell(key_words("measure", measure, background, language)),
            Cell(label_words(label, "spending", language)),
            Cell(language.number(len(rows))),
            Cell(f"{min(row['year'] for row in rows)}–{max(row['year'] for row in rows)}"),
        )
        for (measure, label), rows in groups.items()
    )
    columns = [Column(language.text(f"figures.column.{n}"), _OUTLINE[n]) for n in names]
    return Grid("", tuple(columns), cells, language.text("figures.compare.outline"))


def _kind_of_unit(label: str) -> str:
    """Return a label without the currency of each member, so that they share a line."""
    return re.sub(r"(-national, million) [A-Z]{3}$", r"\1", label)


def _why_intro(own: Sequence[Row], language: Language) -> str:
    """Return what bears on all rows alike, so that it is said once."""
    said = [why_words(why, language) for why in sorted(_shared(own))]
    return (
        language.text("figures.compare.shared", why=language.text("figures.semicolon").join(said))
        if said
        else ""
    )


def _shared(own: Sequence[Row]) -> set[str]:
    return set.intersection(*(set(row["why"]) for row in own))


def _grids(
    own: Sequence[Row], state: str, comparison: Comparison, background: Background, view: _View
) -> Iterator[Grid]:
    """Yield a table for each unit and stage, or measure: these stand over it."""
    told = _HEADS[comparison.table]
    table = _Table(comparison, state, view.language, background, frozenset(_shared(own)))
    heads = dict.fromkeys((row[told], _labels(row)) for row in own)
    for head, label in heads:
        rows = [row for row in own if (row[told], _labels(row)) == (head, label)]
        yield table.grid(head, label, sorted(rows, key=_size), view.most)


def _labels(row: Row) -> str:
    labels = dict.fromkeys(x for x in (row["first_label"], row["second_label"]) if x)
    return " / ".join(labels)


def _size(row: Row) -> tuple[bool, Decimal]:
    """Order by the size of the change, else of the figure, the largest first; 0 alone last."""
    size = row["change"]
    if size is None and row["state"].startswith("only "):
        size = row["first"] if row["second"] is None else row["second"]
    return size is None, -abs(size) if size is not None else Decimal(0)


def _nought(row: Row) -> bool:
    """Return whether one release alone has the figure, and it is 0: no difference."""
    value = row["first"] if row["second"] is None else row["second"]
    return row["state"] in ("only first", "only second") and bool(value == 0)


@dataclass(frozen=True)
class _Table:
    """How the rows of one state are set as a table."""

    comparison: Comparison
    state: str
    language: Language
    background: Background
    shared: frozenset[str]

    @property
    def sides(self) -> list[str]:
        """The releases that have these figures."""
        alone = self.state.removeprefix("only ")
        return [alone] if alone != self.state else ["first", "second"]

    @property
    def keys(self) -> list[str]:
        """The keys that are columns; the other stands over the table."""
        return [key for key in self.comparison.by if key != _HEADS[self.comparison.table]]

    def grid(self, head: str | None, label: str, rows: Sequence[Row], most: int) -> Grid:
        """Return a table: keys, the figure of each release, the change, why."""
        text = self.language.text
        said = _shared(rows) | self.shared
        told = any(set(row["why"]) - said for row in rows)
        columns = [Column(text(f"figures.column.{key}")) for key in self.keys]
        columns += [Column(getattr(self.comparison, side), "n") for side in self.sides]
        if self.state == "changed":
            columns += [Column(text(f"figures.column.{n}"), "n") for n in ("change", "percent")]
        if told:
            columns.append(Column(text("figures.column.why"), "say"))
        cells = tuple(self._row(row, said if told else None) for row in rows[:most])
        left_out = len(rows) - most
        more = self.language.count("view.more", left_out) if left_out > 0 else ""
        return Grid(self._caption(head, label, said), tuple(columns), cells, more)

    def _caption(self, head: str | None, label: str, said: Collection[str]) -> str:
        table = self.comparison.table
        name = key_words(_HEADS[table], head, self.background, self.language)
        name = name[:1].upper() + name[1:]
        parts = [label_words(part, table, self.language) for part in label.split(" / ") if part]
        caption = ", ".join([name, " / ".join(parts)] if parts else [name])
        own = [why_words(why, self.language) for why in sorted(set(said) - self.shared)]
        return (
            f"{caption} ({self.language.text('figures.semicolon').join(own)})" if own else caption
        )

    def _row(self, row: Row, said: Collection[str] | None) -> tuple[Cell, ...]:
        language = self.language
        cells = [Cell(key_words(key, row[key], self.background, language)) for key in self.keys]
        cells += [Cell(self._figure(row[side])) for side in self.sides]
        if self.state == "changed":
            change, percent = row["change"], row["percent"]
            share = language.percent(None if percent is None else percent / 100, 1)
            cells += [Cell(_signed(text, change)) for text in (self._figure(change), share)]
        if said is not None:
            own = [why for why in row["why"] if why not in said]
            cells.append(
                Cell(
                    language.text("figures.semicolon").join(why_words(why, language) for why in own)
                )
            )
        return tuple(cells)

    def _figure(self, value: Decimal | None) -> str:
        if self.comparison.table == "ledger":
            return in_millions(value, 1, self.language)
        return self.language.number(None if value is None else float(value), _decimals(value))


def _decimals(value: Decimal | None) -> int:
    """Return two decimals for shares, none for the millions of a table of spending."""
    return 0 if value is not None and abs(value) >= 100 else 2


def _signed(text: str, value: Decimal | None) -> str:
    return f"+{text}" if value is not None and value > 0 and text != UNKNOWN else text
