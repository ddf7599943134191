"""Draws: each distribution has its quantiles, stays in its bounds, and covers its range evenly."""

from pathlib import Path

import numpy as np
import pytest
from branching import random_case
from drawing import scaled, uncertain
from scipy import stats

from foedus.futures.draws import Uncertainty, draw, inverse, uncertainties_of
from foedus.futures.importance import importance, why_not

P = np.linspace(0.001, 0.999, 999)


def of(kind: str, low: float, high: float, **other: float) -> Uncertainty:
    return Uncertainty("u", {}, kind, low, high, **other)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "known"),
    [
        (of("uniform", 2, 6), stats.uniform(2, 4)),
        (of("triangular", 2, 6, mode=3), stats.triang(0.25, 2, 4)),
        (of("triangular", 2, 6, mode=2), stats.triang(0, 2, 4)),
        (of("triangular", 2, 6, mode=6), stats.triang(1, 2, 4)),
        (of("normal", 2, 6), stats.norm(4, 2 / stats.norm.ppf(0.95))),
        (of("lognormal", 2, 8), stats.lognorm(np.log(2) / stats.norm.ppf(0.95), scale=4)),
        (of("normal", -1, 1, least=0.0), stats.halfnorm(0, 1 / stats.norm.ppf(0.95))),
    ],
)
def test_inverse_distributions(one: Uncertainty, known: stats.rv_continuous) -> None:
    assert inverse(one, P) == pytest.approx(known.ppf(P), abs=1e-9)


@pytest.mark.parametrize("kind", ["uniform", "triangular", "normal", "lognormal"])
def test_a_range_without_width_is_a_value(kind: str) -> None:
    assert inverse(of(kind, 3, 3, mode=3), P).tolist() == [3.0] * len(P)


def test_lognormal_below_its_most() -> None:
    values = inverse(of("lognormal", 0.5, 2, most=1.0), P)
    assert values.max() <= 1.0
    assert np.all(np.diff(values) > 0)


def test_each_part_of_a_range_is_drawn_once() -> None:
    many = tuple(of("uniform", 0, 50) for _ in range(3))
    values = draw(many, 50, seed=4)
    for column in values.T:
        assert sorted(column.astype(int)) == list(range(50))
    assert np.array_equal(values, draw(many, 50, seed=4))
    assert not np.array_equal(values, draw(many, 50, seed=5))


def test_cells_stay_in_their_bounds(tmp_path: Path) -> None:
    case = random_case(tmp_path, 3)
    rows = [
        scaled("budgets", "amount", "*") | {"distribution": "normal", "low": -1.0, "high": 1.0},
        scaled("routes", "lag", "*") | {"operation": "set", "low": 0.0, "high": 3.0},
        scaled("capabilities", "carry", "*") | {"operation": "set", "high": 1.0,
                                                "distribution": "normal"},
        scaled("stocks", "quantity", "*") | {"operation": "add", "low": 0.0, "high": 3.0,
                                             "distribution": "normal"},
    ]  # fmt: skip
    money, lag, carry, stock = draw(uncertainties_of(uncertain(case, rows)), 400, seed=0).T
    assert money.min() >= 0
    assert set(lag) <= {0.0, 1.0, 2.0, 3.0}
    assert (carry.min() >= 0, carry.max() <= 1) == (True, True)
    lowest = case.tables["stocks"]["quantity"].to_numpy().min()
    assert stock.min() >= -lowest


def test_importance_finds_what_matters_and_not_chance() -> None:
    rng = np.random.default_rng(7)
    values = rng.random((256, 4))
    level = 10 * values[:, 2] + 2 * values[:, 0] + 0.1 * rng.random(256)
    before = np.random.get_state(legacy=False)  # noqa: NPY002
    found = importance(["a", "b", "c", "still"], np.c_[values[:, :3], np.ones(256)], level, seed=1)
    after = np.random.get_state(legacy=False)  # noqa: NPY002
    assert str(before) == str(after)
    assert found.table["uncertainty"][0] == "c"
    known = {row["uncertainty"]: row for row in found.table.to_dicts()}
    assert found.noise is not None
    assert known["c"]["delta"] > found.noise > known["b"]["delta"]
    assert known["c"]["first_order"] > 0.7
    assert known["still"]["delta"] is None


def test_noise_of_the_solver_is_no_level() -> None:
    """Levels of 1e-20 beside 0 are one level: their density would be without bounds."""
    rng = np.random.default_rng(3)
    values = rng.random((200, 2))
    level = np.where(values[:, 0] < 0.5, 1e-20 * rng.random(200), values[:, 0])
    found = importance(["a", "b"], values, level, seed=1)
    known = {row["uncertainty"]: row for row in found.table.to_dicts()}
    assert found.noise is not None
    assert known["a"]["delta"] - known["a"]["delta_margin"] > found.noise > known["b"]["delta"]


def test_no_importance_with_a_reason() -> None:
    flat = importance(["a"], np.random.default_rng(0).random((100, 1)), np.ones(100), seed=0)
    assert (flat.table["delta"].to_list(), flat.noise) == ([None], None)
    assert why_not(np.ones(100)) == "constant"
