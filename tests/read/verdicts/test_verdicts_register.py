"""Agreements, statements and events."""

from __future__ import annotations

import pytest
from verdict_facts import fact_of, of_field, reading_of, ukraine, verdicts

from foedus.read.verdicts.ground import Ground
from foedus.read.verdicts.register import agreement_checks, event_checks, statement_checks


def checks_of(rule, kind, fields, code="fr", *, written="2024-10", **other):
    reading = reading_of("Une phrase.", code, written)
    fact = fact_of(reading, kind, fields, **other)
    return list(rule(fact, Ground(reading, ukraine())))


def test_an_agreement_of_the_same_parties() -> None:
    fields = {"parties": ("FRA", "UKR"), "subject": "accord de sécurité"}
    (check,) = checks_of(agreement_checks, "agreement", fields)
    assert (check.verdict, check.record[0].key) == ("confirms", "ukr-fra-2024/FRA")
    (check,) = checks_of(agreement_checks, "agreement", fields, day="2024-02-16")
    assert check.verdict == "confirms"
    (check,) = checks_of(agreement_checks, "agreement", fields, day="2024-09-20")
    assert (check.verdict, check.record[1].value) == ("new", "2024-02-16")


def test_an_agreement_of_others_or_on_something_else() -> None:
    fields = {"parties": ("FRA", "DEU"), "subject": "accord de sécurité"}
    assert checks_of(agreement_checks, "agreement", fields) == []
    fields = {"parties": ("FRA", "UKR"), "subject": "pêche en haute mer"}
    assert verdicts(checks_of(agreement_checks, "agreement", fields)) == {"parties": "new"}
    assert checks_of(agreement_checks, "agreement", {"parties": ("FRA",)}) == []


def test_a_statement_in_the_same_words() -> None:
    words = "Mark is a true transatlanticist, a strong leader and a consensus-builder"
    fields = {"speaker": "Jens Stoltenberg", "words": words, "quoted": True}
    (check,) = checks_of(statement_checks, "statement", fields, "en")
    assert (check.verdict, check.record[0].key) == ("confirms", "stoltenberg-successor")
    assert checks_of(statement_checks, "statement", fields, "fr") == []
    assert checks_of(statement_checks, "statement", {**fields, "speaker": "Mark Rutte"}, "en") == []
    assert (
        checks_of(statement_checks, "statement", {**fields, "words": "strong leader of ten"}, "en")
        == []
    )
    assert checks_of(statement_checks, "statement", {"words": words}, "en") == []


@pytest.mark.parametrize(
    ("what", "when", "code", "key"),
    [("cérémonie de passation de pouvoir", "2024-10", "fr", "hand-over-2024"),
     ("élections américaines", "2024-11", "fr", "us-election-2024"),
     ("US elections", "2024-11-05", "en", "us-election-2024"),
     ("sommet de l'OTAN", "2024-07", "fr", "washington-summit-2024"),
     ("NATO summit", "2024-07-11", "en", "washington-summit-2024"),
     ("meeting of defence ministers", "2024-10-18", "en", "defence-ministers-october-2024")],
)  # fmt: skip
def test_an_event_on_its_days(what: str, when: str, code: str, key: str) -> None:
    found = checks_of(event_checks, "event", {"what": what, "when": when}, code)
    assert set(verdicts(found).values()) == {"confirms"}
    assert of_field(found, "what").record[0].key == key


def test_an_event_on_other_days() -> None:
    fields = {"what": "NATO summit", "where": "Washington", "when": "2024-07-12"}
    (check,) = checks_of(event_checks, "event", fields, "en")
    assert (check.verdict, check.record[0].value) == ("contradicts", "2024-07-09/2024-07-11")
    assert checks_of(event_checks, "event", {**fields, "when": "1999-04-24"}, "en") == []
    assert checks_of(event_checks, "event", {**fields, "where": "Paris"}, "en") == []


@pytest.mark.parametrize(
    ("when", "verdict"),
    [("2025-06-24/2025-06-25", "contradicts"), ("2025-06-24/2025-06-26", "confirms"),
     ("2025-06-25", "confirms"), ("2025-06", "confirms"), ("2025-06/2025-07", "confirms")],
)  # fmt: skip
def test_a_span_of_days_is_compared_at_both_ends(when: str, verdict: str) -> None:
    fields = {"what": "NATO summit", "where": "The Hague", "when": when}
    check = of_field(checks_of(event_checks, "event", fields, "en"), "when")
    assert (check.verdict, check.record[0].value) == (verdict, "2025-06-24/2025-06-26")


def test_an_event_without_a_day() -> None:
    fields = {"what": "sommet de l'OTAN", "where": "La Haye"}
    assert checks_of(event_checks, "event", fields) == []
    fields = {"what": "sommet de l'OTAN", "where": "Washington"}
    (check,) = checks_of(event_checks, "event", fields, written="2024-07-20")
    assert check.record[0].key == "washington-summit-2024"
    assert checks_of(event_checks, "event", {"what": "sommet de l'OTAN"}) == []


def test_an_event_without_a_day_is_looked_for_about_the_dateline() -> None:
    fields = {"what": "cérémonie au quartier général de l'OTAN à Bruxelles", "where": "Bruxelles"}
    (check,) = checks_of(event_checks, "event", fields)
    assert check.record[0].key == "hand-over-2024"
    assert checks_of(event_checks, "event", fields, written="2022-03") == []


@pytest.mark.parametrize("what", ["match de football", "élections municipales", "concert"])
def test_other_events_are_new(what: str) -> None:
    assert checks_of(event_checks, "event", {"what": what, "when": "2024-11"}) == []


def test_a_partnership_of_the_alliance_names_only_the_other_side_in_the_record() -> None:
    fields = {"parties": ("nato", "JPN"), "subject": "nouveau partenariat"}
    (check,) = checks_of(agreement_checks, "partnership", fields, day="2023-07-12")
    assert (check.verdict, check.record[0].key) == ("confirms", "itpp-jpn-2023/JPN")
    (check,) = checks_of(agreement_checks, "partnership", {**fields, "parties": ("nac", "KOR")})
    assert check.record[0].key == "itpp-kor-2023/KOR"
    assert checks_of(agreement_checks, "partnership", {**fields, "parties": ("nato", "nac")}) == []
