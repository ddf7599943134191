"""What an importer finds of what it expects: the frame, and every difference.

How to write an importer
------------------------
An importer is a module of ``foedus.sources`` with a ``PUBLISHER`` and a function ``read``:

1. Declare a ``Layout`` a sheet: its name, the row of its header, the columns (``Expected``), the
   marks that say "no figure", the headings that are known and not read.
2. ``book = open_book(path)`` (or ``separated.cells_of(data, name)`` for a CSV file), then
   ``found = find_sheet(book, layout)`` (or ``find(cells, layout)``). The frame has the expected
   names as text columns, missing marks as null, and ``row``, the row's number in the spreadsheet.
   Numbers come from ``found.numbers(name)`` (floats) and ``found.decimals(name)`` (exact).
3. Names of countries: ``parties.codes(found, name)``.
4. Gather the findings of all steps, call ``refuse(findings)`` once, and build the tables with
   ``imported.typed_table``. Return ``Imported(origin, tables, totals, warnings)``.

A difference is never repaired in silence: a sheet that was renamed, a header that moved, a heading
or a spelling that nobody knows is a warning of one of the kinds in ``DIFFERENCES``, and
``foedus import`` stops at it until the user has looked and accepts it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import polars as pl

from foedus.case.raw import MAX_FINDINGS, and_more
from foedus.case.spelling import nearest, nearest_number
from foedus.errors import Finding, InputError
from foedus.sources.book import Book
from foedus.sources.cells import WITHOUT_VALUE, Cells
from foedus.sources.header import find_header, fits
from foedus.sources.layout import Expected, Layout, plain

__all__ = ["DIFFERENCES", "Expected", "Found", "Layout", "find", "find_sheet", "refuse"]

DIFFERENCES = frozenset(
    {
        "source.sheet-renamed",
        "source.header-moved",
        "source.unknown-column",
        "source.unnamed-column",
        "source.blank-column",
        "source.new-spelling",
        "source.new-category",
        "source.cut-short",
        "worldbank.ends-early",
        "worldbank.no-world",
    }
)
"""Kinds of warnings that say: the file is not laid out as the importer expects."""

NUMBER = r"^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$"


@dataclass(frozen=True)
class Found:
    """The part of a sheet that an importer asked for.

    Parameters
    ----------
    file : str
        The sheet, as a finding names it.
    frame : pl.DataFrame
        A text column for each expected name (all null where an optional one is missing), and
        ``row``: the row's number in the spreadsheet. Rows in which nothing stands are left out.
    findings : tuple of Finding
        Faults and warnings; ``refuse`` raises the faults.
    """

    file: str
    frame: pl.DataFrame
    findings: tuple[Finding, ...] = ()

    def numbers(self, name: str) -> pl.Series:
        """Return a column as floats; null for what is missing or no number."""
        return self.frame[name].cast(pl.Float64, strict=False)

    def decimals(self, name: str) -> list[Decimal | None]:
        """Return a column as exact decimals, as they are written in the cells."""
        texts = self.frame[name].to_list()
        return [None if text is None else Decimal(text) for text in texts]


def find_sheet(book: Book, layout: Layout) -> Found:
    """Find a layout's sheet in a workbook, and in it the expected columns.

    Parameters
    ----------
    book : Book
    layout : Layout

    Returns
    -------
    Found
        A sheet of another name is taken, with a warning ``source.sheet-renamed``, if it is the
        only one that has every required column; else ``source.no-sheet`` names the nearest.

    Raises
    ------
    InputError
        The guards of ``Book.cells``.
    """
    if layout.sheet in book.sheets:
        return find(book.cells(layout.sheet), layout)
    alike = [name for name in book.sheets if plain(name) == plain(layout.sheet)]
    others = alike or [name for name in book.sheets if fits(book.cells(name), layout)]
    if len(others) != 1:
        best = nearest(layout.sheet, others or book.sheets, cutoff=0) or ""
        details = {"nearest": best, "sheets": ", ".join(book.sheets)[:200]}
        fault = Finding("fault", "source.no-sheet", book.file, value=layout.sheet, details=details)
        return Found(book.file, _nothing(layout), (fault,))
    found = find(book.cells(others[0]), layout)
    details = {"expected": layout.sheet}
    renamed = Finding(
        "warning", "source.sheet-renamed", book.file, value=others[0], details=details
    )
    return Found(found.file, found.frame, (renamed, *found.findings))


def find(cells: Cells, layout: Layout) -> Found:
    """Find the header and the expected columns in the cells of a sheet or CSV file.

    Parameters
    ----------
    cells : Cells
    layout : Layout

    Returns
    -------
    Found
        Findings: those of ``find_header``; ``source.formula-without-value``,
        ``source.cell-error``, ``source.empty-cell``, ``source.not-a-number``,
        ``source.number-format``, ``source.new-spelling``, ``source.unknown-category`` (where no
        known one is near: ``source.new-category``, ``source.no-such-category``).

    Examples
    --------
    >>> sheet = pl.DataFrame({"A": ["Country", "Latvia"], "B": ["EUR ", "1.5"]})
    >>> layout = Layout("", 1, (Expected("country"), Expected("amount", ("EUR",), kind="number")))
    >>> found = find(Cells("a.csv", sheet), layout)
    >>> found.frame.row(0), found.findings
    (('Latvia', '1.5', 2), ())
    """
    header = find_header(cells, layout)
    if header.row == 0:
        return Found(cells.file, _nothing(layout), header.findings)
    there = [e for e in layout.columns if e.name in header.columns]
    body = cells.frame.slice(header.row + layout.below)
    first = header.row + layout.below + 1
    frame = body.select(
        *(_text(layout, header.columns.get(e.name)).alias(e.name) for e in layout.columns),
        pl.int_range(first, first + pl.len(), dtype=pl.UInt32).alias("row"),
    )
    findings = [*header.findings, *_emptied(cells, body, first, header.columns, there)]
    frame = _without_blanks(frame, [e.name for e in there])
    for expected in there:
        frame, found = _checked(cells.file, frame, expected)
        findings += [*found, *_unfilled(cells.file, frame, expected)]
    return Found(cells.file, frame, tuple(findings))


def refuse(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings if there is no fault among them.

    Raises
    ------
    InputError
        With all findings, if one is a fault.

    Examples
    --------
    >>> refuse([Finding("fault", "source.no-sheet", "a.xlsx")])
    Traceback (most recent call last):
        ...
    foedus.errors.InputError: a.xlsx: source.no-sheet
    """
    all_found = tuple(findings)
    if any(finding.severity == "fault" for finding in all_found):
        raise InputError(all_found)
    return all_found


