"""An ensemble as a page: how likely needs are met, how the level spreads, what matters most."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from foedus.brief.ensemble_facts import ensemble_facts
from foedus.brief.ensemble_words import EnsembleWords
from foedus.brief.escape import visible
from foedus.brief.evidence import guard_rail
from foedus.brief.language import UNKNOWN
from foedus.brief.report import Cell, Column, Grid, Lines, Look, Report, Section

_SHOWN = 20
"""So many uncertainties are shown by importance; the others are counted."""


def ensemble_report(words: EnsembleWords) -> Report:
    """Return an ensemble as a page, for a terminal or as HTML.

    Parameters
    ----------
    words : EnsembleWords

    Returns
    -------
    Report
    """
    language, ensemble = words.language, words.ensemble
    subtitle = language.text(
        "ensemble.subtitle",
        day=language.date(ensemble.as_of),
        span=language.month_to_month(ensemble.start, words.months()[-1]),
        count=language.number(ensemble.count, 0),
    )
    return Report(
        language.code,
        words.title(),
        subtitle,
        tuple(ensemble_facts(words)),
        tuple(_sections(words)),
        (),
        language.text("view.sources"),
        words.sources(),
        guard_rail(language),
        words.footer(),
    )


def ensemble_on_terminal(words: EnsembleWords) -> Report:
    """Return the page for a terminal: without the table of ranges, which may fill screens."""
    report, heading = ensemble_report(words), words.language.text("ensemble.section.ranges")
    counted = words.language.count("ensemble.ranges", len(words.ensemble.uncertainties))
    return replace(
        report,
        sections=tuple(s for s in report.sections if s.heading != heading),
        footer=(*report.footer, counted),
    )


def _sections(words: EnsembleWords) -> Iterator[Section]:
    text = words.language.text
    level = words.ensemble.level
    met, spread = (
        words.counted("ensemble.shares-of", text(f"ensemble.intro.{part}.{level}"))
        for part in ("met", "level")
    )
    yield Section(text(f"ensemble.section.met.{level}"), (_needs(words),), met)
    yield Section(text("ensemble.section.level"), (_levels(words),), spread)
    if not words.reason():
        noise = words.language.number(words.noise(), 2)
        intro = text("ensemble.intro.matters", noise=noise)
        yield Section(text("ensemble.section.matters"), (_importance(words),), intro)
    yield Section(text("ensemble.section.ranges"), (_ranges(words),), text("ensemble.intro.ranges"))
    yield Section(text("ensemble.section.assumed"), (_limits(words),))


def _columns(words: EnsembleWords, **looks: Look) -> tuple[Column, ...]:
    return tuple(
        Column(_heading(name.replace("_", "-"), words), look) for name, look in looks.items()
    )


def _heading(name: str, words: EnsembleWords) -> str:
    """Return the heading of a column; that of a share names its draws where some have no plan."""
    some, key = words.of_some(), f"ensemble.column.{name}"
    if some is None or not words.language.has(f"{key}-of"):
        return words.language.text(key)
    return words.language.count(f"{key}-of", some)


def _needs(words: EnsembleWords) -> Grid:
    """Return each need at the end of its months: how likely it is met, and what is covered."""
    who: dict[str, Look] = {words.ensemble.level: ""}
    columns = _columns(words, **who, month="", met="n", median="n", low="n", high="n")
    rows = []
    for need in words.needs():
        end = words.at(need).row(-1, named=True)
        last = words.covered(need).filter(words.covered(need)["month"] == end["month"])
        covered = dict(last.select("quantile", "covered").iter_rows())
        figures = (end["probability"], *(covered[q] for q in (0.5, 0.05, 0.95)))
        rows.append((
            Cell(words.need(need)),
            Cell(words.language.short_month(end["month"])),
            *(Cell(words.part(figure)) for figure in figures),
        ))  # fmt: skip
    return Grid("", columns, tuple(rows))


def _levels(words: EnsembleWords) -> Grid:
    columns = _columns(words, quantile="", level="n")
    rows = tuple(
        (
            Cell(_at_or_below(words.language.percent(quantile), words)),
            Cell(words.language.number(value, 3)),
        )
        for quantile, value in words.ensemble.levels.iter_rows()
    )
    return Grid("", columns, rows)


def _at_or_below(part: str, words: EnsembleWords) -> str:
    some = words.of_some()
    if some is None:
        return words.language.text("ensemble.quantile", part=part)
    return words.language.count("ensemble.quantile-of", some, part=part)


def _importance(words: EnsembleWords) -> Grid:
    columns = _columns(
        words, uncertainty="", delta="n", delta_margin="n", first_order="n", first_margin="n"
    )
    rows = [
        (
            Cell(words.uncertainty(name)),
            *(Cell(words.language.number(figure, 2)) for figure in figures),
        )
        for name, *figures in words.ensemble.importance.iter_rows()
    ]
    left = len(rows) - _SHOWN
    more = words.language.count("ensemble.more", left) if left > 0 else ""
    return Grid("", columns, tuple(rows[:_SHOWN]), more)


def _ranges(words: EnsembleWords) -> Grid:
    columns = _columns(words, uncertainty="", row="", months="", range="", distribution="")
    text = words.language.text
    rows = tuple(
        (
            _named(row, words),
            Cell(visible(row["uncertainty"])),
            Cell(_months(row, words)),
            Cell(words.range_of(row)),
            Cell(text(f"ensemble.distribution.{row['distribution']}")),
        )
        for row in words.ensemble.uncertainties.iter_rows(named=True)
    )
    return Grid("", columns, rows)


def _named(row: dict[str, str], words: EnsembleWords) -> Cell:
    if row["basis"] != "assumed":
        return Cell(words.uncertainty(row["uncertainty"]))
    return Cell(
        words.uncertainty(row["uncertainty"]), words.language.text("view.mark.assumed"), "assumed"
    )


def _months(row: dict[str, str | None], words: EnsembleWords) -> str:
    last = row["last"] or words.months()[-1]
    if not row["first"]:
        return UNKNOWN
    return words.language.text(
        "ensemble.span",
        first=words.language.short_month(row["first"]),
        last=words.language.short_month(last),
    )


def _limits(words: EnsembleWords) -> Lines:
    """Return what every figure takes for granted."""
    keys = ("ranges", "independent", "known", "level", "early", "sampling")
    return Lines(tuple(Cell(words.language.text(f"ensemble.limit.{key}")) for key in keys))
