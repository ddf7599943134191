"""A table as it was read: text cells, numbered rows, and what could not be aligned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from foedus.errors import Finding

MAX_BYTES = 512 * 1024**2
"""Largest file that is read, bytes."""

MAX_ROWS = 5_000_000
"""Most rows of one table."""

MAX_FINDINGS = 200
"""Findings of one kind in one column; the rest are counted in one finding ``and-more``."""


@dataclass(frozen=True)
class RawTable:
    """The text of one table.

    Parameters
    ----------
    table : str
        Its name in the schema.
    file : str
        Where it stands, as a finding names it (``stocks.csv`` or ``my.xlsx [stocks]``).
    frame : pl.DataFrame
        Text columns; an empty cell is null; no row is empty.
    rows : pl.Series
        The rows' numbers as a spreadsheet counts them (the header is row 1).
    loose : mapping of column name to set of str
        Cells of rows that are too short or too long: no longer checked, still known as names.
    whole : bool
        False where part of the file could not be read, so that names may be missing.
    lost : frozenset of str
        Columns that stand there twice, so that nobody knows which one holds.
    """

    table: str
    file: str
    frame: pl.DataFrame
    rows: pl.Series
    loose: Mapping[str, frozenset[str]] = field(default_factory=dict)
    whole: bool = True
    lost: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Header:
    """The first row, read: which columns stand where.

    Parameters
    ----------
    names : tuple of str
        One name a position, without the blanks around it; empty where there is none.
    findings : tuple of Finding
    """

    names: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def doubled(self) -> frozenset[str]:
        """Names that stand there more than once."""
        return frozenset(n for n in self.names if n and self.names.count(n) > 1)

    def first_positions(self) -> Iterator[tuple[int, str]]:
        """Yield every named position, the first one of a doubled name."""
        seen = set()
        for position, name in enumerate(self.names):
            if name and name not in seen:
                seen.add(name)
                yield position, name


def read_header(file: str, cells: Sequence[str | None]) -> Header:
    """Read the header row and report blanks around names and doubled names.

    Examples
    --------
    >>> header = read_header("stocks.csv", ["party", " item", "party"])
    >>> header.names
    ('party', 'item', 'party')
    >>> [(f.kind, f.value) for f in header.findings]
    [('blanks-around', ' item'), ('doubled-column', 'party')]
    """
    names = tuple((cell or "").strip() for cell in cells)
    findings = [
        Finding("fault", "blanks-around", file, 1, name, cell, {"nearest": name})
        for cell, name in zip(cells, names, strict=True)
        if name and cell != name
    ]
    findings += [
        Finding("fault", "doubled-column", file, 1, name, name)
        for position, name in enumerate(names)
        if name and names.index(name) < position
    ]
    return Header(names, tuple(findings))


def finish(
    table: str,
    file: str,
    header: Header,
    columns: Sequence[pl.Series],
    rows: pl.Series,
    *,
    loose: Mapping[str, frozenset[str]],
    whole: bool,
) -> tuple[RawTable, list[Finding]]:
    """Make the raw table of aligned columns: empty cells null, empty rows and columns left out."""
    placed = dict(header.first_positions())
    text = [pl.when(pl.col(f"{i}") != "").then(pl.col(f"{i}")) for i in range(len(columns))]
    frame = pl.DataFrame([s.alias(f"{i}") for i, s in enumerate(columns)]).select(text)
    if frame.height and all(cells.null_count() for cells in frame):
        filled = frame.select(~pl.all_horizontal(pl.all().is_null())).to_series()
        if not filled.all():
            frame, rows = frame.filter(filled), rows.filter(filled)
    findings = _unnamed(file, header, frame, rows)
    known = pl.DataFrame([frame[:, i].alias(name) for i, name in placed.items()])
    lost = header.doubled
    also = {
        name: _doubled_cells(header, frame, name) | loose.get(name, frozenset()) for name in lost
    }
    raw = RawTable(table, file, known, rows, {**loose, **also}, whole, lost)
    return raw, [*header.findings, *findings]


def _unnamed(file: str, header: Header, frame: pl.DataFrame, rows: pl.Series) -> list[Finding]:
    findings = []
    for position, name in enumerate(header.names):
        cells = frame[:, position]
        if not name and cells.null_count() < frame.height:
            at = cells.is_not_null().arg_max() or 0
            findings.append(
                Finding("fault", "unnamed-column", file, rows[at], f"{position + 1}", cells[at])
            )
    return findings


def _doubled_cells(header: Header, frame: pl.DataFrame, name: str) -> frozenset[str]:
    positions = [i for i, n in enumerate(header.names) if n == name]
    return frozenset(cell for i in positions for cell in frame[:, i].unique() if cell is not None)


def numbers(first: int, count: int) -> pl.Series:
    """Return row numbers from ``first`` on.

    Examples
    --------
    >>> numbers(2, 3).to_list()
    [2, 3, 4]
    """
    return pl.Series(np.arange(first, first + count, dtype=np.uint32))


def and_more(findings: list[Finding], count: int) -> list[Finding]:
    """Return the findings of one kind and column, with one more that counts those not listed.

    Examples
    --------
    >>> found = [Finding("fault", "short-row", "stocks.csv", 7)]
    >>> and_more(found, 1) == found
    True
    >>> and_more(found, 12)[-1].details["count"]
    '11'
    """
    if count == len(findings):
        return findings
    last = findings[-1]
    details = {"count": f"{count - len(findings)}", "kind": last.kind}
    return [
        *findings,
        Finding(last.severity, "and-more", last.file, None, last.column, None, details),
    ]


def empty(table: str, file: str, *, whole: bool = True) -> RawTable:
    """Return a table without columns and rows.

    Examples
    --------
    >>> empty("stocks", "stocks.csv").frame.shape
    (0, 0)
    """
    return RawTable(table, file, pl.DataFrame(), numbers(2, 0), whole=whole)
