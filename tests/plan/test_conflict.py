"""Promises that cannot hold: which family lacks how much, and a smallest set that conflicts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from plan_cases import (
    Row,
    Tables,
    budget,
    changed,
    commitment,
    line,
    month,
    party,
    required,
    restriction,
    route,
    row_of,
    share,
    solve,
    stock,
    tiny,
    write,
    write_random,
)

from foedus.results.plan import Plan

PLENTY = 1e6
MARCH = month(6)


def promised(quantity: float, by: str = month(2), who: str = "AAA") -> Tables:
    """AAA has 1000 shells and a floor of 0, and promises some by a month."""
    tables = tiny()
    tables["stocks"][0]["quantity"] = 1000
    tables["hubs"][0]["capacity"] = 1e5
    tables["commitments"] = [commitment(who, by, quantity)]
    return tables


def hub_too_small() -> Tables:
    """440 shells of half a tonne can only arrive in March, where the hub takes 100 tonnes."""
    tables = promised(440, MARCH)
    tables["routes"] = [route("AAA", lag=5)]
    tables["hubs"][0]["capacity"] = 100
    return tables


def line_too_late() -> Tables:
    """The works' first shells are there after the promised month; there is no other way."""
    tables = promised(30, month(2))
    tables["stocks"] = []
    tables["budgets"] = [budget("AAA", 1000)]
    tables["lines"] = [line("works", "AAA", 2, 100)]
    return tables


def line_too_small() -> Tables:
    """30 shells promised by November, due in November only; the works make 18."""
    tables = line_too_late()
    tables["lines"] = [line("works", "AAA", 1, 18)]
    return tables


def budget_too_small() -> Tables:
    """30 shells cost 90 million, and 25 are there in October when they must be paid."""
    tables = line_too_late()
    tables["lines"] = [line("works", "AAA", 1, 100)]
    tables["budgets"] = [budget("AAA", 25, month(1), month(1)), budget("AAA", 500, month(2))]
    return tables


def floor_too_high() -> Tables:
    """Of 1000 shells 980 stay; 50 are promised."""
    tables = promised(50)
    tables["requirements"][1]["quantity"] = 980
    return tables


def stock_too_small() -> Tables:
    """8 more shells are promised than AAA has."""
    return promised(1008)


def restricted() -> Tables:
    """50 shells promised, 35 allowed."""
    tables = promised(50)
    tables["restrictions"] = [restriction("AAA", "own", 35)]
    return tables


def two_promises_one_hub() -> Tables:
    """AAA and BBB each promise what the hub could bear alone: together 60 of 50 tonnes."""
    tables = promised(60, month(1))
    tables["parties"].append(party("BBB"))
    tables["stocks"].append(stock("BBB", "shell", 200))
    tables["requirements"].append(required("BBB", "fire", "floor"))
    tables["routes"].append(route("BBB"))
    tables["keys"].append(share("BBB", 1))
    tables["hubs"][0]["capacity"] = 50
    tables["commitments"] = [commitment("AAA", month(1), 60), commitment("BBB", month(1), 60)]
    return tables


PROMISE = "donor=AAA;recipient=RRR;item=shell;by="
OWN = "party=AAA;kind=own;item=shell;recipient=RRR;first=2024-10"
CASES: list[tuple[Callable[[], Tables], set[tuple[str, str]], dict[str, tuple[float, str]]]] = [
    (
        hub_too_small,
        {("commitment", PROMISE + MARCH), ("hub", "hub=north")},
        {"commitment": (240, "shells"), "hub": (120, "tonne")},
    ),
    (line_too_late, {("commitment", PROMISE + month(2))}, {"commitment": (30, "shells")}),
    (
        line_too_small,
        {("commitment", PROMISE + month(2)), ("line", "line=works")},
        {"commitment": (12, "shells"), "line": (12, "shells")},
    ),
    (
        budget_too_small,
        {("commitment", PROMISE + month(2)), ("budget", "party=AAA")},
        {"commitment": (30 - 25 / 3, "shells"), "budget": (65, "million")},
    ),
    (
        floor_too_high,
        {
            ("commitment", PROMISE + month(2)),
            ("floor", "party=AAA;capability=fire"),
            ("stock", "party=AAA;item=shell"),
        },
        {"commitment": (30, "shells"), "floor": (30, "fire units"), "stock": (30, "shells")},
    ),
    (
        stock_too_small,
        {("commitment", PROMISE + month(2)), ("stock", "party=AAA;item=shell")},
        {"commitment": (8, "shells"), "stock": (8, "shells")},
    ),
    (
        restricted,
        {("commitment", PROMISE + month(2)), ("restriction", OWN)},
        {"commitment": (15, "shells"), "restriction": (15, "shells")},
    ),
    (
        two_promises_one_hub,
        {
            ("commitment", PROMISE + month(1)),
            ("commitment", PROMISE.replace("AAA", "BBB") + month(1)),
            ("hub", "hub=north"),
        },
        {"commitment": (20, "shells"), "hub": (10, "tonne")},
    ),
]
"""A case, its smallest conflict, and by how much each family alone must give way."""


