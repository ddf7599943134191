"""What is read off the tokens of a parsed text once, however many patterns ask for it.

Only strings and numbers are kept with a text, no tokens: it is freed as soon as nobody needs it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import pairwise
from typing import cast

from spacy.tokens import Doc, Span, Token


def lowered(doc: Doc) -> Sequence[str]:
    """Return the words of a text in lower case, a token each."""
    if "foedus_lowered" not in doc.user_data:
        doc.user_data["foedus_lowered"] = tuple([token.lower_ for token in doc])
    return cast(Sequence[str], doc.user_data["foedus_lowered"])


def lemmatised(doc: Doc) -> Sequence[str]:
    """Return the dictionary forms of a text's words in lower case, a token each."""
    if "foedus_lemmatised" not in doc.user_data:
        doc.user_data["foedus_lemmatised"] = tuple([token.lemma_.lower() for token in doc])
    return cast(Sequence[str], doc.user_data["foedus_lemmatised"])


def places(doc: Doc, name: str, holds: Callable[[Token], bool]) -> Sequence[int]:
    """Return the tokens of which something holds, in order, kept with the text under a name."""
    if name not in doc.user_data:
        doc.user_data[name] = tuple([token.i for token in doc if holds(token)])
    return cast(Sequence[int], doc.user_data[name])


def sentences_of(doc: Doc) -> tuple[Span, ...]:
    """Return the sentences of a text, in order."""
    starts = [at for at in places(doc, "foedus_starts", _starts) if at]
    bounds = [0, *starts, len(doc)] if len(doc) else []
    return tuple(doc[first:last] for first, last in pairwise(bounds))


def _starts(token: Token) -> bool:
    return bool(token.is_sent_start)


def worded(doc: Doc, words: Collection[str]) -> Iterator[Token]:
    """Yield the tokens that are one of some words in lower case."""
    return (doc[at] for at, word in enumerate(lowered(doc)) if word in words)


def text_of(span: Span) -> str:
    """Return the words of a span as they stand; spaCy joins them anew from the tokens."""
    doc = span.doc
    if "foedus_text" not in doc.user_data:
        doc.user_data["foedus_text"] = doc.text
    text = cast(str, doc.user_data["foedus_text"])
    return text[span.start_char : span.end_char] if len(span) else ""
