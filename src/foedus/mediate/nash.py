r"""Nash's settlement, by outer approximation.

The logarithm lies below all its tangents: :math:`\log g \le \log a + (g - a) / a`. A programme that
maximises :math:`\sum w_p t_p` with each :math:`t_p` below some tangents bounds the criterion from
above; tangents at what it finds close the gap.

J. F. Nash: The bargaining problem. Econometrica 18(2) (1950) 155-162.
"""

from __future__ import annotations

import numpy as np

from foedus.case.dispute.model import Floats
from foedus.mediate.criteria import Answer, none
from foedus.mediate.matrix import INFINITY, Row
from foedus.mediate.maxmin import at_least
from foedus.mediate.search import KEPT, Search
from foedus.mediate.utilitarian import among_ties
from foedus.mediate.utility import TOLERANCE

TANGENTS = 12
"""Tangents a party at the beginning, at gains in equal ratios."""
SPREAD = 30.0
"""The first of them lies at so small a part of the best gain."""
POSITIVE = 1.5 * TOLERANCE
"""Demanded of gains: the solver lets 1e-9 through, the criterion's own bound, but not 0."""
ROUNDS = 200
"""A round adds a tangent for each party; a handful is the rule."""


def nash(search: Search, seconds: float) -> Answer:
    """Return the agreement with the largest sum of weight times logarithm of the gain.

    Where no agreement gives every party that counts a positive gain there is none.

    Parameters
    ----------
    search : Search
    seconds : float
        Within which to stop.

    Returns
    -------
    Answer
        Its value is that sum, in units of weight.
    """
    program, most = search.program, search.ideal_gains()
    ratios = SPREAD ** (-np.arange(TANGENTS) / (TANGENTS - 1))
    program.add([row for ratio in ratios for row in tangents(search, most * ratio)])
    program.add(_positive(search))
    bound = _rounds(search, seconds)
    _choose(search, seconds)
    program.drop()
    if bound > -np.inf:
        return search.answer("nash", bound)
    # a gain next to 0 may lie within the tolerances of the solver, and so be denied by it
    if search.leader("nash") is not None:
        return search.answer("nash", search.ideal("nash"))
    return none("no-positive-gain")


def _rounds(search: Search, seconds: float) -> float:
    """Add tangents until bound and value meet, and return the bound."""
    criteria, program = search.criteria, search.program
    counting = np.flatnonzero(criteria.counting)
    weights = criteria.weights[counting]
    unit = float(weights.max())
    cost = program.cost(program.log[counting], weights / unit)
    until, bound = search.clock.deadline(seconds), np.inf
    for _ in range(ROUNDS):
        leader = search.leader("nash")
        start = None if leader is None else search.point(leader, -1.0)
        if leader is not None:
            program.add(tangents(search, criteria.gains(search.worth(leader))))
        row, solved = search.maximise(cost, start=start, seconds=search.clock.until(until))
        bound = min(bound, solved.bound * unit)
        if row is None or solved.status != "optimal" or search.met("nash", bound):
            break
        if search.value("nash", row) > -np.inf:
            program.add(tangents(search, criteria.gains(search.worth(row))))
        elif search.options_only:
            program.add([search.other_than(row)])
        else:
            return bound if search.leader("nash") is not None else -np.inf
    return bound


def _choose(search: Search, seconds: float) -> None:
    """Look for an outcome that ties with the best known, and whose utilitarian value is larger."""
    leader, program = search.leader("nash"), search.program
    if leader is None:
        return
    counting = np.flatnonzero(search.criteria.counting)
    weights = search.criteria.weights[counting]
    unit = float(weights.max())
    floor = search.value("nash", leader) / unit - KEPT
    kept = Row(floor, INFINITY, program.log[counting], weights / unit)
    among_ties(search, [kept], leader, seconds)


def tangents(search: Search, gains: Floats) -> list[Row]:
    """Return a tangent of the logarithm for each party that counts, at its gain.

    Parameters
    ----------
    search : Search
    gains : (parties,) float
        In units of utility; what lies at 0 or below is taken as ten times the tolerance.

    Returns
    -------
    list of Row
        On each party's logarithm and gain.
    """
    program, criteria = search.program, search.criteria
    at = np.maximum(gains, 10 * TOLERANCE)
    return [
        Row(
            -INFINITY,
            float(np.log(at[party])) - 1.0,
            np.array([program.log[party], program.gain[party]]),
            np.array([1.0, -1.0 / at[party]]),
        )
        for party in np.flatnonzero(criteria.counting)
    ]


def _positive(search: Search) -> list[Row]:
    """Return rows that keep every gain that counts above 0: what is above 1e-9, and not 0."""
    parties = np.flatnonzero(search.criteria.counting)
    return at_least(search, parties, np.full(len(parties), POSITIVE))
