"""Who holds an office: terms, their extensions, and the office that is meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from foedus.case.known import known
from foedus.case.model import Case
from foedus.case.spelling import nearest
from foedus.decide.days import holds
from foedus.decide.evidence import Row, Rows
from foedus.errors import Finding, InputError
from foedus.results.record import Term

FIRST_OFFICE = "secretary-general"
"""The office on the desk where the case holds several."""


def terms_of(rows: Rows, office: str, at: date) -> tuple[Term, ...]:
    """Return the terms of an office, the first first; rows of one person in a row are one term.

    An office has one holder: a term whose end is not told ends when the next one will begin.

    Parameters
    ----------
    rows : Rows
        Of the case as known on the day.
    office : str
    at : date
        The day.

    Returns
    -------
    tuple of Term
    """
    own = sorted((r for r in rows.of("terms") if r["office"] == office), key=lambda r: r["from"])
    groups: list[list[Row]] = []
    for row in own:
        if groups and _follows(groups[-1][-1], row):
            groups[-1].append(row)
        else:
            groups.append([row])
    found = [_term(rows, group) for group in groups]
    # Only a coming term tells an end: where one has begun, two hold, and the record is wrong.
    ends = [term.since if term.since > at else None for term in found[1:]]
    return tuple(
        replace(term, until=term.until or end)
        for term, end in zip(found, [*ends, None], strict=False)
    )


def _follows(row: Row, later: Row) -> bool:
    same = row["person"] == later["person"]
    return bool(same and (row["until"] is None or later["from"] <= row["until"]))


def _term(rows: Rows, group: Sequence[Row]) -> Term:
    first, last = group[0], group[-1]
    notes = dict.fromkeys(row["note"] for row in group if row["note"])
    return Term(
        office=first["office"],
        person=first["person"],
        party=next((row["party"] for row in group if row["party"]), None),
        since=first["from"],
        until=last["until"],
        announced=first["announced"],
        extensions=tuple((r["announced"], r["from"], r["until"]) for r in group[1:]),
        note="; ".join(notes) or None,
        evidence=rows.latest(group),
    )


def holders(terms: Sequence[Term], at: date) -> tuple[Term, ...]:
    """Return who holds the office on a day: one or none, unless the record contradicts itself."""
    return tuple(term for term in terms if holds(term.since, term.until, at))


def office_of(case: Case, at: date, office: str | None) -> str:
    """Return the office that is meant: the one that was named, or the only one.

    Parameters
    ----------
    case : Case
        The whole case: an office may be named on a day on which nothing of it was known yet.
    at : date
    office : str, optional

    Raises
    ------
    InputError
        ``record.no-terms``, ``record.unknown-office`` or ``record.which-office``.
    """
    offices = offices_of(case)
    if not offices:
        raise InputError([Finding("fault", "record.no-terms", "terms")])
    if office is None:
        return offices[0] if len(offices) == 1 else _only(offices_of(known(case, at)) or offices)
    if office not in offices:
        details = {"nearest": nearest(office, offices, cutoff=0.0) or offices[0]}
        fault = Finding("fault", "record.unknown-office", "terms", None, "office", office, details)
        raise InputError([fault])
    return office


def _only(offices: tuple[str, ...]) -> str:
    if len(offices) > 1:
        details = {"offices": ", ".join(offices)}
        fault = Finding("fault", "record.which-office", "terms", None, "office", None, details)
        raise InputError([fault])
    return offices[0]


def offices_of(case: Case) -> tuple[str, ...]:
    """Return the offices of a case, in the order in which they first stand in ``terms``."""
    return tuple(case.tables["terms"]["office"].unique(maintain_order=True))


def desk_office(case: Case, at: date) -> str | None:
    """Return the office whose desk a page shows; None for a case without terms."""
    offices = offices_of(known(case, at)) or offices_of(case)
    return FIRST_OFFICE if FIRST_OFFICE in offices else next(iter(offices), None)
