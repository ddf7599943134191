"""One thing changed in a log of a silence procedure, that as a rule makes it faulty."""

from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import Any

from .silence_histories import FRENCH, NOON, PARTIES, Sample, written
from .silence_hours import DAY, HOUR, readings
from .silence_model import ALLOWED, Line

Fields = dict[str, Any]


def _lacking(rng: Random, says: Fields) -> Fields:
    dropped = rng.choice(tuple(says))
    return {k: v for k, v in says.items() if k != dropped}


def _other_deadline(rng: Random, says: Fields) -> Fields:
    at = (readings(says.get("at"), "UTC") or (NOON,))[0]
    brussels = {"zone": "Europe/Brussels"}
    other: tuple[Fields, ...] = (
        {"expires": written(at)},
        {"expires": written(at - HOUR)},
        {"expires": written(at + 60)},
        {"expires": written(at + 90 * DAY, 8 * HOUR)},
        {"expires": "noon"},
        {"expires": "2026-10-25T02:30:00", **brussels},
        {"expires": "2026-03-29T02:30:00", **brussels},
        {"expires": "2026-10-25T02:30:00+01:00", **brussels},
        {"expires": "2026-10-25T02:30:00+02:00", **brussels},
        {"expires": "2026-07-01T12:00:00+01:00", **brussels},
        {"zone": "Mars/Olympus"},
    )
    return says | rng.choice(other)


def _other_party(rng: Random, says: Fields) -> Fields:
    return says | {"by": rng.choice(("ZZZ", *PARTIES))}


def _other_field(rng: Random, says: Fields) -> Fields:
    other: tuple[Fields, ...] = (
        {"round": rng.randint(0, 5)},
        {"kind": rng.choice(tuple(ALLOWED))},
        {"kind": rng.choice(tuple(ALLOWED))},
        {"kind": "ballot"},
        {"colour": "blue"},
        {"at": "2024-06-26T12:00:00"},
        {"at": "yesterday"},
        {"what": "song"},
        {"hash_fr": FRENCH[1:]},
        {"reason": ""},
    )
    return says | rng.choice(other)


def _changed(rng: Random, says: Fields) -> Fields:
    changes = [_lacking, _other_field]
    if "expires" in says:
        changes += [_other_deadline] * 3
    if "by" in says:
        changes += [_other_party]
    return rng.choice(changes)(rng, says)


def _moved(rng: Random, lines: list[Line], i: int) -> list[Line]:
    rest = [*lines[:i], *lines[i + 1 :]]
    j = rng.randint(0, len(rest))
    return [*rest[:j], lines[i], *rest[j:]]


def with_fault(rng: Random, sample: Sample) -> Sample:
    """The log with one thing changed that as a rule makes it faulty."""
    if not sample.lines:
        return sample
    lines = list(sample.lines)
    i = rng.randrange(len(lines))
    form = rng.randrange(8)
    if form == 2:
        strict = replace(sample.procedure, extensions=False, minimum_hours=Fraction(30))
        return sample._replace(procedure=strict)
    if form == 0:
        return sample._replace(lines=_moved(rng, lines, i))
    if form == 1:
        return sample._replace(
            lines=[*lines, dict(lines[i]) | {"at": lines[-1].get("at", written(NOON))}]
        )
    lines[i] = _changed(rng, dict(lines[i]))
    return sample._replace(lines=lines)
