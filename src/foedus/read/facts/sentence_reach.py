"""How far a statement reaches: from full stop to full stop, whatever the parser made of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

STOPS = frozenset(".!?…")
MARKS = frozenset('"“”«»')
FARTHEST = 400
"""Words looked at: a text without full stops has no longer statements."""


def extent(doc: Doc, start: int) -> int:
    """Return where the statement at a token ends: its full stop or the end of the paragraph.

    The parser may start a sentence after a colon or semicolon; an enumeration runs on.
    """
    stops, end = _stops(doc), min(start + FARTHEST, len(doc))
    at = bisect_left(stops, start)
    return stops[at] if at < len(stops) and stops[at] < end else end


def opening(doc: Doc, start: int) -> int:
    """Return where the statement at a token starts, after the full stop or paragraph before it."""
    stops, first = _stops(doc), max(start - FARTHEST, 0)
    at = bisect_left(stops, start) - 1
    return stops[at] + 1 if at >= 0 and stops[at] >= first else first


def openings(doc: Doc) -> Iterator[int]:
    """Yield where statements start: each token that is its own opening."""
    if len(doc):
        yield 0
    yield from (at + 1 for at in _stops(doc) if at + 1 < len(doc))


def _stops(doc: Doc) -> Sequence[int]:
    """Return the full stops and the ends of paragraphs of a text, found once."""
    if STOPS_KEPT not in doc.user_data:
        doc.user_data[STOPS_KEPT] = tuple(
            token.i
            for token in doc
            if token.text in STOPS or (token.is_space and "\n" in token.text)
        )
    found: Sequence[int] = doc.user_data[STOPS_KEPT]
    return found


STOPS_KEPT = "foedus_stops"
"""Under which name a parsed text keeps its stops."""
