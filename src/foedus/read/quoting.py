"""Words of the dispatch as they are shown: from a span of the parse to a quotation."""

from __future__ import annotations

from spacy.tokens import Span

from foedus.read.forms import text_of
from foedus.read.model import Reading
from foedus.results.dispatch import Quote


def quote(reading: Reading, span: Span) -> Quote:
    """Return a span's words with their place in the dispatch's own text."""
    words = text_of(span)
    text = words.strip()
    start = span.start_char + words.index(text)
    place = reading.plain.span(start, start + len(text))
    return Quote(reading.document.text[place[0] : place[1]], place)
