from __future__ import annotations

import re
from datetime import timedelta
from inspect import getsource

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from silence_logs import (
    DRAFT_LINE,
    EXPIRES,
    OPENED,
    RULE,
    act,
    circulate,
    kinds,
    line,
    log,
)

from foedus.brief.catalogue import catalogue
from foedus.brief.findings import sentence
from foedus.brief.language import Language
from foedus.decide import (
    demands,
    events,
    instants,
    json_lines,
    log_check,
    log_order,
    log_values,
    steps,
)
from foedus.decide import silence as procedure
from foedus.decide.events import KINDS, parse_events
from foedus.decide.silence import append
from foedus.errors import Finding, InputError

DURING = OPENED + timedelta(days=1)
OBJECTION = act("object", DURING)


def added(text: str, more: str) -> str:
    return append(text, more, rule=RULE)


def refused(text: str, more: str) -> list[Finding]:
    with pytest.raises(InputError) as error:
        added(text, more)
    return [finding for finding in error.value.findings if finding.severity == "fault"]


def test_an_event_is_added_on_a_line_of_its_own() -> None:
    assert added("", circulate()) == log(circulate())
    assert added(log(circulate()), OBJECTION) == log(circulate(), OBJECTION)
    assert added(circulate(), OBJECTION) == log(circulate(), OBJECTION)
    both = f"\ufeff{circulate()}\r\n\n{OBJECTION}\r\n"
    assert added("", both) == log(circulate(), OBJECTION)


@pytest.mark.parametrize(
    "text",
    [f"\ufeff{circulate()}\r\n", f"\n\n{circulate()}", f" {circulate()}  \r\n\r\n", "\ufeff"],
)
def test_the_log_so_far_stays_character_by_character(text: str) -> None:
    more = OBJECTION if "circulate" in text else circulate()
    whole = added(text, more)
    assert whole.startswith(text)
    assert whole.endswith(f"{more}\n")
    assert len(parse_events(whole)) == len(parse_events(text)) + 1


def test_nothing_to_add_changes_nothing() -> None:
    for text in ("", circulate(), log(circulate())):
        assert added(text, " \r\n") == text


def test_an_impossible_event_is_refused_at_its_line() -> None:
    text = log(circulate())
    (finding,) = refused(text, circulate(DURING))
    assert (finding.kind, finding.row) == ("silence.round-open", 2)
    found = refused(text, log(line("draft", OPENED), OBJECTION, line("circulated", DURING), "{"))
    assert [(f.row, f.kind) for f in found] == [
        (2, "silence.round-open"),
        (4, "silence.unknown-kind"),
        (5, "silence.not-json"),
    ]


def test_an_event_before_the_last_is_refused() -> None:
    assert kinds(refused(log(circulate()), line("draft", "2024-09-30T08:00Z"))) == ["out-of-order"]


def test_a_log_with_a_fault_takes_nothing() -> None:
    assert [f.row for f in refused("{", OBJECTION)] == [1]
    assert [f.row for f in refused(log("{", DRAFT_LINE), circulate())] == [1]


def test_a_line_that_was_cut_off_is_not_continued() -> None:
    cut = circulate()[:40]
    assert {f.row for f in refused(cut, circulate()[40:])} == {1, 2}


def test_who_is_no_member_is_refused() -> None:
    with pytest.raises(InputError) as error:
        append(log(circulate()), OBJECTION, rule=RULE, members=lambda _: ("BEL",))
    assert kinds(list(error.value.findings)) == ["not-a-member"]


def test_a_fault_of_an_added_event_stands_at_its_own_row() -> None:
    text, more = log(DRAFT_LINE, circulate()), f"\n{act('object', DURING, reason=' ')}\n"
    with pytest.raises(InputError) as error:
        append(text, more, rule=RULE, more_file="more.jsonl")
    (finding,) = error.value.findings
    assert (finding.file, finding.row, finding.kind) == ("more.jsonl", 2, "silence.no-reason")
    with pytest.raises(InputError) as error:
        append(text, line("refer", "2024-09-30T08:00Z"), rule=RULE, more_file="more.jsonl")
    (finding,) = error.value.findings
    assert "earlier than the one on line 2 of events.jsonl" in sentence(finding, Language("en"))
    assert finding.row == 1


def test_a_refused_step_invents_no_others() -> None:
    lines = (circulate(zone="Bruxelles", hash_fr=None), OBJECTION, line("withdraw", DURING))
    with pytest.raises(InputError) as error:
        added("", log(*lines))
    assert [(f.row, f.kind.removeprefix("silence."), f.severity) for f in error.value.findings] == [
        (1, "unknown-zone", "fault"),
        (1, "text-missing", "fault"),
        (1, "not-held", "warning"),
    ]


def test_an_event_out_of_order_has_its_other_faults_told() -> None:
    early = line("object", "2024-09-30T08:00Z", by="FRA")
    assert kinds(refused(log(circulate()), early)) == ["out-of-order", "no-reason"]


def test_an_objection_is_not_lifted() -> None:
    (finding,) = refused(log(circulate(), OBJECTION), line("lift", DURING))
    assert "circulate the text again, as the next round" in sentence(finding, Language("en"))


def test_texts_that_are_the_same_are_doubted() -> None:
    again = circulate(DURING, expires="2024-10-08T18:00", hash_en="0" * 64, hash_fr="0" * 64)
    first = circulate(hash_en="0" * 64, hash_fr="0" * 64)
    found = log_check.doubts(parse_events(log(first, OBJECTION, again)))
    assert [(f.row, f.kind.removeprefix("silence.")) for f in found] == [
        (1, "same-text"),
        (3, "same-text"),
        (3, "same-round"),
    ]
    assert not log_check.doubts(parse_events(log(circulate())))


