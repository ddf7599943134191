"""A search for the settlements of one dispute: its programme, its clock, what it has found."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

import numpy as np

from foedus.case.dispute.model import Dispute, Floats
from foedus.mediate.columns import Columns, columns_of
from foedus.mediate.criteria import Answer, Criteria, criteria_of, least_first
from foedus.mediate.matrix import INFINITY, Row
from foedus.mediate.model import Program, Solved
from foedus.mediate.utility import TOLERANCE, agreements, utilities
from foedus.results.mediation import SettlementName

PROVEN = 1e-6
"""A bound this close to the value proves it."""
PART = 1e-8
"""Of weighted criteria so does one this close, in parts of the sum of the weights."""
ROUNDED = 10 * TOLERANCE
"""Levels of points on scales this close are the same: a solver rounds them."""
KEPT = TOLERANCE / 10
"""By how much what is reached may fall short in later runs, beside the solver's tolerance."""
ATTEMPTS = 50
"""So often a point that only the solver's tolerance lets through is cut off."""


@dataclass
class Clock:
    """How much time is left.

    Parameters
    ----------
    within : float, optional
        Seconds; None: no limit.
    """

    within: float | None = None
    started: float = field(default_factory=time.monotonic)

    def left(self, share: float = 1.0) -> float:
        """Return a share of the seconds that are left; infinite where no limit is set."""
        if self.within is None:
            return np.inf
        return max(0.0, share * (self.started + self.within - time.monotonic()))

    def deadline(self, seconds: float) -> float:
        """Return when so many seconds will have passed."""
        return time.monotonic() + seconds

    def until(self, deadline: float) -> float:
        """Return the seconds until a deadline."""
        return max(0.0, deadline - time.monotonic())


