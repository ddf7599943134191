"""The record of ``ukraine-2024``: sourced, without overlap or hindsight, and right day by day."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

import foedus
from foedus.case.model import Case
from foedus.decide.membership import members_on
from foedus.decide.succession import succession

CASE = Path(__file__).parents[2] / "cases" / "ukraine-2024"
TABLES = (
    "bodies",
    "memberships",
    "terms",
    "decisions",
    "nominations",
    "consultations",
    "statements",
    "priorities",
    "agreements",
)
DAYS = ("from", "until", "announced", "date", "due", "published")

STOLTENBERG = date(2014, 10, 1)
"""First day from which the record may have no gap."""

ANNOUNCED = {
    "secretary-general-2014": "2014-03-28",
    "extension-2017": "2017-12-12",
    "extension-2019": "2019-03-28",
    "extension-2022": "2022-03-24",
    "extension-2023": "2023-07-04",
    "secretary-general-2024": "2024-06-26",
}
"""The decisions on the office, each on the day on which its term was announced."""

ENDS = {
    "2014-03-27": None,
    "2014-10-01": "2018-10-01",
    "2017-12-11": "2018-10-01",
    "2017-12-12": "2020-10-01",
    "2019-03-27": "2020-10-01",
    "2019-03-28": "2022-10-01",
    "2022-03-23": "2022-10-01",
    "2022-03-24": "2023-10-01",
    "2023-07-03": "2023-10-01",
    "2023-07-04": "2024-10-01",
    "2024-09-30": "2024-10-01",
}
"""Until when Jens Stoltenberg's term was known to run, by day; None: not in office."""

CONTRADICTIONS = {"record.two-holders", "record.no-holder"}

PENDING = {
    "ukraine-invitation",
    "pledge-review-2025",
    "russia-recommendations-2025",
    "jatec-opening",
    "nsatu-operation",
    "deputy-secretary-general-2024",
    "defence-ministers-october-2024",
}


def rows(table: str) -> list[dict[str, str]]:
    with (CASE / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def day(text: str) -> date:
    return date.fromisoformat(text)


def days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(n) for n in range((last - first).days + 1))


@pytest.fixture(scope="module")
def case() -> Case:
    return foedus.load(CASE)


def test_every_row_of_the_record_has_a_source_that_is_not_assumed() -> None:
    sources = {row["source"]: row["confidence"] for row in rows("sources")}
    for table in TABLES:
        for row in rows(table):
            assert sources[row["source"]] != "assumption", row


def test_every_day_is_an_iso_date() -> None:
    for table in (*TABLES, "sources"):
        for row in rows(table):
            found = [row[column] for column in DAYS if row.get(column)]
            assert [text for text in found if day(text).isoformat() != text] == []


def test_terms_begin_after_they_are_announced_and_end_after_they_begin() -> None:
    for row in rows("terms"):
        assert not row["announced"] or row["announced"] <= row["from"], row
        assert not row["until"] or row["from"] < row["until"], row


def test_no_two_terms_overlap_and_the_first_gaps_are_noted() -> None:
    terms = rows("terms")
    assert terms == sorted(terms, key=lambda row: row["from"])
    for before, after in pairwise(terms):
        assert before["until"] <= after["from"], after
        if before["until"] < after["from"]:
            assert "nobody is recorded" in before["note"]
            assert day(after["from"]) < STOLTENBERG


def test_a_source_published_later_than_its_row_is_noted() -> None:
    """A paper of the week counts as of the day; what is older news has a note that says more."""
    published = {row["source"]: row["published"] for row in rows("sources")}
    for table in ("terms", "decisions", "nominations", "consultations", "statements"):
        for row in rows(table):
            known = row.get("date") or row["announced"] or row["from"]
            source = published[row["source"]]
            if source and day(source) > day(known) + timedelta(7):
                assert row["note"], row


def test_the_decisions_on_the_office_are_those_of_its_terms() -> None:
    decided = {row["decision"]: row for row in rows("decisions")}
    assert {key: decided[key]["date"] for key in ANNOUNCED} == ANNOUNCED
    for key in ANNOUNCED:
        row = decided[key]
        assert (row["body"], row["rule"], row["outcome"]) == ("nac", "consensus", "adopted")
    terms = [r["announced"] for r in rows("terms") if r["person"] == "Jens Stoltenberg"]
    assert [*terms, "2024-06-26"] == list(ANNOUNCED.values())


def test_what_was_pending_was_known_by_the_day_of_the_case() -> None:
    found = {r["decision"]: r["date"] for r in rows("decisions") if r["outcome"] == "pending"}
    assert set(found) == PENDING
    assert max(found.values()) <= "2024-10-01"


