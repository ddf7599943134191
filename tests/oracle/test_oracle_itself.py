"""The oracle against a case solved by hand and tiny cases whose answer fits on a line."""

import shutil
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest

from .levels import leximin, within
from .model import OracleResult, constraints, level_list, solve
from .moves import all_moves
from .program import Sum, add, feasible, minimise, one
from .random_cases import write_random_case
from .reading import read_case
from .writing import Cell, settings, write_case

HAND = Path(__file__).parents[1] / "fixtures" / "hand"
Tables = dict[str, list[dict[str, Cell]]]


def close(value: float | Fraction) -> object:
    """The value to within what the locks of the levels let a later level move."""
    return pytest.approx(float(value), rel=2e-4, abs=1e-6)


# The hand-solved case (docs/hand-solved.md)


def changed(tmp_path: Path, table: str, old: str, new: str) -> OracleResult:
    """The hand-solved case with one piece of text of one table replaced."""
    folder = tmp_path / "hand"
    shutil.copytree(HAND, folder, dirs_exist_ok=True)
    path = folder / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return solve(folder)


def test_hand_levels() -> None:
    result = solve(HAND)
    assert result.status == "optimal"
    assert list(result.levels) == ["need", "readiness", "fairness", "cost"]
    assert result.levels["need"] == pytest.approx(46 / 72, abs=1e-9)
    assert result.levels["readiness"] == close(2.45)
    assert result.levels["cost"] == close(26)
    assert result.relative_burden == {"AAA": close(22.5), "BBB": close(22.5)}
    assert result.burdens == [close(22.5), close(22.5)]
    assert result.unavoidable == {"need": close(Fraction(2, 72)), "readiness": close(0.5)}


@pytest.mark.parametrize(
    ("table", "old", "new", "backlog"),
    [
        ("requirements", "AAA,fire,floor,2024-10,,4,", "AAA,fire,floor,2024-10,,3,", 44),
        ("requirements", "AAA,fire,floor,2024-10,,4,", "AAA,fire,floor,2024-10,,2,", 43),
        ("hubs", "north,North,5", "north,North,6", 45),
        ("lines", "BBB,shell,1,2,3", "BBB,shell,1,2,4", 43),
        ("budgets", "BBB,2024-10,,12", "BBB,2024-10,,13", 46),
    ],
)
def test_hand_limits_moved(tmp_path: Path, table: str, old: str, new: str, backlog: int) -> None:
    result = changed(tmp_path, table, old, new)
    assert result.levels["need"] == pytest.approx(backlog / 72, abs=1e-9)


def test_hand_fairness_where_stock_is_valued_at_its_price(tmp_path: Path) -> None:
    result = changed(tmp_path, "stocks", "AAA,shell,10,1,", "AAA,shell,10,,")
    assert result.burdens == [close(30), close(30)]


# Tiny cases


def tiny() -> Tables:
    """AAA may give 6 shells at once; RRR needs 10 in each of two months, all carried over."""
    return {
        "parties": [
            {"party": "AAA", "kind": "ally", "groups": "east"},
            {"party": "RRR", "kind": "recipient"},
        ],
        "capabilities": [{"capability": "fire", "unit": "u", "carry": 1}],
        "items": [{"item": "shell", "unit": "u", "price": 2, "mass": 1}],
        "yields": [{"item": "shell", "capability": "fire", "quantity": 1}],
        "stocks": [{"party": "AAA", "item": "shell", "quantity": 6}],
        "requirements": [required("RRR", "deliver", 10), required("AAA", "floor", 0)],
        "budgets": [{"party": "AAA", "first": "2024-11", "last": "", "amount": 100}],
        "hubs": [{"hub": "north", "name": "North", "capacity": 100}],
        "routes": [{"party": "AAA", "hub": "north", "recipient": "RRR", "lag": 0, "cost": 0}],
        "keys": [{"key": "gdp", "party": "AAA", "share": 1}],
    }


