"""An import without the rows of parties that have no place in a case.

Publishers that cover the world name states that are no ally, no partner and no institution of a
case; nobody makes partners of them in silence.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Literal

import polars as pl

from foedus.case.model import Case
from foedus.case.schema import TABLES
from foedus.errors import Finding
from foedus.sources.imported import Imported
from foedus.sources.parties import INSTITUTIONS
from foedus.sources.rows import allies

SHOWN = 20
"""Parties that a message lists."""

WORLDWIDE = frozenset({"sipri", "worldbank"})
"""Publishers that cover the world."""

Width = Literal["own", "with-institutions"]
"""Which parties that a case lacks are taken from a publisher that covers the world."""


def fitting(imported: Imported, case: Case, *, width: Width = "own") -> Imported:
    """Leave out the rows of parties for which the case says no kind, and count them.

    Parameters
    ----------
    imported : Imported
        Of one of the publishers ``WORLDWIDE``.
    case : Case
    width : {"own", "with-institutions"}
        ``own``: the case's parties, the members of its alliance on its day, and whom its
        agreements name; ``with-institutions``: ``parties.INSTITUTIONS`` too. No kind fits any
        other party, so that its rows are left out in any case.

    Returns
    -------
    Imported
        With a warning ``import.left-out`` or ``import.no-kind`` for each table that lost rows.
    """
    tables = case.tables
    known = {*tables["parties"]["party"], *tables["agreements"]["party"].drop_nulls()}
    known |= allies(tables["memberships"], case.settings.as_of)
    if width == "own":
        return only_known(imported, known)
    return only_known(imported, known | set(INSTITUTIONS.values()), kind="import.no-kind")


def without_figures(imported: Imported, case: Case) -> list[Finding]:
    """Return a warning if members of the case's alliance have no figure in the latest year.

    A publisher that covers the world covers them all: the file may be cut short.
    """
    rows = imported.tables["spending"]
    latest = rows["year"].max()
    there = set(rows.filter(pl.col("year") == latest)["party"]) if rows.height else set()
    missing = sorted(allies(case.tables["memberships"], case.settings.as_of) - there)
    if not missing or not rows.height:
        return []
    details = {"count": str(len(missing)), "year": str(latest), "parties": ", ".join(missing)}
    file = imported.origin.file
    return [Finding("warning", "import.members-missing", file, details=details)]


def only_known(
    imported: Imported, parties: Collection[str], *, kind: str = "import.left-out"
) -> Imported:
    """Leave out the rows that name a party which a case does not have, and count them.

    A row stays where every party that it names is known; one that names none stays.

    Parameters
    ----------
    imported : Imported
    parties : collection of str
        Codes of the parties that the case has.
    kind : str
        Key of the warning, which says what to do about them.

    Returns
    -------
    Imported
        With a warning of that kind for each table that lost rows.

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
    (['DEU'], {'count': '1', 'number': '1', 'parties': 'CHE'})
    """
    tables, findings = {}, list(imported.findings)
    for name, rows in imported.tables.items():
        strangers = pl.any_horizontal(
            pl.lit(value=False), *(_strange(column, parties) for column in _named_in(name))
        )
        tables[name] = rows.filter(~strangers)
        findings += _left_out(name, rows.filter(strangers), parties, kind)
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


def _left_out(table: str, rows: pl.DataFrame, parties: Collection[str], kind: str) -> list[Finding]:
    if not rows.height:
        return []
    names = {name for column in _named_in(table) for name in rows[column].drop_nulls()}
    strangers = sorted(names - set(parties))
    more = ["…"] if len(strangers) > SHOWN else []
    names_shown = ", ".join(strangers[:SHOWN] + more)
    details = {"count": str(rows.height), "number": str(len(strangers)), "parties": names_shown}
    return [Finding("warning", kind, f"{table}.csv", details=details)]
