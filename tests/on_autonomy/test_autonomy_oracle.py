"""The programme against one written a second time: by member, in sums over months, with SciPy."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from autonomy_sums import Floats, Sums
from random_autonomy import ALLY, MEMBERS, random_case

from foedus.autonomy import autonomy
from foedus.autonomy.ground import AllySells
from foedus.case.model import Case


@pytest.mark.parametrize(("seed", "sells"), product(range(12), ("no", "yes")))
def test_the_levels_are_those_of_the_oracle(alone: Case, seed: int, sells: AllySells) -> None:
    case = random_case(seed, alone)
    assert case.settings.horizon is not None
    since = case.settings.horizon.label(seed % 3)
    found = autonomy(case, group="south", without=ALLY, since=since, ally_sells=sells)
    sums = Sums(case, since=seed % 3, members=MEMBERS, silent="" if sells == "yes" else ALLY)
    readiness = sums.least(sums.readiness)
    assert found.levels[0].value == pytest.approx(readiness, abs=1e-5, rel=1e-5)
    sums.keep(sums.readiness, readiness + 1e-7)
    cost = sums.least(sums.cost)
    assert found.levels[1].value == pytest.approx(cost, abs=1e-3, rel=1e-4)
    sums.keep(sums.cost, cost * (1 + 1e-7) + 1e-7)
    assert found.levels[2].sorted == pytest.approx(sums.leximin(), abs=2e-2, rel=1e-3)
    assert found.levels[0].unavoidable == pytest.approx(sums.unavoidable(), abs=1e-6)


def _longer(case: Case) -> Case:
    """Return the case with a year more; the last ranges of random cases have no end."""
    horizon = case.settings.horizon
    assert horizon is not None
    more = replace(horizon, months=horizon.months + 12)
    return replace(case, settings=replace(case.settings, horizon=more))


def _asked(sums: Sums, required: Floats) -> Sums:
    sums.required = required
    sums.readiness = sums.weights()
    return sums


@pytest.mark.parametrize("seed", range(6))
def test_the_levers_are_those_of_the_oracle(alone: Case, seed: int) -> None:
    case = random_case(seed, alone)
    found = autonomy(case, group="south", without=ALLY)
    for row in found.levers.iter_rows(named=True):
        years = row["lever"] in ("horizon", "year")
        sums = Sums(_longer(case) if years else case, since=0, members=MEMBERS, silent=ALLY)
        if years:
            later = 12 if row["lever"] == "year" else 0
            asked = np.pad(sums.required, ((0, 0), (later, 0)))
            sums = _asked(sums, asked[:, : sums.months])
        elif row["lever"] == "budget":
            own = sums.budget[MEMBERS.index(row["party"])]
            own *= 1 + 1000 / own.sum()
        else:
            sums.capacity[sums.lines.index(row["line"])] *= 2
        readiness = sums.least(sums.readiness)
        assert row["readiness"] == pytest.approx(readiness, abs=1e-5, rel=1e-5)
        sums.keep(sums.readiness, readiness + 1e-7)
        assert row["cost"] == pytest.approx(sums.least(sums.cost), abs=1e-3, rel=1e-4)
    assert {"horizon", "year"} <= set(found.levers["lever"])
    assert np.isfinite(found.levers["cost"].to_numpy()).all()
