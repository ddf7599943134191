"""On which rows a result rests, and which of them is the weakest.

A row without a source, or with one of confidence ``assumption``, is assumed; a result is sourced
only if every row that it rests on is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from foedus.case.model import Case
from foedus.case.schema import TABLES

Row = tuple[str, int]
"""A table and the number of one of its rows, counted from 0."""

CONFIDENCE = {"official": 0, "research": 1, "press": 2, "assumption": 3}
NO_SOURCE = 4
ASSUMED = 3
"""Ranks from here on are assumptions."""


@dataclass(frozen=True)
class Basis:
    """What a result rests on.

    Parameters
    ----------
    basis : {"sourced", "assumed"}
    sources : tuple of str
        Keys of the sources of all its rows, sorted.
    weakest : str or None
        The weakest row, ``table: key=value;…``; None if the result is sourced.
    """

    basis: Literal["sourced", "assumed"]
    sources: tuple[str, ...]
    weakest: str | None


class Evidence:
    """The rows of a case by their keys, with their sources and confidence."""

    def __init__(self, case: Case) -> None:
        self._tables = case.tables
        confidence = case.tables["sources"].select("source", "confidence").iter_rows()
        self._rank = {source: CONFIDENCE[word] for source, word in confidence}
        self._source: dict[str, list[str | None]] = {}
        self._index: dict[tuple[str, ...], dict[tuple[object, ...], list[int]]] = {}
        self._ranges: dict[str, list[tuple[date, date | None]]] = {}
        self._known: dict[tuple[Row, ...], Basis] = {}

    def rows(self, table: str, *, month: date | None = None, **key: str | None) -> list[Row]:
        """Return the rows with these values; with a month, only those in whose range it lies."""
        index = self._index_of(table, tuple(key))
        found = index.get(tuple(key.values()), [])
        if month is not None:
            found = [n for n in found if self._covers(table, n, month)]
        return [(table, n) for n in found]

    def basis(self, rows: Iterable[Row]) -> Basis:
        """Return the basis of a result that rests on these rows."""
        unique = tuple(dict.fromkeys(rows))
        if unique not in self._known:
            self._known[unique] = self._weigh(unique)
        return self._known[unique]

    def label(self, row: Row) -> str:
        """Return a row's key as ``column=value;column=value``."""
        table, number = row
        values = self._tables[table].row(number, named=True)
        return ";".join(
            f"{name}={_written(table, name, values[name])}" for name in TABLES[table].key
        )

    def _weigh(self, rows: tuple[Row, ...]) -> Basis:
        ranks = [self._rank_of(row) for row in rows]
        worst = max(ranks, default=0)
        sources = {self._source_of(row) for row in rows} - {None}
        weakest = rows[ranks.index(worst)] if worst >= ASSUMED else None
        return Basis(
            "assumed" if worst >= ASSUMED else "sourced",
            tuple(sorted(s for s in sources if s is not None)),
            None if weakest is None else f"{weakest[0]}: {self.label(weakest)}",
        )

    def _rank_of(self, row: Row) -> int:
        source = self._source_of(row)
        return NO_SOURCE if source is None else self._rank[source]

    def _source_of(self, row: Row) -> str | None:
        table, number = row
        if table not in self._source:
            self._source[table] = self._tables[table]["source"].to_list()
        return self._source[table][number]

    def _index_of(
        self, table: str, columns: tuple[str, ...]
    ) -> dict[tuple[object, ...], list[int]]:
        name = (table, *columns)
        if name not in self._index:
            index: dict[tuple[object, ...], list[int]] = {}
            for n, values in enumerate(self._tables[table].select(columns).iter_rows()):
                index.setdefault(values, []).append(n)
            self._index[name] = index
        return self._index[name]

    def _covers(self, table: str, number: int, month: date) -> bool:
        if table not in self._ranges:
            self._ranges[table] = list(self._tables[table].select("first", "last").iter_rows())
        first, last = self._ranges[table][number]
        return bool(first <= month and (last is None or month <= last))


def _written(table: str, column: str, value: object) -> str:
    if isinstance(value, date):
        month = TABLES[table].column(column).kind == "month"
        return f"{value:%Y-%m}" if month else f"{value:%Y-%m-%d}"
    return "" if value is None else str(value)
