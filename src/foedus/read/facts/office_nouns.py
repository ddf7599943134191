"""Appointments that a noun tells ("the appointment of … was confirmed"), and predecessors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import MappingProxyType

from spacy.tokens import Span, Token

from foedus.read.clauses import RELATIVES, complement, complements, person, subject, target, verbs
from foedus.read.facts.dated import bounds, inside
from foedus.read.facts.office_facts import office_fact, on_a_day
from foedus.read.facts.office_roles import office_in
from foedus.read.facts.office_words import APPOINTMENTS, CONFIRM, FOLLOW, OF, SUCCEED, TERMS, THIS
from foedus.read.modality import asserted
from foedus.read.model import Fact, Reading


def confirmed(reading: Reading, sentence: Span) -> Iterator[Fact]:
    """Yield appointments that were confirmed, approved, announced or welcomed."""
    for verb in verbs(sentence, CONFIRM):
        if not asserted(verb) or reading.quoted(verb) is not None:
            continue
        for noun in _appointments(reading, verb):
            name = holder(reading, noun)
            office = office_in(reading, noun.subtree)
            if name is None or office is None:
                continue
            fact = office_fact(
                "appointment",
                sentence,
                (noun.i, office.end),
                person=name,
                office=office,
                confidence=0.7,
            )
            yield on_a_day(fact, reading, bounds(reading, inside(reading, verb)))


def preceded(reading: Reading, sentence: Span, known: Sequence[Fact]) -> Iterator[Fact]:
    """Yield whom the person follows who was appointed in the sentence before.

    "This follows the term of Jens Stoltenberg"; "Cela suit le mandat de Jens Stoltenberg".
    """
    last = _last(known, sentence)
    if last is None:
        return
    for verb in verbs(sentence, FOLLOW):
        if not asserted(verb):
            continue
        name = _followed(reading, verb)
        if name is None or name == last.fields["person"]:
            continue
        fields = {**last.fields, "predecessor": name}
        place = (verb.i, verb.i + 1)
        yield Fact(
            "appointment",
            MappingProxyType(fields),
            sentence,
            *place,
            last.mentions,
            last.date,
            confidence=0.5,
        )


def _followed(reading: Reading, verb: Token) -> str | None:
    """Return whom "this" or a person not called by name ("the former negotiator") follows."""
    about = subject(verb)
    term = target(verb) or complement(verb, {"à", "au"})
    if about is None or term is None:
        return None
    if about.lower_ in THIS:
        return holder(reading, term) if term.lemma_.lower() in TERMS else None
    unnamed = about.pos_ == "NOUN" and person(reading, about) is None
    return person(reading, term) if unnamed and verb.lemma_.lower() in SUCCEED else None


def holder(reading: Reading, noun: Token) -> str | None:
    """Return whose term or appointment a noun is ("X's term", "le mandat de X", "his term")."""
    for child in noun.children:
        if child.dep_ == "poss" or (child.dep_ == "det" and child.i in reading.people):
            found = person(reading, child)
            if found is not None:
                return found
    for one in complements(noun, OF):
        found = person(reading, one)
        if found is not None:
            return found
    return _whose(reading, noun)


def _whose(reading: Reading, noun: Token) -> str | None:
    """Return whose a noun is at the start of a relative clause ("whose term", "dont le mandat")."""
    before = noun.doc[max(0, noun.i - 4) : noun.i]
    relative = any(word.lower_ in {"whose", "dont"} for word in before)
    return person(reading, noun.head.head) if relative and noun.head.dep_ in RELATIVES else None


def _appointments(reading: Reading, verb: Token) -> Iterator[Token]:
    """Yield the appointments that a verb confirms; a *nomination* is one in French alone."""
    found = (target(verb), complement(verb, {"on", "de", "pour", "upon"}))
    for noun in found:
        if noun is None or noun.lemma_.lower() not in APPOINTMENTS:
            continue
        if noun.lemma_.lower() == "nomination" and reading.language == "en":
            continue
        yield noun


def _last(known: Sequence[Fact], sentence: Span) -> Fact | None:
    """Return the last appointment before a sentence, where it stands in the one just before."""
    before = [fact for fact in known if fact.sentence.end <= sentence.start]
    if not before:
        return None
    last = max(before, key=lambda fact: fact.start)
    between = sentence.doc[last.sentence.end : sentence.start]
    return last if not between.text.strip() else None
