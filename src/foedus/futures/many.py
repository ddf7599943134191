"""A plan for many futures: the first level by decomposition, and what knowing is worth at it."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from foedus.case.model import LevelName
from foedus.futures.branches import Branch, first_stage
from foedus.futures.decompose import Decomposed, Search, Tried
from foedus.futures.levels import Aim, solve_levels
from foedus.futures.master import Goal
from foedus.futures.mean import MEAN
from foedus.futures.regrets import COMMON, Recourse
from foedus.futures.report import SAME
from foedus.futures.result import Found
from foedus.futures.shared import Shared, share
from foedus.futures.workers import Crew, crew
from foedus.plan.sets import Floats
from foedus.plan.solve import NoPlanError, Solver
from foedus.results.futures import Objective, Worth
from foedus.results.plan import Level

LARGEST = 500_000
"""Columns of all scenarios together above which the extensive form is left for the decomposition:
measured in docs/mathematics-futures.md."""


@dataclass(frozen=True)
class Asked:
    """What is asked of a decomposition.

    Parameters
    ----------
    levels : tuple of level name
        Of the case; the first is decomposed, the mean's plan has all.
    objective : {"expected", "regret", "cvar"}
    alpha : float
        Of CVaR.
    gap : float
    limit : float, optional
        Seconds by the clock on the wall.
    workers : int
    solver : {"ipx", "simplex"}
    """

    levels: tuple[LevelName, ...]
    objective: Objective
    alpha: float
    gap: float
    limit: float | None
    workers: int
    solver: Solver

    @property
    def level(self) -> LevelName:
        """The level that is decomposed."""
        return self.levels[0]


@dataclass(frozen=True)
class Many:
    """The first level over many scenarios.

    Parameters
    ----------
    plan : Decomposed
        With the neatest solutions.
    own : tuple of float
        The level of each scenario's own best plan.
    mean : tuple of float, optional
        The level in each scenario with the first stage that is best for their mean; None where
        there is none, or where it is impossible in one of them.
    """

    plan: Decomposed
    own: tuple[float, ...]
    mean: tuple[float, ...] | None


class LackingError(NoPlanError):
    """Some scenarios have no plan at all."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(", ".join(names))
        self.names = tuple(names)


def columns_of(branches: Sequence[Branch]) -> int:
    """Return the number of columns of all scenarios together."""
    return sum(branch.columns.count for branch in branches)


def plan_for_many(
    branches: Sequence[Branch],
    mean: Branch | None,
    asked: Asked,
    progress: Callable[[str, float], None] = lambda _stage, _done: None,
) -> Many:
    """Return the plan whose first level is least, and what knowing is worth at it.

    Parameters
    ----------
    branches : sequence of Branch
    mean : Branch, optional
        The mean of the scenarios; its first stage is the first that is tried.
    asked : Asked
    progress : callable
        Hears (stage, fraction done).

    Raises
    ------
    LackingError
        Some scenarios have no plan at all.
    NoPlanError
        No plan satisfies the constraints of all scenarios.
    SolverError
        The solver ends without an optimum whose residuals are small.
    """
    end = math.inf if asked.limit is None else time.monotonic() + asked.limit
    shared = share(branches, asked.level)
    stage = None if mean is None else _first_stage_of(mean, asked)
    start = None if stage is None else _over(stage, branches, shared)
    with crew(shared.parts, asked.workers) as solvers:
        progress("own", 0.05)
        own = _own(branches, solvers)
        weights = np.array([branch.scenario.weight for branch in branches])
        goal = Goal(asked.objective, weights, asked.alpha, own)
        search = Search(shared, solvers, goal, asked.gap, asked.solver)
        progress("common", 0.3)
        first = None if start is None else search.try_out(start)
        search.run(end, lambda part: progress("common", 0.3 + 0.5 * part))
        search.neat()
        progress("regrets", 0.85)
        plan = search.found(branches)
        assert search.best is not None
        settled = zip(solvers.settled(search.best.x), plan.solutions, strict=True)
        plan = replace(plan, solutions=tuple(new if new.size else old for new, old in settled))
    values = _reached(first)
    if values is not None and stage is not None:
        values = _held_alone(values, stage, branches, shared.explicit, asked)
    return Many(plan, tuple(own.tolist()), values)


