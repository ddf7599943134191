"""What a person's name looks like, and names that start with a known given name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from spacy.tokens import Doc, Token

from foedus.read.atoms import folded
from foedus.read.model import Mention
from foedus.read.person_names import PARTICLES, gender
from foedus.read.word_lists import texts, word_list

_NO_NAME = frozenset(
    {"meeting", "summit", "office", "house", "conference", "council", "ministers", "committee",
     "statement", "group", "forum", "visit", "reunion", "sommet", "bureau"}
)  # fmt: skip
LONGEST = 5
"""Words of a name, at most."""

_ACRONYM = 5


def by_given_name(
    doc: Doc, covering: Mapping[int, Mention], taken: set[int]
) -> Iterator[tuple[int, int]]:
    """Yield names that start with a known given name, whatever the pipeline takes them for."""
    at = 0
    while at < len(doc):
        end = at
        while end < min(len(doc), at + LONGEST) and end not in covering and end not in taken:
            if not (is_name(doc[end]) and doc[end].is_alpha and not doc[end].text.isupper()):
                break
            end += 1
        sure = end - at > 1 and _is_given(doc[at]) and may_be_name(doc, at, end)
        if sure and folded(doc[end - 1].text) not in PARTICLES:
            yield at, end
        at = max(end, at + 1)


def _is_given(token: Token) -> bool:
    """Say whether a word is a given name and hardly anything else ("Christian Democrats" is)."""
    known = gender(f"{token.text} X") is not None
    return known and token.text not in _AMBIGUOUS and folded(token.text) not in _places()


_AMBIGUOUS = frozenset(
    {"Christian", "Roman", "Victoria", "Grace", "Florence", "Aurora", "Ivan", "Ivo", "Ben", "Ian"}
)


def may_be_name(doc: Doc, start: int, end: int) -> bool:
    """Say whether some words may be a person's name by their letters."""
    if not 0 < end - start <= 2 * LONGEST:
        return False
    first = doc[start]
    if not first.text[0].isupper() or any(folded(t.text) in _NO_NAME for t in doc[start:end]):
        return False
    if end - start > 1:
        return any(len(token.text) > 1 and not token.text.isupper() for token in doc[start:end])
    if folded(first.text) in _places():
        return False
    acronym = first.text.isupper() and len(first.text) <= _ACRONYM
    return first.pos_ == "PROPN" and not acronym and first.text.isalpha()


def is_name(token: Token) -> bool:
    """Say whether a word may stand in a name."""
    return token.pos_ == "PROPN" and (token.text[0].isupper() or folded(token.text) in PARTICLES)


@cache
def _places() -> frozenset[str]:
    return frozenset(folded(name) for name in texts(word_list("not_states")["places"]))
