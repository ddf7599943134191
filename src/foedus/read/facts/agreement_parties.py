"""Who is bound by an agreement: the subject, those "with" whom, those "between" whom."""

from __future__ import annotations

from spacy.tokens import Token

from foedus.read.clauses import RELATIVES, complements, coordinated
from foedus.read.facts.aid_who import capital_at
from foedus.read.facts.sentence_reach import extent, opening
from foedus.read.model import Mention, Reading

WITH = frozenset({"with", "avec"})
BETWEEN = frozenset({"between", "entre", "of"})
BY = frozenset({"by", "par"})
FEWEST = 2
"""Parties of the smallest agreement."""


def parties_of(reading: Reading, noun: Token, verb: Token) -> dict[str, Mention]:
    """Return who is bound: the subject, those "with" and "between" whom, those "by" whom."""
    acting = [one for one in verb.children if one.dep_ in {"nsubj", "conj"} and one.i < verb.i]
    heads = [*acting, *complements(verb, BY)]
    heads += [one for word in (verb, noun) for one in complements(word, WITH | BETWEEN)]
    found: dict[str, Mention] = {}
    for head in heads:
        for one in coordinated(head):
            found |= named(reading, _own(one))
    first = min(verb.i, noun.i)
    for token in verb.doc[first + 1 : extent(verb.doc, verb.i)]:
        apart = _of_another(token, noun)
        if token.lower_ in WITH | BETWEEN - {"of"} and token.head.i >= first and not apart:
            found |= chain(reading, token.i + 1)
        if token.lower_ in BY and token.i - verb.i <= 2:
            found |= chain(reading, token.i + 1)
    if len(found) < FEWEST and verb.i < noun.i:
        found = _before(reading, verb) | found
    return found


TEXTS = frozenset({"agreement", "accord", "treaty", "traité", "pact", "pacte", "memorandum",
                   "partnership", "partenariat", "text", "texte", "deal"})  # fmt: skip


def _of_another(token: Token, noun: Token) -> bool:
    """Tell whether "with" or "between" belongs to a further text of the sentence."""
    texts = [one for one in token.doc[noun.i + 1 : token.i] if one.lemma_.lower() in TEXTS]
    return bool(texts) and any(one.text == "," for one in token.doc[noun.i : texts[-1].i])


def chain(reading: Reading, at: int) -> dict[str, Mention]:
    """Return the parties that follow each other after "between", articles and "and" between."""
    found: dict[str, Mention] = {}
    while at < len(reading.doc):
        mention = party_at(reading, at)
        if mention is not None:
            found.setdefault(mention.key or mention.words, mention)
            at = mention.end
        elif reading.doc[at].pos_ in {"DET", "CCONJ"} or reading.doc[at].lower_ in JOINING:
            at += 1
        else:
            break
    return found


JOINING = frozenset({",", "à", "to", "with", "avec", "la", "le", "l'", "l’", "both"})


def party_at(reading: Reading, at: int) -> Mention | None:
    """Return the party or body that a word names, or the party whose capital it is."""
    return reading.at(at, "party", "body") or capital_at(reading.doc[at])


def _own(head: Token) -> list[int]:
    """Return the words of one party: without clauses and places ("signed in Kyiv")."""
    return [
        one.i
        for one in head.subtree
        if not any(
            above.dep_ in {*RELATIVES, "acl"} and head.is_ancestor(above)
            for above in (one, *one.ancestors)
        )
    ]


def named(reading: Reading, words: list[int]) -> dict[str, Mention]:
    """Return the parties and bodies that some words name, and the parties of an office's holder."""
    found: dict[str, Mention] = {}
    for mention in reading.mentions:
        inside = mention.start in words
        if inside and mention.kind in {"party", "body"}:
            found.setdefault(mention.key or mention.words, mention)
        elif inside and mention.kind == "office" and mention.of:
            found.setdefault(mention.of, mention)
    return found


def _before(reading: Reading, verb: Token) -> dict[str, Mention]:
    """Return the parties before a verb that starts its sentence, where the tree lost some."""
    doc, first = reading.doc, opening(reading.doc, verb.i)
    for at in range(first, verb.i):
        if doc[at].text in {":", "-", "–", "—", ";"} and doc[at].is_punct:
            first = at + 1
    words = [token for token in doc[first : verb.i] if not token.is_space]
    words = _without_relatives(words)
    if not words or words[0].pos_ in {"VERB", "ADP", "SCONJ", "ADV"}:
        return {}
    if any(token.pos_ == "VERB" for token in words):
        return {}
    return named(reading, [token.i for token in words])


def _without_relatives(words: list[Token]) -> list[Token]:
    """Return the words of a clause without ", qui …," and ", which …,"."""
    kept: list[Token] = []
    inside = False
    for at, token in enumerate(words):
        following = words[at + 1].lower_ if at + 1 < len(words) else ""
        if token.text == ",":
            inside = not inside and following in {"qui", "which", "who", "dont", "where", "où"}
        elif not inside:
            kept.append(token)
    return kept
