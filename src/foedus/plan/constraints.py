"""The constraints of a plan: one short function each, one family of rows each.

Written in difference form (what is there = what was there + what came - what went): cumulative
rows are dense, and the same optimum takes several times as long.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from foedus.plan import right as known
from foedus.plan.columns import Columns, Limits
from foedus.plan.program import INFINITY, Family, Rows
from foedus.plan.sets import POOL, Flags, Floats, Ints, Restriction, Sets

Entry = tuple[Ints, Ints, Floats | float]
"""Rows, columns and coefficients of some non-zeros, aligned."""


def _rows(name: str, lower: Floats, upper: Floats, entries: list[Entry], **keys: Ints) -> Rows:
    row = [e[0] for e in entries]
    value = [np.broadcast_to(np.asarray(v, dtype=np.float64), r.shape) for r, _, v in entries]
    none = np.zeros(0, dtype=np.int64)
    return Rows(
        name,
        keys,
        lower,
        upper,
        np.concatenate([none, *row]).astype(np.int32),
        np.concatenate([none, *[e[1] for e in entries]]).astype(np.int32),
        np.concatenate([none.astype(np.float64), *value]),
    )


def _equal(name: str, right: Floats, entries: list[Entry], **keys: Ints) -> Rows:
    return _rows(name, right, right, entries, **keys)


def at_most(name: str, right: Floats, entries: list[Entry], **keys: Ints) -> Rows:
    """Return rows ``A x <= right``."""
    return _rows(name, np.full(len(right), -INFINITY), right, entries, **keys)


def _at_least(name: str, right: Floats, entries: list[Entry], **keys: Ints) -> Rows:
    return _rows(name, right, np.full(len(right), INFINITY), entries, **keys)


def _after(month: Ints, row: Ints, column: Ints, value: Floats | float = -1.0) -> Entry:
    """Return the entries of last month's column in this month's row; months run fastest."""
    later = np.flatnonzero(month > 0)
    scaled = value if isinstance(value, float) else value[later]
    return row[later], column[later] - 1, scaled


def _block(family: Family, key: str, size: int) -> Ints:
    """(size,) first column of each block of T months, by its key; -1 where there is none."""
    start = np.full(size, -1, dtype=np.int64)
    first = np.flatnonzero(family["month"] == 0)
    start[family[key][first]] = first
    return start


def define_stock(s: Sets, v: Columns, limits: Limits) -> Rows:
    """stock(t) = stock(t-1) + inflow(t) + refills there in t - gifts in t."""
    del limits
    here = np.arange(v.stock.size)
    k, t = v.stock["pair"], v.stock["month"]
    block = _block(v.stock, "pair", len(s.pairs.item))
    there = _in_time(s, v.refill, "arrives")
    entries: list[Entry] = [
        (here, v.stock.columns, 1.0),
        _after(t, here, v.stock.columns),
        (block[v.give["pair"]] + v.give["month"], v.give.columns, 1.0),
        (
            block[v.refill["pair"][there]] + v.refill["arrives"][there],
            v.refill.columns[there],
            -1.0,
        ),
    ]
    right = known.supply(s, {"pair": k, "month": t})
    return _equal("stock", right, entries, pair=k, month=t)


def _in_time(s: Sets, family: Family, key: str) -> Ints:
    """Return the columns of a family whose month of that key lies within the horizon."""
    return np.flatnonzero(family[key] < s.months)


def define_gifts(s: Sets, v: Columns, limits: Limits) -> Rows:
    """givable(t) = givable(t-1) + inflow(t) - gifts in t: a refill is not given on."""
    del limits
    here = np.arange(v.givable.size)
    k, t = v.givable["pair"], v.givable["month"]
    block = _block(v.givable, "pair", len(s.pairs.item))
    bound = np.flatnonzero(block[v.give["pair"]] >= 0)
    entries: list[Entry] = [
        (here, v.givable.columns, 1.0),
        _after(t, here, v.givable.columns),
        (
            block[v.give["pair"][bound]] + v.give["month"][bound],
            v.give.columns[bound],
            1.0,
        ),
    ]
    right = known.supply(s, {"pair": k, "month": t})
    return _equal("gifts", right, entries, pair=k, month=t)


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
        n = _in_time(s, f, "arrives")
        entries.append((at[f["recipient"][n], f["item"][n], f["arrives"][n]], f.columns[n], -1.0))
    return _equal("arrival", right, entries, recipient=recipient, item=item, month=t)


def define_need(s: Sets, v: Columns, limits: Limits) -> Rows:
    """backlog(t) = carry x backlog(t-1) + quantity(t) - sum of yield x use(t)."""
    del limits
    here = np.arange(v.backlog.size)
    n, t = v.backlog["need"], v.backlog["month"]
    entries: list[Entry] = [
        (here, v.backlog.columns, 1.0),
        _after(t, here, v.backlog.columns, -s.needs.carry[n]),
        (
            v.use["need"] * s.months + v.use["month"],
            v.use.columns,
            s.yields[v.use["item"], v.use["capability"]],
        ),
    ]
    right = known.needed(s, v.backlog.keys)
    return _equal("need", right, entries, need=n, month=t)


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
    return _at_least("readiness", right, entries, hold=v.gap["hold"], month=v.gap["month"])


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
    block = _block(v.stock, "pair", len(s.pairs.item))
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
    return _at_least("floor", right, entries, party=p, capability=c, month=t)


def _floors_in_force(s: Sets, v: Columns, limits: Limits) -> tuple[Ints, Ints, Ints]:
    """Floors above 0 of parties that could give something that yields the capability."""
    gives = np.zeros((len(s.parties), len(s.capabilities)), dtype=bool)
    for pair in np.unique(v.give["pair"]):
        gives[s.pairs.party[pair]] |= s.yields[s.pairs.item[pair]] > 0
    p, c, t = np.nonzero(gives[:, :, None] & (np.nan_to_num(s.floor) > 0))
    if not limits.floors:
        p, c, t = p[:0], c[:0], t[:0]
    return p.astype(np.int64), c.astype(np.int64), t.astype(np.int64)


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
    block = _block(v.cash, "donor", len(s.parties))
    entries: list[Entry] = [
        (here, v.cash.columns, 1.0),
        _after(t, here, v.cash.columns),
    ]
    if v.cash.size:
        entries += [
            (block[donor] + month, column, value) for donor, month, column, value in _spending(s, v)
        ]
    return _equal("budget", known.money(s, v.cash.keys), entries, donor=d, month=t)


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
    return _equal(
        "pool", np.zeros(len(place)), entries, pool=place // s.months, month=place % s.months
    )


def define_lines(s: Sets, v: Columns, limits: Limits) -> Rows:
    """Let what is due from a line in t, all buyers and uses together, be <= its capacity in t."""
    none = np.zeros(0, dtype=np.int64)
    if not limits.lines:
        return at_most("line", np.zeros(0), [], line=none, month=none)
    due = []
    for family, key in ((v.order, "dispatched"), (v.refill, "arrives")):
        n = _in_time(s, family, key)
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
    return _at_least("commitment", known.promised(s, keys), entries, **keys)


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
    return _equal("burden", np.zeros(len(s.donors)), entries, donor=s.donors)


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


CONSTRAINTS: tuple[Callable[[Sets, Columns, Limits], Rows], ...] = (
    define_stock,
    define_gifts,
    define_arrival,
    define_need,
    define_readiness,
    define_accounts,
    define_floor,
    define_budget,
    define_pool,
    define_lines,
    define_hubs,
    define_restrictions,
    define_commitments,
    define_burden,
    define_worst,
)
"""All constraints, in the order of the programme's rows."""
