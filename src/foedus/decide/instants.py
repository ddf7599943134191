"""Instants as they are written: with an offset, or as the clock of a zone shows them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from types import MappingProxyType
from typing import Literal
from zoneinfo import ZoneInfo, available_timezones

from foedus.case.spelling import nearest

YEARS = range(1583, 9999)
"""Years that can be written. ISO 8601 takes earlier ones only by agreement (they precede the
Gregorian calendar); in 9999 a zone's clock may already show the year 10000."""

_INSTANT = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ]"
    r"(?P<time>[0-9]{2}:[0-9]{2}(:[0-9]{2}([.,][0-9]{1,6})?)?)"
    r"(?P<offset>[Zz]|[+-][0-9]{2}(:?[0-9]{2})?)?"
)
_NOT_IANA = frozenset({"localtime", "posixrules", "Factory"})  # of the machine, or no place at all


@dataclass(frozen=True)
class Written:
    """An instant as it is written.

    Parameters
    ----------
    text : str
    clock : datetime
        What the clock shows, without a zone.
    offset : timedelta or "Z", optional
        Its offset from UTC; ``Z`` where UTC itself is written; None for a local time.
    """

    text: str
    clock: datetime
    offset: timedelta | Literal["Z"] | None


@dataclass(frozen=True)
class Flaw:
    """What is wrong, before it is known where: kind, column, value and details of a finding."""

    kind: str
    column: str | None = None
    value: str | None = None
    details: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def read(text: str) -> Written | None:
    """Return an ISO 8601 date and time as it is written; None where the text is none.

    At most microseconds; years as in `YEARS`; a leap second is not taken.

    Examples
    --------
    >>> read("2024-10-01T18:00+02:00").offset
    datetime.timedelta(seconds=7200)
    >>> read("2024-10-01T18:00").offset is None, read("2024-10-01") is None
    (True, True)
    """
    found = _INSTANT.fullmatch(text)
    if found is None or int(text[:4]) not in YEARS:
        return None
    try:
        clock = datetime.fromisoformat(f"{found['day']}T{found['time']}")
        return Written(text, clock, _offset(found["offset"]))
    except ValueError:
        return None


def _offset(text: str | None) -> timedelta | Literal["Z"] | None:
    if text is None:
        return None
    if text in {"Z", "z"}:
        return "Z"
    hours, minutes = int(text[1:3]), int(text[-2:]) if len(text) > 3 else 0
    if hours > 23 or minutes > 59:
        raise ValueError(text)
    size = timedelta(hours=hours, minutes=minutes)
    return -size if text[0] == "-" else size


def instant(text: str) -> datetime | None:
    """Return a written instant in UTC; None where it is none, or has no offset.

    Examples
    --------
    >>> instant("2024-10-01T18:00+02:00").isoformat()
    '2024-10-01T16:00:00+00:00'
    >>> instant("2024-10-01T18:00") is None
    True
    """
    written = read(text)
    if written is None or written.offset is None:
        return None
    return with_offset(written)


def with_offset(written: Written) -> datetime:
    """Return a written instant that has an offset, in UTC."""
    offset = written.offset if isinstance(written.offset, timedelta) else timedelta(0)
    return (written.clock - offset).replace(tzinfo=UTC)


@cache
def zones() -> frozenset[str]:
    """Return the names of the IANA zones."""
    return frozenset(available_timezones() - _NOT_IANA)


def nearest_zone(name: str) -> str:
    """Return the IANA zone whose name is most like a name, by all of it or by its last part.

    Examples
    --------
    >>> nearest_zone("Europe/Bruxelles"), nearest_zone("brussels")
    ('Europe/Brussels', 'Europe/Brussels')
    """
    places = {zone.rpartition("/")[2]: zone for zone in sorted(zones(), reverse=True)}
    if "/" not in name and (place := nearest(name, sorted(places), cutoff=0.7)):
        return places[place]
    return nearest(name, sorted(zones()), cutoff=0) or "UTC"


def meanings(clock: datetime, zone: ZoneInfo) -> tuple[datetime, ...]:
    """Return every instant, UTC, at which the clock of a zone shows a time.

    One as a rule; none for a time that the zone skips when its clocks go forward; two for one
    that it has twice when they go back.

    Examples
    --------
    >>> brussels = ZoneInfo("Europe/Brussels")
    >>> [len(meanings(datetime(2024, m, d, 2, 30), brussels)) for m, d in ((3, 31), (10, 27))]
    [0, 2]
    """
    either = {clock.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)}
    shown = (moment for moment in either if moment.astimezone(zone).replace(tzinfo=None) == clock)
    return tuple(sorted(shown))


def in_zone(written: Written, zone: ZoneInfo) -> datetime | Flaw:
    """Return a written instant in UTC, read with a zone; a `Flaw` where it cannot be.

    A local time must be one that the zone shows exactly once. An offset other than ``Z`` must be
    the zone's own at that instant.

    Examples
    --------
    >>> in_zone(read("2024-10-27T02:30+01:00"), ZoneInfo("Europe/Brussels")).isoformat()
    '2024-10-27T01:30:00+00:00'
    >>> in_zone(read("2024-10-27T02:30"), ZoneInfo("Europe/Brussels")).kind
    'silence.twice'
    """
    if written.offset is None:
        return _local(written.clock, zone)
    moment = with_offset(written)
    own = moment.astimezone(zone)
    if written.offset != "Z" and written.offset != own.utcoffset():
        return Flaw("silence.offset", details={"zone": zone.key, "nearest": own.isoformat()})
    return moment


def _local(clock: datetime, zone: ZoneInfo) -> datetime | Flaw:
    found = meanings(clock, zone)
    if len(found) == 1:
        return found[0]
    if found:
        first, second = (moment.astimezone(zone).isoformat() for moment in found)
        return Flaw("silence.twice", details={"zone": zone.key, "first": first, "second": second})
    # Read with the offset before the gap: the clock that was not put forward.
    meant = clock.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).isoformat()
    return Flaw("silence.no-such-time", details={"zone": zone.key, "nearest": meant})
