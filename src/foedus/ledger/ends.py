"""The last day that a release knows of: of its entries, or as it says itself."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from datetime import date

import polars as pl

MONTHS = {name: number for number, name in enumerate(calendar.month_name) if name}
"""Publishers write their titles in English."""

_ISO = re.compile(r"\bto (\d{4}-\d{2}-\d{2})\b")
_WORDS = re.compile(rf"\bto (?:(\d{{1,2}}) )?({'|'.join(MONTHS)}) (\d{{4}})\b")


def stated_end(texts: Iterable[str | None]) -> date | None:
    """Return the last day to which figures run, as titles and notes say it; the latest of them.

    Examples
    --------
    >>> stated_end(["total to 2024-08-31", None]), stated_end(["tables to August 2024"])
    (datetime.date(2024, 8, 31), datetime.date(2024, 8, 31))
    >>> stated_end(["data to 3 October 2022"]), stated_end(["to whom it may concern"])
    (datetime.date(2022, 10, 3), None)
    """
    found = [day for text in texts if text for day in _days(text)]
    return max(found, default=None)


def _days(text: str) -> list[date]:
    iso = [_day(*map(int, day.split("-"))) for day in _ISO.findall(text)]
    words = [
        _day(int(year), MONTHS[month], int(day) if day else None)
        for day, month, year in _WORDS.findall(text)
    ]
    return [day for day in (*iso, *words) if day is not None]


def _day(year: int, month: int, day: int | None = None) -> date | None:
    """Return a day, by default the month's last; None for one there is not."""
    try:
        return date(year, month, day or calendar.monthrange(year, month)[1])
    except ValueError:
        return None


def end_of(own: pl.DataFrame) -> date | None:
    """Return the last day to which the figures of a release without dates run, if it says so.

    Parameters
    ----------
    own : pl.DataFrame
        Its rows: ``note``, and ``title`` and ``edition`` of the source.
    """
    notes = own.filter(pl.col("date").is_null())["note"].unique()
    return stated_end(notes) or stated_end([*own["title"].unique(), *own["edition"].unique()])
