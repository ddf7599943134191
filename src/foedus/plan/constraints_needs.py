"""The constraints of a plan on what is needed and kept: arrivals, needs, readiness, floors."""

from __future__ import annotations

import numpy as np

from foedus.plan import right as known
from foedus.plan.columns import Columns, Limits
from foedus.plan.entries import Entry, after, at_least, at_most, block_of, equal, in_time
from foedus.plan.program import Rows
from foedus.plan.sets import Ints, Sets


def define_arrival(s: Sets, v: Columns, limits: Limits) -> Rows:
    """surplus(t) = surplus(t-1) + arrived in t - units that begin to serve a need in t."""
    del limits
    here = np.arange(v.surplus.size)
    recipient, item, t = v.surplus["recipient"], v.surplus["item"], v.surplus["month"]
    at = np.full((len(s.parties), len(s.items), s.months), -1, dtype=np.int64)
    at[recipient, item, t] = here
    before = np.flatnonzero((t > 0) & (at[recipient, item, t - 1] >= 0))
    right = known.own_arrivals(s, v.surplus.keys)
    entries: list[Entry] = [
        (here, v.surplus.columns, 1.0),
        (before, v.surplus.columns[before] - 1, -1.0),
        (at[v.use["recipient"], v.use["item"], v.use["month"]], v.use.columns, 1.0),
    ]
    for f in (v.give, v.order):
        n = in_time(s, f, "arrives")
        entries.append((at[f["recipient"][n], f["item"][n], f["arrives"][n]], f.columns[n], -1.0))
    return equal("arrival", right, entries, recipient=recipient, item=item, month=t)


def define_need(s: Sets, v: Columns, limits: Limits) -> Rows:
    """backlog(t) = carry x backlog(t-1) + quantity(t) - sum of yield x use(t)."""
    del limits
    here = np.arange(v.backlog.size)
    n, t = v.backlog["need"], v.backlog["month"]
    entries: list[Entry] = [
        (here, v.backlog.columns, 1.0),
        after(t, here, v.backlog.columns, -s.needs.carry[n]),
        (
            v.use["need"] * s.months + v.use["month"],
            v.use.columns,
            s.yields[v.use["item"], v.use["capability"]],
        ),
    ]
    right = known.needed(s, v.backlog.keys)
    return equal("need", right, entries, need=n, month=t)


def define_readiness(s: Sets, v: Columns, limits: Limits) -> Rows:
    """Sum of yield x held(t) + gap(t) >= quantity(t)."""
    del limits
    here = np.arange(v.gap.size)
    at = np.full(s.holds.quantity.shape, -1, dtype=np.int64)
    at[v.gap["hold"], v.gap["month"]] = here
    entries: list[Entry] = [
        (here, v.gap.columns, 1.0),
        (
            at[v.held["hold"], v.held["month"]],
            v.held.columns,
            s.yields[v.held["item"], v.held["capability"]],
        ),
    ]
    right = known.required(s, v.gap.keys)
    return at_least("readiness", right, entries, hold=v.gap["hold"], month=v.gap["month"])


def define_accounts(s: Sets, v: Columns, limits: Limits) -> Rows:
    """Sum over capabilities of held(t) <= stock(t), the members' together for a group."""
    del limits
    code = v.held["holder"] * len(s.items) + v.held["item"]
    place, row = np.unique(code * s.months + v.held["month"], return_inverse=True)
    account, month = place // s.months, place % s.months
    kinds, kind = np.unique(account, return_inverse=True)
    a, k = np.nonzero(
        s.holds.members[kinds // len(s.items)][:, s.pairs.party]
        & (s.pairs.item == (kinds % len(s.items))[:, None])
    )
    r, column = _stocks_of(s, v, kind.reshape(-1), month, a, k)[:2]
    entries: list[Entry] = [
        (row.reshape(-1).astype(np.int64), v.held.columns, 1.0),
        (r, column, -1.0),
    ]
    return at_most(
        "account",
        np.zeros(len(place)),
        entries,
        holder=account // len(s.items),
        item=account % len(s.items),
        month=month,
    )


def _stocks_of(
    s: Sets, v: Columns, kind: Ints, month: Ints, a: Ints, k: Ints
) -> tuple[Ints, Ints, Ints]:
    """Return row, column and pair of the stocks (a[n], k[n]) that each row of a kind counts."""
    block = block_of(v.stock, "pair", len(s.pairs.item))
    a, k = a[block[k] >= 0], k[block[k] >= 0]
    size = np.bincount(a, minlength=int(kind.max(initial=0)) + 1)
    start = np.cumsum(size) - size
    row = np.repeat(np.arange(len(kind)), size[kind])
    step = np.arange(len(row)) - np.repeat(np.cumsum(size[kind]) - size[kind], size[kind])
    pair = k[start[kind[row]] + step]
    return row, v.stock.start + block[pair] + month[row], pair


def define_floor(s: Sets, v: Columns, limits: Limits) -> Rows:
    """Sum of yield x stock(t) >= the smaller of the floor and sum of yield x stock(0)."""
    p, c, t = _floors_in_force(s, v, limits)
    right = known.kept_back(s, {"party": p, "capability": c, "month": t})
    kinds, kind = np.unique(p * len(s.capabilities) + c, return_inverse=True)
    a, k = np.nonzero(
        (s.pairs.party == (kinds // len(s.capabilities))[:, None])
        & (s.yields[s.pairs.item].T[kinds % len(s.capabilities)] > 0)
    )
    row, column, pair = _stocks_of(s, v, kind.reshape(-1), t, a, k)
    entries: list[Entry] = [(row, column, s.yields[s.pairs.item[pair], c[row]])]
    return at_least("floor", right, entries, party=p, capability=c, month=t)


def _floors_in_force(s: Sets, v: Columns, limits: Limits) -> tuple[Ints, Ints, Ints]:
    """Floors above 0 of parties that could give something that yields the capability."""
    gives = np.zeros((len(s.parties), len(s.capabilities)), dtype=bool)
    for pair in np.unique(v.give["pair"]):
        gives[s.pairs.party[pair]] |= s.yields[s.pairs.item[pair]] > 0
    p, c, t = np.nonzero(gives[:, :, None] & (np.nan_to_num(s.floor) > 0))
    if not limits.floors:
        p, c, t = p[:0], c[:0], t[:0]
    return p.astype(np.int64), c.astype(np.int64), t.astype(np.int64)
