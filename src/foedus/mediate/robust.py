"""How sure an answer is: the probability of consensus under preferences drawn anew.

The robust settlement is chosen on one sample of draws, and every probability is measured on
another, fresh one. Samples are assumptions (``robust_draws.Uncertainty``), not observations.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from foedus.case.dispute.model import Dispute, Floats
from foedus.mediate.deadline import deadline, left
from foedus.mediate.robust_choice import Choice, best_of_all
from foedus.mediate.robust_draws import Uncertainty, draw, fillings, probability, ranked
from foedus.mediate.robust_sample import enough
from foedus.mediate.robust_search import FINALISTS, best_found
from foedus.mediate.space import LARGEST, size
from foedus.mediate.utility import (
    TOLERANCE,
    Outcomes,
    blocks,
    by_party,
    index_of,
    outcome_of,
    reservations,
    utilities,
    weights,
)
from foedus.results.mediation import Robustness, Settlement

FRESH = 10_000
"""Fresh draws: the probability that they measure is off by 0.01 at most, at 95 %."""
FILLINGS = 20
"""Other fillings of the ranks that are tried."""
STATED = Uncertainty()
SCOUTS = 1_024
"""Draws by which a local search climbs."""
RESTARTS = 4
"""Random starts of the local search, beside the named settlements."""

Solve = Callable[[Dispute], Sequence[Settlement]]


@dataclass(frozen=True)
class _Found:
    """A choice, how often it holds on the draws of the choice, and whether all were looked at."""

    choice: Choice | None
    in_sample: float
    exact: bool


def robust(
    dispute: Dispute,
    settlements: Sequence[Settlement] = (),
    *,
    seed: int = 0,
    fresh: int = FRESH,
    uncertainty: Uncertainty = STATED,
    solve: Solve | None = None,
    within: float | None = None,
) -> Robustness:
    """Measure how sure the named settlements are, and find the one that is surest.

    Up to 2 million outcomes are listed, and all of them looked at where the work allows: then the
    robust settlement is proven to hold in as many draws of the choice as any. Beyond, and on
    scales, a local search finds it, and its gap says what another could still win. It is chosen on
    so many draws that a share of 97 % there means one of 95 % on fresh draws
    (``robust_sample.enough``).

    Parameters
    ----------
    dispute : Dispute
    settlements : sequence of Settlement
        The named ones; those without an outcome are left out. The price is counted from the
        utilitarian one.
    seed : int
    fresh : int
        Fresh draws.
    uncertainty : Uncertainty
        Assumed, not observed.
    solve : callable, optional
        Makes the named settlements of a dispute: given, and where values were filled in from
        ranks, the settlements are made again under other fillings.
    within : float, optional
        Seconds after which no climb of the local search goes on and no further filling is tried
        (the share is of those that were); all else is finished in any case.

    Returns
    -------
    Robustness

    Raises
    ------
    ValueError
        If there is no fresh draw.
    """
    if fresh < 1:
        raise ValueError("there must be a fresh draw")
    until = deadline(within)
    named = [s for s in settlements if s.outcome is not None]
    found = _chosen(dispute, _rows(dispute, named), seed, uncertainty, until)
    surest = _settlement(dispute, found)
    measured = [*named, *([surest] if surest.outcome is not None else [])]
    rng = np.random.default_rng([seed, 1])
    rows = _rows(dispute, measured)
    shares = probability(dispute, rows, count=fresh, rng=rng, uncertainty=uncertainty).tolist()
    by_name: dict[str, float] = {s.name: share for s, share in zip(measured, shares, strict=True)}
    return Robustness(
        fresh,
        MappingProxyType(by_name),
        surest,
        found.in_sample if surest.outcome is not None else None,
        by_name.get("robust"),
        _price(dispute, surest, named),
        _under_fillings(dispute, named, solve, seed=seed, until=until),
    )


def _rows(dispute: Dispute, settlements: Sequence[Settlement]) -> Outcomes:
    """Return the outcomes of settlements, outcomes x issues."""
    rows = [index_of(dispute, s.outcome) for s in settlements if s.outcome is not None]
    return np.array(rows, dtype=float).reshape(len(rows), len(dispute.issues))


def _chosen(
    dispute: Dispute,
    named: Outcomes,
    seed: int,
    uncertainty: Uncertainty,
    until: float | None,
) -> _Found:
    outcomes = size(dispute)
    listed = outcomes is not None and outcomes <= LARGEST
    count = enough(max(1, outcomes)) if outcomes is not None and listed else enough(FINALISTS)
    rng = np.random.default_rng([seed, 0])
    drawn = draw(dispute, count=count, rng=rng, uncertainty=uncertainty)
    if listed:
        choice, exact = best_of_all(dispute, drawn)
    else:
        scouts = draw(dispute, count=SCOUTS, rng=rng, uncertainty=uncertainty)
        starts = _starts(dispute, named, seed)
        choice = best_found(dispute, scouts, drawn, starts, until=until)
        exact = False
    share = 0.0 if choice is None else 1 - choice.failures / drawn.count
    return _Found(choice, share, exact)


def _starts(dispute: Dispute, named: Outcomes, seed: int) -> Outcomes:
    """Return where a local search begins: named settlements, each issue's own best, chance."""
    rng = np.random.default_rng([seed, 3])
    power = weights(dispute)
    rows = [[_favoured(dispute, place, power) for place in range(len(dispute.issues))]]
    for _ in range(RESTARTS):
        rows.append(
            [
                float(rng.uniform(i.low, i.high) if i.scale else rng.integers(len(i.options)))
                for i in dispute.issues
            ]
        )
    return np.concatenate([named, np.array(rows)])