def required(party: str, kind: str, quantity: float) -> dict[str, Cell]:
    """A requirement of fire over the whole horizon."""
    return {
        "party": party, "capability": "fire", "kind": kind,
        "first": "2024-11", "last": "", "quantity": quantity,
    }  # fmt: skip


def line(party: str, lead: int, capacity: float) -> dict[str, Cell]:
    """A line that makes shells at their price from the first month on."""
    return {
        "line": "works", "first": "2024-11", "last": "", "party": party, "item": "shell",
        "lead": lead, "price": 2, "capacity": capacity,
    }  # fmt: skip


def restriction(party: str, kind: str, limit: float, maker: str) -> dict[str, Cell]:
    """A limit on shells for RRR over the whole horizon."""
    return {
        "party": party, "kind": kind, "item": "shell", "recipient": "RRR",
        "first": "2024-11", "last": "", "limit": limit, "maker": maker,
    }  # fmt: skip


def commitment(donor: str, by: str, quantity: float) -> dict[str, Cell]:
    """A promise of shells to RRR."""
    return {"donor": donor, "recipient": "RRR", "item": "shell", "by": by, "quantity": quantity}


def solved(folder: Path, tables: Tables, months: int = 2) -> OracleResult:
    """The case of these tables, from November 2024 on."""
    order = ("need", "readiness", "fairness", "cost")
    write_case(folder, settings("tiny", "2024-11", months, order, "gdp"), tables)
    return solve(folder)


def need_of(folder: Path, tables: Tables) -> float:
    """The need level of these tables over two months."""
    return solved(folder, tables).levels["need"]


def test_gift_at_once(tmp_path: Path) -> None:
    assert need_of(tmp_path, tiny()) == close(Fraction(4 + 14, 30))


def test_missing_floor_bars_the_gift_and_is_not_unavoidable(tmp_path: Path) -> None:
    tables = tiny()
    tables["requirements"].pop()
    result = solved(tmp_path, tables)
    assert (result.levels["need"], result.unavoidable["need"]) == (close(1), close(0.6))


def test_floor_that_begins_later_bars_only_before(tmp_path: Path) -> None:
    tables = tiny()
    tables["requirements"][1]["first"] = "2024-12"
    assert need_of(tmp_path, tables) == close(Fraction(10 + 14, 30))


def test_floor_above_the_stock_is_the_stock(tmp_path: Path) -> None:
    tables = tiny()
    tables["requirements"][1]["quantity"] = 9
    result = solved(tmp_path, tables)
    assert (result.status, result.levels["need"]) == ("optimal", close(1))


def test_opt_out_is_kept_in_the_unavoidable(tmp_path: Path) -> None:
    tables = tiny()
    tables["opt_outs"] = [{"party": "AAA", "first": "2024-11", "last": "2024-11"}]
    result = solved(tmp_path, tables)
    assert (result.levels["need"], result.unavoidable["need"]) == (close(0.8), close(0.8))


@pytest.mark.parametrize(("carry", "need"), [(0, 14 / 20), (0.5, (4 + 12) / 25)])
def test_carry(tmp_path: Path, carry: float, need: float) -> None:
    tables = tiny()
    tables["capabilities"][0]["carry"] = carry
    assert need_of(tmp_path, tables) == close(need)


def test_recipients_inflow_arrives_and_its_stock_does_not(tmp_path: Path) -> None:
    tables = tiny()
    tables["stocks"].append({"party": "RRR", "item": "shell", "quantity": 50})
    tables["inflows"] = [{"party": "RRR", "item": "shell", "month": "2024-12", "quantity": 3}]
    assert need_of(tmp_path, tables) == close(Fraction(4 + 11, 30))


def test_line_at_the_recipient_needs_no_route(tmp_path: Path) -> None:
    tables = tiny()
    tables["lines"] = [line("RRR", 1, 2)]
    assert need_of(tmp_path, tables) == close(Fraction(4 + 12, 30))


