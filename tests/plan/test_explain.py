"""Asks, bundles, what is left out and what a transfer rests on: each held against plans made anew.

An ask says what moving a limit brings; here the table itself is changed and the case solved again.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from plan_cases import (
    HAND,
    START,
    Tables,
    budget,
    capability,
    changed,
    item,
    line,
    month,
    move_limit,
    need_of,
    party,
    read_tables,
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
from oracle.model import backlog
from oracle.reading import read_case

SEEDS = (25, 36, 45, 49, 51, 63)
"""Random cases with asks of every kind but a missing floor or route, and bundles of many steps."""
EQUAL = 1e-7


def asked(result: Plan) -> list[dict[str, object]]:
    """Return the confirmed asks of limits that stand in a row of a table."""
    return [
        ask
        for ask in result.asks.iter_rows(named=True)
        if ask["gain"] is not None and not ask["limit"].startswith("missing")
    ]


@pytest.fixture(scope="module", params=SEEDS)
def explained(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Plan]:
    folder = tmp_path_factory.mktemp("random") / "case"
    write_random(folder, request.param, levels=("need",))
    return folder, solve(folder, explain=True)


def test_gain_is_the_difference_of_two_plans(explained: tuple[Path, Plan], tmp_path: Path) -> None:
    folder, result = explained
    assert asked(result)
    for n, ask in enumerate(asked(result)):

        def move(tables: Tables, ask: dict[str, object] = ask) -> None:
            move_limit(tables, ask, float(str(ask["moved_by"])))

        after = need_of(changed(folder, tmp_path / str(n), move))
        fall = result.level("need").value - after
        assert ask["gain"] == pytest.approx(fall, abs=EQUAL), ask


def test_bundle_is_confirmed_step_by_step(explained: tuple[Path, Plan], tmp_path: Path) -> None:
    folder, result = explained
    steps = list(result.bundle.iter_rows(named=True))
    asks = [result.asks.row(step["ask"], named=True) for step in steps]
    known = next(
        (n for n, ask in enumerate(asks) if ask["limit"].startswith("missing")), len(steps)
    )

    for n in range(known):

        def move(tables: Tables, n: int = n) -> None:
            for ask, step in zip(asks[: n + 1], steps, strict=False):
                move_limit(tables, ask, step["moved_by"])

        after = need_of(changed(folder, tmp_path / str(n), move))
        assert steps[n]["need_after"] == pytest.approx(after, abs=EQUAL)


def test_sheet_is_in_order(explained: tuple[Path, Plan]) -> None:
    _, result = explained
    need = result.level("need")
    assert result.asks["ask"].to_list() == list(range(result.asks.height))
    gains = result.asks["gain"].drop_nulls().to_list()
    assert gains == pytest.approx(sorted(gains, reverse=True), abs=EQUAL)
    assert need.unavoidable is not None
    assert need.unavoidable <= need.value + EQUAL
    falls = [need.value, *result.bundle["need_after"]]
    assert falls == sorted(falls, reverse=True)
    assert falls[-1] >= need.unavoidable - EQUAL
    assert result.bundle["ask"].is_unique().all()
    for ask in asked(result):
        assert float(str(ask["gain"])) > 0
        assert float(str(ask["per_unit"])) > 0


def test_unlocks_add_up_to_the_gain(explained: tuple[Path, Plan]) -> None:
    folder, result = explained
    case = read_case(folder)

    def weight(who: str, what: str) -> float:
        total = sum(backlog(case, who, what, t).constant for t in case.months)
        return case.priority["deliver", who, what] / total if total else 0.0

    for ask in asked(result):
        rows = result.unlocks.filter(pl.col("ask") == ask["ask"]).iter_rows(named=True)
        fall = sum(weight(u["party"], u["capability"]) * u["unit_months"] for u in rows)
        # an unlock below a ten-thousandth of a need is not listed
        assert fall == pytest.approx(float(str(ask["gain"])), abs=1e-3)


# What is missing in the tables


def test_missing_floor_is_confirmed_by_adding_it(tmp_path: Path) -> None:
    tables = tiny()
    tables["requirements"].pop()
    folder = write(tmp_path / "without", tables)
    result = solve(folder, explain=True)
    (ask,) = result.asks.iter_rows(named=True)
    assert (ask["party"], ask["limit"], ask["item"]) == ("AAA", "missing_floor", "shell")
    assert ask["per_unit"] == pytest.approx(2 / 36)

    def publish(tables: Tables) -> None:
        tables["requirements"].append(required("AAA", "fire", "floor", 10 - ask["moved_by"]))

    after = need_of(changed(folder, tmp_path / "with", publish))
    assert ask["gain"] == pytest.approx(result.level("need").value - after, abs=EQUAL)
    assert ask["gain"] == pytest.approx(2 / 36 * ask["moved_by"], abs=EQUAL)


def test_missing_route_is_confirmed_by_opening_it(tmp_path: Path) -> None:
    tables = tiny()
    tables["parties"].append(party("BBB"))
    tables["stocks"].append(stock("BBB", "shell", 6))
    tables["requirements"].append(required("BBB", "fire", "floor"))
    tables["keys"].append(share("BBB", 1))
    tables["routes"][0]["lag"] = 1
    folder = write(tmp_path / "without", tables, months=3)
    result = solve(folder, explain=True)
    (ask,) = result.asks.filter(pl.col("limit") == "missing_route").iter_rows(named=True)
    assert (ask["party"], ask["item"]) == ("BBB", "shell")

    def open_road(tables: Tables) -> None:
        tables["routes"].append(route("BBB", lag=1))
        tables["restrictions"] = [restriction("BBB", "own", ask["moved_by"])]

    after = need_of(changed(folder, tmp_path / "with", open_road))
    assert ask["gain"] == pytest.approx(result.level("need").value - after, abs=EQUAL)
    assert ask["gain"] > 0


# Holds


def unmet(result: Plan) -> set[tuple[str, str]]:
    """Return the needs of which more than the locks' slack is left unmet."""
    left = result.coverage.group_by("party", "capability").agg(
        pl.col("backlog").sum(), pl.col("needed").sum()
    )
    short = left.filter(pl.col("backlog") > 1e-4 * (1 + pl.col("needed")))
    return set(short.select("party", "capability").iter_rows())


