r"""What an outcome is worth to each party, who blocks it, and whether it is an outcome at all.

A party's utility is :math:`u_p(x) = \sum_i s_{pi} v_{pi}(x_i)`, with salience *s* and value *v*.
Outcomes are rows of an array, outcomes x issues: an issue with options holds the place of its
option (a whole number), a scale its point.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from foedus.case.dispute.model import Bools, Dispute, Floats, Issue, Link, RedLine
from foedus.results.mediation import Outcome

Outcomes = npt.NDArray[np.float64]
"""Outcomes x issues: the place of an option, or the point on a scale."""
Ints = npt.NDArray[np.int64]

TOLERANCE = 1e-9
"""By how much a utility may lie below a reservation, and still reach it."""


def utilities(dispute: Dispute, outcomes: Outcomes) -> Floats:
    """Return what each outcome is worth to each party.

    Parameters
    ----------
    dispute : Dispute
    outcomes : array, outcomes x issues

    Returns
    -------
    array, outcomes x parties
        0..1.
    """
    total = np.zeros((len(outcomes), len(dispute.parties)))
    for place, issue in enumerate(dispute.issues):
        chosen = outcomes[:, place]
        if issue.scale:
            position = np.where(dispute.salience[:, place] > 0, dispute.positions[:, place], 0.0)
            away = np.abs(chosen[:, None] - position) / (issue.high - issue.low)
            total += dispute.salience[:, place] * (1 - away)
        else:
            total += option_utilities(dispute, place)[chosen.astype(np.intp)]
    return total


def option_utilities(dispute: Dispute, issue: int) -> Floats:
    """Return what each option of an issue adds to each party's utility.

    Parameters
    ----------
    dispute : Dispute
    issue : int
        Its place among the issues; one with options.

    Returns
    -------
    array, options x parties
        Salience times value, 0..1.
    """
    weighted: Floats = dispute.values[issue].T * dispute.salience[:, issue]
    return weighted


def positions(dispute: Dispute) -> Floats:
    """Return the positions, parties x issues; 0 where a party has none, and no salience."""
    return np.nan_to_num(dispute.positions, nan=0.0)


def vetoes(dispute: Dispute) -> Bools:
    """Return which parties can block."""
    return np.array([party.veto for party in dispute.parties], dtype=bool)


def weights(dispute: Dispute) -> Floats:
    """Return the parties' weights."""
    return np.array([party.weight for party in dispute.parties], dtype=float)


def counting(dispute: Dispute) -> Bools:
    """Return whose gains count: those with a veto, or all where no party has one."""
    veto = vetoes(dispute)
    return veto if veto.any() else np.ones(len(veto), dtype=bool)


def reservations(dispute: Dispute) -> Floats:
    """Return the reservations from which gains are counted: 0 where no party has a veto."""
    given = np.array([party.reservation for party in dispute.parties], dtype=float)
    return given if vetoes(dispute).any() else np.zeros(len(given))


def crosses(dispute: Dispute, outcomes: Outcomes) -> Bools:
    """Return which outcomes cross a red line of which party.

    Red lines of parties without a veto are among them; they block nothing.

    Parameters
    ----------
    dispute : Dispute
    outcomes : array, outcomes x issues

    Returns
    -------
    array of bool, outcomes x parties
    """
    found = np.zeros((len(outcomes), len(dispute.parties)), dtype=bool)
    for line in dispute.redlines:
        found[:, line.party] |= crosses_line(line, outcomes[:, line.issue])
    return found


def crosses_line(line: RedLine, chosen: Floats) -> Bools:
    """Return which options or points of the line's issue cross it.

    Parameters
    ----------
    line : RedLine
    chosen : array of any shape
        Places of options, or points in the units of the scale.

    Returns
    -------
    array of bool, of that shape
        A point beyond an end by no more than the tolerance does not cross it.
    """
    if line.option is not None:
        forbidden: Bools = chosen == line.option
        return forbidden
    return (chosen < line.low - TOLERANCE) | (chosen > line.high + TOLERANCE)


