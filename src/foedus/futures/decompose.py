"""The first level over many scenarios, one scenario at a time: Benders with a proven gap."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from foedus.case.model import LevelName
from foedus.errors import SolverError
from foedus.futures.branches import Branch, first_stage
from foedus.futures.master import Goal, Master, Point
from foedus.futures.shared import Shared, share
from foedus.futures.subproblem import Answer
from foedus.futures.workers import Crew, crew
from foedus.plan.sets import Floats
from foedus.plan.solve import NoPlanError, Solver
from foedus.results.futures import Objective

STEP = 0.9
"""How far from the best first stage towards the master's the next one is tried."""
STALLED = 0.01
"""A round that closes less than this of the gap is followed by the master's own point."""
ROUNDS = 500
"""A gap that is still open after so many rounds stays open."""


@dataclass(frozen=True)
class Decomposed:
    """The first level over several scenarios.

    Parameters
    ----------
    value : float
        Of the best first stage found, by the objective.
    bound : float
        No plan has a lower value.
    gap : float
        ``(value - bound) / max(1, value)``.
    first_stage : mapping of int to float
        Quantity by code of the column, as far as the latest reveal.
    values : tuple of float
        The level in each scenario.
    solutions : tuple of (n_k,) float
        The plan in each scenario.
    iterations : int
    residual : float
    ran : tuple of str
        What the solver did, one entry a solve of those that made the plan and the bound.
    seconds : float
        CPU seconds in the solver, those of all workers together.
    """

    value: float
    bound: float
    gap: float
    first_stage: Mapping[int, float]
    values: tuple[float, ...]
    solutions: tuple[Floats, ...]
    iterations: int
    residual: float
    ran: tuple[str, ...]
    seconds: float


def decompose(
    branches: Sequence[Branch],
    level: LevelName,
    *,
    objective: Objective = "expected",
    alpha: float = 0.9,
    own: Sequence[float] | None = None,
    gap: float = 1e-3,
    limit: float | None = None,
    workers: int = 1,
    solver: Solver = "ipx",
    progress: Callable[[float], None] = lambda _: None,
) -> Decomposed:
    """Return the plan whose first level is least, common to the scenarios until each reveal.

    ``min over x of the value of (level_1(x), ..., level_K(x))`` with ``level_k(x)`` the least
    level of scenario k once the first stage x is decided. The master knows each ``level_k`` by
    cuts ``level_k(x) >= constant + slope @ x`` (multi-cut L-shaped method: Birge & Louveaux 1988)
    and one scenario in full; points are tried between its proposal and the best so far (in-out
    separation: Ben-Ameur & Neto 2007).

    Parameters
    ----------
    branches : sequence of Branch
    level : {"need", "readiness", "cost"}
    objective : {"expected", "regret", "cvar"}
    alpha : float
        Of CVaR, the mean of the worst ``1 - alpha``.
    own : sequence of float, optional
        What each scenario's own best plan reaches; for ``regret``.
    gap : float
        Ends when the value is proven within this, times max(1, value).
    limit : float, optional
        Seconds by the clock on the wall after which no round begins. The first rounds, until
        some first stage is possible in every scenario, are always made.
    workers : int
        Processes for the subproblems.
    solver : {"ipx", "simplex"}
        Of the master.
    progress : callable
        Hears the fraction done.

    Raises
    ------
    NoPlanError
        No plan satisfies the constraints of all scenarios.
    SolverError
        The solver ends without an optimum whose residuals are small, or no possible first stage
        was found.
    """
    shared = share(branches, level)
    weights = np.array([branch.scenario.weight for branch in branches])
    reached = np.zeros(len(branches)) if own is None else np.asarray(own, dtype=np.float64)
    goal = Goal(objective, weights, alpha, reached)
    end = math.inf if limit is None else time.monotonic() + limit
    with crew(shared.parts, workers) as solvers:
        search = Search(shared, solvers, goal, gap, solver)
        search.run(end, progress)
    return search.found(branches)


@dataclass(frozen=True)
class Tried:
    """A first stage and what the scenarios say of it."""

    x: Floats
    value: float
    answers: tuple[Answer, ...]