@dataclass
class Search:
    """What all criteria share: agreements that one finds are first answers of the others.

    Parameters
    ----------
    dispute : Dispute
    clock : Clock
    columns : Columns
    criteria : Criteria
        The best gains are filled in when they are known.
    program : Program
    rows : list of array, issues
        Agreements found so far.
    worths : list of array, parties
        Their utilities.
    only : set of SettlementName
        Criteria for which no other outcome is as good as the best known.
    """

    dispute: Dispute
    clock: Clock
    columns: Columns
    criteria: Criteria
    program: Program
    rows: list[Floats] = field(default_factory=list)
    worths: list[Floats] = field(default_factory=list)
    only: set[SettlementName] = field(default_factory=set)

    @property
    def options_only(self) -> bool:
        """Whether every issue has options."""
        return bool(self.columns.integer.all())

    def remember(self, row: Floats) -> bool:
        """Keep an outcome, and return true, if it is an agreement."""
        if not agreements(self.dispute, row[None, :])[0]:
            return False
        if not any(np.array_equal(row, known) for known in self.rows):
            self.rows.append(row)
            self.worths.append(utilities(self.dispute, row[None, :])[0])
        return True

    def value(self, name: SettlementName, row: Floats) -> float:
        """Return the criterion of an outcome, on the dispute's own numbers.

        Parameters
        ----------
        name : SettlementName
        row : (issues,) float

        Returns
        -------
        float
            In the units of the criterion; minus infinity where it is not defined.
        """
        return float(self.criteria.value(name, utilities(self.dispute, row[None, :]))[0])

    def worth(self, row: Floats) -> Floats:
        """Return the utilities of an outcome."""
        worth: Floats = utilities(self.dispute, row[None, :])[0]
        return worth

    def gains(self) -> Floats:
        """Return the gains of the agreements found, outcomes x parties."""
        return self.criteria.gains(np.array(self.worths))

    def leader(self, name: SettlementName) -> Floats | None:
        """Return the best agreement known for a criterion; ties to the utilitarian value."""
        if not self.rows:
            return None
        worth = np.array(self.worths)
        value = self.criteria.value(name, worth)
        if name == "leximin":
            within = TOLERANCE if self.options_only else ROUNDED
            return self.rows[least_first(self.criteria, worth, within=within)]
        if value.max() == -np.inf:
            return None
        near = np.flatnonzero(value >= value.max() - TOLERANCE)
        total = self.criteria.value("utilitarian", worth[near])
        best: Floats = self.rows[near[int(np.argmax(total))]]
        return best

    def point(self, row: Floats, least: float) -> Floats:
        """Return an outcome as a point of the programme.

        Parameters
        ----------
        row : (issues,) float
        least : float
            Its least gain or share.

        Returns
        -------
        array, columns of the programme
        """
        program = self.program
        gains = self.criteria.gains(utilities(self.dispute, row[None, :])[0])
        point = np.zeros(program.width)
        point[: program.inner] = self.columns.filled(row)
        point[program.gain] = gains
        point[program.log] = np.log(np.clip(gains, 1e-17, 1.0))
        point[program.least] = least
        return point

    def maximise(
        self,
        cost: Floats,
        *,
        start: Floats | None = None,
        seconds: float = np.inf,
        nodes: int | None = None,
    ) -> tuple[Floats | None, Solved]:
        """Return the outcome with the largest cost, if one was found, and what is proven.

        What the solver's tolerance lets through though a party blocks it, is cut off.

        Parameters
        ----------
        cost : array, columns of the programme
        start : array, columns of the programme, optional
            A point from which to start.
        seconds : float
            Within which each run of the solver stops.
        nodes : int, optional
            After which a run stops.

        Returns
        -------
        row : (issues,) float or None
            An agreement; it is remembered.
        solved : Solved
            Its bound in the units of the cost.

        Raises
        ------
        SolverError
            If HiGHS ends in an error.
        """
        for _ in range(ATTEMPTS):
            solved = self.program.maximise(cost, start=start, seconds=seconds, nodes=nodes)
            if solved.x is None:
                break
            row = self.columns.row(solved.x)
            if self.remember(row):
                return row, solved
            if self.options_only:
                self.program.add([self.other_than(row)])
            else:
                self.program.raise_floor(TOLERANCE)
        return None, self._believed(cost, solved, seconds)

    def _believed(self, cost: Floats, solved: Solved, seconds: float) -> Solved:
        """Return a run's outcome: with a floor above 0, that there is no point proves nothing."""
        floor = self.program.floor
        if solved.status != "infeasible" or not floor:
            return solved
        self.program.raise_floor(-floor)
        again = self.program.maximise(cost, seconds=seconds)
        self.program.raise_floor(floor)
        return solved if again.status == "infeasible" else Solved(None, np.inf, "limit")

    def other_than(self, row: Floats) -> Row:
        """Return the row that excludes one outcome of a dispute with options only."""
        index = np.flatnonzero(self.columns.filled(row))
        return Row(-INFINITY, len(index) - 1.0, index, np.ones(len(index)))

    def ideal_gains(self) -> Floats:
        """Return what each party would gain if every issue went its way: no gain is larger."""
        gains: Floats = self.columns.most - self.criteria.reservations
        return gains

    def ideal(self, name: SettlementName) -> float:
        """Return a bound on a criterion that needs no solver."""
        criteria, gains = self.criteria, self.ideal_gains()
        if name == "kalai-smorodinsky":
            return 1.0
        if name == "utilitarian":
            return float(criteria.weights @ self.columns.most)
        counted = np.maximum(gains[criteria.counting], TOLERANCE)
        if name == "nash":
            return float(criteria.weights[criteria.counting] @ np.log(counted))
        return float(gains[criteria.counting].min())

    def met(self, name: SettlementName, bound: float) -> bool:
        """Return whether a bound proves the best known agreement.

        Parameters
        ----------
        name : SettlementName
        bound : float
            In the units of the criterion.
        """
        row = self.leader(name)
        if row is None:
            return False
        value = self.value(name, row)
        weighted = name in ("nash", "utilitarian")
        sum_of_weights = float(self.criteria.weights.sum()) if weighted else 0.0
        return bound <= value + max(PROVEN, PART * sum_of_weights)

    def answer(self, name: SettlementName, bound: float) -> Answer:
        """Return the best known agreement for a criterion, against a bound on it.

        Parameters
        ----------
        name : SettlementName
        bound : float
            In the units of the criterion: no agreement has more.

        Returns
        -------
        Answer
            With ``not-found-in-time`` where no agreement is known.
        """
        row = self.leader(name)
        if row is None:
            return Answer(None, gap=1.0, status="bound", why="not-found-in-time")
        value, bound = self.value(name, row), min(bound, self.ideal(name))
        if self.met(name, bound):
            return Answer(row, value)
        return Answer(row, value, float(bound - value), "bound")


def search_of(dispute: Dispute, clock: Clock) -> Search:
    """Return a search that has found nothing yet.

    Parameters
    ----------
    dispute : Dispute
    clock : Clock
        Already running.
    """
    columns, criteria = columns_of(dispute), criteria_of(dispute)
    return Search(dispute, clock, columns, criteria, Program(dispute, columns, criteria))
