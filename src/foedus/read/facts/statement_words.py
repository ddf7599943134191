"""A reported statement as a fact: its words trimmed, its sentence, what it is about."""

from __future__ import annotations

from types import MappingProxyType

from spacy.tokens import Span

from foedus.read.facts.speech import Speaker
from foedus.read.facts.statement_topics import about, mentioned, topics
from foedus.read.model import Fact, Reading

THAT = frozenset({"that", "que", "qu'", "qu’"})
LEADING = frozenset({",", ":", "–", "—", *THAT})
CLOSING = frozenset({"»", "”"})
DASHES = frozenset({"–", "—", "-"})
DATED = 14
"""Words of the longest place and day before a dispatch's first sentence."""
LONGEST = 120
"""Words of the longest report; a text without full stops has no more of them."""
MOST_QUOTED = 0.5
"""Share of a report that may stand between quotation marks; beyond, the quotation says it."""


def report(reading: Reading, who: Speaker, content: Span) -> Fact:
    """Return a report of somebody's words as a fact."""
    names, body = topics(reading, content, speaker=who.name)
    fields = {"speaker": who.name, "quoted": False, **about(names), "words": content.text}
    mentions = dict(mentioned(body))
    if who.mention is not None and who.mention.kind == "body":
        mentions["speaker"] = who.mention
    return Fact(
        "statement",
        MappingProxyType(fields),
        _sentence(content, who),
        content.start,
        content.end,
        MappingProxyType(mentions),
        confidence=0.9 if who.sure else 0.7,
        notes=who.notes(reading),
    )


def _sentence(content: Span, who: Speaker) -> Span:
    doc = content.doc
    ends = (content[0].sent, content[-1].sent, who.token.sent)
    near = [span for span in ends if abs(span.start - content.start) < 120]
    near = near or [content[0].sent]  # a text without full stops is one sentence
    return doc[min(span.start for span in near) : max(span.end for span in near)]


def trimmed(span: Span) -> Span | None:
    """Return words without "that", commas and blanks at their ends; None: too few or too many."""
    start, end = _undated(span), span.end
    doc = span.doc
    while start < end and (doc[start].is_space or doc[start].lower_ in LEADING | CLOSING):
        start += 1
    while end > start and (doc[end - 1].is_space or doc[end - 1].text in {",", ";", ":", "–", "—"}):
        end -= 1
    return doc[start:end] if 2 <= end - start <= LONGEST else None


def _undated(span: Span) -> int:
    """Return where a dispatch's own words start after its place and day ("BRUSSELS, 3 May – …")."""
    doc, start = span.doc, span.start
    first = start == 0 or (doc[start - 1].is_space and "\n" in doc[start - 1].text)
    for token in span[:DATED] if first else ():
        if token.is_lower and token.pos_ in {"VERB", "AUX", "PRON"}:
            return start
        if token.text in DASHES and any(one.like_num for one in doc[start : token.i]):
            return token.i + 1
    return start


def quoted_share(reading: Reading, span: Span) -> float:
    """Return the share of some words that stands between quotation marks."""
    return sum(reading.quoted(token) is not None for token in span) / max(len(span), 1)
