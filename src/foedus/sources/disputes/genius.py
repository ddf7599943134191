"""Genius and NegMAS scenarios: a domain and a profile for each party, as XML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from foedus.case.dispute.settings import DisputeSettings
from foedus.errors import InputError
from foedus.sources.book import read_file
from foedus.sources.disputes.genius_domain import Issue, issues_of
from foedus.sources.disputes.genius_profile import Profile, profile_of
from foedus.sources.disputes.genius_xml import objective_of
from foedus.sources.disputes.imported import ImportedDispute, frame, key, slug, sources
from foedus.sources.disputes.numbers import Reading, capped


def read_genius(domain: str | Path, profiles: Sequence[str | Path]) -> ImportedDispute:
    """Read a scenario of Genius or NegMAS (linear additive profiles).

    Each profile is a party, named as its file; in Genius an agreement needs all parties, so that
    each has a veto. Weights are normalised over a party's issues.

    Parameters
    ----------
    domain : str or Path
    profiles : sequence of str or Path

    Raises
    ------
    InputError
        All faults of all files at once: those of ``book.read_file``, ``genius_xml.objective_of``,
        ``genius_domain.issues_of`` and ``genius_profile.profile_of``; ``disputes.repeated`` for
        two profiles of one name, ``disputes.no-profiles``.
    """
    domain, files = Path(domain), [Path(profile) for profile in profiles]
    reading = Reading(domain.name)
    objective = objective_of(read_file(domain), reading)
    issues = () if objective is None else issues_of(objective, reading)
    if not files:
        reading.fault("no-profiles")
    findings = list(reading.findings)
    parties: dict[str, Profile] = {}
    for file in files:
        found = _profile(file, parties, issues if objective is not None else None)
        findings += found.findings
    if any(finding.severity == "fault" for finding in findings):
        raise InputError(capped(findings))
    name = slug(domain.stem)
    settings = DisputeSettings(name, {"en": domain.stem, "fr": domain.stem})
    tables = _tables(issues, parties, name, domain.name)
    return ImportedDispute(settings, tables, findings=tuple(findings))


def _profile(file: Path, parties: dict[str, Profile], issues: Sequence[Issue] | None) -> Reading:
    """Read one profile into ``parties``; without a domain only what its XML itself says wrong."""
    reading, party = Reading(file.name), key(file.stem)
    if party in parties:
        reading.fault("repeated-profile", None, None, party)
    objective = objective_of(read_file(file), reading)
    if objective is not None and issues is not None:
        parties[party] = profile_of(objective, issues, reading)
    return reading


def _tables(
    issues: Sequence[Issue], parties: Mapping[str, Profile], name: str, title: str
) -> dict[str, pl.DataFrame]:
    rows: dict[str, list[dict[str, object]]] = {
        "parties": [
            {"party": party, "veto": True, "weight": 1.0, "reservation": profile.reservation}
            for party, profile in parties.items()
        ],
        "issues": [_issue(issue) for issue in issues],
        "options": [
            {"issue": issue.name, "option": item, "name_en": item, "name_fr": item}
            for issue in issues
            for item in issue.items
        ],
        "saliences": [
            {"party": party, "issue": issue, "salience": weight}
            for party, profile in parties.items()
            for issue, weight in profile.weights.items()
        ],
        "values": [
            {"party": party, "issue": issue, "option": item, "value": value}
            for party, profile in parties.items()
            for (issue, item), value in profile.values.items()
        ],
        "positions": [
            {"party": party, "issue": issue, "position": position}
            for party, profile in parties.items()
            for issue, position in profile.positions.items()
        ],
    }
    made = {table: frame(table, held, source=name) for table, held in rows.items() if held}
    return {**made, "sources": sources(name, title, "-")}


def _issue(issue: Issue) -> dict[str, object]:
    named = {"issue": issue.name, "name_en": issue.name, "name_fr": issue.name}
    if issue.items:
        return {**named, "kind": "options"}
    return {**named, "kind": "scale", "low": issue.ends[0], "high": issue.ends[1]}
