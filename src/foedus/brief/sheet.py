"""A sheet of a workbook as data, and how it is written: headings, formats, marks, print setup."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from foedus.brief.escape import visible
from foedus.brief.language import Language

Cell: TypeAlias = str | float | int | None
Kind: TypeAlias = Literal["text", "long", "code", "number", "money", "ratio", "percent", "fall"]

_FORMATS: Mapping[Kind, str] = {
    "text": "@",
    "long": "@",
    "code": "@",
    "number": "#,##0",
    "money": "#,##0.0",
    "ratio": "0.00",
    "percent": "0%",
    "fall": "0.0000##",
}
_WIDEST: Mapping[Kind, int] = {"long": 60, "text": 36, "code": 30}
_NUMERIC = {"number", "money", "ratio", "percent", "fall"}
_LINE_HEIGHT = 14
_MOST_LETTERS = 32_000
"""Of a cell; Excel takes 32,767."""

_FOOTER_LETTERS = 200  # Excel takes 255 with its codes
_PAPER_A4 = 9


@dataclass(frozen=True)
class Column:
    """A column of a sheet.

    Parameters
    ----------
    heading : str
    cells : sequence of str, float, int or None
        None is unknown: an empty cell.
    kind : str
        Decides format and width.
    marks : bool
        Whether its cells say ``sourced`` or ``assumed``, and so are coloured.
    """

    heading: str
    cells: Sequence[Cell]
    kind: Kind = "text"
    marks: bool = False


@dataclass(frozen=True)
class Sheet:
    """A table of a workbook.

    Parameters
    ----------
    name : str
        At most 31 letters.
    columns : tuple of Column
        All of one length.
    frozen : int
        So many columns stay in view.
    printed : int, optional
        So many columns are printed; codes and evidence stand behind them. None: all.
    """

    name: str
    columns: tuple[Column, ...]
    frozen: int = 0
    printed: int | None = None


@dataclass(frozen=True)
class Book:
    """An open workbook with its formats.

    Parameters
    ----------
    file : xlsxwriter Workbook
    language : Language
    title : str
        Stands over every printed page.
    """

    file: Workbook
    language: Language
    title: str

    def style(self, **properties: object) -> Format:
        """Return a format of the book's font."""
        return self.file.add_format({"font_name": "Calibri", "font_size": 10, **properties})


def open_book(file: str, language: Language, title: str) -> Book:
    """Open a workbook in which text stays text: no formula, link or number is made of it."""
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    return Book(xlsxwriter.Workbook(file, options), language, title)


def add_sheet(book: Book, sheet: Sheet) -> Worksheet:
    """Write a table: heading in row 1, frozen, filtered, ready to print."""
    page = book.file.add_worksheet(sheet.name)
    rows = len(sheet.columns[0].cells)
    for n, column in enumerate(sheet.columns):
        page.write_string(0, n, column.heading, _heading_style(book, column))
        _write_cells(book, page, n, column)
        page.set_column(n, n, _width(column))
        if column.marks and rows:
            _colour_marks(book, page, n, rows)
    for row in range(rows + 1):
        page.set_row(row, _LINE_HEIGHT * max(_lines(column, row) for column in sheet.columns))
    page.freeze_panes(1, sheet.frozen)
    page.autofilter(0, 0, max(rows, 1), len(sheet.columns) - 1)
    page.repeat_rows(0)
    page.print_area(0, 0, rows, (sheet.printed or len(sheet.columns)) - 1)
    set_print(book, page)
    return page


def set_print(book: Book, page: Worksheet) -> None:
    """Print landscape on A4, one page wide, with title, guard rail and page number."""
    page.set_landscape()
    page.set_paper(_PAPER_A4)
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.8)
    page.set_header(f"&L&9{_codeless(book.title)}&R&9&A")
    page.set_footer(f"&L&8{_codeless(book.language.text('guard'))}&R&8&P / &N")


def write_text(page: Worksheet, row: int, column: int, text: str, style: Format) -> None:
    """Write text as text, whatever it begins with."""
    page.write_string(row, column, visible(text)[:_MOST_LETTERS], style)


def _heading_style(book: Book, column: Column) -> Format:
    return book.style(
        bold=True, text_wrap=True, valign="top", bg_color="#E4E8EC", bottom=1, **_side(column)
    )


def _side(column: Column) -> dict[str, object]:
    return {"align": "right"} if column.kind in _NUMERIC else {"align": "left", "indent": 1}


def _lines(column: Column, row: int) -> int:
    """Return how many lines the cell of a row takes; row 0 is the heading."""
    width = _width(column) - 3
    if row == 0:
        return math.ceil(len(column.heading) / width)
    cell = column.cells[row - 1]
    return math.ceil(len(cell) / width) if isinstance(cell, str) and column.kind == "long" else 1


def _write_cells(book: Book, page: Worksheet, n: int, column: Column) -> None:
    look = {"valign": "top", "text_wrap": column.kind == "long", **_side(column)}
    formats = {_number_format(column.kind, cell) for cell in column.cells}
    styles = {name: book.style(num_format=name, **look) for name in sorted(formats)}
    for row, cell in enumerate(column.cells, start=1):
        style = styles[_number_format(column.kind, cell)]
        if isinstance(cell, str):
            write_text(page, row, n, cell, style)
        elif cell is not None and math.isfinite(cell):
            page.write_number(row, n, cell, style)


def _number_format(kind: Kind, cell: Cell) -> str:
    """Return as many decimals as a quantity deserves; a cell keeps them all."""
    if kind != "number" or not isinstance(cell, int | float) or not math.isfinite(cell):
        return _FORMATS[kind]
    if abs(cell) >= 100 or abs(cell - round(cell)) < 1e-6:
        return _FORMATS["number"]
    return "#,##0.0" if abs(cell) >= 10 else "#,##0.00"


def _width(column: Column) -> float:
    widest = _WIDEST.get(column.kind, 16)
    letters = max((len(cell) for cell in column.cells if isinstance(cell, str)), default=8)
    word = max((len(word) for word in column.heading.split()), default=0)
    return min(max(letters + 3, word + 5, 9), widest)


def _colour_marks(book: Book, page: Worksheet, n: int, rows: int) -> None:
    colours = {"basis.assumed": ("#FCE4D0", "#7A3600"), "basis.sourced": ("#DCEBF7", "#0B3C61")}
    for key, (fill, ink) in colours.items():
        rule = {
            "type": "cell",
            "criteria": "==",
            "value": f'"{book.language.text(key)}"',
            "format": book.file.add_format({"bg_color": fill, "font_color": ink}),
        }
        page.conditional_format(1, n, rows, n, rule)


def _codeless(text: str) -> str:
    """Return text for a header or footer, in which ``&`` begins a code."""
    return visible(text)[:_FOOTER_LETTERS].replace("&", "&&")
