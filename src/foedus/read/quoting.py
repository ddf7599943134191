"""Words of the dispatch as they are shown: from a span of the parse to a quotation."""

from __future__ import annotations

from spacy.tokens import Span

from foedus.read.model import Reading
from foedus.results.dispatch import Quote


def quote(reading: Reading, span: Span) -> Quote:
    """Return a span's words with their place in the dispatch's own text."""
    text = span.text.strip()
    start = span.start_char + span.text.index(text)
    place = reading.plain.span(start, start + len(text))
    return Quote(reading.document.text[place[0] : place[1]], place)
