from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from silence_logs import (
    EXPIRES,
    HASH_EN,
    HASH_FR,
    INSTANT,
    OPENED,
    RULE,
    SHORT,
    act,
    at,
    circulate,
    kinds,
    line,
    log,
    refused,
    under,
)

from foedus.decide.events import KINDS, EventKind, parse_events
from foedus.decide.silence import allowed, silence, silence_of
from foedus.errors import InputError
from foedus.results.silence import Silence, State

DAY = timedelta(days=1)
DRAFTED, TABLED = OPENED - 2 * DAY, OPENED - DAY
DURING, AFTER = OPENED + DAY, EXPIRES + DAY
DRAFT, TABLE = line("draft", DRAFTED), line("table", TABLED)
BROKEN = (circulate(), act("object", DURING))

HISTORY: dict[State, tuple[str, ...]] = {
    "none": (),
    "draft": (DRAFT,),
    "tabled": (DRAFT, TABLE),
    "under_silence": (circulate(),),
    "broken": BROKEN,
    "adopted": (circulate(),),
    "withdrawn": (circulate(), line("withdraw", DURING)),
    "referred": (circulate(), line("refer", DURING)),
}
"""A log that leads to each state; the next event comes on the day after, or after adoption."""


def following(state: State) -> datetime:
    return AFTER if state == "adopted" else DURING + timedelta(hours=1)


def event(kind: EventKind, moment: datetime) -> str:
    """Return a sound event of a kind."""
    later = (moment + 10 * DAY).isoformat().replace("+00:00", "Z")
    if kind == "circulate":
        return circulate(moment, expires=later)
    if kind == "extend":
        return line("extend", moment, expires=later)
    if kind == "correct":
        return line("correct", moment, hash_en=HASH_EN, hash_fr=HASH_FR, reason="misprint")
    if kind in {"object", "amend", "request_time", "attach"}:
        return act(kind, moment)
    return line(kind, moment)


C, U, N, R = "closed", "round-open", "not-open", "not-now"
TABLE_OF_REFUSALS: dict[EventKind, dict[State, str]] = {
    "draft": {"draft": R, "tabled": R, "under_silence": U, "broken": R,
              "adopted": C, "withdrawn": C, "referred": C},
    "table": {"tabled": R, "under_silence": U, "broken": R,
              "adopted": C, "withdrawn": C, "referred": C},
    "circulate": {"under_silence": U, "adopted": C, "withdrawn": C, "referred": C},
    "extend": {"none": N, "draft": N, "tabled": N, "broken": N,
               "adopted": C, "withdrawn": C, "referred": C},
    "object": {"none": N, "draft": N, "tabled": N, "withdrawn": C, "referred": C},
    "amend": {"none": N, "draft": N, "tabled": N, "withdrawn": C, "referred": C},
    "request_time": {"none": N, "draft": N, "tabled": N, "withdrawn": C, "referred": C},
    "withdraw": {"none": R, "adopted": C, "withdrawn": C, "referred": C},
    "refer": {"none": R, "draft": R, "adopted": C, "withdrawn": C, "referred": C},
    "attach": {"none": N, "draft": N, "tabled": N, "withdrawn": C, "referred": C},
    "correct": {"none": "not-adopted", "draft": "not-adopted", "tabled": "not-adopted",
                "under_silence": "changed-text", "broken": "not-adopted",
                "withdrawn": C, "referred": C},
}  # fmt: skip
LEADS_TO: dict[EventKind, State] = {
    "draft": "draft",
    "table": "tabled",
    "circulate": "under_silence",
    "extend": "under_silence",
    "object": "broken",
    "amend": "broken",
    "request_time": "broken",
    "withdraw": "withdrawn",
    "refer": "referred",
}


@pytest.mark.parametrize("state", HISTORY)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_in_every_state(kind: EventKind, state: State) -> None:
    moment = following(state)
    lines = (*HISTORY[state], event(kind, moment))
    before = at(moment, *HISTORY[state])
    assert before.state == state
    refusal = TABLE_OF_REFUSALS[kind].get(state)
    if refusal is None:
        expected = state if state == "adopted" else LEADS_TO.get(kind, state)
        assert at(moment, *lines).state == expected
    else:
        (finding,) = refused(*lines)
        assert finding.kind == f"silence.{refusal}"
        assert (finding.row, finding.column, finding.value) == (len(lines), "kind", kind)
        assert finding.details["state"] == state
    assert (kind in allowed(before)) == (refusal is None)


