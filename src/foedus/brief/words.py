"""What a plan's keys are called in a language: items, limits, marks, money and sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from foedus.brief.escape import visible
from foedus.brief.language import UNKNOWN, Language
from foedus.results.plan import Plan

_LIMITS = {
    "floor",
    "stock",
    "budget",
    "line",
    "hub",
    "restriction",
    "missing_floor",
    "missing_route",
    "commitment",
}


def row_key(row: str | None) -> Mapping[str, str]:
    """Return the key of a row of a case as a mapping.

    Examples
    --------
    >>> row_key("party=DEU;kind=floor")
    {'party': 'DEU', 'kind': 'floor'}
    """
    pairs = (part.partition("=") for part in (row or "").split(";") if "=" in part)
    return {name.strip(): value.strip() for name, _, value in pairs}


@dataclass(frozen=True)
class Words:
    """A plan's own words in a language.

    Parameters
    ----------
    plan : Plan
    language : Language
    """

    plan: Plan
    language: Language

    def title(self) -> str:
        """Return the case's title in the language, else in any, else its name."""
        titles = self.plan.title
        own = titles.get(self.language.code) or next(iter(titles.values()), "")
        return visible(own or self.plan.case)

    def item(self, key: str | None) -> str:
        """Return an item's name; ``*`` is every item."""
        if key == "*":
            return self.language.text("all-items")
        return self.language.name(self.plan.names, "items", key)

    def capability(self, key: str | None) -> str:
        """Return a capability's name."""
        return self.language.name(self.plan.names, "capabilities", key)

    def capability_in_sentence(self, key: str | None) -> str:
        """Return a capability's name as it stands inside a sentence."""
        return self.language.name_in_sentence(self.plan.names, "capabilities", key)

    def hub(self, key: str | None) -> str:
        """Return a hub's name."""
        return self.language.name(self.plan.names, "hubs", key)

    def short_hub(self, key: str | None) -> str:
        """Return a hub's name without what stands behind its first comma; nothing for none."""
        return self.hub(key).split(",")[0] if key else ""

    def bracketed_item(self, key: str | None) -> str:
        """Return an item in brackets behind a space; nothing where there is no item."""
        if not key:
            return ""
        return self.language.text("limit.item", item=self.item_in_sentence(key))

    def item_in_sentence(self, key: str | None) -> str:
        """Return an item's name as it stands inside a sentence."""
        if key == "*":
            return self.item(key)
        return self.language.name_in_sentence(self.plan.names, "items", key)

    def unit(self, table: str, key: str | None) -> str | None:
        """Return the unit of a capability or an item, as the case writes it."""
        names = self.plan.names
        rows = names.filter((pl.col("table") == table) & (pl.col("id") == (key or "")))
        return None if rows.is_empty() else rows["unit"][0]

    def first_months(self) -> tuple[str, str]:
        """Return the first and the last month of the horizon as ``YYYY-MM``."""
        year, month = (int(part) for part in self.plan.start.split("-")[:2])
        last_year, last = divmod(year * 12 + month - 1 + self.plan.months - 1, 12)
        return f"{year:04d}-{month:02d}", f"{last_year:04d}-{last + 1:02d}"

    def amount(self, million: float | None) -> str:
        """Return an amount in the plan's currency."""
        return self.language.amount(million, self.plan.currency)

    def quantity(self, n: float | None, unit: str | None) -> str:
        """Return a quantity with its unit; millions are amounts of money."""
        if unit == self.plan.unit or unit == f"{self.plan.unit} {self.plan.currency}":
            return self.amount(n)
        return self.language.quantity(n, unit)

    def basis(self, basis: str | None) -> str:
        """Return "sourced" or "assumed"; what is not known to be sourced is assumed."""
        return self.language.text("basis.sourced" if basis == "sourced" else "basis.assumed")

    def mark(self, basis: str | None, kind: str = "assumed") -> str:
        """Return the mark of an assumption behind a space; nothing for what is sourced."""
        return "" if basis == "sourced" else self.language.text(f"mark.{kind}")

    def restriction_mark(self, row: str | None) -> str:
        """Return the mark that an assumed restriction carries beside the name of its state.

        A restriction that the plan does not show to be published counts as assumed.
        """
        return self.mark(self._basis_of(row), "restriction")

    def left_out_mark(self, party: str, why: str) -> str:
        """Return the mark of an assumed restriction or opt-out of a party that is left out."""
        kind = {"restricted": "restriction", "opted out": "opt_out"}.get(why)
        if kind is None:
            return ""
        positions = self.plan.positions
        own = positions.filter((pl.col("party") == party) & (pl.col("kind") == kind))
        sourced = own.height > 0 and bool((own["basis"] == "sourced").all())
        return self.mark("sourced" if sourced else "assumed", kind.replace("_", "-"))

    def _basis_of(self, row: str | None) -> str:
        stated = [
            frame.filter(pl.col("row").eq_missing(row))["basis"].to_list()
            for frame in (self.plan.positions, self.plan.asks)
        ]
        bases = stated[0] + stated[1] if row else []
        return "sourced" if bases and set(bases) == {"sourced"} else "assumed"

    def limit(self, limit: str, row: str | None) -> str:
        """Return what a limit is, as a noun: "Germany: floor of long-range air defence"."""
        key = f"limit.{limit}" if limit in _LIMITS else "limit.other"
        return self.language.text(key, **self.parts(limit, row))

    def parts(self, limit: str, row: str | None) -> dict[str, str]:
        """Return everything that a sentence about a limit may name, in words."""
        key = row_key(row)
        language = self.language
        party = key.get("party") or key.get("donor")
        return {
            "limit": limit,
            "row": row or UNKNOWN,
            "party": language.party(party),
            "of_party": language.party_in_sentence(party, "of"),
            "recipient": language.party_in_sentence(key.get("recipient"), "the"),
            "capability": self.capability_in_sentence(key.get("capability")),
            "item": self.bracketed_item(key.get("item")),
            "line": key.get("line", UNKNOWN),
            "hub": self.hub(key.get("hub")),
            "month": language.month(key.get("by") or key.get("first")),
            "since": language.since_month(key.get("first")),
            "mark": self.restriction_mark(row) if limit == "restriction" else "",
        }

    def source(self, key: str | None) -> str:
        """Return a source by title, publisher and date; its key where it is not listed."""
        if not key:
            return self.language.text("position.no-source")
        rows = self.plan.sources.filter(pl.col("source") == key)
        if rows.is_empty():
            return visible(key)
        row = rows.row(0, named=True)
        published = self.language.date(row["published"]) if row["published"] else row["release"]
        return ", ".join(visible(p) for p in (row["title"], row["publisher"], published) if p)
