"""What an event of a silence procedure must hold, beside the state that takes it."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from foedus.case.spelling import nearest
from foedus.decide.events import Line
from foedus.decide.instants import Flaw, in_zone
from foedus.decide.procedure import Standing, Terms

_MICROSECOND = timedelta(microseconds=1)
_HOUR = 3_600_000_000  # microseconds


# Of the line by itself


def named(line: Line, _: Terms) -> Iterator[Flaw]:
    """Demand that it is said who acts."""
    if line.lacks("by"):
        yield Flaw("silence.missing", "by")


def reason(line: Line, _: Terms) -> Iterator[Flaw]:
    """Demand a reason."""
    if line.lacks("reason"):
        yield Flaw("silence.no-reason", "reason", details={"kind": line.kind or ""})


def both_texts(line: Line, _: Terms) -> Iterator[Flaw]:
    """Demand the hashes of both texts: a round binds the text in both languages."""
    for name in ("hash_en", "hash_fr"):
        if line.lacks(name):
            yield Flaw("silence.text-missing", name)


def opening(line: Line, terms: Terms) -> Iterator[Flaw]:
    """Demand a deadline in a zone, after the circulation and as long as the rule asks."""
    for name in ("zone", "expires"):
        if line.lacks(name):
            yield Flaw("silence.missing", name)
    zone, written = line.text("zone"), line.expires
    if zone is None or written is None:
        return
    expires = in_zone(written, ZoneInfo(zone))
    if isinstance(expires, Flaw):
        yield replace(expires, column="expires", value=written.text)
    elif line.at is not None and expires <= line.at:
        yield Flaw("silence.expires-before", "expires", written.text)
    elif line.at is not None:
        yield from _long_enough(line.at, expires, terms.silence.minimum_hours, zone, written.text)


def may_move(line: Line, terms: Terms) -> Iterator[Flaw]:
    """Demand that the rule lets the deadline be moved, and that it is said to when."""
    if not terms.silence.extensions:
        yield Flaw("silence.no-extensions", "kind", line.kind)
    if line.lacks("expires"):
        yield Flaw("silence.missing", "expires")


# Of the line where the procedure stands


def last_round(standing: Standing, line: Line) -> Iterator[Flaw]:
    """Demand the number of the last round, where one is given."""
    yield from _numbered(line, standing.number)


def next_round(standing: Standing, line: Line) -> Iterator[Flaw]:
    """Demand the number of the next round, where one is given."""
    yield from _numbered(line, standing.number + 1)


def _numbered(line: Line, number: int) -> Iterator[Flaw]:
    given = line.values.get("round", number)
    if given != number:
        yield Flaw("silence.wrong-round", "round", str(given), {"expected": str(number)})


def later(standing: Standing, line: Line) -> Iterator[Flaw]:
    """Demand a deadline later than the present one."""
    if line.expires is None or "zone" in line.unread:
        return
    last = standing.last_round()
    expires = in_zone(line.expires, ZoneInfo(line.text("zone") or last.zone))
    if isinstance(expires, Flaw):
        yield replace(expires, column="expires", value=line.expires.text)
    elif expires <= last.expires:
        present = {"present": last.expires.astimezone(ZoneInfo(last.zone)).isoformat()}
        yield Flaw("silence.not-later", "expires", line.expires.text, present)


# Of who acts


def member(line: Line, day: date, members: Collection[str]) -> Iterator[Flaw]:
    """Demand a member, of the day on which the round was circulated."""
    by = line.text("by")
    if by is not None and by not in members:
        details = {"day": str(day), "nearest": nearest(by, sorted(members), cutoff=0) or "–"}
        yield Flaw("silence.not-a-member", "by", by, details)


def _long_enough(
    at: datetime, expires: datetime, hours: Fraction | None, zone: str, written: str
) -> Iterator[Flaw]:
    if hours is None or (expires - at) // _MICROSECOND >= hours * _HOUR:
        return
    details = {"hours": _decimal(hours), "earliest": _earliest(at, hours, zone)}
    yield Flaw("silence.too-short", "expires", written, details)


def _earliest(at: datetime, hours: Fraction, zone: str) -> str:
    try:
        first = at + _MICROSECOND * math.ceil(hours * _HOUR)
        return first.astimezone(ZoneInfo(zone)).isoformat()
    except OverflowError:  # the rule asks for longer than the calendar lasts
        return "–"


def _decimal(hours: Fraction) -> str:
    return str(hours) if hours.denominator == 1 else f"{float(hours):g}"