def test_before_the_log_begins_there_is_nothing() -> None:
    found = at(datetime(1990, 1, 1, tzinfo=UTC), circulate())
    assert (found.state, found.round, found.expires, found.rounds) == ("none", 0, None, ())
    assert (found.upcoming, found.last) == (1, None)


def test_an_empty_log_is_at_nothing() -> None:
    assert at(OPENED).state == "none"


# Lapse


@pytest.mark.parametrize(
    ("moment", "state", "outcome"),
    [
        (OPENED, "under_silence", "open"),
        (EXPIRES - INSTANT, "under_silence", "open"),
        (EXPIRES, "adopted", "adopted"),
        (EXPIRES + INSTANT, "adopted", "adopted"),
    ],
)
def test_a_text_is_adopted_at_its_instant(moment: datetime, state: str, outcome: str) -> None:
    found = at(moment, circulate())
    assert (found.state, found.expires, found.rounds[0].outcome) == (state, EXPIRES, outcome)


def test_a_round_begins_at_its_instant() -> None:
    assert at(OPENED - INSTANT, DRAFT, TABLE, circulate()).state == "tabled"
    assert at(OPENED, DRAFT, TABLE, circulate()).state == "under_silence"


@pytest.mark.parametrize("kind", ["object", "amend", "request_time"])
def test_an_act_just_before_the_deadline_breaks(kind: str) -> None:
    found = at(AFTER, circulate(), act(kind, EXPIRES - INSTANT))
    assert (found.state, found.late, found.rounds[0].outcome) == ("broken", (), "broken")
    (noted,) = found.breaks
    assert (noted.kind, noted.by, noted.reason, noted.round) == (kind, "FRA", "not agreed", 1)


@pytest.mark.parametrize("kind", ["object", "amend", "request_time"])
@pytest.mark.parametrize("moment", [EXPIRES, EXPIRES + INSTANT])
def test_an_act_at_or_after_the_deadline_is_late(kind: str, moment: datetime) -> None:
    found = at(AFTER, circulate(), act(kind, moment))
    assert (found.state, found.breaks) == ("adopted", ())
    assert [noted.kind for noted in found.late] == [kind]


def test_further_objections_are_listed_until_the_deadline() -> None:
    found = at(
        AFTER,
        *BROKEN,
        act("amend", EXPIRES - INSTANT, "POL"),
        act("object", EXPIRES, "BEL"),
    )
    assert found.state == "broken"
    assert [noted.by for noted in found.breaks] == ["FRA", "POL"]
    assert [noted.by for noted in found.late] == ["BEL"]


def test_an_act_that_does_not_break_is_attached() -> None:
    rule = under(breaks=("object",))
    lines = (
        circulate(),
        act("request_time", DURING),
        act("object", DURING, "POL"),
        act("amend", DURING, "BEL"),
        act("amend", EXPIRES, "BEL"),
    )
    found = at(AFTER, *lines, rule=rule)
    assert found.state == "broken"
    assert [(n.kind, n.what) for n in found.attached] == [("request_time", None), ("amend", None)]
    assert [noted.kind for noted in found.late] == ["amend"]
    assert at(AFTER, *lines[:2], rule=rule).state == "adopted"


def test_an_act_without_a_reason_is_refused_late_too() -> None:
    lines = [line(kind, DURING, by="FRA") for kind in ("object", "amend", "request_time")]
    assert kinds(refused(circulate(), *lines)) == ["no-reason"] * 3
    assert kinds(refused(circulate(), act("object", EXPIRES, reason=" "))) == ["no-reason"]


# Rounds


@pytest.mark.parametrize(
    ("left_out", "kind"),
    [
        ("hash_en", "text-missing"),
        ("hash_fr", "text-missing"),
        ("zone", "missing"),
        ("expires", "missing"),
    ],
)
def test_a_round_binds_both_texts_and_a_deadline_in_a_zone(left_out: str, kind: str) -> None:
    (finding,) = refused(circulate(**{left_out: None}))
    assert (finding.kind, finding.column) == (f"silence.{kind}", left_out)


