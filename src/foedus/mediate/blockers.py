"""Who cannot accept a text, by how much, what costs it most, and what it would accept."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product
from math import comb

import numpy as np

from foedus.case.dispute.model import Bools, Dispute, Floats
from foedus.mediate.deadline import deadline, left, part
from foedus.mediate.draft import Draft
from foedus.mediate.ties import preferred
from foedus.mediate.utility import (
    TOLERANCE,
    Outcomes,
    breaks_link,
    crosses_line,
    option_utilities,
    outcome_of,
    positions,
    reservations,
    utilities,
    vetoes,
)
from foedus.mediate.utility import blocks as blocked_by
from foedus.results.mediation import Block

BALL = 50_000
"""Texts with so many issues changed that are looked at one by one, at most."""


def blocks(dispute: Dispute, row: Floats, *, within: float | None = None) -> tuple[Block, ...]:
    r"""Return why each party that blocks an outcome does, and the nearest text that it accepts.

    The nearest text keeps all links and is not blocked by this party: fewest issues changed,
    then least loss of the others, :math:`\sum_{q \ne p} \max(0, u_q(x) - u_q(y))`.

    Parameters
    ----------
    dispute : Dispute
    row : (issues,) float
        The outcome.
    within : float, optional
        Seconds for all parties together; a nearest text that is not found by then is not shown.

    Returns
    -------
    tuple of Block
        In the order of the parties.
    """
    blocking = blocked_by(dispute, row[None, :])[0]
    places, until = np.flatnonzero(blocking), deadline(within)
    return tuple(
        _block(dispute, row, int(place), part(until, len(places) - done))
        for done, place in enumerate(places)
    )


def _block(dispute: Dispute, row: Floats, party: int, within: float | None) -> Block:
    lack = reservations(dispute)[party] - utilities(dispute, row[None, :])[0, party]
    crossed = [
        dispute.issues[line.issue].name
        for line in dispute.redlines
        if line.party == party and crosses_line(line, row[[line.issue]])[0]
    ]
    lost = losses(dispute, row)[party]
    worst = int(lost.argmax())
    text = nearest(dispute, row, party, within=within)
    return Block(
        dispute.parties[party].name,
        float(lack) if lack > TOLERANCE else 0.0,
        tuple(dict.fromkeys(crossed)),
        dispute.issues[worst].name,
        float(lost[worst]),
        None if text is None else outcome_of(dispute, text),
        () if text is None else changed(dispute, row, text),
    )


def losses(dispute: Dispute, row: Floats) -> Floats:
    """Return what each issue costs each party against its best option or point.

    Parameters
    ----------
    dispute : Dispute
    row : (issues,) float

    Returns
    -------
    array, parties x issues
        Salience times the value lost.
    """
    found = np.zeros(dispute.salience.shape)
    for place, issue in enumerate(dispute.issues):
        if issue.scale:
            away = np.abs(row[place] - positions(dispute)[:, place])
            found[:, place] = dispute.salience[:, place] * away / (issue.high - issue.low)
            continue
        added = option_utilities(dispute, place)
        found[:, place] = added.max(axis=0) - added[int(row[place])]
    return found


def differing(row: Floats, other: Floats) -> Bools:
    """Return on which issues two outcomes differ."""
    apart: Bools = np.abs(row - other) > TOLERANCE
    return apart


def changed(dispute: Dispute, row: Floats, other: Floats) -> tuple[str, ...]:
    """Return the names of the issues on which two outcomes differ."""
    return tuple(dispute.issues[i].name for i in np.flatnonzero(differing(row, other)))


def nearest(
    dispute: Dispute, row: Floats, party: int, *, within: float | None = None
) -> Floats | None:
    """Return the nearest text that a party accepts; None: there is none, or none was found.

    Parameters
    ----------
    dispute : Dispute
    row : (issues,) float
    party : int
        With a veto.
    within : float, optional
        Seconds.
    """
    if any(issue.scale for issue in dispute.issues):
        return _solved(dispute, row, party, within)
    for count in range(len(row) + 1):
        if _ball_size(dispute, count) > BALL:
            return _solved(dispute, row, party, within)
        texts = np.array(list(_with_changes(dispute, row, count)), dtype=float)
        kept = texts[_accepted(dispute, texts, party)] if len(texts) else texts
        if len(kept):
            worth = utilities(dispute, kept)
            lost = _others(dispute, row, worth, party)
            text: Floats = kept[preferred(dispute, kept, worth, [lost])]
            return text
    return None


def _ball_size(dispute: Dispute, count: int) -> int:
    """Return an upper bound of how many texts change so many issues."""
    most = max(len(issue.options) for issue in dispute.issues) - 1
    size: int = comb(len(dispute.issues), count) * most**count
    return size


def _with_changes(dispute: Dispute, row: Floats, count: int) -> Iterator[Floats]:
    """Yield all rows that change so many issues."""
    others = [
        [o for o in range(len(issue.options)) if o != here]
        for issue, here in zip(dispute.issues, row, strict=True)
    ]
    for issues in combinations(range(len(row)), count):
        for chosen in product(*(others[i] for i in issues)):
            text = row.copy()
            text[list(issues)] = chosen
            yield text


def _accepted(dispute: Dispute, texts: Outcomes, party: int) -> Bools:
    kept: Bools = ~breaks_link(dispute, texts) & ~blocked_by(dispute, texts)[:, party]
    return kept


def _others(dispute: Dispute, row: Floats, worth: Floats, party: int) -> Floats:
    """Return what all others lose against a text, outcomes."""
    lost = np.maximum(0.0, utilities(dispute, row[None, :])[0] - worth)
    lost[:, party] = 0.0
    total: Floats = lost.sum(axis=1)
    return total


def _solved(dispute: Dispute, row: Floats, party: int, within: float | None) -> Floats | None:
    """Return the nearest text by two programmes: fewest changes, then least loss."""
    until = deadline(within)
    if left(until) == 0:
        return None
    alone = np.arange(len(dispute.parties)) == party
    draft = Draft(dispute)
    draft.accept(alone & vetoes(dispute))
    moved = _changes(draft, row)

    def sound(text: Floats) -> bool:
        return bool(_accepted(dispute, text[None, :], party)[0])

    first = draft.minimise(moved[0], sound=sound, until=until)
    if first.row is None:
        return None
    count = int(differing(row, first.row).sum())
    draft.row(moved[0], -np.inf, count - moved[1])
    cost = _loss_columns(draft, row, party)
    second = draft.minimise(
        cost,
        sound=lambda text: sound(text) and int(differing(row, text).sum()) <= count,
        until=until,
    )
    return first.row if second.row is None else second.row


def _changes(draft: Draft, row: Floats) -> tuple[dict[int, float], int]:
    """Return a sum that counts the changed issues, less a constant, and that constant."""
    terms: dict[int, float] = {}
    kept = 0
    for place, issue in enumerate(draft.dispute.issues):
        if not issue.scale:
            terms[draft.choice[place][int(row[place])]] = -1.0
            kept += 1
            continue
        point, here, moves = draft.point(place), float(row[place]), draft.binary()
        draft.marks[place].append(here)
        draft.between(point, -np.inf, here, {moves: here - issue.high})
        draft.between(point, here, np.inf, {moves: here - issue.low})
        terms[moves] = 1.0
    return terms, kept


def _loss_columns(draft: Draft, row: Floats, party: int) -> dict[int, float]:
    """Add a column for each other party of at least what it loses, and return their sum."""
    before = utilities(draft.dispute, row[None, :])[0]
    cost: dict[int, float] = {}
    for place, worth in enumerate(draft.worth):
        if place == party:
            continue
        column = draft.column(0.0, np.inf)
        draft.between(worth, float(before[place]), np.inf, {column: 1.0})
        cost[column] = 1.0
    return cost
