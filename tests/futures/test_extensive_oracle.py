"""The common plan against the independent model, on random cases with scenarios."""

from pathlib import Path

import pytest
from branching import dearer, drawn_changes, random_case, with_scenarios
from extensive_oracle import expected_levels, regret_levels

from foedus.case.save import save_csv
from foedus.case.scenario import applied
from foedus.futures import futures
from foedus.results.futures import Future, Futures

NAMES = ("one", "two", "three")
ODDS = (0.5, 0.3, 0.2)
REVEALS = (1, 2, 2)
QUICK = range(8)
LONG = range(8, 60)


def agree(folder: Path, seed: int) -> None:
    case = random_case(folder / "case", seed)
    changes = [*drawn_changes(case, NAMES, seed + 40), *(dearer(case, "three") if seed % 2 else [])]
    asked = with_scenarios(case, NAMES, reveal=REVEALS, odds=ODDS, changes=changes)
    folders = {name: folder / name for name in NAMES}
    for name, place in folders.items():
        save_csv(applied(asked, name), place)
    theirs = expected_levels(folders, ODDS, REVEALS)
    ours = futures(asked)
    if theirs is None:
        assert ours.status == "infeasible"
        return
    values, burdens = theirs
    first, *later = ours.levels
    assert first.value == pytest.approx(values[first.name], rel=1e-5, abs=1e-5)
    for level in later:
        # later levels react to the slack by which the earlier ones are kept
        assert level.value == pytest.approx(values[level.name], rel=1e-3, abs=1e-3)
    fairness = next(level for level in ours.levels if level.name == "fairness")
    assert fairness.sorted == pytest.approx(burdens, rel=1e-3, abs=1e-3)


@pytest.mark.parametrize("seed", QUICK)
def test_agrees_with_the_independent_model(tmp_path: Path, seed: int) -> None:
    agree(tmp_path, seed)


@pytest.mark.oracle
@pytest.mark.parametrize("seed", LONG)
def test_agrees_on_many(tmp_path: Path, seed: int) -> None:
    agree(tmp_path, seed)


@pytest.mark.parametrize("seed", [3, 5, 7, 10])
def test_least_worst_regret_agrees_with_the_independent_model(tmp_path: Path, seed: int) -> None:
    case = random_case(tmp_path / "case", seed)
    changes = drawn_changes(case, NAMES, seed + 40)
    # odds say nothing here
    asked = with_scenarios(case, NAMES, reveal=REVEALS, odds=(0.05, 0.05, 0.9), changes=changes)
    folders = {name: tmp_path / name for name in NAMES}
    for name, place in folders.items():
        save_csv(applied(asked, name), place)
    ours = futures(asked, objective="regret")
    own = {
        level.name: [one.own_levels[n].value for one in _in_order(ours)]
        for n, level in enumerate(ours.levels)
    }
    theirs = regret_levels(folders, REVEALS, own)
    for n, level in enumerate(ours.levels):
        if level.name == "fairness":
            assert level.sorted == pytest.approx(theirs["fairness"], rel=1e-3, abs=1e-3)
            continue
        worst, total = theirs[level.name]
        assert level.value == pytest.approx(worst, rel=1e-3, abs=1e-3)
        reached = sum(one.levels[n].value for one in _in_order(ours))
        assert reached == pytest.approx(total, rel=1e-3, abs=1e-3)


def _in_order(found: Futures) -> list[Future]:
    by_name = {one.scenario: one for one in found.futures}
    return [by_name[name] for name in NAMES]
