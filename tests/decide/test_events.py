from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from silence_logs import HASH_EN, HASH_FR, circulate, line, log

from foedus.brief.findings import sentence
from foedus.brief.language import Language
from foedus.decide import events
from foedus.decide.events import parse_events
from foedus.decide.json_lines import MOST_FAULTS, located, read_lines
from foedus.errors import Finding, InputError

DRAFT = '{"at": "2024-10-01T08:00Z", "kind": "draft"}'


def faults(text: str) -> list[Finding]:
    with pytest.raises(InputError) as error:
        parse_events(text)
    return list(error.value.findings)


def only(text: str) -> Finding:
    (found,) = faults(text)
    return found


def with_field(name: str, value: object) -> str:
    return line("draft", "2024-10-01T08:00Z", **{name: value})


def test_an_event_is_read_with_all_its_fields() -> None:
    (event,) = parse_events(log(circulate(by=" Presidency ", round=1, reason="as agreed")))
    assert event.at == datetime(2024, 10, 1, 8, tzinfo=UTC)
    assert (event.kind, event.by, event.round) == ("circulate", "Presidency", 1)
    assert event.expires is not None
    assert (event.expires.text, event.zone) == ("2024-10-04T18:00", "Europe/Brussels")
    assert (event.hash_en, event.hash_fr) == (HASH_EN, HASH_FR.lower())
    assert (event.reason, event.what, event.line) == ("as agreed", None, 1)


def test_bytes_that_editors_add_are_taken() -> None:
    read = parse_events(f"\ufeff{DRAFT}\r\n\r\n  \t\n{DRAFT}")
    assert [event.line for event in read] == [1, 4]


def test_an_empty_log_is_sound() -> None:
    assert parse_events("") == parse_events("\ufeff") == parse_events("\n\r\n") == ()


def test_separators_inside_a_text_do_not_end_the_line() -> None:
    text = '{"at": "2024-10-01T08:00Z", "kind": "draft", "reason": "a\u2028b\u0085c"}'
    (event,) = parse_events(text)
    assert event.reason == "a\u2028b\u0085c"


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "nothing",
        '{"at": NaN}',
        '{"round": Infinity}',
        '{"round": -Infinity}',
        "{'at': 1}",
        '{"at": 1,}',
        f"{DRAFT} {DRAFT}",
        f"{DRAFT}\r{DRAFT}",
        '{"at": "a\tb"}',
        f"\u00a0{DRAFT}",
        "at,kind\n",
    ],
)
def test_what_is_no_json_is_refused(text: str) -> None:
    found = only(text)
    assert (found.kind, found.row) == ("silence.not-json", 1)


@pytest.mark.parametrize("text", ["[]", "1", '"text"', "null", "true", "1e999", "9" * 5000])
def test_what_is_no_object_is_refused(text: str) -> None:
    assert only(text).kind == "silence.not-object"


@pytest.mark.parametrize("depth", [100, 100_000])
@pytest.mark.parametrize("ends", ["[]", "{}"])
def test_nesting_ends_in_a_fault(depth: int, ends: str) -> None:
    opening = "[" if ends == "[]" else '{"a": '
    inner = opening * depth + ("" if ends == "[]" else "1") + ends[1] * depth
    text = f'{{"at": "2024-10-01T08:00Z", "kind": "draft", "reason": {inner}}}'
    expected = "silence.not-text" if depth == 100 else "silence.nested"
    assert only(text).kind == expected


def test_a_doubled_field_is_refused() -> None:
    found = only('{"at": "2024-10-01T08:00Z", "kind": "draft", "kind": "table"}')
    assert (found.kind, found.column) == ("silence.doubled-field", "kind")


def test_an_unknown_field_is_refused_with_the_nearest() -> None:
    found = only(with_field("hash_an", HASH_EN))
    assert (found.kind, found.column) == ("silence.unknown-field", "hash_an")
    assert found.details["nearest"] == "hash_en"


def test_an_unknown_kind_is_refused_with_the_nearest() -> None:
    found = only(line("circulated", "2024-10-01T08:00Z"))
    assert (found.kind, found.details["nearest"]) == ("silence.unknown-kind", "circulate")


def test_an_unknown_annex_is_refused_with_the_nearest() -> None:
    found = only(with_field("what", "foot note"))
    assert (found.kind, found.details["nearest"]) == ("silence.unknown-what", "footnote")


@pytest.mark.parametrize(
    "text", ['{"kind": "draft"}', '{"at": "", "kind": "draft"}', '{"at": " \\t", "kind": "draft"}']
)
def test_a_field_that_every_event_needs_is_asked_for(text: str) -> None:
    found = only(text)
    assert (found.kind, found.column) == ("silence.missing", "at")


def test_a_blank_text_is_as_none() -> None:
    (event,) = parse_events(with_field("by", "  "))
    assert event.by is None


