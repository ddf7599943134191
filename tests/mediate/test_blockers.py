from __future__ import annotations

import random

import numpy as np
import pytest
from plain_dispute import (
    Text,
    blockers,
    crossed,
    distance,
    drawn,
    kept,
    lack,
    made,
    row_of,
    texts,
    total,
    worth,
)

from foedus.case.dispute.model import Dispute, Issue, Party, RedLine
from foedus.mediate import blockers as module
from foedus.mediate.blockers import blocks, losses


def others_lose(dispute: Dispute, text: Text, other: Text, party: int) -> float:
    before, after = worth(dispute, text), worth(dispute, other)
    return sum(
        max(0.0, b - a) for q, (b, a) in enumerate(zip(before, after, strict=True)) if q != party
    )


def accepts(dispute: Dispute, text: Text, party: int) -> bool:
    return not lack(dispute, text, party) and not crossed(dispute, text, party)


def nearest(
    dispute: Dispute, text: Text, party: int, points: int = 0
) -> tuple[int, float, float] | None:
    found = [
        (
            distance(text, other),
            round(others_lose(dispute, text, other, party), 8),
            -round(total(dispute, other), 8),
        )
        for other in texts(dispute, points=points)
        if accepts(dispute, other, party)
    ]
    return min(found) if found else None


def some_text(dispute: Dispute, seed: int) -> Text:
    """A text that may break links."""
    draw = random.Random(seed)
    return tuple(
        draw.uniform(i.low, i.high) if i.scale else float(draw.randrange(len(i.options)))
        for i in dispute.issues
    )


def check(dispute: Dispute, text: Text, *, ties: bool) -> None:
    found = blocks(dispute, np.array(text))
    names = [dispute.parties[p].name for p in blockers(dispute, text)]
    assert [block.party for block in found] == names
    for block, p in zip(found, blockers(dispute, text), strict=True):
        assert block.short == pytest.approx(lack(dispute, text, p), abs=1e-9)
        lines = {dispute.issues[line.issue].name for line in crossed(dispute, text, p)}
        assert set(block.redlines) == lines
        expected = nearest(dispute, text, p)
        assert (block.nearest is None) == (expected is None)
        if expected is None:
            continue
        other = row_of(dispute, block.nearest)
        assert kept(dispute, other)
        assert accepts(dispute, other, p)
        assert len(block.changed) == distance(text, other) == expected[0]
        assert others_lose(dispute, text, other, p) == pytest.approx(expected[1], abs=1e-7)
        if ties:
            assert total(dispute, other) == pytest.approx(-expected[2], abs=1e-7)


@pytest.mark.parametrize("seed", range(40))
def test_looked_at_one_by_one(seed: int) -> None:
    dispute = drawn(seed, harsh=0.8)
    check(dispute, some_text(dispute, seed), ties=True)


@pytest.mark.parametrize("seed", range(40))
def test_by_programmes(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BALL", -1)
    dispute = drawn(seed, harsh=0.9)
    check(dispute, some_text(dispute, seed), ties=False)


@pytest.mark.oracle
@pytest.mark.parametrize("first", range(100, 1100, 100))
def test_a_thousand_more(first: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for seed in range(first, first + 100):
        dispute = drawn(seed, harsh=0.8)
        check(dispute, some_text(dispute, seed), ties=True)
    monkeypatch.setattr(module, "BALL", -1)
    for seed in range(first, first + 100):
        dispute = drawn(seed, harsh=0.8)
        check(dispute, some_text(dispute, seed), ties=False)


@pytest.mark.parametrize("seed", range(20))
def test_with_scales_no_point_of_a_grid_is_nearer(seed: int) -> None:
    dispute = drawn(seed, options=(3, 2), scales=1 + seed % 2, harsh=1.0)
    text = some_text(dispute, seed)
    for block, p in zip(blocks(dispute, np.array(text)), blockers(dispute, text), strict=True):
        expected = nearest(dispute, text, p, points=21)
        if expected is None and block.nearest is None:
            continue
        assert block.nearest is not None
        other = row_of(dispute, block.nearest)
        assert kept(dispute, other)
        assert accepts(dispute, other, p)
        assert len(block.changed) == distance(text, other)
        if expected is None:
            continue
        assert distance(text, other) <= expected[0]
        if distance(text, other) == expected[0]:
            assert others_lose(dispute, text, other, p) <= expected[1] + 1e-7


def by_hand() -> Dispute:
    people = [Party("north", True, 1.0, 0.6), Party("south", True, 1.0, 0.3), Party("east", False)]
    issues = [Issue("aid", ("all", "half", "none")), Issue("term", (), 0.0, 10.0)]
    values = [[[1, 0.4, 0], [0, 0.7, 1], [0, 0, 1]], [10.0, 0.0, 10.0]]
    salience = [[0.75, 0.25], [0.5, 0.5], [0.0, 1.0]]
    lines = [RedLine(1, 1, None, 0.0, 6.0), RedLine(2, 0, 1)]
    return made(people, issues, salience, values, redlines=lines)


def test_each_reason_is_named() -> None:
    north, south = blocks(by_hand(), np.array([1.0, 8.0]))
    # north: 0.75 * 0.4 + 0.25 * 0.8 = 0.5; south: 0.5 * 0.7 + 0.5 * 0.2 = 0.45, but 8 is too long.
    assert (north.party, south.party) == ("north", "south")
    assert north.short == pytest.approx(0.1)
    assert (north.redlines, north.issue) == ((), "aid")
    assert north.cost == pytest.approx(0.45)
    assert north.nearest == {"aid": "all", "term": 8.0}
    assert north.changed == ("aid",)
    assert (south.short, south.redlines, south.issue) == (0.0, ("term",), "term")
    assert south.cost == pytest.approx(0.4)
    assert south.nearest == {"aid": "half", "term": 6.0}


def test_red_lines_of_parties_without_a_veto_block_nothing() -> None:
    assert "east" not in {block.party for block in blocks(by_hand(), np.array([1.0, 2.0]))}


def test_losses_are_against_the_best_option_or_point() -> None:
    found = losses(by_hand(), np.array([2.0, 4.0]))
    assert found == pytest.approx(np.array([[0.75, 0.15], [0.0, 0.2], [0.0, 0.6]]))


def test_a_party_that_nothing_satisfies_has_no_nearest_text() -> None:
    people = [Party("north", True, 1.0, 0.9)]
    dispute = made(people, [Issue("aid", ("all", "half"))], [[1.0]], [[[0.5, 0.8]]])
    (block,) = blocks(dispute, np.array([0.0]))
    assert block.nearest is None
    assert block.changed == ()
