"""One persistent HiGHS object that serves all levels of a plan."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import highspy
import numpy as np

from foedus.errors import FoedusError, SolverError
from foedus.plan.program import INFINITY, Program
from foedus.plan.sets import Floats, Ints

Solver = Literal["ipx", "simplex"]
Keeps = Literal["rows", "faces"]
"""How a level is kept: by a row within its slack, or also by its optimal face."""

IPM_ITERATIONS = 200
"""An interior point that has not converged by then never will: the next attempt follows."""

RESIDUAL = 1e-6
"""Largest violation of a row or bound that is accepted, times max(1, abs(right-hand side))."""


class NoPlanError(FoedusError):
    """No plan satisfies all constraints (commitments that cannot hold together)."""

    exit_code = 3


INFEASIBLE = (
    highspy.HighsModelStatus.kInfeasible,
    highspy.HighsModelStatus.kUnboundedOrInfeasible,
)


LARGE = 20_000
"""Columns from which on simplex would take minutes where the interior point stops short."""
CLEAR = 1e-6
"""A scaled reduced cost or dual above this, and its slack below a tenth of it, tells the face."""


@dataclass(frozen=True)
class Attempt:
    """Options of one run of HiGHS; ``afresh`` forgets the last basis."""

    options: tuple[tuple[str, str | float], ...]
    afresh: bool

    @property
    def tolerance(self) -> float:
        """Optimality tolerance of an interior point; negative for simplex."""
        return float(dict(self.options).get("ipm_optimality_tolerance", -1.0))


def _attempts(solver: Solver, *, crossover: bool) -> tuple[Attempt, ...]:
    """Return what is tried, one after the other, until an optimum passes the residual check.

    A level is kept within 1e-6, and later levels react to that slack several hundred times over:
    so the interior point is asked for more digits than it gives by default.
    """

    def ipx(tolerance: float, crossover: str) -> Attempt:
        options = (
            ("solver", "ipx"),
            ("run_crossover", crossover),
            ("ipm_optimality_tolerance", tolerance),
            ("ipm_iteration_limit", IPM_ITERATIONS),
        )
        return Attempt(options, afresh=True)

    warm = Attempt((("solver", "simplex"), ("simplex_scale_strategy", 2)), afresh=False)
    cold = Attempt((("solver", "simplex"), ("simplex_scale_strategy", 0)), afresh=True)
    exact, plain = ipx(1e-10, "on" if crossover else "off"), ipx(1e-8, "on")
    if solver == "simplex":
        return warm, cold, plain
    return (exact, plain, cold) if crossover else (exact, ipx(1e-10, "on"), plain, cold)


class StalledError(SolverError):
    """The solver stopped short where rows keep the levels: begin again, keeping faces."""


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


@dataclass(frozen=True)
class Face:
    """An optimal face: columns that are 0 on it, and rows that are tight on it, at which side."""

    columns: Ints
    rows: Ints
    tight: Floats


@dataclass
class Session:
    """A programme inside HiGHS; bounds and costs change, the matrix stays.

    Parameters
    ----------
    program : Program
    keeps : {"rows", "faces"}
        How a level is kept: by a row within its slack, or also by its optimal face (columns
        with a clear reduced cost at 0, rows with a clear dual tight), where it is exact. The row
        alone leaves an interior so thin that on large programmes the interior point may stop
        short; on the face it hardly binds.
    large : int
        Columns from which on one stop of the interior point ends a session that keeps rows.
    seconds : float
        CPU seconds spent in HiGHS's run() so far.
    ran : list of str
        The solver that really ran, one entry a solve.
    """

    program: Program
    keeps: Keeps = "rows"
    large: int = LARGE
    seconds: float = 0.0
    ran: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._scale = self.program.column_scale
        self._row_scale = self.program.row_scale
        self._kept: list[tuple[Floats, float]] = []
        self._lower, self._upper = self.program.lower.copy(), self.program.upper.copy()
        self._column_lower = np.zeros(len(self._scale))
        self._column_upper = self.program.column_upper.copy()
        self._highs = quiet_highs()
        _pass(self._highs, self.program)

    def minimise(
        self, cost: Floats, *, solver: Solver = "ipx", crossover: bool = False
    ) -> Solution:
        """Return the optimum for a cost of each column.

        Where the solver stops short of an optimum, the next of a fixed list of attempts follows;
        ``ran`` tells which came through.

        Raises
        ------
        StalledError
            If the solver stops short on a programme in which rows keep the levels: at once on a
            large one, after all attempts on a smaller one.
        NoPlanError
            If nothing satisfies all rows.
        SolverError
            If no attempt ends in an optimum that passes the residual check.
        """
        scaled = cost * self._scale
        size = float(np.abs(scaled).max(initial=0.0)) or 1.0
        count = len(scaled)
        self._highs.changeColsCost(count, np.arange(count, dtype=np.int32), scaled / size)
        infeasible, endless = 0, 0.0
        for attempt in _attempts(solver, crossover=crossover):
            if attempt.tolerance == endless:
                continue  # the same interior point as before, which ran into its limit
            status = self._run(attempt)
            if status == highspy.HighsModelStatus.kIterationLimit:
                endless = attempt.tolerance
            # once a level is reached, what keeps it is possible: the solver errs
            infeasible += status in INFEASIBLE and not self._kept
            if infeasible > 1:
                raise NoPlanError("no plan satisfies all constraints")
            if status == highspy.HighsModelStatus.kOptimal:
                solution = self._solution(cost, size)
                if solution.residual <= RESIDUAL:
                    return solution
            if self._kept and self.keeps == "rows" and len(cost) >= self.large:
                raise StalledError(f"{self.ran[-1]} stops short of an optimum")
        if infeasible:  # one attempt says so, and the others come to nothing
            raise NoPlanError("no plan satisfies all constraints")
        said = f"no optimum with residuals within {RESIDUAL:.0e}: {self.ran[-4:]}"
        if self._kept and self.keeps == "rows":
            raise StalledError(said)
        raise SolverError(said)

    def settle_on(self, cost: Floats, solution: Solution, movable: Sequence[str] = ()) -> None:
        """Keep to the optimal face of a solution, in a session that keeps faces.

        Rows of the families ``movable`` stay as they are.
        """
        if self.keeps == "faces":
            face = self._face(cost, solution, movable)
            scale = self._row_scale[face.rows]
            self._bound_columns(face.columns, np.zeros(len(face.columns)))
            self._bound_rows(face.rows, face.tight / scale, face.tight / scale)

    def _face(self, cost: Floats, solution: Solution, movable: Sequence[str] = ()) -> Face:
        """Return what strict complementarity tells of the optimal face of a solution."""
        size = float(np.abs(cost * self._scale).max(initial=0.0)) or 1.0
        reduced = solution.reduced_cost * self._scale / size
        x = solution.x / self._scale
        zero = (reduced > CLEAR) & (x < 1e-5) & (10 * x < reduced)
        dual = solution.row_dual * self._row_scale / size
        activity = self.program.matrix @ solution.x
        free = self._lower < self._upper
        for name in movable:
            free[self.program.span(name)] = False
        sides = []
        for bound, sign in ((self._lower, 1.0), (self._upper, -1.0)):
            near = 10 * np.abs(activity - bound) / self._row_scale < np.abs(dual)
            sides.append(free & (sign * dual > CLEAR) & np.isfinite(bound) & near)
        rows = np.flatnonzero(sides[0] | sides[1])
        tight = np.where(sides[0][rows], self._lower[rows], self._upper[rows])
        return Face(np.flatnonzero(zero), rows, tight)

    def keep(self, cost: Floats, value: float, solution: Solution) -> None:
        """Keep the cost at most ``value``; where faces are kept, keep to the ``solution``'s too."""
        self._kept.append((cost, value))
        self.settle_on(cost, solution)
        scaled = cost * self._scale
        index = np.flatnonzero(scaled).astype(np.int32)
        # by its length, not its largest entry: so scaled, the interior point finds its way
        size = float(np.linalg.norm(scaled)) or 1.0
        self._highs.addRow(-INFINITY, value / size, len(index), index, scaled[index] / size)

    def bound_rows(self, rows: Ints, lower: Floats, upper: Floats) -> None:
        """Change the bounds of rows."""
        self._lower[rows], self._upper[rows] = lower, upper
        scale = self._row_scale[rows]
        self._bound_rows(rows, lower / scale, upper / scale)

    def _bound_rows(self, rows: Ints, lower: Floats, upper: Floats) -> None:
        self._highs.changeRowsBounds(  # type: ignore[attr-defined]
            len(rows), rows.astype(np.int32), lower, upper
        )

    def bound_columns(self, columns: Ints, upper: Floats) -> None:
        """Change the upper bounds of columns."""
        self._column_lower[columns], self._column_upper[columns] = 0.0, upper
        self._bound_columns(columns, upper / self._scale[columns])

    def hold_columns(self, columns: Ints, lower: Floats, upper: Floats) -> None:
        """Hold columns between bounds, as a decision that is already taken."""
        self._column_lower[columns], self._column_upper[columns] = lower, upper
        scale = self._scale[columns]
        self._highs.changeColsBounds(
            len(columns), columns.astype(np.int32), lower / scale, upper / scale
        )

    def _bound_columns(self, columns: Ints, upper: Floats) -> None:
        count = len(columns)
        self._highs.changeColsBounds(count, columns.astype(np.int32), np.zeros(count), upper)

    def _run(self, attempt: Attempt) -> highspy.HighsModelStatus:
        for option, value in attempt.options:
            self._highs.setOptionValue(option, value)
        if attempt.afresh:
            self._highs.clearSolver()
        started = time.process_time()
        _interruptible(self._highs)
        self.seconds += time.process_time() - started
        self.ran.append(_who_ran(self._highs))
        return self._highs.getModelStatus()

    def _solution(self, cost: Floats, size: float) -> Solution:
        got = self._highs.getSolution()
        x = np.asarray(got.col_value) * self._scale
        rows = len(self.program.lower)
        row_dual = np.asarray(got.row_dual)[:rows] * size / self._row_scale
        reduced = np.asarray(got.col_dual) * size / self._scale
        return Solution(float(cost @ x), x, row_dual, reduced, self.residual(x), self.ran[-1])

    def residual(self, x: Floats) -> float:
        """Return the largest violation of a row or bound, over max(1, abs(right-hand side))."""
        activity = self.program.matrix @ x
        lower, upper = self._lower, self._upper
        worst = max(
            _violation(lower - activity, lower),
            _violation(activity - upper, upper),
            _violation(self._column_lower - x, self._column_lower),
            _violation(x - self._column_upper, self._column_upper),
        )
        return max([worst, *(_one(float(c @ x) - b, b) for c, b in self._kept)])


