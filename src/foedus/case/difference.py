"""What a scenario makes of the case: each row that it touches, and the totals over the horizon."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import polars as pl

from foedus.case.change import DATED, Altered, Change, change_of
from foedus.case.model import Case
from foedus.case.months import Horizon
from foedus.case.scenario import applied, changes_of, made
from foedus.case.schema import TABLES

ROWS: Mapping[str, pl.DataType] = {
    "change": pl.Int64(),  # which of the scenario's changes, from 0
    "row": pl.String(),  # "party=POL;item=truck"
    "first": pl.String(),  # months within the horizon; null: the whole of it
    "last": pl.String(),
    "before": pl.Float64(),  # null: unknown
    "after": pl.Float64(),
}
"""Columns of ``moved``."""

TOTALS: Mapping[str, pl.DataType] = {
    "table": pl.String(),
    "column": pl.String(),
    "group": pl.String(),  # "item=truck"; empty: all rows
    "before": pl.Float64(),
    "after": pl.Float64(),
}
"""Columns of ``totals``."""

SUMMED: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "stocks": ("quantity", ("item",)),
    "inflows": ("quantity", ("item",)),
    "requirements": ("quantity", ("capability",)),  # what is to be delivered
    "budgets": ("amount", ()),
    "lines": ("capacity", ("item",)),
    "hubs": ("capacity", ()),
    "commitments": ("quantity", ("item",)),
}
"""Columns whose sum over the horizon says something, and by what it is split."""

_BEFORE = "_before"
_BESIDE_KEY = {"lines": ("item",)}
"""Columns that stand beside a row's key, for their units."""


def moved(case: Case, scenario: str) -> pl.DataFrame:
    """Return every row that a scenario touches, change by change, with its value before and after.

    Parameters
    ----------
    case : Case
    scenario : str

    Returns
    -------
    pl.DataFrame
        Columns ``ROWS``. A later change of the same cell begins where the earlier one ended. Rows
        wholly outside the horizon are left out.

    Raises
    ------
    InputError
        In a case that was not checked: a change cannot be made.
    """
    tables, horizon = dict(case.tables), case.settings.horizon
    parts = [pl.DataFrame(schema=dict(ROWS))]
    for place, row in enumerate(changes_of(case, scenario).iter_rows(named=True)):
        change = change_of(row)
        own = pl.col(change.column).cast(pl.Float64).alias(_BEFORE)
        after = made(tables[change.table].with_columns(own), change, horizon)
        tables[change.table] = after.frame.drop(_BEFORE)
        parts.append(_rows(after, change, horizon).with_columns(change=pl.lit(place, pl.Int64)))
    return pl.concat([part.select(*ROWS) for part in parts])


def _rows(after: Altered, change: Change, horizon: Horizon | None) -> pl.DataFrame:
    rows = after.frame.filter(after.hit)
    first, last = _months(change)
    if horizon is not None and change.span != "throughout":
        start, end = horizon.start, date.fromisoformat(f"{horizon.labels()[-1]}-01")
        first = pl.max_horizontal(first, pl.lit(start))
        last = pl.min_horizontal(last, pl.lit(end))
        rows = rows.filter(first <= last)
    return rows.select(
        _key(change.table).alias("row"),
        first.dt.strftime("%Y-%m").alias("first"),
        last.dt.strftime("%Y-%m").alias("last"),
        pl.col(_BEFORE).alias("before"),
        pl.col(change.column).cast(pl.Float64).alias("after"),
    ).unique(maintain_order=True)


def _months(change: Change) -> tuple[pl.Expr, pl.Expr]:
    if change.span == "throughout":
        never = pl.lit(None, pl.Date)
        return never, never
    if change.span == "date":
        return pl.col(DATED[change.table]), pl.col(DATED[change.table])
    return pl.col("first"), pl.col("last")


def _key(table: str) -> pl.Expr:
    """Return the key of a row in words, without its months."""
    months = {c.name for c in TABLES[table].columns if c.kind == "month"}
    columns = [c for c in TABLES[table].key if c not in months] + [*_BESIDE_KEY.get(table, ())]
    return pl.concat_str(
        [pl.format("{}={}", pl.lit(column), column) for column in columns], separator=";"
    )


def totals(case: Case, scenario: str) -> pl.DataFrame:
    """Return the sums over the horizon that a scenario changes.

    Per month columns count once a month of the horizon, ``inflows`` and ``commitments`` within
    it; of ``requirements`` what is to be delivered.

    Parameters
    ----------
    case : Case
    scenario : str

    Returns
    -------
    pl.DataFrame
        Columns ``TOTALS``, one row for each table, column and group whose sum changes.

    Raises
    ------
    InputError
        There is no such scenario.
    """
    after = applied(case, scenario)
    touched = set(changes_of(case, scenario).select("table", "column").iter_rows())
    parts = [pl.DataFrame(schema=dict(TOTALS))]
    for table, (column, _) in SUMMED.items():
        if (table, column) in touched and case.settings.horizon is not None:
            sums = [_sums(one.tables[table], table, case.settings.horizon) for one in (case, after)]
            both = sums[0].join(sums[1], on="group", suffix="_after", maintain_order="left")
            parts.append(_total(both, table, column))
    return pl.concat(parts)


def _total(both: pl.DataFrame, table: str, column: str) -> pl.DataFrame:
    differ = (pl.col("sum") - pl.col("sum_after")).abs() > 1e-9 * pl.col("sum").abs()
    return both.filter(differ).select(
        pl.lit(table).alias("table"),
        pl.lit(column).alias("column"),
        "group",
        pl.col("sum").alias("before"),
        pl.col("sum_after").alias("after"),
    )


def _sums(frame: pl.DataFrame, table: str, horizon: Horizon) -> pl.DataFrame:
    """Return the sum of a table's column over the horizon, by group."""
    column, by = SUMMED[table]
    if table == "requirements":
        frame = frame.filter(pl.col("kind") == "deliver")
    names = [pl.format("{}={}", pl.lit(name), name) for name in by] or [pl.lit("")]
    weighed = frame.select(
        pl.concat_str(names, separator=";").alias("group"),
        (pl.col(column) * _months_of(table, horizon)).alias("sum"),
    )
    return weighed.group_by("group", maintain_order=True).agg(pl.col("sum").sum())


def _months_of(table: str, horizon: Horizon) -> pl.Expr:
    """Return how many months of the horizon a row counts."""
    if table == "stocks":
        return pl.lit(1)
    if table == "hubs":
        return pl.lit(horizon.months)
    if table in DATED:
        index = _index(pl.col(DATED[table]), horizon)
        return ((index >= 0) & (index < horizon.months)).cast(pl.Int64)
    first = pl.max_horizontal(_index(pl.col("first"), horizon), pl.lit(0))
    last = _index(pl.col("last"), horizon).fill_null(horizon.months - 1)
    last = pl.min_horizontal(last, pl.lit(horizon.months - 1))
    return pl.max_horizontal(last - first + 1, pl.lit(0))


def _index(month: pl.Expr, horizon: Horizon) -> pl.Expr:
    start = horizon.start.year * 12 + horizon.start.month
    return month.dt.year().cast(pl.Int64) * 12 + month.dt.month().cast(pl.Int64) - start
