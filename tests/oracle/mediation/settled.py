"""The named settlements, Pareto and the parties that exclude each other, by their definitions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from foedus.case.dispute.model import Floats

from .space import NEAR, Space

NAMES = ("nash", "kalai-smorodinsky", "egalitarian", "leximin", "utilitarian")


@dataclass(frozen=True)
class Best:
    """A settlement: what it maximises of each outcome, the best value, and the outcome shown.

    ``number`` None: there is none, and ``why`` says why.
    """

    number: int | None
    value: float = float("nan")
    of_each: Floats | None = None
    why: str = ""


def settled(space: Space) -> dict[str, Best]:
    """Return all named settlements."""
    if not len(space.agreed):
        return dict.fromkeys(NAMES, Best(None, why="no-agreement"))
    least = space.gains[space.counting].min(axis=0)
    return {
        "nash": _best(space, product(space), "no-positive-gain"),
        "kalai-smorodinsky": _best(space, shares(space), "no-veto-gain"),
        "egalitarian": _best(space, least),
        "leximin": _leximin(space, least),
        "utilitarian": _best(space, space.total),
    }


def product(space: Space) -> Floats:
    """Return the sum of weighted logarithms of gains; minus infinity where one is not positive."""
    found = np.zeros(space.worth.shape[1])
    for party in space.counting:
        gain = space.gains[party]
        log = np.log(gain, out=np.full(len(gain), -np.inf), where=gain > NEAR)
        found += space.dispute.parties[party].weight * log
    return found


def shares(space: Space) -> Floats:
    """Return the least share of the best gain; minus infinity where nobody can gain."""
    best = {p: space.gains[p][space.agreed].max() for p in space.counting}
    rows = [space.gains[p] / most for p, most in best.items() if most > NEAR]
    if not rows:
        return np.full(space.worth.shape[1], -np.inf)
    least: Floats = np.min(rows, axis=0)
    return least


def _best(space: Space, of_each: Floats, why: str = "") -> Best:
    value = float(of_each[space.agreed].max())
    if value == -np.inf:
        return Best(None, why=why)
    return Best(space.first(space.agreed, -of_each), value, of_each)


def _leximin(space: Space, least: Floats) -> Best:
    levels = ladder(space, space.agreed)
    number = space.first(space.agreed, *_scattered(space, -levels))
    return Best(number, float(least[number]), least)


def ladder(space: Space, numbers: np.ndarray) -> Floats:
    """Return the gains that count, the smallest first, levels x outcomes."""
    return np.sort(space.gains[space.counting][:, numbers], axis=0)


def _scattered(space: Space, levels: Floats) -> Iterator[Floats]:
    for level in levels:
        row = np.full(space.worth.shape[1], np.nan)
        row[space.agreed] = level
        yield row


def dominating(space: Space, number: int) -> np.ndarray:
    """Return the outcomes that are better for some, worse for nobody, and cross no red line."""
    more = space.worth - space.worth[:, [number]]
    better = (more >= -NEAR).all(axis=0) & (more > NEAR).any(axis=0)
    return np.flatnonzero(better & space.linked & ~space.crossed.any(axis=0))


def frontier(space: Space) -> set[tuple[float, ...]]:
    """Return the utilities, to 9 digits, of the outcomes that no outcome dominates."""
    rows = np.unique(np.round(space.worth[:, space.linked].T, 9), axis=0)
    kept: list[Floats] = []
    for row in rows[np.argsort(-rows.sum(axis=1), kind="stable")]:
        if not any((other >= row).all() for other in kept):
            kept.append(row)
    return {tuple(row.tolist()) for row in kept}


def exclude(space: Space, parties: list[int]) -> bool:
    """Return whether these parties exclude every outcome between them."""
    together = np.any(space.blocked[parties], axis=0)
    return not np.any(space.linked & ~together)
