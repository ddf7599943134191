"""The master: the first stage, one scenario in full, and what the cuts say of the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from foedus.futures.cuts import Cut, dual_bound, implied_upper
from foedus.futures.shared import Asked, Shared, asked_by_others
from foedus.plan.program import INFINITY, Program, row_scale
from foedus.plan.sets import Floats, Ints
from foedus.plan.solve import Session, Solver
from foedus.results.futures import Objective

IDLE = 8
"""A cut that held nothing in so many rounds is dropped."""


@dataclass(frozen=True)
class Goal:
    """How the scenarios' levels make one value.

    Parameters
    ----------
    objective : {"expected", "regret", "cvar"}
    weights : (K,) float
    alpha : float
        Of CVaR.
    own : (K,) float
        What each scenario's own best plan reaches; for ``regret``.
    """

    objective: Objective
    weights: Floats
    alpha: float
    own: Floats

    def value(self, levels: Floats) -> float:
        """Return the value of levels, by scenario; infinite where one is."""
        if self.objective == "regret" or not np.isfinite(levels).all():
            return float((levels - self.own).max())
        if self.objective == "expected":
            return float(self.weights @ levels)
        return conditional(levels, self.weights, self.alpha)


def conditional(levels: Floats, weights: Floats, alpha: float) -> float:
    """Return CVaR: the mean of the worst ``1 - alpha`` (Rockafellar & Uryasev 2000).

    Examples
    --------
    >>> conditional(np.array([1.0, 2.0, 4.0]), np.array([0.5, 0.25, 0.25]), 0.5)
    3.0
    """
    order = np.argsort(-levels)
    taken = np.minimum(np.cumsum(weights[order]), 1 - alpha)
    share = np.diff(taken, prepend=0.0)
    return float(share @ levels[order] / (1 - alpha))


@dataclass(frozen=True)
class Point:
    """A first stage that the master proposes.

    Parameters
    ----------
    x : (F,) float
        Shared columns.
    bound : float
        No plan has a lower value.
    ran : str
    seconds : float
        CPU seconds in the solver.
    """

    x: Floats
    bound: float
    ran: str
    seconds: float


@dataclass
class _Kept:
    cut: Cut
    idle: int = 0


class Master:
    """The first stage with the explicit scenario's programme, and a level for each scenario.

    Columns: the explicit scenario's; ``level(k)``; for regret and CVaR ``most``, for CVaR also
    ``over(k)``. A scenario in full keeps the early proposals sensible (partial Benders
    decomposition: Crainic, Hewitt, Maggioni & Rei 2021, Transportation Science 55), and brings
    every rule of the months before the reveal with it.

    Parameters
    ----------
    shared : Shared
    goal : Goal
    ceilings : (K,) float
        Levels that no plan exceeds.
    solver : {"ipx", "simplex"}
    """

    def __init__(self, shared: Shared, goal: Goal, ceilings: Floats, solver: Solver) -> None:
        self.shared, self.goal, self.solver = shared, goal, solver
        part = shared.parts[shared.explicit]
        self.count, self.scenarios = len(part.cost), len(shared.parts)
        self.level = self.count + np.arange(self.scenarios)
        self.most = self.count + self.scenarios
        self.base = self._base()
        highest = float(ceilings.max(initial=0.0))
        known = implied_upper(part.program)
        extra = self.base.matrix.shape[1] - self.count - self.scenarios
        self.upper = np.concatenate([known, ceilings, np.full(extra, highest)])
        self.cuts: list[_Kept] = []

    def _base(self) -> Program:
        """Return the programme without cuts."""
        part = self.shared.parts[self.shared.explicit]
        width = self.most + (0 if self.goal.objective == "expected" else 1)
        width += self.scenarios if self.goal.objective == "cvar" else 0
        used = np.flatnonzero(part.cost)
        own = (np.append(used, self.level[part.number]), np.append(part.cost[used], -1.0), 0.0)
        rows = [own, *map(self._asked, asked_by_others(self.shared)), *self._worst()]
        new = width - self.count
        program = replace(
            part.program,
            matrix=sparse.csc_array(
                sparse.hstack(
                    [part.program.matrix, sparse.csc_array((part.program.matrix.shape[0], new))]
                )
            ),
            column_upper=np.append(part.program.column_upper, np.full(new, INFINITY)),
            column_scale=np.append(part.program.column_scale, np.ones(new)),
        )
        return _with_rows(program, rows)

    def _asked(self, row: Asked) -> tuple[Ints, Floats, float]:
        return self.shared.columns[row.place], row.slope, row.most

    def _worst(self) -> list[tuple[Ints, Floats, float]]:
        """level(k) <= most + own(k), or level(k) <= most + over(k)."""
        if self.goal.objective == "expected":
            return []
        ones = np.array([1.0, -1.0, -1.0])
        if self.goal.objective == "regret":
            return [
                (np.array([column, self.most]), ones[:2], float(own))
                for column, own in zip(self.level, self.goal.own, strict=True)
            ]
        return [
            (np.array([column, self.most, self.most + 1 + k]), ones, 0.0)
            for k, column in enumerate(self.level)
        ]

    def _cost(self) -> Floats:
        cost = np.zeros(self.base.matrix.shape[1])
        if self.goal.objective == "expected":
            cost[self.level] = self.goal.weights
            return cost
        cost[self.most] = 1.0
        if self.goal.objective == "cvar":
            cost[self.most + 1 :] = self.goal.weights / (1 - self.goal.alpha)
        return cost

    def add(self, cuts: Iterable[Cut]) -> None:
        """Take cuts; those of the explicit scenario say nothing new."""
        explicit = self.shared.explicit
        self.cuts += [_Kept(cut) for cut in cuts if cut.scenario != explicit]

    def propose(self) -> Point:
        """Return the first stage that is best as far as the cuts tell, and the bound.

        Raises
        ------
        NoPlanError
            No first stage is possible in every scenario.
        """
        program = _with_rows(self.base, [self._row(kept.cut) for kept in self.cuts])
        session, cost = Session(program), self._cost()
        solution = session.minimise(cost, solver=self.solver)
        none = np.zeros(0, dtype=np.int64)
        bound = dual_bound(program, cost, solution.row_dual, self.upper, none)
        self._drop_idle(solution.row_dual[len(self.base.lower) :])
        x = np.maximum(0.0, solution.x[self.shared.columns])
        return Point(x, bound.constant, solution.ran, session.seconds)

    def neat(self, value: float) -> Floats:
        """Return, of the first stages that the cuts hold to be as good as a value, the neatest.

        A vertex in which nothing moves without need; proposals are mixtures of many plans.

        Raises
        ------
        NoPlanError
            The cuts allow none (the value lies below the bound, in its last digits).
        SolverError
            The solver ends without an optimum whose residuals are small.
        """
        cost, part = self._cost(), self.shared.parts[self.shared.explicit]
        used = np.flatnonzero(cost)
        rows = [self._row(kept.cut) for kept in self.cuts]
        program = _with_rows(self.base, [*rows, (used, cost[used], value)])
        preference = np.append(part.preference, np.zeros(len(cost) - self.count))
        solution = Session(program).minimise(preference, crossover=True)
        return np.maximum(0.0, solution.x[self.shared.columns])

    def _row(self, cut: Cut) -> tuple[Ints, Floats, float]:
        """Slope @ x - level <= -constant."""
        column, value = self.shared.columns[cut.place], cut.slope
        if cut.kind == "level":
            column, value = np.append(column, self.level[cut.scenario]), np.append(value, -1.0)
        return column, value, -cut.constant

    def _drop_idle(self, dual: Floats) -> None:
        """Drop the level cuts that have held nothing for some rounds."""
        holds = np.abs(dual) > 1e-9
        for kept, held in zip(self.cuts, holds, strict=True):
            kept.idle = 0 if held else kept.idle + 1
        self.cuts = [k for k in self.cuts if k.idle < IDLE or k.cut.kind == "feasibility"]


def _with_rows(program: Program, rows: Sequence[tuple[Ints, Floats, float]]) -> Program:
    """Return the programme with rows ``value @ x[column] <= most`` below the others."""
    if not rows:
        return program
    size = [len(column) for column, _, _ in rows]
    more = sparse.csr_array(
        (
            np.concatenate([value for _, value, _ in rows]),
            np.concatenate([column for column, _, _ in rows]),
            np.concatenate([[0], np.cumsum(size)]),
        ),
        shape=(len(rows), program.matrix.shape[1]),
    )
    matrix = sparse.csc_array(sparse.vstack([program.matrix, more], format="csc"))
    return replace(
        program,
        matrix=matrix,
        lower=np.append(program.lower, np.full(len(rows), -INFINITY)),
        upper=np.append(program.upper, [most for _, _, most in rows]),
        row_scale=row_scale(matrix, program.column_scale),
    )
