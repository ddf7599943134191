"""The day on which a dispatch speaks."""

from __future__ import annotations

from datetime import date

from foedus.read.model import Reading

_MONTH = len("2024-10")


def as_of(reading: Reading) -> date | None:
    """Return the day of a dispatch, of a month its first; None where it gives no month.

    Parameters
    ----------
    reading : Reading
    """
    said = "" if reading.dateline is None else reading.dateline.day
    if len(said) < _MONTH:
        return None
    return date.fromisoformat(f"{said}-01"[: len("2024-10-01")])
