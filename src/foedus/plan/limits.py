"""The limits that an ask can move, and where each stands in the programme."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from foedus.case.model import Case
from foedus.plan.columns import Columns
from foedus.plan.entries import Entry, at_most
from foedus.plan.evidence import Evidence, Row
from foedus.plan.program import INFINITY, Program, Rows
from foedus.plan.reader import ranges
from foedus.plan.sets import Flags, Floats, Ints, Routes, Sets

MILLION, TONNE = "million", "tonne"
NONE: Ints = np.zeros(0, dtype=np.int64)
NO_FLOATS: Floats = np.zeros(0)


@dataclass(frozen=True)
class Limit:
    """A limit that an ask can move by some amount.

    Parameters
    ----------
    limit, table, row : str
        Its kind, its table and the key of its row there.
    unit : str
        Of the amount.
    cost : float or None
        Million for one unit of the amount; None where it is not known.
    size, most : float
        Its size, from which a round amount is taken, and the largest amount that makes sense.
    rows, step : (n,) arrays
        Rows of the programme whose right-hand side changes by ``step`` a unit.
    floors : (n,) int
        Rows of floors whose quantity falls by one a unit.
    openings, rate : (n,) arrays
        Rows of floors whose opening stock rises by ``rate`` a unit.
    serves : frozenset of int
        Capabilities that it can help.
    trail : tuple of Row
        Rows of the case that an ask for it rests on.
    party, item, capability, hub, line : str or None
    items : tuple of str
        For a floor and a missing floor: what it keeps back.
    """

    limit: str
    table: str
    row: str
    unit: str
    cost: float | None
    size: float
    most: float
    serves: frozenset[int]
    trail: tuple[Row, ...]
    rows: Ints = field(default_factory=lambda: NONE)
    step: Floats = field(default_factory=lambda: NO_FLOATS)
    floors: Ints = field(default_factory=lambda: NONE)
    openings: Ints = field(default_factory=lambda: NONE)
    rate: Floats = field(default_factory=lambda: NO_FLOATS)
    party: str | None = None
    item: str | None = None
    capability: str | None = None
    hub: str | None = None
    line: str | None = None
    items: tuple[str, ...] = ()


def with_closed_routes(s: Sets) -> Sets:
    """Return the sets with routes that are not there yet, for donors without any to a recipient.

    Each is as slow and dear as the slowest and dearest to that hub; where nobody has a route to
    the recipient, as those of the whole case, and a month at least. These are assumptions.
    """
    r, rows = s.routes, []
    for recipient in s.recipients:
        to = r.recipient == recipient
        linked = set(r.party[to].tolist())
        others = [int(d) for d in s.donors if d not in linked]
        for hub in np.unique(r.hub[to]) if to.any() else range(len(s.hubs)):
            by = to & (r.hub == hub) if to.any() else np.ones(len(r.hub), dtype=bool)
            lag = int(r.lag[by].max(initial=1))
            cost = float(r.cost[by].max(initial=0.0))
            rows += [(d, int(hub), int(recipient), lag, cost) for d in others]
    if not rows:
        return s
    new = [np.array(column) for column in zip(*rows, strict=True)]
    return replace(s, routes=Routes(
        np.append(r.party, new[0]), np.append(r.hub, new[1]), np.append(r.recipient, new[2]),
        np.append(r.lag, new[3]), np.append(r.cost, new[4]),
        np.append(r.closed, np.ones(len(rows), dtype=bool)),
    ))  # fmt: skip


def define_closed(s: Sets, v: Columns) -> tuple[Rows, Rows]:
    """Let what a missing floor or a missing route forbids be <= 0, one row a party and item."""
    no_floor = v.give["no_floor"] == 1
    no_route = s.routes.closed[v.give["route"]]
    return _closed("missing_floor", v, no_floor), _closed("missing_route", v, no_route)


def _closed(name: str, v: Columns, mask: Flags) -> Rows:
    column = np.flatnonzero(mask)
    pair, row = np.unique(v.give["pair"][column], return_inverse=True)
    entries: list[Entry] = [(row.reshape(-1).astype(np.int64), v.give.columns[column], 1.0)]
    return at_most(name, np.zeros(len(pair)), entries, pair=pair)


class LimitFinder:
    """Finds every limit of a programme that an ask can move."""

    def __init__(self, case: Case, s: Sets, program: Program, evidence: Evidence) -> None:
        self.case, self.s, self.program, self.evidence = case, s, program, evidence
        self.opening = np.zeros((len(s.parties), len(s.items)))
        self.opening[s.pairs.party, s.pairs.item] = s.pairs.opening
        self.wanted = frozenset(s.needs.capability.tolist())

    def find(self) -> list[Limit]:
        """Return all limits, in a fixed order."""
        found = [
            *self._floors(), *self._stocks(), *self._budgets(), *self._lines(), *self._hubs(),
            *self._restrictions(), *self._missing("missing_floor"), *self._missing("missing_route"),
        ]  # fmt: skip
        aside = {
            name for p, name in enumerate(self.s.parties)
            if self.s.out[p].all()
        }  # fmt: skip
        return [limit for limit in found if limit.party not in aside]

    def _rows(self, family: str, **key: int) -> Ints:
        rows = self.program.family_of_rows(family)
        mask = np.ones(rows.size, dtype=bool)
        for name, value in key.items():
            mask &= rows.keys[name] == value
        here: Ints = np.flatnonzero(mask) + self.program.starts[family]
        return here

    def _label(self, table: str, n: int) -> str:
        return self.evidence.label((table, n))

    def _serves(self, item: int) -> frozenset[int]:
        return frozenset(np.flatnonzero(self.s.yields[item] > 0).tolist()) & self.wanted

    def _unit(self, table: str, name: str) -> str:
        key = {"items": "item", "capabilities": "capability"}[table]
        frame = self.case.tables[table]
        return str(frame["unit"][frame[key].to_list().index(name)])

    def _items_of(self, party: int, capability: int) -> Ints:
        """Items that the party holds or gets and that yield the capability."""
        s = self.s
        mine: Ints = s.pairs.item[s.pairs.party == party]
        useful: Ints = mine[s.yields[mine, capability] > 0]
        return useful

    def _floors(self) -> list[Limit]:
        s, table, found = self.s, self.case.tables["requirements"], []
        first, last = ranges(table, s.horizon)
        for n, (party, name, kind) in enumerate(
            table.select("party", "capability", "kind").iter_rows()
        ):
            if kind != "floor":
                continue
            p, c = s.parties.index(party), s.capabilities.index(name)
            rows = self._rows("floor", party=p, capability=c)
            month = self.program.family_of_rows("floor").keys["month"]
            inside = month[rows - self.program.starts["floor"]]
            rows = rows[(inside >= first[n]) & (inside <= last[n])]
            items = self._items_of(p, c)
            if not len(rows) or not len(items):
                continue
            quantity = float(table["quantity"][n])
            serves = frozenset().union(*(self._serves(i) for i in items))
            stocks = [
                row
                for i in items
                for row in self.evidence.rows("stocks", party=party, item=s.items[i])
            ]
            found.append(Limit(
                "floor", "requirements", self._label("requirements", n),
                self._unit("capabilities", name),
                self._cheapest(p, items, c), quantity, quantity, serves,
                (("requirements", n), *stocks), floors=rows, party=party, capability=name,
                item=s.items[items[0]] if len(items) == 1 else None,
                items=tuple(s.items[i] for i in items),
            ))  # fmt: skip
        return found

    def _cheapest(self, party: int, items: Ints, capability: int) -> float | None:
        """Million for one unit of the capability, by the cheapest item that the party holds."""
        s = self.s
        mine = (s.pairs.party == party) & np.isin(s.pairs.item, items)
        cost = s.pairs.value[mine] / s.yields[s.pairs.item[mine], capability]
        return float(cost.min()) if len(cost) and cost.min() > 0 else None

    def _stocks(self) -> list[Limit]:
        s, found = self.s, []
        for n, (party, name, quantity) in enumerate(
            self.case.tables["stocks"].select("party", "item", "quantity").iter_rows()
        ):
            p, i = s.parties.index(party), s.items.index(name)
            k = int(np.flatnonzero((s.pairs.party == p) & (s.pairs.item == i))[0])
            rows = np.concatenate([self._rows(f, pair=k, month=0) for f in ("stock", "gifts")])
            serves = self._serves(i)
            if not len(rows) or not serves or p not in s.donors:
                continue
            floors = [
                self._rows("floor", party=p, capability=int(c))
                for c in np.flatnonzero(s.yields[i] > 0)
            ]
            rates = [
                np.full(len(f), s.yields[i, c])
                for f, c in zip(floors, np.flatnonzero(s.yields[i] > 0), strict=True)
            ]
            found.append(Limit(
                "stock", "stocks", self._label("stocks", n), self._unit("items", name),
                _positive(s.pairs.value[k]), float(quantity), INFINITY, serves,
                (("stocks", n), *self.evidence.rows("items", item=name)),
                rows=rows, step=np.ones(len(rows)),
                openings=np.concatenate([NONE, *floors]),
                rate=np.concatenate([np.zeros(0), *rates]),
                party=party, item=name, capability=self._only(serves),
            ))  # fmt: skip
        return found

    def _budgets(self) -> list[Limit]:
        s, table, found = self.s, self.case.tables["budgets"], []
        first, last = ranges(table, s.horizon)
        listed = set()
        for n, (party, amount) in enumerate(table.select("party", "amount").iter_rows()):
            listed.add(party)
            p = s.parties.index(party)
            rows = self._rows("budget", donor=p, month=int(first[n]))
            months = max(0, int(last[n] - first[n]) + 1)
            if len(rows) and months:
                found.append(self._budget(party, self._label("budgets", n), rows,
                                          amount * months, (("budgets", n),)))  # fmt: skip
        for p in s.donors:
            party = s.parties[p]
            rows = self._rows("budget", donor=int(p), month=0)
            if party not in listed and len(rows):
                found.append(self._budget(party, f"party={party}", rows, 0.0, ()))
        return found

    def _budget(
        self, party: str, row: str, rows: Ints, total: float, trail: tuple[Row, ...]
    ) -> Limit:
        return Limit(
            "budget", "budgets", row, MILLION, 1.0, total or 100.0, INFINITY, self.wanted, trail,
            rows=rows, step=np.ones(len(rows)), party=party,
        )  # fmt: skip

    def _lines(self) -> list[Limit]:
        s, table, found = self.s, self.case.tables["lines"], []
        first, last = ranges(table, s.horizon)
        month = self.program.family_of_rows("line").keys["month"]
        for n, row in enumerate(table.iter_rows(named=True)):
            rows = self._rows("line", line=s.line_names.index(row["line"]))
            inside = month[rows - self.program.starts["line"]]
            rows = rows[(inside >= first[n]) & (inside <= last[n])]
            i = s.items.index(row["item"])
            if not len(rows):
                continue
            found.append(Limit(
                "line", "lines", self._label("lines", n), self._unit("items", row["item"]),
                _positive(row["price"] * len(rows)), row["capacity"], INFINITY, self._serves(i),
                (("lines", n), *self.evidence.rows("items", item=row["item"])),
                rows=rows, step=np.ones(len(rows)), party=row["party"], item=row["item"],
                capability=self._only(self._serves(i)), line=row["line"],
            ))  # fmt: skip
        return found

    def _hubs(self) -> list[Limit]:
        found = []
        for n, (hub, capacity) in enumerate(
            self.case.tables["hubs"].select("hub", "capacity").iter_rows()
        ):
            rows = self._rows("hub", hub=self.s.hubs.index(hub))
            if len(rows):
                found.append(Limit(
                    "hub", "hubs", self._label("hubs", n), TONNE, None, capacity, INFINITY,
                    self.wanted, (("hubs", n),), rows=rows, step=np.ones(len(rows)), hub=hub,
                ))  # fmt: skip
        return found

    def _restrictions(self) -> list[Limit]:
        s, table, found = self.s, self.case.tables["restrictions"], []
        for r in s.restrictions:
            rows = self._rows("restriction", row=r.row)
            if not len(rows):
                continue
            items = np.arange(len(s.items)) if r.item < 0 else np.array([r.item])
            serves = frozenset().union(*(self._serves(int(i)) for i in items))
            name = None if r.item < 0 else s.items[r.item]
            found.append(Limit(
                "restriction", "restrictions", self._label("restrictions", r.row),
                "unit" if name is None else self._unit("items", name),
                None if name is None else _positive(s.price[r.item]),
                r.limit or float(self.opening[:, items].sum()), INFINITY, serves,
                (("restrictions", r.row),), rows=rows, step=np.ones(len(rows)),
                party=table["party"][r.row], item=name, capability=self._only(serves),
            ))  # fmt: skip
        return found

    def _missing(self, family: str) -> list[Limit]:
        s, found = self.s, []
        for n, k in enumerate(self.program.family_of_rows(family).keys["pair"]):
            party, name = s.parties[s.pairs.party[k]], s.items[s.pairs.item[k]]
            serves = self._serves(int(s.pairs.item[k]))
            holds = float(s.pairs.opening[k] + s.pairs.inflow[k].sum())
            table, row, capability = self._absent_row(family, int(k))
            found.append(Limit(
                family, table, row, self._unit("items", name),
                _positive(s.pairs.value[k]), holds, holds, serves,
                tuple(self.evidence.rows("stocks", party=party, item=name)),
                rows=np.array([self.program.starts[family] + n]), step=np.ones(1),
                party=party, item=name, capability=capability, items=(name,),
            ))  # fmt: skip
        return found

    def _absent_row(self, family: str, k: int) -> tuple[str, str, str | None]:
        """Return table, key and capability of the row that the case lacks."""
        s = self.s
        party, item = s.parties[s.pairs.party[k]], s.items[s.pairs.item[k]]
        if family == "missing_floor":
            lacks = np.isnan(s.floor[s.pairs.party[k]]).any(axis=1) & (
                s.yields[s.pairs.item[k]] > 0
            )
            name = s.capabilities[int(np.flatnonzero(lacks)[0])]
            return "requirements", f"party={party};capability={name};kind=floor;item={item}", name
        routes = s.routes.closed & (s.routes.party == s.pairs.party[k])
        recipient = s.parties[int(s.routes.recipient[routes][0])]
        only = self._only(self._serves(int(s.pairs.item[k])))
        return "routes", f"party={party};recipient={recipient};item={item}", only

    def _only(self, serves: frozenset[int]) -> str | None:
        return self.s.capabilities[next(iter(serves))] if len(serves) == 1 else None


def _positive(cost: float) -> float | None:
    return float(cost) if cost > 0 else None
