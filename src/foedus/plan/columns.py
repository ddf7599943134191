"""The variables of a plan, only where the tables make them possible (all at least 0)."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from foedus.plan.program import INFINITY, Family
from foedus.plan.sets import POOL, Flags, Floats, Ints, Sets


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


class _Layout:
    """Hands out the places of families, one after the other."""

    def __init__(self) -> None:
        self.next = 0

    def family(self, name: str, scale: Floats, **keys: Ints) -> Family:
        start, self.next = self.next, self.next + len(scale)
        return Family(name, start, keys, scale, np.full(len(scale), INFINITY))


def define_columns(s: Sets, limits: Limits = ALL_HOLD) -> Columns:
    """Return the columns of the plan under these limits."""
    layout = _Layout()
    pools = classes(s)
    unit = np.where(s.price > 0, 1 / np.where(s.price > 0, s.price, 1), 1.0)
    give = _give(s, limits, layout, unit)
    order = _order(s, limits, layout, unit, pools)
    pay = _pay(s, layout, order, pools)
    refill = _refill(s, limits, layout, unit)
    stock = _stock(s, layout, unit, give, refill)
    givable = _givable(s, layout, unit, give, refill)
    use = _use(s, layout, unit, give, order)
    surplus = _surplus(s, layout, unit, use)
    held = _held(s, layout, unit, stock)
    backlog = _backlog(s, layout)
    gap = _gap(s, layout)
    cash = _cash(s, limits, layout)
    donors = len(s.donors)
    burden = layout.family("burden", np.ones(donors), donor=s.donors)
    worst = layout.family("worst", np.array([float(max(1, donors))]), one=np.zeros(1, np.int64))
    return Columns(
        give, order, pay, refill, stock, givable, use, surplus, held, backlog, gap, cash, burden,
        worst,
    )  # fmt: skip


def floor_missing(s: Sets) -> Flags:
    """Return (K, T): the party lacks a floor row for a capability that the item yields."""
    missing = np.isnan(s.floor)
    yields = s.yields[s.pairs.item] > 0
    blocked = np.zeros((len(s.pairs.item), s.months), dtype=bool)
    for c in range(len(s.capabilities)):
        blocked |= yields[:, c, None] & missing[s.pairs.party, c]
    return blocked


def _months_of(mask: Flags) -> tuple[Ints, Ints]:
    row, month = np.nonzero(mask)
    return row.astype(np.int64), month.astype(np.int64)


def _give(s: Sets, limits: Limits, layout: _Layout, unit: Floats) -> Family:
    can_serve = s.serves()
    k, j = np.nonzero(
        (s.pairs.party[:, None] == s.routes.party)
        & can_serve[s.pairs.item[:, None], s.routes.recipient]
        & np.isin(s.pairs.party, s.donors)[:, None]
    )
    month = np.arange(s.months)
    some = s.pairs.opening[:, None] + np.cumsum(s.pairs.inflow, axis=1) > 0
    missing = floor_missing(s) if limits.floors else np.zeros_like(some)
    possible = some & s.active[s.pairs.party]
    if limits.closed:
        possible &= ~missing
    there = limits.arrives(month + s.routes.lag[j][:, None], s.months)
    n, t = _months_of(possible[k] & there)
    k, j = k[n].astype(np.int64), j[n].astype(np.int64)
    item = s.pairs.item[k]
    return layout.family(
        "give",
        unit[item],
        donor=s.pairs.party[k],
        item=item,
        recipient=s.routes.recipient[j],
        hub=s.routes.hub[j],
        month=t,
        arrives=t + s.routes.lag[j],
        pair=k,
        route=j,
        no_floor=missing[k, t].astype(np.int64),
    )


def _ways(s: Sets) -> tuple[Ints, Ints, Ints]:
    """Line, route (-1: the line stands with the recipient) and recipient of possible orders."""
    can_serve = s.serves()
    ways: list[tuple[int, int, int]] = []
    for n, (party, item) in enumerate(zip(s.lines.party, s.lines.item, strict=True)):
        if can_serve[item, party]:
            ways.append((n, -1, int(party)))
        by_road = (s.routes.party == party) & (s.routes.recipient != party) & ~s.routes.closed
        for j in np.flatnonzero(by_road):
            if can_serve[item, s.routes.recipient[j]]:
                ways.append((n, int(j), int(s.routes.recipient[j])))
    table = np.array(ways, dtype=np.int64).reshape(-1, 3)
    return table[:, 0], table[:, 1], table[:, 2]


def _payers(s: Sets, line: Ints, pools: Classes) -> tuple[Ints, Ints]:
    """For each way, its payers: the pool, where someone is in it, and the donors apart."""
    way, payer = [], []
    for n, g in enumerate(pools.of_item[s.lines.item[line]]):
        apart = np.intersect1d(s.donors, np.flatnonzero(pools.apart[g]))
        who = apart.tolist()
        if len(apart) < len(s.donors):
            who.insert(0, POOL)
        way.extend([n] * len(who))
        payer.extend(who)
    return np.array(way, dtype=np.int64), np.array(payer, dtype=np.int64)


def _due_possible(s: Sets, limits: Limits, line: Ints) -> Flags:
    """(n, T): an order placed in t is due in a month in which the line delivers."""
    due = np.arange(s.months) + s.lines.lead[line][:, None]
    inside = due < s.months
    late = limits.arrives(due, s.months) & ~inside
    if not limits.lines:
        return inside | late
    delivers = s.lines.capacity > 0 if limits.closed else s.lines.listed
    return late | (inside & delivers[line[:, None], np.where(inside, due, 0)])


def _order(s: Sets, limits: Limits, layout: _Layout, unit: Floats, pools: Classes) -> Family:
    line, route, recipient = _ways(s)
    way, payer = _payers(s, line, pools)
    line, route, recipient = line[way], route[way], recipient[way]
    lag = np.where(route >= 0, s.routes.lag[route] if len(s.routes.lag) else 0, 0)
    in_pool = np.array(
        [s.active[np.intersect1d(s.donors, np.flatnonzero(~a))].any(axis=0) for a in pools.apart]
    ).reshape(-1, s.months)
    pay_able = np.where((payer == POOL)[:, None], in_pool[pools.of_item[s.lines.item[line]]],
                        s.active[payer])  # fmt: skip
    arrives = np.arange(s.months) + (s.lines.lead[line] + lag)[:, None]
    there = limits.arrives(arrives, s.months)
    n, t = _months_of(pay_able & _due_possible(s, limits, line) & there)
    line, route, item = line[n], route[n], s.lines.item[line[n]]
    mass = s.mass[item] * np.where(route >= 0, s.routes.cost[route] if len(s.routes.cost) else 0, 0)
    return layout.family(
        "order",
        unit[item],
        payer=payer[n],
        line=line,
        recipient=recipient[n],
        hub=np.where(route >= 0, s.routes.hub[route] if len(s.routes.hub) else -1, -1),
        month=t,
        item=item,
        dispatched=t + s.lines.lead[line],
        arrives=t + s.lines.lead[line] + lag[n],
        route=route,
        pool=pools.of_item[item],
        paid=np.where(s.lines.price[line] + mass > 0, 1, 0),
    )


def _pay(s: Sets, layout: _Layout, order: Family, pools: Classes) -> Family:
    pooled = (order["payer"] == POOL) & (order["paid"] == 1)
    asked = np.zeros((len(pools.apart), s.months), dtype=bool)
    asked[order["pool"][pooled], order["month"][pooled]] = True
    donor, pool, month = np.nonzero(
        asked & ~pools.apart.T[s.donors][:, :, None] & s.active[s.donors][:, None, :]
    )
    return layout.family(
        "pay",
        np.ones(len(donor)),
        donor=s.donors[donor],
        pool=pool.astype(np.int64),
        month=month.astype(np.int64),
    )


def _refill(s: Sets, limits: Limits, layout: _Layout, unit: Floats) -> Family:
    place = {key: k for k, key in enumerate(zip(s.pairs.party, s.pairs.item, strict=True))}
    own = np.flatnonzero(s.pairs.own & np.isin(s.pairs.party, s.donors))
    others = [(d, place[p, i]) for d, p, i in s.backfills.tolist() if d != p and d in set(s.donors)]
    donor = np.concatenate([s.pairs.party[own], np.array([d for d, _ in others], dtype=np.int64)])
    pair = np.concatenate([own, np.array([k for _, k in others], dtype=np.int64)])
    n, line = np.nonzero(s.pairs.item[pair][:, None] == s.lines.item)
    n, line = n.astype(np.int64), line.astype(np.int64)
    m, t = _months_of(s.active[donor[n]] & _due_possible(s, limits, line))
    n, line = n[m], line[m]
    item = s.lines.item[line]
    return layout.family(
        "refill",
        unit[item],
        donor=donor[n],
        line=line,
        party=s.pairs.party[pair[n]],
        month=t,
        item=item,
        arrives=t + s.lines.lead[line],
        pair=pair[n],
    )


def _used_pairs(s: Sets, give: Family, refill: Family) -> Flags:
    """(K,): pairs whose stock a plan can change or that count somewhere."""
    used = np.zeros(len(s.pairs.item), dtype=bool)
    used[refill["pair"]] = True
    givers = np.unique(give["donor"])
    used |= np.isin(s.pairs.party, givers)
    members: Flags = np.asarray(s.holds.members.any(axis=0)).reshape(len(s.parties))
    return used | members[s.pairs.party]


def _stock(s: Sets, layout: _Layout, unit: Floats, give: Family, refill: Family) -> Family:
    k, t = _months_of(np.repeat(_used_pairs(s, give, refill)[:, None], s.months, axis=1))
    return layout.family(
        "stock",
        unit[s.pairs.item[k]],
        party=s.pairs.party[k],
        item=s.pairs.item[k],
        month=t,
        pair=k,
    )


def _givable(s: Sets, layout: _Layout, unit: Floats, give: Family, refill: Family) -> Family:
    """Count what may still be given of a pair that can also be refilled (else the stock does)."""
    both = np.intersect1d(give["pair"], refill["pair"])
    k = np.repeat(both, s.months).astype(np.int64)
    t = np.tile(np.arange(s.months), len(both))
    return layout.family(
        "givable", unit[s.pairs.item[k]], party=s.pairs.party[k], item=s.pairs.item[k], month=t,
        pair=k,
    )  # fmt: skip


def _first_arrival(s: Sets, give: Family, order: Family) -> Ints:
    """(R, I): first month in which the item can be there; T if never."""
    first = np.full((len(s.recipients), len(s.items)), s.months, dtype=np.int64)
    for family in (give, order):
        r = np.searchsorted(s.recipients, family["recipient"])
        np.minimum.at(first, (r, family["item"]), family["arrives"])
    r, i, t = np.nonzero(s.arriving)
    np.minimum.at(first, (r, i), t)
    return first


def _use(s: Sets, layout: _Layout, unit: Floats, give: Family, order: Family) -> Family:
    first = _first_arrival(s, give, order)
    n, i = np.nonzero(s.yields[:, s.needs.capability].T > 0)
    r = np.searchsorted(s.recipients, s.needs.party[n])
    m, t = _months_of(np.arange(s.months) >= first[r, i][:, None])
    n, i = n[m].astype(np.int64), i[m].astype(np.int64)
    return layout.family(
        "use", unit[i], recipient=s.needs.party[n], item=i, capability=s.needs.capability[n],
        month=t, need=n,
    )  # fmt: skip


def _surplus(s: Sets, layout: _Layout, unit: Floats, use: Family) -> Family:
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


def _held(s: Sets, layout: _Layout, unit: Floats, stock: Family) -> Family:
    has = np.zeros((len(s.parties), len(s.items)), dtype=bool)
    has[stock["party"], stock["item"]] = True
    held_by: Flags = np.asarray(s.holds.members @ has)
    q, i = np.nonzero(held_by[s.holds.holder] & (s.yields[:, s.holds.capability].T > 0))
    m, t = _months_of(s.holds.quantity[q] > 0)
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


def _backlog(s: Sets, layout: _Layout) -> Family:
    n = np.repeat(np.arange(len(s.needs.party)), s.months)
    return layout.family(
        "backlog",
        _worth(s)[s.needs.capability[n]],
        recipient=s.needs.party[n],
        capability=s.needs.capability[n],
        month=np.tile(np.arange(s.months), len(s.needs.party)),
        need=n,
    )


def _gap(s: Sets, layout: _Layout) -> Family:
    q, t = _months_of(s.holds.quantity > 0)
    return layout.family(
        "gap",
        _worth(s)[s.holds.capability[q]],
        holder=s.holds.holder[q],
        capability=s.holds.capability[q],
        month=t,
        hold=q,
    )


def _cash(s: Sets, limits: Limits, layout: _Layout) -> Family:
    donors = s.donors if limits.budgets else s.donors[:0]
    return layout.family(
        "cash",
        np.ones(len(donors) * s.months),
        donor=np.repeat(donors, s.months),
        month=np.tile(np.arange(s.months), len(donors)),
    )
