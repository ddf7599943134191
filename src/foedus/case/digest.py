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
    total = hashlib.sha256()
    written = json.dumps(asdict(settings), sort_keys=True, default=str, ensure_ascii=False)
    total.update(written.encode())
    for name, table in TABLES.items():
        frame = tables.get(name)
        if frame is not None and frame.height:
            _add_table(total, table, frame)
    return total.hexdigest()


def _add_table(total: hashlib._Hash, table: Table, frame: pl.DataFrame) -> None:
    total.update(f"\n{table.name} {frame.height}".encode())
    frame = _by_key(table, frame)
    for column in table.all_columns:
        if column.name in frame.columns and frame[column.name].null_count() < frame.height:
            total.update(f"\n{column.name} ".encode())
            _add_column(total, frame[column.name])


def _by_key(table: Table, frame: pl.DataFrame) -> pl.DataFrame:
    keys = list(table.key)
    if len(keys) == 1 and frame[keys[0]].is_sorted():
        return frame
    return frame.sort(keys)


def _add_column(total: hashlib._Hash, values: pl.Series) -> None:
    if values.dtype == pl.String:
        lengths = values.str.len_bytes().fill_null(NULL).to_numpy()
        total.update(lengths.astype("<u4").data)
        total.update(str(values.str.join("").item()).encode())
        return
    total.update(np.packbits(values.is_null().to_numpy()).data)
    whole = values.dtype == pl.Float64
    numbers = values.fill_null(0) if whole else values.cast(pl.Int64).fill_null(0)
    total.update(numbers.to_numpy().astype("<f8" if whole else "<i8").data)
