"""Pledge, allocation, delivery: against plain Python that walks from entry to entry."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given, settings
from ledger_cases import AS_OF, STAGES, Row, case_of, drawn_entries, entry

from foedus.decide.evidence import Rows
from foedus.decide.pledges import pledge_lines
from foedus.ledger import ledger

Number = Decimal | None


def broken(row: Row, of: Row, by_name: dict[str, Row]) -> str | None:
    """Say why a link does not hold, by the words of the concept, not of the engine."""
    seen, walk = [], row
    while walk["of"] is not None and walk["entry"] not in seen:
        seen.append(walk["entry"])
        walk = by_name[walk["of"]]
    if walk["entry"] == row["entry"]:
        return "cycle"
    if STAGES.index(row["stage"]) <= STAGES.index(of["stage"]):
        return "backwards"
    if any(row[c] != of[c] for c in ("donor", "recipient", "type")):
        return "of-other"
    return None if row["release"] == of["release"] else "of-other-release"


def above(row: Row, by_name: dict[str, Row]) -> Iterator[Row]:
    """Yield the promises that an entry makes good, up to the first link that does not hold."""
    while row["of"] is not None:
        of = by_name[row["of"]]
        if broken(row, of, by_name):
            return
        yield of
        row = of


def exact(value: float | None) -> Number:
    return None if value is None else Decimal(repr(value))


def largest(rows: list[Row], column: str) -> Number:
    sums = []
    for stage in STAGES:
        known = [exact(r[column]) for r in rows if r["stage"] == stage and r[column] is not None]
        if known:
            sums.append(sum(known, Decimal(0)))  # type: ignore[arg-type]
    return max(sums, default=None)


def expected(rows: list[Row]) -> dict[str, tuple[str, list[str], Number, Number]]:
    by_name = {row["entry"]: row for row in rows}
    found = {}
    for promise in (row for row in rows if row["stage"] != "delivery"):
        makes = [r for r in rows if promise in list(above(r, by_name))]
        units = largest([r for r in makes if r["item"] == promise["item"]], "quantity")
        money = largest([r for r in makes if r["currency"] == promise["currency"]], "amount")
        state = "unmeasured" if makes else "not"
        for promised, given_ in (
            (exact(promise["quantity"]), units),
            (exact(promise["amount"]), money),
        ):
            if promised is not None and given_ is not None:
                state = "wholly" if given_ >= promised else "partly"
                break
        known = [x for x in (promise["quantity"], promise["amount"]) if x is not None]
        if known and not any(known):
            state = "wholly"
        names = sorted(r["entry"] for r in makes)
        found[promise["entry"]] = (state, names, units, money)
    return {name: value for name, value in found.items() if value[0] != "wholly"}


@settings(deadline=None, max_examples=200)
@given(drawn_entries())
def test_what_is_open_is_what_a_walk_finds(rows: list[Row]) -> None:
    found = ledger(case_of(rows)).open
    columns = ("entry", "state", "by", "made_good_quantity", "made_good_amount")
    assert {row[0]: row[1:] for row in found.select(columns).iter_rows()} == expected(rows)


@settings(deadline=None, max_examples=100)
@given(drawn_entries())
def test_the_desk_holds_the_same_pledges_open(rows: list[Row]) -> None:
    """Two engines, one rule: what is open in the ledger is what the desk lists."""
    case = case_of(rows)
    found = ledger(case).open.filter(pl.col("stage") == "pledge")
    lines = pledge_lines(Rows(case), AS_OF)
    assert {line.key.removeprefix("entry="): exact(line.made_good) for line in lines} == dict(
        found.select("entry", "made_good_quantity").iter_rows()
    )


@settings(deadline=None, max_examples=200)
@given(drawn_entries())
def test_every_broken_link_is_told_with_its_reason(rows: list[Row]) -> None:
    by_name = {row["entry"]: row for row in rows}
    links = [row for row in rows if row["of"] is not None]
    reasons = {row["entry"]: broken(row, by_name[row["of"]], by_name) for row in links}
    found = ledger(case_of(rows))
    assert dict(found.links.select("entry", "broken").iter_rows()) == reasons
    told = {f.value: f.kind for f in found.findings if f.column == "of" and f.value in by_name}
    early = "ledger.before-its-promise"
    assert {name: kind for name, kind in told.items() if kind != early} == {
        name: f"ledger.{reason}" for name, reason in reasons.items() if reason
    }


@settings(deadline=None, max_examples=100)
@given(drawn_entries())
def test_nothing_is_left_of_more_than_was_promised(rows: list[Row]) -> None:
    for row in ledger(case_of(rows)).open.iter_rows(named=True):
        for measure in ("quantity", "amount"):
            left, good = row[f"left_{measure}"], row[f"made_good_{measure}"]
            if row["state"] == "not":
                assert left == row[measure]
            elif good is None or row[measure] is None:
                assert left is None
            else:
                assert left == max(row[measure] - good, 0)


def opened(*rows: Row) -> list[tuple[object, ...]]:
    found = ledger(case_of(rows)).open
    return found.select("entry", "state", "left_quantity", "left_amount").rows()


def kinds(*rows: Row) -> list[str]:
    return [f.kind for f in ledger(case_of(rows)).findings]


P = entry("p", "pledge", 100.0, item="shell", quantity=10.0)
A = entry("a", "allocation", 60.0, item="shell", quantity=6.0, of="p")


def test_a_pledge_is_made_good_by_allocations_and_these_by_deliveries() -> None:
    later = entry("a2", "allocation", 40.0, item="shell", quantity=4.0, of="p")
    gone = entry("d", "delivery", None, item="shell", quantity=6.0, of="a")
    assert opened(P) == [("p", "not", 10, 100)]
    assert opened(P, A) == [("a", "not", 6, 60), ("p", "partly", 4, 40)]
    assert opened(P, A, later, gone) == [("a2", "not", 4, 40)]


def test_a_delivery_may_make_a_pledge_good_directly_and_counts_once() -> None:
    gone = entry("d", "delivery", None, item="shell", quantity=6.0, of="a")
    direct = entry("d2", "delivery", None, item="shell", quantity=3.0, of="p")
    assert opened(P, A, gone, direct) == [("p", "partly", 1, 40)]


def test_units_decide_before_money() -> None:
    dear = entry("a", "allocation", 100.0, item="shell", quantity=4.0, of="p")
    assert opened(P, dear)[-1] == ("p", "partly", 6, 0)


def test_other_items_and_currencies_are_not_compared() -> None:
    gun = entry("a", "allocation", 60.0, item="gun", quantity=6.0, of="p", currency="USD")
    assert opened(P, gun)[-1] == ("p", "unmeasured", None, None)


def test_more_than_promised_is_told() -> None:
    found = ledger(case_of([P, {**A, "quantity": 11.0, "amount": 101.5}])).findings
    assert [(f.kind, f.value, f.column, f.details["made_good"]) for f in found[:2]] == [
        ("ledger.more-than-promised", "p", "quantity", "11"),
        ("ledger.more-than-promised", "p", "amount", "101.5"),
    ]


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        ([P, {**A, "donor": "BBB"}], "ledger.of-other"),
        ([P, {**A, "recipient": "SSS"}], "ledger.of-other"),
        ([P, {**A, "type": "financial"}], "ledger.of-other"),
        ([P, {**A, "release": "7"}], "ledger.of-other-release"),
        ([entry("d", "delivery"), entry("p", "pledge", of="d")], "ledger.backwards"),
        ([entry("p", "pledge"), entry("q", "pledge", of="p")], "ledger.backwards"),
        ([entry("p", "pledge", of="p")], "ledger.cycle"),
        ([P, {**A, "date": date(2023, 1, 1)}], "ledger.before-its-promise"),
    ],
)
def test_a_link_that_cannot_hold_is_told(rows: list[Row], kind: str) -> None:
    assert kind in kinds(*rows)


def test_a_long_circle_is_found() -> None:
    rows = [entry(f"e{i:04}", "pledge", of=f"e{(i + 1) % 5000:04}") for i in range(5000)]
    found = ledger(case_of(rows))
    assert set(found.links["broken"]) == {"cycle"}
    assert [f.kind for f in found.findings if f.kind == "and-more"] == ["and-more"]


def test_a_promise_unknown_on_the_day_is_told() -> None:
    rows = [{**P, "date": date(2024, 5, 1)}, A]
    found = ledger(case_of(rows), at=date(2024, 2, 1))
    assert [f.kind for f in found.findings] == ["ledger.of-unknown"]
    assert found.open["entry"].to_list() == ["a"]


def test_a_release_that_names_no_links_is_told() -> None:
    assert "ledger.no-links" in kinds(P, {**A, "of": None})
    assert "ledger.no-links" not in kinds(P, A)
    assert "ledger.no-links" not in kinds(P)
    other = {**P, "release": "7"}
    assert "ledger.no-deliveries" in kinds(other, {**A, "release": "7"})
    gone = entry("d", "delivery", of="a", release="7")
    assert "ledger.no-deliveries" not in kinds(other, {**A, "release": "7"}, gone)
    assert "ledger.no-deliveries" not in kinds(P, A)


def test_a_promise_of_nothing_is_not_open() -> None:
    assert opened(entry("p", "pledge", 0.0)) == []
    assert opened(entry("p", "pledge", None)) == [("p", "not", None, None)]
