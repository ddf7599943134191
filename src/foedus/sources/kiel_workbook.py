"""Kiel's Ukraine Support Tracker, the workbook of release 7 (24 January to 3 October 2022).

What the ledger gets of it:

- A row of stage ``pledge`` for every row of the main sheet (Kiel's commitments). ``amount`` is the
  published value in euro, in full as the cell holds it, ``currency`` EUR: only these add up to the
  published totals, to the cent; a sum over 16 currencies, or one converted again here, would not.
  It stands on a package's first row only, as published, and counts for the whole package. The
  amount as the donor gave it, in its own currency, stands beside it in ``note``.
- A row of stage ``delivery`` where units were delivered, or a value delivered is published (again
  on a package's first row); ``of`` names the pledge. When it was delivered is not published, so it
  has no date.

A note begins with the item's name as the publisher gives it, then ``" | "`` and the rest; where the
row names no item, it has no ``" | "``. The column ``item`` stays empty: it refers to the case's own
items. So ``note.split(" | ")[0]`` is the name.

Only figures and names of items are taken over, no explanations (the publisher states no licence).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl

from foedus.case.raw import MAX_FINDINGS, and_more
from foedus.errors import Finding
from foedus.sources.book import Book, open_book
from foedus.sources.imported import TOTALS, Imported, typed_table
from foedus.sources.kiel_dates import Dated, read_date
from foedus.sources.kiel_layout import MAIN, RATES, SUMMARY, TYPES
from foedus.sources.origin import Origin, sha256_of
from foedus.sources.parties import codes
from foedus.sources.sheet import Found, find_sheet, refuse

PUBLISHER = "kiel"
VERSION = "kiel-workbook 2"
RELEASE, KEY = "7", "kiel-7"
CLOSES = date(2022, 10, 3)
"""The last day that the release covers."""

RECIPIENT, EURO = "UKR", "EUR"
LOG = "Updates and Corrections"
"""Sheet that lists the releases, the newest first."""

TOTAL = "Total"
"""Name of the summary's last row, in the column of countries."""
BILLION = Decimal(10) ** 9
PRINTED = Decimal("0.5e-9")
"""Half of the last digit of the published summary, in billion euro: it is printed to one euro."""

NOTE = 200
"""Longest note, characters."""

ITEM_ENDS = " | "
"""Stands in a note behind the item's name, where the row has one."""

Dates = Mapping[str | None, Dated]
"""What each text of the column of dates says."""

Sums = dict[tuple[str, str], Decimal]
"""Billion euro by donor and type; the type ``all`` is the sum of the three."""


def read(path: Path, *, retrieved: date) -> Imported:
    """Read the workbook: the main sheet, the summary by country and the exchange rates.

    Parameters
    ----------
    path : Path
    retrieved : date

    Returns
    -------
    Imported
        ``ledger``; totals such as ``DEU military`` (billion EUR) and ``rate USD`` (USD per EUR).
        What the published grand total leaves out is a warning ``kiel.headline``.

    Raises
    ------
    InputError
        With all faults at once; a published total that the rows do not give to the last printed
        digit is a fault ``kiel.rows-differ``: release 7 has none.
    """
    book = open_book(path)
    main, summary, rates = (find_sheet(book, layout) for layout in (MAIN, SUMMARY, RATES))
    donors, unknown = codes(main, "country")
    published, strange = _published(summary)
    dates = {text: read_date(text, closes=CLOSES) for text in main.frame["date"].unique()}
    findings = [
        *book.findings,
        *_other_release(book),
        *(finding for found in (main, summary, rates) for finding in found.findings),
        *(*unknown, *strange, *_odd_dates(main, dates)),
    ]
    refuse(findings)
    sums = _sums(main, donors)
    findings += _differing(summary.file, sums, published)
    refuse(findings)
    findings += _headline(summary.file, sums, published)
    origin = _origin(path.name, sha256_of(book.data), retrieved)
    totals = _totals(published, rates)
    return Imported(
        origin, {"ledger": _ledger(main, donors, dates, origin)}, totals, tuple(findings)
    )


