"""The plan's programme in Pyomo: variables over sets of tuples, rules over prepared index lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import pyomo.environ as pyo
from pyomo.core.expr.numeric_expr import LinearExpression

from rivals import Coded, Flags, ways

Key = tuple[int, int]


def build(s: Coded) -> pyo.ConcreteModel:
    """Return the programme with the objective of the level ``need``."""
    return _Model(s).built()


def _cells(mask: Flags) -> list[Key]:
    n, t = mask.nonzero()
    return list(zip(n.tolist(), t.tolist(), strict=True))


def _grid(names: Iterable[int], months: int) -> list[Key]:
    return [(n, t) for n in names for t in range(months)]


def _sum(terms: list[tuple[float, pyo.Var]]) -> LinearExpression:
    return LinearExpression(linear_coefs=[a for a, _ in terms], linear_vars=[x for _, x in terms])


class _Model:
    def __init__(self, s: Coded) -> None:
        self.s, self.w, self.m = s, ways(s), pyo.ConcreteModel()
        self.months = s.months
        place = {d: n for n, d in enumerate(s.donors.tolist())}
        self.giver = [place[p] for p in s.pairs.party[self.w.give_pair].tolist()]
        self.buyer = [place[p] for p in s.pairs.party[self.w.refill_pair].tolist()]

    def built(self) -> pyo.ConcreteModel:
        self.variables()
        self.supply()
        self.needs()
        self.holds()
        self.money()
        self.capacity()
        return self.m

    def variables(self) -> None:
        s, w, m, months = self.s, self.w, self.m, self.months
        donors = range(len(s.donors))
        asked = set(w.order.any(axis=0).nonzero()[0].tolist())
        active = s.active[s.donors].tolist()
        there: dict[int, Key] = {}
        for u, t in _cells(w.use):
            there[(int(w.use_item[u]), t)] = (u, t)
        real = pyo.NonNegativeReals
        m.give = pyo.Var(_cells(w.give), domain=real)
        m.order = pyo.Var(_cells(w.order), domain=real)
        m.pay = pyo.Var(
            [(d, t) for d in donors for t in sorted(asked) if active[d][t]], domain=real
        )
        m.refill = pyo.Var(_cells(w.refill), domain=real)
        m.stock = pyo.Var(_grid(w.stock.tolist(), months), domain=real)
        m.givable = pyo.Var(_grid(w.givable.tolist(), months), domain=real)
        m.use = pyo.Var(_cells(w.use), domain=real)
        m.surplus = pyo.Var(list(there), domain=real)
        m.held = pyo.Var(_cells(s.holds.quantity[w.held_hold] > 0), domain=real)
        m.backlog = pyo.Var(_grid(range(len(s.needs.party)), months), domain=real)
        m.gap = pyo.Var(_cells(s.holds.quantity > 0), domain=real)
        m.cash = pyo.Var(_grid(donors, months), domain=real)
        m.burden = pyo.Var(donors, domain=real)
        m.worst = pyo.Var(domain=real)

    def difference(self, family: pyo.Var) -> dict[Key, list]:
        """Terms of x(t) - x(t-1) for each of its keys."""
        terms = defaultdict(list)
        for n, t in family:
            terms[n, t].append((1.0, family[n, t]))
            if (n, t - 1) in family:
                terms[n, t].append((-1.0, family[n, t - 1]))
        return terms

    def equal(self, name: str, terms: dict, right: dict | None = None) -> None:
        def rule(_m: pyo.ConcreteModel, *key: int) -> tuple:
            key = key if len(key) > 1 else key[0]
            return (_sum(terms[key]), 0.0 if right is None else right[key])

        setattr(self.m, name, pyo.Constraint(list(terms), rule=rule))

    def bound(self, name: str, terms: dict, low: dict | None, high: dict | None) -> None:
        def rule(_m: pyo.ConcreteModel, *key: int) -> tuple:
            key = key if len(key) > 1 else key[0]
            return (low and low[key], _sum(terms[key]), high and high[key])

        setattr(self.m, name, pyo.Constraint(list(terms), rule=rule))

    def supply(self) -> None:
        s, w, m = self.s, self.w, self.m
        gift_pair, gift_lag = w.give_pair.tolist(), s.routes.lag[w.give_route].tolist()
        made_pair, made_lead = w.refill_pair.tolist(), s.lines.lead[w.refill_line].tolist()
        opening = s.pairs.inflow.copy()
        opening[:, 0] += s.pairs.opening
        came = opening.tolist()
        stock, givable = self.difference(m.stock), self.difference(m.givable)
        arrival = self.difference(m.surplus)
        item = s.pairs.item.tolist()
        for (g, t), x in m.give.items():
            stock[gift_pair[g], t].append((1.0, x))
            if (gift_pair[g], t) in givable:
                givable[gift_pair[g], t].append((1.0, x))
            arrival[item[gift_pair[g]], t + gift_lag[g]].append((-1.0, x))
        for (r, t), x in m.refill.items():
            stock[made_pair[r], t + made_lead[r]].append((-1.0, x))
        used = w.use_item.tolist()
        for (u, t), x in m.use.items():
            arrival[used[u], t].append((1.0, x))
        made = s.lines.item[w.order_line].tolist()
        lag = (s.lines.lead[w.order_line] + s.routes.lag[w.order_route]).tolist()
        for (o, t), x in m.order.items():
            arrival[made[o], t + lag[o]].append((-1.0, x))
        self.equal("stock_row", stock, {key: came[key[0]][key[1]] for key in stock})
        self.equal("gifts_row", givable, {key: came[key[0]][key[1]] for key in givable})
        own = s.arriving[0].tolist()
        self.equal("arrival_row", arrival, {key: own[key[0]][key[1]] for key in arrival})

    def needs(self) -> None:
        s, w, m = self.s, self.w, self.m
        carry, quantity = s.needs.carry.tolist(), s.needs.quantity.tolist()
        terms = defaultdict(list)
        for (n, t), x in m.backlog.items():
            terms[n, t].append((1.0, x))
            if t > 0 and carry[n] > 0:
                terms[n, t].append((-carry[n], m.backlog[n, t - 1]))
        rate = s.yields[w.use_item, s.needs.capability[w.use_need]].tolist()
        need = w.use_need.tolist()
        for (u, t), x in m.use.items():
            terms[need[u], t].append((rate[u], x))
        self.equal("need_row", terms, {key: quantity[key[0]][key[1]] for key in terms})
        weight = (s.needs.priority / s.needs.total).tolist()
        m.need = pyo.Objective(expr=_sum([(weight[n], x) for (n, _), x in m.backlog.items()]))

    def holds(self) -> None:
        s, w, m = self.s, self.w, self.m
        quantity, item = s.holds.quantity.tolist(), w.held_item.tolist()
        rate = s.yields[w.held_item, s.holds.capability[w.held_hold]].tolist()
        hold = w.held_hold.tolist()
        holder = s.holds.holder.tolist()
        ready = {key: [(1.0, x)] for key, x in m.gap.items()}
        account = defaultdict(list)
        for (e, t), x in m.held.items():
            ready[hold[e], t].append((rate[e], x))
            account[holder[hold[e]], item[e], t].append((1.0, x))
        self.bound("readiness_row", ready, {k: quantity[k[0]][k[1]] for k in ready}, None)
        held_by = defaultdict(list)
        for k, (p, i) in enumerate(zip(s.pairs.party.tolist(), s.pairs.item.tolist(), strict=True)):
            for h in s.holds.members[:, p].nonzero()[0].tolist():
                held_by[h, i].append(k)
        for h, i, t in account:
            account[h, i, t].extend((-1.0, m.stock[k, t]) for k in held_by[h, i])
        self.bound("account_row", account, None, dict.fromkeys(account, 0.0))
        self.floors()

    def floors(self) -> None:
        s, w, m = self.s, self.w, self.m
        pairs = defaultdict(list)
        for k, (p, i) in enumerate(zip(s.pairs.party.tolist(), s.pairs.item.tolist(), strict=True)):
            for c in s.yields[i].nonzero()[0].tolist():
                pairs[p, c].append((k, float(s.yields[i, c]), float(s.pairs.opening[k])))
        terms, low = {}, {}
        for p, c in zip(w.floor_party.tolist(), w.floor_capability.tolist(), strict=True):
            have = sum(rate * opening for _, rate, opening in pairs[p, c])
            for t, level in enumerate(s.floor[p, c].tolist()):
                terms[p, c, t] = [(rate, m.stock[k, t]) for k, rate, _ in pairs[p, c]]
                low[p, c, t] = min(level, have)
        self.bound("floor_row", terms, low, None)

    def money(self) -> None:
        s, w, m = self.s, self.w, self.m
        transport = s.routes.cost[w.give_route] * s.mass[s.pairs.item[w.give_pair]]
        value = (s.pairs.value[w.give_pair] + transport).tolist()
        shipped = transport.tolist()
        price = s.lines.price[w.refill_line].tolist()
        line, route = w.order_line, w.order_route
        cost = (s.lines.price[line] + s.routes.cost[route] * s.mass[s.lines.item[line]]).tolist()
        budget = s.budget[s.donors].tolist()
        spent, pool = self.difference(m.cash), defaultdict(list)
        burden = {d: [(1.0, x)] for d, x in m.burden.items()}
        for (g, t), x in m.give.items():
            d = self.giver[g]
            burden[d].append((-value[g], x))
            if shipped[g] > 0:
                spent[d, t].append((shipped[g], x))
        for (r, t), x in m.refill.items():
            spent[self.buyer[r], t].append((price[r], x))
        for (d, t), x in m.pay.items():
            spent[d, t].append((1.0, x))
            pool[t].append((1.0, x))
            burden[d].append((-1.0, x))
        for (o, t), x in m.order.items():
            pool[t].append((-cost[o], x))
        self.equal("budget_row", spent, {key: budget[key[0]][key[1]] for key in spent})
        self.equal("pool_row", pool)
        self.equal("burden_row", burden)
        share = s.share[s.donors].tolist()
        worst = {
            d: [(1 / share[d], x), (-1.0, m.worst)] for d, x in m.burden.items() if share[d] > 0
        }
        self.bound("worst_row", worst, None, dict.fromkeys(worst, 0.0))

    def capacity(self) -> None:
        s, w, m = self.s, self.w, self.m
        line, hub = defaultdict(list), defaultdict(list)
        lead = s.lines.lead[w.order_line].tolist()
        lag = (s.lines.lead[w.order_line] + s.routes.lag[w.order_route]).tolist()
        by, through = w.order_line.tolist(), s.routes.hub[w.order_route].tolist()
        mass = s.mass[s.lines.item[w.order_line]].tolist()
        for (o, t), x in m.order.items():
            line[by[o], t + lead[o]].append((1.0, x))
            hub[through[o], t + lag[o]].append((mass[o], x))
        made, made_lead = w.refill_line.tolist(), s.lines.lead[w.refill_line].tolist()
        for (r, t), x in m.refill.items():
            line[made[r], t + made_lead[r]].append((1.0, x))
        gift_lag, at = s.routes.lag[w.give_route].tolist(), s.routes.hub[w.give_route].tolist()
        weight = s.mass[s.pairs.item[w.give_pair]].tolist()
        for (g, t), x in m.give.items():
            hub[at[g], t + gift_lag[g]].append((weight[g], x))
        limit, tonnes = s.lines.capacity.tolist(), s.hub_capacity.tolist()
        self.bound("line_row", line, None, {k: limit[k[0]][k[1]] for k in line})
        self.bound("hub_row", hub, None, {k: tonnes[k[0]] for k in hub})
