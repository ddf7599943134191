"""Who decided: a body, a group, or several who decide together."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from foedus.read.clauses import agent, complements, form, passive, phrase, subject
from foedus.read.facts.decision_words import DECIDERS, DECISIONS, OF_SOMETHING, ONE
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
    who = agent(verb) or _seat(reading, verb) or _topic(reading, verb)
    if who is None or who.pos_ == "PRON":
        return None
    return body_of(reading, who.i, names)


def body_of(reading: Reading, at: int, names: Names) -> Body | None:
    """Return who decides together under the name at a token: a body, a group, several."""
    named = reading.at(at, "body")
    if named is not None:
        return Body(named.key or _bare(named.words), named)
    group = reading.at(at, "group")
    if group is not None:
        known = group.key is not None and names.knows("group", group.key)
        return Body((group.key if known else None) or _bare(group.words), group)
    party = reading.at(at, "party")
    if party is not None and PARLIAMENTS & set(party.words.lower().split()):
        return Body(_bare(party.words))
    who = reading.doc[at]
    return Body(_words(who)) if _together(reading, who) else None


PARLIAMENTS = frozenset({"parliament", "parlement"})


def _seat(reading: Reading, verb: Token) -> Token | None:
    """Return the body where something was decided ("votée à l'Assemblée")."""
    if not passive(verb):
        return None
    for noun in complements(verb, {"à", "au", "in", "at", "dans", "devant"}):
        if reading.at(noun, "body") is not None:
            return noun
    return None


def _topic(reading: Reading, verb: Token) -> Token | None:
    """Return the body whose text was adopted ("demanded … in a resolution adopted")."""
    if verb.dep_ != "acl" or verb.head.lemma_.lower() not in DECISIONS:
        return None
    above = next((one for one in verb.head.ancestors if one.pos_ == "VERB"), None)
    who = None if above is None else subject(above)
    if who is None or who.pos_ != "PRON":
        return who if who is not None and reading.at(who, "body") is not None else None
    before = reading.within(verb.doc[verb.sent.start : who.i], "body")
    return verb.doc[before[-1].start] if len(before) == 1 else None


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
