"""Mediates a dispute: can all agree, on what, who blocks, what would unblock, and by which way."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

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
    Silence,
)
from foedus.results.stamp import stamp_for

Progress = Callable[[str, float], None]

MOST_POINTS = 4
"""Parties up to which the whole frontier is given; beyond, supported points are sampled."""
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
    until = deadline(within)
    given = None if outcome is None else judge(dispute, outcome, within=part(until, 6))
    progress("agreement", 0.0)
    possible = agreement(dispute, within=part(until, 4))
    progress("settlements", 0.1)
    settled = _settled(dispute, part(until, 2), possible=possible)
    possible = _settles(settled, possible=possible)
    chosen = tuple(one for one in settled if one.name in only)
    progress("concessions", 0.4)
    moves = None if possible else concessions(dispute, within=part(until, 3))
    excluding = conflict(dispute, within=part(until, 4)) if possible is False else ()
    here = _status_quo(dispute, part(until, 4))
    way, findings = _way(dispute, chosen, moves, steps, until)
    progress("frontier", 0.6)
    edge = frontier(dispute, within=part(until, 3))
    points = (
        ()
        if len(dispute.parties) <= MOST_POINTS
        else sampled_points(dispute, seed=seed, within=part(until, 3))
    )
    progress("robustness", 0.8)
    sure, doubts = _sure(dispute, chosen, possible=possible, draws=draws, seed=seed, until=until)
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
        _silence(dispute, given, chosen, draws=draws, seed=seed),
        forecast(dispute, stakes=dispute.stakes if len(dispute.stakes) else None),
        excluding,
        tuple(sorted(dispute.assumed_parties)),
        (
            *dispute.findings,
            *findings,
            *(() if edge is None else edge.findings),
            *doubts,
            *_no_agreement(dispute, excluding, possible=possible),
        ),
        stamp_for({"dispute": dispute.sha256}, started),
    )


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


def _status_quo(dispute: Dispute, within: float | None) -> Judged | None:
    today = status_quo(dispute)
    return None if today is None else judge(dispute, today, within=within)


def _way(
    dispute: Dispute,
    settled: Sequence[Settlement],
    moves: Sequence[Concession] | None,
    steps: int,
    until: float | None,
) -> tuple[Path | None, tuple[Finding, ...]]:
    """Return the way to the first settlement there is, and what stands in it."""
    target = next((one.outcome for one in settled if one.outcome is not None), None)
    if target is None or moves is not None:
        return None, ()
    if status_quo(dispute) is None:
        return None, obstacles(dispute, target)
    if left(until) == 0:
        return None, (_warning(dispute, "mediate.no-time-way"),)
    return path(dispute, target, steps=steps), obstacles(dispute, target)


def _sure(
    dispute: Dispute,
    settled: Sequence[Settlement],
    *,
    possible: bool | None,
    draws: int | None,
    seed: int,
    until: float | None,
) -> tuple[Robustness | None, tuple[Finding, ...]]:
    """Return how sure the settlements are, and what was left out of it."""
    if draws == 0 or not possible:
        return None, ()
    if left(until) == 0:
        return None, (_warning(dispute, "mediate.no-time-draws"),)
    again = settlements if _refillable(dispute) else None
    found = robust(
        dispute,
        settled,
        seed=seed,
        fresh=FRESH if draws is None else draws,
        solve=again,
        within=left(until),
    )
    if found.ranks or not ranked(dispute).any():
        return found, ()
    return found, (_warning(dispute, "mediate.ranks-not-tried"),)


def _refillable(dispute: Dispute) -> bool:
    count = size(dispute)
    return count is not None and count <= REFILLED


def _silence(
    dispute: Dispute,
    given: Judged | None,
    settled: Sequence[Settlement],
    *,
    draws: int | None,
    seed: int,
) -> Silence | None:
    """Return a silence procedure on the given outcome, else on the first settlement there is."""
    texts = [one.outcome for one in settled if one.outcome is not None]
    if given is not None:
        texts = [] if given.broken else [given.outcome]
    if draws == 0 or not texts:
        return None
    return simulate_silence(
        dispute, texts[0], seed=seed, draws=SILENT_DRAWS if draws is None else draws
    )


def _no_agreement(
    dispute: Dispute, excluding: Sequence[str], *, possible: bool | None
) -> tuple[Finding, ...]:
    """Return who cannot stand together, where it is proven that there is no agreement."""
    if possible is not False:
        return ()
    return (_warning(dispute, "mediate.no-agreement", parties=", ".join(excluding)),)


def _warning(dispute: Dispute, kind: str, **details: str) -> Finding:
    return Finding("warning", kind, dispute.name, details=details)
