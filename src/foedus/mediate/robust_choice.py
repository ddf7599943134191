"""The outcome that is blocked by nobody in most draws, of all outcomes.

Those that look surest (margins over the spread of the draws) are looked at first; they set how
often another may fail and still be the best. Then come the others, as far as the work allows, from
the largest utilitarian value down. Each is held against growing blocks of draws and dropped as
soon as it has failed too often. Where all were looked at, the best is proven to be the best.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import log_ndtr

from foedus.case.dispute.model import Dispute, Floats
from foedus.mediate.robust_draws import Draws, held, slack
from foedus.mediate.space import acceptable, at, points
from foedus.mediate.utility import (
    Ints,
    Outcomes,
    reservations,
    vetoes,
    weights,
)

SLICE = 1 << 11
"""Outcomes looked at together."""
FIRST = 8
"""Draws of the first block; each block is twice the one before."""
CELLS = 1 << 22
"""Numbers held at once, about."""
SHORTLIST = 1 << 12
"""Outcomes that look surest: always looked at."""
LEAST = 1e-6
"""Spread of a utility at least: so that a margin over it is a number."""
BUDGET = 1e9
"""Additions that the others may cost; more, and they are left out."""


@dataclass(frozen=True)
class Choice:
    """The best outcome so far.

    Parameters
    ----------
    row : array, issues
    failures : int
        Draws in which somebody blocks it.
    value : float
        Utilitarian.
    number : int
        Its place among all outcomes; ties in failures and value go to the smallest.
    """

    row: Floats
    failures: int
    value: float
    number: int = 0

    def yields_to(self, other: Choice) -> bool:
        """Say whether another choice is better."""
        ours = (self.failures, -self.value, self.number)
        return (other.failures, -other.value, other.number) < ours


def best_of_all(dispute: Dispute, draws: Draws) -> tuple[Choice | None, bool]:
    """Return the outcome with fewest failures, then of the largest value, then the first.

    Parameters
    ----------
    dispute : Dispute
        With options only, and few enough outcomes to list them all.
    draws : Draws

    Returns
    -------
    choice : Choice or None
        None where every outcome crosses a red line, or no outcome keeps the links.
    exact : bool
        Whether all outcomes were looked at.
    """
    grid = acceptable(dispute)
    ranked = _ranked(dispute, draws, grid)
    surest = np.lexsort((-ranked.values, -ranked.likelihood))
    best = _best_among(dispute, draws, (grid, ranked), surest[:SHORTLIST], None)
    rest = surest[SHORTLIST:]
    if best is not None and best.failures == 0:
        rest = rest[ranked.values[rest] >= best.value]
    if not len(rest):
        return best, True
    failing = draws.count if best is None else best.failures + FIRST
    cost = len(rest) * failing * int(vetoes(dispute).sum()) * len(dispute.issues)
    if cost > BUDGET:
        return best, False
    return _best_among(dispute, draws, (grid, ranked), rest, best), True


@dataclass(frozen=True)
class _Ranked:
    """Outcomes that keep the links: number, utilitarian value, how sure each looks."""

    numbers: Ints
    values: Floats
    likelihood: Floats


def _ranked(dispute: Dispute, draws: Draws, grid: list[Ints]) -> _Ranked:
    """Return the outcomes; how sure one looks is as if each party's utility were normal."""
    veto, least, power = vetoes(dispute), reservations(dispute), weights(dispute)
    spread = _spread(dispute, draws, grid)
    parts = []
    for found in points(dispute, grid):
        margins = (found.utilities - least)[:, veto] / spread
        likelihood = log_ndtr(margins).sum(axis=1)
        parts.append((found.numbers, found.utilities @ power, likelihood))
    if not parts:
        return _Ranked(np.zeros(0, dtype=np.int64), np.zeros(0), np.zeros(0))
    numbers, values, likelihood = (np.concatenate(part) for part in zip(*parts, strict=True))
    return _Ranked(numbers, values, likelihood)


def _spread(dispute: Dispute, draws: Draws, grid: list[Ints]) -> Floats:
    """Return how far each party's utility varies over the draws: the mean of a few outcomes."""
    firsts = np.array([[options[0] for options in grid], [options[-1] for options in grid]])
    found = slack(dispute, draws, firsts.astype(float), slice(0, draws.count))
    spread: Floats = np.maximum(found.std(axis=2).mean(axis=0), LEAST)
    return spread


def _best_among(
    dispute: Dispute,
    draws: Draws,
    space: tuple[list[Ints], _Ranked],
    places: Ints,
    best: Choice | None,
) -> Choice | None:
    """Return the best of some outcomes and the best so far, the largest values first."""
    grid, ranked = space
    order = places[np.lexsort((ranked.numbers[places], -ranked.values[places]))]
    for start in range(0, len(order), SLICE):
        part = order[start : start + SLICE]
        values, numbers = ranked.values[part], ranked.numbers[part]
        best = _better(dispute, draws, (at(grid, numbers), values, numbers), best)
    return best


def _better(
    dispute: Dispute,
    draws: Draws,
    candidates: tuple[Outcomes, Floats, Ints],
    best: Choice | None,
) -> Choice | None:
    """Return the best of some outcomes and the best so far."""
    rows, values, numbers = candidates
    failures = np.zeros(len(rows), dtype=np.int64)
    most = draws.count if best is None else best.failures
    limit = np.where(values > (-np.inf if best is None else best.value), most, most - 1)
    if best is not None:
        limit = np.where((values == best.value) & (numbers < best.number), most, limit)
    kept = np.flatnonzero(limit >= 0)
    start, size = 0, FIRST
    while start < draws.count and len(kept):
        block = slice(start, min(start + size, draws.count))
        failures[kept] += _failures(dispute, draws, rows[kept], block)
        kept = kept[failures[kept] <= limit[kept]]
        start, size = block.stop, size * 2
    for place in kept:
        other = Choice(rows[place], int(failures[place]), float(values[place]), int(numbers[place]))
        if best is None or best.yields_to(other):
            best = other
    return best


def _failures(dispute: Dispute, draws: Draws, rows: Outcomes, block: slice) -> Ints:
    """Count the draws of a block in which somebody blocks, some outcomes at a time."""
    parties = int(vetoes(dispute).sum())
    together = max(1, CELLS // max(1, parties * (block.stop - block.start)))
    counts = [
        (~held(dispute, draws, rows[n : n + together], block)).sum(axis=1)
        for n in range(0, len(rows), together)
    ]
    return np.concatenate(counts)
