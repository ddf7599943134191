"""A case from an Excel workbook: a sheet a table, the settings in a sheet of their own.

Cells are read as text; numbers are read a second time as numbers, since their text is rounded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import fastexcel
import polars as pl

from foedus.case.columns import Table
from foedus.case.folder import Source, refuse_file
from foedus.case.layout import CASE, Layout
from foedus.case.raw import RawTable, empty, finish, numbers, read_header
from foedus.case.settings import Written, read_sheet
from foedus.case.spelling import nearest
from foedus.case.workbook_guard import Seen, WorkbookError, look, member_names
from foedus.errors import Finding

FREE = frozenset({"read me", "lisez-moi"})
"""Sheets that hold words for the reader."""

MIDNIGHT = " 00:00:00"


def read_workbook(path: Path, *, layout: Layout = CASE) -> Source | Finding:
    """Read the settings and every table of a workbook, or return why it cannot be read."""
    refused = refuse_file(path.resolve().parent, path.resolve())
    if refused is not None:
        return refused
    try:
        seen = look(path)
        book = fastexcel.read_excel(path)
        errors = _errors(path, seen)
    except WorkbookError as refusal:
        return Finding("fault", refusal.kind, path.name)
    except (fastexcel.FastExcelError, KeyError):
        return Finding("fault", "broken-workbook", path.name)
    return _sheets(path.name, book, errors, layout)


def _errors(path: Path, seen: Mapping[str, Seen]) -> dict[str, dict[tuple[int, int], str]]:
    """Return the cells that hold an error, by sheet; the names are looked up only if there are."""
    if not any(found.errors for found in seen.values()):
        return {}
    return {
        sheet: seen[member].errors for sheet, member in member_names(path).items() if member in seen
    }


def _sheets(
    file: str,
    book: fastexcel.ExcelReader,
    errors: Mapping[str, Mapping[tuple[int, int], str]],
    layout: Layout,
) -> Source:
    pattern = f"{file} [{{}}]"
    raws: dict[str, RawTable] = {}
    written, findings = None, _unknown_sheets(file, book.sheet_names, layout)
    for name in (n for n in book.sheet_names if n == layout.sheet or n in layout.tables):
        place = pattern.format(name)
        try:
            text = _text(book, name, errors.get(name, {}))
        except fastexcel.FastExcelError:
            findings.append(Finding("fault", "broken-sheet", place))
            raws[name] = empty(name, place, whole=False)
            continue
        if name == layout.sheet:
            written, found = _settings(place, text)
        else:
            raws[name], found = _table(book, layout.tables[name], place, text)
        findings += found
    return Source(written, raws, pattern, tuple(findings))


def _unknown_sheets(file: str, names: Sequence[str], layout: Layout) -> list[Finding]:
    missing = [] if layout.sheet in names else [Finding("fault", "no-settings-sheet", file)]
    known = [*layout.tables, layout.sheet]
    return missing + [
        Finding(
            "warning",
            "unknown-sheet",
            file,
            value=name,
            details={"nearest": nearest(name, known, cutoff=0) or ""},
        )
        for name in names
        if name not in known and name not in FREE
    ]


def _text(
    book: fastexcel.ExcelReader, name: str, errors: Mapping[tuple[int, int], str]
) -> pl.DataFrame:
    """Return a sheet from its first row on as text, errors as Excel shows them."""
    sheet = book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
    frame = sheet.to_polars()
    if not errors:
        return frame
    places = {c.absolute_index + 1: c.name for c in sheet.available_columns()}
    found = [
        (row - 1, places[column], text)
        for (row, column), text in errors.items()
        if column in places
    ]
    for row, column, text in found:
        if row < frame.height:
            frame = frame.with_columns(frame[column].scatter(row, text))
    return frame


def _settings(file: str, text: pl.DataFrame) -> tuple[Written | None, list[Finding]]:
    header = list(text.row(0)) if text.height else []
    if "key" not in header or "value" not in header:
        return None, [Finding("fault", "settings-header", file, 1)]
    keys, values = (text[:, header.index(name)] for name in ("key", "value"))
    cells = [
        (row, key, value or None)
        for row, (key, value) in enumerate(zip(keys, values, strict=True), 1)
        if row > 1 and key
    ]
    return read_sheet(file, cells)


def _table(
    book: fastexcel.ExcelReader, table: Table, file: str, text: pl.DataFrame
) -> tuple[RawTable, list[Finding]]:
    if not text.height:
        return empty(table.name, file), []
    if not any(text.row(0)):
        return empty(table.name, file, whole=False), [Finding("fault", "no-header", file, 1)]
    header = read_header(file, text.row(0))
    kinds = {c.name: c.kind for c in table.all_columns}
    body = text.slice(1)
    columns = list(body)
    exact = _numbers(book, table.name) if {"number", "integer"} & set(kinds.values()) else None
    for place, column in enumerate(header.names):
        kind = kinds.get(column)
        if kind in {"number", "integer"} and exact is not None:
            columns[place] = _exact(columns[place], exact[:, place])
        elif kind == "month":
            columns[place] = columns[place].str.replace(
                f"^([0-9]{{4}}-[0-9]{{2}})-[0-9]{{2}}({MIDNIGHT})?$", "${1}"
            )
        elif kind == "date":
            columns[place] = columns[place].str.strip_suffix(MIDNIGHT)
    rows = numbers(2, body.height)
    return finish(table.name, file, header, columns, rows, loose={}, whole=True)


def _numbers(book: fastexcel.ExcelReader, name: str) -> pl.DataFrame:
    sheet = book.load_sheet(name, header_row=None, skip_rows=0, dtypes="float")
    return sheet.to_polars().slice(1)


def _exact(text: pl.Series, number: pl.Series) -> pl.Series:
    """Return the text of numbers with all their digits where the reader has rounded them."""
    rounded = number.is_finite() & (text.cast(pl.Float64, strict=False) != number)
    return text.zip_with(~rounded.fill_null(value=False), number.cast(pl.String))
