"""Where a result of the record comes from."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import MappingProxyType

from foedus._version import __version__
from foedus.case.model import Case


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


def stamp_of(case: Case, started: float, **options: object) -> RecordStamp:
    """Return the stamp of what was made from a case.

    Parameters
    ----------
    case : Case
        The whole case, as it was given.
    started : float
        ``time.process_time()`` when the work began, seconds.
    **options : object
        What was asked for; what was not is left out.
    """
    asked = {name: str(value) for name, value in options.items() if value not in (None, "")}
    return stamp_for({"case": case.sha256}, started, asked)


def stamp_for(
    inputs: Mapping[str, str], started: float, options: Mapping[str, str] = MappingProxyType({})
) -> RecordStamp:
    """Return the stamp of what was made from named inputs, given by their hashes.

    Parameters
    ----------
    inputs : mapping of str to str
        SHA-256 by name.
    started : float
        ``time.process_time()`` when the work began, seconds.
    options : mapping of str to str
        What was asked for.
    """
    return RecordStamp(
        inputs=MappingProxyType(dict(inputs)),
        foedus=__version__,
        options=MappingProxyType(dict(options)),
        at=datetime.now(UTC).isoformat(timespec="seconds"),
        seconds=round(time.process_time() - started, 4),
    )
