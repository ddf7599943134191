"""Words between quotation marks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from spacy.tokens import Doc, Token

from foedus.read.model import Quotation

CLOSERS: Mapping[str, str] = MappingProxyType(
    {'"': '"”', "“": '”"', "«": "»", "„": "“”", "‹": "›", "‘": "’'", "'": "'’"}
)
"""What may close a quotation that a mark opened; straight marks open before a word only."""

STRAIGHT = frozenset("\"'")
SINGLE = frozenset("‘'")
LONGEST_SINGLE = 40
"""Tokens between single marks; further apart they are apostrophes."""


def quotations(doc: Doc) -> tuple[Quotation, ...]:
    """Return the quotations of a text, in its order.

    Double, angle and single marks count, apostrophes do not; a quotation inside another is part
    of it. One that is never closed ends with its paragraph, as quotations of several paragraphs
    are set; an unclosed single mark opens none.

    Parameters
    ----------
    doc : Doc

    Returns
    -------
    tuple of Quotation

    Examples
    --------
    >>> import spacy
    >>> doc = spacy.blank("fr")("Il a dit : « Je reste. » Et l'OTAN ?")
    >>> [one.words for one in quotations(doc)]
    ['Je reste.']
    """
    return tuple(_found(doc))


def _found(doc: Doc) -> Iterator[Quotation]:
    at, length = 0, len(doc)
    while at < length:
        if not _opens(doc[at]):
            at += 1
            continue
        end, closed = _end(doc, at)
        single = doc[at].text in SINGLE
        if single and (not closed or end - at > LONGEST_SINGLE):
            at += 1
            continue
        words = doc[at + 1 : end].text.strip()
        if any(letter.isalnum() for letter in words):
            yield Quotation(at + 1, end, words)
        at = end + 1


def _opens(token: Token) -> bool:
    if token.text not in CLOSERS:
        return False
    if token.text not in STRAIGHT:
        return True
    doc = token.doc
    before = doc[token.i - 1] if token.i else None
    apart = before is None or bool(before.whitespace_) or before.is_space or before.is_left_punct
    after = doc[token.i + 1] if token.i + 1 < len(doc) else None
    return apart and after is not None and not token.whitespace_ and not after.is_space


def _end(doc: Doc, start: int) -> tuple[int, bool]:
    """Return the token that ends what a mark opens, and whether it is a closing mark."""
    closers = CLOSERS[doc[start].text]
    for token in doc[start + 1 :]:
        if token.text in closers:
            return token.i, True
        if token.is_space and "\n" in token.text:
            return token.i, False
    return len(doc), False
