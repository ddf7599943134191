"""Schema, load, check and save of a case."""

from __future__ import annotations

from foedus.case.load import Checked, check, load
from foedus.case.model import Case, Money, Settings
from foedus.case.months import Horizon

__all__ = [
    "Case",
    "Checked",
    "Horizon",
    "Money",
    "Settings",
    "check",
    "load",
]
