from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from plain_dispute import made

from foedus.case.dispute.model import Dispute, Issue, Party, RedLine
from foedus.mediate.forecast import forecast
from foedus.mediate.forecast_calibration import DEU_II, Calibration, reach
from foedus.mediate.forecast_scale import FAILURE, LEAST, compromise, pull

PARTIES = [Party("A", True, 1.0), Party("B", True, 3.0), Party("C", False, 1.0)]


def depth(*positions: float, salience: tuple[float, ...] = (1.0, 1.0, 1.0)) -> Dispute:
    return made(
        PARTIES,
        [Issue("depth", low=0, high=100, status_quo=90.0)],
        [[s] for s in salience],
        [list(positions)],
    )


def toll(**changes: object) -> Dispute:
    dispute = made(
        PARTIES[:2],
        [Issue("toll", ("none", "low", "high"), status_quo="high")],
        [[1.0], [1.0]],
        [[[1.0, 0.5, 0.0], [0.0, 0.5, 1.0]]],
    )
    return replace(dispute, **changes)


def test_the_compromise_weighs_by_power_and_salience() -> None:
    (found,) = forecast(depth(10, 50, 90, salience=(1.0, 0.5, 0.0)))
    assert found.mean == pytest.approx((10 * 1 + 50 * 1.5) / 2.5)
    assert found.low is not None
    assert found.high is not None
    assert found.low < found.mean < found.high


def test_stakes_make_a_party_pull_harder() -> None:
    dispute = depth(10, 50, 90)
    stakes = np.array([300.0, 100.0, 0.0])
    (found,) = forecast(dispute, stakes=stakes)
    assert found.mean == pytest.approx((10 * 300 + 50 * 300) / 600)


def test_nash_is_the_best_point_of_all() -> None:
    dispute = depth(0, 30, 100)
    pulls = pull(dispute, None)[:, 0]
    found = compromise(dispute, 0, pulls)
    assert found is not None

    def nash(point: float) -> float:
        gains = 1 - np.abs(point - dispute.positions[:, 0]) / 100 - FAILURE
        return float(np.log(gains) @ pulls)

    tried = np.linspace(0, 100, 4_001)
    assert nash(found.nash) >= max(map(nash, tried)) - 1e-2
    spread = np.average((dispute.positions[:, 0] - found.mean) ** 2, weights=pulls)
    assert found.disagreement**2 == pytest.approx(spread + (found.nash - found.mean) ** 2)


def test_never_a_bare_point() -> None:
    (found,) = forecast(depth(50, 50, 50))
    assert found.mean == pytest.approx(50)
    assert found.high == pytest.approx(50 + DEU_II.reach * LEAST * 100)


def test_more_disagreement_is_less_certain() -> None:
    (near,), (far,) = forecast(depth(45, 50, 55)), forecast(depth(10, 50, 90))
    assert (far.high or 0) - (far.low or 0) > (near.high or 0) - (near.low or 0)


def test_nobody_cares() -> None:
    (found,) = forecast(depth(10, 50, 90, salience=(0.0, 0.0, 0.0)))
    assert (found.low, found.mean, found.high) == pytest.approx((10, 50, 90))
    nothing = toll(salience=np.zeros((2, 1)))
    assert list(forecast(nothing)[0].probabilities.values()) == pytest.approx([1 / 3] * 3)


def test_ends_cut_the_interval() -> None:
    (found,) = forecast(depth(0, 1, 100))
    assert found.low == 0


def test_red_lines_of_a_veto_leave_the_status_quo() -> None:
    lined = replace(depth(10, 10, 10), redlines=(RedLine(0, 0, None, 5.0, 12.0),))
    (found,) = forecast(lined)
    assert (found.low, found.high) == pytest.approx((5.0, 10 + DEU_II.reach * LEAST * 100))
    (without,) = forecast(replace(lined, redlines=(RedLine(2, 0, None, 50.0, 60.0),)))
    assert without.mean == pytest.approx(10)
    none_left = (RedLine(0, 0, None, 50.0, 60.0), RedLine(1, 0, None, 70.0, 80.0))
    assert forecast(replace(lined, redlines=none_left))[0].mean == pytest.approx(10)


def test_probabilities_of_options() -> None:
    (found,) = forecast(toll())
    support = np.array([1.0, 2.0, 3.0]) ** DEU_II.sharpness
    expected = 0.8 * support / support.sum() + 0.2 / 3
    assert list(found.probabilities.values()) == pytest.approx(expected)
    assert found.mean is None


def test_forbidden_options_do_not_come_out() -> None:
    (found,) = forecast(toll(redlines=(RedLine(0, 0, 1),)))
    assert found.probabilities["low"] == 0
    assert sum(found.probabilities.values()) == pytest.approx(1)
    (kept,) = forecast(toll(redlines=(RedLine(0, 0, 2),)))
    assert kept.probabilities["high"] > 0
    parties = (PARTIES[0], replace(PARTIES[1], veto=False))
    (free,) = forecast(toll(parties=parties, redlines=(RedLine(1, 0, 1),)))
    assert free.probabilities["low"] > 0


def test_another_calibration() -> None:
    plain = Calibration(reach=0.5, sharpness=1.0, smoothing=0.0, source="a test")
    (found,) = forecast(toll(), calibration=plain)
    assert list(found.probabilities.values()) == pytest.approx([1 / 6, 1 / 3, 1 / 2])


def test_groups_count_once() -> None:
    errors = np.array([1.0, 1.0, 1.0, 1.0, 9.0, 9.0, 9.0, 9.0, 9.0])
    groups = [0, 1, 2, 3, 4, 4, 4, 4, 4]
    assert reach(errors, np.ones(9), groups, level=0.6) == 1.0
    assert reach(errors, np.ones(9), range(9), level=0.6) == 9.0
    with pytest.raises(ValueError, match="too few"):
        reach(errors[:3], np.ones(3), groups[:3])


def test_coverage_on_drawn_negotiations() -> None:
    """Of groups drawn alike, a new one is held with the level's probability or more."""
    rng = np.random.default_rng(0)
    inside = []
    for _ in range(400):
        scale = rng.uniform(1, 5, 26)
        errors = rng.standard_normal(26) * scale
        wide = reach(errors[:25], scale[:25], range(25))
        inside.append(abs(errors[25]) <= wide * scale[25])
    assert np.mean(inside) == pytest.approx(0.82, abs=0.05)
