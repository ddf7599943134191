"""What links leave, held against every outcome one by one."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_dispute import write_dispute

from foedus.case.dispute import linked
from foedus.case.dispute.linked import groups
from foedus.case.dispute.load import load
from foedus.case.dispute.model import Link
from foedus.case.dispute.warn_reach import most_utility

SIZES = [2, 3, 2, 2]


@st.composite
def links(draw: st.DrawFn) -> list[Link]:
    first, second = draw(st.lists(st.integers(0, 3), min_size=2, max_size=2, unique=True))
    option = [draw(st.integers(0, SIZES[i] - 1)) for i in (first, second)]
    return [Link(first, option[0], second, option[1], draw(st.booleans()))]


def keeps(outcome: tuple[int, ...], link: Link) -> bool:
    if outcome[link.if_issue] != link.if_option:
        return True
    return (outcome[link.then_issue] == link.then_option) == link.allowed


@settings(deadline=None)
@given(st.lists(links(), max_size=6))
def test_groups_leave_what_enumeration_leaves(drawn: list[list[Link]]) -> None:
    given_links = [link for pair in drawn for link in pair]
    kept = {o for o in product(*map(range, SIZES)) if all(keeps(o, k) for k in given_links)}
    found = groups(SIZES, given_links)
    tied = [issue for group in found for issue in group.issues]
    assert len(tied) == len(set(tied))
    free = [[(o,) for o in range(s)] for i, s in enumerate(SIZES) if i not in tied]
    order = [*tied, *(i for i in range(len(SIZES)) if i not in tied)]
    parts = [[tuple(row) for row in group.choices.tolist()] for group in found]
    built = set()
    for picked in product(*parts, *free):
        flat = [option for part in picked for option in part]
        built.add(tuple(flat[order.index(i)] for i in range(len(SIZES))))
    assert built == kept


def test_too_many_joint_choices_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linked, "MOST", 5)
    (group,) = groups(SIZES, [Link(0, 0, 1, 0, allowed=True)])
    assert group.choices is None


def test_the_most_that_a_party_can_get(tmp_path: Path) -> None:
    dispute = load(write_dispute(tmp_path / "d"))
    np.testing.assert_allclose(most_utility(dispute), [1.0, 1.0])
