"""Weighted games against the package ``powerindex``, which counts by generating functions."""

from __future__ import annotations

from itertools import pairwise

import powerindex as rival
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from power_brute import letters, rule_of, weighted

from foedus.decide.power import power


@st.composite
def games(draw: st.DrawFn) -> tuple[int, list[int]]:
    """No member reaches the quota alone: for that case the package has a rule of its own."""
    weights = draw(st.lists(st.integers(1, 60), min_size=3, max_size=16))
    least = max(weights) + 1
    return draw(st.integers(least, max(sum(weights), least))), weights


@settings(max_examples=60, deadline=None)
@given(games().filter(lambda game: game[0] <= sum(game[1])))
def test_both_indices_are_equal(game: tuple[int, list[int]]) -> None:
    quota, weights = game
    members = letters(len(weights))
    table = dict(zip(members, weights, strict=True))
    found = power(rule_of(weighted(quota, table), members=members))
    other = rival.Game(quota, weights=weights)
    other.calc_banzhaf()
    other.calc_shapley_shubik()
    for ours, theirs in (
        (found.banzhaf, other.banzhaf),
        (found.shapley_shubik, other.shapley_shubik),
    ):
        assert [float(a) for a in ours.values()] == pytest.approx(theirs, rel=0, abs=1e-12)
    heavier_first = sorted(table, key=table.__getitem__)
    assert all(found.banzhaf[a] <= found.banzhaf[b] for a, b in pairwise(heavier_first))
