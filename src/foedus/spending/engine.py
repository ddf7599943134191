"""The answer of ``foedus spending``, from one case as it was known on one day."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from foedus.case.model import Case
from foedus.errors import Finding
from foedus.results.aims import aims_on
from foedus.results.record import Evidence
from foedus.results.spending import (
    Aim,
    Count,
    Figure,
    GuidelineLine,
    Path,
    Recomputed,
    Spending,
    TermLine,
    Total,
)
from foedus.results.stamp import stamp_of
from foedus.spending import against, notes, recompute, series, totals
from foedus.spending.asked import Asked, check
from foedus.spending.figures import Figures, choose
from foedus.spending.known import Known
from foedus.spending.members import Members, members_of
from foedus.spending.path import paths, target_year
from foedus.spending.terms import Held, Period, held, no_year_before, term_lines


def spending(
    case: Case,
    *,
    at: date | None = None,
    release: str | None = None,
    body: str | None = None,
    parties: Sequence[str] = (),
    year: int | None = None,
    office: str | None = None,
    period: Period | None = None,
    growth: float = 0.0,
    by: int | None = None,
) -> Spending:
    """Return what members spend on defence: the guideline, the gap, the path, terms of office.

    Parameters
    ----------
    case : Case
    at : date, optional
        The day; only what was known on it is used. The case's own day unless said.
    release : str, optional
        The publisher's release; the latest known on the day unless said, NATO's before those of
        other publishers, since the guideline is set on NATO's definition.
    body : str, optional
        Whose members are counted; ``nato``, else ``nac``, unless said.
    parties : sequence of str
        Whose lines are wanted; all members unless said. Totals and counts are always those of
        all members.
    year : int, optional
        Of the guideline's lines; the last with figures unless said.
    office : str, optional
        Whose terms are wanted; all offices unless said.
    period : Period, optional
        A time in office by its days, in place of the case's terms.
    growth : float
        Assumed real growth of gross domestic product a year (0.015: 1.5 %).
    by : int, optional
        Year by which the guideline is to be reached; its own unless said.

    Returns
    -------
    Spending
        Levels only: no cause is claimed.

    Raises
    ------
    InputError
        All that was asked for and is not there.

    Examples
    --------
    >>> import polars as pl
    >>> from foedus.case.model import Settings
    >>> from foedus.case.schema import TABLES
    >>> tables = {name: pl.DataFrame(schema=table.schema) for name, table in TABLES.items()}
    >>> found = spending(Case(Settings("demo", date(2024, 10, 1)), tables, ""))
    >>> [finding.kind for finding in found.findings]
    ['spending.nothing-known']
    """
    started = time.process_time()
    day = at or case.settings.as_of
    asked = Asked(day, tuple(parties), year, office, period, growth, by)
    known = Known(case, day)
    figures = choose(known, day, release)
    check(asked, figures.years, sorted({row["party"] for row in figures.rows}))
    answer = _Answer(case, known, figures, members_of(known, body, figures.rows), asked)
    options = {"at": day, "release": release, "body": body, **asked.options()}
    return answer.made(started, options)


@dataclass(frozen=True)
class _Parts:
    """What was worked out."""

    recomputed: tuple[Recomputed, ...]
    counts: tuple[Count, ...]
    totals: tuple[Total, ...]
    guideline: tuple[GuidelineLine, ...]
    equipment: tuple[GuidelineLine, ...]
    path: tuple[Path, ...]
    terms: tuple[TermLine, ...]


def _shown(parts: _Parts, basis: str | None) -> Iterator[Evidence]:
    """Yield what each line of a page rests on: members, totals of a year, levels, paths."""
    yield from (line.evidence for line in (*parts.guideline, *parts.equipment))
    for total in parts.totals:
        if total.basis == basis and total.measure in ("expenditure", "share_of_gdp"):
            yield total.evidence
    for term in parts.terms:
        if term.at_start is not None or term.at_end is not None:
            yield term.evidence
    yield from (path.evidence for path in parts.path)


@dataclass(frozen=True)
class _Answer:
    """What an answer is made from."""

    case: Case
    known: Known
    figures: Figures
    members: Members
    asked: Asked

    def made(self, started: float, options: Mapping[str, object]) -> Spending:
        aims = aims_on(self.asked.at)
        year = self.asked.year or next(reversed(self.figures.years), None)
        by = None if year is None else target_year(aims[0], year, self.asked.by)
        parts = self._parts(aims, year, by)
        rows = self._rows()
        figures = [*(row.evidence for row in rows), *(path.evidence for path in parts.path)]
        shown = list(_shown(parts, self.figures.share_basis))
        terms = (line.term_evidence for line in parts.terms)
        keys = [one.source for one in (*figures, *terms) if one is not None]
        # Those of the figures come first: a line that cannot name all names these.
        cited = dict.fromkeys(key for key in keys if key is not None)
        return Spending(
            case=self.case.settings.name,
            title=self.case.settings.title,
            at=self.asked.at,
            body=self.members.body,
            release=self.figures.main,
            basis=self.figures.share_basis,
            year=year,
            aims=aims,
            rows=rows,
            recomputed=tuple(r for r in parts.recomputed if self._wanted(r.party)),
            guideline=parts.guideline,
            equipment=parts.equipment,
            counts=parts.counts,
            totals=parts.totals,
            path=parts.path,
            terms=parts.terms,
            growth=self.asked.growth,
            findings=tuple(self._findings(parts, aims[0], year, by)),
            sources=self.known.sources(cited),
            assumed=sum(one.basis == "assumed" for one in shown),
            lines=len(shown),
            stamp=stamp_of(self.case, started, **options),
        )

    def _parts(self, aims: Sequence[Aim], year: int | None, by: int | None) -> _Parts:
        figures, known, members = self.figures, self.known, self.members
        sums = totals.totals(figures, known, members)
        share, equipment = (self._lines(aim, year) for aim in aims)
        path: tuple[Path, ...] = ()
        if by is not None:
            growth = self.asked.growth
            path = paths(figures, known, share, sums, aims[0], by=by, growth=growth)
        return _Parts(
            recomputed=recompute.recompute(figures, known),
            counts=tuple(c for a in aims for c in against.counts(figures, known, a, members)),
            totals=sums,
            guideline=share,
            equipment=equipment,
            path=path,
            terms=tuple(self._terms(sums)),
        )

    def _lines(self, aim: Aim, year: int | None) -> tuple[GuidelineLine, ...]:
        if year is None:
            return ()
        wanted = sorted(self.asked.parties or self.members.of(year))
        return against.lines(self.figures, self.known, aim, wanted, year)

    def _wanted(self, party: str) -> bool:
        return not self.asked.parties or party in self.asked.parties

    def _rows(self) -> tuple[Figure, ...]:
        names = ("party", "year", "measure", "basis", "release", "amount", "unit", "estimate")
        return tuple(
            Figure(**{name: row[name] for name in names}, evidence=self.known.evidence(row))
            for row in self.figures.rows
            if self._wanted(row["party"])
        )

    def _terms(self, sums: Sequence[Total]) -> Iterator[TermLine]:
        all_members = series.together(self.figures, sums)
        for term in self._held():
            alone = term.party and series.alone(self.figures, self.known, term.party)
            yield from term_lines(term, self.asked.at, alone or all_members)

    def _held(self) -> tuple[Held, ...]:
        period = self.asked.period
        if period is not None:
            return (Held("", period.name, period.party, period.since, period.until, None),)
        return held(self.known, self.asked.office, self.case.tables["parties"]["party"])

    def _findings(
        self, parts: _Parts, aim: Aim, year: int | None, by: int | None
    ) -> Iterator[Finding]:
        yield from notes.of_the_day(self.case, self.asked.at)
        yield from notes.of_later_aims(aims_on(self.asked.at), self.asked.at)
        if year is None or by is None:
            yield notes.nothing_to_compare(self.figures, self.asked.at)
            return
        yield from notes.left_out(self.figures)
        if self.members.body is None:
            yield Finding("warning", "spending.no-memberships", "memberships")
        yield from recompute.differing([r for r in parts.recomputed if self._wanted(r.party)])
        yield from notes.counts_differ(parts.counts, year)
        yield from notes.without_figures(self.figures, self.members, year)
        yield from totals.differing(parts.totals)
        yield from no_year_before(parts.terms)
        yield from notes.of_the_aim(aim, year, self.asked.by, by)
