"""Who met or visited whom, and who joined the alliance."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from foedus.read.clauses import RELATIVES, attribute, form, person, phrase, subject, target, verbs
from foedus.read.facts.event_facts import event_fact
from foedus.read.facts.event_places import days_of, goal_of, place_of
from foedus.read.facts.event_words import BECOME, JOIN, MEET, MEMBERS, VISIT
from foedus.read.modality import asserted, scheduled
from foedus.read.model import Fact, Reading
from foedus.read.names import Names


def meetings(reading: Reading, sentence: Span) -> Iterator[Fact]:
    """Yield who met or visited whom, where the place or the day is said."""
    for verb in verbs(sentence, MEET | VISIT):
        who = subject(verb)
        if who is None or not scheduled(verb) or reading.quoted(verb) is not None:
            continue
        if verb.dep_ in RELATIVES or (who.pos_ == "PRON" and verb.lemma_.lower() in MEET):
            continue
        fact = _visit(reading, verb) if verb.lemma_.lower() in VISIT else _met(reading, who, verb)
        if fact is not None:
            yield fact


def _visit(reading: Reading, verb: Token) -> Fact | None:
    """Return a visit of a person: "visited Kyiv", "s'est rendu à l'aéroport de Melsbroek"."""
    reflexive = any(child.dep_ == "expl:comp" for child in verb.children)
    goal = goal_of(reading, verb)
    if goal is None or person(reading, subject(verb)) is None:
        return None
    if verb.lemma_.lower() == "rendre" and not reflexive:
        return None
    first = min([child.i for child in verb.lefts if child.dep_ in VERBAL] + [verb.i])
    return event_fact(
        reading, verb.doc[first : goal.end], verb, goal.text, days_of(reading, verb, verb)
    )


VERBAL = frozenset({"aux", "aux:tense", "aux:pass", "expl:comp"})
"""What belongs to a verb before it."""


def _met(reading: Reading, who: Token, verb: Token) -> Fact | None:
    """Return a meeting: of several, at a place or on a day; "meet a target" is none."""
    if verb.lemma_.lower() == "meet" and target(verb) is not None:
        return None
    where, when = place_of(reading, verb, verb), days_of(reading, verb, verb)
    known = bool(where) or reading.at(who, "body") is not None or _ministers(reading, who)
    if not known or when is None or who.i > verb.i:
        return None
    first = phrase(who).start
    return event_fact(reading, verb.doc[first : verb.i + 1], verb, where, when)


def _ministers(reading: Reading, who: Token) -> bool:
    """Tell whether several holders of an office meet ("les ministres de la Défense")."""
    return reading.at(who, "office") is not None and "Plur" in form(who, "Number")


def accessions(reading: Reading, sentence: Span, names: Names) -> Iterator[Fact]:
    """Yield who joined the alliance or another body."""
    for verb in verbs(sentence, JOIN | BECOME):
        who = subject(verb)
        party = None if who is None else reading.at(who, "party")
        planned = verb.dep_ == "xcomp"  # "is to become", "decided to join"
        if who is None or party is None or party.key is None or planned or not asserted(verb):
            continue
        last = _joined(reading, verb, names)
        if last is not None and party.start < verb.i:
            when = days_of(reading, verb, verb)
            yield event_fact(reading, verb.doc[party.start : last], verb, "", when)


def _joined(reading: Reading, verb: Token, names: Names) -> int | None:
    """Return where the words end that say what was joined."""
    what = attribute(verb) if verb.lemma_.lower() in BECOME else target(verb)
    if what is None:
        return None
    if verb.lemma_.lower() in BECOME:
        return phrase(what).end if what.lemma_.lower() in MEMBERS else None
    body = reading.at(what, "body", "party")
    joined = body is not None and body.key is not None and body.kind == "body"
    if joined or what.lemma_.lower() == "alliance" or names.knows("body", what.lower_):
        return what.i + 1 if body is None else body.end
    return None
