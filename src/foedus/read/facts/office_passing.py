"""Appointments and terms that constructions tell (see ``office_constructions``)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from types import MappingProxyType

from spacy.tokens import Span

from foedus.read.facts.dated import Bound, bounds, first_of, last_of
from foedus.read.facts.office_careers import POSTS, YEARS_BY
from foedus.read.facts.office_constructions import APPOINTMENTS, TERMS, Construction
from foedus.read.facts.office_facts import office_fact, on_a_day, remark
from foedus.read.facts.office_heads import head_office, ministry
from foedus.read.facts.office_roles import elsewhere, office_in, past
from foedus.read.facts.office_titles import borne_by, titles
from foedus.read.facts.shorthand import Shorthand, dates_in, named, shorthand, stated, when_at, who
from foedus.read.lexicon import LONGEST
from foedus.read.model import Fact, Mention, Reading, When
from foedus.read.per_reading import per_reading


def passed_on(reading: Reading, sentence: Span) -> Iterator[Fact]:
    """Yield the appointments that nouns, participles and ways of making way tell."""
    if not _names_somebody(reading, sentence):
        return
    short = shorthand(reading, sentence)
    for one in (*APPOINTMENTS[reading.language], *POSTS[reading.language]):
        for found in one.words.finditer(short.text):
            fact = _appointment(reading, sentence, short, one, found)
            if fact is not None:
                yield fact


def _names_somebody(reading: Reading, sentence: Span) -> bool:
    """Tell whether a sentence names a person, or a name runs over its end."""
    at = bisect_left(_somebody(reading), sentence.start)
    return any(place < sentence.end + LONGEST for place in _somebody(reading)[at : at + 1])


@per_reading
def _somebody(reading: Reading) -> Sequence[int]:
    """Return the tokens that name or stand for people, in order."""
    return sorted(reading.people)


def _appointment(
    reading: Reading,
    sentence: Span,
    short: Shorthand,
    one: Construction,
    found: re.Match[str],
) -> Fact | None:
    person, before = who(reading, _group(found, "person")), who(reading, _group(found, "before"))
    if (
        person is None
        or person == before
        or not stated(reading, short, found.span(), ahead=one.ahead)
    ):
        return None
    office = _office(reading, found)
    if office is None and before is None:
        office = _borne(reading, sentence, person, found)
    if office is None and before is None:
        return None
    fact = office_fact(
        "appointment",
        sentence,
        (short.tokens[found.start()], short.tokens[found.end() - 1] + 1),
        person=person,
        office=office,
        predecessor=before,
        how=one.how or None,
        confidence=0.9 if office is not None else 0.7,
    )
    fact = _by_body(fact, reading, _group(found, "body"))
    begun = dates_in(reading, _group(found, "begins") or "")
    if begun:
        return on_a_day(fact, reading, {"from": begun[0]})
    return on_a_day(fact, reading, _days(reading, short, found, handed=before is not None))


def _by_body(fact: Fact, reading: Reading, at: str | None) -> Fact:
    """Return an appointment with the body that made it, where the construction names one."""
    body = named(reading, at, "body", "group")
    if body is None:
        return fact
    fields = MappingProxyType({**fact.fields, "body": body.key or body.words})
    return replace(fact, fields=fields, mentions=MappingProxyType({**fact.mentions, "body": body}))


def _days(
    reading: Reading, short: Shorthand, found: re.Match[str], *, handed: bool
) -> dict[Bound, When]:
    """Return the dates of a construction: within it, else right behind it."""
    behind = short.text[found.end() : found.end() + CLOSE]
    near = re.match(r"[^<;,]*<D\d+>", behind)
    dates = dates_in(reading, found[0]) or dates_in(reading, near[0] if near else "")
    said = dict(bounds(reading, dates[-1:]))
    if {"from", "until"} <= said.keys():
        return {}  # the years of an earlier office, between commas
    if "since" in said:
        return {}
    if handed and "on" in said:
        said["from"] = said["on"]
    return said


def _borne(reading: Reading, sentence: Span, person: str, found: re.Match[str]) -> Mention | None:
    """Return the office that a person bears beside the name, where the words leave it out."""
    if any(found.groupdict().values()) and len(found.groupdict()) > 1:
        return None
    here = (one for one in titles(reading) if one.name == person and one.at.sent == sentence)
    return next((one.office for one in here if not past(reading, one.office)), None)


CLOSE = 24
"""Characters behind a construction in which its day may stand."""


def _group(found: re.Match[str], name: str) -> str | None:
    return found.groupdict().get(name)


def _office(reading: Reading, found: re.Match[str]) -> Mention | None:
    """Return the office of a construction: named, or that at the head of what it names."""
    office = named(reading, _group(found, "office") or _group(found, "helm"), "office")
    if office is not None:
        return None if past(reading, office) or elsewhere(reading, office) else office
    led = named(reading, _group(found, "head"), "body", "party")
    if led is not None:
        return head_office(led)
    words = _group(found, "ministry")
    key = None if words is None else ministry(words)
    if key is None:
        return None
    return Mention("office", 0, 0, str(words), key)


def terms_passed(reading: Reading, sentence: Span) -> Iterator[Fact]:
    """Yield the terms that ellipses, relative clauses, brackets and departures tell."""
    if not _names_somebody(reading, sentence):
        return
    short = shorthand(reading, sentence)
    for one in (*TERMS[reading.language], *YEARS_BY[reading.language]):
        for found in one.words.finditer(short.text):
            fact = _term(reading, sentence, short, one, found)
            if fact is not None:
                yield fact


def _term(
    reading: Reading,
    sentence: Span,
    short: Shorthand,
    one: Construction,
    found: re.Match[str],
) -> Fact | None:
    bearer = named(reading, _group(found, "bearer"), "office")
    person = who(reading, _group(found, "person") or _group(found, "bearer"))
    if person is None or not stated(reading, short, found.span(), ahead=one.ahead):
        return None
    asked = {"office", "head"} & {name for name, at in found.groupdict().items() if at}
    office = bearer or _office(reading, found)
    if asked and office is None:
        return None
    near = office or borne_by(reading, person, short.tokens[found.end() - 1])
    near = near or (office_in(reading, sentence) if "(" in found[0] else None)
    if near is None and not _alone(found):
        return None
    fact = office_fact(
        "term",
        sentence,
        (short.tokens[found.start()], short.tokens[found.end() - 1] + 1),
        person=person,
        office=near,
        confidence=0.9 if office is not None else 0.7,
    )
    if office is None and near is not None:
        note = remark("read.which-office", reading, value=sentence.text.strip())
        fact = replace(fact, notes=(note,))
    return _bounded(fact, reading, found)


def _alone(found: re.Match[str]) -> bool:
    """Tell whether words speak of an office by themselves ("aux commandes depuis …")."""
    return "(" not in found[0]


def _bounded(fact: Fact, reading: Reading, found: re.Match[str]) -> Fact | None:
    fields = dict(fact.fields)
    day = _group(found, "day") or _group(found, "years")
    if day is not None:
        first = when_at(reading, day)
        fields["from"] = first_of(first)
        if first.precision == "span":
            fields["until"] = last_of(first)
        elif "(" in found[0] or _group(found, "years") is not None:
            return None
    ended = dates_in(reading, (_group(found, "end") or "") + (_group(found, "finish") or ""))
    if ended:
        fields["until"] = last_of(ended[0])
    return replace(fact, fields=MappingProxyType(fields))
