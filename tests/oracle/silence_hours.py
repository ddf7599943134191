"""Instants in the zones of the oracle, computed from the published rules of each zone.

An instant is in whole seconds from 1 January 1970. Summer time: Directive 2000/84/EC for the
European Union (the United Kingdom keeps the same hours); Energy Policy Act of 2005, section 110,
for the United States; Standard Time Act 1987 of New South Wales for Lord Howe Island.
"""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import NamedTuple

HOUR = 3600
DAY = 24 * HOUR
EPOCH = date(1970, 1, 1).toordinal()
TEXT = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d))?(Z|([+-])(\d\d):(\d\d))?")


class Hours(NamedTuple):
    """A zone: its standard offset, what summer adds, and how summer is found (seconds)."""

    standard: int
    summer: int = 0
    law: str = ""


ZONES: Mapping[str, Hours] = {
    "UTC": Hours(0),
    "Europe/London": Hours(0, HOUR, "european"),
    "Europe/Brussels": Hours(HOUR, HOUR, "european"),
    "America/New_York": Hours(-5 * HOUR, HOUR, "american"),
    "Australia/Lord_Howe": Hours(10 * HOUR + 1800, 1800, "lord howe"),
    "Asia/Kolkata": Hours(5 * HOUR + 1800),
    "Pacific/Kiritimati": Hours(14 * HOUR),
}


def sunday(year: int, month: int, nth: int) -> int:
    """Midnight UTC of the nth Sunday of a month; 0 is the last."""
    days = range(date(year, month, 1).toordinal(), date(year, month, 1).toordinal() + 31)
    found = [d for d in days if d % 7 == 0 and date.fromordinal(d).month == month]
    return (found[nth - 1] - EPOCH) * DAY


def is_summer(law: str, year: int, t: int) -> bool:
    """Whether summer time holds at an instant of a year."""
    if law == "european":
        return sunday(year, 3, 0) + HOUR <= t < sunday(year, 10, 0) + HOUR
    if law == "american":
        return sunday(year, 3, 2) + 7 * HOUR <= t < sunday(year, 11, 1) + 6 * HOUR
    if law == "lord howe":
        ends, starts = sunday(year, 4, 1) - 9 * HOUR, sunday(year, 10, 1) - 8 * HOUR - 1800
        return not ends <= t < starts
    return False


def day_of(t: int) -> date:
    """The day of an instant, in UTC."""
    return date.fromordinal(EPOCH + t // DAY)


def offset(zone: str, t: int) -> int:
    """What a zone's clocks add to UTC at an instant (seconds)."""
    hours = ZONES[zone]
    return hours.standard + hours.summer * is_summer(hours.law, day_of(t).year, t)


@cache
def split(text: object) -> tuple[int, int | None] | None:
    """The clock's reading and the offset (None: none is given); None where it cannot be read."""
    found = TEXT.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        return None
    year, month, day, hour, minute = (int(found[i]) for i in range(1, 6))
    clock = (date(year, month, day).toordinal() - EPOCH) * DAY
    clock += hour * HOUR + minute * 60 + int(found[6] or 0)
    if found[7] in (None, "Z"):
        return clock, None if found[7] is None else 0
    return clock, (int(found[9]) * HOUR + int(found[10]) * 60) * (-1 if found[8] == "-" else 1)


@cache
def readings(text: object, zone: str) -> tuple[int, ...]:
    """Every instant that a text can mean in a zone."""
    parts = split(text)
    if parts is None:
        return ()
    clock, given = parts
    if given is not None:
        return (clock - given,)
    hours = ZONES[zone]
    tries = {clock - hours.standard, clock - hours.standard - hours.summer}
    return tuple(sorted(t for t in tries if t + offset(zone, t) == clock))