def test_all_that_a_round_lacks_is_said_at_once() -> None:
    assert sorted(kinds(refused(line("circulate", OPENED)))) == [
        "missing", "missing", "text-missing", "text-missing",
    ]  # fmt: skip


def test_a_new_text_is_a_new_round() -> None:
    again = DURING + timedelta(hours=2)
    lines = (
        *BROKEN,
        circulate(again, expires="2024-10-09T18:00", hash_en="c" * 64, round=2),
        act("attach", again, what="footnote", round=2),
    )
    found = at(again, *lines)
    assert (found.state, found.round) == ("under_silence", 2)
    assert [r.outcome for r in found.rounds] == ["broken", "open"]
    assert [r.hash_en for r in found.rounds] == ["a" * 64, "c" * 64]
    assert [noted.round for noted in (*found.breaks, *found.attached)] == [1, 2]
    assert at(datetime(2024, 10, 9, 16, tzinfo=UTC), *lines).state == "adopted"


def test_after_a_new_round_an_act_is_held_against_its_deadline() -> None:
    again = EXPIRES + DAY
    found = at(
        again + 3 * DAY,
        *BROKEN,
        circulate(again, expires="2024-10-20T18:00"),
        act("object", again + DAY, "POL"),
    )
    assert (found.state, [n.round for n in found.breaks], found.late) == ("broken", [1, 2], ())


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((circulate(round=2),), "1"),
        ((*BROKEN, circulate(following("broken"), round=1)), "2"),
        ((circulate(), act("object", DURING, round=2)), "1"),
        ((circulate(), act("object", AFTER, round=2)), "1"),
        ((circulate(), line("extend", DURING, expires="2024-10-05T18:00", round=2)), "1"),
        ((circulate(), line("withdraw", DURING, round=3)), "1"),
        ((line("draft", DRAFTED, round=1),), "0"),
    ],
)
def test_the_number_of_a_round_must_fit(lines: tuple[str, ...], expected: str) -> None:
    (finding,) = refused(*lines)
    assert (finding.kind, finding.details["expected"]) == ("silence.wrong-round", expected)


@pytest.mark.parametrize("expires", ["2024-10-01T08:00Z", "2024-10-01T10:00", "2024-09-30T08:00Z"])
def test_a_deadline_comes_after_the_circulation(expires: str) -> None:
    assert kinds(refused(circulate(expires=expires), rule=SHORT)) == ["expires-before"]


@pytest.mark.parametrize(
    ("expires", "kind"),
    [
        ("2024-10-04T07:59:59.999999Z", ["too-short"]),
        ("2024-10-04T08:00Z", []),
        ("2024-10-04T08:00:00.000001Z", []),
    ],
)
def test_the_shortest_silence_is_exact(expires: str, kind: list[str]) -> None:
    lines = (circulate(expires=expires),)
    if kind:
        (finding,) = refused(*lines, rule=SHORT)
        assert finding.kind == "silence.too-short"
        assert finding.details == {"hours": "72", "earliest": "2024-10-04T10:00:00+02:00"}
    else:
        assert at(OPENED, *lines, rule=SHORT).state == "under_silence"


def test_a_fraction_of_an_hour_is_exact() -> None:
    rule = under(minimum_hours=Fraction(1, 3))
    assert at(OPENED, circulate(expires="2024-10-01T08:20Z"), rule=rule).round == 1
    (finding,) = refused(circulate(expires="2024-10-01T08:19:59.999999Z"), rule=rule)
    assert finding.details["earliest"] == "2024-10-01T10:20:00+02:00"


def test_a_rule_may_ask_for_longer_than_the_calendar_lasts() -> None:
    (finding,) = refused(circulate(), rule=under(minimum_hours=Fraction(10**12)))
    assert finding.kind == "silence.too-short"


# Daylight saving


def test_a_deadline_that_comes_twice_needs_its_offset() -> None:
    opened = datetime(2024, 10, 20, 8, tzinfo=UTC)
    assert kinds(refused(circulate(opened, expires="2024-10-27T02:30"))) == ["twice"]
    first = at(opened, circulate(opened, expires="2024-10-27T02:30+02:00")).expires
    second = at(opened, circulate(opened, expires="2024-10-27T02:30+01:00")).expires
    assert first == datetime(2024, 10, 27, 0, 30, tzinfo=UTC)
    assert second == datetime(2024, 10, 27, 1, 30, tzinfo=UTC)


