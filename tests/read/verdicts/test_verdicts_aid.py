"""Gifts: the entry of the month, a publisher's total, an open promise."""

from __future__ import annotations

import pytest
from verdict_cases import SOURCE, case_with, gift
from verdict_facts import day, fact_of, of_field, reading_of, ukraine, verdicts

from foedus.read.verdicts.aid import aid_checks
from foedus.read.verdicts.ground import Ground

LEOPARDS = {
    "stage": "delivery",
    "type": "military",
    "donor": "DEU",
    "recipient": "UKR",
    "item": "leopard-2",
}
CASE = case_with(
    {
        "ledger": [
            gift("g1", date=day("2024-03-12"), item="leopard-2", quantity=18.0),
            gift("g2", date=day("2024-05-02"), amount=11_000_000.0, currency="EUR"),
        ],
        "sources": [SOURCE],
    }
)  # fmt: skip


def checks_of(fields, *, case=CASE, told="", sentence="L'Allemagne a livré des chars."):
    reading = reading_of(sentence)
    fact = fact_of(reading, "aid", fields, day=told)
    return list(aid_checks(fact, Ground(reading, case)))


@pytest.mark.parametrize("said", ["2024-03-12", "2024-03", "2024-03-20"])
def test_the_same_gift_in_the_same_month(said: str) -> None:
    (check,) = checks_of({**LEOPARDS, "quantity": 18}, told=said)
    assert (check.verdict, check.field, check.record[0].key) == ("confirms", "quantity", "g1")
    assert check.record[0].publisher == "An office"


def test_another_quantity_on_the_same_day() -> None:
    (check,) = checks_of({**LEOPARDS, "quantity": 20}, told="2024-03-12")
    assert (check.verdict, check.record[0].value) == ("contradicts", "18")
    assert checks_of({**LEOPARDS, "quantity": 20}, told="2024-03-20") == []


@pytest.mark.parametrize(
    "other", [{"donor": "NLD"}, {"stage": "pledge"}, {"item": "leopard-1"}, {"recipient": "MDA"}]
)
def test_another_gift_is_new(other) -> None:
    assert checks_of({**LEOPARDS, "quantity": 18, **other}, told="2024-03-12") == []


def test_an_amount_with_its_currency() -> None:
    fields = {"stage": "delivery", "donor": "DEU", "amount": 11_000_000, "currency": "EUR"}
    assert verdicts(checks_of(fields, told="2024-05")) == {"amount": "confirms"}
    assert checks_of({**fields, "currency": "USD"}, told="2024-05") == []
    assert checks_of(fields, told="2023-05") == []


def test_a_published_total_speaks_only_for_itself() -> None:
    fields = {"stage": "allocation", "type": "military", "donor": "AUS", "currency": "EUR"}
    found = checks_of({**fields, "amount": 734_700_000}, case=ukraine())
    assert of_field(found, "amount").record[0].key == "2024-10-AUS-military-allocation"
    assert checks_of({**fields, "amount": 100_000_000}, case=ukraine()) == []


def test_an_open_promise_is_shown() -> None:
    fields = {"donor": "NOR", "recipient": "UKR", "item": "f-16", "type": "military"}
    (check,) = checks_of({**fields, "stage": "pledge", "quantity": 6}, case=ukraine())
    assert (check.verdict, check.record[0].source) == ("confirms", "norway-f16")
    (check,) = checks_of({**fields, "stage": "pledge", "quantity": 10}, case=ukraine())
    assert (check.verdict, check.record[0].value) == ("new", "6")
    (check,) = checks_of({**fields, "stage": "delivery"}, case=ukraine())
    assert (check.verdict, check.field) == ("new", "item")
