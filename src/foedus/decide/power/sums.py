"""Dynamic programming: the coalitions by size and by the sums of their weights.

A(s, x) is the number of coalitions of size s with sums x; T(s, y) of those with sums of at least
y. What a member adds is taken out again by the alternating sum

    #{B ⊆ N∖i : |B| = s, sums ≥ y} = Σ_j (−1)^j T(s − j, y − j·w_i),

so that one table serves all members. Every count by size is at most C(n, s), which a 64-bit word
holds up to n = 66; sums that overflow on the way are exact again at the end (arithmetic modulo
2^64). Beyond, Python's integers are used.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, pairwise
from math import inf, prod
from operator import itemgetter
from typing import Any

import numpy as np
import numpy.typing as npt

from foedus.decide.power.counts import Counts
from foedus.decide.power.game import Corner, Game, dual, highest

WORD_MEMBERS = 66
"""C(66, 33) is below 2^63; C(67, 33) is not."""

CELLS = 2**22
"""Largest table: 32 MiB of 64-bit words."""

STEPS = 4e8
"""Most additions of cells: about a second."""

OBJECT_COST = 40.0
"""How much slower an addition of Python's integers is than one of words."""

Table = npt.NDArray[Any]
Term = tuple[int, Corner, int]
"""A size, a corner in the weighted vectors, and its sign: see ``_terms``."""

Run = tuple[int, int, float, float]
"""See ``_runs``."""

LOOKED_UP = 2**18
"""Cells that are looked up together."""


def cost(game: Game) -> float:
    """Return the additions that the table needs; infinite where it would be too large."""
    cells = (game.size + 1) * prod(total + 1 for total in game.totals[1:])
    if cells > CELLS:
        return inf
    slow = 1.0 if game.size <= WORD_MEMBERS else OBJECT_COST
    steps = game.size * cells * slow / 2
    return steps if steps <= STEPS else inf


def count(game: Game) -> Counts:
    """Return the counts of a game whose weights have small sums.

    Needs about n² · Π (Σ w + 1) / 2 additions. Minimal sets are counted where sizes and one
    vector decide.
    """
    counted = len(game.vectors) == 2
    runs = [_runs(g.thresholds()) for g in (game, dual(game))] if counted else []
    minimal = [0, 0]
    table = _start(game)
    heaviest_first = sorted(range(game.size), key=lambda i: -game.vectors[1][i])
    for k, member in enumerate(heaviest_first):
        for which, thresholds in enumerate(runs):
            minimal[which] += _completed(table[: k + 1], game.vectors[1][member], thresholds)
        _add(table[: k + 2], game, member)
    if counted:
        return _read(game, table, minimal[0], minimal[1])
    return _read(game, table, None, None)


def _runs(thresholds: tuple[float, ...]) -> list[Run]:
    """Return the sizes s with the same t(s − 1) and t(s), each run as (first, end, before, at)."""
    pairs = list(enumerate(pairwise(thresholds)))
    runs = []
    for (before, at), same in groupby(pairs, key=itemgetter(1)):
        sizes = [k for k, _ in same]
        runs.append((sizes[0], sizes[-1] + 1, before, at))
    return runs


def _start(game: Game) -> Table:
    shape = (game.size + 1, *(total + 1 for total in game.totals[1:]))
    table = np.zeros(shape, np.uint64 if game.size <= WORD_MEMBERS else object)
    table[(0,) * len(shape)] = 1
    return table


def _add(table: Table, game: Game, member: int) -> None:
    """Let a member join every coalition: A(s, x) += A(s − 1, x − w)."""
    weights = (1, *(vector[member] for vector in game.vectors[1:]))
    into = tuple(slice(w, None) for w in weights)
    out = tuple(slice(None, size - w) for w, size in zip(weights, table.shape, strict=True))
    table[into] += table[out].copy()


def _completed(table: Table, weight: int, runs: list[Run]) -> int:
    """Return the minimal winning sets whose lightest member comes now, after heavier ones.

    Without its lightest member a minimal set loses: y + w ≥ t(s) and y < t(s − 1), where y is the
    sum of the s − 1 others.
    """
    found = 0
    for first, end, before, at in runs:
        low, high = max(at - weight, 0), min(before, table.shape[1])
        if low < high:
            found += int(table[first:end, int(low) : int(high)].sum())
    return found


def _read(game: Game, table: Table, minimal: int | None, blocking: int | None) -> Counts:
    for axis in range(1, table.ndim):
        table = np.flip(np.cumsum(np.flip(table, axis), axis=axis, dtype=table.dtype), axis)
    terms = _terms(game)
    kinds = list(dict.fromkeys(zip(*game.vectors[1:], strict=True)))
    own = dict(zip(kinds, _own(game, table, terms, kinds), strict=True))
    with_member = tuple(own[weights] for weights in zip(*game.vectors[1:], strict=True))
    winning = [0] * (game.size + 1)
    for s, corner, sign in terms:
        winning[s] += sign * int(table[(s, *corner)])
    return Counts(tuple(winning), with_member, minimal, blocking)


def _terms(game: Game) -> list[Term]:
    """Return the winning region of each size as a signed sum of its corners.

    Inclusion and exclusion: [x ∈ R(s)] = Σ_c sign(c) · [x ≥ c], equal corners taken together.
    """
    terms: list[Term] = []
    for s in range(1, game.size + 1):
        signs: dict[Corner, int] = {}
        for corner in game.corners:
            if corner[0] > s:
                continue
            added = {corner[1:]: 1}
            for other, sign in signs.items():
                both = highest(corner[1:], other)
                added[both] = added.get(both, 0) - sign
            for key, sign in added.items():
                signs[key] = signs.get(key, 0) + sign
        terms += [(s, corner, sign) for corner, sign in signs.items() if sign]
    return terms


def _own(
    game: Game, table: Table, terms: list[Term], kinds: list[Corner]
) -> Iterator[tuple[int, ...]]:
    """Yield W_i(s) for each kind of member: the alternating sum above, at s − 1 and c − w_i."""
    sizes = np.array([s for s, _, _ in terms])
    corners = np.array([corner for _, corner, _ in terms])
    term = np.repeat(np.arange(len(terms)), sizes)
    firsts = np.cumsum(sizes) - sizes
    j = np.arange(len(term)) - firsts[term]
    rows = sizes[term] - 1 - j
    exact = np.dtype(object if table.dtype == object else np.int64)
    signs = np.where(j % 2, -1, 1).astype(exact)
    block = max(1, LOOKED_UP // len(term))
    for first in range(0, len(kinds), block):
        weights = np.array(kinds[first : first + block])[:, None, :]
        places = np.maximum(corners[term] - (j + 1)[:, None] * weights, 0)
        found = table[(rows, *np.moveaxis(places, -1, 0))].astype(exact) * signs
        for sums in np.add.reduceat(found, firsts, axis=1).tolist():
            totals = [0] * (game.size + 1)
            for (s, _, sign), value in zip(terms, sums, strict=True):
                totals[s] += sign * value
            yield tuple(totals)
