"""The cells of a sheet or CSV file as text, each in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

import polars as pl

Place = tuple[int, str]
"""A cell: its row as a spreadsheet counts them (from 1), and its column's letters."""

WITHOUT_VALUE = "formula"
"""Why a cell is empty: it holds a formula that nobody has computed."""


def _nothing(places: Iterable[Place]) -> Mapping[Place, str]:  # noqa: ARG001
    return {}


@dataclass(frozen=True)
class Cells:
    """The text of one sheet, from its first row on.

    Parameters
    ----------
    file : str
        As a finding names it: ``tracker.xlsx [Country Summary]``, ``data.csv``.
    frame : pl.DataFrame
        Text columns named by their letters (``A``, ``B`` … ``AA``); position ``i`` is the row
        ``i + 1``. Numbers have up to 9 decimals, dates read ``2022-03-01 00:00:00``.
    why_empty : callable
        Given cells that are null, says of those that are not simply blank what they hold:
        ``WITHOUT_VALUE``, or an error such as ``#REF!``.
    """

    file: str
    frame: pl.DataFrame
    why_empty: Callable[[Iterable[Place]], Mapping[Place, str]] = _nothing

    def row(self, number: int) -> list[str]:
        """Return a row's texts, ``""`` for what is empty; all empty beyond the last row.

        Examples
        --------
        >>> Cells("a.csv", pl.DataFrame({"A": ["year", "2024"], "B": [None, "1"]})).row(1)
        ['year', '']
        """
        if not 1 <= number <= self.frame.height:
            return [""] * self.frame.width
        return [text or "" for text in self.frame.row(number - 1)]

    def texts(self) -> Iterator[str]:
        """Yield the texts of all cells that are not empty, row by row."""
        return (text for row in self.frame.iter_rows() for text in row if text)


def letters(number: int) -> str:
    """Return the letters of a column; the first is 1.

    Examples
    --------
    >>> letters(1), letters(26), letters(27)
    ('A', 'Z', 'AA')
    """
    text = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text
