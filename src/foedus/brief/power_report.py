"""Power under a rule as a page: indices, decisiveness, the sets that win or block."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from foedus.brief.evidence import guard_rail
from foedus.brief.exact import LONGEST, cut, decimals, whole
from foedus.brief.findings import sentence
from foedus.brief.language import UNKNOWN, Language
from foedus.brief.record_lines import named, rule_line, rule_notes, stamp_line
from foedus.brief.report import Cell, Column, Grid, Lines, Look, Report, Section
from foedus.brief.state_names import state
from foedus.decide.rule import Rule
from foedus.errors import Finding
from foedus.results.power import Power, Published, Sets

_EXAMPLES = 5
_DIGITS = 4
_READABLE = 10**LONGEST
_LEAST_PERCENT = Fraction(1, 10_000)


def power_report(
    power: Power,
    language: Language,
    *,
    rule: Rule | None = None,
    findings: Sequence[Finding] = (),
) -> Report:
    """Return the power of the members under a rule as a page.

    Parameters
    ----------
    power : Power
    language : Language
    rule : Rule, optional
        For its name in words and its note; without it, its key stands.
    findings : sequence of Finding
        Warnings, which become notes.

    Returns
    -------
    Report
    """
    text = language.text
    name = language.own(rule.names) if rule and rule.names else power.rule
    weights = power.weights.rstrip(".") or text("view.power.alike")
    return Report(
        language.code,
        text("view.power.title", rule=name),
        rule_line(power.rule, power.cites, rule, language),
        tuple(_facts(power, language)),
        tuple(_sections(power, language)),
        (*(Cell(sentence(one, language)) for one in findings), *rule_notes(rule, language)),
        text("view.sources"),
        (),
        guard_rail(language),
        (text("view.power.evidence", weights=weights), stamp_line(power.stamp, language)),
    )


def _facts(power: Power, language: Language) -> Iterator[Cell]:
    yield Cell(language.count("view.decide.members", len(power.members)))
    yield Cell(language.text("view.power.decisiveness", share=_chance(power, language)))
    yield Cell(language.text("view.power.method", method=named(language, "method", power.method)))


def _chance(power: Power, language: Language) -> str:
    """Return the decisiveness in percent, or as one in so many where that would print as 0."""
    share = power.decisiveness
    if share >= _LEAST_PERCENT or not share:
        return language.percent(float(share), 2)
    return language.text("view.power.one-in", n=_one_in(1 / share, language))


def _one_in(odds: Fraction, language: Language) -> str:
    """Return the odds as they are; where they are no whole number, to the nearest."""
    if odds.denominator == 1 or odds > _READABLE:
        return whole(round(odds), language)
    return language.text("view.power.nearly", n=whole(round(odds), language))


def _index(value: Fraction, language: Language) -> str:
    least = Fraction(1, 10**_DIGITS)
    if 0 < value < least / 2:
        return language.text("view.power.below", n=language.number(float(least), _DIGITS))
    return language.number(float(value), _DIGITS)


def _sections(power: Power, language: Language) -> Iterator[Section]:
    yield Section(language.text("view.power.indices"), (_indices(power, language),))
    yield _sets("winning", power.winning, power.members, language)
    yield _sets("blocking", power.blocking, power.members, language)
    if power.published:
        yield _published(power, language)


def _indices(power: Power, language: Language) -> Grid:
    figures = ("shapley-shubik", "banzhaf", "banzhaf-absolute")
    columns = (
        Column(language.text("view.column.member")),
        *(Column(language.text(f"view.column.{name}"), "n") for name in figures),
    )
    names = {member: state(member, power.members, language) for member in power.members}
    order = sorted(
        power.members, key=lambda m: (-power.shapley_shubik[m], language.order(names[m]))
    )
    rows = tuple(
        (
            Cell(names[member]),
            Cell(_index(power.shapley_shubik[member], language)),
            Cell(_index(power.banzhaf[member], language)),
            Cell(_index(power.banzhaf_absolute[member], language)),
        )
        for member in order
    )
    return Grid("", columns, rows)


def _sets(kind: str, sets: Sets, members: Sequence[str], language: Language) -> Section:
    number = whole(sets.number, language) if sets.number is not None else UNKNOWN
    intro = language.count(f"view.power.{kind}-intro", sets.least, number=number, least=sets.least)
    rows = tuple(Cell(_together(one, members, language)) for one in sets.examples[:_EXAMPLES])
    left_out = len(sets.examples) - len(rows)
    more = language.count("view.power.more-examples", left_out) if left_out > 0 else ""
    return Section(language.text(f"view.power.{kind}"), (Lines(rows, more=more),), intro)


def _together(some: Sequence[str], members: Sequence[str], language: Language) -> str:
    return language.join(sorted((state(m, members, language) for m in some), key=language.order))


def _published(power: Power, language: Language) -> Section:
    """Return a line for each published column, and a table of the values that differ."""
    lines = Lines(tuple(_column(one, language) for one in power.published))
    headings = ("member", "printed", "exact")
    looks: tuple[Look, ...] = ("", "n", "n")
    columns = tuple(
        Column(language.text(f"view.column.{heading}"), look)
        for heading, look in zip(headings, looks, strict=True)
    )
    tables = tuple(
        Grid(one.column, columns, tuple(_wrong(one, power, language)))
        for one in power.published
        if not one.agrees
    )
    return Section(language.text("view.power.published"), (lines, *tables))


def _column(one: Published, language: Language) -> Cell:
    index = language.text(f"view.column.{one.index.replace('_', '-')}")
    if one.agrees:
        return Cell(language.text("view.power.agrees", column=one.column, index=index))
    number = len(one.wrong)
    said = language.count("view.power.wrong", number, column=one.column, index=index)
    return Cell(said, language.text("view.mark.differs"), "alert")


def _wrong(one: Published, power: Power, language: Language) -> Iterator[tuple[Cell, ...]]:
    exact = getattr(power, one.index)
    names = {member: state(member, power.members, language) for member in one.wrong}
    for member in sorted(one.wrong, key=lambda m: language.order(names[m])):
        printed = Fraction(repr(one.wrong[member][0]))
        yield (
            Cell(names[member]),
            Cell(language.number(one.wrong[member][0], decimals(printed))),
            Cell(cut(exact.get(member, Fraction(one.wrong[member][1])), printed, language)),
        )
