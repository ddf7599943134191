"""What a statement is about: people, parties and bodies that it names, or what was asked."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

from spacy.tokens import Span, Token

from foedus.read.clauses import OBJECTS, person, phrase
from foedus.read.facts.sentence_reach import MARKS, opening
from foedus.read.facts.speech import Speaker, named
from foedus.read.model import Mention, MentionKind, Reading
from foedus.results.dispatch import Value

ASKED = frozenset({"interrogé", "interrogée", "questionné", "questionnée", "asked", "speaking",
                   "commenting", "évoquant", "concernant", "regarding", "questioned"})  # fmt: skip
ON = frozenset({"sur", "about", "on", "of", "à", "au"})
ALONE = frozenset({"évoquant", "concernant", "regarding"})
RIVALS = frozenset({"candidat", "candidate", "candidats", "candidates"})
"""People whom a text names by what they run for."""

MOST = 4
"""Names of the longest list of what a statement is about."""

Topics = tuple[tuple[str, ...], Mention | None]
Kinds = tuple[MentionKind, ...]
NAMED: Kinds = ("person", "body", "office", "party")
BODIES: Kinds = ("body", "party")


def topics(reading: Reading, span: Span, *, speaker: str = "", kinds: Kinds = NAMED) -> Topics:
    """Return what a stretch of text names, the speaker apart, and a body among it.

    Returns
    -------
    tuple of str
        Full names of people, keys of parties and bodies, or their words, in the order of the text.
    Mention or None
        The first body that is named.
    """
    found: dict[str, None] = {}
    body = None
    covered = -1
    for mention in reading.within(span, *kinds):
        name = _name(reading, mention)
        if mention.start < covered or name in {"", speaker}:
            continue
        if mention.kind == "office":
            covered = mention.end
        if mention.kind == "body" and body is None:
            body = mention
        found[name] = None
    for token in span if "person" in kinds else ():
        rival = token.lower_ in RIVALS and reading.at(token) is None
        if rival and token.i not in reading.people and not _named_beside(reading, token):
            found[phrase(token).text] = None
    return tuple(found)[:MOST], body


def asked(reading: Reading, token: Token) -> tuple[str, ...]:
    """Return what a speaker was asked about, in the sentence or just before in its paragraph."""
    start = opening(reading.doc, token.i)
    before = opening(reading.doc, max(start - 1, 0)) if start > 1 else start
    for first in dict.fromkeys((start, before)):
        for at in range(first, min(first + 4, len(reading.doc) - 2)):
            topic = reading.doc[at + 1].lower_ in ON or reading.doc[at].lower_ in ALONE
            if reading.doc[at].lower_ in ASKED and topic:
                return _asked(reading, at)
    return ()


def _asked(reading: Reading, at: int) -> tuple[str, ...]:
    for word in reading.doc[at + 1 : at + 6]:
        if word.pos_ in {"NOUN", "PROPN"}:
            who = person(reading, word)
            return (who if who is not None else phrase(word).text,)
    return ()


def objects(reading: Reading, words: Iterable[Token], *, speaker: str = "") -> Topics:
    """Return whom or what a verb's objects name: people first, else parties, bodies, the words."""
    for word in words:
        who = named(reading, word)
        if who is not None and who.name != speaker and _a_person(who):
            return (who.name,), None
        found, body = topics(reading, phrase(word), speaker=speaker)
        if found:
            return found, body
        if word.pos_ == "NOUN" and word.dep_ in OBJECTS:
            return (_unquoted(phrase(word)),), None
        if word.pos_ in {"PROPN", "VERB"} and word.text[0].isupper():
            return (word.text,), None
    return (), None


def _unquoted(span: Span) -> str:
    """Return a phrase up to a quotation mark ("accord d'« historique »" is an "accord")."""
    mark = next((at for at, token in enumerate(span) if token.text in MARKS), len(span))
    while 1 < mark < len(span) and span[mark - 1].pos_ in {"ADP", "DET"}:
        mark -= 1
    return span[:mark].text


def _a_person(who: Speaker) -> bool:
    return who.mention is None or who.mention.kind == "person"


def about(names: tuple[str, ...]) -> dict[str, Value]:
    """Return the field ``about``: one name as it is, several as a tuple, none as no field."""
    unique = tuple(dict.fromkeys(names))
    if not unique:
        return {}
    return {"about": unique[0] if len(unique) == 1 else unique}


def mentioned(body: Mention | None) -> MappingProxyType[str, Mention]:
    """Return the mentions of a fact about a body."""
    return MappingProxyType({} if body is None else {"about": body})


def _name(reading: Reading, mention: Mention) -> str:
    for token in reading.doc[mention.start : mention.end]:
        if token.i in reading.people:
            return reading.people[token.i]
    if mention.kind != "office":
        return mention.key or mention.words
    near = reading.doc[max(mention.start - 1, 0) : mention.end + 3]
    titled = any(token.i in reading.people for token in near)
    return "" if titled or mention.end - mention.start < 2 else mention.words


def _named_beside(reading: Reading, token: Token) -> bool:
    """Tell whether a candidate is named beside the word ("la candidate …, Kamala Harris")."""
    near = reading.doc[token.i + 1 : token.i + 8]
    return any(
        word.i in reading.people or reading.at(word, "person") is not None
        for word in near
        if word.pos_ == "PROPN"
    )
