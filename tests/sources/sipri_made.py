"""A small workbook with the layout of SIPRI's, and its dirt: made figures, nobody's.

Rows of regions, no data, states that are no more, a blank column without a heading, footnote
marks, colours that say what is estimated.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font

YEARS = (1949, 2023, 2024)
NONE, NOBODY = "...", "xxx"
Cell = float | str
ROWS: tuple[tuple[str, str, tuple[Cell, ...]], ...] = (
    ("Europe", "", ()),
    ("Western Europe", "", ()),
    ("Germany", "", (NONE, 100.5, 120.25)),
    ("Iceland", "86", (NONE, 0.0, 0.0)),
    ("European Union", "†¶103", (NOBODY, 1.5, 2.5)),
    ("Central Europe", "", ()),
    ("German Democratic Republic", "74", (12.5, NOBODY, NOBODY)),
    ("Czechia", "", (NOBODY, 8.5, ". .")),
    ("Asia & Oceania", "", ()),
    ("Korea, South", "§", (1.5, 40.5, 41.5)),
)
TITLES = {
    "Constant (2023) US$": "Military expenditure by country, in constant (2023) US$ m., 1949-2024",
    "Current US$": "Military expenditure by country, in millions of US$ at current prices",
    "Share of GDP": "Military expenditure by country as percentage of gross domestic product",
    "Per capita": "Military expenditure per capita  by country, 1949-2024",
}
SHARE = 0.0189190377
BLUE, RED = "FF0000FF", "FFFF0000"
FILE = "SIPRI-Milex-data-1949-2024_2.xlsx"


def sipri_workbook(folder: Path, *edits: Callable[[Workbook], None]) -> Path:
    """Write the workbook, edited, and return its path."""
    book = Workbook()
    book.active.title = "Front page"
    for name in TITLES:
        _sheet(book, name)
    book.create_sheet("Footnotes")
    for edit in edits:
        edit(book)
    path = folder / FILE
    book.save(path)
    return path


def _sheet(book: Workbook, name: str) -> None:
    sheet = book.create_sheet(name)
    sheet["A1"] = f"{TITLES[name]}      © SIPRI 2024"
    header = 7 if name == "Per capita" else 6
    blank = [""] if name.startswith("Constant") else []
    for place, text in enumerate(["Country", *blank, "Notes", *YEARS], 1):
        sheet.cell(header, place, text)
    first = header + (1 if name == "Per capita" else 2)
    for row, (country, notes, figures) in enumerate(ROWS, first):
        sheet.cell(row, 1, country)
        sheet.cell(row, 2 + len(blank), notes)
        for place, figure in enumerate(figures, 3 + len(blank)):
            cell = sheet.cell(row, place, figure)
            if name == "Share of GDP" and isinstance(figure, float):
                cell.value = SHARE if country == "Germany" else figure / 1000
            if country == "Korea, South":
                cell.font = Font(color=RED if place == 3 + len(blank) else BLUE)
