"""Two halves met in the middle: exact counts of a game of sizes and one vector of any weights.

The members are split in two. The subsets of a half are held by size with sorted sums; for each of
one half, a binary search tells how many of the other complete it. About 2^(n/2) · n searches.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

import numpy as np
import numpy.typing as npt

from foedus.decide.power.counts import Counts
from foedus.decide.power.game import Game, dual

MEMBERS = 40
"""Halves of 2^20 subsets: four seconds."""

MINIMAL_MEMBERS = 36
"""Up to here the minimal sets are counted too, in about a second."""

SEARCH = 16.0
"""A binary search in additions of cells, as ``sums.cost`` counts them."""

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class _Half:
    """The subsets of one half by size: sorted sums, and the mask of each.

    ``lightest`` is the weight of each subset's last member in the order of members.
    """

    weights: Ints
    sums: tuple[Ints, ...]
    masks: tuple[Ints, ...]
    lightest: tuple[Ints, ...]


def cost(game: Game) -> float:
    """Return the work in additions of cells; infinite where the method does not serve."""
    if len(game.vectors) != 2 or game.size > MEMBERS or game.totals[1] >= 2**61:
        return inf
    return SEARCH * float(2 ** (-(-game.size // 2))) * (game.size + 2) * 2


def count(game: Game) -> Counts:
    """Return the counts of a game of sizes and one vector, minimal sets up to 36 members."""
    order = sorted(range(game.size), key=lambda i: -game.vectors[1][i])
    weights = np.array([game.vectors[1][i] for i in order], np.int64)
    middle = game.size // 2
    left, right = _half(weights[:middle]), _half(weights[middle:])
    thresholds = _finite(game)
    winning, own_left = _meet(left, right, thresholds)
    _, own_right = _meet(right, left, thresholds)
    placed = dict(zip(order, (*own_left, *own_right), strict=True))
    with_member = tuple(placed[i] for i in range(game.size))
    if game.size > MINIMAL_MEMBERS:
        return Counts(winning, with_member)
    minimal, blocking = (_minimal(left, right, _finite(g)) for g in (game, dual(game)))
    return Counts(winning, with_member, minimal, blocking)


def _finite(game: Game) -> list[int]:
    """Return t(s) with a number above every sum for infinity."""
    never = 2 * game.totals[1] + 1
    return [never if t == inf else int(t) for t in game.thresholds()]


def _half(weights: Ints) -> _Half:
    sums, sizes = np.zeros(1, np.int64), np.zeros(1, np.int64)
    lightest = np.zeros(1, np.int64)
    for weight in weights:
        sums = np.concatenate([sums, sums + weight])
        sizes = np.concatenate([sizes, sizes + 1])
        lightest = np.concatenate([lightest, np.full_like(lightest, weight)])
    order = np.lexsort((sums, sizes))
    bounds = np.searchsorted(sizes[order], np.arange(1, len(weights) + 1))
    parts = [np.split(values, bounds) for values in (sums[order], order, lightest[order])]
    return _Half(weights, *(tuple(part) for part in parts))


def _meet(
    one: _Half, other: _Half, thresholds: list[int]
) -> tuple[tuple[int, ...], list[tuple[int, ...]]]:
    """Return W(s), and W_i(s) for the members of the first half.

    Counts are added as floating numbers: at most 2^n, exact below 2^53.
    """
    n = len(thresholds) - 1
    members = len(one.weights)
    winning = np.zeros(n + 1)
    own = np.zeros((members, n + 1))
    for a, (sums, masks) in enumerate(zip(one.sums, one.masks, strict=True)):
        bits = (masks >> np.arange(members)[:, None] & 1).astype(float)
        for b, found in enumerate(other.sums):
            least = thresholds[a + b] - sums
            completed = (len(found) - _below(found, least)).astype(float)
            winning[a + b] += completed.sum()
            own[:, a + b] += bits @ completed
    return tuple(map(int, winning)), [tuple(map(int, row)) for row in own]


def _below(sums: Ints, least: Ints) -> Ints:
    """Return how many of the sorted sums are below each of the falling bounds."""
    return np.searchsorted(sums, least).astype(np.int64)


def _minimal(left: _Half, right: _Half, thresholds: list[int]) -> int:
    """Return the number of minimal winning sets.

    Members stand in falling order of weight, so that a set's lightest member is its last one. A
    winning set is minimal when it loses without it: t(s) ≤ x + y < t(s − 1) + lightest.
    """
    found = 0
    for s in range(1, len(left.sums)):
        won = left.sums[s] >= thresholds[s]
        lost = left.sums[s] - left.lightest[s] < thresholds[s - 1]
        found += int((won & lost).sum())
    for b in range(1, len(right.sums)):
        for a, sums in enumerate(left.sums):
            low = thresholds[a + b] - right.sums[b]
            high = thresholds[a + b - 1] + right.lightest[b] - right.sums[b]
            between = _below(sums, np.maximum(low, high)) - _below(sums, low)
            found += int(between.sum())
    return found
