"""DEU II: decisions of the European Union, a dispute for each proposal.

Every issue is a scale from 0 to 100, its reference point the status quo; saliences go from 0 to
100 too, and are comparable between actors. What came out is kept aside. Positions are what
experts on each proposal told the interviewers that an actor wanted at first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from types import MappingProxyType

import polars as pl

from foedus.case.dispute.settings import DisputeSettings
from foedus.sources.cells import Cells
from foedus.sources.disputes.deu_layout import (
    ACTORS,
    CODE,
    INSTITUTIONS,
    ISSUE,
    NAME,
    OUTCOME,
    PROPOSAL,
    PUBLISHER,
    REFERENCE,
    SCALE,
    TITLE,
    deu_cells,
)
from foedus.sources.disputes.imported import ImportedDispute, frame, key, repeated, slug, sources
from foedus.sources.disputes.numbers import Reading

SOURCE = "deu-ii"
UNSAID = 50.0
"""Salience of an actor that has a position and no salience: the middle of the scale."""

Powers = Sequence[Mapping[str, float]]
"""Power of the states under each membership, the smallest membership first."""


@dataclass(frozen=True)
class _Issue:
    """A row of the file."""

    row: int
    proposal: str
    number: str
    name: str
    proposal_name: str
    positions: Mapping[str, float]
    saliences: Mapping[str, float]
    reference: float | None
    outcome: float | None


def read_deu(path: str | Path, *, powers: Powers = ()) -> tuple[ImportedDispute, ...]:
    """Read DEU II, one dispute for each proposal, in the order of the file.

    Parameters
    ----------
    path : str or Path
    powers : sequence of mapping of state to float
        Power of the states by their two letters (``de``, ``el``, ``uk``) under each membership,
        the smallest first; the first that has all states with a position on the proposal holds.
        The Commission and the Parliament count as much as the strongest state. By default all
        count the same.

    Returns
    -------
    tuple of ImportedDispute
        Nobody has a veto: the file does not say who could block, and most rules were majorities.

    Raises
    ------
    InputError
        All at once: those of ``deu_layout.deu_cells``; ``disputes.not-a-number``,
        ``disputes.off-scale``, ``disputes.repeated``, ``disputes.name-missing``,
        ``disputes.no-power``.
    """
    path = Path(path)
    reading = Reading(path.name)
    issues = _issues(deu_cells(path, reading), reading)
    grouped = [list(rows) for _, rows in groupby(issues, key=lambda issue: issue.proposal)]
    weights = [_weights(rows, powers, reading) for rows in grouped]
    reading.refuse()
    last = len(grouped) - 1
    return tuple(
        _imported(rows, weight, Reading(reading.file, reading.findings if n == last else []))
        for n, (rows, weight) in enumerate(zip(grouped, weights, strict=True))
    )


def _issues(cells: Cells, reading: Reading) -> list[_Issue]:
    """Return the rows, those of a proposal together, in the order of the file."""
    heading = cells.row(1)
    found = []
    for row in range(2, cells.frame.height + 1):
        by_column = dict(zip(heading, cells.row(row), strict=False))
        if any(by_column.values()):
            found.append(_issue(row, by_column, reading))
    _repeats(CODE, [(issue.row, issue.name) for issue in found], reading)
    _repeats(ISSUE, [(issue.row, issue.number) for issue in found], reading)
    first = {issue.proposal: issue.row for issue in reversed(found)}
    return sorted(found, key=lambda issue: (first[issue.proposal], issue.row))


def _repeats(column: str, named: list[tuple[int, str]], reading: Reading) -> None:
    values = dict(named)
    for row, other in repeated((row, value) for row, value in named if value):
        reading.fault("repeated", row, column, values[row], other_row=f"{other}")


def _issue(row: int, cells: Mapping[str, str], reading: Reading) -> _Issue:
    for column in (PROPOSAL, CODE):
        if not cells.get(column, "").strip():
            reading.fault("name-missing", row, column)

    def on_scale(column: str) -> float | None:
        text = cells.get(column, "").strip()
        return reading.between(text, row, column, SCALE, column) if text else None

    positions = {actor: on_scale(f"p{actor}") for actor in ACTORS}
    saliences = {actor: on_scale(f"s{actor}") for actor in ACTORS}
    held = {actor: x for actor, x in positions.items() if x is not None}
    return _Issue(
        row,
        cells.get(PROPOSAL, "").strip(),
        cells.get(ISSUE, "").strip(),
        key(cells.get(CODE, "")),
        cells.get(NAME, "").strip(),
        held,
        {actor: s for actor in held if (s := saliences[actor]) is not None},
        on_scale(REFERENCE),
        on_scale(OUTCOME),
    )


def _actors(rows: Iterable[_Issue]) -> list[str]:
    active = {actor for issue in rows for actor in issue.positions}
    return [actor for actor in ACTORS if actor in active]


def _weights(rows: list[_Issue], powers: Powers, reading: Reading) -> dict[str, float]:
    actors = _actors(rows)
    if not powers:
        return dict.fromkeys(actors, 1.0)
    states = [actor for actor in actors if actor not in INSTITUTIONS]
    fitting = (power for power in powers if power.keys() >= set(states))
    power = next(fitting, None)
    if power is None:
        unknown = sorted(set(states) - powers[-1].keys())
        reading.fault("no-power", rows[0].row, None, ", ".join(unknown))
        return {}
    strongest = max(power.values())
    return {actor: power.get(actor, strongest) for actor in actors}


def _imported(
    rows: list[_Issue], weights: Mapping[str, float], warnings: Reading
) -> ImportedDispute:
    for issue in rows:
        unsaid = [actor for actor in issue.positions if actor not in issue.saliences]
        if unsaid:
            warnings.warning("salience-unsaid", issue.row, actors=", ".join(unsaid))
    return ImportedDispute(
        _settings(rows[0]),
        _tables(rows, weights),
        MappingProxyType({i.name: i.outcome for i in rows if i.outcome is not None}),
        tuple(warnings.findings),
    )


def _settings(first: _Issue) -> DisputeSettings:
    title = f"DEU II, {first.proposal}: {first.proposal_name}"
    return DisputeSettings(slug(f"deu-{first.proposal}"), {"en": title, "fr": title})


def _tables(rows: list[_Issue], weights: Mapping[str, float]) -> dict[str, pl.DataFrame]:
    cells = [(actor, issue) for issue in rows for actor in issue.positions]
    said = [c for c in cells if c[0] in c[1].saliences]
    unsaid = [c for c in cells if c[0] not in c[1].saliences]
    parties = [
        {"party": actor, "veto": False, "weight": weight, "reservation": 0.0}
        for actor, weight in weights.items()
    ]
    positions = [{"party": a, "issue": i.name, "position": i.positions[a]} for a, i in cells]
    given = [{"party": a, "issue": i.name, "salience": i.saliences[a]} for a, i in said]
    assumed = [{"party": a, "issue": i.name, "salience": UNSAID} for a, i in unsaid]
    return {
        "parties": frame("parties", parties, source=""),
        "issues": frame("issues", [_row(issue) for issue in rows], source=SOURCE),
        "saliences": frame("saliences", given, source=SOURCE).vstack(
            frame("saliences", assumed, source="")
        ),
        "positions": frame("positions", positions, source=SOURCE),
        "sources": sources(SOURCE, TITLE, PUBLISHER),
    }


def _row(issue: _Issue) -> dict[str, object]:
    ends = {"low": SCALE[0], "high": SCALE[1], "status_quo": issue.reference}
    named = {"name_en": issue.name, "name_fr": issue.name}
    return {"issue": issue.name, "kind": "scale", **ends, **named}
