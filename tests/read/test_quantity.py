"""Numbers of things, and shares in percent."""

from __future__ import annotations

import pytest

from foedus.read.model import Code, Mention
from foedus.read.money import money
from foedus.read.names import mentions, names_of
from foedus.read.pipeline import parsed
from foedus.read.quantity import quantities


def read(text: str, code: Code = "en") -> list[tuple[str, str, str | None]]:
    doc = parsed(text, code, file="a.txt")
    taken: list[Mention] = [*mentions(doc, names_of(None, code)), *money(doc, code)]
    return [(str(one.number), one.noun, one.key) for one in quantities(doc, code, taken)]


@pytest.mark.parametrize(
    ("text", "number", "key"),
    [
        ("Germany will deliver two more IRIS-T SLM systems.", "2", "iris-t-slm"),
        ("Denmark has donated 19 F-16 fighter jets.", "19", "f-16"),
        ("31 Abrams tanks were delivered.", "31", "abrams"),
        ("Canada sends six M777 155mm lightweight towed howitzers.", "6", "m777"),
        ("Norway gave 12,000 rounds of 155mm ammunition.", "12000", None),
        ("Austria sent a dozen ambulances.", "12", None),
    ],
)
def test_english(text: str, number: str, key: str | None) -> None:
    ((found, _, item),) = read(text)
    assert found == number
    assert key is None or item == key


@pytest.mark.parametrize(
    ("text", "number", "noun"),
    [
        ("La France a donné une trentaine de véhicules.", "30", "véhicules"),
        ("L'Allemagne livrera 12 000 casques en juin 2024.", "12000", "casques"),
        ("Les quatre-vingt-dix camions sont arrivés.", "90", "camions"),
    ],
)
def test_french(text: str, number: str, noun: str) -> None:
    assert [one[:2] for one in read(text, "fr")] == [(number, noun)]


@pytest.mark.parametrize(
    "text",
    [
        "The summit was held on 17 October 2023.",
        "They came in 2022.",
        "Dozens of trucks arrived.",
        "It costs 5 million euros.",
        "Leopard 2 tanks are heavy.",
        "It lasted three years.",
    ],
)
def test_what_counts_nothing(text: str) -> None:
    assert read(text) == []


def test_shares() -> None:
    assert read("Poland spends 4.12 % of its GDP; prices rose by 18 per cent.") == [
        ("4.12", "%", "gdp"),
        ("18", "%", None),
    ]
    assert read("Ils consacrent deux pour cent du PIB à la défense.", "fr") == [("2", "%", "gdp")]
