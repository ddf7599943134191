"""Exposure: how much of what a group must hold is there only thanks to an ally.

Stocks and contracted inflows alone, each unit counted in full for every capability that its item
yields: what is held is an upper bound where one item serves several capabilities.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from foedus.autonomy.ground import Ground
from foedus.plan.evidence import Basis, Evidence
from foedus.plan.sets import Flags, Floats, Ints, Sets
from foedus.results.autonomy import FRAMES

NEAR = 1e-9
"""What is held within this of what is required, times what is required, meets it."""


def exposure(required: Floats, held_with: Floats, held_without: Floats) -> Floats:
    """Return (min(required, with) - min(required, without)) / required, 0 where none is required.

    Parameters
    ----------
    required, held_with, held_without : (…) float
        Units of the capability.

    Examples
    --------
    >>> exposure(np.array([10.0, 10.0, 0.0]), np.array([12.0, 6.0, 5.0]), np.array([4.0, 6.0, 0.0]))
    array([0.6, 0. , 0. ])
    """
    thanks = np.minimum(required, held_with) - np.minimum(required, held_without)
    part = np.divide(thanks, required, out=np.zeros_like(required), where=required > 0)
    return np.asarray(np.clip(part, 0.0, 1.0))


def held_by(s: Sets, parties: Ints) -> Floats:
    """Return (Q, T) what parties hold for each hold requirement, from stocks and inflows alone."""
    own = np.isin(s.pairs.party, parties)
    units = s.pairs.opening[own, None] + np.cumsum(s.pairs.inflow[own], axis=1)
    held: Floats = s.yields[s.pairs.item[own]][:, s.holds.capability].T @ units
    return held


@dataclass(frozen=True)
class Standing:
    """What a group is required to hold, and holds with and without an ally; each (Q, T)."""

    required: Floats
    held_with: Floats
    held_without: Floats

    @property
    def exposure(self) -> Floats:
        """What is met only thanks to the ally, as a part of what is required."""
        return exposure(self.required, self.held_with, self.held_without)


def standing(ground: Ground, ally: int) -> Standing:
    """Return how the group stands with a party, and without it.

    The group is taken as the case lists it: a party of the group is left out of it, any other
    joins it.
    """
    s = ground.sets
    with_it = held_by(s, np.union1d(ground.listed, [ally]))
    without_it = held_by(s, np.setdiff1d(ground.listed, [ally]))
    return Standing(s.holds.quantity, with_it, without_it)


def exposure_frame(ground: Ground, at: Standing) -> pl.DataFrame:
    """Return required, held and exposure, by capability and month with something required."""
    s = ground.sets
    hold, month = np.nonzero(at.required > 0)
    labels = s.horizon.labels()
    named = [s.capabilities[c] for c in s.holds.capability]
    bases = [basis_of(ground, capability) for capability in named]
    columns = {
        "capability": [named[q] for q in hold],
        "month": [labels[t] for t in month],
        "required": at.required[hold, month].tolist(),
        "held_with": at.held_with[hold, month].tolist(),
        "held_without": at.held_without[hold, month].tolist(),
        "exposure": at.exposure[hold, month].tolist(),
        "basis": [bases[q].basis for q in hold],
        "weakest": [bases[q].weakest for q in hold],
    }
    return pl.DataFrame(columns, schema=FRAMES["exposure"])


def basis_of(ground: Ground, capability: str) -> Basis:
    """Return what an exposure rests on: the target, its yields, and what all hold of its items."""
    evidence = Evidence(ground.case)
    find, s = evidence.rows, ground.sets
    rows = find("requirements", party=f"@{ground.group}", capability=capability, kind="hold")
    ally = s.parties.index(ground.without)
    holders = [s.parties[p] for p in np.union1d(ground.listed, [ally])]
    for i in np.flatnonzero(s.yields[:, s.capabilities.index(capability)] > 0):
        item = s.items[i]
        rows += find("yields", item=item, capability=capability)
        for party in holders:
            rows += find("stocks", party=party, item=item)
            rows += find("inflows", party=party, item=item)
    return evidence.basis(rows)


def allies_frame(ground: Ground) -> pl.DataFrame:
    """Return the largest exposure to every other ally in turn, by capability."""
    s = ground.sets
    kinds = dict(ground.case.tables["parties"].select("party", "kind").iter_rows())
    allies = [p for p in s.parties if kinds[p] == "ally" and p != ground.without]
    rows = [row for ally in allies for row in _largest(ground, ally)]
    return pl.DataFrame(rows, schema=FRAMES["allies"], orient="row")


def _largest(ground: Ground, ally: str) -> list[tuple[str, str, float, str | None]]:
    s = ground.sets
    part = standing(ground, s.parties.index(ally)).exposure
    month = part.argmax(axis=1)
    return [
        (
            ally,
            s.capabilities[c],
            float(part[q, month[q]]),
            s.horizon.label(int(month[q])) if part[q, month[q]] > 0 else None,
        )
        for q, c in enumerate(s.holds.capability)
    ]


def alone_from(ground: Ground, met: Flags) -> Mapping[str, str | None]:
    """Return the first month from which each target is met to its end; None for never.

    Parameters
    ----------
    ground : Ground
    met : (Q, T) bool
        The target is met in that month. Months in which nothing is required prove nothing.
    """
    s = ground.sets
    return {
        s.capabilities[c]: _first(ground, s.holds.quantity[q] > 0, met[q])
        for q, c in enumerate(s.holds.capability)
    }


def _first(ground: Ground, asked: Flags, met: Flags) -> str | None:
    months = np.flatnonzero(asked)
    missed = np.flatnonzero(asked & ~met)
    later = months if not len(missed) else months[months > missed[-1]]
    return ground.sets.horizon.label(int(later[0])) if len(later) else None


def meets(held: Floats, required: Floats) -> Flags:
    """Return where what is held reaches what is required."""
    return np.asarray(held >= required * (1 - NEAR))