def test_members_speak_of_nominations_that_stand(case: Case) -> None:
    stands = {row["nomination"]: row for row in rows("nominations")}
    for row in rows("consultations"):
        nomination = stands[row["nomination"]]
        assert nomination["date"] <= row["date"] < (nomination["until"] or "2024-06-26"), row
        assert row["party"] in members_on(case, "nac", day(row["date"])), row


@pytest.mark.parametrize(
    ("on", "count"),
    [("2014-10-01", 28), ("2017-12-12", 29), ("2022-03-24", 30), ("2023-07-04", 31)],
)
def test_the_council_has_the_members_of_the_day(case: Case, on: str, count: int) -> None:
    assert len(members_on(case, "nac", day(on))) == count
    assert members_on(case, "nac", day(on)) == members_on(case, "nato", day(on))


def test_finland_and_sweden_sit_from_the_day_of_their_accession(case: Case) -> None:
    for party, first in (("FIN", date(2023, 4, 4)), ("SWE", date(2024, 3, 7))):
        assert party not in members_on(case, "nac", first - timedelta(1))
        assert party in members_on(case, "nac", first)
    council = set(members_on(case, "nac", date(2024, 6, 26)))
    assert len(council) == 32
    assert set(members_on(case, "nuc", date(2024, 6, 26))) == council | {"UKR"}


def test_one_holder_on_every_day() -> None:
    """Counted in the table itself: each day from October 2014 on lies in one term."""
    terms = [(day(r["from"]), day(r["until"] or "9999-12-31")) for r in rows("terms")]
    for on in days(STOLTENBERG, date(2024, 12, 31)):
        assert sum(first <= on < until for first, until in terms) == 1, on


def test_one_holder_in_the_answer_around_every_change(case: Case) -> None:
    changes = {day(r[c]) for r in rows("terms") for c in ("from", "until", "announced") if r[c]}
    near = {on + timedelta(n) for on in changes for n in (-1, 0, 1)}
    near |= set(days(date(2024, 6, 15), date(2024, 7, 12)))
    near |= set(days(date(2024, 9, 15), date(2024, 10, 15))) | {date(2024, 12, 31)}
    for on in sorted(on for on in near if on >= STOLTENBERG):
        found = succession(case, on)
        expected = "Jens Stoltenberg" if on < date(2024, 10, 1) else "Mark Rutte"
        assert found.holder is not None, on
        assert found.holder.person == expected, on
        assert {f.kind for f in found.findings}.isdisjoint(CONTRADICTIONS), on


@pytest.mark.parametrize(("on", "until"), ENDS.items())
def test_the_end_is_the_one_known_on_the_day(case: Case, on: str, until: str | None) -> None:
    holder = succession(case, day(on)).holder
    assert holder is not None
    in_office = holder.person == "Jens Stoltenberg"
    assert in_office == (until is not None)
    if until is not None:
        assert holder.until == day(until)
        assert holder.since == STOLTENBERG


@pytest.mark.parametrize(
    ("on", "state", "decision", "successor"),
    [
        ("2023-10-27", "in_office", "secretary-general-2014", None),
        ("2023-10-28", "nominations", "secretary-general-2014", None),
        ("2024-06-25", "nominations", "secretary-general-2014", None),
        ("2024-06-26", "decided", "secretary-general-2024", "Mark Rutte"),
        ("2024-09-30", "decided", "secretary-general-2024", "Mark Rutte"),
        ("2024-10-01", "in_office", "secretary-general-2024", None),
    ],
)
def test_2024_day_by_day(
    case: Case, on: str, state: str, decision: str, successor: str | None
) -> None:
    found = succession(case, day(on))
    assert found.state == state
    assert found.decision is not None
    assert found.decision.decision == decision
    assert (found.successor and found.successor.person) == successor


@pytest.mark.parametrize(
    ("on", "supports", "holds"),
    [
        ("2024-02-21", 0, 0),
        ("2024-02-22", 5, 0),
        ("2024-03-05", 7, 1),
        ("2024-06-17", 15, 2),
        ("2024-06-18", 17, 1),
        ("2024-06-20", 18, 0),
        ("2024-06-24", 18, 0),
        ("2024-06-25", 32, 0),
    ],
)
def test_support_as_published_day_by_day(case: Case, on: str, supports: int, holds: int) -> None:
    first = succession(case, day(on)).nominations[0]
    assert (first.nomination, first.supports, first.holds) == ("rutte-2024", supports, holds)
    silent = len(members_on(case, "nac", day(on))) - supports - holds
    assert first.not_declared == silent


def test_the_other_nomination_ends_with_its_withdrawal(case: Case) -> None:
    def states(on: date) -> Counter[str]:
        return Counter(n.state for n in succession(case, on).nominations)

    assert states(date(2024, 6, 19)) == {"open": 2}
    assert states(date(2024, 6, 20)) == {"open": 1, "withdrawn": 1}
    assert states(date(2024, 6, 26)) == {"decided": 1, "withdrawn": 1}
