r"""Whether something is better for some and worse for nobody: a certificate, or the outcome.

Among outcomes that keep all links and the red lines of parties with a veto:
:math:`\max_y \sum_p u_p(y) - u_p(x)` with :math:`u_p(y) \ge u_p(x)` for all *p*. Where it is 0,
no outcome dominates *x*.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from foedus.case.dispute.model import Bools, Dispute, Floats
from foedus.mediate.deadline import deadline
from foedus.mediate.draft import Draft
from foedus.mediate.space import acceptable, at, points
from foedus.mediate.ties import preferred
from foedus.mediate.utility import TOLERANCE, breaks_link, crosses, utilities, vetoes
from foedus.mediate.zone import countable


@dataclass(frozen=True)
class Dominance:
    """Whether an outcome is dominated.

    Parameters
    ----------
    status : {"certified", "dominated", "unknown"}
        unknown: not settled within the time.
    row : (issues,) float, optional
        The outcome that dominates: of all of them, the one with the largest sum of utilities.
    """

    status: Literal["certified", "dominated", "unknown"]
    row: Floats | None = None


CERTIFIED = Dominance("certified")


def dominance(dispute: Dispute, row: Floats, *, within: float | None = None) -> Dominance:
    """Return a Pareto certificate of an outcome, or the outcome that dominates it.

    Parameters
    ----------
    dispute : Dispute
    row : (issues,) float
    within : float, optional
        Seconds.

    Returns
    -------
    Dominance
        Better means by more than 1e-9.
    """
    if countable(dispute):
        return _looked_at(dispute, row)
    return _solved(dispute, row, within)


def dominates(worth: Floats, than: Floats) -> Bools:
    """Return which utilities, outcomes x parties, are better for some and worse for nobody."""
    more = worth - than
    worse = np.any(more < -TOLERANCE, axis=1)
    better = np.any(more > TOLERANCE, axis=1)
    found: Bools = better & ~worse
    return found


def _looked_at(dispute: Dispute, row: Floats) -> Dominance:
    than, grid = utilities(dispute, row[None, :])[0], acceptable(dispute)
    rows, worths = [], []
    for found in points(dispute, grid):
        better = dominates(found.utilities, than)
        if better.any():
            some, worth = at(grid, found.numbers[better]), found.utilities[better]
            best = preferred(dispute, some, worth, [-worth.sum(axis=1)])
            rows.append(some[best])
            worths.append(worth[best])
    if not rows:
        return CERTIFIED
    texts, worth = np.array(rows), np.array(worths)
    return Dominance("dominated", texts[preferred(dispute, texts, worth, [-worth.sum(axis=1)])])


def _solved(dispute: Dispute, row: Floats, within: float | None) -> Dominance:
    than, veto = utilities(dispute, row[None, :])[0], vetoes(dispute)
    draft = Draft(dispute)
    draft.keep_lines(veto)
    cost: dict[int, float] = {}
    for party, worth in enumerate(draft.worth):
        draft.demand(worth, float(than[party]))
        for column, factor in worth.terms.items():
            cost[column] = cost.get(column, 0.0) - factor
    for marks, point in zip(draft.marks, row, strict=True):
        marks.append(float(point))

    def sound(text: Floats) -> bool:
        alone = text[None, :]
        kept = not (breaks_link(dispute, alone)[0] or crosses(dispute, alone)[0][veto].any())
        return kept and bool((utilities(dispute, alone)[0] >= than - TOLERANCE).all())

    solved = draft.minimise(cost, sound=sound, until=deadline(within))
    if solved.row is None:
        return CERTIFIED if solved.status == "none" else Dominance("unknown")
    if dominates(utilities(dispute, solved.row[None, :]), than)[0]:
        return Dominance("dominated", solved.row)
    return CERTIFIED if solved.status == "proven" else Dominance("unknown")
