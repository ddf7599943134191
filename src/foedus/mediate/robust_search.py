"""The outcome that is blocked by nobody in most draws, where there are too many to look at all.

Steepest ascent from given outcomes: on every issue each other choice is tried, and the best of
them taken while it is better: a larger share of the draws, then a smaller shortfall of the worst
party, then a larger utilitarian value. The climbs go by draws of their own (scouts); the few tops
that they reach are then compared on other draws. So the share of the best is that of one among
few, and owes little to luck. What is found may be surpassed; it is no proof.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from foedus.case.dispute.model import Dispute, Floats, Issue
from foedus.mediate.deadline import left
from foedus.mediate.robust_choice import Choice
from foedus.mediate.robust_draws import Draws, added, lined, margins, slack
from foedus.mediate.utility import TOLERANCE, Outcomes, breaks_link, utilities, weights

STEPS = 60
"""Moves at most from each start."""
PLACES = 21
"""Points that are tried on a scale, evenly spaced, beside those near the present one."""
NEAR = (0.002, 0.01)
"""Steps around the present point that are tried, as shares of the scale."""
FINALISTS = 64
"""Tops and starts that are compared at most."""

Key = tuple[float, float, float]


def best_found(
    dispute: Dispute,
    scouts: Draws,
    draws: Draws,
    starts: Outcomes,
    *,
    until: float | None = None,
) -> Choice | None:
    """Return the best of the starts and of the outcomes to which a climb from each leads.

    Parameters
    ----------
    dispute : Dispute
    scouts : Draws
        By which the climbs go.
    draws : Draws
        On which the tops are compared: others than the scouts.
    starts : array, outcomes x issues
        Those that break a link are left out.
    until : float, optional
        On the monotonic clock: no climb goes on after it.

    Returns
    -------
    Choice or None
        None where no start keeps the links.
    """
    sound = starts[~breaks_link(dispute, starts)]
    if not len(sound):
        return None
    tops = np.array([_climb(dispute, scouts, row, until) for row in sound])
    finalists = np.unique(np.concatenate([tops, sound])[:FINALISTS], axis=0)
    compared = _joined([_alone(dispute, draws, finalist) for finalist in finalists])
    row, (share, _, value) = _best(dispute, compared)
    return Choice(row, round((1 - share) * draws.count), value)


@dataclass(frozen=True)
class _Scored:
    """Outcomes: in what share of the draws nobody blocks each, and how far the worst falls short.

    Parameters
    ----------
    rows : array, outcomes x issues
    shares : array, outcomes
    shortfalls : array, outcomes
        Mean over the draws of the largest shortfall of a party; 0 or below.
    """

    rows: Outcomes
    shares: Floats
    shortfalls: Floats


def _climb(dispute: Dispute, draws: Draws, start: Floats, until: float | None) -> Floats:
    row, reached = _best(dispute, _alone(dispute, draws, start))
    for _ in range(STEPS):
        if left(until) == 0:
            break
        around = neighbours(dispute, draws, row)
        if not len(around.rows):
            break
        found, key = _best(dispute, around)
        if key <= reached:
            break
        row, reached = found, key
    return row


def _alone(dispute: Dispute, draws: Draws, row: Floats) -> _Scored:
    found = slack(dispute, draws, row[None, :], slice(0, draws.count))
    return _scored(row[None, :], found)


def _scored(rows: Outcomes, found: Floats) -> _Scored:
    """Score outcomes by their slack; where nobody has a veto, nobody falls short."""
    least = found.min(axis=1, initial=1.0)
    shares = (least >= -TOLERANCE).mean(axis=1)
    return _Scored(rows, shares, np.minimum(least, 0.0).mean(axis=1))


def neighbours(dispute: Dispute, draws: Draws, row: Floats) -> _Scored:
    """Return the outcomes that differ from one on one issue, and keep the links.

    Only what the issue adds is counted anew.
    """
    every = slice(0, draws.count)
    whole = margins(dispute, draws, row[None, :], every)
    parts = []
    for place, issue in enumerate(dispute.issues):
        rest = whole - added(dispute, draws, place, row[place : place + 1], every)
        tried = _choices(issue, row[place])
        rows: Outcomes = np.tile(row, (len(tried), 1))
        rows[:, place] = tried
        rows = rows[~breaks_link(dispute, rows)]
        found = rest + added(dispute, draws, place, rows[:, place], every)
        parts.append(_scored(rows, lined(dispute, rows, found)))
    return _joined(parts)


def _joined(parts: list[_Scored]) -> _Scored:
    return _Scored(
        np.concatenate([part.rows for part in parts]),
        np.concatenate([part.shares for part in parts]),
        np.concatenate([part.shortfalls for part in parts]),
    )


def _choices(issue: Issue, present: float) -> Floats:
    if not issue.scale:
        tried = np.arange(len(issue.options), dtype=float)
        others: Floats = tried[tried != present]
        return others
    steps = np.array([side * step for step in NEAR for side in (-1, 1)])
    close = present + steps * (issue.high - issue.low)
    evenly = np.linspace(issue.low, issue.high, PLACES)
    points = np.unique(np.clip(np.concatenate([evenly, close]), issue.low, issue.high))
    other: Floats = points[points != present]
    return other


def _best(dispute: Dispute, scored: _Scored) -> tuple[Floats, Key]:
    values = utilities(dispute, scored.rows) @ weights(dispute)
    place = int(np.lexsort((-values, -scored.shortfalls, -scored.shares))[0])
    key = (scored.shares[place], scored.shortfalls[place], values[place])
    return scored.rows[place], (float(key[0]), float(key[1]), float(key[2]))
