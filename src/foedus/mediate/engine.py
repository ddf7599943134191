"""Mediates a dispute: can all agree, on what, who blocks, what would unblock, and by which way."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from foedus.case.dispute.model import Dispute
from foedus.errors import Finding
from foedus.mediate.concessions import concessions
from foedus.mediate.deadline import deadline, left, part
from foedus.mediate.forecast import forecast
from foedus.mediate.frontier import frontier, sampled_points
from foedus.mediate.judge import judge
from foedus.mediate.path import obstacles, path, status_quo
from foedus.mediate.robust import FRESH, robust
from foedus.mediate.robust_draws import ranked
from foedus.mediate.robust_silence import DRAWS as SILENT_DRAWS
from foedus.mediate.robust_silence import simulate_silence
from foedus.mediate.settlements import settlements
from foedus.mediate.space import size
from foedus.mediate.zone import agreement, conflict, zone_of
from foedus.results.mediation import (
    SETTLEMENTS,
    Mediation,
    Outcome,
    Path,
    Robustness,
    Settlement,
    SettlementName,
    Silence,
)
from foedus.results.stamp import stamp_for

Progress = Callable[[str, float], None]

MOST_POINTS = 4
"""Parties up to which the whole frontier is given; beyond, supported points are sampled."""
_NOT_SOUGHT = ("path.no-status-quo", "path.too-many")
"""Obstacles that keep a way from being looked for."""
REFILLED = 200_000
"""Texts up to which the settlements are made again under other fillings of the ranks."""


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
        Seconds for the whole answer, shared out among its questions: about, since what is looked
        at one by one is finished in any case. None: until all is proven.
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
    asked = _Asked(dispute, deadline(within), outcome, steps, draws, seed, tuple(only))
    found = Mediation(dispute.name, None, size(dispute), (), findings=dispute.findings)
    for stage, done, step in _STEPS:
        progress(stage, done)
        found = step(asked, found)
    return replace(
        found,
        forecast=forecast(dispute, stakes=dispute.stakes if len(dispute.stakes) else None),
        assumed_parties=tuple(sorted(dispute.assumed_parties)),
        stamp=stamp_for({"dispute": dispute.sha256}, started),
    )


@dataclass(frozen=True)
class _Asked:
    """What was asked of the engine, as ``mediate`` describes it; ``until``: when time is up."""

    dispute: Dispute
    until: float | None
    outcome: Outcome | None
    steps: int
    draws: int | None
    seed: int
    only: tuple[SettlementName, ...]


def _agree(asked: _Asked, found: Mediation) -> Mediation:
    """Add the given outcome, judged, and whether there is an agreement."""
    dispute, until = asked.dispute, asked.until
    given = asked.outcome
    judged = None if given is None else judge(dispute, given, within=part(until, 6))
    return replace(found, judged=judged, agreement=agreement(dispute, within=part(until, 4)))


def _settle(asked: _Asked, found: Mediation) -> Mediation:
    """Add the settlements, and what they know of an agreement."""
    settled = _settled(asked.dispute, part(asked.until, 2), possible=found.agreement)
    return replace(
        found,
        agreement=_settles(settled, possible=found.agreement),
        settlements=tuple(one for one in settled if one.name in asked.only),
    )


def _unblock(asked: _Asked, found: Mediation) -> Mediation:
    """Add who blocks, and where there is no agreement, the smallest moves that would make one."""
    dispute, until = asked.dispute, asked.until
    moves = None if found.agreement else concessions(dispute, within=part(until, 3))
    against = conflict(dispute, within=part(until, 4)) if found.agreement is False else ()
    warning = _warning(dispute, "mediate.no-agreement", parties=", ".join(against))
    return replace(
        found,
        concessions=moves,
        excluding=against,
        zone=zone_of(dispute, excluding=against),
        findings=(*found.findings, *((warning,) if found.agreement is False else ())),
    )


def _lead(asked: _Asked, found: Mediation) -> Mediation:
    """Add the status quo, judged, and the way from there to the first settlement there is."""
    today = status_quo(asked.dispute)
    here = None if today is None else judge(asked.dispute, today, within=part(asked.until, 4))
    way, findings = _way(asked, found)
    return replace(found, status_quo=here, path=way, findings=(*found.findings, *findings))


def _way(asked: _Asked, found: Mediation) -> tuple[Path | None, tuple[Finding, ...]]:
    """Return the way, and what stands in it; it may take a third of the time that is left."""
    dispute = asked.dispute
    target = next((one.outcome for one in found.settlements if one.outcome is not None), None)
    if target is None or found.concessions is not None:
        return None, ()
    stands = obstacles(dispute, target)
    if any(one.kind in _NOT_SOUGHT for one in stands):
        return None, stands
    try:
        way = path(dispute, target, steps=asked.steps, within=part(asked.until, 3))
    except TimeoutError:
        return None, (_warning(dispute, "mediate.no-time-way"),)
    return way, stands


def _draw(asked: _Asked, found: Mediation) -> Mediation:
    """Add the frontier, and of more parties sampled points."""
    dispute, until = asked.dispute, asked.until
    edge = frontier(dispute, within=part(until, 3))
    if edge is not None:
        return replace(found, frontier=edge.points, findings=(*found.findings, *edge.findings))
    if len(dispute.parties) <= MOST_POINTS:
        return found
    return replace(found, points=sampled_points(dispute, seed=asked.seed, within=part(until, 3)))


def _try(asked: _Asked, found: Mediation) -> Mediation:
    """Add how sure the settlements are, and a silence procedure on a text."""
    sure, doubts = _sure(asked, found)
    robust_one = None if sure is None else sure.settlement
    return replace(
        found,
        settlements=(*found.settlements, *(() if robust_one is None else (robust_one,))),
        robustness=sure,
        silence=_silence(asked, found),
        findings=(*found.findings, *doubts),
    )


_STEPS: tuple[tuple[str, float, Callable[[_Asked, Mediation], Mediation]], ...] = (
    ("agreement", 0.0, _agree),
    ("settlements", 0.1, _settle),
    ("concessions", 0.4, _unblock),
    ("way", 0.5, _lead),
    ("frontier", 0.6, _draw),
    ("robustness", 0.8, _try),
)
"""Stage as it is told, fraction done before it, and what it adds to the answer."""


def _settled(
    dispute: Dispute, within: float | None, *, possible: bool | None
) -> tuple[Settlement, ...]:
    """Return the settlements; where it is proven that all is blocked, none is looked for."""
    if possible is False:
        return tuple(Settlement(name, None, "none", why="no-agreement") for name in SETTLEMENTS)
    return settlements(dispute, within=within)


def _settles(settled: Sequence[Settlement], *, possible: bool | None) -> bool | None:
    """Return whether there is an agreement, where the settlements know it and nothing else did."""
    if any(one.outcome is not None for one in settled):
        return True
    proven = all(one.status == "none" and one.why == "no-agreement" for one in settled)
    return False if possible is None and proven else possible


def _sure(asked: _Asked, found: Mediation) -> tuple[Robustness | None, tuple[Finding, ...]]:
    """Return how sure the settlements are, and what was left out of it."""
    dispute, draws, until = asked.dispute, asked.draws, asked.until
    if draws == 0 or not found.agreement:
        return None, ()
    if left(until) == 0:
        return None, (_warning(dispute, "mediate.no-time-draws"),)
    sure = robust(
        dispute,
        found.settlements,
        seed=asked.seed,
        fresh=FRESH if draws is None else draws,
        solve=settlements if _refillable(dispute) else None,
        within=left(until),
    )
    if sure.ranks or not ranked(dispute).any():
        return sure, ()
    return sure, (_warning(dispute, "mediate.ranks-not-tried"),)


def _refillable(dispute: Dispute) -> bool:
    count = size(dispute)
    return count is not None and count <= REFILLED


def _silence(asked: _Asked, found: Mediation) -> Silence | None:
    """Return a silence procedure on the given outcome, else on the first settlement there is."""
    texts = [one.outcome for one in found.settlements if one.outcome is not None]
    if found.judged is not None:
        texts = [] if found.judged.broken else [found.judged.outcome]
    if asked.draws == 0 or not texts:
        return None
    draws = SILENT_DRAWS if asked.draws is None else asked.draws
    return simulate_silence(asked.dispute, texts[0], seed=asked.seed, draws=draws)


def _warning(dispute: Dispute, kind: str, **details: str) -> Finding:
    return Finding("warning", kind, dispute.name, details=details)
