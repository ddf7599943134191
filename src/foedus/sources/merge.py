"""Rows that a table lacks, rows that it has already, and rows that contradict it."""

from __future__ import annotations

import codecs
import csv
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from foedus.case.as_text import text_table
from foedus.case.raw import MAX_FINDINGS, and_more
from foedus.case.read_csv import read_csv
from foedus.case.schema import TABLES
from foedus.errors import Finding

FREE = {"sources": frozenset({"retrieved", "note"})}
"""Columns that may differ: the same file may be fetched again, and a user may add a remark."""

NOISE = 1e-12
"""Largest relative difference of a figure that is the same one, saved again."""

THEIRS = " new"
"""Ends the name of a column of the rows that come in."""


@dataclass(frozen=True)
class Merged:
    """How rows meet a table.

    Parameters
    ----------
    new : pl.DataFrame
        Rows whose key the table does not have, typed.
    kept : int
        Rows that the table has with the same content.
    clashes : tuple of Finding
        Faults ``source.clash``: the same key with other content.
    """

    new: pl.DataFrame
    kept: int
    clashes: tuple[Finding, ...]


def merge(table: str, there: pl.DataFrame, rows: pl.DataFrame) -> Merged:
    """Compare rows with a table by its key.

    Parameters
    ----------
    table : str
    there, rows : pl.DataFrame
        Typed as in the schema.

    Examples
    --------
    >>> schema = TABLES["stocks"].schema
    >>> row = {"party": ["DEU"], "item": ["a"], "quantity": [1.0]}
    >>> there = pl.DataFrame({**row, **dict.fromkeys(("value", "source", "note"))}, schema=schema)
    >>> other = there.with_columns(pl.lit(2.0).alias("quantity"))
    >>> merge("stocks", there, there).kept, merge("stocks", there, other).clashes[0].details
    (1, {'key': 'DEU, a', 'there': '1.0', 'new': '2.0'})
    """
    key = list(TABLES[table].key)
    new = rows.join(there.select(key), on=key, how="anti", maintain_order="left")
    both = there.with_row_index("place").join(rows, on=key, suffix=THEIRS, how="inner")
    free = FREE.get(table, frozenset())
    compared = [c for c in TABLES[table].schema if c not in key and c not in free]
    unequal = {
        c: both.filter(~_same(both[c], both[f"{c}{THEIRS}"])) if both.height else both
        for c in compared
    }
    clashes = [
        _clash(table, key, column, row)
        for column, frame in unequal.items()
        for row in frame.head(MAX_FINDINGS).iter_rows(named=True)
    ]
    total = sum(frame.height for frame in unequal.values())
    found = and_more(clashes[:MAX_FINDINGS], total) if clashes else []
    return Merged(new, both.height, tuple(found))


def _same(ours: pl.Series, theirs: pl.Series) -> pl.Series:
    """Compare two columns; a spreadsheet that saves a file again changes the last digit."""
    same = ours.eq_missing(theirs)
    if ours.dtype != pl.Float64:
        return same
    return same | ((ours - theirs).abs() <= NOISE * ours.abs()).fill_null(value=False)


def _clash(table: str, key: list[str], column: str, row: dict[str, object]) -> Finding:
    details = {
        "key": ", ".join(str(row[name]) for name in key),
        "there": _shown(row[column]),
        "new": _shown(row[f"{column}{THEIRS}"]),
    }
    return Finding("fault", "source.clash", f"{table}.csv", None, column, details["new"], details)


def _shown(value: object) -> str:
    return "" if value is None else str(value)[:100]


def file_text(table: str, path: Path, new: pl.DataFrame) -> bytes:
    """Return a table's CSV file with new rows at its end; what stands there keeps its text.

    Where the file has every column that the rows fill, they are put behind its bytes. Its byte
    order mark and the ends of its lines stay as they are in any case.

    Parameters
    ----------
    table : str
    path : Path
        The file; it may be absent.
    new : pl.DataFrame
        Rows to add, typed.
    """
    text = text_table(table, new.select(list(TABLES[table].schema)))
    header, end = header_of(path)
    optional = {c.name for c in TABLES[table].all_columns if c.optional}
    empty = {c for c in text.columns if text[c].null_count() == text.height}
    added = text.drop((optional & empty) - {*header})
    if not header:
        return added.write_csv().encode()
    if not {*added.columns} <= {*header}:
        there = read_csv(table, path.name, path)[0].frame
        whole = pl.concat([there, added], how="diagonal")
        mark = path.read_bytes().startswith(codecs.BOM_UTF8)
        return whole.write_csv(include_bom=mark, line_terminator=end).encode()
    rows = added.select(
        (pl.col(name) if name in added.columns else pl.lit(None, pl.String)).alias(f"{place}")
        for place, name in enumerate(header)
    )
    there_bytes = path.read_bytes()
    closed = there_bytes.endswith((b"\n", b"\r"))
    behind = rows.write_csv(include_header=False, line_terminator=end)
    return there_bytes + (b"" if closed else end.encode()) + behind.encode()


def header_of(path: Path) -> tuple[list[str], str]:
    """Return the names in a file's header and how its lines end; none where there is no file."""
    if not path.exists():
        return [], "\n"
    with path.open(encoding="utf-8-sig", newline="") as stream:
        line = stream.readline()
        stream.seek(0)
        names = [name.strip() for name in next(csv.reader(stream, strict=True), [])]
    return names, line[len(line.rstrip("\r\n")) :] or "\n"
