"""A way from the status quo to a text, by texts that nobody blocks."""

from __future__ import annotations

import numpy as np

from foedus.case.dispute.model import Bools, Dispute, Floats
from foedus.errors import Finding
from foedus.mediate.blockers import changed, differing
from foedus.mediate.deadline import deadline
from foedus.mediate.ground import Ground, choices, ground, waves, widened
from foedus.mediate.judge import broken_links
from foedus.mediate.stall import stall
from foedus.mediate.ties import preferred
from foedus.mediate.utility import agreements, blocks, by_party, index_of, outcome_of, utilities
from foedus.results.mediation import Outcome, Path, Step

FILE = "issues.csv"


def status_quo(dispute: Dispute) -> Outcome | None:
    """Return the status quo; None: it is not given on every issue."""
    given = {i.name: i.status_quo for i in dispute.issues if i.status_quo is not None}
    return given if len(given) == len(dispute.issues) else None


def path(
    dispute: Dispute,
    target: Outcome,
    *,
    steps: int = 1,
    start: Outcome | None = None,
    within: float | None = None,
) -> Path:
    """Return the shortest way to a text, and where talks on one issue at a time stall.

    Every text on it keeps all links and is blocked by nobody; of ways of equal length the one
    whose texts, from the last to the first, have the larger utilitarian value.

    Parameters
    ----------
    dispute : Dispute
    target : mapping of issue to option or point
    steps : int
        Issues that a step may change, at least 1.
    start : mapping of issue to option or point, optional
        By default the status quo.
    within : float, optional
        Seconds.

    Returns
    -------
    Path
        Without steps where there is no way; ``obstacles`` says why, where it is not a stall.

    Raises
    ------
    TimeoutError
        The time was over before it was known whether there is a way, and where talks stall.
    """
    until = deadline(within)
    first = status_quo(dispute) if start is None else start
    if first is None:
        return Path((), steps)
    here, there = index_of(dispute, first), index_of(dispute, target)
    if not agreements(dispute, np.array([here, there])).all():
        return Path((), steps)
    chosen = choices(dispute, here, there)
    if chosen is None:
        return Path((), steps)
    area = ground(dispute, chosen, until=until)
    rows = _way(dispute, area, here, there, steps)
    stuck = stall(dispute, area, here, there)
    if stuck is None:
        return Path(_steps(dispute, rows), steps, looked_at=chosen.looked_at)
    package = tuple(dispute.issues[i].name for i in stuck.package)
    return Path(_steps(dispute, rows), steps, stuck.moved, package, chosen.looked_at)


def _way(
    dispute: Dispute, area: Ground, start: Floats, target: Floats, changes: int
) -> list[Floats]:
    """Return the texts of a shortest way, start and target among them; empty: there is none."""
    end, passed = area.spot(target), []
    for wave in waves(area, area.only(start), changes):
        passed.append(wave)
        if wave[end]:
            return _back(dispute, area, passed[:-1], target, changes)
    return []


def _back(
    dispute: Dispute, area: Ground, passed: list[Bools], target: Floats, changes: int
) -> list[Floats]:
    """Go back from the target, wave by wave, each time to the preferred text within a step."""
    way = [target]
    for wave in reversed(passed):
        near = wave & widened(area.only(way[-1]), changes)
        texts = area.rows(np.argwhere(near))
        way.append(texts[preferred(dispute, texts, utilities(dispute, texts), [])])
    return way[::-1]


def _steps(dispute: Dispute, rows: list[Floats]) -> tuple[Step, ...]:
    if not rows:
        return ()
    before = [rows[0], *rows[:-1]]
    return tuple(
        Step(outcome_of(dispute, row), changed(dispute, previous, row), by_party(dispute, worth))
        for previous, row, worth in zip(
            before, rows, utilities(dispute, np.array(rows)), strict=True
        )
    )


def obstacles(
    dispute: Dispute, target: Outcome, *, start: Outcome | None = None
) -> tuple[Finding, ...]:
    """Return warnings of what keeps ``path`` from finding a way, or from having looked everywhere.

    Parameters
    ----------
    dispute : Dispute
    target : mapping of issue to option or point
    start : mapping of issue to option or point, optional
        By default the status quo.

    Returns
    -------
    tuple of Finding
        Kinds ``path.*``.
    """
    first = status_quo(dispute) if start is None else start
    if first is None:
        missing = [i.name for i in dispute.issues if i.status_quo is None]
        return (_warning("no-status-quo", issues=", ".join(missing)),)
    here, there = index_of(dispute, first), index_of(dispute, target)
    links = broken_links(dispute, here)
    if links:
        return (_warning("start-breaks-link", issues=", ".join(links[0])),)
    found = [
        _warning(kind, parties=", ".join(names))
        for kind, row in (("start-blocked", here), ("target-blocked", there))
        if (names := _blocking(dispute, row))
    ]
    return tuple(found) or _bounds(dispute, here, there)


def _blocking(dispute: Dispute, row: Floats) -> list[str]:
    blocking = blocks(dispute, row[None, :])[0]
    return [p.name for p, here in zip(dispute.parties, blocking, strict=True) if here]


def _bounds(dispute: Dispute, here: Floats, there: Floats) -> tuple[Finding, ...]:
    chosen = choices(dispute, here, there)
    if chosen is None:
        return (_warning("too-many", count=str(int(differing(here, there).sum()))),)
    return () if chosen.looked_at == "all" else (_warning("lattice"),)


def _warning(kind: str, **details: str) -> Finding:
    return Finding("warning", f"path.{kind}", FILE, details=details)