def _one(excess: float, right: float) -> float:
    return excess / max(1.0, abs(right))


def _violation(excess: Floats, right: Floats) -> float:
    finite = np.isfinite(right)
    return float((excess[finite] / np.maximum(1.0, np.abs(right[finite]))).max(initial=0.0))


def quiet_highs() -> highspy.Highs:
    """Return a HiGHS object that prints nothing, on one thread, always with the same seed."""
    highs = highspy.Highs()  # type: ignore[no-untyped-call]
    for option, value in (
        ("output_flag", False),
        ("threads", 1),
        ("parallel", "off"),
        ("random_seed", 1),
    ):
        highs.setOptionValue(option, value)
    return highs


def _pass(highs: highspy.Highs, program: Program) -> None:
    """Hand the programme to HiGHS in multiples of its scales, as arrays (objects cost more)."""
    matrix, scale = program.matrix, program.column_scale
    rows, columns = matrix.shape
    value = (
        matrix.data * np.repeat(scale, np.diff(matrix.indptr)) / program.row_scale[matrix.indices]
    )
    nothing = np.zeros(columns)
    highs.passModel(
        columns,
        rows,
        matrix.nnz,
        int(highspy.MatrixFormat.kColwise),
        int(highspy.ObjSense.kMinimize),
        0.0,
        nothing,
        nothing,
        program.column_upper / scale,
        program.lower / program.row_scale,
        program.upper / program.row_scale,
        matrix.indptr.astype(np.int32),
        matrix.indices.astype(np.int32),
        value,
        np.zeros(columns, dtype=np.int32),
    )


def _interruptible(highs: highspy.Highs) -> None:
    """Run HiGHS in a thread, so that Ctrl-C stops it at its next check."""
    stop = threading.Event()

    def check(event: Any) -> None:
        if stop.is_set():
            event.interrupt()

    for callback in (highs.cbSimplexInterrupt, highs.cbIpmInterrupt):
        callback.clear()  # type: ignore[no-untyped-call]
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
