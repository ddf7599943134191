"""The rows of a case by the values of some columns: made once a case, for many dispatches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import polars as pl

from foedus.case.model import Case

Row = Mapping[str, Any]
"""One row of a checked table, by column."""

LARGE = 20_000
"""Rows above which a table is searched as it is, and not kept as single rows."""

_KEPT = 4
"""Cases kept in memory."""


class Tables:
    """The tables of a case, searched by equal cells.

    Parameters
    ----------
    case : Case
    """

    def __init__(self, case: Case) -> None:
        self._case = case
        self._indices: dict[tuple[str, ...], dict[tuple[object, ...], tuple[Row, ...]]] = {}

    def rows(self, table: str, equal: Mapping[str, object]) -> tuple[Row, ...]:
        """Return the rows of a table in which some columns have given values, in their order."""
        if self._case.tables[table].height > LARGE:
            return _searched(self._case.tables[table], equal)
        columns = tuple(sorted(equal))
        index = self._indices.get((table, *columns))
        if index is None:
            index = self._indices[(table, *columns)] = _indexed(self._case.tables[table], columns)
        return index.get(tuple(equal[name] for name in columns), ())


def _searched(frame: pl.DataFrame, equal: Mapping[str, object]) -> tuple[Row, ...]:
    for column, value in equal.items():
        frame = frame.filter(pl.col(column) == value)
    return tuple(frame.to_dicts())


def _indexed(
    frame: pl.DataFrame, columns: tuple[str, ...]
) -> dict[tuple[object, ...], tuple[Row, ...]]:
    groups: dict[tuple[object, ...], list[Row]] = {}
    for row in frame.to_dicts():
        groups.setdefault(tuple(row[name] for name in columns), []).append(row)
    return {values: tuple(rows) for values, rows in groups.items()}


def tables_of(case: Case) -> Tables:
    """Return the searched tables of a case, the same for the same case."""
    return _built(_Hashed(case.sha256, case))


@dataclass(frozen=True)
class _Hashed:
    """A case, as one and the same where its hash is."""

    sha256: str
    case: Case = field(compare=False)


@lru_cache(maxsize=_KEPT)
def _built(hashed: _Hashed) -> Tables:
    return Tables(hashed.case)
