r"""The Pareto frontier: all of it for options, sampled where there are scales.

Over outcomes that keep all links, red lines left aside: who blocks a point stands beside it. Up
to 2 million outcomes are looked at one by one. Beyond, programmes return one point after the
other, each not worse than any found before for at least one party: from the *k*-th on
:math:`u_p \ge u_p^k + 10^{-6}` for some *p* (J. Sylva and A. Crema, A method for finding the set of
non-dominated vectors for multiple objective integer linear programs, European Journal of
Operational Research 158, 2004). With scales, supported points are sampled.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np

from foedus.case.dispute.model import Bools, Dispute, Floats
from foedus.errors import Finding
from foedus.mediate.deadline import deadline
from foedus.mediate.draft import Draft
from foedus.mediate.pareto import dominates
from foedus.mediate.rows import Terms
from foedus.mediate.space import at, everything, points
from foedus.mediate.supported import sampled, supported
from foedus.mediate.utility import (
    Ints,
    Outcomes,
    blocks,
    breaks_link,
    by_party,
    outcome_of,
    utilities,
    weights,
)
from foedus.mediate.zone import countable
from foedus.results.mediation import Point

MOST_PARTIES = 4
"""Parties up to which the frontier is drawn."""
LIMIT = 40
"""Points that programmes are asked for at most: each costs more than the one before."""
APART = 1e-6
"""By how much a new point must be better than each found one for some party."""
WEIGHTINGS = 100
"""About how many weightings sample a frontier with scales."""


DIGITS = 12
"""Digits to which utilities are compared."""
PIVOTS = 64
"""Points that a chunk is held against one by one."""
BLOCK = 256
"""Outcomes that are held against all other points at a time."""


@dataclass(frozen=True)
class Frontier:
    """Points that nothing dominates.

    Parameters
    ----------
    points : tuple of Point
        One for each vector of utilities, the largest sum first.
    complete : bool
        Whether these are all of them.
    findings : tuple of Finding
        A warning where they are not.
    """

    points: tuple[Point, ...]
    complete: bool = True
    findings: tuple[Finding, ...] = ()


def frontier(
    dispute: Dispute, *, limit: int = LIMIT, within: float | None = None
) -> Frontier | None:
    """Return the Pareto frontier of a dispute of two to four parties.

    Parameters
    ----------
    dispute : Dispute
    limit : int
        Points, where they come from programmes.
    within : float, optional
        Seconds, where they come from programmes.

    Returns
    -------
    Frontier or None
        None: there are fewer than two parties, or more than four.
    """
    if not 2 <= len(dispute.parties) <= MOST_PARTIES:
        return None
    if countable(dispute):
        return Frontier(_points(dispute, _looked_at(dispute)))
    if any(issue.scale for issue in dispute.issues):
        return _sampled_frontier(dispute, within)
    rows, complete = _one_by_one(dispute, limit, within)
    return _cut_short(dispute, rows) if not complete else Frontier(_points(dispute, rows))


def sampled_points(
    dispute: Dispute, *, seed: int = 0, draws: int = 200, within: float | None = None
) -> tuple[Point, ...]:
    """Return supported points of a dispute of any number of parties, by weights drawn at random.

    Parameters
    ----------
    dispute : Dispute
    seed : int
    draws : int
        Weightings; several may lead to the same point.
    within : float, optional
        Seconds.
    """
    drawn = np.random.default_rng(seed).dirichlet(np.ones(len(dispute.parties)), draws)
    rows = sampled(dispute, np.vstack([weights(dispute), drawn]), within=within)
    return _points(dispute, _undominated(dispute, rows))


def _points(dispute: Dispute, rows: Outcomes) -> tuple[Point, ...]:
    if not len(rows):
        return ()
    worth, blocked = utilities(dispute, rows), blocks(dispute, rows)
    order = np.lexsort((*rows.T[::-1], -np.round(worth.sum(axis=1), 9)))
    return tuple(
        Point(
            outcome_of(dispute, rows[n]),
            by_party(dispute, worth[n]),
            tuple(p.name for p, b in zip(dispute.parties, blocked[n], strict=True) if b),
        )
        for n in order
    )


def _looked_at(dispute: Dispute) -> Outcomes:
    """Return the frontier by looking at every outcome; of equal ones the first."""
    grid = everything(dispute)
    numbers, worth = np.zeros(0, dtype=np.int64), np.zeros((0, len(dispute.parties)))
    for found in points(dispute, grid):
        rounded = np.round(found.utilities, DIGITS)
        new = np.flatnonzero(~_reached(rounded, worth))
        new = new[efficient(rounded[new])]
        old = ~_reached(worth, rounded[new])
        numbers = np.concatenate([numbers[old], found.numbers[new]])
        worth = np.concatenate([worth[old], rounded[new]])
    return at(grid, numbers) if len(numbers) else np.zeros((0, len(grid)))


def _reached(worth: Floats, by: Floats) -> Bools:
    """Return which utilities some others reach for every party, outcomes.

    The others with the largest sum leave little: they are tried one by one, the rest at once.
    """
    columns = np.ascontiguousarray(worth.T)
    others = np.ascontiguousarray(by[np.argsort(-by.sum(axis=1), kind="stable")].T)
    places = np.arange(len(worth))
    for pivot in others.T[:PIVOTS]:
        places = places[_above(columns[:, places], pivot)]
    rest, kept = others[:, PIVOTS:], []
    for some in np.array_split(places, len(places) // BLOCK + 1):
        below = np.ones((len(some), rest.shape[1]), dtype=bool)
        for mine, theirs in zip(columns[:, some], rest, strict=True):
            below &= mine[:, None] <= theirs
        kept.append(some[~below.any(axis=1)])
    found = np.ones(len(worth), dtype=bool)
    found[np.concatenate(kept)] = False
    return found


def _above(columns: Floats, pivot: Floats) -> Bools:
    """Return which utilities, parties x outcomes, are larger than a pivot's for some party."""
    found = np.zeros(columns.shape[1], dtype=bool)
    for mine, theirs in zip(columns, pivot, strict=True):
        found |= mine > theirs
    return found


