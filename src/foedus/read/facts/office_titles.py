"""Titles beside names: "Prime Minister Mark Rutte", "Mark Rutte, the former Prime Minister"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Token

from foedus.read.clauses import CLAUSES, SUBJECTS
from foedus.read.facts.dated import Bound, bounds, told
from foedus.read.facts.office_facts import lasting, office_fact, with_bounds
from foedus.read.facts.office_heads import ministry
from foedus.read.facts.office_roles import elsewhere, head_of, marks, office_before, past
from foedus.read.facts.office_words import NEW, NEXT
from foedus.read.model import Duration, Fact, Mention, Reading, When

BETWEEN = frozenset({"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "m.", "mme", "general",
                     "général", "admiral", "amiral", "sir", "lord", "dame"})  # fmt: skip
"""What may stand between a title and a name."""


@dataclass(frozen=True)
class Title:
    """An office beside the name of who bears it."""

    office: Mention
    name: str
    at: Token


def titles(reading: Reading) -> Iterator[Title]:
    """Yield the offices that stand beside a name, in the order of the text."""
    for office in reading.mentions:
        if office.kind != "office" or elsewhere(reading, office):
            continue
        found = _before_name(reading, office) or _after_name(reading, office)
        if found is not None:
            yield Title(office, _full(reading, found), reading.doc[found.end - 1])


def titled(reading: Reading) -> Iterator[Fact]:
    """Yield the terms that titles tell; who is only to come, or a candidate, holds no office."""
    for title in titles(reading):
        around = marks(reading, title.office)
        if around & NEXT or reading.quoted(title.at) is not None:
            continue
        place = sorted((title.office.start, title.at.i))
        fact = office_fact(
            "term",
            reading.sentence(title.at),
            (place[0], max(title.office.end, title.at.i + 1)),
            person=title.name,
            office=title.office,
            confidence=0.9 if past(reading, title.office) else 0.7,
        )
        bounded = with_bounds(fact, _years(reading, title.office))
        yield lasting(bounded, reading, _length(reading, title.office))


def _years(reading: Reading, office: Mention) -> Mapping[Bound, When]:
    """Return the years right behind a title ("Donald Trump, président de 2017 à 2021")."""
    close = [one for one in told(reading) if 0 <= one.start - office.end <= CLOSE]
    said = bounds(reading, close)
    return {name: when for name, when in said.items() if name in {"from", "since", "until"}}


def _length(reading: Reading, office: Mention) -> Duration | None:
    """Return the length right before a title ("After a decade as Secretary General, …")."""
    first = reading.sentence(office.start).start
    for one in reading.within(reading.doc[first : office.start], "duration"):
        between = reading.doc[one.end : office.start].text.lower()
        if isinstance(one, Duration) and between in {"as", "comme", "en tant que", "as the"}:
            return one
    return None


CLOSE = 2
"""Words between a title and its years."""


def new_holders(reading: Reading) -> Iterator[Title]:
    """Yield the offices beside a name that are called new ("NATO's new Secretary General …")."""
    for title in titles(reading):
        if marks(reading, title.office) & NEW:
            yield title


def _before_name(reading: Reading, office: Mention) -> Mention | None:
    """Return the name that follows a title at once, or after a comma."""
    at = office.end
    doc = reading.doc
    if at < len(doc) and doc[at].text == "," and not _described(reading, office):
        at += 1
    while at < len(doc) and doc[at].lower_ in BETWEEN:
        at += 1
    named = reading.at(at, "person") if at < len(doc) else None
    return named if named is not None and named.start <= at else None


def _described(reading: Reading, office: Mention) -> Mention | None:
    """Return the name behind which a title stands, apart from it by a comma.

    A title in front of a comma belongs to that name, not to the one that follows.
    """
    at = office.start - 1
    doc = reading.doc
    while at > 0 and doc[at].pos_ in {"DET", "ADJ", "PROPN"} and doc[at].text != ",":
        if reading.at(at, "person") is not None:
            return None
        at -= 1
    return reading.at(at - 1, "person") if at > 0 and doc[at].text == "," else None


def _after_name(reading: Reading, office: Mention) -> Mention | None:
    """Return the name that an office describes behind a comma ("Mark Rutte, the former …")."""
    head = head_of(reading.doc[office.start : office.end])
    if head.dep_ in SUBJECTS and head.head.i > head.i:
        named = _described(reading, office)
        return named if named is not None and _of_one_clause(reading, named, head) else None
    if head.dep_ == "appos":
        named = reading.at(head.head, "person")
        if named is not None and named.end <= office.start:
            return named
    return _described(reading, office)


def _of_one_clause(reading: Reading, named: Mention, head: Token) -> bool:
    """Tell whether a name and the title behind its comma are subjects of one verb.

    "When he relieved General Wolters, SACEUR was …" says nothing of General Wolters.
    """
    name = reading.doc[named.end - 1]
    governed = head.head.i in {above.i for above in name.ancestors if above.pos_ in VERBAL}
    return governed and not any(
        above.dep_ in CLAUSES for above in (name, *name.ancestors) if above.i < head.head.i
    )


VERBAL = frozenset({"VERB", "AUX"})


def _full(reading: Reading, named: Mention) -> str:
    for at in range(named.start, named.end):
        if at in reading.people:
            return reading.people[at]
    return named.key or named.words


def borne_by(reading: Reading, name: str, at: int) -> Mention | None:
    """Return the office of who is in office: the person's title, else the last that was named.

    An office that is another's title is not the person's ("succède à Rob Bauer, en poste depuis").
    """
    sentence = reading.sentence(at)
    known = titles(reading)
    here = [one for one in known if one.name == name and sentence.start <= one.at.i < at]
    if here:
        return here[-1].office
    led = ministry(sentence.doc[max(sentence.start, at - NEAR) : at].text.lower().replace("’", "'"))
    if led is not None:
        return Mention("office", at, at, sentence.text, led)
    office = office_before(reading, at)
    others = {one.office for one in titles(reading) if one.name != name}
    return None if office in others else office


NEAR = 9
"""Words before a date in which a ministry may stand ("à la tête du ministère … depuis")."""