def two_needs() -> Tables:
    """Fire is met in full by AAA; of show, which only rockets give, most is left."""
    tables = tiny()
    tables["requirements"][0]["quantity"] = 4
    tables["capabilities"].append(capability("show"))
    tables["items"].append(item("rocket", 6, 1))
    tables["yields"].append({"item": "rocket", "capability": "show", "quantity": 1})
    tables["stocks"].append(stock("AAA", "rocket", 2))
    tables["requirements"] += [
        required("RRR", "show", "deliver", 5),
        required("AAA", "show", "floor", 1),
    ]
    return tables


def test_only_what_is_unmet_is_held(tmp_path: Path) -> None:
    result = solve(write(tmp_path, two_needs()), explain=True)
    assert unmet(result) == {("RRR", "show")}
    assert set(result.holds.select("party", "capability").iter_rows()) == {("RRR", "show")}
    assert result.holds["limit"].to_list() == ["floor"]
    assert result.asks["capability"].to_list() == ["show"]


def one_pot() -> Tables:
    """Ten shells for fire or for show, as good for the one as for the other."""
    tables = tiny()
    tables["capabilities"].append(capability("show"))
    tables["yields"].append({"item": "shell", "capability": "show", "quantity": 1})
    tables["requirements"] = [
        required("RRR", "fire", "deliver", 10),
        required("RRR", "show", "deliver", 10),
        required("AAA", "fire", "floor"),
        required("AAA", "show", "floor"),
    ]
    return tables


def test_what_is_held_is_unmet_in_the_plan_that_is_shown(tmp_path: Path) -> None:
    result = solve(write(tmp_path, one_pot(), months=1), explain=True)
    held = set(result.holds.select("party", "capability").iter_rows())
    assert held == unmet(result) != set()


# Who is asked for nothing


