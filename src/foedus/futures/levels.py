"""The levels over several scenarios, one after the other, by the objective that was chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from foedus.case.model import LevelName
from foedus.futures.branches import Branch
from foedus.futures.extensive import Extensive, Guard, assemble
from foedus.plan.engine import COSTS
from foedus.plan.levels import KEPT, order_of_preference, slack
from foedus.plan.leximin import fairness_level, solve_fairness
from foedus.plan.sets import Floats
from foedus.plan.solve import LARGE, Keeps, Session, Solution, Solver, StalledError
from foedus.results.futures import Objective
from foedus.results.plan import Level


@dataclass(frozen=True)
class Aim:
    """What is asked of a plan for several futures.

    Parameters
    ----------
    levels : tuple of level names
    objective : {"expected", "regret", "cvar"}
    alpha : float
        Of CVaR.
    own : mapping of level name to (K,) float
        What each scenario's own best plan reaches; for ``regret``.
    solver : {"ipx", "simplex"}
    """

    levels: tuple[LevelName, ...]
    objective: Objective = "expected"
    alpha: float = 0.9
    own: Mapping[str, Floats] = field(default_factory=dict)
    solver: Solver = "ipx"

    def guarded(self) -> tuple[LevelName, ...]:
        """Return the levels that need a row for each scenario."""
        if self.objective == "expected":
            return ()
        return tuple(name for name in self.levels if name != "fairness")


@dataclass(frozen=True)
class Solved:
    """A plan for several scenarios.

    Parameters
    ----------
    extensive : Extensive
    levels : tuple of Level
        By the objective.
    x : (n,) float
    residual : float
    keeps : {"rows", "faces"}
    ran : tuple of str
    seconds : float
        CPU seconds in the solver.
    """

    extensive: Extensive
    levels: tuple[Level, ...]
    x: Floats
    residual: float
    keeps: Keeps
    ran: tuple[str, ...]
    seconds: float


def solve_levels(
    branches: Sequence[Branch], aim: Aim, progress: Callable[[float], None] = lambda _: None
) -> Solved:
    """Return the plan that is common to the scenarios until each is revealed.

    Raises
    ------
    NoPlanError
        No plan satisfies the constraints of all scenarios.
    """
    extensive = assemble(branches, aim.objective, _guards(branches, aim))
    # a few scenarios are worth a second attempt: their faces hold the guards less well than rows
    session = Session(extensive.program, large=LARGE * len(branches))
    keeps: Keeps = "rows"
    try:
        levels, solution = _Levels(extensive, session, aim, progress).all()
    except StalledError:
        keeps, before = "faces", session
        session = Session(extensive.program, keeps=keeps)
        session.seconds, session.ran = before.seconds, before.ran
        levels, solution = _Levels(extensive, session, aim, progress).all()
    return Solved(
        extensive, levels, solution.x, solution.residual, keeps, tuple(session.ran),
        session.seconds,
    )  # fmt: skip


def costs_of(branches: Sequence[Branch], name: LevelName) -> tuple[Floats, ...]:
    """Return the cost of each scenario's columns at a level."""
    return tuple(COSTS[name](branch.sets, branch.columns) for branch in branches)


def _guards(branches: Sequence[Branch], aim: Aim) -> list[Guard]:
    guards = []
    for name in aim.guarded():
        own = aim.own.get(name, np.zeros(len(branches)))
        allowed = own if aim.objective == "regret" else np.zeros(len(branches))
        scale = max(1.0, float(own.max(initial=0.0)))
        guards.append(Guard(costs_of(branches, name), allowed, scale, aim.objective == "cvar"))
    return guards


class _Levels:
    """One run over the levels."""

    def __init__(
        self, whole: Extensive, session: Session, aim: Aim, progress: Callable[[float], None]
    ) -> None:
        self.whole, self.session, self.aim, self.progress = whole, session, aim, progress
        self.odds = [branch.scenario.weight for branch in whole.branches]
        # least worst regret needs no odds: beyond the worst, every scenario counts alike
        self.weights = [1.0] * len(self.odds) if aim.objective == "regret" else self.odds
        self.guard = {name: n for n, name in enumerate(aim.guarded())}

    def all(self) -> tuple[tuple[Level, ...], Solution]:
        """Solve every level, then pick one plan among those that are as good."""
        levels = []
        for n, name in enumerate(self.aim.levels):
            self.progress(n / (len(self.aim.levels) + 1))
            levels.append(self.fairness() if name == "fairness" else self.linear(name))
        self.progress(len(self.aim.levels) / (len(self.aim.levels) + 1))
        preferred = [order_of_preference(b.sets, b.columns) for b in self.whole.branches]
        cost = self.whole.cost(preferred, self.weights)
        solution = self.session.minimise(cost, solver=self.aim.solver, crossover=True)
        return tuple(levels), solution

    def linear(self, name: LevelName) -> Level:
        """Solve need, readiness or cost."""
        value = self.kept(self.guarded_cost(name)) if name in self.guard else None
        expected = self.kept(self.whole.cost(costs_of(self.whole.branches, name), self.weights))
        return Level(name, expected if value is None else value)

    def guarded_cost(self, name: LevelName) -> Floats:
        """Return the cost of the worst regret, or of CVaR."""
        n = self.guard[name]
        cost = np.zeros(len(self.whole.program.column_scale))
        cost[self.whole.most[n]] = 1.0
        if self.aim.objective == "cvar":
            cost[self.whole.over[n]] = np.array(self.odds) / (1 - self.aim.alpha)
        return cost

    def kept(self, cost: Floats) -> float:
        """Make a cost least, keep it, and return its value."""
        solution = self.session.minimise(cost, solver=self.aim.solver)
        value = max(0.0, solution.value)
        self.session.keep(cost, value + slack(value, KEPT), solution)
        return value

    def fairness(self) -> Level:
        """Solve leximin of the relative burdens."""
        return solve_fairness(self.whole.burdens, self.session, solver=self.aim.solver)


def levels_in(branch: Branch, x: Floats, names: Sequence[LevelName]) -> tuple[Level, ...]:
    """Return what a solution reaches in one scenario."""
    return tuple(_level_in(branch, x, name) for name in names)


def _level_in(branch: Branch, x: Floats, name: LevelName) -> Level:
    s, v = branch.sets, branch.columns
    if name != "fairness":
        return Level(name, max(0.0, float(COSTS[name](s, v) @ x)))
    share = s.share[s.donors]
    burden = x[v.burden.span][share > 0] / share[share > 0]
    return fairness_level(np.maximum(burden, 0.0))


def first_linear(levels: Sequence[LevelName]) -> LevelName:
    """Return the first level that is one sum, at which regrets are counted.

    Examples
    --------
    >>> first_linear(("fairness", "cost"))
    'cost'
    """
    return next(name for name in levels if name != "fairness")
