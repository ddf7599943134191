"""Decisions that nouns tell, and those of parliaments."""

import pytest
from told import fields

from foedus.read.facts.decisions import decisions
from foedus.results.dispatch import Value

DECIDED: list[tuple[str, str, dict[str, Value]]] = [
    (
        "en",
        "Approval of the budget by the North Atlantic Council came on 13 December 2023.",
        {"body": "nac", "date": "2023-12-13", "subject": "budget"},
    ),
    (
        "en",
        "Passed by the House of Representatives on 20 April 2024, the bill helps NATO as well.",
        {"body": "us-house-of-representatives", "date": "2024-04-20"},
    ),
    (
        "en",
        "The bill on aid cleared the US Senate on 23 April 2024.",
        {"body": "us-senate", "date": "2024-04-23"},
    ),
    (
        "en",
        "The US Senate gave its consent to Finland's accession by 95 votes to 1.",
        {"body": "us-senate", "subject": "Finland's accession"},
    ),
    (
        "en",
        "The budget has received the approval of the North Atlantic Council.",
        {"body": "nac", "subject": "budget"},
    ),
    (
        "fr",
        "L'approbation du budget par le Conseil de l'Atlantique Nord date du 13 décembre 2023.",
        {"body": "nac", "date": "2023-12-13", "subject": "budget"},
    ),
    (
        "fr",
        "Le plan a recueilli le consensus des trente-deux Alliés de l'OTAN.",
        {"rule": "consensus", "subject": "plan"},
    ),
    (
        "fr",
        "La loi, votée à l'Assemblée nationale le 12 juillet 2023 par 244 voix contre 37, est là.",
        {"body": "assemblee-nationale", "date": "2023-07-12", "rule": "majority"},
    ),
    (
        "fr",
        "La Chambre des députés roumaine a autorisé mardi la cession d'un système Patriot.",
        {"body": "Chambre des députés roumaine"},
    ),
    (
        "en",
        "The European Parliament on Tuesday endorsed the Ukraine Facility.",
        {"body": "european-parliament", "subject": "Ukraine Facility"},
    ),
    (
        "fr",
        "À l'unanimité, les Alliés de l'OTAN ont approuvé le plan.",
        {"rule": "unanimity", "subject": "plan"},
    ),
]


@pytest.mark.parametrize(("language", "text", "expected"), DECIDED, ids=lambda one: str(one)[:40])
def test_decisions_by_nouns_and_parliaments(
    language: str, text: str, expected: dict[str, Value]
) -> None:
    found = fields(text, "fr" if language == "fr" else "en", decisions)
    assert any(expected.items() <= one.items() for one in found), found


UNDECIDED = [
    ("en", "Without approval by the US Senate no money flows."),
    ("en", "The plan needs approval by the North Atlantic Council."),
    ("en", "The US Senate has yet to approve the bill."),
    ("en", "Ratification of the protocol by the Verkhovna Rada is still awaited."),
    ("fr", "Sans l'approbation par le Conseil de l'Atlantique Nord, rien ne sera versé."),
    ("fr", "Le projet attend l'approbation par le Conseil de l'Atlantique Nord."),
    ("fr", "Il reste à obtenir l'adoption du budget par le Conseil de l'Atlantique Nord."),
]


@pytest.mark.parametrize(("language", "text"), UNDECIDED)
def test_what_is_still_wanting_is_no_decision(language: str, text: str) -> None:
    assert fields(text, "fr" if language == "fr" else "en", decisions) == []


def test_a_month_of_another_year_is_not_the_datelines() -> None:
    text = (
        "BRUSSELS, 20 January 2025 - He took office in 2022. His appointment had received the "
        "approval of the North Atlantic Council in May of that year."
    )
    assert fields(text, "en", decisions) == [{"body": "nac", "subject": "His appointment"}]