def efficient(worth: Floats) -> Ints:
    """Return the places of utilities that no other dominates; of equal ones the first.

    Parameters
    ----------
    worth : array, outcomes x parties
        Compared to 12 digits.

    Returns
    -------
    array of int
        Rising.

    Examples
    --------
    >>> efficient(np.array([[0.2, 0.9], [0.1, 0.9], [0.5, 0.5], [0.5, 0.5]])).tolist()
    [0, 2]
    """
    left = np.round(worth, DIGITS)
    places = np.argsort(-left.sum(axis=1), kind="stable")
    left, here = np.ascontiguousarray(left[places].T), 0
    while here < left.shape[1]:
        # Later ones have no larger sum: what survives an earlier one is better for somebody.
        kept = _above(left, left[:, here])
        kept[: here + 1] = True
        left, places = left[:, kept], places[kept]
        here += 1
    return np.sort(places)


def _undominated(dispute: Dispute, rows: Outcomes) -> Outcomes:
    if not len(rows):
        return rows
    worth = utilities(dispute, rows)
    kept = efficient(np.round(worth, 9))
    return rows[[n for n in kept if not dominates(worth[kept], worth[n]).any()]]


def _sampled_frontier(dispute: Dispute, within: float | None) -> Frontier:
    weightings = _lattice(len(dispute.parties))
    rows = _undominated(dispute, sampled(dispute, weightings, within=within))
    details = {"count": str(len(weightings))}
    warning = Finding("warning", "frontier.sampled", "issues.csv", details=details)
    return Frontier(_points(dispute, rows), complete=False, findings=(warning,))


def _lattice(parties: int) -> Floats:
    """Return evenly spread weights, all positive: so each point is efficient."""
    steps = parties
    while comb(steps + parties - 1, parties - 1) < WEIGHTINGS:
        steps += 1
    cuts = combinations(range(steps + parties - 1), parties - 1)
    ends = np.array([[-1, *c, steps + parties - 1] for c in cuts])
    shares = (np.diff(ends, axis=1) - 1) / steps
    return (shares + 1e-3) / (1 + parties * 1e-3)


def _one_by_one(dispute: Dispute, limit: int, within: float | None) -> tuple[Outcomes, bool]:
    """Return points from programmes, and whether they are all."""
    draft, until = Draft(dispute), deadline(within)
    cost: Terms = supported(draft, np.ones(len(dispute.parties)))
    rows: list[Floats] = []
    while len(rows) < limit:
        solved = draft.minimise(
            cost, sound=lambda row: not breaks_link(dispute, row[None, :])[0], until=until
        )
        if solved.row is None or solved.status == "bound":
            return np.array(rows), solved.status == "none"
        rows.append(solved.row)
        _beyond(draft, utilities(dispute, solved.row[None, :])[0])
    return np.array(rows), False


def _beyond(draft: Draft, worth: Floats) -> None:
    """Demand that some party gets more than it has in a point that was found."""
    better = []
    for party, amount in enumerate(draft.worth):
        better.append(draft.binary())
        least = float(worth[party]) + APART
        draft.between(amount, 0.0, np.inf, {better[-1]: -least})
    draft.row(dict.fromkeys(better, 1.0), 1.0, np.inf)


def _cut_short(dispute: Dispute, rows: Outcomes) -> Frontier:
    found = {"count": str(len(rows))}
    warning = Finding("warning", "frontier.cut-short", "issues.csv", details=found)
    return Frontier(_points(dispute, rows), complete=False, findings=(warning,))
