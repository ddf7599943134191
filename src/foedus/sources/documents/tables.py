"""Tables are told from texts: a table of a case is no dispatch."""

from __future__ import annotations

import csv
import re

NAME = re.compile(r"[^\W\d]\w{0,40}")
"""A column's name: one word."""

DELIMITERS = ",;\t|"
FEWEST = 3
"""Columns; two words with a comma between them may be a place and a country."""

LINES = 5
"""So many rows after the header must have as many cells as it has."""


def is_table(text: str) -> bool:
    r"""Return whether a text is a table: a line of names, then rows of as many cells.

    Examples
    --------
    >>> is_table("party,kind,gdp\nDNK,ally,\n"), is_table("Denmark, Norway, Spain\nsend, give, a")
    (True, False)
    """
    lines = [line for line in text[:20_000].splitlines() if line.strip()][: LINES + 1]
    return len(lines) > 1 and any(_fits(lines, one) for one in DELIMITERS)


def _fits(lines: list[str], delimiter: str) -> bool:
    try:
        header, *rows = csv.reader(lines, delimiter=delimiter)
    except csv.Error:
        return False
    if len(header) < FEWEST or not all(NAME.fullmatch(name) for name in header):
        return False
    return all(len(row) == len(header) for row in rows)
