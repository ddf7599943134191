"""What the record says on a day: who holds an office, what is handed over, what is on the desk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from foedus.errors import Finding
from foedus.results.offices import OpenFile
from foedus.results.plan import Level
from foedus.results.silence import Silence
from foedus.results.stamp import RecordStamp

Basis = Literal["sourced", "assumed"]
Stance = Literal["supports", "holds", "not_declared"]
SuccessionState = Literal["in_office", "nominations", "decided", "vacant", "unknown"]
Text = Mapping[str, str]
"""A text of the case by language; a text in one language only has one key."""


@dataclass(frozen=True)
class Evidence:
    """What a line of the record rests on: sourced or assumed, and the key of its source."""

    basis: Basis
    source: str | None


@dataclass(frozen=True)
class SourceLine:
    """A source that a page rests on."""

    source: str
    title: str
    publisher: str
    release: str | None
    published: date | None
    url: str | None
    confidence: str


@dataclass(frozen=True)
class Term:
    """A person's time in an office; extensions of the same person are joined.

    Parameters
    ----------
    office, person : str
    party : str, optional
    since : date
        First day, of the first of the joined rows.
    until : date, optional
        First day on which it no longer holds, as known on the day; None: not known or open.
    announced : date, optional
        Day on which the first of the joined rows was announced.
    extensions : tuple of (date, date or None, date or None)
        Of each further row known on the day: announced, from, until.
    note : str, optional
    evidence : Evidence
    """

    office: str
    person: str
    party: str | None
    since: date
    until: date | None
    announced: date | None
    extensions: tuple[tuple[date | None, date, date | None], ...]
    note: str | None
    evidence: Evidence


@dataclass(frozen=True)
class Consultation:
    """Where a member stands on a nomination, by its last word up to the day."""

    party: str
    stance: Stance
    date: date | None
    conditions: str | None
    evidence: Evidence


@dataclass(frozen=True)
class Nomination:
    """A person put forward for an office.

    Parameters
    ----------
    nomination, office, person : str
    party : str, optional
    until : date, optional
        Day on which it was withdrawn or lapsed, if that was known.
    date : date
    consultations : tuple of Consultation
        One for each member of the deciding body on the day, in order of party; who has not
        declared is there with ``not_declared``.
    supports, holds, not_declared : int
    state : {"open", "withdrawn", "decided"}
    evidence : Evidence
    """

    nomination: str
    office: str
    person: str
    party: str | None
    until: date | None
    date: date
    consultations: tuple[Consultation, ...]
    supports: int
    holds: int
    not_declared: int
    state: Literal["open", "withdrawn", "decided"]
    evidence: Evidence


@dataclass(frozen=True)
class DecisionLine:
    """A decision as the record holds it on the day."""

    decision: str
    date: date
    body: str
    body_name: Text
    subject: Text
    rule: str
    outcome: Literal["adopted", "broken", "withdrawn", "pending"]
    note: str | None
    evidence: Evidence


@dataclass(frozen=True)
class Succession:
    """The answer of ``foedus succession``.

    Parameters
    ----------
    case, office : str
    at : date
    holder : Term, optional
        None: vacant, or before the record begins.
    successor : Term, optional
        Whose term is announced and has not begun.
    decision : DecisionLine, optional
        The decision that made the successor, or, once in office, the holder, where the record has
        it.
    state : SuccessionState
        ``in_office``: nothing is under way; ``nominations``: somebody is nominated and not
        decided; ``decided``: a successor is decided and not yet in office; ``vacant``: the record
        covers the day and nobody holds the office; ``unknown``: the record does not cover it.
    nominations : tuple of Nomination
        Known on the day and bearing on the present or the coming term, by date.
    findings : tuple of Finding
    stamp : RecordStamp
    """

    case: str
    office: str
    at: date
    holder: Term | None
    successor: Term | None
    decision: DecisionLine | None
    state: SuccessionState
    nominations: tuple[Nomination, ...]
    findings: tuple[Finding, ...]
    stamp: RecordStamp


@dataclass(frozen=True)
class Priority:
    """A priority in its order."""

    rank: int
    subject: Text
    owner: str | None
    due: date | None
    note: str | None
    evidence: Evidence


@dataclass(frozen=True)
class PledgeLine:
    """What was promised and is not, or not wholly, made good on the day.

    Parameters
    ----------
    table : {"commitments", "ledger"}
    key : str
        Key of the row, ``column=value;column=value``.
    donor, recipient : str
    item : str, optional
    item_name : Text
        Empty without an item.
    unit : str, optional
    quantity, made_good : float, optional
        Units promised and delivered or allocated against it; None: not known (never 0).
    amount : float, optional
        Million, where the case counts it so.
    currency : str, optional
    date : date, optional
        Day of the pledge.
    due : str, optional
        Month ``YYYY-MM`` by whose end it is promised.
    overdue : bool
    evidence : Evidence
    """

    table: Literal["commitments", "ledger"]
    key: str
    donor: str
    recipient: str
    item: str | None
    item_name: Text
    unit: str | None
    quantity: float | None
    made_good: float | None
    amount: float | None
    currency: str | None
    date: date | None
    due: str | None
    overdue: bool
    evidence: Evidence


@dataclass(frozen=True)
class Agreement:
    """An agreement in force on the day, with all its parties."""

    agreement: str
    kind: str
    title: Text
    parties: tuple[str, ...]
    since: date
    until: date | None
    evidence: Evidence


@dataclass(frozen=True)
class AskLine:
    """An open ask of the latest run of the plan.

    Parameters
    ----------
    ask : int
    party : str, optional
    limit, row : str
    item, item_name, capability, hub, line :
        As in the plan's asks; ``item_name`` empty without an item.
    per_unit, gain, moved_by : float, optional
    unit : str, optional
    basis : Basis
    """

    ask: int
    party: str | None
    limit: str
    row: str
    item: str | None
    item_name: Text
    capability: str | None
    hub: str | None
    line: str | None
    per_unit: float | None
    moved_by: float | None
    gain: float | None
    unit: str | None
    basis: Basis


@dataclass(frozen=True)
class Run:
    """The run of the plan from which the asks were read."""

    name: str
    as_of: date
    made: str
    levels: tuple[Level, ...]


@dataclass(frozen=True)
class SpendingLine:
    """A member's share of gross domestic product in the last year known, against the guideline."""

    party: str
    year: int
    share: float
    estimate: bool
    release: str
    meets: bool
    evidence: Evidence


