"""The smallest moves that unblock, and the nearest text that a party would accept."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from foedus.case.dispute.model import Floats

from .space import NEAR, Space


@dataclass(frozen=True)
class Least:
    """A cheapest outcome; None: there is none. ``costs`` in the order in which they count."""

    number: int | None
    costs: tuple[float, ...] = ()


def lowered(space: Space) -> Floats:
    """Return by how much reservations are lowered for each outcome, parties x outcomes."""
    lack = np.maximum(0.0, space.reservation[:, None] - space.worth) * space.veto[:, None]
    lack[lack <= NEAR] = 0.0
    return lack


def total_move(space: Space) -> Floats:
    """Return what is conceded in all for each outcome."""
    total: Floats = lowered(space).sum(axis=0) + np.nansum(space.price, axis=0)
    return total


def movers(space: Space) -> Floats:
    """Return how many parties must move for each outcome."""
    count: Floats = ((lowered(space) > 0) | space.crossed).sum(axis=0) + 0.0
    return count


def least_total(space: Space) -> Least:
    return _least(space, space.linked, total_move(space))


def fewest_parties(space: Space) -> Least:
    return _least(space, space.linked, movers(space), total_move(space))


def side_payments(space: Space) -> Least:
    """Return the least payment: possible where all have together what the vetoes demand.

    Whoever has a veto can spare what lies above its reservation, all others what they have; what
    is lacking is paid exactly once.
    """
    demanded = float(space.reservation[space.veto].sum())
    enough = space.worth.sum(axis=0) >= demanded - NEAR
    kept = space.linked & ~space.crossed.any(axis=0) & enough
    return _least(space, kept, lowered(space).sum(axis=0))


def _least(space: Space, kept: np.ndarray, *costs: Floats) -> Least:
    if not kept.any():
        return Least(None)
    number = space.first(np.flatnonzero(kept), *costs)
    return Least(number, tuple(float(cost[number]) for cost in costs))


def changes(space: Space, number: int) -> Floats:
    """Return how many issues each outcome changes against one."""
    count: Floats = (space.chosen != space.chosen[:, [number]]).sum(axis=0) + 0.0
    return count


def loss_of_others(space: Space, number: int, party: int) -> Floats:
    """Return what all but one party lose against an outcome, for each outcome."""
    lost = np.maximum(0.0, space.worth[:, [number]] - space.worth)
    others: Floats = lost.sum(axis=0) - lost[party]
    return others


def nearest(space: Space, number: int, party: int) -> Least:
    """Return the nearest text that a party would accept: fewest changes, least loss."""
    accepted = space.linked & ~space.blocked[party]
    return _least(space, accepted, changes(space, number), loss_of_others(space, number, party))


def dearest(space: Space, number: int, party: int) -> Floats:
    """Return what each issue costs a party against its best option."""
    d = space.dispute
    return np.array([
        d.salience[party, issue] * (d.values[issue][party].max() - d.values[issue][party][option])
        if d.salience[party, issue] else 0.0
        for issue, option in enumerate(space.chosen[:, number])
    ])  # fmt: skip
