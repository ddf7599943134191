"""Priorities and duties: found by their words, compared by their rank."""

from __future__ import annotations

import pytest
from verdict_facts import fact_of, of_field, reading_of, ukraine, verdicts

from foedus.read.verdicts.aims import function_checks, priority_checks
from foedus.read.verdicts.ground import Ground


def priority(fields, code="fr"):
    reading = reading_of("Une phrase.", code)
    fact = fact_of(reading, "priority", fields)
    return list(priority_checks(fact, Ground(reading, ukraine())))


def duty(fields, code="fr"):
    reading = reading_of("Une phrase.", code)
    fact = fact_of(reading, "function", fields)
    return list(function_checks(fact, Ground(reading, ukraine())))


@pytest.mark.parametrize(
    ("what", "code"),
    [("soutenir l'Ukraine", "fr"), ("support for Ukraine", "en"), ("supporting Ukraine", "en")],
)
def test_a_priority_without_a_rank_is_confirmed(what: str, code: str) -> None:
    (check,) = priority({"who": "Mark Rutte", "what": what, "order": 1}, code)
    assert (check.verdict, check.record[0].key) == ("confirms", "2")
    assert check.record[0].source == "nato-rutte-2024"


@pytest.mark.parametrize(("rank", "verdict"), [(1, "contradicts"), (2, "confirms")])
def test_the_rank(rank: int, verdict: str) -> None:
    found = priority({"who": "Mark Rutte", "what": "soutenir l'Ukraine", "rank": rank})
    check = of_field(found, "rank")
    assert (check.verdict, check.record[0].value) == (verdict, "2")


@pytest.mark.parametrize("what", ["renforcer", "protéger les océans", "ouvrir des écoles"])
def test_an_aim_that_shares_nothing_is_new(what: str) -> None:
    assert priority({"who": "Mark Rutte", "what": what}) == []


@pytest.mark.parametrize(
    ("what", "code", "key"),
    [("renforcer la défense collective et la dissuasion", "fr", "1"),
     ("renforcer les alliances avec des pays tiers, notamment ceux de l'Extrême-Orient", "fr", "3"),
     ("maintenir une Alliance forte", "fr", "1"),
     ("strengthening alliances with countries of the Far East", "en", "3")],
)  # fmt: skip
def test_the_nearest_priority_stands_beside_an_aim_that_is_new(what, code, key) -> None:
    (check,) = priority({"who": "Mark Rutte", "what": what}, code)
    assert (check.verdict, check.field, check.record[0].key) == ("new", "what", key)
    assert priority({"who": "Emmanuel Macron", "what": what}, code) == []


def test_the_aims_of_somebody_else_are_not_the_holders() -> None:
    assert priority({"who": "Jens Stoltenberg", "what": "soutenir l'Ukraine"}) == []
    assert priority({"who": "Emmanuel Macron", "what": "soutenir l'Ukraine"}) == []


@pytest.mark.parametrize(
    ("said", "code", "key"),
    [("médier entre les États membres en cas de conflits", "fr", "secretary-general/good-offices"),
     ("présider le Conseil de l'Atlantique Nord", "fr", "secretary-general/council"),
     ("heads the International Staff", "en", "secretary-general/international-staff"),
     ("chief spokesperson of the Alliance", "en", "secretary-general/spokesperson")],
)  # fmt: skip
def test_a_duty_that_the_record_has(said: str, code: str, key: str) -> None:
    (check,) = duty({"office": "secretary-general", "duty": said}, code)
    assert (check.verdict, check.record[0].key) == ("confirms", key)


@pytest.mark.parametrize(
    "said",
    ["coordonner l'aide militaire", "préparer les membres européens à une plus grande autonomie"],
)
def test_a_duty_that_it_has_not(said: str) -> None:
    assert duty({"office": "secretary-general", "duty": said}) == []
    assert verdicts(duty({"office": "saceur", "duty": "présider le Conseil"})) == {}
