"""What lies within the solver's tolerances, or beyond its digits, is not claimed to be proven."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from drawn_disputes import drawn

from foedus.case.dispute.model import Dispute, Issue, Link, Party
from foedus.mediate import maxmin
from foedus.mediate.draft import Draft
from foedus.mediate.model import Program, Solved
from foedus.mediate.search import Clock, search_of
from foedus.mediate.settlements import Method, settlements
from foedus.mediate.zone import agreement

METHODS: tuple[Method, ...] = ("enumerate", "milp")


def options(
    parties: Sequence[Party], values: Sequence[Sequence[Sequence[float]]], links: Sequence[Link]
) -> Dispute:
    """Issues of options, all of the same salience."""
    issues = tuple(
        Issue(f"i{k}", tuple(f"o{j}" for j in range(len(rows[0])))) for k, rows in enumerate(values)
    )
    shape = (len(parties), len(issues))
    arrays, nothing = tuple(np.array(rows) for rows in values), np.full(shape, np.nan)
    return Dispute(
        "options",
        {},
        tuple(parties),
        issues,
        np.full(shape, 1 / len(issues)),
        arrays,
        nothing,
        nothing,
        (),
        tuple(links),
    )


def compared(dispute: Dispute) -> None:
    for one, other in zip(*(settlements(dispute, method=m) for m in METHODS), strict=True):
        assert one.status == other.status, one.name
        assert one.value == pytest.approx(other.value, rel=1e-9, abs=1e-7), one.name
        assert one.gains is not None
        assert other.gains is not None
        total = sum(one.gains.values())
        assert total == pytest.approx(sum(other.gains.values()), abs=1e-6), one.name


def tied() -> Dispute:
    """Presolve calls what ties with the best infeasible."""
    asked = [0.20547764107856492, 0.11974460634092243, 0.019028643345619545, 0.4381094040546355]
    asked.append(0.23386510840704805)
    vetoes = [True, True, False, False, True]
    parties = [
        Party(f"p{k}", veto, 1.0, r) for k, (veto, r) in enumerate(zip(vetoes, asked, strict=True))
    ]
    values = [
        [[1, 0, 0, 1], [0, 0, 1, 0], [1, 1, 1, 0], [0, 0, 0, 1], [0, 0, 0, 1]],
        [[0, 0, 1, 1], [1, 1, 1, 0], [1, 1, 1, 0], [1, 0, 0, 0], [0, 1, 0, 1]],
        [[1, 1, 1, 1], [0, 0, 0, 0], [0, 1, 0, 1], [0, 1, 1, 0], [1, 1, 1, 1]],
    ]
    return options(parties, values, [Link(0, 1, 1, 3, True), Link(0, 2, 1, 2, True)])


def test_ties_are_broken_where_presolve_denies_them() -> None:
    dispute = tied()
    compared(dispute)
    leximin = settlements(dispute, method="milp")[3]
    assert leximin.outcome == {"i0": "o3", "i1": "o1", "i2": "o1"}


def test_solved_by_presolve_alone_is_proven() -> None:
    third = [0.2668699990639598, 0.059870856650182123, 0.026950929072266715]
    third += [0.15938320528108668, 0.08189945017606799]
    parties = [Party(f"p{k}", True, 1.0, r) for k, r in enumerate(third)]
    thirds = [
        [[0, 3, 2, 2], [3, 0, 1, 0], [1, 2, 1, 2], [0, 3, 2, 3], [2, 0, 1, 3]],
        [[1, 1, 2, 0], [0, 1, 3, 1], [0, 1, 0, 2], [1, 3, 0, 2], [0, 1, 1, 2]],
        [[0, 1, 1, 0], [1, 2, 3, 2], [3, 2, 3, 0], [3, 1, 2, 3], [2, 1, 3, 0]],
        [[3, 3, 1, 2], [3, 2, 1, 2], [3, 3, 0, 0], [1, 3, 3, 3], [2, 0, 3, 3]],
    ]
    values = [(np.array(rows) / 3).tolist() for rows in thirds]
    compared(options(parties, values, [Link(0, 3, 1, 1, False)]))


@pytest.mark.parametrize("seed", range(12))
def test_weights_far_apart(seed: int) -> None:
    dispute = drawn(seed)
    weights = np.random.default_rng(seed).choice([1.0, 1e9], len(dispute.parties))
    parties = tuple(
        Party(p.name, p.veto, float(w), p.reservation)
        for p, w in zip(dispute.parties, weights, strict=True)
    )
    values = {"parties": parties}
    heavy = Dispute(**{**vars(dispute), **values})
    for one, other in zip(*(settlements(heavy, method=m) for m in METHODS), strict=True):
        assert one.status == other.status
        if one.value is not None:
            assert one.value == pytest.approx(other.value, rel=1e-8, abs=1e-6)


def test_a_gap_of_a_thousand_proves_nothing() -> None:
    parties = [Party("a", True, 1e9), Party("b", True, 1.0)]
    search = search_of(options(parties, [[[1, 0], [0, 1]]], []), Clock())
    search.remember(np.array([0.0]))
    assert search.met("utilitarian", 1e9 + 1.0)
    assert not search.met("utilitarian", 1e9 + 1000.0)


@pytest.mark.parametrize(("short", "agreed"), [(0.0, True), (9e-10, True), (3e-9, False)])
def test_only_the_reservation_itself(short: float, agreed: bool) -> None:
    dispute = on_a_scale(short)
    assert agreement(dispute) is agreed


def on_a_scale(short: float) -> Dispute:
    """Two who want the ends of a scale, and ask for half each and a little more."""
    parties = tuple(Party(name, True, 1.0, 0.5 + short) for name in "ab")
    nothing = np.full((2, 1), np.nan)
    ends, scale = np.array([[0.0], [1.0]]), (Issue("line", low=0.0, high=1.0),)
    return Dispute("scale", {}, parties, scale, np.ones((2, 1)), (np.zeros((2, 0)),), ends, nothing)


def test_none_once_tightened_is_no_proof() -> None:
    """Any outcome is said not to stand: the demands are tightened until none is left."""
    draft = Draft(on_a_scale(0.0))
    draft.accept(np.array([True, True]))
    assert draft.minimise({}, sound=lambda _: False).status == "unknown"


def test_none_above_a_raised_floor_is_no_proof() -> None:
    search = search_of(on_a_scale(0.0), Clock())
    search.program.raise_floor(0.1)
    row, solved = search.maximise(search.program.cost(search.program.gain))
    assert row is None
    assert solved.status == "limit"
    assert search.program.floor == pytest.approx(0.1)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("gain", [1.2e-9, 2e-9, 1e-8])
def test_a_tiny_gain_is_positive(method: Method, gain: float) -> None:
    parties = [Party("a", True, 1.0, 0.5 - gain), Party("b", True)]
    nash = settlements(options(parties, [[[0.5, 0.1], [0.4, 1.0]]], []), method=method)[0]
    assert nash.status in ("proven", "bound")
    assert nash.outcome == {"i0": "o0"}


def test_a_best_gain_that_is_not_known_stays_in_the_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    parties = [Party("a", True), Party("b", True)]
    search = search_of(options(parties, [[[0.8, 0.0], [0.0, 0.9]]], []), Clock())
    search.remember(np.array([0.0]))
    search.criteria = search.criteria.knowing(np.array([0.8, 0.0]))
    limit = Solved(None, np.inf, "limit")
    monkeypatch.setattr(Program, "maximise", lambda *_, **__: limit)
    found = maxmin.kalai_smorodinsky(search, np.array([0.8, 0.9]), 1.0)
    assert found.status == "bound"
    assert found.gap == pytest.approx(1.0)
