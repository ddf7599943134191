"""What must hold of one plan for several futures, on random cases."""

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from branching import dearer, delays, drawn_changes, random_case, with_scenarios

from foedus.errors import InputError
from foedus.futures import futures
from foedus.plan import plan
from foedus.results.futures import Futures

SEEDS = range(12)
CLOSE = {"rel": 1e-5, "abs": 1e-5}
NAMES = ("one", "two", "three")
ODDS = (0.5, 0.3, 0.2)
FAR = 10_000
DECISION = ["donor", "recipient", "item", "kind", "line", "hub", "paid"]


def first(found: Futures, scenario: str) -> float:
    """The first level of a scenario's own best plan."""
    (one,) = [f for f in found.futures if f.scenario == scenario]
    return one.own_levels[0].value


@pytest.mark.parametrize("seed", SEEDS)
def test_one_scenario_is_the_plan_itself(tmp_path: Path, seed: int) -> None:
    case = random_case(tmp_path, seed)
    alone = plan(case, explain=False)
    found = futures(with_scenarios(case, ["only"], reveal=2, odds=[1.0]))
    if alone.status == "infeasible":
        assert (found.status, found.lacking) == ("infeasible", ("only",))
        return
    for ours, theirs in zip(found.levels, alone.levels, strict=True):
        assert ours.value == pytest.approx(theirs.value, **CLOSE)
        assert ours.sorted == pytest.approx(theirs.sorted, rel=1e-4, abs=1e-4)
    assert found.moves["in"].to_list() == [["only"]] * found.moves.height
    assert found.moves["value"].sum() == pytest.approx(alone.transfers["value"].sum(), rel=1e-3)


@pytest.mark.parametrize("seed", SEEDS)
def test_known_from_the_start_each_scenario_has_its_own_best(tmp_path: Path, seed: int) -> None:
    case = random_case(tmp_path, seed)
    changes = [*drawn_changes(case, NAMES, seed), *delays(case, "three", seed)]
    found = futures(with_scenarios(case, NAMES, reveal=0, odds=ODDS, changes=changes))
    if found.status == "infeasible":
        assert found.lacking
        return
    mean = sum(p * first(found, n) for p, n in zip(ODDS, NAMES, strict=True))
    assert found.levels[0].value == pytest.approx(mean, **CLOSE)
    assert found.worth.evpi == pytest.approx(0, abs=1e-5)
    assert found.worth.holds


@pytest.mark.parametrize("seed", SEEDS)
def test_known_too_late_all_plans_are_one(tmp_path: Path, seed: int) -> None:
    case = random_case(tmp_path, seed)
    changes = [*drawn_changes(case, NAMES, seed), *delays(case, "two", seed)]
    found = futures(with_scenarios(case, NAMES, reveal=FAR, odds=ODDS, changes=changes))
    assert set(found.moves["in"].list.len().to_list()) <= {3}
    assert set(found.moves["when"].to_list()) <= {"before"}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("objective", ["expected", "regret", "cvar"])
def test_values_of_knowing_stand_in_order(tmp_path: Path, seed: int, objective: str) -> None:
    case = random_case(tmp_path, seed)
    changes = [*drawn_changes(case, NAMES, seed + 99), *dearer(case, "two")]
    asked = with_scenarios(case, NAMES, reveal=[1, 2, 2], odds=ODDS, changes=changes)
    found = futures(asked, objective=objective)  # type: ignore[arg-type]
    if found.status == "infeasible":
        return
    assert found.worth.holds
    assert found.worth.stochastic is not None
    assert found.worth.wait_and_see is not None
    assert found.worth.stochastic >= found.worth.wait_and_see - 1e-5
    own = {f.scenario: f.own_levels[0].value for f in found.futures}
    for one in found.futures:
        assert one.levels[0].value >= own[one.scenario] - 1e-5
    for row in found.regrets.drop_nulls("value").to_dicts():
        assert row["value"] >= own[row["scenario"]] - 1e-5
    mine = found.regrets.filter(pl.col("plan") == pl.col("scenario"))
    assert mine["regret"].to_list() == pytest.approx([0.0] * len(NAMES), abs=2e-5)


