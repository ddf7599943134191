"""The constraints of a plan on money: budgets, pools, and the burdens that come of them."""

from __future__ import annotations

import numpy as np

from foedus.plan import right as known
from foedus.plan.columns import Columns, Limits
from foedus.plan.entries import Entry, after, at_most, block_of, equal
from foedus.plan.program import Rows
from foedus.plan.sets import POOL, Floats, Ints, Sets


def gift_cost(s: Sets, v: Columns) -> Floats:
    """Return the transport of one unit of each gift, in million."""
    cost = s.routes.cost[v.give["route"]] if v.give.size else np.zeros(0)
    return np.asarray(cost * s.mass[v.give["item"]], dtype=np.float64)


def order_cost(s: Sets, v: Columns) -> Floats:
    """Return price and transport of one unit of each order, in million."""
    return s.lines.price[v.order["line"]] + order_transport(s, v)


def order_transport(s: Sets, v: Columns) -> Floats:
    """Return the transport of one unit of each order, in million; 0 at the recipient's line."""
    by_route = np.append(s.routes.cost, 0.0)[v.order["route"]]
    return np.asarray(by_route * s.mass[v.order["item"]], dtype=np.float64)


def define_budget(s: Sets, v: Columns, limits: Limits) -> Rows:
    """cash(t) = cash(t-1) + budget(t) - what is spent in t."""
    del limits
    here = np.arange(v.cash.size)
    d, t = v.cash["donor"], v.cash["month"]
    block = block_of(v.cash, "donor", len(s.parties))
    entries: list[Entry] = [
        (here, v.cash.columns, 1.0),
        after(t, here, v.cash.columns),
    ]
    if v.cash.size:
        entries += [
            (block[donor] + month, column, value) for donor, month, column, value in _spending(s, v)
        ]
    return equal("budget", known.money(s, v.cash.keys), entries, donor=d, month=t)


def _spending(s: Sets, v: Columns) -> list[tuple[Ints, Ints, Ints, Floats]]:
    """Donor, month, column and million of all that is paid."""
    transport = gift_cost(s, v)
    shipped = np.flatnonzero(transport > 0)
    own = np.flatnonzero(v.order["payer"] != POOL)
    return [
        (
            v.give["donor"][shipped],
            v.give["month"][shipped],
            v.give.columns[shipped],
            transport[shipped],
        ),
        (
            v.order["payer"][own],
            v.order["month"][own],
            v.order.columns[own],
            order_cost(s, v)[own],
        ),
        (v.pay["donor"], v.pay["month"], v.pay.columns, np.ones(v.pay.size)),
        (
            v.refill["donor"],
            v.refill["month"],
            v.refill.columns,
            s.lines.price[v.refill["line"]],
        ),
    ]


def define_pool(s: Sets, v: Columns, limits: Limits) -> Rows:
    """Let donors pay into a pool in t what is ordered from it in t."""
    del limits
    pooled = np.flatnonzero((v.order["payer"] == POOL) & (v.order["paid"] == 1))
    place, row = np.unique(
        v.order["pool"][pooled] * s.months + v.order["month"][pooled], return_inverse=True
    )
    paid = np.searchsorted(place, v.pay["pool"] * s.months + v.pay["month"])
    entries: list[Entry] = [
        (paid, v.pay.columns, 1.0),
        (row.reshape(-1), v.order.columns[pooled], -order_cost(s, v)[pooled]),
    ]
    return equal(
        "pool", np.zeros(len(place)), entries, pool=place // s.months, month=place % s.months
    )


def define_burden(s: Sets, v: Columns, limits: Limits) -> Rows:
    """burden(d) = orders for recipients + refills for others + value given + transport."""
    del limits
    place = np.full(len(s.parties), -1, dtype=np.int64)
    place[s.donors] = np.arange(len(s.donors))
    given = s.pairs.value[v.give["pair"]] + gift_cost(s, v)
    own = np.flatnonzero(v.order["payer"] != POOL)
    others = np.flatnonzero(v.refill["party"] != v.refill["donor"])
    entries: list[Entry] = [
        (np.arange(len(s.donors)), v.burden.columns, 1.0),
        (place[v.give["donor"]], v.give.columns, -given),
        (place[v.order["payer"][own]], v.order.columns[own], -order_cost(s, v)[own]),
        (place[v.pay["donor"]], v.pay.columns, -1.0),
        (
            place[v.refill["donor"][others]],
            v.refill.columns[others],
            -s.lines.price[v.refill["line"][others]],
        ),
    ]
    return equal("burden", np.zeros(len(s.donors)), entries, donor=s.donors)


def define_worst(s: Sets, v: Columns, limits: Limits) -> Rows:
    """burden(d) / share(d) <= worst, for donors with a share."""
    del limits
    place = np.flatnonzero(s.share[s.donors] > 0)
    here = np.arange(len(place))
    share = s.share[s.donors[place]]
    entries: list[Entry] = [
        (here, v.burden.columns[place], 1 / share),
        (here, np.full(len(place), v.worst.start), -1.0),
    ]
    return at_most("worst", np.zeros(len(place)), entries, donor=s.donors[place])
