r"""A mixed-integer programme about one outcome, drafted row by row.

An issue with options is a choice of one of its binary columns; a scale is a column between its
ends, with one column a party that bears at least its loss, :math:`t \ge s |x - c| / (h - l)`.
Utilities only ever have to be large enough: so these columns are exact wherever it matters, and
every answer is evaluated anew on the dispute's own numbers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from foedus.case.dispute.model import Bools, Dispute, Floats, RedLine
from foedus.mediate.deadline import left
from foedus.mediate.rows import Found, Rows, Terms, least
from foedus.mediate.utility import TOLERANCE, option_utilities

NEAR = 1e-7
"""A point of a scale this near to a mark is the mark."""
MARGINS = (TOLERANCE, 1e-8)
"""By how much rows are tightened, one after the other, where an answer on a scale fails."""


@dataclass(frozen=True)
class Sum:
    """A linear sum of columns and a constant."""

    terms: Terms
    constant: float = 0.0


@dataclass(frozen=True)
class Solved:
    """What the solver returns.

    Parameters
    ----------
    status : {"proven", "bound", "none", "unknown"}
        none: there is no such outcome; unknown: none was found within the time.
    row : (issues,) float, optional
        The outcome.
    bound : float
        No outcome costs less.
    """

    status: Found
    row: Floats | None = None
    bound: float = -np.inf


@dataclass
class Draft:
    """A programme in the making: all outcomes that keep all links, and what is added.

    Parameters
    ----------
    dispute : Dispute
    choice : list of list of int
        For each issue the column of each option; of a scale, the column of its point alone.
    worth : list of Sum
        Each party's utility.
    marks : list of list of float
        For each issue the points that a scale's answer is set to where it is near to one.
    """

    dispute: Dispute
    choice: list[list[int]] = field(default_factory=list)
    worth: list[Sum] = field(default_factory=list)
    marks: list[list[float]] = field(default_factory=list)
    _low: list[float] = field(default_factory=list)
    _high: list[float] = field(default_factory=list)
    _whole: list[int] = field(default_factory=list)
    _rows: list[tuple[Terms, float, float]] = field(default_factory=list)
    _tightened: int = 0
    _demands: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._choose()
        self.worth = [self._worth(p) for p in range(len(self.dispute.parties))]
        for link in self.dispute.links:
            first = self.choice[link.if_issue][link.if_option]
            then = self.choice[link.then_issue][link.then_option]
            if link.allowed:
                self.row({first: 1.0, then: -1.0} if first != then else {}, -np.inf, 0.0)
            else:
                self.row({first: 1.0, then: 1.0} if first != then else {first: 2.0}, -np.inf, 1.0)

    def _choose(self) -> None:
        for place, issue in enumerate(self.dispute.issues):
            if issue.scale:
                known = self.dispute.positions[:, place]
                self.choice.append([self.column(issue.low, issue.high)])
                self.marks.append([issue.low, issue.high, *known[~np.isnan(known)].tolist()])
                continue
            columns = [self.binary() for _ in issue.options]
            self.row(dict.fromkeys(columns, 1.0), 1.0, 1.0)
            self.choice.append(columns)
            self.marks.append([])

    def point(self, place: int) -> Sum:
        """Return the point chosen on a scale.

        Parameters
        ----------
        place : int
            Of an issue on a scale.

        Returns
        -------
        Sum
            In the units of the scale.
        """
        return Sum({self.choice[place][0]: 1.0})

    def _worth(self, party: int) -> Sum:
        terms: dict[int, float] = {}
        constant = 0.0
        for place, issue in enumerate(self.dispute.issues):
            salience = float(self.dispute.salience[party, place])
            if not salience:
                continue
            if issue.scale:
                terms[self._loss(party, place, salience)] = -1.0
                constant += salience
                continue
            added = option_utilities(self.dispute, place)[:, party]
            terms |= dict(zip(self.choice[place], added.tolist(), strict=True))
        return Sum(terms, constant)

    def _loss(self, party: int, place: int, salience: float) -> int:
        """Return a column of at least what a party loses by a point away from its position."""
        issue, point = self.dispute.issues[place], self.choice[place][0]
        position = float(self.dispute.positions[party, place])
        slope = salience / (issue.high - issue.low)
        column = self.column(0.0, np.inf)
        self.row({column: 1.0, point: -slope}, -slope * position, np.inf)
        self.row({column: 1.0, point: slope}, slope * position, np.inf)
        return column

    def column(self, low: float, high: float) -> int:
        """Add a column between two bounds.

        Parameters
        ----------
        low, high : float

        Returns
        -------
        int
            The place of the column.
        """
        self._low.append(low)
        self._high.append(high)
        return len(self._low) - 1

    def binary(self) -> int:
        """Add a column that is 0 or 1."""
        self._whole.append(self.column(0.0, 1.0))
        return self._whole[-1]

    def row(self, terms: Terms, low: float, high: float) -> None:
        """Keep a sum between two bounds.

        Parameters
        ----------
        terms : mapping of column to factor
        low, high : float
            Infinite where there is no bound.
        """
        self._rows.append((terms, low, high))

    def demand(self, amount: Sum, least: float, extra: Terms | None = None) -> None:
        """Keep a utility, with extra columns added, at least at a level.

        Parameters
        ----------
        amount : Sum
            A utility, 0..1.
        least : float
            The level, 0..1.
        extra : mapping of column to factor, optional
        """
        self._demands.add(len(self._rows))
        self.row({**amount.terms, **(extra or {})}, least - amount.constant, np.inf)

    def forbid(self, line: RedLine) -> None:
        """Keep a red line."""
        if line.option is not None:
            self.row({self.choice[line.issue][line.option]: 1.0}, -np.inf, 0.0)
            return
        self.marks[line.issue] += [end for end in (line.low, line.high) if np.isfinite(end)]
        self.between(self.point(line.issue), line.low, line.high)

    def between(self, amount: Sum, low: float, high: float, extra: Terms | None = None) -> None:
        """Keep a sum, with extra columns added, between two bounds.

        Parameters
        ----------
        amount : Sum
        low, high : float
            In the units of the sum; infinite where there is no bound.
        extra : mapping of column to factor, optional
        """
        terms = {**amount.terms, **(extra or {})}
        self.row(terms, low - amount.constant, high - amount.constant)

    def keep_lines(self, parties: Bools) -> None:
        """Keep all red lines of some parties.

        Parameters
        ----------
        parties : (parties,) bool
        """
        for line in self.dispute.redlines:
            if parties[line.party]:
                self.forbid(line)

    def accept(self, parties: Bools, *, short: float = 0.0) -> None:
        """Demand that none of some parties blocks: reservations and red lines are kept.

        Parameters
        ----------
        parties : (parties,) bool
        short : float
            By how much a utility may fall short of the reservation, 0..1. A party accepts what does
            by the tolerance: that there is no outcome must hold for those too.
        """
        for place in np.flatnonzero(parties):
            reservation = self.dispute.parties[place].reservation
            self.demand(self.worth[place], reservation - short)
        self.keep_lines(parties)

    def minimise(
        self, cost: Terms, *, sound: Callable[[Floats], bool], until: float | None = None
    ) -> Solved:
        """Return the outcome of least cost that stands when it is evaluated anew.

        Parameters
        ----------
        cost : mapping of column to factor
        sound : callable of (issues,) float to bool
            Whether an outcome keeps what was demanded, on the dispute's own numbers. One that
            does not (it lies within the solver's tolerance, not within ours) is excluded.
        until : float, optional
            Seconds on the monotonic clock; None: no limit.

        Returns
        -------
        Solved
            Its bound in the units of the cost.
        """
        while True:
            solved = self._run(cost, left(until))
            if solved.row is None and self._tightened:  # which proves nothing of what was demanded
                return Solved("unknown")
            if solved.row is None or sound(solved.row):
                return solved
            if not self._exclude(solved.row):
                return Solved("unknown", bound=solved.bound)

    def _exclude(self, row: Floats) -> bool:
        """Exclude an outcome: on options itself, with scales by tightening all demands."""
        if not any(issue.scale for issue in self.dispute.issues):
            taken = [c[int(o)] for c, o in zip(self.choice, row, strict=True)]
            self.row(dict.fromkeys(taken, 1.0), -np.inf, len(taken) - 1)
            return True
        if self._tightened == len(MARGINS):
            return False
        self._tightened += 1
        return True

    def _run(self, cost: Terms, seconds: float | None) -> Solved:
        margin = (0.0, *MARGINS)[self._tightened]
        rows = [
            (terms, low + margin if n in self._demands else low, high)
            for n, (terms, low, high) in enumerate(self._rows)
        ]
        found = least(Rows(self._low, self._high, self._whole, rows), cost, seconds)
        if found.columns is None:
            return Solved(found.status, bound=found.bound)
        return Solved(found.status, self._row_of(found.columns), found.bound)

    def _row_of(self, columns: Floats) -> Floats:
        """Return the outcome of an answer; points near a mark are set to it."""
        row = np.empty(len(self.choice))
        for place, taken in enumerate(self.choice):
            if not self.dispute.issues[place].scale:
                row[place] = int(np.argmax(columns[taken]))
                continue
            marks = np.array(self.marks[place])
            here = float(np.clip(columns[taken[0]], marks[0], marks[1]))
            nearest = marks[np.abs(marks - here).argmin()]
            row[place] = nearest if abs(nearest - here) <= NEAR * (marks[1] - marks[0]) else here
        return row
