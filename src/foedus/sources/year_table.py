"""Tables with a row a country and a column a year, as NATO and SIPRI publish them."""

from __future__ import annotations

import re

import polars as pl

from foedus.case.spelling import nearest
from foedus.errors import Finding
from foedus.sources.book import Book
from foedus.sources.cells import Cells
from foedus.sources.layout import Expected
from foedus.sources.sheet import Found

ESTIMATE = "e"
"""What stands behind a year whose figures are estimates: ``2024e``."""

TITLE_ROWS = 25
"""Rows in which a sheet's own title is looked for."""


def year_columns(first: int, last: int) -> tuple[Expected, ...]:
    """Return the columns of a range of years, both included, each with and without the mark ``e``.

    None is required: editions differ in the years that they hold. An error cell is a figure that is
    missing, with a warning.

    Examples
    --------
    >>> [expected.name for expected in year_columns(2023, 2024)]
    ['2023', '2023e', '2024', '2024e']
    """
    names = [f"{year}{mark}" for year in range(first, last + 1) for mark in ("", ESTIMATE)]
    return tuple(Expected(name, kind="number", required=False, errors="warning") for name in names)


def by_year(found: Found, *names: str) -> pl.DataFrame:
    """Return a row for each figure: the named columns, ``row``, ``year``, ``estimate``, ``amount``.

    Parameters
    ----------
    found : Found
        With columns of ``year_columns``; what is missing in them gives no row.
    *names : str
        Columns to keep.

    Returns
    -------
    pl.DataFrame
        In the order of the sheet's rows, then of the years. ``heading`` is the year as it stands
        in the sheet, ``text`` the figure as it stands there.
    """
    years = [name for name in found.frame.columns if re.fullmatch(r"\d{4}e?", name)]
    filled = [name for name in years if found.frame[name].null_count() < found.frame.height]
    long = found.frame.unpivot(
        filled, index=[*names, "row"], variable_name="heading", value_name="text"
    )
    heading = pl.col("heading")
    return (
        long.filter(pl.col("text").is_not_null())
        .with_columns(
            heading.str.head(4).cast(pl.Int64).alias("year"),
            heading.str.ends_with(ESTIMATE).alias("estimate"),
            pl.col("text").cast(pl.Float64).alias("amount"),
        )
        .sort("row", "year", maintain_order=True)
    )


def titled_sheet(
    book: Book, name: str, title: re.Pattern[str]
) -> tuple[str | None, tuple[Finding, ...]]:
    """Return the name of the sheet that bears a name, or, renamed, that bears a title.

    All sheets of such a workbook have the same columns, so that the columns do not tell them
    apart; their titles do.

    Parameters
    ----------
    book : Book
    name : str
    title : re.Pattern
        Found at the start of a cell of the first rows.

    Returns
    -------
    tuple
        The name, or None with a fault ``source.no-sheet``; a renamed sheet has a warning
        ``source.sheet-renamed``.
    """
    if name in book.sheets:
        return name, ()
    titled = [sheet for sheet in book.sheets if _bears(book.cells(sheet), title)]
    if len(titled) != 1:
        best = nearest(name, titled or book.sheets, cutoff=0) or ""
        details = {"nearest": best, "sheets": ", ".join(book.sheets)[:200]}
        return None, (Finding("fault", "source.no-sheet", book.file, None, None, name, details),)
    renamed = Finding(
        "warning", "source.sheet-renamed", book.file, value=titled[0], details={"expected": name}
    )
    return titled[0], (renamed,)


def _bears(cells: Cells, title: re.Pattern[str]) -> bool:
    rows = range(1, TITLE_ROWS + 1)
    return any(title.match(" ".join(text.split())) for row in rows for text in cells.row(row))
