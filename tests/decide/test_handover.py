"""The hand-over file: who hands over to whom, and what goes with the office."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from record_cases import AS_OF, case_of, decision, desk_tables, term

import foedus
from foedus.decide.handover import handover
from foedus.errors import InputError
from foedus.results.offices import OpenFile

UKRAINE = Path(__file__).parents[2] / "cases" / "ukraine-2024"
CASE = case_of(desk_tables())


@pytest.mark.parametrize(
    ("day", "hands_over", "takes_over"),
    [
        (date(2015, 9, 30), None, "Old"),
        (date(2015, 10, 1), None, "Old"),
        (date(2024, 6, 25), "Old", None),
        (date(2024, 6, 26), "Old", "New"),
        (date(2024, 9, 30), "Old", "New"),
        (date(2024, 10, 1), "Old", "New"),
        (date(2024, 10, 2), "New", None),
    ],
)
def test_who_hands_over_to_whom(day: date, hands_over: str | None, takes_over: str | None) -> None:
    found = handover(CASE, day)
    assert (found.hands_over, found.takes_over) == (hands_over, takes_over)


def test_a_vacant_office_is_handed_over_by_nobody() -> None:
    rows = [term("Old", date(2020, 1, 1), date(2024, 1, 1)), term("New", date(2024, 2, 1))]
    taken = [decision("in-term", date(2023, 5, 1)), decision("after", date(2024, 1, 1))]
    case = case_of({"terms": rows, "decisions": taken})
    found = handover(case, date(2024, 1, 15))
    assert (found.hands_over, found.takes_over) == (None, None)
    assert [line.decision for line in found.decided] == ["in-term"]
    found = handover(case, date(2024, 2, 1))
    assert (found.hands_over, found.takes_over) == (None, "New")


def test_what_was_decided_in_the_term_and_what_is_pending() -> None:
    tables = desk_tables()
    tables["decisions"] += [
        decision("first-day", date(2015, 10, 1)),
        decision("last-day", date(2024, 9, 30)),
        decision("of-the-successor", date(2024, 10, 1)),
    ]
    found = handover(case_of(tables), AS_OF)
    assert [line.decision for line in found.decided] == ["last-day", "chosen", "first-day"]
    assert [line.decision for line in found.pending] == ["open"]


def test_what_goes_with_the_office() -> None:
    found = handover(CASE, AS_OF)
    assert [t.person for t in found.terms] == ["Old", "New"]
    assert [p.key for p in found.pledges] == [
        "donor=AAA;recipient=RRR;item=shell;by=2024-05", "entry=p",
    ]  # fmt: skip
    assert [p.rank for p in found.priorities] == [1, 2]
    assert [a.agreement for a in found.agreements] == ["pact"]
    assert [s.statement for s in found.statements] == ["word"]
    assert found.good_offices is None
    assert [q.what for q in found.unknown] == ["asks", "good_offices", "silences"]
    assert dict(found.stamp.options) == {"at": "2024-10-01", "office": "chair"}
    assert 0 < found.assumed < found.lines


def test_good_offices_are_those_that_were_given() -> None:
    line = OpenFile(
        "strait", {}, "rounds", ("AAA", "BBB"), (), "mediation", 1, None, "answer", ("BBB",)
    )  # fmt: skip
    found = handover(CASE, AS_OF, good_offices=(line,))
    assert found.good_offices == (line,)
    assert [q.what for q in found.unknown] == ["asks", "silences"]
    none_open = handover(CASE, AS_OF, good_offices=())
    assert none_open.good_offices == ()
    assert [q.what for q in none_open.unknown] == ["asks", "silences"]


def test_statements_are_of_the_last_year_by_holders_or_about_the_office() -> None:
    tables = desk_tables()
    (word,) = tables["statements"]
    tables["statements"] = [
        {**word, "statement": "old", "date": date(2023, 10, 1)},
        {**word, "statement": "a-year", "date": date(2023, 10, 2)},
        {**word, "statement": "about", "date": date(2024, 6, 1), "speaker": "Somebody"},
        {**word, "statement": "other", "speaker": "Somebody", "about": "AAA"},
    ]
    found = handover(case_of(tables), AS_OF).statements
    assert [s.statement for s in found] == ["about", "a-year"]
    assert found[0].about == ("AAA", "chair")


def test_the_office_must_be_clear() -> None:
    with pytest.raises(InputError, match=r"record\.unknown-office"):
        handover(CASE, AS_OF, office="char")


def test_the_file_of_the_first_of_october_2024() -> None:
    found = handover(foedus.load(UKRAINE), AS_OF, office="secretary-general")
    assert (found.hands_over, found.takes_over) == ("Jens Stoltenberg", "Mark Rutte")
    decided = {line.decision for line in found.decided}
    assert {"secretary-general-2024", "pledge-2024", "nsatu-2024"} <= decided
    assert found.pledges
    assert found.terms[-1].person == "Mark Rutte"
