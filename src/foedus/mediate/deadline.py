"""When the time is up."""

from __future__ import annotations

import time


def deadline(within: float | None) -> float | None:
    """Return when so many seconds are over, on the monotonic clock; None: never."""
    return None if within is None else time.monotonic() + within


def left(until: float | None) -> float | None:
    """Return how many seconds are left; None: no end."""
    return None if until is None else max(0.0, until - time.monotonic())


def check(until: float | None) -> None:
    """Raise where no time is left.

    Raises
    ------
    TimeoutError
    """
    if left(until) == 0:
        raise TimeoutError


def part(until: float | None, parts: int) -> float | None:
    """Return an equal part of the seconds that are left; None: no end."""
    seconds = left(until)
    return None if seconds is None else seconds / parts
