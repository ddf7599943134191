"""Appointments that a verb tells: given, taken up, taken over, handed on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from spacy.tokens import Span, Token

from foedus.read.clauses import SUBJECTS, agent, complement, passive, person, subject, target, verbs
from foedus.read.facts.dated import Bound, bound, bounds, dates_of
from foedus.read.facts.decision_rules import how_of
from foedus.read.facts.office_facts import office_fact, on_a_day
from foedus.read.facts.office_roles import (
    office_after,
    offices_after,
    people_in,
    person_after,
    person_by,
)
from foedus.read.facts.office_titles import titles
from foedus.read.facts.office_words import (
    APPOINT,
    BECOME,
    ELECT,
    HAND,
    HANDED,
    INSTALL,
    POSTS,
    RELAY,
    SUCCEED,
    TAKE_UP,
)
from foedus.read.modality import asserted, modality, scheduled
from foedus.read.model import Fact, Mention, Reading, When

TO = frozenset({"to", "à", "au", "aux"})
FROM = frozenset({"from", "de", "du", "d'", "à"})


def given(reading: Reading, sentence: Span) -> Iterator[Fact]:
    """Yield who was given an office: appointed, named, chosen, elected, confirmed, sworn in."""
    for verb in verbs(sentence, APPOINT):
        if not asserted(verb) or reading.quoted(verb) is not None:
            continue
        for name, office in _pairs(reading, verb):
            yield _given(reading, verb, name, office)


def _given(reading: Reading, verb: Token, name: str, office: Mention) -> Fact:
    lemma = verb.lemma_.lower()
    fact = office_fact(
        "appointment",
        verb.sent,
        (verb.i, office.end),
        person=name,
        office=office,
        predecessor=_instead(reading, verb, name),
        how="election" if lemma in ELECT else how_of(reading, verb),
    )
    said = bounds(reading, dates_of(reading, verb))
    if lemma in INSTALL and "on" in said:
        said = MappingProxyType({"from": said["on"], **said})
    return on_a_day(_by(fact, reading, verb), reading, said)


def _pairs(reading: Reading, verb: Token) -> Iterator[tuple[str, Mention]]:
    """Yield who was given which office ("naming X as commissioner and Y as spokesman")."""
    name = _appointed(reading, verb)
    offices = offices_after(reading, verb)
    if name is None or not offices:
        return
    if passive(verb):
        yield name, offices[0]
        return
    giver = person(reading, subject(verb))
    told: set[str] = set()
    for office in offices:
        before = [
            who
            for token, who in people_in(reading, verb.doc[verb.i + 1 : office.start])
            if who != giver and reading.at(token, "person") is not None
        ]
        who = before[-1] if before else name
        if who not in told:
            told.add(who)
            yield who, office


def taken_up(reading: Reading, sentence: Span) -> Iterator[Fact]:
    """Yield who takes up an office, becomes its holder or succeeds the last one."""
    for verb in verbs(sentence, TAKE_UP | SUCCEED | BECOME):
        if not scheduled(verb) or reading.quoted(verb) is not None:
            continue
        fact = _taking(reading, verb)
        if fact is None:
            continue
        said = _begins(bounds(reading, _behind(reading, verb)))
        ahead = modality(verb) == "future"
        if ahead and not said and "predecessor" not in fact.fields:
            continue
        found = on_a_day(fact, reading, said)
        if "from" in said:
            found = replace(found, date=said["from"], confidence=fact.confidence)
        yield found


def _behind(reading: Reading, verb: Token) -> tuple[When, ...]:
    """Return the dates of a verb's clause: those behind it alone, where there are any.

    "Named in June, he takes office on 1 October" starts in October. A date before a semicolon is
    another clause's.
    """
    dates = tuple(one for one in dates_of(reading, verb) if not _in_brackets(verb, one))
    behind = tuple(one for one in dates if one.start > verb.i)
    near = (one for one in dates if ";" not in verb.doc[one.end : verb.i].text)
    return behind or tuple(one for one in near if bound(reading, one) == "on" and not _long(one))


def _in_brackets(verb: Token, when: When) -> bool:
    """Tell whether a date stands in brackets: the years of whom it stands behind."""
    return when.start > 0 and verb.doc[when.start - 1].text == "("


def _long(when: When) -> bool:
    """Tell whether a date before a verb is a span: the years of an earlier office."""
    return when.precision == "span"


def handed_on(reading: Reading, sentence: Span) -> Iterator[Fact]:
    """Yield to whom an office was handed over."""
    for verb in verbs(sentence, HAND):
        if not asserted(verb) or reading.quoted(verb) is not None or not _hands(verb):
            continue
        before = person(reading, agent(verb))
        after = person_by(reading, verb, TO)
        if before is None or after is None or before == after:
            continue
        fact = office_fact(
            "appointment",
            sentence,
            (verb.i, verb.i + 1),
            person=after,
            office=office_after(reading, verb),
            predecessor=before,
        )
        said = bounds(reading, dates_of(reading, verb))
        first: dict[Bound, When] = {"from": said["on"]} if "on" in said else {}
        yield on_a_day(fact, reading, {**first, **said})


def _appointed(reading: Reading, verb: Token) -> str | None:
    """Return who was appointed; the parser may take an object after its verb for a subject."""
    found = person(reading, target(verb))
    if found is not None or passive(verb):
        return found
    giver = person(reading, subject(verb))
    return person_after(reading, verb, but=() if giver is None else (giver,))


def _taking(reading: Reading, verb: Token) -> Fact | None:
    name = person(reading, agent(verb))
    if name is None:
        return None
    lemma = verb.lemma_.lower()
    office = office_after(reading, verb)
    before = _before(reading, verb, name)
    if office is not None and before is not None and _described(reading, verb, office, before):
        office = None
    if lemma in BECOME and (office is None or not _becomes(verb, office)):
        return None
    if lemma in SUCCEED and (before is None or _put_forward(verb)):
        return None
    if lemma in TAKE_UP and not _takes_post(verb, before):
        return None
    place = (verb.i, verb.i + 1 if office is None else office.end)
    return office_fact(
        "appointment",
        verb.sent,
        place,
        person=name,
        office=office,
        predecessor=before,
        confidence=0.9 if office is not None else 0.7,
    )


def _put_forward(verb: Token) -> bool:
    """Tell whether someone is only proposed to follow ("nominated …, to replace Josep Borrell")."""
    clause = verb.doc[verb.sent.start : verb.i].text.lower()
    infinitive = verb.i > verb.sent.start and verb.nbor(-1).lower_ in {"to", "pour", "lui"}
    return infinitive and any(word in clause for word in PUT_FORWARD)


PUT_FORWARD = ("nominated", "nominee", "proposed", "candidate", "candidat", "proposé", "pressenti")
"""Words of those who have not been chosen yet."""


def _described(reading: Reading, verb: Token, office: Mention, before: str) -> bool:
    """Tell whether an office is what the new holder was before ("replaced by X, minister …")."""
    return passive(verb) and any(
        one.office == office and one.name != before for one in titles(reading)
    )


def _takes_post(verb: Token, before: str | None) -> bool:
    """Tell whether what is taken is an office: its object says so, or "over from" a person."""
    over = any(child.lower_ == "over" for child in verb.children)
    if over and (before is not None or complement(verb, {"as"}) is not None):
        return True
    wanted = POSTS | (RELAY if before is not None else frozenset())
    if any(child.lemma_.lower() in wanted for child in _objects(verb)):
        return True
    if verb.lemma_.lower() in {"start", "begin"}:
        return complement(verb, {"as"}) is not None
    entered = complement(verb, {"en", "à", "au"})
    return (
        verb.lemma_.lower() in {"entrer", "accéder"}
        and entered is not None
        and entered.lemma_.lower() in POSTS
    )


def _objects(verb: Token) -> Iterator[Token]:
    """Yield the nouns right after a verb: its object, wherever the parser hung it."""
    found = target(verb)
    if found is not None and found.i > verb.i:
        yield found
    for token in verb.doc[verb.i + 1 : min(verb.i + 4, verb.sent.end)]:
        if token.pos_ == "NOUN" or token.lower_ in POSTS:
            yield token
            return


def _before(reading: Reading, verb: Token, name: str) -> str | None:
    """Return whom a successor follows."""
    lemma = verb.lemma_.lower()
    if lemma in SUCCEED:
        found = person(reading, target(verb)) or person_after(reading, verb, but=(name,))
    else:
        found = person_by(reading, verb, FROM)
    return None if found == name else found


def _begins(said: Mapping[Bound, When]) -> Mapping[Bound, When]:
    """Return dates with the day on which an office is taken up as its beginning."""
    if "on" not in said or "from" in said:
        return said
    rest: dict[Bound, When] = {name: when for name, when in said.items() if name != "on"}
    return MappingProxyType({**rest, "from": said["on"]})


def _becomes(verb: Token, office: Mention) -> bool:
    """Tell whether it is the office that someone becomes, not one that the sentence names later."""
    return office.start - verb.i <= NEAR


NEAR = 6
"""Words between "became" and the office."""


def _hands(verb: Token) -> bool:
    what = target(verb)
    if what is not None and passive(verb) and what.lemma_.lower() not in HANDED:
        return False  # an instrument of accession, a number of guns
    if any(child.lower_ == "over" for child in verb.children):
        return True
    return any(child.lemma_.lower() in HANDED for child in _objects(verb))


def _instead(reading: Reading, verb: Token, name: str) -> str | None:
    """Return whose place an appointed person takes ("to succeed Jens Stoltenberg")."""
    for other in verbs(verb.sent, SUCCEED):
        own_subject = any(child.dep_ in SUBJECTS for child in other.children)
        if other.i > verb.i and not other.dep_.endswith("relcl") and not own_subject:
            found = _before(reading, other, name)
            if found is not None:
                return found
    return None


def _by(fact: Fact, reading: Reading, verb: Token) -> Fact:
    """Return an appointment with the body that made it."""
    giver = agent(verb)
    body = None if giver is None else reading.at(giver, "body", "group")
    if body is None:
        return fact
    fields = MappingProxyType({**fact.fields, "body": body.key or body.words})
    return replace(fact, fields=fields, mentions=MappingProxyType({**fact.mentions, "body": body}))
