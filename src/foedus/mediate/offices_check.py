"""The check of a whole log of good offices: all faults at once, and none that another invents.

A refused line leaves open what it would have changed. Where that is the course of the file, the
lines after it are still held to their form, their order and the membership, and no longer to a
state that nobody knows. Where it is only an answer, a name or what was shown, checking goes on,
and what hangs on these alone is not held against a later line.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date
from functools import cache
from types import MappingProxyType

from foedus.case.spelling import nearest
from foedus.decide.instants import Flaw
from foedus.decide.log_order import Order, findings_of, same_texts
from foedus.errors import Finding
from foedus.mediate import offices_form, offices_steps
from foedus.mediate.offices_events import Event, Line
from foedus.mediate.offices_state import Members, Standing
from foedus.mediate.offices_values import EventKind
from foedus.results.offices import OFFICE

_SHOWN = frozenset({"offices.not-shown"})
_NAMES = frozenset({"offices.no-such-item"})
_ANSWERS = frozenset({"offices.not-accepted"})
_RELEASED = frozenset({"offices.not-released"})

LEAVES_OPEN: Mapping[EventKind, frozenset[str]] = MappingProxyType(
    {
        "accept": _ANSWERS,
        "refuse": _ANSWERS,
        "propose": _ANSWERS | _NAMES,
        "note": _NAMES,
        "disclose": _SHOWN,
    }
)
"""Kinds of faults that a later line may have only because a line of this kind was refused."""


def checked(
    lines: Sequence[Line], members: Members | None, file: str
) -> tuple[tuple[Event, ...], list[Finding]]:
    """Return the sound events of a log up to where its course is known, and its findings."""
    check = _Check(members, Order(file))
    faults = findings_of(lines, check, file=file, not_held="offices.not-held")
    return tuple(check.taken), faults


@dataclass
class _Check:
    """One pass over the lines of a log.

    Parameters
    ----------
    members : Members, optional
    order : Order
    taken : list of Event
    standing : Standing, optional
        None once a line was refused that may have changed the course of the file.
    loose : dict of str to int
        Kinds of faults that may be the work of a refused line, and which line that was.
    open_from : int, optional
        The line after which it is not known where the file stands.
    """

    members: Members | None
    order: Order
    taken: list[Event] = field(default_factory=list)
    standing: Standing | None = field(default_factory=Standing)
    loose: dict[str, int] = field(default_factory=dict)
    open_from: int | None = None

    def __post_init__(self) -> None:
        self.members_on = cache(self._members)

    def _members(self, day: date) -> Collection[str]:
        return self.members(day) if self.members else ()

    def flaws(self, line: Line) -> list[Flaw]:
        """Return what is wrong with the next line; one without flaws acts."""
        late = list(self.order.flaws(line))
        form = [*line.flaws, *late, *offices_form.flaws(line), *self._strangers(line)]
        misfits: list[Flaw] = []
        if self.standing is not None and line.at is not None and not late:
            misfits = [*offices_steps.misfits(self.standing, line)]
        flaws = [*form, *(f for f in misfits if f.kind not in self.loose and f not in form)]
        if flaws:
            self._refuse(line, line.number)
        elif misfits:
            self._refuse(line, min(self.loose[flaw.kind] for flaw in misfits))
        elif self.standing is not None and line.event is not None:
            self.standing = offices_steps.apply(self.standing, line.event)
            self.taken.append(line.event)
        return flaws

    def _refuse(self, line: Line, cause: int) -> None:
        """Leave open what a line would have changed that is refused, or may have to be."""
        if self.standing is None:
            return
        loosened = _loosened(line)
        if loosened:
            self.loose = dict.fromkeys(loosened, cause) | self.loose
        else:
            self.standing, self.open_from = None, cause

    def _strangers(self, line: Line) -> Iterator[Flaw]:
        if self.members is None or line.at is None or line.kind not in {"offer", "submit"}:
            return
        day = line.at.astimezone(UTC).date()
        members = self.members_on(day)
        by = [line.text("by")] if line.kind == "submit" else []
        for column, names in (("by", by), ("to", line.parties("to"))):
            for name in names:
                if name not in members and name not in {None, OFFICE}:
                    near = nearest(str(name), sorted(members), cutoff=0) or "–"
                    details = {"day": str(day), "nearest": near}
                    yield Flaw("offices.not-a-member", column, name, details)


def _loosened(line: Line) -> frozenset[str]:
    """Return what a refused line alone leaves open; nothing where the course of the file is."""
    if line.kind == "consent" and not line.lacks("name"):
        return _RELEASED
    return LEAVES_OPEN.get(line.kind, frozenset()) if line.kind else frozenset()


def doubts(events: Sequence[Event], *, file: str = "events.jsonl") -> tuple[Finding, ...]:
    """Return warnings of a sound log: one text for two languages, a round that changes nothing."""
    return same_texts((event for event in events if event.kind == "text"), file=file)
