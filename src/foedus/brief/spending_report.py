"""Spending on defence as a page: who meets the guideline, gaps, years, terms of office, path."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from foedus.brief.evidence import guard_rail
from foedus.brief.findings import sentence
from foedus.brief.language import Language
from foedus.brief.record_lines import RecordWords, named
from foedus.brief.report import Cell, Grid, Lines, Report, Section, numbered
from foedus.brief.spending_tables import (
    change_grid,
    equipment_grid,
    level_grid,
    members_grid,
    path_grid,
    readings,
    share_counts,
    years_grid,
)
from foedus.brief.spending_words import (
    basis_words,
    cites_words,
    guideline_words,
    money_words,
    quantity,
    year_words,
)
from foedus.brief.succession_report import office_name
from foedus.errors import Finding
from foedus.results.record import Evidence
from foedus.results.spending import Aim, Count, Spending, TermLine, Total

_OF_PARTIES = {"spending.no-figures", "spending.no-forces"}
"""Kinds of findings whose value names parties."""

_NUMBERS = {"printed", "recomputed", "share", "core", "sum"}
"""Details of findings that are numbers, and no years."""


def spending_report(spending: Spending, language: Language) -> Report:
    """Return the spending of members as a page.

    Parameters
    ----------
    spending : Spending
    language : Language

    Returns
    -------
    Report
    """
    words = RecordWords(language, spending.sources)
    day = language.date(spending.at)
    subtitle = language.text("view.known-on", day=day)
    if spending.release is not None:
        basis = basis_words(spending.basis, language)
        key = "defence.subtitle" if spending.basis else "defence.subtitle-release"
        subtitle = language.text(key, release=spending.release, day=day, basis=basis)
    report = Report(
        language.code,
        language.text("defence.title", day=day),
        subtitle,
        tuple(_facts(spending, words)),
        tuple(_sections(spending, words)) if spending.year is not None else (),
        tuple(Cell(text) for text in finding_texts(spending, language)),
        language.text("view.sources"),
        words.source_texts(),
        guard_rail(language),
        words.footer(
            spending.stamp,
            assumed=spending.assumed,
            lines=spending.lines,
            line=language.text("defence.line"),
        ),
    )
    return numbered(report)


def finding_texts(spending: Spending, language: Language) -> tuple[str, ...]:
    """Return the findings in words, with the names of parties and measures."""
    return tuple(sentence(_in_words(finding, language), language) for finding in spending.findings)


def _in_words(finding: Finding, language: Language) -> Finding:
    details = dict(finding.details)
    if "party" in details:
        details["party"] = language.party(details["party"])
    for name in ("measure", "measures"):
        if name in details:
            keys = details[name].split(", ")
            details[name] = ", ".join(named(language, "spending-measure", key) for key in keys)
    for name in _NUMBERS & details.keys():
        details[name] = _number(details[name], language)
    value = finding.value
    if finding.kind in _OF_PARTIES and value:
        value = language.parties(value.split(", "))
    if finding.kind == "spending.guideline-later" and value:
        value = cites_words(value, language)
    return replace(finding, value=value, details=details)


def _number(text: str, language: Language) -> str:
    """Return a number as the language writes it, with the decimals that it has."""
    try:
        number = float(text)
    except ValueError:
        return text
    return language.number(number, len(text.partition(".")[2]))


def _facts(spending: Spending, words: RecordWords) -> Iterator[Cell]:
    language = words.language
    for aim in spending.aims:
        share = guideline_words(aim, language)
        key = "share" if aim.measure == "share_of_gdp" else "equipment"
        heading = language.text(f"defence.fact.{key}", share=share)
        counts = (c for c in spending.counts if (c.measure, c.year) == (aim.measure, spending.year))
        for count in counts:
            yield Cell(_met(count, spending, language), strong=heading)
    for scope in ("all", "without-USA"):
        own = {t.measure: t for t in _totals(spending) if t.scope == scope}
        if {"share_of_gdp", "expenditure"} <= set(own):
            yield _level(own["share_of_gdp"], own["expenditure"], words)
    main = [row.evidence for row in spending.rows if row.release == spending.release]
    if main:
        release = language.text("defence.fact.release", release=spending.release)
        yield words.cell(release, _most(main), strong=language.text("defence.fact.figures"))
    cites = dict.fromkeys(cites_words(aim.cites, language) for aim in spending.aims)
    yield Cell("; ".join(cites), strong=language.text("defence.fact.source"))


def _most(evidence: Sequence[Evidence]) -> Evidence:
    """Return what most figures rest on; an assumption first."""
    assumed = [one for one in evidence if one.basis == "assumed"]
    return Counter(assumed or evidence).most_common(1)[0][0]


def _met(count: Count, spending: Spending, language: Language) -> str:
    both = count.printed is not None and count.recomputed is not None
    key = "met" if both else "met-recomputed" if count.printed is None else "met-printed"
    meeting = count.recomputed if count.printed is None else count.printed
    said = language.count(
        f"defence.fact.{key}",
        meeting or 0,
        printed=count.printed,
        recomputed=count.recomputed,
        known=count.known,
        year=year_words(count.year, language, estimate=count.estimate),
    )
    if not count.gap_amount or count.currency is None:
        return said
    lines = spending.guideline if count.measure == "share_of_gdp" else spending.equipment
    basis = basis_words(lines[0].basis if lines else spending.basis, language)
    amount = language.amount(count.gap_amount, count.currency, 0)
    return said + language.text("defence.fact.lack", amount=amount, basis=basis)


def _totals(spending: Spending) -> list[Total]:
    """Return the totals of the page's year on the basis of the shares."""
    wanted = (spending.year, spending.basis)
    return [total for total in spending.totals if (total.year, total.basis) == wanted]


