"""Instants that a verb is asked for: with their offset, on the clocks of a zone, or as a day."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from foedus.cli.desk import usage
from foedus.errors import Finding, InputError

_DAY = len("2024-10-01")


def read_zone(text: str | None) -> ZoneInfo | None:
    """Return the time zone of the option ``--zone``.

    Raises
    ------
    InputError
        It is no zone of IANA.
    """
    from foedus.decide.instants import nearest_zone, zones

    if text is None:
        return None
    if text not in zones():
        raise usage("unknown-zone", "--zone", text=text, nearest=nearest_zone(text))
    return ZoneInfo(text)


def read_instant(option: str, text: str | None, zone: str | None = None) -> datetime | None:
    """Return the instant of an option in UTC: with its offset, or on the clocks of a zone.

    Raises
    ------
    InputError
        It is no instant, has no offset and no zone is given, or is a time that the zone skips or
        has twice.
    """
    from foedus.decide.instants import Flaw, in_zone, instant, read

    clocks = read_zone(zone)
    if text is None:
        return None
    written = read(text)
    if written is None:
        raise usage("not-an-instant", option, text=text)
    if written.offset is not None:
        return instant(text)
    if clocks is None:
        raise usage("no-offset", option, text=text)
    found = in_zone(written, clocks)
    if isinstance(found, Flaw):
        raise InputError([Finding("fault", found.kind, option, None, None, text, found.details)])
    return found


def read_moment(option: str, text: str | None, zone: str | None) -> datetime | None:
    """Return the instant of an option in UTC, or the first instant of a day.

    A day is that of the zone, or of UTC where none is given.

    Raises
    ------
    InputError
        As in ``read_instant``; or it is no day either.
    """
    from foedus.decide.instants import read

    if text is None or read(text) is not None:
        return read_instant(option, text, zone)
    if len(text) != _DAY or read(f"{text}T00:00") is None:
        raise usage("not-a-moment", option, text=text)
    return read_instant(option, f"{text}T00:00", zone or "UTC")
