"""The hand-over: the file that a successor is given, from only what was known on the day."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from foedus.case.known import hindsight
from foedus.case.model import Case
from foedus.decide.days import holds, years_later
from foedus.decide.decisions import pending
from foedus.decide.desk import assumed, evidence_of
from foedus.decide.evidence import Row, Rows, rows_on
from foedus.decide.succession import find
from foedus.decide.terms import office_of, terms_of
from foedus.decide.today import NO_SILENCES, Desk, desk_of, month_before, unknown
from foedus.results.offices import OpenFile
from foedus.results.plan import Plan
from foedus.results.record import DecisionLine, Handover, StatementLine, Succession, Term
from foedus.results.silence import Silence
from foedus.results.stamp import RecordStamp, stamp_of


def handover(
    case: Case,
    at: date,
    *,
    office: str | None = None,
    plan: Plan | None = None,
    run: str = "",
    silences: Mapping[str, Silence] = NO_SILENCES,
    good_offices: tuple[OpenFile, ...] | None = None,
) -> Handover:
    """Return the hand-over file of an office on a day.

    On the first day of a term the predecessor hands over; on any other the holder does, to the
    successor who is decided, if any.

    Parameters
    ----------
    case : Case
    at : date
    office : str, optional
        May be left out where the case holds one office.
    plan, run, silences :
        As for ``today``.
    good_offices : tuple of OpenFile, optional
        Good offices that were not ended when the day began; None where none are known of.

    Returns
    -------
    Handover

    Raises
    ------
    InputError
        ``record.no-terms``, ``record.which-office``, ``record.unknown-office``.
    """
    started = time.process_time()
    name = office_of(case, at, office)
    rows = rows_on(case, at)
    found = find(rows, at, name, hindsight(case, at))
    new = month_before(at)
    desk = desk_of(rows, at, found, since=new, plan=plan, run=run, silences=silences)
    file = _file(case, rows, at, desk, found, good_offices)
    return replace(file, stamp=stamp_of(case, started, at=at, office=name, run=run))


def _file(
    case: Case,
    rows: Rows,
    at: date,
    desk: Desk,
    succession: Succession,
    good_offices: tuple[OpenFile, ...] | None,
) -> Handover:
    terms = terms_of(rows, succession.office, at)
    outgoing, incoming = _hands(terms, at, succession)
    decided = _decided(desk.decisions, outgoing)
    waiting = pending(desk.decisions)
    statements = _statements(rows, at, succession.office, terms)
    evidence = evidence_of(
        # The holder and the successor are among the terms.
        replace(succession, holder=None, successor=None), desk.asks, terms, decided, waiting,
        desk.pledges, desk.priorities, desk.agreements, statements,
    )  # fmt: skip
    return Handover(
        case=case.settings.name,
        office=succession.office,
        title=case.settings.title,
        at=at,
        succession=succession,
        terms=terms,
        decided=decided,
        pending=waiting,
        hands_over=None if outgoing is None or _vacant(outgoing, at) else outgoing.person,
        takes_over=None if incoming is None else incoming.person,
        pledges=desk.pledges,
        priorities=desk.priorities,
        agreements=desk.agreements,
        asks=desk.asks,
        run=desk.run,
        silences=desk.silences,
        statements=statements,
        good_offices=good_offices,
        unknown=unknown(rows, desk, {"good_offices": good_offices is not None}),
        findings=succession.findings,
        sources=rows.sources(evidence),
        assumed=assumed(evidence),
        lines=len(evidence),
        stamp=RecordStamp(),
    )


def _hands(
    terms: Sequence[Term], at: date, succession: Succession
) -> tuple[Term | None, Term | None]:
    """Return whose term is handed over, and who takes it."""
    holder = succession.holder
    ended = [term for term in terms if term.until is not None and term.until <= at]
    last = ended[-1] if ended else None
    if holder is not None and holder.since == at:
        return last, holder
    return holder or last, succession.successor


def _vacant(outgoing: Term, at: date) -> bool:
    """Return whether the last term ended before the day, so that nobody is there to hand over."""
    return outgoing.until is not None and outgoing.until < at


def _decided(lines: tuple[DecisionLine, ...], outgoing: Term | None) -> tuple[DecisionLine, ...]:
    if outgoing is None:
        return ()
    first, until = outgoing.since, outgoing.until
    own = [line for line in lines if holds(first, until, line.date)]
    return tuple(line for line in own if line.outcome != "pending")


def _statements(
    rows: Rows, at: date, office: str, terms: Sequence[Term]
) -> tuple[StatementLine, ...]:
    """Return what was said about the office, or by its holders, in the last year."""
    year = years_later(at, -1)
    persons = [term.person for term in terms]
    lines = [
        _statement(rows, row)
        for row in rows.of("statements")
        if row["date"] > year
        and (office in _about(row) or any(person in row["speaker"] for person in persons))
    ]
    return tuple(sorted(lines, key=lambda line: line.date, reverse=True))


def _about(row: Row) -> tuple[str, ...]:
    return tuple(row["about"].split(";")) if row["about"] else ()


def _statement(rows: Rows, row: Row) -> StatementLine:
    return StatementLine(
        statement=row["statement"],
        date=row["date"],
        speaker=row["speaker"],
        about=_about(row),
        words=row["words"],
        language=row["language"],
        quoted=row["quoted"],
        evidence=rows.evidence(row),
    )