def test_the_last_title_stands() -> None:
    text = log(line("draft", OPENED, title_en="A", title_fr="B"), circulate(DURING, title_en="C"))
    events_read = parse_events(text)
    assert log_check.titles(events_read, DURING) == {"en": "C", "fr": "B"}
    assert log_check.titles(events_read, OPENED) == {"en": "A", "fr": "B"}
    assert kinds(refused("", act("attach", OPENED, title_en="A")))[0] == "title-not-here"


def test_a_late_act_is_taken() -> None:
    assert added(log(circulate()), act("object", EXPIRES)).count("\n") == 2


SOME = st.tuples(st.sampled_from(KINDS), st.integers(-48, 200)).map(
    lambda each: (
        circulate(OPENED + timedelta(hours=each[1]), expires="2024-10-08T18:00")
        if each[0] == "circulate"
        else act(each[0], OPENED + timedelta(hours=each[1]), expires="2024-10-10T18:00")
    )
)


def taken(text: str, more: str) -> str:
    """Return the log with an event, or as it was where the event is refused."""
    try:
        return added(text, more)
    except InputError:
        return text


@settings(deadline=None)
@given(st.lists(SOME, max_size=8))
def test_a_log_only_ever_grows_and_stays_sound(lines: list[str]) -> None:
    text = ""
    for each in lines:
        whole = taken(text, each)
        assert whole in {text, f"{text}{each}\n"}
        text = whole
        procedure.silence_of(text, OPENED, rule=RULE)


# The texts of the faults


def named_kinds() -> set[str]:
    """Return every kind of fault that the procedure's modules name."""
    sources = "".join(
        getsource(module)
        for module in (
            events,
            json_lines,
            log_values,
            instants,
            demands,
            steps,
            log_check,
            log_order,
            procedure,
        )
    )
    return set(re.findall(r'"(silence\.[a-z-]+)"', sources))


def test_every_fault_has_a_text_and_every_text_a_fault() -> None:
    texts = {
        key
        for key in catalogue()
        if key.startswith("silence.") and not key.startswith("silence.calendar.")
    }
    assert named_kinds() == texts


FAULTY = {
    "too-large": " " * (events.LONGEST + 1),
    "more-faults": "x\n" * 2_000,
    "nested": "[" * 100_000,
    "not-json": "{",
    "not-object": "[]",
    "doubled-field": '{"at": "2024-10-01T08:00Z", "kind": "draft", "by": "A", "by": "B"}',
    "unknown-field": line("draft", OPENED, colour="red"),
    "missing": '{"kind": "draft"}',
    "not-text": line("draft", OPENED, by=1),
    "half-character": line("draft", OPENED, by="\ud800"),
    "not-a-round": line("draft", OPENED, round="1"),
    "not-instant": line("draft", "soon"),
    "not-expires": circulate(expires="soon"),
    "unknown-kind": line("drafft", OPENED),
    "unknown-what": act("attach", OPENED, what="foot"),
    "unknown-zone": circulate(zone="Bruxelles"),
    "not-hash": circulate(hash_en="abc"),
    "out-of-order": log(line("draft", DURING), circulate()),
    "closed": log(circulate(), line("withdraw", EXPIRES)),
    "round-open": log(circulate(), line("draft", DURING)),
    "not-open": OBJECTION,
    "not-now": line("refer", OPENED),
    "not-adopted": line("correct", OPENED),
    "changed-text": log(circulate(), line("correct", DURING)),
    "wrong-round": circulate(round=2),
    "not-a-member": log(circulate(), act("object", DURING, "USB")),
    "no-reason": log(circulate(), line("object", DURING, by="FRA")),
    "text-missing": circulate(hash_en=None),
    "offset": circulate(expires="2024-10-04T18:00+05:00"),
    "no-such-time": circulate(expires="2025-03-30T02:30"),
    "twice": circulate(expires="2024-10-27T02:30"),
    "expires-before": circulate(expires="2024-09-30T02:30"),
    "not-later": log(circulate(), line("extend", DURING, expires="2024-10-03T18:00")),
}


@pytest.mark.parametrize("kind", FAULTY)
@pytest.mark.parametrize("code", ["en", "fr"])
def test_a_fault_says_what_is_wrong_and_what_to_do(kind: str, code: str) -> None:
    with pytest.raises(InputError) as error:
        append(FAULTY[kind], "", rule=RULE, members=lambda _: ("FRA", "USA"))
    (finding,) = (f for f in error.value.findings if f.kind == f"silence.{kind}")
    text = sentence(finding, Language(code))  # type: ignore[arg-type]
    assert text.startswith("events.jsonl")
    assert "{" not in text.replace("({)", "")
    assert ";" in text or ":" in text
    assert '""' not in text
    assert "«\u202f\u202f»" not in text


def test_the_texts_in_full() -> None:
    (finding,) = refused("", circulate(expires="2024-10-27T02:30"))
    assert sentence(finding, Language("en")) == (
        "events.jsonl row 1, expires: the clocks of Europe/Brussels go back and show "
        "2024-10-27T02:30 twice; give the offset: 2024-10-27T02:30:00+02:00 or "
        "2024-10-27T02:30:00+01:00"
    )
    (finding,) = refused("", circulate(hash_fr=None))
    assert sentence(finding, Language("fr")) == (
        "events.jsonl ligne 1, hash_fr\u202f: l’empreinte du texte manque\u202f: un tour, comme un "
        "rectificatif, lie le texte dans les deux langues\u202f; ajoutez hash_en et hash_fr"
    )
