"""A publisher's CSV file as text cells: preambles and rows of unequal length are kept."""

from __future__ import annotations

import csv
import io

import polars as pl

from foedus.errors import Finding, InputError
from foedus.sources.cells import Cells, letters


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
        raise InputError([Finding("fault", "broken-quotes", file)]) from error
    width = max(map(len, rows), default=0)
    columns = {
        letters(place + 1): [row[place] or None if place < len(row) else None for row in rows]
        for place in range(width)
    }
    return Cells(file, pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String())))
