"""What the XML of a sheet holds that calamine does not tell: its size, links, cells without value.

Looked at with patterns, not with a parser: most sheets have nothing of the kind, and reading them
twice would cost more than reading them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np

from foedus.case import workbook_guard as guard
from foedus.errors import Finding, InputError
from foedus.sources.cells import WITHOUT_VALUE, Place

BLOCK = 64 * 1024
"""Bytes that are compared at one time, few enough to stay in the processor's cache."""

LEAST_CELL = 20
"""A cell that names a shared string takes at least so many bytes."""

FAR = re.compile(rb"""r=["'](?:[A-Za-z]{3,}[0-9]|[A-Za-z]{0,2}[0-9]{5})""")
"""A cell beyond column ZZ or row 9999, which alone can make a grid too large."""

CELL = re.compile(rb"<(?:\w+:)?c\b(?P<mark>[^>]*[^>/])>(?P<body>.*?)</(?:\w+:)?c>", re.DOTALL)
"""A cell with something in it; some programs write every tag with a prefix (``<x:c>``)."""

VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>([^<]+)<")
FORMULA = re.compile(rb"<(?:\w+:)?f\b")
ERROR = re.compile(rb"""\bt=["']e["']""")
TEXT = re.compile(rb"""\bt=["']str["']""")
NAME = re.compile(rb"""\br=["']([A-Z]+)([0-9]+)["']""")
ELSEWHERE = re.compile(rb"<(?:\w+:)?f\b[^>]*>[^<]*\[[0-9]+\]")
"""A formula that reads another workbook: ``[1]Sheet!A1``."""


def refuse_large(xml: bytes, longest: int) -> None:
    """Refuse a grid that would fill the memory, and a long string that too many cells name.

    Parameters
    ----------
    xml : bytes
        A sheet.
    longest : int
        Length of the workbook's longest shared string, bytes.

    Raises
    ------
    WorkbookError
        ``too-many-cells``, ``zip-bomb``.
    """
    if FAR.search(xml) or _spaced(xml):
        row = column = 1
        for name, number in set(guard.PLACE.findall(xml)):
            row, column = max(row, int(number[:9])), max(column, _number(name))
        if row * column > guard.MAX_CELLS:
            raise guard.WorkbookError("too-many-cells")
    at_most = longest * (len(xml) // LEAST_CELL)
    if at_most > guard.MAX_TEXT and longest * _strings(xml) > guard.MAX_TEXT:
        raise guard.WorkbookError("zip-bomb")


def _strings(xml: bytes) -> int:
    return xml.count(b't="s"') + xml.count(b"t='s'")


def _spaced(xml: bytes) -> bool:
    """Say whether blanks stand before an equals sign, as in ``r = "A1"``, which ``FAR`` misses."""
    text = np.frombuffer(xml, np.uint8)
    for start in range(0, len(xml), BLOCK):
        block = text[start : start + BLOCK + 1]
        if ((block[1:] == ord("=")) & (block[:-1] <= ord(" "))).any():
            return True
    return False


def _number(name: bytes) -> int:
    number = 0
    for letter in name[:6].upper():
        number = number * 26 + letter - 64
    return number


def refuse_elsewhere(place: str, xml: bytes, links: int) -> None:
    """Refuse a sheet that takes a figure from another workbook, which nobody can check here.

    Parameters
    ----------
    place : str
        The sheet, as a finding names it.
    xml : bytes
    links : int
        How many other workbooks the workbook names.

    Raises
    ------
    InputError
        ``source.external-link``, with its cell.
    """
    if not links or b"[" not in xml or not any(b"[%d]" % n in xml for n in range(1, links + 1)):
        return
    for cell in CELL.finditer(xml):
        if ELSEWHERE.search(cell["body"]):
            name = NAME.search(cell["mark"])
            column, row = (name[1].decode(), int(name[2])) if name else (None, None)
            raise InputError([Finding("fault", "source.external-link", place, row, column)])


def why_empty(xml: bytes, places: Iterable[Place]) -> dict[Place, str]:
    """Say what cells that calamine reads as empty hold, looking only into their rows.

    Returns
    -------
    dict of Place to str
        ``WITHOUT_VALUE``, or an error such as ``#REF!``; nothing of a cell that is simply blank.
    """
    found: dict[Place, str] = {}
    start = end = 0
    for row, column in sorted(places):
        start, end = _row(xml, row, start)
        named = _named(xml, column, row, start, end)
        cell = CELL.match(xml, xml.rfind(b"<", start, named), end) if named > 0 else None
        reason = _reason(cell["mark"], cell["body"]) if cell else ""
        if reason:
            found[row, column] = reason
    return found


def _named(xml: bytes, column: str, row: int, start: int, end: int) -> int:
    """Return where a cell's name stands, in either kind of quotes; -1 where it does not."""
    name = f"{column}{row}".encode()
    double = xml.find(b'r="%s"' % name, start, end)
    return double if double >= 0 else xml.find(b"r='%s'" % name, start, end)


def _row(xml: bytes, row: int, position: int) -> tuple[int, int]:
    """Return where a row begins and ends; an empty stretch if the sheet does not have it."""
    start = xml.find(b'<row r="%d"' % row, position)
    if start < 0:
        found = re.search(rb"""<(?:\w+:)?row\b[^>]*\sr=["']%d["']""" % row, xml)
        if found is None:
            return position, position
        start = found.start()
    return start, xml.find(b"row>", start) + 1 or len(xml)


def _reason(mark: bytes, body: bytes) -> str:
    value = VALUE.search(body)
    if ERROR.search(mark):
        return value[1].decode(errors="replace") if value else "#N/A"
    computed_text = TEXT.search(mark) is not None  # an empty text is a value
    return WITHOUT_VALUE if FORMULA.search(body) and value is None and not computed_text else ""
