"""Members alike are counted together: enumeration of how many of each kind stand in a coalition.

With kinds t of m_t members, Π (m_t + 1) cases stand for 2^n coalitions, each case k for
Π C(m_t, k_t) of them. It serves large bodies with few kinds, such as two chambers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from math import comb, inf, prod
from typing import Any

import numpy as np
import numpy.typing as npt

from foedus.decide.power.counts import Counts
from foedus.decide.power.game import Game, dual

CASES = 2**18
"""Most cases: about a second."""

MEMBERS = 700
"""The search for the smallest sets goes one step deeper for each member."""

CASE = 1000.0
"""One case in additions of cells, as ``sums.cost`` counts them."""

Bools = npt.NDArray[np.bool_]
Objects = npt.NDArray[Any]
"""Python's integers: counts of any size."""


@dataclass(frozen=True)
class _Kinds:
    """The distinct weights of a game's members, and how many members bear each."""

    weights: tuple[tuple[int, ...], ...]
    members: tuple[int, ...]


def _kinds(game: Game) -> _Kinds:
    found = Counter(zip(*game.vectors, strict=True))
    return _Kinds(tuple(found), tuple(found.values()))


def cost(game: Game) -> float:
    """Return the work in additions of cells; infinite where there are too many kinds."""
    members = _kinds(game).members
    cases = prod(m + 1 for m in members)
    small = (
        game.size <= MEMBERS and len(members) < 32 and all(total < 2**61 for total in game.totals)
    )
    return CASE * cases if small and cases <= CASES else inf


def count(game: Game) -> Counts:
    """Return the counts of a game with few kinds of members, minimal sets included.

    W(s) = Σ_k Π C(m_t, k_t) over winning cases k of size s; W_t(s) is the same sum with k_t / m_t.
    """
    kinds = _kinds(game)
    won, number = _won(game, kinds), _number(kinds)
    cases = np.nonzero(won)
    sizes, coalitions = np.sum(cases, axis=0), number[won]
    own = {
        weights: tuple(a // m for a in _by_size(game, sizes, coalitions * k.astype(object)))
        for weights, m, k in zip(kinds.weights, kinds.members, cases, strict=True)
    }
    return Counts(
        tuple(_by_size(game, sizes, coalitions)),
        tuple(own[weights] for weights in zip(*game.vectors, strict=True)),
        sum(number[_minimal(won)]),
        sum(number[_minimal(_won(dual(game), kinds))]),
    )


def _won(game: Game, kinds: _Kinds) -> Bools:
    """Return which cases win; an axis a kind, from 0 to m_t members of it."""
    steps = [np.arange(m + 1) for m in kinds.members]
    won = np.zeros([m + 1 for m in kinds.members], np.bool_)
    sums = [
        reduce(np.add.outer, [w * k for w, k in zip(vector, steps, strict=True)])
        for vector in zip(*kinds.weights, strict=True)
    ]
    for corner in game.corners:
        won |= reduce(np.logical_and, [a >= b for a, b in zip(sums, corner, strict=True)])
    return won


def _number(kinds: _Kinds) -> Objects:
    """Return how many coalitions each case stands for."""
    rows = [np.array([comb(m, k) for k in range(m + 1)], object) for m in kinds.members]
    whole: Objects = reduce(np.multiply.outer, rows)
    return whole


def _by_size(game: Game, sizes: npt.NDArray[np.int64], values: Objects) -> Sequence[int]:
    totals = [0] * (game.size + 1)
    for size, value in zip(sizes.tolist(), values, strict=True):
        totals[size] += value
    return totals


def _minimal(won: Bools) -> Bools:
    """Return the winning cases that lose with one member fewer, of whatever kind."""
    minimal = won.copy()
    for axis in range(won.ndim):
        np.moveaxis(minimal, axis, 0)[1:] &= ~np.moveaxis(won, axis, 0)[:-1]
    return minimal
