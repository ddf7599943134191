"""What a column and a table of a case are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import polars as pl

Kind = Literal["key", "text", "number", "integer", "month", "date", "boolean", "choice", "keys"]
"""What a cell holds: ``key`` names a thing, ``keys`` several, separated by semicolons."""

DTYPES: dict[Kind, pl.DataType] = {
    "key": pl.String(),
    "keys": pl.String(),
    "text": pl.String(),
    "choice": pl.String(),
    "number": pl.Float64(),
    "integer": pl.Int64(),
    "month": pl.Date(),
    "date": pl.Date(),
    "boolean": pl.Boolean(),
}


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Parameters
    ----------
    name : str
    kind : Kind
    en, fr : str
        What it means, in one line.
    key : bool
        Part of the table's key.
    optional : bool
        May be empty or absent (unknown, never 0).
    default : float or bool, optional
        What an empty cell stands for, where it stands for something.
    unit : str
        Unit of a number, as a user reads it.
    choices : tuple of str
        The words that a ``choice`` may hold.
    minimum, maximum : float, optional
        Bounds of a number, both included.
    positive : bool
        The number must be greater than 0.
    refers : str, optional
        The table whose key a ``key`` or ``keys`` must name.
    also : tuple of str
        What may stand there besides: ``"@group"`` (a group of parties), ``"*"`` (all).
    """

    name: str
    kind: Kind
    en: str
    fr: str
    key: bool = False
    optional: bool = False
    default: float | bool | None = None
    unit: str = ""
    choices: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    positive: bool = False
    refers: str | None = None
    also: tuple[str, ...] = ()

    @property
    def dtype(self) -> pl.DataType:
        """Polars type of the column in a checked case."""
        return DTYPES[self.kind]


@dataclass(frozen=True)
class Table:
    """One table of a case.

    Parameters
    ----------
    name : str
    part : {"plan", "record", "dispute"}
    en, fr : str
        What a row says, in one line.
    columns : tuple of Column
        Without ``source`` and ``note``, which every table may have.
    constant : tuple of (columns, by), optional
        Columns that are the same in all rows that share ``by``.
    """

    name: str
    part: Literal["plan", "record", "dispute"]
    en: str
    fr: str
    columns: tuple[Column, ...]
    constant: tuple[tuple[str, ...], tuple[str, ...]] | None = None

    @property
    def key(self) -> tuple[str, ...]:
        """Names of the key's columns."""
        return tuple(c.name for c in self.columns if c.key)

    @property
    def ranged(self) -> bool:
        """Whether rows hold for a range of months, ``first``..``last``."""
        return {"first", "last"} <= {c.name for c in self.columns}

    @property
    def all_columns(self) -> tuple[Column, ...]:
        """The table's columns with ``source`` and ``note``."""
        own = {c.name for c in self.columns}
        return self.columns + tuple(c for c in EVIDENCE if c.name not in own)

    def column(self, name: str) -> Column:
        """Return a column by its name; ``KeyError`` if there is none."""
        return next(c for c in self.all_columns if c.name == name)

    @property
    def schema(self) -> dict[str, pl.DataType]:
        """Column names and Polars types of the checked table."""
        return {c.name: c.dtype for c in self.all_columns}


EVIDENCE = (
    Column(
        "source",
        "key",
        "Where the row comes from (a key of sources); empty: an assumption",
        "D'où vient la ligne (une clé de sources) ; vide : une hypothèse",
        optional=True,
        refers="sources",
    ),
    Column("note", "text", "A remark", "Une remarque", optional=True),
)
