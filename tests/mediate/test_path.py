from __future__ import annotations

from collections import deque

import numpy as np
import pytest
from plain_dispute import Text, blockers, distance, drawn, kept, made, named, row_of, texts, worth

from foedus.brief.catalogue import catalogue
from foedus.case.dispute.model import Dispute, Issue, Link, Party
from foedus.mediate import ground as module
from foedus.mediate.path import obstacles, path, status_quo


def open_texts(dispute: Dispute) -> list[Text]:
    return [text for text in texts(dispute) if not blockers(dispute, text)]


def steps_from(free: list[Text], start: Text, changes: int) -> dict[Text, int]:
    """How many steps lead to each text that can be reached."""
    found, queue = {start: 0}, deque([start])
    while queue:
        here = queue.popleft()
        for text in free:
            if text not in found and distance(here, text) <= changes:
                found[text] = found[here] + 1
                queue.append(text)
    return found


def holds(dispute: Dispute, start: Text, target: Text, changes: int) -> int | None:
    """Check a way, and return its number of steps; None: there is none."""
    found = path(dispute, named(dispute, target), steps=changes, start=named(dispute, start))
    assert found.at_most == changes
    if not found.steps:
        return None
    rows = [row_of(dispute, step.outcome) for step in found.steps]
    assert (rows[0], rows[-1]) == (start, target)
    for step, row in zip(found.steps, rows, strict=True):
        assert kept(dispute, row)
        assert not blockers(dispute, row)
        assert list(step.utilities.values()) == pytest.approx(worth(dispute, row))
    for step, before, after in zip(found.steps[1:], rows[:-1], rows[1:], strict=True):
        assert 1 <= distance(before, after) == len(step.changed) <= changes
    return len(rows) - 1


@pytest.mark.parametrize("seed", range(40))
def test_the_shortest_way_and_the_stall(seed: int) -> None:
    dispute = drawn(seed, options=(3, 2, 2, 3), harsh=0.4)
    free = open_texts(dispute)
    if len(free) < 2:
        return
    start, target = free[0], free[-1]
    reached = {k: steps_from(free, start, k) for k in range(1, len(start) + 1)}
    for changes in (1, 2, 3):
        if changes <= len(start):
            assert holds(dispute, start, target, changes) == reached[changes].get(target)
    found = path(dispute, named(dispute, target), start=named(dispute, start))
    if target in reached[1]:
        assert (found.stalls_at, found.package) == (None, ())
        return
    differ = [i for i in range(len(start)) if start[i] != target[i]]
    assert found.stalls_at == max(sum(t[i] == target[i] for i in differ) for t in reached[1])
    least = min(k for k in reached if target in reached[k])
    assert 2 <= len(found.package) <= least
    places = {issue.name: i for i, issue in enumerate(dispute.issues)}
    package = {places[name] for name in found.package}
    beyond = [t for t in free if t not in reached[1] and target in steps_from(free, t, least)]
    assert any(
        {i for i in range(len(start)) if a[i] != b[i]} == package
        for a in reached[1]
        for b in beyond
    )


def swap() -> Dispute:
    """Two issues that only move together: each alone falls below somebody's reservation."""
    people = [Party("north", True, 1.0, 0.5), Party("south", True, 1.0, 0.5)]
    issues = [
        Issue("aid", ("less", "more"), status_quo="less"),
        Issue("base", ("no", "yes"), status_quo="no"),
        Issue("text", ("old", "new"), status_quo="old"),
    ]
    values = [[[1, 0], [0, 1]], [[0, 1], [1, 0]], [[0, 1], [0, 1]]]
    return made(people, issues, [[0.5, 0.5, 0.0], [0.4, 0.4, 0.2]], values)


def test_single_issue_talks_stall_and_the_package_does_not() -> None:
    target = {"aid": "more", "base": "yes", "text": "new"}
    dispute = swap()
    # south: 0.4 at the status quo would be blocked; so it begins after the new text.
    start = {"aid": "less", "base": "no", "text": "new"}
    found = path(dispute, target, start=start)
    assert found.steps == ()
    assert (found.stalls_at, found.package) == (0, ("aid", "base"))
    way = path(dispute, target, start=start, steps=2)
    assert [step.changed for step in way.steps] == [(), ("aid", "base")]
    assert (way.stalls_at, way.package) == (0, ("aid", "base"))


def test_a_package_is_no_larger_than_any_way_needs() -> None:
    """Free are 0000, 0011, 1101 and 1111: two packages of two issues, not one of three."""
    names = ("aid", "base", "court", "dues")
    issues = [Issue(name, ("no", "yes"), status_quo="no") for name in names]
    pairs = ((0, 1), (1, 0), (0, 3), (2, 3))
    links = [Link(one, 1, other, 1, allowed=True) for one, other in pairs]
    yes, no, none = [[0.0, 1.0]], [[1.0, 0.0]], [[0.0, 0.0]]
    people, shares = [Party("north", True, 1.0, 0.3)], [[1 / 3, 0.0, 1 / 3, 1 / 3]]
    dispute = made(people, issues, shares, [yes, none, yes, no], links=links)
    found = path(dispute, dict.fromkeys(names, "yes"))
    assert (found.stalls_at, found.package) == (0, ("court", "dues"))


