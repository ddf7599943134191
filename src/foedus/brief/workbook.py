"""A plan as an Excel workbook: what it says, and a sheet a table."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from xlsxwriter.worksheet import Worksheet

from foedus.brief import workbook_tables as tables
from foedus.brief.call_sheet import call_sheet
from foedus.brief.evidence import evidence_lines
from foedus.brief.language import Language
from foedus.brief.sheet import Book, Sheet, add_sheet, open_book, set_print, write_text
from foedus.brief.words import Words
from foedus.results.plan import Plan

_BURDEN, _FAIR = 2, 3
"""Columns of the sheet of burdens that its chart shows."""


def write_workbook(plan: Plan, file: Path, language: Language) -> Path:
    """Write a plan as a workbook in a language and return the file.

    The first sheet says what the plan reaches and on what it rests; then a sheet a table, its
    heading in row 1. Months are text (``YYYY-MM``); an unknown value is an empty cell.

    Parameters
    ----------
    plan : Plan
    file : Path
        ``.xlsx``; replaced where it exists.
    language : Language

    Returns
    -------
    Path
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    words = Words(plan, language)
    book = open_book(str(file), language, words.title())
    book.file.set_properties({"title": words.title(), "created": _made(plan)})
    _summary(book, words)
    for sheet in _sheets(words):
        page = add_sheet(book, sheet)
        if sheet.name == language.text("book.burden"):
            _burden_chart(book, page, sheet, plan)
    book.file.close()
    return file


def _sheets(words: Words) -> Iterator[Sheet]:
    if words.plan.conflict.height:
        yield tables.conflict_sheet(words)
    yield tables.asks_sheet(words)
    yield tables.transfers_sheet(words)
    yield tables.coverage_sheet(words)
    yield tables.readiness_sheet(words)
    yield tables.burden_sheet(words)
    yield tables.usage_sheet(words)
    yield tables.holds_sheet(words)
    yield tables.left_out_sheet(words)
    yield tables.positions_sheet(words)
    yield tables.sources_sheet(words)


def _summary(book: Book, words: Words) -> None:
    page = book.file.add_worksheet(book.language.text("book.summary"))
    page.set_column(0, 0, 26)
    page.set_column(1, 3, 22)
    page.hide_gridlines(2)
    set_print(book, page)
    write_text(page, 0, 0, words.title(), book.style(bold=True, font_size=16))
    plain, row = book.style(), 2
    for fact in call_sheet(words.plan, words.language).facts:
        write_text(page, row, 0, fact, plain)
        row += 1
    row = _levels(book, words, page, row + 1)
    quiet = book.style(italic=True, font_color="#55626F")
    for line in [*evidence_lines(words.plan, words.language), _stamp(words)]:
        write_text(page, row, 0, line, quiet)
        row += 1


def _levels(book: Book, words: Words, page: Worksheet, row: int) -> int:
    """Write the table of levels and return the row after it."""
    heading = book.style(bold=True, bg_color="#E4E8EC", bottom=1)
    number, text = book.style(num_format="#,##0.0###"), words.language.text
    names = ("column.level", "column.value", "column.unavoidable", "column.meaning")
    for n, name in enumerate(names):
        write_text(page, row, n, text(name), heading)
    for n, level in enumerate(words.plan.levels, start=row + 1):
        write_text(page, n, 0, text(f"level.{level.name}"), book.style())
        page.write_number(n, 1, level.value, number)
        if level.unavoidable is not None:
            page.write_number(n, 2, level.unavoidable, number)
        write_text(page, n, 3, text(f"meaning.{level.name}"), book.style(indent=1))
    return row + len(words.plan.levels) + 2


def _stamp(words: Words) -> str:
    stamp = words.plan.stamp
    return words.language.text(
        "book.made",
        at=stamp.at,
        foedus=stamp.foedus,
        highs=stamp.highs,
        sha=stamp.case_sha256,
    )


def _burden_chart(book: Book, page: Worksheet, sheet: Sheet, plan: Plan) -> None:
    rows = len(sheet.columns[0].cells)
    if not rows:
        return
    chart = book.file.add_chart({"type": "bar"})
    for column, colour in ((_BURDEN, "#0072B2"), (_FAIR, "#B5BEC7")):
        chart.add_series({
            "name": [sheet.name, 0, column],
            "categories": [sheet.name, 1, 0, rows, 0],
            "values": [sheet.name, 1, column, rows, column],
            "fill": {"color": colour},
            "gap": 60,
        })  # fmt: skip
    title = book.language.text("book.chart", currency=plan.currency)
    chart.set_title({"name": title, "name_font": {"size": 12}})
    chart.set_y_axis({"reverse": True})
    chart.set_x_axis({"num_format": "#,##0", "major_gridlines": {"visible": False}})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 620, "height": max(300, 30 * rows + 120)})
    page.insert_chart(1, len(sheet.columns) + 1, chart)  # beside what is printed


def _made(plan: Plan) -> datetime:
    return datetime.fromisoformat(plan.stamp.at).replace(tzinfo=None)
