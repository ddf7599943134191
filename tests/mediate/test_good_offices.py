from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from offices_logs import (
    ACCEPTED,
    BEGIN,
    CHOSEN,
    CONSENTED,
    EN,
    END,
    FR,
    NOTE,
    OFFERED,
    RELEASE,
    ROUND,
    Given,
    at,
    consents,
    event,
    findings,
    log,
    offer,
    refused,
    stands,
    text,
)

from foedus.errors import InputError
from foedus.mediate.offices import append, offices_of, open_files
from foedus.mediate.offices_check import doubts
from foedus.mediate.offices_events import LONGEST, parse_events
from foedus.mediate.offices_steps import allowed
from foedus.mediate.offices_values import KINDS
from foedus.results.offices import Mark, Offices

SUSPENDED = [*ROUND, event("suspend", reason="Elections")]
CLOSED = [*ROUND, event("close", "TUR", reason="No mandate")]
SETTLED = [*ACCEPTED, event("settle")]
SUBMITTED = [event("submit", "GRC", to=["TUR"])]
LAWS = consents(procedure="arbitration")
PARTLY = [*CHOSEN, text("GRC")]
PROPOSAL = event("propose", "GRC", name="p1", hash_en=EN)


STATES: dict[str, tuple[list[Given], str, tuple[str, ...]]] = {
    "nothing": ([], "none", ()),
    "an informal offer": (OFFERED, "offered", ("GRC", "TUR")),
    "a formal offer": ([offer(form="formal")], "offered", ("GRC", "TUR")),
    "an offer to one party": ([offer("GRC"), *consents("GRC")], "offered", ()),
    "an offer to the other too": (
        [offer("GRC"), *consents("GRC"), offer("TUR")], "offered", ("TUR",)),
    "a submission is consent": (SUBMITTED, "submitted", ("TUR",)),
    "the other party consents": ([*SUBMITTED, *consents("TUR")], "consented", ()),
    "submission on an offer": (
        [*OFFERED, event("submit", "TUR")], "submitted", ("GRC",)),
    "an offer on a submission": ([*SUBMITTED, offer("TUR")], "submitted", ("TUR",)),
    "one consents": ([*OFFERED, *consents("TUR")], "offered", ("GRC",)),
    "both consent": (CONSENTED, "consented", ()),
    "consent twice": ([*CONSENTED, *consents()], "consented", ()),
    "consent to one procedure": (
        [*OFFERED, *LAWS], "consented", ()),
    "one declines": ([*OFFERED, event("decline", "GRC")], "offered", ("GRC", "TUR")),
    "one declines, then consents": (
        [*OFFERED, event("decline", "GRC"), *consents()], "consented", ()),
    "a third party joins": ([*CONSENTED, offer("CYP")], "offered", ("CYP",)),
    "the third consents": ([*CONSENTED, offer("CYP"), *consents("CYP")], "consented", ()),
    "a procedure is chosen": (CHOSEN, "chosen", ()),
    "a party chooses": (
        [*CONSENTED, event("choose", "GRC", procedure="good_offices")], "chosen", ()),
    "another procedure": (
        [*CHOSEN, *LAWS, event("choose", procedure="arbitration")], "chosen", ()),
    "another procedure amid rounds": (
        [*ROUND, *LAWS, event("choose", procedure="arbitration")], "rounds", ()),
    "a consent to a procedure is taken back": (
        [*CONSENTED, *LAWS, event("decline", "GRC", procedure="arbitration")], "consented", ()),
    "a text": (ROUND, "rounds", ()),
    "a text with its number": ([*CHOSEN, text(round=1)], "rounds", ()),
    "a text shown to one": (PARTLY, "rounds", ()),
    "a second text": ([*ROUND, text(round=2)], "rounds", ()),
    "an answer to an earlier text": (
        [*ROUND, text(), event("accept", "GRC", round=1)], "rounds", ()),
    "a refusal": ([*ROUND, event("refuse", "GRC", reason="Too little")], "rounds", ()),
    "a proposal": ([*ROUND, PROPOSAL], "rounds", ()),
    "accepted by all": (ACCEPTED, "rounds", ()),
    "settled": (SETTLED, "settled", ()),
    "settled by a party": ([*ACCEPTED, event("settle", "GRC")], "settled", ()),
    "settled on the first text": (
        [*ACCEPTED, text(), event("settle", round=1)], "settled", ()),
    "refused, then accepted": (
        [*ROUND, event("refuse", "GRC"), event("accept", "GRC"), event("accept", "TUR"),
         event("settle")], "settled", ()),
    "disclosed, then accepted": (
        [*PARTLY, event("disclose", round=1, shown_to=["TUR"]), event("accept", "TUR")],
        "rounds", ()),
    "suspended": (SUSPENDED, "suspended", ()),
    "suspended before consent": (
        [*OFFERED, event("suspend", reason="Elections")], "suspended", ("GRC", "TUR")),
    "resumed": ([*SUSPENDED, event("resume", "GRC")], "rounds", ()),
    "resumed before consent": (
        [*OFFERED, event("suspend", reason="x"), event("resume")], "offered", ("GRC", "TUR")),
    "closed by a party": (CLOSED, "closed", ()),
    "closed before consent": ([*OFFERED, event("close", reason="x")], "closed", ("GRC", "TUR")),
    "closed while suspended": ([*SUSPENDED, event("close", reason="x")], "closed", ()),
    "a note before the other consents": (
        [*OFFERED, *consents("GRC"), NOTE], "offered", ("TUR",)),
    "a note of the office": ([*OFFERED, event("note", name="o", hash_en=EN)], "offered",
                             ("GRC", "TUR")),
    "a note while suspended": ([*SUSPENDED, NOTE], "suspended", ()),
    "a note disclosed by its author": (
        [*CONSENTED, NOTE, event("disclose", "GRC", name="n1", shown_to=["TUR"])],
        "consented", ()),
    "a note disclosed by the office": (
        [*CONSENTED, NOTE, RELEASE, event("disclose", name="n1", shown_to=["TUR"])],
        "consented", ()),
    "a note of the office disclosed": (
        [*CONSENTED, event("note", name="o", words="x"),
         event("disclose", name="o", shown_to=["TUR"])], "consented", ()),
}  # fmt: skip