def with_opt_out(first: str = START, last: str = "") -> Tables:
    tables = tiny()
    tables["parties"].append(party("QQQ"))
    tables["stocks"].append(stock("QQQ", "shell", 5))
    tables["budgets"] = [budget("QQQ", 0)]
    tables["requirements"].append(required("QQQ", "fire", "floor", 2))
    tables["routes"].append(route("QQQ"))
    tables["lines"] = [line("works", "RRR", 0, 100)]
    tables["opt_outs"] = [{"party": "QQQ", "first": first, "last": last}]
    tables["keys"].append(share("QQQ", 1))
    return tables


def test_who_has_opted_out_is_not_asked(tmp_path: Path) -> None:
    result = solve(write(tmp_path, with_opt_out()), explain=True)
    assert set(result.asks["party"]) == {"AAA"}
    assert set(result.transfers["donor"]) == {"AAA"}


def test_who_takes_part_later_is_asked_for_that(tmp_path: Path) -> None:
    result = solve(write(tmp_path, with_opt_out(last=START)), explain=True)
    (ask,) = result.asks.filter(
        (pl.col("party") == "QQQ") & (pl.col("limit") == "floor")
    ).iter_rows(named=True)
    assert ask["per_unit"] == pytest.approx(1 / 36)  # in November, not in October
    assert set(result.transfers.filter(pl.col("donor") == "QQQ")["sent"]) == {month(2)}


def test_who_has_opted_out_is_not_asked_to_lift_its_restriction(tmp_path: Path) -> None:
    tables = with_opt_out()
    tables["restrictions"] = [restriction("QQQ", "third_party_transfer", 2)]
    result = solve(write(tmp_path, tables), explain=True)
    assert "QQQ" not in result.asks["party"].to_list()


def test_a_budget_of_the_past_is_not_asked_for(tmp_path: Path) -> None:
    tables = tiny() | {"stocks": []}
    tables["requirements"].pop()
    tables["lines"] = [line("works", "AAA", 0, 100)]
    tables["budgets"] = [budget("AAA", 50, "2024-01", "2024-06"), budget("AAA", 5)]
    result = solve(write(tmp_path, tables), explain=True)
    assert result.asks["row"].to_list() == ["party=AAA;first=2024-10"]


def test_a_line_without_capacity_is_asked_for(tmp_path: Path) -> None:
    tables = tiny()
    tables["lines"] = [line("works", "AAA", 0, 0)]
    tables["budgets"] = [budget("AAA", 100)]
    result = solve(write(tmp_path, tables), explain=True)
    assert "line" in result.asks["limit"].to_list()


# What is left out


def left_out(tmp_path: Path, tables: Tables) -> list[tuple[str, str, str, float]]:
    result = solve(write(tmp_path, tables))
    return result.left_out.select("party", "item", "why", "quantity").rows()


def test_left_out_reasons(tmp_path: Path) -> None:
    tables = tiny()
    names = ("BBB", "CCC", "DDD", "EEE", "FFF")
    tables["parties"] += [party(name) for name in names]
    tables["items"].append(item("spoon", 1, 1))
    tables["stocks"] += [stock(name, "shell", 2 + n) for n, name in enumerate(names)]
    tables["stocks"] += [stock("AAA", "spoon", 9), stock("RRR", "shell", 9)]
    tables["stocks"][-3]["quantity"] = 0  # FFF's: nothing to leave out
    tables["requirements"] += [required(n, "fire", "floor") for n in names if n != "BBB"]
    tables["opt_outs"] = [{"party": "CCC", "first": START, "last": ""}]
    tables["restrictions"] = [restriction("DDD", "own", 0)]
    tables["routes"] += [route(name) for name in names if name != "EEE"]
    tables["keys"] += [share(name, 1) for name in names]
    assert left_out(tmp_path, tables) == [
        ("BBB", "shell", "no floor", 2),
        ("CCC", "shell", "opted out", 3),
        ("DDD", "shell", "restricted", 4),
        ("EEE", "shell", "no route", 5),
    ]


@pytest.mark.parametrize("first", [START, month(2)])
def test_what_can_be_given_in_some_month_is_not_left_out(tmp_path: Path, first: str) -> None:
    tables = tiny()
    tables["requirements"][1]["first"] = first
    tables["opt_outs"] = [{"party": "AAA", "first": START, "last": START}]
    assert left_out(tmp_path, tables) == []


