"""Mediates a dispute: can all agree, on what, who blocks, what would unblock, and by which way."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from types import MappingProxyType

from foedus.case.dispute.model import Dispute
from foedus.errors import Finding
from foedus.mediate.concessions import concessions
from foedus.mediate.forecast import forecast
from foedus.mediate.frontier import Frontier, frontier, sampled_points
from foedus.mediate.judge import judge
from foedus.mediate.path import obstacles, path, status_quo
from foedus.mediate.robust import robust
from foedus.mediate.search import Clock
from foedus.mediate.settlements import settlements
from foedus.mediate.space import size
from foedus.mediate.zone import agreement, conflict
from foedus.results.mediation import (
    SETTLEMENTS,
    Concession,
    Judged,
    Mediation,
    Outcome,
    Path,
    Robustness,
    Settlement,
    SettlementName,
)
from foedus.results.stamp import stamp_for

Progress = Callable[[str, float], None]

MOST_POINTS = 4
"""Parties up to which the whole frontier is given; beyond, supported points are sampled."""


def mediate(
    dispute: Dispute,
    *,
    within: float | None = None,
    outcome: Outcome | None = None,
    steps: int = 1,
    draws: int | None = None,
    seed: int = 0,
    only: Sequence[SettlementName] = SETTLEMENTS,
    progress: Progress = lambda _stage, _done: None,
) -> Mediation:
    """Return what all parties of a dispute could accept, with the proof.

    Parameters
    ----------
    dispute : Dispute
    within : float, optional
        Seconds for each of the questions that may take long; None: until proven.
    outcome : mapping of issue to option or point, optional
        A text to judge beside.
    steps : int
        Issues that a step on the way may change.
    draws : int, optional
        Fresh draws of preferences on which the answers are tried; None: as many as the engine
        holds enough; 0: none.
    seed : int
        Of the draws.
    only : sequence of SettlementName
    progress : callable
        Hears (stage, fraction done).

    Returns
    -------
    Mediation

    Raises
    ------
    InputError
        ``outcome.*``: the outcome is none of this dispute.
    """
    started = time.process_time()
    clock = Clock(within)
    given = None if outcome is None else judge(dispute, outcome, within=within)
    progress("agreement", 0.0)
    possible = agreement(dispute, within=clock.within)
    progress("settlements", 0.1)
    settled = settlements(dispute, within=within)
    chosen = tuple(one for one in settled if one.name in only)
    possible = True if any(one.outcome is not None for one in settled) else possible
    progress("concessions", 0.4)
    moves = None if possible else concessions(dispute, within=within)
    here = _status_quo(dispute, within)
    way, findings = _way(dispute, chosen, moves, steps)
    progress("frontier", 0.6)
    edge = frontier(dispute, within=within)
    points = (
        ()
        if len(dispute.parties) <= MOST_POINTS
        else sampled_points(dispute, seed=seed, within=within)
    )
    progress("robustness", 0.8)
    sure = None if draws == 0 or not possible else _sure(dispute, chosen, draws, seed)
    return Mediation(
        dispute.name,
        possible,
        size(dispute),
        chosen if sure is None or sure.settlement is None else (*chosen, sure.settlement),
        None if edge is None else edge.points,
        points,
        moves,
        given,
        here,
        way,
        sure,
        forecast(dispute, stakes=dispute.stakes if len(dispute.stakes) else None),
        MappingProxyType({}),
        (*dispute.findings, *findings, *_edge_findings(edge), *_excluding(dispute, moves, within)),
        stamp_for({"dispute": dispute.sha256}, started),
    )


def _status_quo(dispute: Dispute, within: float | None) -> Judged | None:
    today = status_quo(dispute)
    return None if today is None else judge(dispute, today, within=within)


def _way(
    dispute: Dispute,
    settled: Sequence[Settlement],
    moves: Sequence[Concession] | None,
    steps: int,
) -> tuple[Path | None, tuple[Finding, ...]]:
    """Return the way to the first settlement there is, and what stands in it."""
    target = next((one.outcome for one in settled if one.outcome is not None), None)
    if target is None or moves is not None:
        return None, ()
    if status_quo(dispute) is None:
        return None, obstacles(dispute, target)
    return path(dispute, target, steps=steps), obstacles(dispute, target)


def _sure(
    dispute: Dispute, settled: Sequence[Settlement], draws: int | None, seed: int
) -> Robustness:
    if draws is None:
        return robust(dispute, settled, seed=seed)
    return robust(dispute, settled, seed=seed, fresh=draws)


def _edge_findings(edge: Frontier | None) -> tuple[Finding, ...]:
    return () if edge is None else edge.findings


def _excluding(
    dispute: Dispute, moves: Sequence[Concession] | None, within: float | None
) -> tuple[Finding, ...]:
    """Return who cannot stand together, where there is no agreement."""
    if moves is None:
        return ()
    parties = ", ".join(conflict(dispute, within=within))
    return (Finding("warning", "mediate.no-agreement", dispute.name, details={"parties": parties}),)
