"""The scenarios of ``ukraine-2024``: assumed, without odds or names, no trace in the plan."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

import foedus
from foedus.case.model import Case
from foedus.case.scenario import applied
from foedus.plan.background import positions
from foedus.plan.engine import compile_model
from foedus.plan.evidence import Evidence
from foedus.plan.reader import build_sets

CASE = Path(__file__).parents[2] / "cases" / "ukraine-2024"
NAMES = {"aid-goes-on", "us-aid-ends", "europe-takes-over", "shells-slip"}
LINES = {"us-army-155", "lockheed-gmlrs", "lockheed-pac-3", "raytheon-amraam"}


@pytest.fixture(scope="module")
def case() -> Case:
    return foedus.load(CASE)


def budgets(case: Case) -> dict[tuple[str, str], float]:
    """Amount by party and first month."""
    rows = case.tables["budgets"].select("party", pl.col("first").dt.strftime("%Y-%m"), "amount")
    return {(party, first): amount for party, first, amount in rows.iter_rows()}


def test_four_scenarios_without_odds(case: Case) -> None:
    rows = case.tables["scenarios"]
    assert set(rows["scenario"]) == NAMES
    assert rows["probability"].null_count() == rows.height
    assert {f"{day:%Y-%m}" for day in rows["reveal"]} == {"2024-12"}


def test_every_change_is_assumed(case: Case) -> None:
    evidence = Evidence(case)
    assert {
        evidence.basis([("changes", n)]).basis for n in range(case.tables["changes"].height)
    } == {"assumed"}


def test_nobody_who_stands_for_office_is_named() -> None:
    with (CASE / "terms.csv").open(encoding="utf-8", newline="") as file:
        people = {row["person"] for row in csv.DictReader(file)}
    told = "".join((CASE / f"{t}.csv").read_text("utf-8") for t in ("scenarios", "changes"))
    assert not any(person.split()[-1] in told for person in people)


def test_the_case_as_it_stands_is_one_of_them(case: Case) -> None:
    assert applied(case, "aid-goes-on").sha256 == case.sha256


@pytest.mark.parametrize("name", ["us-aid-ends", "europe-takes-over"])
def test_the_aid_of_the_united_states_ends_in_february(case: Case, name: str) -> None:
    after = applied(case, name)
    assert budgets(after)["USA", "2024-10"] == 1762.54
    assert budgets(after)["USA", "2025-02"] == 0
    own = after.tables["restrictions"].filter(pl.col("party") == "USA")
    assert own["limit"].to_list() == [0]


def test_only_in_one_do_its_lines_stop(case: Case) -> None:
    for name in NAMES:
        lines = applied(case, name).tables["lines"].filter(pl.col("capacity") == 0)
        assert set(lines["line"]) == (LINES if name == "us-aid-ends" else set())


def test_europe_takes_over_the_whole_amount(case: Case) -> None:
    before, after = budgets(case), budgets(applied(case, "europe-takes-over"))
    europe = case.tables["parties"].filter(pl.col("groups").str.contains("europe"))["party"]
    raised = {party: amount for (party, first), amount in after.items() if first == "2025-02"}
    more = sum(raised[p] - before[p, "2024-10"] for p in raised if p != "USA")
    assert set(raised) - {"USA"} <= set(europe)
    assert len(raised) == 30
    assert more == pytest.approx(1762.54, abs=0.1)


def test_shells_come_three_months_later(case: Case) -> None:
    before, after = (
        dict(c.tables["lines"].select("line", "lead").iter_rows())
        for c in (case, applied(case, "shells-slip"))
    )
    late = {line: after[line] - before[line] for line in before if after[line] != before[line]}
    assert late == {line: 3 for line in before if line.endswith("155")}
    assert len(late) == 4


def test_the_row_that_limits_nothing_leaves_no_trace(case: Case) -> None:
    rows = case.tables["restrictions"]
    without = replace(
        case, tables={**case.tables, "restrictions": rows.filter(pl.col("party") != "USA")}
    )
    programs = [compile_model(build_sets(c)).program for c in (case, without)]
    assert (programs[0].matrix != programs[1].matrix).nnz == 0
    said = positions(case, Evidence(case)).filter(pl.col("party") == "USA")
    assert "restriction" not in said["kind"].to_list()


def test_where_it_limits_it_is_shown_as_assumed(case: Case) -> None:
    after = applied(case, "us-aid-ends")
    said = positions(after, Evidence(after)).filter(
        (pl.col("party") == "USA") & (pl.col("kind") == "restriction")
    )
    assert said["basis"].to_list() == ["assumed"]