def breaks_link(dispute: Dispute, outcomes: Outcomes) -> Bools:
    """Return which rows break a link, and so are no outcomes.

    Parameters
    ----------
    dispute : Dispute
    outcomes : array, outcomes x issues

    Returns
    -------
    (outcomes,) bool
    """
    broken = np.zeros(len(outcomes), dtype=bool)
    for link in dispute.links:
        broken |= breaks(link, outcomes[:, link.if_issue], outcomes[:, link.then_issue])
    return broken


def breaks(link: Link, first: Floats, then: Floats) -> Bools:
    """Return which choices on a link's two issues break it.

    Parameters
    ----------
    link : Link
    first, then : array
        Places of options on the link's first and second issue; the shapes may broadcast.

    Returns
    -------
    array of bool, of the broadcast shape
    """
    both = then == link.then_option
    broken: Bools = (first == link.if_option) & (~both if link.allowed else both)
    return broken


def short(dispute: Dispute, worth: Floats) -> Bools:
    """Return which parties with a veto lie below their reservation, outcomes x parties.

    Parameters
    ----------
    dispute : Dispute
    worth : array, outcomes x parties
        Utilities.
    """
    below: Bools = worth < reservations(dispute) - TOLERANCE
    return below & vetoes(dispute)


def blocks(dispute: Dispute, outcomes: Outcomes) -> Bools:
    """Return who blocks which outcome: a party with a veto, by a red line or its reservation.

    Parameters
    ----------
    dispute : Dispute
    outcomes : array, outcomes x issues

    Returns
    -------
    array of bool, outcomes x parties
    """
    crossed = crosses(dispute, outcomes) & vetoes(dispute)
    return crossed | short(dispute, utilities(dispute, outcomes))


def agreements(dispute: Dispute, outcomes: Outcomes) -> Bools:
    """Return which rows keep all links and are blocked by nobody.

    Parameters
    ----------
    dispute : Dispute
    outcomes : array, outcomes x issues

    Returns
    -------
    (outcomes,) bool
    """
    return ~breaks_link(dispute, outcomes) & ~blocks(dispute, outcomes).any(axis=1)


def outcome_of(dispute: Dispute, row: Floats) -> Outcome:
    """Return a row with its options by name, as results show it.

    Parameters
    ----------
    dispute : Dispute
    row : (issues,) float
        Places of options, and points in the units of their scales.

    Returns
    -------
    Outcome
    """
    return MappingProxyType(
        {
            issue.name: float(chosen) if issue.scale else issue.options[int(chosen)]
            for issue, chosen in zip(dispute.issues, row, strict=True)
        }
    )


def index_of(dispute: Dispute, outcome: Outcome) -> Floats:
    """Return an outcome that names its options as a row.

    Parameters
    ----------
    dispute : Dispute
    outcome : Outcome

    Returns
    -------
    (issues,) float
        Places of options, and points in the units of their scales.

    Raises
    ------
    KeyError
        If an issue is missing.
    ValueError
        If an option is unknown.
    """
    return np.array([_place(issue, outcome[issue.name]) for issue in dispute.issues])


def _place(issue: Issue, chosen: str | float) -> float:
    if issue.scale:
        return float(chosen)
    if chosen not in issue.options:
        raise ValueError(f'{issue.name}: "{chosen}" is none of its options')
    return float(issue.options.index(str(chosen)))


def by_party(dispute: Dispute, amounts: Floats) -> Mapping[str, float]:
    """Return amounts in the parties' order under their names.

    Parameters
    ----------
    dispute : Dispute
    amounts : (parties,) float

    Returns
    -------
    mapping of party to float
    """
    names = (party.name for party in dispute.parties)
    return MappingProxyType(dict(zip(names, amounts.tolist(), strict=True)))
