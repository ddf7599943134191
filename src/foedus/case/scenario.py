"""The case as a scenario has it: its changes applied, one after the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from foedus.case.change import Altered, Change, change_of
from foedus.case.change_faults import SHARES, Cause, attempt, shareless
from foedus.case.digest import digest
from foedus.case.model import Case
from foedus.case.months import Horizon
from foedus.case.schema import TABLES
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

        So a case that has been changed still lists its changes, also when it is saved: applying
        the same scenario to it again would count ``scale`` and ``add`` twice.

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
        restriction, a value leaves the bounds of its column (a number that must be whole is not
        rounded, beyond floating point), or the changes together leave a key without a positive
        share.
    """
    tables = dict(case.tables)
    assumed = assumptions(case) if "source" in rows.columns else None
    for row in rows.iter_rows(named=True):
        change = change_of(row, row.get("source"))
        after = made(tables[change.table], change, case.settings.horizon)
        tables[change.table] = after.frame if assumed is None else _based(after, change, assumed)
    if not rows.filter(table=SHARES[0], column=SHARES[1]).is_empty():
        _require_shares(tables["keys"])
    return replace(case, tables=tables, sha256=digest(case.settings, tables))


def _require_shares(keys: pl.DataFrame) -> None:
    causes = shareless(keys)
    if causes:
        table, column = SHARES
        raise InputError(
            [Finding("fault", c.kind, table, None, column, None, c.details) for c in causes]
        )


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


def assumptions(case: Case) -> frozenset[str]:
    """Return the sources that are assumptions."""
    sources = case.tables["sources"]
    return frozenset(sources.filter(pl.col("confidence") == "assumption")["source"])


def weaker(own: pl.Expr, change: Change, assumed: frozenset[str]) -> pl.Expr:
    """Return on which source a changed row rests: the weaker of its own and the change's.

    Parameters
    ----------
    own : pl.Expr
        The source of each row; null is an assumption.
    change : Change
    assumed : frozenset of str
        Sources that are assumptions.
    """
    source = pl.lit(change.source, pl.String)
    if change.source is None or change.source in assumed:
        return source
    sound = own.is_not_null() & ~own.is_in(sorted(assumed))
    return pl.when(sound).then(source).otherwise(own)


def _based(after: Altered, change: Change, assumed: frozenset[str]) -> pl.DataFrame:
    """Return the table with the source on which each changed row rests."""
    own = pl.col("source")
    rests = pl.when(after.hit).then(weaker(own, change, assumed)).otherwise(own)
    return after.frame.with_columns(rests.alias("source"))


def _finding(change: Change, cause: Cause) -> Finding:
    """Return a cause as the fault of a table of the case."""
    details: Mapping[str, str] = {"table": change.table, "at": "…", **cause.details}
    value = f"{change.value:g}" if cause.at == "value" else None
    return Finding("fault", cause.kind, change.table, None, change.column, value, details)
