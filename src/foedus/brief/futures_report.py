"""Several futures as a page: what to do whatever happens, what to hold back, what may lack."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from foedus.brief import futures_figures as figures
from foedus.brief import futures_tables as tables
from foedus.brief.evidence import guard_rail
from foedus.brief.futures_facts import futures_facts
from foedus.brief.futures_words import FuturesWords
from foedus.brief.report import Cell, Lines, Report, Section, numbered


def futures_report(words: FuturesWords) -> Report:
    """Return one plan for several futures as a page, for a terminal or as HTML.

    Parameters
    ----------
    words : FuturesWords
        Of a plan that exists; where there is none, ``why_none`` says why.

    Returns
    -------
    Report
    """
    language, futures = words.language, words.futures
    subtitle = language.text(
        "futures.subtitle",
        case=words.title(),
        day=words.day(futures.as_of),
        span=words.months_between(futures.start, words.months()[-1]),
    )
    return Report(
        language.code,
        language.text("futures.title"),
        subtitle,
        tuple(futures_facts(words)),
        tuple(_sections(words)),
        (),
        language.text("view.sources"),
        words.sources(),
        guard_rail(language),
        words.footer(),
    )


def futures_on_terminal(words: FuturesWords) -> Report:
    """Return the page for a terminal: with the sources that it cites, the others counted."""
    report = futures_report(words)
    counted = words.language.count("autonomy.sources", len(report.sources))
    return replace(numbered(report), footer=(*report.footer, counted))


def why_none(words: FuturesWords) -> str:
    """Return why there is no common plan, and the remedy."""
    lacking = words.futures.lacking
    if not lacking:
        return words.language.text("futures.none-common")
    return words.language.count(
        "futures.none-own", len(lacking), names=", ".join(lacking), first=lacking[0]
    )


def _sections(words: FuturesWords) -> Iterator[Section]:
    text = words.language.text
    month, since = words.month(words.reveal()), words.since(words.reveal())
    grids = (tables.scenarios_grid(words), tables.changes_grid(words))
    yield Section(text("futures.section.scenarios"), grids, text("futures.intro.scenarios"))
    yield Section(
        text("futures.section.now"),
        (tables.now_grid(words), tables.moves_grid(words)),
        text("futures.intro.now", month=month),
    )
    if not figures.depending(words.futures).is_empty():
        yield Section(
            text("futures.section.wait"), tables.wait_grids(words),
            _keyed("wait", words, since=since),
        )  # fmt: skip
    yield Section(
        text("futures.section.coverage"),
        (tables.coverage_grid(words), tables.missing_grid(words)),
        _keyed("coverage", words),
    )
    yield Section(
        text("futures.section.levels"),
        (tables.levels_grid(words),),
        _keyed("levels", words, slack=_slack(words)),
    )
    yield Section(
        text("futures.section.regret"), (tables.regrets_grid(words),), _keyed("regret", words)
    )
    yield Section(text("futures.section.burden"), (tables.burden_grid(words),), _burden(words))
    yield Section(text("futures.section.limits"), (_limits(words),))


def _keyed(name: str, words: FuturesWords, **values: str) -> str:
    """Return what stands above tables whose columns are scenarios, with their letters."""
    said = words.language.text(f"futures.intro.{name}", **values)
    return f"{said} {words.key()}"


def _slack(words: FuturesWords) -> str:
    """Return up to which part values of a level are shown as equal."""
    return words.language.percent(figures.LEVELS_SLACK, 2)


def _burden(words: FuturesWords) -> str:
    """Return what a burden is made of, so that the tables before it add up to it."""
    later = figures.later(words.futures)
    alike = float(later["value"].sum()) - figures.refilled(later)
    return _keyed("burden", words, later=words.amount(alike))


def _limits(words: FuturesWords) -> Lines:
    """Return how the plan was chosen, and what every figure takes for granted."""
    futures = words.futures
    keys = [f"objective.{futures.objective}", "odds", "known", "late", "continuous", "positions"]
    if all(one.probability is not None for one in futures.futures):
        keys.remove("odds")
    if futures.method == "decomposed":
        keys.insert(1, "decomposed")
    alpha = words.part(1 - (futures.alpha if futures.alpha is not None else 0.0))
    rows = [Cell(words.language.text(f"futures.limit.{key}", worst=alpha)) for key in keys]
    if futures.gap:
        gap = words.language.percent(futures.gap, 2)
        rows.append(Cell(words.language.text("futures.limit.gap", gap=gap)))
    return Lines(tuple(rows))
