"""The cheapest programme that brings a group to its targets, shared by the key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from foedus.autonomy.columns import define_columns
from foedus.autonomy.constraints import compile_programme
from foedus.plan.columns import Columns
from foedus.plan.levels import (
    KEPT,
    order_of_preference,
    readiness_cost,
    slack,
    total_cost,
)
from foedus.plan.leximin import burdens, solve_fairness
from foedus.plan.program import Program
from foedus.plan.sets import Floats, Sets
from foedus.plan.solve import Keeps, Session, StalledError
from foedus.results.plan import Level

Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Programme:
    """A solved programme.

    Parameters
    ----------
    sets : Sets
        Pooled.
    columns : Columns
    levels : tuple of Level
        Readiness, cost, and fairness where the case has a key.
    x : (n,) float
    residual : float
    keeps : {"rows", "faces"}
        How the levels were kept.
    ran : tuple of str
        The solvers that ran.
    seconds : float
        CPU seconds in the solver.
    """

    sets: Sets
    columns: Columns
    levels: tuple[Level, ...]
    x: Floats
    residual: float
    keeps: Keeps
    ran: tuple[str, ...]
    seconds: float


def solve_programme(
    s: Sets, *, progress: Progress = lambda _stage, _done: None, keeps: Keeps = "rows"
) -> Programme:
    """Return the cheapest programme that comes closest to the targets, shared by the key.

    Levels in this order, each keeping those before within 1e-6 x max(1, value): readiness, the
    sum of priority x gap(t) / quantity(t); cost, the sum of price x ordered, million; fairness,
    leximin of what members pay over their share. Among equals the same programme is always shown.

    Parameters
    ----------
    s : Sets
        Pooled.
    progress : callable
        Hears (stage, fraction of this work that is done).
    keeps : {"rows", "faces"}

    Raises
    ------
    SolverError
        If no solver ends in an optimum that passes the residual check.
    """
    v = define_columns(s)
    program = compile_programme(s, v)
    try:
        return _solved(s, v, program, progress, keeps)
    except StalledError:  # a session that keeps faces raises SolverError
        return _solved(s, v, program, progress, "faces")


def _solved(s: Sets, v: Columns, program: Program, progress: Progress, keeps: Keeps) -> Programme:
    session = Session(program, keeps=keeps)
    levels: list[Level] = []
    for n, (name, cost_of) in enumerate((("readiness", readiness_cost), ("cost", total_cost))):
        progress(name, n / 4)
        cost = cost_of(s, v)
        solution = session.minimise(cost)
        value = max(0.0, solution.value)
        session.keep(cost, value + slack(value, KEPT), solution)
        levels.append(Level(name, value))
    if s.share.any():
        places = burdens(s, v, session.program)
        settled = solve_fairness(
            places, session, progress=lambda part: progress("fairness", (2 + part) / 4)
        )
        levels.append(settled)
    progress("order", 0.75)
    solution = session.minimise(order_of_preference(s, v), crossover=True)
    return Programme(
        s, v, tuple(levels), solution.x, solution.residual, keeps, tuple(session.ran),
        session.seconds,
    )  # fmt: skip
