"""The constraints of a programme: those of a plan, and three of its own on who pays.

``cash(d, t) = cash(d, t-1) + budget(d, t) - pay(d, t)`` for each member d, ``sum over d of pay(d,
t) = sum over lines of price x refill(t)``, and ``burden(d) = sum over t of pay(d, t)``: here a
member carries what it pays for the group's own stocks, which a plan does not count as a burden.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from foedus.plan.columns import ALL_HOLD, Columns
from foedus.plan.constraints_money import define_burden, define_worst
from foedus.plan.constraints_needs import define_accounts, define_readiness
from foedus.plan.constraints_supply import define_lines, define_stock
from foedus.plan.entries import Entry, after, between, equal
from foedus.plan.levels import readiness_cost
from foedus.plan.program import INFINITY, Program, Rows, assemble
from foedus.plan.sets import Sets


def define_budget(s: Sets, v: Columns) -> Rows:
    """cash(d, t) = cash(d, t-1) + budget(d, t) - pay(d, t)."""
    here = np.arange(v.cash.size)
    donor, month = v.cash["donor"], v.cash["month"]
    place = np.searchsorted(s.donors, v.pay["donor"])
    entries: list[Entry] = [
        (here, v.cash.columns, 1.0),
        after(month, here, v.cash.columns),
        (place * s.months + v.pay["month"], v.pay.columns, 1.0),
    ]
    right = s.budget[donor, month]
    return equal("budget", right, entries, donor=donor, month=month)


def define_purse(s: Sets, v: Columns) -> Rows:
    """Sum over members of pay(d, t) = sum over lines of price x refill(t)."""
    nothing = np.zeros(s.months)
    entries: list[Entry] = [
        (v.pay["month"], v.pay.columns, 1.0),
        (v.refill["month"], v.refill.columns, -s.lines.price[v.refill["line"]]),
    ]
    return equal("purse", nothing, entries, month=np.arange(s.months))


def define_kept(s: Sets, v: Columns) -> Rows:
    """Let the readiness level be at most a bound: none at first, for levers to set."""
    cost = readiness_cost(s, v)[v.gap.span]
    entries: list[Entry] = [(np.zeros(v.gap.size, dtype=np.int64), v.gap.columns, cost)]
    return between("kept", np.array([-INFINITY]), np.array([INFINITY]), entries)


CONSTRAINTS: tuple[Callable[[Sets, Columns], Rows], ...] = (
    lambda s, v: define_stock(s, v, ALL_HOLD),
    lambda s, v: define_readiness(s, v, ALL_HOLD),
    lambda s, v: define_accounts(s, v, ALL_HOLD),
    define_budget,
    define_purse,
    lambda s, v: define_lines(s, v, ALL_HOLD),
    lambda s, v: define_burden(s, v, ALL_HOLD),
    lambda s, v: define_worst(s, v, ALL_HOLD),
)
"""All constraints of a programme, in the order of its rows."""


def compile_programme(s: Sets, v: Columns) -> Program:
    """Return the programme of pooled sets."""
    return assemble(v.families(), [define(s, v) for define in CONSTRAINTS])


def compile_levers(s: Sets, v: Columns) -> Program:
    """Return the programme with a row more, by which the readiness level can be kept."""
    return assemble(v.families(), [*(define(s, v) for define in CONSTRAINTS), define_kept(s, v)])
