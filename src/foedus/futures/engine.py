"""The futures engine: one plan until the reveal, recourse after."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

import numpy as np

from foedus.case.model import Case, LevelName
from foedus.futures.branches import Branch, compile_branches, first_stage, scenarios_of
from foedus.futures.check import require
from foedus.futures.levels import Aim, Solved, first_linear, solve_levels
from foedus.futures.many import LARGEST, Asked, LackingError, columns_of, outcome, plan_for_many
from foedus.futures.mean import MEAN, mean_of
from foedus.futures.regrets import COMMON, regret_table
from foedus.futures.report import SAME
from foedus.futures.result import NOTHING_KNOWN, Ran, found_whole, impossible, result
from foedus.plan.engine import ordered
from foedus.plan.sets import Floats
from foedus.plan.solve import NoPlanError, Solver
from foedus.results.futures import Futures, Objective, Worth
from foedus.results.plan import Level

Progress = Callable[[str, float], None]
"""Hears the name of a stage and the fraction of the whole that is done."""

Way = Literal["auto", "extensive", "decomposed"]
"""How the levels are solved."""


def futures(
    case: Case,
    *,
    objective: Objective | None = None,
    alpha: float = 0.9,
    method: Way = "auto",
    gap: float = 1e-3,
    limit: float | None = None,
    workers: int = 1,
    solver: Solver = "ipx",
    progress: Progress = lambda _stage, _done: None,
) -> Futures:
    """Return one plan for several futures: common until a scenario is revealed, its own after.

    Parameters
    ----------
    case : Case
        With the tables ``scenarios`` and ``changes``.
    objective : {"expected", "regret", "cvar"}, optional
        Expected values where the scenarios have probabilities, else the least worst regret.
    alpha : float
        Of CVaR, the mean of the worst ``1 - alpha``; 0 <= alpha < 1.
    method : {"auto", "extensive", "decomposed"}
        All scenarios in one programme, or the first level alone, one scenario at a time; ``auto``
        decomposes above ``LARGEST`` columns. Fairness as the first level is never decomposed.
    gap : float
        A decomposition ends when its value is proven within this, times max(1, value).
    limit : float, optional
        Seconds by the clock on the wall after which a decomposition begins no new round.
    workers : int
        Processes of a decomposition.
    solver : {"ipx", "simplex"}
    progress : callable
        Hears (stage, fraction done).

    Returns
    -------
    Futures
        With status ``feasible`` where a decomposition ends before its gap is reached, with
        ``infeasible`` where no common plan exists; ``lacking`` names the scenarios
        that have no plan of their own.

    Raises
    ------
    InputError
        The case has no scenarios, no horizon or no recipient, or expected values are asked for
        and nobody gives odds.
    SolverError
        The solver ends without an optimum whose residuals are small.
    """
    chosen = require(case, objective, alpha)
    run = _Run(ordered(case), chosen, alpha, solver, progress)
    asked = Asked(case.settings.levels, chosen, alpha, gap, limit, workers, solver)
    return run.run(method, asked)


@dataclass(frozen=True)
class _Own:
    """A scenario's own best plan."""

    branch: Branch
    levels: tuple[Level, ...]
    solved: Solved


