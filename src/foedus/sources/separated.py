"""A publisher's CSV file as text cells: preambles and rows of unequal length are kept."""

from __future__ import annotations

import csv
import io
from collections import Counter

import polars as pl

from foedus.case.raw import MAX_FINDINGS, and_more
from foedus.errors import Finding, InputError
from foedus.sources.cells import Cells, letters

ENDS_WITHIN = "unexpected end of data"
"""What the reader says of a file that ends between two quotes."""


def cells_of(data: bytes, file: str, *, separator: str = ",") -> Cells:
    r"""Return the cells of a CSV file's bytes; short rows are filled up with nothing.

    Examples
    --------
    >>> cells_of(b"Tracker\nyear,amount\n2024,1.5\n", "a.csv").row(2)
    ['year', 'amount']
    """
    try:
        text = data.decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except UnicodeDecodeError as error:
        details = {"offset": str(error.start)}
        raise InputError([Finding("fault", "not-utf-8", file, details=details)]) from error
    except csv.Error as error:
        kind = "source.cut-row" if ENDS_WITHIN in str(error) else "broken-quotes"
        raise InputError([Finding("fault", kind, file)]) from error
    width = max(map(len, rows), default=0)
    columns = {
        letters(place + 1): [row[place] or None if place < len(row) else None for row in rows]
        for place in range(width)
    }
    return Cells(file, pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String())))


def is_closed(data: bytes) -> bool:
    r"""Say whether a file ends with a line break: else its last row may be cut.

    Examples
    --------
    >>> is_closed(b"year,value\n2023,26538273498.8\n"), is_closed(b"year,value\n2023,26538273")
    (True, False)
    """
    return data.endswith((b"\n", b"\r"))


def unclosed(data: bytes, file: str) -> list[Finding]:
    """Return a warning ``source.cut-short``, at its last row, for a file without a last line break.

    For publishers whose files all end with one.
    """
    if not data or is_closed(data):
        return []
    last = len(data.splitlines())
    return [Finding("warning", "source.cut-short", file, last)]


def uneven(data: bytes, file: str) -> list[Finding]:
    r"""Return a fault for each row that has more or fewer cells than the others.

    A row with one cell above the table is a title, and empty cells at the end are none.

    Returns
    -------
    list of Finding
        ``short-row``, ``long-row``; for a last row that is short, in a file that does not end with
        a line break, ``source.cut-row``.

    Examples
    --------
    >>> [(f.kind, f.row) for f in uneven(b"year,value\n2022,1\n2023", "a.csv")]
    [('source.cut-row', 3)]
    """
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    width = Counter(len(row) for row in rows if row).most_common(1)[0][0]
    start = next(place for place, row in enumerate(rows) if len(row) == width)
    findings = []
    for place, row in enumerate(rows):
        is_title = place < start and sum(map(bool, row)) == 1
        if not row or is_title or len(row) == width or (len(row) > width and not any(row[width:])):
            continue
        is_cut = len(row) < width and place == len(rows) - 1 and not is_closed(data)
        kind = "source.cut-row" if is_cut else "short-row" if len(row) < width else "long-row"
        details = {"found": str(len(row)), "expected": str(width)}
        findings.append(Finding("fault", kind, file, place + 1, details=details))
    return and_more(findings[:MAX_FINDINGS], len(findings)) if findings else []
