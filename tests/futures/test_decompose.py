"""The decomposition of the first level against the extensive form, on random cases."""

import multiprocessing
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from branching import drawn_changes, random_case, with_scenarios
from random_scenarios import random_futures

from foedus.case.model import Case
from foedus.errors import SolverError
from foedus.futures import futures
from foedus.futures.branches import Branch, compile_branches, scenarios_of
from foedus.futures.decompose import Decomposed, decompose
from foedus.futures.levels import Aim, solve_levels
from foedus.futures.master import conditional
from foedus.futures.shared import share
from foedus.futures.workers import crew
from foedus.plan.engine import ordered
from foedus.plan.solve import NoPlanError
from foedus.results.futures import Futures

FEW = (0, 1, 7, 9, 10, 17, 20, 22)
MANY = (
    104, 105, 107, 114, 117, 118, 119, 121, 125, 126, 127, 128, 129, 131, 132,
    133, 134, 136, 137, 138, 139, 140, 141, 143, 146, 148, 149, 151, 152, 153,
    155, 159, 161, 162, 163, 164, 165, 167, 168, 170, 171, 172, 173, 175, 177,
    178, 179, 181, 183, 188,
)  # fmt: skip
"""The first fifty from 100 on with a common plan, a level above 0 and columns that are shared."""
IMPOSSIBLE = (2, 8, 16)
MANY_IMPOSSIBLE = (100, 102, 103, 108, 109, 110, 111, 113, 116, 120)
"""The first ten from 100 on without a common plan."""
GAP = 1e-5
CLOSE = 1e-4


def branches_of(folder: Path, seed: int) -> tuple[Branch, ...]:
    """The scenarios of a random case, compiled."""
    return compile_branches(scenarios_of(ordered(random_futures(folder, seed))))


def whole(branches: tuple[Branch, ...], level: str) -> float | None:
    """The first level by the extensive form; None where no plan is common."""
    try:
        return solve_levels(branches, Aim((level,))).levels[0].value  # type: ignore[arg-type]
    except NoPlanError:
        return None


def parts(branches: tuple[Branch, ...], level: str) -> Decomposed | None:
    """The first level by decomposition; None where no plan is common."""
    try:
        return decompose(branches, level, gap=GAP)  # type: ignore[arg-type]
    except NoPlanError:
        return None


def agree(folder: Path, seed: int) -> None:
    """Both forms find the same value, which is not 0; what is proven holds."""
    case = random_futures(folder, seed)
    branches, level = branches_of(folder, seed), case.settings.levels[0]
    expected, found = whole(branches, level), parts(branches, level)
    assert expected is not None
    assert found is not None
    assert expected > GAP
    assert share(branches, level).size > 0
    size = max(1.0, expected)
    assert found.value == pytest.approx(expected, abs=CLOSE * size)
    assert found.bound <= found.value
    assert found.bound <= expected + 1e-6 * size
    assert found.gap <= GAP
    weights = np.array([branch.scenario.weight for branch in branches])
    assert weights @ np.array(found.values) == pytest.approx(found.value)
    _one_first_stage(branches, found)


def _one_first_stage(branches: tuple[Branch, ...], found: Decomposed) -> None:
    for branch, x in zip(branches, found.solutions, strict=True):
        scale = branch.model.program.column_scale[branch.decided]
        for n in branch.before:
            common = found.first_stage.get(int(branch.code[n]), 0.0)
            mine = x[branch.decided[n]]
            assert mine == pytest.approx(common, rel=3e-5, abs=3e-5 * scale[n])


@pytest.mark.parametrize("seed", FEW)
def test_agrees_with_the_extensive_form(tmp_path: Path, seed: int) -> None:
    agree(tmp_path, seed)


@pytest.mark.oracle
@pytest.mark.parametrize("seed", MANY)
def test_agrees_with_the_extensive_form_on_many(tmp_path: Path, seed: int) -> None:
    agree(tmp_path, seed)


@pytest.mark.oracle
@pytest.mark.parametrize("seed", MANY_IMPOSSIBLE)
def test_neither_form_finds_a_plan_where_there_is_none(tmp_path: Path, seed: int) -> None:
    level = random_futures(tmp_path, seed).settings.levels[0]
    branches = branches_of(tmp_path, seed)
    assert whole(branches, level) is None
    assert parts(branches, level) is None


@pytest.mark.parametrize("seed", IMPOSSIBLE)
def test_no_common_plan_is_told(tmp_path: Path, seed: int) -> None:
    asked = random_futures(tmp_path, seed)
    found = futures(asked, method="decomposed")
    assert (found.status, found.method) == ("infeasible", "decomposed")
    assert found.lacking == futures(asked, method="extensive").lacking


