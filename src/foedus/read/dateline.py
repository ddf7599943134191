"""When and where a dispatch was written, by its own words or by its file."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from foedus.read.date_words import either, months, weekdays
from foedus.read.model import Code, Plain
from foedus.results.dispatch import Dateline

LOOKED_AT = 600
"""Characters of the start in which a dateline stands."""

PLACE = r"(?P<place>[A-ZÀ-Ý][\w'’./-]*(?:[ ][A-ZÀ-Ý][\w'’./-]*){0,3}(?:,\s[A-Z][\w.]+)?)"
AGENCY = r"(?:\s*\([^()\n]{2,30}\))?"
DASH = r"\s*(?:\.?\s*[-–—]{1,2}|:)\s+"
YEAR = r"(?P<year>(?:19|20)\d\d)"
HEADER = r"\A(?:FM[ ]|\w+[ ]?:|(?i:press release|news release|communiqué))[^!?\n]{0,300}?[ ]"
"""The start of a paragraph of header lines: "Subject: …", "FM … TO …", "Press release"."""
LABELS = r"\A(?:\w+[ ]?:[^:!?\n]{0,150}){2,6}(?<=[ ])"
"""Two such lines or more, after which a line may be a date alone."""
AT = r"(?<!\d[ ])(?<![ ]on[ ])(?<![ ]of[ ])(?<![ ]du[ ])(?<![ ]le[ ])(?:le[ ]+)?"
STOP = r"\.\s+(?=[A-ZÀ-Ý«\"“])"
"""A full stop after a dateline from which the text runs on."""
GROUP = (
    r"(?<![\w])(?i:DTG)\s*:?\s*(?P<dtg>\d{2})\d{4}\s?Z\s"
    r"(?P<dtg_month>[A-Z]{3})\s(?P<dtg_year>\d\d)\b"
)
"""The date-time group of a cable: ``DTG: 031400Z OCT 24``."""
ENDS = r"(?=\.?(?:\n|\Z))"


HEADING = re.compile(r"^(?:communiqué de presse|press release|news release) +", re.IGNORECASE)
"""A line over the dateline that ran into it."""


def dateline_of(plain: Plain, code: Code, *, sent: date | None) -> Dateline | None:
    """Return the dateline of a dispatch.

    Known forms, at the start of the text or of one of its first lines: ``date 2024-10``,
    ``BRUSSELS, Oct 1 (Agency) -``, ``DTG: 031400Z OCT 24``, ``BRUSSELS (Agency) -`` (the day is
    the file's), ``Bruxelles, le 1er octobre 2024 –``, ``Brussels, 2 October 2024. …``,
    ``Brussels, 1 October 2024``, a date as a line of its own, and one
    that ends the header lines of a message (``Subject: … Date: 16 September 2024``). A day
    without its year has the file's; where the file has no date it is none.

    Parameters
    ----------
    plain : Plain
    code : {"en", "fr"}
    sent : date, optional
        The day that the file itself carries; the text's own words go before it.

    Returns
    -------
    Dateline or None
        Its span counts the characters of the dispatch's own text.

    Examples
    --------
    >>> from foedus.read.plain import plain_of
    >>> dateline_of(plain_of("Bruxelles, le 1er octobre 2024 – M. Rutte succède."), "fr", sent=None)
    Dateline(day='2024-10-01', place='Bruxelles', span=(0, 30))
    """
    for match in _candidates(plain.text[:LOOKED_AT], code):
        day = _day(match, code, sent)
        if day:
            start = match.start("line") if "line" in match.groupdict() else match.start()
            end = match.start() + len(match.group().rstrip(" -–—:\n"))
            place = match.groupdict().get("place") or ""
            return Dateline(day, _name(place), plain.span(start, end))
    return None if sent is None else Dateline(sent.isoformat())


def body(plain: Plain, code: Code, dateline: Dateline | None) -> Plain:
    """Return the text without a dateline that its first sentence starts with.

    Parameters
    ----------
    plain : Plain
    code : {"en", "fr"}
    dateline : Dateline, optional
        Of this text.

    Returns
    -------
    Plain

    Examples
    --------
    >>> from foedus.read.plain import plain_of
    >>> plain = plain_of("date 2024-10 Mark Rutte s'assure le poste.")
    >>> body(plain, "fr", dateline_of(plain, "fr", sent=None)).text
    "Mark Rutte s'assure le poste."
    """
    if dateline is None or dateline.span is None:
        return plain
    for match in _candidates(plain.text[:LOOKED_AT], code):
        end = match.end()
        if match.start() > 0 or plain.origin[0] != dateline.span[0]:
            continue
        end += len(plain.text[end:]) - len(plain.text[end:].lstrip("\n ."))
        if end < len(plain.text):
            return Plain(plain.text[end:], plain.origin[end:])
    return plain


def _candidates(text: str, code: Code) -> list[re.Match[str]]:
    found = [match for pattern in _patterns(code) for match in pattern.finditer(text)]
    return sorted(found, key=lambda match: match.start())


@cache
def _patterns(code: Code) -> tuple[re.Pattern[str], ...]:
    month = rf"(?P<month>{either(months(code), code)})\b\.?"
    number = r"(?P<day>0?[1-9]|[12]\d|3[01])\s?(?:er|st|nd|rd|th)?\b"
    weekday = rf"(?:(?:{either(weekdays(code), code)}),?\s+)?"
    start = r"(?:\A|(?<=\n))"
    forms = [rf"(?:le\s+)?{number}(?:\s+of)?\s+{month}(?:,?\s+{YEAR})?", rf"{month}(?:,?\s+{YEAR})"]
    if code == "en":
        forms.insert(0, rf"{month}\s+{number}(?:,?\s+{YEAR})?")
    in_figures = r"(?P<iso>(?:19|20)\d\d-\d\d(?:-\d\d)?)(?![\w-])"
    label = r"(?i:date(?:\s+of\s+publication)?|published|publié)\s*:?\s*(?i:on\s+|le\s+)?"
    ends = rf"{AGENCY}(?:{DASH}|{STOP}|\s*(?=\n|\Z))"
    patterns = [rf"{start}{label}{in_figures}\s*", rf"{start}{in_figures}(?=\n|\Z)"]
    patterns += [rf"{start}{weekday}{form}(?=\.?(?:\n|\Z))" for form in forms]
    patterns += [rf"{start}{label}{weekday}{form}\s*(?:{DASH})?" for form in forms]
    patterns += [
        rf"{start}{PLACE}{AGENCY}(?:,?\s+|{DASH})(?:le\s+)?{weekday}{form}{ends}" for form in forms
    ]
    patterns += [rf"{HEADER}(?P<line>(?i:date)\s?:\s*{in_figures})"]
    for form in forms:
        patterns.append(rf"{HEADER}(?P<line>(?i:date)\s?:\s*(?:le\s+)?{weekday}{form})")
        patterns.append(rf"{HEADER}(?P<line>{PLACE}{AGENCY},?\s+{AT}{weekday}{form}){ENDS}")
        patterns.append(rf"{LABELS}(?P<line>{AT}{weekday}{form}){ENDS}")
    patterns.append(GROUP)
    patterns.append(rf"\A(?P<place>[A-ZÀ-Ý](?:[A-ZÀ-Ý'-]|\s(?=[A-ZÀ-Ý]))+){AGENCY[:-1]}{DASH}")
    return tuple(re.compile(pattern) for pattern in patterns)


def _day(match: re.Match[str], code: Code, sent: date | None) -> str:
    """Return the day that a match says; empty where it is none."""
    parts = match.groupdict()
    if parts.get("iso"):
        return _checked(str(parts["iso"]))
    if parts.get("dtg"):
        month = months("en").get(match["dtg_month"].casefold())
        return _checked(f"20{match['dtg_year']}-{month or 0:02}-{match['dtg']}")
    if "month" not in parts:
        return "" if sent is None else sent.isoformat()
    month = months(code)[match["month"].rstrip(".").casefold()]
    if parts.get("year") is None and sent is None:
        return ""
    year = int(match["year"]) if parts.get("year") else _year_near(month, sent)
    if parts.get("day") is None:
        return f"{year}-{month:02}"
    return _checked(f"{year}-{month:02}-{int(match['day']):02}")


def _year_near(month: int, sent: date | None) -> int:
    """Return the year of a month up to the day that the file carries."""
    at = sent or date.min
    return at.year - (month > at.month)


def _checked(day: str) -> str:
    try:
        date.fromisoformat(day if len(day) > 7 else f"{day}-01")
    except ValueError:
        return ""
    return day


def _name(place: str) -> str:
    """Return a place's name as it is written in a sentence: ``BRUSSELS`` is ``Brussels``."""
    place = HEADING.sub("", place)
    parts = (part.title() if part.isupper() else part for part in place.split(", "))
    return ", ".join(parts)