def test_a_deadline_that_is_skipped_is_refused() -> None:
    opened = datetime(2024, 3, 25, 8, tzinfo=UTC)
    assert kinds(refused(circulate(opened, expires="2024-03-31T02:30"))) == ["no-such-time"]


def test_a_deadline_with_another_offset_than_the_zones_is_refused() -> None:
    (finding,) = refused(circulate(expires="2024-10-04T18:00+01:00"))
    assert (finding.kind, finding.value) == ("silence.offset", "2024-10-04T18:00+01:00")
    assert finding.details["nearest"] == "2024-10-04T19:00:00+02:00"


@pytest.mark.parametrize(
    ("opened", "expires", "hours"),
    [
        ("2024-10-25T10:00+02:00", "2024-10-28T10:00", 73),
        ("2024-03-29T10:00+01:00", "2024-04-01T10:00", 71),
    ],
)
def test_a_round_across_the_change_has_its_true_length(
    opened: str, expires: str, hours: int
) -> None:
    lines = (circulate(opened, expires=expires),)
    begun = datetime.fromisoformat(opened)
    assert at(begun, *lines).expires == begun + timedelta(hours=hours)
    if hours < 72:
        assert kinds(refused(*lines, rule=SHORT)) == ["too-short"]
    else:
        assert at(begun, *lines, rule=SHORT).state == "under_silence"


# Extensions


def test_an_extension_moves_the_deadline() -> None:
    lines = (
        circulate(),
        line("extend", DURING, expires="2024-10-07T18:00"),
        line("extend", EXPIRES, expires="2024-10-08T12:00-04:00", zone="America/New_York"),
    )
    found = at(EXPIRES, *lines)
    (only,) = found.rounds
    assert found.state == "under_silence"
    assert found.expires == only.expires == datetime(2024, 10, 8, 16, tzinfo=UTC)
    assert only.extensions == (EXPIRES, datetime(2024, 10, 7, 16, tzinfo=UTC))
    assert only.zone == "America/New_York"
    assert at(EXPIRES - INSTANT, *lines).rounds[0].extensions == (EXPIRES,)


def test_an_act_is_held_against_the_extended_deadline() -> None:
    extended = (circulate(), line("extend", DURING, expires="2024-10-07T18:00"))
    assert at(AFTER, *extended, act("object", AFTER)).state == "broken"
    assert at(AFTER, *extended).state == "under_silence"


def test_just_before_the_deadline_it_can_still_be_moved() -> None:
    moved = line("extend", EXPIRES - INSTANT, expires="2024-10-07T18:00")
    assert at(EXPIRES, circulate(), moved).state == "under_silence"
    moved = line("extend", EXPIRES, expires="2024-10-07T18:00")
    assert kinds(refused(circulate(), moved)) == ["closed"]


@pytest.mark.parametrize("expires", ["2024-10-04T18:00", "2024-10-04T15:59:59.999999Z"])
def test_an_extension_is_later(expires: str) -> None:
    (finding,) = refused(circulate(), line("extend", DURING, expires=expires))
    assert finding.kind == "silence.not-later"
    assert finding.details["present"] == "2024-10-04T18:00:00+02:00"


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({}, "missing"),
        ({"expires": "2024-10-27T02:30"}, "twice"),
        ({"expires": "2024-10-27T02:30", "zone": "Pluto"}, "unknown-zone"),
    ],
)
def test_an_extension_has_a_deadline_in_the_rounds_zone(fields: dict[str, str], kind: str) -> None:
    text = log(circulate(), line("extend", DURING, **fields))
    with pytest.raises(InputError) as error:
        silence_of(text, DURING, rule=RULE)
    assert kinds(list(error.value.findings)) == [kind]


def test_each_round_keeps_its_own_earlier_deadlines() -> None:
    again = DURING + timedelta(hours=1)
    moved = [
        line("extend", DURING, expires=f"2024-10-{day:02d}T18:00") for day in range(5, 25)
    ]  # fmt: skip
    found = at(
        again,
        circulate(),
        *moved,
        act("object", DURING),
        circulate(again),
        line("extend", again, expires="2024-10-05T18:00"),
    )
    first, second = found.rounds
    assert first.extensions == tuple(EXPIRES + n * DAY for n in range(20))
    assert first.expires == EXPIRES + 20 * DAY
    assert second.extensions == (EXPIRES,)


