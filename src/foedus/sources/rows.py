"""The rows that every import brings: its source, and the parties that a case lacks."""

from __future__ import annotations

from datetime import date

import polars as pl

from foedus.case.model import Case
from foedus.case.schema import TABLES
from foedus.sources.imported import Imported, typed_table
from foedus.sources.origin import Origin
from foedus.sources.parties import INSTITUTIONS

ALLIANCE = "nato"
"""The body whose members are allies."""


def source_row(origin: Origin) -> pl.DataFrame:
    """Return the row of ``sources`` for an origin."""
    fields = ("title", "publisher", "release", "published", "retrieved", "url", "licence")
    values: dict[str, object] = {name: [getattr(origin, name) or None] for name in fields}
    row = {"source": [origin.key], **values, "confidence": [origin.confidence]}
    return typed_table("sources", row, origin)


def party_rows(imported: Imported, case: Case) -> pl.DataFrame:
    """Return a row for each party that the import names and neither it nor the case describes.

    An ally is who belongs to the alliance on the case's day; an institution is one of
    ``parties.INSTITUTIONS``; a recipient is who receives in the ledger; all others are partners.
    """
    known = set(case.tables["parties"]["party"])
    if "parties" in imported.tables:
        known |= set(imported.tables["parties"]["party"])
    missing = sorted(_named(imported) - known)
    kinds = [_kind(party, imported, case) for party in missing]
    return typed_table("parties", {"party": missing, "kind": kinds}, imported.origin)


def _named(imported: Imported) -> set[str]:
    return {
        party
        for name, rows in imported.tables.items()
        for column in TABLES[name].columns
        if column.refers == "parties" and column.kind == "key"
        for party in rows[column.name].drop_nulls().unique()
    }


def _kind(party: str, imported: Imported, case: Case) -> str:
    if party in INSTITUTIONS.values():
        return "institution"
    if party in allies(case.tables["memberships"], case.settings.as_of):
        return "ally"
    own = imported.tables.get("memberships")
    if own is not None and party in allies(own, case.settings.as_of):
        return "ally"
    ledger = imported.tables.get("ledger")
    receives = ledger is not None and party in set(ledger["recipient"])
    return "recipient" if receives else "partner"


def allies(memberships: pl.DataFrame, day: date) -> set[str]:
    """Return the members of the alliance on a day."""
    holds = (pl.col("from") <= day) & (pl.col("until").is_null() | (pl.col("until") > day))
    return set(memberships.filter((pl.col("body") == ALLIANCE) & holds)["party"])
