"""Which of a sentence's dates belong to a clause, and what they bound."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Literal

from spacy.tokens import Span, Token

from foedus.read.clauses import own
from foedus.read.model import Reading, When
from foedus.read.per_reading import per_reading

Bound = Literal["from", "until", "on", "since", "by"]
"""A beginning, an end, the day of what happened, a beginning long past, a time limit."""

BEFORE = 3
"""Words before a date in which its preposition may stand ("à partir du 1er octobre")."""


def dates_of(reading: Reading, verb: Token) -> tuple[When, ...]:
    """Return the dates in a verb's own clause, in the order of the text.

    Where the parser hung a date elsewhere, the only date of the sentence counts, unless another
    verb stands between.
    """
    found = inside(reading, verb)
    if found:
        return found
    sentence = verb.sent
    near = [one for one in told(reading) if sentence.start <= one.start < sentence.end]
    if len(near) != 1 or _verb_between(verb, near[0]):
        return ()
    return (near[0],)


def inside(reading: Reading, verb: Token) -> tuple[When, ...]:
    """Return the dates in a verb's own clause alone."""
    words = {token.i for token in own(verb)}
    return tuple(one for one in told(reading) if _covers(one, words))


def undated(reading: Reading, span: Span) -> Span:
    """Return a phrase without the day at its end ("Finland's accession last Thursday")."""
    for when in told(reading):
        if span.start < when.start < span.end and bound(reading, when) == "on":
            end = when.start
            while end - 1 > span.start and span.doc[end - 1].pos_ in {"ADP", "DET", "PUNCT"}:
                end -= 1
            return span.doc[span.start : end] if when.end >= span.end - 1 else span
    return span


@per_reading
def told(reading: Reading) -> tuple[When, ...]:
    """Return the dates of a dispatch without that of its dateline, those of another year apart."""
    kept = tuple(one for one in reading.whens if not _of_that_year(reading, one))
    if reading.dateline is None or reading.dateline.span is None:
        return kept
    first, last = reading.dateline.span
    return tuple(one for one in kept if not first <= _begin(reading, one) < last)


@per_reading
def dated_words(reading: Reading) -> frozenset[int]:
    """Return the tokens of all dates of a dispatch."""
    return frozenset(at for one in reading.whens for at in range(one.start, one.end))


def _of_that_year(reading: Reading, when: When) -> bool:
    """Tell whether a month is of a year told before ("in May of that year"), not the dateline's."""
    if not when.guessed or when.end >= len(reading.doc):
        return False
    if reading.doc[when.end].lower_ not in {"of", "de"}:
        return False
    return reading.doc[when.end : when.end + 5].text.lower().startswith(THAT_YEAR)


THAT_YEAR = ("of that year", "of the same year", "de cette année-là", "de la même année")


def bounds(reading: Reading, dates: Iterable[When]) -> Mapping[Bound, When]:
    """Return the dates by what they bound: a beginning, an end, or the day of what happened.

    A span ("from 2014 to 2024") stands under ``from`` and ``until`` at once.
    """
    found: dict[Bound, When] = {}
    for one in dates:
        if one.precision == "span" and _long(one):
            found.setdefault("from", one)
            found.setdefault("until", one)
        else:
            found.setdefault(bound(reading, one), one)
    return MappingProxyType(found)


def bound(reading: Reading, when: When) -> Bound:
    """Return what a single date bounds, from the preposition before it."""
    doc = reading.doc
    start = max(doc[when.start].sent.start, when.start - BEFORE)
    words = doc[start : when.end].text.lower()
    before = words[: max(0, len(words) - len(doc[when.start : when.end].text))]
    lead = f"{before} {when.words.lower()}"
    return next((name for name, found in LEADS if found.search(lead)), "on")


LEADS: tuple[tuple[Bound, re.Pattern[str]], ...] = (
    ("until", re.compile(r"\b(?:until|till|jusqu)")),
    ("by", re.compile(r"\b(?:by|before|within|d['’ ]ici|avant|d'ici à)\b")),
    ("since", re.compile(r"\b(?:since|depuis)\b")),
    ("from", re.compile(r"\b(?:from|as of|effective|starting|à partir|à compter|dès)\b")),
)
"""Prepositions before a date, and what they make of it."""


def first_of(when: When) -> str:
    """Return when a date or a span begins, as exactly as it is said."""
    if when.precision != "span":
        return when.iso
    return _shortest(when, when.first, whole=when.first.day == 1)


def last_of(when: When) -> str:
    """Return when a date or a span ends, as exactly as it is said."""
    if when.precision != "span":
        return when.iso
    days = monthrange(when.last.year, when.last.month)[1]
    return _shortest(when, when.last, whole=when.last.day == days)


def dateline_when(reading: Reading) -> When | None:
    """Return the dateline as a date without words: what a fact without a date is given."""
    if reading.dateline is None:
        return None
    parts = [int(part) for part in reading.dateline.day.split("-")]
    if len(parts) == 3:
        day = date.fromisoformat(reading.dateline.day)
        return When(day, day, "day", "", guessed=True)
    if len(parts) == 2:
        year, month = parts
        days = monthrange(year, month)[1]
        return When(date(year, month, 1), date(year, month, days), "month", "", guessed=True)
    return When(date(parts[0], 1, 1), date(parts[0], 12, 31), "year", "", guessed=True)


def _begin(reading: Reading, when: When) -> int:
    return reading.plain.origin[reading.doc[when.start].idx]


def _covers(when: When, words: set[int]) -> bool:
    return any(at in words for at in range(when.start, when.end))


def _verb_between(verb: Token, when: When) -> bool:
    first, last = sorted((verb.i, when.start))
    return any(token.pos_ == "VERB" for token in verb.doc[first + 1 : last])


def _long(when: When) -> bool:
    """Tell whether a span is a length of time rather than the days of a meeting."""
    return (when.last - when.first).days > MEETING


MEETING = 31
"""Days: a shorter span is the days of something that happened."""


def _shortest(when: When, day: date, *, whole: bool) -> str:
    whole_years = (when.first.month, when.first.day, when.last.month, when.last.day)
    if whole_years == (1, 1, 12, 31):
        return f"{day:%Y}"
    return f"{day:%Y-%m}" if whole else day.isoformat()