def impossible(folder: Path) -> Plan:
    result = solve(folder)
    assert result.status == "infeasible"
    return result


def smallest(result: Plan) -> list[Row]:
    return list(result.conflict.filter(pl.col("part") == "set").iter_rows(named=True))


def lacks(result: Plan) -> pl.DataFrame:
    return result.conflict.filter(pl.col("part") == "lacks")


def totals(result: Plan) -> dict[str, tuple[float, str]]:
    """Return what each family lacks, all its members and months together."""
    rows = lacks(result).group_by("limit").agg(pl.col("lacks").sum(), pl.col("unit").first())
    return {limit: (amount, unit) for limit, amount, unit in rows.iter_rows()}


@pytest.mark.parametrize(("build", "conflict", "lacking"), CASES)
def test_families_and_amounts(
    tmp_path: Path,
    build: Callable[[], Tables],
    conflict: set[tuple[str, str]],
    lacking: dict[str, tuple[float, str]],
) -> None:
    result = impossible(write(tmp_path, build(), months=6))
    assert {(str(m["limit"]), str(m["row"])) for m in smallest(result)} == conflict
    assert totals(result) == {
        limit: (pytest.approx(amount, rel=1e-6), unit) for limit, (amount, unit) in lacking.items()
    }


@pytest.mark.parametrize(("build", "conflict", "lacking"), CASES)
def test_an_impossible_plan_has_no_levels(
    tmp_path: Path, build: Callable[[], Tables], conflict: object, lacking: object
) -> None:
    del conflict, lacking
    result = impossible(write(tmp_path, build(), months=6))
    assert result.levels == ()
    assert result.transfers.is_empty()
    assert result.asks.is_empty()
    assert result.conflict.columns == ["part", "limit", "row", "month", "lacks", "unit"]


def test_in_words_by_march_the_hub_lacks_120_tonnes(tmp_path: Path) -> None:
    result = impossible(write(tmp_path, hub_too_small(), months=6))
    (hub,) = lacks(result).filter(pl.col("limit") == "hub").iter_rows(named=True)
    assert (hub["row"], hub["month"], hub["unit"]) == ("hub=north", "2025-03", "tonne")
    assert hub["lacks"] == pytest.approx(120)
    (promise,) = lacks(result).filter(pl.col("limit") == "commitment").iter_rows(named=True)
    assert promise["month"] == "2025-03"


# Giving way by just what is lacking makes the plan possible


def give_way(tables: Tables, limit: str, key: str, amount: float) -> None:
    """Move a limit or a promise by an amount."""
    table, column, sign = {
        "commitment": ("commitments", "quantity", -1),
        "hub": ("hubs", "capacity", 1),
        "line": ("lines", "capacity", 1),
        "stock": ("stocks", "quantity", 1),
        "restriction": ("restrictions", "limit", 1),
        "floor": ("requirements", "quantity", -1),
        "budget": ("budgets", "amount", 1),
    }[limit]
    key += ";kind=floor" if limit == "floor" else ""
    key += ";first=2024-10" if limit == "budget" else ""
    row = row_of(tables, table, key)
    row[column] = max(0.0, float(row[column]) + sign * amount)


@pytest.mark.parametrize(
    ("build", "limit"),
    [
        (build, limit)
        for build, _, lacking in CASES
        for limit in lacking
        if build is not two_promises_one_hub or limit == "hub"
    ],
)
def test_what_is_lacking_is_enough_and_no_more(
    tmp_path: Path, build: Callable[[], Tables], limit: str
) -> None:
    folder = write(tmp_path / "case", build(), months=6)
    result = impossible(folder)
    row = lacks(result).filter(pl.col("limit") == limit).row(0, named=True)
    amount, _ = totals(result)[limit]
    for name, part, status in (("less", 0.99, "infeasible"), ("all", 1 + 1e-6, "optimal")):

        def move(tables: Tables, part: float = part) -> None:
            give_way(tables, limit, row["row"], part * amount)

        assert solve(changed(folder, tmp_path / name, move)).status == status


def test_stock_below_its_floor_lacks_what_the_floor_then_takes(tmp_path: Path) -> None:
    """Of 6 shells none may go (floor 8); 3 are promised: AAA would need 8 + 3 shells, 5 more."""
    tables = promised(3)
    tables["stocks"][0]["quantity"] = 6
    tables["requirements"][1]["quantity"] = 8
    result = impossible(write(tmp_path, tables))
    assert lacks(result).filter(pl.col("limit") == "stock")["lacks"].to_list() == [pytest.approx(5)]