def _level(share: Total, spent: Total, words: RecordWords) -> Cell:
    language = words.language
    said = language.text(
        "defence.fact.level",
        share=quantity(share.amount, share.unit, language),
        year=year_words(share.year, language, estimate=share.estimate),
        amount=quantity(spent.amount, spent.unit, language),
        basis=basis_words(spent.basis, language),
    )
    heading = language.text(f"defence.scope.{share.scope}") + language.text("view.colon")
    return words.cell(said, share.evidence, strong=heading)


def _sections(spending: Spending, words: RecordWords) -> Iterator[Section]:
    text, language, aim = words.language.text, words.language, spending.aims[0]
    share, basis = guideline_words(aim, language), basis_words(spending.basis, language)
    again = any(line.recomputed is not None for line in spending.guideline)
    intro = text(
        "defence.members-intro" if again else "defence.members-intro-printed",
        year=spending.year, release=spending.release, basis=basis, share=share,
    )  # fmt: skip
    grids = (members_grid(spending, words), equipment_grid(spending, words))
    yield Section(text("defence.section.members"), grids, intro)
    years = years_grid(spending, words)
    if years.rows:
        day = language.date(aim.adopted)
        read = text(f"defence.years-{'-'.join(readings(share_counts(spending)))}", share=share)
        intro = text("defence.years-intro", share=share, day=day, read=read)
        intro += _amounts(spending, language)
        yield Section(text("defence.section.years"), (years,), intro)
    yield _terms(spending, words)
    yield _path(spending, aim, words)


def _amounts(spending: Spending, language: Language) -> str:
    """Return in what the expenditure of the years stands; nothing where none of it is known."""
    totals = (t for t in spending.totals if t.measure == "expenditure")
    first = next((t for t in totals if t.basis == spending.basis), None)
    if first is None:
        return ""
    unit = money_words("billion", first.unit.partition(" ")[2], language)
    basis = basis_words(spending.basis, language)
    return " " + language.text("defence.years-amounts", unit=unit, basis=basis)


def _terms(spending: Spending, words: RecordWords) -> Section:
    text = words.language.text
    grids = tuple(
        grid
        for own in _by_term(spending.terms)
        if any(line.at_start is not None or line.at_end is not None for line in own)
        for grid in _term(own, spending, words)
    )
    basis = next((line.basis for line in spending.terms if line.measure == "expenditure"), None)
    intro = text("defence.no-term")
    if grids:
        intro = text("defence.terms-intro", basis=basis_words(basis, words.language))
    return Section(text("defence.section.terms"), grids, intro)


def _term(
    own: Sequence[TermLine], spending: Spending, words: RecordWords
) -> tuple[Lines, Grid, Grid]:
    caption = _term_words(own[0], spending, words.language)
    evidence = own[0].term_evidence
    named = Cell("", strong=caption)
    if evidence is not None:
        named = words.cell("", evidence, strong=caption)
    return Lines((named,), "facts"), level_grid(own, words), change_grid(own, words)


def _by_term(lines: Sequence[TermLine]) -> list[list[TermLine]]:
    groups = groupby(lines, key=lambda line: (line.office, line.person, line.since, line.party))
    return [list(group) for _, group in groups]


def _term_words(line: TermLine, spending: Spending, language: Language) -> str:
    who = line.person or language.text("defence.no-name")
    if line.office:
        office = office_name(line.office, language)
        who = language.text("defence.term-of", office=office, person=who)
    since = language.date(line.since)
    if line.until is None:
        day = language.date(spending.at)
        return language.text("defence.term-open", who=who, since=since, day=day)
    return language.text("defence.term", who=who, since=since, until=language.date(line.until))


def _path(spending: Spending, aim: Aim, words: RecordWords) -> Section:
    language = words.language
    share = guideline_words(aim, language)
    if not spending.path:
        heading = language.text("defence.section.path-none", share=share)
        return Section(heading, (), language.text("defence.path-none"))
    first = spending.path[0]
    heading = language.text("defence.section.path", share=share, by=first.by)
    intro = language.text(
        "defence.path-intro",
        unit=money_words("million", first.currency, language),
        basis=basis_words(first.basis, language),
        growth=language.percent(spending.growth, 1 if spending.growth else 0),
    )
    return Section(heading, (path_grid(spending.path, words),), intro)
