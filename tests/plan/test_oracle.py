"""The engine against the oracle on random cases, and its transfers against every rule.

Twenty fast cases in the ordinary run; three hundred with ``pytest -m oracle``.

The first level and what is unavoidable are single programmes: there the two agree to 1e-5. Later
levels are solved inside the slack that the earlier ones leave (1e-6, and 1e-4 for burdens), and
may react to it some hundred times over; so they, and the burdens, are compared to 1e-3.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest
from plan_cases import HAND, Tables, changed, inflow, solve, write_random

from foedus.results.plan import Plan
from oracle.model import NOTHING, Gap, OracleResult, backlog, constraints
from oracle.model import solve as oracle_solve
from oracle.moves import Move, all_moves
from oracle.program import Row, minimise, one
from oracle.reading import Case, read_case

FAST = (0, 1, 2, 3, 4, 5, 8, 11, 12, 13, 14, 15, 18, 19, 21, 23, 24, 25, 27, 29)
MANY = range(300)
TOLERANCE = {"need": 1e-5, "unavoidable need": 1e-5, "unavoidable readiness": 1e-5}
"""By level, times max(1, value); 1e-3 for the others."""
LATER = 1e-3
ROUNDING = 1e-5
"""By how much transfers, rounded and without dust, may break a rule, times the rule's size."""


def differences(found: Plan, wanted: OracleResult) -> dict[str, float]:
    """Return the difference at each level, over max(1, value)."""
    assert found.status == wanted.status
    assert [level.name for level in found.levels] == list(wanted.levels)
    pairs: dict[str, list[tuple[float, float]]] = {}
    for level in found.levels:
        pairs[level.name] = [(level.value, wanted.levels[level.name])]
        if level.unavoidable is not None:
            right = wanted.unavoidable[level.name]
            pairs[f"unavoidable {level.name}"] = [(level.unavoidable, right)]
        if level.name == "fairness":
            pairs["burdens"] = list(zip(level.sorted, wanted.burdens, strict=True))
    return {
        name: max((abs(a - b) / max(1.0, abs(b)) for a, b in both), default=0.0)
        for name, both in pairs.items()
    }


def moved(result: Plan, case: Case) -> dict[Move, float]:
    """Return the transfers as the oracle's moves; a transfer that no table allows is an error."""
    known = {
        (m.kind, m.donor, m.item, m.line, m.target, m.hub, m.paid, m.sent, m.there): m
        for m in all_moves(case, NOTHING)
    }
    months = [row[0] for row in _labels(result, case)]
    amounts: dict[Move, float] = defaultdict(float)
    for t in result.transfers.iter_rows(named=True):
        when = (months.index(t[name]) + 1 for name in ("paid", "sent", "arrives"))
        key = (t["kind"], t["donor"], t["item"], t["line"], t["recipient"], t["hub"], *when)
        move = known[key]
        amounts[move] += t["quantity"]
        price = move.money if t["kind"] == "refill" else move.burden
        assert t["value"] == pytest.approx(t["quantity"] * price, rel=1e-6, abs=1e-6)
    return amounts


def _labels(result: Plan, case: Case) -> list[tuple[str, int]]:
    year, first = (int(part) for part in result.start.split("-"))
    absolute = [year * 12 + first - 1 + t for t in range(case.last_month)]
    return [(f"{m // 12}-{m % 12 + 1:02d}", t + 1) for t, m in enumerate(absolute)]


def broken(result: Plan, case: Case) -> float:
    """Return by how much the tables of a plan break a rule, over the rule's size.

    Stocks, floors, budgets, lines, hubs, restrictions and promises follow from the transfers
    alone. What is used and what is held is not in the tables: there the least breach for any use
    and any holding that give the tables' backlogs and gaps is taken.
    """
    amounts, month = moved(result, case), dict(_labels(result, case))
    rows = list(constraints(case, NOTHING))
    for c in result.coverage.iter_rows(named=True):
        left = backlog(case, c["party"], c["capability"], month[c["month"]])
        rows.append(left.at_most(c["backlog"]))
    for r in result.readiness.iter_rows(named=True):
        gap = one(Gap(r["party"], r["capability"], month[r["month"]]))
        rows.append(gap.at_most(r["gap"]))
    return minimise([_with_breach(row, amounts) for row in rows], one("breach"))[0]


def _with_breach(row: Row, amounts: dict[Move, float]) -> Row:
    known = {u: c for u, c in row.terms.items() if isinstance(u, Move)}
    parts = [c * amounts.get(u, 0.0) for u, c in known.items()]
    size = max(1.0, abs(row.bound), *(abs(p) for p in parts))
    others = {u: c / size for u, c in row.terms.items() if u not in known}
    return Row({**others, "breach": -1.0}, (row.bound - sum(parts)) / size)


def from_tables(result: Plan, case: Case) -> dict[str, float]:
    """Return the levels as the plan's own tables give them."""
    amounts = moved(result, case)
    totals: dict[tuple[str, str], float] = {}
    for r, c in {(r, c) for kind, r, c in case.required if kind == "deliver"}:
        nothing = [backlog(case, r, c, t).constant for t in case.months]
        totals[r, c] = sum(nothing)
    relative: dict[str, float] = dict.fromkeys((d for d, s in case.share.items() if s > 0), 0.0)
    for move, quantity in amounts.items():
        if move.donor in relative:
            relative[move.donor] += quantity * move.burden / case.share[move.donor]
    return {
        "need": sum(
            case.priority["deliver", c["party"], c["capability"]] * c["backlog"]
            / totals[c["party"], c["capability"]]
            for c in result.coverage.iter_rows(named=True)
            if totals[c["party"], c["capability"]] > 0
        ),
        "readiness": sum(
            case.priority["hold", r["party"], r["capability"]] * r["gap"] / r["required"]
            for r in result.readiness.iter_rows(named=True)
        ),
        "fairness": max(relative.values(), default=0.0),
        "cost": sum(move.money * quantity for move, quantity in amounts.items()),
    }  # fmt: skip


