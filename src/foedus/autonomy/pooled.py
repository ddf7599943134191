"""A group's programme as sets in which one holder, the group itself, stands for its members.

Every member may order any item that serves the group, and a unit counts in the group's account
whoever of them holds it. So stocks and orders are pooled without loss, and members differ only in
what they pay: the programme is some thirty times smaller than one with orders for each of them.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from foedus.autonomy.ground import Ground
from foedus.plan.sets import Floats, Ints, Pairs, Sets

MONTHS_A_YEAR = 12


def pooled(ground: Ground) -> Sets:
    """Return the sets of the programme: the group is the last party, its members are the donors.

    The targets count from ``since`` on. Shares are the key's, normalised over the members; what is
    already there is the members' together.
    """
    s = ground.sets
    group = len(s.parties)
    months = np.arange(s.months)
    belongs = np.zeros((1, group + 1), dtype=bool)
    belongs[0, group] = True
    active = ~s.out
    active[np.setdiff1d(np.arange(group), ground.members)] = False
    return replace(
        s,
        parties=(*s.parties, f"@{ground.group}"),
        donors=ground.members,
        active=np.vstack([active, active.any(axis=0)]),
        out=np.vstack([s.out, np.zeros(s.months, dtype=bool)]),
        pairs=_together(ground, group),
        holds=replace(
            s.holds,
            quantity=np.where(months >= ground.since, s.holds.quantity, 0.0),
            members=belongs,
        ),
        budget=np.vstack([s.budget, np.zeros(s.months)]),
        share=_shares(ground),
    )


def a_year_later(s: Sets) -> Sets:
    """Return the sets with every target twelve months later.

    The horizon must be a year longer than the targets were asked for: what leaves it is lost.
    """
    quantity = np.zeros_like(s.holds.quantity)
    quantity[:, MONTHS_A_YEAR:] = s.holds.quantity[:, :-MONTHS_A_YEAR]
    return replace(s, holds=replace(s.holds, quantity=quantity))


def merged(s: Sets) -> tuple[Sets, Ints]:
    """Return the sets with one purse for all members that take part in the same months.

    The levels readiness and cost do not ask who pays, so that they stay the same.

    Returns
    -------
    Sets
        Its donors are the first member of each purse.
    (P,) int
        The donor into whose purse each member pays; -1 for all other parties.
    """
    _, first, kind = np.unique(s.active[s.donors], axis=0, return_index=True, return_inverse=True)
    purse = np.full(len(s.parties), -1, dtype=np.int64)
    purse[s.donors] = s.donors[first][kind.reshape(-1)]
    budget = np.zeros_like(s.budget)
    np.add.at(budget, purse[s.donors], s.budget[s.donors])
    return replace(s, donors=np.sort(s.donors[first]), budget=budget), purse


def _together(ground: Ground, group: int) -> Pairs:
    """Return what the members hold together of each item that counts for a target."""
    s = ground.sets
    useful = (s.yields[:, s.holds.capability] > 0).any(axis=1)
    own = np.flatnonzero(np.isin(s.pairs.party, ground.members))
    opening, inflow = np.zeros(len(s.items)), np.zeros((len(s.items), s.months))
    np.add.at(opening, s.pairs.item[own], s.pairs.opening[own])
    np.add.at(inflow, s.pairs.item[own], s.pairs.inflow[own])
    item = np.flatnonzero(useful).astype(np.int64)
    return Pairs(
        party=np.full(len(item), group, dtype=np.int64),
        item=item,
        opening=opening[item],
        inflow=inflow[item],
        value=s.price[item],
        own=np.ones(len(item), dtype=bool),
    )


def _shares(ground: Ground) -> Floats:
    """(P + 1,) the key's shares, normalised over the members; 0 for all others."""
    rows = ground.case.tables["keys"]
    key = ground.case.settings.key
    known = {
        party: share
        for name, party, share in rows.select("key", "party", "share").iter_rows()
        if name == key
    }
    result = np.zeros(len(ground.sets.parties) + 1)
    for m in ground.members:
        result[m] = known.get(ground.sets.parties[m], 0.0)
    total = float(result.sum())
    return result / total if total > 0 else result
