"""The case as a scenario has it: its changes applied, one after the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from foedus.case.change import Altered, Change, change_of
from foedus.case.change_faults import Cause, attempt
from foedus.case.digest import digest
from foedus.case.model import Case
from foedus.case.schema import TABLES
from foedus.case.months import Horizon
from foedus.case.spelling import nearest
from foedus.errors import Finding, InputError


def applied(case: Case, scenario: str) -> Case:
    """Return the case with a scenario's rows of ``changes`` applied, in the order of their keys.

    Parameters
    ----------
    case : Case
    scenario : str
        A key of ``scenarios``.

    Returns
    -------
    Case
        Rows keep their keys; a range may be split into several. ``scenarios`` and ``changes``
        stay as they are; the hash is that of the new tables. The warnings are those of the case.

        A changed row rests on the weaker of its own source and that of the change, on the
        change's where both are sourced or both assumed.

    Raises
    ------
    InputError
        There is no such scenario; or, in a case that was not checked, a change cannot be made.

    Examples
    --------
    >>> from datetime import date
    >>> from foedus.case.model import Settings
    >>> from foedus.case.schema import TABLES
    >>> tables = {name: pl.DataFrame(schema=table.schema) for name, table in TABLES.items()}
    >>> calm = {"scenario": ["calm"], "reveal": [date(2025, 1, 1)]}
    >>> scenarios = pl.concat([tables["scenarios"], pl.DataFrame(calm)], how="diagonal")
    >>> case = Case(Settings("demo", date(2024, 10, 1)), tables | {"scenarios": scenarios}, "")
    >>> applied(case, "calm").tables["stocks"].height
    0
    """
    known = case.tables["scenarios"]["scenario"].to_list()
    if scenario not in known:
        details = {"nearest": nearest(scenario, known, cutoff=0) or "–"}
        finding = Finding(
            "fault", "unknown-reference", "scenarios", None, "scenario", scenario, details
        )
        raise InputError([finding])
    return vary(case, changes_of(case, scenario))


def changes_of(case: Case, scenario: str) -> pl.DataFrame:
    """Return a scenario's rows of ``changes``, by their keys: the order of a table says nothing."""
    rows = case.tables["changes"].filter(pl.col("scenario") == scenario)
    return rows.sort(TABLES["changes"].key, maintain_order=True)


def vary(case: Case, rows: pl.DataFrame) -> Case:
    """Return the case with given changes, one after the other.

    Parameters
    ----------
    case : Case
    rows : pl.DataFrame
        Columns ``table``, ``column``, ``where``, ``first``, ``last`` (may be absent),
        ``operation`` and ``value``, typed as in ``changes``. With a column ``source``, what a
        changed row rests on is followed as in ``applied``; without it, rows keep their sources.

    Returns
    -------
    Case
        The same hash for no rows.

    Raises
    ------
    InputError
        A change of what has no months covers only part of the horizon, one cuts the range of a
        restriction, or a value leaves the bounds of its column (a number that must be whole is
        not rounded).
    """
    tables = dict(case.tables)
    assumed = _assumed(case) if "source" in rows.columns else None
    for row in rows.iter_rows(named=True):
        change = change_of(row, row.get("source"))
        after = made(tables[change.table], change, case.settings.horizon)
        tables[change.table] = after.frame if assumed is None else _based(after, change, assumed)
    return replace(case, tables=tables, sha256=digest(case.settings, tables))


def made(frame: pl.DataFrame, change: Change, horizon: Horizon | None) -> Altered:
    """Return a table after a change.

    Raises
    ------
    InputError
        The change cannot be made.
    """
    after = attempt(frame, change, horizon)
    if isinstance(after, Cause):
        raise InputError([_finding(change, after)])
    return after


def _assumed(case: Case) -> frozenset[str]:
    sources = case.tables["sources"]
    return frozenset(sources.filter(pl.col("confidence") == "assumption")["source"])


def _based(after: Altered, change: Change, assumed: frozenset[str]) -> pl.DataFrame:
    """Return the table with the source on which each changed row rests."""
    own = pl.col("source")
    source = pl.lit(change.source, pl.String)
    if change.source is None or change.source in assumed:
        return after.frame.with_columns(
            pl.when(after.hit).then(source).otherwise(own).alias("source")
        )
    sound = own.is_not_null() & ~own.is_in(sorted(assumed))
    return after.frame.with_columns(
        pl.when(pl.lit(after.hit) & sound).then(source).otherwise(own).alias("source")
    )


def _finding(change: Change, cause: Cause) -> Finding:
    """Return a cause as the fault of a table of the case."""
    details: Mapping[str, str] = {"table": change.table, "at": "…", **cause.details}
    value = f"{change.value:g}" if cause.at == "value" else None
    return Finding("fault", cause.kind, change.table, None, change.column, value, details)
