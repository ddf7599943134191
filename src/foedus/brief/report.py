"""A page of the record, before it is a table on a terminal or HTML: what is said, not how."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

Tone = Literal["", "assumed", "sourced", "alert"]
Look = Literal["", "n", "say", "when"]
Style = Literal["list", "numbers", "facts", "quotations"]


@dataclass(frozen=True)
class Cell:
    """A piece of text with what stands beside it.

    Parameters
    ----------
    text : str
        Foreign text is allowed: both renderers make it harmless.
    mark : str
        A word or two behind the text, such as ``assumed``; empty for none.
    tone : {"", "assumed", "sourced", "alert"}
        How the mark looks.
    source : int
        Number of the source in the report's list; 0 for none.
    strong : str
        What stands before the text, set off from it.
    """

    text: str
    mark: str = ""
    tone: Tone = ""
    source: int = 0
    strong: str = ""


@dataclass(frozen=True)
class Column:
    """A column: its heading, and whether it holds words, figures, sentences or days."""

    heading: str
    look: Look = ""


@dataclass(frozen=True)
class Grid:
    """A table.

    Parameters
    ----------
    caption : str
        Empty where the section's heading says it.
    columns : tuple of Column
    rows : tuple of tuple of Cell
        One cell a column.
    more : str
        What is said of the rows that are left out; empty for none.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    more: str = ""


@dataclass(frozen=True)
class Lines:
    """Lines under each other.

    Parameters
    ----------
    rows : tuple of Cell
    style : {"list", "numbers", "facts", "quotations"}
    more : str
        What is said of the lines that are left out; empty for none.
    """

    rows: tuple[Cell, ...]
    style: Style = "list"
    more: str = ""


@dataclass(frozen=True)
class Section:
    """A section of a page: a heading and what stands under it.

    Parameters
    ----------
    heading : str
    parts : tuple of Grid or Lines
        A part without rows is not shown.
    intro : str
    """

    heading: str
    parts: tuple[Grid | Lines, ...] = ()
    intro: str = ""


@dataclass(frozen=True)
class SourceText:
    """A source in words, with its number on the page and where it may be read."""

    number: int
    text: str
    url: str | None = None


@dataclass(frozen=True)
class Report:
    """A page.

    Parameters
    ----------
    language : str
        Code of its language.
    title, subtitle : str
    facts : tuple of Cell
        What matters first, a line each.
    sections : tuple of Section
    notes : tuple of Cell
        What a reader should know of the record itself.
    sources_heading : str
    sources : tuple of SourceText
    guard : str
        What every page says: support, not orders.
    footer : tuple of str
        Evidence and stamp, a line each.
    """

    language: str
    title: str
    subtitle: str
    facts: tuple[Cell, ...]
    sections: tuple[Section, ...]
    notes: tuple[Cell, ...]
    sources_heading: str
    sources: tuple[SourceText, ...]
    guard: str
    footer: tuple[str, ...]


def plain(cell: Cell) -> str:
    """Return a cell as one line of text, with its mark and the number of its source.

    Examples
    --------
    >>> plain(Cell("supports", "assumed", "assumed", 3, "Germany:"))
    'Germany: supports (assumed) [3]'
    """
    said = " ".join(part for part in (cell.strong, cell.text) if part)
    mark = f" ({cell.mark})" if cell.mark else ""
    return f"{said}{mark}{f' [{cell.source}]' if cell.source else ''}"


def numbered(report: Report) -> Report:
    """Return a report that lists the sources it cites, numbered in the order of its lines."""
    sources = {source.number: source for source in report.sources}
    cited = list(dict.fromkeys(c.source for c in _cells(report) if c.source in sources))
    new = {number: place for place, number in enumerate(cited, 1)}
    return replace(
        report,
        facts=tuple(_renumbered(cell, new) for cell in report.facts),
        sections=tuple(
            replace(section, parts=tuple(_part(part, new) for part in section.parts))
            for section in report.sections
        ),
        sources=tuple(replace(sources[number], number=new[number]) for number in cited),
    )


def _cells(report: Report) -> Iterator[Cell]:
    yield from report.facts
    for section in report.sections:
        for part in section.parts:
            for row in part.rows:
                yield from (row,) if isinstance(row, Cell) else row


def _part(part: Grid | Lines, new: Mapping[int, int]) -> Grid | Lines:
    if isinstance(part, Lines):
        return replace(part, rows=tuple(_renumbered(cell, new) for cell in part.rows))
    rows = tuple(tuple(_renumbered(cell, new) for cell in row) for row in part.rows)
    return replace(part, rows=rows)


def _renumbered(cell: Cell, new: Mapping[int, int]) -> Cell:
    return replace(cell, source=new.get(cell.source, 0))
