"""The stamp of a result of the record."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from types import MappingProxyType

from foedus._version import __version__
from foedus.case.model import Case
from foedus.results.stamp import RecordStamp


def stamp(case: Case, started: float, **options: str | date | None) -> RecordStamp:
    """Return the stamp of what was made from a case.

    Parameters
    ----------
    case : Case
        The whole case, as it was given.
    started : float
        ``time.process_time()`` when the work began, seconds.
    **options : str or date, optional
        What was asked for; what was not is left out.
    """
    asked = {name: str(value) for name, value in options.items() if value not in (None, "")}
    return RecordStamp(
        inputs=MappingProxyType({"case": case.sha256}),
        foedus=__version__,
        options=MappingProxyType(asked),
        at=datetime.now(UTC).isoformat(timespec="seconds"),
        seconds=round(time.process_time() - started, 4),
    )
