"""All single choices of a dispute: each option of each issue, and some points on each scale."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from foedus.case.dispute.model import Dispute, Floats
from foedus.mediate.columns import Columns
from foedus.mediate.utility import Ints, breaks


@dataclass(frozen=True)
class Choices:
    """All single choices, those of an issue abreast.

    Parameters
    ----------
    worth : array, choices x parties
    issue : (choices,) int
    value : (choices,) float
        Option or point: on a scale where some party's position lies, and the ends.
    clash : array, choices x choices
        1 where a link does not let two stand together.
    constant : (parties,) float
        Gains beside those of the choices.
    first : (issues,) int
        The first choice of each issue.
    """

    worth: Floats
    issue: Ints
    value: Floats
    clash: Floats
    constant: Floats
    first: Ints

    def of(self, issue: int) -> Ints:
        """Return the choices of an issue."""
        return np.flatnonzero(self.issue == issue)

    def drawn(self, rng: np.random.Generator, count: int) -> Ints:
        """Return outcomes at random, outcomes x issues."""
        many = np.diff(np.append(self.first, len(self.issue)))
        return self.first + rng.integers(0, many, (count, len(many)))


def choices_of(dispute: Dispute, columns: Columns, reservations: Floats) -> Choices:
    """Return the choices that no party with a veto rules out."""
    parts = [_of_issue(columns, issue) for issue in range(len(columns.low))]
    counts = [len(value) for value, _ in parts]
    issue = np.repeat(np.arange(len(parts)), counts)
    value = np.concatenate([value for value, _ in parts])
    return Choices(
        np.concatenate([worth for _, worth in parts]),
        issue,
        value,
        _clashes(dispute, issue, value),
        columns.constant - reservations,
        np.concatenate([[0], np.cumsum(counts)[:-1]]).astype(np.int64),
    )


def _of_issue(columns: Columns, issue: int) -> tuple[Floats, Floats]:
    here = np.flatnonzero(columns.issue == issue)
    added = columns.worth[:, here].T
    if len(here) and columns.option[here[0]] >= 0:
        return columns.option[here].astype(float), added
    filled = np.concatenate([[0.0], np.cumsum(columns.upper[here])])
    steps = np.cumsum(added * columns.upper[here, None], axis=0)
    worth = np.vstack([np.zeros((1, added.shape[1])), steps])
    return columns.low[issue] + filled * columns.length[issue], worth


def _clashes(dispute: Dispute, issue: Ints, value: Floats) -> Floats:
    clash = np.zeros((len(issue), len(issue)))
    for link in dispute.links:
        pair = (issue[:, None] == link.if_issue) & (issue == link.then_issue)
        broken = pair & breaks(link, value[:, None], value[None, :])
        clash += broken + broken.T
    return clash
