"""Enumeration of all coalitions in blocks: any formula, any weights, up to 32 members.

A coalition is a low part (of the first members) and a high part. For one high part at a time, all
low parts are compared with what the high part leaves of each corner. Low parts stand in order of
size, so that the winning ones are counted by size in one sweep.
"""

from __future__ import annotations

from itertools import pairwise
from math import inf

import numpy as np
import numpy.typing as npt

from foedus.decide.power.coalition_map import CoalitionMap
from foedus.decide.power.counts import Counts
from foedus.decide.power.game import Game

MEMBERS = 32
"""2^32 coalitions: eight seconds for two weights; 2^30 take two, 2^27 a third of one."""

WORK = 1e11
"""Most comparisons: about ten seconds."""

MAPPED = 27
"""Up to here the minimal sets are counted in a map of all coalitions, at most 16 MiB."""

LOW = 15
"""Members of a low part: its arrays stay in a processor's cache, its ranks below 2^16.

Of the other members, at most 17, C(17, 8) = 24310 high parts have the same size, so that their
winning companions are counted in 16 bits.
"""

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


def cost(game: Game) -> float:
    """Return the work in additions of cells; infinite where the method does not serve."""
    if game.size > MEMBERS or any(total >= 2**61 for total in game.totals):
        return inf
    work = float(2**game.size) * (2 + len(game.corners) * len(game.vectors))
    return work if work <= WORK else inf


def count(game: Game) -> Counts:
    """Return the counts of any game of up to 32 members; minimal sets up to 27."""
    n, low = game.size, min(LOW, game.size)
    vectors = [np.array(vector, np.int64) for vector in game.vectors]
    sizes = _subsets(vectors[0][:low])
    order = np.argsort(sizes, kind="stable")
    bounds = np.searchsorted(sizes[order], np.arange(low + 2)).tolist()
    lows = [_subsets(vector[:low])[order] for vector in vectors]
    highs = [_subsets(vector[low:]) for vector in vectors]
    ranks, bars = _ranked(game, lows, highs)
    by_high = np.zeros((len(bars), low + 1), np.int64)
    by_low = np.zeros((n - low + 1, len(order)), np.uint16)
    chart = CoalitionMap(n, order) if n <= MAPPED else None
    for k, size in enumerate(highs[0].tolist()):
        won = _wins(ranks, bars[k].tolist())
        by_high[k] = [np.count_nonzero(won[a:b]) for a, b in pairwise(bounds)]
        by_low[size] += won
        if chart:
            chart.enter(k, won)
    winning, high_own = _by_members(n, n - low, by_high, highs[0])
    by_subset = np.ascontiguousarray(by_low.T).astype(np.int64)
    _, low_own = _by_members(n, low, by_subset, sizes[order], masks=order)
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


def _ranked(
    game: Game, lows: list[Ints], highs: list[Ints]
) -> tuple[list[npt.NDArray[np.uint16]], Ints]:
    """Return the rank of each low part in each vector, and the rank that a corner asks for.

    Ranks are short numbers, which are compared many at a time. The second array runs over high
    part, corner and vector: what the high part leaves of the corner, as a rank.
    """
    ranks = []
    bars = np.empty((len(highs[0]), len(game.corners), len(lows)), np.int64)
    for k, (sums, held) in enumerate(zip(lows, highs, strict=True)):
        rising = np.sort(sums)
        ranks.append(np.searchsorted(rising, sums).astype(np.uint16))
        for c, corner in enumerate(game.corners):
            bars[:, c, k] = np.searchsorted(rising, corner[k] - held)
    return ranks, bars


def _wins(ranks: list[npt.NDArray[np.uint16]], bars: list[list[int]]) -> Bools:
    """Return which low parts win together with one high part."""
    won = np.zeros(len(ranks[0]), np.bool_)
    for corner in bars:
        if max(corner) == len(won):
            continue
        asked = (rank >= bar for rank, bar in zip(ranks, corner, strict=True) if bar)
        met = next(asked, None)
        if met is None:
            return np.ones_like(won)
        for more in asked:
            met &= more
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
