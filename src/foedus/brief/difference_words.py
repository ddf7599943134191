"""What the tables, rows and values of a difference are called in a language."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from foedus.brief.escape import visible
from foedus.brief.language import UNKNOWN, Language
from foedus.brief.words import row_key
from foedus.case.reference import meaning, typeset
from foedus.case.schema import TABLES
from foedus.results.difference import Difference

_PARTIES = frozenset({"party", "donor", "recipient"})
_NAMED = {"item": "items", "capability": "capabilities", "hub": "hubs"}


@dataclass(frozen=True)
class DifferenceWords:
    """A difference's own words in a language.

    Parameters
    ----------
    found : Difference
    language : Language
    """

    found: Difference
    language: Language

    def title(self) -> str:
        """Return the case's title in the language, else in any, else its name."""
        titles = self.found.title
        return visible(self.language.own(titles) if titles else self.found.case)

    def what(self, change: dict[str, object]) -> str:
        """Return what a change does, as a heading: "Budgets: amount each month × 0.5"."""
        table, column = f"{change['table']}", f"{change['column']}"
        return self.language.text(
            f"diff.operation.{change['operation']}",
            table=self.language.text(f"diff.table.{table}"),
            column=self._column(table, column),
            value=self._value(change["operation"], change["value"]),
        )

    def _value(self, operation: object, value: object) -> str:
        if not isinstance(value, float):
            return UNKNOWN
        if operation != "add":
            return self.language.number(value)
        return f"{'−' if value < 0 else '+'} {self.language.number(abs(value))}"

    def _column(self, table: str, column: str) -> str:
        said = meaning(TABLES[table].column(column), self.language.code).split(";")[0].strip()
        said = typeset(said) if self.language.code == "fr" else said
        return said[:1].lower() + said[1:]

    def row(self, key: str) -> str:
        """Return the key of a row in words: "Poland · Shell"."""
        return " · ".join(self._part(name, value) for name, value in row_key(key).items())

    def _part(self, name: str, value: str) -> str:
        if name in _PARTIES:
            return self.language.party(value)
        if value == "*":
            return self.language.text("all-items")
        if name in _NAMED:
            return self.language.name(self.found.names, _NAMED[name], value)
        kind = f"diff.kind.{value}"
        return self.language.text(kind) if name == "kind" and self.language.has(kind) else value

    def total(self, table: str, group: str) -> str:
        """Return what a total adds up: "Budgets", "Lines · Shell"."""
        named = self.language.text(f"diff.total.{table}")
        return f"{named} · {self.row(group)}" if group else named

    def months(self, first: str | None, last: str | None) -> str:
        """Return the months of a row within the horizon."""
        if first is None:
            return self.language.text("diff.throughout")
        if last is None or last == first:
            return self.language.short_month(first)
        return f"{self.language.short_month(first)} – {self.language.short_month(last)}"

    def figure(self, table: str, column: str, key: str, value: float | None) -> str:
        """Return a value with its unit."""
        unit = TABLES[table].column(column).unit
        if unit == "million":
            return self.language.amount(value, self.found.currency)
        if unit in {"item's unit", "capability's unit"}:
            return self.language.quantity(value, self._unit(unit, key))
        if unit == "months":
            return self.language.quantity(value, "month")
        if unit == "t/month":
            return self.language.quantity(value, "t")
        return self.language.number(value)

    def _unit(self, unit: str, key: str) -> str | None:
        column = unit.removesuffix("'s unit")
        name = row_key(key).get(column)
        names = self.found.names
        rows = names.filter((pl.col("table") == _NAMED[column]) & (pl.col("id") == (name or "")))
        return None if rows.is_empty() else rows["unit"][0]
