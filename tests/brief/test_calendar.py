from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.brief.calendar import escaped, folded, to_ics
from foedus.brief.language import Language
from foedus.results.silence import Round, Silence, State
from foedus.results.stamp import RecordStamp

EN, FR = Language("en"), Language("fr")
OPENED = datetime(2024, 10, 1, 8, tzinfo=UTC)
EXPIRES = datetime(2024, 10, 4, 16, tzinfo=UTC)
LAST = datetime(2024, 10, 2, 9, 30, tzinfo=UTC)
ROUND = Round(
    number=1,
    opened=OPENED,
    expires=EXPIRES,
    zone="Europe/Brussels",
    hash_en="a" * 64,
    hash_fr="b" * 64,
    extensions=(),
    members=None,
    outcome="open",
)

END = "Fin de la procédure d’approbation tacite\u202f: "


def procedure(*rounds: Round, state: State = "under_silence") -> Silence:
    return Silence(
        at=LAST,
        state=state,
        round=len(rounds),
        expires=rounds[-1].expires if rounds else None,
        breaks=(),
        late=(),
        attached=(),
        rounds=rounds,
        rule="eu-silence",
        cites="Rules of procedure, 12(2); annex",
        upcoming=0,
        members_known=False,
        stamp=RecordStamp(),
        last=LAST if rounds else None,
    )


OPEN = procedure(ROUND)

# A small strict reader of RFC 5545

LINE = re.compile(r"(?P<name>[A-Z-]+)(;LANGUAGE=(?P<language>[a-z]{2}))?:(?P<value>.*)")
Properties = dict[str, str]


def unfolded(text: str) -> list[str]:
    """Return the lines of a calendar, each checked for its length and its end."""
    assert text.endswith("\r\n")
    raw = text.encode().split(b"\r\n")[:-1]
    for each in raw:
        assert b"\r" not in each
        assert b"\n" not in each
        assert 0 < len(each) <= 75
        each.decode()  # no character is cut in two
    return text.removesuffix("\r\n").replace("\r\n ", "").split("\r\n")


def components(text: str) -> list[tuple[str, Properties]]:
    """Return each component with its properties, innermost first; nesting is checked."""
    open_ones: list[tuple[str, Properties]] = []
    found = []
    for each in unfolded(text):
        match = LINE.fullmatch(each)
        assert match, each
        name, value = match["name"], match["value"]
        if name == "BEGIN":
            open_ones.append((value, {}))
        elif name == "END":
            assert open_ones[-1][0] == value
            found.append(open_ones.pop())
        else:
            assert name not in open_ones[-1][1]
            open_ones[-1][1][name] = value
    assert open_ones == []
    return found


def read(value: str) -> str:
    """Return a value of type TEXT as text; a character that must be escaped is refused."""
    assert re.fullmatch(r"([^\\;,\x00-\x08\x0a-\x1f\x7f]|\\[\\;,n])*", value), value
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], value)


def events(text: str) -> list[Properties]:
    return [properties for name, properties in components(text) if name == "VEVENT"]


def event(silence: Silence, language: Language = EN) -> Properties:
    (found,) = events(to_ics({"declaration": silence}, language))
    return found


def test_an_open_round_is_an_event_at_its_deadline() -> None:
    found = event(OPEN)
    assert found["DTSTART"] == "20241004T160000Z"
    assert found["DTSTAMP"] == "20241002T093000Z"
    assert (found["SEQUENCE"], found["STATUS"]) == ("0", "CONFIRMED")
    assert read(found["SUMMARY"]) == "Silence ends: declaration, round 1"
    assert read(found["DESCRIPTION"]).split("\n") == [
        "Silence ends on 4 October 2024 at 18:00 in Europe/Brussels (2024-10-04 16:00 UTC). "
        "Without an act that breaks it before that instant, the text is adopted.",
        "Rule: eu-silence (Rules of procedure, 12(2); annex).",
        f"SHA-256 of the English text: {'a' * 64}; of the French text: {'b' * 64}.",
    ]


def test_it_speaks_french() -> None:
    found = event(OPEN, FR)
    assert (
        read(found["SUMMARY"])
        == "Fin de la procédure d’approbation tacite\u202f: declaration, tour 1"
    )
    assert "le 4 octobre 2024 à 18:00 dans le fuseau Europe/Brussels" in read(found["DESCRIPTION"])


def test_the_alarm_rings_a_day_before() -> None:
    parts = components(to_ics({"declaration": OPEN}, EN))
    assert [name for name, _ in parts] == ["VALARM", "VEVENT", "VCALENDAR"]
    alarm, _, calendar = (properties for _, properties in parts)
    assert (alarm["ACTION"], alarm["TRIGGER"]) == ("DISPLAY", "-PT24H")
    assert alarm["DESCRIPTION"]
    assert calendar["VERSION"] == "2.0"
    assert calendar["PRODID"]


