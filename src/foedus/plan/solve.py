"""One persistent HiGHS object that serves all levels of a plan."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from typing import Literal

import highspy
import numpy as np

from foedus.errors import FoedusError, SolverError
from foedus.plan.program import INFINITY, Program
from foedus.plan.sets import Floats, Ints

Solver = Literal["ipx", "simplex"]

RESIDUAL = 1e-6
"""Largest violation of a row or bound that is accepted, times max(1, abs(right-hand side))."""


class NoPlan(FoedusError):
    """No plan satisfies all constraints (commitments that cannot hold together)."""

    exit_code = 3


@dataclass(frozen=True)
class Solution:
    """One optimum, unscaled.

    Parameters
    ----------
    value : float
        Of the objective.
    x : (n,) float
    row_dual : (m,) float
        Change of the objective for one more unit of the row's right-hand side.
    reduced_cost : (n,) float
    residual : float
        Largest violation of a row or bound, over max(1, abs(right-hand side)).
    ran : str
        The solver that really ran, with its iterations.
    """

    value: float
    x: Floats
    row_dual: Floats
    reduced_cost: Floats
    residual: float
    ran: str


@dataclass
class Session:
    """A programme inside HiGHS; bounds and costs change, the matrix stays.

    Parameters
    ----------
    program : Program
    seconds : float
        CPU seconds spent in HiGHS's run() so far.
    ran : list of str
        The solver that really ran, one entry a solve.
    """

    program: Program
    seconds: float = 0.0
    ran: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._scale = self.program.column_scale
        self._row_scale = self.program.row_scale
        self._extra: list[tuple[Floats, float]] = []
        self._lower, self._upper = self.program.lower.copy(), self.program.upper.copy()
        self._column_upper = self.program.column_upper.copy()
        self._highs = highspy.Highs()
        for option, value in (
            ("output_flag", False),
            ("threads", 1),
            ("parallel", "off"),
            ("random_seed", 1),
        ):
            self._highs.setOptionValue(option, value)
        self._highs.passModel(_scaled(self.program))

    def minimise(
        self, cost: Floats, *, solver: Solver = "ipx", crossover: bool = False
    ) -> Solution:
        """Return the optimum for a cost of each column.

        Raises
        ------
        NoPlan
            If nothing satisfies all rows.
        SolverError
            If the result does not pass the residual check, even by simplex.
        """
        scaled = cost * self._scale
        size = float(np.abs(scaled).max(initial=0.0)) or 1.0
        count = len(scaled)
        self._highs.changeColsCost(count, np.arange(count, dtype=np.int32), scaled / size)
        solution = self._run(cost, size, solver, crossover)
        if solution.residual > RESIDUAL and solver != "simplex":
            solution = self._run(cost, size, "simplex", crossover)
        if solution.residual > RESIDUAL:
            raise SolverError(f"residual {solution.residual:.1e} is above {RESIDUAL:.0e}")
        return solution

    def keep(self, cost: Floats, value: float) -> int:
        """Add a row: the cost stays at most ``value``; return its index."""
        scaled = cost * self._scale
        index = np.flatnonzero(scaled).astype(np.int32)
        size = float(np.abs(scaled).max(initial=0.0)) or 1.0
        self._highs.addRow(-INFINITY, value / size, len(index), index, scaled[index] / size)
        self._extra.append((cost, value))
        return len(self._lower) + len(self._extra) - 1

    def bound_rows(self, rows: Ints, lower: Floats, upper: Floats) -> None:
        """Change the bounds of rows."""
        self._lower[rows], self._upper[rows] = lower, upper
        scale = self._row_scale[rows]
        self._highs.changeRowsBounds(
            len(rows), rows.astype(np.int32), lower / scale, upper / scale
        )

    def bound_columns(self, columns: Ints, upper: Floats) -> None:
        """Change the upper bounds of columns."""
        self._column_upper[columns] = upper
        self._highs.changeColsBounds(
            len(columns),
            columns.astype(np.int32),
            np.zeros(len(columns)),
            upper / self._scale[columns],
        )

    def _run(self, cost: Floats, size: float, solver: Solver, crossover: bool) -> Solution:
        self._highs.setOptionValue("solver", solver)
        self._highs.setOptionValue("run_crossover", "on" if crossover else "off")
        if solver == "ipx":
            self._highs.clearSolver()
        started = time.process_time()
        _interruptible(self._highs)
        self.seconds += time.process_time() - started
        ran = _who_ran(self._highs)
        self.ran.append(ran)
        status = self._highs.getModelStatus()
        if status in (
            highspy.HighsModelStatus.kInfeasible,
            highspy.HighsModelStatus.kUnboundedOrInfeasible,
        ):
            raise NoPlan("the commitments cannot hold together")
        return self._solution(cost, size, ran)

    def _solution(self, cost: Floats, size: float, ran: str) -> Solution:
        got = self._highs.getSolution()
        x = np.asarray(got.col_value) * self._scale
        rows = len(self.program.lower)
        row_dual = np.asarray(got.row_dual)[:rows] * size / self._row_scale
        reduced = np.asarray(got.col_dual) * size / self._scale
        return Solution(float(cost @ x), x, row_dual, reduced, self.residual(x), ran)

    def residual(self, x: Floats) -> float:
        """Return the largest violation of a row or bound, over max(1, abs(right-hand side))."""
        activity = self.program.matrix @ x
        lower, upper = self._lower, self._upper
        worst = max(
            _violation(lower - activity, lower),
            _violation(activity - upper, upper),
            float((-x).max(initial=0.0)),
            _violation(x - self._column_upper, self._column_upper),
        )
        return max([worst, *(_one(float(c @ x) - b, b) for c, b in self._extra)])


def _one(excess: float, right: float) -> float:
    return excess / max(1.0, abs(right))


def _violation(excess: Floats, right: Floats) -> float:
    finite = np.isfinite(right)
    return float((excess[finite] / np.maximum(1.0, np.abs(right[finite]))).max(initial=0.0))


def _scaled(program: Program) -> highspy.HighsLp:
    """Return the programme in multiples of its scales, as HiGHS takes it."""
    matrix, scale = program.matrix, program.column_scale
    lp = highspy.HighsLp()
    lp.num_row_, lp.num_col_ = matrix.shape
    lp.col_cost_ = np.zeros(matrix.shape[1])
    lp.col_lower_ = np.zeros(matrix.shape[1])
    lp.col_upper_ = program.column_upper / scale
    lp.row_lower_ = program.lower / program.row_scale
    lp.row_upper_ = program.upper / program.row_scale
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_ = matrix.indptr.astype(np.int32)
    lp.a_matrix_.index_ = matrix.indices.astype(np.int32)
    lp.a_matrix_.value_ = (
        matrix.data
        * np.repeat(scale, np.diff(matrix.indptr))
        / program.row_scale[matrix.indices]
    )
    return lp


def _interruptible(highs: highspy.Highs) -> None:
    """Run HiGHS in a thread, so that Ctrl-C stops it at its next check."""
    stop = threading.Event()

    def check(event: highspy.cb.HighsCallbackEvent) -> None:
        if stop.is_set():
            event.interrupt()

    for callback in (highs.cbSimplexInterrupt, highs.cbIpmInterrupt):
        callback.clear()
        callback.subscribe(check)
    thread = threading.Thread(target=highs.run)
    thread.start()
    try:
        while thread.is_alive():
            thread.join(0.05)
    except KeyboardInterrupt:
        stop.set()
        thread.join()
        raise


def _who_ran(highs: highspy.Highs) -> str:
    info = highs.getInfo()
    counts = (
        ("ipx", info.ipm_iteration_count),
        ("crossover", info.crossover_iteration_count),
        ("simplex", info.simplex_iteration_count),
        ("pdlp", info.pdlp_iteration_count),
    )
    return "+".join(f"{name} {count}" for name, count in counts if count > 0) or "presolve"
