"""A succession as a page: who holds an office, who comes next, where the members stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

from foedus.brief.evidence import guard_rail
from foedus.brief.language import UNKNOWN, Language
from foedus.brief.record_lines import RecordWords, named
from foedus.brief.report import Cell, Column, Grid, Lines, Look, Report, Section, numbered
from foedus.results.record import (
    Consultation,
    DecisionLine,
    Evidence,
    Nomination,
    SourceLine,
    Succession,
    Term,
)


def succession_report(
    succession: Succession, language: Language, *, sources: tuple[SourceLine, ...] = ()
) -> Report:
    """Return a succession as a page.

    Parameters
    ----------
    succession : Succession
    language : Language
    sources : tuple of SourceLine
        The case's sources; those that a line names are listed.

    Returns
    -------
    Report
    """
    rests_on = _evidence(succession)
    used = {evidence.source for evidence in rests_on}
    words = RecordWords(language, tuple(line for line in sources if line.source in used))
    assumed = sum(evidence.basis != "sourced" for evidence in rests_on)
    report = Report(
        language.code,
        language.text(
            "view.succession.title",
            office=office_name(succession.office, language),
            day=language.date(succession.at),
        ),
        language.text("view.known-on", day=language.date(succession.at)),
        tuple(office_facts(succession, words)),
        tuple(nomination_sections(succession.nominations, words)),
        words.notes(succession.findings),
        language.text("view.sources"),
        words.source_texts(),
        guard_rail(language),
        words.footer(succession.stamp, assumed=assumed, lines=len(rests_on)),
    )
    return numbered(report)


def office_name(office: str, language: Language) -> str:
    """Return an office by name, else by its key."""
    return named(language, "office", office)


def office_facts(succession: Succession, words: RecordWords) -> Iterator[Cell]:
    """Yield who holds the office, who comes next, by which decision, and what is under way."""
    language = words.language
    office = office_name(succession.office, language) + language.text("view.colon")
    if succession.holder is None:
        yield Cell(named(language, "succession", succession.state), strong=office)
    else:
        yield term_cell(succession.holder, words, strong=office, verb="since")
    if succession.successor is not None:
        heading = language.text("view.successor")
        yield term_cell(succession.successor, words, strong=heading, verb="from")
    if succession.decision is not None:
        yield _decided(succession.decision, words)
    if succession.state == "nominations":
        yield Cell(language.text("view.succession.nominations"))


def term_cell(
    term: Term, words: RecordWords, *, strong: str, verb: Literal["since", "from"]
) -> Cell:
    """Return a person with its party and its time in office."""
    language = words.language
    party = f" ({language.party(term.party)})" if term.party else ""
    said = language.text(f"view.{verb}", person=term.person + party, day=language.date(term.since))
    if term.until is not None:
        said += language.text("view.until", day=last_day(term.until, language))
    if term.extensions:
        said += language.count("view.extended", len(term.extensions))
    return words.cell(said, term.evidence, strong=strong)


def last_day(until: date | None, language: Language) -> str:
    """Return the last day of a term in words: the one before the first that it no longer covers."""
    return language.date(until - timedelta(days=1) if until else None)


def extensions(term: Term, language: Language) -> str:
    """Return the extensions of a term: announced when, until when."""
    return language.text("view.separator").join(
        _extension(announced, until, language) for announced, _, until in term.extensions
    )


def _extension(announced: date | None, until: date | None, language: Language) -> str:
    if until is None:
        return language.text("view.extension.open", announced=language.date(announced))
    if announced is None:
        return language.text("view.extension.undated", until=last_day(until, language))
    days = {"announced": language.date(announced), "until": last_day(until, language)}
    return language.text("view.extension", **days)


def _decided(decision: DecisionLine, words: RecordWords) -> Cell:
    language = words.language
    body = language.own(decision.body_name) if decision.body_name else decision.body
    said = language.text(
        "view.decided",
        body=body,
        day=language.date(decision.date),
        outcome=named(language, "outcome", decision.outcome),
        subject=language.own(decision.subject),
    )
    return words.cell(said, decision.evidence, strong=language.text("view.decision-heading"))


def nomination_sections(nominations: Sequence[Nomination], words: RecordWords) -> Iterator[Section]:
    """Yield a section a nomination: the counts, who has declared, and who has not."""
    for nomination in nominations:
        yield _nomination(nomination, words)


def _nomination(nomination: Nomination, words: RecordWords) -> Section:
    language = words.language
    party = f" ({language.party(nomination.party)})" if nomination.party else ""
    heading = language.text("view.nomination", person=nomination.person + party)
    state = named(language, "nomination", nomination.state)
    if nomination.state == "withdrawn" and nomination.until is not None:
        state = f"{state} ({language.date(nomination.until)})"
    counts = language.text(
        "view.nomination.counts",
        state=state,
        day=language.date(nomination.date),
        supports=nomination.supports,
        holds=nomination.holds,
        open=nomination.not_declared,
    )
    fact = words.cell(counts, nomination.evidence)
    return Section(heading, (Lines((fact,), "facts"), *_stances(nomination, words)))


def standing_sections(nominations: Sequence[Nomination], words: RecordWords) -> Iterator[Section]:
    """Yield a section a nomination with a line a stance, for a page that has little room."""
    for nomination in nominations:
        section = _nomination(nomination, words)
        by_stance: dict[str, list[Consultation]] = {}
        for row in sorted(
            nomination.consultations,
            key=lambda c: words.language.order(words.language.party(c.party)),
        ):
            by_stance.setdefault(row.stance, []).append(row)
        rows = tuple(
            Cell(_named_members(by_stance[stance], words), strong=_stance(stance, words))
            for stance in ("supports", "holds", "not_declared")
            if stance in by_stance
        )
        yield replace(section, parts=(section.parts[0], Lines(rows, "facts")))


def _stance(stance: str, words: RecordWords) -> str:
    return named(words.language, "stance", stance) + words.language.text("view.colon")


def _named_members(rows: Sequence[Consultation], words: RecordWords) -> str:
    """Return members by name, the mark of an assumed position beside the name."""
    mark = f" ({words.language.text('view.mark.position')})"
    return ", ".join(
        words.language.party(row.party)
        + (mark if row.stance != "not_declared" and row.evidence.basis != "sourced" else "")
        for row in rows
    )


def _stances(nomination: Nomination, words: RecordWords) -> Iterator[Grid | Lines]:
    language = words.language
    declared = [c for c in nomination.consultations if c.stance != "not_declared"]
    silent = [c for c in nomination.consultations if c.stance == "not_declared"]
    looks: dict[str, Look] = {"member": "", "stance": "", "date": "when", "conditions": ""}
    columns = tuple(Column(language.text(f"view.column.{n}"), look) for n, look in looks.items())
    order = sorted(
        declared, key=lambda c: (c.date is None, c.date, language.order(language.party(c.party)))
    )
    yield Grid("", columns, tuple(_consultation(c, words) for c in order))
    if silent:
        parties = language.parties(c.party for c in silent)
        yield Lines((Cell(parties, strong=_stance("not_declared", words)),), "facts")


def _consultation(row: Consultation, words: RecordWords) -> tuple[Cell, ...]:
    language = words.language
    return (
        words.cell(language.party(row.party), row.evidence, mark="position"),
        Cell(named(language, "stance", row.stance)),
        Cell(language.date(row.date)),
        Cell(row.conditions or UNKNOWN),
    )


def _evidence(succession: Succession) -> list[Evidence]:
    """Return the evidence of each line that the page shows."""
    lines = [
        line.evidence
        for line in (succession.holder, succession.successor, succession.decision)
        if line is not None
    ]
    for nomination in succession.nominations:
        lines.append(nomination.evidence)
        lines.extend(
            row.evidence for row in nomination.consultations if row.stance != "not_declared"
        )
    return lines
