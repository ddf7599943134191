"""Days, months, years and spans as periods; those half said, resolved against the dateline."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from foedus.read.model import Precision
from foedus.results.dispatch import Dateline


@dataclass(frozen=True)
class Period:
    """From a first to a last day, both included; ``guessed`` where the dateline gave a part."""

    first: date
    last: date
    precision: Precision
    guessed: bool = False


def day(year: int, month: int, number: int, *, guessed: bool = False) -> Period | None:
    """Return a day; None where the calendar has none such.

    >>> day(2023, 2, 29)
    """
    if not (1 <= month <= 12 and 1 <= number <= calendar.monthrange(year, month)[1]):
        return None
    at = date(year, month, number)
    return Period(at, at, "day", guessed)


def month(year: int, number: int, *, guessed: bool = False) -> Period | None:
    """Return a month; None where there is none such."""
    if not 1 <= number <= 12:
        return None
    last = date(year, number, calendar.monthrange(year, number)[1])
    return Period(date(year, number, 1), last, "month", guessed)


def year(number: int, *, guessed: bool = False) -> Period:
    """Return a year."""
    return Period(date(number, 1, 1), date(number, 12, 31), "year", guessed)


def span(first: Period | None, last: Period | None) -> Period | None:
    """Return the days from one period to another; None where it ends before it starts."""
    if first is None or last is None or last.last < first.first:
        return None
    return Period(first.first, last.last, "span", first.guessed or last.guessed)


def anchor(dateline: Dateline | None) -> Period | None:
    """Return the day, month or year of a dateline.

    >>> anchor(Dateline("2024-10")).last
    datetime.date(2024, 10, 31)
    """
    if dateline is None:
        return None
    parts = [int(part) for part in dateline.day.split("-")]
    if len(parts) == 3:
        return day(*parts)
    return month(*parts) if len(parts) == 2 else year(*parts)


def near_month(number: int, at: Period | None, *, ahead: bool) -> Period | None:
    """Return the nearest such month up to the dateline; ``ahead``: from the dateline on.

    >>> near_month(6, anchor(Dateline("2024-10")), ahead=False).first
    datetime.date(2024, 6, 1)
    """
    if at is None:
        return None
    if at.precision == "year":
        return month(at.first.year, number, guessed=True)
    passed = number > at.first.month
    shift = (passed and -1) if not ahead else int(number < at.first.month)
    return month(at.first.year + int(shift), number, guessed=True)


def near_day(number: int, in_month: int, at: Period | None, *, ahead: bool) -> Period | None:
    """Return the nearest such day up to the dateline; ``ahead``: from the dateline on."""
    around = near_month(in_month, at, ahead=ahead)
    if at is None or around is None:
        return None
    found = day(around.first.year, in_month, number, guessed=True)
    if found is None or at.precision != "day" or in_month != at.first.month:
        return found
    if ahead and found.first < at.first:
        return day(around.first.year + 1, in_month, number, guessed=True)
    return found


def weekday(number: int, at: Period | None, *, ahead: bool, skip: bool) -> Period | None:
    """Return the nearest such day of the week (Monday is 0); ``skip``: not the dateline's own."""
    if at is None or at.precision != "day":
        return None
    step = (number - at.first.weekday()) % 7 if ahead else -((at.first.weekday() - number) % 7)
    if skip and step == 0:
        step = 7 if ahead else -7
    found = at.first + timedelta(days=step)
    return Period(found, found, "day", guessed=True)


def shifted(unit: str, steps: int, at: Period | None) -> Period | None:
    """Return the day, week, month or year so many steps from the dateline.

    Nothing where the dateline is less exact than the unit.
    """
    if at is None:
        return None
    if unit == "year":
        return year(at.first.year + steps, guessed=True)
    if unit == "month" and at.precision != "year":
        whole = at.first.year * 12 + at.first.month - 1 + steps
        return month(whole // 12, whole % 12 + 1, guessed=True)
    if at.precision != "day":
        return at_most(unit, steps, at)
    if unit == "day":
        found = at.first + timedelta(days=steps)
        return Period(found, found, "day", guessed=True)
    monday = at.first - timedelta(days=at.first.weekday() - 7 * steps)
    return Period(monday, monday + timedelta(days=6), "span", guessed=True)


def at_most(unit: str, steps: int, at: Period) -> Period | None:
    """Return the dateline's own month or year for "today"; nothing more is known."""
    if unit == "day" and steps == 0:
        return Period(at.first, at.last, at.precision, guessed=True)
    return None
