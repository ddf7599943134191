"""Facts held against the record and against one another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from foedus.case.model import Case
from foedus.read.model import Fact, Reading
from foedus.read.names import Names
from foedus.read.quoting import quote
from foedus.read.verdicts.aid import aid_checks
from foedus.read.verdicts.aims import function_checks, priority_checks
from foedus.read.verdicts.decisions import decision_checks
from foedus.read.verdicts.ground import Ground, said_of
from foedus.read.verdicts.offices import office_checks
from foedus.read.verdicts.pairs import Pair, pairs
from foedus.read.verdicts.register import agreement_checks, event_checks, statement_checks
from foedus.read.verdicts.spending import spending_checks
from foedus.read.verdicts.unknown import unknown_checks
from foedus.results.dispatch import VERDICTS, Check, Kind, Verdict

CHECKS: Mapping[Kind, Callable[[Fact, Ground], Iterator[Check]]] = MappingProxyType(
    {
        "appointment": office_checks,
        "term": office_checks,
        "decision": decision_checks,
        "priority": priority_checks,
        "function": function_checks,
        "aid": aid_checks,
        "spending": spending_checks,
        "agreement": agreement_checks,
        "partnership": agreement_checks,
        "statement": statement_checks,
        "event": event_checks,
    }
)
"""By kind, how a fact is held against the record."""


@dataclass(frozen=True)
class Held:
    """A fact and what the record, and the rest of the dispatch, say of it.

    Parameters
    ----------
    fact : Fact
    verdict : Verdict
    checks : tuple of Check
        The gravest first.
    """

    fact: Fact
    verdict: Verdict
    checks: tuple[Check, ...] = ()


def held(
    facts: Sequence[Fact], reading: Reading, case: Case | None, names: Names
) -> tuple[Held, ...]:
    """Hold the facts of a dispatch against the record and against one another.

    Parameters
    ----------
    facts : sequence of Fact
    reading : Reading
    case : Case, optional
        Without one a fact is ``new``, ``unknown`` (a body that no list knows) or ``inconsistent``.
    names : Names

    Returns
    -------
    tuple of Held
        One for each fact, and one more for each pair that contradicts itself while one of the two
        contradicts the record too: what the record says is never hidden, nor is the pair.
    """
    found = pairs(facts, reading)
    judged = tuple(
        _held(fact, (*_checks(fact, reading, case, names), *_against(at, facts, found, reading)))
        for at, fact in enumerate(facts)
    )
    hidden = (one for one in found if _is_hidden(one, judged))
    return (*judged, *(_both(one, facts, reading) for one in hidden))


def _checks(fact: Fact, reading: Reading, case: Case | None, names: Names) -> Iterator[Check]:
    if case is not None:
        yield from CHECKS[fact.kind](fact, Ground(reading, case))
    yield from unknown_checks(fact, reading, case, names)


def _against(
    at: int, facts: Sequence[Fact], found: Sequence[Pair], reading: Reading
) -> Iterator[Check]:
    """Yield the other sentence of each pair that a fact is of."""
    for pair in found:
        if at in (pair.first, pair.second):
            other = facts[pair.second if at == pair.first else pair.first]
            said = said_of(facts[at], pair.field)
            yield Check("inconsistent", pair.field, said, other=quote(reading, other.sentence))


def _held(fact: Fact, checks: Sequence[Check]) -> Held:
    """Return a fact with the gravest of its verdicts, that of the record before the dispatch's."""
    in_order = sorted(dict.fromkeys(checks), key=_gravity)
    return Held(fact, in_order[0].verdict if in_order else "new", tuple(in_order))


def _gravity(check: Check) -> int:
    return -1 if check.verdict == "contradicts" else VERDICTS.index(check.verdict)


def _is_hidden(pair: Pair, judged: Sequence[Held]) -> bool:
    return any(judged[at].verdict != "inconsistent" for at in (pair.first, pair.second))


TOLD_ONCE = ("body", "subject")
"""Fields of a pair that one of the two sentences is enough for."""


def _both(pair: Pair, facts: Sequence[Fact], reading: Reading) -> Held:
    """Return a pair as a fact of its own: both values, and both sentences."""
    first, second = facts[pair.first], facts[pair.second]
    said = (said_of(first, pair.field), said_of(second, pair.field))
    fields = {k: v for k, v in first.fields.items() if second.fields.get(k) == v}
    either = {**second.fields, **first.fields}
    fields |= {name: either[name] for name in TOLD_ONCE if name in either}
    fact = Fact(
        first.kind,
        MappingProxyType({**fields, pair.field: said}),
        first.sentence,
        first.start,
        first.end,
        date=first.date,
        confidence=min(first.confidence, second.confidence),
        more=(second.sentence,),
    )
    other = quote(reading, second.sentence)
    return Held(
        fact, "inconsistent", (Check("inconsistent", pair.field, "; ".join(said), other=other),)
    )


__all__ = ["Held", "held"]
