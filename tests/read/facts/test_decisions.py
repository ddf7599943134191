"""Decisions: what was decided, by whom and by which rule."""

import pytest
from told import FRENCH, fields

from foedus.read.facts.decisions import decisions

DECIDED = [
    (
        "en",
        "The North Atlantic Council approved the plan unanimously.",
        {"body": "nac", "rule": "unanimity", "subject": "plan"},
    ),
    (
        "en",
        "Allies agreed by consensus to appoint Mark Rutte.",
        {"body": "nato", "rule": "consensus", "subject": "appoint Mark Rutte"},
    ),
    (
        "en",
        "The Military Committee voted 20 to 12 to adopt the resolution.",
        {"body": "military-committee", "rule": "majority", "members": None},
    ),
    (
        "en",
        "The decision was adopted by NATO under the silence procedure on 3 May 2024.",
        {"body": "nato", "rule": "silence", "date": "2024-05-03"},
    ),
    (
        "en",
        "The text was adopted by consensus of the 32 Allies.",
        {"rule": "consensus", "members": 32},
    ),
    (
        "en",
        "The Foreign Affairs Council adopted a decision by qualified majority on 18 March 2024.",
        {"body": "council-of-the-eu", "rule": "qualified-majority", "date": "2024-03-18"},
    ),
    (
        "fr",
        "Les Alliés ont décidé par consensus de prolonger le mandat de M. Stoltenberg.",
        {"body": "nato", "rule": "consensus", "subject": "prolonger le mandat de M. Stoltenberg"},
    ),
    (
        "fr",
        "La décision de l'OTAN a été adoptée selon la procédure d'approbation tacite.",
        {"rule": "silence"},
    ),
    (
        "fr",
        "Le Comité militaire a voté par 20 voix contre 12.",
        {"body": "military-committee", "rule": "majority", "members": None},
    ),
    (
        "fr",
        "Les dirigeants des 31 pays membres de l'OTAN ont décidé, par consensus, que l'Ukraine "
        "n'aurait plus besoin d'un plan.",
        {"rule": "consensus", "members": 31},
    ),
    (
        "fr",
        "Réunis à Madrid, les dirigeants de l'OTAN ont adopté un nouveau concept stratégique.",
        {"body": "dirigeants de l'OTAN", "subject": "nouveau concept stratégique"},
    ),
    (
        "fr",
        "Le Parlement hongrois a approuvé l'adhésion de la Suède à l'OTAN, par 188 voix contre 6.",
        {"rule": "majority", "subject": "adhésion de la Suède à l'OTAN"},
    ),
    (
        "en",
        "The EU's 27 leaders unanimously agreed on 14 December 2023 to open negotiations.",
        {"rule": "unanimity", "members": 27, "subject": "open negotiations"},
    ),
]


@pytest.mark.parametrize(("language", "text", "expected"), DECIDED)
def test_decisions(language, text, expected):
    (found,) = fields(text, language, decisions)
    assert {name: found.get(name) for name in expected} == expected


UNDECIDED = [
    ("en", "NATO Allies did not agree on the budget."),
    ("en", "No decision was taken by the North Atlantic Council."),
    ("en", "Should the North Atlantic Council approve the plan, it will begin in May."),
    ("en", "The North Atlantic Council may approve the plan."),
    ("en", "The United States approved the sale of 40 F-16 aircraft to Türkiye."),
    ("en", '"The North Atlantic Council approved the plan unanimously," he said.'),
    ("en", "The council approved a new recipe for the cake."),
    ("fr", "Le conseil municipal a approuvé le budget de la piscine."),
    ("fr", "Le Conseil de l'Atlantique Nord devrait approuver le plan en juin."),
    ("fr", "La Commission européenne travaillera en étroite collaboration avec M. Rutte."),
]


@pytest.mark.parametrize(("language", "text"), UNDECIDED)
def test_no_decision(language, text):
    assert fields(text, language, decisions) == []


def test_the_decision_refers_to_what_was_told_before():
    text = (
        "The North Atlantic Council decided on Wednesday to appoint Mark Rutte. The decision was "
        "taken by consensus."
    )
    (found,) = fields(text, "en", decisions)
    assert found["body"] == "nac"
    assert found["rule"] == "consensus"
    assert found["subject"] == "appoint Mark Rutte"


def test_the_french_dispatch_tells_two_rules():
    first, second = fields(FRENCH.read_text("utf-8"), "fr", decisions)
    assert first == {
        "rule": "majority",
        "members": 32,
        "date": "2024-06",
        "subject": "nomination de Rutte en tant que Secrétaire général",
    }
    assert second["body"] == "Commission"
    assert second["rule"] == "unanimity"
    assert str(second["subject"]).startswith("nomination de Rutte")
