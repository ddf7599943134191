"""Facts built by hand on a text that is only cut into sentences, so that no pattern is needed."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language

from foedus.case.load import load
from foedus.case.model import Case
from foedus.errors import Finding
from foedus.read.model import Code, Fact, Mention, Plain, Reading, When
from foedus.read.verdicts.spans import period_of
from foedus.results.dispatch import Check, Dateline, Document, Kind

UKRAINE = Path(__file__).parents[3] / "cases" / "ukraine-2024"


@cache
def ukraine() -> Case:
    return load(UKRAINE)


@cache
def cutter(code: Code) -> Language:
    pipeline = spacy.blank(code)
    pipeline.add_pipe("sentencizer")
    return pipeline


def reading_of(
    text: str, code: Code = "fr", day: str = "2024-10", people: dict[int, str] | None = None
) -> Reading:
    plain = Plain(text, tuple(range(len(text) + 1)))
    doc = cutter(code)(text)
    dateline = Dateline(day) if day else None
    return Reading(Document("a.txt", text), plain, code, dateline, doc, people=people or {})


def when(said: str) -> When:
    period = period_of(said)
    assert period is not None
    precision = {4: "year", 7: "month", 10: "day"}[len(said)]
    return When(*period, precision, said)  # type: ignore[arg-type]


def fact_of(
    reading: Reading,
    kind: Kind,
    fields: dict[str, Any],
    *,
    sentence: int = 0,
    mentions: dict[str, Mention] | None = None,
    day: str = "",
    notes: tuple[str, ...] = (),
) -> Fact:
    span = list(reading.doc.sents)[sentence]
    return Fact(
        kind,
        fields,
        span,
        span.start,
        span.end,
        mentions or {},
        when(day) if day else None,
        notes=tuple(Finding("warning", kind_, "a.txt") for kind_ in notes),
    )


def mention(kind: Any, words: str, key: str | None = None, **other: Any) -> Mention:
    return Mention(kind, 0, 1, words, key, **other)


def verdicts(checks: Any) -> dict[str, str]:
    """Return the verdict of each field that was compared."""
    return {check.field: check.verdict for check in checks}


def of_field(checks: Any, field: str) -> Check:
    return next(check for check in checks if check.field == field)


def day(text: str) -> date:
    return date.fromisoformat(text)
