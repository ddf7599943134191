"""A group without an ally as a page: what rests on the ally, since when not, and the way there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import polars as pl

from foedus.brief.autonomy_facts import autonomy_facts
from foedus.brief.autonomy_levers import levers_grid
from foedus.brief.autonomy_tables import (
    allies_grid,
    alone_grid,
    capability_grid,
    exposure_grid,
    member_grid,
    programme_grid,
)
from foedus.brief.autonomy_words import AutonomyWords
from foedus.brief.evidence import guard_rail
from foedus.brief.report import Cell, Lines, Report, Section

_ASSUMED = 8
"""So many assumed rows are named; the others are counted."""

_CONTINUOUS = 1e-4


def autonomy_report(words: AutonomyWords) -> Report:
    """Return a group without an ally as a page, for a terminal or as HTML.

    Parameters
    ----------
    words : AutonomyWords

    Returns
    -------
    Report
    """
    language, autonomy = words.language, words.autonomy
    subtitle = language.text(
        "autonomy.subtitle",
        case=words.case_title(),
        day=language.date(autonomy.as_of),
        span=language.month_to_month(autonomy.start, words.last()),
        since=language.since_month(autonomy.since),
    )
    return Report(
        language.code,
        words.title(),
        subtitle,
        tuple(autonomy_facts(words)),
        tuple(_sections(words)),
        (),
        language.text("view.sources"),
        words.sources(),
        guard_rail(language),
        words.footer(),
    )


def autonomy_on_terminal(words: AutonomyWords) -> Report:
    """Return the page for a terminal: its sources are counted, since they may fill screens."""
    report = autonomy_report(words)
    counted = words.language.count("autonomy.sources", len(report.sources))
    return replace(report, sources=(), footer=(*report.footer, counted))


def _sections(words: AutonomyWords) -> Iterator[Section]:
    text = words.language.text
    values = words.who()
    month = words.language.month(words.shown_month())
    yield Section(
        text("autonomy.section.exposure", **values),
        (exposure_grid(words),),
        text("autonomy.intro.exposure", month=month, **values),
    )
    yield Section(
        text("autonomy.section.alone"), (alone_grid(words),), text("autonomy.intro.alone", **values)
    )
    yield Section(
        text("autonomy.section.programme"), (programme_grid(words),), _programme_intro(words)
    )
    if not words.autonomy.programme.is_empty():
        grids = (capability_grid(words), member_grid(words))
        intro = text("autonomy.intro.cost", key=words.shares())
        yield Section(text("autonomy.section.cost"), grids, intro)
    yield Section(
        text("autonomy.section.levers"), (levers_grid(words),), text("autonomy.intro.levers")
    )
    yield Section(
        text("autonomy.section.allies"), (allies_grid(words),), text("autonomy.intro.allies")
    )
    yield Section(text("autonomy.section.assumed"), (_limits(words), _assumed(words)))


def _programme_intro(words: AutonomyWords) -> str:
    """Return what the programme is, and what of the targets it leaves unmet and why."""
    text, language, level = words.language.text, words.language, words.autonomy.levels[0]
    since = language.since_month(words.autonomy.since)
    said = text("autonomy.intro.programme", since=since, **words.who())
    if level.value <= _CONTINUOUS:
        return f"{said} {text('autonomy.intro.met')}"
    missed = text("autonomy.intro.missed", missed=language.number(level.value, 1))
    return " ".join((said, missed, *_why_missed(words)))


def _why_missed(words: AutonomyWords) -> Iterator[str]:
    """Yield how much comes too late whatever is ordered, and how much nobody makes."""
    unavoidable = words.autonomy.levels[0].unavoidable or 0.0
    unmade = min(words.known.unmade, unavoidable)
    for key, months in (("late", unavoidable - unmade), ("unmade", unmade)):
        if months > _CONTINUOUS:
            said = words.language.number(months, 1)
            yield words.language.text(f"autonomy.intro.{key}", missed=said)


def _limits(words: AutonomyWords) -> Lines:
    """Return what every figure takes for granted, and what nobody has asked."""
    sells = words.autonomy.stamp.options.get("ally_sells") == "true"
    keys: tuple[str, ...] = (
        "counted", "unknown", "given", "lines", "ally-sells" if sells else "ally-silent", "prices",
        "budgets", "continuous", "split",
    )  # fmt: skip
    values = words.who()
    if words.known.needy:
        keys = (*keys[:4], "needy", *keys[4:])
        values["names"] = words.language.parties(words.known.needy)
    return Lines(tuple(Cell(words.language.text(f"autonomy.limit.{k}", **values)) for k in keys))


def _assumed(words: AutonomyWords) -> Lines:
    """Return the weakest rows of the programme, and how much of it rests on each."""
    language = words.language
    own = (
        words.autonomy.programme.filter(pl.col("weakest").is_not_null())
        .group_by("weakest")
        .agg(pl.col("value").sum())
        .sort(["value", "weakest"], descending=[True, False])
    )
    rows = tuple(
        Cell(
            language.text("autonomy.rests", row=words.row(row), amount=words.amount(value)),
            language.text("view.mark.assumed"),
            "assumed",
        )
        for row, value in own.head(_ASSUMED).iter_rows()
    )
    left = len(own) - len(rows)
    more = language.count("autonomy.rows-more", left) if left > 0 else ""
    return Lines(rows, more=more)
