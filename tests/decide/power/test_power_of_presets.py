"""Power under the rules that ship."""

from __future__ import annotations

import pytest

from foedus.decide.power import power
from foedus.decide.power.game import Game, Joined, Quota, reduced
from foedus.decide.power.halves import count as in_halves
from foedus.decide.power.smallest import smallest_sets
from foedus.decide.presets import preset


def test_germany_under_the_double_majority() -> None:
    found = power(preset("eu-qualified-majority"))
    assert float(found.shapley_shubik["DEU"]) == pytest.approx(0.1765, abs=0.0002)
    assert sum(found.shapley_shubik.values()) == sum(found.banzhaf.values()) == 1
    assert found.method == "halves"
    assert found.winning.least == 15
    assert found.blocking.least == 4
    assert "Eurostat" in found.weights


def test_three_conditions_of_nice_are_enumerated() -> None:
    """Votes, members and population of 27 members."""
    found = power(preset("eu-nice"))
    assert found.method == "enumeration"
    assert sum(found.shapley_shubik.values()) == 1
    assert found.shapley_shubik["DEU"] > found.shapley_shubik["FRA"]
    assert found.winning.number is not None


def test_the_smallest_blocking_sets_are_in_order() -> None:
    found = power(preset("eu-qualified-majority"))
    assert len(found.blocking.examples) == 20
    assert list(found.blocking.examples) == sorted(found.blocking.examples)


@pytest.mark.oracle
def test_large_halves_leave_the_minimal_sets_uncounted() -> None:
    n = 37
    weights = tuple(10**6 + 7919 * i * i for i in range(n))
    formula = Joined("all", (Quota(1, sum(weights) // 2 + 1),))
    names = tuple(f"M{i:02}" for i in range(n))
    game = reduced(Game(names, ((1,) * n, weights), formula))
    counts = in_halves(game)
    assert counts.minimal is None
    assert sum(counts.winning) == pytest.approx(2 ** (n - 1), rel=1e-6)
    least = next(s for s, won in enumerate(counts.winning) if won)
    assert len(smallest_sets(game, least)) == min(20, counts.winning[least])
