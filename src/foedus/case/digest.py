"""The hash of a case: the same for every order of rows and every file format."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict

import numpy as np
import polars as pl

from foedus.case.columns import Table
from foedus.case.model import Settings
from foedus.case.schema import TABLES

NULL = 2**32 - 1
"""Length that stands for an empty cell."""

EMPTY = "empty "
"""Begins the name of the mask of a column's empty cells."""


def digest(settings: Settings, tables: Mapping[str, pl.DataFrame]) -> str:
    """Return the SHA-256 of the settings and of all tables that have rows.

    Rows count in the order of their keys, columns in that of the schema; columns that are unknown
    to the schema, or empty, do not count. Every cell is preceded by its length or type, so that
    no two different cases run together.

    Examples
    --------
    >>> from datetime import date
    >>> from foedus.case.schema import TABLES
    >>> stocks = pl.DataFrame(
    ...     {"party": ["POL", "FRA"], "item": ["a", "a"], "quantity": [1.0, 2.0]}
    ... )
    >>> settings = Settings("demo", date(2024, 10, 1))
    >>> one = digest(settings, {"stocks": stocks})
    >>> one == digest(settings, {"stocks": stocks.reverse()})
    True
    """
    return digest_of(asdict(settings), tables, TABLES)


def digest_of(
    settings: Mapping[str, object],
    tables: Mapping[str, pl.DataFrame],
    schema: Mapping[str, Table],
) -> str:
    """Return the SHA-256 of plain settings and of the tables of a schema, as ``digest`` does.

    Examples
    --------
    >>> digest_of({"name": "demo"}, {}, TABLES) == digest_of({"name": "other"}, {}, TABLES)
    False
    """
    total = hashlib.sha256()
    written = json.dumps(settings, sort_keys=True, default=str, ensure_ascii=False)
    total.update(written.encode())
    for name, table in schema.items():
        frame = tables.get(name)
        if frame is not None and frame.height:
            _add_table(total, table, frame)
    return total.hexdigest()


def _add_table(total: hashlib._Hash, table: Table, frame: pl.DataFrame) -> None:
    total.update(f"\n{table.name} {frame.height}".encode())
    filled = [
        c.name
        for c in table.all_columns
        if c.name in frame.columns and frame[c.name].null_count() < frame.height
    ]
    frame = _by_key(table, frame)[filled]
    cells = frame.select(
        pl.exclude(pl.String).is_null().name.prefix(EMPTY),
        pl.col(pl.String).str.len_bytes().fill_null(NULL),
        pl.col(pl.Float64).fill_null(0.0),
        pl.exclude(pl.String, pl.Float64).cast(pl.Int64).fill_null(0),
    )
    joined = frame.select(pl.col(pl.String).str.join(""))
    for name in filled:
        total.update(f"\n{name} ".encode())
        total.update(_bytes(cells[name]))
        if name in joined.columns:
            total.update(str(joined[name].item()).encode())
        else:
            total.update(np.packbits(cells[f"{EMPTY}{name}"].to_numpy()).data)


def _by_key(table: Table, frame: pl.DataFrame) -> pl.DataFrame:
    keys = list(table.key)
    if len(keys) == 1 and frame[keys[0]].is_sorted():
        return frame
    return frame.sort(keys)


def _bytes(values: pl.Series) -> memoryview:
    """Return numbers without gaps as bytes, the lowest first."""
    numbers = values.to_numpy()
    return numbers.astype(numbers.dtype.newbyteorder("<")).data
