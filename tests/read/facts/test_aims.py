"""Priorities and duties, one by one, out of enumerations in English and French."""

from __future__ import annotations

import pytest
from aim_readings import facts, fields

from foedus.read.facts.aims import functions, priorities
from foedus.read.model import Code

RUTTE = "Mark Rutte took office on 1 October 2024. "
AIM = ("who", "what", "rank", "order")

FRENCH = """Mark Rutte a été nommé Secrétaire général de l'OTAN.

Rutte a déclaré que soutenir l'Ukraine serait l'une de ses priorités. Lors de son discours à \
Bruxelles, il a souligné que l'Ukraine figurait en tête de sa liste de tâches. Il a également \
insisté sur la nécessité pour l'OTAN de renforcer la défense collective et la dissuasion, \
d'augmenter les dépenses de défense et de renforcer les alliances avec des pays tiers."""


def test_an_enumeration_is_several_priorities_and_one_said_twice_is_one() -> None:
    assert fields(priorities, "fr", FRENCH, *AIM) == [
        ("Mark Rutte", "soutenir l'Ukraine", 1, 1),
        ("Mark Rutte", "renforcer la défense collective et la dissuasion", None, 2),
        ("Mark Rutte", "augmenter les dépenses de défense", None, 3),
        ("Mark Rutte", "renforcer les alliances avec des pays tiers", None, 4),
    ]
    first = facts(priorities, "fr", FRENCH)[0]
    assert [span.text.split()[0] for span in (first.sentence, *first.more)] == ["Rutte", "Lors"]


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("en", RUTTE + "His first priority is to strengthen collective defence and deterrence.",
         [("Mark Rutte", "strengthen collective defence and deterrence", 1)]),
        ("en", "The top priorities of the Alliance are supporting Ukraine, raising defence "
               "spending and strengthening partnerships.",
         [("nato", "supporting Ukraine", None), ("nato", "raising defence spending", None),
          ("nato", "strengthening partnerships", None)]),
        ("en", "Mr Rutte set out three priorities: keeping NATO strong; supporting Ukraine; and "
               "strengthening partnerships.",
         [("Mark Rutte", "keeping NATO strong", None), ("Mark Rutte", "supporting Ukraine", None),
          ("Mark Rutte", "strengthening partnerships", None)]),
        ("en", "Rutte stressed the need to support Ukraine, to raise defence spending and to build "
               "partnerships.",
         [("Mark Rutte", "support Ukraine", None), ("Mark Rutte", "raise defence spending", None),
          ("Mark Rutte", "build partnerships", None)]),
        ("en", "NATO's top priority is deterrence and defence.",
         [("nato", "deterrence and defence", 1)]),
        ("en", "Mark Rutte spoke in Brussels. Firstly, he wants to keep NATO strong. Secondly, he "
               "wants to support Ukraine.",
         [("Mark Rutte", "keep NATO strong", 1), ("Mark Rutte", "support Ukraine", 2)]),
        ("en", "“Ukraine is our first priority,” said Rutte.", [("Mark Rutte", "Ukraine", 1)]),
        ("fr", "Mark Rutte a pris ses fonctions. Sa première priorité est de renforcer la défense "
               "collective. La deuxième est de soutenir l'Ukraine.",
         [("Mark Rutte", "renforcer la défense collective", 1),
          ("Mark Rutte", "soutenir l'Ukraine", 2)]),
        ("fr", "Les priorités de l'OTAN sont le soutien à l'Ukraine, la dissuasion et les "
               "partenariats.",
         [("nato", "soutien à l'Ukraine", None), ("nato", "dissuasion", None),
          ("nato", "partenariats", None)]),
        ("fr", "Donald Trump avait fait de la hausse des budgets sa première priorité.",
         [("Donald Trump", "hausse des budgets", 1)]),
    ],
)  # fmt: skip
def test_how_a_text_sets_a_priority(
    code: Code, text: str, expected: list[tuple[str, str, int | None]]
) -> None:
    assert fields(priorities, code, text, "who", "what", "rank") == expected


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Ukraine is not a priority for the new government."),
        ("en", "Should Ukraine be a priority for NATO?"),
        ("en", "The priorities of the Alliance are clear."),
        ("en", "The priority is to beat the eggs well."),
        ("fr", "L'Ukraine n'est pas une priorité pour Mark Rutte."),
        ("fr", "La priorité est de bien mélanger la farine et le sucre."),
        ("fr", "Il est nécessaire d'arroser les plantes."),
    ],
)
def test_what_is_no_priority(code: Code, text: str) -> None:
    assert facts(priorities, code, text) == []


def test_an_infinitive_that_the_tagger_does_not_know_is_a_duty() -> None:
    text = (
        "En tant que Secrétaire général, ses principales fonctions seront de coordonner l'aide "
        "militaire, de médier entre les États membres en cas de conflits et de préparer les "
        "membres européens à une plus grande autonomie."
    )
    assert fields(functions, "fr", text, "office", "duty", "order") == [
        ("secretary-general", "coordonner l'aide militaire", 1),
        ("secretary-general", "médier entre les États membres en cas de conflits", 2),
        ("secretary-general", "préparer les membres européens à une plus grande autonomie", 3),
    ]


@pytest.mark.parametrize(
    ("code", "text", "duties"),
    [
        ("en", "The Secretary General is responsible for chairing the North Atlantic Council and "
               "for steering the process of consultation.",
         ["chairing the North Atlantic Council", "steering the process of consultation"]),
        ("en", "The Secretary General heads the staff. His tasks include chairing the Council, "
               "acting as spokesperson and leading the international staff.",
         ["chairing the Council", "acting as spokesperson", "leading the international staff"]),
        ("en", "The Secretary General chairs the Council, acts as spokesperson of the Alliance and "
               "heads the International Staff.",
         ["chairs the Council", "acts as spokesperson of the Alliance",
          "heads the International Staff"]),
        ("fr", "Le Secrétaire général est chargé de présider le Conseil de l'Atlantique Nord, de "
               "diriger le secrétariat international et de représenter l'Alliance.",
         ["présider le Conseil de l'Atlantique Nord", "diriger le secrétariat international",
          "représenter l'Alliance"]),
        ("fr", "Le Secrétaire général a pour mission de conseiller le Conseil et de guider "
               "l'état-major.",
         ["conseiller le Conseil", "guider l'état-major"]),
    ],
)  # fmt: skip
def test_how_a_text_tells_the_duties_of_an_office(code: Code, text: str, duties: list[str]) -> None:
    found = fields(functions, code, text, "office", "duty")
    assert found == [("secretary-general", duty) for duty in duties]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Russia is responsible for the attack."),
        ("en", "The Secretary General presented the figures on Monday."),
        ("en", "The Secretary General leads the delegation on 3 July 2024."),
        ("en", "Her job is to water the garden."),
        ("fr", "Ses fonctions sont de couper et de râper."),
        ("fr", "Le Secrétaire général n'est pas chargé de diriger les opérations."),
    ],
)
def test_what_is_no_duty(code: Code, text: str) -> None:
    assert facts(functions, code, text) == []
