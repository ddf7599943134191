"""Columns and rows of a small mixed-integer programme, and its solution by HiGHS."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import highspy
import numpy as np
from scipy.sparse import csr_array

from foedus.case.dispute.model import Floats
from foedus.plan.solve import INFEASIBLE, quiet_highs

Terms = Mapping[int, float]
"""Columns with their factors."""

Found = Literal["proven", "bound", "none", "unknown"]
"""none: there is no solution; unknown: none was found within the time."""

DIGITS = 1e-9
"""The solver's tolerances. With smaller ones its presolve calls feasible programmes infeasible."""
OPTIONS = (
    ("mip_rel_gap", 0.0),
    ("mip_abs_gap", DIGITS),
    ("mip_feasibility_tolerance", DIGITS),
    ("primal_feasibility_tolerance", DIGITS),
)


@dataclass(frozen=True)
class Rows:
    """A programme without its cost.

    Parameters
    ----------
    low, high : sequence of float
        Bounds of each column.
    whole : sequence of int
        Columns that are whole numbers.
    rows : sequence of (Terms, low, high)
    """

    low: Sequence[float]
    high: Sequence[float]
    whole: Sequence[int]
    rows: Sequence[tuple[Terms, float, float]]


@dataclass(frozen=True)
class Least:
    """The solution of least cost.

    Parameters
    ----------
    status : {"proven", "bound", "none", "unknown"}
    columns : (columns,) float, optional
    bound : float
        No solution costs less.
    """

    status: Found
    columns: Floats | None = None
    bound: float = -np.inf


def least(programme: Rows, cost: Terms, seconds: float | None) -> Least:
    """Return the solution of least cost, within so many seconds.

    That there is none is believed only when a second run, without presolve, finds none either; so
    is an error of the solver, after which nothing is known.
    """
    found = _run(programme, cost, seconds, presolve="choose")
    if found is None or found.status == "none":
        found = _run(programme, cost, seconds, presolve="off")
    return Least("unknown") if found is None else found


def _run(programme: Rows, cost: Terms, seconds: float | None, *, presolve: str) -> Least | None:
    """Return the solution of one run; None: the solver stopped in an error."""
    highs = quiet_highs()
    for name, value in (*OPTIONS, ("presolve", presolve)):
        highs.setOptionValue(name, value)
    if seconds is not None:
        highs.setOptionValue("time_limit", seconds)
    highs.passModel(_lp(programme, cost))
    highs.run()
    return _read(highs, whole=len(programme.whole))


def _lp(programme: Rows, cost: Terms) -> highspy.HighsLp:
    lp = highspy.HighsLp()
    matrix = _matrix(programme)
    lp.num_row_, lp.num_col_ = matrix.shape
    lp.col_cost_ = np.array([cost.get(c, 0.0) for c in range(len(programme.low))])
    lp.col_lower_, lp.col_upper_ = np.array(programme.low), np.array(programme.high)
    lp.row_lower_ = np.array([low for _, low, _ in programme.rows], dtype=float)
    lp.row_upper_ = np.array([high for _, _, high in programme.rows], dtype=float)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = matrix.indptr.astype(np.int32)
    lp.a_matrix_.index_ = matrix.indices.astype(np.int32)
    lp.a_matrix_.value_ = matrix.data
    if programme.whole:
        kinds = [highspy.HighsVarType.kContinuous] * len(programme.low)
        for column in programme.whole:
            kinds[column] = highspy.HighsVarType.kInteger
        lp.integrality_ = kinds
    return lp


def _matrix(programme: Rows) -> csr_array:
    counts = [len(terms) for terms, _, _ in programme.rows]
    columns = np.array([c for terms, _, _ in programme.rows for c in terms], dtype=np.int32)
    factors = np.array([f for t, _, _ in programme.rows for f in t.values()], dtype=float)
    starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
    return csr_array((factors, columns, starts), shape=(len(counts), len(programme.low)))


def _read(highs: highspy.Highs, *, whole: int) -> Least | None:
    status, info = highs.getModelStatus(), highs.getInfo()
    if status in INFEASIBLE:
        return Least("none")
    optimal = status == highspy.HighsModelStatus.kOptimal
    if not optimal and status != highspy.HighsModelStatus.kTimeLimit:
        return None
    feasible = int(info.primal_solution_status) == highspy.kSolutionStatusFeasible
    bound = float(info.mip_dual_bound) if whole else -np.inf
    if optimal and not np.isfinite(bound):  # so where presolve alone settles whole columns
        bound = float(info.objective_function_value)
    if not optimal and not feasible:
        return Least("unknown", bound=bound)
    columns = np.array(highs.getSolution().col_value)
    return Least("proven" if optimal else "bound", columns, bound)
