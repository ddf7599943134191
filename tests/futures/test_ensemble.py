"""What must hold of ensembles: kept and afresh agree with the plan; workers change nothing."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from branching import random_case
from drawing import figures_that_move, uncertain

from foedus.case.model import Case
from foedus.futures.draws import uncertainties_of
from foedus.futures.ensemble import set_up
from foedus.futures.moving import varied
from foedus.futures.sampled import Afresh, Drawn, Kept, solve_draws
from foedus.plan import plan

SEEDS = range(16)
CLOSE = {"rel": 1e-5, "abs": 1e-5}
DRAWS = 4


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("level", ["need", "readiness"])
def test_kept_and_afresh_agree_with_the_plan(tmp_path: Path, seed: int, level: str) -> None:
    case = uncertain(
        random_case(tmp_path, seed), figures_that_move(random_case(tmp_path, seed), seed)
    )
    if level == "readiness" and "hold" not in case.tables["requirements"]["kind"]:
        return
    kept = set_up(case, draws=DRAWS, seed=seed, level=level)  # type: ignore[arg-type]
    assert isinstance(kept, Kept)
    uncertainties = uncertainties_of(case)
    afresh = Afresh(kept.key + "!", kept.level, kept.values, case, uncertainties)
    for n in range(DRAWS):
        one, other = solve_draws(kept, [n])[0], afresh.solver().solve(n)
        whole = plan(_alone(varied(case, uncertainties, kept.values[n]), level), explain=False)
        assert one.status == other.status == whole.status
        if one.value is not None:
            assert one.value == pytest.approx(other.value, **CLOSE)
            assert one.value == pytest.approx(whole.levels[0].value, **CLOSE)
            assert _shape(one) == pytest.approx(_shape(other), abs=1e-3)


def _alone(case: Case, level: str) -> Case:
    """The case with this level alone."""
    return replace(case, settings=replace(case.settings, levels=(level,)))


def _shape(one: Drawn) -> list[float]:
    return [np.nan_to_num(x) if x is not None else -1.0 for x in one.covered]
