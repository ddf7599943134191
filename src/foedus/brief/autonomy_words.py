"""What the pages and pictures of autonomy call their things: group, ally, targets, lines, money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from foedus.brief.escape import visible
from foedus.brief.evidence import NAMED, guard_rail, named_line, source_texts, stamp_line
from foedus.brief.language import UNKNOWN, Language
from foedus.brief.report import SourceText
from foedus.results.autonomy import Autonomy, Known

LEAST = 0.005
"""A smaller part would be rounded to 0%."""


@dataclass(frozen=True)
class AutonomyWords:
    """A group without an ally, in a language.

    Parameters
    ----------
    autonomy : Autonomy
    language : Language
    """

    autonomy: Autonomy
    language: Language

    @property
    def known(self) -> Known:
        """What the case says of the ground on which the group stands."""
        return self.autonomy.known

    @property
    def assumed(self) -> frozenset[str]:
        """Capabilities whose exposure rests on an assumed row of the case."""
        rows = self.autonomy.exposure.filter(pl.col("basis") != "sourced")
        return frozenset(rows["capability"])

    def title(self) -> str:
        """Return the page's title: the group without its ally."""
        return self.language.text("autonomy.title", group=self.group(), ally=self.ally())

    def group(self) -> str:
        """Return the name of the group."""
        return self.language.party(f"@{self.autonomy.group}")

    def ally(self) -> str:
        """Return the ally as it stands in a sentence."""
        return self.language.party_in_sentence(self.autonomy.without, "the")

    def who(self) -> dict[str, str]:
        """Return group and ally as sentences name them."""
        to = self.language.party_in_sentence(self.autonomy.without, "to")
        return {"group": self.group(), "ally": self.ally(), "to_ally": to}

    def shares(self) -> str:
        """Return what the shares are those of: the key by its name."""
        key = self.autonomy.key
        text = self.language.text
        return text("autonomy.key", key=visible(key)) if key else text("autonomy.no-key")

    def capability(self, key: str) -> str:
        """Return the name of a capability."""
        return self.language.name(self.autonomy.names, "capabilities", key)

    def capabilities(self, keys: Sequence[str]) -> str:
        """Return names of capabilities as a list inside a sentence."""
        own = [
            self.language.name_in_sentence(self.autonomy.names, "capabilities", key) for key in keys
        ]
        return self.language.join(own)

    def counted(self, key: str) -> str:
        """Return the name of a capability with the unit in which it is counted."""
        unit = self.language.unit(self.unit("capabilities", key), 2)
        name = self.capability(key)
        if not unit or unit.casefold() == name.casefold():
            return name
        return self.language.text("autonomy.counted", name=name, unit=unit)

    def item(self, key: str) -> str:
        """Return the name of an item."""
        return self.language.name(self.autonomy.names, "items", key)

    def served(self, item: str) -> tuple[str, ...]:
        """Return the targets that an item serves."""
        targets = set(self.autonomy.exposure["capability"])
        return tuple(key for key in self.known.serves.get(item, ()) if key in targets)

    def unit(self, table: str, key: str) -> str | None:
        """Return the unit of a capability or an item, as the case writes it."""
        rows = self.autonomy.names.filter((pl.col("table") == table) & (pl.col("id") == key))
        return None if rows.is_empty() else str(rows["unit"][0])

    def quantity(self, n: float, key: str) -> str:
        """Return so many units of a capability."""
        return self.language.quantity(n, self.unit("capabilities", key))

    def amount(self, million: float | None) -> str:
        """Return an amount in the case's currency."""
        return self.language.amount(million, self.autonomy.currency)

    def part(self, x: float | None) -> str:
        """Return a part as a percentage; what is there is never 0%."""
        if x is not None and 0 < x < LEAST:
            return self.language.text("view.share-least", share=self.language.percent(0.01))
        return self.language.percent(x)

    def last(self) -> str:
        """Return the last month of the horizon as ``YYYY-MM``."""
        return self.months()[-1]

    def months(self) -> list[str]:
        """Return all months of the horizon as ``YYYY-MM``."""
        year, month = (int(part) for part in self.autonomy.start.split("-"))
        ordinals = (year * 12 + month - 1 + t for t in range(self.autonomy.months))
        return [f"{n // 12:04d}-{n % 12 + 1:02d}" for n in ordinals]

    def targets(self) -> list[str]:
        """Return the capabilities that the group is to hold, in the order of the case."""
        keys: list[str] = self.autonomy.exposure["capability"].unique(maintain_order=True).to_list()
        own = self.known.targets
        return sorted(keys, key=lambda key: own.index(key) if key in own else len(own))

    def shown_month(self) -> str:
        """Return the month that the page looks at first: ``since``, where something is required."""
        months: list[str] = self.autonomy.exposure["month"].unique().sort().to_list()
        later = [month for month in months if month >= self.autonomy.since]
        return (later or months or [self.autonomy.since])[0 if later else -1]

    def at(self, month: str) -> dict[str, dict[str, float]]:
        """Return required, held and exposure in a month, by capability."""
        rows = self.autonomy.exposure.filter(pl.col("month") == month)
        figures = rows.drop("month", "basis", "weakest")
        return {row.pop("capability"): row for row in figures.to_dicts()}

    def since(self, month: str | None) -> str:
        """Return the month from which the group stands alone, or that it never does."""
        return self.language.month(month) if month else self.language.text("autonomy.never")

    def sources(self) -> tuple[SourceText, ...]:
        """Return the sources of the case in words."""
        return source_texts(self.autonomy.sources, self.language)

    def assumed_line(self) -> str:
        """Return how much of the programme's value rests on assumptions."""
        share = self.autonomy.assumed_share
        if share is None:
            return self.language.text("autonomy.assumed-unknown")
        return self.language.text("autonomy.assumed", share=self.part(share))

    def evidence_lines(self) -> tuple[str, ...]:
        """Return guard rail, sources with the assumed share, and the stamp, a line each."""
        return (guard_rail(self.language), *self.footer())

    def footer(self) -> tuple[str, ...]:
        """Return how much is assumed, who published the rest, and the stamp."""
        return (self._published(), stamp_line(self.autonomy, self.language))

    def row(self, weakest: str) -> str:
        """Return a row of the case in words: what it is, and by whom, of what or from when."""
        table, _, keys = weakest.partition(": ")
        if not self.language.has(f"autonomy.row.{table}"):
            return weakest
        parts = [part.partition("=")[::2] for part in keys.split(";")]
        said = [self._key(column, value) for column, value in parts if column != "kind"]
        return self.language.text(f"autonomy.row.{table}", row=", ".join(said))

    def _key(self, column: str, value: str) -> str:
        if column in ("party", "donor", "recipient"):
            return self.language.party(value)
        if column == "item":
            return self.item(value)
        if column == "capability":
            return self.capability(value)
        if column == "first":
            return self.language.since_month(value[:7])
        return self.language.month(value[:7]) if column == "month" else visible(value)

    def _published(self) -> str:
        publishers = self.known.publishers
        between = "; " if any("," in name for name in publishers[:NAMED]) else ", "
        return named_line(publishers, self.assumed_line(), self.language, between=between)

    def case_title(self) -> str:
        """Return the title of the case in the language, else in any, else its name."""
        own = self.language.own(self.autonomy.title)
        title = visible(self.autonomy.case if own == UNKNOWN else own)
        return title.replace("'", "’") if self.language.code == "fr" else title
