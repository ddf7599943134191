"""What stands beside a verb of aid: whom it provides, whose stocks, who speaks, who is attacked."""

from __future__ import annotations

from spacy.tokens import Span, Token

from foedus.read.clauses import agent, passive
from foedus.read.facts.aid_states import STATE
from foedus.read.facts.aid_who import NOBODY, Giver, in_phrase, key_of, party_at, receives
from foedus.read.facts.aid_words import FORCES, STOCKS, TO
from foedus.read.model import Mention, Reading


def given_to_subject(reading: Reading, verb: Token, giver: Giver) -> Mention | None:
    """Return whom somebody *provides with* something: the object, of a passive the subject."""
    if not any(child.lower_ == "with" for child in verb.children):
        return None
    labels = {"nsubjpass"} if passive(verb) else {"dobj"}
    above = [*verb.head.children] if passive(verb) and verb.dep_ == "xcomp" else []
    subjects = [child for child in above if child.dep_ == "nsubj"]
    for child in (*verb.children, *subjects):
        if child.dep_ in labels or child in subjects:
            found = [one for one in in_phrase(reading, child) if one.kind == "party"]
            return next((one for one in found if key_of(one) not in giver.keys), None)
    return None


def attacked(reading: Reading, clause: Span) -> bool:
    """Tell whether a clause names a party against or on which something is sent."""
    for one in reading.within(clause, "party"):
        before = [word.lower_ for word in reading.doc[max(clause.start, one.start - 2) : one.start]]
        if set(before) & {"against", "contre", "at"} or (set(before) & {"sur", "on"}):
            return True
    return False


def own_subject(reading: Reading, who: Token) -> bool:
    """Tell whether a subject is a name of its own that is no party, person or office."""
    if who.pos_ != "PROPN" or who.i in reading.people:
        return False
    return reading.at(who, "office", "person", "body", "group") is None


def subject_party(reading: Reading, sentence: Span) -> Mention | None:
    """Return the party that is the subject of a sentence."""
    who = agent(sentence.root)
    return None if who is None else party_at(reading, who)


def from_stocks(reading: Reading, clause: Span) -> Giver:
    """Return the party from whose stocks something is taken."""
    for word in clause:
        if word.lemma_.lower() in STOCKS:
            near = reading.doc[max(clause.start, word.i - 2) : min(clause.end, word.i + 2)]
            for one in reading.within(near, "party"):
                return Giver((one,), confidence=0.7)
    return NOBODY


def for_own_forces(clause: Span) -> bool:
    """Tell whether money is given to armed forces (*octroie aux armées françaises*)."""
    return any(
        word.lower_ in FORCES
        and {one.lower_ for one in clause.doc[max(clause.start, word.i - 3) : word.i]} & TO
        for word in clause
    )


def speaker_of(reading: Reading, verb: Token, clause: Span) -> Mention | None:
    """Return the party before a clause that its pronoun stands for (*Norway said that they …*)."""
    before = verb.doc[verb.sent.start : max(clause.start, verb.sent.start)]
    found = [one for word in before if (one := party_at(reading, word)) is not None]
    return next((one for one in found if not receives(reading, one)), None)


def bought_from(reading: Reading, one: Mention) -> bool:
    """Tell whether a party after *à* is the seller (*a acheté 40 F-16 aux États-Unis*)."""
    before = {word.lower_ for word in reading.doc[max(one.start - 2, 0) : one.start]}
    return bool(before & {"à", "au", "aux"})


def office_of(reading: Reading, who: Token) -> Mention | None:
    """Return the office of a state beside a person's name, anywhere in the text."""
    name = reading.people.get(who.i)
    places = [at for at, one in reading.people.items() if one == name and name is not None]
    for one in reading.mentions:
        state = one.kind == "office" and len(one.of) == STATE and one.of.isupper()
        if state and any(-BESIDE <= at - one.end <= BESIDE for at in places):
            return one
    return None


BESIDE = 4
"""Words between an office and the name of its holder."""