def check_tables(result: Plan, folder: Path) -> None:
    """Hold the plan's tables against every rule and against its own levels."""
    case = read_case(folder)
    assert broken(result, case) <= ROUNDING
    reached = from_tables(result, case)
    for level in result.levels:
        # the shown plan may use the slack within which each level is kept
        assert reached[level.name] == pytest.approx(level.value, rel=2e-4, abs=2e-4)
    used = _used(result, case)
    for u in result.usage.iter_rows(named=True):
        rounding = ROUNDING * max(1.0, u["capacity"])
        wanted = pytest.approx(used[u["name"], u["month"]], abs=rounding + dust(case))
        assert u["used"] == wanted
        assert u["used"] <= u["capacity"] + rounding
    carried: dict[str, float] = defaultdict(float)
    for move, quantity in moved(result, case).items():
        carried[move.donor] += move.burden * quantity
    unseen = ROUNDING * max(1.0, *case.price.values())
    for b in result.burden.iter_rows(named=True):
        assert b["burden"] == pytest.approx(carried[b["party"]], rel=1e-5, abs=unseen)
        assert b["share"] == pytest.approx(case.share[b["party"]])


def dust(case: Case) -> float:
    """Return what ten transfers may bear that are too small to be shown, in units and tonnes."""
    return 10 * max(
        max(1e-6, 1e-6 / max(price, 1e-3)) * max(1.0, case.mass[item])
        for item, price in case.price.items()
    )


def _used(result: Plan, case: Case) -> dict[tuple[str, str], float]:
    label = {t: name for name, t in _labels(result, case)}
    used: dict[tuple[str, str], float] = defaultdict(float)
    for move, quantity in moved(result, case).items():
        if move.line is not None:
            used[move.line, label[move.sent]] += quantity
        if move.hub is not None:
            used[move.hub, label[move.there]] += quantity * case.mass[move.item]
    return used


def compare(folder: Path) -> dict[str, float]:
    """Solve a folder both ways, check the tables, and return the differences."""
    found = solve(folder, explain=True)
    assert found.stamp.residual <= 1e-6
    if found.status == "optimal":
        check_tables(found, folder)
    return differences(found, oracle_solve(folder))


def too_large(difference: dict[str, float], levels: list[str]) -> dict[str, float]:
    """Return the differences beyond what the place of the level in the order excuses."""
    limit = {**TOLERANCE, levels[0] if levels else "": 1e-5}
    return {name: d for name, d in difference.items() if d > limit.get(name, LATER)}


@pytest.mark.parametrize("seed", FAST)
def test_agrees_with_the_oracle(tmp_path: Path, seed: int) -> None:
    difference = compare(write_random(tmp_path, seed))
    assert too_large(difference, list(difference)) == {}


def test_the_fast_cases_hold_every_kind(tmp_path: Path) -> None:
    cases = [read_case(write_random(tmp_path / str(seed), seed)) for seed in FAST]
    assert len({case.levels for case in cases}) >= 4
    assert {r.kind for case in cases for r in case.restrictions} == {
        "own",
        "third_party_transfer",
        "treaty",
    }
    assert any(case.commitments for case in cases)
    assert any(case.backfills for case in cases)
    assert any(0.0 in case.share.values() for case in cases)
    assert any(len(case.recipients) > 1 for case in cases)


@pytest.mark.oracle
def test_agrees_with_the_oracle_on_many(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    largest: dict[str, tuple[float, int]] = {}
    wrong, compared = {}, 0
    for seed in MANY:
        difference = compare(write_random(tmp_path / str(seed), seed))
        compared += bool(difference)
        for name, d in difference.items():
            largest[name] = max(largest.get(name, (0.0, seed)), (d, seed))
        if found := too_large(difference, list(difference)):
            wrong[seed] = found
    with capsys.disabled():
        print(f"\n{compared} of {len(MANY)} seeds have a plan")  # noqa: T201
        for name, (d, seed) in sorted(largest.items()):
            print(f"{name:24}{d:10.1e}  (seed {seed})")  # noqa: T201
    assert wrong == {}
    assert compared >= 0.9 * len(MANY)


# The checks themselves must see a breach


def test_the_hand_solved_plan_breaks_nothing() -> None:
    check_tables(solve(HAND), HAND)


@pytest.mark.parametrize(
    ("table", "row", "column", "value"),
    [
        ("requirements", 1, "quantity", "5"),
        ("hubs", 0, "capacity", "4.9"),
        ("lines", 0, "capacity", "2.9"),
        ("budgets", 0, "amount", "2"),
        ("stocks", 0, "quantity", "7"),
        ("inflows", 0, "quantity", "1"),
    ],
)
def test_a_breach_is_seen(tmp_path: Path, table: str, row: int, column: str, value: str) -> None:
    def tighten(tables: Tables) -> None:
        tables[table][row][column] = value

    def add_inflow(tables: Tables) -> None:
        tables["inflows"] = [inflow("AAA", "shell", "2024-11", 2)]

    folder = changed(HAND, tmp_path / "before", add_inflow)
    result = solve(folder)
    assert broken(result, read_case(folder)) <= ROUNDING
    case = read_case(changed(folder, tmp_path / "after", tighten))
    assert broken(result, case) > 100 * ROUNDING
