"""What was known on a day: the case as it could have been written that morning.

An event (a decision, a statement, a nomination, a consultation) is known from its day on; a term
from the day on which it was announced; an end only once it was announced or has come. An entry of
the ledger is a figure of its publication: it is known once its own day and the day on which its
source was published have both come. A table without dates of its own is known by the day on which
its source was published; where nobody says when, from the case's own day (``as_of``) on, for which
the case vouches.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import polars as pl

from foedus.case.digest import digest
from foedus.case.model import Case
from foedus.case.schema import TABLES
from foedus.errors import Finding

PUBLISHED = "_published"
"""Day on which a row's source was published, while the rows are chosen."""

NAMES = ("parties", "bodies", "capabilities", "items", "hubs")
"""Tables that give names: a row is kept, too, where a known row uses its name."""

OWN_DAY: Mapping[str, pl.Expr] = {
    "terms": pl.min_horizontal("announced", "from"),
    "decisions": pl.col("date"),
    "statements": pl.col("date"),
    "nominations": pl.col("date"),
    "consultations": pl.col("date"),
    "memberships": pl.col("from"),
    "agreements": pl.col("from"),
    "events": pl.col("date"),
}
"""From which day on a row is known, for the tables that say so themselves."""

_NAMED = 5
"""So many rows with hindsight are named in a warning."""

ENDS = ("terms", "nominations", "memberships")
"""Tables whose rows come to an end that nobody may know beforehand."""


def known(case: Case, at: date) -> Case:
    """Return the case with only what was known on a day.

    Parameters
    ----------
    case : Case
    at : date
        The day, included.

    Returns
    -------
    Case
        A row whose end was not known yet has no ``until`` (an agreement's is part of its text and
        stays); a nomination that was not decided names no decision; ``sources`` holds those that
        are referred to. ``as_of`` is the day, unless it was earlier; the hash is that of what is
        left; the warnings, which speak of the whole case, are left out.

    Examples
    --------
    >>> from foedus.case.model import Settings
    >>> tables = {name: pl.DataFrame(schema=table.schema) for name, table in TABLES.items()}
    >>> case = Case(Settings("demo", date(2024, 10, 1)), tables, "")
    >>> known(case, date(2024, 6, 25)).settings.as_of
    datetime.date(2024, 6, 25)
    """
    rows = {name: rows_known(case, name, at) for name in TABLES if name != "sources"}
    rows["nominations"] = _undecided(rows["nominations"], rows["decisions"])
    tables = {name: _named(case, rows, name) if name in NAMES else rows[name] for name in rows}
    tables["sources"] = _used(case.tables["sources"], "source", _names_used(tables, "sources"))
    tables = {name: tables[name] for name in TABLES}
    settings = replace(case.settings, as_of=min(case.settings.as_of, at))
    return Case(settings, tables, digest(settings, tables))


def hindsight(case: Case, at: date) -> tuple[Finding, ...]:
    """Return a warning a table with rows known by their own day from a source published later.

    Parameters
    ----------
    case : Case
        The whole case.
    at : date

    Returns
    -------
    tuple of Finding
        Kind ``record.hindsight``, with ``count`` and ``at``; ``record.after-as-of`` comes first
        where the case may not know the day at all.
    """
    findings = list(_after(case, at))
    for table, day in OWN_DAY.items():
        if not case.tables[table].height:
            continue
        late = (day <= at) & (pl.col(PUBLISHED) > at)
        rows = _dated(case, table).filter(late.fill_null(value=False))
        if rows.height:
            named = TABLES[table].key[0]
            keys = ", ".join(rows[named].unique(maintain_order=True).head(_NAMED).cast(pl.String))
            details = {"count": f"{rows.height}", "at": at.isoformat(), "keys": keys}
            findings.append(Finding("warning", "record.hindsight", table, details=details))
    return tuple(findings)


def _after(case: Case, at: date) -> list[Finding]:
    as_of = case.settings.as_of
    if at <= as_of:
        return []
    details = {"at": at.isoformat(), "as_of": as_of.isoformat()}
    name = case.settings.name
    return [Finding("warning", "record.after-as-of", name, None, "as_of", None, details)]


def rows_known(case: Case, table: str, at: date) -> pl.DataFrame:
    """Return the rows of a table known on a day, without ends that nobody could know.

    Parameters
    ----------
    case : Case
    table : str
        Not one that gives names (``NAMES``), whose rows are known by their use too.
    at : date
    """
    if not case.tables[table].height:
        return case.tables[table]
    own = OWN_DAY.get(table)
    day = pl.col(PUBLISHED) if own is None else own
    if table == "ledger":
        day = pl.max_horizontal("date", PUBLISHED)
    vouched = pl.lit(case.settings.as_of)
    rows = _dated(case, table).filter(pl.coalesce(day, vouched) <= at).drop(PUBLISHED)
    return rows.with_columns(_end(table, at)) if table in ENDS else rows


def _end(table: str, at: date) -> pl.Expr:
    """Return ``until`` where it was known: announced with the row, or past."""
    told = pl.col("until") <= at
    if table == "terms":
        told = told | (pl.col("announced") <= at).fill_null(value=False)
    return pl.when(told).then("until").alias("until")


def _dated(case: Case, table: str) -> pl.DataFrame:
    sources = case.tables["sources"].select("source", pl.col("published").alias(PUBLISHED))
    return case.tables[table].join(sources, on="source", how="left", maintain_order="left")


def _undecided(nominations: pl.DataFrame, decisions: pl.DataFrame) -> pl.DataFrame:
    decided = pl.col("decision").is_in(decisions["decision"].implode())
    return nominations.with_columns(pl.when(decided).then("decision").alias("decision"))


def _named(case: Case, rows: Mapping[str, pl.DataFrame], table: str) -> pl.DataFrame:
    """Return the rows known by their source, and those whose names known rows use."""
    key = TABLES[table].key[0]
    used = pl.concat([rows[table][key], _names_used(rows, table)])
    return _used(case.tables[table], key, used)


def _used(frame: pl.DataFrame, key: str, used: pl.Series) -> pl.DataFrame:
    return frame.filter(pl.col(key).is_in(used.implode()))


def _names_used(tables: Mapping[str, pl.DataFrame], target: str) -> pl.Series:
    parts = [
        tables[name][column.name]
        for name in tables
        for column in TABLES[name].all_columns
        if column.refers == target or (target == "parties" and "party" in column.also)
    ]
    return pl.concat([part.rename("used") for part in parts]).drop_nulls().unique()
