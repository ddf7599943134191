"""SIPRI Military Expenditure Database: the workbook 1949 to the last year.

Rows of regions stand between the countries and hold no figures. ``...`` (or ``. .``) says that
there are no data, ``xxx`` that the state did not exist; neither is zero. Shares are fractions in
the workbook and percent in the case. Blue figures are SIPRI's estimates, red ones highly uncertain:
both come with ``estimate`` true, the red ones with a note.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from foedus.errors import Finding
from foedus.sources.book import Book, open_book
from foedus.sources.cells import Cells
from foedus.sources.font_colours import font_colours
from foedus.sources.header import find_header
from foedus.sources.imported import Imported, typed_table
from foedus.sources.layout import Expected, Layout
from foedus.sources.origin import Origin, sha256_of
from foedus.sources.parties import codes_of
from foedus.sources.sheet import Found, find, refuse
from foedus.sources.year_table import TITLE_ROWS, by_year, titled_sheet, year_columns

PUBLISHER = "sipri"
IMPORTER = "sipri-milex 1"
FIRST, LAST = 1949, 2060
"""Years that a column may have."""

MISSING = frozenset({"...", ". .", "..", "…", "xxx"})
COLUMNS = (Expected("Country"), *year_columns(FIRST, LAST))
OTHERS = frozenset({"Notes"})

NO_LONGER = frozenset(
    {"Czechoslovakia", "German Democratic Republic", "USSR", "Yemen, North", "Yugoslavia"}
)
"""States that are no more and have no code in ISO 3166-1."""

COMMISSION = {"European Union": "EUI"}
"""SIPRI counts the European Defence Fund, paid from the EU's budget (its footnote 103)."""

BLUE, RED = "0000FF", "FF0000"
UNCERTAIN = "highly uncertain (red in the workbook)"
PUBLISHED = {2024: date(2025, 4, 30)}
"""Month of publication by the last year of the figures, as its last day: a month is all that is
known, and the figures must not count as known too early."""

PERCENT = 100.0


@dataclass(frozen=True)
class Sheet:
    """A sheet of the workbook.

    Parameters
    ----------
    name : str
    title : re.Pattern
        How its own first line begins; a group is the year of constant prices.
    header_row : int
    measure, basis, unit : str
        As in ``spending``; ``{year}`` stands for the year of constant prices.
    factor : float
        By which a figure is multiplied.
    """

    name: str
    title: re.Pattern[str]
    header_row: int
    measure: str
    basis: str
    unit: str
    factor: float = 1.0


SHEETS = (
    Sheet(
        "Constant (2023) US$",
        re.compile(r"Military expenditure by country, in constant \((\d{4})\) US\$ m\."),
        6,
        "expenditure",
        "constant-{year}",
        "million USD",
    ),
    Sheet(
        "Current US$",
        re.compile(r"Military expenditure by country, in millions of US\$ at current prices"),
        6,
        "expenditure",
        "current",
        "million USD",
    ),
    Sheet(
        "Share of GDP",
        re.compile(r"Military expenditure by country as percentage of gross domestic product"),
        6,
        "share_of_gdp",
        "current",
        "percent",
        PERCENT,
    ),
    Sheet(
        "Per capita",
        re.compile(r"Military expenditure per capita"),
        7,
        "per_capita",
        "current",
        "USD",
    ),
)


def read(path: Path, *, retrieved: date) -> Imported:
    """Read the workbook: all countries and years.

    Parameters
    ----------
    path : Path
        An ``.xlsx`` file.
    retrieved : date

    Returns
    -------
    Imported
        Table ``spending``: ``expenditure`` (million USD, ``constant-2023`` and ``current``),
        ``share_of_gdp`` (percent, ``current``), ``per_capita`` (USD, ``current``). States that are
        no more are left out, with a warning.

    Raises
    ------
    InputError
        All faults of the workbook.
    """
    book = open_book(path)
    findings, frames = [*book.findings], []
    for sheet in SHEETS:
        rows, found = _read_sheet(book, sheet)
        frames.append(rows)
        findings += found
    rows = pl.concat(frames, how="vertical")
    last = max(rows["year"].to_list(), default=0)
    published = PUBLISHED.get(last)
    release = f"to-{last}" if published is None else f"{published:%Y-%m}"
    if published is None:
        details = {"year": str(last), "release": release}
        findings.append(Finding("warning", "sipri.unknown-release", book.file, details=details))
    if rows.height and not rows["estimate"].any():
        findings.append(Finding("warning", "sipri.no-colours", book.file))
    warnings = refuse(findings)
    origin = _origin(path, book.data, last, release, published, retrieved)
    spending = typed_table("spending", {name: rows[name] for name in rows.columns}, origin)
    return Imported(origin, {"spending": spending}, findings=warnings)


