"""The words of dates: months and days of the week (dateparser's lists), and what stands around."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType

from foedus.read.model import Code

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SHORTEST_WEEKDAY = 5
"""Letters: shorter ones are abbreviations that are words of their own ("mon", "mar")."""

EARLIER: Mapping[Code, str] = MappingProxyType(
    {"en": "last|past", "fr": "dernier|dernière|passé|passée"}
)
LATER: Mapping[Code, str] = MappingProxyType(
    {"en": "next|coming|upcoming", "fr": "prochain|prochaine"}
)
PARTS: Mapping[Code, str] = MappingProxyType(
    {
        "en": r"early|late|mid-?|(?:the )?(?:beginning|start|end|middle) of",
        "fr": r"début|fin|mi-|courant|(?:au |la |le )?(?:début|fin|milieu) (?:de |d')",
    }
)
"""Parts of a month or a year; they are said and leave the month or year as it is."""


@cache
def months(code: Code) -> Mapping[str, int]:
    """Return a language's names and abbreviations of months, in small letters, 1 to 12.

    >>> months("fr")["octobre"], months("en")["oct"]
    (10, 10)
    """
    return MappingProxyType(_names(code, MONTHS, start=1, shortest=3))


@cache
def weekdays(code: Code) -> Mapping[str, int]:
    """Return a language's names of days, in small letters; Monday is 0.

    >>> weekdays("fr")["mardi"]
    1
    """
    return MappingProxyType(_names(code, WEEKDAYS, start=0, shortest=SHORTEST_WEEKDAY))


def _names(code: Code, keys: tuple[str, ...], *, start: int, shortest: int) -> dict[str, int]:
    known = import_module(f"dateparser.data.date_translation_data.{code}").info
    return {
        name: number
        for number, key in enumerate(keys, start=start)
        for name in known[key]
        if len(name) >= shortest
    }


@cache
def full_months(code: Code) -> tuple[str, ...]:
    """Return the names of months that are no abbreviations."""
    longest: dict[int, str] = {}
    for name, number in months(code).items():
        longest[number] = max(longest.get(number, ""), name, key=len)
    return tuple(longest.values())


def either(names: tuple[str, ...] | Mapping[str, int], code: Code) -> str:
    """Return a regular expression of names: English ones start with a capital."""
    forms = {form for name in names for form in (name.capitalize(), name.upper())}
    if code == "fr":
        forms.update(names)
    return "|".join(sorted(forms, key=lambda form: (-len(form), form)))
