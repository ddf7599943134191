"""Terms of office: two holders on one day are a fault, a day without one is a warning.

A nomination is for an office that somebody has held.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

import polars as pl

from foedus.case.cast import Typed
from foedus.case.context import Context
from foedus.case.places import at_rows
from foedus.case.spelling import nearest
from foedus.errors import Finding, Severity


class Row(NamedTuple):
    """A row of ``terms`` that could be read."""

    office: str
    first: date
    until: date | None
    person: str
    note: str | None
    place: int


def overlapping_terms(context: Context) -> list[Finding]:
    """Return a fault for every term that begins before an earlier one of its office has ended.

    ``until`` is the first day on which a term no longer holds; without it, the term still holds.
    """
    return _report(context, _overlap, "overlapping-terms", "fault")


def gaps(context: Context) -> list[Finding]:
    """Return a warning for every term that leaves the office without a holder before it.

    A note on the term before or on the term itself says why, and no warning is given.
    """
    return _report(context, _gap, "gap-between-terms", "warning")


def unknown_offices(context: Context) -> list[Finding]:
    """Return a warning for every nomination for an office that ``terms`` does not know.

    It may be a new office; it may be a slip of the pen, and then the nomination shows nowhere.
    """
    typed = context.typed["nominations"]
    offices = [row.office for row in _rows(context.typed["terms"])]
    if not typed.frame.height or not offices:
        return []
    known = sorted(set(offices))
    strange = ~typed.frame["office"].is_in(known).fill_null(value=True)

    def details(place: int) -> dict[str, str]:
        written = typed.frame["office"][place]
        return {"nearest": nearest(written, known, cutoff=0.0) or known[0]}

    return at_rows(typed.raw, "office", strange, "unknown-office", details, "warning")


def _report(
    context: Context, meant: Callable[[Row, Row], bool], kind: str, severity: Severity
) -> list[Finding]:
    typed = context.typed["terms"]
    found = {
        later.place: (before, later) for before, later in _pairs(typed) if meant(before, later)
    }
    mask = pl.Series([place in found for place in range(typed.frame.height)], dtype=pl.Boolean)

    def details(place: int) -> dict[str, str]:
        before, later = found[place]
        return {
            "person": later.person,
            "other": before.person,
            "other_row": f"{typed.raw.rows[before.place]}",
            "until": "" if before.until is None else before.until.isoformat(),
        }

    return at_rows(typed.raw, "from", mask, kind, details, severity)


def _pairs(typed: Typed) -> Iterator[tuple[Row, Row]]:
    """Yield each term with the one before it in its office that ends last."""
    reached: Row | None = None
    for row in _rows(typed):
        same = reached is not None and reached.office == row.office
        if reached is not None and same:
            yield reached, row
        if reached is None or not same or _ends_later(row, reached):
            reached = row


def _ends_later(row: Row, reached: Row) -> bool:
    return reached.until is not None and (row.until is None or row.until > reached.until)


def _rows(typed: Typed) -> list[Row]:
    needed = ("office", "from", "until")
    if not typed.frame.height:
        return []
    sound = (
        typed.frame.with_row_index("place")
        .filter(typed.sound(*needed))
        .filter(pl.struct("office", "from").is_first_distinct())
        .filter((pl.col("from") < pl.col("until")).fill_null(value=True))
        .sort("office", "from")
        .select(*needed, pl.col("person").fill_null(""), "note", "place")
    )
    return [Row(*row) for row in sound.iter_rows()]


def _overlap(before: Row, later: Row) -> bool:
    return before.until is None or later.first < before.until


def _gap(before: Row, later: Row) -> bool:
    silent = not before.note and not later.note
    return silent and before.until is not None and before.until < later.first
