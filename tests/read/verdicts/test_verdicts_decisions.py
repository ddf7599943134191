"""Decisions: the rule, the day, the body, the members, and what is pending."""

from __future__ import annotations

import pytest
from verdict_facts import fact_of, mention, of_field, reading_of, ukraine, verdicts

from foedus.read.verdicts.decisions import decision_checks
from foedus.read.verdicts.ground import Ground

SUBJECT = "nomination de Rutte en tant que Secrétaire général"
TEXT = f"La {SUBJECT} a été confirmée."


def checks_of(fields, *, text=TEXT, code="fr", day="2024-10", people=None, **other):
    reading = reading_of(text, code, day, people)
    fact = fact_of(reading, "decision", fields, **other)
    return list(decision_checks(fact, Ground(reading, ukraine())))


@pytest.mark.parametrize("rule", ["majority", "unanimity", "qualified-majority", "two-thirds"])
def test_a_vote_contradicts_consensus(rule: str) -> None:
    check = of_field(checks_of({"rule": rule, "subject": SUBJECT}), "rule")
    assert (check.verdict, check.said) == ("contradicts", rule)
    assert [(line.key, line.value) for line in check.record] == [
        ("secretary-general-2024", "consensus"),
        ("secretary-general-2024", "2024-06-26"),
    ]
    assert check.record[0].source == "nato-appointment-2024"


def test_the_same_decision_is_confirmed() -> None:
    body = {"body": mention("body", "le Conseil", "nac", known=True)}
    fields = {"rule": "consensus", "subject": SUBJECT, "date": "2024-06", "body": "nac"}
    found = checks_of({**fields, "members": 32}, mentions=body)
    assert set(verdicts(found).values()) == {"confirms"}
    assert {"rule", "date", "body", "members", "subject"} == set(verdicts(found))


@pytest.mark.parametrize(("said", "verdict"), [(32, "confirms"), (31, "contradicts")])
def test_the_members_on_the_day_are_counted(said: int, verdict: str) -> None:
    check = of_field(checks_of({"subject": SUBJECT, "members": said}), "members")
    assert (check.verdict, check.record[0].value) == (verdict, "32")


def test_the_members_of_an_earlier_day() -> None:
    fields = {"subject": "sanctions", "members": 30, "date": "2022-06-29"}
    assert of_field(checks_of(fields), "members").verdict == "confirms"


def test_the_members_of_a_body_that_the_record_does_not_know_are_not_counted() -> None:
    body = {"body": mention("body", "le Conseil de sécurité", "un-security-council")}
    fields = {"subject": "sanctions", "members": 15, "body": "un-security-council"}
    assert checks_of(fields, mentions=body) == []


@pytest.mark.parametrize(("said", "verdict"), [("2024-06", "confirms"), ("2024-07", "contradicts")])
def test_the_day(said: str, verdict: str) -> None:
    assert of_field(checks_of({"subject": SUBJECT, "date": said}), "date").verdict == verdict


def test_another_person_or_another_subject_is_another_decision() -> None:
    subject = "nomination de Dupont en tant que Secrétaire général"
    people = {3: "Jean Dupont"}
    assert checks_of({"subject": subject, "rule": "majority"}, text=subject, people=people) == []
    assert checks_of({"subject": "budget de l'école", "rule": "majority"}) == []
    assert checks_of({"rule": "majority"}) == []


def test_a_mandate_is_extended() -> None:
    fields = {"subject": "extension of Jens Stoltenberg's mandate by a year", "rule": "consensus"}
    found = checks_of({**fields, "date": "2023-07-04"}, code="en", text="They agreed.")
    assert of_field(found, "rule").record[0].key == "extension-2023"
    assert set(verdicts(found).values()) == {"confirms"}


def test_a_decision_of_another_body_is_none_of_the_record() -> None:
    body = {"body": mention("body", "le Conseil européen", "european-council")}
    fields = {"body": "european-council", "rule": "unanimity", "subject": SUBJECT}
    assert checks_of(fields, mentions=body) == []


def test_a_part_of_the_members_is_not_their_number() -> None:
    fields = {"subject": SUBJECT, "members": 31}
    found = checks_of(fields, text="Ont approuvé 31 des 32 membres.")
    assert "members" not in verdicts(found)


def test_two_decisions_that_fit_alike_are_told_apart_by_nothing() -> None:
    fields = {"subject": "extension of the Secretary General's mandate by two years"}
    assert checks_of({**fields, "rule": "majority"}, code="en", text="They agreed.") == []


def test_what_the_record_holds_to_be_pending() -> None:
    fields = {"subject": "invitation of Ukraine to join"}
    text = {"code": "en", "text": "They invited."}
    (check,) = checks_of({**fields, "date": "2024-09-20"}, **text)
    assert (check.verdict, check.record[-1].value) == ("contradicts", "pending")
    (check,) = checks_of({**fields, "date": "2024-11-20"}, **text)
    assert (check.verdict, check.record[-1].value) == ("new", "pending")
