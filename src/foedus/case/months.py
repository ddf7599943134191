"""Months: the only unit of time that a plan knows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import polars as pl


def ordinal(month: date) -> int:
    """Return the month's number, counted from year 0 (a difference of ordinals is in months).

    Examples
    --------
    >>> ordinal(date(2024, 10, 1)) - ordinal(date(2023, 12, 1))
    10
    """
    return month.year * 12 + month.month - 1


@dataclass(frozen=True)
class Horizon:
    """The months that a case plans for.

    Parameters
    ----------
    start : date
        First day of the first month.
    months : int
        Number of months T.

    Examples
    --------
    >>> Horizon(date(2024, 10, 1), 12).labels()[-1]
    '2025-09'
    """

    start: date
    months: int

    def label(self, index: int) -> str:
        """Return month ``index`` (0 is the first) as ``YYYY-MM``; any integer is allowed."""
        year, month = divmod(ordinal(self.start) + index, 12)
        return f"{year:04d}-{month + 1:02d}"

    def labels(self) -> list[str]:
        """Return all months as ``YYYY-MM``."""
        return [self.label(t) for t in range(self.months)]

    def index(self, month: date) -> int:
        """Return the index of a month; negative before the horizon, ``months`` or more after."""
        return ordinal(month) - ordinal(self.start)

    def indices(self, months: pl.Series) -> npt.NDArray[np.int64]:
        """Return the index of each month of a column of dates without gaps."""
        ordinals = months.dt.year().cast(pl.Int64) * 12 + months.dt.month().cast(pl.Int64) - 1
        return (ordinals - ordinal(self.start)).to_numpy().astype(np.int64)
