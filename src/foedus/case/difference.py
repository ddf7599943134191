"""What a scenario makes of the case: each row that it touches, and the totals over the horizon."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import polars as pl

from foedus.case.change import DATED, Altered, Change, change_of
from foedus.case.model import Case
from foedus.case.months import Horizon
from foedus.case.scenario import applied, assumptions, changes_of, made, weaker
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

NET: Mapping[str, pl.DataType] = {
    "table": pl.String(),
    "column": pl.String(),
    "row": pl.String(),
    "first": pl.String(),
    "last": pl.String(),
    "steps": pl.List(pl.Int64()),  # which of the scenario's changes touch it, in turn
    "before": pl.Float64(),
    "after": pl.Float64(),
    "own": pl.String(),  # the row's own source; null: an assumption
    "rests": pl.String(),  # the weakest of its own source and those of the changes
}
"""Columns of ``net``."""

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

_BEFORE, _STEPS, _RESTS = "_before", "_steps", "_rests"
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
    rows = _within(after.frame.filter(after.hit), change, horizon)
    return rows.select(
        "row",
        "first",
        "last",
        pl.col(_BEFORE).alias("before"),
        pl.col(change.column).cast(pl.Float64).alias("after"),
    ).unique(maintain_order=True)


def _within(rows: pl.DataFrame, change: Change, horizon: Horizon | None) -> pl.DataFrame:
    """Return the rows that hold in the horizon, with their keys and months in words."""
    first, last = _months(change)
    if horizon is not None and change.span != "throughout":
        start, end = horizon.start, date.fromisoformat(f"{horizon.labels()[-1]}-01")
        first = pl.max_horizontal(first, pl.lit(start))
        last = pl.min_horizontal(last, pl.lit(end))
        rows = rows.filter(first <= last)
    return rows.with_columns(
        _key(change.table).alias("row"),
        first.dt.strftime("%Y-%m").alias("first"),
        last.dt.strftime("%Y-%m").alias("last"),
    )


def net(case: Case, scenario: str) -> pl.DataFrame:
    """Return every row that a scenario touches, once, with its value before and after all changes.

    Parameters
    ----------
    case : Case
    scenario : str

    Returns
    -------
    pl.DataFrame
        Columns ``NET``; a row that changes touch in part of its months is several. Rows wholly
        outside the horizon are left out.

    Raises
    ------
    InputError
        In a case that was not checked: a change cannot be made.
    """
    tables, horizon = dict(case.tables), case.settings.horizon
    assumed = assumptions(case)
    last: dict[tuple[str, str], Change] = {}
    for place, row in enumerate(changes_of(case, scenario).iter_rows(named=True)):
        change = change_of(row, row["source"])
        after = made(_marked(tables[change.table], change.column), change, horizon)
        tables[change.table] = _noted(after, change, place, assumed)
        last[change.table, change.column] = change
    parts = [_net(tables[table], change, horizon) for (table, _), change in last.items()]
    return pl.concat([pl.DataFrame(schema=dict(NET)), *parts])


def _marked(frame: pl.DataFrame, column: str) -> pl.DataFrame:
    """Return the table with what is followed of a column, if no earlier change has set it out."""
    if f"{_BEFORE}.{column}" in frame.columns:
        return frame
    return frame.with_columns(
        pl.col(column).cast(pl.Float64).alias(f"{_BEFORE}.{column}"),
        pl.lit([], pl.List(pl.Int64)).alias(f"{_STEPS}.{column}"),
        pl.col("source").alias(f"{_RESTS}.{column}"),
    )


def _noted(after: Altered, change: Change, place: int, assumed: frozenset[str]) -> pl.DataFrame:
    steps, rests = (pl.col(f"{name}.{change.column}") for name in (_STEPS, _RESTS))
    more = pl.concat_list(steps, pl.lit(place, pl.Int64))
    return after.frame.with_columns(
        pl.when(after.hit).then(more).otherwise(steps).alias(f"{_STEPS}.{change.column}"),
        pl.when(after.hit)
        .then(weaker(rests, change, assumed))
        .otherwise(rests)
        .alias(f"{_RESTS}.{change.column}"),
    )


def _net(frame: pl.DataFrame, change: Change, horizon: Horizon | None) -> pl.DataFrame:
    before, steps, rests = (f"{name}.{change.column}" for name in (_BEFORE, _STEPS, _RESTS))
    rows = _within(frame.filter(pl.col(steps).list.len() > 0), change, horizon)
    return rows.select(
        pl.lit(change.table).alias("table"),
        pl.lit(change.column).alias("column"),
        "row",
        "first",
        "last",
        pl.col(steps).alias("steps"),
        pl.col(before).alias("before"),
        pl.col(change.column).cast(pl.Float64).alias("after"),
        pl.col("source").alias("own"),
        pl.col(rests).alias("rests"),
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
    """Return the sums over the horizon of what a scenario touches, also where changes cancel.

    Per month columns count once a month of the horizon, ``inflows`` and ``commitments`` within
    it; of ``requirements`` what is to be delivered.

    Parameters
    ----------
    case : Case
    scenario : str

    Returns
    -------
    pl.DataFrame
        Columns ``TOTALS``, one row for each table, column and group of which a row is touched.

    Raises
    ------
    InputError
        There is no such scenario.
    """
    after, horizon = applied(case, scenario), case.settings.horizon
    touched = net(case, scenario)
    parts = [pl.DataFrame(schema=dict(TOTALS))]
    for table, (column, _) in SUMMED.items():
        rows = touched.filter(table=table, column=column)["row"]
        if horizon is not None and len(rows):
            before, then = (_sums(one.tables[table], table, horizon) for one in (case, after))
            both = before.join(then, on="group", suffix="_after", maintain_order="left")
            parts.append(_total(both.filter(_in_groups(table, rows)), table, column))
    return pl.concat(parts)


def _in_groups(table: str, rows: pl.Series) -> pl.Expr:
    """Return which groups a row that is touched counts in."""
    parts = [row.split(";") for row in rows]
    if table == "requirements":
        parts = [pairs for pairs in parts if "kind=deliver" in pairs]
    named = sorted({pair for pairs in parts for pair in (*pairs, "")})
    return pl.col("group").is_in(named)


def _total(both: pl.DataFrame, table: str, column: str) -> pl.DataFrame:
    return both.select(
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
