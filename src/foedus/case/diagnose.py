"""Why a cell is at fault: the kind of the finding, and the nearest valid form."""

from __future__ import annotations

import math
import re

from foedus.case.columns import Column
from foedus.case.patterns import (
    BREAKS,
    CONTROL,
    CONTROL_IN_TEXT,
    DAY,
    EXACT,
    EXCEL_ERROR,
    KEY_LETTERS,
    KEY_START,
)
from foedus.case.spelling import nearest, nearest_date, nearest_month, nearest_number

Cause = tuple[str, dict[str, str]]
"""The kind of a finding and its details."""


def diagnose(column: Column, cell: str | None) -> Cause:
    """Return why a cell that was found at fault is so; the first cause only.

    Examples
    --------
    >>> from foedus.case.schema import TABLES
    >>> diagnose(TABLES["inflows"].column("month"), "10/2024")
    ('not-a-month', {'nearest': '2024-10'})
    >>> diagnose(TABLES["stocks"].column("quantity"), None)
    ('empty-cell', {})
    """
    if cell is None:
        return ("empty-cell", {}) if column.kind in {"number", "integer"} else ("empty-name", {})
    control = re.search(CONTROL_IN_TEXT if column.name in BREAKS else CONTROL, cell)
    if control and not (control[0] in "\t\r\n" and not cell.strip()):
        return "control-character", {"code": f"U+{ord(control[0]):04X}"}
    if cell.strip() != cell:
        return "blanks-around", {"nearest": cell.strip()}
    if re.search(EXCEL_ERROR, cell):
        return "cell-error", {}
    match column.kind:
        case "number" | "integer":
            return _number(column, cell)
        case "month":
            return "not-a-month", {"nearest": nearest_month(cell)}
        case "date":
            return _date(cell)
        case "boolean":
            return "not-a-boolean", {}
        case "choice":
            best = nearest(cell, column.choices, cutoff=0) or ""
            return "unknown-choice", {"nearest": best, "choices": ", ".join(column.choices)}
        case "keys":
            return _keys(cell)
        case _:
            return _key(cell)


def _number(column: Column, cell: str) -> Cause:
    try:
        value = float(cell) if cell.isascii() and "_" not in cell else None
    except ValueError:
        value = None
    if value is None:
        plain = nearest_number(cell)
        return ("not-a-number", {}) if plain is None else ("number-format", {"nearest": plain})
    if not math.isfinite(value):
        return "not-finite", {}
    if column.kind == "integer" and (value != math.floor(value) or abs(value) > EXACT):
        return "not-whole", {}
    if column.positive:
        return "not-positive", {}
    if column.minimum == 0 and value < 0:
        return "negative-number", {}
    return "out-of-range", {"minimum": _plain(column.minimum), "maximum": _plain(column.maximum)}


def _plain(bound: float | None) -> str:
    return "" if bound is None else f"{bound:g}"


def _date(cell: str) -> Cause:
    kind = "no-such-day" if re.search(DAY, cell) else "not-a-date"
    return kind, {"nearest": nearest_date(cell)}


def _key(cell: str) -> Cause:
    letter = re.search(KEY_LETTERS, cell)
    if letter is None and re.search(KEY_START, cell):
        return "key-start", {"letter": cell[0]}
    return "key-letter", {"letter": letter[0] if letter else ";"}


def _keys(cell: str) -> Cause:
    parts = cell.split(";")
    for part in parts:
        if part.strip() != part or not part:
            return "keys-list", {"nearest": ";".join(p.strip() for p in parts if p.strip())}
        if re.search(KEY_LETTERS, part) or re.search(KEY_START, part):
            return _key(part)
    return "keys-list", {"nearest": cell}
