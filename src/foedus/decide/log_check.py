"""The check of a whole log: every line against what stands before it, all faults at once.

A line that is refused leaves it open where the procedure stands, unless it is of a kind that moves
nothing. The lines after it are then still held to their form, their order, what they must say and
the membership, and no longer to a state that nobody knows: no fault is invented from another.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from foedus.decide import demands, steps
from foedus.decide.events import Event, EventKind, Line
from foedus.decide.instants import Flaw
from foedus.decide.log_order import Order, findings_of, same_texts
from foedus.decide.procedure import Entry, Standing, Terms, lapse
from foedus.errors import Finding

MOVES_NOTHING: frozenset[EventKind] = frozenset({"attach", "correct"})
ACTS: frozenset[EventKind] = frozenset({"object", "amend", "request_time", "attach"})
"""Kinds of events that a member does."""


@dataclass(frozen=True)
class Taken:
    """A sound event, where the procedure stands after it, and what is written down of it."""

    event: Event
    standing: Standing
    entry: Entry | None


def checked(
    lines: Sequence[Line], terms: Terms, file: str
) -> tuple[tuple[Taken, ...], list[Finding]]:
    """Return the events of a log as they act, and the findings of its lines."""
    check = _Check(terms, Order(file))
    faults = findings_of(lines, check, file=file, not_held="silence.not-held")
    return tuple(check.taken), faults


@dataclass
class _Check:
    """One pass over the lines of a log.

    Parameters
    ----------
    terms : Terms
    order : Order
    taken : list of Taken
    standing : Standing, optional
        None once a line was refused that may have moved the procedure.
    day : date, optional
        Day of the last circulation, sound or not, in its zone.
    open_from : int, optional
        The line after which it is not known where the procedure stands.
    """

    terms: Terms
    order: Order
    taken: list[Taken] = field(default_factory=list)
    standing: Standing | None = field(default_factory=Standing)
    day: date | None = None
    open_from: int | None = None

    def __post_init__(self) -> None:
        self.members = cache(self._members)

    def _members(self, day: date) -> Collection[str]:
        return self.terms.members(day) if self.terms.members else ()

    def flaws(self, line: Line) -> list[Flaw]:
        """Return what is wrong with the next line; one without flaws acts."""
        late = list(self.order.flaws(line))
        flaws = [*line.flaws, *late]
        now = None
        if self.standing is not None and line.at is not None and not late:
            now = lapse(self.standing, line.at)
            flaws += steps.misfits(now, line)
        flaws += [*steps.flaws(line, self.terms), *self._stranger(line)]
        if line.kind == "circulate":
            self.day = _day(line)
        if flaws:
            self._refuse(line)
        elif now is not None and line.event is not None:
            self.standing, entry = steps.apply(now, line.event, self.terms)
            self.taken.append(Taken(line.event, self.standing, entry))
        return flaws

    def _refuse(self, line: Line) -> None:
        if self.standing is not None and line.kind not in MOVES_NOTHING:
            self.standing, self.open_from = None, line.number

    def _stranger(self, line: Line) -> Iterator[Flaw]:
        if line.kind in ACTS and self.terms.members is not None and self.day is not None:
            yield from demands.member(line, self.day, self.members(self.day))


def _day(line: Line) -> date | None:
    zone = line.text("zone")
    return None if line.at is None or zone is None else line.at.astimezone(ZoneInfo(zone)).date()


def doubts(events: Sequence[Event], *, file: str = "events.jsonl") -> tuple[Finding, ...]:
    """Return warnings of a sound log: one text for two languages, a round that changes nothing.

    Parameters
    ----------
    events : sequence of Event
    file : str
        Name of the log in findings.
    """
    return same_texts((event for event in events if event.kind == "circulate"), file=file)


def titles(events: Sequence[Event], at: datetime) -> Mapping[str, str]:
    """Return what the text is called at an instant, by language: the last title of each."""
    said: dict[str, str] = {}
    for event in events:
        if event.at <= at:
            given = {"en": event.title_en, "fr": event.title_fr}
            said |= {code: title for code, title in given.items() if title}
    return said
