"""What took place or is fixed: ceremonies, summits, meetings, elections, visits, accessions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from spacy.tokens import Span, Token

from foedus.read.clauses import (
    form,
    own,
    preposition,
    subject,
    target,
    verbs,
)
from foedus.read.facts.concern import concerned
from foedus.read.facts.dated import dateline_when
from foedus.read.facts.event_constructions import constructed
from foedus.read.facts.event_facts import event_fact
from foedus.read.facts.event_meetings import accessions, meetings
from foedus.read.facts.event_places import (
    days_of,
    event_phrase,
    last_place,
    place_of,
)
from foedus.read.facts.event_words import (
    HAPPEN,
    HOLD,
    LIGHT,
    OCCASIONS,
    ON_A_VISIT,
    ON_OCCASION,
    THAT_TOWN,
    THERE,
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
    for sentence in reading.sentences:
        before: list[Fact] = []
        for fact in _of_sentence(reading, sentence, names):
            if not _lasting(fact) and not any(_again(fact, one) for one in before):
                before.append(fact)
                yield fact


def _of_sentence(reading: Reading, sentence: Span, names: Names) -> Iterator[Fact]:
    yield from _happening(reading, sentence)
    yield from _occasions(reading, sentence)
    yield from meetings(reading, sentence)
    yield from accessions(reading, sentence, names)
    yield from constructed(reading, sentence)


def _lasting(fact: Fact) -> bool:
    """Tell whether the days of an event are years: those in which someone chaired it."""
    when = fact.date
    return when is not None and when.precision == "span" and (when.last - when.first).days > YEAR


YEAR = 366


def _again(fact: Fact, other: Fact) -> bool:
    """Tell whether a sentence told an event already: the same words, or place and day."""
    fixed = ("where", "when")
    same = all(
        name in fact.fields and fact.fields[name] == other.fields.get(name) for name in fixed
    )
    return same or (fact.start == other.start and fact.fields.keys() <= other.fields.keys())


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
            yield event_fact(reading, event_phrase(noun), noun, where, when)


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
        named = noun.lemma_.lower() in OCCASIONS and noun.pos_ != "VERB"
        if not named or reading.quoted(noun) is not None:
            continue
        verb, own_day = _verb_above(noun), _ahead(reading, noun, days_of(reading, noun, None))
        at = preposition(noun) in ON_OCCASION or noun.dep_ == "obl:agent" or _lors(noun)
        at = at or (noun.lemma_.lower() in VISITS and preposition(noun) in ON_A_VISIT)
        at = at or _attended(noun, verb)
        fixed = own_day is not None and _definite(noun) and preposition(noun) != ""
        told_so = verb is not None and _told_of(reading, noun, verb)
        if verb is None or not (fixed or at or own_day is not None or told_so):
            continue
        where = place_of(reading, noun, None) or (place_of(reading, noun, verb) if at else "")
        where = where or _that_town(reading, noun)
        when = own_day or (days_of(reading, noun, verb) if at else None)
        said = asserted(verb) or (scheduled(verb) and when is not None)
        if (fixed or said) and (where or when or told_so):
            yield event_fact(reading, event_phrase(noun), noun, where, when)


def _attended(noun: Token, verb: Token | None) -> bool:
    """Tell whether someone was somewhere for an occasion ("was in Vilnius for the summit")."""
    there = verb is not None and verb.lemma_.lower() in THERE
    return there and preposition(noun) in {"for", "pour"}


def _told_of(reading: Reading, noun: Token, verb: Token) -> bool:
    """Tell whether a sentence says what the occasion was ("It was a meeting of the Council")."""
    if (
        noun.dep_ not in {"attr"}
        or verb.lemma_.lower() != "be"
        or "Past" not in form(verb, "Tense")
    ):
        return False
    return bool(reading.within(event_phrase(noun), "body")) and asserted(verb)


def _that_town(reading: Reading, noun: Token) -> str:
    """Return the town of "a visit to that city", named before."""
    words = event_phrase(noun).text.lower()
    return last_place(reading, noun.i) if any(one in words for one in THAT_TOWN) else ""


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
    return any(
        word in before
        for word in ("lors d", "marge d", "cours d", "occasion d", "terme d", "issue d")
    )
