"""The ECB's rates: the last of the day, means over a range, and what there is not.

The test against published data reads the folder named by the environment variable
``FOEDUS_DATA``.
"""

from __future__ import annotations

import os
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import fastexcel
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.brief.findings import sentence
from foedus.brief.language import Language
from foedus.sources.rates import covered, currencies, mean, rate, why_none

DATA = Path(os.environ.get("FOEDUS_DATA", "no-such-folder"))
WORKBOOK = DATA / "kiel" / "Ukraine_Support_Tracker.xlsx"
needs_data = pytest.mark.skipif(not WORKBOOK.is_file(), reason="FOEDUS_DATA is not set")
FIRST, LAST = date(2022, 9, 6), date(2022, 10, 6)

PRINTED = {"USD": "0.9887", "GBP": "0.87571", "HUF": "407.78", "CZK": "24.572", "CNY": "6.9693"}
"""Of the sheet ``Exchange rates`` of the Ukraine Support Tracker, release 7."""


@pytest.mark.parametrize(("currency", "printed"), PRINTED.items())
def test_means_are_those_that_kiel_prints(currency: str, printed: str) -> None:
    found = mean(currency, FIRST, LAST)
    assert found is not None
    assert found.quantize(Decimal(printed)) == Decimal(printed)


@needs_data
@pytest.mark.data
def test_all_fifteen_rates_of_the_workbook_to_the_printed_digits() -> None:
    book = fastexcel.read_excel(WORKBOOK)
    sheet = book.load_sheet("Exchange rates", header_row=None, dtypes="string").to_polars()
    printed = {
        row[0]: Decimal(row[1])
        for row in sheet.iter_rows()
        if row[0] in currencies() and row[0] != "EUR" and row[1]
    }
    means = {currency: mean(currency, FIRST, LAST) for currency in printed}
    assert len(printed) == 15
    for currency, found in means.items():
        assert found is not None
        assert found.quantize(printed[currency]) == printed[currency], currency


def test_a_day_without_a_rate_takes_the_last_before_it() -> None:
    friday = rate("USD", date(2022, 10, 7))
    assert friday == rate("USD", date(2022, 10, 8)) == rate("USD", date(2022, 10, 9))
    assert friday != rate("USD", date(2022, 10, 10))


def test_a_rate_is_seven_days_old_at_most() -> None:
    last = date(2022, 12, 30)  # Croatia took the euro on 1 January 2023
    assert rate("HRK", last) == rate("HRK", last + timedelta(7)) == Decimal("7.5365")
    assert rate("HRK", last + timedelta(8)) is None
    first, newest = covered()
    assert rate("USD", first - timedelta(1)) is None
    assert rate("USD", newest + timedelta(8)) is None


def test_the_euro_is_one_on_any_day() -> None:
    assert rate("EUR", date(1900, 1, 1)) == mean("EUR", FIRST, LAST) == 1
    assert why_none("EUR", date(1900, 1, 1)) is None


@pytest.mark.parametrize(
    ("currency", "first", "last", "kind"),
    [
        ("TWD", FIRST, None, "rates.unknown-currency"),
        ("TWD", FIRST, LAST, "rates.unknown-currency"),
        ("", FIRST, None, "rates.unknown-currency"),
        ("usd", FIRST, None, "rates.unknown-currency"),
        ("USD", date(1998, 1, 1), None, "rates.no-rate"),
        ("USD", LAST, FIRST, "rates.no-rate"),
        ("RUB", FIRST, LAST, "rates.no-rate"),
    ],
)
def test_none_has_a_reason(currency: str, first: date, last: date | None, kind: str) -> None:
    assert (rate(currency, first) if last is None else mean(currency, first, last)) is None
    why = why_none(currency, first, last)
    assert why is not None
    assert why.kind == kind
    for language in ("en", "fr"):
        assert kind not in sentence(why, Language(language))


days = st.dates(date(2000, 1, 1), date(2025, 12, 31))


@given(days, st.integers(0, 60))
def test_a_mean_lies_between_its_rates(first: date, length: int) -> None:
    last = first + timedelta(length)
    rates = [rate("USD", first + timedelta(i)) for i in range(length + 1)]
    found = mean("USD", first, last)
    known = [value for value in rates if value is not None]
    if found is not None:
        assert min(known) <= found <= max(known)


def test_a_mean_of_one_day_is_its_rate() -> None:
    day = date(2024, 6, 26)
    assert mean("USD", day, day) == rate("USD", day)
