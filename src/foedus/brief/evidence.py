"""The lines that stand under every output: on what it rests, and what it is not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import polars as pl

from foedus.brief.call_sheet import assumed_share
from foedus.brief.escape import visible
from foedus.brief.language import Language
from foedus.brief.report import SourceText
from foedus.brief.words import Words
from foedus.results.plan import Plan, Stamp

NAMED = 5
"""So many publishers are named in one line; the others are counted."""


class Made(Protocol):
    """A result that was made from a case."""

    @property
    def case(self) -> str:
        """Name of the case."""

    @property
    def as_of(self) -> str:
        """Its day of knowledge."""

    @property
    def stamp(self) -> Stamp:
        """What made it."""


def evidence_lines(plan: Plan, language: Language) -> list[str]:
    """Return the guard rail, the sources with the assumed share, and the stamp, a line each."""
    return [guard_rail(language), sources_line(plan, language), stamp_line(plan, language)]


def guard_rail(language: Language) -> str:
    """Return what every output says: support, not orders."""
    return language.text("guard")


def sources_line(plan: Plan, language: Language) -> str:
    """Return who published the figures, and how much of the value is assumed."""
    assumed = assumed_share(Words(plan, language))
    return named_line(publishers_of(plan.sources), assumed, language)


def publishers_of(sources: pl.DataFrame) -> list[str]:
    """Return who published what is no assumption, in the order of the sources."""
    said = sources.filter(pl.col("confidence").ne_missing("assumption"))
    return said["publisher"].drop_nulls().unique(maintain_order=True).to_list()


def named_line(
    publishers: Sequence[str], assumed: str, language: Language, *, between: str = ", "
) -> str:
    """Return publishers by name, those beyond five by number, before what says how much is assumed.

    Parameters
    ----------
    publishers : sequence of str
        Without any, only the latter is said.
    assumed : str
    language : Language
    between : str
        What stands between names.
    """
    if not publishers:
        return assumed
    named = between.join(publishers[:NAMED])
    if len(publishers) > NAMED:
        named += between + language.count("evidence.others", len(publishers) - NAMED)
    return language.text("evidence.sources", publishers=named, assumed=assumed)


def stamp_line(result: Made, language: Language) -> str:
    """Return the case, its day of knowledge, and the versions that made the result."""
    return language.text(
        "evidence.stamp",
        case=result.case,
        day=language.date(result.as_of),
        sha=result.stamp.case_sha256[:12],
        foedus=result.stamp.foedus,
    )


def source_texts(sources: pl.DataFrame, language: Language) -> tuple[SourceText, ...]:
    """Return the rows of the table of sources in words, numbered from 1."""
    rows = enumerate(sources.iter_rows(named=True), 1)
    return tuple(SourceText(number, _source(row, language), row["url"]) for number, row in rows)


def _source(row: dict[str, str | None], language: Language) -> str:
    day = language.date(row["published"]) if row["published"] else row["release"]
    said = ", ".join(visible(part) for part in (row["title"], row["publisher"], day) if part)
    if row["confidence"] != "assumption":
        return said
    return f"{said} ({language.text('view.mark.assumed')})"
