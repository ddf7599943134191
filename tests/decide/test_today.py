"""The desk on a day: each part, what is unknown, and nothing that was learnt later."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from record_cases import (
    AS_OF,
    SHELL,
    Row,
    Tables,
    case_of,
    commitment,
    decision,
    desk_tables,
    entry,
    member,
    source,
    spent,
)

import foedus
from foedus.case.columns import Column
from foedus.case.schema import TABLES
from foedus.decide.today import today
from foedus.results.record import Today
from foedus.results.silence import Silence, State
from foedus.results.stamp import RecordStamp
from sample_plan import sample_plan

UKRAINE = Path(__file__).parents[2] / "cases" / "ukraine-2024"
CASE = case_of(desk_tables())
DAY = date(2024, 6, 26)


def test_the_parts_of_the_desk() -> None:
    found = today(CASE, DAY)
    assert found.succession is not None
    assert found.succession.holder is not None
    assert found.succession.holder.person == "Old"
    assert [p.rank for p in found.priorities] == [1, 2]
    assert [p.evidence.basis for p in found.priorities] == ["sourced", "assumed"]
    assert [d.decision for d in found.decisions] == ["chosen", "first"]
    assert found.decisions[0].body_name == {"en": "Council", "fr": "Conseil"}
    assert [d.decision for d in found.pending] == ["open"]
    assert [(a.agreement, a.parties) for a in found.agreements] == [("pact", ("AAA", "CCC"))]
    assert [s.source for s in found.sources] == ["guess", "s"]
    assert 0 < found.assumed < found.lines
    assert found.stamp.inputs == {"case": CASE.sha256}
    assert dict(found.stamp.options) == {"at": "2024-06-26", "since": "2024-05-27"}


def test_unknown_is_not_none() -> None:
    every = (
        "priorities", "decisions", "pledges", "asks", "spending", "agreements", "silences",
        "nominations", "terms",
    )  # fmt: skip
    found = today(case_of({}), DAY)
    assert tuple(question.what for question in found.unknown) == every
    assert found.succession is None
    assert [q.what for q in today(CASE, DAY).unknown] == ["asks", "silences"]
    ended = case_of({**desk_tables(), "ledger": [], "commitments": []})
    assert "pledges" in {q.what for q in today(ended, DAY).unknown}


def test_an_agreement_holds_to_the_day_before_its_end() -> None:
    def held(day: date) -> list[str]:
        return [a.agreement for a in today(CASE, day).agreements]

    assert held(date(2024, 1, 11)) == held(date(2025, 1, 1)) == []
    assert held(date(2024, 1, 12)) == held(date(2024, 12, 31)) == ["pact"]


def test_changes_since_a_day_are_the_latest_first() -> None:
    found = today(CASE, DAY, since=date(2024, 5, 2)).changes
    assert [(c.date.isoformat(), c.kind, c.detail) for c in found] == [
        ("2024-06-26", "announced", None),
        ("2024-06-26", "decision", "adopted"),
        ("2024-06-20", "nomination", "withdrawn"),
        ("2024-06-01", "decision", "pending"),
        ("2024-06-01", "membership", None),
    ]
    kinds = {c.kind for c in today(CASE, AS_OF, since=date(2000, 1, 2)).changes}
    assert kinds == {
        "term_begins", "term_ends", "announced", "decision", "nomination", "consultation",
        "agreement", "membership", "statement", "ledger",
    }  # fmt: skip


def pledges(tables: Tables, at: date = AS_OF) -> list[tuple[str, float | None, bool]]:
    case = case_of({"items": [SHELL], **tables})
    return [(p.key, p.made_good, p.overdue) for p in today(case, at).pledges]


NOVEMBER = "donor=AAA;recipient=RRR;item=shell;by=2024-11"
DECEMBER = "donor=AAA;recipient=RRR;item=shell;by=2024-12"


def test_a_commitment_is_overdue_after_its_month() -> None:
    rows: Tables = {"commitments": [commitment(10, date(2024, 11, 1))]}
    assert pledges(rows, date(2024, 11, 30)) == [(NOVEMBER, None, False)]
    assert pledges(rows, date(2024, 12, 1)) == [(NOVEMBER, None, True)]


def test_deliveries_against_a_promise_fill_the_earlier_commitment_first() -> None:
    given = entry("d", "delivery", date(2024, 10, 5), item="shell", quantity=12.0, of="p")
    rows: Tables = {
        "commitments": [commitment(10, date(2024, 12, 1)), commitment(10, date(2024, 11, 1))],
        "ledger": [given],
    }
    assert pledges(rows, date(2024, 10, 4)) == [(NOVEMBER, None, False), (DECEMBER, None, False)]
    assert pledges(rows, date(2024, 10, 5)) == [(DECEMBER, 2.0, False)]
    given["of"] = None
    assert pledges(rows, date(2024, 10, 5))[0] == (NOVEMBER, None, False)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([{"stage": "delivery", "quantity": 4.0}], 4.0),
        ([{"stage": "allocation", "quantity": 6.0}, {"stage": "delivery", "quantity": 4.0}], 6.0),
        ([{"stage": "delivery", "quantity": None}], None),
        ([{"stage": "delivery", "quantity": 4.0}, {"stage": "delivery", "quantity": 6.0}], "done"),
        ([{"stage": "delivery", "amount": 5e6, "currency": "EUR"}], "done"),
        ([{"stage": "delivery", "quantity": 4.0, "amount": 5e6, "currency": "EUR"}], 4.0),
        ([{"stage": "delivery", "quantity": 9.0, "item": "shell"}], None),
        ([{"stage": "delivery", "quantity": 10.0, "donor": "BBB"}], None),
        ([{"stage": "delivery", "quantity": 10.0, "release": "2"}], None),
        ([{"stage": "delivery", "amount": 5e6, "currency": "USD"}], None),
    ],
)
def test_a_pledge_of_the_ledger(rows: list[Row], expected: float | str | None) -> None:
    day = date(2024, 2, 1)
    promise = entry("p", "pledge", day, quantity=10.0, amount=5e6, currency="EUR")
    given = [entry(f"e{n}", day=day, of="p", **row) for n, row in enumerate(rows)]
    found = pledges({"ledger": [promise, *given]})
    assert found == ([] if expected == "done" else [("entry=p", expected, False)])


def test_what_makes_an_allocation_good_makes_its_pledge_good() -> None:
    day = date(2024, 2, 1)
    rows = [
        entry("p", "pledge", day, quantity=10.0),
        entry("a", "allocation", day, of="p"),
        entry("d", "delivery", day, quantity=10.0, of="a"),
    ]
    assert pledges({"ledger": rows}) == []


def test_units_add_up_as_they_are_written() -> None:
    day = date(2024, 2, 1)  # as binary numbers, 0.7 and 0.1 are less than 0.8
    given = [entry(f"d{n}", "delivery", day, quantity=n, of="p") for n in (0.7, 0.1)]
    assert pledges({"ledger": [entry("p", "pledge", day, quantity=0.8), *given]}) == []


def test_of_a_pledge_of_nothing_nothing_is_open() -> None:
    rows = [entry("p", "pledge", date(2024, 2, 1), amount=0.0, currency="EUR")]
    assert pledges({"ledger": rows}) == []


def test_amounts_are_in_million() -> None:
    promise = entry("p", "pledge", date(2024, 2, 1), amount=150_000_000.0, currency="EUR")
    (line,) = today(case_of({"ledger": [promise]}), AS_OF).pledges
    assert (line.amount, line.currency, line.item_name) == (150.0, "EUR", {})


def spending(*rows: Row, at: date = AS_OF, **tables: list[Row]) -> list[tuple[int, float, bool]]:
    found = today(case_of({"spending": list(rows), **tables}), at).spending
    return [(line.year, pytest.approx(line.share), line.meets) for line in found]


def test_spending_is_the_last_year_of_the_latest_release() -> None:
    old = spent(2023, "share", 1.9, unit="percent", release="2023-07")
    assert spending(old, spent(2023, "share", 2.0, unit="percent")) == [(2023, 0.02, True)]
    assert spending(old, spent(2025, "share", 2.5, unit="percent")) == [(2023, 0.019, False)]
    parts = (spent(2024, "expenditure", 1.5, unit="billion EUR"), spent(2024, "gdp", 100_000.0))
    assert spending(old, *parts) == [(2024, 0.015, False)]
    late = spent(2024, "share", 0.03, unit="fraction", release="2024-12", source="late")
    sources = [source("late", date(2024, 12, 1))]
    assert spending(old, late, sources=sources) == [(2023, 0.019, False)]
    assert spending(old, late, at=date(2024, 12, 1), sources=sources) == [(2024, 0.03, True)]


@pytest.mark.parametrize(
    "rows",
    [
        [spent(2024, "expenditure", 2.0)],
        [spent(2024, "expenditure", 2.0), spent(2023, "gdp", 100.0)],
        [spent(2024, "expenditure", 2.0), spent(2024, "gdp", 100.0, basis="constant-2015")],
        [spent(2024, "expenditure", 2.0), spent(2024, "gdp", 100.0, unit="million USD")],
        [spent(2024, "expenditure", 2.0), spent(2024, "gdp", 0.0)],
        [spent(2024, "share", 2.0, unit="per head")],
    ],
)
def test_a_share_is_not_made_of_what_does_not_fit(rows: list[Row]) -> None:
    assert spending(*rows) == []
    found = today(case_of({"spending": rows}), AS_OF)
    assert "spending" in {question.what for question in found.unknown}


def test_asks_are_those_confirmed_of_a_run_known_on_the_day() -> None:
    plan = sample_plan()
    as_of = date.fromisoformat(plan.as_of)
    found = today(CASE, as_of, plan=plan, run="october")
    assert found.run is not None
    assert (found.run.name, found.run.levels) == ("october", plan.levels)
    assert [ask.ask for ask in found.asks] == plan.asks.drop_nulls("moved_by")["ask"].to_list()
    assert found.asks
    early = today(CASE, as_of - timedelta(1), plan=plan, run="october")
    assert (early.asks, early.run) == ((), None)
    assert "asks" in {question.what for question in early.unknown}


def silent(state: State, expires: datetime | None) -> Silence:
    at = datetime(2024, 6, 26, 12, tzinfo=UTC)
    return Silence(at, state, 1, expires, (), (), (), (), "r", "c", 0, False, RecordStamp())


def test_silences_under_way_come_in_the_order_in_which_they_expire() -> None:
    named = {
        "later": silent("under_silence", datetime(2024, 6, 28, tzinfo=UTC)),
        "soon": silent("under_silence", datetime(2024, 6, 27, tzinfo=UTC)),
        "done": silent("adopted", datetime(2024, 6, 20, tzinfo=UTC)),
        "long-done": silent("adopted", datetime(2024, 5, 20, tzinfo=UTC)),
        "none": silent("none", None),
        "draft": silent("draft", None),
    }
    found = today(CASE, DAY, silences=named)
    assert [line.name for line in found.silences] == ["soon", "later", "done", "draft"]
    assert today(CASE, DAY - timedelta(1), silences=named).silences == ()


# What was learnt later changes nothing.


def later_row(table: str, at: date, number: int) -> Row:
    """Return a row of a table that nobody could know on the day, of the parties of the case."""
    row = {c.name: _later_value(c, at) for c in TABLES[table].columns}
    own: dict[str, Row] = {
        "sources": {"source": "late", "published": at + timedelta(1)},
        "terms": {"office": "chair", "person": f"P{number}"},
        "nominations": {"office": "chair", "decision": None},
        "consultations": {"nomination": "new", "party": "AAA"},
        "memberships": {"party": "BBB", "body": "council", "until": None},
        "agreements": {"agreement": "pact", "until": None},
        "ledger": {"of": "p", "stage": "delivery", "quantity": 1000.0, "item": "shell"},
        "spending": {"party": "AAA", "release": "2099", "unit": "percent", "measure": "share"},
        "commitments": {"donor": "AAA", "recipient": "RRR", "item": "shell"},
        "decisions": {"body": "council"},
    }
    evidence = {} if table == "sources" else {"source": "late"}
    return row | evidence | own.get(table, {})


def _later_value(column: Column, at: date) -> Any:
    if column.choices:
        return column.choices[0]
    match column.kind:
        case "date":
            return at + timedelta(1)
        case "month":
            return date(2025, 1, 1)
        case "number":
            return 1.0
        case "integer":
            return min(at.year, 9)
        case "boolean":
            return True
        case _:
            return "AAA" if column.refers == "parties" else "zz"


def without_stamp(page: Today) -> Today:
    made = page.succession and replace(page.succession, stamp=RecordStamp())
    return replace(page, stamp=RecordStamp(), succession=made)


@settings(max_examples=60, deadline=None)
@given(st.dates(date(2015, 1, 1), date(2025, 12, 31)), st.sampled_from(["all", *TABLES]))
def test_what_was_learnt_later_changes_nothing(at: date, chosen: str) -> None:
    tables = desk_tables()
    more = [chosen] if chosen != "all" else list(TABLES)
    for table in {*more, "sources"}:
        tables[table] = [*tables.get(table, []), later_row(table, at, 1)]
    assert without_stamp(today(case_of(tables), at)) == without_stamp(today(CASE, at))


@settings(max_examples=30, deadline=None)
@given(st.dates(date(2015, 1, 1), date(2024, 6, 1)))
def test_an_end_that_came_later_changes_nothing(at: date) -> None:
    open_tables, told = desk_tables(), desk_tables()
    for tables in (open_tables, told):
        tables["terms"][1]["announced"] = None
        tables["nominations"][1]["until"] = None
    open_tables["terms"][1]["until"] = None
    open_tables["nominations"][0]["decision"] = None
    told["nominations"][1]["until"] = at + timedelta(1)
    told["decisions"].append(decision("later", at + timedelta(1)))
    told["memberships"].append(member("AAA", date(1999, 1, 1), date(2000, 1, 1)))
    open_tables["memberships"].append(member("AAA", date(1999, 1, 1), date(2000, 1, 1)))
    assert without_stamp(today(case_of(told), at)) == without_stamp(today(case_of(open_tables), at))


def test_the_desk_of_the_first_of_october() -> None:
    found = today(foedus.load(UKRAINE), AS_OF)
    assert found.succession is not None
    assert found.succession.holder is not None
    assert found.succession.holder.person == "Mark Rutte"
    assert [p.rank for p in found.priorities] == [1, 2, 3]
    assert {c.kind for c in found.changes} >= {"term_begins", "term_ends"}
    assert all(line.date <= AS_OF for line in (*found.decisions, *found.pending, *found.changes))
    early = today(foedus.load(UKRAINE), date(2024, 6, 25))
    assert all(line.date < DAY for line in early.decisions)
    assert early.priorities == ()
