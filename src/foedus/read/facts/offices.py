"""Who was appointed to which office, and who held it: appointments and terms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from types import MappingProxyType

from foedus.read.facts.concern import concerned
from foedus.read.facts.office_appointments import given, handed_on, taken_up
from foedus.read.facts.office_facts import office_fact, on_a_day, remark
from foedus.read.facts.office_nouns import confirmed, preceded
from foedus.read.facts.office_passing import passed_on, terms_passed
from foedus.read.facts.office_roles import office_key, past
from foedus.read.facts.office_terms import held_offices, in_office_since, is_or_was, terms_named
from foedus.read.facts.office_titles import new_holders, titled, titles
from foedus.read.merge import merged
from foedus.read.model import Fact, Mention, Reading
from foedus.read.names import Names
from foedus.read.per_reading import per_reading


def appointments(reading: Reading, names: Names) -> Iterator[Fact]:
    """Yield the appointments that a dispatch tells.

    Someone was given an office, takes it up, succeeds its holder or is handed it over; the
    appointment was confirmed; the holder is called new. A nomination, a candidature, a wish or an
    expectation is none.

    Parameters
    ----------
    reading : Reading
    names : Names

    Yields
    ------
    Fact
        With ``person`` and, where said, ``office``, ``predecessor``, ``from``, ``until``, ``how``
        and ``body``; its date is the day of the appointment, else the dateline.
    """
    if not concerned(reading):
        return
    told = _told(reading)
    known = _office_holders(reading, told, names)
    kept = [fact for fact in told if "office" in fact.fields or _people(fact) & known]
    yield from kept
    for sentence in reading.sentences if kept else ():
        yield from preceded(reading, sentence, kept)


@per_reading
def _told(reading: Reading) -> Sequence[Fact]:
    """Return the appointments that sentences tell, whether of a known office or not."""
    told = [
        fact
        for sentence in reading.sentences
        for fact in chain(
            given(reading, sentence),
            taken_up(reading, sentence),
            handed_on(reading, sentence),
            confirmed(reading, sentence),
            passed_on(reading, sentence),
        )
    ]
    held = _held_terms(reading)
    told = [_of_predecessor(fact, reading, held) for fact in (*told, *_new(reading))]
    return tuple(_as_told(fact, reading, told) for fact in told)


def terms(reading: Reading, names: Names) -> Iterator[Fact]:
    """Yield the terms of office that a dispatch tells: held, ended, past, or a title beside a name.

    Parameters
    ----------
    reading : Reading
    names : Names

    Yields
    ------
    Fact
        With ``person`` and, where said, ``office``, ``from``, ``until`` and ``duration`` (years).
        A title is left out where the dispatch says more of the same person and office.
    """
    if not concerned(reading):
        return
    told = _held_terms(reading)
    appointed = merged(tuple(appointments(reading, names)), reading)
    told = [_in_office(fact, reading, appointed) for fact in told]
    yield from told
    said = {_pair(fact) for fact in chain(told, appointed)}
    for fact in titled(reading):
        if _pair(fact) not in said:
            said.add(_pair(fact))
            yield fact


def _people(fact: Fact) -> frozenset[str]:
    named = (fact.fields.get(name) for name in ("person", "predecessor"))
    return frozenset(str(name) for name in named if name is not None)


@per_reading
def _held_terms(reading: Reading) -> Sequence[Fact]:
    """Return the terms that sentences tell, titles apart."""
    return tuple(
        fact
        for sentence in reading.sentences
        for fact in chain(
            held_offices(reading, sentence),
            is_or_was(reading, sentence),
            in_office_since(reading, sentence),
            terms_named(reading, sentence),
            terms_passed(reading, sentence),
        )
    )


def _of_predecessor(fact: Fact, reading: Reading, terms_held: Sequence[Fact]) -> Fact:
    """Return an appointment with the office of the predecessor, where it names none itself."""
    before = fact.fields.get("predecessor")
    if "office" in fact.fields:
        return fact
    since = (
        one.mentions["office"]
        for one in terms_held
        if one.fields["person"] == fact.fields["person"]
        and one.sentence == fact.sentence
        and "from" in one.fields
        and "until" not in one.fields
        and "office" in one.mentions
        and one.start < fact.start
    )
    current = next(since, None)
    if before is not None and current is not None:
        return _with_office(fact, reading, current)
    if "from" in fact.fields:
        own = (
            one.office
            for one in titles(reading)
            if one.name == fact.fields["person"] and one.at.sent == fact.sentence
        )
        mine = next((one for one in own if not past(reading, one)), None)
        if mine is not None and mine.end <= fact.start:
            return _with_office(fact, reading, mine)
    if before is None:
        return fact
    ended = {
        one.mentions["office"].start
        for one in terms_held
        if "until" in one.fields and "office" in one.mentions
    }
    held = (
        one.office
        for one in titles(reading)
        if one.name == before and one.office.start not in ended
    )
    by_term = (
        one.mentions["office"]
        for one in terms_held
        if one.fields["person"] == before and "office" in one.mentions and "until" not in one.fields
    )
    office = next((one for one in chain(held, by_term) if not past(reading, one)), None)
    return fact if office is None else _with_office(fact, reading, office)


def _as_told(fact: Fact, reading: Reading, told: Sequence[Fact]) -> Fact:
    """Return an appointment without an office with that of the person's first one told before."""
    if "office" in fact.fields:
        return fact
    before = (
        one.mentions["office"]
        for one in sorted(told, key=lambda one: one.start)
        if one.start < fact.start
        and one.fields["person"] == fact.fields["person"]
        and "office" in one.mentions
        and not ({"predecessor"} & one.fields.keys() & fact.fields.keys())
    )
    office = next(before, None)
    return fact if office is None else _with_office(fact, reading, office)


