"""Speakers that no list knows: a new name, a surname alone, "they", "a spokesperson"."""

from __future__ import annotations

from spacy.tokens import Span, Token

from foedus.read.clauses import SUBJECTS, phrase
from foedus.read.facts.speech import Speaker
from foedus.read.facts.unlisted_names import name_at
from foedus.read.model import Reading


def new_name(reading: Reading, verb: Token, start: int) -> Speaker | None:
    """Return a name after the verb that nothing else knows ("…", argued Nicola Procaccini)."""
    name = name_at(reading, verb.i + 1) if verb.i - start <= 1 else None
    return None if name is None else Speaker(name.text, name[-1])


def surname(tail: Span, verb: Token) -> Speaker | None:
    """Return a surname alone beside the verb that no list and no full name knows."""
    for at in (verb.i - 1, verb.i + 1):
        word = verb.doc[at] if tail.start <= at < tail.end else None
        if word is not None and word.ent_type_ in {"PER", "PERSON"} and word.pos_ == "PROPN":
            return Speaker(word.text, word, sure=False)
    return None


def unnamed(reading: Reading, verb: Token) -> Speaker | None:
    """Return a speaker without a name ("they said", "a spokesperson said")."""
    for child in verb.children:
        if child.dep_ in SUBJECTS and child.lower_ in {"they", "ils", "elles"}:
            return Speaker("", child)
        if reading.quoted(child) is not None:
            continue
        owned = any(one.lower_ in {"his", "her", "son", "sa"} for one in child.children)
        if child.dep_ in SUBJECTS and child.pos_ == "NOUN" and not owned:
            return Speaker(phrase(child).text, child)
    return None