def _nothing(layout: Layout) -> pl.DataFrame:
    names = {expected.name: pl.String() for expected in layout.columns}
    return pl.DataFrame(schema={**names, "row": pl.UInt32()})


def _text(layout: Layout, letters: str | None) -> pl.Expr:
    if letters is None:
        return pl.lit(None, dtype=pl.String)
    text = pl.col(letters).str.strip_chars()
    return pl.when(~text.is_in(["", *layout.missing])).then(text)


def _without_blanks(frame: pl.DataFrame, names: Sequence[str]) -> pl.DataFrame:
    """Leave out the rows in which no expected column has anything."""
    if not names:
        return frame.clear()
    if not all(frame[name].null_count() for name in names):
        return frame
    return frame.filter(~pl.all_horizontal(pl.col(name).is_null() for name in names))


def _emptied(
    cells: Cells,
    body: pl.DataFrame,
    first: int,
    columns: Mapping[str, str],
    there: Sequence[Expected],
) -> list[Finding]:
    """Report the cells that are empty because a formula has no value, or an error."""
    places = {
        (first + place, columns[e.name]): e
        for e in there
        if body[columns[e.name]].null_count()
        for place in body[columns[e.name]].is_null().arg_true()
    }
    if not places:
        return []
    findings = []
    for (row, letter), reason in cells.why_empty(places).items():
        expected = places[row, letter]
        if reason == WITHOUT_VALUE:
            fault = Finding("fault", "source.formula-without-value", cells.file, row, letter)
        else:
            fault = Finding(expected.errors, "source.cell-error", cells.file, row, letter, reason)
        findings.append(fault)
    return and_more(findings[:MAX_FINDINGS], len(findings)) if findings else []


def _checked(
    file: str, frame: pl.DataFrame, expected: Expected
) -> tuple[pl.DataFrame, list[Finding]]:
    """Check the cells of a column against its kind; take a stray number as missing."""
    text = frame[expected.name]
    if expected.kind == "category":
        known = {None, *expected.choices}
        if known.issuperset(text.unique()):
            return frame, []
        return frame, _strays(file, frame.filter(~text.is_in(expected.choices)), expected)
    if expected.kind != "number" or _all_numbers(text):
        return frame, []
    wrong = ~text.str.contains(NUMBER)
    found = _strays(file, frame.filter(wrong), expected) if wrong.any() else []
    return frame.with_columns(pl.when(~wrong).then(pl.col(expected.name))), found


def _unfilled(file: str, frame: pl.DataFrame, expected: Expected) -> list[Finding]:
    if not expected.filled or not frame[expected.name].null_count():
        return []
    heading = expected.aliases[0] if expected.aliases else expected.name
    rows = frame["row"].filter(frame[expected.name].is_null())
    faults = [
        Finding("fault", "source.empty-cell", file, row, heading) for row in rows[:MAX_FINDINGS]
    ]
    return and_more(faults, rows.len())


def _all_numbers(text: pl.Series) -> bool:
    """Say whether every text reads as a finite number."""
    numbers = text.cast(pl.Float64, strict=False)
    return numbers.null_count() == text.null_count() and math.isfinite(numbers.sum())


def _strays(file: str, strays: pl.DataFrame, expected: Expected) -> list[Finding]:
    """Return one finding for each text that does not read as its kind, at its first row."""
    heading = expected.aliases[0] if expected.aliases else expected.name
    grouped = strays.group_by(expected.name, maintain_order=True).agg(
        pl.col("row").first(), pl.len()
    )
    findings = []
    for text, row, count in grouped.iter_rows():
        details = {"count": str(count), "nearest": _nearest(expected, text)}
        kind = _kind(expected, details["nearest"])
        # A figure written with a decimal comma is there: taking it as missing would lose it.
        severity = "fault" if kind == "source.number-format" else expected.stray
        findings.append(Finding(severity, kind, file, row, heading, text, details))
    return and_more(findings[:MAX_FINDINGS], len(findings))


def _kind(expected: Expected, best: str) -> str:
    if expected.kind == "number":
        return "source.number-format" if best else "source.not-a-number"
    if expected.stray == "warning":
        return "source.new-spelling" if best else "source.new-category"
    return "source.unknown-category" if best else "source.no-such-category"


def _nearest(expected: Expected, text: str) -> str:
    if expected.kind == "number":
        return nearest_number(text) or ""
    return nearest(text, expected.choices) or ""
