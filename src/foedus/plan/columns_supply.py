"""The variables of a plan that are decided: gifts, orders, what is paid for them, and refills."""

from __future__ import annotations

import numpy as np

from foedus.plan.columns import Classes, Layout, Limits, floor_missing, months_of
from foedus.plan.program import Family
from foedus.plan.sets import POOL, Flags, Floats, Ints, Sets


def give_columns(s: Sets, limits: Limits, layout: Layout, unit: Floats) -> Family:
    """Return what donors may give: it is there, may leave, and arrives within the horizon."""
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
    n, t = months_of(possible[k] & there)
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


def order_columns(s: Sets, limits: Limits, layout: Layout, unit: Floats, pools: Classes) -> Family:
    """Return what may be ordered for recipients, from the pool or by a donor of its own."""
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
    n, t = months_of(pay_able & _due_possible(s, limits, line) & there)
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


def pay_columns(s: Sets, layout: Layout, order: Family, pools: Classes) -> Family:
    """Return what a donor may pay into a pool in a month in which something is asked of it."""
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


def refill_columns(s: Sets, limits: Limits, layout: Layout, unit: Floats) -> Family:
    """Return what donors may order for stocks: their own, and those that they backfill."""
    place = {key: k for k, key in enumerate(zip(s.pairs.party, s.pairs.item, strict=True))}
    own = np.flatnonzero(s.pairs.own & np.isin(s.pairs.party, s.donors))
    others = [(d, place[p, i]) for d, p, i in s.backfills.tolist() if d != p and d in set(s.donors)]
    donor = np.concatenate([s.pairs.party[own], np.array([d for d, _ in others], dtype=np.int64)])
    pair = np.concatenate([own, np.array([k for _, k in others], dtype=np.int64)])
    n, line = np.nonzero(s.pairs.item[pair][:, None] == s.lines.item)
    n, line = n.astype(np.int64), line.astype(np.int64)
    m, t = months_of(s.active[donor[n]] & _due_possible(s, limits, line))
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
