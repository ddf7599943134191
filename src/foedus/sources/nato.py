"""NATO, Defence Expenditure of NATO Countries: the workbook with tables 1 to 8b.

Figures stay as they are printed. Totals are held against the sum over that year's members, shares
of GDP against constant expenditure over constant GDP; what does not agree is reported.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import polars as pl

from foedus.case.spelling import nearest
from foedus.errors import Finding
from foedus.sources import nato_checks
from foedus.sources.book import open_book
from foedus.sources.imported import Imported, typed_table
from foedus.sources.nato_layout import TABLES
from foedus.sources.nato_tables import TableRead, read_table
from foedus.sources.origin import Origin, sha256_of
from foedus.sources.parties import codes_of
from foedus.sources.sheet import refuse

PUBLISHER = "nato"
IMPORTER = "nato-expenditure 2"
FILE_NAME = re.compile(r"(?P<year>\d{2})(?P<month>\d{2})(?P<day>\d{2})-?def-?exp", re.IGNORECASE)
"""NATO puts the day of publication first: ``240617-def-exp-2024-TABLES-en.xlsx``."""

PUBLISHED = {2024: date(2024, 6, 17)}
"""Day of publication by the last year, for a file that was renamed."""

PAGES = {2024: "https://www.nato.int/cps/en/natohq/news_226465.htm"}
"""Page of an edition by its last year."""

CURRENCIES = {
    "leks": "ALL", "euros": "EUR", "leva": "BGN", "canadian dollars": "CAD", "koruny": "CZK",
    "forint": "HUF", "denars": "MKD", "zlotys": "PLN", "new lei": "RON", "kronor": "SEK",
    "liras": "TRY", "pounds": "GBP", "us dollars": "USD",
}  # fmt: skip
"""ISO 4217 by the names that table 1 uses."""

KRONER = {"DNK": "DKK", "NOR": "NOK"}
"""Two currencies of one name, by country."""


def read(path: Path, *, retrieved: date) -> Imported:
    """Read the workbook of one edition.

    Parameters
    ----------
    path : Path
        An ``.xlsx`` file.
    retrieved : date
        Day on which it was fetched.

    Returns
    -------
    Imported
        Table ``spending``: ``expenditure`` and ``gdp`` in million USD (``current``,
        ``constant-2015``), ``expenditure`` in million units of the national currency
        (``current-national``, ``constant-2015-national``), ``share_of_gdp`` and ``real_change``
        (percent, ``constant-2015``), ``per_capita``, ``gdp_per_capita``, ``personnel`` (basis
        ``count``), and the shares of expenditure by category (percent). The totals of NATO are in
        ``totals`` and not in ``spending``.

    Raises
    ------
    InputError
        All faults of the workbook; ``nato.no-release``.
    """
    book = open_book(path)
    reads = [read_table(book, table) for table in TABLES]
    findings = [*book.findings, *(f for one in reads for f in one.findings)]
    figures = pl.concat(one.rows.with_columns(pl.lit(one.file).alias("file")) for one in reads)
    is_total = pl.col("country").is_in(nato_checks.TOTALS)
    rows, faults = _members(figures.filter(~is_total))
    published, warned = _published(path.name, figures["year"])
    findings += [*faults, *warned, *_doubled(rows)]
    warnings = refuse(findings)
    totals = figures.filter(is_total)
    shares = nato_checks.recomputed(rows)
    held = [
        *nato_checks.totals_held(rows, totals, nato_checks.accessions(_notes(reads))),
        *nato_checks.shares_held(shares),
    ]
    origin = _origin(path, book.data, figures["year"], published, retrieved)
    spending = _spending(rows, nato_checks.set_by_hand(shares), origin)
    return Imported(origin, {"spending": spending}, _totals(totals), (*warnings, *held))


def _members(figures: pl.DataFrame) -> tuple[pl.DataFrame, list[Finding]]:
    """Put a code to each country, and the currency into each unit that names it."""
    parts, findings = [], []
    for (file,), part in figures.group_by("file", maintain_order=True):
        known, unknown = codes_of(part["country"], part["row"], file=str(file))
        parts.append(part.with_columns(known.alias("party")))
        findings += unknown
    rows = pl.concat(parts) if parts else figures.with_columns(party=pl.lit(""))
    units = {key: _unit(*key) for key in rows.select("unit", "currency", "party").unique().rows()}
    findings += _currencies(rows, units)
    keys = rows.select("unit", "currency", "party").rows()
    return rows.with_columns(pl.Series("unit", [units[k] for k in keys], pl.String)), findings


def _unit(unit: str, currency: str, party: str | None) -> str | None:
    if "{currency}" not in unit:
        return unit
    name = " ".join(currency.split()).casefold()
    found = KRONER.get(party or "") if name == "kroner" else CURRENCIES.get(name)
    return None if found is None else unit.format(currency=found)


def _currencies(
    rows: pl.DataFrame, units: dict[tuple[str, str, str | None], str | None]
) -> list[Finding]:
    """Return a fault for each country whose currency is not known, at its first row."""
    unknown = {(currency, party) for (_, currency, party), unit in units.items() if unit is None}
    return [
        Finding(
            "fault", "nato.unknown-currency", row["file"], row["row"], None, row["currency"],
            {"nearest": nearest(row["currency"], CURRENCIES, cutoff=0) or ""},
        )
        for row in rows.unique(["currency", "party"], keep="first", maintain_order=True)
        .iter_rows(named=True)
        if (row["currency"], row["party"]) in unknown
    ]  # fmt: skip


def _doubled(rows: pl.DataFrame) -> list[Finding]:
    """Return a fault for each country that a block names twice, at its second row."""
    keys = ["party", "year", "measure", "basis"]
    twice = rows.filter(rows.select(keys).is_duplicated() & pl.col("party").is_not_null())
    later = twice.group_by("file", "country", maintain_order=True).agg(pl.col("row").max())
    return [
        Finding("fault", "nato.doubled-row", file, row, None, country)
        for file, country, row in later.iter_rows()
    ]


def _published(file: str, years: pl.Series) -> tuple[date | None, list[Finding]]:
    """Return the day of publication: from the file's name, or from the edition's last year."""
    named = _named_day(file)
    if named is not None:
        return named, []
    last = _last(years)
    known = PUBLISHED.get(last)
    if known is None:
        return None, [Finding("fault", "nato.no-release", file, details={"year": str(last)})]
    details = {"release": known.isoformat(), "year": str(last)}
    return known, [Finding("warning", "nato.release-by-year", file, details=details)]


def _named_day(file: str) -> date | None:
    found = FILE_NAME.search(file)
    if found is None:
        return None
    try:
        return date(2000 + int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:  # six digits that are no day
        return None


def _last(years: pl.Series) -> int:
    return max(years.to_list(), default=0)


def _notes(reads: Sequence[TableRead]) -> str:
    return "\n".join(one.notes for one in reads)


def _origin(
    path: Path, data: bytes, years: pl.Series, published: date | None, retrieved: date
) -> Origin:
    first, last = min(years.to_list(), default=0), _last(years)
    release = "" if published is None else published.isoformat()
    return Origin(
        key=f"{PUBLISHER}-{release}",
        publisher="NATO",
        title=f"Defence Expenditure of NATO Countries ({first}-{last})",
        release=release,
        published=published,
        sha256=sha256_of(data),
        retrieved=retrieved,
        licence="none stated: cited, not redistributed",
        importer=IMPORTER,
        file=path.name,
        url=PAGES.get(last, ""),
        confidence="official",
    )


def _spending(rows: pl.DataFrame, by_hand: pl.DataFrame, origin: Origin) -> pl.DataFrame:
    keys = ["party", "year", "measure", "basis"]
    words = pl.format(
        "printed {}; constant expenditure over constant GDP gives {}",
        pl.col("text"),
        pl.col("recomputed").round(4),
    )
    noted = rows.join(
        by_hand.select(*keys, words.alias("note")), on=keys, how="left", maintain_order="left"
    )
    columns = {name: noted[name] for name in (*keys, "amount", "unit", "estimate", "note")}
    return typed_table("spending", columns, origin)


def _totals(totals: pl.DataFrame) -> pl.DataFrame:
    return totals.select(
        pl.format(
            "{}, {} ({}), {}",
            *(pl.col(name) for name in ("country", "measure", "basis", "heading")),
        ).alias("what"),
        pl.col("amount").alias("value"),
        "unit",
    )
