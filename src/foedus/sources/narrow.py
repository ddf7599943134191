"""An import without the rows of parties that a case does not have."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import polars as pl

from foedus.case.schema import TABLES
from foedus.errors import Finding
from foedus.sources.imported import Imported

SHOWN = 20
"""Parties that a message lists."""


def only_known(imported: Imported, parties: Collection[str]) -> Imported:
    """Leave out the rows that name a party which a case does not have, and count them.

    A row stays where every party that it names is known; one that names none stays.

    Parameters
    ----------
    imported : Imported
    parties : collection of str
        Codes of the parties that the case has.

    Returns
    -------
    Imported
        With a warning ``import.left-out`` for each table that lost rows.

    Examples
    --------
    >>> from datetime import date
    >>> from foedus.sources.imported import typed_table
    >>> from foedus.sources.origin import Origin
    >>> origin = Origin(
    ...     "kiel-7", "Kiel", "Tracker", "7", None, "", date(2024, 1, 2), "", "k 1", "a.xlsx", ""
    ... )
    >>> row = {"party": ["DEU", "CHE"], "year": 2024, "measure": "gdp", "basis": "current"}
    >>> rows = typed_table("spending", {**row, "amount": 1.0, "unit": "percent"}, origin)
    >>> found = only_known(Imported(origin, {"spending": rows}), {"DEU"})
    >>> found.tables["spending"]["party"].to_list(), found.findings[0].details
    (['DEU'], {'count': '1', 'parties': 'CHE'})
    """
    tables, findings = {}, list(imported.findings)
    for name, rows in imported.tables.items():
        strangers = pl.any_horizontal(
            pl.lit(value=False), *(_strange(column, parties) for column in _named_in(name))
        )
        tables[name] = rows.filter(~strangers)
        findings += _left_out(name, rows.filter(strangers), parties)
    return replace(imported, tables=tables, findings=tuple(findings))


def _named_in(table: str) -> list[str]:
    """Return the columns of a table that name a party."""
    if table == "parties":
        return ["party"]
    columns = TABLES[table].columns
    return [column.name for column in columns if column.refers == "parties"]


def _strange(column: str, parties: Collection[str]) -> pl.Expr:
    known = pl.col(column).is_in(sorted(parties)) | pl.col(column).str.starts_with("@")
    return ~known.fill_null(value=True)


def _left_out(table: str, rows: pl.DataFrame, parties: Collection[str]) -> list[Finding]:
    if not rows.height:
        return []
    names = {name for column in _named_in(table) for name in rows[column].drop_nulls()}
    strangers = sorted(names - set(parties))
    more = ["…"] if len(strangers) > SHOWN else []
    details = {"count": str(rows.height), "parties": ", ".join(strangers[:SHOWN] + more)}
    return [Finding("warning", "import.left-out", f"{table}.csv", details=details)]
