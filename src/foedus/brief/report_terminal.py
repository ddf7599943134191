"""A page of the record on a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.text import Text

from foedus.brief.escape import visible
from foedus.brief.grid import figure, grid, least_width, left, word
from foedus.brief.prose import Prose
from foedus.brief.report import Cell, Grid, Lines, Report, Section, plain

_TONES = {"assumed": "yellow", "alert": "bold red", "sourced": "dim", "": ""}
_MAKE = {"n": figure, "when": word, "say": left, "": left}
_NARROW = 60
"""Cells; on a narrower terminal a table becomes lines."""


def to_terminal(report: Report, width: int) -> RenderableType:
    """Return a report for a Rich console.

    Parameters
    ----------
    report : Report
    width : int
        Cells of the console; under 60, or where a table is wider, its rows are set as lines.

    Returns
    -------
    Rich renderable
    """
    parts: list[RenderableType] = [Rule(Text(visible(report.title), "bold"))]
    if report.subtitle:
        parts.append(Prose(Text(visible(report.subtitle), "dim")))
    parts.extend(Prose(_text(fact)) for fact in report.facts)
    for section in report.sections:
        parts.extend(_section(section, width))
    parts.extend(_notes(report))
    parts.extend(_sources(report))
    return Group(*parts, Text(""), *_footer(report))


def _section(section: Section, width: int) -> Iterator[RenderableType]:
    yield Text("")
    yield Text(visible(section.heading).upper(), "bold")
    if section.intro:
        yield Prose(Text(visible(section.intro)))
    for part in section.parts:
        if not part.rows:
            continue
        if isinstance(part, Lines):
            yield from _lines(part)
        else:
            yield from _stacked(part) if width < _NARROW else _grid(part, width)
        if part.more:
            yield Prose(Text(visible(part.more), "dim"), indent=2)


def _lines(lines: Lines) -> Iterator[RenderableType]:
    for number, cell in enumerate(lines.rows, 1):
        bullets = {"numbers": f"{number}. ", "facts": "", "list": "• ", "quotations": "  "}
        yield Prose(_text(cell), indent=2, bullet=bullets[lines.style])


def _grid(part: Grid, width: int) -> Iterator[RenderableType]:
    """Yield a table, or lines where it would have to cut its words."""
    rows = [[visible(plain(cell)) for cell in row] for row in part.rows]
    columns = [_MAKE[column.look](visible(column.heading)) for column in part.columns]
    if least_width(columns, rows) > width:
        yield from _stacked(part)
    else:
        yield grid(visible(part.caption), columns, rows)


def _stacked(part: Grid) -> Iterator[RenderableType]:
    """Yield a paragraph a row, each figure behind its heading."""
    if part.caption:
        yield Prose(Text(visible(part.caption), "bold"))
    for row in part.rows:
        line = Text()
        for place, (column, cell) in enumerate(zip(part.columns, row, strict=True)):
            if place:
                line.append(f" · {visible(column.heading)} ", "dim")
            line.append_text(_text(cell))
        yield Prose(line, indent=2, bullet="• ")


def _notes(report: Report) -> Iterator[RenderableType]:
    if report.notes:
        yield Text("")
    for note in report.notes:
        yield Prose(_text(note), bullet="! ")


def _sources(report: Report) -> Iterator[RenderableType]:
    if not report.sources:
        return
    yield Text("")
    yield Text(visible(report.sources_heading).upper(), "bold")
    for source in report.sources:
        yield Prose(Text(visible(source.text), "dim"), indent=2, bullet=f"[{source.number}] ")


def _footer(report: Report) -> Iterator[RenderableType]:
    yield Prose(Text(visible(report.guard), "italic"))
    for line in report.footer:
        yield Prose(Text(visible(line), "dim"))


def _text(cell: Cell) -> Text:
    text = Text()
    if cell.strong:
        text.append(visible(cell.strong), "bold")
        text.append(" " if cell.text else "")
    text.append(visible(cell.text))
    if cell.mark:
        text.append(f" ({visible(cell.mark)})", _TONES[cell.tone])
    if cell.source:
        text.append(f" [{cell.source}]", "dim")
    return text
