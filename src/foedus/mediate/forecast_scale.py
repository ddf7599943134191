r"""The compromise on a scale, and the band between it and Nash's solution on the same numbers.

The compromise is the mean of the positions, weighted by power times salience:
:math:`m = \sum_p w_p s_p x_p / \sum_p w_p s_p` (Van den Bos 1991; Achen 2006 derives it as the
first approximation of Nash's bargaining solution where failure would be very bad for all). Where
failure is as bad as the worst point of the scale, Nash's solution maximises
:math:`\sum_p w_p s_p \log(1 - |x - x_p| / (high - low))`, and lies elsewhere. The distance of the
two is the *Nash band*: the model's own uncertainty.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from foedus.case.dispute.model import Dispute, Floats

FAILURE = -0.01
"""Worth of failure: a little below the worst point of the scale, so that logarithms exist."""
LEAST = 0.05
"""Share of a scale that counts as disagreement even where all want the same point: what is agreed
on paper moves too. (On DEU II no issue has less than 0.08.)"""
POINTS = 401
"""Points of the scale among which Nash's solution is sought."""


@dataclass(frozen=True)
class Compromise:
    """What the compromise model says of one scale.

    Parameters
    ----------
    mean : float
        The compromise.
    nash : float
        Nash's solution.
    disagreement : float
        Root of the squares of two: the spread of the positions (weighted standard deviation), and
        the Nash band; at least ``LEAST`` of the scale.
    """

    mean: float
    nash: float
    disagreement: float


def pull(dispute: Dispute, stakes: Floats | None) -> Floats:
    """Return how hard each party pulls on each issue, parties x issues: power times salience.

    Parameters
    ----------
    dispute : Dispute
    stakes : array, parties, optional
        What each party's saliences added up to as they were written. Given, saliences are compared
        between parties as written; otherwise every party has the same to share out.
    """
    power = np.array([party.weight for party in dispute.parties])
    strength = power if stakes is None else power * stakes
    pulls: Floats = dispute.salience * strength[:, None]
    return pulls


def compromise(dispute: Dispute, issue: int, pulls: Floats) -> Compromise | None:
    """Return the compromise on a scale; None where nobody with power cares.

    Parameters
    ----------
    dispute : Dispute
    issue : int
    pulls : array, parties
    """
    caring = (pulls > 0) & ~np.isnan(dispute.positions[:, issue])
    if not caring.any():
        return None
    low, high = dispute.issues[issue].low, dispute.issues[issue].high
    share = pulls[caring] / pulls[caring].sum()
    points = dispute.positions[caring, issue]
    mean = float(share @ points)
    nash = _nash(share, points, low, high)
    variance = float(share @ (points - mean) ** 2)
    disagreement = float(np.sqrt(variance + (nash - mean) ** 2))
    return Compromise(mean, nash, max(disagreement, LEAST * (high - low)))


def _nash(share: Floats, points: Floats, low: float, high: float) -> float:
    """Return Nash's solution among evenly spaced points; the sum is concave: one peak."""
    tried = np.linspace(low, high, POINTS)
    gains = 1 - np.abs(tried[:, None] - points) / (high - low) - FAILURE
    return float(tried[int(np.argmax(np.log(gains) @ share))])
