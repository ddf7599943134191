"""A table for the terminal from cells of text; nothing in a cell is read as markup."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from rich import box
from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

_WIDEST_WORD = 12
"""Cells; a longer word may be torn."""

_BETWEEN = 2
_EDGES = 2


@dataclass(frozen=True)
class Column:
    """A column: its heading, on which side its cells stand, whether its words stay on one line."""

    heading: str
    side: Literal["left", "right"] = "left"
    whole: bool = False


def left(heading: str) -> Column:
    """Return a column of words, which may wrap."""
    return Column(heading)


def word(heading: str) -> Column:
    """Return a column of words that stay on one line."""
    return Column(heading, whole=True)


def figure(heading: str) -> Column:
    """Return a column of figures."""
    return Column(heading, "right", whole=True)


def grid(
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[str]],
    *,
    note: str = "",
) -> Table:
    """Return a Rich table; the note stands under it."""
    table = Table(
        title=Text(title, "bold"),
        caption=Text(note, "dim") if note else None,
        title_justify="left",
        caption_justify="left",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        collapse_padding=True,
    )
    cells = [tuple(row) for row in rows]
    for number, column in enumerate(columns):
        table.add_column(
            Text(column.heading),
            justify=column.side,
            no_wrap=column.whole,
            overflow="ellipsis" if column.whole else "fold",
            min_width=_narrowest(column, [row[number] for row in cells]),
        )
    for row in cells:
        table.add_row(*(Text(cell) for cell in row))
    return table


def least_width(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> int:
    """Return the cells that a table takes at least, so that no short word of it is torn or cut.

    Examples
    --------
    >>> least_width([left("State"), figure("No")], [["not adopted", "1,000"]])
    16
    """
    widths = [
        _whole_width(column, [row[number] for row in rows])
        if column.whole
        else _narrowest(column, [row[number] for row in rows])
        for number, column in enumerate(columns)
    ]
    return sum(widths) + _BETWEEN * (len(widths) - 1) + _EDGES


def _whole_width(column: Column, cells: Sequence[str]) -> int:
    return max(cell_len(text) for text in [column.heading, *cells])


def _narrowest(column: Column, cells: Sequence[str]) -> int:
    """Return the width of the longest word, so that few words are torn apart."""
    texts = [column.heading, *cells]
    words = texts if column.whole else [word for text in texts for word in text.split()]
    return min(_WIDEST_WORD, max((cell_len(word) for word in words), default=1))
