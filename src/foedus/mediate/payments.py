r"""The least side payment with which nobody blocks.

Utility is taken as transferable at par. An outcome that keeps all red lines of parties with a
veto leaves them short by :math:`D = \sum_p \max(0, r_p - u_p)`; others can pay what they have
above their reservation, those without a veto all they have. Where they have enough, *D* is paid,
by each in proportion to what it can spare.
"""

from __future__ import annotations

from types import MappingProxyType

import numpy as np

from foedus.case.dispute.model import Bools, Dispute, Floats
from foedus.mediate.deadline import deadline
from foedus.mediate.draft import Draft
from foedus.mediate.moves import lacks, nothing, unfound
from foedus.mediate.space import acceptable, at, points
from foedus.mediate.ties import preferred
from foedus.mediate.utility import (
    TOLERANCE,
    breaks_link,
    crosses,
    outcome_of,
    reservations,
    utilities,
    vetoes,
)
from foedus.mediate.zone import countable
from foedus.results.mediation import Concession, Status


def side_payments(dispute: Dispute, *, within: float | None = None) -> Concession:
    """Return the least side payment with which some outcome is blocked by nobody.

    Parameters
    ----------
    dispute : Dispute
    within : float, optional
        Seconds.

    Returns
    -------
    Concession
        Of kind ``side-payments``; status ``none``: no payment is enough; status ``bound``
        without an outcome: none was found within the time.
    """
    if countable(dispute):
        row = _looked_at(dispute)
        return nothing("side-payments") if row is None else _paid(dispute, row)
    return _solved(dispute, within)


def spare(dispute: Dispute, worth: Floats) -> Floats:
    """Return what each party can pay, outcomes x parties, for utilities of that shape."""
    kept = np.where(vetoes(dispute), reservations(dispute), 0.0)
    return np.maximum(0.0, worth - kept)


def _enough(dispute: Dispute, worth: Floats) -> tuple[Floats, Bools]:
    """Return what is lacking in all, outcomes, and whether the others can pay it."""
    lacking = lacks(dispute, worth).sum(axis=1)
    return lacking, lacking <= spare(dispute, worth).sum(axis=1) + TOLERANCE


def _looked_at(dispute: Dispute) -> Floats | None:
    grid = acceptable(dispute)
    best: list[Floats] = []
    for found in points(dispute, grid):
        lacking, enough = _enough(dispute, found.utilities)
        if enough.any():
            rows, worth = at(grid, found.numbers[enough]), found.utilities[enough]
            best.append(rows[preferred(dispute, rows, worth, [lacking[enough]])])
    if not best:
        return None
    rows = np.array(best)
    worth = utilities(dispute, rows)
    row: Floats = rows[preferred(dispute, rows, worth, [_enough(dispute, worth)[0]])]
    return row


def _solved(dispute: Dispute, within: float | None) -> Concession:
    draft, veto = Draft(dispute), vetoes(dispute)
    draft.keep_lines(veto)
    paid, received = {}, {}
    for place, party in enumerate(dispute.parties):
        pays = draft.column(0.0, np.inf)
        paid[pays] = 1.0
        if not party.veto:
            draft.demand(draft.worth[place], 0.0, {pays: -1.0})
            continue
        receives = draft.column(0.0, np.inf)
        received[receives] = -1.0
        draft.demand(draft.worth[place], party.reservation, {pays: -1.0, receives: 1.0})
    draft.row({**paid, **received}, 0.0, 0.0)

    def sound(row: Floats) -> bool:
        rows = row[None, :]
        kept = not (breaks_link(dispute, rows)[0] or crosses(dispute, rows)[0][veto].any())
        return kept and bool(_enough(dispute, utilities(dispute, rows))[1][0])

    solved = draft.minimise(paid, sound=sound, until=deadline(within))
    if solved.row is None:
        return (nothing if solved.status == "none" else unfound)("side-payments")
    if solved.status == "proven":
        return _paid(dispute, solved.row)
    return _paid(dispute, solved.row, status="bound", bound=solved.bound)


def _paid(
    dispute: Dispute, row: Floats, *, status: Status = "proven", bound: float = 0.0
) -> Concession:
    """Return the payments for an outcome, each payer's in proportion to what it can spare."""
    worth = utilities(dispute, row[None, :])
    lack, able = lacks(dispute, worth)[0], spare(dispute, worth)[0]
    total = float(lack.sum())
    share = total / able.sum() if total else 0.0
    paid = {
        party.name: float(amount)
        for party, amount in zip(dispute.parties, share * able - lack, strict=True)
        if abs(amount) > TOLERANCE
    }
    gap = 0.0 if status == "proven" else max(0.0, total - max(0.0, bound))
    return Concession(
        "side-payments",
        outcome_of(dispute, row),
        total,
        paid=MappingProxyType(paid),
        status=status,
        gap=gap,
    )
