"""The smallest winning sets of a game, in order of names."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterator
from itertools import accumulate, combinations, islice
from operator import ge, neg

from foedus.decide.power.game import Game

SHOWN = 20
"""How many sets are shown."""

VISITS = 50_000
"""Partial sets looked at before the search ends with what it has."""


def smallest_sets(game: Game, size: int) -> tuple[tuple[str, ...], ...]:
    """Return the winning sets of the least size, at most twenty, in order of names.

    A search in depth that leaves a partial set as soon as no corner can be reached with the
    heaviest of the members that still follow. Where several vectors are asked for at once that
    bound is not sharp; after ``VISITS`` partial sets the search ends with the sets it has.

    Parameters
    ----------
    game : Game
    size : int
        Size of the smallest winning set.
    """
    if len(game.vectors) == 1:
        return tuple(islice(combinations(game.members, size), SHOWN))
    search = _Search(game, size)
    if len(search.vectors) == 1:
        found = search.sets_of_one_weight((), 0)
    else:
        found = search.sets((), (0,) * len(search.vectors))
    return tuple(tuple(game.members[i] for i in chosen) for chosen in islice(found, SHOWN))


class _Search:
    """What the search knows beforehand: the best that r members from place i on can add.

    Sizes are met by all sets that it looks at, so that only the weighted vectors count.
    """

    def __init__(self, game: Game, size: int) -> None:
        self.vectors = game.vectors[1:]
        self.corners = [corner[1:] for corner in game.corners if corner[0] <= size]
        self.size = size
        self.end = game.size
        self.visits = 0
        self.best = [_best(vector, size) for vector in self.vectors]

    def sets_of_one_weight(self, chosen: tuple[int, ...], total: int) -> Iterator[tuple[int, ...]]:
        """Do as ``sets`` for one vector: the bound is sharp, every partial set leads to a set."""
        left = self.size - len(chosen) - 1
        if left < 0:
            yield chosen
            return
        weights, best = self.vectors[0], self.best[0]
        least = min(self.corners)[0]
        for i in range(chosen[-1] + 1 if chosen else 0, self.end - left):
            if total + weights[i] + best[i + 1][left] >= least:
                yield from self.sets_of_one_weight((*chosen, i), total + weights[i])

    def sets(self, chosen: tuple[int, ...], sums: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        """Yield the sets that begin with the chosen members."""
        left = self.size - len(chosen) - 1
        if left < 0:
            yield chosen
            return
        for i in range(chosen[-1] + 1 if chosen else 0, self.end - left):
            self.visits += 1
            if self.visits > VISITS:
                return
            with_i = tuple([a + v[i] for a, v in zip(sums, self.vectors, strict=True)])
            if self._reachable(with_i, i + 1, left):
                yield from self.sets((*chosen, i), with_i)

    def _reachable(self, sums: tuple[int, ...], start: int, left: int) -> bool:
        most = [a + best[start][left] for a, best in zip(sums, self.best, strict=True)]
        return any(all(map(ge, most, corner)) for corner in self.corners)


def _best(weights: tuple[int, ...], size: int) -> list[list[int]]:
    """Return the sums of the r heaviest weights from place i on, by i and r = 0 … size.

    Where fewer than r stand there, all of them.
    """
    rows = [[0] * (size + 1)]
    heaviest: list[int] = []
    for weight in reversed(weights):
        insort(heaviest, weight, key=neg)
        sums = list(accumulate(heaviest[:size], initial=0))
        rows.append(sums + sums[-1:] * (size + 1 - len(sums)))
    return rows[::-1]
