"""One draw solved: a level alone, on a programme that is kept or compiled afresh."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Literal, Protocol

import numpy as np

from foedus.case.model import Case
from foedus.errors import SolverError
from foedus.futures.draws import Uncertainty
from foedus.futures.moving import Move, at_values, varied, widest
from foedus.plan.columns import Limits
from foedus.plan.engine import Model, compile_model, ordered
from foedus.plan.levels import need_cost, readiness_cost
from foedus.plan.reader import build_sets
from foedus.plan.right import bounds
from foedus.plan.sets import Floats, Sets
from foedus.plan.solve import NoPlanError, Session, Solution, Solver

SampledLevel = Literal["need", "readiness"]
Matrix = Literal["kept", "afresh"]

EARLY = 1e-5
"""A backlog of the first month weighs more by this part than one after the last: among plans that
are as good, one that meets needs early. The level's value is counted without it."""

MET = 1e-6
"""A smaller part of a need is met: the interior point leaves that much."""

SOLVER: Solver = "ipx"
"""Measured at size S: 1.6 s a draw; simplex from the last draw's basis takes 2 to 6 s."""

_ALONE = threading.Lock()
"""Held by the thread that solves: a solver serves one at a time, and a worker may have several."""


@dataclass(frozen=True)
class Drawn:
    """One draw solved.

    Parameters
    ----------
    draw : int
    status : {"optimal", "infeasible", "failed"}
        Failed: no solver ends in an optimum that passes the residual check.
    value : float, optional
        Of the level.
    seconds, other : float
        CPU seconds inside the solver, and outside it.
    covered : tuple of float or None
        1 - backlog / the backlog were nothing to arrive (readiness: 1 - gap / quantity), by need
        and month, months fastest; None where nothing is needed. Empty without a plan.
    ran : str
        The solver that really ran.
    residual : float
    """

    draw: int
    status: str
    value: float | None
    seconds: float
    other: float
    covered: tuple[float | None, ...] = ()
    ran: str = ""
    residual: float = 0.0


class _Solves(Protocol):
    def solve(self, draw: int) -> Drawn: ...


@dataclass(frozen=True, eq=False)
class Setup:
    """All that a worker needs to solve any draw; two of the same ``key`` are one.

    Parameters
    ----------
    key : str
        Hash of the case, seed, count and level.
    level : {"need", "readiness"}
    values : (K, U) float
    matrix : {"kept", "afresh"}
    """

    key: str
    level: SampledLevel
    values: Floats

    @property
    def matrix(self) -> Matrix:
        """Whether one programme serves all draws."""
        raise NotImplementedError

    def solver(self) -> _Solves:
        """Return what solves draws, one after the other."""
        raise NotImplementedError

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Setup) and other.key == self.key

    def __hash__(self) -> int:
        return hash(self.key)


@dataclass(frozen=True, eq=False)
class Kept(Setup):
    """Draws that move right-hand sides and costs only.

    Parameters
    ----------
    sets : Sets
        Of the case as it stands.
    moves : tuple of Move
    """

    sets: Sets
    moves: tuple[Move, ...]

    @property
    def matrix(self) -> Matrix:
        """Whether one programme serves all draws."""
        return "kept"

    def solver(self) -> _Solves:
        """Return what solves draws, one after the other."""
        return _KeptSolver(self)


@dataclass(frozen=True, eq=False)
class Afresh(Setup):
    """Draws that move entries of the matrix, or which columns there are.

    Parameters
    ----------
    case : Case
    uncertainties : tuple of Uncertainty
    """

    case: Case
    uncertainties: tuple[Uncertainty, ...]

    @property
    def matrix(self) -> Matrix:
        """Whether one programme serves all draws."""
        return "afresh"

    def solver(self) -> _Solves:
        """Return what solves draws, one after the other."""
        return _AfreshSolver(self)


def solve_draws(setup: Setup, draws: Sequence[int]) -> list[Drawn]:
    """Return these draws solved, by the one solver that a process keeps for a set-up."""
    with _ALONE:
        solver = _solver_of(setup)
        return [solver.solve(draw) for draw in draws]


@lru_cache(maxsize=1)
def _solver_of(setup: Setup) -> _Solves:
    return setup.solver()