def _other_release(book: Book) -> list[Finding]:
    """Return a fault unless the newest release that the workbook speaks of is this one.

    The layout is much the same in several releases, and a total of another release would pass as
    one of this.
    """
    text = " ".join(book.cells(LOG).texts()) if LOG in book.sheets else ""
    named = re.search(r"\bRelease ([0-9]+)\b", text)
    if named and named[1] == RELEASE:
        return []
    details = {"expected": RELEASE, "sheet": LOG}
    kind = "source.other-release" if named else "source.no-release"
    found = named[1] if named else None
    return [Finding("fault", kind, book.file, value=found, details=details)]


def _origin(file: str, sha256: str, retrieved: date) -> Origin:
    return Origin(
        key=KEY,
        publisher="Kiel Institute for the World Economy",
        title="Ukraine Support Tracker, 7th release (24 January to 3 October 2022)",
        release=RELEASE,
        published=None,
        sha256=sha256,
        retrieved=retrieved,
        licence="none stated: cited, not redistributed",
        importer=VERSION,
        file=file,
        url="https://www.ifw-kiel.de/topics/war-against-ukraine/ukraine-support-tracker/",
        confidence="research",
    )


def _ledger(main: Found, donors: pl.Series, dates: Dates, origin: Origin) -> pl.DataFrame:
    """Return the pledges in the order of the sheet, then the deliveries."""
    frame = _entries(main, donors, dates)
    pledges = frame.select(
        *("entry", "donor", "type", "date", "note"),
        stage=pl.lit("pledge"),
        quantity="units",
        amount="euro",
        of=pl.lit(None, pl.String),
    )
    out = frame.filter((pl.col("delivered") > 0) | (pl.col("euro_delivered") > 0))
    deliveries = out.select(
        *(pl.format("{}-d", "entry").alias("entry"), "donor", "type"),
        date=pl.lit(None, pl.Date),
        note="what",
        stage=pl.lit("delivery"),
        quantity=pl.when(pl.col("delivered") > 0).then("delivered"),
        amount="euro_delivered",
        of="entry",
    )
    rows = pl.concat([pledges, deliveries]).with_columns(
        currency=pl.when(pl.col("amount").is_not_null()).then(pl.lit(EURO)),
        recipient=pl.lit(RECIPIENT),
    )
    return typed_table("ledger", rows.to_dict(), origin)


def _entries(main: Found, donors: pl.Series, dates: Dates) -> pl.DataFrame:
    """Return the rows of the main sheet with the ledger's words, their figures beside them."""
    given = pl.col("euro").is_not_null() & pl.col("given").is_not_null()
    whole = pl.when(given).then(pl.format("given as {} {}", "given", "currency"))
    days = {text: found.day for text, found in dates.items()}
    words = {text: found.note or None for text, found in dates.items()}
    dated = main.frame["date"].to_list()
    return main.frame.select(
        pl.format("{}-{}-{}", pl.lit(KEY), "id", pl.col("id").cum_count().over("id")).alias(
            "entry"
        ),
        donors.alias("donor"),
        pl.col("type").str.to_lowercase(),
        pl.Series("date", [days[text] for text in dated], dtype=pl.Date),
        pl.col("units", "delivered", "euro", "euro_delivered").cast(pl.Float64),
        _line("kind").alias("what"),
        _line("kind", whole, pl.Series("d", [words[text] for text in dated])).alias("note"),
    )


