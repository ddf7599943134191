"""Leximin where only scales are at stake: a linear programme a level.

Each round makes the least gain of the parties not settled yet as large as it can be. The
multipliers of ``gain >= least`` add up to 1: a party whose multiplier is positive has exactly that
gain in every optimum, so it is settled, and every round settles one at least.
"""

from __future__ import annotations

import numpy as np

from foedus.case.dispute.model import Floats
from foedus.mediate.criteria import Answer
from foedus.mediate.matrix import INFINITY, Row
from foedus.mediate.model import Solved
from foedus.mediate.search import KEPT, Search
from foedus.mediate.utilitarian import total
from foedus.mediate.utility import TOLERANCE

CLEAR = 1e-6
"""A multiplier above this settles its party (they add up to 1)."""
LOOSENED = 10
"""So often the settled gains are loosened where rounding does rule them out."""


def leximin_on_scales(search: Search, seconds: float) -> Answer:
    """Return the leximin settlement of a dispute with scales only.

    Parameters
    ----------
    search : Search
        Some agreement is known.
    seconds : float
    """
    deadline = search.clock.deadline(seconds)
    levels = np.full(int(search.criteria.counting.sum()), np.nan)
    _add_least(search)
    while np.isnan(levels).any():
        if not _round(search, levels, deadline):
            search.program.drop()
            return search.answer("leximin", search.ideal("leximin"))
    solved = _solved(search, total(search), levels, deadline)
    search.program.drop()
    row = None if solved.x is None else search.columns.row(solved.x)
    if row is None or not search.remember(row):
        return search.answer("leximin", search.ideal("leximin"))
    return Answer(row, search.value("leximin", row))


def _add_least(search: Search) -> None:
    program = search.program
    factors = np.array([1.0, -1.0])
    pairs = (np.array([g, program.least]) for g in program.gain[search.criteria.counting])
    program.add([Row(0.0, INFINITY, pair, factors) for pair in pairs])


def _round(search: Search, levels: Floats, deadline: float) -> bool:
    """Make the least gain of the open parties as large as it can be, and settle who is stuck.

    ``levels`` (of the parties that count; NaN: open) is filled in.

    Returns
    -------
    bool
        Whether it came to an end in time.
    """
    program = search.program
    solved = _solved(search, program.cost(program.least), levels, deadline)
    if solved.x is None or solved.status != "optimal":
        return False
    open_ = np.isnan(levels)
    multipliers = program.multipliers(len(levels)) * open_
    stuck = np.flatnonzero(open_ & (multipliers >= min(CLEAR, multipliers.max())))
    levels[stuck] = solved.x[program.least] - KEPT
    for row in stuck:
        program.settle(int(row), float(levels[row]))
    return True


def _solved(search: Search, cost: Floats, levels: Floats, deadline: float) -> Solved:
    """Maximise a cost, with the settled gains loosened where rounding has ruled them out."""
    program = search.program
    for _ in range(LOOSENED):
        solved = program.maximise(cost, seconds=search.clock.until(deadline))
        if solved.status != "infeasible":
            break
        for row in np.flatnonzero(~np.isnan(levels)):
            levels[row] -= TOLERANCE
            program.settle(int(row), float(levels[row]))
    return solved
