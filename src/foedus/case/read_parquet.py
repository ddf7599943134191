"""A table from a Parquet file, as text: its types are checked like those of any other file."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from foedus.case.columns import Table
from foedus.case.raw import MAX_ROWS, RawTable, empty, finish, numbers, read_header
from foedus.errors import Finding

MARK = b"PAR1"
"""What a Parquet file begins and ends with."""


def read_parquet(table: Table, file: str, path: Path) -> tuple[RawTable, list[Finding]]:
    """Read one Parquet file; a day in a column of months reads as its month."""
    if not _marked(path):
        return empty(table.name, file, whole=False), [Finding("fault", "broken-parquet", file)]
    try:
        rows = pl.scan_parquet(path, glob=False).select(pl.len()).collect().item()
        if rows > MAX_ROWS:
            fault = Finding(
                "fault", "too-many-rows", file, None, None, f"{rows}", {"limit": f"{MAX_ROWS}"}
            )
            return empty(table.name, file, whole=False), [fault]
        frame = pl.read_parquet(path, glob=False, use_pyarrow=False)
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError, ValueError):
        return empty(table.name, file, whole=False), [Finding("fault", "broken-parquet", file)]
    header = read_header(file, frame.columns)
    columns: list[pl.Series] = []
    findings: list[Finding] = []
    for series in frame:
        text, found = _text(table, file, series)
        columns.append(text)
        findings += found
    rows = numbers(2, frame.height)
    raw, found = finish(table.name, file, header, columns, rows, loose={}, whole=True)
    return raw, [*findings, *found]


def _marked(path: Path) -> bool:
    with path.open("rb") as stream:
        if stream.read(4) != MARK:
            return False
        stream.seek(-4, 2)
        return stream.read(4) == MARK


def _text(table: Table, file: str, series: pl.Series) -> tuple[pl.Series, list[Finding]]:
    """Return a column as text; one that is no text, number, day or truth value is a fault."""
    if series.dtype.is_nested() or series.dtype in (pl.Binary, pl.Object, pl.Duration, pl.Time):
        details = {"type": str(series.dtype)[:80]}
        fault = Finding("fault", "column-type", file, 1, series.name, None, details)
        return pl.Series([None] * len(series), dtype=pl.String), [fault]
    kinds = {c.name: c.kind for c in table.all_columns}
    if series.dtype == pl.Datetime:
        series = _days(series)
    if series.dtype == pl.Date and kinds.get(series.name) == "month":
        return series.dt.strftime("%Y-%m"), []
    return series.cast(pl.String), []


def _days(series: pl.Series) -> pl.Series:
    """Return moments at midnight as days; others stay as they are."""
    days = series.dt.date()
    whole = (series == days.cast(series.dtype)).fill_null(value=True).all()
    return days if whole else series
