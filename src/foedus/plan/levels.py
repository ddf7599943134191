"""What each level makes least, as a cost for each column."""

from __future__ import annotations

import numpy as np

from foedus.plan.columns import Columns
from foedus.plan.constraints_money import gift_cost, order_cost
from foedus.plan.sets import POOL, Floats, Sets

KEPT = 1e-6
"""Later levels keep a level's value within this, times max(1, value)."""
BURDEN_KEPT = 1e-4
"""Levels after fairness keep each donor's relative burden within this, times max(1, value)."""
SETTLED = 1e-7
"""Between the rounds of leximin a settled donor keeps its value within this, likewise."""


def slack(value: float, tolerance: float) -> float:
    """Return by how much a kept value may be exceeded."""
    return tolerance * max(1.0, value)


def need_cost(s: Sets, v: Columns) -> Floats:
    """Sum of priority x backlog(t) / total; a total of 0 is left out."""
    cost = np.zeros(v.count)
    total = np.where(s.needs.total > 0, s.needs.total, np.inf)
    cost[v.backlog.span] = (s.needs.priority / total)[v.backlog["need"]]
    return cost


def readiness_cost(s: Sets, v: Columns) -> Floats:
    """Sum of priority x gap(t) / quantity(t)."""
    cost = np.zeros(v.count)
    hold, month = v.gap["hold"], v.gap["month"]
    cost[v.gap.span] = s.holds.priority[hold] / s.holds.quantity[hold, month]
    return cost


def total_cost(s: Sets, v: Columns) -> Floats:
    """Sum of price x (ordered + refilled) + transport of all that is dispatched, in million."""
    cost = np.zeros(v.count)
    cost[v.give.span] = gift_cost(s, v)
    cost[v.order.span] = order_cost(s, v)
    cost[v.refill.span] = s.lines.price[v.refill["line"]]
    return cost


def order_of_preference(s: Sets, v: Columns) -> Floats:
    """Cost that leaves one plan among equals: by date of dispatch, then by the variable's rank.

    Each million dispatched (or paid, used, held) costs its month plus a fraction that grows with
    the rank of the variable's key; the fractions are those of multiples of the golden ratio, so
    that no two sums of different variables are likely to be equal.
    """
    cost = np.zeros(v.count)
    for family, month in (
        (v.give, "month"),
        (v.order, "dispatched"),
        (v.refill, "arrives"),
        (v.use, "month"),
        (v.pay, "month"),
        (v.held, "month"),
    ):
        rank = np.arange(1, family.size + 1)
        fraction = rank * 0.6180339887498949 % 1.0
        weight = (family[month] + 1 + fraction / 2) / s.months
        light = 1.0 if family.name in ("give", "order", "refill") else 1e-3
        cost[family.span] = light * weight / family.scale
    pooled = v.order["payer"] == POOL
    cost[v.order.span][~pooled] *= 1 + 1e-6
    return cost
