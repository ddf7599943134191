"""What an extra euro, line or year changes: the programme solved again with one thing moved.

Only the levels readiness and cost are asked for, so that the members' purses are put together and
one solver object serves all levers but the year: bounds move, the matrix stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from foedus.autonomy.columns import define_columns
from foedus.autonomy.constraints import compile_levers
from foedus.autonomy.ground import Ground, longer
from foedus.autonomy.pooled import MONTHS_A_YEAR, a_year_later, merged, pooled
from foedus.autonomy.programme import Programme
from foedus.plan.levels import KEPT, readiness_cost, slack, total_cost
from foedus.plan.program import INFINITY
from foedus.plan.sets import Floats, Ints, Sets
from foedus.plan.solve import Session
from foedus.results.autonomy import FRAMES

EXTRA = 1000.0
"""Million more over the horizon, for a member whose money runs out."""

FULL = 1e-6
"""Within this of its limit, relative to it, a line is full and a purse is empty."""


@dataclass(frozen=True)
class Lever:
    """One thing that is moved; the fields are those of the frame ``levers``."""

    lever: str
    party: str | None
    line: str | None
    moved_by: float
    unit: str


class Levers:
    """The programme with purses put together, ready to be solved again and again."""

    def __init__(self, s: Sets) -> None:
        self.sets, self.purse = merged(s)
        self.columns = define_columns(self.sets)
        self.program = compile_levers(self.sets, self.columns)
        self.session = Session(self.program)
        self.readiness = readiness_cost(self.sets, self.columns)
        self.cost = total_cost(self.sets, self.columns)

    def solve(self) -> tuple[float, float]:
        """Return the levels readiness and cost under the bounds as they stand."""
        kept = self._rows("kept")
        free = np.full(len(kept), np.inf)
        self.session.bound_rows(kept, -free, free)
        level = max(0.0, self.session.minimise(self.readiness, solver="simplex").value)
        self.session.bound_rows(kept, -free, np.array([level + slack(level, KEPT)]))
        return level, max(0.0, self.session.minimise(self.cost, solver="simplex").value)

    def without_purse(self) -> float:
        """Return the readiness level where nobody has to pay."""
        purse = self._rows("purse")
        free = np.full(len(purse), np.inf)
        self.session.bound_rows(purse, -free, free)
        return max(0.0, self.session.minimise(self.readiness, solver="simplex").value)

    def with_money(self, member: int, extra: Floats) -> tuple[float, float]:
        """Return the levels with more money of a member's, (T,) million."""
        budget = self.sets.budget.copy()
        budget[self.purse[member]] += extra
        self._bound_money(budget)
        levels = self.solve()
        self._bound_money(self.sets.budget)
        return levels

    def with_line(self, line: int) -> tuple[float, float]:
        """Return the levels with one more line like this one."""
        capacity = self.sets.lines.capacity.copy()
        capacity[line] *= 2
        self._bound_lines(capacity)
        levels = self.solve()
        self._bound_lines(self.sets.lines.capacity)
        return levels

    def _rows(self, family: str) -> Ints:
        span = self.program.span(family)
        return np.arange(span.start, span.stop)

    def _bound_money(self, budget: Floats) -> None:
        keys = self.program.family_of_rows("budget").keys
        right = budget[keys["donor"], keys["month"]]
        self.session.bound_rows(self._rows("budget"), right, right)

    def _bound_lines(self, capacity: Floats) -> None:
        keys = self.program.family_of_rows("line").keys
        right = capacity[keys["line"], keys["month"]]
        self.session.bound_rows(self._rows("line"), np.full(len(right), -np.inf), right)


def levers_frame(
    ground: Ground, programme: Programme, unit: str, progress: Callable[[float], None]
) -> pl.DataFrame:
    """Return all levers, those that help most first.

    A ``year`` more would move targets out of the horizon. So it is solved on a horizon a year
    longer, and the row ``horizon`` is what it is to be compared with: the same horizon, money and
    lines, and the targets where they were.

    Parameters
    ----------
    ground : Ground
        Can be asked for a longer horizon.
    programme : Programme
        Tells whose money runs out and which lines are full.
    unit : str
        Of money, for example ``million EUR``.
    progress : callable
        Hears the fraction done.
    """
    levers = Levers(programme.sets)
    asked = [*_asked(programme, levers, unit), *_years(ground)]
    rows = []
    for n, (lever, solve) in enumerate(asked):
        progress(n / len(asked))
        readiness, cost = solve()
        rows.append((lever.lever, lever.party, lever.line, lever.moved_by, lever.unit,
                     round(readiness, 9), round(cost, 6)))  # fmt: skip
    frame = pl.DataFrame(rows, schema=FRAMES["levers"], orient="row")
    return frame.sort("readiness", "cost", "lever", "party", "line")


def unavoidable(s: Sets) -> float:
    """Return the readiness level with money and lines without end: what time and makers forbid.

    As in a plan, a line delivers without limit in every month that its lead time lets an order
    reach, those in which it does not stand yet included.
    """
    endless = np.full_like(s.lines.capacity, INFINITY)
    levers = Levers(replace(s, lines=replace(s.lines, capacity=endless)))
    return levers.without_purse()


Asked = tuple[Lever, Callable[[], tuple[float, float]]]


def _asked(programme: Programme, levers: Levers, unit: str) -> Iterator[Asked]:
    s = programme.sets
    for member in _spent(programme):
        path = s.budget[member]
        extra = EXTRA * path / path.sum()
        lever = Lever("budget", s.parties[member], None, EXTRA, unit)
        yield lever, lambda m=member, e=extra: levers.with_money(m, e)  # type: ignore[misc]
    for line in _full(programme):
        party = s.parties[s.lines.party[line]]
        lever = Lever("line", party, s.line_names[line], 1.0, "line")
        yield lever, lambda n=line: levers.with_line(n)  # type: ignore[misc]


def _years(ground: Ground) -> Iterator[Asked]:
    """Yield a longer horizon with the targets as they are, and with the targets a year later."""
    later = pooled(longer(ground, MONTHS_A_YEAR))
    kept = Lever("horizon", None, None, float(MONTHS_A_YEAR), "month")
    moved = Lever("year", None, None, float(MONTHS_A_YEAR), "month")
    yield kept, lambda: Levers(later).solve()
    yield moved, lambda: Levers(a_year_later(later)).solve()


def _spent(programme: Programme) -> list[int]:
    """Return the members whose money is all spent in some month."""
    s, v = programme.sets, programme.columns
    had = np.cumsum(s.budget[s.donors], axis=1)
    cash = programme.x[v.cash.span].reshape(len(s.donors), s.months)
    empty = ((had > 0) & (cash <= FULL * np.maximum(1.0, had))).any(axis=1)
    return [int(d) for d in s.donors[empty]]


def _full(programme: Programme) -> list[int]:
    """Return the lines that deliver all that they can in some month."""
    s, refill = programme.sets, programme.columns.refill
    used = np.zeros_like(s.lines.capacity)
    np.add.at(used, (refill["line"], refill["arrives"]), programme.x[refill.span])
    limit = s.lines.capacity
    full = ((limit > 0) & (used >= limit * (1 - FULL))).any(axis=1)
    return np.flatnonzero(full).tolist()
