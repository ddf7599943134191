"""Warnings about what a case rests on: assumptions, hindsight, old sources."""

from __future__ import annotations

from datetime import date

import polars as pl

from foedus.case.cast import Typed
from foedus.case.context import Context
from foedus.case.places import at_rows
from foedus.errors import Finding


def assumptions(context: Context) -> list[Finding]:
    """Return one warning a table that has assumed rows, with their number.

    A row is assumed if it has no source, or one of confidence ``assumption``.
    """
    sources = context.typed["sources"].frame
    assumed = sources.filter(pl.col("confidence") == "assumption")["source"]
    return [
        finding
        for name, typed in context.typed.items()
        if name != "sources" and typed.frame.height and "source" not in typed.raw.lost
        for finding in _assumed(typed, assumed)
    ]


def _assumed(typed: Typed, assumed: pl.Series) -> list[Finding]:
    source = typed.frame["source"]
    count = source.null_count()
    if assumed.len() and count < source.len():
        count += int(source.is_in(assumed.implode()).sum())
    if not count:
        return []
    details = {"count": f"{count}", "total": f"{source.len()}"}
    return [Finding("warning", "assumed-rows", typed.file, None, "source", None, details)]


def source_dates(context: Context) -> list[Finding]:
    """Return a warning for each source later than ``as_of``, or over a year older."""
    typed = context.typed["sources"]
    if context.settings is None or not typed.frame.height:
        return []
    as_of = context.settings.as_of
    details = {"as_of": as_of.isoformat()}
    old = (typed.frame["published"] < _year_before(as_of)).fill_null(value=False)
    return [
        *later_sources(typed, as_of),
        *at_rows(typed.raw, "published", old, "old-source", lambda _: details, "warning"),
    ]


def later_sources(typed: Typed, as_of: date) -> list[Finding]:
    """Return a warning for each source published after a day."""
    details = {"as_of": as_of.isoformat()}
    late = (typed.frame["published"] > as_of).fill_null(value=False)
    return at_rows(typed.raw, "published", late, "later-source", lambda _: details, "warning")


def _year_before(day: date) -> date:
    leap = day.month == 2 and day.day == 29
    return day.replace(year=max(1, day.year - 1), day=28 if leap else day.day)
