"""From a solution to moves: who gives, orders or refills what, when, and who pays.

Orders pooled over donors are split by who pays: within a month and a pool, orders in the order of
their columns take the money of donors in the order of the parties. Any split is as good at every
level; this one leaves the fewest transfers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from foedus.plan.columns import Columns, classes
from foedus.plan.constraints_money import gift_cost, order_cost
from foedus.plan.sets import POOL, Flags, Floats, Sets

DUST = 1e-6
"""Less than this, in units and in million, is the solver's rounding and no transfer."""


@dataclass(frozen=True)
class Move:
    """One transfer, coded as in ``Sets``; -1 stands for none.

    Parameters
    ----------
    kind : {"give", "order", "refill"}
    donor, recipient, item, line, hub, route : int
        For a refill the recipient is the party whose stock is refilled.
    paid, sent, arrives : int
        Months.
    quantity : float
        Item's unit.
    value : float
        Million: value given or price, transport included.
    """

    kind: Literal["give", "order", "refill"]
    donor: int
    recipient: int
    item: int
    line: int
    hub: int
    route: int
    paid: int
    sent: int
    arrives: int
    quantity: float
    value: float


def read_moves(s: Sets, v: Columns, x: Floats) -> list[Move]:
    """Return all transfers of a solution."""
    return [*_gifts(s, v, x), *_own_orders(s, v, x), *_pooled_orders(s, v, x), *_refills(s, v, x)]


def _gifts(s: Sets, v: Columns, x: Floats) -> list[Move]:
    quantity, g = x[v.give.span], v.give
    value = (s.pairs.value[g["pair"]] + gift_cost(s, v)) * quantity
    return [
        Move(
            "give", g["donor"][n], g["recipient"][n], g["item"][n], -1, g["hub"][n],
            g["route"][n], g["month"][n], g["month"][n], g["arrives"][n], quantity[n], value[n],
        )
        for n in np.flatnonzero(_more_than_dust(quantity, s.price[g["item"]]))
    ]  # fmt: skip


def _more_than_dust(quantity: Floats, price: Floats) -> Flags:
    shown: Flags = (quantity > DUST) & (quantity * np.maximum(price, 1e-3) > DUST)
    return shown


def _order(v: Columns, n: int, donor: int, quantity: float, cost: float) -> Move:
    o = v.order
    return Move(
        "order", donor, o["recipient"][n], o["item"][n], o["line"][n], o["hub"][n], o["route"][n],
        o["month"][n], o["dispatched"][n], o["arrives"][n], quantity, quantity * cost,
    )  # fmt: skip


def _own_orders(s: Sets, v: Columns, x: Floats) -> list[Move]:
    quantity, cost = x[v.order.span], order_cost(s, v)
    shown = _more_than_dust(quantity, s.price[v.order["item"]]) & (v.order["payer"] != POOL)
    return [
        _order(v, int(n), int(v.order["payer"][n]), quantity[n], cost[n])
        for n in np.flatnonzero(shown)
    ]


def _pooled_orders(s: Sets, v: Columns, x: Floats) -> list[Move]:
    quantity, cost = x[v.order.span], order_cost(s, v)
    shown = _more_than_dust(quantity, s.price[v.order["item"]]) & (v.order["payer"] == POOL)
    moves: list[Move] = []
    purses: dict[tuple[int, int], list[list[float]]] = {}
    for n in np.flatnonzero(shown):
        key = (int(v.order["pool"][n]), int(v.order["month"][n]))
        purse = purses.setdefault(key, _purse(v, x, *key))
        if cost[n] == 0:
            moves.append(_order(v, int(n), _anyone(s, v, int(n)), quantity[n], 0.0))
            continue
        for donor, money in _paid_by(purse, quantity[n] * cost[n]):
            moves.append(_order(v, int(n), donor, money / cost[n], cost[n]))
    return moves


def _purse(v: Columns, x: Floats, pool: int, month: int) -> list[list[float]]:
    """Return [donor, money] of all who pay into a pool in a month."""
    paid = x[v.pay.span]
    payers = np.flatnonzero((v.pay["pool"] == pool) & (v.pay["month"] == month) & (paid > DUST))
    return [[float(v.pay["donor"][n]), float(paid[n])] for n in payers]


def _paid_by(purse: list[list[float]], price: float) -> list[tuple[int, float]]:
    """Take the price out of the purse; what rounding leaves over falls to the last payer."""
    taken: list[tuple[int, float]] = []
    left = price
    for entry in purse:
        money = min(entry[1], left)
        if money > DUST:
            taken.append((int(entry[0]), money))
            entry[1] -= money
            left -= money
    if taken and left > 0:
        taken[-1] = (taken[-1][0], taken[-1][1] + left)
    return taken


def _anyone(s: Sets, v: Columns, n: int) -> int:
    """Return the first donor in the pool: what costs nothing is nobody's burden."""
    apart = classes(s).apart[v.order["pool"][n]]
    able = s.active[:, v.order["month"][n]] & ~apart
    return int(s.donors[able[s.donors]][0])


def _refills(s: Sets, v: Columns, x: Floats) -> list[Move]:
    quantity, r = x[v.refill.span], v.refill
    return [
        Move(
            "refill", r["donor"][n], r["party"][n], r["item"][n], r["line"][n], -1, -1,
            r["month"][n], r["arrives"][n], r["arrives"][n], quantity[n],
            quantity[n] * s.lines.price[r["line"][n]],
        )
        for n in np.flatnonzero(_more_than_dust(quantity, s.price[r["item"]]))
    ]  # fmt: skip
