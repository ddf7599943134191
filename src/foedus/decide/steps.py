"""The steps of a silence procedure: which state takes an event, and what it changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from foedus.decide import demands
from foedus.decide.events import Event, EventKind, Line
from foedus.decide.instants import Flaw, in_zone
from foedus.decide.procedure import Entry, Standing, Terms
from foedus.results.silence import Noted, Round, State

ENDED: tuple[State, ...] = ("adopted", "withdrawn", "referred")
BEFORE: tuple[State, ...] = ("none", "draft", "tabled")

Demand = Callable[[Line, Terms], Iterator[Flaw]]
Place = Callable[[Standing, Line], Iterator[Flaw]]
Change = Callable[[Standing, Event, Terms], tuple[Standing, Entry | None]]


@dataclass(frozen=True)
class Step:
    """A kind of event.

    Parameters
    ----------
    refused : mapping of State to str
        Kind of the fault in each state that does not take the event.
    demands : tuple of Demand
        What it must hold wherever the procedure stands.
    fits : tuple of Place
        What must fit where the procedure stands.
    change : Change
    """

    refused: Mapping[State, str]
    demands: tuple[Demand, ...]
    fits: tuple[Place, ...]
    change: Change


def flaws(line: Line, terms: Terms) -> Iterator[Flaw]:
    """Yield what a line lacks wherever the procedure stands."""
    if line.kind is not None:
        for demand in STEPS[line.kind].demands:
            yield from demand(line, terms)


def misfits(standing: Standing, line: Line) -> Iterator[Flaw]:
    """Yield why a line is refused where a procedure stands."""
    if line.kind is None:
        return
    step = STEPS[line.kind]
    refusal = step.refused.get(standing.state)
    if refusal is not None:
        yield Flaw(refusal, "kind", line.kind, {"state": standing.state})
        return
    for fit in step.fits:
        yield from fit(standing, line)


def apply(standing: Standing, event: Event, terms: Terms) -> tuple[Standing, Entry | None]:
    """Return where a procedure stands after a sound event, and what is written down of it."""
    return STEPS[event.kind].change(standing, event, terms)


def _draft(standing: Standing, _: Event, __: Terms) -> tuple[Standing, None]:
    return replace(standing, state="draft"), None


def _table(standing: Standing, _: Event, __: Terms) -> tuple[Standing, None]:
    return replace(standing, state="tabled"), None


def _circulate(standing: Standing, event: Event, terms: Terms) -> tuple[Standing, None]:
    zone = str(event.zone)
    day = event.at.astimezone(ZoneInfo(zone)).date()
    opened = Round(
        number=standing.number + 1,
        opened=event.at,
        expires=_deadline(event, zone),
        zone=zone,
        hash_en=str(event.hash_en),
        hash_fr=str(event.hash_fr),
        extensions=(),
        members=None if terms.members is None else tuple(sorted(terms.members(day))),
        outcome="open",
    )
    return Standing("under_silence", opened, day), None


def _extend(standing: Standing, event: Event, _: Terms) -> tuple[Standing, None]:
    last = standing.last_round()
    zone = event.zone or last.zone
    # The earlier deadlines are gathered when the log has been read: a copy of them after each
    # extension would take memory by the square of their number.
    moved = replace(last, expires=_deadline(event, zone), zone=zone)
    return replace(standing, round=moved), None


def _act(standing: Standing, event: Event, terms: Terms) -> tuple[Standing, Entry]:
    last = standing.last_round()
    noted = _noted(event, last.number)
    if event.at >= last.expires:
        return standing, Entry("late", noted)
    if event.kind not in terms.silence.breaks:
        return standing, Entry("attached", noted)
    broken = replace(last, outcome="broken")
    return replace(standing, state="broken", round=broken), Entry("breaks", noted)


def _attach(standing: Standing, event: Event, _: Terms) -> tuple[Standing, Entry]:
    noted = replace(_noted(event, standing.number), what=event.what or "footnote")
    return standing, Entry("attached", noted)


def _correct(standing: Standing, event: Event, _: Terms) -> tuple[Standing, Entry]:
    noted = replace(
        _noted(event, standing.number),
        what="corrigendum",
        hash_en=event.hash_en,
        hash_fr=event.hash_fr,
    )
    return standing, Entry("attached", noted)


def _withdraw(standing: Standing, _: Event, __: Terms) -> tuple[Standing, None]:
    return replace(standing, state="withdrawn", round=_closed(standing, "withdrawn")), None


def _refer(standing: Standing, _: Event, __: Terms) -> tuple[Standing, None]:
    return replace(standing, state="referred", round=_closed(standing, "referred")), None


def _closed(standing: Standing, outcome: Literal["withdrawn", "referred"]) -> Round | None:
    """Close the round if it is open; a broken one stays broken."""
    last = standing.round
    return replace(last, outcome=outcome) if last and last.outcome == "open" else last


def _noted(event: Event, number: int) -> Noted:
    return Noted(event.at, event.kind, event.by, number, reason=event.reason)


def _deadline(event: Event, zone: str) -> datetime:
    found = None if event.expires is None else in_zone(event.expires, ZoneInfo(zone))
    if not isinstance(found, datetime):
        raise ValueError(f"line {event.line}: expires is no instant in {zone}")
    return found.astimezone(UTC)


def _in(states: tuple[State, ...], kind: str) -> dict[State, str]:
    return dict.fromkeys(states, kind)


_CLOSED = _in(ENDED, "silence.closed")
_ENDED_WITHOUT_DECISION = _in(("withdrawn", "referred"), "silence.closed")
_NOT_OPEN = _in(BEFORE, "silence.not-open")
_ROUND_OPEN = _in(("under_silence",), "silence.round-open")
_ON_A_ROUND = {**_NOT_OPEN, **_ENDED_WITHOUT_DECISION}
_AN_ACT = Step(_ON_A_ROUND, (demands.named, demands.reason), (demands.last_round,), _act)

STEPS: Mapping[EventKind, Step] = {
    "draft": Step(
        {**_in(("draft", "tabled", "broken"), "silence.not-now"), **_ROUND_OPEN, **_CLOSED},
        (),
        (demands.last_round,),
        _draft,
    ),
    "table": Step(
        {**_in(("tabled", "broken"), "silence.not-now"), **_ROUND_OPEN, **_CLOSED},
        (),
        (demands.last_round,),
        _table,
    ),
    "circulate": Step(
        {**_ROUND_OPEN, **_CLOSED},
        (demands.both_texts, demands.opening),
        (demands.next_round,),
        _circulate,
    ),
    "extend": Step(
        {**_NOT_OPEN, **_in(("broken",), "silence.not-open"), **_CLOSED},
        (demands.may_move,),
        (demands.last_round, demands.later),
        _extend,
    ),
    "object": _AN_ACT,
    "amend": _AN_ACT,
    "request_time": _AN_ACT,
    "withdraw": Step(
        {**_in(("none",), "silence.not-now"), **_CLOSED}, (), (demands.last_round,), _withdraw
    ),
    "refer": Step(
        {**_in(("none", "draft"), "silence.not-now"), **_CLOSED}, (), (demands.last_round,), _refer
    ),
    "attach": Step(_ON_A_ROUND, (demands.named,), (demands.last_round,), _attach),
    "correct": Step(
        {
            **_in((*BEFORE, "broken"), "silence.not-adopted"),
            **_in(("under_silence",), "silence.changed-text"),
            **_ENDED_WITHOUT_DECISION,
        },
        (demands.both_texts, demands.reason),
        (demands.last_round,),
        _correct,
    ),
}
