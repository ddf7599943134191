"""All families of columns of a plan, one after the other."""

from __future__ import annotations

import numpy as np

from foedus.plan.columns import ALL_HOLD, Columns, Layout, Limits, classes, units_a_million
from foedus.plan.columns_state import (
    backlog_columns,
    cash_columns,
    gap_columns,
    givable_columns,
    held_columns,
    stock_columns,
    surplus_columns,
    use_columns,
    used_pairs,
)
from foedus.plan.columns_supply import give_columns, order_columns, pay_columns, refill_columns
from foedus.plan.sets import Sets


def define_columns(s: Sets, limits: Limits = ALL_HOLD) -> Columns:
    """Return the columns of the plan under these limits."""
    layout = Layout()
    pools = classes(s)
    unit = units_a_million(s)
    give = give_columns(s, limits, layout, unit)
    order = order_columns(s, limits, layout, unit, pools)
    pay = pay_columns(s, layout, order, pools)
    refill = refill_columns(s, limits, layout, unit)
    stock = stock_columns(s, layout, unit, used_pairs(s, give, refill))
    givable = givable_columns(s, layout, unit, give, refill)
    use = use_columns(s, layout, unit, give, order)
    surplus = surplus_columns(s, layout, unit, use)
    held = held_columns(s, layout, unit, stock)
    backlog = backlog_columns(s, layout)
    gap = gap_columns(s, layout)
    cash = cash_columns(s, limits, layout)
    donors = len(s.donors)
    burden = layout.family("burden", np.ones(donors), donor=s.donors)
    worst = layout.family("worst", np.array([float(max(1, donors))]), one=np.zeros(1, np.int64))
    return Columns(
        give, order, pay, refill, stock, givable, use, surplus, held, backlog, gap, cash, burden,
        worst,
    )  # fmt: skip
