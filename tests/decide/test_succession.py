"""Who holds an office on a day: never two, the successor from the announcement on."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from record_cases import (
    BODY,
    case_of,
    consultation,
    decision,
    member,
    nomination,
    source,
    succession_tables,
    term,
)

import foedus
from foedus.decide.succession import succession
from foedus.errors import InputError

CASE = case_of(succession_tables())
UKRAINE = Path(__file__).parents[2] / "cases" / "ukraine-2024"


def on(year: int, month: int, day: int) -> tuple[str | None, str | None, str]:
    found = succession(CASE, date(year, month, day))
    holder = None if found.holder is None else found.holder.person
    successor = None if found.successor is None else found.successor.person
    return holder, successor, found.state


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ((2015, 1, 1), (None, None, "unknown")),
        ((2015, 3, 1), (None, "Old", "decided")),
        ((2015, 9, 30), (None, "Old", "decided")),
        ((2015, 10, 1), ("Old", None, "in_office")),
        ((2024, 1, 31), ("Old", None, "in_office")),
        ((2024, 2, 1), ("Old", None, "nominations")),
        ((2024, 6, 25), ("Old", None, "nominations")),
        ((2024, 6, 26), ("Old", "New", "decided")),
        ((2024, 9, 30), ("Old", "New", "decided")),
        ((2024, 10, 1), ("New", None, "in_office")),
    ],
)
def test_deciding_and_taking_office_are_two_dates(
    day: tuple[int, int, int], expected: tuple[str | None, str | None, str]
) -> None:
    assert on(*day) == expected


def test_extensions_of_one_person_are_joined_as_they_become_known() -> None:
    before = succession(CASE, date(2019, 4, 30)).holder
    after = succession(CASE, date(2019, 5, 1)).holder
    assert before is not None
    assert after is not None
    assert (before.since, before.until, before.extensions) == (
        date(2015, 10, 1), date(2019, 10, 1), (),
    )  # fmt: skip
    assert (after.since, after.until) == (date(2015, 10, 1), date(2024, 10, 1))
    assert after.extensions == ((date(2019, 5, 1), date(2019, 10, 1), date(2024, 10, 1)),)


def test_an_end_that_was_not_announced_is_known_when_the_successor_is() -> None:
    rows = [
        term("Old", date(2020, 1, 1), date(2024, 10, 1)),
        term("New", date(2024, 10, 1), announced=date(2024, 6, 26)),
    ]
    case = case_of({"terms": rows})
    ends = [succession(case, date(2024, 6, day)).holder for day in (25, 26)]
    assert [holder and holder.until for holder in ends] == [None, date(2024, 10, 1)]


def test_nominations_bear_on_the_coming_term_and_a_year_on_the_present_one() -> None:
    def names(day: date) -> list[tuple[str, str]]:
        return [(n.nomination, n.state) for n in succession(CASE, day).nominations]

    assert names(date(2015, 2, 1)) == [("earlier", "open")]
    assert names(date(2015, 10, 1)) == [("earlier", "decided")]
    assert names(date(2016, 2, 29)) == [("earlier", "decided")]
    assert names(date(2016, 3, 1)) == []
    assert names(date(2024, 6, 19)) == [("new", "open"), ("rival", "open")]
    assert names(date(2024, 6, 20)) == [("new", "open"), ("rival", "withdrawn")]
    assert names(date(2024, 10, 1)) == [("new", "decided"), ("rival", "withdrawn")]
    assert names(date(2025, 6, 26)) == []


def test_a_rival_that_was_not_withdrawn_is_decided_with_the_office() -> None:
    tables = succession_tables()
    tables["nominations"][1]["until"] = None
    found = succession(case_of(tables), date(2024, 6, 26))
    assert [n.state for n in found.nominations] == ["decided", "decided"]


def test_the_last_word_of_each_member_on_the_day_counts() -> None:
    (new, *_) = succession(CASE, date(2024, 5, 1)).nominations
    assert [(c.party, c.stance) for c in new.consultations] == [
        ("AAA", "holds"), ("BBB", "supports"),
    ]  # fmt: skip
    (new, *_) = succession(CASE, date(2024, 6, 1)).nominations
    assert [(c.party, c.stance, c.conditions) for c in new.consultations] == [
        ("AAA", "supports", "if so"), ("CCC", "not_declared", None),
    ]  # fmt: skip
    assert (new.supports, new.holds, new.not_declared) == (1, 0, 1)


def test_the_body_is_the_council_unless_a_decision_says_otherwise() -> None:
    day = date(2024, 1, 1)
    tables = {
        "bodies": [BODY, BODY | {"body": "nac"}],
        "memberships": [
            *(member(party, day) for party in ("AAA", "BBB", "CCC")),
            member("AAA", day, body="nac"),
        ],
        "nominations": [nomination("new", "New", day)],
        "terms": [term("Old", date(2020, 1, 1))],
    }
    (found,) = succession(case_of(tables), day).nominations
    assert [c.party for c in found.consultations] == ["AAA"]
    tables["memberships"].pop()
    (found,) = succession(case_of(tables), day).nominations
    assert [c.party for c in found.consultations] == ["AAA", "BBB", "CCC"]


def test_without_memberships_those_who_spoke_are_listed() -> None:
    day = date(2024, 1, 1)
    tables = {
        "nominations": [nomination("new", "New", day)],
        "consultations": [consultation("new", "BBB", day, "holds")],
        "terms": [term("Old", date(2020, 1, 1))],
    }
    (found,) = succession(case_of(tables), day).nominations
    assert [(c.party, c.stance) for c in found.consultations] == [("BBB", "holds")]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2015, 2, 28), None),
        (date(2015, 3, 1), "first"),
        (date(2024, 6, 25), "first"),
        (date(2024, 6, 26), "chosen"),
        (date(2024, 10, 1), "chosen"),
    ],
)
def test_the_decision_is_that_of_the_successor_then_of_the_holder(
    day: date, expected: str | None
) -> None:
    found = succession(CASE, day).decision
    assert (found and found.decision) == expected


def test_of_several_decisions_of_the_day_the_one_that_names_the_person() -> None:
    day = date(2024, 6, 26)
    tables = {
        "terms": [term("New", date(2024, 10, 1), announced=day)],
        "decisions": [decision("a", day), decision("b", day, "broken")],
    }
    found = succession(case_of(tables), day).decision
    assert found is not None
    assert found.decision == "a"
    tables["decisions"] += [decision("c", day)]
    assert succession(case_of(tables), day).decision is None
    tables["decisions"][2]["subject_en"] = "New is appointed"
    found = succession(case_of(tables), day).decision
    assert found is not None
    assert found.decision == "c"


def test_an_office_without_a_holder_is_vacant_or_not_covered() -> None:
    ended = term("Old", date(2020, 1, 1), date(2024, 1, 1))
    found = succession(case_of({"terms": [ended]}), date(2024, 1, 1))
    assert (found.state, [f.kind for f in found.findings]) == ("vacant", ["record.no-holder"])
    ended["note"] = "what follows is left out"
    assert succession(case_of({"terms": [ended]}), date(2024, 1, 1)).state == "unknown"


def test_two_holders_are_told() -> None:
    rows = [term("Old", date(2020, 1, 1), date(2024, 2, 1)), term("New", date(2024, 1, 1))]
    found = succession(case_of({"terms": rows}), date(2024, 1, 15))
    assert succession(case_of({"terms": rows}), date(2023, 12, 31)).findings == ()
    assert [f.kind for f in found.findings] == ["record.two-holders"]
    assert dict(found.findings[0].details)["persons"] == "Old, New"
    assert found.holder is not None
    assert found.holder.person == "New"


def test_a_term_is_assumed_if_one_of_its_rows_is() -> None:
    rows = [
        term("Old", date(2020, 1, 1), date(2024, 1, 1), source="good"),
        term("Old", date(2024, 1, 1), source="guess"),
    ]
    sources = [source("good", None), source("guess", None, "assumption")]
    case = case_of({"terms": rows, "sources": sources})
    bases = [succession(case, date(year, 6, 1)).holder for year in (2023, 2024)]
    assert [h and h.evidence.basis for h in bases] == ["sourced", "assumed"]


def test_the_office_must_be_clear() -> None:
    rows = [term("Old", date(2020, 1, 1)), {**term("Other", date(2020, 1, 1)), "office": "deputy"}]
    case = case_of({"terms": rows})
    assert succession(case, date(2024, 1, 1), office="deputy").office == "deputy"
    for office, kind, details in (
        (None, "record.which-office", {"offices": "chair, deputy"}),
        ("chiar", "record.unknown-office", {"nearest": "chair"}),
    ):
        with pytest.raises(InputError) as raised:
            succession(case, date(2024, 1, 1), office=office)
        assert [(f.kind, dict(f.details)) for f in raised.value.findings] == [(kind, details)]
    with pytest.raises(InputError, match=r"record\.no-terms"):
        succession(case_of({}), date(2024, 1, 1))


Spans = st.lists(st.tuples(st.integers(0, 20), st.integers(1, 60), st.booleans()), max_size=6)


@settings(deadline=None)
@given(Spans, st.integers(-10, 400))
def test_never_two_and_just_the_one_whose_term_it_is(
    spans: list[tuple[int, int, bool]], day: int
) -> None:
    start, free, rows = date(2020, 1, 1), 0, []
    for number, (gap, length, announced) in enumerate(spans):
        first = start + timedelta(free + gap)
        free += gap + length
        told = first - timedelta(5) if announced else None
        rows.append(term(f"P{number}", first, start + timedelta(free), announced=told))
    at = start + timedelta(day)
    if not rows:
        return
    found = succession(case_of({"terms": rows}), at)
    expected = [row["person"] for row in rows if row["from"] <= at < row["until"]]
    assert ([found.holder.person] if found.holder else []) == expected
    assert "record.two-holders" not in {finding.kind for finding in found.findings}


def test_2024_as_its_sources_tell_it() -> None:
    case = foedus.load(UKRAINE)
    days = {(6, 25): None, (6, 26): "Mark Rutte", (9, 30): "Mark Rutte"}
    for (month, day), successor in days.items():
        found = succession(case, date(2024, month, day))
        assert found.holder is not None
        assert found.holder.person == "Jens Stoltenberg"
        assert (found.successor and found.successor.person) == successor
        assert (found.state == "decided") == (successor is not None)
    found = succession(case, date(2024, 10, 1), office="secretary-general")
    assert found.holder is not None
    assert (found.holder.person, found.holder.since) == ("Mark Rutte", date(2024, 10, 1))
    assert found.decision is not None
    assert found.decision.date == date(2024, 6, 26)


def test_never_two_never_none_since_2014() -> None:
    case = foedus.load(UKRAINE)
    for days in range(0, 3700, 37):
        found = succession(case, date(2014, 10, 1) + timedelta(days))
        assert found.holder is not None
        assert not {f.kind for f in found.findings} & {"record.two-holders", "record.no-holder"}
