"""Nominations and consultations: who is put forward, and where each member stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Literal

from foedus.decide.days import years_later
from foedus.decide.evidence import UNSAID, Row, Rows
from foedus.decide.membership import members_on
from foedus.results.record import Consultation, DecisionLine, Nomination, Term

Stand = Literal["open", "withdrawn", "decided"]

COUNCIL = "nac"
"""The North Atlantic Council, which decides where the record names no other body."""


def nominations_of(
    rows: Rows,
    office: str,
    at: date,
    *,
    terms: Sequence[Term],
    holder: Term | None,
    decision: DecisionLine | None,
) -> tuple[Nomination, ...]:
    """Return the nominations that bear on the present or the coming term, by date.

    Those for the coming term were made after the holder's began; those for the present one are
    shown for a year after it was decided.

    Parameters
    ----------
    rows : Rows
        Of the case as known on the day.
    office : str
    at : date
    terms : sequence of Term
        Of the office, in order.
    holder : Term, optional
    decision : DecisionLine, optional
        That made the successor or the holder.
    """
    after = _after(terms, at, holder, decision)
    own = [r for r in rows.of("nominations") if r["office"] == office]
    bearing = [row for row in own if after is None or row["date"] > after]
    bodies = {row["decision"]: row["body"] for row in rows.of("decisions")}
    body = _body(rows) if decision is None else decision.body
    ordered = sorted(bearing, key=lambda row: (row["date"], row["nomination"]))
    return tuple(
        _nomination(rows, row, _members(rows, bodies.get(row["decision"], body), at), terms)
        for row in ordered
    )


def _after(
    terms: Sequence[Term], at: date, holder: Term | None, decision: DecisionLine | None
) -> date | None:
    """Return the day after which a nomination bears on the question; None: all do."""
    begun = [term for term in terms if term.since <= at]
    if holder is None:
        return begun[-1].since if begun else None
    made = holder.announced or holder.since
    if decision is not None and decision.date <= holder.since:
        made = decision.date
    if at >= years_later(made, 1):
        return holder.since
    before = [term.since for term in begun if term.since < holder.since]
    return before[-1] if before else None


def _nomination(rows: Rows, row: Row, members: Sequence[str], terms: Sequence[Term]) -> Nomination:
    said = _consultations(rows, row["nomination"], members)
    count = Counter(consultation.stance for consultation in said)
    return Nomination(
        nomination=row["nomination"],
        office=row["office"],
        person=row["person"],
        party=row["party"],
        until=row["until"],
        date=row["date"],
        consultations=said,
        supports=count["supports"],
        holds=count["holds"],
        not_declared=count["not_declared"],
        state=_state(rows, row, terms),
        evidence=rows.evidence(row),
    )


def _state(rows: Rows, row: Row, terms: Sequence[Term]) -> Stand:
    """Return whether a nomination is open; it is decided once anybody was chosen after it."""
    if row["until"] is not None:
        return "withdrawn"
    decision = rows.by_key("decisions", "decision").get(row["decision"])
    adopted = decision is not None and decision["outcome"] == "adopted"
    chosen = any((term.announced or term.since) >= row["date"] for term in terms)
    return "decided" if adopted or chosen else "open"


def _consultations(rows: Rows, nomination: str, members: Sequence[str]) -> tuple[Consultation, ...]:
    own = [row for row in rows.of("consultations") if row["nomination"] == nomination]
    last = {row["party"]: row for row in sorted(own, key=lambda row: row["date"])}
    return tuple(_stand(rows, party, last.get(party)) for party in members or sorted(last))


def _stand(rows: Rows, party: str, row: Row | None) -> Consultation:
    if row is None:
        return Consultation(party, "not_declared", None, None, UNSAID)
    return Consultation(party, row["stance"], row["date"], row["conditions"], rows.evidence(row))


def _body(rows: Rows) -> str | None:
    """Return the body that decides where no decision says so: the Council, or the largest."""
    sizes = Counter(row["body"] for row in rows.of("memberships"))
    if COUNCIL in sizes:
        return COUNCIL
    return min(sizes, key=lambda body: (-sizes[body], body), default=None)


def _members(rows: Rows, body: str | None, at: date) -> tuple[str, ...]:
    bodies = rows.case.tables["memberships"]["body"]
    return () if body is None or body not in bodies else members_on(rows.case, body, at)
