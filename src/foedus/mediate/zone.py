"""Whether there is a zone of agreement, how large it is, and whose conditions exclude the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from foedus.case.dispute.model import Bools, Dispute, Floats
from foedus.mediate.deadline import deadline, part
from foedus.mediate.draft import Draft
from foedus.mediate.enumerate import agreeing
from foedus.mediate.space import LARGEST, acceptable, at, everything, points, size
from foedus.mediate.utility import (
    TOLERANCE,
    Ints,
    blocks,
    breaks_link,
    crosses,
    short,
    vetoes,
)
from foedus.results.mediation_zone import Blocking, Zone


def countable(dispute: Dispute) -> bool:
    """Return whether all outcomes can be looked at one by one."""
    count = size(dispute)
    return count is not None and count <= LARGEST


def agreement(dispute: Dispute, *, within: float | None = None) -> bool | None:
    """Return whether some outcome is blocked by nobody.

    Parameters
    ----------
    dispute : Dispute
    within : float, optional
        Seconds.

    Returns
    -------
    bool or None
        Each of both is proven; None: not settled within the time.
    """
    if countable(dispute):
        return any(len(found.numbers) for found in agreeing(dispute, acceptable(dispute)))
    return _together(dispute, vetoes(dispute), within)


def conflict(dispute: Dispute, *, within: float | None = None) -> tuple[str, ...]:
    """Return parties whose conditions exclude each other, none of whom can be left out.

    A smallest set in this sense: the first parties with a veto that exclude every outcome between
    them, as few as there must be; of these each in turn, from the last on, is left out if the
    others still do. Those that remain exclude every outcome together, and any fewer of them do
    not (an irreducible infeasible subset, by deletion).

    Parameters
    ----------
    dispute : Dispute
    within : float, optional
        Seconds; a party that is not settled by then stays.

    Returns
    -------
    tuple of str
        Empty where there is an agreement or the links alone leave no outcome, and where neither is
        settled within the time (``agreement`` tells them apart).

    Notes
    -----
    J. W. Chinneck, Feasibility and Infeasibility in Optimization, 2008, chapter 6 (the deletion
    filter).
    """
    veto = vetoes(dispute)
    excluded = _excluder(dispute, within)
    if not excluded(veto):
        return ()
    kept = _first_few(veto, excluded)
    for place in np.flatnonzero(kept)[::-1]:
        fewer = kept.copy()
        fewer[place] = False
        if excluded(fewer):
            kept = fewer
    return tuple(p.name for p, here in zip(dispute.parties, kept, strict=True) if here)


def zone_of(dispute: Dispute, *, excluding: tuple[str, ...] = ()) -> Zone:
    """Return how many texts nobody blocks, and how many each party does, where they can be counted.

    Parameters
    ----------
    dispute : Dispute
    excluding : tuple of str
        Parties whose conditions exclude each other, as ``conflict`` finds them.
    """
    if not countable(dispute):
        return Zone(conflict=excluding)
    possible = agreed = 0
    texts, alone = np.zeros((2, len(dispute.parties)), dtype=np.int64)
    for blocking in _blocking(dispute):
        by = blocking.sum(axis=1)
        possible += len(by)
        agreed += int((by == 0).sum())
        texts += blocking.sum(axis=0)
        alone += blocking[by == 1].sum(axis=0)
    return Zone(possible, agreed, excluding, _most_first(dispute, texts, alone))


def _most_first(dispute: Dispute, texts: Ints, alone: Ints) -> tuple[Blocking, ...]:
    found = [
        Blocking(party.name, int(count), int(only))
        for party, count, only in zip(dispute.parties, texts, alone, strict=True)
        if count
    ]
    return tuple(sorted(found, key=lambda one: (-one.texts, -one.alone)))


def _blocking(dispute: Dispute) -> Iterator[Bools]:
    """Yield which party blocks which outcome that keeps all links, outcomes x parties."""
    grid, veto = everything(dispute), vetoes(dispute)
    for some in points(dispute, grid):
        below = short(dispute, some.utilities)
        if dispute.redlines:
            below |= crosses(dispute, at(grid, some.numbers)) & veto
        yield below


def _first_few(parties: Bools, excluded: Callable[[Bools], bool]) -> Bools:
    """Return the first of some parties, as few as exclude every outcome between them."""
    order = np.cumsum(parties)
    enough, too_few = int(order[-1]), -1
    while enough - too_few > 1:
        middle = (enough + too_few) // 2
        if excluded(parties & (order <= middle)):
            enough = middle
        else:
            too_few = middle
    kept: Bools = parties & (order <= enough)
    return kept


def _excluder(dispute: Dispute, within: float | None) -> Callable[[Bools], bool]:
    """Return a function that says whether some parties exclude every outcome between them."""
    if countable(dispute):
        sets = _blocking_sets(dispute)
        return lambda parties: not bool((~(sets & parties).any(axis=1)).any())
    until = deadline(within)
    return lambda parties: _together(dispute, parties, part(until, 2)) is False


def _blocking_sets(dispute: Dispute) -> Bools:
    """Return the different sets of parties that block some outcome, sets x parties."""
    count = len(dispute.parties)
    found = [np.unique(np.packbits(some, axis=1), axis=0) for some in _blocking(dispute)]
    if not found:
        return np.zeros((0, count), dtype=bool)
    sets = np.unique(np.concatenate(found), axis=0)
    return np.unpackbits(sets, axis=1, count=count).astype(bool)


def _together(dispute: Dispute, parties: Bools, within: float | None) -> bool | None:
    """Return whether some outcome is blocked by none of these parties; None: out of time."""

    def sound(row: Floats) -> bool:
        alone = row[None, :]
        return not (breaks_link(dispute, alone)[0] or blocks(dispute, alone)[0][parties].any())

    draft = Draft(dispute)
    draft.accept(parties, short=TOLERANCE)
    solved = draft.minimise({}, sound=sound, until=deadline(within))
    return {"none": False, "unknown": None}.get(solved.status, True)