def test_a_rule_may_allow_no_extension() -> None:
    moved = line("extend", DURING, expires="2024-10-07T18:00")
    assert kinds(refused(circulate(), moved, rule=under(extensions=False))) == ["no-extensions"]


# Membership


def members(day: date) -> list[str]:
    """Poland joins on 2 October 2024."""
    return ["BEL", "FRA", "POL"] if day >= date(2024, 10, 2) else ["FRA", "BEL"]


@pytest.mark.parametrize("kind", ["object", "amend", "request_time", "attach"])
@pytest.mark.parametrize("moment", [DURING, EXPIRES])
def test_only_a_member_acts(kind: str, moment: datetime) -> None:
    (finding,) = refused(circulate(), act(kind, moment, "POL"), members=members)
    assert (finding.kind, finding.column, finding.value) == ("silence.not-a-member", "by", "POL")
    assert finding.details["day"] == "2024-10-01"
    found = at(moment, circulate(), act(kind, moment, "BEL"), members=members)
    assert found.members_known
    assert found.rounds[0].members == ("BEL", "FRA")


@pytest.mark.parametrize("kind", ["object", "amend", "request_time", "attach"])
def test_without_a_membership_somebody_must_act(kind: str) -> None:
    found = at(DURING, circulate(), act(kind, DURING, "anybody"))
    assert not found.members_known
    assert found.rounds[0].members is None
    (finding,) = refused(circulate(), act(kind, DURING, " "))
    assert (finding.kind, finding.column) == ("silence.missing", "by")


def test_the_membership_is_that_of_the_circulation_in_its_zone() -> None:
    late = datetime(2024, 10, 1, 22, tzinfo=UTC)  # midnight in Brussels
    lines = (DRAFT, TABLE, circulate(late), act("object", late, "POL"))
    assert at(late, *lines, members=members).state == "broken"
    earlier = (DRAFT, TABLE, circulate(late - INSTANT), act("object", late, "POL"))
    assert kinds(refused(*earlier, members=members)) == ["not-a-member"]
    in_utc = (circulate(late, zone="UTC"), act("object", late, "POL"))
    assert kinds(refused(*in_utc, members=members)) == ["not-a-member"]


def test_a_new_round_has_the_membership_of_its_own_day() -> None:
    again = DURING + timedelta(hours=1)
    lines = (*BROKEN, act("object", again, "POL"), circulate(again), act("object", again, "POL"))
    assert [f.row for f in refused(*lines, members=members)] == [3]
    found = at(again, *BROKEN, circulate(again), act("object", again, "POL"), members=members)
    assert [r.members for r in found.rounds] == [("BEL", "FRA"), ("BEL", "FRA", "POL")]


def test_an_extension_leaves_the_membership_and_its_day() -> None:
    lines = (
        circulate(),
        line("extend", DURING, expires="2024-10-07T18:00", zone="Pacific/Auckland"),
        act("object", DURING, "POL"),
    )
    (finding,) = refused(*lines, members=members)
    assert (finding.row, finding.details["day"]) == (3, "2024-10-01")


def test_a_body_without_members_has_nobody_to_act() -> None:
    assert kinds(refused(*BROKEN, members=lambda _: ())) == ["not-a-member"]


# What is attached, for good


@pytest.mark.parametrize(
    ("given", "what"),
    [(None, "footnote"), *((w, w) for w in (
        "interpretative_statement", "footnote", "non_participation", "reservation"))],
)  # fmt: skip
def test_what_is_attached_stays(given: str | None, what: str) -> None:
    attached = act("attach", DURING, **({"what": given} if given else {}))
    for lines in ((circulate(), attached), (*BROKEN, attached), (circulate(), attached, attached)):
        for moment in (DURING, EXPIRES, AFTER + 1000 * DAY):
            found = at(moment, *lines)
            assert {(n.kind, n.what, n.by, n.round) for n in found.attached} == {
                ("attach", what, "FRA", 1)
            }
    again = DURING + timedelta(hours=1)
    assert at(again, *BROKEN, attached, circulate(again)).attached != ()
    assert at(again, circulate(), attached, line("withdraw", again)).attached != ()


