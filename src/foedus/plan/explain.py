"""Why a need is left unmet: what holds it, whom to ask for what, and what that unlocks.

The need level is solved once more on a programme that also knows what a missing floor or a
missing route forbids. The duals of its limits say what one more unit of each brings; for the
strongest the programme is solved again with the limit moved.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import polars as pl

from foedus.case.model import Case
from foedus.plan.columns import Columns, Limits
from foedus.plan.constraints import CONSTRAINTS
from foedus.plan.evidence import Evidence
from foedus.plan.families import define_columns
from foedus.plan.levels import KEPT, need_cost, readiness_cost, slack, total_cost
from foedus.plan.limits import Limit, LimitFinder, define_closed, with_closed_routes
from foedus.plan.program import assemble
from foedus.plan.report import clean, frame
from foedus.plan.sets import Floats, Sets
from foedus.plan.solve import Session, Solution, Solver
from foedus.results.plan import Level, empty

CONFIRMED = 16
"""Asks that are confirmed by solving again."""
SHOWN = 60
"""Asks that are listed."""
BUNDLE = 10
"""Asks in the bundle at most: more is no call sheet."""
TRIALS = 40
"""Steps tried for the bundle at most."""
SMALL = 1e-6
"""A fall of the need level below this is the solver's rounding (a level is kept within it)."""

UNMET = 1e-4
"""A backlog below this part of the total, in unit-months, is the slack of the levels."""

_OPEN = Limits(closed=False)
_COSTS = {"need": need_cost, "readiness": readiness_cost, "cost": total_cost}


@dataclass(frozen=True)
class Reasons:
    """What the explanation adds to a plan: frames by name, and the unavoidable levels."""

    frames: Mapping[str, pl.DataFrame]
    unavoidable: Mapping[str, float]


@dataclass(frozen=True)
class _Ask:
    limit: Limit
    per_unit: float
    amount: float
    gain: float | None = None
    unlocks: Mapping[tuple[int, int], float] | None = None

    @property
    def promise(self) -> float:
        """What the dual promises for the amount."""
        return self.per_unit * self.amount


def explain_need(
    case: Case,
    s: Sets,
    levels: Sequence[Level],
    unavoidable: Mapping[str, float],
    backlog: Floats,
    solver: Solver,
    keeps: Literal["rows", "faces"],
    progress: Callable[[float], None],
) -> Reasons:
    """Return what holds each unmet need, the asks and the bundle.

    ``backlog`` is the shown plan's, by need and month: what it leaves unmet is what is explained.
    """
    if all(level.name != "need" for level in levels):
        return Reasons({}, unavoidable)
    desk = _Desk(case, s, levels, solver, keeps)
    asks = desk.asks(progress)
    bundle = desk.bundle(asks, unavoidable.get("need", 0.0), progress)
    return Reasons(
        {
            "asks": desk.ask_table(asks),
            "unlocks": desk.unlock_table(asks),
            "bundle": bundle,
            "holds": desk.hold_table(asks, backlog),
        },
        unavoidable,
    )


