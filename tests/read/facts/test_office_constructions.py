"""Appointments and terms that nouns, ellipses, brackets, relative clauses and departures tell."""

import pytest
from told import Pattern, fields

from foedus.read.facts.offices import appointments, terms
from foedus.read.model import Code
from foedus.results.dispatch import Value

RUTTE: dict[str, Value] = {"person": "Mark Rutte", "office": "secretary-general"}
STOLTENBERG: dict[str, Value] = {"person": "Jens Stoltenberg", "office": "secretary-general"}

APPOINTED = [
    (
        "en",
        "The appointment of Mark Rutte as Secretary General was hailed in Kyiv.",
        RUTTE,
    ),
    (
        "en",
        "The week opened with the election, on 26 June 2024, of Mark Rutte as Secretary General.",
        RUTTE | {"how": "election"},
    ),
    (
        "en",
        "The post of Secretary General went from Jens Stoltenberg to Mark Rutte on 1 October 2024.",
        RUTTE | {"predecessor": "Jens Stoltenberg", "from": "2024-10-01"},
    ),
    (
        "en",
        "The leadership of NATO passed from Jens Stoltenberg to Mark Rutte on 1 October 2024.",
        RUTTE | {"predecessor": "Jens Stoltenberg", "from": "2024-10-01"},
    ),
    (
        "en",
        "Secretary General Jens Stoltenberg made way for Mark Rutte on 1 October 2024.",
        RUTTE | {"predecessor": "Jens Stoltenberg", "from": "2024-10-01"},
    ),
    (
        "en",
        "Mark Rutte, the successor to Jens Stoltenberg as Secretary General, flew to Kyiv.",
        RUTTE | {"predecessor": "Jens Stoltenberg"},
    ),
    (
        "en",
        "Named Secretary General of NATO on 26 June 2024, Mark Rutte thanked the Allies.",
        RUTTE,
    ),
    (
        "fr",
        "La nomination, le 26 juin 2024, de Mark Rutte au poste de Secrétaire général a été saluée "
        "à Kiev.",
        RUTTE,
    ),
    (
        "fr",
        "L'élection de Mark Rutte à la tête de l'OTAN a réjoui ses proches.",
        RUTTE | {"how": "election"},
    ),
    (
        "fr",
        "Mark Rutte a pris la succession de Jens Stoltenberg à la tête de l'OTAN.",
        RUTTE | {"predecessor": "Jens Stoltenberg"},
    ),
    (
        "fr",
        "Mark Rutte, successeur de Jens Stoltenberg au poste de Secrétaire général, est à Kiev.",
        RUTTE | {"predecessor": "Jens Stoltenberg"},
    ),
    (
        "fr",
        "Le Secrétaire général, Jens Stoltenberg, cède sa place à Mark Rutte le 1er octobre 2024.",
        RUTTE | {"predecessor": "Jens Stoltenberg", "from": "2024-10-01"},
    ),
    (
        "fr",
        "Nommé Secrétaire général de l'OTAN le 26 juin 2024, Mark Rutte a remercié les Alliés.",
        RUTTE,
    ),
]

HELD = [
    (
        "en",
        "Jens Stoltenberg, who has led the Alliance since October 2014, spoke in Brussels.",
        STOLTENBERG | {"from": "2014-10"},
    ),
    (
        "en",
        "In office since 1 October 2014, Jens Stoltenberg, the Secretary General, is tired.",
        STOLTENBERG | {"from": "2014-10-01"},
    ),
    (
        "en",
        "Jens Stoltenberg (2014-2024) was the longest-serving Secretary General but one.",
        STOLTENBERG | {"from": "2014", "until": "2024"},
    ),
    (
        "en",
        "Secretary General Jens Stoltenberg will step down on 1 October 2024.",
        STOLTENBERG | {"until": "2024-10-01"},
    ),
    (
        "en",
        "Lloyd Austin, who runs the Pentagon, met the Allies.",
        {"person": "Lloyd Austin", "office": "secretary-of-defence"},
    ),
    (
        "en",
        "General Christopher Cavoli stays on as Supreme Allied Commander Europe.",
        {"person": "Christopher Cavoli", "office": "saceur"},
    ),
    (
        "fr",
        "Kaja Kallas a démissionné de son poste de Première ministre le 15 juillet 2024.",
        {"person": "Kaja Kallas", "office": "prime-minister", "until": "2024-07-15"},
    ),
    (
        "en",
        "EU foreign policy chief since December 2019, Josep Borrell spoke in Kyiv.",
        {"person": "Josep Borrell", "office": "high-representative", "from": "2019-12"},
    ),
    (
        "fr",
        "L'amiral Rob Bauer préside le Comité militaire de l'OTAN depuis juin 2021.",
        {
            "person": "Rob Bauer",
            "office": "chair-of-the-military-committee",
            "from": "2021-06",
        },
    ),
    (
        "fr",
        "Mircea Geoană quittera le 10 septembre 2024 les fonctions de secrétaire général délégué, "
        "exercées par lui depuis octobre 2019.",
        {
            "person": "Mircea Geoană",
            "office": "deputy-secretary-general",
            "from": "2019-10",
            "until": "2024-09-10",
        },
    ),
]


TOLD = [*((appointments, *one) for one in APPOINTED), *((terms, *one) for one in HELD)]


@pytest.mark.parametrize(("pattern", "language", "text", "expected"), TOLD)
def test_constructions_tell_appointments_and_terms(
    pattern: Pattern, language: Code, text: str, expected: dict[str, Value]
) -> None:
    found = fields(text, language, pattern)
    assert any(expected.items() <= one.items() for one in found), found


NOBODY = [
    ("en", "Ukraine hopes for the appointment of Mark Rutte as Secretary General."),
    ("en", "The proposed appointment of Mark Rutte as Secretary General divides the Allies."),
    ("en", "Hungary opposes the appointment of Mark Rutte as Secretary General."),
    ("en", "Jens Stoltenberg may make way for Mark Rutte as Secretary General."),
    ("en", "Handed over to Antony Blinken by Prime Minister Ulf Kristersson, it went to NATO."),
    ("fr", "L'Ukraine espère la nomination de Mark Rutte au poste de Secrétaire général."),
    ("fr", "La Hongrie refuse l'élection de Mark Rutte à la tête de l'OTAN."),
    ("fr", "Mark Rutte pourrait prendre la suite de Jens Stoltenberg à la tête de l'OTAN."),
]


@pytest.mark.parametrize(("language", "text"), NOBODY)
def test_hopes_and_refusals_appoint_nobody(language: Code, text: str) -> None:
    assert fields(text, language, appointments) == []


def test_a_title_after_a_clause_is_not_that_of_the_last_name() -> None:
    text = "When he relieved General Tod Wolters, SACEUR was tasked with the defence of Europe."
    assert fields(text, "en", terms) == []
    beside = "He relieved General Tod Wolters, SACEUR, in Mons."
    assert fields(beside, "en", terms) == [{"person": "Tod Wolters", "office": "saceur"}]


def test_the_assistant_is_not_the_deputy() -> None:
    text = "Manfred Boudreaux-Dehmer, secrétaire général adjoint, a présenté le plan de l'OTAN."
    assert fields(text, "fr", terms) == [
        {"person": "Manfred Boudreaux-Dehmer", "office": "secrétaire général adjoint"}
    ]
