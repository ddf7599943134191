"""The log of a silence procedure: JSON Lines, an event a line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from foedus.decide import json_lines
from foedus.decide.instants import Flaw, Written
from foedus.decide.log_values import KINDS, EventKind, What, value_of

__all__ = [
    "FIELDS",
    "FORM",
    "KINDS",
    "LONGEST",
    "REQUIRED",
    "TITLED",
    "Event",
    "EventKind",
    "Line",
    "What",
    "as_line",
    "parse_events",
]

FIELDS: tuple[str, ...] = (
    "at", "kind", "by", "round", "expires", "zone", "hash_en", "hash_fr", "reason", "what",
    "title_en", "title_fr",
)  # fmt: skip
TITLED: tuple[EventKind, ...] = ("draft", "table", "circulate")
"""Kinds of events that may give the text a title."""

REQUIRED = ("at", "kind")
_TITLES = ("title_en", "title_fr")

LONGEST = 16_000_000
"""Characters of the longest log that is read; a round of 32 members takes about 10,000."""


@dataclass(frozen=True)
class Event:
    """A line of the log.

    Parameters
    ----------
    at : datetime
        UTC.
    kind : EventKind
    line : int
        Where it stands in the file, from 1.
    by : str, optional
        Who acted: a member, as the rule's membership writes it.
    round : int, optional
        From 1.
    expires : Written, optional
        As written: a local time is read with the zone of the round.
    zone : str, optional
        IANA zone.
    hash_en, hash_fr : str, optional
        SHA-256 of the text in each language, 64 hexadecimal digits in small letters.
    reason : str, optional
    what : What, optional
        Of an ``attach``.
    title_en, title_fr : str, optional
        What the text is called, of a ``draft``, ``table`` or ``circulate``.
    """

    at: datetime
    kind: EventKind
    line: int
    by: str | None = None
    round: int | None = None
    expires: Written | None = None
    zone: str | None = None
    hash_en: str | None = None
    hash_fr: str | None = None
    reason: str | None = None
    what: What | None = None
    title_en: str | None = None
    title_fr: str | None = None


class Line(json_lines.Line):
    """A line of the log of a silence procedure, as far as it could be read."""

    @property
    def event(self) -> Event | None:
        """Return the event; None where the line has a flaw of form."""
        if self.flaws:
            return None
        return Event(line=self.number, **self.values)  # type: ignore[arg-type]  # see value_of

    @property
    def kind(self) -> EventKind | None:
        """Return the kind; None where it could not be read."""
        return self.one_of("kind", KINDS)

    @property
    def expires(self) -> Written | None:
        """Return the deadline as written; None where there is none, or it could not be read."""
        found = self.values.get("expires")
        return found if isinstance(found, Written) else None


def _titles_not_here(values: Mapping[str, json_lines.Sound]) -> Iterator[Flaw]:
    if values.get("kind", "draft") not in TITLED:
        yield from (Flaw("silence.title-not-here", name) for name in _TITLES if name in values)


FORM = json_lines.Form(Line, FIELDS, REQUIRED, LONGEST, value_of, _titles_not_here)
"""What the log holds."""


def as_line(event: Event) -> Line:
    """Return an event as the line that it was."""
    given = {name: getattr(event, name) for name in FIELDS}
    return Line(event.line, {name: value for name, value in given.items() if value is not None})


def parse_events(text: str, *, file: str = "events.jsonl") -> tuple[Event, ...]:
    r"""Return the events of a log, line by line.

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
        With every fault of every line.

    Examples
    --------
    >>> (event,) = parse_events('{"at": "2024-10-01T08:00Z", "kind": "draft"}\n')
    >>> event.kind, event.at.isoformat(), event.line
    ('draft', '2024-10-01T08:00:00+00:00', 1)
    """
    lines = json_lines.sound_lines(text, FORM, file=file)
    return tuple(line.event for line in lines if line.event is not None)