@pytest.mark.parametrize("name", [n for n in events.FIELDS if n not in {"round", "at", "kind"}])
@pytest.mark.parametrize("value", [1, 1.5, True, None, [], {}, ["a"], {"a": 1}])
def test_a_text_must_be_a_text(name: str, value: object) -> None:
    found = only(with_field(name, value))
    assert (found.kind, found.column) == ("silence.not-text", name)


@pytest.mark.parametrize("value", [0, -1, 1.0, 1.5, True, "1", None, [], {}])
def test_a_round_is_a_whole_number_from_1(value: object) -> None:
    found = only(with_field("round", value))
    assert (found.kind, found.column) == ("silence.not-a-round", "round")


@pytest.mark.parametrize("digits", ["9" * 10, "9" * 5000, "1e999", "-1e999"])
def test_a_number_past_all_measure_is_refused(digits: str) -> None:
    assert only(f'{DRAFT[:-1]}, "round": {digits}}}').kind == "silence.not-a-round"


@pytest.mark.parametrize("value", ["soon", "2024-10-01", "2024-10-01T08:00", "2024-13-01T08:00Z"])
def test_an_event_has_an_instant(value: str) -> None:
    assert only(line("draft", value)).kind == "silence.not-instant"


def test_a_deadline_is_a_date_and_a_time() -> None:
    assert only(circulate(expires="2024-10-04")).kind == "silence.not-expires"


@pytest.mark.parametrize(
    "value", ["Brussels", "europe/brussels", "Europe", "../UTC", "/etc/passwd", "CEST", "localtime"]
)
def test_an_unknown_zone_is_refused_with_the_nearest(value: str) -> None:
    found = only(circulate(zone=value))
    assert (found.kind, found.column) == ("silence.unknown-zone", "zone")
    assert found.details["nearest"]


@pytest.mark.parametrize("value", ["a" * 63, "a" * 65, "g" * 64, "٣" * 64, "sha256:" + "a" * 64])
@pytest.mark.parametrize("name", ["hash_en", "hash_fr"])
def test_a_hash_has_64_hexadecimal_digits(name: str, value: str) -> None:
    found = only(circulate(**{name: value}))
    assert (found.kind, found.column) == ("silence.not-hash", name)


def test_half_a_character_is_refused() -> None:
    assert only(f'{DRAFT[:-1]}, "reason": "\\ud800"}}').kind == "silence.half-character"
    found = only('{"\\udfff": 1, "at": "2024-10-01T08:00Z", "kind": "draft"}')
    assert json.dumps(found.column, ensure_ascii=False).encode()


def test_all_faults_are_reported_at_once_with_line_and_field() -> None:
    text = log(
        DRAFT,
        "{",
        "",
        circulate(hash_en="x", hash_fr="y", zone="Mars", expires="soon", colour="red"),
        '{"kind": "drafft", "round": 0}',
    )
    found = [(f.row, f.column, f.kind.removeprefix("silence.")) for f in faults(text)]
    assert sorted(found, key=str) == sorted(
        [
            (2, None, "not-json"),
            (4, "colour", "unknown-field"),
            (4, "expires", "not-expires"),
            (4, "zone", "unknown-zone"),
            (4, "hash_en", "not-hash"),
            (4, "hash_fr", "not-hash"),
            (5, "at", "missing"),
            (5, "kind", "unknown-kind"),
            (5, "round", "not-a-round"),
        ],
        key=str,
    )


def test_a_text_past_all_measure_is_refused() -> None:
    found = only(" " * (events.LONGEST + 1))
    assert (found.kind, found.details["limit"]) == ("silence.too-large", "16")


def test_reading_stops_after_many_faults() -> None:
    found = faults("x\n" * 5_000)
    assert len(found) == MOST_FAULTS + 1
    assert (found[-1].kind, found[-1].row) == ("silence.more-faults", MOST_FAULTS + 1)


def test_a_line_of_many_unknown_fields_is_bounded() -> None:
    found = faults(json.dumps({f"field {n}": 1 for n in range(50_000)}))
    assert len(found) < MOST_FAULTS + 5


def test_a_finding_repeats_the_beginning_of_a_value_only() -> None:
    found = only(with_field("zone", "x" * 100_000))
    assert found.value is not None
    assert len(found.value) < 200


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
LINES = st.one_of(
    st.text(),
    JSON.map(json.dumps),
    st.dictionaries(st.sampled_from([*events.FIELDS, "x"]), JSON).map(json.dumps),
)


@settings(deadline=None)
@given(st.lists(LINES, max_size=4).map("\n".join))
def test_whatever_the_text_findings_and_no_other_error(text: str) -> None:
    read, unread = read_lines(text, events.FORM, file="events.jsonl")
    assert all(line.event.at.tzinfo is UTC for line in read if line.event is not None)
    flaws = [located(flaw, line.number, "x") for line in read for flaw in line.flaws]
    found = [*flaws, *unread]
    for finding in found:
        for code in ("en", "fr"):
            assert sentence(finding, Language(code)).encode()  # type: ignore[arg-type]