def _line(*words: str | pl.Expr | pl.Series) -> pl.Expr:
    """Join the item's name and the words of a note on one line, of a length that a table bears.

    The name stands first, just as it was given but for blanks, and ``" | "`` behind it; what is cut
    is the rest, and the name only where it alone is too long.
    """
    name = pl.col("item").str.replace_all(r"\s+", " ").str.replace_all("|", "/", literal=True)
    rest = pl.concat_str(words, separator="; ", ignore_nulls=True)
    line = pl.concat_str(
        pl.when(name.is_not_null()).then(name + ITEM_ENDS), rest, ignore_nulls=True
    )
    return line.str.replace_all(r"\s+", " ").str.slice(0, NOTE).str.strip_chars()


def _odd_dates(main: Found, dates: Dates) -> list[Finding]:
    odd = [text for text, found in dates.items() if text is not None and not found.known]
    findings = []
    for text in odd[:MAX_FINDINGS]:
        row = main.frame.filter(pl.col("date") == text)["row"][0]
        findings.append(Finding("warning", "source.odd-date", main.file, row, "date", text))
    return and_more(findings, len(odd)) if findings else []


def _sums(main: Found, donors: pl.Series) -> Sums:
    sums: Sums = {}
    types = main.frame["type"].to_list()
    for donor, type_, euro in zip(donors.to_list(), types, main.decimals("euro"), strict=True):
        if euro is not None:
            for key in ((donor, TYPES[type_]), (donor, "all")):
                sums[key] = sums.get(key, Decimal(0)) + euro
    return {key: total / BILLION for key, total in sums.items()}


def _published(summary: Found) -> tuple[Sums, list[Finding]]:
    """Return the published totals by donor and type, and the names that are not known."""
    is_total = pl.col("country") == TOTAL
    by_country = Found(summary.file, summary.frame.filter(~is_total))
    donors, unknown = codes(by_country, "country")
    sums: Sums = {}
    for names, found in (
        (donors.to_list(), by_country),
        (["total"], Found(summary.file, summary.frame.filter(is_total).head(1))),
    ):
        for type_ in (*TYPES.values(), "all"):
            for name, value in zip(names, found.decimals(type_), strict=bool(found.frame.height)):
                if name is not None and value is not None:
                    sums[name, type_] = value
    return sums, unknown


def _differing(file: str, sums: Sums, published: Sums) -> list[Finding]:
    """Return a fault for each published total that the rows do not give: rows are missing."""
    donors = {donor for donor, _ in published}
    findings = []
    for (donor, type_), printed in published.items():
        of = donors if donor == "total" else {donor}
        ours = sum((sums.get((name, type_), Decimal(0)) for name in of), Decimal(0))
        if abs(ours - printed) > PRINTED:
            details = {"published": f"{printed}", "sum": f"{ours:.9f}", "unit": "billion EUR"}
            what = f"{donor} {type_}"
            findings.append(Finding("fault", "kiel.rows-differ", file, value=what, details=details))
    return findings


def _headline(file: str, sums: Sums, published: Sums) -> list[Finding]:
    """Say what the published grand total leaves out: donors of the main sheet outside the summary.

    In release 7 these are the European Peace Facility and the European Investment Bank.
    """
    printed = published.get(("total", "all"))
    listed = {donor for donor, _ in published}
    out = sorted(donor for donor, type_ in sums if type_ == "all" and donor not in listed)
    if printed is None or not out:
        return []
    missing = sum((sums[donor, "all"] for donor in out), Decimal(0))
    details = {
        "donors": ", ".join(f"{donor} {sums[donor, 'all']:.3f}" for donor in out),
        "all": f"{printed + missing:.3f}",
    }
    return [Finding("warning", "kiel.headline", file, value=f"{printed:.3f}", details=details)]


def _totals(published: Sums, rates: Found) -> pl.DataFrame:
    money = [(f"{donor} {name}", float(v), "billion EUR") for (donor, name), v in published.items()]
    per_euro = [
        (f"rate {currency}", float(rate), f"{currency} per EUR")
        for currency, rate in zip(rates.frame["currency"], rates.decimals("rate"), strict=True)
        if rate is not None
    ]
    return pl.DataFrame([*money, *per_euro], schema=dict(TOTALS), orient="row")
