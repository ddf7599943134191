"""Where a silence procedure stands at an instant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from foedus.results.stamp import RecordStamp

State = Literal[
    "none", "draft", "tabled", "under_silence", "broken", "adopted", "withdrawn", "referred"
]


@dataclass(frozen=True)
class Noted:
    """An act in a silence procedure: what broke it, came late, or was attached.

    Parameters
    ----------
    at : datetime
        UTC.
    kind : str
        ``object``, ``amend``, ``request_time``, ``attach``, ``correct``.
    by : str, optional
    round : int
        The round that it concerns.
    what : str, optional
        Of an ``attach``: ``interpretative_statement``, ``footnote``, ``non_participation``,
        ``reservation``; of a ``correct``: ``corrigendum``.
    reason : str, optional
    hash_en, hash_fr : str, optional
        Of a corrigendum.
    """

    at: datetime
    kind: str
    by: str | None
    round: int
    what: str | None = None
    reason: str | None = None
    hash_en: str | None = None
    hash_fr: str | None = None


@dataclass(frozen=True)
class Round:
    """A round: a text in two languages under silence until an instant.

    Parameters
    ----------
    number : int
        From 1.
    opened, expires : datetime
        UTC; ``expires`` after all extensions.
    zone : str
        IANA zone of the deadline.
    hash_en, hash_fr : str
    extensions : tuple of datetime
        The earlier deadlines, UTC, in order.
    members : tuple of str, optional
        Membership of the day on which it was opened; None where no membership was given.
    outcome : {"open", "adopted", "broken", "withdrawn", "referred"}
    """

    number: int
    opened: datetime
    expires: datetime
    zone: str
    hash_en: str
    hash_fr: str
    extensions: tuple[datetime, ...]
    members: tuple[str, ...] | None
    outcome: Literal["open", "adopted", "broken", "withdrawn", "referred"]


@dataclass(frozen=True)
class Silence:
    """The answer of ``foedus silence``.

    Parameters
    ----------
    at : datetime
        The instant asked for, UTC.
    state : State
    round : int
        Number of the last round; 0 before the first.
    expires : datetime, optional
        Deadline of the last round, UTC; None before the first.
    breaks, late, attached : tuple of Noted
        Of all rounds, in the order of the log.
    rounds : tuple of Round
    rule, cites : str
    upcoming : int
        Events of the log that lie after ``at`` and were left out.
    members_known : bool
        Whether a membership was given, so that acts could be held against it.
    stamp : RecordStamp
    last : datetime, optional
        Instant of the last event up to ``at``, UTC: when the procedure last changed by an act,
        which a calendar must say. None before the first.
    """

    at: datetime
    state: State
    round: int
    expires: datetime | None
    breaks: tuple[Noted, ...]
    late: tuple[Noted, ...]
    attached: tuple[Noted, ...]
    rounds: tuple[Round, ...]
    rule: str
    cites: str
    upcoming: int
    members_known: bool
    stamp: RecordStamp
    last: datetime | None = None
