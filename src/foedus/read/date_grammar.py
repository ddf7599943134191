"""The forms in which English and French write dates, each with what it says.

A form is a regular expression and a reader, which gives the period; forms come in an order in
which the first that covers some words has them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Span

from foedus.read import periods
from foedus.read.ahead import is_ahead
from foedus.read.date_words import EARLIER, LATER, PARTS, either, full_months, months, weekdays
from foedus.read.model import Code
from foedus.read.numbers import number_of, number_words
from foedus.read.periods import Period


@dataclass(frozen=True)
class Around:
    """What a half-said date is resolved against.

    Parameters
    ----------
    code : {"en", "fr"}
    span : Span
        The date's words.
    at : Period, optional
        The dateline.
    """

    code: Code
    span: Span
    at: Period | None = None

    @property
    def ahead(self) -> bool:
        """Whether the clause tells what is to come."""
        return is_ahead(self.span, self.code)


Reader = Callable[[re.Match[str], Around], Period | None]
Form = tuple[re.Pattern[str], Reader]

YEAR = r"(?:19|20)\d\d(?![\w%]|[.,/:]\d)"
DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:\s?er|st|nd|rd|th)?(?!\d|[.,:]\d)"
TO = {"en": "to|until|till|through|and", "fr": "à|au|et|jusqu'à|jusqu'au|jusqu'en"}
FROM = {"en": "from|between", "fr": "de|d'|du|depuis|entre|à partir de"}
UNITS = {
    "en": {"day": "day", "week": "week", "month": "month", "year": "year"},
    "fr": {
        "jour": "day", "semaine": "week", "mois": "month", "an": "year", "année": "year",
    },
}  # fmt: skip


def _number(words: str) -> int:
    return int(re.sub(r"\D", "", words))


def _month(found: re.Match[str], around: Around, group: str = "month") -> int:
    return months(around.code)[found[group].rstrip(".").casefold()]


def _full_day(found: re.Match[str], around: Around) -> Period | None:
    return periods.day(int(found["year"]), _month(found, around), _number(found["day"]))


def _half_day(found: re.Match[str], around: Around) -> Period | None:
    return periods.near_day(
        _number(found["day"]), _month(found, around), around.at, ahead=around.ahead
    )


def _iso_day(found: re.Match[str], _: Around) -> Period | None:
    return periods.day(int(found["year"]), int(found["month"]), int(found["day"]))


def _iso_month(found: re.Match[str], _: Around) -> Period | None:
    return periods.month(int(found["year"]), int(found["month"]))


def _in_figures(found: re.Match[str], _: Around) -> Period | None:
    """Read 25/10/2024 and 10/25/2024; 01/10/2024 may be either and is not read."""
    first, second, year = int(found["one"]), int(found["two"]), int(found["year"])
    if first <= 12 and second <= 12 and first != second:
        return None
    number, month = (first, second) if second <= 12 else (second, first)
    return periods.day(year, month, number)


def _days(found: re.Match[str], around: Around) -> Period | None:
    month = _month(found, around)
    first, last = _number(found["one"]), _number(found["two"])
    if found["year"]:
        year = int(found["year"])
        return periods.span(periods.day(year, month, first), periods.day(year, month, last))
    ahead = around.ahead
    end = periods.near_day(last, month, around.at, ahead=ahead)
    start = end and periods.day(end.first.year, month, first, guessed=True)
    return periods.span(start, end)


def _months(found: re.Match[str], around: Around) -> Period | None:
    one, two = _month(found, around, "one"), _month(found, around, "two")
    if found["last"]:
        end = periods.month(int(found["last"]), two)
    else:
        end = periods.near_month(two, around.at, ahead=around.ahead)
    if end is None:
        return None
    year = int(found["first"]) if found["first"] else end.first.year - (one > two)
    return periods.span(periods.month(year, one, guessed=end.guessed), end)


def years(found: re.Match[str], _: Around) -> Period | None:
    """Read a span of years; the second may have two figures."""
    first, last = int(found["one"]), str(found["two"])
    if len(last) == 2:
        last = found["one"][:2] + last
    return periods.span(periods.year(first), periods.year(int(last)))


def _month_of_year(found: re.Match[str], around: Around) -> Period | None:
    return periods.month(int(found["year"]), _month(found, around))


def month_alone(found: re.Match[str], around: Around) -> Period | None:
    """Read a month without its year."""
    words = f"{found['before'] or ''} {found['after'] or ''}".casefold()
    ahead = around.ahead or bool(re.search(LATER[around.code], words))
    if re.search(EARLIER[around.code], words):
        ahead = False
    return periods.near_month(_month(found, around), around.at, ahead=ahead)


def _weekday(found: re.Match[str], around: Around) -> Period | None:
    words = f"{found['before'] or ''} {found['after'] or ''}".casefold()
    later = bool(re.search(LATER[around.code], words))
    earlier = bool(re.search(EARLIER[around.code], words))
    number = weekdays(around.code)[found["weekday"].casefold()]
    ahead = (around.ahead or later) and not earlier
    return periods.weekday(number, around.at, ahead=ahead, skip=later or earlier)


DAYS_FROM = {
    "today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "aujourd'hui": 0, "hier": -1,
    "avant-hier": -2, "demain": 1, "après-demain": 2,
}  # fmt: skip


def _day_from(found: re.Match[str], around: Around) -> Period | None:
    return periods.shifted("day", DAYS_FROM[found["word"].casefold()], around.at)


def _unit_from(found: re.Match[str], around: Around) -> Period | None:
    words = f"{found['before'] or ''} {found['after'] or ''}".casefold()
    steps = 1 if re.search(LATER[around.code], words) else 0
    if re.search(EARLIER[around.code], words):
        steps = -1
    return periods.shifted(UNITS[around.code][found["unit"].casefold()], steps, around.at)


def _ago(found: re.Match[str], around: Around) -> Period | None:
    number = number_of(found["number"].casefold(), around.code)
    if number is None or number != int(number) or number > 100:
        return None
    unit = found["unit"].casefold()
    stem = unit if unit in UNITS[around.code] else unit.removesuffix("s")
    return periods.shifted(UNITS[around.code][stem], -int(number), around.at)


def year_alone(found: re.Match[str], _: Around) -> Period | None:
    """Read a year."""
    return periods.year(int(found["year"]))


@cache
def forms(code: Code) -> tuple[Form, ...]:
    """Return the forms of dates of a language, in the order in which they are tried."""
    return (*_spans(code), *_exact(code), *_half(code), *_relative(code), (YEAR_ALONE, year_alone))


def forms_in(text: str, code: Code) -> Iterator[Form]:
    """Yield the forms that a text may hold, told by their words; the others need no search."""
    small = text.casefold()
    has_month = any(name in small for name in months(code))
    has_weekday = any(name in small for name in weekdays(code))
    has_figure = any(figure in text for figure in ("19", "20"))
    has_unit = any(unit in small for unit in UNITS[code])
    for form in forms(code):
        reader = form[1]
        if (
            (has_month or reader not in OF_MONTHS)
            and (has_weekday or reader is not _weekday)
            and (has_figure or reader not in OF_FIGURES)
            and (has_unit or reader not in OF_UNITS)
        ):
            yield form


OF_MONTHS: tuple[Reader, ...] = (_full_day, _half_day, _days, _months, _month_of_year, month_alone)
OF_FIGURES: tuple[Reader, ...] = (_iso_day, _iso_month, _in_figures, years, year_alone)
OF_UNITS: tuple[Reader, ...] = (_unit_from, _ago)
"""Readers whose forms need the name of a month, figures of a year, or a unit of time."""


YEAR_ALONE = re.compile(
    rf"(?:(?<=[Mm]i-)|(?<=[Mm]id-)|(?<![\w.,/:$€£-]))(?P<year>{YEAR})(?![-/]\d)"
)


def _spans(code: Code) -> tuple[Form, ...]:
    month = either(months(code), code)
    start, to = rf"\b(?i:{FROM[code]})\s*", rf"(?:\s+(?i:{TO[code]})\s+|\s?[-–]\s?)"
    year = rf"(?:,?\s+(?P<year>{YEAR}))?"
    days = rf"(?P<one>{DAY}){to}(?P<two>{DAY})"
    month_to_month = (
        rf"(?P<one>{month})\.?(?:\s+(?P<first>{YEAR}))?{to}(?P<two>{month})\b\.?"
        rf"(?:,?\s+(?P<last>{YEAR}))?"
    )
    year_to_year = rf"(?P<one>(?:19|20)\d\d)\s+(?i:{TO[code]})\s+(?P<two>{YEAR})"
    short = r"(?<![\w/-])(?P<one>(?:19|20)\d\d)\s?[-–/]\s?(?P<two>(?:19|20)\d\d|1[3-9]|[2-9]\d)"
    found: tuple[Form, ...] = (
        (re.compile(rf"(?:{start})?(?<![\w.,]){days}\s+(?P<month>{month})\b\.?{year}"), _days),
        (re.compile(rf"(?:{start})?\b{month_to_month}"), _months),
        (re.compile(rf"(?:{start}){year_to_year}"), years),
        (re.compile(rf"{short}(?![\w/-])"), years),
    )
    if code == "fr":
        return found
    return ((re.compile(rf"\b(?P<month>{month})\.?\s+{days}{year}"), _days), *found)


def _exact(code: Code) -> tuple[Form, ...]:
    month = rf"(?P<month>{either(months(code), code)})\b\.?"
    year = rf"(?P<year>{YEAR})"
    weekday = rf"(?:\b(?:{either(weekdays(code), code)}),?\s+(?:le\s+)?)?"
    part = rf"(?:\b(?i:{PARTS[code]})\s*)?"
    found: tuple[Form, ...] = (
        (re.compile(rf"{weekday}\b(?P<day>{DAY})(?:\s+of)?\s+{month},?\s+{year}"), _full_day),
        (re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)\b"), _iso_day),
        (re.compile(r"\b(?P<one>\d\d?)([/.])(?P<two>\d\d?)\2(?P<year>(?:19|20)\d\d)\b"),
         _in_figures),
        (re.compile(rf"{part}\b{month},?\s+(?:of\s+|de\s+)?{year}"), _month_of_year),
        (re.compile(r"(?<![\w/-])(?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])(?![\w/-])"),
         _iso_month),
    )  # fmt: skip
    if code == "fr":
        return found
    american = rf"{weekday}\b{month}\s+(?P<day>{DAY}),?\s+{year}"
    return ((re.compile(american), _full_day), *found)


BEFORE_MONTH = {
    "en": (
        r"(?:(?i:in|since|by|until|before|after|during|for|from|of|through|this|last|next|early|"
        r"late|mid-?|(?:beginning|start|end|middle) of)(?:\s+|(?<=-))){1,6}"
    ),
    "fr": (
        r"(?:(?i:en|depuis|dès|d'ici|d'ici à|de|du|fin|début|mi|courant|mois de|jusqu'en|jusqu'à|"
        r"avant|après|ce|le)(?:\s+|-)){1,6}(?:(?i:le mois de|mois de|fin|début|mi-)\s*)?"
    ),
}
"""What stands before a month that is said alone: ``mars``, ``May`` and ``March`` are words too."""


def _half(code: Code) -> tuple[Form, ...]:
    month = rf"(?P<month>{either(months(code), code)})\b\.?"
    alone = rf"(?P<month>{either(full_months(code), code)})\b"
    weekday = rf"(?:\b(?:{either(weekdays(code), code)}),?\s+(?:le\s+)?)?"
    later = rf"(?:\s+(?P<after>{EARLIER[code]}|{LATER[code]})\b)?"
    only_after = rf"\b(?P<before>)(?P<month>{either(full_months(code), code)})\s+" + (
        rf"(?P<after>{EARLIER[code]}|{LATER[code]})\b"
    )
    found: tuple[Form, ...] = (
        (re.compile(rf"{weekday}(?<![\w.,])(?P<day>{DAY})(?:\s+of)?\s+{month}"), _half_day),
        (re.compile(rf"\b(?P<before>{BEFORE_MONTH[code]}){alone}{later}"), month_alone),
    )
    if code == "fr":
        return (*found, (re.compile(only_after), month_alone))
    return ((re.compile(rf"{weekday}\b{month}\s+(?P<day>{DAY})"), _half_day), *found)


def _relative(code: Code) -> tuple[Form, ...]:
    weekday = rf"(?P<weekday>{either(weekdays(code), code)})"
    sides = rf"{EARLIER[code]}|{LATER[code]}"
    number = rf"(?P<number>\d{{1,2}}|{number_words(code)})"
    days = "|".join(sorted(DAYS_FROM, key=len, reverse=True))
    day = rf"(?<![\w-])(?P<word>(?i:{days}))(?![\w-])"
    if code == "fr":
        return (
            (re.compile(rf"\b(?P<before>){weekday}\b(?:\s+(?P<after>{sides})\b)?"), _weekday),
            (re.compile(day), _day_from),
            (re.compile(rf"\b(?i:la|le|l')\s*(?P<before>)(?P<unit>semaine|mois|année|an)\s+"
                        rf"(?P<after>{sides})\b"), _unit_from),
            (re.compile(r"\b(?P<before>(?i:cette|ce))\s+(?P<unit>semaine|mois|année)"
                        r"(?P<after>-ci)?\b"), _unit_from),
            (re.compile(rf"\b(?i:il y a)\s+{number}\s+(?P<unit>jours?|semaines?|mois|ans?|années?)"
                        r"\b"), _ago),
        )  # fmt: skip
    return (
        (re.compile(rf"\b(?:(?P<before>(?i:{sides}|this))\s+)?{weekday}\b(?P<after>)"), _weekday),
        (re.compile(day), _day_from),
        (re.compile(r"(?<!\bthe )\b(?P<before>(?i:last|this|next|coming))\s+"
                    r"(?P<unit>week|month|year)\b(?P<after>)(?!-)"), _unit_from),
        (re.compile(rf"\b(?i:{number})\s+(?P<unit>days?|weeks?|months?|years?)\s+ago\b"), _ago),
    )  # fmt: skip
