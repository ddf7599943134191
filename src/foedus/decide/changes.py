"""What is new since a day: terms, decisions, words and entries, the latest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from foedus.decide.evidence import Row, Rows, text
from foedus.decide.terms import offices_of, terms_of
from foedus.results.record import ChangeLine, Evidence, Term, Text


def changes(rows: Rows, since: date, at: date) -> tuple[ChangeLine, ...]:
    """Return what happened after a day, up to and on another, the latest first.

    Parameters
    ----------
    rows : Rows
        Of the case as known on the day ``at``.
    since : date
        Not included.
    at : date
        Included.
    """
    lines = [*_terms(rows, at), *_council(rows), *_parties(rows), *_words(rows)]
    new = [line for line in lines if since < line.date <= at]
    return tuple(sorted(new, key=lambda line: line.date, reverse=True))


def _terms(rows: Rows, at: date) -> Iterator[ChangeLine]:
    for office in offices_of(rows.case):
        for term in terms_of(rows, office, at):
            yield _term("term_begins", term.since, term)
            if term.until is not None:
                yield _term("term_ends", term.until, term)
            told = (term.announced, *(announced for announced, _, _ in term.extensions))
            for day in dict.fromkeys(told):
                if day is not None:
                    yield _term("announced", day, term)


def _term(kind: str, day: date, term: Term) -> ChangeLine:
    return ChangeLine(day, kind, {}, term.party, term.person, None, term.evidence)


def _council(rows: Rows) -> Iterator[ChangeLine]:
    for row in rows.of("decisions"):
        yield _line(rows, "decision", row, what=text(row, "subject"), detail=row["outcome"])
    nominations = rows.by_key("nominations", "nomination")
    for row in nominations.values():
        yield _line(rows, "nomination", row, person=row["person"])
        if row["until"] is not None:
            evidence = rows.evidence(row)
            yield ChangeLine(
                row["until"], "nomination", {}, row["party"], row["person"], "withdrawn", evidence
            )
    for row in rows.of("consultations"):
        nomination = nominations.get(row["nomination"])
        person = None if nomination is None else nomination["person"]
        yield _line(rows, "consultation", row, person=person, detail=row["stance"])


def _parties(rows: Rows) -> Iterator[ChangeLine]:
    bodies = rows.by_key("bodies", "body")
    for row in rows.of("memberships"):
        what, evidence = text(bodies.get(row["body"]), "name"), rows.evidence(row)
        yield ChangeLine(row["from"], "membership", what, row["party"], None, None, evidence)
    signed: dict[tuple[str, date], list[Row]] = {}
    for row in rows.of("agreements"):
        signed.setdefault((row["agreement"], row["from"]), []).append(row)
    for (_, day), group in signed.items():
        yield _agreement(day, group, rows.weakest(group))


def _agreement(day: date, group: list[Row], evidence: Evidence) -> ChangeLine:
    party = group[0]["party"] if len(group) == 1 else None
    return ChangeLine(day, "agreement", text(group[0], "title"), party, None, None, evidence)


def _words(rows: Rows) -> Iterator[ChangeLine]:
    for row in rows.of("statements"):
        words = {row["language"]: row["words"]}
        how = "quoted" if row["quoted"] else "reported"
        yield _line(rows, "statement", row, what=words, person=row["speaker"], detail=how)
    items = rows.by_key("items", "item")
    for row in _dated(rows.of("ledger")):
        what, evidence = text(items.get(row["item"]), "name"), rows.evidence(row)
        yield ChangeLine(row["date"], "ledger", what, row["donor"], None, row["stage"], evidence)


def _dated(rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if row["date"] is not None]


def _line(
    rows: Rows,
    kind: str,
    row: Row,
    *,
    what: Text | None = None,
    person: str | None = None,
    detail: str | None = None,
) -> ChangeLine:
    party = row.get("party")
    return ChangeLine(row["date"], kind, what or {}, party, person, detail, rows.evidence(row))
