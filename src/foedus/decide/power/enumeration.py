"""Enumeration of all coalitions in blocks: any formula, any weights, up to 30 members.

A coalition is a low part (of the first members) and a high part. For one high part at a time, all
low parts are compared with what the high part leaves of each corner. Low parts stand in order of
size, so that the winning ones are counted by size in one sweep.
"""

from __future__ import annotations

from math import inf

import numpy as np
import numpy.typing as npt

from foedus.decide.power.coalition_map import CoalitionMap
from foedus.decide.power.counts import Counts
from foedus.decide.power.game import Game

MEMBERS = 30
"""2^30 coalitions: three seconds for two weights; 2^27 take a third of a second."""

MAPPED = 27
"""Up to here the minimal sets are counted in a map of all coalitions, at most 16 MiB."""

LOW = 14
"""Members of a low part: its arrays stay in a processor's cache."""

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


def cost(game: Game) -> float:
    """Return the work in additions of cells; infinite where the method does not serve."""
    if game.size > MEMBERS or any(total >= 2**61 for total in game.totals):
        return inf
    return float(2**game.size) * (2 + len(game.corners) * len(game.vectors))


def count(game: Game) -> Counts:
    """Return the counts of any game of up to 30 members; minimal sets up to 27."""
    n, low = game.size, min(LOW, game.size)
    vectors = [np.array(vector, np.int64) for vector in game.vectors]
    sizes = _subsets(vectors[0][:low])
    order = np.argsort(sizes, kind="stable")
    starts = np.searchsorted(sizes[order], np.arange(low + 1))
    lows = [_subsets(vector[:low])[order] for vector in vectors]
    highs = np.stack([_subsets(vector[low:]) for vector in vectors], axis=1)
    by_high = np.zeros((len(highs), low + 1), np.int64)
    by_low = np.zeros((n - low + 1, len(order)), np.int64)
    chart = CoalitionMap(n, order) if n <= MAPPED else None
    for k, high in enumerate(highs):
        won = _wins(game, lows, high)
        by_high[k] = np.add.reduceat(won, starts, dtype=np.int64)
        by_low[high[0]] += won
        if chart:
            chart.enter(k, won)
    winning, high_own = _by_members(n, n - low, by_high, highs[:, 0])
    _, low_own = _by_members(n, low, np.ascontiguousarray(by_low.T), sizes[order], masks=order)
    own = (*low_own, *high_own)
    if not chart:
        return Counts(winning, own)
    return Counts(winning, own, chart.minimal_winning(), chart.maximal_losing())


def _subsets(weights: Ints) -> Ints:
    """Return the sums of all subsets, the mask of the subset being the place."""
    sums = np.zeros(1, np.int64)
    for weight in weights:
        sums = np.concatenate([sums, sums + weight])
    return sums


def _wins(game: Game, lows: list[Ints], high: Ints) -> Bools:
    """Return which low parts win together with one high part."""
    won = np.zeros(len(lows[0]), np.bool_)
    for corner in game.corners:
        met = np.ones(len(won), np.bool_)
        for sums, least, held in zip(lows, corner, high, strict=True):
            if least > held:
                met &= sums >= least - int(held)
        won |= met
    return won


def _by_members(
    n: int, members: int, found: Ints, sizes: Ints, *, masks: Ints | None = None
) -> tuple[tuple[int, ...], list[tuple[int, ...]]]:
    """Return W(s), and W_i(s) of one part's members, from winning counts by subset and size."""
    winning = np.zeros(n + 1, np.int64)
    own = np.zeros((members, n + 1), np.int64)
    masks = np.arange(len(found)) if masks is None else masks
    for size in range(members + 1):
        of_size = sizes == size
        block, chosen = found[of_size], masks[of_size]
        span = slice(size, size + found.shape[1])
        winning[span] += block.sum(axis=0)
        for i in range(members):
            own[i, span] += block[chosen >> i & 1 == 1].sum(axis=0)
    return tuple(map(int, winning)), [tuple(map(int, row)) for row in own]