def test_forbidden_in_two_ranges_is_restricted(tmp_path: Path) -> None:
    tables = tiny()
    tables["restrictions"] = [
        restriction("AAA", "own", 0, last=START),
        restriction("AAA", "own", 0, first=month(2)),
    ]
    assert left_out(tmp_path, tables) == [("AAA", "shell", "restricted", 10)]


# What a transfer rests on

GIVE = ("AAA", "CCC", "give")
ORDER, ALSO = ("BBB", "CCC", "order"), ("AAA", "CCC", "order")
REFILL, TRUCKS = ("AAA", "AAA", "refill"), ("BBB", "BBB", "refill")
RESTS_ON = [
    ("stocks", "party=AAA", {GIVE}),
    ("requirements", "party=AAA;kind=floor", {GIVE}),
    ("requirements", "party=CCC", {GIVE, ORDER, ALSO}),
    ("budgets", "party=AAA", {GIVE, ALSO, REFILL}),
    ("budgets", "party=BBB", {ORDER, TRUCKS}),
    ("lines", "line=shell-works", {ORDER, ALSO, REFILL}),
    ("lines", "line=truck-works", {TRUCKS}),
    ("hubs", "hub=north", {GIVE, ORDER, ALSO}),
    ("routes", "party=AAA", {GIVE}),
    ("routes", "party=BBB", {ORDER, ALSO}),
    ("items", "item=shell", {GIVE, ORDER, ALSO, REFILL}),
    ("items", "item=truck", {TRUCKS}),
    ("yields", "item=shell", {GIVE, ORDER, ALSO, REFILL}),
]
"""A row of the hand-solved case, and the transfers that rest on it."""


def all_sourced(tables: Tables) -> None:
    row_of(tables, "requirements", "party=AAA;kind=floor")["source"] = "example"


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> pl.DataFrame:
    """The transfers of the hand-solved case where every row has a source."""
    return solve(changed(HAND, tmp_path_factory.mktemp("sound"), all_sourced)).transfers


@pytest.mark.parametrize(("table", "key", "resting"), RESTS_ON)
@pytest.mark.parametrize("source", ["guess", ""])
def test_one_assumption_marks_what_rests_on_it(
    tmp_path: Path,
    sound: pl.DataFrame,
    table: str,
    key: str,
    resting: set[tuple[str, str, str]],
    source: str,
) -> None:
    def assume(tables: Tables) -> None:
        all_sourced(tables)
        row_of(tables, table, key)["source"] = source

    doubtful = solve(changed(HAND, tmp_path / "doubtful", assume))
    flipped = doubtful.transfers.filter(pl.col("basis") == "assumed")
    assert set(sound["basis"]) == {"sourced"}
    assert sound["weakest"].null_count() == sound.height
    shown = set(sound.select("donor", "recipient", "kind").iter_rows())
    assert set(flipped.select("donor", "recipient", "kind").iter_rows()) == resting & shown
    kept = doubtful.transfers.filter(pl.col("basis") == "sourced")
    assert not set(kept.select("donor", "recipient", "kind").iter_rows()) & resting
    assert all(
        name.startswith(f"{table}: ") and key.split(";")[0] in name for name in flipped["weakest"]
    )
    total = float(doubtful.transfers["value"].sum())
    assert doubtful.assumed_share == pytest.approx(float(flipped["value"].sum()) / total)


def test_rows_of_other_parties_mark_nothing(tmp_path: Path) -> None:
    def assume(tables: Tables) -> None:
        row_of(tables, "requirements", "party=AAA;kind=floor")["source"] = "example"
        tables["stocks"].append(stock("AAA", "truck", 0) | {"source": "guess"})
        tables["budgets"].append(budget("CCC", 0) | {"source": "guess"})

    result = solve(changed(HAND, tmp_path, assume))
    assert set(result.transfers["basis"]) == {"sourced"}
    assert result.assumed_share == 0


def test_all_tables_of_the_hand_solved_case_are_named() -> None:
    tables = read_tables(HAND)
    for table, key, _ in RESTS_ON:
        assert row_of(tables, table, key)
