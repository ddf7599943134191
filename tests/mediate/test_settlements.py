"""Settlements against plain loops over all outcomes, by enumeration and by programmes."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from by_hand import (
    blockers,
    gains_of,
    is_outcome,
    log_of,
    settled,
    share_of,
    total_of,
)
from drawn_disputes import drawn

from foedus.case.dispute.model import Dispute, Issue, Party, RedLine
from foedus.mediate.settlements import Method, settlements
from foedus.mediate.utility import index_of
from foedus.results.mediation import SETTLEMENTS, Settlement

SEEDS = range(60)


def row_of(d: Dispute, found: Settlement) -> tuple[float, ...]:
    assert found.outcome is not None
    return tuple(index_of(d, found.outcome))


@pytest.mark.parametrize("seed", SEEDS)
def test_enumeration_finds_what_loops_find(seed: int) -> None:
    d = drawn(seed)
    expected = settled(d)
    for found in settlements(d, method="enumerate"):
        row = expected[found.name]
        if row is None:
            assert found.status == "none"
            assert found.outcome is None
        else:
            assert row_of(d, found) == row
            assert found.status == "proven"


@pytest.mark.parametrize("seed", SEEDS)
def test_programmes_find_the_same_values(seed: int) -> None:
    same_by_programmes(drawn(seed))


@pytest.mark.parametrize("seed", range(15))
def test_programmes_need_no_first_answers(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """What local search finds beforehand may not hide an error of theirs."""
    monkeypatch.setattr("foedus.mediate.settlements.first_answers", lambda _: None)
    same_by_programmes(drawn(seed))


def same_by_programmes(d: Dispute) -> None:
    expected = settled(d)
    for found in settlements(d, method="milp"):
        row = expected[found.name]
        assert found.status == ("none" if row is None else "proven"), found
        if row is not None:
            here = row_of(d, found)
            assert is_outcome(d, here)
            assert not blockers(d, here)
            assert value_of(d, found.name, here) == pytest.approx(
                value_of(d, found.name, row), abs=1e-6
            )
            assert total_of(d, here) == pytest.approx(total_of(d, row), abs=1e-6)


def value_of(d: Dispute, name: str, row: tuple[float, ...]) -> float | list[float]:
    if name == "nash":
        return log_of(d, row)
    if name == "utilitarian":
        return total_of(d, row)
    if name == "leximin":
        return sorted(gains_of(d, row))
    if name == "egalitarian":
        return min(gains_of(d, row))
    every = product(*(range(len(issue.options)) for issue in d.issues))
    gains = [gains_of(d, r) for r in every if is_outcome(d, r) and not blockers(d, r)]
    return share_of([max(column) for column in zip(*gains, strict=True)], gains_of(d, row))


def test_the_draws_hold_every_kind() -> None:
    disputes = [drawn(seed) for seed in SEEDS]
    kinds = {found.why for d in disputes for found in settlements(d)}
    assert kinds >= {"", "no-agreement"}
    assert any(d.links for d in disputes)
    assert any(not any(party.veto for party in d.parties) for d in disputes)
    assert any(d.redlines for d in disputes)


def two_parties(values: list[list[float]], reservation: tuple[float, float]) -> Dispute:
    parties = tuple(Party(f"p{k}", veto=True, reservation=reservation[k]) for k in range(2))
    issue = Issue("land", tuple(f"o{k}" for k in range(len(values[0]))))
    nothing = np.full((2, 1), np.nan)
    return Dispute(
        "two", {}, parties, (issue,), np.ones((2, 1)), (np.array(values),), nothing, nothing
    )


METHODS: tuple[Method, ...] = ("enumerate", "milp")


@pytest.mark.parametrize("method", METHODS)
def test_all_or_nothing_has_no_nash(method: Method) -> None:
    d = two_parties([[1.0, 0.5], [0.0, 0.0]], (0.2, 0.0))
    found = {s.name: s for s in settlements(d, method=method)}
    assert (found["nash"].status, found["nash"].why) == ("none", "no-positive-gain")
    assert found["kalai-smorodinsky"].value == pytest.approx(1.0)
    assert found["egalitarian"].value == pytest.approx(0.0)
    assert found["leximin"].gains == pytest.approx({"p0": 0.8, "p1": 0.0})


@pytest.mark.parametrize("method", METHODS)
def test_exactly_the_reservation_is_an_agreement(method: Method) -> None:
    d = two_parties([[0.3, 0.1], [0.3, 1.0]], (0.3, 0.3))
    found = {s.name: s for s in settlements(d, method=method)}
    assert found["egalitarian"].outcome == {"land": "o0"}
    assert found["kalai-smorodinsky"].why == "no-veto-gain"


@pytest.mark.parametrize("method", METHODS)
def test_just_below_the_reservation_is_none(method: Method) -> None:
    d = two_parties([[0.3 - 3e-9, 0.1], [0.3, 1.0]], (0.3, 0.3))
    assert {s.why for s in settlements(d, method=method)} == {"no-agreement"}


@pytest.mark.parametrize("method", METHODS)
def test_red_lines_that_leave_nothing(method: Method) -> None:
    d = two_parties([[0.5, 0.6], [0.5, 0.6]], (0.0, 0.0))
    lines = tuple(RedLine(k, 0, option=k, price=1.0) for k in range(2))
    none = settlements(replace(d, redlines=lines), method=method)
    assert {(s.status, s.why) for s in none} == {("none", "no-agreement")}


def test_the_names_come_in_their_order() -> None:
    assert tuple(s.name for s in settlements(drawn(1))) == SETTLEMENTS


def test_without_time_there_are_bounds_or_nothing() -> None:
    d = drawn(1, options=[8] * 20)
    for found in settlements(d, within=0.3):
        if found.status == "bound":
            assert found.gap > 0
        if found.outcome is not None:
            assert not blockers(d, row_of(d, found))


def test_a_scale_cannot_be_enumerated() -> None:
    with pytest.raises(ValueError, match="without scales"):
        settlements(drawn(1, scales=1), method="enumerate")