def test_a_blocked_status_quo_is_said() -> None:
    target = {"aid": "more", "base": "yes", "text": "new"}
    assert path(swap(), target).steps == ()
    (found,) = obstacles(swap(), target)
    assert (found.kind, found.details["parties"]) == ("path.start-blocked", "south")
    (found,) = obstacles(swap(), status_quo(swap()) or {}, start=target)
    assert found.kind == "path.target-blocked"


def test_an_incomplete_status_quo_is_said() -> None:
    people = [Party("north", True)]
    issues = [Issue("aid", ("a", "b"), status_quo="a"), Issue("base", ("a", "b"))]
    dispute = made(people, issues, [[0.5, 0.5]], [[[1, 0]], [[1, 0]]])
    target = {"aid": "b", "base": "a"}
    assert status_quo(dispute) is None
    assert path(dispute, target).steps == ()
    (found,) = obstacles(dispute, target)
    assert (found.kind, found.details["issues"]) == ("path.no-status-quo", "base")


def test_a_status_quo_that_breaks_a_link_is_said() -> None:
    people = [Party("north", True)]
    issues = [Issue(name, ("a", "b"), status_quo="a") for name in ("aid", "base")]
    links = [Link(0, 0, 1, 0, allowed=False)]
    dispute = made(people, issues, [[0.5, 0.5]], [[[1, 0]], [[1, 0]]], links=links)
    target = {"aid": "b", "base": "a"}
    assert path(dispute, target).steps == ()
    (found,) = obstacles(dispute, target)
    assert (found.kind, found.details["issues"]) == ("path.start-breaks-link", "aid, base")


@pytest.mark.parametrize("seed", range(10))
def test_large_spaces_are_searched_between_start_and_target(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LARGEST", 16)
    dispute = drawn(seed, options=(4, 3, 3, 3), harsh=0.3)
    free = open_texts(dispute)
    if len(free) < 2 or len(dispute.issues) < 3:
        return
    start, target = free[0], free[-1]
    between = [
        t for t in free if all(x in (a, b) for x, a, b in zip(t, start, target, strict=True))
    ]
    steps = steps_from(between, start, 1)
    assert holds(dispute, start, target, 1) == steps.get(target)
    found = obstacles(dispute, named(dispute, target), start=named(dispute, start))
    assert [f.kind for f in found] == ["path.lattice"]


def test_too_many_differences_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGEST", 2)
    target = {"aid": "more", "base": "yes", "text": "new"}
    start = {"aid": "less", "base": "no", "text": "new"}
    assert path(swap(), target, start=start).steps == ()
    (found,) = obstacles(swap(), target, start=start)
    assert (found.kind, found.details["count"]) == ("path.too-many", "2")


def test_scales_move_from_point_to_point() -> None:
    people = [Party("north", True, 1.0, 0.4)]
    issues = [
        Issue("aid", ("a", "b"), status_quo="a"),
        Issue("term", (), 0.0, 10.0, status_quo=2.0),
        Issue("rate", (), 0.0, 1.0, status_quo=1.0),
    ]
    values = [[[1, 0.9]], [0.0], [1.0]]
    dispute = made(people, issues, [[0.4, 0.2, 0.4]], values)
    found = path(dispute, {"aid": "b", "term": 7.5, "rate": 1.0})
    assert len(found.steps) == 3
    assert found.looked_at == "scale-ends"
    assert found.steps[-1].outcome == {"aid": "b", "term": 7.5, "rate": 1.0}


def test_standing_still_takes_no_step() -> None:
    here = {"aid": "less", "base": "no", "text": "new"}
    found = path(swap(), here, start=here)
    assert [step.changed for step in found.steps] == [()]
    assert found.stalls_at is None


def test_a_search_without_time_is_not_called_a_way_that_does_not_exist() -> None:
    target = {"aid": "more", "base": "yes", "text": "new"}
    start = {"aid": "less", "base": "no", "text": "new"}
    with pytest.raises(TimeoutError):
        path(swap(), target, start=start, within=0)
    assert path(swap(), target, start=start, within=60) == path(swap(), target, start=start)


def test_among_which_texts_a_way_was_sought(monkeypatch: pytest.MonkeyPatch) -> None:
    target = {"aid": "more", "base": "yes", "text": "new"}
    start = {"aid": "less", "base": "no", "text": "new"}
    assert path(swap(), target, start=start).looked_at == "all"
    monkeypatch.setattr(module, "LARGEST", 4)
    assert path(swap(), target, start=start).looked_at == "ends"


def test_every_kind_has_its_text() -> None:
    kinds = ["no-status-quo", "start-breaks-link", "start-blocked", "target-blocked", "lattice"]
    assert {f"path.{kind}" for kind in (*kinds, "too-many")} <= set(catalogue())


def test_what_changes_reach() -> None:
    shape = (3, 2, 2)
    here = np.zeros(shape, dtype=bool)
    here[0, 0, 0] = True
    for changes in range(4):
        found = module.widened(here, changes)
        for spot in np.ndindex(shape):
            assert found[spot] == (sum(x != 0 for x in spot) <= changes)
    assert not here[1, 0, 0]
