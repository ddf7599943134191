"""What is worked out of a whole reading once, however many sentences ask for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from foedus.read.model import Reading

Found = TypeVar("Found")


def per_reading(function: Callable[[Reading], Found]) -> Callable[[Reading], Found]:
    """Keep what a function returns for a reading with the reading itself.

    A reading does not change, so that the time of a dispatch grows with its length and not with
    the square of it. What is returned is shared: it must not change either.
    """

    @wraps(function)
    def kept(reading: Reading) -> Found:
        if function not in reading.kept:
            reading.kept[function] = function(reading)
        found: Found = reading.kept[function]
        return found

    return kept
