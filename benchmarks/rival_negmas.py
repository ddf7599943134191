"""NegMAS on a dispute: its own functions for the points, as its documentation has them used.

Utilities are ``LinearAdditiveUtilityFunction`` over categorical issues, with the reservation as
reserved value; outcomes are enumerated by NegMAS. Two ways are measured:

- ``frontier``: ``pareto_frontier``, then ``nash_points``, ``kalai_points``, ``ks_points`` and
  ``max_welfare_points`` on it (what ``calc_scenario_stats`` does, without its other statistics);
- ``points``: the four functions on all rational outcomes, without a frontier. They search within
  the list that they are given, so that this is the shortest way to them. It is evaluated by
  ``eval``, which skips the checks of a call; NegMAS evaluates one outcome at a time.

Where a reserved value lies below a party's least utility, NegMAS counts gains from the latter:
such disputes are not compared.

``ks_points`` of 0.16 returns the point with the least *spread* of advantages (largest less
smallest), though its documentation says that it maximises the least advantage: ``spread`` holds
both against each other. Kalai and Smorodinsky's solution, as Foedus uses it, is the largest least
gain as a share of the best gain (Econometrica 43, 1975, pages 513-518); of a list of outcomes the
two differ.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from foedus.case.dispute.model import Dispute

Point = tuple[float, ...]
Points = Sequence[Point]


def functions(dispute: Dispute) -> tuple[list[Any], list[Any]]:
    """Return NegMAS's issues and a utility function for each party."""
    from negmas import LinearAdditiveUtilityFunction, make_issue

    issues = [make_issue(list(issue.options), issue.name) for issue in dispute.issues]
    found = []
    for place, party in enumerate(dispute.parties):
        values = {
            issue.name: dict(zip(issue.options, options[place].tolist(), strict=True))
            for issue, options in zip(dispute.issues, dispute.values, strict=True)
        }
        found.append(
            LinearAdditiveUtilityFunction(
                values=values,
                weights=dict(zip(values, dispute.salience[place].tolist(), strict=True)),
                issues=issues,
                reserved_value=party.reservation,
            )
        )
    return issues, found


def frontier(dispute: Dispute) -> Callable[[], dict[str, Points]]:
    """Return a run that enumerates, finds the frontier and the points on it."""
    from negmas.preferences.ops import pareto_frontier

    issues, ufuns = functions(dispute)

    def run() -> dict[str, Points]:
        edge, _ = pareto_frontier(ufuns, issues=issues)
        return {**_points(ufuns, issues, edge), "frontier": edge}

    return run


def points(dispute: Dispute) -> Callable[[], dict[str, Points]]:
    """Return a run that enumerates and finds the points among all rational outcomes."""
    from negmas import enumerate_issues

    issues, ufuns = functions(dispute)
    least = [ufun.reserved_value for ufun in ufuns]

    def run() -> dict[str, Points]:
        all_ = ((ufun.eval(outcome) for ufun in ufuns) for outcome in enumerate_issues(issues))
        worth = np.array([list(row) for row in all_])
        kept = worth[(worth >= least).all(axis=1)]
        return _points(ufuns, issues, list(map(tuple, kept.tolist())))

    return run


def _points(ufuns: list[Any], issues: list[Any], among: Points) -> dict[str, Points]:
    """Return the utilities of all points of each kind."""
    from negmas.preferences import ops

    ranges = [ufun.minmax(issues=issues, above_reserve=False) for ufun in ufuns]
    named = {
        "nash": ops.nash_points,
        "egalitarian": ops.kalai_points,
        "kalai-smorodinsky": ops.ks_points,
        "utilitarian": ops.max_welfare_points,
    }
    return {
        name: [found[0] for found in function(ufuns, among, ranges=ranges)]
        for name, function in named.items()
    }


def values(dispute: Dispute, found: dict[str, Points]) -> dict[str, float]:
    """Return what the points attain of the criteria of Foedus, to compare them."""
    least = np.array([party.reservation for party in dispute.parties])
    gains = {name: np.array(found[name][0]) - least for name in ("nash", "egalitarian")}
    return {
        "nash": float(np.log(gains["nash"]).sum()),
        "egalitarian": float(gains["egalitarian"].min()),
        "utilitarian": float(np.sum(found["utilitarian"][0])),
    }


def spread(dispute: Dispute) -> dict[str, float]:
    """Return what NegMAS's ``ks_points`` and the documented definition each choose.

    Returns
    -------
    dict
        ``chosen_least`` and ``chosen_spread`` of NegMAS's point; ``best_least``, the largest
        least advantage on the same frontier, and ``least_spread``, the smallest spread there.
    """
    edge = np.array(found := frontier(dispute)()["frontier"])
    issues, ufuns = functions(dispute)
    chosen = np.array(_points(ufuns, issues, found)["kalai-smorodinsky"][0])
    low = np.array([ufun.reserved_value for ufun in ufuns])
    high = np.array([ufun.minmax(issues=issues, above_reserve=False)[1] for ufun in ufuns])

    def advantages(worth: Any) -> Any:
        return (worth - low) / (high - low)

    all_ = advantages(edge)
    return {
        "chosen_least": float(advantages(chosen).min()),
        "chosen_spread": float(np.ptp(advantages(chosen))),
        "best_least": float(all_.min(axis=1).max()),
        "least_spread": float(np.ptp(all_, axis=1).min()),
    }


def timed(run: Callable[[], dict[str, Points]]) -> tuple[float, dict[str, Points]]:
    """Return the CPU seconds of a run, and what it found."""
    started = time.process_time()
    found = run()
    return time.process_time() - started, found