def _read_sheet(book: Book, sheet: Sheet) -> tuple[pl.DataFrame, list[Finding]]:
    actual, findings = titled_sheet(book, sheet.name, sheet.title)
    if actual is None:
        return _rows(sheet, pl.DataFrame(), ""), list(findings)
    cells = book.cells(actual)
    layout = Layout(actual, sheet.header_row, COLUMNS, MISSING, OTHERS)
    found = find(cells, layout)
    year = _price_year(cells, sheet)
    missing_year = "{year}" in sheet.basis and not year
    faults = [Finding("fault", "sipri.no-price-year", found.file)] if missing_year else []
    figures, unknown = _countries(found)
    colours = font_colours(book, actual, (BLUE, RED))
    marked = _marked(figures, colours, find_header(cells, layout).columns)
    return _rows(sheet, marked, year), [*findings, *found.findings, *faults, *unknown]


def _price_year(cells: Cells, sheet: Sheet) -> str:
    """Return the year of the constant prices that the sheet's title names."""
    lines = (" ".join(text.split()) for row in range(1, TITLE_ROWS + 1) for text in cells.row(row))
    found = (sheet.title.match(line) for line in lines)
    return next((match[1] for match in found if match is not None and match.groups()), "")


def _countries(found: Found) -> tuple[pl.DataFrame, list[Finding]]:
    """Return the figures with the country's code; regions have no figures, so no rows."""
    figures = by_year(found, "Country").filter(pl.col("Country").is_not_null())
    gone = figures.filter(pl.col("Country").is_in(NO_LONGER))
    figures = figures.filter(~pl.col("Country").is_in(NO_LONGER))
    own = figures["Country"].replace_strict(COMMISSION, default=None, return_dtype=pl.String)
    known, findings = codes_of(
        figures["Country"].set(own.is_not_null(), None), figures["row"], file=found.file
    )
    names = gone["Country"].unique(maintain_order=True).to_list()
    if names:
        details = {"states": ", ".join(names)}
        findings.append(Finding("warning", "sipri.no-longer", found.file, details=details))
    return figures.with_columns(pl.coalesce(own, known).alias("party")), findings


def _marked(
    figures: pl.DataFrame, colours: Mapping[tuple[int, str], str], columns: Mapping[str, str]
) -> pl.DataFrame:
    """Say of each figure whether it is an estimate, by its colour."""
    places = zip(figures["row"], figures["heading"], strict=True)
    found = [colours.get((row, columns[heading]), "") for row, heading in places]
    colour = pl.Series("colour", found, dtype=pl.String)
    return figures.with_columns(
        (colour != "").alias("estimate"),
        pl.when(colour == RED).then(pl.lit(UNCERTAIN)).alias("note"),
    )


def _rows(sheet: Sheet, figures: pl.DataFrame, year: str) -> pl.DataFrame:
    columns = {
        "party": pl.String(), "year": pl.Int64(), "measure": pl.String(), "basis": pl.String(),
        "amount": pl.Float64(), "unit": pl.String(), "estimate": pl.Boolean(), "note": pl.String(),
    }  # fmt: skip
    if not figures.width:
        return pl.DataFrame(schema=columns)
    amount = pl.col("amount") if sheet.factor == 1 else (pl.col("amount") * sheet.factor).round(7)
    return figures.with_columns(
        amount.alias("amount"),
        pl.lit(sheet.measure).alias("measure"),
        pl.lit(sheet.basis.format(year=year)).alias("basis"),
        pl.lit(sheet.unit).alias("unit"),
    ).select(pl.col(name).cast(kind) for name, kind in columns.items())


def _origin(
    path: Path, data: bytes, last: int, release: str, published: date | None, retrieved: date
) -> Origin:
    return Origin(
        key=f"{PUBLISHER}-{release}",
        publisher="SIPRI",
        title=f"SIPRI Military Expenditure Database, {FIRST}-{last}",
        release=release,
        published=published,
        sha256=sha256_of(data),
        retrieved=retrieved,
        licence="SIPRI's terms of use: citation required",
        importer=IMPORTER,
        file=path.name,
        url="https://www.sipri.org/databases/milex",
        confidence="research",
    )
