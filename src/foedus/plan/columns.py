"""What the variables of a plan are, only where the tables make them possible (all at least 0).

The families stand in ``columns_supply`` (what is decided) and ``columns_state`` (what follows);
``families`` puts them one after the other.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from foedus.plan.program import INFINITY, Family
from foedus.plan.sets import Flags, Floats, Ints, Sets


@dataclass(frozen=True)
class Limits:
    """Which limits hold. Lifting them all gives what no ask can close.

    Parameters
    ----------
    budgets, lines, hubs, floors, restrictions : bool
    dormant : bool
        A limit on gifts that is no less than all there is has a row too: other figures may make it
        bind.
    late : int
        In months before this one, what is sent or ordered may arrive after the horizon: it is paid
        and comes to nothing. Where several futures share their first months, a delay in one of
        them does not forbid the order in all.
    closed : bool
        Keep closed what nobody has opened. Otherwise gifts that only a missing floor or a missing
        route forbids have columns too, marked ``closed``, for a row of their own to hold at 0.
    """

    budgets: bool = True
    lines: bool = True
    hubs: bool = True
    floors: bool = True
    restrictions: bool = True
    closed: bool = True
    late: int = 0
    dormant: bool = False

    def arrives(self, arrival: Ints, months: int) -> Flags:
        """Return which columns are made: they arrive within the horizon, or may be late.

        Parameters
        ----------
        arrival : (n, T) int
            Month of arrival of what is sent or ordered in each month.
        months : int
        """
        made: Flags = (arrival < months) | (np.arange(months) < self.late)
        return made


ALL_HOLD = Limits()
LIFTED = Limits(budgets=False, lines=False, hubs=False, floors=False, restrictions=False)


@dataclass(frozen=True)
class Columns:
    """All families of columns; what each is about stands in its keys."""

    give: Family
    order: Family
    pay: Family
    refill: Family
    stock: Family
    givable: Family
    use: Family
    surplus: Family
    held: Family
    backlog: Family
    gap: Family
    cash: Family
    burden: Family
    worst: Family

    def families(self) -> tuple[Family, ...]:
        """Return the families in the order of their columns."""
        return tuple(getattr(self, f.name) for f in fields(self))

    @property
    def count(self) -> int:
        """Number of columns."""
        return self.worst.start + self.worst.size


@dataclass(frozen=True)
class Classes:
    """Items by the donors that are left out of their pool; index g.

    A donor with a commitment or a treaty on an item orders it by columns of its own.

    Parameters
    ----------
    of_item : (I,) int
        Class of each item.
    apart : (G, P) bool
        Donors outside the pool of a class.
    """

    of_item: Ints
    apart: Flags


def classes(s: Sets) -> Classes:
    """Return the classes of items whose orders may be pooled over the same donors."""
    apart = np.zeros((len(s.items), len(s.parties)), dtype=bool)
    apart[s.commitments[:, 2], s.commitments[:, 0]] = True
    alone = np.array(sorted(s.unpooled), dtype=np.int64)
    apart[np.ix_(alone, s.donors)] = True
    for r in s.restrictions:
        if r.kind == "treaty":
            apart[slice(None) if r.item < 0 else r.item, r.party] = True
    unique, of_item = np.unique(apart, axis=0, return_inverse=True)
    return Classes(of_item.reshape(-1).astype(np.int64), unique)


class Layout:
    """Hands out the places of families, one after the other."""

    def __init__(self) -> None:
        self.next = 0

    def family(self, name: str, scale: Floats, **keys: Ints) -> Family:
        """Return a family that begins where the last one ended."""
        start, self.next = self.next, self.next + len(scale)
        return Family(name, start, keys, scale, np.full(len(scale), INFINITY))


def units_a_million(s: Sets) -> Floats:
    """Return (I,) units of an item that a million buys; 1 of what has no price."""
    return np.where(s.price > 0, 1 / np.where(s.price > 0, s.price, 1), 1.0)


def floor_missing(s: Sets) -> Flags:
    """Return (K, T): the party lacks a floor row for a capability that the item yields."""
    missing = np.isnan(s.floor)
    yields = s.yields[s.pairs.item] > 0
    blocked = np.zeros((len(s.pairs.item), s.months), dtype=bool)
    for c in range(len(s.capabilities)):
        blocked |= yields[:, c, None] & missing[s.pairs.party, c]
    return blocked


def months_of(mask: Flags) -> tuple[Ints, Ints]:
    """Return the rows and the months (of the second axis) in which a mask holds."""
    row, month = np.nonzero(mask)
    return row.astype(np.int64), month.astype(np.int64)
