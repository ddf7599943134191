"""Sentences of a dispatch that are wrong against the record, from their words to their verdicts."""

from __future__ import annotations

import pytest
from verdict_facts import ukraine

from foedus.read.engine import read
from foedus.results.dispatch import Document, Proposal

SECOND = {"en": "Brussels, 2 October 2024", "fr": "Bruxelles, le 2 octobre 2024"}
MORE = {
    "en": "The NATO Allies support Ukraine in its defence.",
    "fr": "Les Alliés de l'OTAN soutiennent l'Ukraine dans sa défense.",
}


def told(sentence: str, code: str = "en", day: str = "") -> list[Proposal]:
    text = f"{day or SECOND[code]}\n\n{sentence} {MORE[code]}\n"
    return list(read(Document("a.txt", text), case=ukraine()).proposals)


def of(kind: str, found: list[Proposal]) -> Proposal:
    (one,) = (one for one in found if one.kind == kind)
    return one


@pytest.mark.parametrize(
    ("sentence", "code"),
    [("Jens Stoltenberg remains Secretary General of NATO.", "en"),
     ("Jens Stoltenberg reste secrétaire général de l'OTAN.", "fr")],
)  # fmt: skip
def test_an_office_told_in_the_present_is_held_on_the_day_of_the_dateline(sentence, code) -> None:
    term = of("term", told(sentence, code))
    assert term.verdict == "contradicts"
    assert {"2024-10-01", "Mark Rutte"} <= {line.value for line in term.record}


@pytest.mark.parametrize("day", ["Brussels, 5 June 2024", "Brussels, 1 October 2024"])
def test_who_holds_the_office_that_day_is_confirmed(day: str) -> None:
    found = told("Jens Stoltenberg remains Secretary General of NATO.", day=day)
    assert of("term", found).verdict == "confirms"


@pytest.mark.parametrize(
    ("sentence", "verdicts"),
    [("Jens Stoltenberg was Secretary General of NATO.", []),
     ("Former Secretary General Jens Stoltenberg lives in Oslo.", ["confirms"])],
)  # fmt: skip
def test_an_office_of_another_time_is_not_compared_with_the_dateline(
    sentence: str, verdicts: list[str]
) -> None:
    assert [one.verdict for one in told(sentence) if one.kind == "term"] == verdicts


@pytest.mark.parametrize(
    ("sentence", "code", "verdict", "day"),
    [("Hungary joined NATO in 2004.", "en", "contradicts", "1999-03-12"),
     ("Hungary joined NATO in 1999.", "en", "confirms", "1999-03-12"),
     ("The Czech Republic joined NATO on 12 March 2001.", "en", "contradicts", "1999-03-12"),
     ("Finland joined NATO on 4 April 2022.", "en", "contradicts", "2023-04-04"),
     ("Sweden became a member of NATO on 7 March 2024.", "en", "confirms", "2024-03-07"),
     ("Sweden became the 32nd member of the Alliance on 7 March 2023.", "en", "contradicts",
      "2024-03-07"),
     ("La Hongrie a rejoint l'OTAN en 2004.", "fr", "contradicts", "1999-03-12"),
     ("La Finlande est devenue membre de l'OTAN le 4 avril 2023.", "fr", "confirms",
      "2023-04-04")],
)  # fmt: skip
def test_an_accession_is_compared_with_the_members(sentence, code, verdict, day) -> None:
    event = of("event", told(sentence, code))
    assert event.verdict == verdict
    assert [line.value for line in event.record if line.field == "from"] == [day]
    assert {line.table for line in event.record} == {"memberships"}


def test_who_is_no_member_cannot_have_joined() -> None:
    event = of("event", told("Ukraine joined NATO in 2023."))
    assert (event.verdict, event.record[0].value) == ("contradicts", "31")


@pytest.mark.parametrize(
    ("sentence", "code", "field", "value"),
    [("Mark Rutte took office on 2 October 2024.", "en", "from", "2024-10-01"),
     ("M. Rutte a pris la parole. Mark Rutte succède à Anders Fogh Rasmussen.", "fr",
      "predecessor", "Jens Stoltenberg")],
)  # fmt: skip
def test_an_office_that_is_not_said_is_the_only_one_of_the_person(
    sentence, code, field, value
) -> None:
    appointment = of("appointment", told(sentence, code))
    check = next(check for check in appointment.checks if check.field == field)
    assert (check.verdict, check.record[0].value) == ("contradicts", value)


def test_a_sum_of_several_years_is_not_held_against_one() -> None:
    law = "La loi octroie aux armées françaises 413 milliards d'euros de 2024 à 2030."
    found = [one for one in told(law, "fr") if one.kind == "spending"]
    assert "contradicts" not in {one.verdict for one in found}


def test_a_day_of_another_time_may_be_that_of_another_office() -> None:
    assert of("appointment", told("Mark Rutte took office in 2010.")).verdict == "new"
