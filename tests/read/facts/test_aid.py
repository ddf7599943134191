"""Aid in sentences: who gives what to whom, and at which stage; what is none."""

from __future__ import annotations

from typing import Any

import pytest

from foedus.read.engine import understood
from foedus.read.facts.aid import aid
from foedus.read.model import Code
from foedus.read.names import names_of
from foedus.results.dispatch import Document


def read(text: str, code: Code = "en") -> list[dict[str, Any]]:
    names = names_of(None, code)
    reading = understood(Document("a.txt", text), code, names)
    return [dict(fact.fields) for fact in aid(reading, names)]


def parts(text: str, code: Code = "en") -> list[tuple[Any, ...]]:
    """Return stage, donor, recipient, item or amount, quantity or currency of each fact."""
    return [
        (
            one["stage"], one.get("donor"), one.get("recipient"),
            one.get("item", one.get("amount")), one.get("quantity", one.get("currency")),
        )
        for one in read(text, code)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (
            "Germany will deliver two more IRIS-T SLM systems to Ukraine by the end of 2024.",
            ("pledge", "DEU", "UKR", "iris-t-slm", 2),
        ),
        (
            "The Netherlands announced a package worth €200 million on 3 September 2024.",
            ("pledge", "NLD", None, 200_000_000, "EUR"),
        ),
        (
            "31 Abrams tanks were delivered to Ukraine by the United States on 17 October 2023.",
            ("delivery", "USA", "UKR", "abrams", 31),
        ),
        (
            "Canada committed to provide a loan of CAD 2 billion to Ukraine.",
            ("pledge", "CAN", "UKR", 2_000_000_000, "CAD"),
        ),
        (
            "Ukraine received the first Leopard 2 tanks from Poland in February 2023.",
            ("delivery", "POL", "UKR", "leopard-2", None),
        ),
        (
            "The Pentagon set aside $2.2 billion for weapons.",
            ("allocation", "USA", None, 2_200_000_000, "USD"),
        ),
        ("Oslo has donated six F-16s.", ("delivery", "NOR", None, "f-16", 6)),
    ],
)
def test_english(text: str, fact: tuple[Any, ...]) -> None:
    assert parts(text) == [fact]


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (
            "L'Allemagne livrera deux systèmes IRIS-T supplémentaires à l'Ukraine.",
            ("pledge", "DEU", "UKR", "iris-t-slm", 2),
        ),
        (
            "La France a donné 12 canons CAESAR à l'Ukraine.",
            ("delivery", "FRA", "UKR", "caesar", 12),
        ),
        (
            "Les Pays-Bas ont annoncé un paquet d'aide militaire de 200 millions d'euros"
            " pour l'Ukraine.",
            ("pledge", "NLD", "UKR", 200_000_000, "EUR"),
        ),
        (
            "31 chars Abrams ont été livrés à l'Ukraine par les États-Unis.",
            ("delivery", "USA", "UKR", "abrams", 31),
        ),
        (
            "Le Canada a promis un prêt de 2 milliards de dollars canadiens à l'Ukraine.",
            ("pledge", "CAN", "UKR", 2_000_000_000, "CAD"),
        ),
    ],
)
def test_french(text: str, fact: tuple[Any, ...]) -> None:
    assert parts(text, "fr") == [fact]


def test_an_enumeration_is_several_facts() -> None:
    found = parts(
        "Norway pledged 6 F-16 fighter jets, 12,000 artillery shells and NOK 500 million in "
        "humanitarian aid to Ukraine."
    )
    assert [one[3:] for one in found] == [
        ("f-16", 6), ("artillery shells", 12000), (500_000_000, "NOK"),
    ]  # fmt: skip


def test_what_a_package_holds() -> None:
    text = (
        "Germany announced a package worth €700 million for Ukraine. "
        "It includes 40 Marder infantry fighting vehicles."
    )
    assert parts(text)[-1] == ("pledge", "DEU", "UKR", "marder", 40)


def test_each_of_two_donors() -> None:
    found = parts("Germany and Romania will each give a Patriot battery.")
    assert found == [("pledge", key, None, "patriot", 1) for key in ("DEU", "ROU")]


@pytest.mark.parametrize(
    "text",
    [
        "Germany refused to send Taurus missiles.",
        "Ukraine asked the United States to deliver 100 Abrams tanks.",
        "Poland is considering sending MiG-29s to Ukraine.",
        "Germany may deliver 20 Leopard 2 tanks to Ukraine.",
        "Italy has not delivered any tanks to Ukraine.",
        "NATO called on Germany to send Taurus missiles to Ukraine.",
        "Germany ruled out sending Taurus missiles to Ukraine.",
        "The chef gave Spain 20 new recipes and spent 5 million euros.",
        "The federation sent 400 athletes to France.",
        "Poland allocated 4 % of its GDP to defence.",
    ],
)
def test_what_is_no_aid(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "L'Allemagne envisage d'envoyer des missiles Taurus à l'Ukraine.",
        "L'Ukraine a demandé à la France de livrer 50 Mirage 2000.",
        "La Pologne a refusé de livrer ses MiG-29.",
        "La France pourrait envoyer 6 Mirage 2000 à l'Ukraine.",
        "L'Italie n'a pas livré de chars.",
    ],
)
def test_what_is_no_aid_in_french(text: str) -> None:
    assert read(text, "fr") == []


def test_its_type() -> None:
    (loan,) = read("Canada promised a loan of CAD 2 billion to Ukraine.")
    (tanks,) = read("Poland gave Ukraine 14 Leopard 2 tanks.")
    (relief,) = read("Austria has sent 20 ambulances to Ukraine.")
    assert [one["type"] for one in (loan, tanks, relief)] == [
        "financial", "military", "humanitarian",
    ]  # fmt: skip
