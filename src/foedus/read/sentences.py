"""Where sentences start, told to the parser before it parses.

The French pipeline runs sentences over the ends of paragraphs and of sentences; a start stands
after a paragraph's end and after a closing full stop, and nowhere else. What stays open (a capital
after "U.S.", a small letter after a full stop) the parser decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import cast

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc
from thinc.types import Ints2d

COMPONENT = "foedus_sentences"
"""Name of the component in a pipeline."""

LONGEST = 250
"""Tokens of a sentence, after which the next one starts a new one: no parser's tree grows without
bound on a text without full stops."""

ENDS = frozenset((".", "!", "?", "…", "...", "?!", "!?", "!!", "??", "!!!", "???"))
OPENING = frozenset('"“«„([{‘')
CLOSING = frozenset("”»)]}’'")
INITIAL = re.compile(r"[A-ZÀ-Ý]")
"""Of a first name."""
NUMBER = re.compile(r"\d{1,2}")

_ABBREVIATIONS = (
    "adj adm amb amb art arts av bd brig cap capt cdt cf ch cmdr col dr drs fig gal gen gén gov "
    "hon lt ltd m maj me messrs mgr min ministre mlle mm mme mmes mr mrs ms mt n no nos nr "
    "nº n° op p pp pres prés prof rep rev sen sgt sr st ste sts vol vs"
)
ABBREVIATIONS = frozenset(_ABBREVIATIONS.split())
"""Words with a full stop that no sentence ends on, mostly titles before a name."""


@Language.component(COMPONENT)
def starts(doc: Doc) -> Doc:
    """Mark which tokens start a sentence and which do not."""
    words = [token.text for token in doc]
    closing = _closing(words)
    since = 0
    marks = [0] * len(words)
    for at in range(1, len(words)):
        since += 1
        start = _start(at, words, closing)
        if start or since >= LONGEST:
            marks[at] = 1
            since = 0
        elif start is False:
            marks[at] = -1
    # All at once: spaCy looks through the whole text whenever a single token is marked.
    return doc.from_array(["SENT_START"], _column(marks))


def _column(marks: Sequence[int]) -> Ints2d:
    """Return marks as spaCy takes a column of attributes."""
    return cast(Ints2d, np.array(marks, dtype=np.int64).astype(np.uint64))


def _start(at: int, words: Sequence[str], closing: Sequence[bool]) -> bool | None:
    """Return whether a token starts a sentence; None: it is left to the parser."""
    word = words[at]
    if "\n" in words[at - 1]:
        return True
    if closing[at] or word.isspace():
        return False
    last = at - 1
    while last > 0 and closing[last]:
        last -= 1
    ended = _ended(last, words)
    if not ended:
        return ended
    return True if word in OPENING or word[0].isupper() or word[0].isdigit() else None


def _ended(last: int, words: Sequence[str]) -> bool | None:
    """Return whether a sentence ends on a token; None: it may be an abbreviation."""
    word = words[last]
    stem = words[last - 1] if word == "." and last else word.rstrip(".")
    if word not in ENDS and not word.endswith("."):
        return False
    if stem.lower() in ABBREVIATIONS or INITIAL.fullmatch(stem):
        return False
    if word == "." and NUMBER.fullmatch(stem) and (last < 2 or "\n" in words[last - 2]):
        return False  # the number of a paragraph
    return True if word in ENDS else None


def _closing(words: Sequence[str]) -> list[bool]:
    """Return which tokens close a quotation or a bracket."""
    closing, inside = [], False
    for word in words:
        inside = inside and "\n" not in word
        closing.append(word in CLOSING or (word == '"' and inside))
        if word == '"':
            inside = not inside
    return closing
