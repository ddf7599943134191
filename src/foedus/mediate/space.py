"""All outcomes of a dispute with options, in their order, a chunk at a time.

Outcomes are numbered as the last issue turns fastest. Utilities add up over issues: so a chunk's
are the outer sum of what the leading issues give, some choices at a time, and of what the
trailing issues give, computed once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import prod

import numpy as np

from foedus.case.dispute.model import Bools, Dispute, Floats
from foedus.mediate.utility import Ints, Outcomes, breaks, crosses_line, option_utilities, vetoes

LARGEST = 2_000_000
"""Spaces of up to so many outcomes are enumerated."""
CHUNK = 1 << 15
"""Outcomes a chunk, about: its utilities stay in the cache of a processor."""

Grid = list[Ints]
"""For each issue the options that are looked at, rising."""


@dataclass(frozen=True)
class Points:
    """Some outcomes that keep all links.

    Parameters
    ----------
    numbers : (n,) int
        Of the outcomes, among all those of the grid.
    utilities : array, outcomes x parties
    """

    numbers: Ints
    utilities: Floats


def size(dispute: Dispute) -> int | None:
    """Return how many outcomes there are, links left aside; None: there is a scale."""
    if any(issue.scale for issue in dispute.issues):
        return None
    return prod(len(issue.options) for issue in dispute.issues)


def everything(dispute: Dispute) -> Grid:
    """Return all options of each issue."""
    return [np.arange(len(issue.options)) for issue in dispute.issues]


def acceptable(dispute: Dispute) -> Grid:
    """Return for each issue the options that cross no red line of a party with a veto."""
    veto = vetoes(dispute)
    grid = everything(dispute)
    for line in dispute.redlines:
        if veto[line.party]:
            here = grid[line.issue]
            grid[line.issue] = here[~crosses_line(line, here.astype(float))]
    return grid


def chunks(dispute: Dispute, grid: Grid | None = None) -> Iterator[Outcomes]:
    """Yield all outcomes that keep all links, in their order.

    Parameters
    ----------
    dispute : Dispute
        With options only.
    grid : sequence of array, optional
        The options that are looked at; by default all.
    """
    grid = everything(dispute) if grid is None else grid
    for found in points(dispute, grid):
        yield at(grid, found.numbers)


def at(grid: Grid, numbers: Ints) -> Outcomes:
    """Return the outcomes with these numbers in a grid."""
    places = np.unravel_index(numbers, [len(options) for options in grid])
    columns = [options[here] for options, here in zip(grid, places, strict=True)]
    return np.stack(columns, axis=1).astype(float)


def points(dispute: Dispute, grid: Grid | None = None) -> Iterator[Points]:
    """Yield all outcomes that keep all links with their utilities, in their order.

    Parameters
    ----------
    dispute : Dispute
        With options only.
    grid : sequence of array, optional
        The options that are looked at; by default all.
    """
    grid = everything(dispute) if grid is None else grid
    if not prod(len(options) for options in grid):
        return
    cut = _cut([len(options) for options in grid])
    head, tail = _part(dispute, grid, 0, cut), _part(dispute, grid, cut, len(grid))
    rows = max(1, CHUNK // tail.count)
    for first in range(0, head.count, rows):
        found = _outer(dispute, head.some(first, first + rows), tail, first)
        if len(found.numbers):
            yield found


def _cut(sizes: Sequence[int]) -> int:
    """Return where the trailing issues begin: as many as fit into a chunk, at least one."""
    cut = len(sizes) - 1
    while cut > 0 and prod(sizes[cut - 1 :]) <= CHUNK:
        cut -= 1
    return cut


@dataclass(frozen=True)
class _Part:
    """All choices on some consecutive issues.

    Parameters
    ----------
    first : int
        The first of these issues.
    choices : array, choices x issues
    utilities : array, parties x choices
    """

    first: int
    choices: Outcomes
    utilities: Floats

    @property
    def count(self) -> int:
        return len(self.choices)

    def some(self, start: int, stop: int) -> _Part:
        return _Part(self.first, self.choices[start:stop], self.utilities[:, start:stop])


def _part(dispute: Dispute, grid: Grid, first: int, last: int) -> _Part:
    """Return all choices on the issues from ``first`` to before ``last``; of none there is one."""
    total = np.zeros((len(dispute.parties), 1))
    for issue in range(first, last):
        added = option_utilities(dispute, issue)[grid[issue]].T
        total = (total[:, :, None] + added[:, None, :]).reshape(len(total), -1)
    part = grid[first:last]
    choices = at(part, np.arange(total.shape[1])) if part else np.zeros((1, 0))
    return _Part(first, choices, total)


def _outer(dispute: Dispute, head: _Part, tail: _Part, first: int) -> Points:
    """Return the outcomes that join some choices on the leading issues to all on the trailing."""
    total = head.utilities[:, :, None] + tail.utilities[:, None, :]
    flat = total.reshape(len(total), -1).T
    numbers = np.arange(len(flat)) + first * tail.count
    if not dispute.links:
        return Points(numbers, flat)
    kept = ~_broken(dispute, head, tail).reshape(-1)
    return Points(numbers[kept], flat[kept])


def _broken(dispute: Dispute, head: _Part, tail: _Part) -> Bools:
    """Return which joined choices break a link, leading x trailing choices."""
    broken = np.zeros((head.count, tail.count), dtype=bool)

    def chosen(issue: int) -> Floats:
        if issue < tail.first:
            return head.choices[:, issue, None]
        return tail.choices[None, :, issue - tail.first]

    for link in dispute.links:
        broken |= breaks(link, chosen(link.if_issue), chosen(link.then_issue))
    return broken