@pytest.mark.parametrize("objective", ["regret", "cvar"])
@pytest.mark.parametrize("seed", [0, 7, 22])
def test_other_objectives_agree_too(tmp_path: Path, seed: int, objective: str) -> None:
    asked = random_futures(tmp_path, seed)
    one = futures(asked, objective=objective, method="extensive")  # type: ignore[arg-type]
    other = futures(asked, objective=objective, method="decomposed", gap=GAP)  # type: ignore[arg-type]
    assert other.levels[0].value == pytest.approx(one.levels[0].value, abs=CLOSE)


@pytest.mark.parametrize("seed", [0, 7, 22])
def test_the_result_is_that_of_the_first_level(tmp_path: Path, seed: int) -> None:
    asked = random_futures(tmp_path, seed)
    one, other = futures(asked, method="extensive"), futures(asked, method="decomposed", gap=GAP)
    assert other.method == "decomposed"
    assert [level.name for level in other.levels] == [one.levels[0].name]
    assert other.levels[0].value == pytest.approx(one.levels[0].value, abs=CLOSE)
    assert other.status == "optimal"
    assert other.worth.holds
    assert other.worth.wait_and_see == pytest.approx(one.worth.wait_and_see, abs=CLOSE)
    _levels_agree_with_coverage(asked, other)


@pytest.mark.parametrize(("seed", "possible"), [(0, False), (107, False), (131, True), (134, True)])
def test_the_plan_for_the_mean_is_the_same_either_way(
    tmp_path: Path, seed: int, possible: bool
) -> None:
    asked = random_futures(tmp_path, seed)
    one = futures(asked, objective="expected", method="extensive").worth.mean_plan
    other = futures(asked, objective="expected", method="decomposed", gap=GAP).worth.mean_plan
    assert (one is not None, other is not None) == (possible, possible)
    if one is not None:
        assert other == pytest.approx(one, rel=CLOSE)


def _levels_agree_with_coverage(asked: Case, found: Futures) -> None:
    for scenario, one in zip(scenarios_of(ordered(asked)), found.futures, strict=True):
        needs, sets = scenario.sets.needs, scenario.sets
        left = found.coverage.filter(pl.col("scenario") == scenario.name)
        backlog = left.group_by("party", "capability").agg(pl.col("backlog").sum())
        by = {(party, what): amount for party, what, amount in backlog.iter_rows()}
        level = sum(
            priority * by.get((sets.parties[party], sets.capabilities[what]), 0.0) / total
            for priority, party, what, total in zip(
                needs.priority, needs.party, needs.capability, needs.total, strict=True
            )
            if total > 0
        )
        assert one.levels[0].value == pytest.approx(level, abs=CLOSE)
        assert one.levels[0].value >= one.own_levels[0].value - CLOSE


def test_a_limit_leaves_a_gap_that_is_told(tmp_path: Path) -> None:
    branches = branches_of(tmp_path, 17)
    found = decompose(branches, "need", gap=GAP, limit=0.0)
    assert found.bound <= found.value
    assert found.gap > GAP
    asked = futures(random_futures(tmp_path, 17), method="decomposed", gap=GAP, limit=0.0)
    assert asked.status == "feasible"
    assert asked.bound is not None
    assert asked.bound <= asked.levels[0].value
    assert asked.gap is not None
    assert asked.gap > GAP


def test_a_worker_that_ends_is_told(tmp_path: Path) -> None:
    shared = share(branches_of(tmp_path, 7), "need")
    with crew(shared.parts, 2) as solvers:
        one = multiprocessing.active_children()[0]
        one.kill()
        one.join()
        with pytest.raises(SolverError, match="a worker process ended"):
            solvers.ceilings()
    assert not multiprocessing.active_children()


def test_workers_find_what_one_process_finds(tmp_path: Path) -> None:
    branches = branches_of(tmp_path, 7)
    one, two = (decompose(branches, "need", gap=GAP, workers=n) for n in (1, 2))
    assert two.value == pytest.approx(one.value, abs=1e-9)
    assert two.iterations == one.iterations


def test_all_known_at_once_takes_one_look_at_each(tmp_path: Path) -> None:
    case = random_case(tmp_path, 3)
    names, odds = ("a", "b", "c"), (0.5, 0.25, 0.25)
    changes = drawn_changes(case, names, 3)
    asked = with_scenarios(case, names, reveal=0, odds=odds, changes=changes)
    found = decompose(compile_branches(scenarios_of(asked)), "need", gap=GAP)
    assert found.iterations <= 2
    assert found.first_stage == {}


def test_conditional_value_lies_between_mean_and_worst() -> None:
    levels, weights = np.array([1.0, 3.0, 2.0]), np.array([0.5, 0.1, 0.4])
    assert conditional(levels, weights, 0.0) == pytest.approx(weights @ levels)
    assert conditional(levels, weights, 0.95) == pytest.approx(3.0)