class _Desk:
    """The need level with every limit at hand."""

    def __init__(
        self,
        case: Case,
        s: Sets,
        levels: Sequence[Level],
        solver: Solver,
        keeps: Literal["rows", "faces"],
    ) -> None:
        self.s = with_closed_routes(s)
        self.v: Columns = define_columns(self.s, _OPEN)
        rows = [define(self.s, self.v, _OPEN) for define in CONSTRAINTS]
        rows += define_closed(self.s, self.v)
        self.program = assemble(self.v.families(), rows)
        self.session = Session(self.program, keeps=keeps)
        self.solver: Solver = solver
        self.evidence = Evidence(case)
        self.limits = LimitFinder(case, self.s, self.program, self.evidence).find()
        self._keep_earlier(levels)
        self._floors()
        self.base = self._solve({})

    def _keep_earlier(self, levels: Sequence[Level]) -> None:
        for level in levels:
            if level.name == "need":
                return
            cost = _COSTS[level.name](self.s, self.v)
            solution = self.session.minimise(cost, solver=self.solver)
            self.session.keep(cost, level.value + slack(level.value, KEPT), solution)

    def _floors(self) -> None:
        """Quantity and opening stock of each floor row, of which the smaller holds."""
        s, rows = self.s, self.program.family_of_rows("floor")
        p, c, t = rows.keys["party"], rows.keys["capability"], rows.keys["month"]
        opening = np.zeros((len(s.parties), len(s.items)))
        opening[s.pairs.party, s.pairs.item] = s.pairs.opening
        self.start = self.program.starts["floor"]
        self.quantity = s.floor[p, c, t]
        self.opening = (opening @ s.yields)[p, c]

    def _solve(self, amounts: Mapping[int, float]) -> Solution:
        """Return the optimum with limits (by their number) moved by these amounts."""
        lower, upper = self.program.lower.copy(), self.program.upper.copy()
        quantity, opening = self.quantity.copy(), self.opening.copy()
        for n, amount in amounts.items():
            limit = self.limits[n]
            for side in (lower, upper):
                side[limit.rows] += limit.step * amount
            quantity[limit.floors - self.start] -= amount
            opening[limit.openings - self.start] += limit.rate * amount
        floors = self.program.span("floor")
        lower[floors] = np.minimum(np.maximum(quantity, 0.0), opening)
        self.session.bound_rows(np.arange(len(lower)), lower, upper)
        return self.session.minimise(need_cost(self.s, self.v), solver=self.solver)

    def _per_unit(self, limit: Limit, solution: Solution) -> float:
        """Fall of the need level for one more unit of the limit."""
        dual = solution.row_dual
        fall = -float(dual[limit.rows] @ limit.step)
        at = limit.floors - self.start
        fall += float(dual[limit.floors][self.quantity[at] <= self.opening[at]].sum())
        over = (
            self.quantity[limit.openings - self.start] > self.opening[limit.openings - self.start]
        )
        fall -= float(dual[limit.openings][over] @ limit.rate[over])
        return fall

    def asks(self, progress: Callable[[float], None]) -> list[tuple[int, _Ask]]:
        """Return the asks with the number of their limit, the strongest first.

        What turns out to bring nothing when solved again is no ask.
        """
        found = []
        for n, limit in enumerate(self.limits):
            ask = _Ask(limit, self._per_unit(limit, self.base), round_amount(limit))
            if ask.promise > SMALL:
                found.append((n, ask))
        found = _without_doubles(found)
        found.sort(key=lambda pair: (-pair[1].promise, pair[0]))
        strongest: list[tuple[int, _Ask]] = []
        rest = iter(found)
        for n, ask in rest:
            confirmed = self._confirmed(n, ask)
            if (confirmed.gain or 0.0) > SMALL:
                strongest.append((n, confirmed))
            progress(0.6 * len(strongest) / CONFIRMED)
            if len(strongest) == CONFIRMED:
                break
        strongest.sort(key=lambda pair: (-_rounded(pair[1].gain or 0.0), pair[0]))
        return [*strongest, *rest][:SHOWN]

    def _confirmed(self, n: int, ask: _Ask) -> _Ask:
        solution = self._solve({n: ask.amount})
        gain = max(0.0, self.base.value - solution.value)
        fall = (self.base.x - solution.x)[self.v.backlog.span].reshape(-1, self.s.months)
        unlocks = {
            (int(self.s.needs.party[k]), int(self.s.needs.capability[k])): float(months)
            for k, months in enumerate(fall.sum(axis=1))
            if abs(months) > UNMET * max(1.0, self.s.needs.total[k])
        }
        return replace(ask, per_unit=self._marginal(n, ask, gain), gain=gain, unlocks=unlocks)

    def _marginal(self, n: int, ask: _Ask, gain: float) -> float:
        """Return what the first unit brings.

        Where several duals are optimal, the solver's may promise more than any unit brings: the
        fall is concave in the amount, so what a hundredth of the amount brings decides.
        """
        if ask.promise <= gain * (1 + 1e-3) + SMALL:
            return ask.per_unit
        little = ask.amount / 100
        fall = max(0.0, self.base.value - self._solve({n: little}).value)
        return min(ask.per_unit, max(fall / little, gain / ask.amount))

    def bundle(
        self,
        asks: Sequence[tuple[int, _Ask]],
        unavoidable: float,
        progress: Callable[[float], None],
    ) -> pl.DataFrame:
        """Return the asks that together close most, in the order in which they were chosen.

        Each step moves, by its round amount, the ask from which the duals after the last step
        expect most; an ask may be moved again. A step that closes less than a hundredth of what
        can be closed is not worth asking, and its ask is passed over from then on.
        """
        numbers = {n: number for number, (n, ask) in enumerate(asks) if ask.gain}
        open_asks = {n: ask for n, ask in asks if ask.gain}
        worthwhile = max(0.01 * (self.base.value - unavoidable), SMALL)
        moved: dict[int, float] = {}
        solution = self.base
        for trial in range(TRIALS):
            if not open_asks:
                break
            n = max(open_asks, key=lambda k: (self._expected(open_asks[k], solution), -numbers[k]))
            further = self._moved_on(open_asks[n], moved.get(n, 0.0))
            if (n not in moved and len(moved) == BUNDLE) or further <= moved.get(n, 0.0):
                del open_asks[n]
                continue
            after = self._solve({**moved, n: further})
            if solution.value - after.value < worthwhile:
                del open_asks[n]
                continue
            moved[n], solution = further, after
            progress(0.6 + 0.4 * trial / TRIALS)
        return self._steps(moved, numbers)

    def _moved_on(self, ask: _Ask, moved: float) -> float:
        """Return how far an ask is moved after one more step."""
        return min(moved + ask.amount, ask.limit.most)

    def _steps(self, moved: Mapping[int, float], numbers: Mapping[int, int]) -> pl.DataFrame:
        """Return the bundle's asks in order, each with the need that is left after it."""
        together: dict[int, float] = {}
        left: list[float] = []
        for n, amount in moved.items():
            together[n] = amount
            left.append(max(0.0, self._solve(together).value))
        return frame("bundle", {
            "step": list(range(len(moved))),
            "ask": [numbers[n] for n in moved],
            "moved_by": list(moved.values()),
            "need_after": left,
        })  # fmt: skip

    def _expected(self, ask: _Ask, solution: Solution) -> float:
        """Return what an ask may still bring: by the duals, but no more than it brings alone."""
        return _rounded(min(self._per_unit(ask.limit, solution) * ask.amount, ask.gain or 0.0))

    def ask_table(self, asks: Sequence[tuple[int, _Ask]]) -> pl.DataFrame:
        """Return the table of asks."""
        limits = [ask.limit for _, ask in asks]
        basis = [self.evidence.basis(limit.trail) if limit.trail else None for limit in limits]
        return frame("asks", {
            "ask": list(range(len(asks))),
            "party": [limit.party for limit in limits],
            "limit": [limit.limit for limit in limits],
            "table": [limit.table for limit in limits],
            "row": [limit.row for limit in limits],
            "item": [limit.item for limit in limits],
            "capability": [limit.capability for limit in limits],
            "hub": [limit.hub for limit in limits],
            "line": [limit.line for limit in limits],
            "per_unit": [ask.per_unit for _, ask in asks],
            "unit": [limit.unit for limit in limits],
            "per_100m": [
                ask.per_unit * 100 / ask.limit.cost if ask.limit.cost else None for _, ask in asks
            ],
            "basis": [b.basis if b else "assumed" for b in basis],
            "weakest": [b.weakest if b else None for b in basis],
            "survives": [None] * len(asks),
            "moved_by": [ask.amount if ask.gain is not None else None for _, ask in asks],
            "gain": [ask.gain for _, ask in asks],
        })  # fmt: skip

    def unlock_table(self, asks: Sequence[tuple[int, _Ask]]) -> pl.DataFrame:
        """Return what each confirmed ask unlocks, by recipient and capability."""
        rows = [
            (number, self.s.parties[r], self.s.capabilities[c], months)
            for number, (_, ask) in enumerate(asks)
            for (r, c), months in (ask.unlocks or {}).items()
        ]
        if not rows:
            return empty("unlocks")
        return frame("unlocks", dict(zip(
            ("ask", "party", "capability", "unit_months"), zip(*rows, strict=True), strict=True
        )))  # fmt: skip

    def hold_table(self, asks: Sequence[tuple[int, _Ask]], backlog: Floats) -> pl.DataFrame:
        """Return the limits that hold each unmet need, the strongest first."""
        s = self.s
        left = clean(backlog).reshape(-1, s.months).sum(axis=1)
        unmet = np.flatnonzero(left > UNMET * np.maximum(1.0, s.needs.total))
        rows = [(k, ask) for k in unmet for _, ask in asks
                if int(s.needs.capability[k]) in ask.limit.serves]  # fmt: skip
        return frame("holds", {
            "party": [s.parties[s.needs.party[k]] for k, _ in rows],
            "capability": [s.capabilities[s.needs.capability[k]] for k, _ in rows],
            "limit": [ask.limit.limit for _, ask in rows],
            "row": [ask.limit.row for _, ask in rows],
            "per_unit": [ask.per_unit for _, ask in rows],
            "unit": [ask.limit.unit for _, ask in rows],
        })  # fmt: skip


def round_amount(limit: Limit) -> float:
    """Return about a tenth of a limit's size as 1, 2 or 5 times a power of ten, at least 1.

    Never more than makes sense: a floor falls no lower than 0, no more is given than is held.
    """
    tenth = max(limit.size / 10, 1.0)
    power = 10.0 ** math.floor(math.log10(tenth))
    amount = power * max(step for step in (1, 2, 5) if step * power <= tenth * (1 + 1e-9))
    return float(min(amount, limit.most))


def _without_doubles(found: Sequence[tuple[int, _Ask]]) -> list[tuple[int, _Ask]]:
    """Return the asks without those for more stock of what a floor of the party's keeps back.

    One more unit in stock and one unit less kept bring the same; a party is asked for the second.
    """
    kept_back = {
        (ask.limit.party, item)
        for _, ask in found
        if ask.limit.limit in ("floor", "missing_floor")
        for item in ask.limit.items
    }
    return [
        (n, ask) for n, ask in found
        if ask.limit.limit != "stock" or (ask.limit.party, ask.limit.item) not in kept_back
    ]  # fmt: skip


def _rounded(gain: float) -> float:
    """Return a gain to the solver's precision, so that equal ones keep a fixed order."""
    return round(gain, 7)
