"""The lines of a climate-negotiation file: its tags, its quotes and its decimal sign.

Cells are parted by tabs. Two dialects are in use, of quotes (every name between ' and ', or none)
and of decimals (a point, or a comma). A file keeps to one of each.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from foedus.sources.disputes.numbers import Reading

CELLS = {"#A": (2, 4), "#P": (2, 4), "#M": (3, 3), "#D": (6, 6)}
"""Cells of a line by its tag, least and most: actor, issue, an end of a scale, a position."""
AMOUNTS = {"#M": slice(2, 3), "#D": slice(3, 6)}
"""The cells of a line that are numbers."""
COMMA, POINT = re.compile(r"\d,\d"), re.compile(r"\d\.\d")


@dataclass(frozen=True)
class Line:
    """A line: its number, its tag and the cells after it, without quotes."""

    row: int
    tag: str
    cells: tuple[str, ...]


def lines_of(data: bytes, reading: Reading) -> list[Line]:
    r"""Return the lines that can be read; what cannot be is a fault of the reading.

    Examples
    --------
    >>> lines_of(b"'#A'\t'USA'\t'USA'\t''\n#M\ttoll\n", Reading("a.csv"))
    [Line(row=1, tag='#A', cells=('USA', 'USA', ''))]
    """
    text = _decoded(data, reading)
    if text is None:
        return []
    written = [(row, line.split("\t")) for row, line in enumerate(text.splitlines(), 1) if line]
    if not written:
        reading.fault("no-rows")
        return []
    _one_dialect(written, reading)
    last = written[-1][0] if not text.endswith(("\n", "\r")) else 0
    found = (_line(row, cells, reading, cut=row == last) for row, cells in written)
    return [line for line in found if line is not None]


def _decoded(data: bytes, reading: Reading) -> str | None:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        reading.fault("not-utf-8", data.count(b"\n", 0, error.start) + 1)
        return None


def _line(row: int, written: Sequence[str], reading: Reading, *, cut: bool) -> Line | None:
    tag, *cells = (_bare(cell) for cell in written)
    if tag not in CELLS:
        reading.fault("unknown-tag", row, None, tag, known=", ".join(CELLS))
        return None
    least, most = CELLS[tag]
    if not least <= len(written) <= most:
        kind = "cut-line" if cut and len(written) < least else "cells"
        reading.fault(kind, row, None, tag, found=f"{len(written)}", expected=f"{least}")
        return None
    return Line(row, tag, tuple(cells))


def _bare(cell: str) -> str:
    cell = cell.strip()
    if len(cell) > 1 and cell[0] == cell[-1] == "'":
        return cell[1:-1].strip()
    return cell


def _one_dialect(written: Sequence[tuple[int, Sequence[str]]], reading: Reading) -> None:
    """Report every line in another dialect than most of the file (the first, where it is even)."""
    quotes = [(row, _quotes(cells)) for row, cells in written]
    decimals = [(row, sign) for row, cells in written for sign in _signs(cells)]
    for kind, seen in (("two-quotes", quotes), ("two-decimals", decimals)):
        counted = Counter(dialect for _, dialect in seen)
        most = max(counted, key=lambda dialect: counted[dialect], default="")
        for row, dialect in dict.fromkeys(seen):
            if dialect != most:
                reading.fault(kind, row, None, dialect, usual=most)


def _quotes(cells: Sequence[str]) -> str:
    return "'" if cells[0].lstrip().startswith("'") else "-"


def _signs(cells: Sequence[str]) -> list[str]:
    amounts = cells[AMOUNTS.get(_bare(cells[0]), slice(0, 0))]
    signs = ((",", COMMA), (".", POINT))
    return [sign for amount in amounts for sign, form in signs if form.search(amount)]
