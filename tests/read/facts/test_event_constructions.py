"""Events that constructions tell: flags, receptions, journeys, jubilees, headings."""

import pytest
from told import fields

from foedus.read.facts.events import events

HAPPENED = [
    (
        "en",
        "The Swedish flag was raised at NATO headquarters on 11 March 2024.",
        {"what": "Swedish flag was raised", "where": "NATO headquarters", "when": "2024-03-11"},
    ),
    (
        "en",
        "Jens Stoltenberg was in Vilnius on 12 July 2023 for the first meeting of the NATO-Ukraine "
        "Council.",
        {"where": "Vilnius", "when": "2023-07-12"},
    ),
    (
        "en",
        "NATO celebrated its 75th anniversary in Brussels on 4 April 2024.",
        {"where": "Brussels", "when": "2024-04-04"},
    ),
    (
        "en",
        "Vilnius hosted the summit of the Alliance in July 2023.",
        {"where": "Vilnius", "when": "2023-07"},
    ),
    (
        "fr",
        "Le drapeau finlandais a été hissé le 4 avril 2023 au siège de l'OTAN.",
        {"what": "drapeau finlandais a été hissé", "when": "2023-04-04"},
    ),
    (
        "fr",
        "Mark Rutte, Secrétaire général de l'OTAN, s'est rendu à Kyiv le 3 octobre 2024.",
        {"where": "Kyiv", "when": "2024-10-03"},
    ),
    (
        "fr",
        "L'OTAN a célébré son 75e anniversaire le 4 avril 2024 à Bruxelles.",
        {"where": "Bruxelles", "when": "2024-04-04"},
    ),
    (
        "fr",
        "Les ministres de la Défense se réuniront le 17 octobre 2024.",
        {"what": "ministres de la Défense se réuniront", "when": "2024-10-17"},
    ),
]


@pytest.mark.parametrize(("language", "text", "expected"), HAPPENED, ids=lambda one: str(one)[:40])
def test_events_that_constructions_tell(language: str, text: str, expected: dict[str, str]) -> None:
    found = fields(text, "fr" if language == "fr" else "en", events)
    assert any(expected.items() <= one.items() for one in found), found


NOT_SO = [
    ("en", "The Prime Minister plans to visit Kyiv in May 2024."),
    ("en", "The flag may be raised at NATO headquarters in May 2024."),
    ("en", "NATO will not celebrate its anniversary in Brussels in 2024."),
    ("fr", "Le Premier ministre pourrait se rendre à Kiev en mai 2024."),
    ("fr", "Le drapeau ne sera pas hissé au siège de l'OTAN en mai 2024."),
]


@pytest.mark.parametrize(("language", "text"), NOT_SO)
def test_plans_are_no_events(language: str, text: str) -> None:
    assert fields(text, "fr" if language == "fr" else "en", events) == []
