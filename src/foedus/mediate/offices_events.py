"""The log of good offices: JSON Lines, an event a line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from foedus.decide import json_lines
from foedus.mediate.offices_values import KINDS, EventKind, value_of
from foedus.results.offices import Form, Procedure

FIELDS: tuple[str, ...] = (
    "at", "kind", "by", "to", "form", "procedure", "round", "name", "hash_en", "hash_fr", "words",
    "shown_to", "reason", "title_en", "title_fr",
)  # fmt: skip
REQUIRED = ("at", "kind", "by")

LONGEST = 2_000_000
"""Characters of the longest log that is read; a hundred rounds of 32 parties take about 500,000."""


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


class Line(json_lines.Line):
    """A line of the log of good offices, as far as it could be read."""

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
    def round(self) -> int | None:
        """Return the number of the round; None where there is none, or it could not be read."""
        found = self.values.get("round")
        return found if isinstance(found, int) else None

    def parties(self, name: str) -> tuple[str, ...]:
        """Return the parties that a field lists; none where it could not be read."""
        found = self.values.get(name)
        return found if isinstance(found, tuple) else ()


FORM = json_lines.Form(Line, FIELDS, REQUIRED, LONGEST, value_of)
"""What the log holds."""


def parse_events(text: str, *, file: str = "events.jsonl") -> tuple[Event, ...]:
    r"""Return the events of a log, line by line; only their form is looked at.

    Parameters
    ----------
    text, file : str
        As for `foedus.decide.events.parse_events`.

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
    lines = json_lines.sound_lines(text, FORM, file=file)
    return tuple(line.event for line in lines if line.event is not None)
