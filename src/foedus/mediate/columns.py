r"""A dispute as columns of a linear programme, so that every utility is linear in them.

An issue with options has one binary column an option. A scale is cut at the parties' positions
into segments, one column a segment that says how far it is filled: a party's utility is concave
on the scale, so its slope falls from segment to segment, and filling the segments in their order
is best for every party at once. So :math:`u = c + A z` is exact where utilities are pushed up,
without a row or column for any absolute value.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from foedus.case.dispute.model import Bools, Dispute, Floats, Issue
from foedus.mediate.space import acceptable
from foedus.mediate.utility import Ints, option_utilities, positions, vetoes


@dataclass(frozen=True)
class Columns:
    """The columns, those of one issue abreast.

    Parameters
    ----------
    worth : array, parties x columns
        What a column at 1 adds to each utility.
    constant : (parties,) float
        Utilities where all columns are 0.
    upper : (columns,) float
        1 of an option; of a segment its length, as a share of the scale.
    issue : (columns,) int
    option : (columns,) int
        The option's place; -1 of a segment.
    low : (issues,) float
        Where the acceptable part of a scale begins.
    length : (issues,) float
        Of the scale.
    possible : bool
        Whether every issue has an acceptable option or point.
    """

    worth: Floats
    constant: Floats
    upper: Floats
    issue: Ints
    option: Ints
    low: Floats
    length: Floats
    possible: bool

    @property
    def integer(self) -> Bools:
        """Columns of options."""
        whole: Bools = self.option >= 0
        return whole

    @cached_property
    def most(self) -> Floats:
        """Return what each party's utility would be if every issue went its way."""
        total = self.constant.copy()
        for issue in range(len(self.low)):
            here = np.flatnonzero(self.issue == issue)
            if len(here) and self.option[here[0]] >= 0:
                total += self.worth[:, here].max(axis=1, initial=0.0)
            else:
                total += np.maximum(self.worth[:, here] * self.upper[here], 0.0).sum(axis=1)
        return total

    def dream(self, party: int) -> Floats:
        """Return the outcome where every issue goes a party's way, links left aside."""
        chosen = np.zeros(len(self.upper))
        for issue in range(len(self.low)):
            here = np.flatnonzero(self.issue == issue)
            worth = self.worth[party, here]
            if len(here) and self.option[here[0]] >= 0:
                chosen[here[int(np.argmax(worth))]] = 1.0
            else:
                chosen[here] = np.where(worth > 0, self.upper[here], 0.0)
        return self.row(chosen)

    def row(self, z: Floats) -> Floats:
        """Return the outcome that columns stand for, of each issue the option chosen most."""
        chosen = self.low.copy()
        for issue in range(len(chosen)):
            here = np.flatnonzero(self.issue == issue)
            if len(here) and self.option[here[0]] >= 0:
                chosen[issue] = self.option[here[int(np.argmax(z[here]))]]
            else:
                filled = np.clip(z[here], 0.0, self.upper[here])
                chosen[issue] += float(filled.sum()) * self.length[issue]
        return chosen

    def filled(self, row: Floats) -> Floats:
        """Return the columns of an outcome, segments filled in their order."""
        z = np.zeros(len(self.upper))
        for issue in range(len(self.low)):
            here = np.flatnonzero(self.issue == issue)
            if len(here) and self.option[here[0]] >= 0:
                z[here] = self.option[here] == row[issue]
            else:
                far = (row[issue] - self.low[issue]) / self.length[issue]
                before = np.concatenate([[0.0], np.cumsum(self.upper[here])[:-1]])
                z[here] = np.clip(far - before, 0.0, self.upper[here])
        return z


@dataclass(frozen=True)
class _Part:
    """The columns of one issue."""

    worth: Floats
    upper: Floats
    option: Ints
    constant: Floats
    low: float = 0.0
    length: float = 1.0
    possible: bool = True


def columns_of(dispute: Dispute) -> Columns:
    """Return a dispute's columns: options and points that no party with a veto rules out."""
    grid = acceptable(dispute)
    linked = {issue for link in dispute.links for issue in (link.if_issue, link.then_issue)}
    parts = []
    for place, issue in enumerate(dispute.issues):
        if issue.scale:
            parts.append(_segments(dispute, place, issue))
        else:
            part = _options(dispute, place, grid[place])
            parts.append(part if place in linked else _undominated(part))
    return Columns(
        np.concatenate([part.worth for part in parts], axis=1),
        np.sum([part.constant for part in parts], axis=0),
        np.concatenate([part.upper for part in parts]),
        np.repeat(np.arange(len(parts)), [len(part.upper) for part in parts]),
        np.concatenate([part.option for part in parts]),
        np.array([part.low for part in parts]),
        np.array([part.length for part in parts]),
        all(part.possible for part in parts),
    )


def _options(dispute: Dispute, place: int, options: Ints) -> _Part:
    worth = option_utilities(dispute, place)[options].T
    return _Part(
        worth, np.ones(len(options)), options, np.zeros(len(worth)), possible=len(options) > 0
    )


def _undominated(part: _Part) -> _Part:
    """Leave out options than which another is better for some party and worse for none.

    Of options that all parties value alike the first stays.
    """
    worth = part.worth
    at_least = (worth[:, :, None] >= worth[:, None, :]).all(axis=0)  # [a, b]: a as good as b
    alike = at_least & at_least.T
    first = np.triu(np.ones_like(alike), k=1)
    worse = (at_least & (~alike | first)).any(axis=0)
    upper, option = part.upper[~worse], part.option[~worse]
    return replace(part, worth=worth[:, ~worse], upper=upper, option=option)


def _segments(dispute: Dispute, place: int, issue: Issue) -> _Part:
    low, high = _range(dispute, place, issue)
    salience = dispute.salience[:, place]
    position = np.where(salience > 0, positions(dispute)[:, place], np.nan)
    inside = position[(position > low) & (position < high)]
    ends = np.unique(np.concatenate([[low], inside, [max(low, high)]]))
    length = issue.high - issue.low
    middle = (ends[1:] + ends[:-1]) / 2
    slope = np.where(middle < position[:, None], 1.0, -1.0)
    started = np.where(salience > 0, 1 - np.abs(low - position) / length, 0.0)
    return _Part(
        slope * salience[:, None],
        np.diff(ends) / length,
        np.full(len(middle), -1),
        salience * started,
        low,
        length,
        low <= high,
    )


def _range(dispute: Dispute, place: int, issue: Issue) -> tuple[float, float]:
    """Return the part of a scale that no party with a veto rules out."""
    veto = vetoes(dispute)
    lines = [x for x in dispute.redlines if x.issue == place and veto[x.party]]
    low = max([issue.low, *(line.low for line in lines)])
    return low, min([issue.high, *(line.high for line in lines)])