def _favoured(dispute: Dispute, place: int, power: Floats) -> float:
    """Return the option or position of an issue that is worth most to all together."""
    pulls = dispute.salience[:, place] * power
    issue = dispute.issues[place]
    if not issue.scale:
        return float(np.argmax(pulls @ dispute.values[place]))
    held = ~np.isnan(dispute.positions[:, place]) & (pulls > 0)
    if not held.any():
        return (issue.low + issue.high) / 2
    points = dispute.positions[held, place]
    costs = np.abs(points[:, None] - points) @ pulls[held]
    return float(points[int(np.argmin(costs))])


def _settlement(dispute: Dispute, found: _Found) -> Settlement:
    """Return the robust settlement; none where every outcome is blocked in every draw."""
    choice = found.choice
    if choice is None or found.in_sample <= 0:
        return Settlement("robust", None, "none", why="no-agreement")
    row = choice.row[None, :]
    worth = utilities(dispute, row)[0]
    blocked = blocks(dispute, row)[0]
    # What holds in every draw of the choice cannot be beaten there, whatever was not looked at.
    gap = 0.0 if found.exact or 1 - found.in_sample < TOLERANCE else 1 - found.in_sample
    return Settlement(
        "robust",
        outcome_of(dispute, choice.row),
        "bound" if gap else "proven",
        found.in_sample,
        gap,
        by_party(dispute, worth),
        by_party(dispute, worth - reservations(dispute)),
        tuple(p.name for p, yes in zip(dispute.parties, blocked, strict=True) if yes),
    )


def _price(dispute: Dispute, surest: Settlement, named: Sequence[Settlement]) -> float | None:
    """Return the utilitarian value that the robust settlement loses."""
    best = next((s for s in named if s.name == "utilitarian"), None)
    if best is None or surest.outcome is None:
        return None
    values = utilities(dispute, _rows(dispute, [best, surest])) @ weights(dispute)
    return float(values[0] - values[1])


def _under_fillings(
    dispute: Dispute,
    named: Sequence[Settlement],
    solve: Solve | None,
    *,
    seed: int,
    until: float | None,
) -> Mapping[str, float]:
    """Return in what share of other fillings of the ranks each settlement stays the same."""
    if solve is None or not ranked(dispute).any():
        return MappingProxyType({})
    rng = np.random.default_rng([seed, 4])
    same = dict.fromkeys((s.name for s in named), 0)
    tried = 0
    while tried < FILLINGS and left(until) != 0:
        again = {s.name: s.outcome for s in solve(filled(dispute, rng))}
        for settlement in named:
            same[settlement.name] += again.get(settlement.name) == settlement.outcome
        tried += 1
    return MappingProxyType({name: count / tried for name, count in same.items() if tried})


def filled(dispute: Dispute, rng: np.random.Generator) -> Dispute:
    """Return a dispute with its ranks filled in anew, in the same order."""
    values = []
    for place, stated in enumerate(dispute.values):
        made = stated.copy()
        for party in np.flatnonzero(ranked(dispute)[:, place]) if stated.size else ():
            made[party] = fillings(stated[party], 1, rng)[:, 0]
        values.append(made)
    return replace(dispute, values=tuple(values))
