"""What parties with a veto must give up for an outcome: reservations lowered, red lines lifted."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np

from foedus.case.dispute.model import Bools, Dispute, Floats
from foedus.mediate.utility import (
    TOLERANCE,
    Outcomes,
    crosses_line,
    outcome_of,
    reservations,
    utilities,
    vetoes,
)
from foedus.results.mediation import Concession, Status

Kind = Literal["least-total", "fewest-parties", "side-payments"]


@dataclass(frozen=True)
class Moves:
    """What outcomes demand of parties with a veto; of all others nothing.

    Parameters
    ----------
    lowered : array, outcomes x parties
        By how much the utility lies below the reservation.
    price : array, outcomes x parties
        Of the red lines that are crossed.
    crossed : array of bool, outcomes x parties
    """

    lowered: Floats
    price: Floats
    crossed: Bools

    @property
    def total(self) -> Floats:
        """What is conceded in all, outcomes."""
        total: Floats = (self.lowered + self.price).sum(axis=1)
        return total

    @property
    def parties(self) -> Floats:
        """How many parties must move, outcomes; a red line without a price counts."""
        moved: Bools = (self.lowered > 0) | self.crossed
        count: Floats = moved.sum(axis=1).astype(float)
        return count


def lacks(dispute: Dispute, worth: Floats) -> Floats:
    """Return by how much parties with a veto lie below their reservation, outcomes x parties.

    Parameters
    ----------
    dispute : Dispute
    worth : array, outcomes x parties
        Utilities; what lies within 1e-9 below counts as reached.
    """
    lack = np.where(vetoes(dispute), reservations(dispute) - worth, 0.0)
    return np.where(lack > TOLERANCE, lack, 0.0)


def moves_of(dispute: Dispute, rows: Outcomes, worth: Floats) -> Moves:
    """Return what outcomes demand.

    Parameters
    ----------
    dispute : Dispute
    rows : array, outcomes x issues
    worth : array, outcomes x parties
        Their utilities.
    """
    veto = vetoes(dispute)
    price, crossed = np.zeros(worth.shape), np.zeros(worth.shape, dtype=bool)
    for line in dispute.redlines:
        if veto[line.party]:
            here = crosses_line(line, rows[:, line.issue])
            price[here, line.party] += line.price
            crossed[here, line.party] = True
    return Moves(lacks(dispute, worth), price, crossed)


def conceded(
    dispute: Dispute, kind: Kind, row: Floats, *, status: Status = "proven", gap: float = 0.0
) -> Concession:
    """Return the concession that makes an outcome acceptable."""
    rows, veto = row[None, :], vetoes(dispute)
    moves = moves_of(dispute, rows, utilities(dispute, rows))
    lowered = {
        party.name: float(amount)
        for party, amount in zip(dispute.parties, moves.lowered[0], strict=True)
        if amount > 0
    }
    lifted = tuple(
        (dispute.parties[line.party].name, dispute.issues[line.issue].name, line.price)
        for line in dispute.redlines
        if veto[line.party] and crosses_line(line, row[[line.issue]])[0]
    )
    return Concession(
        kind,
        outcome_of(dispute, row),
        float(moves.total[0]),
        MappingProxyType(lowered),
        lifted,
        status=status,
        gap=gap,
    )


def nothing(kind: Kind) -> Concession:
    """Return that no such move makes an agreement."""
    return Concession(kind, None, 0.0, status="none")


def unfound(kind: Kind) -> Concession:
    """Return that no such move was found within the time: no outcome, and nothing is proven."""
    return Concession(kind, None, 0.0, status="bound")
