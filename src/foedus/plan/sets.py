"""What the engine knows of a case, as coded arrays: who, what, when, as numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from foedus.case.months import Horizon

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

POOL = -1
"""Payer of an order that is pooled over donors and split afterwards by who pays."""


@dataclass(frozen=True)
class Pairs:
    """What each party holds of each item; index k.

    Parameters
    ----------
    party, item : (K,) int
    opening : (K,) float
        Units held when the horizon starts.
    inflow : (K, T) float
        Units there at the start of month t; a recipient's own inflows are in ``Needs``.
    value : (K,) float
        Million per unit given.
    own : (K,) bool
        The party may refill it for itself: it has a row in stocks or inflows, or a hold
        requirement (its own or a group's) is served by the item.
    """

    party: Ints
    item: Ints
    opening: Floats
    inflow: Floats
    value: Floats
    own: Flags


@dataclass(frozen=True)
class Needs:
    """Deliver requirements; index n is a recipient and a capability.

    Parameters
    ----------
    party, capability : (N,) int
    quantity : (N, T) float
    priority : (N,) float
    total : (N,) float
        Sum over months of the backlog were nothing to arrive.
    carry : (N,) float
    """

    party: Ints
    capability: Ints
    quantity: Floats
    priority: Floats
    total: Floats
    carry: Floats

    def unmet(self) -> Floats:
        """Return the backlog (N, T) were nothing to arrive: carry x last month's + quantity."""
        result = self.quantity.copy()
        for t in range(1, result.shape[1]):
            result[:, t] += self.carry * result[:, t - 1]
        return result


@dataclass(frozen=True)
class Holds:
    """Hold requirements; index q is a holder and a capability.

    Parameters
    ----------
    holder, capability : (Q,) int
    quantity : (Q, T) float
        0 where nothing is required.
    priority : (Q,) float
    names : tuple of str
        Holders: a party or ``@group``.
    members : (holders, P) bool
    """

    holder: Ints
    capability: Ints
    quantity: Floats
    priority: Floats
    names: tuple[str, ...]
    members: Flags


@dataclass(frozen=True)
class Lines:
    """Production lines; index l.

    Parameters
    ----------
    party, item, lead : (L,) int
    price : (L,) float
    capacity : (L, T) float
        Units due each month; 0 outside the line's ranges.
    listed : (L, T) bool
        The month lies in a range of the line's.
    """

    party: Ints
    item: Ints
    lead: Ints
    price: Floats
    capacity: Floats
    listed: Flags


@dataclass(frozen=True)
class Routes:
    """Routes; index j.

    Parameters
    ----------
    party, hub, recipient, lag : (J,) int
    cost : (J,) float
        Million per tonne.
    closed : (J,) bool
        A route that is not there yet, for the asks to open.
    """

    party: Ints
    hub: Ints
    recipient: Ints
    lag: Ints
    cost: Floats
    closed: Flags


@dataclass(frozen=True)
class Restriction:
    """One row of the table restrictions; ``item`` -1 stands for every item."""

    party: int
    kind: str
    item: int
    recipient: int
    first: int
    last: int
    limit: float
    maker_line: int
    maker_party: int
    row: int


@dataclass(frozen=True)
class Sets:
    """All that the engine knows of a case, coded.

    Parameters
    ----------
    horizon : Horizon
    parties, items, capabilities, hubs, lines : tuple of str
        Names by index.
    donors, recipients : int arrays
        Indices of parties.
    active : (P, T) bool
        A donor that has not opted out of month t.
    out : (P, T) bool
        A party that has opted out of month t.
    yields : (I, C) float
        Units of capability c that a unit of item i gives; 0 for none.
    price, mass : (I,) float
    floor : (P, C, T) float
        Level below which a party does not give; NaN where it has no row.
    budget : (P, T) float
    hub_capacity : (H,) float
    backfills : (B, 3) int
        Donor, party, item.
    commitments : (M, 4) int
        Donor, recipient, item, month; with ``promised`` (M,) units.
    share : (P,) float
        Normalised over the donors; 0 for all others.
    unpooled : frozenset of int
        Items whose orders are not pooled over donors: who pays is settled order by order.
    """

    horizon: Horizon
    parties: tuple[str, ...]
    items: tuple[str, ...]
    capabilities: tuple[str, ...]
    hubs: tuple[str, ...]
    line_names: tuple[str, ...]
    donors: Ints
    recipients: Ints
    active: Flags
    out: Flags
    yields: Floats
    price: Floats
    mass: Floats
    pairs: Pairs
    needs: Needs
    arriving: Floats
    holds: Holds
    floor: Floats
    budget: Floats
    lines: Lines
    hub_capacity: Floats
    routes: Routes
    backfills: Ints
    restrictions: tuple[Restriction, ...]
    commitments: Ints
    promised: Floats
    share: Floats
    unpooled: frozenset[int] = frozenset()

    @property
    def months(self) -> int:
        """Number of months T."""
        return self.horizon.months

    def serves(self) -> Flags:
        """Return (I, P): whether an item serves a need of a recipient."""
        wanted = np.zeros((len(self.capabilities), len(self.parties)), dtype=bool)
        wanted[self.needs.capability, self.needs.party] = True
        served: Flags = (self.yields > 0) @ wanted
        return served
