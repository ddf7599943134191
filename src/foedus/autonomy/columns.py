"""The variables of a programme, in the plan's own families; those that it lacks are empty."""

from __future__ import annotations

import numpy as np

from foedus.plan.columns import ALL_HOLD, Columns, Layout, units_a_million
from foedus.plan.columns_state import cash_columns, counted_columns, gap_columns, stock_columns
from foedus.plan.program import Family
from foedus.plan.sets import Floats, Sets

GIFT = ("donor", "item", "recipient", "hub", "month", "arrives", "pair", "route", "no_floor")
ORDER = (
    "payer", "line", "recipient", "hub", "month", "item", "dispatched", "arrives", "route", "pool",
    "paid",
)  # fmt: skip
STOCK = ("party", "item", "month", "pair")
USE = ("recipient", "item", "capability", "month", "need")
SURPLUS = ("recipient", "item", "month")
BACKLOG = ("recipient", "capability", "month", "need")


def define_columns(s: Sets) -> Columns:
    """Return the columns of a programme over pooled sets.

    ``refill``: units that the group orders on a line in t; ``pay``: million that a member pays in
    t; ``stock``, ``held``, ``gap``, ``cash``, ``burden`` and ``worst`` as in a plan.
    """
    layout = Layout()
    unit = units_a_million(s)
    everything = np.ones((len(s.holds.holder), len(s.items)), dtype=bool)
    members = len(s.donors)
    return Columns(
        give=_none("give", layout, GIFT),
        order=_none("order", layout, ORDER),
        pay=_pay(s, layout),
        refill=_refill(s, layout, unit),
        stock=stock_columns(s, layout, unit, np.arange(len(s.pairs.item))),
        givable=_none("givable", layout, STOCK),
        use=_none("use", layout, USE),
        surplus=_none("surplus", layout, SURPLUS),
        held=counted_columns(s, layout, unit, everything),
        backlog=_none("backlog", layout, BACKLOG),
        gap=gap_columns(s, layout),
        cash=cash_columns(s, ALL_HOLD, layout),
        burden=layout.family("burden", np.ones(members), donor=s.donors),
        worst=layout.family("worst", np.array([float(members)]), one=np.zeros(1, np.int64)),
    )


def _pay(s: Sets, layout: Layout) -> Family:
    """Return what each member may pay: in months in which it takes part and has had money."""
    money = np.cumsum(s.budget, axis=1) > 0
    n, t = np.nonzero((s.active & money)[s.donors])
    return layout.family("pay", np.ones(len(n)), donor=s.donors[n], pool=np.zeros_like(n), month=t)


def _refill(s: Sets, layout: Layout, unit: Floats) -> Family:
    """Return what may be ordered: it is there within the horizon, when the line delivers."""
    group = len(s.parties) - 1
    due = np.arange(s.months) + s.lines.lead[:, None]
    inside = due < s.months
    line = np.arange(len(s.line_names))[:, None]
    delivers = inside & (s.lines.capacity[line, np.where(inside, due, 0)] > 0)
    n, t = np.nonzero(delivers & s.active[group])
    pair = np.full(len(s.items), -1, dtype=np.int64)
    pair[s.pairs.item] = np.arange(len(s.pairs.item))
    item = s.lines.item[n]
    holder = np.full(len(n), group, dtype=np.int64)
    return layout.family(
        "refill", unit[item], donor=holder, line=n, party=holder, month=t, item=item,
        arrives=t + s.lines.lead[n], pair=pair[item],
    )  # fmt: skip


def _none(name: str, layout: Layout, keys: tuple[str, ...]) -> Family:
    return layout.family(name, np.zeros(0), **{key: np.zeros(0, np.int64) for key in keys})
