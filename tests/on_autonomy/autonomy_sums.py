"""The programme as one dense linear programme in sums over months: for tests only.

A column for what each member orders on each line in each month, what is counted of each item for
each target in each month, and each gap. Nothing is pooled, and there is no stock: what is there in
a month is a sum over all months before it.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import linprog

from foedus.case.model import Case

Floats = npt.NDArray[np.float64]


class Sums:
    """One case; figures may be changed before a level is asked for."""

    def __init__(self, case: Case, *, since: int, members: Sequence[str], silent: str) -> None:
        assert case.settings.horizon is not None
        self.horizon, self.tables = case.settings.horizon, case.tables
        self.months, self.members = self.horizon.months, tuple(members)
        self.items = tuple(self.tables["items"]["item"])
        self.targets = tuple(dict.fromkeys(self.tables["requirements"]["capability"]))
        own = [r for r in self.tables["lines"].iter_rows(named=True) if r["party"] != silent]
        self.lines = [r["line"] for r in own]
        self.made = [self.items.index(r["item"]) for r in own]
        self.lead = [int(r["lead"]) for r in own]
        self.price = [float(r["price"]) for r in own]
        self.capacity = self._ranges(own, "capacity", "line", self.lines)
        budgets = list(self.tables["budgets"].iter_rows(named=True))
        self.budget = self._ranges(budgets, "amount", "party", list(self.members))
        rows = list(self.tables["requirements"].iter_rows(named=True))
        self.required = self._ranges(rows, "quantity", "capability", list(self.targets))
        self.required[:, :since] = 0
        self.priority = {r["capability"]: r["priority"] for r in rows}
        self.rate = np.zeros((len(self.items), len(self.targets)))
        for r in self.tables["yields"].iter_rows(named=True):
            self.rate[self.items.index(r["item"]), self.targets.index(r["capability"])] = r[
                "quantity"
            ]
        self.kept: list[tuple[Floats, float]] = []
        m, n, t = len(self.members), len(self.lines), self.months
        i, c = len(self.items), len(self.targets)
        self.order = np.arange(m * n * t).reshape(m, n, t)
        self.held = self.order.size + np.arange(i * c * t).reshape(i, c, t)
        self.gap = self.order.size + self.held.size + np.arange(c * t).reshape(c, t)
        self.count = self.order.size + self.held.size + self.gap.size + 1
        self.readiness, self.cost = self.weights(), self._cost()

    def _ranges(
        self, rows: list[dict[str, Any]], amount: str, key: str, names: list[str]
    ) -> Floats:
        result = np.zeros((len(names), self.months))
        for r in rows:
            first = self.horizon.index(r["first"])
            last = self.months - 1 if r["last"] is None else self.horizon.index(r["last"])
            if r[key] in names:
                result[names.index(r[key]), max(0, first) : last + 1] = r[amount]
        return result

    def weights(self) -> Floats:
        """Return the readiness level as a cost."""
        cost = np.zeros(self.count)
        for c, t in np.argwhere(self.required > 0):
            cost[self.gap[c, t]] = self.priority[self.targets[c]] / self.required[c, t]
        return cost

    def _cost(self) -> Floats:
        cost = np.zeros(self.count)
        for n, price in enumerate(self.price):
            cost[self.order[:, n]] = price
        return cost

    def keep(self, cost: Floats, value: float) -> None:
        """Keep a level in all that follows."""
        self.kept.append((cost, value))

    def least(self, cost: Floats, *, free: bool = False) -> float:
        """Return the least value of a cost."""
        rows, right = self._rows(free=free)
        for kept, value in self.kept:
            rows.append(kept)
            right.append(value)
        bounds = [(0.0, upper) for upper in self._upper(free=free)]
        got = linprog(cost, A_ub=np.array(rows), b_ub=np.array(right), bounds=bounds)
        assert got.status == 0, got.message
        return float(got.fun)

    def unavoidable(self) -> float:
        """Return the readiness level with money and lines without end."""
        kept, self.kept = self.kept, []
        value = self.least(self.readiness, free=True)
        self.kept = kept
        return value

    def leximin(self) -> list[float]:
        """Return the relative burdens, the largest first, that leximin leaves.

        Whoever cannot go below the largest while no one else goes above it is settled there.
        """
        before, settled = len(self.kept), dict[int, float]()
        while len(settled) < len(self.members):
            free = [d for d in range(len(self.members)) if d not in settled]
            top = self._largest(free)
            here = len(self.kept)
            for d in free:
                self.kept.append((self._relative(d), top + 1e-6))
            stuck = [d for d in free if self.least(self._relative(d)) >= top - 1e-4]
            del self.kept[here:]
            for d in stuck:
                settled[d] = top
                self.kept.append((self._relative(d), top + 1e-6))
        del self.kept[before:]
        return sorted(settled.values(), reverse=True)

    def _largest(self, free: list[int]) -> float:
        """Return the least value of the largest relative burden of some members."""
        cost = np.zeros(self.count)
        cost[-1] = 1.0
        before = len(self.kept)
        self.kept += [(self._relative(d) - cost, 0.0) for d in free]
        value = self.least(cost)
        del self.kept[before:]
        return value

    def _relative(self, d: int) -> Floats:
        """Return a member's burden over its share, as a cost."""
        key = dict(self.tables["keys"].select("party", "share").iter_rows())
        total = sum(key[m] for m in self.members)
        row = np.zeros(self.count)
        row[self.order[d]] = np.array(self.price)[:, None] / (key[self.members[d]] / total)
        return row

    def _upper(self, *, free: bool) -> Floats:
        """Nobody orders what is due too late or, unless free, when the line does not deliver."""
        upper = np.full(self.count, np.inf)
        out = {
            r["party"]: self.horizon.index(r["first"])
            for r in self.tables["opt_outs"].iter_rows(named=True)
        }
        for n, lead in enumerate(self.lead):
            for t in range(self.months):
                late = t + lead >= self.months
                if late or (not free and self.capacity[n, t + lead] <= 0):
                    upper[self.order[:, n, t]] = 0
        for d, member in enumerate(self.members):
            upper[self.order[d, :, out.get(member, self.months) :]] = 0
        upper[self.gap[self.required <= 0]] = 0
        return upper

    def _rows(self, *, free: bool) -> tuple[list[Floats], list[float]]:
        rows, right = self._counted()
        if not free:
            more, limits = self._limits()
            rows, right = rows + more, right + limits
        return rows, right

    def _counted(self) -> tuple[list[Floats], list[float]]:
        rows, right = [], []
        there = self._there()
        for c, t in np.argwhere(self.required > 0):
            row = np.zeros(self.count)
            row[self.held[:, c, t]] = -self.rate[:, c]
            row[self.gap[c, t]] = -1
            rows.append(row)
            right.append(-float(self.required[c, t]))
        for i in range(len(self.items)):
            for t in range(self.months):
                row = np.zeros(self.count)
                row[self.held[i, :, t]] = 1
                for n in range(len(self.lines)):
                    if self.made[n] == i and t >= self.lead[n]:
                        row[self.order[:, n, : t - self.lead[n] + 1]] = -1
                rows.append(row)
                right.append(float(there[i, t]))
        return rows, right

    def _limits(self) -> tuple[list[Floats], list[float]]:
        rows, right = [], []
        for d in range(len(self.members)):
            for t in range(self.months):
                row = np.zeros(self.count)
                row[self.order[d, :, : t + 1]] = np.array(self.price)[:, None]
                rows.append(row)
                right.append(float(self.budget[d, : t + 1].sum()))
        for n, lead in enumerate(self.lead):
            for t in range(lead, self.months):
                row = np.zeros(self.count)
                row[self.order[:, n, t - lead]] = 1
                rows.append(row)
                right.append(float(self.capacity[n, t]))
        return rows, right

    def _there(self) -> Floats:
        there = np.zeros((len(self.items), self.months))
        for r in self.tables["stocks"].iter_rows(named=True):
            if r["party"] in self.members:
                there[self.items.index(r["item"])] += r["quantity"]
        for r in self.tables["inflows"].iter_rows(named=True):
            if r["party"] in self.members:
                there[self.items.index(r["item"]), self.horizon.index(r["month"]) :] += r[
                    "quantity"
                ]
        return there