def _own(branches: Sequence[Branch], solvers: Crew) -> Floats:
    found = solvers.alone()
    lacking = [b.scenario.name for b, one in zip(branches, found, strict=True) if one is None]
    if lacking:
        raise LackingError(lacking)
    return np.array(found, dtype=np.float64)


def _first_stage_of(mean: Branch, asked: Asked) -> dict[int, float] | None:
    """Return what the mean's plan decides before the last reveal; None where it has none."""
    try:
        solved = solve_levels([mean], Aim(asked.levels, solver=asked.solver))
    except NoPlanError:
        return None
    return first_stage(mean, solved.extensive.own(0, solved.x), mean.scenario.reveal)


def _over(amount: Mapping[int, float], branches: Sequence[Branch], shared: Shared) -> Floats | None:
    """Return amounts by code over the shared columns; None where one would have to stand elsewhere.

    What only the last scenario decides before its reveal is no shared column (``_held_alone``).
    """
    last = branches[shared.explicit]
    code = dict(zip(last.decided.tolist(), last.code.tolist(), strict=True))
    codes = [code[column] for column in shared.columns.tolist()]
    if any(amount[one] > 0 for one in set(amount) - set(codes) - _alone(branches, shared.explicit)):
        return None
    return np.array([amount.get(one, 0.0) for one in codes])


def _alone(branches: Sequence[Branch], explicit: int) -> set[int]:
    """Return the codes of what the last scenario decides after all others are revealed."""
    last = branches[explicit]
    others = [b.scenario.reveal for n, b in enumerate(branches) if n != explicit]
    return set(last.code[last.month >= max(others, default=0)].tolist())


def _held_alone(
    values: tuple[float, ...],
    stage: Mapping[int, float],
    branches: Sequence[Branch],
    explicit: int,
    asked: Asked,
) -> tuple[float, ...] | None:
    """Hold the last scenario to all that the mean decides before its reveal, as the others are."""
    if not _alone(branches, explicit) & set(stage):
        return values
    value = Recourse(branches[explicit], asked.level, asked.solver).value(stage)
    if value is None:
        return None
    return (*values[:explicit], value, *values[explicit + 1 :])


def _reached(tried: Tried | None) -> tuple[float, ...] | None:
    if tried is None or any(math.isinf(answer.value) for answer in tried.answers):
        return None
    return tuple(answer.value for answer in tried.answers)


def outcome(
    branches: Sequence[Branch], many: Many, asked: Asked
) -> tuple[Found, dict[tuple[str, str], float | None], Worth]:
    """Return what the result shows: plan, regrets of the plans tried, and what knowing is worth."""
    plan = many.plan
    reached = plan.gap <= asked.gap
    found = Found(
        plan.solutions,
        (Level(asked.level, plan.value),),
        plan.bound,
        plan.gap,
        "optimal" if reached else "feasible",
        "decomposed",
        "",
    )
    names = [branch.scenario.name for branch in branches]
    weights = np.array([branch.scenario.weight for branch in branches])
    table: dict[tuple[str, str], float | None] = {}
    table |= {(COMMON, n): v for n, v in zip(names, plan.values, strict=True)}
    if many.mean is not None:
        table |= {(MEAN, n): v for n, v in zip(names, many.mean, strict=True)}
    mean = None if many.mean is None else float(weights @ np.array(many.mean))
    waited, stochastic = float(weights @ np.array(many.own)), float(weights @ np.array(plan.values))
    # the plan is proven within its gap only: so is the inequality
    room = (SAME + plan.gap) * max(1.0, stochastic)
    holds = waited <= stochastic + room and (mean is None or stochastic <= mean + room)
    return found, table, Worth(waited, stochastic, mean, holds)
