"""What Kiel's tables have in common: donors, months, and amounts in billion euro."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

import polars as pl

from foedus.case.raw import MAX_FINDINGS, and_more
from foedus.errors import Finding
from foedus.sources.parties import code, codes
from foedus.sources.sheet import Found

INSTITUTE = "Kiel Institute for the World Economy"
URL = "https://www.ifw-kiel.de/topics/war-against-ukraine/ukraine-support-tracker/"
LICENCE = "none stated: cited, not redistributed"

TYPES = ("financial", "humanitarian", "military")
"""Types of aid: words of the tables and of the ledger alike."""

FIRST_MONTH = "2022-01"
"""The month with which the tracker begins."""

BILLION = Decimal(10) ** 9
CENT = Decimal("0.01")
LARGEST = Decimal(10) ** 4
"""Billion euro: beyond it, a number of the ledger is no longer exact to the cent."""

INSTITUTION_CODES: Mapping[str, str] = {"EU": "EUI", "EUU": "EUI"}
"""Kiel's codes of the EU's institutions, to those of the table ``parties``."""


def cents(billion: Decimal) -> float:
    """Return billion euro as euro, to the cent.

    Examples
    --------
    >>> cents(Decimal("10.634852370268575"))
    10634852370.27
    """
    return float((billion * BILLION).quantize(CENT))


def last_day(month: str) -> date:
    """Return the last day of a month.

    Examples
    --------
    >>> last_day("2024-02")
    datetime.date(2024, 2, 29)
    """
    year, number = int(month[:4]), int(month[5:7])
    return date(year, number, monthrange(year, number)[1])


def donors(found: Found, column: str = "country") -> tuple[pl.Series, list[Finding]]:
    """Return the codes of a table's donors.

    Returns
    -------
    pl.Series of str
    list of Finding
        Faults ``source.unknown-party`` and, for a row without a name, ``kiel.no-name``; none of
        these where the column itself is missing.
    """
    found_codes, findings = codes(found, column)
    nameless = found.frame.filter(pl.col(column).is_null() & pl.col(column).is_not_null().any())
    for row in nameless["row"].head(MAX_FINDINGS):
        findings.append(Finding("fault", "kiel.no-name", found.file, row, column))
    return found_codes, findings


def other_codes(found: Found, name: str, given: str) -> list[Finding]:
    """Return a fault for each code that is not that of the name beside it.

    Parameters
    ----------
    found : Found
    name, given : str
        Names of the columns.
    """
    findings = []
    for row in found.frame.unique([name, given], keep="first", maintain_order=True).iter_rows(
        named=True
    ):
        expected = code(row[name] or "")
        written = row[given] or ""
        if expected is not None and INSTITUTION_CODES.get(written, written) != expected:
            details = {"name": row[name], "code": expected}
            place = (found.file, row["row"], given, written)
            findings.append(Finding("fault", "kiel.other-code", *place, details))
    return and_more(findings[:MAX_FINDINGS], len(findings)) if findings else []


def doubled(found: Found, keys: Sequence[pl.Series]) -> list[Finding]:
    """Return a fault for each row whose keys stand in an earlier row."""
    frame = pl.DataFrame(list(keys)).with_columns(found.frame["row"])
    names = [key.name for key in keys]
    known = frame.filter(~pl.any_horizontal(pl.col(name).is_null() for name in names))
    later = known.filter(~pl.struct(names).is_first_distinct())
    findings = [
        Finding("fault", "kiel.doubled-row", found.file, row, names[0], " ".join(key))
        for *key, row in later.head(MAX_FINDINGS).select(*names, "row").iter_rows()
    ]
    return and_more(findings, later.height) if findings else []


def impossible(found: Found, columns: Sequence[str]) -> list[Finding]:
    """Return a fault for each amount that no ledger holds: below zero, or beyond ``LARGEST``."""
    findings = []
    for column in columns:
        for row, value in zip(found.frame["row"], found.decimals(column), strict=True):
            if value is not None and not 0 <= value < LARGEST:
                place = (found.file, row, column, f"{value}")
                findings.append(Finding("fault", "kiel.no-amount", *place))
    return and_more(findings[:MAX_FINDINGS], len(findings)) if findings else []


def months_of(found: Found) -> tuple[pl.Series, list[Finding]]:
    """Return the months (``2024-08``) of a table with a column ``month`` and, maybe, ``year``.

    Returns
    -------
    pl.Series of str
        Null where the cells give no month.
    list of Finding
        A fault ``kiel.no-month`` for each of these; none where a column itself is missing.
    """
    columns = [name for name in ("year", "month") if name in found.frame.columns]
    whole = all(found.frame[name].is_not_null().any() for name in columns)
    months, findings = [], []
    for *parts, row in found.frame.select(*columns, "row").iter_rows():
        text = "-".join(part or "" for part in parts)
        months.append(_month(text))
        if whole and months[-1] is None:
            findings.append(Finding("fault", "kiel.no-month", found.file, row, "month", text))
    series = pl.Series("month", months, dtype=pl.String)
    return series, and_more(findings[:MAX_FINDINGS], len(findings)) if findings else []


def _month(text: str) -> str | None:
    read = re.fullmatch(r"(20[0-9]{2})-([0-9]{1,2})(-01( 00:00:00)?)?", text)
    if read is None or not 1 <= int(read[2]) <= 12:
        return None
    return f"{read[1]}-{int(read[2]):02d}"


def broken_series(found: Found, months: pl.Series, last: str) -> list[Finding]:
    """Return faults if the months do not run from the first one to the last, each once.

    Parameters
    ----------
    found : Found
    months : pl.Series
        As ``months_of`` gives them.
    last : str
        The last month that the release covers.
    """
    there = set(months.drop_nulls())
    findings = doubled(found, [months])
    if max(there, default="") != last:
        details = {"expected": last}
        ends = max(there, default="-")
        findings.append(
            Finding("fault", "kiel.other-period", found.file, None, "month", ends, details)
        )
    missing = sorted(set(_months(FIRST_MONTH, max(there, default=last))) - there)
    if missing:
        value = ", ".join(missing)[:200]
        findings.append(Finding("fault", "kiel.months-missing", found.file, None, "month", value))
    return findings


def _months(first: str, last: str) -> list[str]:
    months = range(_number(first), _number(last) + 1)
    return [f"{number // 12}-{number % 12 + 1:02d}" for number in months]


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def parts_differ(
    found: Found, whole: str, parts: Sequence[str], *, tolerance: Decimal
) -> list[Finding]:
    """Return a warning for each row whose parts do not add up to the whole.

    Parameters
    ----------
    found : Found
    whole : str
    parts : sequence of str
    tolerance : Decimal
        Billion euro, up to which a difference is one of rounding.
    """
    columns = [found.decimals(name) for name in (whole, *parts)]
    findings = []
    for row, printed, *values in zip(found.frame["row"], *columns, strict=True):
        known = [value for value in values if value is not None]
        total = sum(known, Decimal(0))
        if printed is None or len(known) < len(parts) or abs(total - printed) <= tolerance:
            continue
        details = {"sum": f"{total:.6f}", "gap": f"{printed - total:.6f}"}
        place = (found.file, row, whole, f"{printed:.6f}")
        findings.append(Finding("warning", "kiel.parts-differ", *place, details))
    return and_more(findings[:MAX_FINDINGS], len(findings)) if findings else []


def total(values: Sequence[Decimal | None]) -> Decimal:
    """Return the sum of what is known.

    Examples
    --------
    >>> total([Decimal("1.5"), None])
    Decimal('1.5')
    """
    return sum((value for value in values if value is not None), Decimal(0))
