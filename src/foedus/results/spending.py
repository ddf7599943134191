"""What members spend on defence: figures, the guideline and the gap, the path, terms of office."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from foedus.errors import Finding
from foedus.results.record import Evidence, SourceLine, Text
from foedus.results.stamp import RecordStamp

Scope = Literal["all", "without-USA"]
"""Over whom a total runs: all members of the year, or all but the United States."""


@dataclass(frozen=True)
class Figure:
    """A figure as its publisher printed it, with its basis and its vintage.

    Parameters
    ----------
    party : str
    year : int
    measure : str
        ``expenditure``, ``gdp``, ``share_of_gdp``, ``equipment_share``, ``real_change`` …
    basis : str
        ``current``, ``constant-2015`` …
    release : str
    amount : float
        In ``unit``.
    unit : str
    estimate : bool
    evidence : Evidence
    """

    party: str
    year: int
    measure: str
    basis: str
    release: str
    amount: float
    unit: str
    estimate: bool
    evidence: Evidence


@dataclass(frozen=True)
class Recomputed:
    """A figure worked out again from others of the same release, beside the printed one.

    Parameters
    ----------
    party : str
    year : int
    measure : {"share_of_gdp", "real_change"}
        Expenditure over gross domestic product; expenditure over that of the year before, less 1.
    basis, release : str
    printed : float, optional
        Percent; None: not printed.
    recomputed : float
        Percent.
    agrees : bool, optional
        Whether the two differ by no more than the printed digits allow; None: not printed.
    evidence : Evidence
    """

    party: str
    year: int
    measure: Literal["share_of_gdp", "real_change"]
    basis: str
    release: str
    printed: float | None
    recomputed: float
    agrees: bool | None
    evidence: Evidence


@dataclass(frozen=True)
class Aim:
    """A guideline that members agreed on.

    Parameters
    ----------
    measure : {"share_of_gdp", "equipment_share"}
    share : float
        The least share: of gross domestic product, or of defence expenditure (0.02: 2 %).
    by : int
        Year by which it is to be reached.
    adopted : date
    cites : str
        The text that says so.
    url : str
    related : float
        Share of gross domestic product, at most, that counts beside it and is not in the figures
        of defence expenditure; 0 for none.
    """

    measure: Literal["share_of_gdp", "equipment_share"]
    share: float
    by: int
    adopted: date
    cites: str
    url: str
    related: float = 0.0


@dataclass(frozen=True)
class GuidelineLine:
    """Where a member stands against a guideline in a year.

    Parameters
    ----------
    party : str
    year : int
    basis, release : str
    share : float
        As recomputed where that can be done, else as printed (0.0212: 2.12 %).
    printed, recomputed : float, optional
    required : float
    gap_share : float
        ``required - share``; below 0 where more is spent than required.
    gap_amount : float, optional
        ``required × whole - spent``, million ``currency`` of the basis; below 0 as above.
    currency : str, optional
    met_as_printed, met_recomputed : bool, optional
        None: not printed, or not to be recomputed.
    estimate : bool
    evidence : Evidence
    """

    party: str
    year: int
    basis: str
    release: str
    share: float
    printed: float | None
    recomputed: float | None
    required: float
    gap_share: float
    gap_amount: float | None
    currency: str | None
    met_as_printed: bool | None
    met_recomputed: bool | None
    estimate: bool
    evidence: Evidence


@dataclass(frozen=True)
class Count:
    """How many of a year's members meet a guideline: as printed, and as recomputed.

    ``printed`` and ``recomputed`` are None where no figure is printed, or none can be recomputed;
    ``known`` members have figures, of ``members`` in all; those below lack ``gap_amount`` million
    ``currency`` together, at the prices of the guideline's lines.
    """

    measure: Literal["share_of_gdp", "equipment_share"]
    year: int
    required: float
    printed: int | None
    recomputed: int | None
    known: int
    members: int
    gap_amount: float | None
    currency: str | None
    estimate: bool


@dataclass(frozen=True)
class Total:
    """A sum over those who were members at the end of the year.

    Parameters
    ----------
    scope : {"all", "without-USA"}
    year : int
    measure : str
        ``expenditure``, ``gdp``, ``personnel``, or ``share_of_gdp`` (the ratio of two sums,
        percent).
    basis, release : str
    amount : float
        In ``unit``.
    unit : str
    members : tuple of str
        Who is counted.
    missing : tuple of str
        Members of the year without a figure.
    published : float, optional
        The publisher's own total, where the case carries it.
    agrees : bool, optional
        Whether the two differ by no more than the printed digits allow.
    estimate : bool
    evidence : Evidence
    """

    scope: Scope
    year: int
    measure: str
    basis: str
    release: str
    amount: float
    unit: str
    members: tuple[str, ...]
    missing: tuple[str, ...]
    published: float | None
    agrees: bool | None
    estimate: bool
    evidence: Evidence


@dataclass(frozen=True)
class Path:
    """The steady growth by which a guideline is reached.

    Parameters
    ----------
    party : str, optional
        None: all members together.
    year, by : int
        The last year with figures, and the year in which it is to be reached.
    basis, release, currency : str
    spent : float
        In ``year``, million ``currency`` at the prices of the basis, as are all amounts.
    product : float
        Gross domestic product in ``year``.
    required : float
    growth : float
        Assumed real growth of the product a year (0.015: 1.5 %).
    rate : float
        Real growth of spending a year: ``(required × product × (1 + growth)^n / spent)^(1/n) - 1``.
    amounts : tuple of (int, float)
        Year and amount, from the year after ``year`` to ``by``.
    evidence : Evidence
        Assumed, as the growth is; with the source of the figures.
    """

    party: str | None
    year: int
    by: int
    basis: str
    release: str
    currency: str
    spent: float
    product: float
    required: float
    growth: float
    rate: float
    amounts: tuple[tuple[int, float], ...]
    evidence: Evidence


@dataclass(frozen=True)
class Level:
    """A level in a year; ``members`` are counted in it (1 for one party)."""

    year: int
    amount: float
    estimate: bool
    members: int


@dataclass(frozen=True)
class TermLine:
    """Levels on taking and on leaving an office. Levels only: nothing is said of causes.

    Parameters
    ----------
    office : str
        Empty for a period that was named by its days.
    person : str
    party : str, optional
        Whose figures they are; None: those of members together.
    scope : {"all", "without-USA"}
        Which members, where ``party`` is None.
    since : date
    until : date, optional
        First day on which it no longer holds; None: in office.
    measure, basis, release, unit : str
    before : Level, optional
        The last full calendar year before: what was found.
    first : Level, optional
        The year of taking office.
    last : Level, optional
        The last full calendar year in office.
    leaving : Level, optional
        The year of leaving; None while in office.
    at_start : float, optional
        ``before``; where the release does not hold that year, ``first``.
    at_end : float, optional
        ``last``; None where there is no full year in office after that of ``at_start``.
    change : float, optional
        ``at_end - at_start``: percentage points of a share, amounts in ``unit``.
    relative : float, optional
        ``at_end / at_start - 1``; None for a share.
    same_members : int
        Who is counted at both ends.
    same_change : float, optional
        ``change`` over these alone.
    same_relative : float, optional
    evidence : Evidence
        Of the levels.
    term_evidence : Evidence, optional
        Of the term itself; None for a period that was named by its days.
    """

    office: str
    person: str
    party: str | None
    scope: Scope
    since: date
    until: date | None
    measure: str
    basis: str
    release: str
    unit: str
    before: Level | None
    first: Level | None
    last: Level | None
    leaving: Level | None
    at_start: float | None
    at_end: float | None
    change: float | None
    relative: float | None
    same_members: int
    same_change: float | None
    same_relative: float | None
    evidence: Evidence
    term_evidence: Evidence | None


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
        Figures and paths that rest on assumptions, and all figures and paths.
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
