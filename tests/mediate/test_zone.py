from __future__ import annotations

from itertools import combinations

import pytest
from plain_dispute import blockers, drawn, made, texts

from foedus.case.dispute.model import Dispute, Issue, Link, Party
from foedus.mediate import zone as module
from foedus.mediate.zone import agreement, conflict, zone_of
from foedus.results.mediation_zone import Blocking, Zone


def excluded(dispute: Dispute, names: tuple[str, ...]) -> bool:
    """Whether some parties exclude every text between them."""
    parties = {n for n, party in enumerate(dispute.parties) if party.name in names}
    return all(parties & set(blockers(dispute, text)) for text in texts(dispute))


def check(dispute: Dispute) -> None:
    expected = any(not blockers(dispute, text) for text in texts(dispute))
    assert agreement(dispute) is expected
    found = conflict(dispute)
    if expected:
        assert found == ()
        return
    assert excluded(dispute, found)
    for fewer in combinations(found, max(0, len(found) - 1)):
        assert not found or not excluded(dispute, fewer)


@pytest.mark.parametrize("seed", range(40))
def test_looked_at_one_by_one(seed: int) -> None:
    check(drawn(seed, parties=4, harsh=0.8))


@pytest.mark.parametrize("seed", range(40))
def test_by_programmes(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "countable", lambda _: False)
    check(drawn(seed, parties=4, harsh=0.9))


@pytest.mark.parametrize("seed", range(20))
def test_with_scales_a_point_of_a_grid_is_found(seed: int) -> None:
    dispute = drawn(seed, options=(3, 2), scales=1 + seed % 2, harsh=0.9)
    if any(not blockers(dispute, text) for text in texts(dispute, points=21)):
        assert agreement(dispute) is True
    elif agreement(dispute) is False:
        found = conflict(dispute)
        assert all(
            {dispute.parties[p].name for p in blockers(dispute, text)} & set(found)
            for text in texts(dispute, points=21)
        )


def test_the_two_that_exclude_each_other() -> None:
    people = [Party(name, True, 1.0, 0.6) for name in ("north", "east", "south")]
    values = [[[1.0, 0.5, 0.0], [1.0, 1.0, 1.0], [0.0, 0.5, 1.0]]]
    dispute = made(people, [Issue("aid", ("all", "half", "none"))], [[1.0]] * 3, values)
    assert agreement(dispute) is False
    assert conflict(dispute) == ("north", "south")


def test_links_alone_may_leave_nothing() -> None:
    people = [Party("north", True)]
    links = [Link(0, o, 1, p, allowed=False) for o in range(2) for p in range(2)]
    issues = [Issue("aid", ("a", "b")), Issue("base", ("a", "b"))]
    dispute = made(people, issues, [[0.5, 0.5]], [[[1, 0]], [[1, 0]]], links=links)
    assert agreement(dispute) is False
    assert conflict(dispute) == ()


@pytest.mark.parametrize("seed", range(20))
def test_who_blocks_how_many_texts_is_counted(seed: int) -> None:
    dispute = drawn(seed, parties=4, harsh=0.5)
    each = [set(blockers(dispute, text)) for text in texts(dispute)]
    found = zone_of(dispute)
    assert (found.possible, found.agreed) == (len(each), sum(not by for by in each))
    assert set(found.blocking) == {
        Blocking(party.name, sum(n in by for by in each), sum(by == {n} for by in each))
        for n, party in enumerate(dispute.parties)
        if any(n in by for by in each)
    }
    counts = [one.texts for one in found.blocking]
    assert counts == sorted(counts, reverse=True)


def test_what_cannot_be_counted_is_not() -> None:
    scale = made([Party("north", True)], [Issue("s", low=0.0, high=1.0)], [[1.0]], [[0.5]])
    assert zone_of(scale, excluding=("north",)) == Zone(conflict=("north",))
