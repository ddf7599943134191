"""What will come out: a distribution for each issue, from the compromise model.

A forecast rests on what the parties are said to want and on their power, issue by issue; links
between issues and packages are left aside. It says what negotiations of the past with such
positions came to, not what a party will do.
"""

from __future__ import annotations

from types import MappingProxyType

import numpy as np

from foedus.case.dispute.model import Bools, Dispute, Floats, Issue
from foedus.mediate.forecast_calibration import DEU_II, LEVEL, Calibration
from foedus.mediate.forecast_options import probabilities
from foedus.mediate.forecast_scale import compromise, pull
from foedus.results.mediation_forecast import Forecast


def forecast(
    dispute: Dispute, *, stakes: Floats | None = None, calibration: Calibration = DEU_II
) -> tuple[Forecast, ...]:
    """Forecast each issue as a distribution.

    On a scale: the compromise (mean weighted by power times salience), and an interval of 80 %
    around it, as wide as the disagreement on the issue times the calibration's reach, cut at the
    ends of the scale. On options: probabilities (``forecast_options.probabilities``). What a red
    line of a party with a veto excludes does not come out, but the status quo may stay. Where
    nobody with power cares, everything is as likely.

    Parameters
    ----------
    dispute : Dispute
    stakes : array, parties, optional
        What each party's saliences added up to as they were written: 300 for three issues of 100
        each. Given, a party that cares more pulls harder; otherwise all have the same to share out.
    calibration : Calibration
        How far outcomes lay from compromises in the past.

    Returns
    -------
    tuple of Forecast
        In the order of the issues.

    Examples
    --------
    >>> from types import MappingProxyType
    >>> import numpy as np
    >>> from foedus.case.dispute.model import Dispute, Issue, Party
    >>> toll = Dispute(
    ...     "strait", MappingProxyType({}), (Party("A", True), Party("B", True, weight=3.0)),
    ...     (Issue("toll", low=0, high=10),), np.ones((2, 1)), (np.zeros((2, 0)),),
    ...     np.array([[2.0], [6.0]]), np.full((2, 1), np.nan),
    ... )
    >>> forecast(toll)[0].mean
    5.0
    """
    pulls = pull(dispute, stakes)
    return tuple(
        _of_scale(dispute, place, pulls[:, place], calibration)
        if issue.scale
        else _of_options(dispute, place, pulls[:, place], calibration)
        for place, issue in enumerate(dispute.issues)
    )


def _of_scale(dispute: Dispute, place: int, pulls: Floats, calibration: Calibration) -> Forecast:
    issue = dispute.issues[place]
    low, high = _accepted(dispute, place)
    found = compromise(dispute, place, pulls)
    if found is None:
        edge = (high - low) * (1 - LEVEL) / 2
        return Forecast(issue.name, mean=(low + high) / 2, low=low + edge, high=high - edge)
    half = calibration.reach * found.disagreement
    ends = np.clip([found.mean, found.mean - half, found.mean + half], low, high)
    return Forecast(issue.name, mean=float(ends[0]), low=float(ends[1]), high=float(ends[2]))


def _accepted(dispute: Dispute, place: int) -> tuple[float, float]:
    """Return the points that no party with a veto excludes; all where none is left."""
    issue = dispute.issues[place]
    lines = [
        line
        for line in dispute.redlines
        if line.issue == place and dispute.parties[line.party].veto
    ]
    low = max([issue.low, *(line.low for line in lines)])
    high = min([issue.high, *(line.high for line in lines)])
    if low > high:
        return issue.low, issue.high
    if isinstance(issue.status_quo, float):
        return min(low, issue.status_quo), max(high, issue.status_quo)
    return low, high


def _of_options(dispute: Dispute, place: int, pulls: Floats, calibration: Calibration) -> Forecast:
    issue = dispute.issues[place]
    possible = _possible(dispute, place, issue)
    found = probabilities(pulls, dispute.values[place], calibration, possible=possible)
    named = dict(zip(issue.options, found.tolist(), strict=True))
    return Forecast(issue.name, probabilities=MappingProxyType(named))


def _possible(dispute: Dispute, place: int, issue: Issue) -> Bools:
    """Return which options no red line of a party with a veto excludes, and the status quo."""
    possible = np.ones(len(issue.options), dtype=bool)
    for line in dispute.redlines:
        if line.issue == place and line.option is not None and dispute.parties[line.party].veto:
            possible[line.option] = issue.options[line.option] == issue.status_quo
    return possible
