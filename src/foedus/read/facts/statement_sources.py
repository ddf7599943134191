"""Whose view a sentence gives beside its verb: "X, selon Y, est …", "à ses yeux, …"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from foedus.read.clauses import form
from foedus.read.facts.sentence_reach import extent, opening, openings
from foedus.read.facts.speech import Speaker, before, main_speaker, named
from foedus.read.model import Quotation, Reading

LONGEST = 14
"""Words of a source between commas."""
SOURCES = frozenset({"selon", "according", "d'après", "d’après"})
OWN_VIEWS = (
    "à ses yeux", "a ses yeux", "selon lui", "selon elle", "pour lui", "pour elle", "d'après lui",
    "d'après elle", "à son avis", "à son sens", "in his view", "in her view", "in his eyes",
    "in her eyes", "to his mind", "to her mind", "for him", "for her", "in his opinion",
    "in her opinion", "according to him", "according to her",
)  # fmt: skip
"""What opens a sentence that gives the view of whoever the sentence before was about."""


def aside_source(reading: Reading, quotation: Quotation) -> Speaker | None:
    """Return the source that the sentence around a quoted phrase names outside of it."""
    doc = reading.doc
    start, stop = opening(doc, quotation.start - 1), extent(doc, quotation.end)
    for token in doc[start:stop]:
        if token.lower_ in SOURCES and reading.quoted(token) is None:
            who = source(reading, token, stop)
            if who is not None:
                return who
    return own_view(reading, doc[quotation.start - 1]) or _own_aside(reading, start, stop)


def _own_aside(reading: Reading, start: int, stop: int) -> Speaker | None:
    """Return whose view ", in his view," gives inside a sentence."""
    doc = reading.doc
    for at in range(start + 1, stop - 2):
        words = f"{doc[at : at + 4].text.lower()} "
        if doc[at - 1].text != "," or not words.startswith(OWN_VIEWS):
            continue
        for word in doc[at : at + 4]:
            if word.i in reading.people:
                return Speaker(reading.people[word.i], word, sure=False)
        return _subject_before(reading, doc, start)
    return None


def source(reading: Reading, token: Token, stop: int) -> Speaker | None:
    """Return whom the words after "selon" or "according to" name, up to a comma."""
    for word in reading.doc[token.i + 1 : min(token.i + 8, stop)]:
        if word.text == ",":
            return None
        if word.pos_ in {"PROPN", "NOUN", "PRON"}:
            found = named(reading, word) or before(reading, word)
            if found is not None or word.pos_ != "PRON":
                return found
    return None


def own_view(reading: Reading, token: Token) -> Speaker | None:
    """Return whose view a sentence gives that opens with "à ses yeux" or "in her view"."""
    doc, start = reading.doc, opening(reading.doc, token.i)
    while start < token.i and (doc[start].is_space or doc[start].is_punct):
        start += 1
    words = f"{doc[start : start + 4].text.lower()} "
    opener = next((one for one in OWN_VIEWS if words.startswith((f"{one} ", f"{one},"))), None)
    if opener is None or start < 1:
        return None
    for word in doc[start : start + 4]:
        if word.i in reading.people:
            return Speaker(reading.people[word.i], word, sure=False)
    return _subject_before(reading, doc, start)


def _subject_before(reading: Reading, doc: Doc, start: int) -> Speaker | None:
    """Return the person that is the subject of the sentence before in the same paragraph."""
    if "\n" in doc[start - 1].text:
        return None
    who = main_speaker(reading, doc[start - 1].sent)
    person = who is not None and (who.mention is None or who.mention.kind == "person")
    return Speaker(who.name, doc[start], who.mention, sure=False) if who and person else None


def own_views(reading: Reading) -> Iterator[tuple[Speaker, Span]]:
    """Yield the sentences "à ses yeux, …" with whose view they give and their words."""
    for first in openings(reading.doc):
        token = reading.doc[first]
        if token.is_space:
            continue
        who = own_view(reading, token.doc[min(token.i + 1, len(token.doc) - 1)])
        stop = extent(reading.doc, token.i)
        comma = next((at for at in range(token.i, stop) if reading.doc[at].text == ","), None)
        if who is not None and comma is not None and comma - token.i <= LONGEST // 2:
            yield who, reading.doc[comma + 1 : stop]


def commas_around(token: Token, start: int, stop: int) -> tuple[int, int] | None:
    """Return the commas around ", selon X," where a verb follows them."""
    doc = token.doc
    if token.i - 1 <= start or doc[token.i - 1].text != ",":
        return None
    last = next((at for at in range(token.i, min(token.i + LONGEST, stop)) if _comma(doc, at)),
                None)  # fmt: skip
    if last is None or not any("Fin" in form(one, "VerbForm") for one in doc[last:stop]):
        return None
    return token.i - 1, last


def _comma(doc: Doc, at: int) -> bool:
    """Tell whether a comma closes a source: not the one before a name's office ("X, chef de …")."""
    return doc[at].text == "," and at + 1 < len(doc) and doc[at + 1].pos_ in {
        "VERB", "AUX", "PRON", "ADV", "DET", "PART"}  # fmt: skip
