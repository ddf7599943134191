"""The utilitarian settlement, and the utilitarian choice among outcomes that tie otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from foedus.case.dispute.model import Floats
from foedus.mediate.criteria import Answer, none
from foedus.mediate.matrix import Row
from foedus.mediate.search import Search

TIE_NODES = 200
"""Nodes after which the choice among ties is left as found: a number, so it is repeatable."""


def utilitarian(search: Search, seconds: float) -> Answer:
    """Return the agreement with the largest sum of weight times utility; none: no agreement.

    Parameters
    ----------
    search : Search
    seconds : float
        Within which to stop.

    Returns
    -------
    Answer
        Its value is the sum, in units of weight times utility.
    """
    criteria = search.criteria
    start = search.leader("utilitarian")
    point = None if start is None else search.point(start, -1.0)
    _, solved = search.maximise(total(search), start=point, seconds=seconds)
    if solved.status == "infeasible":
        return none("no-agreement")
    unit, fixed = float(criteria.weights.max()), float(criteria.weights @ criteria.reservations)
    bound = solved.bound * unit + fixed
    return search.answer("utilitarian", bound)


def among_ties(search: Search, rows: Sequence[Row], start: Floats, seconds: float) -> None:
    """Look for a larger utilitarian value among the outcomes that keep some rows.

    What is found joins the agreements known.

    Parameters
    ----------
    search : Search
    rows : sequence of Row
        Dropped again afterwards, with all rows that were added before.
    start : (issues,) float
        An outcome that keeps them.
    seconds : float
        Within which to stop.
    """
    search.program.add(rows)
    point = search.point(start, -1.0)
    search.maximise(total(search), start=point, seconds=seconds, nodes=TIE_NODES)
    search.program.drop()


def total(search: Search) -> Floats:
    """Return the cost of each column: gains by weight, over the largest weight.

    Parameters
    ----------
    search : Search

    Returns
    -------
    array, columns of the programme
    """
    weights = search.criteria.weights
    return search.program.cost(search.program.gain, weights / weights.max())
