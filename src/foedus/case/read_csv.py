"""A table from a CSV file, with Python's strict parser: rows are records, nothing is guessed.

The parser is streamed in chunks into text columns, so that a table of a million rows never stands
in memory as Python objects. The bytes are looked at first: a file that is not UTF-8, or holds a
line without end, is refused before it is parsed.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import polars as pl

from foedus.case.raw import (
    MAX_FINDINGS,
    MAX_ROWS,
    Header,
    RawTable,
    and_more,
    empty,
    finish,
    numbers,
    read_header,
)
from foedus.errors import Finding

BLOCK = 1024**2
"""Bytes that are looked at together; also the longest line."""

CHUNK = 20_000
"""Records that stand in memory as Python objects at one time."""

SEPARATORS = r"[;\t|]"
"""What separates cells in files that are no CSV, though they bear the name."""

Records = Iterator[list[str]]


def read_csv(table: str, file: str, path: Path) -> tuple[RawTable, list[Finding]]:
    """Read one CSV file.

    Parameters
    ----------
    table, file : str
        Name of the table, and of the file as a finding names it.
    path : Path

    Returns
    -------
    RawTable
        Incomplete (``whole`` is false) where the file could not be read to its end.
    list of Finding
        Not UTF-8, a line without end, quotes that do not close, short and long rows, a header
        that is missing, doubled or blank.
    """
    refused = _refuse_bytes(file, path)
    if refused is not None:
        return empty(table, file, whole=False), [refused]
    with path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.reader(stream, strict=True)
        try:
            first = next(reader, [])
        except csv.Error:
            return empty(table, file, whole=False), [Finding("fault", "broken-quotes", file, 1)]
        if not any(first):
            return empty(table, file, whole=False), [Finding("fault", "no-header", file, 1)]
        if len(first) == 1 and re.search(SEPARATORS, first[0]):
            wrong = Finding("fault", "wrong-separator", file, 1, None, first[0][:80])
            return empty(table, file, whole=False), [wrong]
        body = _Body(read_header(file, first), file)
        body.read(reader)
    return body.table(table)


class _Body:
    """The records below a header, gathered column by column."""

    def __init__(self, header: Header, file: str) -> None:
        self.header = header
        self.file = file
        self.width = len(header.names)
        self.parts: list[list[pl.Series]] = []
        self.rows: list[pl.Series] = []
        self.loose: defaultdict[str, set[str]] = defaultdict(set)
        self.misaligned: dict[str, list[Finding]] = {"short-row": [], "long-row": []}
        self.count: dict[str, int] = {"short-row": 0, "long-row": 0}
        self.broken: list[Finding] = []

    def read(self, reader: Records) -> None:
        """Take all records, in chunks; go on after a broken one where that is possible."""
        row, more = 2, True
        while more:
            chunk: list[list[str]] = []
            broken = ""
            try:
                chunk.extend(islice(reader, CHUNK))  # keeps what came before an error
            except csv.Error as error:
                broken = str(error)
            self._add(row, chunk)
            row += len(chunk) + bool(broken)
            if broken:
                self.broken.append(Finding("fault", "broken-quotes", self.file, row - 1))
            if row > MAX_ROWS:
                self.broken.append(_too_long(self.file, row))
            goes_on = broken.endswith("expected after '\"'") and len(self.broken) < MAX_FINDINGS
            more = row <= MAX_ROWS and (goes_on if broken else len(chunk) == CHUNK)

    def table(self, name: str) -> tuple[RawTable, list[Finding]]:
        """Return the records as one table, and what is wrong with them."""
        rows = _joined(self.rows) if self.rows else numbers(2, 0)
        parts = self.parts or [[pl.Series([], dtype=pl.String)] * self.width]
        columns = [_joined(part) for part in zip(*parts, strict=True)]
        loose = {column: frozenset(cells) for column, cells in self.loose.items()}
        raw, findings = finish(
            name, self.file, self.header, columns, rows, loose=loose, whole=not self.broken
        )
        misaligned = [
            finding
            for kind, found in self.misaligned.items()
            for finding in and_more(found, self.count[kind])
        ]
        return raw, [*findings, *misaligned, *self.broken]

    def _add(self, row: int, chunk: list[list[str]]) -> None:
        rows = numbers(row, len(chunk))
        if set(map(len, chunk)) - {self.width}:
            aligned = [self._aligned(row + i, record) for i, record in enumerate(chunk)]
            rows = rows.filter(pl.Series(aligned))
            chunk = [record for record, keep in zip(chunk, aligned, strict=True) if keep]
        if chunk:
            columns = zip(*chunk, strict=True)
            self.parts.append([pl.Series(c, dtype=pl.String) for c in columns])
            self.rows.append(rows)

    def _aligned(self, row: int, record: list[str]) -> bool:
        if len(record) == self.width:
            return True
        if any(record):
            kind = "short-row" if len(record) < self.width else "long-row"
            self.count[kind] += 1
            if len(self.misaligned[kind]) < MAX_FINDINGS:
                details = {"found": f"{len(record)}", "expected": f"{self.width}"}
                line = ",".join(record)[:80]
                self.misaligned[kind].append(
                    Finding("fault", kind, self.file, row, None, line, details)
                )
            for name, cell in zip(self.header.names, record, strict=False):
                self.loose[name].add(cell)
        return False


def _joined(parts: Sequence[pl.Series]) -> pl.Series:
    return parts[0] if len(parts) == 1 else pl.concat(parts)


def _too_long(file: str, row: int) -> Finding:
    return Finding("fault", "too-many-rows", file, row, None, None, {"limit": f"{MAX_ROWS}"})


def _refuse_bytes(file: str, path: Path) -> Finding | None:
    """Return the fault of a file that is not UTF-8 or holds a line without end."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    offset = line = 0
    with path.open("rb") as stream:
        while block := stream.read(BLOCK):
            held = len(decoder.getstate()[0])
            try:
                decoder.decode(block)
            except UnicodeDecodeError as error:
                return _not_utf8(file, path, offset - held + error.start)
            ends = max(block.rfind(b"\n"), block.rfind(b"\r"))
            line = line + len(block) if ends < 0 else len(block) - ends
            if line > BLOCK:
                return Finding("fault", "endless-line", file)
            offset += len(block)
        held = len(decoder.getstate()[0])
    return _not_utf8(file, path, offset - held) if held else None


def _not_utf8(file: str, path: Path, offset: int) -> Finding:
    """Return the fault with the row in which the first byte stands that is not UTF-8."""
    with path.open(encoding="utf-8", errors="surrogateescape", newline="") as stream:
        lines = iter(lambda: stream.readline(BLOCK), "")
        for row, cells in enumerate(csv.reader(lines), 1):
            for column, cell in enumerate(cells, 1):
                if any("\udc80" <= letter <= "\udcff" for letter in cell):
                    found = cell.encode(errors="surrogateescape").decode("latin-1")[:80]
                    details = {"offset": f"{offset}", "field": f"{column}"}
                    return Finding("fault", "not-utf-8", file, row, None, found, details)
    return Finding("fault", "not-utf-8", file, None, None, None, {"offset": f"{offset}"})
