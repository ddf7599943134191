"""The file of good offices as the JSON that other people's tools read (``--json``)."""

from __future__ import annotations

from dataclasses import fields

from foedus.results.offices import Offices
from foedus.results.record_json import plain

Json = dict[str, object]

_FIRST = ("state", "parties", "missing", "procedure", "rounds", "known")


def offices_as_json(offices: Offices) -> Json:
    """Return the file as plain values, ready for ``json.dumps``; the documented fields first."""
    others = (field.name for field in fields(offices) if field.name not in _FIRST)
    return {name: plain(getattr(offices, name)) for name in (*_FIRST, *others)}
