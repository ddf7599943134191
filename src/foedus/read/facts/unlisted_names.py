"""Names of people that the pipeline did not take for any: a given name and what follows it."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span

from foedus.read.model import Reading
from foedus.read.person_names import PARTICLES, gender

LONGEST = 4
"""Words of a name."""


def unlisted(reading: Reading, start: int, stop: int) -> Iterator[Span]:
    """Yield the full names of people in tokens ``[start, stop)`` that no mention covers."""
    at = start
    while at < stop:
        name = name_at(reading, at)
        if name is not None and gender(name.text) is not None:
            yield name
            at = name.end
        at += 1


def name_at(reading: Reading, start: int) -> Span | None:
    """Return the words with a capital that start at a token, two or more, none of them a mention.

    For where only a person can stand: right after a verb of saying.
    """
    doc, end = reading.doc, start
    while end < min(start + LONGEST, len(doc)) and _continues(doc, start, end):
        if reading.at(end) is not None:
            return None
        end += 1
    while end > start and doc[end - 1].lower_ in PARTICLES:
        end -= 1
    return doc[start:end] if end - start > 1 and not doc[start].is_upper else None


def _continues(doc: Doc, start: int, at: int) -> bool:
    capital = doc[at].text[:1].isupper() and doc[at].is_alpha
    return capital or (at > start and doc[at].lower_ in PARTICLES)
