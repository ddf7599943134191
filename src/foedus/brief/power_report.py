"""Power under a rule as a page: indices, decisiveness, the sets that win or block."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from foedus.brief.evidence import guard_rail
from foedus.brief.language import UNKNOWN, Language
from foedus.brief.record_lines import named, rule_line, rule_notes, stamp_line
from foedus.brief.report import Cell, Column, Grid, Lines, Report, Section
from foedus.decide.rule import Rule
from foedus.results.power import Power, Published, Sets

_EXAMPLES = 5
_DIGITS = 4
_LEAST_PERCENT = Fraction(1, 10_000)


def power_report(power: Power, language: Language, *, rule: Rule | None = None) -> Report:
    """Return the power of the members under a rule as a page.

    Parameters
    ----------
    power : Power
    language : Language
    rule : Rule, optional
        For its name in words and its note; without it, its key stands.

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
        rule_notes(rule, language),
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
    return language.text("view.power.one-in", n=language.number(float(1 / share)))


def _index(value: Fraction, language: Language) -> str:
    least = Fraction(1, 10**_DIGITS)
    if 0 < value < least / 2:
        return language.text("view.power.below", n=language.number(float(least), _DIGITS))
    return language.number(float(value), _DIGITS)


def _sections(power: Power, language: Language) -> Iterator[Section]:
    yield Section(language.text("view.power.indices"), (_indices(power, language),))
    yield _sets("winning", power.winning, language)
    yield _sets("blocking", power.blocking, language)
    if power.published:
        rows = tuple(_published(one, language) for one in power.published)
        yield Section(language.text("view.power.published"), (Lines(rows),))


def _indices(power: Power, language: Language) -> Grid:
    figures = ("shapley-shubik", "banzhaf", "banzhaf-absolute")
    columns = (
        Column(language.text("view.column.member")),
        *(Column(language.text(f"view.column.{name}"), "n") for name in figures),
    )
    order = sorted(power.members, key=lambda m: (-power.shapley_shubik[m], language.party(m)))
    rows = tuple(
        (
            Cell(language.party(member)),
            Cell(_index(power.shapley_shubik[member], language)),
            Cell(_index(power.banzhaf[member], language)),
            Cell(_index(power.banzhaf_absolute[member], language)),
        )
        for member in order
    )
    return Grid("", columns, rows)


def _sets(kind: str, sets: Sets, language: Language) -> Section:
    number = language.number(sets.number) if sets.number is not None else UNKNOWN
    intro = language.text(f"view.power.{kind}-intro", number=number, least=sets.least)
    rows = tuple(Cell(language.parties(one)) for one in sets.examples[:_EXAMPLES])
    left_out = len(sets.examples) - len(rows)
    more = language.count("view.power.more-examples", left_out) if left_out > 0 else ""
    return Section(language.text(f"view.power.{kind}"), (Lines(rows, more=more),), intro)


def _published(one: Published, language: Language) -> Cell:
    index = language.text(f"view.column.{one.index.replace('_', '-')}")
    if one.agrees:
        return Cell(language.text("view.power.agrees", column=one.column, index=index))
    differs = language.text("view.separator").join(
        language.text(
            "view.power.differs",
            member=language.party(member),
            printed=_printed(printed, language),
            exact=language.number(exact, _DIGITS),
        )
        for member, (printed, exact) in sorted(one.wrong.items())
    )
    said = language.text("view.power.wrong", column=one.column, index=index, differs=differs)
    return Cell(said, language.text("view.mark.differs"), "alert")


def _printed(value: float, language: Language) -> str:
    return language.number(value, _DIGITS)
