"""Events: what took place or is fixed, where and when."""

import pytest
from told import FRENCH, fields

from foedus.read.facts.events import events

HAPPENED = [
    (
        "en",
        "The ceremony took place at NATO Headquarters in Brussels.",
        {"what": "ceremony", "where": "Brussels"},
    ),
    (
        "en",
        "Sweden became NATO's 32nd member on 7 March 2024.",
        {"what": "Sweden became NATO's 32nd member", "when": "2024-03-07"},
    ),
    (
        "en",
        "Leaders meeting at the Washington summit on 9-11 July 2024 spoke of NATO.",
        {
            "what": "Washington summit",
            "where": "Washington",
            "when": "2024-07-09/2024-07-11",
        },
    ),
    (
        "en",
        "The next meeting of NATO defence ministers will be held in Brussels on 17 October 2024.",
        {
            "what": "next meeting of NATO defence ministers",
            "where": "Brussels",
            "when": "2024-10-17",
        },
    ),
    (
        "en",
        "Mark Rutte, Secretary General of NATO, visited Kyiv on 3 October 2024.",
        {"what": "visited Kyiv", "where": "Kyiv", "when": "2024-10-03"},
    ),
    (
        "fr",
        "Le sommet de l'OTAN s'est tenu à Vilnius en juillet 2023.",
        {"what": "sommet de l'OTAN", "where": "Vilnius", "when": "2023-07"},
    ),
    (
        "fr",
        "La cérémonie aura lieu au siège de l'OTAN, à Bruxelles, le 1er octobre 2024.",
        {"what": "cérémonie", "where": "Bruxelles", "when": "2024-10-01"},
    ),
    (
        "fr",
        "Les ministres de la Défense se réuniront à Bruxelles les 17 et 18 octobre 2024.",
        {"where": "Bruxelles", "when": "2024-10-17/2024-10-18"},
    ),
    (
        "fr",
        "Le Conseil de l'Atlantique Nord s'est réuni les 17 et 18 octobre 2024.",
        {"what": "Conseil de l'Atlantique Nord s'est réuni", "when": "2024-10-17/2024-10-18"},
    ),
    (
        "en",
        "NATO foreign ministers began a two-day informal meeting in Prague on 30 May 2024.",
        {"what": "two-day informal meeting", "where": "Prague", "when": "2024-05-30"},
    ),
]


@pytest.mark.parametrize(("language", "text", "expected"), HAPPENED)
def test_events(language, text, expected):
    (found,) = fields(text, language, events)
    assert {name: found.get(name) for name in expected} == expected


NOTHING = [
    ("en", "The final will take place in London on 1 June 2024."),
    ("en", "NATO could hold a summit in Vilnius in July 2025."),
    ("en", "No meeting of the North Atlantic Council was held in Brussels."),
    ("fr", "L'OTAN souhaite organiser un sommet à Vilnius en juillet 2025."),
    ("en", "North Macedonia is to become the 30th member of NATO next year."),
    ("fr", "Le match aura lieu à Lyon le 3 mai 2024."),
]


@pytest.mark.parametrize(("language", "text"), NOTHING)
def test_no_event(language, text):
    assert fields(text, language, events) == []


def test_the_french_dispatch_tells_a_ceremony_once_and_the_elections():
    ceremony, elections = fields(FRENCH.read_text("utf-8"), "fr", events)
    assert ceremony == {"what": "cérémonie de passation de pouvoir", "where": "Bruxelles"}
    assert elections == {"what": "élections américaines", "when": "2024-11"}