def test_a_statement_can_follow_the_adoption() -> None:
    assert at(AFTER, circulate(), act("attach", AFTER)).attached[0].at == AFTER


def test_a_corrigendum_is_attached_and_leaves_the_state() -> None:
    found = at(AFTER, circulate(), event("correct", EXPIRES))
    (noted,) = found.attached
    assert found.state == "adopted"
    assert (noted.kind, noted.what, noted.reason) == ("correct", "corrigendum", "misprint")
    assert (noted.hash_en, noted.hash_fr) == (HASH_EN, HASH_FR.lower())
    assert kinds(refused(circulate(), event("correct", EXPIRES - INSTANT))) == ["changed-text"]


def test_a_corrigendum_has_both_texts_and_a_reason() -> None:
    found = refused(circulate(), line("correct", AFTER))
    assert kinds(found) == ["text-missing", "text-missing", "no-reason"]


# Ends


@pytest.mark.parametrize(("kind", "outcome"), [("withdraw", "withdrawn"), ("refer", "referred")])
def test_an_open_round_ends_with_the_text(kind: str, outcome: str) -> None:
    found = at(AFTER, circulate(), line(kind, EXPIRES - INSTANT))
    assert (found.state, found.rounds[0].outcome) == (outcome, outcome)
    assert kinds(refused(circulate(), line(kind, EXPIRES))) == ["closed"]


@pytest.mark.parametrize(("kind", "state"), [("withdraw", "withdrawn"), ("refer", "referred")])
def test_a_broken_round_stays_broken(kind: str, state: str) -> None:
    found = at(AFTER, *BROKEN, line(kind, AFTER))
    assert (found.state, found.rounds[0].outcome) == (state, "broken")


# The log


def test_an_event_out_of_order_is_refused() -> None:
    (finding,) = refused(TABLE, DRAFT)
    assert (finding.kind, finding.row, finding.column) == ("silence.out-of-order", 2, "at")
    assert finding.details == {"line": "1", "in": "events.jsonl", "before": TABLED.isoformat()}


def test_equal_instants_keep_the_order_of_the_lines() -> None:
    lines = (line("draft", OPENED), line("table", OPENED), circulate(), act("object", OPENED))
    found = at(OPENED, *lines)
    assert (found.state, found.last) == ("broken", OPENED)
    assert at(OPENED - INSTANT, *lines).state == "none"


def test_the_order_is_that_of_the_instants_not_of_the_clocks() -> None:
    lines = (line("draft", "2024-10-01T10:00+02:00"), line("table", "2024-10-01T09:00Z"))
    assert at(OPENED + DAY, *lines).state == "tabled"


def test_after_a_refused_event_the_next_are_held_to_what_does_not_rest_on_the_state() -> None:
    found = refused(
        circulate(hash_fr=None),
        circulate(OPENED + INSTANT),
        act("object", DURING, reason=""),
        act("object", OPENED, by=""),
        line("draft", DURING),
    )
    assert [(f.row, f.kind.removeprefix("silence.")) for f in found] == [
        (1, "text-missing"),
        (3, "no-reason"),
        (4, "out-of-order"),
        (4, "missing"),
    ]


def test_an_act_may_have_more_than_one_fault() -> None:
    found = refused(circulate(), line("object", DURING, by="XXX", round=7), members=members)
    assert kinds(found) == ["wrong-round", "no-reason", "not-a-member"]


def test_events_after_now_are_left_out_but_checked() -> None:
    assert at(OPENED, *BROKEN).upcoming == 1
    assert at(OPENED, *BROKEN).breaks == ()
    assert kinds(refused(circulate(), act("object", AFTER, reason=""))) == ["no-reason"]


def test_form_and_substance_are_reported_at_once() -> None:
    with pytest.raises(InputError) as error:
        silence_of(log("{", line("extend", OPENED), line("draft", "soon")), OPENED, rule=RULE)
    found = [f for f in error.value.findings if f.severity == "fault"]
    assert [(f.row, f.kind) for f in found] == [
        (1, "silence.not-json"),
        (2, "silence.missing"),
        (3, "silence.not-instant"),
    ]
    assert silence_of(log(*BROKEN), AFTER, rule=RULE) == at(AFTER, *BROKEN)


