"""What a case knows of spending on a day, and what each row rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

from foedus.case.known import rows_known
from foedus.case.model import Case
from foedus.case.schema import TABLES
from foedus.results.record import Evidence, SourceLine

Row = Mapping[str, Any]
"""One row of a checked table, by column."""


class Known:
    """The rows known on a day, as ``case.known`` tells them.

    A figure is known from the day on which its source was published; a membership from its first
    day on; a term from the day on which it was announced. An end is known once it has come, or
    with the term that was announced with it. Where nobody says when, a figure is known from the
    case's own day on.

    Parameters
    ----------
    case : Case
    at : date

    Attributes
    ----------
    figures, later : list of row
        Of ``spending``, published by the day and after it.
    memberships, terms : list of row
    """

    def __init__(self, case: Case, at: date) -> None:
        self._sources = {row["source"]: row for row in case.tables["sources"].iter_rows(named=True)}
        figures = rows_known(case, "spending", at)
        key = TABLES["spending"].key
        self.figures = _rows(figures)
        self.later = _rows(case.tables["spending"].join(figures, on=key, how="anti"))
        self.memberships = _rows(rows_known(case, "memberships", at))
        self.terms = _rows(rows_known(case, "terms", at))

    def published(self, row: Row) -> tuple[bool, date]:
        """Return whether NATO published a figure, by its own definition, and when.

        The guideline is set on NATO's definition of defence expenditure, so that a release of
        another publisher stands in only where there is none.
        """
        source = self._sources.get(row["source"])
        own = source is not None and source["publisher"] == "NATO"
        return own, (source and source["published"]) or date.min

    def evidence(self, *rows: Row | None) -> Evidence:
        """Return what a line rests on: the first assumed row that it uses, else the first row."""
        return weakest([self._evidence(row) for row in rows if row is not None])

    def _evidence(self, row: Row) -> Evidence:
        source = self._sources.get(row["source"])
        sound = source is not None and source["confidence"] != "assumption"
        return Evidence("sourced" if sound else "assumed", row["source"])

    def sources(self, keys: Iterable[str]) -> tuple[SourceLine, ...]:
        """Return the sources of these keys, in their order."""
        fields = SourceLine.__dataclass_fields__
        rows = [self._sources[key] for key in keys if key in self._sources]
        return tuple(SourceLine(**{name: row[name] for name in fields}) for row in rows)


def _rows(frame: pl.DataFrame) -> list[Row]:
    return list(frame.iter_rows(named=True))


def weakest(found: Sequence[Evidence]) -> Evidence:
    """Return the evidence of a line that rests on several: the first assumed, else the first."""
    return next((one for one in found if one.basis == "assumed"), found[0])
