"""Days of the record: a year earlier, a year later, half-open intervals."""

from __future__ import annotations

from datetime import date


def holds(first: date, until: date | None, day: date) -> bool:
    """Return whether a day lies in ``first <= day < until``; without ``until``, from ``first`` on.

    Half-open, so that a predecessor and a successor never hold on the same day.

    Examples
    --------
    >>> first, until = date(2014, 10, 1), date(2024, 10, 1)
    >>> holds(first, until, date(2024, 9, 30)), holds(first, until, until)
    (True, False)
    """
    return first <= day and (until is None or day < until)


def years_later(day: date, years: int) -> date:
    """Return the same day some years later, or earlier; 29 February becomes 28 February.

    Examples
    --------
    >>> years_later(date(2024, 2, 29), -1), years_later(date(2024, 10, 1), 1)
    (datetime.date(2023, 2, 28), datetime.date(2025, 10, 1))
    """
    year = min(max(day.year + years, date.min.year), date.max.year)
    leap = day.month == 2 and day.day == 29
    return day.replace(year=year, day=28 if leap else day.day)


def month_after(month: date) -> date:
    """Return the first day of the month after: from then on, the month's end is past.

    Examples
    --------
    >>> month_after(date(2024, 12, 1))
    datetime.date(2025, 1, 1)
    """
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
