"""The case solved by hand (docs/hand-solved.md): every number of the page."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from plan_cases import HAND, Tables, changed, move_limit, need_of, row_of, solve

from foedus.results.plan import Plan

MONTHS = ["2024-10", "2024-11", "2024-12"]
TOTAL = 12 + 24 + 36


@pytest.fixture(scope="module", params=["ipx", "simplex"])
def plan(request: pytest.FixtureRequest) -> Plan:
    return solve(HAND, explain=True, solver=request.param)


def near(value: float) -> object:
    """The page's number, to within what the locks of the levels let a later level move."""
    return pytest.approx(value, rel=2e-5, abs=1e-4)


def test_levels(plan: Plan) -> None:
    assert [level.name for level in plan.levels] == ["need", "readiness", "fairness", "cost"]
    assert plan.level("need").value == pytest.approx(46 / TOTAL, abs=1e-9)
    assert plan.level("readiness").value == near(1.7 + 0.75)
    assert plan.level("fairness").value == near(22.5)
    assert plan.level("fairness").sorted == (near(22.5), near(22.5))
    assert plan.level("cost").value == near(26)


def test_printed_digits(plan: Plan) -> None:
    assert plan.level("readiness").value == pytest.approx(2.44999, abs=5e-6)
    assert plan.level("fairness").value == pytest.approx(22.49987, abs=1e-5)
    assert plan.level("cost").value == pytest.approx(25.9999, abs=5e-5)


def test_unavoidable(plan: Plan) -> None:
    assert plan.level("need").unavoidable == pytest.approx(2 / TOTAL, abs=1e-9)
    assert plan.level("readiness").unavoidable == pytest.approx(2 / 4, abs=1e-9)
    assert plan.level("fairness").unavoidable is None
    assert plan.level("cost").unavoidable is None


def test_coverage(plan: Plan) -> None:
    assert plan.coverage["month"].to_list() == MONTHS
    assert plan.coverage["needed"].to_list() == [12, 12, 12]
    assert plan.coverage["met"].to_list() == [near(5), near(4), near(3)]
    assert plan.coverage["backlog"].to_list() == [near(7), near(15), near(24)]


def test_hub(plan: Plan) -> None:
    tonnes = plan.usage.filter(pl.col("kind") == "hub")
    assert tonnes["capacity"].to_list() == [5, 5, 5]
    assert tonnes["used"].to_list() == [near(5), near(4), near(3)]


def test_readiness(plan: Plan) -> None:
    aaa = plan.readiness.filter(pl.col("party") == "AAA")
    bbb = plan.readiness.filter(pl.col("party") == "BBB")
    assert aaa["held"].to_list() == [near(5), near(4), near(4)]
    assert aaa["gap"].to_list() == [near(5), near(6), near(6)]
    assert bbb["held"].to_list() == [near(2), near(3), near(4)]
    assert bbb["gap"].to_list() == [near(2), near(1), near(0)]


def test_burdens(plan: Plan) -> None:
    # the shown plan may use the 1e-4 within which every relative burden is kept
    assert plan.burden["party"].to_list() == ["AAA", "BBB"]
    assert plan.burden["share"].to_list() == [0.5, 0.5]
    assert plan.burden["burden"].to_list() == [pytest.approx(11.25, rel=2e-4)] * 2
    assert plan.burden["relative_burden"].to_list() == [pytest.approx(22.5, rel=2e-4)] * 2
    assert plan.burden["ratio"].to_list() == [pytest.approx(1, abs=2e-4)] * 2


def test_transfers(plan: Plan) -> None:
    """AAA gives 7.5, BBB orders 4.5, AAA refills 1.5, BBB buys two trucks."""
    total = {
        (donor, recipient, item, kind): quantity
        for donor, recipient, item, kind, quantity in plan.transfers.group_by(
            "donor", "recipient", "item", "kind"
        )
        .agg(pl.col("quantity").sum())
        .iter_rows()
        if quantity > 0.01
    }
    rough = {"rel": 2e-3}  # a burden within 1e-4 leaves some 2e-3 shells
    assert total == {
        ("AAA", "CCC", "shell", "give"): pytest.approx(7.5, **rough),
        ("BBB", "CCC", "shell", "order"): pytest.approx(4.5, **rough),
        ("AAA", "AAA", "shell", "refill"): pytest.approx(1.5, **rough),
        ("BBB", "BBB", "truck", "refill"): pytest.approx(2, **rough),
    }