def _in_office(fact: Fact, reading: Reading, appointed: Sequence[Fact]) -> Fact:
    """Return a term with its office, where an appointment or a title elsewhere tells it."""
    if "office" in fact.fields:
        return fact
    person = fact.fields["person"]
    office = next(
        (
            one.mentions["office"]
            for one in appointed
            if person in {one.fields["person"], one.fields.get("predecessor")}
            and "office" in one.mentions
        ),
        None,
    )
    held = (one.office for one in titles(reading) if one.name == person)
    office = office or next((one for one in held if not past(reading, one)), None)
    if office is None:
        return fact
    return _with_office(fact, reading, office)


def _with_office(fact: Fact, reading: Reading, office: Mention) -> Fact:
    note = remark("read.which-office", reading, value=fact.sentence.text.strip())
    return replace(
        fact,
        fields=MappingProxyType({**fact.fields, "office": office_key(office)}),
        mentions=MappingProxyType({**fact.mentions, "office": office}),
        confidence=min(fact.confidence, 0.7),
        notes=(*fact.notes, note),
    )


def _new(reading: Reading) -> Iterator[Fact]:
    for title in new_holders(reading):
        fact = office_fact(
            "appointment",
            reading.sentence(title.at),
            (title.office.start, title.at.i + 1),
            person=title.name,
            office=title.office,
            confidence=0.7,
        )
        yield on_a_day(fact, reading, {})


def _office_holders(reading: Reading, told: Sequence[Fact], names: Names) -> frozenset[str]:
    """Return the people of whom the dispatch or the record says an office.

    Where neither does, "replaces" or "takes over" may speak of anything, a football match too.
    """
    told_of = frozenset(name for fact in told for name in _people(fact))
    by_fact = {name for fact in told if "office" in fact.fields for name in _people(fact)}
    by_title = {title.name for title in titles(reading)}
    return frozenset(by_fact | by_title | {n for n in told_of if names.knows("person", n)})


def _pair(fact: Fact) -> tuple[str, str]:
    return str(fact.fields["person"]), str(fact.fields.get("office", ""))
