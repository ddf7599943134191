"""The decomposition of the first level against the extensive form, on random cases."""

from pathlib import Path

import numpy as np
import pytest
from branching import drawn_changes, random_case, with_scenarios
from random_scenarios import random_futures

from foedus.futures import futures
from foedus.futures.branches import Branch, compile_branches, scenarios_of
from foedus.futures.decompose import Decomposed, decompose
from foedus.futures.levels import Aim, solve_levels
from foedus.futures.master import conditional
from foedus.plan.engine import ordered
from foedus.plan.solve import NoPlanError
from foedus.results.futures import Futures

FEW = (0, 1, 7, 9, 10, 17, 20, 22)
MANY = range(100, 150)
IMPOSSIBLE = (2, 8, 16)
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
    """Both forms find the same value, or none; what is proven holds."""
    case = random_futures(folder, seed)
    branches, level = branches_of(folder, seed), case.settings.levels[0]
    expected, found = whole(branches, level), parts(branches, level)
    assert (expected is None) == (found is None)
    if expected is None or found is None:
        return
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
    _levels_agree_with_coverage(other)


def _levels_agree_with_coverage(found: Futures) -> None:
    assert set(found.coverage["scenario"]) == {f.scenario for f in found.futures}
    for one in found.futures:
        assert one.levels[0].value >= one.own_levels[0].value - CLOSE


def test_a_limit_leaves_a_gap_that_is_told(tmp_path: Path) -> None:
    branches = branches_of(tmp_path, 17)
    found = decompose(branches, "need", gap=0.0, limit=0.0)
    assert found.bound <= found.value
    assert found.gap == pytest.approx((found.value - found.bound) / max(1.0, found.value))
    asked = futures(random_futures(tmp_path, 17), method="decomposed", gap=0.0, limit=0.0)
    assert asked.status == ("feasible" if asked.gap else "optimal")


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
