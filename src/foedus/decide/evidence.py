"""What the lines of the record rest on: sourced or assumed, and the sources to print."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

from foedus.case.known import known
from foedus.case.model import Case
from foedus.results.record import Evidence, SourceLine, Text

Row = Mapping[str, Any]
"""One row of a checked table, by column."""

UNSAID = Evidence("assumed", None)
"""Of a line that no row of the record holds, such as a member that has not declared."""


def rows_on(case: Case, at: date) -> Rows:
    """Return the rows known on a day.

    Before the case's own day the notes are left out: they may tell of what came later.

    Parameters
    ----------
    case : Case
        The whole case.
    at : date
    """
    hidden = frozenset({"note"}) if at < case.settings.as_of else frozenset[str]()
    return Rows(known(case, at), hidden=hidden)


class Rows:
    """The rows of a case, and what each rests on.

    Parameters
    ----------
    case : Case
        As known on the day.
    hidden : set of str
        Columns whose cells may tell of later days, and are read as unknown.
    """

    def __init__(self, case: Case, *, hidden: frozenset[str] = frozenset()) -> None:
        self.case = case
        self._hidden = {name: pl.lit(None).alias(name) for name in hidden}
        sources = case.tables["sources"].select("source", "confidence")
        self._confidence = dict(sources.iter_rows())

    def of(self, table: str) -> list[Row]:
        """Return the rows of a table, in its order."""
        frame = self.case.tables[table]
        told = frame.with_columns(e for name, e in self._hidden.items() if name in frame.columns)
        return list(told.iter_rows(named=True))

    def by_key(self, table: str, column: str) -> dict[str, Row]:
        """Return the rows of a table by a column that names each of them."""
        return {row[column]: row for row in self.of(table)}

    def evidence(self, row: Row) -> Evidence:
        """Return what a row rests on: sourced only by a source that is no assumption."""
        source = row["source"]
        sound = self._confidence.get(source, "assumption") != "assumption"
        return Evidence("sourced" if sound else "assumed", source)

    def weakest(self, rows: Iterable[Row]) -> Evidence:
        """Return the evidence of a line that rests on several rows: that of the first assumed."""
        found = [self.evidence(row) for row in rows]
        return next((e for e in found if e.basis == "assumed"), found[0])

    def latest(self, rows: Sequence[Row]) -> Evidence:
        """Return the evidence of a line whose last row says most, or of the first assumed row."""
        found = [self.evidence(row) for row in rows]
        return next((e for e in found if e.basis == "assumed"), found[-1])

    def sources(self, evidence: Iterable[Evidence]) -> tuple[SourceLine, ...]:
        """Return the sources that lines rest on, in order of their keys."""
        keys = {e.source for e in evidence}
        fields = SourceLine.__dataclass_fields__
        found = [row for row in self.of("sources") if row["source"] in keys]
        lines = [SourceLine(**{name: row[name] for name in fields}) for row in found]
        return tuple(sorted(lines, key=lambda line: line.source))


def text(row: Row | None, column: str) -> Text:
    """Return a text of the case by language, from ``column_en`` and ``column_fr``.

    Examples
    --------
    >>> text({"name_en": "Council", "name_fr": None}, "name"), text(None, "name")
    ({'en': 'Council'}, {})
    """
    if row is None:
        return {}
    return {lang: row[f"{column}_{lang}"] for lang in ("en", "fr") if row[f"{column}_{lang}"]}


def label(row: Row, *columns: str) -> str:
    """Return the key of a row, ``column=value;column=value``.

    Examples
    --------
    >>> label({"donor": "DEU", "item": "patriot", "note": None}, "donor", "item")
    'donor=DEU;item=patriot'
    """
    return ";".join(f"{column}={row[column]}" for column in columns)
