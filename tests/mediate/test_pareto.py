from __future__ import annotations

import random

import numpy as np
import pytest
from plain_dispute import Text, crossed, drawn, kept, made, texts, worth

from foedus.case.dispute.model import Dispute, Issue, Party
from foedus.mediate import pareto as module
from foedus.mediate.pareto import dominance


def better(dispute: Dispute, text: Text, than: Text) -> bool:
    pairs = list(zip(worth(dispute, text), worth(dispute, than), strict=True))
    lines = any(crossed(dispute, text, p) for p in range(len(dispute.parties)))
    return (
        not lines and all(a >= b - 1e-9 for a, b in pairs) and any(a > b + 1e-9 for a, b in pairs)
    )


def most(dispute: Dispute, than: Text, points: int = 0) -> float | None:
    sums = [
        sum(worth(dispute, t)) for t in texts(dispute, points=points) if better(dispute, t, than)
    ]
    return max(sums) if sums else None


def check(dispute: Dispute, seed: int) -> None:
    every = list(texts(dispute))
    if not every:
        return
    for text in random.Random(seed).sample(every, min(3, len(every))):
        found, expected = dominance(dispute, np.array(text)), most(dispute, text)
        if expected is None:
            assert found.status == "certified"
            assert found.row is None
            continue
        assert found.status == "dominated"
        assert found.row is not None
        other = tuple(found.row)
        assert kept(dispute, other)
        assert better(dispute, other, text)
        assert sum(worth(dispute, other)) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("seed", range(40))
def test_looked_at_one_by_one(seed: int) -> None:
    check(drawn(seed), seed)


@pytest.mark.parametrize("seed", range(40))
def test_by_programmes(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "countable", lambda _: False)
    check(drawn(seed, parties=2 + seed % 3, round_to=seed % 3), seed)


@pytest.mark.parametrize("seed", range(20))
def test_with_scales_no_point_of_a_grid_is_better(seed: int) -> None:
    dispute = drawn(seed, options=(3, 2), scales=1 + seed % 2)
    draw = random.Random(seed)
    every = list(texts(dispute, points=21))
    for text in draw.sample(every, min(3, len(every))):
        found, expected = dominance(dispute, np.array(text)), most(dispute, text, 21)
        if found.row is None:
            assert expected is None
            continue
        other = tuple(found.row)
        assert better(dispute, other, text)
        assert kept(dispute, other)
        if expected is not None:
            assert sum(worth(dispute, other)) >= expected - 1e-8


def test_what_dominates_is_a_point_between_the_positions() -> None:
    people = [Party("north", True), Party("south", True)]
    dispute = made(people, [Issue("term", (), 0.0, 10.0)], [[1.0], [1.0]], [[4.0, 6.0]])
    found = dominance(dispute, np.array([2.0]))
    assert found.row is not None
    assert 4.0 <= found.row[0] <= 6.0
    assert dominance(dispute, np.array([5.0])).status == "certified"
