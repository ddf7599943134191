"""Facts of one dispatch that speak of the same and say different things."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from foedus.read.model import Code, Fact, Reading
from foedus.read.verdicts.alike import content, folded, same_person, shared
from foedus.read.verdicts.ground import said_of, shown
from foedus.read.verdicts.spans import overlap, period_of
from foedus.results.dispatch import Kind

ALIKE = 0.6
"""Least part of the shorter subject's words that two decisions share, to be one."""

MOST = 60
"""Facts of a kind that are compared with one another: a dispatch has few of any."""

FURTHER = frozenset(
    {"additional", "another", "further", "more", "other", "second", "autre", "autres", "deuxieme",
     "nouveau", "nouveaux", "nouvelle", "nouvelles", "plus", "supplementaire", "supplementaires"}
)  # fmt: skip
"""Words, folded, of a gift that comes on top of another."""


@dataclass(frozen=True)
class Pair:
    """Two facts that cannot both be right.

    Parameters
    ----------
    first, second : int
        Their places in the list of facts.
    field : str
        What they differ in.
    """

    first: int
    second: int
    field: str


def pairs(facts: Sequence[Fact], reading: Reading) -> tuple[Pair, ...]:
    """Return the pairs of facts that contradict each other, one for each field that differs."""
    return tuple(_pairs(facts, reading))


def _pairs(facts: Sequence[Fact], reading: Reading) -> Iterator[Pair]:
    for kind, rule in RULES.items():
        places = [at for at, fact in enumerate(facts) if fact.kind == kind][:MOST]
        for first, second in combinations(places, 2):
            for field in rule(facts[first], facts[second], reading.language):
                yield Pair(first, second, field)


def _offices(one: Fact, other: Fact, _: Code) -> Iterator[str]:
    if not _equal(one, other, "office") or not _one_person(one, other, "person"):
        return
    yield from (field for field in ("from", "until") if _apart(one, other, field))
    if _both(one, other, "predecessor") and not _one_person(one, other, "predecessor"):
        yield "predecessor"
    if _differ(one, other, "how"):
        yield "how"


def _decisions(one: Fact, other: Fact, code: Code) -> Iterator[str]:
    if not _one_subject(said_of(one, "subject"), said_of(other, "subject"), code):
        return
    yield from (field for field in ("rule", "members") if _differ(one, other, field))
    if _apart(one, other, "date"):
        yield "date"


def _one_subject(one: str, other: str, code: Code) -> bool:
    """Return whether the shorter of two subjects is found in the longer, with two words or more."""
    short, long = sorted((one, other), key=lambda text: len(content(text, code)))
    return len(content(short, code)) > 1 and shared(short, long, code) >= ALIKE


def _aid(one: Fact, other: Fact, _: Code) -> Iterator[str]:
    same = all(_equal(one, other, name) for name in ("donor", "stage", "item"))
    recipients = said_of(one, "recipient") == said_of(other, "recipient")
    day = (one.date and one.date.iso) == (other.date and other.date.iso)
    if not (same and recipients and day) or _on_top(one) or _on_top(other):
        return
    if _differ(one, other, "quantity") and one.sentence != other.sentence:
        yield "quantity"


def _on_top(fact: Fact) -> bool:
    return any(folded(token.text) in FURTHER for token in fact.sentence)


def _spending(one: Fact, other: Fact, _: Code) -> Iterator[str]:
    same = all(_equal(one, other, name) for name in ("party", "year", "measure"))
    if same and one.sentence != other.sentence:
        yield from ["share"] if _differ(one, other, "share") else []


def _events(one: Fact, other: Fact, code: Code) -> Iterator[str]:
    words = [frozenset(content(said_of(fact, "what"), code)) for fact in (one, other)]
    places = [said_of(fact, "where") for fact in (one, other)]
    if len(words[0]) > 1 and words[0] == words[1] and places[0] == places[1]:
        yield from ["when"] if _apart(one, other, "when") else []


RULES: Mapping[Kind, Callable[[Fact, Fact, Code], Iterator[str]]] = {
    "appointment": _offices,
    "decision": _decisions,
    "aid": _aid,
    "spending": _spending,
    "event": _events,
}
"""By kind, the fields in which two facts of the same identity differ.

Terms are left out: one person may hold an office more than once.
"""


def _both(one: Fact, other: Fact, field: str) -> bool:
    return field in one.fields and field in other.fields


def _equal(one: Fact, other: Fact, field: str) -> bool:
    return _both(one, other, field) and said_of(one, field) == said_of(other, field)


def _differ(one: Fact, other: Fact, field: str) -> bool:
    return _both(one, other, field) and said_of(one, field) != said_of(other, field)


def _one_person(one: Fact, other: Fact, field: str) -> bool:
    return _both(one, other, field) and same_person(said_of(one, field), said_of(other, field))


def _apart(one: Fact, other: Fact, field: str) -> bool:
    """Return whether two days cannot be one: a month and a day in it can."""
    first, second = (period_of(shown(fact.fields.get(field, ""))) for fact in (one, other))
    return first is not None and second is not None and not overlap(first, second)
