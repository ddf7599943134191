"""How far a statement reaches: from full stop to full stop, whatever the parser made of it."""

from __future__ import annotations

from spacy.tokens import Doc

STOPS = frozenset(".!?…")
MARKS = frozenset('"“”«»')
FARTHEST = 400
"""Words looked at: a text without full stops has no longer statements."""


def extent(doc: Doc, start: int) -> int:
    """Return where the statement at a token ends: its full stop or the end of the paragraph.

    The parser may start a sentence after a colon or semicolon; an enumeration runs on.
    """
    for token in doc[start : start + FARTHEST]:
        if token.text in STOPS or (token.is_space and "\n" in token.text):
            return token.i
    return min(start + FARTHEST, len(doc))


def opening(doc: Doc, start: int) -> int:
    """Return where the statement at a token starts, after the full stop or paragraph before it."""
    for at in range(start - 1, max(start - FARTHEST, 0) - 1, -1):
        token = doc[at]
        if token.text in STOPS or (token.is_space and "\n" in token.text):
            return at + 1
    return max(start - FARTHEST, 0)
