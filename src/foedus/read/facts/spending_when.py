"""The year of a figure."""

from __future__ import annotations

from spacy.tokens import Span

from foedus.read.model import Reading, When
from foedus.results.dispatch import Value


def dated(reading: Reading, before: Span, after: Span) -> dict[str, Value]:
    """Return the year beside a figure, or the years of a span: after it, else before it."""
    found = _nearest(reading, after, first=True)
    if found is None and before.start == before.sent.start:  # else it is the year of the last one
        found = _nearest(reading, before, first=False)
    return {} if found is None else years(found)


def years(one: When) -> dict[str, Value]:
    """Return a date as fields: ``year``, or ``from`` and ``until`` of several years."""
    if one.first.year == one.last.year:
        return {"year": one.first.year}
    return {"from": str(one.first.year), "until": str(one.last.year)}


def _nearest(reading: Reading, span: Span, *, first: bool) -> When | None:
    inside = [one for one in reading.whens if one.start >= span.start and one.end <= span.end]
    if not inside:
        return None
    return inside[0] if first else inside[-1]
