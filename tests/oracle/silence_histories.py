"""Logs of silence procedures: every short one of a small alphabet, and long random ones."""

import json
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations_with_replacement, product
from random import Random
from typing import Any, NamedTuple

from .silence_hours import DAY, EPOCH, HOUR, ZONES, day_of, offset, readings
from .silence_model import (
    ACTS,
    ATTACHED,
    Entry,
    History,
    Line,
    Membership,
    Procedure,
)

ENGLISH = "0123456789abcdef" * 4
FRENCH = "FEDCBA98" * 8
NEVER = date(1900, 1, 1), date(2100, 1, 1)


def written(t: int, plus: int | None = 0) -> str:
    """An instant as a clock with this offset (seconds) shows it; None: no offset is written."""
    shown = t + (plus or 0)
    day, seconds = date.fromordinal(EPOCH + shown // DAY), shown % DAY
    clock = f"{day}T{seconds // HOUR:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    if not plus:
        return clock + ("" if plus is None else "Z")
    sign, minutes = "-" if plus < 0 else "+", abs(plus) // 60
    return f"{clock}{sign}{minutes // 60:02}:{minutes % 60:02}"


def as_text(lines: Sequence[Line]) -> str:
    """The log in the format of EVENTS."""
    return "".join(json.dumps(dict(line)) + "\n" for line in lines)


# Every short log

SMALL = Procedure(
    breaking=frozenset({"object", "amend"}),
    minimum_hours=Fraction(2),
    extensions=True,
    membership={"AAA": (NEVER,), "BBB": (NEVER,)},
)
"""The terms of the short logs: a request for time does not break; two members."""

NOON = (date(2024, 6, 26).toordinal() - EPOCH) * DAY + 12 * HOUR
INSTANTS = range(4)
"""Hours after noon. A round opened at hour 0 ends at 2, an extension moves it to 3."""


def hour(number: int) -> str:
    """An hour of the short logs."""
    return written(NOON + number * HOUR)


TEXTS = {"zone": "Europe/Brussels", "hash_en": ENGLISH, "hash_fr": FRENCH}
LETTERS: tuple[dict[str, Any], ...] = (
    {"kind": "draft"},
    {"kind": "table"},
    {"kind": "circulate", "expires": hour(2), **TEXTS},
    {"kind": "extend", "expires": hour(3)},
    {"kind": "object", "by": "AAA", "reason": "no"},
    {"kind": "object", "by": "ZZZ", "reason": "no"},
    {"kind": "amend", "by": "BBB", "reason": "no", "round": 1},
    {"kind": "request_time", "by": "AAA", "reason": "no"},
    {"kind": "withdraw"},
    {"kind": "refer"},
    {"kind": "attach", "by": "BBB", "what": "reservation"},
    {"kind": "correct", "hash_en": FRENCH, "hash_fr": ENGLISH, "reason": "slip"},
)
RARE: tuple[dict[str, Any], ...] = (
    {"kind": "circulate", "expires": hour(5), **TEXTS},
    {"kind": "circulate", "expires": hour(5), "round": 2, **TEXTS},
    {"kind": "circulate", "expires": hour(2), "zone": "UTC", "hash_en": ENGLISH},
    {"kind": "circulate", "expires": "2024-06-26T16:00:00+01:00", **TEXTS},
    {"kind": "circulate", "expires": "2024-10-27T02:30:00", **TEXTS},
    {"kind": "circulate", "expires": "2025-03-30T02:30:00", **TEXTS},
    {"kind": "object", "by": "BBB"},
    {"kind": "attach"},
    {"kind": "object", "by": "BBB", "reason": "no", "round": 2},
)
"""Letters of the shorter of the short logs, besides the others: second rounds, and faults."""


def at_hours(letters: Sequence[Line], hours: Sequence[int]) -> list[Line]:
    """A log from its letters and the hour of each."""
    return [{"at": hour(h), **says} for says, h in zip(letters, hours, strict=True)]


def words(letters: Sequence[Line], length: int) -> Iterator[list[Line]]:
    """Every log of a length, its hours in every order, rightly or not."""
    for says in product(letters, repeat=length):
        for hours in product(INSTANTS, repeat=length):
            yield at_hours(says, hours)


def rising(length: int) -> list[tuple[int, ...]]:
    """The hours of a log in order."""
    return list(combinations_with_replacement(INSTANTS, length))


def ordered(letters: Sequence[Line], length: int) -> Iterator[list[Line]]:
    """Every log of a length whose hours are in order."""
    for says in product(letters, repeat=length):
        for hours in rising(length):
            yield at_hours(says, hours)


def opened(letters: Sequence[Line], length: int) -> Iterator[list[Line]]:
    """Every log that begins with a circulation and goes on in order for a number of events."""
    for says in product(letters, repeat=length):
        for hours in rising(length):
            yield at_hours((LETTERS[2], *says), (0, *hours))


# Random logs


class Sample(NamedTuple):
    """A log, the procedure that it follows, and the instants at which to ask."""

    procedure: Procedure
    lines: list[Line]
    asked: tuple[int, ...]


STARTS = (
    "2024-03-28T09:00:00Z",  # before European summer time
    "2024-10-24T15:30:00Z",  # before its end
    "2025-03-06T20:00:00Z",  # before American summer time
    "2025-10-31T22:15:00Z",  # before its end
    "2024-04-03T12:00:00Z",  # before the end of summer on Lord Howe
    "2024-06-25T23:30:00Z",
    "2024-12-30T11:45:00Z",
)
STEPS = (0, 0, 1, 60, HOUR, HOUR, 3 * HOUR, 9 * HOUR, DAY)
LENGTHS = (1, HOUR, 12 * HOUR, DAY, DAY + 1, 2 * DAY, 3 * DAY, 5 * DAY)
PARTIES = ("AAA", "BBB", "CCC", "DDD")
LIKELY: dict[str, tuple[str, ...]] = {
    "none": ("draft", "table", "circulate", "circulate"),
    "draft": (*["table"] * 4, *["circulate"] * 6, "withdraw"),
    "tabled": (*["circulate"] * 14, "withdraw", "refer"),
    "under_silence": (*ACTS * 2, *["extend"] * 6, *["attach"] * 5, "withdraw", "refer"),
    "broken": (*ACTS, *["circulate"] * 8, "attach", "attach", "withdraw", "refer"),
    "adopted": (*ACTS, "attach", "correct"),
}
"""How often each kind is drawn in a state; few logs are to end early."""


def draw_membership(rng: Random, start: int) -> Membership | None:
    """Members that join and leave around the start; None: the membership is not known."""
    if rng.random() < 0.1:
        return None
    day = day_of(start)
    change = [day + timedelta(days=rng.randint(-1, 4)) for _ in PARTIES]
    first, last = NEVER
    gap = timedelta(days=rng.randint(1, 2))
    return {
        "AAA": ((first, last),),
        "BBB": ((change[1], last),),
        "CCC": ((first, change[2]),),
        "DDD": ((first, change[3]), (change[3] + gap, last)),
    }


def draw_procedure(rng: Random, start: int) -> Procedure:
    """Terms of a rule with its membership."""
    return Procedure(
        breaking=frozenset(rng.choice((ACTS, ACTS, ("object",), ("object", "amend")))),
        minimum_hours=rng.choice((None, None, Fraction(1), Fraction(24), Fraction(9, 2))),
        extensions=rng.random() < 0.85,
        membership=draw_membership(rng, start),
    )


def draw_expires(rng: Random, t: int, zone: str) -> str:
    """The instant written with Z, with the zone's own offset, or as a local time if it is clear."""
    plus = offset(zone, t)
    local = written(t + plus, None)
    forms = [written(t), written(t, plus) if plus else written(t)]
    return rng.choice([*forms, local, local] if len(readings(local, zone)) == 1 else forms)


def draw_step(rng: Random, procedure: Procedure, log: History, t: int) -> int:
    """The next event's instant; often at the deadline, a second before or after it."""
    rounds = procedure.rounds(log)
    if rounds and rng.random() < 0.2:
        near = procedure.deadline(log, rounds[-1]) + rng.choice((-1, 0, 0, 1))
        if near >= t:
            return near
    return t + rng.choice(STEPS)


def draw_member(rng: Random, procedure: Procedure, log: History) -> str | None:
    """A member of the last round's day."""
    opening = procedure.rounds(log)[-1]
    day = procedure.day(opening, opening)
    members = [p for p in PARTIES if procedure.is_member(p, day)]
    return rng.choice(members) if members else None


def draw_circulation(rng: Random, procedure: Procedure, t: int) -> dict[str, Any]:
    """The fields of a circulation."""
    zone = rng.choice(tuple(ZONES))
    least = int((procedure.minimum_hours or 0) * HOUR)
    length = max(rng.choice(LENGTHS), least)
    expires = draw_expires(rng, t + length, zone)
    return {"expires": expires, "zone": zone, "hash_en": ENGLISH, "hash_fr": FRENCH}


def draw_extension(rng: Random, procedure: Procedure, log: History) -> dict[str, Any]:
    """The fields of an extension, sometimes in a zone of its own."""
    opening = procedure.rounds(log)[-1]
    until = procedure.deadline(log, opening) + rng.choice(LENGTHS)
    if rng.random() < 0.25:
        zone = rng.choice(tuple(ZONES))
        return {"expires": draw_expires(rng, until, zone), "zone": zone}
    return {"expires": draw_expires(rng, until, procedure.zone(log, log[-1]))}


def draw_line(rng: Random, procedure: Procedure, log: History, t: int) -> dict[str, Any] | None:
    """An event that the state admits; None where the procedure has ended."""
    kinds = LIKELY.get(procedure.state(log, t), ())
    kinds = tuple(k for k in kinds if k != "extend" or procedure.extensions)
    if not kinds:
        return None
    kind = rng.choice(kinds)
    says: dict[str, Any] = {"at": written(t, rng.choice((0, 0, 2 * HOUR, -9000))), "kind": kind}
    if kind == "circulate":
        says |= draw_circulation(rng, procedure, t)
    if kind == "extend":
        says |= draw_extension(rng, procedure, log)
    if kind == "correct":
        says |= {"hash_en": FRENCH, "hash_fr": ENGLISH, "reason": "slip"}
    if kind in (*ACTS, "attach"):
        says |= {"by": draw_member(rng, procedure, log), "reason": rng.choice(("why", "for time"))}
    if kind == "attach" and rng.random() < 0.7:
        says["what"] = rng.choice(ATTACHED)
    rounds = len(procedure.rounds(log)) + (kind == "circulate")
    if rounds and rng.random() < 0.3:
        says["round"] = rounds
    return None if says.get("by", "") is None else says


def draw_lines(rng: Random, procedure: Procedure, start: int) -> list[Line]:
    """A log without fault, of up to 15 events."""
    log: History = ()
    t = start
    for line in range(1, rng.randint(2, 16)):
        t = draw_step(rng, procedure, log, t)
        says = draw_line(rng, procedure, log, t)
        if says is not None:
            log = (*log, Entry(line, says["kind"], t, says))
    return [e.says for e in log]


def draw_asked(rng: Random, procedure: Procedure, lines: list[Line]) -> tuple[int, ...]:
    """After everything; and at, before or after an event or a deadline."""
    entries = procedure.entries(lines)
    marks = [e.at for e in entries]
    marks += [t for e in entries if "expires" in e.says for t in readings(e.says["expires"], "UTC")]
    near = rng.choice(marks or [NOON]) + rng.choice((-1, 0, 0, 1))
    return (max(marks, default=NOON) + 30 * DAY, near, rng.choice(marks or [NOON]))


def draw_sample(rng: Random) -> Sample:
    """A log without fault."""
    start = readings(rng.choice(STARTS), "UTC")[0] + rng.randint(-2, 2) * HOUR
    procedure = draw_procedure(rng, start)
    lines = draw_lines(rng, procedure, start)
    return Sample(procedure, lines, draw_asked(rng, procedure, lines))