@pytest.mark.parametrize("name", STATES)
def test_state_after_a_log(name: str) -> None:
    events, state, missing = STATES[name]
    found = stands(events)
    assert (found.state, found.missing) == (state, missing)


REFUSED: dict[str, tuple[list[Given], str, str | None]] = {
    "consent to nothing": (consents("GRC"), "not-begun", "kind"),
    "a text without a choice": ([*CONSENTED, text()], "not-chosen", "kind"),
    "an answer without a text": ([*CHOSEN, event("accept", "GRC")], "no-round", "kind"),
    "a stranger consents": ([*OFFERED, *consents("CYP")], "not-a-party", "by"),
    "a stranger notes": ([*OFFERED, event("note", "CYP", name="n", words="x")],
                         "not-a-party", "by"),
    "a note without consent": ([*OFFERED, NOTE], "no-consent", "by"),
    "a choice without consent": (
        [*OFFERED, event("choose", "GRC", procedure="good_offices")], "no-consent", "by"),
    "a suspension without consent": (
        [*OFFERED, event("suspend", "GRC", reason="x")], "no-consent", "by"),
    "closed without consent": ([*OFFERED, event("close", "GRC", reason="x")], "no-consent", "by"),
    "a declined party notes": ([*OFFERED, event("decline", "GRC"), NOTE], "no-consent", "by"),
    "the office accepts": ([*ROUND, event("accept")], "not-of-the-office", "by"),
    "the office consents": ([*OFFERED, *consents("office")], "not-of-the-office", "by"),
    "a party offers": ([event("offer", "GRC", to=["TUR"])], "only-the-office", "by"),
    "a party puts a text": ([*CHOSEN, {**text(), "by": "GRC"}], "only-the-office", "by"),
    "a submission alone": ([event("submit", "GRC")], "missing", "to"),
    "a submission with itself": ([event("submit", "GRC", to=["GRC", "TUR"])], "with-itself", "to"),
    "an offer to the office": ([offer("GRC", "office")], "office-listed", "to"),
    "an offer to a party twice": ([offer("GRC", "GRC")], "listed-twice", "to"),
    "an offer to nobody": ([event("offer", to=[])], "missing", "to"),
    "an offer to a text": ([event("offer", to="GRC")], "not-list", "to"),
    "an offer to a number": ([event("offer", to=[1])], "not-text", "to"),
    "an odd form": ([offer(form="private")], "unknown-form", "form"),
    "an odd procedure": (
        [*CONSENTED, event("choose", procedure="mediatoin")], "unknown-procedure", "procedure"),
    "a choice not agreed": (
        [*CONSENTED, event("choose", procedure="mediation")], "procedure-without-consent",
        "procedure"),
    "a choice half agreed": (
        [*CONSENTED, *consents("GRC", procedure="mediation"),
         event("choose", procedure="mediation")], "procedure-without-consent", "procedure"),
    "a choice made already": (
        [*CHOSEN, event("choose", procedure="good_offices")], "procedure-chosen-already",
        "procedure"),
    "a choice of one": (
        [offer("GRC"), *consents("GRC"), event("choose", procedure="good_offices")],
        "one-party", "kind"),
    "declined after consent": ([*CONSENTED, event("decline", "GRC")], "has-consented", "by"),
    "a chosen procedure declined": (
        [*CHOSEN, event("decline", "GRC", procedure="good_offices")], "procedure-chosen",
        "procedure"),
    "a party joins too late": ([*CHOSEN, offer("CYP")], "under-way", "kind"),
    "submitted too late": ([*ROUND, event("submit", "GRC", to=["CYP"])], "under-way", "kind"),
    "a text in one language": ([*CHOSEN, text(hash_fr=None)], "text-missing", "hash_fr"),
    "a text for nobody": ([*CHOSEN, text(shown_to=[])], "shown-to-nobody", "shown_to"),
    "a text for a stranger": ([*CHOSEN, text("CYP")], "not-a-party", "shown_to"),
    "an odd hash": ([*CHOSEN, text(hash_en="0" * 63)], "not-hash", "hash_en"),
    "a round left out": ([*CHOSEN, text(round=2)], "wrong-round", "round"),
    "a round that is not": ([*ROUND, event("accept", "GRC", round=2)], "no-such-round", "round"),
    "a text it has not seen": ([*PARTLY, event("accept", "TUR")], "not-shown", "by"),
    "a proposal on a text it has not seen": (
        [*PARTLY, {**PROPOSAL, "by": "TUR"}], "not-shown", "by"),
    "a proposal without text": (
        [*ROUND, event("propose", "GRC", name="p")], "one-of", "hash_en"),
    "a proposal without name": ([*ROUND, event("propose", "GRC", hash_en=EN)], "missing", "name"),
    "a name taken": ([*CONSENTED, NOTE, {**NOTE, "by": "TUR"}], "name-taken", "name"),
    "a note without words": ([*CONSENTED, event("note", "GRC", name="n")], "one-of", "words"),
    "settled without acceptance": (
        [*ROUND, event("accept", "GRC"), event("settle")], "not-accepted", "round"),
    "settled on a refusal": (
        [*ACCEPTED, event("refuse", "GRC"), event("settle")], "not-accepted", "round"),
    "settled on a counter-proposal": (
        [*ACCEPTED, PROPOSAL, event("settle")], "not-accepted", "round"),
    "settled on two texts": (
        [*ROUND, event("accept", "GRC"), text(), event("accept", "TUR"), event("settle")],
        "not-accepted", "round"),
    "settled twice": ([*SETTLED, event("settle")], "ended", "kind"),
    "a note after the close": ([*CLOSED, NOTE], "ended", "kind"),
    "closed after the settlement": ([*SETTLED, event("close", reason="x")], "ended", "kind"),
    "a text while suspended": ([*SUSPENDED, text()], "suspended", "kind"),
    "suspended twice": ([*SUSPENDED, event("suspend", reason="x")], "suspended", "kind"),
    "nothing to resume": ([*ROUND, event("resume")], "not-suspended", "kind"),
    "suspended without reason": ([*ROUND, event("suspend")], "no-reason", "reason"),
    "closed without reason": ([*ROUND, event("close", "GRC")], "no-reason", "reason"),
    "another's note disclosed": (
        [*CONSENTED, NOTE, event("disclose", "TUR", name="n1", shown_to=["GRC"])],
        "not-the-author", "name"),
    "a note disclosed without consent": (
        [*CONSENTED, NOTE, event("disclose", name="n1", shown_to=["TUR"])],
        "not-released", "name"),
    "a note disclosed beyond the consent": (
        [*CONSENTED, offer("CYP"), *consents("CYP"), NOTE, RELEASE,
         event("disclose", name="n1", shown_to=["TUR", "CYP"])], "not-released", "name"),
    "another's note let go": (
        [*CONSENTED, NOTE, {**RELEASE, "by": "TUR", "shown_to": ["TUR"]}],
        "not-the-author", "name"),
    "a note that is not": (
        [*CONSENTED, event("disclose", "GRC", name="n9", shown_to=["TUR"])],
        "no-such-item", "name"),
    "a note shown to who did not consent": (
        [*OFFERED, *consents("GRC"), NOTE,
         event("disclose", "GRC", name="n1", shown_to=["TUR"])],
        "shown-without-consent", "shown_to"),
    "the office's text shown by a party": (
        [*PARTLY, event("disclose", "GRC", round=1, shown_to=["TUR"])],
        "text-of-the-office", "round"),
    "two things disclosed": (
        [*ROUND, NOTE, event("disclose", "GRC", name="n1", round=1, shown_to=["TUR"])],
        "two-things", "round"),
    "nothing disclosed": ([*ROUND, event("disclose", shown_to=["TUR"])], "one-of", "name"),
    "disclosed to nobody": ([*ROUND, event("disclose", round=1)], "shown-to-nobody", "shown_to"),
    "two consents in one": (
        [*CONSENTED, NOTE, {**RELEASE, "procedure": "inquiry"}], "two-consents", "procedure"),
    "a release to nobody": (
        [*CONSENTED, NOTE, event("consent", "GRC", name="n1")], "missing", "shown_to"),
    "a field of another kind": ([offer(round=1)], "field-not-here", "round"),
    "an unknown kind": ([*OFFERED, event("agree", "GRC")], "unknown-kind", "kind"),
    "an unknown field": ([offer(whom="GRC")], "unknown-field", "whom"),
    "nobody acts": ([{"kind": "offer", "to": ["GRC"]}], "missing", "by"),
    "no offset": ([{**offer(), "at": "2024-10-01T08:00"}], "not-instant", "at"),
    "out of order": ([*OFFERED, {**consents("GRC")[0], "at": "2024-09-30T08:00Z"}],
                     "out-of-order", "at"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused(name: str) -> None:
    events, kind, column = REFUSED[name]
    assert (len(events), kind, column) in refused(events)
    assert {row for row, _, _ in refused(events)} == {len(events)}


def test_both_tables_are_long_enough() -> None:
    assert len(STATES) + len(REFUSED) >= 100


def test_all_faults_at_once_and_none_invented() -> None:
    events = [
        *ROUND,
        event("accept", "GRC", round=7),
        {**NOTE, "hash_en": "no hash"},
        event("disclose", "GRC", name="n1", shown_to=["TUR"]),
        event("settle"),
        event("suspend"),
        event("resume"),
        event("refuse", "office", reason=3),
    ]
    assert refused(events) == [
        (6, "no-such-round", "round"),
        (7, "not-hash", "hash_en"),
        (10, "no-reason", "reason"),
        (12, "not-text", "reason"),
        (12, "not-of-the-office", "by"),
    ]
    warnings = [f for f in findings(events) if f.severity == "warning"]
    assert [(f.kind, f.row) for f in warnings] == [("offices.not-held", 6)]


def test_a_refused_release_leaves_the_disclosure_open() -> None:
    wrong = {**RELEASE, "shown_to": ["TUR", "TUR"]}
    events = [*CONSENTED, NOTE, wrong, event("disclose", name="n1", shown_to=["TUR"])]
    assert refused(events) == [(5, "listed-twice", "shown_to")]


def test_a_refused_disclosure_leaves_the_answer_open() -> None:
    wrong = event("disclose", round=1, shown_to=["TUR"], reason="x")
    assert refused([*PARTLY, wrong, event("accept", "TUR")]) == [(6, "field-not-here", "reason")]


def test_forms_that_are_no_events() -> None:
    for line, kind in (("{", "not-json"), ("3", "not-object"), ("[" * 100_000, "nested"),
                       ('{"at": NaN}', "not-json")):  # fmt: skip
        with pytest.raises(InputError) as error:
            parse_events(line)
        assert [f.kind for f in error.value.findings] == [f"silence.{kind}"]
    doubled = '{"at": "2024-10-01T08:00Z", "at": "2024-10-01T08:00Z", "kind": "note", "by": "GRC"}'
    with pytest.raises(InputError, match="doubled-field"):
        parse_events(doubled)


def test_a_log_too_large_or_too_faulty_is_not_read_to_its_end() -> None:
    with pytest.raises(InputError, match="too-large"):
        offices_of(" " * (LONGEST + 1), BEGIN)
    with pytest.raises(InputError) as error:
        offices_of("{\n" * 1500, BEGIN)
    assert error.value.findings[-1].kind == "silence.more-faults"


def test_the_instant_has_a_zone() -> None:
    with pytest.raises(ValueError, match="no zone"):
        offices_of("", datetime(2024, 10, 1))


def test_events_after_the_instant_are_left_out() -> None:
    found = at(BEGIN + timedelta(hours=1), ACCEPTED)
    assert (found.state, found.missing, found.upcoming) == ("offered", ("TUR",), 5)
    assert found.last == BEGIN + timedelta(hours=1)
    assert at(BEGIN - timedelta(hours=1), ACCEPTED).state == "none"


def test_what_the_file_keeps() -> None:
    found = stands([*SETTLED[:1], event("submit", "TUR", reason="No way on"), *SETTLED[1:]])
    assert [o.to for o in found.offers] == [("GRC", "TUR")]
    assert [(m.by, m.reason) for m in found.submitted] == [("TUR", "No way on")]
    assert found.procedure == "good_offices"
    assert dict(found.agreed) == {"good_offices": ("TUR", "GRC")}
    assert found.settled == Mark(BEGIN + timedelta(hours=8), "office", None, 1)
    assert found.suspended is None
    assert found.closed is None
    assert [(a.by, a.answer) for a in found.rounds[0].answers] == [
        ("GRC", "accept"), ("TUR", "accept"),
    ]  # fmt: skip


def test_who_has_seen_what() -> None:
    found = stands([*PARTLY, PROPOSAL, NOTE, event("note", name="o", words="ours")])
    assert [(k.party, k.rounds, k.items) for k in found.known] == [
        ("GRC", (1,), ("p1", "n1")),
        ("TUR", (), ()),
    ]
    shown = event("disclose", "GRC", name="p1", shown_to=["TUR", "GRC"])
    later = stands([*PARTLY, PROPOSAL, shown])
    assert [s.party for s in later.items[0].seen] == ["GRC", "TUR"]
    assert later.known[1].items == ("p1",)


def test_no_words_are_kept_of_a_party_that_never_consented() -> None:
    told = [*OFFERED, event("decline", "GRC", reason="Direct talks first")]
    assert refused(told) == [(2, "reason-without-consent", "reason")]
    assert stands([*OFFERED, event("decline", "GRC")]).parties[0].consent == "declined"
    ours = event("note", name="o", words="what they said")
    assert refused([*OFFERED, ours]) == [(2, "words-without-consent", "words")]
    assert stands([*OFFERED, *consents("GRC"), ours]).items[0].words == "what they said"
    assert stands([*OFFERED, event("note", name="o", hash_en=EN)]).items[0].hash_en == EN


def test_a_later_consent_keeps_the_time_of_the_first() -> None:
    twice = stands([*CONSENTED, *consents("GRC", procedure="inquiry")])
    assert twice.parties[0].at == BEGIN + timedelta(hours=1)


def test_titles_are_the_last_that_were_given() -> None:
    found = stands([offer(title_en="Air space", title_fr="Espace"), offer(title_en="Air")])
    assert dict(found.titles) == {"en": "Air", "fr": "Espace"}


def test_a_membership_is_held_on_the_day() -> None:
    asked: list[object] = []

    def members(day: object) -> tuple[str, ...]:
        asked.append(day)
        return ("GRC",)

    assert refused([*OFFERED, *consents("TUR")], members=members) == [(1, "not-a-member", "to")]
    assert refused([event("submit", "TRU", to=["GRC"])], members=members) == [
        (1, "not-a-member", "by")
    ]
    assert str(asked[0]) == "2024-10-01"
    assert at(END, [offer("GRC")], members=members).members_known
    assert not stands(OFFERED).members_known


def test_an_event_is_added_on_a_line_of_its_own() -> None:
    before = log(OFFERED).removesuffix("\n")
    more = log(CONSENTED).splitlines()[1]
    assert append(before, f"\n{more}\r\n") == f"{before}\n{more}\n"
    assert append("", before) == f"{before}\n"
    assert append(before, " \n") == before


def test_a_fault_of_an_added_event_stands_at_its_own_row() -> None:
    early = '\n{"at": "2024-09-01T08:00Z", "kind": "consent", "by": "GRC"}\n'
    with pytest.raises(InputError) as error:
        append(log(OFFERED), early, more_file="more.jsonl")
    (fault,) = error.value.findings
    assert (fault.file, fault.row, fault.kind) == ("more.jsonl", 2, "silence.out-of-order")
    assert (fault.details["in"], fault.details["line"]) == ("events.jsonl", "1")
    with pytest.raises(InputError) as error:
        append("{", log(OFFERED), more_file="more.jsonl")
    assert {(f.file, f.row) for f in error.value.findings} == {("events.jsonl", 1)}
    with pytest.raises(InputError) as error:
        append(log(OFFERED), early)
    assert error.value.findings[0].row == 3 - 1


def test_warnings_of_a_sound_log() -> None:
    events = parse_events(log([*CHOSEN, text(hash_fr=EN), text(hash_fr=EN)]))
    assert [(f.row, f.kind) for f in doubts(events)] == [
        (5, "silence.same-text"), (6, "silence.same-text"), (6, "silence.same-round"),
    ]  # fmt: skip
    assert doubts(parse_events(log(ROUND))) == ()


def test_kinds_that_a_state_takes() -> None:
    assert allowed("none") == ("offer", "submit")
    assert allowed("settled") == allowed("closed") == ()
    assert allowed("suspended") == ("resume", "close", "disclose", "note")
    assert set(allowed("rounds")) == set(KINDS) - {"offer", "submit", "resume"}


def test_open_files_of_a_hand_over() -> None:
    logs = {"a": log(PARTLY), "b": log(SETTLED), "c": "", "d": log(SUSPENDED), "e": log(CLOSED)}
    lines = open_files(logs, END) or ()
    assert [(each.name, each.state, each.round) for each in lines] == [
        ("a", "rounds", 1), ("d", "suspended", 1),
    ]  # fmt: skip
    assert [each.name for each in open_files(logs, BEGIN) or ()] == ["a", "b", "d", "e"]
    with pytest.raises(InputError) as error:
        open_files({"x": "{", "a": logs["a"], "y": "3"}, END)
    assert [f.file for f in error.value.findings] == ["x", "y"]


def test_without_a_log_that_has_begun_nothing_is_known() -> None:
    assert open_files({}, END) is None
    assert open_files({"a": log(PARTLY), "c": ""}, BEGIN - timedelta(seconds=1)) is None
    assert open_files({"b": log(SETTLED)}, END) == ()


OFFICE_ALONE = ("office",)


@pytest.mark.parametrize(
    ("events", "step", "waits_for"),
    [
        (OFFERED, "consent", ("GRC", "TUR")),
        (SUBMITTED, "consent", ("TUR",)),
        ([*OFFERED, event("decline", "GRC")], "consent", ("TUR",)),
        ([*SUBMITTED, event("decline", "TUR")], "offer", OFFICE_ALONE),
        ([offer("GRC"), *consents("GRC")], "offer", OFFICE_ALONE),
        (CONSENTED, "choose", OFFICE_ALONE),
        ([*OFFERED, *consents("GRC"), *consents("TUR", procedure="inquiry")], "procedure",
         ("GRC", "TUR")),
        ([*SUBMITTED, *consents("TUR"), event("decline", "TUR", procedure="good_offices")],
         "procedure", ("TUR",)),
        (CHOSEN, "text", OFFICE_ALONE),
        (ROUND, "answer", ("GRC", "TUR")),
        (PARTLY, "answer", ("GRC",)),
        ([*PARTLY, event("accept", "GRC")], "settle", OFFICE_ALONE),
        ([*ROUND, event("refuse", "GRC")], "answer", ("TUR",)),
        ([*ACCEPTED, text(round=2)], "answer", ("GRC", "TUR")),
        (ACCEPTED, "settle", OFFICE_ALONE),
        (SUSPENDED, "resume", ("office", "GRC", "TUR")),
        ([*SUBMITTED, event("suspend", reason="Elections")], "resume", ("office", "GRC")),
    ],
)  # fmt: skip
def test_the_next_step_and_whom_it_waits_for(
    events: list[Given], step: str, waits_for: tuple[str, ...]
) -> None:
    (line,) = open_files({"a": log(events)}, END) or ()
    assert (line.step, line.waits_for) == (step, waits_for)


def test_a_result_holds_no_mutable_part() -> None:
    found: Offices = stands(ROUND)
    with pytest.raises(TypeError):
        found.agreed["inquiry"] = ()  # type: ignore[index]
    assert found.rounds[0].hash_fr == FR