@pytest.mark.parametrize("seed", SEEDS)
def test_worst_regret_is_least(tmp_path: Path, seed: int) -> None:
    case = random_case(tmp_path, seed)
    changes = drawn_changes(case, NAMES, seed + 7)
    asked = with_scenarios(case, NAMES, reveal=2, odds=ODDS, changes=changes)
    careful, mean = futures(asked, objective="regret"), futures(asked, objective="expected")
    if careful.status == "infeasible":
        return
    worst = [max(f.levels[0].value - f.own_levels[0].value for f in r.futures)
             for r in (careful, mean)]  # fmt: skip
    assert worst[0] <= worst[1] + 1e-5
    assert careful.levels[0].value == pytest.approx(max(0.0, worst[0]), abs=2e-5)
    tail = futures(asked, objective="cvar", alpha=0.0)
    assert tail.levels[0].value == pytest.approx(mean.levels[0].value, **CLOSE)


def test_each_scenario_is_the_sum_of_its_parts(tmp_path: Path) -> None:
    case = random_case(tmp_path, 3)
    changes = drawn_changes(case, NAMES, 3)
    found = futures(with_scenarios(case, NAMES, reveal=2, odds=ODDS, changes=changes))
    for name in NAMES:
        mine = found.moves.filter(pl.col("in").list.contains(name))
        carried = found.burden.filter(pl.col("scenario") == name)["burden"].sum()
        refilled = (pl.col("kind") == "refill") & (pl.col("donor") == pl.col("recipient"))
        others = mine.filter(~refilled)
        assert others["value"].sum() == pytest.approx(carried, rel=1e-4, abs=1e-4)


def test_faults_are_told_at_once(tmp_path: Path) -> None:
    case = random_case(tmp_path, 1)
    with pytest.raises(InputError) as none:
        futures(case, alpha=1.5)
    assert {f.kind for f in none.value.findings} == {"no-scenarios", "alpha-range"}
    unsaid = with_scenarios(case, ["one"], reveal=1, odds=[None])
    with pytest.raises(InputError) as odds:
        futures(unsaid, objective="expected")
    assert {f.kind for f in odds.value.findings} == {"no-odds"}
    assert futures(unsaid).objective == "regret"


@pytest.mark.parametrize("alpha", [0.6, 0.75])
def test_tail_is_the_mean_of_the_worst(tmp_path: Path, alpha: float) -> None:
    case = random_case(tmp_path, 7)
    changes = [*drawn_changes(case, NAMES, 106), *dearer(case, "three")]
    asked = with_scenarios(case, NAMES, reveal=[1, 2, 2], odds=ODDS, changes=changes)
    found = futures(asked, objective="cvar", alpha=alpha)
    left, tail = 1 - alpha, 0.0
    for value, odds in sorted((f.levels[0].value, f.probability) for f in found.futures)[::-1]:
        part = min(left, odds or 0.0)
        tail, left = tail + part * value, left - part
    assert found.levels[0].value == pytest.approx(tail / (1 - alpha), rel=1e-4, abs=1e-4)


@pytest.mark.parametrize("seed", [3, 7])
def test_order_of_rows_says_nothing(tmp_path: Path, seed: int) -> None:
    case = random_case(tmp_path, seed)
    changes = drawn_changes(case, NAMES, seed)
    asked = with_scenarios(case, NAMES, reveal=2, odds=ODDS, changes=changes)
    turned = replace(asked, tables={name: f.reverse() for name, f in asked.tables.items()})
    one, other = futures(asked), futures(turned)
    assert one.levels == other.levels
    assert one.moves.equals(other.moves)
    assert one.coverage.equals(other.coverage)


def test_share_that_falls_away_in_one_scenario_still_counts_in_the_other(tmp_path: Path) -> None:
    case = random_case(tmp_path, 3)
    key = case.tables["keys"].filter(pl.col("share") > 0).row(0, named=True)
    gone = {
        "scenario": "two", "table": "keys", "column": "share", "operation": "set", "value": 0.0,
        "where": f"key={key['key']};party={key['party']}",
    }  # fmt: skip
    asked = with_scenarios(case, NAMES[:2], reveal=2, odds=(0.9, 0.1), changes=[gone])
    found, alone = futures(asked), plan(case, explain=False)
    fairness = next(level for level in found.levels if level.name == "fairness")
    assert len(fairness.sorted) == len(alone.level("fairness").sorted)


def test_fairness_may_come_first(tmp_path: Path) -> None:
    case = random_case(tmp_path, 3)
    asked = with_scenarios(case, NAMES[:1], reveal=2, odds=[1.0])
    first = replace(asked, settings=replace(asked.settings, levels=("fairness", "cost")))
    assert [level.name for level in futures(first).levels] == ["fairness", "cost"]
    alone = replace(asked, settings=replace(asked.settings, levels=("fairness",)))
    with pytest.raises(InputError) as refused:
        futures(alone)
    assert {f.kind for f in refused.value.findings} == {"only-fairness"}
