"""A verdict as a page: adopted or not, why, and the least change that would turn it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from fractions import Fraction

from foedus.brief.evidence import guard_rail
from foedus.brief.exact import counted
from foedus.brief.language import UNKNOWN, Language
from foedus.brief.record_lines import named, rule_line, rule_notes, stamp_line
from foedus.brief.report import Cell, Column, Grid, Lines, Report, Section
from foedus.decide.rule import Rule
from foedus.results.verdict import ActCounted, Change, Reached, Turn, Verdict

_SHARES = {"share", "population"}
_TURNS = 5
"""So many least changes are shown; --json has ten."""


def verdict_report(verdict: Verdict, language: Language, *, rule: Rule | None = None) -> Report:
    """Return a verdict as a page.

    Parameters
    ----------
    verdict : Verdict
    language : Language
    rule : Rule, optional
        For its name in words and its note; without it, its key stands.

    Returns
    -------
    Report
    """
    text = language.text
    result = "adopted" if verdict.adopted else "not-adopted"
    return Report(
        language.code,
        text(f"view.decide.{result}"),
        rule_line(verdict.rule, verdict.cites, rule, language),
        tuple(_facts(verdict, language)),
        tuple(_sections(verdict, language)),
        rule_notes(rule, language),
        text("view.sources"),
        (),
        guard_rail(language),
        (text("view.decide.evidence"), stamp_line(verdict.stamp, language)),
    )


def _facts(verdict: Verdict, language: Language) -> Iterator[Cell]:
    yield Cell(language.count("view.decide.members", len(verdict.members)))
    if not any(act.effect == "counted" for act in verdict.acts):
        key = "consented" if verdict.adopted else "nobody-acted"
        yield Cell("", strong=language.text(f"view.decide.{key}"))
    if verdict.deemed:
        yield Cell(language.text("view.decide.deemed"))


def _sections(verdict: Verdict, language: Language) -> Iterator[Section]:
    text = language.text
    headings = ("condition", "required", "reached", "met")
    columns = tuple(Column(text(f"view.column.{name}")) for name in headings)
    rows = tuple(_rows(verdict.conditions, verdict, language, 0))
    yield Section(text("view.decide.why"), (Grid("", columns, rows),))
    yield _turns(verdict, language)
    yield _acts(verdict, language)


def _rows(
    conditions: tuple[Reached, ...], verdict: Verdict, language: Language, depth: int
) -> Iterator[tuple[Cell, ...]]:
    for condition in conditions:
        met = language.text("answer.yes" if condition.met else "answer.no")
        yield (
            Cell("– " * depth + _condition(condition, language)),
            Cell(_required(condition, language)),
            Cell(_reached(condition, verdict, language)),
            Cell(met),
        )
        yield from _rows(condition.parts, verdict, language, depth + 1)


def _condition(condition: Reached, language: Language) -> str:
    key = f"view.condition.{condition.condition}"
    of = f"{key}.{condition.of}"
    return language.text(of if condition.of and language.has(of) else key)


def _is_share(condition: Reached) -> bool:
    return condition.condition in _SHARES or bool(condition.of)


def _required(condition: Reached, language: Language) -> str:
    if condition.required is None:
        return ""
    figure = _figure(condition, condition.required, language)
    return language.text(f"view.bound.{condition.bound}", value=figure)


def _reached(condition: Reached, verdict: Verdict, language: Language) -> str:
    if condition.reached is None:
        return "" if condition.parts else UNKNOWN
    figure = _figure(condition, condition.reached, language)
    if condition.condition == "no_objection":
        return _with_names(figure, condition, language)
    base = _base(condition, verdict)
    if not _is_share(condition) or base is None:
        return figure
    counted = language.text("view.decide.of", n=len(condition.members), base=base)
    return f"{figure} ({counted})"


def _figure(condition: Reached, value: Fraction, language: Language) -> str:
    if not _is_share(condition):
        return language.number(float(value), None if value.denominator > 1 else 0)
    other = condition.reached if value is condition.required else condition.required
    return percent(value, other, language)


def percent(value: Fraction, beside: Fraction | None, language: Language) -> str:
    """Return a share with one decimal at most, or as many as tell it from ``beside``.

    Examples
    --------
    >>> percent(Fraction(15, 27), Fraction(55, 100), Language("en"))
    '55.6%'
    >>> percent(Fraction("0.64999"), Fraction("0.65"), Language("en"))
    '64.999%'
    """
    other = None if beside == value else beside
    digits = next((n for n in range(1, 7) if _rounded(value, n) != _rounded(other, n)), 7)
    shown = _rounded(value, digits) or Fraction(0)
    places = next(n for n in range(digits + 1) if round(shown, n) == shown)
    return language.percent(float(shown / 100), places)


def _rounded(share: Fraction | None, digits: int) -> Fraction | None:
    return None if share is None else Fraction(round(share * 100, digits))


def _with_names(figure: str, condition: Reached, language: Language) -> str:
    return f"{figure} ({language.parties(condition.members)})" if condition.members else figure


def _base(condition: Reached, verdict: Verdict) -> int | None:
    """Return how many members the share of a count is taken of; None for a weighted share."""
    if condition.condition not in {"share", "quorum"}:
        return None
    if condition.of == "members":
        return len(verdict.members)
    if not condition.reached:
        return None
    base = len(condition.members) / condition.reached
    return int(base) if base.denominator == 1 else None


def _turns(verdict: Verdict, language: Language) -> Section:
    heading = language.text("view.decide.turns")
    if not verdict.turns_if:
        said = "nothing-turns" if verdict.turns == 0 else "turns-unknown"
        return Section(heading, (), language.text(f"view.decide.{said}"))
    size = len(verdict.turns_if[0].changes)
    to = "not-adopted" if verdict.adopted else "adopted"
    intro = language.count(f"view.decide.turns-to-{to}", size)
    ordered = sorted(verdict.turns_if, key=lambda turn: _names(turn.changes, language))
    rows = tuple(Cell(_turn(turn, language)) for turn in ordered[:_TURNS])
    left_out = max(verdict.turns, len(verdict.turns_if)) - len(rows)
    key = "more-turns" if verdict.turns >= 0 else "more-turns-at-least"
    key += "-members" if size == 1 else ""
    more = counted(f"view.decide.{key}", left_out, language) if left_out > 0 else ""
    return Section(heading, (Lines(rows, more=more),), intro)


def _names(changes: Sequence[Change], language: Language) -> list[str]:
    return [language.order(language.party(change.member)) for change in changes]


def _turn(turn: Turn, language: Language) -> str:
    """Return a set of changes, the members that change alike in one list."""
    alike: dict[tuple[str, str], list[str]] = {}
    for change in turn.changes:
        alike.setdefault((change.was, change.becomes), []).append(change.member)
    return language.text("view.separator").join(
        language.text(
            "view.decide.change",
            members=language.parties(members),
            was=named(language, "act", was),
            becomes=named(language, "act", becomes),
        )
        for (was, becomes), members in alike.items()
    )


def _acts(verdict: Verdict, language: Language) -> Section:
    text = language.text
    names = ("member", "act", "received", "effect", "reason")
    columns = tuple(Column(text(f"view.column.{name}")) for name in names)
    ordered = sorted(
        verdict.acts, key=lambda act: (act.at, language.order(language.party(act.member)))
    )
    rows = tuple(_act(act, language) for act in ordered)
    silent = sorted(set(verdict.members) - {act.member for act in verdict.acts})
    said = text("view.decide.no-act", members=language.parties(silent)) if silent else ""
    return Section(text("view.decide.acts"), (Grid("", columns, rows),), said)


def _act(act: ActCounted, language: Language) -> tuple[Cell, ...]:
    at = datetime.fromisoformat(act.at)
    return (
        Cell(language.party(act.member)),
        Cell(named(language, "act", act.act)),
        Cell(language.instant(at)),
        Cell(named(language, "effect", act.effect)),
        Cell(act.reason or UNKNOWN),
    )
