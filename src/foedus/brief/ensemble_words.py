"""What the pages and pictures of an ensemble call their things: needs, ranges, likelihoods."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from foedus.brief.ensemble_ranges import range_names
from foedus.brief.escape import visible
from foedus.brief.evidence import guard_rail
from foedus.brief.language import UNKNOWN, Language
from foedus.brief.report import SourceText
from foedus.results.ensemble import Ensemble

LEAST = 0.005
"""A smaller part would be rounded to 0%."""

Need = tuple[str, str]
"""A party and a capability."""


@dataclass(frozen=True)
class EnsembleWords:
    """An ensemble, in a language."""

    ensemble: Ensemble
    language: Language

    def title(self) -> str:
        """Return the page's title."""
        return self.language.text("ensemble.title", case=self.case_title())

    def case_title(self) -> str:
        """Return the title of the case in the language, else in any, else its name."""
        own = self.language.own(self.ensemble.title)
        title = visible(self.ensemble.case if own == UNKNOWN else own)
        return title.replace("'", "’") if self.language.code == "fr" else title

    def needs(self) -> list[Need]:
        """Return all needs, those that are met last first."""
        last = self.ensemble.met.group_by("party", "capability").agg(
            pl.col("probability").sort_by("month").last()
        )
        ordered = last.sort(["probability", "party", "capability"])
        return [(party, capability) for party, capability, _ in ordered.iter_rows()]

    def need(self, need: Need) -> str:
        """Return the name of a need; with its party where there are several."""
        party, capability = need
        name = self.language.name(self.ensemble.names, "capabilities", capability)
        return name if self._one_party() else f"{self.language.party(party)}, {name}"

    def need_in_sentence(self, need: Need) -> str:
        """Return the name of a need inside a sentence."""
        party, capability = need
        name = self._in_sentence(capability)
        if self._one_party():
            return name
        return self.language.text(
            "ensemble.need-of", need=name, party=self.language.party_in_sentence(party, "of")
        )

    def _in_sentence(self, capability: str) -> str:
        """Return a capability's name inside a sentence.

        A first word that both languages share looks like a proper noun; it is none where it is
        the word for the unit ("Drones", counted in drones).
        """
        names = self.ensemble.names
        name = self.language.name_in_sentence(names, "capabilities", capability)
        named = (pl.col("table") == "capabilities") & (pl.col("id") == capability)
        units = names.filter(named)["unit"].drop_nulls()
        forms = {self.language.unit(unit, n).lower() for unit in units for n in (1, 2)}
        common = name.split(" ", 1)[0].lower() in forms
        return name[:1].lower() + name[1:] if common else name

    def _one_party(self) -> bool:
        return self.ensemble.met["party"].n_unique() <= 1

    def at(self, need: Need) -> pl.DataFrame:
        """Return month and probability of a need."""
        return self._of(self.ensemble.met, need).sort("month")

    def covered(self, need: Need) -> pl.DataFrame:
        """Return month, quantile and what is covered of a need."""
        return self._of(self.ensemble.coverage, need).sort("month", "quantile")

    def _of(self, frame: pl.DataFrame, need: Need) -> pl.DataFrame:
        party, capability = need
        return frame.filter((pl.col("party") == party) & (pl.col("capability") == capability))

    def months(self) -> list[str]:
        """Return all months of the horizon as ``YYYY-MM``."""
        year, month = (int(part) for part in self.ensemble.start.split("-"))
        ordinals = (year * 12 + month - 1 + t for t in range(self.ensemble.months))
        return [f"{n // 12:04d}-{n % 12 + 1:02d}" for n in ordinals]

    def part(self, x: float | None) -> str:
        """Return a part as a percentage; what is there is never 0%, nor is most of it all."""
        if x is not None and 0 < x < LEAST:
            return self.language.text("view.share-least", share=self.language.percent(0.01))
        if x is not None and 1 - LEAST < x < 1:
            return self.language.text("view.share-most", share=self.language.percent(0.99))
        return self.language.percent(x)

    def value(self, quantile: float) -> float | None:
        """Return a quantile of the level; None where no draw has a plan."""
        rows = self.ensemble.levels.filter(pl.col("quantile") == quantile)["value"]
        return None if rows.is_empty() else float(rows[0])

    def range_of(self, row: dict[str, object]) -> str:
        """Return what an uncertainty does and between what: "× 0.8 to 1.2"."""
        low, high = (self.language.number(float(str(row[end]))) for end in ("low", "high"))
        return self.language.text(f"ensemble.range.{row['operation']}", low=low, high=high)

    @cached_property
    def ranges(self) -> Mapping[str, str]:
        """What each uncertainty is called."""
        return range_names(self.ensemble.uncertainties, self.ensemble.names, self.language)

    def uncertainty(self, key: str) -> str:
        """Return the name of an uncertainty: the figures that it moves."""
        return self.ranges.get(key) or visible(key)

    def reason(self) -> str:
        """Return why importance is not given; empty where it is."""
        reason = self.ensemble.stamp.options.get("importance", "delta")
        return "" if reason == "delta" else self.language.text(f"ensemble.no-importance.{reason}")

    def failed(self) -> int:
        """Return for how many draws no solver ended in an optimum."""
        return int((self.ensemble.draws["status"] == "failed").sum())

    def of_some(self) -> int | None:
        """Return how many draws every share is of; None where it is all, or none."""
        without = self.ensemble.impossible + self.failed()
        left = self.ensemble.count - without
        return left if without and left > 0 else None

    def of_possible(self, said: str) -> str:
        """Return what is said of draws; of how many, where some have no plan."""
        return self.counted("ensemble.of-possible", said)

    def counted(self, key: str, said: str) -> str:
        """Return a text that names of how many draws something is said; as it is, of all."""
        some = self.of_some()
        return said if some is None else self.language.count(key, some, said=said)

    def draws(self, key: str) -> str:
        """Return "in every draw", "of the draws"; "in all of them" where some have no plan."""
        form = "all" if self.of_some() is None else "some"
        return self.language.text(f"ensemble.draws.{key}.{form}")

    def noise(self) -> float:
        """Return the delta that chance alone gives."""
        return float(self.ensemble.stamp.options.get("noise", "0"))

    def footer(self) -> tuple[str, ...]:
        """Return who published the figures, how many ranges are assumed, and the stamp."""
        stamp = self.ensemble.stamp
        made = self.language.text(
            "evidence.stamp",
            case=self.ensemble.case,
            day=self.language.date(self.ensemble.as_of),
            sha=stamp.case_sha256[:12],
            foedus=stamp.foedus,
        )
        drawn = self.language.text(
            "ensemble.stamp", count=self.language.number(self.ensemble.count, 0),
            seed=str(self.ensemble.seed), matrix=self.language.text(
                f"ensemble.matrix.{stamp.options.get('matrix', 'kept')}"),
        )  # fmt: skip
        return (self.assumed(), made, drawn)

    def assumed(self) -> str:
        """Return how many of the ranges rest on assumptions."""
        basis = self.ensemble.uncertainties["basis"]
        return self.language.count(
            "ensemble.assumed", int((basis == "assumed").sum()), all=len(basis)
        )

    def evidence_lines(self) -> tuple[str, ...]:
        """Return guard rail, evidence and stamp, a line each."""
        return (guard_rail(self.language), *self.footer())

    def sources(self) -> tuple[SourceText, ...]:
        """Return the sources of the ranges in words."""
        named = self.ensemble.uncertainties["source"].drop_nulls().unique().to_list()
        rows = self.ensemble.sources.filter(pl.col("source").is_in(named))
        return tuple(
            SourceText(number, self._source(row), row["url"])
            for number, row in enumerate(rows.iter_rows(named=True), 1)
        )

    def _source(self, row: dict[str, str | None]) -> str:
        day = self.language.date(row["published"]) if row["published"] else row["release"]
        said = ", ".join(visible(p) for p in (row["title"], row["publisher"], day) if p)
        if row["confidence"] != "assumption":
            return said
        return f"{said} ({self.language.text('view.mark.assumed')})"
