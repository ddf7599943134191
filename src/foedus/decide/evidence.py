"""What the lines of the record rest on: sourced or assumed, and the sources to print."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from foedus.case.model import Case
from foedus.results.record import Evidence, SourceLine, Text

Row = Mapping[str, Any]
"""One row of a checked table, by column."""

UNSAID = Evidence("assumed", None)
"""Of a line that no row of the record holds, such as a member that has not declared."""


class Rows:
    """The rows of a case, and what each rests on.

    Parameters
    ----------
    case : Case
        As known on the day.
    """

    def __init__(self, case: Case) -> None:
        self.case = case
        sources = case.tables["sources"].select("source", "confidence")
        self._confidence = dict(sources.iter_rows())

    def of(self, table: str) -> list[Row]:
        """Return the rows of a table, in its order."""
        return list(self.case.tables[table].iter_rows(named=True))

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