class Search:
    """The rounds between master and subproblems.

    Parameters
    ----------
    shared : Shared
    solvers : Crew
    goal : Goal
    gap : float
        That is wanted.
    solver : {"ipx", "simplex"}
        Of the master.
    """

    def __init__(
        self, shared: Shared, solvers: Crew, goal: Goal, gap: float, solver: Solver
    ) -> None:
        self.shared, self.solvers, self.goal, self.wanted = shared, solvers, goal, gap
        self.master = Master(shared, goal, np.array(solvers.ceilings()), solver)
        self.best: Tried | None = None
        self.bound = 0.0
        self.rounds = 0
        self.seconds = 0.0
        self.ran: list[str] = []

    @property
    def gap(self) -> float:
        """Distance from the bound to the best value; infinite before the first."""
        if self.best is None:
            return math.inf
        return max(0.0, self.best.value - self.bound) / max(1.0, self.best.value)

    def run(self, end: float, progress: Callable[[float], None] = lambda _: None) -> None:
        """Go on until the gap is small enough, or until the next round would end too late."""
        step, longest = STEP, 0.0
        while self.gap > self.wanted and self.rounds < ROUNDS:
            began = time.monotonic()
            if self.best is not None and began + longest > end:
                return
            before = self.gap
            self.round(step)
            step = STEP if self.gap <= (1 - STALLED) * before else 1.0
            longest = time.monotonic() - began
            progress(self.done())

    def round(self, step: float) -> None:
        """Let the master propose, and try a point on the way to its own."""
        self.rounds += 1
        point = self.proposed()
        if self.gap > self.wanted:
            best = point.x if self.best is None else self.best.x
            self.try_out(best + step * (point.x - best))

    def try_out(self, x: Floats) -> Tried:
        """Ask every scenario about a first stage; the master takes the cuts."""
        tried = self.tried(x)
        better = self.best is None or tried.value < self.best.value
        if better and math.isfinite(tried.value):
            self.best = tried
        self.master.add(answer.cut for answer in tried.answers)
        return tried

    def proposed(self) -> Point:
        """Return the master's point; its bound counts."""
        point = self.master.propose()
        self.bound = max(self.bound, point.bound)
        self.seconds += point.seconds
        self.ran.append(point.ran)
        return point

    def tried(self, x: Floats) -> Tried:
        """Ask every scenario about a first stage."""
        answers = tuple(self.solvers.answers(x))
        self.seconds += sum(answer.seconds for answer in answers)
        levels = np.array([answer.value for answer in answers])
        return Tried(x, self.goal.value(levels), answers)

    def done(self) -> float:
        """Return the fraction done: digits of the gap that are proven, of those asked for."""
        if not 0 < self.gap < 1:
            return 0.0 if self.gap else 1.0
        return min(1.0, math.log(self.gap) / math.log(min(0.5, max(self.wanted, 1e-12))))

    def neat(self) -> None:
        """Change to a first stage that moves nothing without need, if it is as good."""
        if self.best is None:
            return
        try:
            x = self.master.neat(self.best.value)
        except (NoPlanError, SolverError):
            return  # the best stays as it is, a mixture of proposals
        tried = self.tried(x)
        bound = min(self.bound, self.best.value)
        room = max(self.wanted, self.gap) * max(1.0, self.best.value)
        if tried.value - bound <= room:
            self.best = tried

    def found(self, branches: Sequence[Branch]) -> Decomposed:
        """Return the best plan."""
        if self.best is None:
            raise SolverError(f"no possible first stage after {self.rounds} rounds")
        answers, last = self.best.answers, self.shared.explicit
        reveal = branches[last].scenario.reveal
        return Decomposed(
            self.best.value,
            min(self.bound, self.best.value),
            self.gap,
            first_stage(branches[last], answers[last].x, reveal),
            tuple(answer.value for answer in answers),
            tuple(answer.x for answer in answers),
            self.rounds,
            max(answer.residual for answer in answers),
            (*self.ran, *(answer.ran for answer in answers)),
            self.seconds,
        )
