"""What is likely to come out on an issue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True)
class Forecast:
    """What will come out on an issue, as a distribution.

    Parameters
    ----------
    probabilities : mapping of option to float
        Of an issue with options.
    mean, low, high : float, optional
        Of a scale: mean and an interval of 80 %.
    """

    issue: str
    probabilities: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    mean: float | None = None
    low: float | None = None
    high: float | None = None
