"""Priorities by their place in an order, and duties that fall to an office."""

from __future__ import annotations

import pytest
from aim_readings import fields

from foedus.read.facts.aims import functions, priorities
from foedus.read.model import Code


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("en", "At the top of Rutte's agenda is support for Ukraine, followed by higher defence "
               "spending.", [("support for Ukraine", 1), ("higher defence spending", None)]),
        ("en", "Supporting Ukraine tops the list of Rutte's priorities; strengthening collective "
               "defence comes second.",
         [("Supporting Ukraine", 1), ("strengthening collective defence", 2)]),
        ("en", "Rutte wants first to strengthen deterrence, then to support Ukraine and finally to "
               "deepen partnerships.",
         [("strengthen deterrence", 1), ("support Ukraine", 2), ("deepen partnerships", 3)]),
        ("en", "Rutte said he wants to focus on defence spending, support for Ukraine and "
               "partnerships.",
         [("defence spending", None), ("support for Ukraine", None), ("partnerships", None)]),
        ("en", "Mark Rutte named three priorities. The first is to keep NATO strong. The second is "
               "to support Ukraine.", [("keep NATO strong", 1), ("support Ukraine", 2)]),
        ("fr", "Au premier rang des priorités de Mark Rutte figure le soutien à l'Ukraine.",
         [("soutien à l'Ukraine", 1)]),
        ("fr", "La première priorité de Mark Rutte est de maintenir une Alliance forte ; vient "
               "ensuite l'aide à l'Ukraine ; le renforcement des partenariats ferme la liste.",
         [("maintenir une Alliance forte", 1), ("aide à l'Ukraine", None),
          ("renforcement des partenariats", None)]),
        ("fr", "Mark Rutte entend d'abord renforcer la dissuasion, ensuite soutenir l'Ukraine et "
               "enfin approfondir les partenariats.",
         [("renforcer la dissuasion", 1), ("soutenir l'Ukraine", 2),
          ("approfondir les partenariats", 3)]),
    ],
)  # fmt: skip
def test_priorities_in_their_order(
    code: Code, text: str, expected: list[tuple[str, int | None]]
) -> None:
    assert fields(priorities, code, text, "what", "rank") == expected


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("en", "It is up to the Secretary General to chair the North Atlantic Council and to build "
               "consensus.",
         [("secretary-general", "chair the North Atlantic Council"),
          ("secretary-general", "build consensus")]),
        ("en", "SACEUR is tasked with the planning and execution of all NATO operations.",
         [("saceur", "planning and execution of all NATO operations")]),
        ("en", "The job of High Representative involves chairing the Foreign Affairs Council and "
               "leading the European Defence Agency.",
         [("high-representative", "chairing the Foreign Affairs Council"),
          ("high-representative", "leading the European Defence Agency")]),
        ("fr", "Il incombe au secrétaire général de présider le Conseil et de représenter "
               "l'Alliance.",
         [("secretary-general", "présider le Conseil"),
          ("secretary-general", "représenter l'Alliance")]),
        ("fr", "Le président du Comité militaire est le principal conseiller militaire du "
               "secrétaire général.",
         [("chair-of-the-military-committee",
           "principal conseiller militaire du secrétaire général")]),
    ],
)  # fmt: skip
def test_duties_that_fall_to_an_office(
    code: Code, text: str, expected: list[tuple[str, str]]
) -> None:
    assert fields(functions, code, text, "office", "duty") == expected


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "The Prime Minister chairs a cabinet meeting on Monday and leads a delegation."),
        ("en", "The president of the club is the main link to the fans."),
        ("en", "The coach wants to focus on defence, passing and goals."),
        ("fr", "Il revient à chacun de décider."),
        ("fr", "Le ministre n'est pas responsable de la conduite de la guerre."),
    ],
)
def test_no_aims(code: Code, text: str) -> None:
    found = [*fields(priorities, code, text, "what"), *fields(functions, code, text, "duty")]
    assert found == []
