"""Amounts of money, as dispatches and analysts write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
import spacy

from foedus.read.model import Code
from foedus.read.money import money

BLANK = {"en": spacy.blank("en"), "fr": spacy.blank("fr")}


def read(text: str, code: Code = "en") -> list[tuple[str, str]]:
    return [(str(one.amount), one.currency) for one in money(BLANK[code](text), code)]


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("11 million EUR", "11000000", "EUR"),
        ("EUR 1.2 billion", "1200000000", "EUR"),
        ("1,2 billion EUR", "1200000000", "EUR"),
        ("$175m", "175000000", "USD"),
        ("USD 11 bn", "11000000000", "USD"),
        ("163,000 EUR", "163000", "EUR"),
        ("661.226.068 EUR", "661226068", "EUR"),
        ("83,693.93 EUR", "83693.93", "EUR"),
        ("5 EUR billion was", "5000000000", "EUR"),
        ("half a billion dollars", "500000000", "USD"),
        ("one and a half billion euros", "1500000000", "EUR"),
        ("a 200-million-euro package", "200000000", "EUR"),
        ("two billion Swedish kronor", "2000000000", "SEK"),
        ("13 billion kroner", "13000000000", ""),
        ("500 million Canadian dollars", "500000000", "CAD"),
        ("Source of Aid 2 EUR 5 million", "5000000", "EUR"),
        ("a 2.9 million reconstruction pledge", "2900000", ""),
    ],
)
def test_english(text: str, amount: str, currency: str) -> None:
    assert read(text) == [(amount, currency)]


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("€ 40 milliards", "40000000000", "EUR"),
        ("1,2 milliard d'euros", "1200000000", "EUR"),
        ("1\u202f200\u202f000 euros", "1200000", "EUR"),
        ("un demi-milliard d'euros", "500000000", "EUR"),
        ("un milliard et demi d’euros", "1500000000", "EUR"),
        ("2 millions et demi d’euros", "2500000", "EUR"),
        ("2 milliards et demi d’euros", "2500000000", "EUR"),
        ("12 Mds€", "12000000000", "EUR"),
        ("300 M€", "300000000", "EUR"),
        ("175 millions de dollars américains", "175000000", "USD"),
        ("2 milliards de dollars canadiens", "2000000000", "CAD"),
        ("500 millions de couronnes suédoises", "500000000", "SEK"),
        ("50 millions de livres sterling", "50000000", "GBP"),
    ],
)
def test_french(text: str, amount: str, currency: str) -> None:
    assert read(text, "fr") == [(amount, currency)]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("between 5 and 10 million euros", 5_000_000, 10_000_000),
        ("5-10 million euros", 5_000_000, 10_000_000),
        ("€5 to 10 million", 5_000_000, 10_000_000),
        ("between 500 and 750 million euros", 500_000_000, 750_000_000),
        ("between 500,000 and 1 million euros", 500_000, 1_000_000),
    ],
)
def test_a_range_has_two_ends(text: str, low: int, high: int) -> None:
    (one,) = money(BLANK["en"](text), "en")
    assert (one.amount, one.high, one.currency) == (Decimal(low), Decimal(high), "EUR")


@pytest.mark.parametrize(("between", "count"), [(" It grew.", 2), (" It grew." * 50, 1)])
def test_a_currency_may_be_left_out_shortly_after(between: str, count: int) -> None:
    found = read(f"It was €900 million.{between} It rose to 1.3 billion this year.")
    assert found == [("900000000", "EUR"), ("1300000000", "EUR")][:count]


def test_a_change_and_a_difference_are_no_ranges() -> None:
    assert len(read("from 116 million AUD to 165 million AUD")) == 2
    assert len(read("30 million EUR - 230,000 EUR")) == 2


def test_a_currency_said_once_holds_for_a_sum() -> None:
    assert read("330 million + 85 million EUR") == [("330000000", "EUR"), ("85000000", "EUR")]


@pytest.mark.parametrize("text", ["20 million rounds", "F-16", "2024", "ALL 32 members", "155 mm"])
def test_what_is_no_money(text: str) -> None:
    assert read(text) == []


def test_about() -> None:
    found = money(BLANK["fr"]("près de 700 millions d'euros puis 3 euros"), "fr")
    assert [one.about for one in found] == [True, False]


def test_hostile_text_costs_little() -> None:
    assert read("1," * 50_000) == []
    assert read("one " * 20_000) == []


def test_a_currency_said_once() -> None:
    french = "Le budget s'élève à 728 millions d'euros, contre 594 millions un an plus tôt."
    assert read(french, "fr") == [("728000000", "EUR"), ("594000000", "EUR")]
    counted = "It gave 5 million euros and 3 million rounds; 2 million people live there."
    assert read(counted) == [("5000000", "EUR")]


def test_a_year_before_an_amount_is_no_range() -> None:
    text = "It rose from €51.95 billion in 2024 to €62.4 billion in 2025."
    assert read(text) == [("51950000000", "EUR"), ("62400000000", "EUR")]
