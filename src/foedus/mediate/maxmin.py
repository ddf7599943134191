"""Egalitarian and Kalai-Smorodinsky: the least gain, or the least share of the best, at most.

E. Kalai, M. Smorodinsky: Other solutions to Nash's bargaining problem. Econometrica 43(3) (1975)
513-518. E. Kalai: Proportional solutions to bargaining situations: interpersonal utility
comparisons. Econometrica 45(7) (1977) 1623-1630.
"""

from __future__ import annotations

import numpy as np

from foedus.case.dispute.model import Floats
from foedus.mediate.criteria import Answer, none
from foedus.mediate.matrix import INFINITY, Row
from foedus.mediate.search import KEPT, Search
from foedus.mediate.utilitarian import among_ties
from foedus.mediate.utility import TOLERANCE, Ints
from foedus.results.mediation import SettlementName

NEGLIGIBLE = 1e-7
"""Best gains whose bound is this close are known."""


OTHERS = 20
"""So many better outcomes, one after the other, before plain maximisation takes over."""


def egalitarian(search: Search, seconds: float) -> Answer:
    """Return the agreement with the largest least gain, where there is an agreement.

    Parameters
    ----------
    search : Search
    seconds : float
        Within which to stop.

    Returns
    -------
    Answer
        Its value is the least gain, in units of utility.
    """
    parties = np.flatnonzero(search.criteria.counting)
    bound = _largest_least(search, "egalitarian", parties, np.ones(len(parties)), seconds)
    return search.answer("egalitarian", bound)


def best_gains(search: Search) -> tuple[Floats, Floats]:
    """Return each party's best gain over the agreements: found, and at most.

    Parameters
    ----------
    search : Search
        That knows an agreement.

    Returns
    -------
    found, most : (parties,) float
        In units of utility. Of parties that do not count both are 0.
    """
    parties = np.flatnonzero(search.criteria.counting)
    most = np.zeros(len(search.criteria.counting))
    for place, party in enumerate(parties):
        seconds = search.clock.left(0.4 / (len(parties) - place))
        most[party] = _most(search, int(party), seconds)
    found = np.where(search.criteria.counting, search.gains().max(axis=0), 0.0)
    return found, np.maximum(most, found)


def _most(search: Search, party: int, seconds: float) -> float:
    """Return a bound on a party's gain over the agreements; what is found is remembered."""
    ideal = float(search.ideal_gains()[party])
    if search.remember(search.columns.dream(party)):
        return ideal
    start = search.rows[int(np.argmax(search.gains()[:, party]))]
    cost = search.program.cost(search.program.gain[party])
    _, solved = search.maximise(cost, start=search.point(start, -1.0), seconds=seconds)
    return min(solved.bound, ideal)


def kalai_smorodinsky(search: Search, most: Floats, seconds: float) -> Answer:
    """Return the agreement with the largest least share of the best gain.

    Parameters
    ----------
    search : Search
        Its criteria know the best gains found.
    most : (parties,) float
        No best gain is larger, in units of utility.
    seconds : float
        Within which to stop.

    Returns
    -------
    Answer
        Its value is the least share, 0..1.
    """
    parties = np.flatnonzero(search.criteria.sharing)
    if not len(parties):
        settled = (most <= NEGLIGIBLE).all()
        return none("no-veto-gain") if settled else search.answer("kalai-smorodinsky", 1.0)
    best = search.criteria.best[parties]
    bound = _largest_least(search, "kalai-smorodinsky", parties, best, seconds)
    row = search.leader("kalai-smorodinsky")
    if row is None or (most <= search.criteria.best + NEGLIGIBLE).all():
        return search.answer("kalai-smorodinsky", bound)
    # best gains that are not proven could be larger, and all shares of them smaller
    gains = search.criteria.gains(search.worth(row))[parties]
    least = float((gains / np.maximum(best, most[parties])).min())
    if (most[search.criteria.counting & ~search.criteria.sharing] > NEGLIGIBLE).any():
        least = 0.0  # of a party that has been found no gain so far, but could have one
    value = search.value("kalai-smorodinsky", row)
    return Answer(row, value, max(0.0, min(bound, 1.0) - least), "bound")


def _largest_least(
    search: Search, name: SettlementName, parties: Ints, best: Floats, seconds: float
) -> float:
    """Return a bound on the largest least gain over ``best``; what is found is remembered.

    Where it turns out that only one outcome reaches it, the search learns that too.
    """
    program, deadline = search.program, search.clock.deadline(seconds)
    pairs = [np.array([gain, program.least]) for gain in program.gain[parties]]
    factors = (np.array([1.0, -b]) for b in best)
    program.add([Row(0.0, INFINITY, *row) for row in zip(pairs, factors, strict=True)])
    bound = _only_one(search, name, deadline) if search.options_only else None
    if bound is None:
        bound = _plainly(search, name, parties, best, deadline)
    program.drop()
    return bound


def _only_one(search: Search, name: SettlementName, deadline: float) -> float | None:
    """Look for another outcome as good as the best known, until there is none.

    The run that proves the best known the best so proves it the only one, and no tie is left to
    be broken. Returns a bound; None: nothing to begin with, or there are ties.
    """
    program = search.program
    kept = program.added
    for _ in range(OTHERS):
        leader = search.leader(name)
        if leader is None:
            break
        value = search.value(name, leader)
        reached = Row(value - TOLERANCE, INFINITY, np.array([program.least]), np.ones(1))
        program.add([search.other_than(leader), reached])
        seconds = search.clock.until(deadline)
        row, solved = search.maximise(program.cost(program.least), seconds=seconds)
        if solved.status == "infeasible":
            search.only.add(name)
            return value
        if row is None or solved.status == "limit":
            return max(value, solved.bound)
        if search.value(name, row) <= value + TOLERANCE:
            break
    program.drop(keeping=kept)
    return None


def _plainly(
    search: Search, name: SettlementName, parties: Ints, best: Floats, deadline: float
) -> float:
    """Maximise the least from the best known on, then choose among ties."""
    program, start = search.program, search.leader(name)
    point = None if start is None else search.point(start, search.value(name, start))
    seconds = search.clock.until(deadline)
    _, solved = search.maximise(program.cost(program.least), start=point, seconds=seconds)
    program.drop()
    leader = search.leader(name)
    if leader is not None:
        floor = (search.value(name, leader) - KEPT) * best
        among_ties(search, at_least(search, parties, floor), leader, search.clock.until(deadline))
    return solved.bound


def at_least(search: Search, parties: Ints, gains: Floats) -> list[Row]:
    """Return rows that keep the gains of parties at these values or above.

    Parameters
    ----------
    search : Search
    parties : (rows,) int
        Their places.
    gains : (rows,) float
        In units of utility.
    """
    return [
        Row(gain, INFINITY, np.array([search.program.gain[party]]), np.ones(1))
        for party, gain in zip(parties, gains, strict=True)
    ]
