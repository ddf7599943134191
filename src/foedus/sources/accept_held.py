"""What a proposal says that the record cannot hold: an office without its state, an unknown rule.

An office is told apart by its key alone: a bare ``prime-minister`` would make one succession of the
holders of several states. Only an office that the record keeps already takes a new term.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from types import MappingProxyType

from foedus.case.model import Case
from foedus.errors import Finding
from foedus.results.dispatch import Kind
from foedus.sources.accept_cells import full_day
from foedus.sources.accept_into import Into

RULES = ("consensus", "unanimity", "majority", "qualified-majority", "two-thirds", "silence")
"""Rules by which a body may decide, whatever the record uses."""


def not_held(into: Into) -> Iterator[Finding]:
    """Yield a fault for each field of a proposal that the record cannot hold.

    Parameters
    ----------
    into : Into

    Yields
    ------
    Finding
        ``read.accept-office``, ``read.accept-no-office``, ``read.accept-word`` (a rule),
        ``read.accept-event-days``.
    """
    check = CHECKS.get(into.choice.proposal.kind)
    if check is not None:
        yield from check(into)


def _office(into: Into) -> Iterator[Finding]:
    office = into.field("office")
    known = _used(into.case, "terms", "office")
    if not office or office in known:
        return
    kind = "read.accept-office" if known else "read.accept-no-office"
    details = {"known": ", ".join(known)}
    yield into.choice.fault(kind, column="office", value=office, details=details)


def _rule(into: Into) -> Iterator[Finding]:
    rule = into.field("rule")
    used = (*_used(into.case, "bodies", "rule"), *_used(into.case, "decisions", "rule"))
    known = sorted({*RULES, *used})
    if rule and rule not in known:
        details = {"known": ", ".join(known)}
        yield into.choice.fault("read.accept-word", column="rule", value=rule, details=details)


def _used(case: Case, table: str, column: str) -> tuple[str, ...]:
    """Return the values that a column of the record has, each once, in their order."""
    return tuple(case.tables[table][column].drop_nulls().unique(maintain_order=True))


def _days(into: Into) -> Iterator[Finding]:
    """Yield a fault where an event ends before it begins, or on the last day that there is."""
    first, last = into.days
    if not (full_day(first) and full_day(last)):
        return
    if first > last or last == f"{date.max}":
        details = {"first": first}
        kind = "read.accept-event-days"
        yield into.choice.fault(kind, column="until", value=last, details=details)


CHECKS: Mapping[Kind, Callable[[Into], Iterator[Finding]]] = MappingProxyType(
    {"appointment": _office, "term": _office, "decision": _rule, "event": _days}
)