class _KeptSolver:
    """A programme with every column of any draw; only bounds of rows and costs move."""

    def __init__(self, setup: Kept) -> None:
        self.setup = setup
        self.model = compile_model(widest(setup.sets, setup.moves), Limits(dormant=True))
        self._begin()

    def _begin(self) -> None:
        self.session = Session(self.model.program)
        self.lower, self.upper = self.model.program.lower, self.model.program.upper

    def solve(self, draw: int) -> Drawn:
        clock = _Clock(self.session)
        s = at_values(self.setup.sets, self.setup.moves, self.setup.values[draw])
        lower, upper = bounds(self.model.program, s)
        rows = np.flatnonzero((lower != self.lower) | (upper != self.upper))
        if rows.size:
            self.session.bound_rows(rows, lower[rows], upper[rows])
        self.lower, self.upper = lower, upper
        one = _drawn(draw, replace(self.model, sets=s), self.setup.level, self.session, clock)
        if one.status == "failed":
            self._begin()  # nothing of what broke down is handed on
        return one


class _AfreshSolver:
    """A programme compiled for each draw."""

    def __init__(self, setup: Afresh) -> None:
        self.setup = setup

    def solve(self, draw: int) -> Drawn:
        clock = _Clock()
        case = varied(self.setup.case, self.setup.uncertainties, self.setup.values[draw])
        model = compile_model(build_sets(ordered(case)))
        session = Session(model.program)
        return _drawn(draw, model, self.setup.level, session, clock)


class _Clock:
    """CPU seconds of a draw, inside the solver and outside it."""

    def __init__(self, session: Session | None = None) -> None:
        self.started = time.process_time()
        self.before = session.seconds if session else 0.0

    def read(self, session: Session) -> tuple[float, float]:
        inside = session.seconds - self.before
        return round(inside, 6), round(time.process_time() - self.started - inside, 6)


def _drawn(draw: int, model: Model, level: SampledLevel, session: Session, clock: _Clock) -> Drawn:
    cost = _COSTS[level](model)
    try:
        solution = _least(session, _early(model, cost))
    except NoPlanError:
        return Drawn(draw, "infeasible", None, *clock.read(session), ran=session.ran[-1])
    except SolverError:  # one draw must not stop all others
        return Drawn(draw, "failed", None, *clock.read(session), ran=_last(session))
    value = max(0.0, float(cost @ solution.x))
    covered = _COVERED[level](model, solution)
    inside, other = clock.read(session)
    return Drawn(
        draw, "optimal", value, inside, other, covered, solution.ran, solution.residual
    )  # fmt: skip


def _last(session: Session) -> str:
    return session.ran[-1] if session.ran else ""


def _least(session: Session, cost: Floats) -> Solution:
    """Return the optimum; where the interior point breaks down, simplex has the last word.

    On some programmes without a solution it does break down instead of saying so.
    """
    try:
        return session.minimise(cost, solver=SOLVER)
    except SolverError:
        return session.minimise(cost, solver="simplex")


def _need(model: Model) -> Floats:
    return need_cost(model.sets, model.columns)


def _readiness(model: Model) -> Floats:
    """Return the cost of the gaps; where this draw requires nothing, they cost nothing."""
    holds = model.sets.holds
    quantity = np.where(holds.quantity > 0, holds.quantity, np.inf)
    return readiness_cost(
        replace(model.sets, holds=replace(holds, quantity=quantity)), model.columns
    )


def _early(model: Model, cost: Floats) -> Floats:
    """Return the cost with a touch more on earlier months."""
    result, months = cost.copy(), model.sets.months
    for family in (model.columns.backlog, model.columns.gap):
        result[family.span] *= 1 + EARLY * (months - family["month"]) / months
    return result


def _needs_covered(model: Model, solution: Solution) -> tuple[float | None, ...]:
    left = solution.x[model.columns.backlog.span]
    return _covered(left, model.sets.needs.unmet().ravel())


def _holds_covered(model: Model, solution: Solution) -> tuple[float | None, ...]:
    gap = model.columns.gap
    left = np.zeros(model.sets.holds.quantity.shape)
    left[gap["hold"], gap["month"]] = solution.x[gap.span]
    return _covered(left.ravel(), model.sets.holds.quantity.ravel())


def _covered(left: Floats, whole: Floats) -> tuple[float | None, ...]:
    part = np.clip(1 - left / np.where(whole > 0, whole, 1.0), 0.0, 1.0)
    part = np.where(part > 1 - MET, 1.0, np.round(part, 9))
    return tuple(
        share if there else None
        for share, there in zip(part.tolist(), (whole > 0).tolist(), strict=True)
    )


_COSTS = MappingProxyType({"need": _need, "readiness": _readiness})
_COVERED = MappingProxyType({"need": _needs_covered, "readiness": _holds_covered})