def test_an_extension_keeps_the_identifier_and_raises_the_sequence() -> None:
    later = datetime(2024, 10, 7, 16, 0, 30, tzinfo=UTC)
    found = event(procedure(replace(ROUND, expires=later, extensions=(EXPIRES,))))
    assert found["UID"] == event(OPEN)["UID"]
    assert (found["SEQUENCE"], found["DTSTART"]) == ("1", "20241007T160030Z")
    assert "extended once" in found["DESCRIPTION"]
    assert "18:00:30 in Europe/Brussels" in found["DESCRIPTION"]


@pytest.mark.parametrize(
    ("outcome", "says"),
    [("broken", "broken"), ("withdrawn", "withdrawn"), ("referred", "referred to a meeting")],
)
def test_a_round_that_ended_without_adoption_is_cancelled(outcome: str, says: str) -> None:
    ended = replace(ROUND, outcome=outcome, extensions=(EXPIRES,))  # type: ignore[arg-type]
    text = to_ics({"declaration": procedure(ended)}, EN)
    (found,) = events(text)
    assert found["UID"] == event(OPEN)["UID"]
    assert (found["STATUS"], found["SEQUENCE"]) == ("CANCELLED", "2")
    assert says in found["DESCRIPTION"]
    assert "is adopted" not in found["DESCRIPTION"]
    assert "VALARM" not in text


def test_an_adopted_round_has_no_deadline_left() -> None:
    adopted = procedure(replace(ROUND, outcome="adopted"), state="adopted")
    parts = components(to_ics({"declaration": adopted}, EN))
    assert [name for name, _ in parts] == ["STANDARD", "VTIMEZONE", "VCALENDAR"]
    assert to_ics({"declaration": adopted}, EN) == to_ics({}, EN)


def test_each_round_of_each_procedure_has_an_event_of_its_own() -> None:
    broken = replace(ROUND, outcome="broken")
    both = procedure(broken, replace(ROUND, number=2))
    found = events(to_ics({"a": both, "b": both, "a:1": OPEN}, EN))
    assert [e["STATUS"] for e in found] == ["CANCELLED", "CONFIRMED"] * 2 + ["CONFIRMED"]
    assert len({e["UID"] for e in found}) == 5


def test_the_hour_that_comes_twice_is_told_apart_by_utc() -> None:
    said = [
        read(event(procedure(replace(ROUND, expires=datetime(2024, 10, 27, h, 30, tzinfo=UTC))))[
            "DESCRIPTION"
        ])
        for h in (0, 1)
    ]  # fmt: skip
    assert ["at 02:30 in Europe/Brussels" in each for each in said] == [True, True]
    assert [re.search(r"\((.*) UTC\)", each)[1] for each in said] == [  # type: ignore[index]
        "2024-10-27 00:30",
        "2024-10-27 01:30",
    ]


def test_the_same_log_gives_the_same_file() -> None:
    later = replace(OPEN, at=EXPIRES, stamp=RecordStamp(at="2024-10-03T00:00Z", seconds=1.0))
    assert to_ics({"a": later}, EN) == to_ics({"a": OPEN}, EN)


HOSTILE = 'a;b,c\\d\nEND:VCALENDAR\r\nX:\u202e\x00\x7f\t"é漢😀'


def test_foreign_text_stays_text() -> None:
    text = to_ics({HOSTILE: replace(OPEN, rule=HOSTILE, cites=HOSTILE * 9)}, FR)
    (found,) = events(text)
    assert read(found["SUMMARY"]).startswith(
        "Fin de la procédure d’approbation tacite\u202f: a;b,c\\d END:VCALENDAR  X:"
    )


@settings(deadline=None)
@given(st.text(), st.text())
def test_whatever_the_names_the_file_is_sound(name: str, rule: str) -> None:
    found = event(replace(OPEN, rule=rule, cites=name))
    assert read(found["SUMMARY"])
    (found,) = events(to_ics({name: OPEN}, EN))
    assert found["UID"]


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_folding_can_be_undone(line: str) -> None:
    parts = folded(line).split("\r\n ")
    assert "".join(parts) == line
    assert all(len(part.encode()) <= 74 + (not n) for n, part in enumerate(parts))
    assert all(len(a.encode()) > 69 for a, _ in pairwise(parts))


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_escaping_can_be_undone(text: str) -> None:
    once = read(escaped(text))
    assert read(escaped(once)) == once