@dataclass(frozen=True)
class StatementLine:
    """What was said, word for word or reported."""

    statement: str
    date: date
    speaker: str
    about: tuple[str, ...]
    words: str
    language: str
    quoted: bool
    evidence: Evidence


@dataclass(frozen=True)
class SilenceLine:
    """A silence procedure under way, or one that ended since the day asked for."""

    name: str
    silence: Silence


@dataclass(frozen=True)
class ChangeLine:
    """Something new since a day.

    Parameters
    ----------
    date : date
    kind : {"term_begins", "term_ends", "announced", "decision", "nomination", "consultation",
        "agreement", "membership", "statement", "ledger"}
    what : Text
        The subject, in the case's own words where it has them.
    party : str, optional
    person : str, optional
    detail : str, optional
        The outcome of a decision, whether words are quoted or reported, the stance of a
        consultation, the stage of a ledger entry;
        ``withdrawn`` of a nomination that no longer stood from this day on.
    evidence : Evidence
    """

    date: date
    kind: str
    what: Text
    party: str | None
    person: str | None
    detail: str | None
    evidence: Evidence


@dataclass(frozen=True)
class OpenQuestion:
    """What a page would show and the record does not hold, so that nothing is taken for none.

    ``what`` is one of ``priorities``, ``decisions``, ``pledges``, ``asks``, ``spending``,
    ``agreements``, ``good_offices``, ``silences``, ``nominations``, ``terms``.
    """

    what: str


@dataclass(frozen=True)
class Today:
    """The answer of ``foedus today``: only what was known on the day.

    Parameters
    ----------
    case : str
    title : mapping of language to str
    at, since : date
        The day, and the day since which changes are listed (not included).
    succession : Succession, optional
        None for a case without terms.
    priorities : tuple of Priority
        In order.
    decisions : tuple of DecisionLine
        Taken, the latest first.
    pending : tuple of DecisionLine
    silences : tuple of SilenceLine
        The next to expire first.
    pledges : tuple of PledgeLine
        Not made good, the next due first.
    asks : tuple of AskLine
    run : Run, optional
    spending : tuple of SpendingLine
    guideline : float
        Share of gross domestic product that counts as met (0.02).
    agreements : tuple of Agreement
    changes : tuple of ChangeLine
        The latest first.
    unknown : tuple of OpenQuestion
    findings : tuple of Finding
    sources : tuple of SourceLine
    assumed, lines : int
        Lines of the page that rest on assumptions, and all lines.
    stamp : RecordStamp
    """

    case: str
    title: Text
    at: date
    since: date
    succession: Succession | None
    priorities: tuple[Priority, ...]
    decisions: tuple[DecisionLine, ...]
    pending: tuple[DecisionLine, ...]
    silences: tuple[SilenceLine, ...]
    pledges: tuple[PledgeLine, ...]
    asks: tuple[AskLine, ...]
    run: Run | None
    spending: tuple[SpendingLine, ...]
    guideline: float
    agreements: tuple[Agreement, ...]
    changes: tuple[ChangeLine, ...]
    unknown: tuple[OpenQuestion, ...]
    findings: tuple[Finding, ...]
    sources: tuple[SourceLine, ...]
    assumed: int
    lines: int
    stamp: RecordStamp


@dataclass(frozen=True)
class Handover:
    """The answer of ``foedus handover``: the file that a successor is given.

    Parameters
    ----------
    case, office : str
    title : mapping of language to str
    at : date
    succession : Succession
    terms : tuple of Term
        Every holder known on the day, the first first.
    decided, pending : tuple of DecisionLine
        Decided in the term of the one who hands over (on the day of a change: the
        predecessor's), the latest first; and all that is pending.
    hands_over, takes_over : str, optional
        The persons; on a day on which nobody changes, ``hands_over`` is the holder and
        ``takes_over`` the successor decided, if any.
    pledges, priorities, agreements, asks, run, silences, statements :
        As on the desk; statements are those about the office or by its holders in the last
        year, the latest first.
    good_offices : tuple of OpenFile, optional
        Not ended on the day; None where no log of good offices was given that had begun.
    unknown, findings, sources, assumed, lines, stamp :
        As on the desk.
    """

    case: str
    office: str
    title: Text
    at: date
    succession: Succession
    terms: tuple[Term, ...]
    decided: tuple[DecisionLine, ...]
    pending: tuple[DecisionLine, ...]
    hands_over: str | None
    takes_over: str | None
    pledges: tuple[PledgeLine, ...]
    priorities: tuple[Priority, ...]
    agreements: tuple[Agreement, ...]
    asks: tuple[AskLine, ...]
    run: Run | None
    silences: tuple[SilenceLine, ...]
    statements: tuple[StatementLine, ...]
    good_offices: tuple[OpenFile, ...] | None
    unknown: tuple[OpenQuestion, ...]
    findings: tuple[Finding, ...]
    sources: tuple[SourceLine, ...]
    assumed: int
    lines: int
    stamp: RecordStamp
