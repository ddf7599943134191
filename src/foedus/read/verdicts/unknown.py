"""Names that the record does not know, with the nearest that it does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from foedus.case.model import Case
from foedus.case.schema import TABLES
from foedus.read.model import Fact, Mention, Reading
from foedus.read.names import Names
from foedus.read.nearest import nearest
from foedus.results.dispatch import Check, Kind

NAMED = frozenset({"body", "office", "party", "item"})
"""Kinds of mentions that are names; people need not be known."""

REFERENCES: Mapping[Kind, Mapping[str, str]] = {
    "decision": {"body": "bodies"},
    "aid": {"donor": "parties", "recipient": "parties", "item": "items"},
    "spending": {"party": "parties"},
    "agreement": {"parties": "parties"},
    "partnership": {"parties": "parties"},
}
"""Fields that refer to a table: only what the record knows fits there."""


def unknown_checks(
    fact: Fact, reading: Reading, case: Case | None, names: Names
) -> Iterator[Check]:
    """Yield what a fact names that neither the record nor the shipped lists know.

    A key that only the shipped lists know is unknown where the table refers to the record's own.
    Without a case only what no list knows is.
    """
    for field, mention in fact.mentions.items():
        if field in fact.fields and _unknown(fact, field, mention, case):
            near = nearest(mention, reading, names, case)
            yield Check("unknown", field, mention.words, nearest=tuple(near))


def _unknown(fact: Fact, field: str, mention: Mention, case: Case | None) -> bool:
    if mention.kind not in NAMED:
        return False
    if case is None:
        return mention.key is None and mention.kind == "body"
    table = REFERENCES.get(fact.kind, {}).get(field)
    if table is not None:
        return not _values(fact, field) <= _known(case, table)
    return mention.key is None


def _known(case: Case, table: str) -> set[str]:
    """Return the keys that fit; where parties are asked for, bodies do: the Alliance agrees too."""
    tables = (table, "bodies") if table == "parties" else (table,)
    return {key for name in tables for key in case.tables[name][TABLES[name].key[0]].to_list()}


def _values(fact: Fact, field: str) -> set[str]:
    value = fact.fields[field]
    return set(value) if isinstance(value, tuple) else {str(value)}
