"""The variables of a plan that follow from what is decided: stocks, uses, gaps and cash."""

from __future__ import annotations

import numpy as np

from foedus.plan.columns import Layout, Limits, months_of
from foedus.plan.program import Family
from foedus.plan.sets import Flags, Floats, Ints, Sets


def used_pairs(s: Sets, give: Family, refill: Family) -> Ints:
    """Return the pairs whose stock a plan can change or that count somewhere."""
    used = np.zeros(len(s.pairs.item), dtype=bool)
    used[refill["pair"]] = True
    givers = np.unique(give["donor"])
    used |= np.isin(s.pairs.party, givers)
    members: Flags = np.asarray(s.holds.members.any(axis=0)).reshape(len(s.parties))
    return np.flatnonzero(used | members[s.pairs.party])


def stock_columns(s: Sets, layout: Layout, unit: Floats, pairs: Ints) -> Family:
    """Return what is there of some pairs, in every month."""
    return _monthly("stock", s, layout, unit, pairs)


def givable_columns(s: Sets, layout: Layout, unit: Floats, give: Family, refill: Family) -> Family:
    """Return what may still be given of a pair that can also be refilled (else the stock does)."""
    return _monthly("givable", s, layout, unit, np.intersect1d(give["pair"], refill["pair"]))


def _monthly(name: str, s: Sets, layout: Layout, unit: Floats, pairs: Ints) -> Family:
    k = np.repeat(pairs, s.months).astype(np.int64)
    t = np.tile(np.arange(s.months), len(pairs))
    return layout.family(
        name, unit[s.pairs.item[k]], party=s.pairs.party[k], item=s.pairs.item[k], month=t, pair=k
    )


def _first_arrival(s: Sets, give: Family, order: Family) -> Ints:
    """(R, I): first month in which the item can be there; T if never."""
    first = np.full((len(s.recipients), len(s.items)), s.months, dtype=np.int64)
    for family in (give, order):
        r = np.searchsorted(s.recipients, family["recipient"])
        np.minimum.at(first, (r, family["item"]), family["arrives"])
    r, i, t = np.nonzero(s.arriving)
    np.minimum.at(first, (r, i), t)
    return first


def use_columns(s: Sets, layout: Layout, unit: Floats, give: Family, order: Family) -> Family:
    """Return the units that may begin to serve a need, once they can be there."""
    first = _first_arrival(s, give, order)
    n, i = np.nonzero(s.yields[:, s.needs.capability].T > 0)
    r = np.searchsorted(s.recipients, s.needs.party[n])
    m, t = months_of(np.arange(s.months) >= first[r, i][:, None])
    n, i = n[m].astype(np.int64), i[m].astype(np.int64)
    return layout.family(
        "use", unit[i], recipient=s.needs.party[n], item=i, capability=s.needs.capability[n],
        month=t, need=n,
    )  # fmt: skip


def surplus_columns(s: Sets, layout: Layout, unit: Floats, use: Family) -> Family:
    """Return the units with a recipient that serve no need yet."""
    width = len(s.items) * s.months
    keys = np.unique(use["recipient"] * width + use["item"] * s.months + use["month"])
    item = keys // s.months % len(s.items) if width else keys
    return layout.family(
        "surplus",
        unit[item],
        recipient=keys // width if width else keys,
        item=item,
        month=keys % s.months,
    )


def held_columns(s: Sets, layout: Layout, unit: Floats, stock: Family) -> Family:
    """Return the units that count for what a holder is to hold, where it may have some."""
    has = np.zeros((len(s.parties), len(s.items)), dtype=bool)
    has[stock["party"], stock["item"]] = True
    held_by: Flags = np.asarray(s.holds.members @ has)
    return counted_columns(s, layout, unit, held_by[s.holds.holder])


def counted_columns(s: Sets, layout: Layout, unit: Floats, has: Flags) -> Family:
    """Return the units that count for each hold requirement, of the items (Q, I) that it has."""
    q, i = np.nonzero(has & (s.yields[:, s.holds.capability].T > 0))
    m, t = months_of(s.holds.quantity[q] > 0)
    q, i = q[m].astype(np.int64), i[m].astype(np.int64)
    return layout.family(
        "held", unit[i], holder=s.holds.holder[q], item=i, capability=s.holds.capability[q],
        month=t, hold=q,
    )  # fmt: skip


def _worth(s: Sets) -> Floats:
    """(C,) units of a capability that a million buys, by the median of the items that yield it."""
    rate = np.where(s.yields > 0, s.yields, np.nan) / np.where(s.price > 0, s.price, 1)[:, None]
    known = (s.yields > 0).any(axis=0)
    result = np.ones(len(s.capabilities))
    result[known] = np.nanmedian(rate[:, known], axis=0)
    return result


def backlog_columns(s: Sets, layout: Layout) -> Family:
    """Return what is still unmet of each need, in every month."""
    n = np.repeat(np.arange(len(s.needs.party)), s.months)
    return layout.family(
        "backlog",
        _worth(s)[s.needs.capability[n]],
        recipient=s.needs.party[n],
        capability=s.needs.capability[n],
        month=np.tile(np.arange(s.months), len(s.needs.party)),
        need=n,
    )


def gap_columns(s: Sets, layout: Layout) -> Family:
    """Return what a holder lacks of a capability, in months in which it is required."""
    q, t = months_of(s.holds.quantity > 0)
    return layout.family(
        "gap",
        _worth(s)[s.holds.capability[q]],
        holder=s.holds.holder[q],
        capability=s.holds.capability[q],
        month=t,
        hold=q,
    )


def cash_columns(s: Sets, limits: Limits, layout: Layout) -> Family:
    """Return what each donor has left, in every month."""
    donors = s.donors if limits.budgets else s.donors[:0]
    return layout.family(
        "cash",
        np.ones(len(donors) * s.months),
        donor=np.repeat(donors, s.months),
        month=np.tile(np.arange(s.months), len(donors)),
    )
