"""The file that a successor is given."""

from __future__ import annotations

from collections.abc import Iterator

from foedus.brief import desk_lines as desk
from foedus.brief.evidence import guard_rail
from foedus.brief.language import UNKNOWN, Language
from foedus.brief.offices_report import open_lines
from foedus.brief.record_lines import RecordWords
from foedus.brief.report import Cell, Column, Grid, Lines, Report, Section, numbered
from foedus.brief.succession_report import (
    extensions,
    last_day,
    nomination_sections,
    office_facts,
    office_name,
)
from foedus.results.plan import Plan
from foedus.results.record import Handover, StatementLine, Term

_ALL = 60
"""Lines of a list in the file; --json has all."""


def handover_report(handover: Handover, language: Language, *, plan: Plan | None = None) -> Report:
    """Return the hand-over file.

    Parameters
    ----------
    handover : Handover
    language : Language
    plan : Plan, optional
        The run of which the asks are, so that they can be said in full.

    Returns
    -------
    Report
    """
    words = RecordWords(language, handover.sources)
    text = language.text
    title = text(
        "view.handover.title",
        office=office_name(handover.office, language),
        day=language.date(handover.at),
    )
    report = Report(
        language.code,
        title,
        text(
            "view.today.subtitle",
            title=language.own(handover.title) if handover.title else handover.case,
            day=language.date(handover.at),
        ),
        tuple(_facts(handover, words)),
        tuple(_sections(handover, words, plan)),
        words.notes(handover.findings),
        text("view.sources"),
        words.source_texts(),
        guard_rail(language),
        words.footer(handover.stamp, assumed=handover.assumed, lines=handover.lines),
    )
    return numbered(report)


def _facts(handover: Handover, words: RecordWords) -> Iterator[Cell]:
    text = words.language.text
    if handover.hands_over:
        yield Cell(handover.hands_over, strong=text("view.hands-over"))
    if handover.takes_over:
        yield Cell(handover.takes_over, strong=text("view.takes-over"))
    yield from office_facts(handover.succession, words)


def _sections(handover: Handover, words: RecordWords, plan: Plan | None) -> Iterator[Section]:
    language, unknown = words.language, handover.unknown
    pending = desk.pending(handover.pending, words, shown=_ALL)
    yield desk.filled("pending", pending, unknown, language)
    owed = desk.pledges(handover.pledges, words, shown=_ALL)
    yield desk.filled("pledges", owed, unknown, language)
    procedures = desk.silences(handover.silences, words, shown=_ALL)
    yield desk.filled("silences", procedures, unknown, language)
    asked = desk.asks(handover.asks, words, plan=plan, shown=_ALL)
    yield desk.filled("asks", asked, unknown, language, intro=desk.run_line(handover.run, language))
    yield desk.filled("priorities", desk.priorities(handover.priorities, words), unknown, language)
    decided = desk.decisions(handover.decided, words, shown=_ALL)
    yield desk.filled("decided-in-term", decided, unknown, language)
    agreed = desk.agreements(handover.agreements, words)
    yield desk.filled("agreements", agreed, unknown, language)
    open_now = handover.good_offices or ()
    offices = open_lines(open_now[:_ALL], language, more=words.more(open_now, _ALL))
    yield desk.filled("good_offices", offices, unknown, language)
    yield from nomination_sections(handover.succession.nominations, words)
    said = Lines(tuple(_statement(row, words) for row in handover.statements), "quotations")
    yield desk.filled("statements", said, unknown, language)
    yield desk.filled("terms", _terms(handover, words), unknown, language)


def _terms(handover: Handover, words: RecordWords) -> Grid:
    names = ("person", "party", "since", "until", "extensions")
    columns = tuple(Column(words.language.text(f"view.column.{name}")) for name in names)
    return Grid("", columns, tuple(_term(term, words) for term in handover.terms))


def _term(term: Term, words: RecordWords) -> tuple[Cell, ...]:
    language = words.language
    return (
        words.cell(term.person, term.evidence),
        Cell(language.party(term.party)),
        Cell(language.date(term.since)),
        Cell(last_day(term.until, language)),
        Cell(extensions(term, language) or UNKNOWN),
    )


def _statement(row: StatementLine, words: RecordWords) -> Cell:
    language = words.language
    key = "view.statement.quoted" if row.quoted else "view.statement.reported"
    about = language.parties(row.about) if row.about else ""
    said = language.text(key, words=row.words)
    heading = language.text("view.statement", speaker=row.speaker, day=language.date(row.date))
    about = language.text("view.statement.about", about=about) if about else ""
    return words.cell(said + about, row.evidence, strong=heading, mark="position")
