"""Statements: who said what of whom, in their own words or reported, and what is only expected."""

from __future__ import annotations

from collections.abc import Iterator

from foedus.read.facts.aim_priorities import aims
from foedus.read.facts.field_words import in_the_field
from foedus.read.facts.statement_plans import plans
from foedus.read.facts.statement_quotes import quoted_statements
from foedus.read.facts.statement_reports import reported_statements
from foedus.read.model import Fact, Reading
from foedus.read.names import Names


def statements(reading: Reading, names: Names) -> Iterator[Fact]:  # noqa: ARG001
    """Yield the statements of a dispatch.

    A quotation is one, with the person who is named before, after or around it; a quoted phrase
    inside a report is one of its own; a report, an opinion, a judgement and a wish are each one;
    an expectation that the dispatch gives as its own has no speaker. A report that sets a priority
    is not given a second time.

    A text that names no body, office or person of this field has none.

    Parameters
    ----------
    reading : Reading
    names : Names
        Not asked: the reading has the mentions.

    Yields
    ------
    Fact
        Of kind ``statement``: ``speaker`` (a full name, or the key of a party or body; absent for
        the dispatch itself), ``quoted``, ``about``, ``words`` without quotation marks.
    """
    if not in_the_field(reading):
        return
    aimed = {token for aim in aims(reading) for token in range(aim.words.start, aim.words.end)}
    quoted = list(quoted_statements(reading))
    reported = [
        fact
        for fact in reported_statements(reading)
        if not aimed & set(range(fact.start, fact.end))
    ]
    said = [*quoted, *_outermost(reported)]
    yield from said
    for fact in plans(reading):
        if not any(fact.start < one.end and one.start < fact.end for one in said):
            yield fact


def _outermost(facts: list[Fact]) -> Iterator[Fact]:
    """Yield the reports that do not stand inside another one's words."""
    for fact in facts:
        inside = any(
            one is not fact and one.start <= fact.start and fact.end <= one.end for one in facts
        )
        if not inside:
            yield fact
