"""What members spend on defence: the answer of ``foedus spending``, and all that it is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from foedus.errors import Finding
from foedus.results.record import SourceLine, Text
from foedus.results.spending_lines import (
    Aim,
    Count,
    Figure,
    GuidelineLine,
    Recomputed,
    Scope,
    Total,
)
from foedus.results.spending_time import Level, Path, TermLine
from foedus.results.stamp import RecordStamp

__all__ = [
    "PLACE",
    "Aim",
    "Count",
    "Figure",
    "GuidelineLine",
    "Level",
    "Path",
    "Recomputed",
    "Scope",
    "Spending",
    "TermLine",
    "Total",
    "place_of",
]


@dataclass(frozen=True)
class Spending:
    """The answer of ``foedus spending``.

    Parameters
    ----------
    case : str
    title : mapping of language to str
    at : date
        The day: only what was known on it is used.
    body : str, optional
        Whose members are counted; None: the case has no memberships.
    release : str, optional
        The release on which guideline, totals and terms rest; None: no figures are known.
    basis : str, optional
        Of the shares.
    year : int, optional
        Of the guideline's lines.
    aims : tuple of Aim
        The guidelines of the day, that of gross domestic product first.
    rows : tuple of Figure
        The figures used, by party, year, measure and basis.
    recomputed : tuple of Recomputed
    guideline, equipment : tuple of GuidelineLine
        By party.
    counts : tuple of Count
        By measure and year.
    totals : tuple of Total
    path : tuple of Path
        All members together first; a member that meets the guideline has none.
    terms : tuple of TermLine
        By office and first day.
    growth : float
        Assumed growth of the product a year.
    findings : tuple of Finding
    sources : tuple of SourceLine
    assumed, lines : int
        Lines of the page that rest on assumptions, and all: members in the year, totals of the
        years, levels of terms, paths.
    stamp : RecordStamp
    """

    case: str
    title: Text
    at: date
    body: str | None
    release: str | None
    basis: str | None
    year: int | None
    aims: tuple[Aim, ...]
    rows: tuple[Figure, ...]
    recomputed: tuple[Recomputed, ...]
    guideline: tuple[GuidelineLine, ...]
    equipment: tuple[GuidelineLine, ...]
    counts: tuple[Count, ...]
    totals: tuple[Total, ...]
    path: tuple[Path, ...]
    terms: tuple[TermLine, ...]
    growth: float
    findings: tuple[Finding, ...]
    sources: tuple[SourceLine, ...]
    assumed: int
    lines: int
    stamp: RecordStamp


PLACE = "where"
"""Detail of a finding that says which figure it is about."""


def place_of(finding: Finding) -> str:
    """Return which figure a finding is about: its file, and the row by its key where it has one.

    Examples
    --------
    >>> place_of(Finding("warning", "k", "spending", details={"where": "party=FRA;year=2020"}))
    'spending: party=FRA;year=2020'
    """
    details: Mapping[str, str] = finding.details
    return f"{finding.file}: {details[PLACE]}" if PLACE in details else finding.file
