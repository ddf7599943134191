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


@pytest.mark.parametrize(
    ("text", "code", "fact"),
    [
        (
            "The delivery of six F-16s by Norway is still to come.", "en",
            ("pledge", "NOR", None, "f-16", 6),
        ),
        (
            "Denmark's donation of 19 F-16s was announced in August 2023.", "en",
            ("pledge", "DNK", None, "f-16", 19),
        ),
        (
            "A Canadian loan of CAD 2.4 billion was signed in Kyiv.", "en",
            ("pledge", "CAN", None, 2_400_000_000, "CAD"),
        ),
        (
            "With a commitment of €500 million, Belgium ranks among the donors to Ukraine.", "en",
            ("pledge", "BEL", "UKR", 500_000_000, "EUR"),
        ),
        (
            "Ukraine took delivery of six CAESAR howitzers from France in April.", "en",
            ("delivery", "FRA", "UKR", "caesar", 6),
        ),
        (
            "La Suède a fait don de dix véhicules CV90 à l'Ukraine.", "fr",
            ("pledge", "SWE", "UKR", "cv90", 10),
        ),
        (
            "Une livraison de 30 canons CAESAR par la France est attendue à l'automne.", "fr",
            ("pledge", "FRA", None, "caesar", 30),
        ),
        (
            "L'octroi par le Luxembourg de 80 millions d'euros d'aide militaire à l'Ukraine est"
            " inscrit dans l'accord.", "fr", ("pledge", "LUX", "UKR", 80_000_000, "EUR"),
        ),
    ],
)  # fmt: skip
def test_told_by_a_noun(text: str, code: Code, fact: tuple[Any, ...]) -> None:
    found = parts(text, code)
    assert [one[1:] for one in found] == [fact[1:]]
    assert found[0][0] in {fact[0], "delivery" if " fait don " in text else fact[0]}


def test_a_list_after_a_colon() -> None:
    english = (
        "Denmark will donate the following to Ukraine:\n- 12 Caesar howitzers\n- 5,000 shells\n"
    )
    french = "Les Pays-Bas livreront à l'Ukraine :\n- 24 F-16 ;\n- 3 radars.\n"
    assert parts(english) == [
        ("pledge", "DNK", "UKR", "caesar", 12), ("pledge", "DNK", "UKR", "shells", 5000),
    ]  # fmt: skip
    assert parts(french, "fr") == [
        ("pledge", "NLD", "UKR", "f-16", 24), ("pledge", "NLD", "UKR", "radars", 3),
    ]  # fmt: skip


def test_a_number_alone_counts_the_item_before() -> None:
    english = "Slovakia transferred its 13 MiG-29s to Ukraine, and Poland handed over 14 more."
    assert [one[1:] for one in parts(english)] == [
        ("SVK", "UKR", "mig-29", 13), ("POL", "UKR", "mig-29", 14),
    ]  # fmt: skip
    french = "Des canons Caesar sont en Ukraine : trente y ont été expédiés par la France."
    assert [(one[1], one[3], one[4]) for one in parts(french, "fr")] == [("FRA", "caesar", 30)]


def test_the_donor_is_carried_over() -> None:
    text = (
        "Sweden does not come empty-handed. Its fifteenth package for Ukraine is valued at "
        "7.1 billion Swedish kronor. Twenty boats are being donated for the first time."
    )
    assert [(one[1], one[3]) for one in parts(text)] == [("SWE", 7_100_000_000), ("SWE", "boats")]


def test_the_agent_of_a_passive() -> None:
    text = "Four Mirage 2000 fighters are to be supplied by France to Ukraine."
    assert parts(text) == [("pledge", "FRA", "UKR", "mirage-2000", 4)]
    with_them = "Ukraine is to be supplied by Denmark with 19 F-16s."
    assert parts(with_them) == [("pledge", "DNK", "UKR", "f-16", 19)]


def test_a_deadline_is_no_date() -> None:
    (one,) = read("La France livrera 12 canons CAESAR à l'Ukraine d'ici à 2028.", "fr")
    assert "date" not in one


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Zelenskyy called for the delivery of 25 Patriot systems to Ukraine.", "en"),
        ("The possible delivery of 4 Gripen jets by Sweden was discussed.", "en"),
        ("Germany rejected the delivery of Taurus missiles.", "en"),
        ("Poland ordered 250 Abrams tanks from the United States for its own army.", "en"),
        ("Germany's cabinet approved the purchase of 105 Leopard 2 tanks.", "en"),
        ("Russia has sent 300 missiles against Ukraine.", "en"),
        ("Boeing handed over 528 aircraft last year.", "en"),
        ("Kyiv hopes that Berlin will send 100 Taurus missiles.", "en"),
        ("The sale of four Gripen fighters to Hungary was sealed.", "en"),
        ("Kyiv réclame la livraison de 25 systèmes Patriot.", "fr"),
        ("La livraison éventuelle de six Mirage 2000 par la France est à l'étude.", "fr"),
        ("L'Allemagne refuse l'envoi de missiles Taurus à l'Ukraine.", "fr"),
        ("La Turquie a acheté 40 F-16 aux États-Unis.", "fr"),
        ("Airbus a livré 735 appareils en 2023.", "fr"),
        ("La Russie a envoyé 300 drones sur l'Ukraine.", "fr"),
        ("Si Washington ne débloque pas ses 60 milliards de dollars, l'Ukraine perdra.", "fr"),
    ],
)
def test_nouns_and_trade_that_are_no_aid(text: str, code: Code) -> None:
    assert read(text, code) == []
