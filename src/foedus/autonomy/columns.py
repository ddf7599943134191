"""The variables of a programme, in the plan's own families; those that it lacks are empty."""

from __future__ import annotations

import numpy as np

from foedus.plan.columns import Columns
from foedus.plan.program import INFINITY, Family
from foedus.plan.sets import Floats, Ints, Sets

GIFT = ("donor", "item", "recipient", "hub", "month", "arrives", "pair", "route", "no_floor")
ORDER = (
    "payer", "line", "recipient", "hub", "month", "item", "dispatched", "arrives", "route", "pool",
    "paid",
)  # fmt: skip
STOCK = ("party", "item", "month", "pair")
USE = ("recipient", "item", "capability", "month", "need")
SURPLUS = ("recipient", "item", "month")
BACKLOG = ("recipient", "capability", "month", "need")


class _Layout:
    """Hands out the places of families, one after the other."""

    def __init__(self) -> None:
        self.next = 0

    def family(self, name: str, scale: Floats, **keys: Ints) -> Family:
        start, self.next = self.next, self.next + len(scale)
        return Family(name, start, keys, scale, np.full(len(scale), INFINITY))

    def none(self, name: str, keys: tuple[str, ...]) -> Family:
        return self.family(name, np.zeros(0), **{key: np.zeros(0, np.int64) for key in keys})


def define_columns(s: Sets) -> Columns:
    """Return the columns of a programme over pooled sets.

    ``refill``: units that the group orders on a line in t; ``pay``: million that a member pays in
    t; ``stock``, ``held``, ``gap``, ``cash``, ``burden`` and ``worst`` as in a plan.
    """
    layout = _Layout()
    unit = np.where(s.price > 0, 1 / np.where(s.price > 0, s.price, 1), 1.0)
    members = len(s.donors)
    return Columns(
        give=layout.none("give", GIFT),
        order=layout.none("order", ORDER),
        pay=_pay(s, layout),
        refill=_refill(s, layout, unit),
        stock=_stock(s, layout, unit),
        givable=layout.none("givable", STOCK),
        use=layout.none("use", USE),
        surplus=layout.none("surplus", SURPLUS),
        held=_held(s, layout, unit),
        backlog=layout.none("backlog", BACKLOG),
        gap=_gap(s, layout),
        cash=_cash(s, layout),
        burden=layout.family("burden", np.ones(members), donor=s.donors),
        worst=layout.family("worst", np.array([float(members)]), one=np.zeros(1, np.int64)),
    )


def _pay(s: Sets, layout: _Layout) -> Family:
    """Return what each member may pay: in months in which it takes part and has had money."""
    money = np.cumsum(s.budget, axis=1) > 0
    n, t = np.nonzero((s.active & money)[s.donors])
    return layout.family("pay", np.ones(len(n)), donor=s.donors[n], pool=np.zeros_like(n), month=t)


def _refill(s: Sets, layout: _Layout, unit: Floats) -> Family:
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


def _stock(s: Sets, layout: _Layout, unit: Floats) -> Family:
    k = np.repeat(np.arange(len(s.pairs.item)), s.months)
    return layout.family(
        "stock", unit[s.pairs.item[k]], party=s.pairs.party[k], item=s.pairs.item[k],
        month=np.tile(np.arange(s.months), len(s.pairs.item)), pair=k,
    )  # fmt: skip


def _held(s: Sets, layout: _Layout, unit: Floats) -> Family:
    counts = s.yields[:, s.holds.capability].T > 0
    q, i, t = np.nonzero(counts[:, :, None] & (s.holds.quantity > 0)[:, None, :])
    return layout.family(
        "held", unit[i], holder=s.holds.holder[q], item=i, capability=s.holds.capability[q],
        month=t, hold=q,
    )  # fmt: skip


def _gap(s: Sets, layout: _Layout) -> Family:
    q, t = np.nonzero(s.holds.quantity > 0)
    return layout.family(
        "gap", _worth(s)[q], holder=s.holds.holder[q], capability=s.holds.capability[q], month=t,
        hold=q,
    )  # fmt: skip


def _worth(s: Sets) -> Floats:
    """(Q,) units of a target that a million buys, by the median of the items that yield it."""
    rate = s.yields[:, s.holds.capability] / np.where(s.price > 0, s.price, 1)[:, None]
    return np.array([np.median(r[r > 0]) if (r > 0).any() else 1.0 for r in rate.T])


def _cash(s: Sets, layout: _Layout) -> Family:
    return layout.family(
        "cash", np.ones(len(s.donors) * s.months), donor=np.repeat(s.donors, s.months),
        month=np.tile(np.arange(s.months), len(s.donors)),
    )  # fmt: skip