def test_months_of_gifts(plan: Plan) -> None:
    gifts = plan.transfers.filter(pl.col("kind") == "give")
    assert gifts["sent"].to_list() == MONTHS
    assert gifts["arrives"].to_list() == MONTHS
    assert gifts["quantity"][0] == near(5)
    assert gifts["quantity"][1:].sum() == pytest.approx(2.5, abs=0.01)


ASKS = [
    ("line", "BBB", "line=shell-works;first=2024-10", "thousand rounds", 3, 3 / (2 * 2) * 100),
    ("floor", "AAA", "party=AAA;capability=fire;kind=floor;first=2024-10",
     "thousand rounds", 2, 2 / 1 * 100),
    ("hub", None, "hub=north", "tonne", 1, None),
]  # fmt: skip
"""Limit, party, row, unit, shell-months of one more unit, and those of 100 million."""


def test_asks_are_the_table_of_what_one_more_unit_brings(plan: Plan) -> None:
    found = plan.asks.select("limit", "party", "row", "unit").rows()
    assert found == [(limit, party, row, unit) for limit, party, row, unit, _, _ in ASKS]
    for ask, (_, _, _, _, months, per_100m) in zip(
        plan.asks.iter_rows(named=True), ASKS, strict=True
    ):
        assert ask["per_unit"] == pytest.approx(months / TOTAL, rel=1e-6)
        assert ask["moved_by"] == 1
        assert ask["gain"] == pytest.approx(months / TOTAL, rel=1e-6)
        wanted = None if per_100m is None else pytest.approx(per_100m / TOTAL, rel=1e-6)
        assert ask["per_100m"] == wanted


def test_unlocks_in_shell_months(plan: Plan) -> None:
    assert plan.unlocks.select("ask", "party", "capability").rows() == [
        (n, "CCC", "fire") for n in range(3)
    ]
    assert plan.unlocks["unit_months"].to_list() == [near(3), near(2), near(1)]


def test_budgets_are_not_asked_for(plan: Plan) -> None:
    assert "budget" not in plan.asks["limit"].to_list()


def test_bundle_starts_with_the_strongest_and_is_confirmed(plan: Plan, tmp_path: Path) -> None:
    steps = list(plan.bundle.iter_rows(named=True))
    assert steps[0]["ask"] == 0
    for n in range(len(steps)):

        def move(tables: Tables, n: int = n) -> None:
            for step in steps[: n + 1]:
                move_limit(tables, plan.asks.row(step["ask"], named=True), step["moved_by"])

        after = need_of(changed(HAND, tmp_path / str(n), move))
        assert steps[n]["need_after"] == pytest.approx(after, abs=1e-7)


@pytest.mark.parametrize(
    ("table", "row", "column", "value", "missing"),
    [
        ("requirements", "party=AAA;kind=floor", "quantity", "3", 44),
        ("requirements", "party=AAA;kind=floor", "quantity", "2", 43),
        ("hubs", "hub=north", "capacity", "6", 45),
        ("lines", "line=shell-works", "capacity", "4", 43),
        ("budgets", "party=AAA", "amount", "6", 46),
        ("budgets", "party=BBB", "amount", "13", 46),
    ],
)
def test_one_more_unit(
    tmp_path: Path, table: str, row: str, column: str, value: str, missing: float
) -> None:
    def move(tables: Tables) -> None:
        row_of(tables, table, row)[column] = value

    folder = changed(HAND, tmp_path, move)
    assert need_of(folder) == pytest.approx(missing / TOTAL, abs=1e-9)


def test_valued_at_its_price(tmp_path: Path) -> None:
    def forget(tables: Tables) -> None:
        row_of(tables, "stocks", "party=AAA")["value"] = ""

    fairness = solve(changed(HAND, tmp_path, forget)).level("fairness")
    assert fairness.sorted == (near(30), near(30))
