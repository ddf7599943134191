"""The proportions of a case, by which the generator is calibrated.

``python benchmarks/proportions.py CASE...`` prints one block a case.
"""

from __future__ import annotations

import sys

import numpy as np

import foedus
from foedus.plan.families import define_columns
from foedus.plan.reader import build_sets
from foedus.plan.sets import Sets


def proportions(s: Sets) -> dict[str, float]:
    """Return the ratios over the horizon that the generator's docstring lists.

    What may be given is, for each donor and item that can be given, the part of the stock and
    inflows that lies above the floor of the capability, at its value. What a line can deliver in
    time is its capacity in the months in which an order placed within the horizon is due and
    still arrives. A need is valued at the median price of a unit of its capability.
    """
    v, months = define_columns(s), s.months
    opening, inflow, value = (np.zeros((len(s.parties), len(s.items))) for _ in range(3))
    place = s.pairs.party, s.pairs.item
    opening[place], inflow[place] = s.pairs.opening, s.pairs.inflow.sum(axis=1)
    value[place] = s.pairs.value
    can = np.zeros(opening.shape, dtype=bool)
    can[v.give["donor"], v.give["item"]] = True
    have = (opening + inflow) @ s.yields
    floor = np.minimum(np.nan_to_num(s.floor[:, :, -1]), opening @ s.yields)
    above = 1 - floor / np.where(have > 0, have, np.inf)
    free = (opening + inflow) * above[:, np.argmax(s.yields > 0, axis=1)] * can

    lag = np.array([s.routes.lag[s.routes.party == p].min(initial=99) for p in s.lines.party])
    lag[np.isin(s.lines.party, s.recipients)] = 0
    t = np.arange(months)
    in_time = (t >= s.lines.lead[:, None]) & (t + lag[:, None] < months)
    units = (s.lines.capacity * in_time).sum(axis=1) * s.serves().any(axis=1)[s.lines.item]

    worth = np.array([_worth(s, c) for c in s.needs.capability])
    tonnes = (free * s.mass).sum() + units @ s.mass[s.lines.item]
    held = (opening * value)[s.donors]
    made, given = units @ s.lines.price, (free * value).sum()
    share = s.share[s.donors]
    both = (share > 0) & (held.sum(axis=1) > 0)
    return {
        "budgets / value of what the lines can deliver in time": s.budget[s.donors].sum() / made,
        "value of what may be given / the same": given / made,
        "value of the needs / value of what may be given or made": (
            s.needs.quantity.sum(axis=1) @ worth / (given + made)
        ),
        "hubs / tonnes of what may be given or made": s.hub_capacity.sum() * months / tonnes,
        "value of what may be given / value held": given / held.sum(),
        "value of inflows / value held": (inflow * value)[s.donors].sum() / held.sum(),
        "largest share of the key": share.max(),
        "standard deviation of log share": np.log(share[share > 0]).std(),
        "standard deviation of log (value held / share)": np.log(
            held.sum(axis=1)[both] / share[both]
        ).std(),
        "donor-item pairs held": (opening[s.donors] > 0).mean(),
        "value held (million)": held.sum(),
    }


def _worth(s: Sets, c: int) -> float:
    served = s.yields[:, c] > 0
    return float(np.median(s.price[served] / s.yields[served, c]))


def main() -> None:
    """Print the proportions of each case."""
    for folder in sys.argv[1:]:
        print(folder)
        for name, number in proportions(build_sets(foedus.load(folder))).items():
            print(f"  {name:<57} {number:10.3f}")


if __name__ == "__main__":
    main()
