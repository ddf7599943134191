"""What a change may not do: hold in part of what has no months, or leave a value out of bounds."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import polars as pl

from foedus.case.change import Altered, Change, altered, touched
from foedus.case.columns import Column
from foedus.case.months import Horizon
from foedus.case.schema import TABLES
from foedus.errors import Severity

ROW = "_row"
"""Column, if there is one, with the place of each row in the table as it was read."""

ROUNDING = 1e-12
"""So near to a bound, relative to it or to 1, a value is that bound."""

WHOLE = 1e-9
"""So near to a whole number, a value that counts whole units is that number."""

SHARES = ("keys", "share")
"""The column of which each key needs a value above 0."""


@dataclass(frozen=True)
class Cause:
    """Why a change is at fault.

    Parameters
    ----------
    kind : str
    at : str
        The column of ``changes`` at which it stands.
    details : dict of str to str
    row : int, optional
        The row of the table that cannot take the change (column ``ROW`` of the frame).
    severity : {"fault", "warning"}
    """

    kind: str
    at: str
    details: dict[str, str] = field(default_factory=dict)
    row: int | None = None
    severity: Severity = "fault"


def attempt(frame: pl.DataFrame, change: Change, horizon: Horizon | None) -> Altered | Cause:
    """Return the table after a change, or why the change cannot be made.

    Parameters
    ----------
    frame : pl.DataFrame
        The typed table.
    change : Change
    horizon : Horizon, optional
        Without it, months are not looked at.

    Returns
    -------
    Altered or Cause
        The changed column has the schema's type.
    """
    column = TABLES[change.table].column(change.column)
    cause = _months(frame, change, horizon)
    if cause is not None:
        return cause
    after = _rounded(altered(frame, change), change, column)
    cause = _bounds(after, change, column)
    if cause is not None:
        return cause
    value = after.frame[change.column].cast(column.dtype)
    return Altered(after.frame.with_columns(value), after.hit)


def _months(frame: pl.DataFrame, change: Change, horizon: Horizon | None) -> Cause | None:
    if horizon is None or change.span in {"month", "date"}:
        return None
    end = _end(horizon)
    if change.span == "throughout":
        return _throughout(change, horizon, end)
    return _splits(frame, change, horizon.start, end)


def _end(horizon: Horizon) -> date:
    return date.fromisoformat(f"{horizon.label(horizon.months - 1)}-01")


def _throughout(change: Change, horizon: Horizon, end: date) -> Cause | None:
    late = change.first > horizon.start
    if not late and (change.last is None or change.last >= end):
        return None
    details = {"name": f"{change.table}.{change.column}", "start": horizon.label(0)}
    return Cause("change-not-throughout", "first" if late else "last", details)


def _splits(frame: pl.DataFrame, change: Change, start: date, end: date) -> Cause | None:
    """Return the first row that the change would cut, seen within the horizon."""
    first = pl.max_horizontal("first", pl.lit(start))
    last = pl.min_horizontal("last", pl.lit(end))
    until = pl.lit(change.last or end)
    cut = frame.select(((first < change.first) | (last > until)) & (first <= last)).to_series()
    places = (touched(frame, change) & cut).fill_null(value=False).arg_true()
    if not len(places):
        return None
    place = int(places[0])
    ends = {name: _month(frame[name][place]) for name in ("first", "last")}
    return Cause("change-splits-limit", "first", ends, _row(frame, place))


def _row(frame: pl.DataFrame, place: int) -> int | None:
    return int(frame[ROW][place]) if ROW in frame.columns else None


def _month(day: date | None) -> str:
    return "…" if day is None else f"{day:%Y-%m}"


def _rounded(after: Altered, change: Change, column: Column) -> Altered:
    """Return the table with what misses a bound or a whole number by rounding only set to it.

    In floating point 0.1 + 0.7 − 0.8 is a little below 0, and 25 × 0.28 a little above 7.
    """
    value = after.frame[change.column]
    if column.kind == "integer":
        near = after.hit & ((value - value.round()).abs() <= WHOLE)
        value = pl.select(pl.when(near).then(value.round()).otherwise(value)).to_series()
    for bound in (column.minimum, column.maximum):
        if bound is not None:
            near = after.hit & ((value - bound).abs() <= ROUNDING * max(1.0, abs(bound)))
            value = value.set(near.fill_null(value=False), float(bound))
    return Altered(after.frame.with_columns(value), after.hit)


def _bounds(after: Altered, change: Change, column: Column) -> Cause | None:
    value = after.frame[change.column]
    for kind, wrong, bound in _rules(value, column):
        places = (after.hit & wrong).fill_null(value=False).arg_true()
        if len(places):
            place = int(places[0])
            details = {"result": f"{value[place]:.9g}", "bound": bound, "name": change.column}
            return Cause(kind, "value", details, _row(after.frame, place))
    return None


def shareless(keys: pl.DataFrame) -> list[Cause]:
    """Return a cause for each key that has shares, and none above 0.

    Parameters
    ----------
    keys : pl.DataFrame
        The table ``keys`` after all changes of a scenario: on the way a key may hold zeros only.
    """
    readable = pl.col("share").is_not_null().all().alias("readable")
    sums = keys.group_by("key", maintain_order=True).agg(pl.col("share").sum(), readable)
    found = sums.filter((pl.col("share") == 0) & pl.col("readable"))["key"].drop_nulls()
    return [Cause("no-positive-share", "value", {"key": key}) for key in found]


def _rules(value: pl.Series, column: Column) -> list[tuple[str, pl.Series, str]]:
    found = [("change-not-finite", ~value.is_finite(), "")]
    if column.kind == "integer":
        found.append(("change-not-whole", value != value.floor(), ""))
    if column.minimum is not None:
        found.append(("change-too-low", value < column.minimum, f"{column.minimum:g}"))
    if column.positive:
        found.append(("change-not-positive", value <= 0, ""))
    if column.maximum is not None:
        found.append(("change-too-high", value > column.maximum, f"{column.maximum:g}"))
    return found
