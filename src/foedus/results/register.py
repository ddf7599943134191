"""Who belongs to a body on a day, and how far a list agrees with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from foedus.errors import Finding
from foedus.results.stamp import RecordStamp

State = Literal["not_held", "agrees", "stale", "ahead", "differs"]


@dataclass(frozen=True)
class Member:
    """A member on the day, since when, and the key of the source that says so."""

    party: str
    since: date
    source: str | None


@dataclass(frozen=True)
class Interval:
    """Days on which the membership did not change.

    Parameters
    ----------
    since : date
        First day.
    until : date, optional
        First day on which it was another; None: it has not changed since.
    members : tuple of str
        Sorted.
    """

    since: date
    until: date | None
    members: tuple[str, ...]


@dataclass(frozen=True)
class Listed:
    """A list that is held against the record.

    Parameters
    ----------
    file : str
    parties : tuple of str
        Codes, sorted, each once.
    findings : tuple of Finding
        Warnings, for example of a name that stands twice.
    """

    file: str
    parties: tuple[str, ...]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Register:
    """The answer of ``foedus register``.

    Parameters
    ----------
    case, body : str
    at : date
    members : tuple of Member
        On the day, in order of party.
    listed : Listed, optional
        The list that was held against them.
    missing, extra : tuple of str
        Members that the list lacks; parties that it names and that are no members on the day.
    fits : tuple of Interval
        The intervals of the record in which exactly the list's parties were members; empty if
        there is none.
    nearest : Interval, optional
        Where none fits: the interval that differs by the fewest parties, the latest of several.
    state : {"not_held", "agrees", "stale", "ahead", "differs"}
        ``stale``: it fits an earlier interval; ``ahead``: only a later one; ``differs``: none.
    findings : tuple of Finding
    stamp : RecordStamp
    """

    case: str
    body: str
    at: date
    members: tuple[Member, ...]
    listed: Listed | None = None
    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    fits: tuple[Interval, ...] = ()
    nearest: Interval | None = None
    state: State = "not_held"
    findings: tuple[Finding, ...] = ()
    stamp: RecordStamp = field(default_factory=RecordStamp)