def test_refill_is_not_given_on(tmp_path: Path) -> None:
    tables = tiny()
    tables["lines"] = [line("AAA", 0, 5)]
    tables["restrictions"] = [restriction("AAA", "treaty", 0, "works")]
    assert need_of(tmp_path, tables) == close(Fraction(4 + 14, 30))


def test_orders_are_paid_when_placed(tmp_path: Path) -> None:
    tables = tiny()
    tables["lines"] = [line("AAA", 1, 9)]
    tables["budgets"][0]["amount"] = 4
    assert need_of(tmp_path, tables) == close(Fraction(4 + 12, 30))


def test_hub_counts_tonnes_in_the_month_of_arrival(tmp_path: Path) -> None:
    tables = tiny()
    tables["hubs"][0]["capacity"] = 1.5
    tables["items"][0]["mass"] = 0.5
    assert need_of(tmp_path, tables) == close(Fraction(7 + 14, 30))


@pytest.mark.parametrize(
    ("party", "kind", "limit", "maker", "given"),
    [
        ("AAA", "own", 2, "", 2),
        ("AAA", "treaty", 2, "AAA", 2),
        ("AAA", "own", 2, "RRR", 6),
        ("RRR", "third_party_transfer", 1, "AAA", 1),
        ("RRR", "treaty", 0, "", 6),
    ],
)
def test_restrictions(
    tmp_path: Path, party: str, kind: str, limit: float, maker: str, given: int
) -> None:
    tables = tiny()
    tables["restrictions"] = [restriction(party, kind, limit, maker)]
    assert need_of(tmp_path, tables) == close(Fraction(30 - 2 * given, 30))


@pytest.mark.parametrize(
    ("by", "quantity", "status"),
    [
        ("2024-11", 6, "optimal"),
        ("2024-11", 7, "infeasible"),
        ("2025-01", 7, "optimal"),
        ("2024-10", 7, "optimal"),
    ],
)
def test_commitments(tmp_path: Path, by: str, quantity: float, status: str) -> None:
    tables = tiny()
    tables["commitments"] = [commitment("AAA", by, quantity)]
    assert solved(tmp_path, tables).status == status


def test_commitments_add_up(tmp_path: Path) -> None:
    tables = tiny()
    tables["commitments"] = [commitment("AAA", "2024-11", 3), commitment("AAA", "2024-12", 4)]
    assert solved(tmp_path, tables).status == "infeasible"


def test_group_counts_the_stock_of_a_member_that_opted_out(tmp_path: Path) -> None:
    tables = tiny()
    tables["parties"].append({"party": "QQQ", "kind": "ally", "groups": "west;east"})
    tables["stocks"].append({"party": "QQQ", "item": "shell", "quantity": 5})
    tables["opt_outs"] = [{"party": "QQQ", "first": "2024-10", "last": ""}]
    tables["requirements"].append(required("@east", "hold", 11) | {"priority": 3})
    result = solved(tmp_path, tables)
    assert result.levels["readiness"] == close(3 * Fraction(6 + 6, 11))
    assert (result.unavoidable["readiness"], list(result.relative_burden)) == (close(0), ["AAA"])


def test_a_unit_is_held_for_one_capability_at_a_time(tmp_path: Path) -> None:
    tables = tiny()
    tables["requirements"][0]["quantity"] = 0
    tables["capabilities"].append({"capability": "show", "unit": "u"})
    tables["yields"].append({"item": "shell", "capability": "show", "quantity": 2})
    tables["requirements"].append(required("AAA", "hold", 6))
    tables["requirements"].append(required("AAA", "hold", 6) | {"capability": "show"})
    result = solved(tmp_path, tables)
    assert (result.levels["need"], result.levels["readiness"]) == (0, close(2 * 0.5))


def shared(line_capacity: float, budgets: dict[str, float]) -> Tables:
    """Donors without stock buy 12 shells for 1 million each from a line that stands with RRR."""
    tables = tiny() | {"stocks": [], "routes": []}
    tables["requirements"] = [required("RRR", "deliver", 12)]
    tables["lines"] = [line("RRR", 0, line_capacity) | {"price": 1}]
    tables["budgets"] = [
        {"party": party, "first": "2024-11", "last": "", "amount": amount}
        for party, amount in budgets.items()
    ]
    shares = {"AAA": 1, "BBB": 1, "CCC": 2}
    tables["keys"] = [{"key": "gdp", "party": p, "share": s} for p, s in shares.items()]
    return tables


