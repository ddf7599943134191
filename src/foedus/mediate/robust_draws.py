r"""Preferences drawn around those that a dispute states.

What is drawn is an assumption about how far a party may want something else than the dispute says;
nothing of it was observed. Saliences are drawn from a Dirichlet distribution around the stated
ones; values and positions from a normal one, cut at the ends; values filled in from ranks are
filled anew, in the same order. Reservations and red lines stand.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from foedus.case.dispute.model import Dispute, Floats
from foedus.mediate.utility import TOLERANCE, Outcomes, crosses, reservations, vetoes

Draw = npt.NDArray[np.bool_]
BATCH = 1_000
"""Draws that are made at a time where many are only counted."""


@dataclass(frozen=True)
class Uncertainty:
    r"""How far preferences may lie from what is stated. The defaults are assumptions.

    Parameters
    ----------
    concentration : float
        Of the saliences: a salience *s* has the standard deviation
        :math:`\sqrt{s (1 - s) / (concentration + 1)}`; at 50 a salience of 0.25 has 0.06.
    values : float
        Standard deviation of a value between 0 and 1.
    positions : float
        Standard deviation of a position, as a share of its scale, where no spread is given.

    Raises
    ------
    ValueError
        If the concentration is not positive, or a deviation is negative.
    """

    concentration: float = 50.0
    values: float = 0.05
    positions: float = 0.05

    def __post_init__(self) -> None:
        if not self.concentration > 0 or min(self.values, self.positions) < 0:
            raise ValueError("the concentration must be above 0, and no deviation below")


@dataclass(frozen=True)
class Draws:
    """Preferences of the parties with a veto, drawn.

    Parameters
    ----------
    count : int
    worth : tuple of array, options x parties x draws
        One an issue with options: what each option adds to a party's utility; else empty.
    salience : array, issues x parties x draws
    positions : array, issues x parties x draws
        On scales; 0 elsewhere.
    """

    count: int
    worth: tuple[Floats, ...]
    salience: Floats
    positions: Floats


def draw(
    dispute: Dispute, *, count: int, rng: np.random.Generator, uncertainty: Uncertainty
) -> Draws:
    """Draw the preferences of all parties with a veto.

    Parameters
    ----------
    dispute : Dispute
    count : int
    rng : np.random.Generator
    uncertainty : Uncertainty
    """
    salience = _saliences(dispute, count, rng, uncertainty)
    positions = _positions(dispute, count, rng, uncertainty)
    worth = []
    for place, issue in enumerate(dispute.issues):
        if issue.scale:
            worth.append(np.zeros((0, 0, 0)))
            continue
        values = _values(dispute, place, count, rng, uncertainty)
        worth.append(values * salience[place])
    return Draws(count, tuple(worth), salience, positions)


def _saliences(
    dispute: Dispute, count: int, rng: np.random.Generator, uncertainty: Uncertainty
) -> Floats:
    """Return saliences, issues x parties x draws; what does not matter still does not."""
    stated = dispute.salience[vetoes(dispute)].T[:, :, None] * uncertainty.concentration
    drawn = rng.standard_gamma(np.broadcast_to(stated, (*stated.shape[:2], count)))
    total = drawn.sum(axis=0)
    saliences: Floats = drawn / np.where(total > 0, total, 1.0)
    return saliences


def _values(
    dispute: Dispute, place: int, count: int, rng: np.random.Generator, uncertainty: Uncertainty
) -> Floats:
    """Return values of the options of an issue, options x parties x draws."""
    veto = vetoes(dispute)
    stated = dispute.values[place][veto].T[:, :, None]
    noise = rng.standard_normal((*stated.shape[:2], count)) * uncertainty.values
    values: Floats = np.clip(stated + noise, 0.0, 1.0)
    for party in np.flatnonzero(ranked(dispute)[veto, place]):
        values[:, party] = fillings(stated[:, party, 0], count, rng)
    return values


def ranked(dispute: Dispute) -> Draw:
    """Return which values were filled in from ranks, parties x issues."""
    return dispute.ranked if dispute.ranked.size else np.zeros(dispute.salience.shape, dtype=bool)


def fillings(values: Floats, count: int, rng: np.random.Generator) -> Floats:
    """Return other values in the same order, options x draws.

    The best and the worst keep theirs, equals stay equal; the others lie anywhere in between
    (sorted uniform draws).

    Parameters
    ----------
    values : array, options
    count : int
    rng : np.random.Generator

    Examples
    --------
    >>> import numpy as np
    >>> found = fillings(np.array([1.0, 0.5, 0.0]), 3, np.random.default_rng(0))
    >>> found[0].tolist(), found[2].tolist(), bool((found[1] < 1).all())
    ([1.0, 1.0, 1.0], [0.0, 0.0, 0.0], True)
    """
    levels, level = np.unique(values, return_inverse=True)
    drawn = np.sort(rng.uniform(levels[0], levels[-1], (len(levels), count)), axis=0)
    drawn[0], drawn[-1] = levels[0], levels[-1]
    filled: Floats = drawn[level]
    return filled


def _positions(
    dispute: Dispute, count: int, rng: np.random.Generator, uncertainty: Uncertainty
) -> Floats:
    veto = vetoes(dispute)
    low = np.array([issue.low for issue in dispute.issues])[:, None, None]
    high = np.array([issue.high for issue in dispute.issues])[:, None, None]
    given = dispute.spread[veto].T[:, :, None]
    spread = np.where(np.isnan(given), uncertainty.positions * (high - low), given)
    stated = np.nan_to_num(dispute.positions[veto]).T[:, :, None]
    noise = rng.standard_normal((*stated.shape[:2], count))
    positions: Floats = np.clip(stated + noise * spread, low, high)
    return positions


def added(dispute: Dispute, draws: Draws, issue: int, chosen: Floats, block: slice) -> Floats:
    """Return what choices on an issue add to the parties' utilities.

    Parameters
    ----------
    dispute : Dispute
    draws : Draws
    issue : int
        Its place among the issues.
    chosen : (outcomes,) float
        Places of options, or points in the units of the scale.
    block : slice
        Of the draws.

    Returns
    -------
    array, outcomes x parties with a veto x draws of the block
        0..1.
    """
    if not dispute.issues[issue].scale:
        found: Floats = draws.worth[issue][:, :, block][chosen.astype(np.intp)]
        return found
    ends = dispute.issues[issue]
    away = np.abs(chosen[:, None, None] - draws.positions[issue][:, block])
    worth: Floats = draws.salience[issue][:, block] * (1 - away / (ends.high - ends.low))
    return worth


def margins(dispute: Dispute, draws: Draws, outcomes: Outcomes, block: slice) -> Floats:
    """Return utility less reservation of each party with a veto; red lines are not looked at.

    Parameters
    ----------
    dispute : Dispute
    draws : Draws
    outcomes : array, outcomes x issues
    block : slice
        Of the draws.

    Returns
    -------
    array, outcomes x parties with a veto x draws of the block
        -1..1.
    """
    least = reservations(dispute)[vetoes(dispute)]
    size = len(range(*block.indices(draws.count)))
    found = np.empty((len(outcomes), len(least), size))
    found[:] = -least[:, None]
    for issue in range(len(dispute.issues)):
        found += added(dispute, draws, issue, outcomes[:, issue], block)
    return found


def lined(dispute: Dispute, outcomes: Outcomes, found: Floats) -> Floats:
    """Return margins with -1 wherever an outcome crosses a red line of the party.

    Parameters
    ----------
    dispute : Dispute
    outcomes : array, outcomes x issues
    found : array, outcomes x parties x draws
        Margins, as ``margins`` gives them.
    """
    crossed = crosses(dispute, outcomes)[:, vetoes(dispute)]
    return np.where(crossed[:, :, None], -1.0, found) if crossed.any() else found


def slack(dispute: Dispute, draws: Draws, outcomes: Outcomes, block: slice) -> Floats:
    """Return by how much each party with a veto lies above its reservation.

    A party whose red line an outcome crosses lies below it by 1, whatever was drawn.

    Parameters
    ----------
    dispute : Dispute
    draws : Draws
    outcomes : array, outcomes x issues
    block : slice
        Of the draws.

    Returns
    -------
    array, outcomes x parties with a veto x draws of the block
        -1..1.
    """
    return lined(dispute, outcomes, margins(dispute, draws, outcomes, block))


def held(dispute: Dispute, draws: Draws, outcomes: Outcomes, block: slice | None = None) -> Draw:
    """Return in which draws nobody blocks which outcome.

    With no veto nobody ever does. Links are not looked at.

    Parameters
    ----------
    dispute : Dispute
    draws : Draws
    outcomes : array, outcomes x issues
    block : slice, optional
        Of the draws; all unless said.

    Returns
    -------
    array of bool, outcomes x draws of the block
    """
    found = slack(dispute, draws, outcomes, block or slice(0, draws.count))
    return np.asarray((found >= -TOLERANCE).all(axis=1), dtype=bool)


def probability(
    dispute: Dispute,
    outcomes: Outcomes,
    *,
    count: int,
    rng: np.random.Generator,
    uncertainty: Uncertainty,
) -> Floats:
    """Return in what share of so many draws nobody blocks each outcome, some draws at a time.

    Parameters
    ----------
    dispute : Dispute
    outcomes : array, outcomes x issues
    count : int
        Draws, made anew for all outcomes together.
    rng : np.random.Generator
    uncertainty : Uncertainty

    Returns
    -------
    (outcomes,) float
        0..1.
    """
    kept = np.zeros(len(outcomes))
    for start in range(0, count, BATCH):
        size = min(BATCH, count - start)
        draws = draw(dispute, count=size, rng=rng, uncertainty=uncertainty)
        for place in range(len(outcomes)):
            kept[place] += held(dispute, draws, outcomes[place : place + 1]).sum()
    shares: Floats = kept / count
    return shares
