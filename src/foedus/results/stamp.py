"""Where a result of the record comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True)
class RecordStamp:
    """What a result of the record was made from, by what, and when.

    Parameters
    ----------
    inputs : mapping of str to str
        SHA-256 of each input by its name: ``case``, ``rule``, ``acts``, ``events`` …
    foedus : str
        Version of Foedus.
    options : mapping of str to str
        What was asked for, for example ``{"at": "2024-10-01"}``.
    at : str
        When it was made, ISO 8601 with zone.
    seconds : float
        CPU seconds that it took.
    """

    inputs: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    foedus: str = ""
    options: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    at: str = ""
    seconds: float = 0.0
