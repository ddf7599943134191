"""What an event of a silence procedure must hold, beside the state that takes it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from foedus.case.spelling import nearest
from foedus.decide.events import Event
from foedus.decide.instants import Flaw, in_zone
from foedus.decide.procedure import Standing, Terms

_MICROSECOND = timedelta(microseconds=1)
_HOUR = 3_600_000_000  # microseconds


def by_member(standing: Standing, event: Event, _: Terms) -> Iterator[Flaw]:
    """Demand a member, of the day on which the round was circulated."""
    last = standing.round
    if event.by is None:
        yield Flaw("silence.missing", "by")
    elif last and last.members is not None and event.by not in last.members:
        best = nearest(event.by, last.members, cutoff=0) or "–"
        details = {"day": str(standing.day), "nearest": best}
        yield Flaw("silence.not-a-member", "by", event.by, details)


def last_round(standing: Standing, event: Event, _: Terms) -> Iterator[Flaw]:
    """Demand the number of the last round, where one is given."""
    yield from _numbered(event, standing.number)


def next_round(standing: Standing, event: Event, _: Terms) -> Iterator[Flaw]:
    """Demand the number of the next round, where one is given."""
    yield from _numbered(event, standing.number + 1)


def _numbered(event: Event, number: int) -> Iterator[Flaw]:
    if event.round not in {None, number}:
        yield Flaw("silence.wrong-round", "round", str(event.round), {"expected": str(number)})


def reason(_: Standing, event: Event, __: Terms) -> Iterator[Flaw]:
    """Demand a reason."""
    if event.reason is None:
        yield Flaw("silence.no-reason", "reason", details={"kind": event.kind})


def both_texts(_: Standing, event: Event, __: Terms) -> Iterator[Flaw]:
    """Demand the hashes of both texts: a round binds the text in both languages."""
    for name, found in (("hash_en", event.hash_en), ("hash_fr", event.hash_fr)):
        if found is None:
            yield Flaw("silence.text-missing", name)


def opening(_: Standing, event: Event, terms: Terms) -> Iterator[Flaw]:
    """Demand a deadline in a zone, after the circulation and as long as the rule asks."""
    if event.zone is None:
        yield Flaw("silence.missing", "zone")
    if event.expires is None:
        yield Flaw("silence.missing", "expires")
    if event.zone is None or event.expires is None:
        return
    expires = in_zone(event.expires, ZoneInfo(event.zone))
    if isinstance(expires, Flaw):
        yield replace(expires, column="expires", value=event.expires.text)
    elif expires <= event.at:
        yield Flaw("silence.expires-before", "expires", event.expires.text)
    else:
        hours = terms.silence.minimum_hours
        yield from _long_enough(event.at, expires, hours, event.zone, event.expires.text)


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


def moving(standing: Standing, event: Event, terms: Terms) -> Iterator[Flaw]:
    """Demand that the rule lets the deadline be moved, and a later one."""
    if not terms.silence.extensions:
        yield Flaw("silence.no-extensions", "kind", event.kind)
    if event.expires is None:
        yield Flaw("silence.missing", "expires")
        return
    last = standing.last_round()
    expires = in_zone(event.expires, ZoneInfo(event.zone or last.zone))
    if isinstance(expires, Flaw):
        yield replace(expires, column="expires", value=event.expires.text)
    elif expires <= last.expires:
        present = {"present": last.expires.astimezone(ZoneInfo(last.zone)).isoformat()}
        yield Flaw("silence.not-later", "expires", event.expires.text, present)


def _decimal(hours: Fraction) -> str:
    return str(hours) if hours.denominator == 1 else f"{float(hours):g}"
