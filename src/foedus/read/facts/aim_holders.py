"""Whose a priority is: the possessor that stands there, else who says it."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Span, Token

from foedus.read.clauses import SUBJECTS, phrase
from foedus.read.facts.sentence_reach import extent, opening
from foedus.read.facts.speech import FIRST, main_speaker, named, sentence_speaker
from foedus.read.facts.speech_verbs import ACTING_FOR, lemmas
from foedus.read.facts.statement_attribution import speech_at
from foedus.read.model import Mention, Reading

THIRD = frozenset({"his", "her", "their", "its", "ses", "sa", "son", "leur", "leurs"})
OF = frozenset({"of", "for", "de", "d'", "du", "des", "pour", "d’"})
PRIORITY = frozenset({"priority", "priorities", "priorité", "priorités"})
NUMBER_ONE = frozenset({"numéro", "un", "absolue", "n°", "1"})
NEED = frozenset({"need", "nécessité"})
NEAR = 6
"""Words between "priority" and the possessor after it ("the priority of the new government")."""


@dataclass(frozen=True)
class Holder:
    """Whose it is; ``sure`` where the text says so beside it."""

    name: str
    mention: Mention | None = None
    sure: bool = True
    at: Token | None = None


def holder(reading: Reading, token: Token, what: Span) -> Holder | None:
    """Return whose priority a token names.

    The possessor: "NATO's", "de l'OTAN", "his"; of "our" and where none stands there, who says the
    sentence; failing that, the person of the sentence before in the same paragraph. Never what is
    the priority itself ("Ukraine is at the top of his agenda").
    """
    found = _found(reading, token)
    if found is not None and not (found.at is not None and what.start <= found.at.i < what.end):
        return found
    possessive = _possessive(token)
    if possessive is not None and possessive.i in reading.people:
        return Holder(reading.people[possessive.i])
    between = [one for one in reading.doc[token.i : what.start] if one.i in reading.people]
    if between:
        return Holder(reading.people[between[0].i], sure=False)
    unclaimed = possessive is None and token.lower_ in PRIORITY
    return None if unclaimed else _before(reading, token)


def _found(reading: Reading, token: Token) -> Holder | None:
    if token.lower_ in NEED:
        return _quoted(reading, token) or _speaking(reading, token) or _before(reading, token)
    quotation = reading.quoted(token)
    possessive = _possessive(token)
    genitive = _genitive(reading, token)
    if genitive is not None:
        return genitive
    if quotation is not None or (possessive is not None and possessive.lower_ in FIRST):
        return _quoted(reading, token) or _speaking(reading, token)
    speaking = _speaking(reading, token)
    if possessive is not None and possessive.i in reading.people and speaking is None:
        return Holder(reading.people[possessive.i])
    if speaking is not None or (possessive is None and token.lower_ in PRIORITY):
        return speaking
    return _before(reading, token)


def _possessive(token: Token) -> Token | None:
    for at in range(token.i - 1, max(token.i - 6, -1), -1):
        word = token.doc[at]
        if word.lower_ in THIRD | FIRST:
            return word
        if word.is_punct or word.pos_ in {"VERB", "AUX"}:
            return None
    return None


def _genitive(reading: Reading, token: Token) -> Holder | None:
    doc = reading.doc
    for at in range(token.i - 1, max(token.i - 5, 0), -1):
        if doc[at].lower_ in {"'s", "’s", "’", "'"} and doc[at - 1].pos_ in {"PROPN", "NOUN"}:
            owner = doc[at - 1]
            return _holder(reading, owner) or Holder(phrase(owner).text.rstrip("'’s"))
    stop = extent(doc, token.i)
    after = token.i + 1
    while (after < stop and doc[after].pos_ in {"ADJ", "NUM"}) or doc[after].lower_ in NUMBER_ONE:
        after += 1
    if after < stop and doc[after].lower_ in OF:
        for word in doc[after + 1 : min(after + NEAR, stop)]:
            if word.is_punct or word.pos_ in {"VERB", "AUX"}:
                break
            if word.pos_ in {"PROPN", "NOUN"} and (found := _holder(reading, word)) is not None:
                return found
    return None


def _holder(reading: Reading, word: Token) -> Holder | None:
    who = named(reading, word)
    return None if who is None else Holder(who.name, who.mention)


def _quoted(reading: Reading, token: Token) -> Holder | None:
    one = speech_at(reading, token)
    if one is None or not one.speaker.name:
        return None
    return Holder(one.speaker.name, one.speaker.mention)


def _speaking(reading: Reading, token: Token) -> Holder | None:
    who = sentence_speaker(reading, token) or main_speaker(reading, reading.sentence(token))
    if who is None and (acting := _acting(token)) is not None:
        return Holder(phrase(acting).text, sure=False)
    return None if who is None else Holder(who.name, who.mention, who.sure, who.token)


def _acting(token: Token) -> Token | None:
    """Return a ministry or government that is the sentence's subject, though not named in full."""
    heads = (one for one in token.sent if one.dep_ in SUBJECTS and one.i < token.i)
    return next((one for one in heads if lemmas(one) & ACTING_FOR), None)


def _before(reading: Reading, token: Token) -> Holder | None:
    """Return the speaker or the subject of the sentence before, in the same paragraph."""
    start = opening(reading.doc, token.i)
    if start < 2 or "\n" in reading.doc[start - 1].text:
        return None
    who = sentence_speaker(reading, reading.doc[start - 1])
    return None if who is None else Holder(who.name, who.mention, sure=False)
