"""Days as a dispatch gives them: a day, a month, a year or a span, compared at that precision."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from foedus.read.verdicts.tables import Row

Period = tuple[date, date]
"""First and last day, both included."""

_LENGTH_OF_A_DAY = len("2024-06-26")
_DAY = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


def period_of(said: object) -> Period | None:
    """Return the days that ``2024-06-26``, ``2024-06``, ``2024`` or ``2017/2021`` stand for.

    Examples
    --------
    >>> period_of("2024-06")
    (datetime.date(2024, 6, 1), datetime.date(2024, 6, 30))
    >>> period_of("in June") is None
    True
    """
    parts = [_one(part) for part in str(said).split("/")]
    if not parts or any(part is None for part in parts):
        return None
    known = [part for part in parts if part is not None]
    return known[0][0], known[-1][1]


def _one(said: str) -> Period | None:
    found = _DAY.fullmatch(said.strip())
    if found is None:
        return None
    year, month, day = (None if part is None else int(part) for part in found.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
        last = date(year or 0, month or 12, day or _days(first, month))
    except ValueError:
        return None
    return first, last


def _days(first: date, month: int | None) -> int:
    return calendar.monthrange(first.year, month or 12)[1]


def agrees(said: object, day: date | None) -> bool:
    """Return whether a day lies within what was said.

    Examples
    --------
    >>> agrees("2024-10", date(2024, 10, 1)), agrees("2024-10-02", date(2024, 10, 1))
    (True, False)
    """
    period = period_of(said)
    return period is not None and day is not None and period[0] <= day <= period[1]


def ends(said: object, until: date | None) -> bool:
    """Return whether a half-open end is meant: "to 30 September" and "until 1 October" are one."""
    return until is not None and (agrees(said, until) or agrees(said, until - timedelta(days=1)))


def overlap(one: Period, other: Period) -> bool:
    """Return whether two periods share a day."""
    return one[0] <= other[1] and other[0] <= one[1]


def same_days(said: object, held: Period) -> bool:
    """Return whether days as said are those held: a span of days only if both its ends are.

    Examples
    --------
    >>> held = (date(2025, 6, 24), date(2025, 6, 26))
    >>> same_days("2025-06-24/2025-06-25", held), same_days("2025-06-24/2025-06-26", held)
    (False, True)
    >>> same_days("2025-06-25", held), same_days("2025-06", held)
    (True, True)
    """
    period = period_of(said)
    if period is None:
        return False
    parts = [part.strip() for part in str(said).split("/")]
    exact = len(parts) > 1 and all(len(part) == _LENGTH_OF_A_DAY for part in parts)
    return period == held if exact else overlap(period, held)


def row_period(row: Row) -> Period:
    """Return the days of a row with ``date`` and a half-open ``until``."""
    until = row.get("until")
    return row["date"], row["date"] if until is None else until - timedelta(days=1)
