"""Lengths of time: "près de dix ans", "a decade", "four-year"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from types import MappingProxyType

from spacy.tokens import Doc

from foedus.read.model import Code, Duration
from foedus.read.numbers import FIGURE, number_of, number_words

YEARS: Mapping[str, Decimal] = MappingProxyType(
    {
        "year": Decimal(1), "an": Decimal(1), "année": Decimal(1),
        "month": 1 / Decimal(12), "mois": 1 / Decimal(12),
        "week": 7 / Decimal(365), "semaine": 7 / Decimal(365),
        "day": 1 / Decimal(365), "jour": 1 / Decimal(365),
        "decade": Decimal(10), "décennie": Decimal(10),
    }
)  # fmt: skip
"""Years in a unit."""

ABOUT: Mapping[Code, str] = MappingProxyType(
    {
        "en": "nearly|about|almost|around|some|over|more than|less than|close to|approximately|"
              "roughly|at least|up to|just under|just over",
        "fr": "près d'|près de|environ|presque|plus d'|plus de|moins d'|moins de|quelque|autour de|"
              "à peu près|au moins|une? bonne|une? petite",
    }
)  # fmt: skip
"""Words that make a length inexact."""

UNIT: Mapping[Code, str] = MappingProxyType(
    {
        "en": "years?|months?|weeks?|days?|decades?",
        "fr": "ans?|années?|mois|semaines?|jours?|décennies?",
    }
)
ONE: Mapping[Code, str] = MappingProxyType({"en": "an?", "fr": "une?"})
HALF: Mapping[Code, str] = MappingProxyType({"en": r"(?:\s+and a half)", "fr": r"(?:\s+et demie?)"})
BEFORE_ONE = re.compile(
    r"(?:for|after|in|within|of|nearly|about|almost|around|over|than|to|last|past|spent|served|"
    r"than|and|under|with|was|it's|under)\s+$",
    re.I,
)
"""Before "a year", which else may mean a rate ("5 billion euros a year")."""

DECADES = re.compile(r"decade|décennie", re.I)
AGE = re.compile(r"\s+old\b|-old\b|\s*,\s+(?:the|l'|le|la)\b")
AGED = re.compile(r"(?:\bâgée? de|\baged?)\s+$", re.I)
AGO = re.compile(r"\s+(?:ago|earlier|later|auparavant|plus tard|plus tôt)\b")
SINCE = re.compile(r"\bil y a\s+$", re.I)


def durations(doc: Doc, code: Code) -> tuple[Duration, ...]:
    """Return the lengths of time of a text, in years and in its order.

    How long ago something was is a date (``whens``), an age is no length, nor is a rate ("5
    billion euros a year"). A month is a twelfth of a year, a day a 365th.

    Parameters
    ----------
    doc : Doc
    code : {"en", "fr"}

    Returns
    -------
    tuple of Duration

    Examples
    --------
    >>> import spacy
    >>> (one,) = durations(spacy.blank("fr")("Il a occupé le poste pendant près de dix ans."), "fr")
    >>> one.words, str(one.years), one.about
    ('près de dix ans', '10', True)
    """
    found = (_duration(doc, match, code) for match in _pattern(code).finditer(doc.text))
    return tuple(one for one in found if one is not None)


@cache
def _pattern(code: Code) -> re.Pattern[str]:
    link = r"(?:\s+|-)(?:more\s+|full\s+|long\s+)?" if code == "en" else r"\s+"
    return re.compile(
        rf"(?<![\w.,-])(?:(?P<about>{ABOUT[code]})\s*)?"
        rf"(?:(?P<one>{ONE[code]})|(?P<number>{FIGURE}|{number_words(code)}))"
        rf"(?P<half>{HALF[code]})?{link}(?P<unit>{UNIT[code]})\b(?P<tail>{HALF[code]})?",
        re.IGNORECASE,
    )


def _duration(doc: Doc, match: re.Match[str], code: Code) -> Duration | None:
    if not _is_length(match, code):
        return None
    number = Decimal(1) if match["one"] else number_of(match["number"].casefold(), code)
    span = doc.char_span(*match.span(), alignment_mode="expand")
    if number is None or span is None:
        return None
    if match["half"] or match["tail"]:
        number += Decimal("0.5")
    years = number * _years(match["unit"].casefold())
    return Duration(
        "duration", span.start, span.end, span.text, years=_short(years), about=bool(match["about"])
    )


def _is_length(match: re.Match[str], code: Code) -> bool:
    before = match.string[max(0, match.start() - 20) : match.start()]
    after = match.string[match.end() : match.end() + 16]
    if AGO.match(after) or SINCE.search(before) or AGED.search(before):
        return False
    if AGE.match(after) and before.rstrip().endswith(","):
        return False
    if code == "fr" or not match["one"] or match["about"]:
        return not re.match(r"[\s-]old\b|-old\b", after)
    return bool(DECADES.search(match["unit"]) or BEFORE_ONE.search(before) or "half" in after)


def _years(unit: str) -> Decimal:
    return YEARS.get(unit) or YEARS[unit.removesuffix("s")]


def _short(years: Decimal) -> Decimal:
    """Return a number without superfluous digits: 18 months are 1.5 years."""
    rounded = round(years, 4).normalize()
    return rounded.quantize(Decimal(1)) if rounded == rounded.to_integral_value() else rounded
