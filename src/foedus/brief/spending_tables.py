"""The tables of the page on spending: members, years, terms of office, the path."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from foedus.brief.language import UNKNOWN, Language
from foedus.brief.record_lines import RecordWords
from foedus.brief.report import Cell, Column, Grid
from foedus.brief.spending_words import (
    bare,
    basis_words,
    guideline_words,
    level_words,
    money_words,
    points,
    signed,
)
from foedus.results.record import Evidence
from foedus.results.spending import (
    Count,
    GuidelineLine,
    Path,
    Recomputed,
    Scope,
    Spending,
    TermLine,
    Total,
)

Named = Callable[[str, Evidence], Cell]
"""A name of a row with its mark."""


def members_grid(spending: Spending, words: RecordWords) -> Grid:
    """Return the members from the largest share down, each with its gap."""
    language = words.language
    order = sorted(spending.guideline, key=lambda line: (-line.share, line.party))
    share = guideline_words(spending.aims[0], language)
    columns = (
        Column(language.text("defence.column.member")),
        *_figures(language, "printed", "recomputed"),
        Column(language.text("defence.column.meets", share=share)),
        *_figures(language, "gap-share"),
        Column(language.text("defence.column.gap-amount", unit=_million(order, language)), "n"),
    )
    named = _named([line.evidence for line in order], words)
    return _filled(Grid("", columns, tuple(_member(line, named, language) for line in order)))


def _filled(grid: Grid) -> Grid:
    """Return a grid without the columns in which nothing is known; the first one names the rows."""
    kept = [0] + [
        place
        for place in range(1, len(grid.columns))
        if any(row[place].text not in {"", UNKNOWN} for row in grid.rows)
    ]
    if len(kept) == 1:
        return replace(grid, rows=())
    columns = tuple(grid.columns[place] for place in kept)
    return replace(
        grid, columns=columns, rows=tuple(tuple(row[place] for place in kept) for row in grid.rows)
    )


def equipment_grid(spending: Spending, words: RecordWords) -> Grid:
    """Return the real change and the share of equipment, in the order of the members' shares."""
    language = words.language
    shares = {line.party: line.share for line in spending.guideline}
    changes = {one.party: one for one in spending.recomputed if _is_change(one, spending)}
    equipment = {line.party: line for line in spending.equipment}
    shown = {party for party in (*changes, *equipment) if party in shares or not shares}
    order = sorted(shown, key=lambda party: (-shares.get(party, 0.0), party))
    share, unit = (
        guideline_words(spending.aims[-1], language),
        _million(spending.equipment, language),
    )
    columns = (
        Column(language.text("defence.column.member")),
        *_figures(language, "real-change", "equipment"),
        Column(language.text("defence.column.equipment-gap", share=share, unit=unit), "n"),
    )
    basis = next((line.basis for line in spending.equipment), None)
    caption = language.text("defence.caption.change")
    if basis is not None:
        caption = language.text("defence.caption.equipment", basis=basis_words(basis, language))
    rows = tuple(_equipped(p, changes.get(p), equipment.get(p), words) for p in order)
    return _filled(Grid(caption, columns, rows))


def _equipped(
    party: str, change: Recomputed | None, line: GuidelineLine | None, words: RecordWords
) -> tuple[Cell, ...]:
    language = words.language
    real = change.recomputed if change else None
    rests_on = line or change
    name = language.party(party)
    return (
        replace(words.cell(name, rests_on.evidence), source=0) if rests_on else Cell(name),
        Cell(signed(language.number(real, 1), real)),
        Cell(language.number(100 * line.share if line else None, 1)),
        Cell(language.number(line.gap_amount if line else None, 0)),
    )


def _million(lines: Sequence[GuidelineLine], language: Language) -> str:
    currency = next((line.currency for line in lines if line.currency), "")
    return money_words("million", currency, language)


def _named(rests_on: Sequence[Evidence], words: RecordWords) -> Named:
    """Return how a row's name is written: with its source where the rows have several."""
    if len({one.source for one in rests_on}) > 1:
        return lambda text, evidence: words.cell(text, evidence)
    return lambda text, evidence: replace(words.cell(text, evidence), source=0)


def _figures(language: Language, *names: str) -> tuple[Column, ...]:
    return tuple(Column(language.text(f"defence.column.{name}"), "n") for name in names)


def _is_change(one: Recomputed, spending: Spending) -> bool:
    return (one.measure, one.year) == ("real_change", spending.year)


def _member(line: GuidelineLine, named: Named, language: Language) -> tuple[Cell, ...]:
    return (
        named(language.party(line.party), line.evidence),
        Cell(points(_percent(line.printed), language, estimate=line.estimate)),
        Cell(points(_percent(line.recomputed), language, estimate=line.estimate)),
        Cell(language.text(f"defence.met.{_met(line)}")),
        Cell(language.number(100 * line.gap_share, 2)),
        Cell(language.number(line.gap_amount, 0)),
    )


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share


def _met(line: GuidelineLine) -> str:
    """Return how a member meets the guideline: where the two readings differ, by which."""
    printed, again = line.met_as_printed, line.met_recomputed
    if printed is None or again is None or printed == again:
        return "yes" if (again if printed is None else printed) else "no"
    return "printed-only" if printed else "recomputed-only"


