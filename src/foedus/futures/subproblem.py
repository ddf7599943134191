"""One scenario once the first stage is decided: its least level, and the cut that it gives."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from foedus.errors import SolverError
from foedus.futures.cuts import Cut, Kind, dual_bound, implied_upper
from foedus.futures.shared import Part
from foedus.plan.levels import KEPT, slack
from foedus.plan.program import INFINITY, Family, Program, extended
from foedus.plan.sets import Floats
from foedus.plan.solve import NoPlanError, Session, Solution

HELD = 1e-6
"""The first stage is held within this, times the larger of its value and the column's size: the
last digits of a proposal must not make a plan impossible."""
NEAR = 2e-6
"""A total deviation up to this, in natural sizes of the columns, is put down to last digits."""


@dataclass(frozen=True)
class Answer:
    """What a scenario says of a first stage.

    Parameters
    ----------
    scenario : int
    value : float
        Its least level; infinite where the first stage is impossible in it.
    x : (n,) float
        Its solution; empty where there is none.
    cut : Cut
    residual : float
    ran : str
    seconds : float
        CPU seconds in the solver.
    """

    scenario: int
    value: float
    x: Floats
    cut: Cut
    residual: float
    ran: str
    seconds: float


class Subproblem:
    """A scenario inside HiGHS; only the bounds of its shared columns move.

    The first solve is by the interior point with crossover; later ones go on from the last basis
    by dual simplex, which takes a few dozen iterations where the first stage hardly moves.

    Parameters
    ----------
    part : Part
    """

    def __init__(self, part: Part) -> None:
        self.part = part
        self.session = _Held(part, part.program, part.cost)
        self.possible: _Held | None = None
        self.last: Solution | None = None

    @cached_property
    def upper(self) -> Floats:
        """Upper bounds of its columns."""
        return implied_upper(self.part.program)

    @property
    def ceiling(self) -> float:
        """No plan of the scenario has a higher level."""
        used = self.part.cost > 0
        return float(self.part.cost[used] @ self.upper[used])

    def answer(self, x: Floats) -> Answer:
        """Return the least level for a first stage, with a cut that is tight there.

        Where the first stage is impossible, the cut is one that no possible first stage
        violates, from the least total deviation that would make it possible.

        Raises
        ------
        NoPlanError
            The scenario has no plan at all.
        """
        before = self.seconds
        self.session.hold(x[self.part.place], HELD)
        try:
            solution = self.session.vertex()
        except NoPlanError:
            deviation = self._deviation(x)
            if deviation.value > NEAR:
                return self._impossible(deviation, before)
            self.session.hold(x[self.part.place], HELD + 4 * NEAR)
            solution = self.session.interior()
        self.last = solution
        cut = self._cut(self.part.cost, solution)
        value = max(0.0, solution.value)
        spent = self.seconds - before
        return Answer(
            self.part.number, value, solution.x, cut, solution.residual, solution.ran, spent
        )

    def alone(self) -> float | None:
        """Return the least level of the scenario's own best plan; None where it has none."""
        count = len(self.part.columns)
        open_to = self.part.program.column_upper[self.part.columns]
        self.session.session.hold_columns(self.part.columns, np.zeros(count), open_to)
        try:
            return max(0.0, self.session.interior().value)
        except NoPlanError:
            return None

    def settled(self, x: Floats) -> Floats:
        """Return, of the plans that are as good with a first stage, the one that is shown.

        Nothing moves without need, and what moves does so early (``order_of_preference``). Only
        once, at the end: the level is kept by a row from then on. Empty where, in its last
        digits, the first stage is not possible any more.
        """
        found = self.answer(x)
        kept = found.value + slack(found.value, KEPT)
        session = self.session.session
        if not found.x.size or self.last is None:
            return found.x
        session.keep(self.part.cost, kept, self.last)
        try:
            return session.minimise(self.part.preference, crossover=True).x
        except (NoPlanError, SolverError):
            return found.x  # as good, but not as neat

    @property
    def seconds(self) -> float:
        """CPU seconds in the solver so far."""
        sessions = (self.session, self.possible)
        return sum(one.session.seconds for one in sessions if one is not None)

    def _deviation(self, x: Floats) -> Solution:
        if self.possible is None:
            program, cost = _elastic(self.part)
            self.possible = _Held(self.part, program, cost)
        here = x[self.part.place]
        down = len(self.part.cost) + len(here) + np.arange(len(here))
        self.possible.session.bound_columns(down, here)  # nothing is given less than not at all
        self.possible.hold(here, HELD)
        return self.possible.vertex()

    def _impossible(self, deviation: Solution, before: float) -> Answer:
        cut = self._cut(np.zeros_like(self.part.cost), deviation)
        cut = replace(cut, constant=cut.constant - NEAR / 2)
        spent = self.seconds - before
        return Answer(
            self.part.number, INFINITY, np.zeros(0), cut, deviation.residual, deviation.ran, spent
        )

    def _cut(self, cost: Floats, solution: Solution) -> Cut:
        part = self.part
        bound = dual_bound(part.program, cost, solution.row_dual, self.upper, part.columns)
        used = np.flatnonzero(bound.slope)
        kind: Kind = "level" if cost is part.cost else "feasibility"
        return Cut(part.number, kind, bound.constant, part.place[used], bound.slope[used])


class _Held:
    """A programme whose shared columns are held, inside HiGHS."""

    def __init__(self, part: Part, program: Program, cost: Floats) -> None:
        self.session = Session(program)
        self.columns, self.cost = part.columns, cost
        self.scale = program.column_scale[part.columns]
        self.warm = False

    def hold(self, x: Floats, room: float) -> None:
        """Hold the shared columns at ``x``, within ``room``."""
        around = room * np.maximum(self.scale, np.abs(x))
        self.session.hold_columns(self.columns, np.maximum(0.0, x - around), x + around)

    def vertex(self) -> Solution:
        """Return the optimum by going on from the last basis, if there is one."""
        try:
            if self.warm:
                return self.session.minimise(self.cost, solver="simplex")
            solution = self.session.minimise(self.cost, crossover=True)
        except SolverError:
            # a basis may violate a row by the tolerance times the row's size: the interior does not
            return self.interior()
        self.warm = True
        return solution

    def interior(self) -> Solution:
        """Return the optimum by the interior point."""
        return self.session.minimise(self.cost)


def _elastic(part: Part) -> tuple[Program, Floats]:
    """Return the programme with ways out, up and then down, for the shared columns."""
    program, columns = part.program, part.columns
    count = len(columns)
    scale = np.tile(program.column_scale[columns], 2)
    entries = program.matrix[:, columns].tocoo()
    row, column = entries.coords
    wider = extended(
        program,
        Family("deviation", len(part.cost), {}, scale, np.full(2 * count, INFINITY)),
        np.tile(row, 2),
        np.concatenate([column, column + count]),
        np.concatenate([entries.data, -entries.data]),
    )
    return wider, np.concatenate([np.zeros_like(part.cost), 1 / scale])
