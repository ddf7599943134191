"""The mean of scenarios: alike ones are their own mean, to the last digit."""

from dataclasses import fields, is_dataclass, replace
from pathlib import Path

import numpy as np
import pytest
from branching import random_case

from foedus.futures.branches import Scenario
from foedus.futures.mean import MEAN, mean_of
from foedus.plan.reader import build_sets


def same(one: object, other: object) -> bool:
    """Whether two values are equal to the last digit, field by field."""
    if is_dataclass(one):
        return all(same(getattr(one, f.name), getattr(other, f.name)) for f in fields(one))
    if isinstance(one, np.ndarray):
        return bool(np.array_equal(one, np.asarray(other), equal_nan=one.dtype.kind == "f"))
    if isinstance(one, tuple):
        assert isinstance(other, tuple)
        return len(one) == len(other) and all(map(same, one, other))
    return one == other


@pytest.mark.parametrize("seed", range(12))
def test_scenarios_that_are_alike_are_their_own_mean(tmp_path: Path, seed: int) -> None:
    sets = build_sets(random_case(tmp_path, seed))
    alike = [Scenario(str(n), odds, n, sets) for n, odds in enumerate((0.1, 0.2, 0.7))]
    mean = mean_of(alike)
    assert (mean.name, mean.weight, mean.reveal) == (MEAN, 1.0, 2)
    assert same(mean.sets, sets)


def test_figures_are_means_and_delays_go_to_the_nearest_month(tmp_path: Path) -> None:
    sets = build_sets(random_case(tmp_path, 0))
    lines = replace(sets.lines, lead=sets.lines.lead + 2, price=sets.lines.price * 2)
    mean = mean_of([
        Scenario("as planned", 0.7, 0, sets),
        Scenario("late and dear", 0.3, 0, replace(sets, lines=lines)),
    ])  # fmt: skip
    assert mean.sets.lines.price == pytest.approx(sets.lines.price * 1.3)
    assert (mean.sets.lines.lead == sets.lines.lead + 1).all()
    assert same(mean.sets.pairs, sets.pairs)
