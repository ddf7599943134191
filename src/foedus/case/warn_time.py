"""Warnings about months: what lies outside the horizon, and what is too slow for it."""

from __future__ import annotations

from datetime import date

import polars as pl

from foedus.case.cast import Typed
from foedus.case.context import Context
from foedus.case.months import Horizon
from foedus.case.places import at_rows
from foedus.errors import Finding

SINGLE = (
    ("inflows", "month", "inflow-outside"),
    ("commitments", "by", "commitment-outside"),
    ("scenarios", "reveal", "reveal-outside"),
)
"""Columns that hold one month in which something happens, and the warning if it is outside."""


def ranges_outside(context: Context) -> list[Finding]:
    """Return a warning for each range that is partly outside the horizon, or wholly."""
    horizon = context.horizon
    if horizon is None:
        return []
    ranged = [t for t in context.typed.values() if t.table.ranged and t.frame.height]
    return [finding for typed in ranged for finding in _outside(typed, horizon)]


def _outside(typed: Typed, horizon: Horizon) -> list[Finding]:
    start, end = _bounds(horizon)
    first, last = pl.col("first"), pl.col("last")
    masks = typed.frame.select(
        wholly=((first > end) | (last < start)).fill_null(value=False),
        early=(first < start).fill_null(value=False),
        late=(last > end).fill_null(value=False),
    )
    sound = ~(typed.frame["last"] < typed.frame["first"]).fill_null(value=False)
    wholly, partly = masks["wholly"] & sound, ~masks["wholly"] & sound
    early, late = masks["early"] & partly, masks["late"] & partly & ~masks["early"]
    details = _named(horizon)
    return [
        *at_rows(typed.raw, "first", wholly, "range-outside", lambda _: details, "warning"),
        *at_rows(typed.raw, "first", early, "range-clipped", lambda _: details, "warning"),
        *at_rows(typed.raw, "last", late, "range-clipped", lambda _: details, "warning"),
    ]


def _bounds(horizon: Horizon) -> tuple[date, date]:
    last = date.fromisoformat(f"{horizon.label(horizon.months - 1)}-01")
    return horizon.start, last


def _named(horizon: Horizon) -> dict[str, str]:
    return {"start": horizon.label(0), "end": horizon.label(horizon.months - 1)}


def months_outside(context: Context) -> list[Finding]:
    """Return a warning for each inflow, commitment or reveal in a month outside the horizon."""
    horizon = context.horizon
    if horizon is None:
        return []
    start, end = _bounds(horizon)
    details = _named(horizon)
    findings = []
    for table, column, kind in SINGLE:
        typed = context.typed[table]
        if typed.frame.height:
            outside = ((typed.frame[column] < start) | (typed.frame[column] > end)).fill_null(
                value=False
            )
            findings += at_rows(typed.raw, column, outside, kind, lambda _: details, "warning")
    return findings


def slow_lines(context: Context) -> list[Finding]:
    """Return a warning for each line that delivers nothing within the horizon.

    What is ordered in the first month is there after the lead; a line delivers only in its ranges.
    """
    horizon, lines = context.horizon, context.typed["lines"]
    needed = ("line", "first", "last", "capacity", "lead")
    if horizon is None or not lines.frame.height:
        return []
    able: dict[str, bool] = {}
    places: dict[str, int] = {}
    rows = lines.frame.select(needed).iter_rows()
    for place, (line, first, last, capacity, lead) in enumerate(rows):
        end = horizon.months - 1 if last is None else min(horizon.index(last), horizon.months - 1)
        due = max(horizon.index(first), lead, 0)
        able[line] = able.get(line, False) or (capacity > 0 and due <= end)
        places.setdefault(line, place)
    details = _named(horizon)
    slow = pl.Series([places[line] for line, can in able.items() if not can], dtype=pl.Int64)
    mask = pl.int_range(lines.frame.height, eager=True).is_in(slow.implode())
    return at_rows(lines.raw, "line", mask, "line-too-slow", lambda _: details, "warning")


def short_horizon(context: Context) -> list[Finding]:
    """Return a warning if the longest lead and lag together are longer than the horizon."""
    horizon = context.horizon
    leads, lags = context.typed["lines"].frame["lead"], context.typed["routes"].frame["lag"]
    lead, lag = leads.drop_nulls().max(), lags.drop_nulls().max()
    if horizon is None or not isinstance(lead, int):
        return []
    longest = lead + (lag if isinstance(lag, int) else 0)
    if longest <= horizon.months:
        return []
    details = {"longest": f"{longest}"}
    file, months = context.settings_file, f"{horizon.months}"
    return [Finding("warning", "short-horizon", file, None, "horizon.months", months, details)]
