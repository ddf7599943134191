"""The constraints of a plan on what can be sent: stocks, lines, hubs, restrictions, promises."""

from __future__ import annotations

import numpy as np

from foedus.plan import right as known
from foedus.plan.columns import Columns, Limits
from foedus.plan.entries import Entry, after, at_least, at_most, block_of, equal, in_time
from foedus.plan.program import Rows
from foedus.plan.sets import Flags, Ints, Restriction, Sets


def define_stock(s: Sets, v: Columns, limits: Limits) -> Rows:
    """stock(t) = stock(t-1) + inflow(t) + refills there in t - gifts in t."""
    del limits
    here = np.arange(v.stock.size)
    k, t = v.stock["pair"], v.stock["month"]
    block = block_of(v.stock, "pair", len(s.pairs.item))
    there = in_time(s, v.refill, "arrives")
    entries: list[Entry] = [
        (here, v.stock.columns, 1.0),
        after(t, here, v.stock.columns),
        (block[v.give["pair"]] + v.give["month"], v.give.columns, 1.0),
        (
            block[v.refill["pair"][there]] + v.refill["arrives"][there],
            v.refill.columns[there],
            -1.0,
        ),
    ]
    right = known.supply(s, {"pair": k, "month": t})
    return equal("stock", right, entries, pair=k, month=t)


def define_gifts(s: Sets, v: Columns, limits: Limits) -> Rows:
    """givable(t) = givable(t-1) + inflow(t) - gifts in t: a refill is not given on."""
    del limits
    here = np.arange(v.givable.size)
    k, t = v.givable["pair"], v.givable["month"]
    block = block_of(v.givable, "pair", len(s.pairs.item))
    bound = np.flatnonzero(block[v.give["pair"]] >= 0)
    entries: list[Entry] = [
        (here, v.givable.columns, 1.0),
        after(t, here, v.givable.columns),
        (
            block[v.give["pair"][bound]] + v.give["month"][bound],
            v.give.columns[bound],
            1.0,
        ),
    ]
    right = known.supply(s, {"pair": k, "month": t})
    return equal("gifts", right, entries, pair=k, month=t)


def define_lines(s: Sets, v: Columns, limits: Limits) -> Rows:
    """Let what is due from a line in t, all buyers and uses together, be <= its capacity in t."""
    none = np.zeros(0, dtype=np.int64)
    if not limits.lines:
        return at_most("line", np.zeros(0), [], line=none, month=none)
    due = []
    for family, key in ((v.order, "dispatched"), (v.refill, "arrives")):
        n = in_time(s, family, key)
        due.append((family["line"][n] * s.months + family[key][n], family.columns[n]))
    place = np.unique(np.concatenate([at for at, _ in due]))
    entries: list[Entry] = [(np.searchsorted(place, at), column, 1.0) for at, column in due]
    line, month = place // s.months, place % s.months
    right = known.output(s, {"line": line, "month": month})
    return at_most("line", right, entries, line=line, month=month)


def define_hubs(s: Sets, v: Columns, limits: Limits) -> Rows:
    """Tonnes that arrive through a hub in t, gifts and orders together, <= its capacity."""
    none = np.zeros(0, dtype=np.int64)
    if not limits.hubs:
        return at_most("hub", np.zeros(0), [], hub=none, month=none)
    through = []
    for family in (v.give, v.order):
        n = np.flatnonzero((family["hub"] >= 0) & (family["arrives"] < s.months))
        at = family["hub"][n] * s.months + family["arrives"][n]
        through.append((at, family.columns[n], s.mass[family["item"][n]]))
    place = np.unique(np.concatenate([at for at, _, _ in through]))
    entries: list[Entry] = [
        (np.searchsorted(place, at), column, mass) for at, column, mass in through
    ]
    hub, month = place // s.months, place % s.months
    right = known.tonnage(s, {"hub": hub})
    return at_most("hub", right, entries, hub=hub, month=month)


def define_restrictions(s: Sets, v: Columns, limits: Limits) -> Rows:
    """Let what is dispatched under a restriction in its range be <= its limit.

    A limit on gifts that is no less than all that the party has is none: it makes no row.
    """
    listed = s.restrictions if limits.restrictions else ()
    rows = [r for r in listed if limits.dormant or _can_bind(s, r)]
    entries: list[Entry] = []
    for n, r in enumerate(rows):
        gifts, orders = restricted(s, v, r)
        for family, mask in ((v.give, gifts), (v.order, orders)):
            column = family.columns[mask]
            entries.append((np.full(len(column), n), column, 1.0))
    keys = {"row": np.array([r.row for r in rows], dtype=np.int64)}
    return at_most("restriction", known.allowed(s, keys), entries, **keys)


def _can_bind(s: Sets, r: Restriction) -> bool:
    own = s.pairs.party == r.party
    if r.item >= 0:
        own &= s.pairs.item == r.item
    has = float(s.pairs.opening[own].sum() + s.pairs.inflow[own].sum())
    return r.kind != "own" or r.limit < has or not own.any()


def restricted(s: Sets, v: Columns, r: Restriction) -> tuple[Flags, Flags]:
    """Return which gifts and which orders count under a restriction."""
    gifts = (v.give["recipient"] == r.recipient) & _between(v.give["month"], r)
    orders = (v.order["recipient"] == r.recipient) & _between(v.order["dispatched"], r)
    if r.item >= 0:
        gifts &= v.give["item"] == r.item
        orders &= v.order["item"] == r.item
    if r.kind != "third_party_transfer":
        gifts &= v.give["donor"] == r.party
        orders &= v.order["payer"] == r.party
    if r.kind == "own":
        orders[:] = False
    if r.maker_line >= 0:
        gifts[:] = False
        orders &= v.order["line"] == r.maker_line
    if r.maker_party >= 0:
        gifts &= v.give["donor"] == r.maker_party
        orders &= s.lines.party[v.order["line"]] == r.maker_party
    return gifts, orders


def _between(month: Ints, r: Restriction) -> Flags:
    inside: Flags = (month >= r.first) & (month <= r.last)
    return inside


def define_commitments(s: Sets, v: Columns, limits: Limits) -> Rows:
    """Let what a donor has got to a recipient by a month be >= what it has promised by then."""
    del limits
    donor, recipient, item, by = s.commitments.T
    entries: list[Entry] = []
    for n in range(len(donor)):
        for family, giver in ((v.give, "donor"), (v.order, "payer")):
            column = family.columns[
                (family[giver] == donor[n])
                & (family["recipient"] == recipient[n])
                & (family["item"] == item[n])
                & (family["arrives"] <= by[n])
            ]
            entries.append((np.full(len(column), n), column, 1.0))
    keys = {"donor": donor, "recipient": recipient, "item": item, "month": by}
    return at_least("commitment", known.promised(s, keys), entries, **keys)
