"""The same fact said twice is one: its fuller fields, and the other sentences beside."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from spacy.tokens import Span

from foedus.errors import Finding
from foedus.read.model import Fact, Mention, Reading, When
from foedus.read.per_reading import per_reading
from foedus.read.same_words import about_the_same, content, day_fits, place_fits
from foedus.results.dispatch import Kind, Value

NEAR = 3
"""Sentences within which "the decision was taken by consensus" speaks of one told before."""


def merged(facts: Sequence[Fact], reading: Reading) -> tuple[Fact, ...]:
    """Return the facts of a dispatch with those that were said twice as one.

    Two facts are the same where their kind is, and the fields that identify it agree: person and
    office of an appointment or a term; rule, body, date and subject of a decision; what, where and
    when of an event; the aim of a priority. Facts whose fields are in conflict stay apart, so that
    a dispatch which contradicts itself can be told so.

    Parameters
    ----------
    facts : sequence of Fact
    reading : Reading

    Returns
    -------
    tuple of Fact
        In the order of the text. Of two, the one with more fields stands, filled up from the
        other; the higher confidence; the other sentence in ``more``.
    """
    kept: list[Fact] = []
    for fact in sorted(facts, key=_place):
        at = next((n for n, one in enumerate(kept) if _same(one, fact, facts, reading)), None)
        if at is None:
            kept.append(fact)
        else:
            kept[at] = _joined(kept[at], fact)
    return tuple(sorted(kept, key=_place))


def _place(fact: Fact) -> tuple[int, int]:
    return fact.start, fact.end


def _same(one: Fact, other: Fact, facts: Sequence[Fact], reading: Reading) -> bool:
    if one.kind != other.kind:
        return False
    if one.kind in {"appointment", "term"}:
        return _same_office(one, other, facts)
    if one.kind == "decision":
        return _same_decision(one, other, reading)
    return ALIKE.get(one.kind, _identical)(one, other)


def _same_office(one: Fact, other: Fact, facts: Sequence[Fact]) -> bool:
    if one.fields.get("person") != other.fields.get("person"):
        return False
    first, second = one.fields.get("office"), other.fields.get("office")
    if first != second and (None not in {first, second} or not _only_office(one, facts)):
        return False
    if one.kind == "term" and not _shared(one, other):
        return False
    days = all(day_fits(*_both(one, other, name)) for name in ("from", "until"))
    return days and not _conflict(one, other, ("predecessor", "how", "duration", "body"))


def _shared(one: Fact, other: Fact) -> bool:
    """Tell whether two terms say the same of their days: one in common, or nothing in one.

    "In office since 2014" and "his term was extended to 2024" are two facts of the record. Of two
    terms of which one names no office, both must say it.
    """
    days = [{"from", "until", "duration"} & fact.fields.keys() for fact in (one, other)]
    if days[0] & days[1]:
        return True
    return not all(days) and "office" in one.fields and "office" in other.fields


def _only_office(fact: Fact, facts: Sequence[Fact]) -> bool:
    """Tell whether a dispatch names one office of a person and no more."""
    person = fact.fields.get("person")
    named = {
        one.fields["office"]
        for one in facts
        if one.kind == fact.kind and one.fields.get("person") == person and "office" in one.fields
    }
    return len(named) == 1


def _same_decision(one: Fact, other: Fact, reading: Reading) -> bool:
    if _conflict(one, other, ("rule", "body", "members")):
        return False
    if not day_fits(*_both(one, other, "date")):
        return False
    first, second = _both(one, other, "subject")
    if first and second:
        return about_the_same(str(first), str(second)) and _particulars(str(first), str(second))
    return _sentences_between(one, other, reading) <= NEAR


def _particulars(one: str, other: str) -> bool:
    """Tell whether two subjects share more than the kind of text ("six resolutions")."""
    first, second = content(one) - TEXTS, content(other) - TEXTS
    return not first or not second or bool(first & second)


TEXTS = content("resolution résolution plan agreement accord law loi text budget package paquet")


def _sentences_between(one: Fact, other: Fact, reading: Reading) -> int:
    first, second = sorted((one.start, other.start))
    starts = _starts(reading)
    return bisect_right(starts, second) - bisect_right(starts, first)


@per_reading
def _starts(reading: Reading) -> tuple[int, ...]:
    """Return where sentences start."""
    return tuple(token.i for token in reading.doc if token.is_sent_start)


def _same_event(one: Fact, other: Fact) -> bool:
    if not about_the_same(str(one.fields.get("what", "")), str(other.fields.get("what", ""))):
        return False
    where = place_fits(*_both(one, other, "where"))
    return where and day_fits(*_both(one, other, "when"))


def _same_priority(one: Fact, other: Fact) -> bool:
    if _conflict(one, other, ("who", "rank")):
        return False
    return about_the_same(str(one.fields.get("what", "")), str(other.fields.get("what", "")))


def _same_aid(one: Fact, other: Fact) -> bool:
    named = ("stage", "donor", "item", "quantity")
    told = all(name in one.fields and name in other.fields for name in named)
    return _identical(one, other) or (told and not _conflict(one, other, tuple(one.fields)))


def _same_parties(one: Fact, other: Fact) -> bool:
    first, second = _both(one, other, "parties")
    if not isinstance(first, tuple) or not isinstance(second, tuple) or {*first} != {*second}:
        return False
    subjects = _both(one, other, "subject")
    return None in subjects or about_the_same(str(subjects[0]), str(subjects[1]))


def _identical(one: Fact, other: Fact) -> bool:
    """Tell whether two facts say the same, their place in a list apart."""
    return _ordered_out(one.fields) == _ordered_out(other.fields)


def _ordered_out(fields: Mapping[str, Value]) -> dict[str, Value]:
    return {name: value for name, value in fields.items() if name != "order"}


ALIKE: Mapping[Kind, Callable[[Fact, Fact], bool]] = MappingProxyType(
    {
        "event": _same_event,
        "priority": _same_priority,
        "aid": _same_aid,
        "agreement": _same_parties,
        "partnership": _same_parties,
    }
)
"""When two facts of a kind are one; for other kinds all their fields must be equal."""


def _both(one: Fact, other: Fact, name: str) -> tuple[Value | None, Value | None]:
    return one.fields.get(name), other.fields.get(name)


def _conflict(one: Fact, other: Fact, names: Sequence[str]) -> bool:
    return any(
        name in one.fields and name in other.fields and one.fields[name] != other.fields[name]
        for name in names
    )


def _joined(one: Fact, other: Fact) -> Fact:
    """Return two facts as one; ``one`` is told first."""
    full, rest = (other, one) if _fuller(other, one) else (one, other)
    fields = {**rest.fields, **full.fields}
    for name in ("from", "until", "when", "date", "what", "subject"):
        exact = _exact(one, other, name)
        if exact is not None:
            fields[name] = exact
    if "order" in one.fields:
        fields["order"] = one.fields["order"]
    mentions: dict[str, Mention] = {**rest.mentions, **full.mentions}
    return replace(
        full,
        fields=MappingProxyType(fields),
        mentions=MappingProxyType(mentions),
        date=_day(full, rest),
        confidence=max(one.confidence, other.confidence),
        more=_more(full, rest),
        notes=_notes(full, rest),
    )


def _fuller(one: Fact, other: Fact) -> bool:
    return (one.confidence, len(one.fields)) > (other.confidence, len(other.fields))


def _exact(one: Fact, other: Fact, name: str) -> Value | None:
    """Return the more exact of two days that fit, the fuller of two phrases."""
    found = [str(value) for value in _both(one, other, name) if value is not None]
    return max(found, key=len) if found else None


def _day(full: Fact, rest: Fact) -> When | None:
    """Return a day that was said before the dateline's, and that of the fuller fact first."""
    days = [one.date for one in (full, rest) if one.date is not None]
    said = [day for day in days if day.words]
    return next(iter((*said, *days)), None)


def _notes(full: Fact, rest: Fact) -> tuple[Finding, ...]:
    """Return the remarks of both; where one names the office, it need not be guessed any more."""
    named = "office" in full.fields and all(n.kind != "read.which-office" for n in full.notes)
    found = [note for note in rest.notes if note not in full.notes]
    return (*full.notes, *(n for n in found if not (named and n.kind == "read.which-office")))


def _more(full: Fact, rest: Fact) -> tuple[Span, ...]:
    """Return the further sentences, each once, in the order of the text."""
    found = {
        (span.start, span.end): span
        for span in (*full.more, rest.sentence, *rest.more)
        if (span.start, span.end) != (full.sentence.start, full.sentence.end)
    }
    return tuple(found[key] for key in sorted(found))
