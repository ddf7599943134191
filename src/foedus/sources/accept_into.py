"""A proposal on its way into a case: its fields as the cells of rows take them."""

from __future__ import annotations

from typing import NamedTuple

from foedus.case.model import Case
from foedus.sources.accept_cells import Row, Said, clean, full_day, note_of, row_of
from foedus.sources.accept_chosen import Choice

LANGUAGES = {"en": "English", "fr": "French"}


class Into(NamedTuple):
    """A proposal and the case that it would be written into."""

    choice: Choice
    case: Case

    def field(self, name: str) -> str:
        """Return a field as text, without blanks and invisible characters; empty: not said."""
        value = self.choice.proposal.fields.get(name, "")
        return clean("; ".join(value) if isinstance(value, tuple) else f"{value}")

    def several(self, name: str) -> tuple[str, ...]:
        """Return a field that may hold several values."""
        value = self.choice.proposal.fields.get(name, ())
        return value if isinstance(value, tuple) else tuple(f"{value}".split(";"))

    def note(self, *remarks: str) -> str:
        """Return the row's note."""
        return note_of(self.choice, *remarks)

    @property
    def day(self) -> str:
        """The day of the fact as it is said, else that of the dateline; the fullest that is."""
        dateline = self.choice.dispatch.dateline
        said, written = self.choice.proposal.date, dateline.day if dateline else ""
        return full_day(said, written) or said or written

    @property
    def days(self) -> tuple[str, str]:
        """The first and the last day of an event as they are said; the last empty: one day."""
        first, _, last = (self.field("when") or self.choice.proposal.date).partition("/")
        return first, last

    def row(self, table: str, **said: Said) -> list[Row]:
        """Return one row."""
        return [row_of(self.choice, self.case, table, {"note": self.note(), **said})]

    def untranslated(self, column: str) -> str:
        """Return the remark on text that stands in both languages as the dispatch has it."""
        language = LANGUAGES[self.choice.dispatch.language]
        return f"{column} in {language} in both columns: the dispatch gives no translation"
