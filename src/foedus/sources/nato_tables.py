"""Reads the tables of NATO's expenditure workbook.

A sheet has one or two blocks under one header of years. A block begins at the row with its title,
and names, to the left of the years, a country a row (``Albania``, ``Czechia*``,
``Belgium   (Euros)``) and, where they make sense, the two totals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from foedus.errors import Finding
from foedus.sources.book import Book
from foedus.sources.cells import Cells
from foedus.sources.header import Header, find_header
from foedus.sources.layout import Expected, Layout, plain
from foedus.sources.nato_layout import Block, Table
from foedus.sources.sheet import Found, find
from foedus.sources.year_table import by_year, titled_sheet, year_columns

FIRST, LAST = 2008, 2060
"""Years that a column may have."""

ANCHOR = "2014"
"""The year that every edition since the pledge of Wales shows: it tells the header's row."""

MISSING = frozenset({"..", "...", "…", "-", "–", "n/a"})
NAME = re.compile(r"(?P<name>[^(*]+?)[\s*]*(?:\((?P<currency>[^)]+)\))?[\s*]*")
PRICES = re.compile(r"\b(\d{4}) prices")


COLUMNS = (
    "table", "measure", "basis", "unit", "country", "currency",
    "row", "heading", "year", "estimate", "text", "amount",
)  # fmt: skip


@dataclass(frozen=True)
class TableRead:
    """The figures of one table, and the lines that stand around them.

    Parameters
    ----------
    file : str
        The sheet, as a finding names it.
    rows : pl.DataFrame
        ``COLUMNS``; a row for each figure, in the order of the sheet.
    notes : str
        The text below and above the figures.
    findings : tuple of Finding
    """

    file: str
    rows: pl.DataFrame
    notes: str
    findings: tuple[Finding, ...]


def read_table(book: Book, table: Table) -> TableRead:
    """Read one table of the workbook.

    Returns
    -------
    TableRead
        Findings: those of ``titled_sheet`` and ``find``; ``source.blank-column``,
        ``nato.no-block``, ``nato.other-unit``, ``nato.no-price-year``, ``nato.no-name``.
    """
    sheet, findings = titled_sheet(book, table.sheet, table.title)
    if sheet is None:
        return TableRead(book.file, _no_rows(), "", findings)
    cells = book.cells(sheet)
    layout = Layout(table.sheet, table.header_row, _columns(), MISSING)
    header = find_header(cells, layout)
    if header.row == 0:
        return TableRead(cells.file, _no_rows(), "", (*findings, *header.findings))
    first_year = min(header.columns.values(), key=_place)
    labels = _labels(cells, first_year)
    named, nameless = _named(_from(cells, first_year), labels, header.row)
    found = find(named, layout)
    rows, faults = _blocks(table, found, labels, header.row)
    notes = "\n".join(label for label in labels if label)
    moved = _moved(table, cells, header)
    found_all = (*findings, *nameless, *found.findings, *moved, *faults)
    return TableRead(cells.file, rows, notes, found_all)


def _moved(table: Table, cells: Cells, header: Header) -> list[Finding]:
    """Return a warning if the years do not stand side by side, from the column where they begin."""
    order = cells.frame.columns
    places = sorted(order.index(letters) for letters in header.columns.values())
    expected = [order.index(table.first) + step for step in range(len(places))]
    wrong = next((e for e, place in zip(expected, places, strict=True) if e != place), None)
    if wrong is None:
        return []
    where = (cells.file, header.row, order[wrong])
    return [Finding("warning", "source.blank-column", *where)]


def _columns() -> tuple[Expected, ...]:
    years = year_columns(FIRST, LAST)
    anchor = Expected(ANCHOR, kind="number", errors="warning")
    return tuple(anchor if expected.name == ANCHOR else expected for expected in years)


def _place(letters: str) -> tuple[int, str]:
    return len(letters), letters


def _from(cells: Cells, first_year: str) -> Cells:
    years = [name for name in cells.frame.columns if _place(name) >= _place(first_year)]
    return Cells(cells.file, cells.frame.select(years), cells.why_empty)


