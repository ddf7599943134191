r"""Leximin: the gains, from the smallest up, as large as can be.

By Ogryczak's ordered sums: the sum of the *k* smallest gains is the largest value of
:math:`k y - \sum_p d_p` with :math:`d_p \ge y - g_p, d_p \ge 0`. Making these sums as large as
they can be, one after the other, is leximin, and needs no binary column. Where only options are
at stake, the outcome found is mostly the only one that keeps a level; one more run shows it.

W. Ogryczak, T. Śliwiński: On solving linear programs with the ordered weighted averaging
objective. European Journal of Operational Research 148 (2003) 80-91.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from foedus.case.dispute.model import Floats
from foedus.mediate.criteria import Answer
from foedus.mediate.matrix import INFINITY, Row
from foedus.mediate.maxmin import at_least
from foedus.mediate.search import KEPT, PROVEN, Search
from foedus.mediate.utilitarian import TIE_NODES, total
from foedus.mediate.utility import Ints


def leximin(search: Search, first: Answer, seconds: float) -> Answer:
    """Return the leximin settlement.

    Parameters
    ----------
    search : Search
    first : Answer
        The egalitarian settlement: its value is the first level.
    seconds : float
    """
    leader = search.leader("leximin")
    if leader is None or first.status == "bound":
        return replace(first, row=leader, status="bound")
    if "egalitarian" in search.only:
        return first
    deadline = search.clock.deadline(seconds)
    parties = np.flatnonzero(search.criteria.counting)
    search.program.add(at_least(search, parties, np.full(len(parties), first.value - KEPT)))
    gap = _levels(search, parties, deadline)
    search.program.drop()
    return _answer(search, leader, gap)


def _answer(search: Search, first: Floats, gap: float) -> Answer:
    found = search.leader("leximin")
    row = first if found is None else found
    return Answer(row, search.value("leximin", row), gap, "bound" if gap > 0 else "proven")


def _levels(search: Search, parties: Ints, deadline: float) -> float:
    """Settle the sums of the smallest gains one after the other; return the gap of the last."""
    sums: list[_Sum] = []
    for count in range(2, len(parties) + 1):
        if search.options_only and _only(search, deadline):
            return 0.0
        sums.append(_sum(search, parties, count))
        gap = _settle(search, sums, deadline)
        if gap > PROVEN:
            return gap
    _only(search, deadline)  # among what ties at every level, the larger utilitarian value
    return 0.0


@dataclass(frozen=True)
class _Sum:
    """The sum of the smallest gains: its columns *y*, then one *d* for each party that counts."""

    parties: Ints
    count: int
    columns: Ints

    @property
    def value(self) -> Floats:
        """Return the factors of its columns: ``count * y - sum of d``."""
        return np.concatenate([[float(self.count)], np.full(len(self.parties), -1.0)])

    def at(self, gains: Floats) -> Floats:
        """Return its columns where the parties have these gains."""
        y = np.sort(gains)[self.count - 1]
        return np.concatenate([[y], np.maximum(0.0, y - gains)])


def _sum(search: Search, parties: Ints, count: int) -> _Sum:
    program, many = search.program, len(parties)
    columns = program.extend(
        np.concatenate([[-1.0], np.zeros(many)]), np.concatenate([[1.0], np.full(many, 2.0)])
    )
    program.add(
        [
            Row(0.0, INFINITY, np.array([d, program.gain[party], columns[0]]), _ABOVE)
            for d, party in zip(columns[1:], parties, strict=True)
        ]
    )
    return _Sum(parties, count, columns)


_ABOVE = np.array([1.0, 1.0, -1.0])
"""Factors of ``d + g - y >= 0``."""


def _settle(search: Search, sums: Sequence[_Sum], deadline: float) -> float:
    """Make the last sum as large as it can be and keep it; return the gap that stays."""
    one = sums[-1]
    cost = search.program.cost(one.columns, one.value)
    start = _start(search, sums)
    _, solved = search.maximise(cost, start=start, seconds=search.clock.until(deadline))
    leader = search.leader("leximin")
    gains = search.criteria.gains(search.worth(leader))[one.parties] if leader is not None else None
    reached = -np.inf if gains is None else float(np.sort(gains)[: one.count].sum())
    search.program.add([Row(reached - KEPT, INFINITY, one.columns, one.value)])
    return max(0.0, min(solved.bound, one.count * 1.0) - reached)


def _only(search: Search, deadline: float) -> bool:
    """Return whether no other outcome keeps all levels so far; another is remembered."""
    program, leader = search.program, search.leader("leximin")
    if leader is None or not search.options_only:
        return False
    kept = program.added
    program.add([search.other_than(leader)])
    seconds = search.clock.until(deadline)
    _, solved = search.maximise(total(search), seconds=seconds, nodes=TIE_NODES)
    program.drop(keeping=kept)
    return solved.status == "infeasible"


def _start(search: Search, sums: Sequence[_Sum]) -> Floats | None:
    leader = search.leader("leximin")
    if leader is None:
        return None
    point = search.point(leader, -1.0)
    gains = search.criteria.gains(search.worth(leader))
    for one in sums:
        point[one.columns] = one.at(gains[one.parties])
    return point
