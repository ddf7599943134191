"""Several donors in one sentence, conditions and hearsay; in both languages."""

from __future__ import annotations

from typing import Any

import pytest

from foedus.read.engine import understood
from foedus.read.facts.aid import aid
from foedus.read.model import Code
from foedus.read.names import names_of
from foedus.results.dispatch import Document


def read(text: str, code: Code) -> list[tuple[Any, ...]]:
    """Return donor, recipient, item or amount, quantity or currency, confidence of each fact."""
    names = names_of(None, code)
    reading = understood(Document("a.txt", text), code, names)
    return [
        (
            one.fields.get("donor"), one.fields.get("recipient"),
            one.fields.get("item", one.fields.get("amount")),
            one.fields.get("quantity", one.fields.get("currency")), one.confidence,
        )
        for one in aid(reading, names)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "text", "facts"),
    [
        (
            "en",
            "The Netherlands gave $400m to Ukraine, Denmark €2.4bn and Sweden 500 million.",
            [
                ("NLD", "UKR", 400_000_000, "USD", 0.9),
                ("DNK", "UKR", 2_400_000_000, "EUR", 0.7),
            ],
        ),
        (
            "en",
            "Sweden gave 1.5 bn kronor and Canada C$650 m to Ukraine.",
            [
                ("SWE", "UKR", 1_500_000_000, "SEK", 0.9),
                ("CAN", "UKR", 650_000_000, "CAD", 0.7),
            ],
        ),
        (
            "en",
            "Poland delivered 14 Leopard 2 tanks, Norway 8 and Spain 6 to Ukraine.",
            [
                ("POL", "UKR", "leopard-2", 14, 0.9),
                ("NOR", "UKR", "leopard-2", 8, 0.7),
                ("ESP", "UKR", "leopard-2", 6, 0.7),
            ],
        ),
        (
            "en",
            "Ukraine received 20 Leopard 1 tanks from Germany and 5 CV90 from Sweden.",
            [("DEU", "UKR", "leopard-1", 20, 0.9), ("SWE", "UKR", "cv90", 5, 0.9)],
        ),
        (
            "fr",
            "L'Ukraine a reçu 20 Leopard 1 de l'Allemagne et 5 CV90 de la Suède.",
            [("DEU", "UKR", "leopard-1", 20, 0.9), ("SWE", "UKR", "cv90", 5, 0.9)],
        ),
        (
            "fr",
            "L'Allemagne a livré 18 Leopard 2 à l'Ukraine et la France 30 canons Caesar.",
            [("DEU", "UKR", "leopard-2", 18, 0.9), ("FRA", "UKR", "caesar", 30, 0.7)],
        ),
    ],
)
def test_each_donor_has_its_own(code: Code, text: str, facts: list[tuple[Any, ...]]) -> None:
    assert read(text, code) == facts


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Germany and Poland gave Ukraine 18 Leopard 2 tanks and 4 MiG-29."),
        ("fr", "L'Allemagne et la Pologne ont donné à l'Ukraine 18 Leopard 2 et 4 MiG-29."),
    ],
)
def test_donors_who_give_together_stay_together(code: Code, text: str) -> None:
    facts = read(text, code)
    assert [one[2:4] for one in facts] == [("leopard-2", 18), ("mig-29", 4)]
    assert {one[0] for one in facts} == {("DEU", "POL")}


def test_what_may_be_for_another_recipient_is_left_out() -> None:
    text = "Germany gave Ukraine 18 Leopard 2 tanks and Poland 5 Leopard 1 tanks."
    assert [one[2] for one in read(text, "en")] == ["leopard-2"]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "If Congress agrees, the United States will give 50 Bradley vehicles to Ukraine."),
        ("en", "The United States will give 50 Bradley vehicles to Ukraine if Congress agrees."),
        ("en", "Unless Congress objects, the United States will give Ukraine 50 Bradleys."),
        ("fr", "Si le Congrès est d'accord, les États-Unis donneront 50 Bradley à l'Ukraine."),
        ("fr", "Les États-Unis donneront 50 Bradley à l'Ukraine si le Congrès est d'accord."),
    ],
)
def test_a_condition_is_no_fact(code: Code, text: str) -> None:
    assert read(text, code) == []


@pytest.mark.parametrize(
    ("code", "text", "donor"),
    [
        ("en", "According to Russian media, Poland gave 40 Leopard 2 tanks to Ukraine.", "POL"),
        ("en", "A Greek newspaper says that Greece gave 40 Leopard 2 tanks to Ukraine.", "GRC"),
        ("en", "Poland reportedly gave 40 Leopard 2 tanks to Ukraine.", "POL"),
        ("fr", "Selon des médias russes, la Pologne a donné 40 Leopard 2 à l'Ukraine.", "POL"),
        ("fr", "Un journal grec affirme que la Grèce a donné 40 Leopard 2 à l'Ukraine.", "GRC"),
    ],
)
def test_hearsay_is_a_guess(code: Code, text: str, donor: str) -> None:
    assert read(text, code) == [(donor, "UKR", "leopard-2", 40, 0.5)]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Thanks to Germany, Poland gave 40 Leopard 2 tanks."),
        ("fr", "Grâce à l'Allemagne, la Pologne a donné 40 Leopard 2."),
    ],
)
def test_whom_one_thanks_receives_nothing(code: Code, text: str) -> None:
    assert [one[:2] for one in read(text, code)] == [("POL", None)]
