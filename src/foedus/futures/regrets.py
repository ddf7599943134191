"""What a first stage costs in each scenario: regrets, and the plan for the mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from foedus.case.model import LevelName
from foedus.futures.branches import Branch, Scenario
from foedus.plan.engine import COSTS
from foedus.plan.sets import Floats, Ints, Restriction, Sets
from foedus.plan.solve import NoPlanError, Session, Solver

COMMON = "common"
"""Name of the plan that is common until the reveal."""
MEAN = "mean"
"""Name of the plan for the mean of the scenarios."""
NEAR = 1e-6
"""A first stage is kept within this, times the larger of its value and the column's size."""


@dataclass
class Recourse:
    """One scenario's programme at the first level, solved again for each first stage.

    Parameters
    ----------
    branch : Branch
    level : level name
    solver : {"ipx", "simplex"}
    """

    branch: Branch
    level: LevelName
    solver: Solver = "ipx"

    def __post_init__(self) -> None:
        self.session = Session(self.branch.model.program)
        self._cost = COSTS[self.level](self.branch.sets, self.branch.columns)
        n = self.branch.before
        self._code, self._columns = self.branch.code[n].tolist(), self.branch.decided[n]
        self._scale = self.branch.model.program.column_scale[self._columns]

    def value(self, decided: Mapping[int, float]) -> float | None:
        """Return the least level once the first stage is decided; None where it is impossible.

        Parameters
        ----------
        decided : mapping of int to float
            Quantity by code of the column; what is not named is 0.
        """
        if {code for code, amount in decided.items() if amount > 0} - set(self._code):
            return None
        x = np.array([decided.get(code, 0.0) for code in self._code])
        room = NEAR * np.maximum(self._scale, np.abs(x))
        self.session.hold_columns(self._columns, np.maximum(0.0, x - room), x + room)
        try:
            return max(0.0, self.session.minimise(self._cost, solver=self.solver).value)
        except NoPlanError:
            return None


def regret_table(
    plans: Mapping[str, Mapping[str, Mapping[int, float]]],
    branches: Sequence[Branch],
    level: LevelName,
    solver: Solver,
    progress: Callable[[float], None] = lambda _: None,
) -> tuple[dict[tuple[str, str], float | None], tuple[str, ...]]:
    """Return the first level by plan and scenario, and which solver ran.

    Parameters
    ----------
    plans : mapping of plan to mapping of scenario to first stage
        What each plan decides before that scenario is revealed.
    branches : sequence of Branch
    level : level name
    solver : {"ipx", "simplex"}
    """
    values: dict[tuple[str, str], float | None] = {}
    ran: list[str] = []
    for n, branch in enumerate(branches):
        recourse = Recourse(branch, level, solver)
        for plan, stages in plans.items():
            name = branch.scenario.name
            values[plan, name] = recourse.value(stages[name])
        ran += recourse.session.ran
        progress((n + 1) / len(branches))
    return values, tuple(ran)


def mean_of(scenarios: Sequence[Scenario]) -> Scenario:
    """Return the mean of scenarios: every figure its mean, delays to the nearest month.

    Its first stage lasts as long as the longest.
    """
    weights = [one.weight for one in scenarios]
    sets = [one.sets for one in scenarios]
    first = sets[0]

    def mean(get: Callable[[Sets], Floats]) -> Floats:
        # as a change from the first: what is the same in all stays the same to the last digit
        base = np.asarray(get(first), dtype=np.float64)
        moves = [w * (get(s) - base) for w, s in zip(weights, sets, strict=True)]
        return np.asarray(base + sum(moves), dtype=np.float64)

    def months(get: Callable[[Sets], Ints]) -> Ints:
        return np.rint(mean(lambda s: get(s).astype(np.float64))).astype(np.int64)

    lines = replace(
        first.lines,
        lead=months(lambda s: s.lines.lead),
        price=mean(lambda s: s.lines.price),
        capacity=mean(lambda s: s.lines.capacity),
        listed=np.logical_or.reduce([s.lines.listed for s in sets]),
    )
    routes = replace(
        first.routes, lag=months(lambda s: s.routes.lag), cost=mean(lambda s: s.routes.cost)
    )
    pairs = replace(
        first.pairs,
        opening=mean(lambda s: s.pairs.opening),
        inflow=mean(lambda s: s.pairs.inflow),
        value=mean(lambda s: s.pairs.value),
    )
    needs = replace(
        first.needs,
        quantity=mean(lambda s: s.needs.quantity),
        priority=mean(lambda s: s.needs.priority),
        carry=mean(lambda s: s.needs.carry),
    )
    needs = replace(needs, total=needs.unmet().sum(axis=1))
    holds = replace(
        first.holds,
        quantity=mean(lambda s: s.holds.quantity),
        priority=mean(lambda s: s.holds.priority),
    )
    restrictions = tuple(
        replace(rows[0], limit=_mean_limit(rows, weights))
        for rows in zip(*[s.restrictions for s in sets], strict=True)
    )
    mixed = replace(
        first,
        yields=mean(lambda s: s.yields),
        price=mean(lambda s: s.price),
        mass=mean(lambda s: s.mass),
        pairs=pairs,
        needs=needs,
        arriving=mean(lambda s: s.arriving),
        holds=holds,
        floor=mean(lambda s: s.floor),
        budget=mean(lambda s: s.budget),
        lines=lines,
        hub_capacity=mean(lambda s: s.hub_capacity),
        routes=routes,
        restrictions=restrictions,
        promised=mean(lambda s: s.promised),
        share=mean(lambda s: s.share),
    )
    return Scenario(MEAN, 1.0, max(one.reveal for one in scenarios), mixed)


def _mean_limit(rows: Sequence[Restriction], weights: Sequence[float]) -> float:
    first = rows[0].limit
    return first + sum(w * (r.limit - first) for w, r in zip(weights, rows, strict=True))
