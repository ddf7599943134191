r"""One persistent HiGHS object for all settlements of a dispute.

Its columns are those of the dispute (:mod:`foedus.mediate.columns`), then each party's gain *g*,
then each party's logarithm of it (nash), then *t*, the least gain or share. Gains are tied to the
dispute's columns by one row each, :math:`g - A z = c - r`; all else (least, tangents, levels
that are kept) is a short row on gains. A party with a veto has no gain below 0.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import highspy
import numpy as np

from foedus.case.dispute.model import Dispute, Floats
from foedus.errors import SolverError
from foedus.mediate.columns import Columns
from foedus.mediate.criteria import Criteria
from foedus.mediate.matrix import INFINITY, Kinds, Row, hand_over, matrix_of
from foedus.mediate.utility import Ints, vetoes
from foedus.plan.solve import quiet_highs

FINE = 1e-9
"""Feasibility of HiGHS: a gain that may not lie below 0 stays within the tolerance."""
SHORTEST = 0.05
"""Seconds below which a run is not begun: HiGHS looks at its clock only now and then."""
SMALLEST_LOG = -40.0
"""Lower bound of a logarithm: below that of the smallest gain that counts as positive."""

OPTIONS: tuple[tuple[str, str | float], ...] = (
    ("dual_feasibility_tolerance", FINE),
    ("mip_rel_gap", 0.0),
    ("mip_abs_gap", FINE),
)


def _attempt(presolve: str, tolerance: float) -> tuple[tuple[str, str | float], ...]:
    return (
        ("presolve", presolve),
        ("primal_feasibility_tolerance", tolerance),
        ("mip_feasibility_tolerance", tolerance),
    )


ATTEMPTS = tuple(
    (presolve, _attempt(presolve, tolerance))
    for tolerance in (FINE, 100 * FINE)
    for presolve in ("choose", "off")
)
"""Options that are tried one after the other, until HiGHS ends in something to be believed."""


@dataclass(frozen=True)
class Solved:
    """The outcome of one run.

    Parameters
    ----------
    x : array, columns of the programme, optional
        None: nothing was found.
    bound : float
        No point has a larger value; minus infinity where there is no point.
    status : {"optimal", "limit", "infeasible"}
    """

    x: Floats | None
    bound: float
    status: Literal["optimal", "limit", "infeasible"]


class Program:
    """A dispute inside HiGHS; costs change and rows come and go, the matrix stays.

    Parameters
    ----------
    dispute : Dispute
    columns : Columns
    criteria : Criteria
    """

    def __init__(self, dispute: Dispute, columns: Columns, criteria: Criteria) -> None:
        self.columns = columns
        self.criteria = criteria
        self.parties = len(dispute.parties)
        self._blocking = vetoes(dispute)
        self._floor = 0.0
        self.inner = len(columns.upper)
        self.gain = self.inner + np.arange(self.parties)
        self.log = self.gain + self.parties
        self.least = self.inner + 2 * self.parties
        self.width = self.least + 1
        self.mixed_integer = bool(columns.integer.any())
        self._highs = quiet_highs()
        self._set((*OPTIONS, *ATTEMPTS[0][1]))
        hand_over(self._highs, matrix_of(dispute, columns, criteria), self._bounds(dispute))
        self.rows = self._highs.getNumRow()

    def _bounds(self, dispute: Dispute) -> tuple[Floats, Floats, Kinds]:
        lower = np.full(self.width, -INFINITY)
        upper = np.full(self.width, INFINITY)
        lower[: self.inner], upper[: self.inner] = 0.0, self.columns.upper
        lower[self.gain] = np.where(vetoes(dispute), 0.0, -1.0)
        upper[self.gain] = 1.0
        lower[self.log], upper[self.log] = SMALLEST_LOG, 0.0
        lower[self.least], upper[self.least] = -2.0, 2.0  # never binding: multipliers add up to 1
        whole = np.zeros(self.width, dtype=np.int32)
        whole[: self.inner] = self.columns.integer
        return lower, upper, whole

    def cost(self, index: int | Ints, value: float | Floats = 1.0) -> Floats:
        """Return a cost that is 0 but on some columns.

        Parameters
        ----------
        index : int or array of int
        value : float or array of float
            One for all of these columns, or one each.

        Returns
        -------
        array, columns of the programme
        """
        cost = np.zeros(self.width)
        cost[index] = value
        return cost

    def add(self, rows: Sequence[Row]) -> None:
        """Add rows, for the next runs."""
        if not rows:
            return
        lengths = [len(row.index) for row in rows]
        starts = np.concatenate([[0], np.cumsum(lengths)[:-1]]).astype(np.int32)
        self._highs.addRows(
            len(rows),
            np.array([row.lower for row in rows]),
            np.array([row.upper for row in rows]),
            sum(lengths),
            starts,
            np.concatenate([row.index for row in rows]).astype(np.int32),
            np.concatenate([row.value for row in rows]),
        )

    @property
    def added(self) -> int:
        """How many rows have been added."""
        return int(self._highs.getNumRow()) - self.rows

    def drop(self, *, keeping: int = 0) -> None:
        """Drop the rows that were added, all but the first ones."""
        gone = np.arange(self.rows + keeping, self.rows + self.added, dtype=np.int32)
        if len(gone):
            self._highs.deleteRows(len(gone), gone)

    def maximise(
        self,
        cost: Floats,
        *,
        start: Floats | None = None,
        seconds: float = np.inf,
        nodes: int | None = None,
    ) -> Solved:
        """Return the largest value of a cost of each column.

        Parameters
        ----------
        cost : array, columns of the programme
        start : array, columns of the programme, optional
            A point from which to start.
        seconds : float
            Within which to stop.
        nodes : int, optional
            After which to stop.

        Raises
        ------
        SolverError
            If HiGHS ends in an error.
        """
        if seconds < SHORTEST:
            return Solved(None, np.inf, "limit")
        highs = self._highs
        index = np.arange(self.width, dtype=np.int32)
        highs.changeColsCost(self.width, index, -cost)
        highs.setOptionValue("mip_max_nodes", 2**31 - 1 if nodes is None else nodes)
        self._run(start, seconds)
        return self._solved()

    def _run(self, start: Floats | None, seconds: float) -> None:
        """Run HiGHS, with other options where it ends in an error.

        That there is no point is believed only without presolve, which at these tolerances calls
        programmes infeasible that are not.
        """
        until = time.monotonic() + seconds
        for presolve, options in ATTEMPTS:
            self._set(options)
            self._once(start, max(0.0, until - time.monotonic()))
            status = self._highs.getModelStatus()
            if status in _KNOWN and (presolve == "off" or status not in _INFEASIBLE):
                break
            self._highs.clearSolver()
        self._set(ATTEMPTS[0][1])

    def _once(self, start: Floats | None, seconds: float) -> None:
        highs = self._highs
        # HiGHS counts the time of linear programmes over all runs, else of each run alone
        before = 0.0 if self.mixed_integer else highs.getRunTime()
        highs.setOptionValue("time_limit", before + seconds)
        if not self.mixed_integer:
            highs.run()
            return
        if start is not None:
            highs.setSolution(self.width, np.arange(self.width, dtype=np.int32), start)
        _interruptible(highs)

    def _set(self, options: Sequence[tuple[str, str | float]]) -> None:
        for option, value in options:
            self._highs.setOptionValue(option, value)

    def _solved(self) -> Solved:
        highs, status = self._highs, self._highs.getModelStatus()
        if status not in _KNOWN:
            raise SolverError(f"HiGHS ended with {highs.modelStatusToString(status)}")
        if status in _INFEASIBLE:
            return Solved(None, -np.inf, "infeasible")
        info, done = highs.getInfo(), status == highspy.HighsModelStatus.kOptimal
        # an optimum may miss the tolerance by a little where it is not scaled: callers look again
        found = done or (self.mixed_integer and info.primal_solution_status == _FEASIBLE)
        x = np.array(highs.getSolution().col_value)[: self.width] if found else None
        bound = -info.mip_dual_bound if self.mixed_integer else np.inf
        if done and not np.isfinite(bound):  # so where presolve alone settles whole columns
            bound = -info.objective_function_value
        return Solved(x, bound, "optimal" if done else "limit")

    def multipliers(self, count: int) -> Floats:
        """Return those of the last rows, after a run without whole columns: 0 or more."""
        duals: Floats = np.abs(np.array(self._highs.getSolution().row_dual)[-count:])
        return duals

    def settle(self, row: int, gain: float) -> None:
        """Turn an added row ``gain - t >= 0`` into ``gain >= value``.

        Parameters
        ----------
        row : int
            Its place among the rows that were added.
        gain : float
            In units of utility, -1..1.
        """
        place = self.rows + row
        self._highs.changeCoeff(place, self.least, 0.0)
        self._highs.changeRowBounds(place, gain, INFINITY)

    @property
    def floor(self) -> float:
        """The least gain of the parties with a veto: 0, but where it was raised."""
        return self._floor

    def raise_floor(self, by: float) -> None:
        """Raise the least gain of the parties with a veto, or lower it again.

        Parameters
        ----------
        by : float
            In units of utility.
        """
        floor = self._floor + by
        index = self.gain[self._blocking].astype(np.int32)
        count = len(index)
        self._highs.changeColsBounds(count, index, np.full(count, floor), np.ones(count))
        self._floor = floor

    def extend(self, lower: Floats, upper: Floats) -> Ints:
        """Add columns that stand nowhere yet, and return their places.

        Parameters
        ----------
        lower, upper : (columns added,) float

        Returns
        -------
        (columns added,) int
        """
        count = len(lower)
        nothing, none = np.zeros(count), np.zeros(0)
        starts = np.zeros(count, dtype=np.int32)
        self._highs.addCols(
            count, nothing, lower, upper, 0, starts, np.zeros(0, dtype=np.int32), none
        )
        self.width += count
        return np.arange(self.width - count, self.width)


def _interruptible(highs: highspy.Highs) -> None:
    """Run HiGHS in a thread, so that Ctrl-C stops it at its next check."""
    stop = threading.Event()

    def check(event: Any) -> None:
        if stop.is_set():
            event.interrupt()

    highs.cbMipInterrupt.clear()  # type: ignore[no-untyped-call]
    highs.cbMipInterrupt.subscribe(check)
    thread = threading.Thread(target=highs.run)
    thread.start()
    try:
        while thread.is_alive():
            thread.join(0.05)
    except KeyboardInterrupt:
        stop.set()
        thread.join()
        raise


_INFEASIBLE = (
    highspy.HighsModelStatus.kInfeasible,
    highspy.HighsModelStatus.kUnboundedOrInfeasible,
)
_LIMITS = (
    highspy.HighsModelStatus.kTimeLimit,
    highspy.HighsModelStatus.kSolutionLimit,
    highspy.HighsModelStatus.kInterrupt,
)
_KNOWN = (*_INFEASIBLE, *_LIMITS, highspy.HighsModelStatus.kOptimal)
_FEASIBLE = 2
"""HiGHS's status of a solution that is feasible."""
