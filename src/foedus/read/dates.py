"""Days, months, years and spans of a text, resolved against its dateline."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Span

from foedus.read.date_grammar import Around, Reader, forms_in, month_alone, year_alone, years
from foedus.read.durations import durations
from foedus.read.model import Code, When
from foedus.read.periods import Period, anchor
from foedus.read.years import is_year
from foedus.results.dispatch import Dateline

__all__ = ["durations", "whens"]

FIGURES_ONLY: tuple[Reader, ...] = (year_alone, years)
"""Readers of forms that may be numbers of things."""

_PREPOSITIONS = (
    "in since by until before after during for from of through en depuis dès d' d’ ici à de du "
    "mois jusqu' jusqu'en jusqu'à avant après ce le"
)
PREPOSITIONS = frozenset(_PREPOSITIONS.split())
"""Words before a month that are no part of its name; "last", "early" and "début" are."""


def whens(doc: Doc, code: Code, dateline: Dateline | None) -> tuple[When, ...]:
    """Return the dates of a text, in its order.

    A date without its year, a day of the week and words such as *last month* are resolved against
    the dateline: the nearest one up to it or, where the clause tells what is to come, the nearest
    from it on; ``guessed`` says so. Without a dateline they are left out. In a span of years
    ("de 2017 à 2021") both ends count; ``since 2014`` is the year 2014.

    Parameters
    ----------
    doc : Doc
    code : {"en", "fr"}
    dateline : Dateline, optional

    Returns
    -------
    tuple of When
    """
    at = anchor(dateline)
    text = doc.text  # worked out anew whenever it is asked for
    taken = bytearray(len(doc))
    found: list[When] = []
    for pattern, reader in forms_in(text, code):
        for match in pattern.finditer(text):
            when = _when(doc, match, reader, code, at)
            if when is not None and not any(taken[when.start : when.end]):
                taken[when.start : when.end] = b"\x01" * (when.end - when.start)
                found.append(when)
    return tuple(sorted(found, key=lambda when: when.start))


def _when(
    doc: Doc, match: re.Match[str], reader: Reader, code: Code, at: Period | None
) -> When | None:
    span = _tokens(doc, match)
    if span is None or (reader in FIGURES_ONLY and not is_year(span, code)):
        return None
    period = reader(match, Around(code, span, at))
    if period is None:
        return None
    if reader is month_alone:
        span = _without_preposition(span)
    return When(
        period.first, period.last, period.precision, span.text, span.start, span.end, period.guessed
    )


def _tokens(doc: Doc, match: re.Match[str]) -> Span | None:
    """Return the tokens of a match, without the full stop of a sentence."""
    span = doc.char_span(*match.span(), alignment_mode="expand")
    if span is not None and len(span) > 1 and span[-1].text == ".":
        return doc[span.start : span.end - 1]
    return span


def _without_preposition(span: Span) -> Span:
    start = span.start
    while start < span.end - 1 and span.doc[start].lower_ in PREPOSITIONS:
        start += 1
    return span.doc[start : span.end]
