"""A case as an Excel workbook: numbers with all their digits, everything else as text."""

from __future__ import annotations

import io
from collections.abc import Iterable

import polars as pl
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from foedus.case.as_text import filled_tables, flat_settings, text_table
from foedus.case.columns import Kind
from foedus.case.model import Case
from foedus.case.schema import TABLES
from foedus.errors import Finding, InputError

MAX_TEXT = 32_767
"""Longest text of a cell in Excel, characters (UTF-16 units)."""

MAX_ROWS = 1_048_575
"""Rows of a sheet in Excel below its header."""

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


class _Exact(float):
    """A number that is written with all its digits; XlsxWriter would round to 16."""

    def __format__(self, spec: str) -> str:
        return repr(float(self))


def workbook(case: Case) -> bytes:
    """Return a case as the content of an ``.xlsx`` file.

    Raises
    ------
    InputError
        ``too-long-text`` or ``too-many-rows``: what a sheet has no room for.
    """
    tables = filled_tables(case)
    texts = {name: text_table(name, frame) for name, frame in tables.items()}
    faults = [fault for name, text in texts.items() for fault in _no_room(name, text)]
    if faults:
        raise InputError(faults)
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, OPTIONS)
    _write_settings(book.add_worksheet("case"), case)
    for name, frame in tables.items():
        _write_table(book.add_worksheet(name), name, frame, texts[name])
    book.close()
    return buffer.getvalue()


def _no_room(name: str, text: pl.DataFrame) -> list[Finding]:
    if text.height > MAX_ROWS:
        return [Finding("fault", "too-many-rows", name, details={"limit": f"{MAX_ROWS}"})]
    faults = []
    for column in text:
        long = column.str.len_bytes().fill_null(0) > MAX_TEXT
        for place in long.arg_true():
            if len(column[place].encode("utf-16-le")) > 2 * MAX_TEXT:
                faults.append(Finding("fault", "too-long-text", name, place + 2, column.name))
    return faults


def _write_settings(sheet: Worksheet, case: Case) -> None:
    rows = [("key", "value"), *flat_settings(case.settings).items()]
    for row, (key, value) in enumerate(rows):
        sheet.write_string(row, 0, key)
        if isinstance(value, bool):
            sheet.write_boolean(row, 1, value)
        elif isinstance(value, int):
            sheet.write_number(row, 1, value)
        else:
            sheet.write_string(row, 1, "; ".join(value) if isinstance(value, list) else value)
    sheet.set_column(0, 1, 24)


def _write_table(sheet: Worksheet, name: str, frame: pl.DataFrame, text: pl.DataFrame) -> None:
    kinds: dict[str, Kind] = {c.name: c.kind for c in TABLES[name].all_columns}
    for place, column in enumerate(frame.columns):
        sheet.write_string(0, place, column)
        kind = kinds.get(column)
        numeric = kind in {"number", "integer"}
        _write_column(sheet, place, frame[column] if numeric else text[column], kind)
    sheet.freeze_panes(1, 0)


def _write_column(sheet: Worksheet, place: int, cells: Iterable[object], kind: Kind | None) -> None:
    for row, cell in enumerate(cells, 1):
        if cell is None:
            continue
        if kind == "boolean":
            sheet.write_boolean(row, place, cell == "true")
        elif isinstance(cell, float | int):
            sheet.write_number(row, place, _Exact(cell))
        else:
            sheet.write_string(row, place, str(cell))
