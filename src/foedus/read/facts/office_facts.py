"""Facts of offices from what a clause gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from spacy.tokens import Doc, Span

from foedus.errors import Finding
from foedus.read.facts.dated import Bound, dateline_when, first_of, last_of
from foedus.read.facts.office_roles import office_key
from foedus.read.model import Duration, Fact, Mention, Reading, When
from foedus.results.dispatch import Kind, Value


def office_fact(
    kind: Kind,
    sentence: Span,
    place: tuple[int, int],
    *,
    person: str,
    office: Mention | None = None,
    confidence: float = 0.9,
    **fields: Value | None,
) -> Fact:
    """Return a fact of a person and an office.

    Parameters
    ----------
    kind : {"appointment", "term"}
    sentence : Span
    place : tuple of int
        Tokens of the words that matter most.
    person : str
        Full name.
    office : Mention, optional
    confidence : float
    **fields : Value, optional
        Further fields; what is None is left out.
    """
    found: dict[str, Value] = {"person": person}
    mentions: dict[str, Mention] = {}
    if office is not None:
        found["office"] = office.key or _plain(sentence.doc, office)
        mentions["office"] = office
    found |= {name: value for name, value in fields.items() if value is not None}
    return Fact(
        kind,
        MappingProxyType(found),
        sentence,
        place[0],
        place[1],
        MappingProxyType(mentions),
        confidence=confidence,
    )


def _plain(doc: Doc, office: Mention) -> str:
    """Return an office without the adjective of a state before it ("French commissioner")."""
    first = office.start
    while first < office.end - 1 and doc[first].ent_type_ == "NORP":
        first += 1
    return str(doc[first : office.end].text).lower() if first > office.start else office_key(office)


def on_a_day(fact: Fact, reading: Reading, said: Mapping[Bound, When]) -> Fact:
    """Return an appointment with its day and its bounds; without a day, the dateline's."""
    fields = dict(fact.fields)
    if "from" in said:
        fields["from"] = first_of(said["from"])
    if "until" in said:
        fields["until"] = last_of(said["until"])
    if "on" in said:
        return replace(fact, fields=MappingProxyType(fields), date=said["on"])
    confidence = min(fact.confidence, 0.7)
    when = dateline_when(reading)
    return replace(fact, fields=MappingProxyType(fields), date=when, confidence=confidence)


def with_bounds(fact: Fact, said: Mapping[Bound, When]) -> Fact:
    """Return a term with its beginning and its end, where they are said."""
    fields = dict(fact.fields)
    first = said.get("from", said.get("since"))
    if first is not None:
        fields["from"] = first_of(first)
    if "until" in said:
        fields["until"] = last_of(said["until"])
    return replace(fact, fields=MappingProxyType(fields))


def lasting(fact: Fact, reading: Reading, duration: Duration | None) -> Fact:
    """Return a term with its length, and a remark where that is only about right."""
    if duration is None:
        return fact
    years = format(duration.years.normalize(), "f")
    fields = MappingProxyType({**fact.fields, "duration": years})
    mentions = MappingProxyType({**fact.mentions, "duration": duration})
    notes = fact.notes
    if duration.about:
        notes = (*notes, remark("read.about", reading, value=duration.words))
    return replace(fact, fields=fields, mentions=mentions, notes=notes)


def remark(kind: str, reading: Reading, *, value: str, **details: str) -> Finding:
    """Return a warning that goes with a proposal."""
    return Finding("warning", kind, reading.document.file, value=value, details=details)
