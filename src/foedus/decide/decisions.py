"""Decisions: taken and pending, and the one that made a holder."""

from __future__ import annotations

from foedus.decide.evidence import Row, Rows, text
from foedus.results.record import DecisionLine, Term


def decision_lines(rows: Rows) -> tuple[DecisionLine, ...]:
    """Return every decision known on the day, pending ones too, the latest first."""
    bodies = rows.by_key("bodies", "body")
    lines = [decision_line(rows, row, bodies.get(row["body"])) for row in rows.of("decisions")]
    ordered = sorted(lines, key=lambda line: line.decision)
    return tuple(sorted(ordered, key=lambda line: line.date, reverse=True))


def taken(lines: tuple[DecisionLine, ...]) -> tuple[DecisionLine, ...]:
    """Return the decisions with an outcome."""
    return tuple(line for line in lines if line.outcome != "pending")


def pending(lines: tuple[DecisionLine, ...]) -> tuple[DecisionLine, ...]:
    """Return what is not decided yet."""
    return tuple(line for line in lines if line.outcome == "pending")


def decision_line(rows: Rows, row: Row, body: Row | None) -> DecisionLine:
    """Return a row of ``decisions`` as a line."""
    return DecisionLine(
        decision=row["decision"],
        date=row["date"],
        body=row["body"],
        body_name=text(body, "name"),
        subject=text(row, "subject"),
        rule=row["rule"],
        outcome=row["outcome"],
        note=row["note"],
        evidence=rows.evidence(row),
    )


def deciding(rows: Rows, term: Term) -> DecisionLine | None:
    """Return the decision that made a person the holder, where the record has it.

    It is the one that a nomination of this person names; else the one adopted on the day on which
    the term was announced: of several the only one that names the person.
    """
    adopted = [line for line in decision_lines(rows) if line.outcome == "adopted"]
    lines = {line.decision: line for line in adopted}
    named = [
        row["decision"]
        for row in rows.of("nominations")
        if row["office"] == term.office and row["person"] == term.person
        # A decision taken after the term began made another term of the same person.
        if row["decision"] in lines and lines[row["decision"]].date <= term.since
    ]
    if named:
        return max((lines[key] for key in named), key=lambda line: line.date)
    that_day = [line for line in adopted if line.date == term.announced]
    naming = [line for line in that_day if _names(line, term.person)]
    found = naming or that_day
    return found[0] if len(found) == 1 else None


def _names(line: DecisionLine, person: str) -> bool:
    return any(person in words for words in line.subject.values())
