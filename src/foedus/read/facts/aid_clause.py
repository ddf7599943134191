"""The stretch of a sentence that belongs to a verb of aid, by its tree and the order of words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile
from typing import TypeVar

from spacy.tokens import Span, Token

from foedus.read.clauses import form
from foedus.read.facts.aid_stage import done_to, fronted, infinitive, lemma_of
from foedus.read.facts.aid_words import ARRIVING, WORTH
from foedus.read.forms import lowered, places
from foedus.read.model import Mention, Reading, When

Placed = TypeVar("Placed", Mention, When)

OPENING = frozenset(
    {
        "nsubj",
        "nsubjpass",
        "nsubj:pass",
        "mark",
        "aux",
        "auxpass",
        "aux:tense",
        "aux:pass",
        "cc",
        "expl:subj",
        "expl:comp",
        "neg",
        "advmod",
    }
)


BEING = frozenset({"be", "go", "have", "aller"})
"""Verbs that only say when: *are to be supplied*, *va livrer*."""

LONGEST = 300
"""Words of a sentence that is looked into; a longer one is a list, and costs its square."""


def sentences(reading: Reading) -> Iterator[tuple[Span, Reading]]:
    """Yield each sentence with a reading of what stands in it alone, so that time stays linear."""
    mentions, whens = deque(reading.mentions), deque(reading.whens)
    quotations = deque(reading.quotations)
    for sentence in reading.sentences:
        while quotations and quotations[0].end <= sentence.start:
            quotations.popleft()
        inside = tuple(takewhile(lambda one, end=sentence.end: one.start < end, quotations))  # type: ignore[misc]
        local = replace(
            reading,
            mentions=tuple(_until(mentions, sentence.end)),
            whens=tuple(_until(whens, sentence.end)),
            quotations=inside,
        )
        if len(sentence) <= LONGEST:
            yield sentence, local


def _until(left: deque[Placed], end: int) -> Iterator[Placed]:
    """Take what starts before a token from the left."""
    while left and left[0].start < end:
        yield left.popleft()


def clause_of(verb: Token) -> Span:
    """Return the words around a verb up to the clauses before and after it."""
    sentence = verb.sent
    start, end = sentence.start, sentence.end
    verbs = places(verb.doc, "foedus_finite", _finite)
    for at in verbs[bisect_left(verbs, start) : bisect_left(verbs, end)]:
        other = verb.doc[at]
        if (
            other.i == verb.i
            or (other in verb.children and other.dep_.startswith("aux"))
            or (verb.dep_ == "xcomp" and verb.head == other and other.lemma_ in BEING)
        ):
            continue
        if other.i < verb.i and not _within(other, verb):
            start = max(start, other.i + 1)
        elif other.i > verb.i:
            end = min(end, max(verb.i + 1, _first(other, verb.i)))
    words = lowered(verb.doc)
    semicolons = [at for at in range(sentence.start, sentence.end) if words[at] == ";"]
    start = max([start, *(at + 1 for at in semicolons if at < verb.i)])
    end = min([end, *(at for at in semicolons if at > verb.i)])
    return sentence.doc[start:end]


def given_in(verb: Token, clause: Span) -> Span:
    """Return the part of a clause in which what is given stands.

    It is what follows an active verb, and what precedes a passive one and one of arriving.
    """
    doc = verb.doc
    if fronted(verb):
        return doc[verb.head.i + 1 : verb.sent.end]
    if lemma_of(verb) in WORTH or (done_to(verb) and _with(verb)):
        return doc[verb.i + 1 : clause.end]
    if lemma_of(verb) in ARRIVING and not done_to(verb):
        return doc[clause.start : verb.i]
    if verb.dep_ in {"acl", "acl:relcl", "relcl"} and done_to(verb):
        return doc[max(clause.start, verb.head.left_edge.i) : verb.i]
    if done_to(verb) and verb.i - clause.start > 1:
        return (
            doc[clause.start : verb.i]
            if _noun_before(verb, clause)
            else doc[verb.i + 1 : clause.end]
        )
    return doc[verb.i + 1 : clause.end]


def holder_of(verb: Token) -> str:
    """Return the lemma of the subject of a verb, of *that* and *which* that of the noun before."""
    subjects = [child for child in verb.children if child.dep_.startswith("nsubj")]
    if not subjects:
        return ""
    relative = subjects[0].lower_ in {"that", "which", "qui"}
    return (verb.head if relative else subjects[0]).lemma_.lower()


def whens_of(reading: Reading, verb: Token, clause: Span) -> When | None:
    """Return the day that a clause names; of several the one nearest to its verb."""
    inside = [
        one
        for one in reading.whens
        if one.start >= clause.start and one.end <= clause.end and not _deadline(reading, one)
    ]
    return min(inside, key=lambda one: abs(one.start - verb.i), default=None)


def _deadline(reading: Reading, one: When) -> bool:
    """Tell whether a date is the last day of something: *by the end of 2025*, *d'ici à 2028*."""
    before = reading.doc[max(one.start - 4, 0) : one.start].text.lower()
    return LAST.search(before) is not None or OPENING_DEADLINE.match(one.words.lower()) is not None


LAST = re.compile(
    r"(?:\b(?:by|until|till|through|before)(?: the)?(?: (?:end|start|middle|beginning) of)?"
    r"|\bd['’]\s?ici(?: à| au| la)?(?: la)?(?: fin)?(?: de)?"
    r"|\bjusqu['’]\s?(?:à|en|au)|\bavant(?: la)?(?: fin)?(?: de)?)\s*$"
)
OPENING_DEADLINE = re.compile(r"(?:by|until|till|d['’]\s?ici|jusqu['’]|avant)\b")


def _noun_before(verb: Token, clause: Span) -> bool:
    return any(
        word.pos_ in {"NOUN", "PROPN"} or word.like_num for word in verb.doc[clause.start : verb.i]
    )


def _with(verb: Token) -> bool:
    """Tell whether what is given follows *with*: *is supplied with 19 aircraft*."""
    subject = next((child for child in verb.children if child.dep_ == "nsubjpass"), None)
    committed = lemma_of(verb) == "commit" and subject is not None and subject.pos_ == "PROPN"
    after = {"with", "to"} if committed else {"with"}
    return any(child.lower_ in after and child.i > verb.i for child in verb.children)


def _finite(word: Token) -> bool:
    if word.pos_ not in {"VERB", "AUX"} or word.dep_.startswith("aux"):
        return False
    around = (word, *(child for child in word.children if child.dep_.startswith(("aux", "cop"))))
    return any(
        "Fin" in form(one, "VerbForm") or ("Inf" in form(one, "VerbForm") and not infinitive(one))
        for one in around
    )


def _within(other: Token, verb: Token) -> bool:
    """Tell whether a verb before another one stands in a relative clause on its subject."""
    if other.dep_ in {"relcl", "acl:relcl"}:
        return verb.is_ancestor(other)
    bare = not any(child.dep_.startswith("nsubj") for child in other.children)
    return bare and other.dep_ in {"acl", "advcl"} and verb.is_ancestor(other)


def _first(other: Token, after: int) -> int:
    """Return where the clause of a later verb opens."""
    opening = [
        child.left_edge.i
        for child in other.lefts
        if child.dep_ in OPENING and child.left_edge.i > after
    ]
    return min([other.i, *opening])
