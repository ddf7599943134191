"""Spending through time: the path to a guideline, and levels by term of office."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from foedus.results.record import Evidence
from foedus.results.spending_lines import Scope


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
