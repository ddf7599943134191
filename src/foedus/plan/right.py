"""Right-hand sides of the constraints: what moves when figures move and the matrix stays.

One function a family of rows, from the sets and the keys of its rows. Families that are not
listed have right-hand side 0, whatever the case.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np

from foedus.plan.program import Program
from foedus.plan.sets import Floats, Ints, Sets

Keys = Mapping[str, Ints]


def supply(s: Sets, keys: Keys) -> Floats:
    """Return the units that are there at the start, and what flows in, by pair and month."""
    pair, month = keys["pair"], keys["month"]
    opening = np.where(month == 0, s.pairs.opening[pair], 0.0)
    return np.asarray(s.pairs.inflow[pair, month] + opening, dtype=np.float64)


def own_arrivals(s: Sets, keys: Keys) -> Floats:
    """Return a recipient's own inflow, by recipient, item and month."""
    recipient = np.searchsorted(s.recipients, keys["recipient"])
    return s.arriving[recipient, keys["item"], keys["month"]]


def needed(s: Sets, keys: Keys) -> Floats:
    """Return what is needed, by need and month."""
    return s.needs.quantity[keys["need"], keys["month"]]


def required(s: Sets, keys: Keys) -> Floats:
    """Return what is to be held, by hold requirement and month."""
    return s.holds.quantity[keys["hold"], keys["month"]]


def kept_back(s: Sets, keys: Keys) -> Floats:
    """Return the smaller of the floor and what is there at the start."""
    party, capability = keys["party"], keys["capability"]
    opening = np.zeros((len(s.parties), len(s.items)))
    opening[s.pairs.party, s.pairs.item] = s.pairs.opening
    floor = s.floor[party, capability, keys["month"]]
    return np.minimum(floor, (opening @ s.yields)[party, capability])


def money(s: Sets, keys: Keys) -> Floats:
    """Return the budget, by donor and month."""
    return s.budget[keys["donor"], keys["month"]]


def output(s: Sets, keys: Keys) -> Floats:
    """Return the capacity, by line and month."""
    return s.lines.capacity[keys["line"], keys["month"]]


def tonnage(s: Sets, keys: Keys) -> Floats:
    """Return the capacity, by hub."""
    return s.hub_capacity[keys["hub"]]


def allowed(s: Sets, keys: Keys) -> Floats:
    """Return the limits of the restrictions, by row of their table."""
    limit = {r.row: r.limit for r in s.restrictions}
    return np.array([limit[int(row)] for row in keys["row"]], dtype=np.float64)


def promised(s: Sets, keys: Keys) -> Floats:
    """Return what a donor has promised of an item by the month of each commitment."""
    donor, recipient, item, by = (keys[k] for k in ("donor", "recipient", "item", "month"))
    same = (
        (donor[:, None] == donor)
        & (recipient[:, None] == recipient)
        & (item[:, None] == item)
        & (by <= by[:, None])
    )
    return np.asarray(same @ s.promised, dtype=np.float64)


RIGHT: Mapping[str, Callable[[Sets, Keys], Floats]] = MappingProxyType(
    {
        "stock": supply,
        "gifts": supply,
        "arrival": own_arrivals,
        "need": needed,
        "readiness": required,
        "floor": kept_back,
        "budget": money,
        "line": output,
        "hub": tonnage,
        "restriction": allowed,
        "commitment": promised,
    }
)
"""Right-hand sides that figures move, by family of rows."""


def bounds(program: Program, s: Sets) -> tuple[Floats, Floats]:
    """Return lower and upper bounds (m,) of a programme's rows, for other figures in its sets.

    Parameters
    ----------
    program : Program
        Compiled from sets with the same names, matrix entries and possible columns, with rows for
        dormant limits (``Limits``) where these figures may make one bind.
    s : Sets
    """
    lower, upper = program.lower.copy(), program.upper.copy()
    for rows in program.rows:
        if rows.name in RIGHT and rows.size:
            right, span = RIGHT[rows.name](s, rows.keys), program.span(rows.name)
            lower[span] = np.where(np.isfinite(rows.lower), right, rows.lower)
            upper[span] = np.where(np.isfinite(rows.upper), right, rows.upper)
    return lower, upper
