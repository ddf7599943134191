"""What stands on the desk on a day, part by part: priorities, agreements, silences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Protocol

from foedus.decide.days import holds
from foedus.decide.evidence import Row, Rows, text
from foedus.results.record import (
    Agreement,
    AskLine,
    Evidence,
    OpenQuestion,
    Priority,
    SilenceLine,
    Succession,
)
from foedus.results.silence import Silence

UNDER_WAY = frozenset({"draft", "tabled", "under_silence", "broken"})
"""States in which a silence procedure is not at its end."""


class Line(Protocol):
    """A line of a page that rests on rows of the case."""

    @property
    def evidence(self) -> Evidence:
        """What it rests on."""


def priorities(rows: Rows) -> tuple[Priority, ...]:
    """Return the priorities in their order."""
    lines = [
        Priority(
            rank=row["rank"],
            subject=text(row, "subject"),
            owner=row["owner"],
            due=row["due"],
            note=row["note"],
            evidence=rows.evidence(row),
        )
        for row in rows.of("priorities")
    ]
    return tuple(sorted(lines, key=lambda line: line.rank))


def agreements(rows: Rows, at: date) -> tuple[Agreement, ...]:
    """Return the agreements in force on a day, each with all its parties, the oldest first."""
    groups: dict[str, list[Row]] = {}
    for row in rows.of("agreements"):
        if holds(row["from"], row["until"], at):
            groups.setdefault(row["agreement"], []).append(row)
    lines = [_agreement(rows, group) for group in groups.values()]
    return tuple(sorted(lines, key=lambda line: (line.since, line.agreement)))


def _agreement(rows: Rows, group: list[Row]) -> Agreement:
    ends = [row["until"] for row in group]
    return Agreement(
        agreement=group[0]["agreement"],
        kind=group[0]["kind"],
        title=text(group[0], "title"),
        parties=tuple(sorted(row["party"] for row in group)),
        since=min(row["from"] for row in group),
        until=None if None in ends else max(ends),
        evidence=rows.weakest(group),
    )


def silence_lines(
    silences: Mapping[str, Silence], since: date, at: date
) -> tuple[SilenceLine, ...]:
    """Return the silence procedures under way, or ended since a day; the next to expire first.

    Parameters
    ----------
    silences : mapping of name to Silence
        Each as it stood at an instant; one of a later day (UTC) is left out.
    since : date
        One that was adopted on this day or earlier is left out.
    at : date
        The day.
    """
    told = {name: silence for name, silence in silences.items() if silence.at.date() <= at}
    shown = [(n, s) for n, s in told.items() if s.state in UNDER_WAY or _ended(s, since)]
    return tuple(SilenceLine(name, silence) for name, silence in sorted(shown, key=_urgency))


def _ended(silence: Silence, since: date) -> bool:
    ended = silence.expires if silence.state == "adopted" else silence.last
    return silence.state != "none" and ended is not None and ended.date() > since


def _urgency(named: tuple[str, Silence]) -> tuple[bool, datetime, str]:
    name, silence = named
    running = silence.state == "under_silence"
    return not running, silence.expires or silence.at, name


def open_questions(held: Mapping[str, object]) -> tuple[OpenQuestion, ...]:
    """Return the parts that the record does not hold: unknown is not none.

    Parameters
    ----------
    held : mapping of part to object
        What the record holds of each part; false where it holds nothing.

    Examples
    --------
    >>> open_questions({"priorities": (1, 2), "asks": None})
    (OpenQuestion(what='asks'),)
    """
    return tuple(OpenQuestion(part) for part, found in held.items() if not found)


def evidence_of(
    succession: Succession | None, asks: Iterable[AskLine], *parts: Iterable[Line]
) -> tuple[Evidence, ...]:
    """Return what each line of a page rests on; a member that has said nothing is no line."""
    found = [line.evidence for part in parts for line in part]
    found += [Evidence(ask.basis, None) for ask in asks]
    if succession is None:
        return tuple(found)
    made = (succession.holder, succession.successor, succession.decision)
    found += [line.evidence for line in made if line is not None]
    for nomination in succession.nominations:
        said = [c.evidence for c in nomination.consultations if c.date is not None]
        found += [nomination.evidence, *said]
    return tuple(found)


def assumed(evidence: Iterable[Evidence]) -> int:
    """Return how many lines rest on assumptions."""
    return sum(e.basis == "assumed" for e in evidence)
