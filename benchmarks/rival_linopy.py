"""The plan's programme in linopy: variables over (way, month) with masks, groupby sums."""

from __future__ import annotations

import linopy
import numpy as np
import pandas as pd
import xarray as xr

from rivals import Coded, Ints, Ways, later, ways

linopy.options["semantics"] = "v1"


def build(s: Coded, *, sparse: bool = False) -> linopy.Model:
    """Return the programme with the objective of the level ``need``."""
    return _Model(s, ways(s), linopy.Model(sparse=sparse)).built()


class _Model:
    def __init__(self, s: Coded, w: Ways, m: linopy.Model) -> None:
        self.s, self.w, self.m = s, w, m
        self.month = pd.RangeIndex(s.months, name="t")

    def built(self) -> linopy.Model:
        self.variables()
        self.supply()
        self.needs()
        self.holds()
        self.money()
        self.capacity()
        return self.m

    # ------------------------------------------------------------------ variables

    def var(self, name: str, dim: str, index: Ints | int, mask: np.ndarray | None = None):
        labels = np.arange(index) if isinstance(index, int) else index
        return self.m.add_variables(
            lower=0, coords=[pd.Index(labels, name=dim), self.month], name=name, mask=mask
        )

    def variables(self) -> None:
        s, w = self.s, self.w
        donors = len(s.donors)
        asked = w.order.any(axis=0) & s.active.any(axis=0)
        self.give = self.var("give", "gift", len(w.give_pair), w.give)
        self.order = self.var("order", "way", len(w.order_line), w.order)
        self.pay = self.var("pay", "donor", donors, asked & s.active[s.donors])
        self.refill = self.var("refill", "made", len(w.refill_pair), w.refill)
        self.stock = self.var("stock", "pair", w.stock)
        self.givable = self.var("givable", "both", w.givable)
        self.use = self.var("use", "used", len(w.use_item), w.use)
        served = np.unique(w.use_item[w.use.any(axis=1)])
        first = np.argsort(w.use_item, kind="stable")[np.searchsorted(np.sort(w.use_item), served)]
        self.there = w.use[first]
        self.surplus = self.var("surplus", "item", served, self.there)
        self.held = self.var("held", "account", len(w.held_hold), s.holds.quantity[w.held_hold] > 0)
        self.backlog = self.var("backlog", "need", len(s.needs.party))
        self.gap = self.var("gap", "hold", len(s.holds.holder), s.holds.quantity > 0)
        self.cash = self.var("cash", "donor", donors)
        self.burden = self.m.add_variables(
            lower=0, coords=[pd.RangeIndex(donors, name="donor")], name="burden"
        )
        self.worst = self.m.add_variables(lower=0, name="worst")

    # ------------------------------------------------------------------ helpers

    def array(self, values: np.ndarray, like: linopy.Variable) -> xr.DataArray:
        """Values over the first dimension of a variable, or over both."""
        dims = like.dims[: values.ndim]
        return xr.DataArray(values, dims=dims, coords={d: like.indexes[d] for d in dims})

    def summed(self, expression, group: Ints, dim: str):
        """Sum over the first dimension by group."""
        over = expression.dims[0] if expression.dims[0] != "t" else expression.dims[1]
        by = pd.Series(group, index=expression.indexes[over], name=dim)
        return expression.groupby(by).sum()

    def plus(self, left, *parts):
        """Add sums that may lack a group, onto the labels of the first."""
        for part in parts:
            left = left.add(part, join="left")
        return left

    def moved(self, variable: linopy.Variable, lag: Ints):
        """Return the variable by the month in which it is there, and the order of its labels."""
        dim = variable.dims[0]
        parts = [
            (1 * variable.isel({dim: np.flatnonzero(lag == n)})).shift(t=int(n)).fillna(0)
            for n in np.unique(lag)
        ]
        place = np.concatenate([np.flatnonzero(lag == n) for n in np.unique(lag)])
        return linopy.merge(parts, dim=dim), place

    def before(self, variable: linopy.Variable):
        return (1 * variable).shift(t=1).fillna(0)

    def equal(self, name: str, left, right: np.ndarray, like: linopy.Variable, mask=None) -> None:
        self.m.add_constraints(left == self.array(right, like), name=name, mask=mask)

    # ------------------------------------------------------------------ constraints

    def supply(self) -> None:
        s, w = self.s, self.w
        opening = s.pairs.inflow.copy()
        opening[:, 0] += s.pairs.opening
        given = self.summed(1 * self.give, w.give_pair, "pair")
        moved, place = self.moved(self.refill, s.lines.lead[w.refill_line])
        came = self.summed(moved, w.refill_pair[place], "pair")
        self.equal(
            "stock",
            self.plus(self.stock - self.before(self.stock), given, -came),
            opening[w.stock],
            self.stock,
        )
        twice = np.flatnonzero(np.isin(w.give_pair, w.givable))
        given = self.summed(1 * self.give.isel(gift=twice), w.give_pair[twice], "both")
        left = self.plus(self.givable - self.before(self.givable), given)
        self.equal("gifts", left, opening[w.givable], self.givable)

        gifts, place = self.moved(self.give, s.routes.lag[w.give_route])
        from_gifts = self.summed(gifts, s.pairs.item[w.give_pair[place]], "item")
        lag = s.lines.lead[w.order_line] + s.routes.lag[w.order_route]
        orders, place = self.moved(self.order, lag)
        from_orders = self.summed(orders, s.lines.item[w.order_line[place]], "item")
        used = self.summed(1 * self.use, w.use_item, "item")
        kept = (1 * self.surplus).fillna(0) - self.before(self.surplus)
        right = s.arriving[0][np.asarray(self.surplus.indexes["item"])]
        self.equal(
            "arrival",
            self.plus(kept, used, -from_gifts, -from_orders),
            right,
            self.surplus,
            self.there,
        )

    def needs(self) -> None:
        s, w = self.s, self.w
        rate = s.yields[w.use_item, s.needs.capability[w.use_need]]
        met = self.summed(self.use * self.array(rate, self.use), w.use_need, "need")
        carried = self.before(self.backlog) * self.array(s.needs.carry, self.backlog)
        self.equal("need", self.backlog - carried + met, s.needs.quantity, self.backlog)
        weight = self.array(s.needs.priority / s.needs.total, self.backlog)
        self.m.add_objective((self.backlog * weight).sum())

    def holds(self) -> None:
        s, w = self.s, self.w
        rate = s.yields[w.held_item, s.holds.capability[w.held_hold]]
        held = self.held * self.array(rate, self.held)
        ready = self.gap + self.summed(held, w.held_hold, "hold")
        self.m.add_constraints(ready >= self.array(s.holds.quantity, self.gap), name="readiness")
        holder = s.holds.holder[w.held_hold]
        accounts, account = np.unique(holder * len(s.items) + w.held_item, return_inverse=True)
        counted = self.summed(1 * self.held, account, "book")
        a, k = np.nonzero(
            s.holds.members[accounts // len(s.items)][:, s.pairs.party]
            & (s.pairs.item == (accounts % len(s.items))[:, None])
        )
        stock = self.summed(self.picked(k), a, "book")
        self.m.add_constraints(counted - stock <= 0, name="account")

        p, c = w.floor_party, w.floor_capability
        have = np.zeros((len(s.parties), len(s.items)))
        have[s.pairs.party, s.pairs.item] = s.pairs.opening
        right = np.minimum(s.floor[p, c], (have @ s.yields)[p, c][:, None])
        f, k = np.nonzero((s.pairs.party == p[:, None]) & (s.yields[s.pairs.item].T[c] > 0))
        onto = pd.RangeIndex(len(p), name="floor")
        stock = self.summed(self.picked(k, s.yields[s.pairs.item[k], c[f]]), f, "floor")
        limit = xr.DataArray(right, dims=("floor", "t"), coords={"floor": onto, "t": self.month})
        self.m.add_constraints(stock >= limit, name="floor")

    def picked(self, pair: Ints, rate: np.ndarray | None = None):
        """Stocks of these pairs (with repetition), each times a rate."""
        one = self.stock.isel(pair=pair).assign_coords(pair=np.arange(len(pair)))
        weight = np.ones(len(pair)) if rate is None else rate
        return one * xr.DataArray(weight, dims="pair", coords={"pair": np.arange(len(pair))})

    def money(self) -> None:
        s, w = self.s, self.w
        place = np.full(len(s.parties), -1)
        place[s.donors] = np.arange(len(s.donors))
        giver = place[s.pairs.party[w.give_pair]]
        transport = s.routes.cost[w.give_route] * s.mass[s.pairs.item[w.give_pair]]
        shipped = self.summed(self.give * self.array(transport, self.give), giver, "donor")
        buyer = place[s.pairs.party[w.refill_pair]]
        price = self.array(s.lines.price[w.refill_line], self.refill)
        refilled = self.summed(self.refill * price, buyer, "donor")
        pay = (1 * self.pay).fillna(0)
        left = self.plus(self.cash - self.before(self.cash), shipped, refilled, pay)
        self.equal("budget", left, s.budget[s.donors], self.cash)
        line, route = w.order_line, w.order_route
        price = s.lines.price[line] + s.routes.cost[route] * s.mass[s.lines.item[line]]
        ordered = (self.order * self.array(price, self.order)).sum("way")
        self.m.add_constraints(
            pay.sum("donor") - ordered == 0, name="pool",
            mask=xr.DataArray(w.order.any(axis=0), dims="t", coords={"t": self.month}),
        )  # fmt: skip
        value = s.pairs.value[w.give_pair] + transport
        given = self.summed((self.give * self.array(value, self.give)).sum("t"), giver, "donor")
        self.m.add_constraints(
            self.plus(1 * self.burden, -given, -pay.sum("t")) == 0, name="burden"
        )
        share = s.share[s.donors]
        has = np.flatnonzero(share > 0)
        burden = self.burden.isel(donor=has)
        weight = xr.DataArray(1 / share[has], dims="donor", coords={"donor": has})
        self.m.add_constraints(burden * weight - self.worst <= 0, name="worst")

    def capacity(self) -> None:
        s, w = self.s, self.w
        lines = pd.RangeIndex(len(s.line_names), name="line")
        orders, place = self.moved(self.order, s.lines.lead[w.order_line])
        ordered = self.summed(orders, w.order_line[place], "line")
        refills, at = self.moved(self.refill, s.lines.lead[w.refill_line])
        refilled = self.summed(refills, w.refill_line[at], "line")
        due = np.zeros(s.lines.capacity.shape, dtype=bool)
        np.logical_or.at(due, w.order_line, later(w.order, s.lines.lead[w.order_line]))
        np.logical_or.at(due, w.refill_line, later(w.refill, s.lines.lead[w.refill_line]))
        self.most("line", ordered, refilled, s.lines.capacity, lines, due)

        hubs = pd.RangeIndex(len(s.hubs), name="hub")
        item = s.pairs.item[w.give_pair]
        gift_lag = s.routes.lag[w.give_route]
        gifts, place = self.moved(self.give, gift_lag)
        mass = xr.DataArray(s.mass[item[place]], dims="gift", coords={"gift": place})
        by_gift = self.summed(gifts * mass, s.routes.hub[w.give_route[place]], "hub")
        order_lag = s.lines.lead[w.order_line] + s.routes.lag[w.order_route]
        orders, at = self.moved(self.order, order_lag)
        mass = xr.DataArray(s.mass[s.lines.item[w.order_line[at]]], dims="way", coords={"way": at})
        by_order = self.summed(orders * mass, s.routes.hub[w.order_route[at]], "hub")
        some = np.zeros((len(s.hubs), s.months), dtype=bool)
        np.logical_or.at(some, s.routes.hub[w.give_route], later(w.give, gift_lag))
        np.logical_or.at(some, s.routes.hub[w.order_route], later(w.order, order_lag))
        limit = np.repeat(s.hub_capacity[:, None], s.months, axis=1)
        self.most("hub", by_gift, by_order, limit, hubs, some)

    def most(
        self, name: str, one, two, right: np.ndarray, onto: pd.Index, mask: np.ndarray
    ) -> None:
        left = sum(
            a if a.indexes[onto.name].equals(onto) else a.reindex({onto.name: onto}, fill_value=0)
            for a in (one, two)
        )
        coords = {onto.name: onto, "t": self.month}
        limit = xr.DataArray(right, dims=(onto.name, "t"), coords=coords)
        where = xr.DataArray(mask, dims=(onto.name, "t"), coords=coords)
        self.m.add_constraints(left <= limit, name=name, mask=where)
