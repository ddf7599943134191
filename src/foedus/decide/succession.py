"""The succession: who holds an office on a day, who follows, and how far it has come."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import polars as pl

from foedus.case.known import hindsight
from foedus.case.model import Case
from foedus.decide.decisions import deciding
from foedus.decide.evidence import Rows, rows_on
from foedus.decide.nominations import nominations_of
from foedus.decide.terms import holders, office_of, terms_of
from foedus.errors import Finding
from foedus.results.record import Nomination, Succession, SuccessionState, Term
from foedus.results.stamp import RecordStamp, stamp_of


def succession(case: Case, at: date, *, office: str | None = None) -> Succession:
    """Say who holds an office on a day, from only what was known on that day.

    Deciding and taking office are two dates: from the announcement on there is a successor, from
    the first day of the term a holder. Intervals are half-open, so that two never hold at once.

    Parameters
    ----------
    case : Case
    at : date
    office : str, optional
        May be left out where the case holds one office.

    Returns
    -------
    Succession

    Raises
    ------
    InputError
        ``record.no-terms``, ``record.which-office``, ``record.unknown-office``.

    Examples
    --------
    >>> import polars as pl
    >>> from foedus.case.model import Settings
    >>> from foedus.case.schema import TABLES
    >>> tables = {name: pl.DataFrame(schema=table.schema) for name, table in TABLES.items()}
    >>> row = {"office": "chair", "person": "A. Person", "from": date(2024, 1, 1)}
    >>> tables["terms"] = pl.DataFrame([row], schema=TABLES["terms"].schema)
    >>> case = Case(Settings("demo", date(2024, 10, 1)), tables, "")
    >>> succession(case, date(2024, 1, 1)).holder.person
    'A. Person'
    """
    started = time.process_time()
    name = office_of(case, at, office)
    result = find(rows_on(case, at), at, name, hindsight(case, at))
    return replace(result, stamp=stamp_of(case, started, at=at, office=name))


def find(rows: Rows, at: date, office: str, found: Sequence[Finding]) -> Succession:
    """Return the succession in an office from the rows known on the day.

    Parameters
    ----------
    rows : Rows
        Of the case as known on the day.
    at : date
    office : str
    found : sequence of Finding
        Of the whole case, to be carried on.

    Returns
    -------
    Succession
        With an empty stamp.
    """
    terms = terms_of(rows, office, at)
    holding = holders(terms, at)
    holder = holding[-1] if holding else None
    successor = next((term for term in terms if term.since > at), None)
    made_by = successor or holder
    decision = None if made_by is None else deciding(rows, made_by)
    nominations = nominations_of(rows, office, at, terms=terms, holder=holder, decision=decision)
    return Succession(
        case=rows.case.settings.name,
        office=office,
        at=at,
        holder=holder,
        successor=successor,
        decision=decision,
        state=_state(rows, terms, at, holder, nominations),
        nominations=nominations,
        findings=(*found, *_findings(office, at, holding)),
        stamp=RecordStamp(),
    )


def _state(
    rows: Rows,
    terms: Sequence[Term],
    at: date,
    holder: Term | None,
    nominations: Sequence[Nomination],
) -> SuccessionState:
    begun = [term for term in terms if term.since <= at]
    if len(begun) < len(terms):
        return "decided"
    if holder is None and (not begun or _noted(rows, begun[-1])):
        # A note on the last term says why none follows: the record does not go on from there.
        return "unknown"
    if any(nomination.state == "open" for nomination in nominations):
        return "nominations"
    return "vacant" if holder is None else "in_office"


def _noted(rows: Rows, term: Term) -> bool:
    """Return whether a row of a term has a note, which may be hidden on the day."""
    own = (pl.col("office") == term.office) & (pl.col("person") == term.person)
    notes = rows.case.tables["terms"].filter(own & (pl.col("from") >= term.since))["note"]
    return notes.is_not_null().any()


def _findings(office: str, at: date, holding: Sequence[Term]) -> list[Finding]:
    if len(holding) == 1:
        return []
    details = {"at": at.isoformat(), "office": office}
    if not holding:
        return [Finding("warning", "record.no-holder", "terms", details=details)]
    details["persons"] = ", ".join(term.person for term in holding)
    return [Finding("warning", "record.two-holders", "terms", details=details)]
