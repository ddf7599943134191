"""What the tables, rows and values of a difference are called in a language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from foedus.brief.catalogue import typeset
from foedus.brief.escape import visible
from foedus.brief.language import UNKNOWN, Language
from foedus.brief.words import row_key
from foedus.case.reference import meaning
from foedus.case.schema import TABLES
from foedus.results.difference import Difference

_PARTIES = frozenset({"party", "donor", "recipient"})

_SAME = 1e-9
"""So near to each other, relative to the larger, two sums are the same."""

_SMALL = 0.001
"""A smaller number would lose its digits when it is cut to four after the point."""

_LEAST = 0.005
"""A smaller share would be rounded to 0%."""

Steps = tuple[tuple[str, float | None], ...]
"""Operations with their values, in turn."""

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
        return self.own(titles) if titles else visible(self.found.case)

    def own(self, texts: Mapping[str, str]) -> str:
        """Return a text of the case in the language, in its typography."""
        said = visible(self.language.own(texts))
        return typeset(said) if self.language.code == "fr" else said

    def what(self, table: str, column: str, done: Sequence[Steps]) -> str:
        """Return what is done to rows, as a heading: "Budgets: amount each month × 0.5"."""
        named = {
            "table": self.language.text(f"diff.table.{table}"),
            "column": self._column(table, column),
        }
        if len(set(done)) > 1:
            return self.language.text("diff.set-each", **named)
        first, *others = (self._step(*step) for step in done[0])
        steps = "".join((first, *(self.language.text("diff.then", step=step) for step in others)))
        return self.language.text("diff.what", steps=steps, **named)

    def _step(self, operation: str, value: float | None) -> str:
        if value is None:
            return UNKNOWN
        if operation != "add":
            return self.language.text(f"diff.step.{operation}", value=self._exact(value))
        return f"{'−' if value < 0 else '+'}\u00a0{self._exact(abs(value))}"

    def _exact(self, value: float) -> str:
        """Return a number as the case says it, to four digits after the point."""
        if 0 < abs(value) < _SMALL:
            return self.language.number(value)
        mark = "," if self.language.code == "fr" else "."
        number = self.language.number(value, 4)
        return number.rstrip("0").rstrip(mark) if mark in number else number

    def share(self, before: float | None, after: float | None) -> str:
        """Return by how much a total rises or falls, with its sign; what changes is never 0%."""
        if before is None or after is None:
            return UNKNOWN
        if abs(after - before) <= _SAME * max(abs(before), abs(after)):
            return self.language.text("diff.same")
        if not before:
            return UNKNOWN
        share = after / before - 1
        sign = "+" if share > 0 else "−"
        if abs(share) < _LEAST:
            least = sign + self.language.percent(0.01)
            return self.language.text("view.share-least", share=least)
        return sign + self.language.percent(abs(share))

    def _column(self, table: str, column: str) -> str:
        if self.language.has(f"diff.name.{table}.{column}"):
            return self.language.text(f"diff.name.{table}.{column}")
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
