"""An outcome that is given: its faults, and if it has none, what it is worth and who blocks it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from foedus.case.dispute.model import Dispute, Floats, Issue
from foedus.case.spelling import nearest
from foedus.errors import Finding, InputError
from foedus.mediate.blockers import blocks
from foedus.mediate.deadline import deadline, left, part
from foedus.mediate.pareto import dominance
from foedus.mediate.utility import (
    breaks,
    by_party,
    index_of,
    outcome_of,
    reservations,
    utilities,
)
from foedus.results.mediation import Judged, Outcome

LONGEST = 80
"""Characters of a value that a message shows."""


def read_outcome(dispute: Dispute, given: object, *, file: str = "outcome.json") -> Floats:
    """Return a given outcome as a row.

    Parameters
    ----------
    dispute : Dispute
    given : object
        As JSON gives it: for each issue the name of an option, or a point on its scale.
    file : str
        Where it was read, for messages.

    Returns
    -------
    (issues,) float

    Raises
    ------
    InputError
        With all its faults: kinds ``outcome.*``.
    """
    if not isinstance(given, Mapping):
        raise InputError([Finding("fault", "outcome.not-a-table", file, value=_shown(given))])
    findings = _unknown(dispute, given, file)
    for issue in dispute.issues:
        if issue.name not in given:
            findings.append(Finding("fault", "outcome.missing-issue", file, column=issue.name))
            continue
        finding = _fault(issue, given[issue.name], file)
        findings += [] if finding is None else [finding]
    if findings:
        raise InputError(findings)
    return index_of(dispute, given)


def _unknown(dispute: Dispute, given: Mapping[object, object], file: str) -> list[Finding]:
    names = [issue.name for issue in dispute.issues]
    return [
        Finding(
            "fault",
            "outcome.unknown-issue",
            file,
            value=_shown(name),
            details={"nearest": nearest(str(name), names, cutoff=0) or ""},
        )
        for name in given
        if name not in names
    ]


def _fault(issue: Issue, chosen: object, file: str) -> Finding | None:
    def fault(kind: str, **details: str) -> Finding:
        return Finding("fault", kind, file, None, issue.name, _shown(chosen), details)

    if not issue.scale:
        if isinstance(chosen, str) and chosen in issue.options:
            return None
        best = nearest(str(chosen), issue.options, cutoff=0) or ""
        return fault("outcome.unknown-option", nearest=best)
    if isinstance(chosen, bool) or not isinstance(chosen, int | float):
        return fault("outcome.not-a-number")
    if not issue.low <= chosen <= issue.high:
        return fault("outcome.off-scale", low=f"{issue.low:g}", high=f"{issue.high:g}")
    return None


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def judge(
    dispute: Dispute,
    outcome: Outcome,
    *,
    within: float | None = None,
    file: str = "outcome.json",
) -> Judged:
    """Return what a given outcome is worth, who blocks it and what would be better for all.

    Parameters
    ----------
    dispute : Dispute
    outcome : mapping of issue to option or point
    within : float, optional
        Seconds for all programmes that are solved together (dominance, nearest texts).
    file : str
        Where it was read, for messages.

    Returns
    -------
    Judged

    Raises
    ------
    InputError
        If it is no outcome of this dispute: kinds ``outcome.*``.
    """
    row = read_outcome(dispute, outcome, file=file)
    worth = utilities(dispute, row[None, :])[0]
    until = deadline(within)
    better = dominance(dispute, row, within=part(until, 2)).row
    return Judged(
        outcome_of(dispute, row),
        by_party(dispute, worth),
        by_party(dispute, worth - reservations(dispute)),
        blocks(dispute, row, within=left(until)),
        None if better is None else outcome_of(dispute, better),
        broken_links(dispute, row),
    )


def broken_links(dispute: Dispute, row: Floats) -> tuple[tuple[str, str], ...]:
    """Return the links that an outcome breaks, each by the names of its two issues."""
    pairs = [
        (dispute.issues[link.if_issue].name, dispute.issues[link.then_issue].name)
        for link in dispute.links
        if np.any(breaks(link, row[[link.if_issue]], row[[link.then_issue]]))
    ]
    return tuple(dict.fromkeys(pairs))
