"""What parties spend on defence; aims and other shares are none."""

from __future__ import annotations

from typing import Any

import pytest

from foedus.read.engine import understood
from foedus.read.facts.spending import spending
from foedus.read.model import Code
from foedus.read.names import names_of
from foedus.results.dispatch import Document


def read(text: str, code: Code = "en") -> list[dict[str, Any]]:
    names = names_of(None, code)
    reading = understood(Document("a.txt", text), code, names)
    return [dict(fact.fields) for fact in spending(reading, names)]


def test_shares_of_gdp() -> None:
    found = read(
        "Poland leads with 4.12 % of GDP on defence, followed by Estonia (3.43 %) and Greece."
    )
    assert [(one["party"], one["measure"], one["share"]) for one in found] == [
        ("POL", "share_of_gdp", 4.12), ("EST", "share_of_gdp", 3.43),
    ]  # fmt: skip


def test_two_years() -> None:
    found = read(
        "En Turquie, les dépenses de défense passent de 1,5 % en 2023 à 2,09 % en 2024.", "fr"
    )
    assert [(one["party"], one["share"], one["year"]) for one in found] == [
        ("TUR", 1.5, 2023), ("TUR", 2.09, 2024),
    ]  # fmt: skip


def test_a_change_in_percent() -> None:
    (up,) = read("Defence spending by the European Allies and Canada is up by 18 per cent.")
    assert (up["party"], up["change"]) == ("European Allies and Canada", 18)
    (down,) = read(
        "Les dépenses de défense de la Slovénie baissent de 1,4 % en termes réels.", "fr"
    )
    assert (down["party"], down["change"]) == ("SVN", -1.4)


def test_an_amount() -> None:
    (one,) = read(
        "Les dépenses de défense des États-Unis atteignent 967,7 milliards de dollars.", "fr"
    )
    assert (one["party"], one["amount"], one["currency"]) == ("USA", 967_700_000_000, "USD")


def test_equipment() -> None:
    (one,) = read("More than half of Polish defence expenditure, 51 per cent, goes to equipment.")
    assert (one["party"], one["measure"], one["share"]) == ("POL", "equipment_share", 51)


def test_a_rise_without_a_figure() -> None:
    text = "Sous Donald Trump, président de 2017 à 2021, les dépenses de défense avaient augmenté."
    (one,) = read(text, "fr")
    assert (one["change"], one["from"], one["until"]) == ("up", "2017", "2021")


@pytest.mark.parametrize(
    "text",
    [
        "Growth was 2 % of GDP in Germany.",
        "Poland aims to spend 5 % of GDP on defence by 2030.",
        "Canada should reach two per cent of GDP for defence.",
        "Inflation rose by 3 per cent in France.",
        "The allies agreed on a target of 2 % of GDP for defence.",
        "Italy won with 60 % of the votes.",
    ],
)
def test_what_is_no_spending(text: str) -> None:
    assert read(text) == []


def test_to_raise_spending_is_an_aim() -> None:
    assert read("Il veut augmenter les dépenses de défense des Alliés.", "fr") == []


@pytest.mark.parametrize(
    ("text", "code", "party", "figures"),
    [
        (
            "Poland raised its defence budget to PLN 118 billion in 2024.", "en", "POL",
            [118_000_000_000],
        ),
        ("With defence outlays of 3.9 % of GDP, Poland leads the Alliance.", "en", "POL", [3.9]),
        ("Defence will cost the United Kingdom £64.6 billion in 2024.", "en", "GBR",
         [64_600_000_000]),
        (
            "Germany's defence budget rose from €51.95 billion in 2024 to €62.4 billion in 2025.",
            "en", "DEU", [51_950_000_000, 62_400_000_000],
        ),
        ("La Pologne porte son effort de défense à 4,12 % du PIB en 2024.", "fr", "POL", [4.12]),
        (
            "Passé de 10 milliards d'euros en 2022 à 15 milliards en 2024, le budget polonais de la"
            " défense bondit.", "fr", "POL", [10_000_000_000, 15_000_000_000],
        ),
        (
            "Le budget de la défense de l'Espagne s'élève à 19,7 milliards d'euros, contre"
            " 17,4 milliards en 2023.", "fr", "ESP", [19_700_000_000, 17_400_000_000],
        ),
    ],
)  # fmt: skip
def test_further_ways_to_say_it(text: str, code: Code, party: str, figures: list[float]) -> None:
    found = read(text, code)
    assert {one["party"] for one in found} == {party}
    assert [one.get("share", one.get("amount")) for one in found] == figures


def test_its_year_is_a_number() -> None:
    (one,) = read("Lithuania spent 2.85 % of GDP on defence in 2024.")
    assert one["year"] == 2024


def test_what_is_to_be_reached_is_an_aim() -> None:
    text = (
        "When the defence budget is to be lifted to 2.5 per cent of GDP was left open in Britain."
    )
    assert read(text) == []
