"""Fairness: the relative burdens, from the largest down, as small as can be (leximin).

Each round makes the largest relative burden of the donors not yet settled as small as possible.
By duality the multipliers of ``burden(d) / share(d) <= worst`` add up to 1: a donor whose
multiplier is clearly positive is stuck at that value in every optimum, so each round settles at
least one. A donor that reaches the value with no clear multiplier may or may not be stuck: the
exact test decides, by pushing all such donors down together as far as they go.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from foedus.plan.columns import Columns
from foedus.plan.levels import BURDEN_KEPT, SETTLED, slack
from foedus.plan.program import Program
from foedus.plan.sets import Flags, Floats, Ints, Sets
from foedus.plan.solve import Session, Solution, Solver
from foedus.results.plan import Level

CLEAR = 1e-5
"""A multiplier above this says that the donor is stuck (interior points end near 1e-9)."""
EXACT = 1e-9
"""In the exact test the others stay within this: a slack shared by many would hide who is stuck."""
NEAR = 1e-6
"""A relative burden within this of the largest, relative to max(1, value), reaches it."""


@dataclass(frozen=True)
class Fairness:
    """The settled relative burdens.

    Parameters
    ----------
    donors : (n,) int
        Parties with a share.
    value : (n,) float
        Relative burden of each.
    rounds : int
        Programmes solved.
    """

    donors: Ints
    value: Floats
    rounds: int


@dataclass(frozen=True)
class Burdens:
    """Where the burdens of donors with a share stand in a programme.

    Parameters
    ----------
    donors : (n,) int
        Parties with a share.
    share : (n,) float
        A relative burden is the column's value over this.
    column, row : (n,) int
        Each donor's burden, and its row ``burden / share <= worst``.
    worst : int
        The column of the largest.
    """

    donors: Ints
    share: Floats
    column: Ints
    row: Ints
    worst: int


def burdens(s: Sets, v: Columns, program: Program) -> Burdens:
    """Return where the burdens stand in the programme of a plan."""
    n = np.flatnonzero(s.share[s.donors] > 0)
    rows = program.starts["worst"] + np.arange(len(n))
    return Burdens(s.donors[n], s.share[s.donors[n]], v.burden.columns[n], rows, v.worst.start)


def solve_fairness(
    places: Burdens,
    session: Session,
    *,
    solver: Solver = "ipx",
    progress: Callable[[float], None] = lambda _: None,
) -> Level:
    """Solve fairness as a level; later levels keep each burden within 1e-4 x max(1, value)."""
    found = settle(places, session, solver=solver, progress=progress)
    kept = found.value + BURDEN_KEPT * np.maximum(1.0, found.value)
    session.bound_columns(places.column, kept * places.share)
    return fairness_level(found.value)


def fairness_level(relative: Floats) -> Level:
    """Return the level of these relative burdens: the largest, and all from the largest down.

    Examples
    --------
    >>> fairness_level(np.array([0.5, 2.0])).sorted
    (2.0, 0.5)
    """
    ordered = tuple(float(a) for a in np.sort(relative)[::-1])
    return Level("fairness", ordered[0] if ordered else 0.0, sorted=ordered)


def settle(
    places: Burdens,
    session: Session,
    *,
    solver: Solver = "ipx",
    progress: Callable[[float], None] = lambda _: None,
) -> Fairness:
    """Return the leximin vector of relative burdens, and keep it in the session.

    Each settled donor keeps its value within 1e-7 x max(1, value) as an upper bound of its
    burden; ``progress`` hears the share of donors settled.
    """
    cost = np.zeros(len(session.program.column_scale))
    cost[places.worst] = 1.0
    free = np.ones(len(places.donors), dtype=bool)
    value = np.zeros(len(places.donors))
    rounds = 0
    while free.any():
        solution = session.minimise(cost, solver=solver)
        rounds += 1
        top = max(0.0, float(solution.x[places.worst]))
        stuck = _stuck(places, solution, top, free)
        if not stuck.any():
            stuck, tests = _exact(session, places, free, top, solver)
            rounds += tests
        session.settle_on(cost, solution, movable=("worst",))
        value[stuck] = top
        free &= ~stuck
        _bound(session, places, np.flatnonzero(stuck), top)
        progress(1 - free.mean())
    return Fairness(places.donors, value, rounds)


def _stuck(places: Burdens, solution: Solution, top: float, free: Flags) -> Flags:
    if top <= NEAR:
        return free.copy()
    share = places.share
    multiplier = -solution.row_dual[places.row]
    reached = solution.x[places.column] / share >= top - NEAR * max(1.0, top)
    stuck: Flags = free & reached & (multiplier > CLEAR)
    return stuck


def _exact(
    session: Session, places: Burdens, free: Flags, top: float, solver: Solver
) -> tuple[Flags, int]:
    """Return the donors that cannot go below ``top`` while no other free donor goes above.

    By convexity all that can go lower can do so together, so the donors that stay when their
    burdens' sum is least are tested again until none moves.
    """
    held = np.flatnonzero(free)
    kept = top + slack(top, EXACT)
    session.bound_columns(places.column[held], kept * places.share[held])
    stuck, tests = free.copy(), 0
    while stuck.any():
        cost = np.zeros(len(session.program.column_scale))
        cost[places.column[stuck]] = 1 / places.share[stuck]
        solution = session.minimise(cost, solver=solver)
        tests += 1
        lower = solution.x[places.column] / places.share < top - NEAR * max(1.0, top)
        if not (stuck & lower).any():
            break
        if not (stuck & ~lower).any():
            break  # all moved by rounding alone: none can go lower without another going higher
        stuck &= ~lower
    session.bound_columns(places.column[held], np.full(len(held), np.inf))
    return stuck, tests


def _bound(session: Session, places: Burdens, n: Ints, top: float) -> None:
    """Keep settled donors at their value and take them out of the race for the largest."""
    kept = top + slack(top, SETTLED)
    session.bound_columns(places.column[n], kept * places.share[n])
    session.bound_rows(places.row[n], np.full(len(n), -np.inf), np.full(len(n), np.inf))
