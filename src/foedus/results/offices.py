"""Where the file of good offices stands at an instant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Literal

from foedus.results.stamp import RecordStamp

State = Literal[
    "none", "offered", "submitted", "consented", "chosen", "rounds", "suspended", "settled",
    "closed",
]  # fmt: skip
Procedure = Literal["good_offices", "inquiry", "mediation", "conciliation", "arbitration"]
Form = Literal["informal", "formal"]
Consent = Literal["given", "declined", "missing"]
Step = Literal["consent", "offer", "procedure", "choose", "text", "answer", "settle", "resume"]

OFFICE = "office"
"""Stands in a log for the office whose file it is; the Secretary General as a rule."""


@dataclass(frozen=True)
class Sight:
    """A party that has seen something, and since when (UTC)."""

    party: str
    at: datetime


@dataclass(frozen=True)
class Answer:
    """The last answer of a party to a round.

    Parameters
    ----------
    by : str
    answer : {"accept", "refuse", "propose"}
    at : datetime
        UTC.
    name : str, optional
        Of the proposal.
    reason : str, optional
    """

    by: str
    answer: Literal["accept", "refuse", "propose"]
    at: datetime
    name: str | None = None
    reason: str | None = None


@dataclass(frozen=True)
class Text:
    """A round: a text of the office in two languages.

    Parameters
    ----------
    number : int
        From 1.
    at : datetime
        UTC.
    hash_en, hash_fr : str
        SHA-256.
    seen : tuple of Sight
        The office, whose text it is, is not listed.
    answers : tuple of Answer
        The last one of each party, in the order in which they came.
    """

    number: int
    at: datetime
    hash_en: str
    hash_fr: str
    seen: tuple[Sight, ...]
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True)
class Item:
    """A proposal of a party on a round, or a note in confidence.

    Parameters
    ----------
    name : str
    what : {"proposal", "note"}
    by : str
        A party, or ``office``.
    at : datetime
        UTC.
    round : int, optional
        Of a proposal: the round that it answers.
    hash_en, hash_fr : str, optional
        SHA-256 of its text in both languages, 64 hexadecimal digits.
    words : str, optional
        What a note says.
    seen : tuple of Sight
        Its author among them, where that is a party; the office, which keeps the file, is not.
    released : tuple of str
        The parties to whom its author lets the office show it.
    """

    name: str
    what: Literal["proposal", "note"]
    by: str
    at: datetime
    round: int | None = None
    hash_en: str | None = None
    hash_fr: str | None = None
    words: str | None = None
    seen: tuple[Sight, ...] = ()
    released: tuple[str, ...] = ()


@dataclass(frozen=True)
class Party:
    """A party to the dispute.

    Parameters
    ----------
    name : str
    consent : {"given", "declined", "missing"}
    at : datetime, optional
        When it consented, or declined, UTC.
    reason : str, optional
        Why it declined.
    """

    name: str
    consent: Consent
    at: datetime | None = None
    reason: str | None = None


@dataclass(frozen=True)
class Offer:
    """An offer of good offices.

    Parameters
    ----------
    at : datetime
        UTC.
    to : tuple of str
        The parties to which it is made.
    form : {"informal", "formal"}
    """

    at: datetime
    to: tuple[str, ...]
    form: Form


@dataclass(frozen=True)
class Mark:
    """A submission, a suspension, a settlement or the close: when (UTC), by whom and why.

    ``round`` is that of the text that was settled.
    """

    at: datetime
    by: str
    reason: str | None = None
    round: int | None = None


@dataclass(frozen=True)
class Known:
    """What a party has seen: the numbers of the rounds, the names of proposals and notes."""

    party: str
    rounds: tuple[int, ...]
    items: tuple[str, ...]


@dataclass(frozen=True)
class Offices:
    """The answer of ``foedus offices``.

    Parameters
    ----------
    at : datetime
        The instant asked for, UTC.
    state : State
        In the view of a party ``chosen`` as long as no round was shown to it.
    viewer : str, optional
        The party whose view it is; None for the whole file, which is the office's.
    parties : tuple of Party
        In the order in which they were named.
    missing : tuple of str
        Parties that have not consented.
    procedure : Procedure, optional
        The one that was chosen.
    agreed : mapping of Procedure to tuple of str
        Which parties consent to which procedure.
    offers : tuple of Offer
    submitted : tuple of Mark
    rounds : tuple of Text
    items : tuple of Item
        Proposals and notes.
    known : tuple of Known
        Who has seen what, party by party. The office has seen everything.
    suspended, settled, closed : Mark, optional
        What holds at the instant.
    titles : mapping of str to str
        What the dispute is called, by language; in the view of a party, as it was told to it.
    upcoming : int
        Events of the log that lie after ``at`` and were left out; 0 in the view of a party.
    members_known : bool
        Whether a membership was given, so that parties could be held against it.
    last : datetime, optional
        Instant of the last event up to ``at``, UTC; None before the first and in a party's view.
    stamp : RecordStamp
    called : mapping of party to mapping of language to str
        What each party was told that the dispute is called: by offers made to it, by submissions.
    """

    at: datetime
    state: State
    viewer: str | None
    parties: tuple[Party, ...]
    missing: tuple[str, ...]
    procedure: Procedure | None
    agreed: Mapping[Procedure, tuple[str, ...]]
    offers: tuple[Offer, ...]
    submitted: tuple[Mark, ...]
    rounds: tuple[Text, ...]
    items: tuple[Item, ...]
    known: tuple[Known, ...]
    suspended: Mark | None
    settled: Mark | None
    closed: Mark | None
    titles: Mapping[str, str]
    upcoming: int
    members_known: bool
    last: datetime | None
    stamp: RecordStamp
    called: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class OpenFile:
    """A line of the hand-over page: good offices that are not ended. It holds nothing confidential.

    Parameters
    ----------
    name : str
        Of the log.
    titles : mapping of str to str
    state : State
    parties, missing : tuple of str
    procedure : Procedure, optional
    round : int
        Number of the last round; 0 before the first.
    last : datetime, optional
        UTC.
    step : Step
        What comes next: ``consent`` to good offices; ``offer``: a new offer, or the close, as a
        party declined or is alone; ``procedure``: consent of all to one; ``choose`` it; a first
        ``text``; ``answer`` to the last one; ``settle`` it, or a further text; ``resume``.
    waits_for : tuple of str
        Who must act for it: parties, ``office``; any one of them for ``resume``.
    """

    name: str
    titles: Mapping[str, str]
    state: State
    parties: tuple[str, ...]
    missing: tuple[str, ...]
    procedure: Procedure | None
    round: int
    last: datetime | None
    step: Step
    waits_for: tuple[str, ...]
