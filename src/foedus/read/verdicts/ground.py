"""What a fact is held against: the rows of the record, and the lines that are shown of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from foedus.case.model import Case
from foedus.case.schema import TABLES
from foedus.read.model import Fact, Reading
from foedus.read.verdicts.spans import Period, period_of
from foedus.read.verdicts.tables import Row, tables_of
from foedus.results.dispatch import Check, RecordLine, Verdict


@dataclass(frozen=True)
class Ground:
    """A dispatch and the record that it is held against.

    Parameters
    ----------
    reading : Reading
    case : Case
    """

    reading: Reading
    case: Case

    def rows(self, table: str, **equal: object) -> tuple[Row, ...]:
        """Return the rows of a table in which some columns have given values."""
        return tables_of(self.case).rows(table, equal)

    def line(self, table: str, row: Row, field: str) -> RecordLine:
        """Return a row's cell as a line of the record, with its source."""
        key = "/".join(shown(row[name]) for name in TABLES[table].key)
        return self.sourced(RecordLine(table, key, field, shown(row[field])), row)

    def sourced(self, line: RecordLine, row: Row) -> RecordLine:
        """Return a line with the title and the publisher of a row's source."""
        source = row.get("source") or ""
        found = self.rows("sources", source=source) if source else []
        title, publisher = (found[0]["title"], found[0]["publisher"]) if found else ("", "")
        return RecordLine(
            line.table, line.key, line.field, line.value, source, title or "", publisher or ""
        )

    def lines(self, table: str, row: Row, *fields: str) -> tuple[RecordLine, ...]:
        """Return several cells of a row; empty ones are left out."""
        return tuple(self.line(table, row, field) for field in fields if row[field] is not None)

    def in_language(self, row: Row, column: str) -> str:
        """Return a text of a row in the language of the dispatch."""
        return str(row[f"{column}_{self.reading.language}"] or "")

    @property
    def day(self) -> Period | None:
        """The days of the dateline; None where there is none."""
        dateline = self.reading.dateline
        return None if dateline is None else period_of(dateline.day)

    @property
    def today(self) -> date:
        """The last day of the dateline, or the day of the case."""
        period = self.day
        return self.case.settings.as_of if period is None else period[1]

    def told_day(self, fact: Fact) -> str:
        """Return the day that the fact itself gives, not one taken over from the dateline."""
        dateline = self.reading.dateline
        day = "" if fact.date is None else fact.date.iso
        return "" if dateline is not None and day == dateline.day else day


def shown(value: object) -> str:
    """Return a cell as it is shown: dates in ISO form, numbers without needless digits.

    Examples
    --------
    >>> shown(date(2024, 6, 26)), shown(2.0), shown(None)
    ('2024-06-26', '2', '')
    """
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.12g}"
    return value.isoformat() if isinstance(value, date) else str(value)


def said_of(fact: Fact, field: str) -> str:
    """Return what the dispatch says in a field, as text."""
    value = fact.fields.get(field, "")
    if isinstance(value, tuple):
        return "; ".join(value)
    return shown(value)


def compared(fact: Fact, field: str, record: tuple[RecordLine, ...], *, right: bool) -> Check:
    """Return a comparison: where the record is right, so is the dispatch, or it contradicts."""
    verdict: Verdict = "confirms" if right else "contradicts"
    return Check(verdict, field, said_of(fact, field), record)
