"""Agreements, partnerships, statements and events, held against the tables of the register."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from foedus.read.model import Fact
from foedus.read.verdicts.accessions import accession_checks, accession_of
from foedus.read.verdicts.alike import SAME, content, one_stem, same_person, shared
from foedus.read.verdicts.ground import Ground, compared, said_of
from foedus.read.verdicts.spans import (
    Period,
    agrees,
    overlap,
    period_of,
    row_period,
    same_days,
)
from foedus.read.verdicts.tables import Row
from foedus.results.dispatch import Check, RecordLine

WORD_FOR_WORD = 0.7
"""Least part of the words of a statement that the record's must share to be the same."""

ABOUT = timedelta(days=92)
"""Time about the dateline in which an event without a day of its own is looked for."""

FEWEST = 3
"""Words that carry meaning of a statement that is compared: fewer may stand anywhere."""


def agreement_checks(fact: Fact, ground: Ground) -> Iterator[Check]:
    """Yield the comparison of an agreement with those between the same parties.

    Another agreement of the same parties is shown beside the fact, and it stays new.
    """
    said = fact.fields.get("parties", ())
    parties = set(said if isinstance(said, tuple) else (str(said),))
    if len(parties) < 2:
        return
    for row in _between(ground, parties):
        title = ground.in_language(row, "title")
        alike = shared(said_of(fact, "subject"), title, ground.reading.language) >= SAME
        day = ground.told_day(fact)
        same = agrees(day, row["from"]) if day else alike
        lines = ground.lines("agreements", row, f"title_{ground.reading.language}", "from")
        yield Check("confirms" if same else "new", "parties", "; ".join(sorted(parties)), lines)


def _between(ground: Ground, parties: set[str]) -> Iterator[Row]:
    """Yield the first row of each agreement that all the parties are of.

    An agreement with the Alliance itself names only the other side in the record.
    """
    bodies = {row["body"] for row in ground.rows("bodies")}
    others = parties - bodies
    groups: dict[str, list[Row]] = {}
    for row in ground.rows("agreements"):
        groups.setdefault(row["agreement"], []).append(row)
    for rows in groups.values():
        held = {row["party"] for row in rows}
        if parties <= held or (others and others != parties and others == held):
            yield rows[0]


def statement_checks(fact: Fact, ground: Ground) -> Iterator[Check]:
    """Yield the statements of the record with the same speaker and nearly the same words."""
    speaker, words = said_of(fact, "speaker"), said_of(fact, "words")
    code = ground.reading.language
    if not speaker or len(content(words, code)) < FEWEST:
        return
    for row in ground.rows("statements", language=code):
        alike = shared(words, row["words"], code) >= WORD_FOR_WORD
        if alike and same_person(speaker, row["speaker"]):
            lines = ground.lines("statements", row, "words", "date")
            yield Check("confirms", "words", words, lines)


def event_checks(fact: Fact, ground: Ground) -> Iterator[Check]:
    """Yield the comparison of an event with the members or the events of the record.

    Who joined a body is held against its members. The same words on the same days confirm; the
    same words at the same place, on other days of about the same time, contradict. Elsewhere or
    much later it is another event.
    """
    accession = accession_of(fact, ground)
    if accession is not None:
        yield from accession_checks(fact, ground, accession)
        return
    said = period_of(said_of(fact, "when"))
    found = [row for row in ground.rows("events") if _alike(fact, ground, row)]
    dated = [row for row in found if said is not None and overlap(said, row_period(row))]
    if dated:
        yield from _dated(fact, ground, max(dated, key=lambda one: _part(fact, ground, one)))
        return
    placed = [row for row in found if _same_place(fact, row)]
    if said is None and len(placed) == 1 and _lately(ground, placed[0]):
        lines = (*_what(ground, placed[0]), _days(ground, placed[0]))
        yield Check("confirms", "what", said_of(fact, "what"), lines)
    near = [row for row in placed if said is not None and _near(said, row)]
    for row in near[:1]:
        lines = (_days(ground, row), *ground.lines("events", row, "where"))
        yield Check("contradicts", "when", said_of(fact, "when"), lines)


def _dated(fact: Fact, ground: Ground, row: Row) -> Iterator[Check]:
    """Yield that an event is the record's, and whether its days are."""
    where = ground.lines("events", row, "where")
    lines = (*_what(ground, row), _days(ground, row), *where)
    yield Check("confirms", "what", said_of(fact, "what"), lines)
    right = same_days(said_of(fact, "when"), row_period(row))
    yield compared(fact, "when", (_days(ground, row),), right=right)


def _what(ground: Ground, row: Row) -> tuple[RecordLine, ...]:
    return ground.lines("events", row, f"what_{ground.reading.language}")


def _days(ground: Ground, row: Row) -> RecordLine:
    """Return the days of an event, the last one included: the column ``until`` is half-open."""
    line = ground.line("events", row, "date")
    first, last = row_period(row)
    if first == last:
        return line
    return replace(line, value=f"{first.isoformat()}/{last.isoformat()}")


def _lately(ground: Ground, row: Row) -> bool:
    day: date = row["date"]
    return abs(day - ground.today) <= ABOUT


def _words(fact: Fact, ground: Ground) -> list[str]:
    """Return the words of an event that carry meaning, without those that say where it is."""
    code = ground.reading.language
    place = {*content(said_of(fact, "where"), code), *_SEAT}
    words = content(said_of(fact, "what"), code)
    return [_in_english(word) for word in words if word not in place] or list(words)


def _part(fact: Fact, ground: Ground, row: Row) -> float:
    code = ground.reading.language
    held = content(f"{ground.in_language(row, 'what')} {row['where'] or ''}", code)
    said = " ".join(_words(fact, ground))
    return shared(said, " ".join(_in_english(word) for word in held), code)


def _alike(fact: Fact, ground: Ground, row: Row) -> bool:
    """Return whether more than half of the words are shared; of one word, with the place too."""
    alone = len(_words(fact, ground)) < 2
    return _part(fact, ground, row) > SAME and (not alone or _same_place(fact, row))


def _near(said: Period, row: Row) -> bool:
    """Return whether an event is of the year that is said: the one that is meant, on other days."""
    day: date = row["date"]
    return said[0].year == day.year


def _same_place(fact: Fact, row: Row) -> bool:
    """Return whether the places share a name: the record writes them in English only."""
    places = (said_of(fact, "where"), str(row["where"] or ""))
    one, other = ([_in_english(word) for word in _places(place)] for place in places)
    return any(one_stem(a, b) for a in one for b in other)


def _places(place: str) -> list[str]:
    return [word for word in content(place, "en") if word not in {*_SEAT, "nato", "otan"}]


_SEAT = frozenset({"headquarters", "quartier", "general", "siege"})
"""Words of a building: they tell no place."""

_ENGLISH = {
    "bruxelles": "brussels", "haye": "hague", "londres": "london", "otan": "nato",
    "varsovie": "warsaw",
}  # fmt: skip
"""Names of places in French whose stem is another in English, folded."""


def _in_english(word: str) -> str:
    return _ENGLISH.get(word, word)
