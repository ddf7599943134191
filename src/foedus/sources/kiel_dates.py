"""The dates of Kiel's workbook, which stand there as dates and as text in many ways."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?: 00:00:00)?")
DAY = r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4}|[0-9]{2})"
UNTIL = re.compile(rf"(?:until|since)\s+{DAY}", re.IGNORECASE)
BETWEEN = re.compile(rf"between\s+{DAY}\s*(?:and|&)\s*{DAY}", re.IGNORECASE)
MONTH = re.compile(r"(?:not specified|unclear),\s*([0-9]{1,2})/([0-9]{4}|[0-9]{2})", re.IGNORECASE)
UNKNOWN = frozenset({"undisclosed", "unspecified", "not specified", "unclear"})


@dataclass(frozen=True)
class Dated:
    """A day, and what the cell says where it says more, or less.

    Parameters
    ----------
    day : date, optional
        None where the cell gives no day.
    note : str
        Empty for a plain day.
    known : bool
        False for a text of a form that is not known.
    """

    day: date | None
    note: str = ""
    known: bool = True


def read_date(text: str | None, *, closes: date) -> Dated:
    """Return the day that a cell gives, never one that it does not.

    A day, and the day of ``until D``, ``since D`` and ``between C and D``, is D, with a note of how
    it stands there. A month is no day. A day after the release closed cannot be that of an
    announcement (``until 4/6/2027`` is the end of a programme): no day.

    Parameters
    ----------
    text : str, optional
        Days of the month come second, as in ``until 7/27/2022``.
    closes : date
        The last day that the release covers.

    Examples
    --------
    >>> closes = date(2022, 10, 3)
    >>> read_date("until 7/27/2022", closes=closes)
    Dated(day=datetime.date(2022, 7, 27), note='until 2022-07-27', known=True)
    >>> read_date("not specified, 03/22", closes=closes)
    Dated(day=None, note='in 2022-03', known=True)
    >>> read_date("soon", closes=closes).known
    False
    """
    if text is None or text.casefold() in UNKNOWN:
        return Dated(None, "date not given")
    words = " ".join(text.split())
    plain = ISO.fullmatch(words)
    if plain and (day := _day(plain[2], plain[3], plain[1])):
        return _within(day, "", closes)
    month = MONTH.fullmatch(words)
    if month and 1 <= int(month[1]) <= 12:
        return Dated(None, f"in {_year(month[2])}-{int(month[1]):02d}")
    between = BETWEEN.fullmatch(words)
    one = UNTIL.fullmatch(words)
    days = [_day(*part) for part in re.findall(DAY, words)] if between or one else []
    if not days or None in days:
        return Dated(None, f"date: {words[:60]}", known=False)
    written = " and ".join(str(day) for day in days)
    return _within(days[-1], f"{words.split()[0].lower()} {written}", closes)


def _within(day: date | None, note: str, closes: date) -> Dated:
    if day is not None and day > closes:
        return Dated(None, note or f"dated {day}")
    return Dated(day, note)


def _day(month: str, day: str, year: str) -> date | None:
    try:
        return date(_year(year), int(month), int(day))
    except ValueError:
        return None


def _year(text: str) -> int:
    return int(text) + (2000 if len(text) == 2 else 0)