def years_grid(spending: Spending, words: RecordWords) -> Grid:
    """Return a row a year: who meets the guideline, and the totals on the basis of the shares."""
    language = words.language
    names = ("members", "met", "total", "total-share", "without-usa", "total-share")
    columns = (Column(language.text("defence.column.year")), *_figures(language, *names))
    totals = {(t.year, t.scope, t.measure): t for t in spending.totals if t.basis == spending.basis}
    counts = share_counts(spending)
    return _filled(
        Grid(
            "", columns, tuple(_year(count, totals, readings(counts), language) for count in counts)
        )
    )


def share_counts(spending: Spending) -> list[Count]:
    """Return how many members meet the share of gross domestic product, by year."""
    return [count for count in spending.counts if count.measure == "share_of_gdp"]


def readings(counts: Sequence[Count]) -> list[str]:
    """Return the readings of the shares that are known of any year: printed, recomputed."""
    names = ("printed", "recomputed")
    return [name for name in names if any(getattr(c, name) is not None for c in counts)]


def _year(
    count: Count,
    totals: Mapping[tuple[int, Scope, str], Total],
    read: Sequence[str],
    language: Language,
) -> tuple[Cell, ...]:
    known = (getattr(count, name) for name in read)
    met = [UNKNOWN if n is None else str(n) for n in known]
    scopes: tuple[Scope, ...] = ("all", "without-USA")
    sums = (
        totals.get((count.year, scope, measure))
        for scope in scopes
        for measure in ("expenditure", "share_of_gdp")
    )
    return (
        Cell(f"{count.year}{'e' if count.estimate else ''}"),
        Cell(f"{count.members} ({count.known})"),
        Cell(" / ".join(met)),
        *(Cell(bare(one.amount, one.unit, language) if one else UNKNOWN) for one in sums),
    )


def level_grid(lines: Sequence[TermLine], words: RecordWords) -> Grid:
    """Return the levels of a term, a row a measure: on taking office and on leaving."""
    language = words.language
    columns = (
        Column(language.text("defence.column.what")),
        *_figures(language, "taking", "first", "leaving", "last"),
    )
    named = _named([line.evidence for line in lines], words)
    rows = tuple(
        (
            named(_of_whom(line, language), line.evidence),
            *(
                Cell(level_words(level, line.unit, language))
                for level in (line.before, line.first, line.last, line.leaving)
            ),
        )
        for line in lines
    )
    return _filled(Grid("", columns, rows))


def change_grid(lines: Sequence[TermLine], words: RecordWords) -> Grid:
    """Return the changes over a term, a row a measure; none where no change is known."""
    language = words.language
    columns = (
        Column(language.text("defence.column.what")),
        *_figures(language, "between", "change", "same"),
    )
    known = [line for line in lines if line.change is not None]
    return _filled(Grid("", columns, tuple(_changes(line, words) for line in known)))


def _changes(line: TermLine, words: RecordWords) -> tuple[Cell, ...]:
    language = words.language
    start = line.before or line.first
    years = [str(level.year) if level else UNKNOWN for level in (start, line.last)]
    same = UNKNOWN if line.party else _change(line.same_change, line.same_relative, line, language)
    return (
        replace(words.cell(_of_whom(line, language), line.evidence), source=0),
        Cell(language.text("defence.between", first=years[0], last=years[1])),
        Cell(_change(line.change, line.relative, line, language)),
        Cell(same),
    )


def _of_whom(line: TermLine, language: Language) -> str:
    who = language.party(line.party) if line.party else language.text(f"defence.scope.{line.scope}")
    currency = line.unit.partition(" ")[2]
    unit = money_words("billion", currency, language)
    measure = language.text(f"defence.measure.{line.measure}", unit=unit)
    return language.text("defence.member-level", who=who, measure=measure)


def _change(
    change: float | None, relative: float | None, line: TermLine, language: Language
) -> str:
    if change is None:
        return UNKNOWN
    amount = signed(bare(change, line.unit, language), change)
    if relative is None:
        return amount
    share = signed(language.percent(relative, 1), relative)
    return language.text("defence.relative", amount=amount, share=share)


def path_grid(paths: Sequence[Path], words: RecordWords) -> Grid:
    """Return the steady growth a member needs, the largest first; all members stand first."""
    language, first = words.language, paths[0]
    columns = (
        Column(language.text("defence.column.member")),
        Column(language.text("defence.column.spent", year=first.year), "n"),
        *_figures(language, "rate"),
        Column(language.text("defence.column.in-year", year=first.by), "n"),
        Column(language.text("defence.column.more", year=first.year), "n"),
    )
    order = sorted(paths, key=lambda path: (path.party is not None, -path.rate, path.party or ""))
    return Grid("", columns, tuple(_path(path, language) for path in order))


def _path(path: Path, language: Language) -> tuple[Cell, ...]:
    who = language.party(path.party) if path.party else language.text("defence.scope.all")
    target = path.amounts[-1][1]
    return (
        Cell(who),
        Cell(language.number(path.spent, 0)),
        Cell(language.percent(path.rate, 1), language.text("view.mark.assumed"), "assumed"),
        Cell(language.number(target, 0)),
        Cell(signed(language.number(target - path.spent, 0), target - path.spent)),
    )
