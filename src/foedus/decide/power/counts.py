"""What every method counts, and the indices that follow from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb, factorial


@dataclass(frozen=True)
class Counts:
    """Winning coalitions by size.

    Parameters
    ----------
    winning : tuple of int
        W(s): winning coalitions of size s, s = 0 … n.
    with_member : tuple of tuple of int
        W_i(s): those of them that hold member i.
    minimal, blocking : int, optional
        Number of the minimal winning and of the minimal blocking sets; None where not counted.
    """

    winning: tuple[int, ...]
    with_member: tuple[tuple[int, ...], ...]
    minimal: int | None = None
    blocking: int | None = None


@dataclass(frozen=True)
class Indices:
    """The indices by member number; see the functions of the same names."""

    banzhaf: tuple[Fraction, ...]
    banzhaf_absolute: tuple[Fraction, ...]
    shapley_shubik: tuple[Fraction, ...]
    decisiveness: Fraction


def indices(counts: Counts) -> Indices:
    """Return all indices of a game from its counts."""
    n = len(counts.with_member)
    swung = [swings(counts.winning, own) for own in counts.with_member]
    return Indices(
        banzhaf=tuple(Fraction(a, sum(swung)) for a in swung),
        banzhaf_absolute=tuple(Fraction(a, 2 ** (n - 1)) for a in swung),
        shapley_shubik=shapley_shubik(counts),
        decisiveness=Fraction(sum(counts.winning), 2**n),
    )


def swings(winning: Sequence[int], own: Sequence[int]) -> int:
    """Return the coalitions that a member turns: η_i = Σ_s W_i(s) − Σ_s (W(s) − W_i(s)).

    A coalition with i that wins and would still win without i is counted once in each sum.
    """
    return 2 * sum(own) - sum(winning)


def shapley_shubik(counts: Counts) -> tuple[Fraction, ...]:
    """Return each member's share of the orders in which it turns the decision.

    φ_i = Σ_s [ (s−1)! (n−s)! W_i(s) − s! (n−s−1)! (W(s) − W_i(s)) ] / n!

    Source: Shapley and Shubik (1954), American Political Science Review 48(3).
    """
    n = len(counts.with_member)
    before = [0, *(factorial(s - 1) * factorial(n - s) for s in range(1, n + 1))]
    after = [factorial(s) * factorial(n - s - 1) for s in range(n)] + [0]
    whole = factorial(n)
    lost = sum(a * won for a, won in zip(after, counts.winning, strict=True))
    both = [a + b for a, b in zip(before, after, strict=True)]
    return tuple(
        Fraction(sum(a * w for a, w in zip(both, own, strict=True)) - lost, whole)
        for own in counts.with_member
    )


def symmetric(n: int, least: int) -> Counts:
    """Return the counts of a game in which any ``least`` of n members win.

    W(s) = C(n, s) and W_i(s) = C(n−1, s−1) for s ≥ least, else 0. A minimal winning set has
    ``least`` members, a minimal blocking set n − least + 1.

    Examples
    --------
    >>> symmetric(3, 2).winning
    (0, 0, 3, 1)
    """
    winning = tuple(comb(n, s) if s >= least else 0 for s in range(n + 1))
    own = tuple(comb(n - 1, s - 1) if s >= least else 0 for s in range(n + 1))
    return Counts(winning, (own,) * n, comb(n, least), comb(n, n - least + 1))
