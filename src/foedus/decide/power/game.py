"""A simple game: weights in whole numbers, and quotas on their sums joined by all and any.

A coalition S wins when the formula holds for the sums of its members' weights. Vector 0 counts
members (every weight 1), so that a quota of members is a quota like any other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from math import gcd, inf

from foedus.decide.rule import Join

Corner = tuple[int, ...]
"""What a coalition must reach in each vector; 0 where nothing is asked."""


@dataclass(frozen=True)
class Quota:
    """Won when the sum of the vector's weights over S is at least ``least``."""

    vector: int
    least: int


@dataclass(frozen=True)
class Joined:
    """Quotas joined; ``all`` of nothing holds, ``any`` of nothing does not."""

    join: Join
    parts: tuple[Quota | Joined, ...]


Formula = Quota | Joined

MOST_CORNERS = 500
"""A rule with more ways to win is refused: combining them would take minutes."""


class TooManyCornersError(ValueError):
    """A formula has more than ``MOST_CORNERS`` corners."""


ALWAYS = Joined("all", ())
NEVER = Joined("any", ())


@dataclass(frozen=True)
class Game:
    """A monotone simple game.

    Parameters
    ----------
    members : tuple of str
        Sorted.
    vectors : tuple of tuple of int
        Weights by member, none negative; vector 0 is all ones.
    formula : Quota or Joined
    """

    members: tuple[str, ...]
    vectors: tuple[tuple[int, ...], ...]
    formula: Formula

    @property
    def size(self) -> int:
        """Number of members n."""
        return len(self.members)

    @cached_property
    def totals(self) -> tuple[int, ...]:
        """Sum of each vector."""
        return tuple(sum(vector) for vector in self.vectors)

    @cached_property
    def corners(self) -> tuple[Corner, ...]:
        """The formula as ``any`` of ``all``: S wins when it reaches some corner in every vector.

        No corner implies another, and each can be reached by all members together.
        """
        return _corners(self.formula, self.totals)

    def wins(self, coalition: Iterable[int]) -> bool:
        """Whether the members with these numbers win."""
        chosen = tuple(coalition)
        sums = [sum(vector[i] for i in chosen) for vector in self.vectors]
        return any(
            all(a >= b for a, b in zip(sums, corner, strict=True)) for corner in self.corners
        )

    def thresholds(self) -> tuple[float, ...]:
        """Return the least weight by size in a game of sizes and one vector: t(s), s = 0 … n.

        S wins when its weight is at least t(|S|); infinite where no weight suffices.
        """
        return tuple(
            min((corner[-1] for corner in self.corners if corner[0] <= s), default=inf)
            for s in range(self.size + 1)
        )


def _corners(formula: Formula, totals: Corner) -> tuple[Corner, ...]:
    zero = (0,) * len(totals)
    if isinstance(formula, Quota):
        if formula.least > totals[formula.vector]:
            return ()
        least = max(formula.least, 0)
        return ((*zero[: formula.vector], least, *zero[formula.vector + 1 :]),)
    parts = [_corners(part, totals) for part in formula.parts]
    if formula.join == "any":
        return _lowest(corner for part in parts for corner in part)
    met: tuple[Corner, ...] = (zero,)
    for part in parts:
        met = _lowest(highest(a, b) for a, b in product(met, part))
    return met


def highest(first: Corner, second: Corner) -> Corner:
    """Return the corner that asks for both."""
    return tuple(map(max, first, second))


def _lowest(corners: Iterable[Corner]) -> tuple[Corner, ...]:
    kept: list[Corner] = []
    for corner in sorted(set(corners), key=lambda c: (sum(c), c)):
        if not any(all(a <= b for a, b in zip(low, corner, strict=True)) for low in kept):
            kept.append(corner)
        if len(kept) > MOST_CORNERS:
            raise TooManyCornersError
    return tuple(kept)


def dual(game: Game) -> Game:
    """Return the game of blocking: S wins in it when the members outside S lose.

    A quota Σ_S w ≥ q becomes Σ_S w ≥ Σ w − q + 1; all and any change places.
    """
    return Game(game.members, game.vectors, _dual(game.formula, game.totals))


def _dual(formula: Formula, totals: Corner) -> Formula:
    if isinstance(formula, Quota):
        return Quota(formula.vector, totals[formula.vector] - formula.least + 1)
    join: Join = "any" if formula.join == "all" else "all"
    return Joined(join, tuple(_dual(part, totals) for part in formula.parts))


def reduced(game: Game) -> Game:
    """Return the same game with small numbers: even weights become sizes, idle vectors go."""
    vectors: list[tuple[int, ...]] = [(1,) * game.size]
    places: list[tuple[int, int]] = []
    for vector in game.vectors:
        unit = gcd(*vector) or 1
        small = tuple(weight // unit for weight in vector)
        if small not in vectors:
            vectors.append(small)
        places.append((vectors.index(small), unit))
    moved = Game(game.members, tuple(vectors), _moved(game.formula, places))
    return _without_idle(moved)


def _moved(formula: Formula, places: list[tuple[int, int]]) -> Formula:
    if isinstance(formula, Quota):
        vector, unit = places[formula.vector]
        return Quota(vector, -(-formula.least // unit))
    return Joined(formula.join, tuple(_moved(part, places) for part in formula.parts))


def _without_idle(game: Game) -> Game:
    """Keep the vectors that some corner asks for, and build the formula from the corners."""
    used = [0, *(k for k in range(1, len(game.vectors)) if any(c[k] for c in game.corners))]
    clauses = tuple(
        Joined("all", tuple(Quota(new, corner[old]) for new, old in enumerate(used) if corner[old]))
        for corner in game.corners
    )
    return Game(game.members, tuple(game.vectors[k] for k in used), Joined("any", clauses))