class _Run:
    """One run of the engine."""

    def __init__(
        self, case: Case, objective: Objective, alpha: float, solver: Solver, progress: Progress
    ) -> None:
        self.case, self.objective, self.alpha = case, objective, alpha
        self.solver: Solver = solver
        self.progress = progress
        self.levels: tuple[LevelName, ...] = case.settings.levels
        self.first = first_linear(self.levels)
        self.odds = case.tables["scenarios"]["probability"].null_count() == 0
        self.started = time.process_time()
        self.seconds: dict[str, float] = {}
        self.ran: list[str] = []
        self.residual = 0.0

    def run(self, method: Way, asked: Asked) -> Futures:
        """Solve each scenario alone, then all together, and hold each first stage to each."""
        self.progress("build", 0.0)
        scenarios = scenarios_of(self.case)
        *branches, mean = compile_branches((*scenarios, mean_of(scenarios)))
        if asked.level != "fairness" and (
            method == "decomposed" or (method == "auto" and columns_of(branches) > LARGEST)
        ):
            return self.many(branches, mean, asked)
        own = [self.own(n, branch, len(branches)) for n, branch in enumerate(branches)]
        known = [one for one in own if one is not None]
        if len(known) < len(own):
            lacking = [b.scenario.name for b, one in zip(branches, own, strict=True) if one is None]
            return impossible(self.run_of(), tuple(lacking))
        try:
            solved = self.common(branches, known)
        except NoPlanError:
            return impossible(self.run_of(), ())
        table = self.regrets(branches, known, solved, mean)
        worth = self.worth(branches, known, solved, table)
        self.progress("report", 0.97)
        own_levels = [one.levels for one in known]
        return result(self.run_of(), branches, own_levels, found_whole(solved), table, worth)

    def many(self, branches: Sequence[Branch], mean: Branch, asked: Asked) -> Futures:
        """Return the plan whose first level is least, by decomposition."""
        try:
            many = plan_for_many(branches, mean if self.odds else None, asked, self.progress)
        except NoPlanError as error:
            lacking = error.names if isinstance(error, LackingError) else ()
            return impossible(self.run_of(), lacking, "decomposed")
        self.seconds["common"], self.residual = many.plan.seconds, many.plan.residual
        self.ran += many.plan.ran
        self.progress("report", 0.97)
        own = [(Level(asked.level, value),) for value in many.own]
        found, table, worth = outcome(branches, many, asked)
        if not self.odds or self.objective != "expected":
            worth = NOTHING_KNOWN
        return result(self.run_of(), branches, own, found, table, worth)

    def own(self, number: int, branch: Branch, count: int) -> _Own | None:
        """Return a scenario's own best plan; None where it has none."""
        self.progress("own", 0.05 + 0.25 * number / count)
        alone = replace(branch, scenario=replace(branch.scenario, weight=1.0))
        try:
            solved = self.spent("own", solve_levels([alone], Aim(self.levels, solver=self.solver)))
        except NoPlanError:
            return None
        return _Own(branch, solved.levels, solved)

    def common(self, branches: Sequence[Branch], own: Sequence[_Own]) -> Solved:
        """Return the plan that is common until each reveal."""
        reached: dict[str, Floats] = {
            name: np.array([_value(one.levels, name) for one in own]) for name in self.levels
        }
        aim = Aim(self.levels, self.objective, self.alpha, reached, self.solver)
        return self.spent(
            "common",
            solve_levels(branches, aim, lambda part: self.progress("common", 0.3 + 0.4 * part)),
        )

    def spent(self, stage: str, solved: Solved) -> Solved:
        """Count what a plan took."""
        self.seconds[stage] = self.seconds.get(stage, 0.0) + solved.seconds
        self.ran += solved.ran
        self.residual = max(self.residual, solved.residual)
        return solved

    def regrets(
        self, branches: Sequence[Branch], own: Sequence[_Own], solved: Solved, mean: Branch
    ) -> Mapping[tuple[str, str], float | None]:
        """Return the first level of each first stage in each scenario."""
        self.progress("regrets", 0.7)
        plans = {one.branch.scenario.name: _stages(one.branch, one.solved, branches) for one in own}
        plans[COMMON] = {
            b.scenario.name: first_stage(b, solved.extensive.own(n, solved.x), b.scenario.reveal)
            for n, b in enumerate(branches)
        }
        if self.odds:
            try:
                middle = self.spent(
                    "mean", solve_levels([mean], Aim(self.levels, solver=self.solver))
                )
                plans[MEAN] = _stages(mean, middle, branches)
            except NoPlanError:
                pass  # the mean of possible futures may be impossible: then it has no first stage
        started = time.process_time()
        table, ran = regret_table(
            plans, branches, self.first, self.solver,
            lambda part: self.progress("regrets", 0.7 + 0.25 * part),
        )  # fmt: skip
        self.seconds["regrets"] = time.process_time() - started
        self.ran += ran
        return table

    def worth(
        self,
        branches: Sequence[Branch],
        own: Sequence[_Own],
        solved: Solved,
        table: Mapping[tuple[str, str], float | None],
    ) -> Worth:
        """Return what knowing the future is worth at the first level."""
        if not self.odds:
            return NOTHING_KNOWN
        weights = [branch.scenario.weight for branch in branches]
        best = [_value(one.levels, self.first) for one in own]
        waited = sum(w * value for w, value in zip(weights, best, strict=True))
        stochastic = self.stochastic(branches, solved)
        values = [table.get((MEAN, branch.scenario.name)) for branch in branches]
        mean = None
        if all(value is not None for value in values):
            mean = sum(w * (value or 0.0) for w, value in zip(weights, values, strict=True))
        room = SAME * max(1.0, stochastic)
        holds = waited <= stochastic + room and (mean is None or stochastic <= mean + room)
        return Worth(waited, stochastic, mean, holds)

    def stochastic(self, branches: Sequence[Branch], solved: Solved) -> float:
        """Return the least expected first level of a common plan."""
        if self.objective == "expected":
            return _value(solved.levels, self.first)
        aim = Aim((self.first,), solver=self.solver)
        return self.spent("stochastic", solve_levels(branches, aim)).levels[0].value

    def run_of(self) -> Ran:
        """Return what was asked and what ran."""
        spent = self.seconds | {"all": time.process_time() - self.started}
        return Ran(
            self.case, self.objective, self.alpha, self.solver, tuple(self.ran), self.residual,
            MappingProxyType(spent),
        )  # fmt: skip


def _value(levels: Sequence[Level], name: str) -> float:
    return next(level.value for level in levels if level.name == name)


def _stages(
    branch: Branch, solved: Solved, branches: Sequence[Branch]
) -> dict[str, dict[int, float]]:
    """Return what a single scenario's plan decides before it, or each other, is revealed."""
    x = solved.extensive.own(0, solved.x)
    return {
        other.scenario.name: first_stage(
            branch, x, min(branch.scenario.reveal, other.scenario.reveal)
        )
        for other in branches
    }
