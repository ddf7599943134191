"""A dispute as the engines see it: parties, issues, and what each party makes of each option."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from foedus.errors import Finding

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Party:
    """A party: whether it can block, its power, and what it gets without agreement."""

    name: str
    veto: bool
    weight: float = 1.0
    reservation: float = 0.0


@dataclass(frozen=True)
class Issue:
    """An issue.

    Parameters
    ----------
    name : str
    options : tuple of str
        In their order; empty for a scale.
    low, high : float
        Ends of a scale.
    names : mapping of language to str
    option_names : mapping of option to mapping of language to str
    status_quo : str or float, optional
        None where none is given.
    """

    name: str
    options: tuple[str, ...] = ()
    low: float = 0.0
    high: float = 1.0
    names: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    option_names: Mapping[str, Mapping[str, str]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    status_quo: str | float | None = None

    @property
    def scale(self) -> bool:
        """Whether it is a scale."""
        return not self.options


@dataclass(frozen=True)
class Link:
    """Two options of two issues: not together, or the first demands the second."""

    if_issue: int
    if_option: int
    then_issue: int
    then_option: int
    allowed: bool


@dataclass(frozen=True)
class RedLine:
    """A range of a scale that a party accepts, or an option that it never does.

    Parameters
    ----------
    party, issue : int
    option : int, optional
        Never acceptable; None: on a scale.
    low, high : float
        The acceptable range on a scale.
    price : float
        Of lifting it.
    """

    party: int
    issue: int
    option: int | None = None
    low: float = -np.inf
    high: float = np.inf
    price: float = 0.0


@dataclass(frozen=True, eq=False)
class Dispute:
    """A dispute.

    Parameters
    ----------
    name : str
    titles : mapping of language to str
    parties : tuple of Party
    issues : tuple of Issue
    salience : array, parties x issues
        Each row sums to 1, or is 0.
    values : tuple of array, parties x options
        One an issue, 0..1; of a scale an array without columns.
    positions : array, parties x issues
        On scales; NaN where the party has none (its salience is 0 there).
    spread : array, parties x issues
        Uncertainty of the positions; NaN where none is given.
    redlines : tuple of RedLine
    links : tuple of Link
    ranked : array, parties x issues
        Whether the values were filled in from ranks.
    assumed : frozenset of (table, row)
        Rows without a source, or with an assumed one.
    sha256 : str
    findings : tuple of Finding
        Warnings of its check.
    as_of : date, optional
        What is known on this day.
    body : str, optional
        Where the dispute is dealt with.
    assumed_parties : frozenset of str
        Parties of which some row (what it wants, values, accepts) is assumed.
    stakes : array, parties
        Sums of the saliences before they were normalised: how much is at stake for each; empty
        where that is not known.
    """

    name: str
    titles: Mapping[str, str]
    parties: tuple[Party, ...]
    issues: tuple[Issue, ...]
    salience: Floats
    values: tuple[Floats, ...]
    positions: Floats
    spread: Floats
    redlines: tuple[RedLine, ...] = ()
    links: tuple[Link, ...] = ()
    ranked: Bools = field(default_factory=lambda: np.zeros((0, 0), dtype=bool))
    assumed: frozenset[tuple[str, int]] = frozenset()
    sha256: str = ""
    findings: tuple[Finding, ...] = ()
    as_of: date | None = None
    body: str | None = None
    assumed_parties: frozenset[str] = frozenset()
    stakes: Floats = field(default_factory=lambda: np.zeros(0))
