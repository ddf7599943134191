"""Levels on taking and on leaving an office: levels only, nothing is said of causes.

A level on taking office is that of the last full calendar year before; one on leaving is that of
the last full calendar year in office. So what one leaves is what the next finds. The year of
taking office and that of leaving stand beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from foedus.case.spelling import nearest
from foedus.errors import Finding, InputError
from foedus.results.record import Evidence
from foedus.results.spending import Level, TermLine
from foedus.spending.known import Known, Row
from foedus.spending.series import Series


@dataclass(frozen=True)
class Period:
    """A time in office that is named by its days.

    Parameters
    ----------
    since : date
    until : date
        First day on which it no longer holds.
    party : str, optional
        Whose figures are wanted; None: all members together.
    name : str
    """

    since: date
    until: date
    party: str | None = None
    name: str = ""


@dataclass(frozen=True)
class Held:
    """A person's time in an office; rows of one person that follow each other are joined."""

    office: str
    person: str
    party: str | None
    since: date
    until: date | None
    evidence: Evidence | None


def held(known: Known, office: str | None, parties: Iterable[str]) -> tuple[Held, ...]:
    """Return the terms known, by office and first day.

    The figures of an office are those of all members, but where its name ends with the code of
    its holder's party (``president-usa`` of a holder from ``USA``) those of that party.

    Raises
    ------
    InputError
        ``spending.unknown-office``.
    """
    offices = list(dict.fromkeys(row["office"] for row in known.terms))
    if office is not None and office not in offices:
        details = {"nearest": nearest(office, offices, cutoff=0.0) or "–"}
        fault = Finding(
            "fault", "spending.unknown-office", "terms", None, "office", office, details
        )
        raise InputError([fault])
    wanted = offices if office is None else [office]
    codes = frozenset(parties)
    return tuple(term for name in wanted for term in _joined(known, name, codes))


def _joined(known: Known, office: str, parties: frozenset[str]) -> Iterator[Held]:
    rows = sorted((r for r in known.terms if r["office"] == office), key=lambda r: r["from"])
    groups: list[list[Row]] = []
    for row in rows:
        if groups and _follows(groups[-1][-1], row):
            groups[-1].append(row)
        else:
            groups.append([row])
    for place, group in enumerate(groups):
        following = groups[place + 1][0]["from"] if place + 1 < len(groups) else None
        first, until = group[0], group[-1]["until"] or following
        party = _whose(office, first["party"], parties)
        evidence = known.evidence(*group)
        yield Held(office, first["person"], party, first["from"], until, evidence)


def _follows(row: Row, later: Row) -> bool:
    same = row["person"] == later["person"]
    return bool(same and (row["until"] is None or later["from"] <= row["until"]))


def _whose(office: str, party: str | None, parties: frozenset[str]) -> str | None:
    own = party if party in parties else None
    return own if own and office.casefold().endswith(f"-{own.casefold()}") else None


def term_lines(term: Held, at: date, series: Sequence[Series]) -> tuple[TermLine, ...]:
    """Return the levels of a term, a line a measure; none where no level is known.

    Parameters
    ----------
    term : Held
    at : date
        The day: a year that has not ended by then is no full year in office.
    series : sequence of Series
        Of the party, or of all members.
    """
    lines = (_line(term, at, one) for one in series)
    return tuple(line for line in lines if line is not None)


def _line(term: Held, at: date, series: Series) -> TermLine | None:
    since, ended = term.since, term.until is not None and term.until <= at
    before, first = series.level(since.year - 1), series.level(since.year)
    last = _last(term, at, series)
    leaving = series.level(term.until.year) if ended and term.until else None
    if not any((before, first, last, leaving)):
        return None
    start = before or first
    line = TermLine(
        office=term.office,
        person=term.person,
        party=term.party,
        scope=series.scope,
        since=since,
        until=term.until,
        measure=series.measure,
        basis=series.basis,
        release=series.release,
        unit=series.unit,
        before=before,
        first=first,
        last=last,
        leaving=leaving,
        at_start=start.amount if start else None,
        at_end=last.amount if last else None,
        change=None,
        relative=None,
        same_members=0,
        same_change=None,
        same_relative=None,
        evidence=series.evidence,
        term_evidence=term.evidence,
    )
    return line if start is None or last is None else _changed(line, series, start, last)


def _last(term: Held, at: date, series: Series) -> Level | None:
    """Return the level of the last full calendar year in office that has ended by the day."""
    ended = term.until if term.until is not None and term.until <= at else at
    first_full = term.since.year + (term.since > date(term.since.year, 1, 1))
    years = range(ended.year - 1, first_full - 1, -1)
    if term.until is not None and term.until <= at:
        years = years[:1]
    return next((level for level in map(series.level, years) if level is not None), None)


def _changed(line: TermLine, series: Series, start: Level, last: Level) -> TermLine:
    same = series.same(start.year, last.year)
    small, large = (series.over(same, year) for year in (start.year, last.year))
    return replace(
        line,
        change=last.amount - start.amount,
        relative=_relative(series, start.amount, last.amount),
        same_members=len(same),
        same_change=None if small is None or large is None else large - small,
        same_relative=_relative(series, small, large),
    )


def _relative(series: Series, start: float | None, end: float | None) -> float | None:
    if series.unit == "percent" or start is None or end is None or start <= 0:
        return None
    return end / start - 1


def no_year_before(lines: Sequence[TermLine]) -> tuple[Finding, ...]:
    """Return a warning for each term whose first year stands in for the year before."""
    found = {
        (line.person, line.first.year): line
        for line in lines
        if line.before is None and line.first is not None
    }
    return tuple(
        Finding(
            "warning", "spending.no-year-before", "spending", None, None, person,
            {"year": str(year), "before": str(year - 1), "release": line.release},
        )
        for (person, year), line in found.items()
    )  # fmt: skip
