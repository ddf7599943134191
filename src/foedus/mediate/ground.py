"""Texts that nobody blocks, as an array with one axis an issue: where talks can go.

Two texts are so many issues apart as their places differ in coordinates. What one change of an
issue reaches is a line along its axis; what *k* changes reach, *k* such widenings, one after the
other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import prod

import numpy as np

from foedus.case.dispute.model import Bools, Dispute, Floats, Link
from foedus.mediate.deadline import check
from foedus.mediate.space import CHUNK, LARGEST
from foedus.mediate.utility import (
    TOLERANCE,
    Ints,
    Outcomes,
    crosses_line,
    option_utilities,
    positions,
    reservations,
    vetoes,
)
from foedus.results.mediation import LookedAt


@dataclass(frozen=True)
class Ground:
    """Texts on a grid, and which of them nobody blocks.

    Parameters
    ----------
    choices : tuple of array
        For each issue the places of the options, or the points, that are looked at, rising.
    moving : tuple of int
        Issues with more than one choice: the axes.
    free : array of bool, one axis a moving issue
    until : float, optional
        When the time for a search on it is over, on the monotonic clock; None: never.
    """

    choices: tuple[Floats, ...]
    moving: tuple[int, ...]
    free: Bools
    until: float | None = None

    def spot(self, row: Floats) -> tuple[int, ...]:
        """Return where a text stands."""
        return tuple(int(np.searchsorted(self.choices[i], row[i])) for i in self.moving)

    def rows(self, spots: Ints) -> Outcomes:
        """Return the texts at spots, an array spots x axes."""
        rows = np.tile([float(choice[0]) for choice in self.choices], (len(spots), 1))
        for axis, issue in enumerate(self.moving):
            rows[:, issue] = self.choices[issue][spots[:, axis]]
        return rows

    def only(self, row: Floats) -> Bools:
        """Return an array that is true at one text."""
        here = np.zeros(self.free.shape, dtype=bool)
        here[self.spot(row)] = True
        return here


@dataclass(frozen=True)
class Choices:
    """What is looked at on each issue.

    Parameters
    ----------
    each : tuple of array
        For each issue the places of options, or points, rising.
    looked_at : {"all", "scale-ends", "ends"}
        All options of all issues; of scales, or of every issue, only what start and target say.
    """

    each: tuple[Floats, ...]
    looked_at: LookedAt


def choices(dispute: Dispute, start: Floats, target: Floats) -> Choices | None:
    """Return the choices among which a way is sought.

    All options, and of scales the points of start and target; where that makes more than 2
    million texts, of each issue only the choices of start and target.

    Parameters
    ----------
    dispute : Dispute
    start, target : (issues,) float
        Places of options, and points in the units of their scales.

    Returns
    -------
    Choices or None
        None: even these are too many.
    """
    ends = tuple(np.unique([a, b]) for a, b in zip(start, target, strict=True))
    full = tuple(
        here if issue.scale else np.arange(len(issue.options), dtype=float)
        for issue, here in zip(dispute.issues, ends, strict=True)
    )
    if prod(len(choice) for choice in full) <= LARGEST:
        scales = any(issue.scale for issue in dispute.issues)
        return Choices(full, "scale-ends" if scales else "all")
    if prod(len(choice) for choice in ends) <= LARGEST:
        return Choices(ends, "ends")
    return None


def ground(dispute: Dispute, chosen: Choices, *, until: float | None = None) -> Ground:
    """Return the texts that some choices make, and which of them nobody blocks.

    Parameters
    ----------
    dispute : Dispute
    chosen : Choices
    until : float, optional
        Seconds on the monotonic clock; None: no limit.

    Raises
    ------
    TimeoutError
        The time is over.
    """
    free = _accepted(dispute, chosen.each).reshape([len(choice) for choice in chosen.each])
    check(until)
    for link in dispute.links:
        _break(free, chosen.each, link)
    moving = tuple(i for i, choice in enumerate(chosen.each) if len(choice) > 1)
    return Ground(chosen.each, moving, free.reshape([len(chosen.each[i]) for i in moving]), until)


def _accepted(dispute: Dispute, each: tuple[Floats, ...]) -> Bools:
    """Return which joined choices no party with a veto blocks, the last issue turning fastest."""
    added = [_added(dispute, issue, choice) for issue, choice in enumerate(each)]
    cut = len(added)
    while cut > 0 and prod(len(each[i]) for i in range(cut - 1, len(each))) <= CHUNK:
        cut -= 1
    head, tail = _joined(dispute, added[:cut]), _joined(dispute, added[cut:])
    least = (reservations(dispute) - TOLERANCE)[:, None]
    veto = vetoes(dispute)
    least, head, tail = least[veto], head[veto], tail[veto]
    accepted = [((tail + here[:, None]) >= least).all(axis=0) for here in head.T]
    return np.concatenate(accepted)


def _added(dispute: Dispute, issue: int, choice: Floats) -> Floats:
    """Return what choices on an issue add, parties x choices; minus infinity across a red line."""
    ends = dispute.issues[issue]
    if ends.scale:
        away = np.abs(choice - positions(dispute)[:, [issue]]) / (ends.high - ends.low)
        added = dispute.salience[:, [issue]] * (1 - away)
    else:
        added = option_utilities(dispute, issue)[choice.astype(np.intp)].T.copy()
    for line in dispute.redlines:
        if line.issue == issue:
            added[line.party, crosses_line(line, choice)] = -np.inf
    return added


def _joined(dispute: Dispute, added: list[Floats]) -> Floats:
    """Return the sums of what all choices on some issues add, parties x joined choices."""
    total = np.zeros((len(dispute.parties), 1))
    for part in added:
        total = (total[:, :, None] + part[:, None, :]).reshape(len(total), -1)
    return total


def _break(free: Bools, each: tuple[Floats, ...], link: Link) -> None:
    """Take out the texts that break a link."""
    first = each[link.if_issue] == link.if_option
    then = (each[link.then_issue] == link.then_option) != link.allowed
    shape = np.ones((2, free.ndim), dtype=int)
    shape[0, link.if_issue], shape[1, link.then_issue] = len(first), len(then)
    free &= ~(first.reshape(shape[0]) & then.reshape(shape[1]))


def widened(here: Bools, changes: int) -> Bools:
    """Return all spots that so many changes at most reach from some spots, blocked ones too.

    Parameters
    ----------
    here : array of bool, one axis a moving issue
    changes : int
        Issues changed.

    Returns
    -------
    array of bool, of that shape
    """
    for _ in range(min(changes, here.ndim)):
        here = _widened_once(here)
    return here


def _widened_once(here: Bools) -> Bools:
    """Return all spots that one change reaches.

    Lines along the trailing axes are short steps in memory: so these axes are put in front.
    """
    shape = here.shape
    cut = len(shape)
    while cut > 0 and prod(shape[cut:]) ** 2 < here.size:
        cut -= 1
    tail = prod(shape[cut:])
    turned = np.ascontiguousarray(here.reshape(-1, tail).T)
    trailing = _along(turned.reshape(*shape[cut:], -1), len(shape) - cut)
    leading = _along(here.reshape(*shape[:cut], tail), cut)
    found: Bools = leading.reshape(-1, tail) | trailing.reshape(tail, -1).T
    return found.reshape(shape)


def _along(here: Bools, axes: int) -> Bools:
    """Return all spots on a line with some spot, along one of the first axes."""
    found = here.copy()
    for axis in range(axes):
        found |= here.any(axis=axis, keepdims=True)
    return found


def waves(ground: Ground, here: Bools, changes: int) -> Iterator[Bools]:
    """Yield the spots that are first reached after 0, 1, 2 … steps by texts nobody blocks.

    Parameters
    ----------
    ground : Ground
    here : array of bool
        Where the talks begin.
    changes : int
        Issues that a step may change.

    Raises
    ------
    TimeoutError
        The time for a search on this ground is over.
    """
    seen, new = here.copy(), here
    while new.any():
        check(ground.until)
        yield new
        new = widened(new, changes) & ground.free & ~seen
        seen |= new


def reached(ground: Ground, here: Bools, changes: int) -> Bools:
    """Return all spots that any number of steps by texts nobody blocks reaches.

    Parameters
    ----------
    ground : Ground
    here : array of bool, one axis a moving issue
        Where the talks begin.
    changes : int
        Issues that a step may change.

    Returns
    -------
    array of bool, of that shape

    Raises
    ------
    TimeoutError
        The time for a search on this ground is over.
    """
    found = np.zeros(here.shape, dtype=bool)
    for wave in waves(ground, here, changes):
        found |= wave
    return found
