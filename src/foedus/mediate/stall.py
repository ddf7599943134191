"""Where talks that settle one issue at a time stall, and the smallest package that gets past."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from foedus.case.dispute.model import Bools, Dispute, Floats
from foedus.mediate.blockers import differing
from foedus.mediate.ground import Ground, reached, widened
from foedus.mediate.ties import preferred
from foedus.mediate.utility import Ints, utilities


@dataclass(frozen=True)
class Stall:
    """Where single-issue talks stall.

    Parameters
    ----------
    moved : int
        Issues, of those on which start and target differ, that stand as at the target in the
        text that comes furthest.
    before, after : (issues,) float
        The texts before and after the package.
    package : tuple of int
        The issues that it changes.
    """

    moved: int
    before: Floats
    after: Floats
    package: tuple[int, ...]


def stall(dispute: Dispute, ground: Ground, start: Floats, target: Floats) -> Stall | None:
    """Return where single-issue talks stall.

    The package is the smallest step by which a text that single-issue talks can reach leads on
    towards the target, with later packages no larger than the smallest that any way needs.

    Parameters
    ----------
    dispute : Dispute
    ground : Ground
        Start and target are on it, and blocked by nobody.
    start, target : (issues,) float

    Returns
    -------
    Stall or None
        None: single-issue talks reach the target.
    """
    near = reached(ground, ground.only(start), 1)
    end = ground.spot(target)
    if near[end]:
        return None
    texts = ground.rows(np.argwhere(near))
    open_issues = differing(start, target)
    moved = int((~differing(texts, target)[:, open_issues]).sum(axis=1).max())
    changes = _least_changes(ground, ground.only(start), end)
    before, after = _jump(dispute, ground, near, changes, target)
    package = tuple(int(i) for i in np.flatnonzero(differing(before, after)))
    return Stall(moved, before, after, package)


def _least_changes(ground: Ground, start: Bools, end: tuple[int, ...]) -> int:
    """Return how many issues the largest step must change; all at once reaches the target."""
    changes = 2
    while changes < len(ground.moving) and not reached(ground, start, changes)[end]:
        changes += 1
    return changes


def _jump(
    dispute: Dispute, ground: Ground, near: Bools, changes: int, target: Floats
) -> tuple[Floats, Floats]:
    """Return the texts before and after the first package."""
    beyond = reached(ground, ground.only(target), 1)
    while True:
        for size in range(2, changes + 1):
            landing = beyond & widened(near, size)
            if landing.any():
                after = _best(dispute, ground, np.argwhere(landing), None)
                leaving = near & widened(ground.only(after), size)
                before = _best(dispute, ground, np.argwhere(leaving), after)
                return before, after
        beyond = reached(ground, widened(beyond, changes) & ground.free, 1)


def _best(dispute: Dispute, ground: Ground, spots: Ints, close_to: Floats | None) -> Floats:
    """Return the preferred text at some spots: the closest to another first, where one is given."""
    texts = ground.rows(spots)
    costs = [] if close_to is None else [differing(texts, close_to).sum(axis=1).astype(float)]
    row: Floats = texts[preferred(dispute, texts, utilities(dispute, texts), costs)]
    return row