def _labels(cells: Cells, first_year: str) -> list[str | None]:
    """Return for each row the first text to the left of the years."""
    left = [name for name in cells.frame.columns if _place(name) < _place(first_year)]
    if not left:
        return [None] * cells.frame.height
    texts = pl.coalesce(pl.when(pl.col(c).str.strip_chars() != "").then(pl.col(c)) for c in left)
    return cells.frame.select(texts.alias("label"))["label"].to_list()


def _named(
    cells: Cells, labels: Sequence[str | None], header_row: int
) -> tuple[Cells, list[Finding]]:
    """Leave out figures below the header that stand beside no name, and report them if not zero.

    The published file has rests of a formula there (``#REF!`` and zeros).
    """
    named = pl.Series([i < header_row or label is not None for i, label in enumerate(labels)])
    findings = []
    for index in (~named).arg_true().to_list():
        strays = [text for text in cells.row(index + 1) if text.strip() not in {"", "0"}]
        if strays:
            findings.append(
                Finding("warning", "nato.no-name", cells.file, index + 1, value=strays[0])
            )
    frame = cells.frame.with_columns(pl.when(named).then(pl.all()).name.keep())
    rows = {index + 1 for index in named.arg_true()}
    why = cells.why_empty  # asked of named rows only: the rests are known
    return Cells(cells.file, frame, lambda at: why([p for p in at if p[0] in rows])), findings


def _blocks(
    table: Table, found: Found, labels: Sequence[str | None], header_row: int
) -> tuple[pl.DataFrame, list[Finding]]:
    """Cut the figures into the table's blocks."""
    lines = " ".join(label or "" for label in labels[:header_row])
    if not plain(lines).count(table.unit):
        details = {"expected": table.unit, "lines": plain(lines)[:120]}
        return _no_rows(), [Finding("fault", "nato.other-unit", found.file, details=details)]
    starts = [_start(labels, block, header_row) for block in table.blocks]
    frames, faults = [], []
    for block, start in zip(table.blocks, starts, strict=True):
        if start is None:
            faults.append(Finding("fault", "nato.no-block", found.file, value=block.title))
            continue
        title = f"{lines} {labels[start - 1] or ''}"
        year = PRICES.search(title)
        if year is None and "{year}" in block.basis:
            faults.append(Finding("fault", "nato.no-price-year", found.file, value=block.title))
            continue
        end = min((s for s in starts if s is not None and s > start), default=len(labels) + 1)
        part = found.frame.filter((pl.col("row") >= start) & (pl.col("row") < end))
        frames.append(_figures(table, block, part, labels, year[1] if year else ""))
    return pl.concat([_no_rows(), *frames]), faults


def _start(labels: Sequence[str | None], block: Block, header_row: int) -> int | None:
    """Return the row of a block's title below the header; for a block without one, 1."""
    if not block.title:
        return 1
    below = enumerate(labels[header_row:], header_row + 1)
    return next((r for r, label in below if label and plain(label).startswith(block.title)), None)


def _figures(
    table: Table, block: Block, part: pl.DataFrame, labels: Sequence[str | None], year: str
) -> pl.DataFrame:
    names = dict(_names(part["row"], labels))
    found = Found(
        "",
        part.with_columns(
            pl.Series("country", [names[row][0] for row in part["row"]], dtype=pl.String),
            pl.Series("currency", [names[row][1] for row in part["row"]], dtype=pl.String),
        ),
    )
    return (
        by_year(found, "country", "currency")
        .with_columns(
            pl.lit(table.number).alias("table"),
            pl.lit(block.measure).alias("measure"),
            pl.lit(block.basis.format(year=year)).alias("basis"),
            pl.lit(block.unit).alias("unit"),
        )
        .select(COLUMNS)
    )


def _names(
    rows: Sequence[int] | pl.Series, labels: Sequence[str | None]
) -> Iterator[tuple[int, tuple[str, str]]]:
    for row in rows:
        match = NAME.fullmatch(" ".join((labels[row - 1] or "").split()))
        name, currency = (match["name"], match["currency"]) if match else (labels[row - 1], "")
        yield row, (name or "", currency or "")


def _no_rows() -> pl.DataFrame:
    kinds = {
        "row": pl.UInt32(),
        "year": pl.Int64(),
        "estimate": pl.Boolean(),
        "amount": pl.Float64(),
    }
    return pl.DataFrame(schema={name: kinds.get(name, pl.String()) for name in COLUMNS})
