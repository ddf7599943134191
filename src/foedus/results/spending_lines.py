"""Figures of spending as printed and as worked out again, and members against a guideline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from foedus.results.record import Evidence

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
