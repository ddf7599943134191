"""The lines that stand under every output: on what it rests, and what it is not."""

from __future__ import annotations

import polars as pl

from foedus.brief.call_sheet import assumed_share
from foedus.brief.language import Language
from foedus.brief.words import Words
from foedus.results.plan import Plan

_NAMED = 5
"""So many publishers are named in one line; the others are counted."""


def evidence_lines(plan: Plan, language: Language) -> list[str]:
    """Return the guard rail, the sources with the assumed share, and the stamp, a line each."""
    return [guard_rail(language), sources_line(plan, language), stamp_line(plan, language)]


def guard_rail(language: Language) -> str:
    """Return what every output says: support, not orders."""
    return language.text("guard")


def sources_line(plan: Plan, language: Language) -> str:
    """Return who published the figures, and how much of the value is assumed."""
    said = plan.sources.filter(pl.col("confidence").ne_missing("assumption"))
    publishers = said["publisher"].drop_nulls().unique(maintain_order=True).to_list()
    named = ", ".join(publishers[:_NAMED])
    if len(publishers) > _NAMED:
        named += ", " + language.count("evidence.others", len(publishers) - _NAMED)
    assumed = assumed_share(Words(plan, language))
    if not named:
        return assumed
    return language.text("evidence.sources", publishers=named, assumed=assumed)


def stamp_line(plan: Plan, language: Language) -> str:
    """Return the case, its day of knowledge, and the versions that made the plan."""
    return language.text(
        "evidence.stamp",
        case=plan.case,
        day=language.date(plan.as_of),
        sha=plan.stamp.case_sha256[:12],
        foedus=plan.stamp.foedus,
    )
