"""Supported points: outcomes with the largest weighted sum of utilities."""

from __future__ import annotations

import numpy as np

from foedus.case.dispute.model import Dispute, Floats
from foedus.mediate.deadline import deadline, left
from foedus.mediate.draft import Draft
from foedus.mediate.rows import Terms
from foedus.mediate.utility import Outcomes, breaks_link, option_utilities, positions


def sampled(dispute: Dispute, weightings: Floats, *, within: float | None = None) -> Outcomes:
    """Return the outcomes with the largest sum under each weighting, each once.

    Parameters
    ----------
    dispute : Dispute
    weightings : array, weightings x parties
        Positive.
    within : float, optional
        Seconds; where there are links, weightings that are not reached by then are left out.

    Returns
    -------
    array, outcomes x issues
    """
    if not dispute.links:
        rows = _issue_by_issue(dispute, weightings)
    else:
        rows = _by_programmes(dispute, weightings, within)
    return np.unique(rows, axis=0) if len(rows) else rows


def _issue_by_issue(dispute: Dispute, weightings: Floats) -> Outcomes:
    """Return each weighting's best outcome: without links each issue is settled for itself."""
    rows = np.empty((len(weightings), len(dispute.issues)))
    for place, issue in enumerate(dispute.issues):
        if issue.scale:
            rows[:, place] = _best_points(dispute, place, weightings)
        else:
            rows[:, place] = (weightings @ option_utilities(dispute, place).T).argmax(axis=1)
    return rows


def _best_points(dispute: Dispute, place: int, weightings: Floats) -> Floats:
    """Return each weighting's best point: one of the positions, since the loss is linear between.

    A weighted median of the positions (or the nearer end, where one lies off the scale).
    """
    issue, salience = dispute.issues[place], dispute.salience[:, place]
    known = positions(dispute)[:, place]
    tried = np.unique(np.clip([issue.low, issue.high, *known[salience > 0]], issue.low, issue.high))
    loss = np.abs(tried[:, None] - known) * salience
    best: Floats = tried[(weightings @ loss.T).argmin(axis=1)]
    return best


def _by_programmes(dispute: Dispute, weightings: Floats, within: float | None) -> Outcomes:
    draft, until = Draft(dispute), deadline(within)
    rows = []
    for weighting in weightings:
        if left(until) == 0:
            break
        solved = draft.minimise(
            supported(draft, weighting),
            sound=lambda row: not breaks_link(dispute, row[None, :])[0],
            until=until,
        )
        if solved.row is not None and solved.status == "proven":
            rows.append(solved.row)
    return np.array(rows) if rows else np.zeros((0, len(dispute.issues)))


def supported(draft: Draft, weighting: Floats) -> Terms:
    """Return the cost of which the least is the largest weighted sum of utilities."""
    cost: dict[int, float] = {}
    for weight, worth in zip(weighting, draft.worth, strict=True):
        for column, factor in worth.terms.items():
            cost[column] = cost.get(column, 0.0) - weight * factor
    return cost
