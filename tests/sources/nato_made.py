"""A small workbook with the layout of NATO's tables, and their dirt: made figures, nobody's.

Two blocks a sheet, names to the left of the years, footnote stars, currencies in brackets, error
cells in a row without a name, notes that say who joined when, one share set by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

YEARS = ("2014", "2022", "2023e", "2024e")
NOTES = (
    "Notes: Figures for 2023 and 2024 are estimates. The NATO Europe and Canada and NATO Total "
    "aggregates from 2017 onwards include Montenegro, which became an Ally on 5 June 2017, from "
    "2020 onwards include North Macedonia, which became an Ally on 27 March 2020, from 2023 "
    "onwards include Finland, which became an Ally on 4 April 2023 and from 2024 onwards include "
    "Sweden, which became an Ally on 7 March 2024."
)
SINCE = {"Montenegro": 2017, "Finland": 2023, "Sweden": 2024}
SPENT = {
    "Denmark*": (40.0, 50.0, 60.0, 81.0),
    "Finland": (30.0, 31.0, 33.0, 36.0),
    "Montenegro": (1.0, 1.5, 2.0, 2.5),
    "Norway": (70.0, 72.0, 74.0, 80.0),
    "Slovak Republic": (9.0, 10.0, 15.0, 19.9),
    "Sweden": (50.0, 60.0, 70.0, 90.0),
    "United States": (600.0, 700.0, 710.0, 720.0),
}
PRODUCT = {
    "Denmark*": (4000.0, 4100.0, 4200.0, 4300.0),
    "Finland": (2000.0, 2100.0, 2200.0, 2300.0),
    "Iceland": (90.0, 95.0, 100.0, 105.0),
    "Montenegro": (50.0, 60.0, 70.0, 80.0),
    "Norway": (5000.0, 5100.0, 5200.0, 5300.0),
    "Slovak Republic": (900.0, 950.0, 975.0, 1000.0),
    "Sweden": (5000.0, 5200.0, 5400.0, 5600.0),
    "United States": (20000.0, 21000.0, 22000.0, 23000.0),
}
CURRENCIES = {
    "Denmark*": "Kroner", "Finland": "Euros", "Montenegro": "Euros", "Norway": "Kroner",
    "Slovak Republic": "Euros", "Sweden": "Kronor", "United States": "US dollars",
}  # fmt: skip
SHARES = {
    name: tuple(100 * spent / product for spent, product in zip(row, PRODUCT[name], strict=True))
    for name, row in SPENT.items()
}
BY_HAND = {**SHARES, "Slovak Republic": (*SHARES["Slovak Republic"][:3], 2)}
PARTS = dict.fromkeys(SPENT, (20.0, 21.0, 22.0, 25.0))

Rows = dict[str, tuple[float, ...]]
FIRST = {"7": 5}
"""Column of the first year, where it is not the fourth."""
FILE = "240617-def-exp-2024-TABLES-en.xlsx"


def nato_workbook(folder: Path, *edits: Callable[[Workbook], None], file: str = FILE) -> Path:
    """Write the workbook, edited, and return its path."""
    book = Workbook()
    book.remove(book.active)
    named = {f"{name}   ({CURRENCIES[name]})": row for name, row in SPENT.items()}
    prices = ("Current prices", "Constant 2015 prices ")
    _sheet(book, "1", "Million national currency units", [(title, named) for title in prices])
    rates = ("Current prices and exchange rates", "Constant 2015 prices and exchange rates")
    _sheet(book, "2", "Million US dollars", [(t, _with_totals(SPENT)) for t in rates])
    shares = [("Share of real GDP (%)", BY_HAND), ("Annual real change (%)", PARTS)]
    _sheet(book, "3", "Based on 2015 prices", shares)
    _sheet(book, "5", "Million US dollars", [(t, _with_totals(PRODUCT)) for t in rates])
    heads = ["GDP per capita (thousand US dollars)", "Defence expenditure per capita (US dollars)"]
    _sheet(book, "6", "2015 prices and exchange rates", [(title, PARTS) for title in heads])
    _sheet(book, "7", "Thousands", [("", _with_totals(PARTS))], header_row=20)
    share = "Percentage of total defence expenditure"
    _sheet(book, "8a", share, [("Equipment (a)", PARTS), ("Personnel (b)", PARTS)])
    _sheet(book, "8b", share, [("Infrastructure (c)", PARTS), ("Other (d)", PARTS)])
    for edit in edits:
        edit(book)
    path = folder / file
    book.save(path)
    return path


def _with_totals(rows: Rows) -> Rows:
    europe = {name: row for name, row in rows.items() if name != "United States"}
    return {**rows, "NATO Europe and Canada": _sum(europe), "NATO Total": _sum(rows)}


def _sum(rows: Rows) -> tuple[float, ...]:
    years = [int(year[:4]) for year in YEARS]
    return tuple(
        sum(row[place] for name, row in rows.items() if SINCE.get(name, 0) <= year)
        for place, year in enumerate(years)
    )


def _sheet(
    book: Workbook,
    number: str,
    unit: str,
    blocks: Iterable[tuple[str, Rows]],
    *,
    header_row: int = 8,
) -> None:
    sheet = book.create_sheet(f"TABLE{number}")
    sheet.cell(header_row - 4, 2, f"Table {number} : A title")
    sheet.cell(header_row - 2, 2, unit)
    first = FIRST.get(number, 4)
    for place, year in enumerate(YEARS):
        sheet.cell(header_row, first + place, int(year) if year.isdigit() else year)
    row = header_row + 2
    for title, rows in blocks:
        if title:
            sheet.cell(row, 2, title)
            row += 1
        row = _rows(sheet, row, rows, first)
        if number == "1":
            _rests(sheet, row)
        row += 1
    sheet.cell(row + 3, 3, NOTES)
    sheet.cell(row + 6, 3, f"-{number}-")


def _rows(sheet: Worksheet, top: int, rows: Rows, first: int) -> int:
    for row, (name, values) in enumerate(rows.items(), top):
        sheet.cell(row, 3, name)
        for place, value in enumerate(values):
            sheet.cell(row, first + place, value)
    return top + len(rows)


def _rests(sheet: Worksheet, row: int) -> None:
    for place, value in enumerate(("#REF!", 0, "#REF!")):
        sheet.cell(row, 4 + place, value)
