"""What took place or is fixed: ceremonies, summits, meetings, elections, visits, accessions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from spacy.tokens import Span, Token

from foedus.read.clauses import (
    RELATIVES,
    attribute,
    own,
    person,
    phrase,
    preposition,
    subject,
    target,
    verbs,
)
from foedus.read.facts.concern import concerned
from foedus.read.facts.dated import dateline_when, told
from foedus.read.facts.event_places import days_of, event_phrase, goal_of, place_of, without_place
from foedus.read.facts.event_words import (
    BECOME,
    HAPPEN,
    HOLD,
    JOIN,
    LIGHT,
    MEET,
    MEMBERS,
    OCCASIONS,
    ON_A_VISIT,
    ON_OCCASION,
    VISIT,
    VISITS,
)
from foedus.read.modality import asserted, scheduled
from foedus.read.model import Fact, Reading, When
from foedus.read.names import Names


def events(reading: Reading, names: Names) -> Iterator[Fact]:
    """Yield the events that a dispatch tells: they took place, or their day is fixed.

    Parameters
    ----------
    reading : Reading
    names : Names

    Yields
    ------
    Fact
        With ``what`` and, where said, ``where`` and ``when``.
    """
    if not concerned(reading):
        return
    for sentence in reading.doc.sents:
        before: list[Fact] = []
        for fact in _of_sentence(reading, sentence, names):
            if not any(_again(fact, one) for one in before):
                before.append(fact)
                yield fact


def _of_sentence(reading: Reading, sentence: Span, names: Names) -> Iterator[Fact]:
    yield from _happening(reading, sentence)
    yield from _occasions(reading, sentence)
    yield from _meetings(reading, sentence)
    yield from _accessions(reading, sentence, names)


def _again(fact: Fact, other: Fact) -> bool:
    """Tell whether a sentence told an event already: the same words, or place and day."""
    fixed = ("where", "when")
    same = all(
        name in fact.fields and fact.fields[name] == other.fields.get(name) for name in fixed
    )
    return same or fact.start == other.start


def _happening(reading: Reading, sentence: Span) -> Iterator[Fact]:
    """Yield what takes place, is held or is hosted."""
    for verb in verbs(sentence, HAPPEN | HOLD):
        if not scheduled(verb) or reading.quoted(verb) is not None:
            continue
        noun = _event_of(verb)
        if noun is None:
            continue
        where, when = place_of(reading, noun, verb), days_of(reading, noun, verb)
        known = noun.lemma_.lower() in OCCASIONS
        body = reading.at(noun, "body") is not None and bool(where and when)
        if (known and (where or when or verb.lemma_.lower() in LIGHT)) or body:
            yield _fact(reading, event_phrase(noun), noun, where, when)


def _event_of(verb: Token) -> Token | None:
    """Return what a verb says to take place; "follow" and "hold" want the name of an occasion."""
    lemma = verb.lemma_.lower()
    if lemma in LIGHT:
        light = LIGHT[lemma]
        if not any(token.lower_ in light for token in verb.doc[verb.i : verb.i + 4]):
            return None
        return subject(verb)
    if lemma in HOLD:
        noun = target(verb) or _occasion_after(verb)
    else:
        noun = _occasion(target(verb)) or subject(verb)
    if noun is None or noun.lemma_.lower() not in OCCASIONS:
        return _subject_held(verb) if lemma in HOLD else None
    return noun


def _occasion(noun: Token | None) -> Token | None:
    """Return what was begun or opened, if it is an occasion ("began a two-day meeting")."""
    return noun if noun is not None and noun.lemma_.lower() in OCCASIONS else None


def _occasion_after(verb: Token) -> Token | None:
    """Return the occasion after "held", wherever the parser hung it."""
    after = (word for word in own(verb) if word.i > verb.i)
    return next((word for word in after if word.lemma_.lower() in OCCASIONS), None)


def _subject_held(verb: Token) -> Token | None:
    """Return the subject of "se tenir", which is what is held."""
    reflexive = any(child.dep_ == "expl:comp" for child in verb.children)
    return subject(verb) if reflexive and verb.lemma_.lower() == "tenir" else None


def _occasions(reading: Reading, sentence: Span) -> Iterator[Fact]:
    """Yield the occasions on which something happened ("lors d'une cérémonie à Bruxelles")."""
    for noun in sentence:
        if noun.lemma_.lower() not in OCCASIONS or reading.quoted(noun) is not None:
            continue
        verb, own_day = _verb_above(noun), _ahead(reading, noun, days_of(reading, noun, None))
        at = preposition(noun) in ON_OCCASION or noun.dep_ == "obl:agent" or _lors(noun)
        at = at or (noun.lemma_.lower() in VISITS and preposition(noun) in ON_A_VISIT)
        fixed = own_day is not None and _definite(noun) and preposition(noun) != ""
        if verb is None or not (fixed or at or own_day is not None):
            continue
        where = place_of(reading, noun, None) or (place_of(reading, noun, verb) if at else "")
        when = own_day or (days_of(reading, noun, verb) if at else None)
        said = asserted(verb) or (scheduled(verb) and when is not None)
        if (fixed or said) and (where or when):
            yield _fact(reading, event_phrase(noun), noun, where, when)


def _meetings(reading: Reading, sentence: Span) -> Iterator[Fact]:
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
    return _fact(reading, verb.doc[first : goal.end], verb, goal.text, days_of(reading, verb, verb))


VERBAL = frozenset({"aux", "aux:tense", "aux:pass", "expl:comp"})
"""What belongs to a verb before it."""


def _met(reading: Reading, who: Token, verb: Token) -> Fact | None:
    """Return a meeting: of several, at a place or on a day; "meet a target" is none."""
    if verb.lemma_.lower() == "meet" and target(verb) is not None:
        return None
    where, when = place_of(reading, verb, verb), days_of(reading, verb, verb)
    known = bool(where) or reading.at(who, "body") is not None
    if not known or when is None or who.i > verb.i:
        return None
    first = phrase(who).start
    return _fact(reading, verb.doc[first : verb.i + 1], verb, where, when)


def _accessions(reading: Reading, sentence: Span, names: Names) -> Iterator[Fact]:
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
            yield _fact(reading, verb.doc[party.start : last], verb, "", when)


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


def _verb_above(noun: Token) -> Token | None:
    for above in noun.ancestors:
        if above.pos_ in {"VERB", "AUX"}:
            return above
    return None


def _ahead(reading: Reading, noun: Token, when: When | None) -> When | None:
    """Return a date whose year was guessed in the year after, where the event is yet to come.

    "Before the summit of 9 to 11 July", written in May, speaks of the next July.
    """
    written = dateline_when(reading)
    if when is None or written is None or not when.guessed:
        return when
    if preposition(noun) not in {"before", "avant", "for", "pour"} or when.last >= written.first:
        return when
    return replace(when, first=_year_on(when.first), last=_year_on(when.last))


def _year_on(day: date) -> date:
    leap = (day.month, day.day) == LEAP
    return day.replace(year=day.year + 1, day=28 if leap else day.day)


LEAP = (2, 29)


def _definite(noun: Token) -> bool:
    """Tell whether an occasion is spoken of as fixed ("before the summit of 9 to 11 July")."""
    articles = (child.lower_ for child in noun.children if child.dep_ == "det")
    return preposition(noun) in {"au", "du", "à"} or any(
        one in {"the", "le", "la", "les", "l'"} for one in articles
    )


def _lors(noun: Token) -> bool:
    """Tell whether "lors d'" stands before a noun, whatever the parser made of it."""
    before = noun.doc[max(noun.sent.start, noun.i - 4) : noun.i].text.lower()
    return any(word in before for word in ("lors d", "marge d", "cours d", "occasion d"))


def _words(reading: Reading, what: Span) -> str:
    """Return words as they stand without a date between them ("s'est rendu mardi à Kiev")."""
    days = {at for when in told(reading) for at in range(when.start, when.end)}
    kept = "".join(token.text_with_ws for token in what if token.i not in days)
    return " ".join(kept.split())


def _fact(reading: Reading, what: Span, at: Token, where: str, when: When | None) -> Fact:
    whole = at.pos_ == "VERB"
    fields = {"what": _words(reading, what) if whole else without_place(reading, what, where)}
    if where:
        fields["where"] = where
    if when is not None:
        fields["when"] = when.iso
    return Fact(
        "event",
        MappingProxyType(fields),
        at.sent,
        at.i,
        at.i + 1,
        date=when,
        confidence=0.9 if when is not None else 0.7,
    )