def test_many_refused_events_are_bounded() -> None:
    found = refused(circulate(), *[act("object", DURING, "XXX")] * 3_000, members=members)
    assert len(found) == 1_001
    assert found[-1].kind == "silence.more-faults"


def test_a_rule_without_a_silence_procedure_is_refused() -> None:
    (finding,) = refused(rule=replace(RULE, silence=None))
    assert (finding.kind, finding.value) == ("silence.no-procedure", "own")


def test_now_has_a_zone() -> None:
    with pytest.raises(ValueError, match="no zone"):
        silence((), datetime(2024, 10, 1), rule=RULE)
    brussels = datetime.fromisoformat("2024-10-04T18:00+02:00")
    assert at(brussels, circulate()) == at(EXPIRES, circulate())
    assert at(brussels, circulate()).at.tzinfo is UTC


# Whatever the history


HOURS = st.integers(0, 400).map(lambda hours: OPENED + timedelta(hours=hours))


@st.composite
def histories(draw: st.DrawFn) -> tuple[str, ...]:
    """Draw a log that is sound: each event is one that the procedure then takes."""
    lines: list[str] = []
    for moment in sorted(draw(st.lists(HOURS, max_size=12))):
        now = at(moment, *lines)
        if not allowed(now):
            break
        kind = draw(st.sampled_from(allowed(now)))
        deadline = max(now.expires or moment, moment) + timedelta(hours=draw(st.integers(1, 90)))
        written = deadline.isoformat().replace("+00:00", "Z")
        if kind == "circulate":
            lines.append(circulate(moment, expires=written))
        elif kind == "extend":
            lines.append(line("extend", moment, expires=written))
        else:
            lines.append(event(kind, moment))
    return tuple(lines)


def without_time(found: Silence) -> tuple[object, ...]:
    return (found.breaks, found.late, found.attached, found.upcoming, found.last, found.round)


@settings(deadline=None)
@given(histories(), st.lists(HOURS, min_size=2, max_size=6))
def test_between_two_events_only_time_changes_anything(
    lines: tuple[str, ...], moments: list[datetime]
) -> None:
    events = parse_events(log(*lines))
    for first, second in pairwise(sorted(moments)):
        before, after = (silence(events, m, rule=RULE) for m in (first, second))
        if any(first < e.at <= second for e in events):
            continue
        assert without_time(before) == without_time(after)
        lapsed = before.state == "under_silence" and second >= (before.expires or second)
        assert after.state == ("adopted" if lapsed else before.state)


@settings(deadline=None)
@given(histories(), st.lists(HOURS, max_size=6))
def test_the_answer_is_the_same_whatever_was_asked_before(
    lines: tuple[str, ...], moments: list[datetime]
) -> None:
    events = parse_events(log(*lines))
    fresh = [silence(parse_events(log(*lines)), m, rule=RULE) for m in moments]
    assert [silence(events, m, rule=RULE) for m in moments] == fresh
    assert [silence(events, m, rule=RULE) for m in reversed(moments)] == fresh[::-1]


@settings(deadline=None)
@given(histories(), HOURS)
def test_events_after_now_change_nothing_but_their_number(
    lines: tuple[str, ...], moment: datetime
) -> None:
    events = parse_events(log(*lines))
    until = [e for e in events if e.at <= moment]
    found = silence(events, moment, rule=RULE)
    assert replace(found, upcoming=0) == silence(until, moment, rule=RULE)
    assert found.upcoming == len(events) - len(until)


@settings(deadline=None)
@given(histories(), HOURS)
def test_the_parts_of_an_answer_agree(lines: tuple[str, ...], moment: datetime) -> None:
    found = silence(parse_events(log(*lines)), moment, rule=RULE)
    assert [r.number for r in found.rounds] == list(range(1, found.round + 1))
    assert all(r.outcome == "broken" for r in found.rounds[:-1])
    if found.rounds:
        last = found.rounds[-1]
        assert found.expires == last.expires
        assert (last.outcome == "open") == (found.state == "under_silence")
        assert (last.outcome == "adopted") == (found.state == "adopted")
    for listed in (found.breaks, found.late, found.attached):
        assert [n.at for n in listed] == sorted(n.at for n in listed)
