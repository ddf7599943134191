"""The deadlines of silence procedures as a calendar file (RFC 5545)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from foedus.brief.escape import visible
from foedus.brief.language import Language
from foedus.results.silence import Round, Silence

PRODUCT = "-//Foedus//Silence procedures//EN"
ALARM = "-PT24H"
"""An exact day before the deadline, also across a change of the clocks."""

_UNTITLED: Mapping[str, str] = MappingProxyType({})
_OCTETS = 75  # of a line without its break: RFC 5545, 3.1
_NO_DEADLINE = (
    "BEGIN:VTIMEZONE",
    "TZID:UTC",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0000",
    "END:STANDARD",
    "END:VTIMEZONE",
)
"""What stands in a calendar without a deadline, which must have a component (RFC 5545, 3.6)."""


def to_ics(
    silences: Mapping[str, Silence], language: Language, *, titles: Mapping[str, str] = _UNTITLED
) -> str:
    """Return the deadlines of silence procedures as an iCalendar file.

    An event each open round, with an alarm 24 hours before; a round that was broken, withdrawn or
    referred is marked as cancelled, and an adopted one is left out. The same logs give the same
    file: the stamp of an event is the instant of the last act in its log, its UID is made from
    the procedure's name and the round's number, and each extension and the end of a round raise
    its SEQUENCE.

    Parameters
    ----------
    silences : mapping of str to Silence
        By the name of the procedure.
    language : Language
    titles : mapping of str to str
        What a text is called, by the name of its procedure; else that name stands.

    Returns
    -------
    str
        Lines of at most 75 octets in UTF-8, ended by CRLF. An instant is cut to the second.

    Source: RFC 5545.
    """
    events = [
        line
        for name, silence in silences.items()
        for each in silence.rounds
        if each.outcome != "adopted"
        for line in _event(name, titles.get(name, name), silence, each, language)
    ]
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        *(events or _NO_DEADLINE),
        "END:VCALENDAR",
    )
    return "".join(f"{folded(line)}\r\n" for line in lines)


def _event(
    name: str, title: str, silence: Silence, each: Round, language: Language
) -> Iterator[str]:
    is_open = each.outcome == "open"
    summary = language.text("silence.calendar.summary", name=title, round=each.number)
    yield "BEGIN:VEVENT"
    yield f"UID:{_uid(name, each)}"
    yield f"DTSTAMP:{_utc(silence.last or each.opened)}"
    yield f"DTSTART:{_utc(each.expires)}"
    yield f"SEQUENCE:{len(each.extensions) + (not is_open)}"
    yield f"STATUS:{'CONFIRMED' if is_open else 'CANCELLED'}"
    yield "TRANSP:TRANSPARENT"
    yield f"SUMMARY;LANGUAGE={language.code}:{escaped(summary)}"
    yield f"DESCRIPTION;LANGUAGE={language.code}:{_description(silence, each, language)}"
    if is_open:
        yield from _alarm(summary, language)
    yield "END:VEVENT"


def _alarm(summary: str, language: Language) -> Iterator[str]:
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"TRIGGER:{ALARM}"
    yield f"DESCRIPTION;LANGUAGE={language.code}:{escaped(summary)}"
    yield "END:VALARM"


def _description(silence: Silence, each: Round, language: Language) -> str:
    text = language.text
    sentences = [
        *_deadline(each, language),
        *_extended(each, language),
        text("silence.calendar.rule", rule=silence.rule, cites=silence.cites),
        text("silence.calendar.texts", hash_en=each.hash_en, hash_fr=each.hash_fr),
    ]
    return "\\n".join(escaped(sentence) for sentence in sentences)


def _deadline(each: Round, language: Language) -> Iterator[str]:
    local, utc = each.expires.astimezone(ZoneInfo(each.zone)), each.expires.astimezone(UTC)
    when = {
        "date": language.date(local.date()),
        "time": _clock(local),
        "zone": each.zone,
        "utc": f"{utc:%Y-%m-%d} {_clock(utc)}",
    }
    if each.outcome == "open":
        yield language.text("silence.calendar.deadline", **when)
    else:
        yield language.text(f"silence.calendar.{each.outcome}")
        yield language.text("silence.calendar.was", **when)


def _extended(each: Round, language: Language) -> list[str]:
    times = len(each.extensions)
    return [language.count("silence.calendar.extended", times)] if times else []


def _clock(moment: datetime) -> str:
    return moment.strftime("%H:%M:%S" if moment.second else "%H:%M")


def _uid(name: str, each: Round) -> str:
    """Return an identifier that says nothing of the text (RFC 7986, 5.3)."""
    return str(
        uuid5(NAMESPACE_URL, f"foedus:silence:{json.dumps([name, each.number, _utc(each.opened)])}")
    )


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def escaped(text: str) -> str:
    r"""Return a text as a value of type TEXT (RFC 5545, 3.3.11).

    Examples
    --------
    >>> escaped("round 1; Rules, 12")
    'round 1\\; Rules\\, 12'
    """
    plain = visible(text).replace("\\", "\\\\")
    return plain.replace(";", "\\;").replace(",", "\\,")


def folded(line: str) -> str:
    r"""Return a line cut into lines of at most 75 octets, no character cut in two.

    Examples
    --------
    >>> folded("x" * 80) == "x" * 75 + "\r\n " + "x" * 5
    True
    """
    parts, room = [""], _OCTETS
    for character in line:
        size = len(character.encode())
        if size > room:
            parts.append("")
            room = _OCTETS - 1  # a line that continues begins with a space
        parts[-1] += character
        room -= size
    return "\r\n ".join(parts)
