"""The log of good offices: JSON Lines, an event a line."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from foedus.case.spelling import nearest
from foedus.decide.events import MOST_FAULTS, located
from foedus.decide.instants import Flaw
from foedus.decide.log_values import Pairs, short, shown
from foedus.errors import Finding, InputError
from foedus.mediate.offices_values import KINDS, EventKind, Sound, value_of
from foedus.results.offices import Form, Procedure

FIELDS: tuple[str, ...] = (
    "at", "kind", "by", "to", "form", "procedure", "round", "name", "hash_en", "hash_fr", "words",
    "shown_to", "reason", "title_en", "title_fr",
)  # fmt: skip
REQUIRED = ("at", "kind", "by")

LONGEST = 2_000_000
"""Characters of the longest log that is read; a hundred rounds of 32 parties take about 500,000."""

_DIGITS = 9  # of the longest number of a round that is read; Python reads no more than 4300


@dataclass(frozen=True)
class Event:
    """A line of the log.

    Parameters
    ----------
    at : datetime
        UTC.
    kind : EventKind
    by : str
        A party, or ``office``.
    line : int
        Where it stands in the file, from 1.
    to : tuple of str
        Parties, of an ``offer`` or a ``submit``.
    form : {"informal", "formal"}
        Of an ``offer``.
    procedure : Procedure, optional
    round : int, optional
        From 1.
    name : str, optional
        Of a note or a proposal.
    hash_en, hash_fr : str, optional
        SHA-256 of the text in each language, 64 hexadecimal digits in small letters.
    words : str, optional
        What a note says.
    shown_to : tuple of str
        Parties.
    reason, title_en, title_fr : str, optional
    """

    at: datetime
    kind: EventKind
    by: str
    line: int
    to: tuple[str, ...] = ()
    form: Form = "informal"
    procedure: Procedure | None = None
    round: int | None = None
    name: str | None = None
    hash_en: str | None = None
    hash_fr: str | None = None
    words: str | None = None
    shown_to: tuple[str, ...] = ()
    reason: str | None = None
    title_en: str | None = None
    title_fr: str | None = None


@dataclass(frozen=True)
class Line:
    """A line of the log, as far as it could be read.

    Parameters
    ----------
    number : int
    values : mapping of str to value
        The fields that were read.
    unread : frozenset of str
        The fields that are there, or may be, and could not be read.
    flaws : tuple of Flaw
    """

    number: int
    values: Mapping[str, Sound]
    unread: frozenset[str] = frozenset()
    flaws: tuple[Flaw, ...] = ()

    @property
    def event(self) -> Event | None:
        """Return the event; None where the line has a flaw of form."""
        if self.flaws:
            return None
        return Event(line=self.number, **self.values)  # type: ignore[arg-type]  # see value_of

    @property
    def at(self) -> datetime | None:
        """Return the instant; None where it could not be read."""
        found = self.values.get("at")
        return found if isinstance(found, datetime) else None

    @property
    def kind(self) -> EventKind | None:
        """Return the kind; None where it could not be read."""
        found = self.values.get("kind")
        return next((kind for kind in KINDS if kind == found), None)

    @property
    def round(self) -> int | None:
        """Return the number of the round; None where there is none, or it could not be read."""
        found = self.values.get("round")
        return found if isinstance(found, int) else None

    def text(self, name: str) -> str | None:
        """Return the text of a field; None where there is none, or it could not be read."""
        found = self.values.get(name)
        return found if isinstance(found, str) else None

    def parties(self, name: str) -> tuple[str, ...]:
        """Return the parties that a field lists; none where it could not be read."""
        found = self.values.get(name)
        return found if isinstance(found, tuple) else ()

    def lacks(self, name: str) -> bool:
        """Say whether a field is not there, also not unreadably."""
        return name not in self.values and name not in self.unread


def parse_events(text: str, *, file: str = "events.jsonl") -> tuple[Event, ...]:
    r"""Return the events of a log, line by line; only their form is looked at.

    Parameters
    ----------
    text : str
        JSON Lines: an object a line; empty lines are skipped; a byte order mark and CRLF are
        taken.
    file : str
        Name of the file in findings.

    Raises
    ------
    InputError
        With every fault of form of every line.

    Examples
    --------
    >>> log = '{"at": "2024-10-01T08:00Z", "kind": "offer", "by": "office", "to": ["GRC", "TUR"]}'
    >>> (event,) = parse_events(log)
    >>> event.kind, event.to, event.form
    ('offer', ('GRC', 'TUR'), 'informal')
    """
    lines, unread = read_lines(text, file=file)
    faults = [located(flaw, line.number, file) for line in lines for flaw in line.flaws]
    if faults or unread:
        raise InputError([*faults, *unread])
    return tuple(line.event for line in lines if line.event is not None)


def read_lines(text: str, *, file: str) -> tuple[tuple[Line, ...], tuple[Finding, ...]]:
    """Return the lines of a log, and why it was not read to its end."""
    if len(text) > LONGEST:
        limit = {"limit": str(LONGEST // 1_000_000)}
        return (), (Finding("fault", "silence.too-large", file, details=limit),)
    lines: list[Line] = []
    flaws = 0
    for row, written in _lines(text):
        if flaws >= MOST_FAULTS:
            return tuple(lines), (Finding("fault", "silence.more-faults", file, row),)
        lines.append(_line(written, row))
        flaws += len(lines[-1].flaws)
    return tuple(lines), ()


def _lines(text: str) -> Iterator[tuple[int, str]]:
    # Not splitlines: JSON may hold U+2028 and U+0085 inside a text.
    for row, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        if line.strip(" \t\r"):
            yield row, line


def _line(written: str, row: int) -> Line:
    pairs = _object(written)
    if isinstance(pairs, Flaw):
        return Line(row, {}, frozenset(FIELDS), (pairs,))
    flaws = list(_field_flaws([name for name, _ in pairs]))[:MOST_FAULTS]
    given = dict(pairs)
    read = {name: value_of(name, given[name]) for name in FIELDS if name in given}
    values = {n: v for n, v in read.items() if v is not None and not isinstance(v, Flaw)}
    unread = {name: value for name, value in read.items() if isinstance(value, Flaw)}
    flaws += [Flaw("silence.missing", n) for n in REQUIRED if n not in values and n not in unread]
    flaws += unread.values()
    return Line(row, values, frozenset(unread), tuple(flaws))


def _object(line: str) -> list[tuple[str, object]] | Flaw:
    try:
        found = _DECODER.decode(line)
    except RecursionError:
        return Flaw("silence.nested")
    except ValueError as error:
        position = error.colno if isinstance(error, json.JSONDecodeError) else 1
        return Flaw("silence.not-json", value=short(line), details={"position": str(position)})
    if not isinstance(found, Pairs):
        return Flaw("silence.not-object", value=shown(found))
    return found.pairs


def _constant(name: str) -> object:
    raise ValueError(f"{name} is no number of JSON")


def _whole(digits: str) -> int | float:
    """Return a whole number; one too long for anything here as infinity."""
    return int(digits) if len(digits) <= _DIGITS else float("inf")


_DECODER = json.JSONDecoder(object_pairs_hook=Pairs, parse_constant=_constant, parse_int=_whole)


def _field_flaws(names: list[str]) -> Iterator[Flaw]:
    for name, times in Counter(names).items():
        written = short(name)
        if times > 1:
            yield Flaw("silence.doubled-field", written, written)
        if name not in FIELDS:
            best = nearest(name, FIELDS, cutoff=0) or FIELDS[0]
            yield Flaw("silence.unknown-field", written, written, {"nearest": best})
