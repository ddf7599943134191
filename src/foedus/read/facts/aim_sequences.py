"""Aims that are numbered sentence by sentence: "Firstly, … Secondly, …", "La deuxième est de …"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from foedus.read.facts.aim_lists import ORDINALS, Item, items
from foedus.read.facts.sentence_reach import extent, opening
from foedus.read.model import Reading

AIMING = frozenset({"priority", "priorities", "priorité", "priorités"})
WANTING = frozenset(
    {
        "must", "want", "need", "have", "intend", "plan", "aim", "should", "will", "doit", "devoir",
        "vouloir", "falloir", "entendre", "devons", "veut", "faut", "compter",
    }
)  # fmt: skip
BEING = frozenset({"is", "was", "be", "est", "sera", "était", "serait"})
ARTICLES = frozenset({"the", "his", "her", "their", "our", "la", "le", "sa", "notre", "leur", "a"})
FEWEST = 2
LOOK_AHEAD = 8
"""Words between an ordinal and the verb that says what is aimed at."""


def numbered(reading: Reading) -> Iterator[tuple[Token, Item, Span]]:
    """Yield the ordinal, the aim with its rank and the sentence of each numbered aim.

    Two or more ordinals must open sentences of one paragraph, or one must follow a sentence that
    speaks of priorities.
    """
    for paragraph in _paragraphs(reading.doc):
        openers = [token for token in paragraph if _opens(token)]
        spoken = [token.i for token in paragraph if token.lower_ in AIMING]
        ranks = [ORDINALS[token.lower_] for token in openers]
        sequence = len(openers) >= FEWEST and ranks == list(range(1, len(ranks) + 1))
        for token in openers:
            item = _aim(reading, token)
            before = any(at < opening(reading.doc, token.i) for at in spoken)
            if item is not None and (sequence or before):
                yield token, Item(item.words, item.shape, ORDINALS[token.lower_]), token.sent


def _paragraphs(doc: Doc) -> Iterator[Span]:
    start = 0
    for token in doc:
        if token.is_space and "\n" in token.text:
            yield doc[start : token.i]
            start = token.i + 1
    yield doc[start:]


def _opens(token: Token) -> bool:
    """Tell whether an ordinal opens its sentence: "Firstly,", "La deuxième est …"."""
    if token.lower_ not in ORDINALS or token.i + 1 >= len(token.doc):
        return False
    first = opening(token.doc, token.i)
    before = [one for one in token.doc[first : token.i] if not one.is_space and not one.is_quote]
    after = token.nbor(1).lower_
    if not before:
        return after == ","
    return len(before) == 1 and before[0].lower_ in ARTICLES and after in BEING | {"one"}


def _aim(reading: Reading, token: Token) -> Item | None:
    """Return what a numbered sentence aims at: after "is to", after "wants to", or at once."""
    doc, stop = reading.doc, extent(reading.doc, token.i)
    start = token.i + 1
    while start < stop and (doc[start].text == "," or doc[start].lower_ in BEING | {"one"}):
        start += 1
    for at in range(start, min(start + LOOK_AHEAD, stop)):
        if doc[at].lower_ in WANTING or doc[at].lemma_.lower() in WANTING:
            return _only(items(doc, at + 1, stop))
    found = items(doc, start, stop)
    return _only(found) if found and found[0].shape != "noun" else None


def _only(found: tuple[Item, ...]) -> Item | None:
    """Return the aim as one: further verbs under one number belong to it."""
    if not found or found[0].shape == "noun":
        return None
    doc = found[0].words.doc
    return Item(doc[found[0].words.start : found[-1].words.end], found[0].shape)
