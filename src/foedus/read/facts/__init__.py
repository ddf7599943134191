"""The patterns of facts, a module a family of kinds."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from foedus.read.facts.agreements import agreements
from foedus.read.facts.aid import aid
from foedus.read.facts.aims import functions, priorities
from foedus.read.facts.decisions import decisions
from foedus.read.facts.events import events
from foedus.read.facts.offices import appointments, terms
from foedus.read.facts.spending import spending
from foedus.read.facts.statements import statements
from foedus.read.model import Fact, Reading
from foedus.read.names import Names

PATTERNS: tuple[Callable[[Reading, Names], Iterator[Fact]], ...] = (
    appointments, terms, decisions, priorities, functions, aid, spending, agreements, statements,
    events,
)  # fmt: skip


def facts_of(reading: Reading, names: Names) -> tuple[Fact, ...]:
    """Return the facts of a dispatch, as each pattern finds them."""
    return tuple(fact for pattern in PATTERNS for fact in pattern(reading, names))
