"""A small workbook with the layout and the dirt of Kiel's, made for tests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook

MAIN, SUMMARY, RATES = "Bilateral assistance, MAIN DATA", "Country Summary", "Exchange rates"
LOG = "Updates and Corrections"
HEADER = [
    "ID",
    "countries",
    "Announcement Date",
    "Type of Aid General",
    "Type of Aid Specific",
    "Explanation",
    "Original Currency",
    "Monetary Value as Given by Source",
    None,
    "Type of item",
    "Sub-type of item",
    "No. of Units",
    "No. of Units delivered (in-kind military aid)",
    "Total ",
    "Converted Value in EUR",
    "Total monetary value delivered in EUR",
    "Sub-type of item",
    " ",
]
EURO = HEADER.index("Converted Value in EUR")
TWELVE = 12_000_000.004
# fmt: off
ROWS: list[list[Any]] = [
    ["DEM1", "Germany", date(2022, 4, 26), "Military", "Weapons ", "words", "EUR", 15_000_000,
     "Gepard", "Heavy weapon", ".", 30, 20, 15_000_000, 15_000_000, 9_000_000, ".", None],
    ["DEM1", "Germany", "until 7/27/2022", "Military", "Weapons", "words", "EUR", 15_000_000,
     "helmet", "Military equipment", ".", 28_000, 28_000, "", "", "", ".", None],
    ["DEM1", "Germany", "not specified, 05/22", "Military", "Weapons", ".", "EUR", 15_000_000,
     "radar ", "Military equipment", ".", "undisclosed", "dozens", None, None, None, ".", None],
    ["DEH2", "Germany", "between 3/4/22 & 3/11/22", "Humanitarian", "Assitance", ".", "USD",
     "Not given", ".", ".", ".", ".", ".", ".", 2_500_000, ".", ".", None],
    ["EUF1", "EU (Commission and Council)", "until 4/6/2027", "Financial", "Loan", ".", "EUR",
     TWELVE, ".", ".", ".", ".", ".", TWELVE, TWELVE, 1_000_000.5, ".", None],
    ["EPM1", "European  Peace Facility*", "Undisclosed", "Military", "Grant", ".", ".", ".",
     ".", ".", ".", ".", ".", ".", ".", ".", ".", None],
]
TOTALS: list[list[Any]] = [
    [None, "Country", "EU member", "Financial commitments", "Humanitarian commitments",
     "Military commitments", "Total bilateral commitments", "Total bilateral commitments"],
    [None, None, None, "€ billion", "€ billion", "€ billion", "€ billion", "% GDP"],
    [None, "Germany", 1, 0, 0.0025, 0.015, 0.0175, 0.1],
    [None, "EU (Commission and Council)", 0, 0.012, 0, 0, 0.012, 0.1],
    [None, "Total", ".", 0.012, 0.0025, 0.015, 0.0295, 0.2],
]
# fmt: on


def nothing(_: Workbook) -> None:
    """Change nothing."""


def made(path: Path, change: Callable[[Workbook], None] = nothing) -> Path:
    """Write the workbook, changed, and return its path."""
    book = Workbook()
    main = book.active
    main.title = MAIN
    for row in (HEADER, *ROWS):
        main.append(row)
    error = main.cell(2, HEADER.index(" ") + 1, "#NAME?")
    error.data_type = "e"
    summary = book.create_sheet(SUMMARY)
    summary["B2"] = "Numbers by country"
    for place, row in enumerate(TOTALS, 4):
        for column, value in enumerate(row, 1):
            summary.cell(place, column, value)
    rates = book.create_sheet(RATES)
    for place, pair in enumerate((("Currency", "1 EUR"), ("EUR", 1), ("USD", 0.9887)), 2):
        rates.cell(place, 1, pair[0])
        rates.cell(place, 2, pair[1])
    rates["A7"] = "Source: ECB (October 6, 2022)."
    book.create_sheet("ReadMe")["A1"] = "Words"
    log = book.create_sheet(LOG)
    log["B2"], log["B9"] = "Release 7 (until October 3, 2022)", "Release 6"
    change(book)
    book.save(path)
    return path
