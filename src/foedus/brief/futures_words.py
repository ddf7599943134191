"""What the pages and pictures of futures call their things: scenarios, changes, money, sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from foedus.brief.catalogue import NARROW
from foedus.brief.escape import visible
from foedus.brief.evidence import (
    guard_rail,
    named_line,
    publishers_of,
    source_texts,
    stamp_line,
)
from foedus.brief.language import UNKNOWN, Language
from foedus.brief.report import SourceText
from foedus.brief.words import row_key
from foedus.case.reference import meaning, typeset
from foedus.case.schema import TABLES
from foedus.results.futures import Future, Futures

LEAST = 0.005
"""A smaller part would be rounded to 0%."""

_ROWS = 6
"""So many rows that a change touches are named; the others are counted."""

_LETTERS = 26

_PARTIES = frozenset({"party", "donor", "recipient"})
_NAMED = {"item": "items", "capability": "capabilities", "hub": "hubs"}

SAME = 1e-4
"""Values of a level no further apart, relative to the larger of them and 1, are the same."""


@dataclass(frozen=True)
class FuturesWords:
    """One plan for several futures, in a language.

    Parameters
    ----------
    futures : Futures
    language : Language
    """

    futures: Futures
    language: Language

    def title(self) -> str:
        """Return the title of the case in the language, else in any, else its name."""
        own = self.language.own(self.futures.title)
        return self._set(visible(self.futures.case if own == UNKNOWN else own))

    def _set(self, text: str) -> str:
        return text.replace("'", "’") if self.language.code == "fr" else text

    def scenario(self, key: str) -> str:
        """Return the name of a scenario in the language, else in any, else its key."""
        named = {one.scenario: one.names for one in self.futures.futures}
        own = self.language.own(named[key]) if key in named else UNKNOWN
        return self._set(visible(key if own == UNKNOWN else own))

    def quoted(self, key: str) -> str:
        """Return the name of a scenario as it stands in a sentence."""
        return self.language.text("futures.quoted", name=self.scenario(key))

    def scenarios(self, keys: Sequence[str]) -> str:
        """Return names of scenarios as a list inside a sentence."""
        if len(keys) == len(self.futures.futures):
            return self.language.text("futures.in-all")
        return self.language.join([self.quoted(key) for key in keys])

    def letter(self, key: str) -> str:
        """Return the letter by which tables call a scenario; after Z, its number."""
        place = [one.scenario for one in self.futures.futures].index(key)
        return chr(ord("A") + place) if place < _LETTERS else str(place + 1)

    def lettered(self, key: str) -> str:
        """Return the name of a scenario behind its letter."""
        letter = self.letter(key)
        return self.language.text("futures.lettered", letter=letter, name=self.scenario(key))

    def key(self) -> str:
        """Return what the letters stand for."""
        stop = f"{NARROW}; " if self.language.code == "fr" else "; "
        named = stop.join(self.lettered(one.scenario) for one in self.futures.futures)
        return self.language.text("futures.key", names=named)

    def plan(self, key: str) -> str:
        """Return whose first stage it is: a scenario's, the common plan's, the mean's."""
        named = f"futures.plan.{key}"
        if self.language.has(named):
            return self.language.text(named)
        return self.language.text("futures.plan.own", name=self.lettered(key))

    def odds(self, one: Future) -> str:
        """Return the probability of a scenario, or that nobody gives one."""
        if one.probability is None:
            return self.language.text("futures.no-odds")
        return self.language.percent(one.probability)

    def capability(self, key: str) -> str:
        """Return the name of a capability."""
        return self.language.name(self.futures.names, "capabilities", key)

    def capability_in_sentence(self, key: str) -> str:
        """Return the name of a capability as it stands inside a sentence."""
        return self.language.name_in_sentence(self.futures.names, "capabilities", key)

    def item(self, key: str) -> str:
        """Return the name of an item."""
        return self.language.name(self.futures.names, "items", key)

    def month(self, month: str) -> str:
        """Return a month in words that no line breaks apart."""
        return self._whole(self.language.month(month))

    def short_month(self, month: str) -> str:
        """Return a month in few letters that no line breaks apart."""
        return self._whole(self.language.short_month(month))

    def since(self, month: str) -> str:
        """Return "from December 2024", the month in one piece."""
        return self.language.since_month(month).replace(
            self.language.month(month), self.month(month)
        )

    def day(self, day: str) -> str:
        """Return a day in words that no line breaks apart."""
        return self._whole(self.language.date(day))

    def _whole(self, date: str) -> str:
        return date.replace(" ", "\u00a0") if self.language.code == "fr" else date

    def line(self, key: str) -> str:
        """Return a production line, which has no name but its key."""
        return self.language.text("futures.line", line=visible(key))

    def unit(self, table: str, key: str) -> str | None:
        """Return the unit of a capability or an item, as the case writes it."""
        rows = self.futures.names.filter((pl.col("table") == table) & (pl.col("id") == key))
        return None if rows.is_empty() else str(rows["unit"][0])

    def amount(self, million: float | None) -> str:
        """Return an amount in the case's currency, without decimals from 10 on."""
        digits = 0 if million is not None and million >= 10 else None
        return self.language.amount(million, self.futures.currency, digits)

    def level(self, value: float | None) -> str:
        """Return the value of a level; what is the solver's slack is 0."""
        if value is None:
            return UNKNOWN
        return self.language.number(value, 3) if abs(value) > SAME else self.language.number(0)

    def part(self, x: float | None) -> str:
        """Return a part as a percentage; what is there is never 0%."""
        if x is not None and 0 < x < LEAST:
            return self.language.text("view.share-least", share=self.language.percent(0.01))
        return self.language.percent(x)

    def months(self) -> list[str]:
        """Return all months of the horizon as ``YYYY-MM``."""
        year, month = (int(part) for part in self.futures.start.split("-"))
        ordinals = (year * 12 + month - 1 + t for t in range(self.futures.months))
        return [f"{n // 12:04d}-{n % 12 + 1:02d}" for n in ordinals]

    def reveal(self) -> str:
        """Return the first month in which some plan may differ."""
        return min(one.reveal for one in self.futures.futures)

    def change(self, row: dict[str, object]) -> str:
        """Return what a change does: "Budgets: amount each month = 0"."""
        table, column = str(row["table"]), str(row["column"])
        value = float(str(row["value"]))
        number = self.language.number(abs(value), None if row["operation"] == "set" else 4)
        number = self._short(number) if row["operation"] != "set" else number
        sign = ("−" if value < 0 else "+") + "\u00a0" if row["operation"] == "add" else ""
        return self.language.text(
            f"diff.operation.{row['operation']}",
            table=self.language.text(f"diff.table.{table}"),
            column=self._column(table, column),
            value=f"{sign}{number}",
        )

    def _column(self, table: str, column: str) -> str:
        if self.language.has(f"diff.name.{table}.{column}"):
            return self.language.text(f"diff.name.{table}.{column}")
        said = meaning(TABLES[table].column(column), self.language.code).split(";")[0].strip()
        said = typeset(said) if self.language.code == "fr" else said
        return said[:1].lower() + said[1:]

    def _short(self, number: str) -> str:
        mark = "," if self.language.code == "fr" else "."
        return number.rstrip("0").rstrip(mark) if mark in number else number

    def rows(self, wheres: Sequence[str]) -> str:
        """Return which rows a change touches: parties and things by name, or their number."""
        named = sorted(
            {" · ".join(self._parts(where)) for where in wheres}, key=self.language.order
        )
        shown = ", ".join(named[:_ROWS])
        if len(named) <= _ROWS:
            return shown
        return self.language.count("futures.rows-more", len(named) - _ROWS, names=shown)

    def _parts(self, where: str) -> list[str]:
        if where == "*":
            return [self.language.text("futures.every-row")]
        return [self._called(name, value) for name, value in row_key(where).items()]

    def _called(self, name: str, value: str) -> str:
        if name in _PARTIES:
            return self.language.party(value)
        if name == "line":
            return self.line(value)
        if name in _NAMED:
            return self.language.name(self.futures.names, _NAMED[name], value)
        kind = f"diff.kind.{value}"
        return self.language.text(kind) if name == "kind" and self.language.has(kind) else value

    def span(self, first: str, last: str | None) -> str:
        """Return the months in which a change holds."""
        if last is None and first <= self.futures.start:
            return self.language.text("futures.throughout")
        if last is None:
            return self.since(first)
        return self.months_between(first, last)

    def months_between(self, first: str, last: str) -> str:
        """Return a range of months in words; one month where it is only one."""
        if first == last:
            return self.month(first)
        said = self.language.month_to_month(first, last)
        for month in (first, last):
            said = said.replace(self.language.month(month), self.month(month))
        return said

    def source_number(self, key: str | None) -> int:
        """Return the number of a source on the page; 0 for none."""
        known = self.futures.sources["source"].to_list()
        return known.index(key) + 1 if key in known else 0

    def sources(self) -> tuple[SourceText, ...]:
        """Return the sources of the case in words."""
        return source_texts(self.futures.sources, self.language)

    def assumed_line(self) -> str:
        """Return how much of the moves' value rests on assumptions."""
        share = self.futures.assumed_share
        if share is None:
            return self.language.text("futures.assumed-unknown")
        return self.language.text("futures.assumed", share=self.part(share))

    def footer(self) -> tuple[str, ...]:
        """Return how much is assumed, who published the rest, and the stamp."""
        publishers = publishers_of(self.futures.sources)
        return (
            named_line(publishers, self.assumed_line(), self.language),
            stamp_line(self.futures, self.language),
        )

    def evidence_lines(self) -> tuple[str, ...]:
        """Return guard rail, sources with the assumed share, and the stamp, a line each."""
        return (guard_rail(self.language), *self.footer())
