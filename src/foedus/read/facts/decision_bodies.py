"""Who decided: a body, a group, or several who decide together."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from foedus.read.clauses import agent, form, phrase
from foedus.read.facts.decision_words import DECIDERS, OF_SOMETHING, ONE
from foedus.read.model import Mention, Reading
from foedus.read.names import Names


@dataclass(frozen=True)
class Body:
    """Who decided: the field's value, and the mention that it was read from."""

    value: str
    mention: Mention | None = None


def decider(reading: Reading, verb: Token, names: Names) -> Body | None:
    """Return who took a decision, or None: nobody, one party or one person.

    Parameters
    ----------
    reading : Reading
    verb : Token
    names : Names
    """
    who = agent(verb)
    if who is None or who.pos_ == "PRON":
        return None
    named = reading.at(who, "body")
    if named is not None:
        return Body(named.key or _bare(named.words), named)
    group = reading.at(who, "group")
    if group is not None:
        known = group.key is not None and names.knows("group", group.key)
        return Body((group.key if known else None) or _bare(group.words), group)
    return Body(_words(who)) if _together(reading, who) else None


def _words(who: Token) -> str:
    """Return the words for those who decide, from the last comma before them on."""
    span = phrase(who)
    commas = [token.i for token in span if token.text == "," and token.i < who.i]
    return _bare(span.doc[commas[-1] + 1 : span.end].text if commas else span.text)


def _together(reading: Reading, who: Token) -> bool:
    """Tell whether a noun names those who decide together.

    Several ministers or Allies do; a parliament of a named state does; "the council" or "members",
    of nobody knows what, do not.
    """
    head = who.lemma_.lower() if who.lemma_.lower() in DECIDERS else who.lower_
    if head not in DECIDERS or (head in ONE and not _several(who)):
        return False
    if head not in OF_SOMETHING:
        return True
    owned = reading.within(phrase(who), "party", "body", "group", "quantity")
    return bool(owned) or any(word.lemma_.lower() in STATES for word in who.subtree)


def _several(noun: Token) -> bool:
    return "Plur" in form(noun, "Number") or noun.lower_.endswith("s")


STATES = frozenset({"state", "country", "nation", "état", "états", "pays"})
ARTICLES = ("the ", "The ", "le ", "la ", "les ", "l'", "Le ", "La ", "Les ", "L'", "l’", "L’")


def _bare(words: str) -> str:
    """Return words without their article."""
    for article in ARTICLES:
        if words.startswith(article):
            return words[len(article) :]
    return words
