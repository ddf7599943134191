from __future__ import annotations

import numpy as np
import pytest
from plain_dispute import Text, blockers, drawn, kept, made, row_of, texts, worth

from foedus.case.dispute.model import Dispute, Issue, Party
from foedus.mediate import frontier as module
from foedus.mediate.frontier import Frontier, efficient, frontier, sampled_points


def plain_frontier(dispute: Dispute) -> set[tuple[float, ...]]:
    found = {tuple(round(u, 9) for u in worth(dispute, t)) for t in texts(dispute)}
    return {
        v
        for v in found
        if not any(w != v and all(a >= b for a, b in zip(w, v, strict=True)) for w in found)
    }


def vectors(found: Frontier) -> set[tuple[float, ...]]:
    return {tuple(round(u, 9) for u in point.utilities.values()) for point in found.points}


def holds(dispute: Dispute, found: Frontier) -> None:
    for point in found.points:
        text = row_of(dispute, point.outcome)
        assert kept(dispute, text)
        assert list(point.utilities.values()) == pytest.approx(worth(dispute, text))
        names = tuple(dispute.parties[p].name for p in blockers(dispute, text))
        assert point.blocked == names


@pytest.mark.parametrize("seed", range(40))
def test_all_of_it(seed: int) -> None:
    dispute = drawn(seed, parties=2 + seed % 3, round_to=1 + seed % 2)
    found = frontier(dispute)
    assert found is not None
    assert found.complete
    assert vectors(found) == plain_frontier(dispute)
    assert len(found.points) == len(vectors(found))
    holds(dispute, found)


@pytest.mark.parametrize("seed", range(40))
def test_one_by_one(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "countable", lambda _: False)
    dispute = drawn(seed, parties=2 + seed % 3, options=(3, 3, 2))
    expected = plain_frontier(dispute)
    found = frontier(dispute)
    assert found is not None
    assert vectors(found) <= expected
    assert found.complete == (len(expected) < 40)
    assert vectors(found) == expected or not found.complete
    holds(dispute, found)


def test_a_frontier_that_is_cut_short_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "countable", lambda _: False)
    found = frontier(drawn(10, parties=3), limit=2)
    assert found is not None
    assert (found.complete, len(found.points)) == (False, 2)
    assert [f.kind for f in found.findings] == ["frontier.cut-short"]


@pytest.mark.parametrize("seed", range(8))
def test_with_scales_no_point_of_a_grid_dominates(seed: int) -> None:
    dispute = drawn(seed, parties=2 + seed % 3, options=(3, 2), scales=1 + seed % 2)
    found = frontier(dispute)
    assert found is not None
    assert [f.kind for f in found.findings] == ["frontier.sampled"]
    holds(dispute, found)
    grid = np.array([worth(dispute, t) for t in texts(dispute, points=13)])
    for point in found.points:
        here = np.array(list(point.utilities.values()))
        assert not ((grid >= here - 1e-9).all(axis=1) & (grid > here + 1e-6).any(axis=1)).any()


@pytest.mark.parametrize("parties", [1, 5])
def test_of_two_to_four_parties(parties: int) -> None:
    assert frontier(drawn(1, parties=parties)) is None


@pytest.mark.parametrize("seed", range(40))
def test_sampled_points_are_on_the_frontier(seed: int) -> None:
    dispute = drawn(seed, parties=5)
    found = sampled_points(dispute, draws=20)
    assert {tuple(round(u, 9) for u in x.utilities.values()) for x in found} <= plain_frontier(
        dispute
    )
    holds(dispute, Frontier(found))
    assert sampled_points(dispute, draws=20) == found


def test_equal_points_are_shown_once_the_first_of_them() -> None:
    people = [Party("north", True), Party("south", True)]
    values = [[[1, 0, 0.5, 1], [0, 1, 0.4, 0]]]
    dispute = made(people, [Issue("aid", ("a", "b", "c", "d"))], [[1.0], [1.0]], values)
    found = frontier(dispute)
    assert found is not None
    assert [point.outcome["aid"] for point in found.points] == ["a", "b", "c"]


def test_what_dominates_in_the_end_stays() -> None:
    draw = np.random.default_rng(0)
    worths = np.round(draw.random((300, 3)), 1)
    expected: dict[Text, int] = {}
    for n, row in enumerate(worths):
        if not ((worths >= row).all(axis=1) & (worths > row).any(axis=1)).any():
            expected.setdefault(tuple(row), n)
    assert efficient(worths).tolist() == sorted(expected.values())