def test_a_floor_gives_way_once_for_all_months(tmp_path: Path) -> None:
    result = impossible(write(tmp_path, floor_too_high(), months=6))
    rows = lacks(result).filter(pl.col("limit") == "floor")
    assert rows["lacks"].to_list() == [pytest.approx(30)]


# The set is irreducible: lift any one member, and the others can hold together

LIMITS = {
    "hubs": ("hub", ("hub",), "capacity", PLENTY),
    "lines": ("line", ("line",), "capacity", PLENTY),
    "stocks": ("stock", ("party", "item"), "quantity", PLENTY),
    "requirements": ("floor", ("party", "capability"), "quantity", 0.0),
    "restrictions": (
        "restriction",
        ("party", "kind", "item", "recipient", "first"),
        "limit",
        PLENTY,
    ),
}
"""By table: the limit, the columns of its label, the column that is lifted and to what."""


def keep_only(tables: Tables, members: list[Row]) -> None:
    """Lift every limit and drop every promise that is not a member."""
    wanted = {(str(m["limit"]), str(m["row"])) for m in members}
    for table, (limit, key, column, lifted) in LIMITS.items():
        for row in tables.get(table, []):
            if table == "requirements" and row["kind"] != "floor":
                continue
            label = ";".join(f"{c}={row[c]}" for c in key)
            if (limit, label) not in wanted and float(row[column]) > 0:
                row[column] = lifted
    keys = [name for limit, name in sorted(wanted) if limit == "commitment"]
    tables["commitments"] = [row_of(tables, "commitments", name) for name in keys]
    kinds = {row["party"]: row["kind"] for row in tables["parties"]}
    listed = [r["party"] for t in ("stocks", "inflows", "budgets") for r in tables.get(t, [])]
    donors = dict.fromkeys(str(who) for who in listed if kinds[who] != "recipient")
    free = [who for who in donors if ("budget", f"party={who}") not in wanted]
    kept = [row for row in tables.get("budgets", []) if row["party"] not in free]
    tables["budgets"] = [*kept, *(budget(who, PLENTY) for who in free)]


def check_irreducible(folder: Path, target: Path) -> int:
    """Hold the members of the set, alone and then without any one; return how many there are."""
    members = smallest(impossible(folder))
    for n in range(len(members) + 1):
        rest = [m for k, m in enumerate(members) if k != n]

        def only_the_rest(tables: Tables, rest: list[Row] = rest) -> None:
            keep_only(tables, rest)

        status = solve(changed(folder, target / str(n), only_the_rest)).status
        assert status == ("optimal" if n < len(members) else "infeasible"), (n, members)
    return len(members)


@pytest.mark.parametrize("build", [build for build, _, _ in CASES])
def test_the_set_is_irreducible(tmp_path: Path, build: Callable[[], Tables]) -> None:
    members = check_irreducible(write(tmp_path / "case", build(), months=6), tmp_path)
    assert members == len(next(conflict for b, conflict, _ in CASES if b is build))


def test_of_two_conflicts_one_is_told(tmp_path: Path) -> None:
    """AAA promises more than it has; BBB, by a hub of its own, more than this hub bears."""
    tables = stock_too_small()
    tables["parties"].append(party("BBB"))
    tables["stocks"].append(stock("BBB", "shell", 200))
    tables["requirements"].append(required("BBB", "fire", "floor"))
    tables["hubs"].append({"hub": "south", "name": "South", "capacity": 5})
    tables["routes"].append(route("BBB", "south"))
    tables["keys"].append(share("BBB", 1))
    tables["commitments"].append(commitment("BBB", month(1), 100))
    assert check_irreducible(write(tmp_path / "case", tables), tmp_path) == 2


def test_promises_outside_the_conflict_are_not_in_the_set(tmp_path: Path) -> None:
    tables = two_promises_one_hub()
    tables["commitments"].append(commitment("BBB", month(3), 61))
    result = impossible(write(tmp_path, tables, months=6))
    assert len(smallest(result)) == 3
    assert not any(str(m["row"]).endswith(month(3)) for m in smallest(result))


@pytest.mark.parametrize("seed", [4, 18, 58])
def test_random_conflicts(tmp_path: Path, seed: int) -> None:
    folder = write_random(tmp_path / "case", seed, levels=("need",))
    result = impossible(folder)
    assert check_irreducible(folder, tmp_path) >= 1
    promised = lacks(result).filter(pl.col("limit") == "commitment")
    assert promised["lacks"].sum() > 0

    def give(tables: Tables) -> None:
        # promises add up: each row says by how much the sum up to its month must fall
        for row in promised.iter_rows(named=True):
            give_way(tables, "commitment", row["row"], row["lacks"] * (1 + 1e-6) + 1e-6)

    assert solve(changed(folder, tmp_path / "less", give)).status == "optimal"