def test_leximin_where_a_budget_binds_one_donor(tmp_path: Path) -> None:
    tables = shared(12, {"AAA": 50, "BBB": 1, "CCC": 50})
    result = solved(tmp_path, tables, months=1)
    assert result.relative_burden == {"AAA": close(44 / 3), "BBB": close(4), "CCC": close(44 / 3)}
    assert result.levels["cost"] == close(12)


def test_leximin_below_a_donor_bound_by_its_promise(tmp_path: Path) -> None:
    tables = shared(12, {"AAA": 50, "BBB": 50, "CCC": 50})
    tables["commitments"] = [commitment("AAA", "2024-11", 8)]
    result = solved(tmp_path, tables, months=1)
    assert result.burdens == [close(32), close(16 / 3), close(16 / 3)]


def test_backfill_is_a_burden_and_the_own_refill_is_not(tmp_path: Path) -> None:
    tables = shared(20, {"AAA": 50, "BBB": 50, "CCC": 50})
    tables["requirements"] += [required("AAA", "hold", 4), required("QQQ", "hold", 2)]
    tables["parties"].append({"party": "QQQ", "kind": "partner"})
    tables["backfills"] = [{"donor": "BBB", "party": "QQQ", "item": "shell"}]
    result = solved(tmp_path, tables, months=1)
    assert result.levels["readiness"] == close(0)
    assert result.burdens == [close(14), close(14), close(14)]
    assert result.levels["cost"] == close(18)


# Against another way to leximin: the sums of the k largest, one after the other


def sorted_burdens_by_sums(folder: Path) -> list[float]:
    """The relative burdens from the largest down, from the least sums of the 1, 2, … largest."""
    case = read_case(folder)
    rows = constraints(case, frozenset())
    by_name = {level.name: level.sums for level in level_list(case, frozenset())}
    for name in case.levels[: case.levels.index("fairness")]:
        value, _ = minimise(rows, by_name[name][""])
        rows = [*rows, by_name[name][""].at_most(value + 1e-6 * max(1.0, value))]
    sums = [0.0]
    for k in range(1, len(by_name["fairness"]) + 1):
        level = one(("level", k))
        over = {d: one(("over", k, d)) for d in by_name["fairness"]}
        total = add((k, level), *((1, part) for part in over.values()))
        rows = rows + [
            add((1, burden), (-1, level), (-1, over[d])).at_most(0)
            for d, burden in by_name["fairness"].items()
        ]
        sums.append(minimise(rows, total)[0])
        rows = [*rows, total.at_most(sums[-1] + 1e-9 * max(1.0, sums[-1]))]
    return [after - before for before, after in pairwise(sums)]


@pytest.mark.parametrize("seed", range(20))
def test_leximin_two_ways(tmp_path: Path, seed: int) -> None:
    write_random_case(tmp_path, seed)
    result = solve(tmp_path)
    if result.status == "optimal":
        assert sorted_burdens_by_sums(tmp_path) == pytest.approx(result.burdens, rel=5e-4, abs=1e-4)


def test_leximin_of_nobody() -> None:
    assert leximin([], {}) == {}


def test_within_keeps_both_sides() -> None:
    above, below = within(Sum({"x": 1.0}), 5.0, 1.0)
    assert (above.bound, below.bound) == (6.0, -4.0)
    assert feasible([above, below])
    assert not feasible([above, below, Sum({"x": 1.0}).at_most(3.0)])


def test_moves_stay_within_the_horizon() -> None:
    case = read_case(HAND)
    moves = all_moves(case, frozenset())
    assert moves
    assert all(1 <= m.paid <= m.sent <= m.there <= case.last_month for m in moves)
