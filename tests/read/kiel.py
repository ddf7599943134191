"""Kiel's explanations, release 7, with what the analysts coded from them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl

SHEET = "Bilateral assistance, MAIN DATA"
VALUE = "Monetary Value as Given by Source"
CODES = "EUR|USD|GBP|CAD|AUD|NOK|SEK|DKK|CZK|PLN|CHF|JPY|NZD|RON|HUF|HRK|CNY"
PLAIN = re.compile(
    rf"(?:{CODES}|[€$£])\s*(\d[\d,.]*)\s*(million|billion)?"
    rf"|(\d[\d,.]*)\s*(million|billion)?\s*(?:{CODES}|euros?|dollars?)",
    re.IGNORECASE,
)
"""What one would write first: a number, a scale and a currency, in either order."""

SCALES = {"million": 10**6, "billion": 10**9}


@dataclass(frozen=True)
class Line:
    """An item that the analysts coded from a text; units empty where undisclosed."""

    item: str
    units: str


@dataclass(frozen=True)
class Explanation:
    """A distinct text with what was coded from it: a value in full units, empty where none."""

    entry: str
    country: str
    text: str
    value: Decimal | None
    currency: str
    lines: tuple[Line, ...]


def explanations(path: Path) -> tuple[Explanation, ...]:
    """Return the distinct texts in the order of the sheet; the value is that of the first row."""
    book: Any = openpyxl.load_workbook(path, read_only=True, data_only=True)
    rows = book[SHEET].iter_rows(values_only=True)
    header = list(next(rows))
    at = {name: header.index(name) for name in ("ID", "countries", "Explanation", VALUE)}
    at |= {"currency": header.index("Original Currency"), "units": header.index("No. of Units")}
    at["item"] = at[VALUE] + 1  # the header beside the value is blank
    found: dict[str, list[tuple[Any, ...]]] = {}
    for row in rows:
        if row[at["Explanation"]]:
            found.setdefault(str(row[at["Explanation"]]), []).append(row)
    return tuple(_explanation(text, group, at) for text, group in found.items())


def _explanation(text: str, rows: list[tuple[Any, ...]], at: dict[str, int]) -> Explanation:
    first = rows[0]
    value = first[at[VALUE]]
    number = Decimal(str(value)) if isinstance(value, int | float) else None
    lines = dict.fromkeys(
        Line(str(row[at["item"]]), _units(row[at["units"]]))
        for row in rows
        if row[at["item"]] not in (None, ".")
    )
    return Explanation(
        str(first[at["ID"]]), str(first[at["countries"]]), text, number,
        str(first[at["currency"]]), tuple(lines),
    )  # fmt: skip


def _units(value: object) -> str:
    return str(int(value)) if isinstance(value, int | float) else ""


def plainly(text: str) -> Iterator[Decimal]:
    """Yield the amounts that the plain expression finds."""
    for match in PLAIN.finditer(text):
        for figure, scale in (match.group(1, 2), match.group(3, 4)):
            bare = (figure or "").rstrip(".,").replace(",", "")
            if re.fullmatch(r"\d+(?:\.\d+)?", bare):
                yield Decimal(bare) * SCALES.get((scale or "").lower(), 1)
