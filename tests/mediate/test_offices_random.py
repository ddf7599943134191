from __future__ import annotations

import random
from collections import Counter
from datetime import timedelta
from functools import cache
from typing import Any

import naive_offices as naive
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from offices_logs import BEGIN, EN, END, FR, log, takes

from foedus.mediate.offices import offices_of
from foedus.mediate.offices_values import KINDS
from foedus.mediate.offices_view import seen_by
from foedus.results.offices import Offices

LOGS = 500
PARTIES = ("GRC", "TUR", "CYP")
_LIKELY = {
    "none": ("offer", "submit"),
    "offered": ("consent", "consent", "consent", "note", "decline"),
    "submitted": ("consent", "consent", "consent", "note", "offer"),
    "consented": ("choose", "choose", "note", "consent"),
    "chosen": ("text", "text", "note"),
    "rounds": ("accept", "accept", "accept", "settle", "propose", "disclose", "refuse", "text"),
    "suspended": ("resume", "resume", "note", "disclose"),
}
_OTHERS = 0.25
"""How often a kind of event is drawn that is not likely where the file stands."""

Given = dict[str, Any]


def some(draw: random.Random) -> list[str]:
    """Return one or two parties, of the first two as a rule."""
    among = PARTIES[:2] if draw.random() < 0.95 else PARTIES
    return draw.sample(among, draw.choice((1, 2, 2)))


def drawn(draw: random.Random, begun: list[Given]) -> Given:
    """Return an event that may or may not be taken."""
    likely = _LIKELY.get(naive.state(begun), KINDS)
    kind = draw.choice(KINDS if draw.random() < _OTHERS else likely)
    by = draw.choice(("office", "GRC", "TUR", *(("CYP",) if draw.random() < 0.1 else ())))
    if kind in {"offer", "text"} and draw.random() < 0.9:
        by = "office"
    made: Given = {"kind": kind, "by": by}
    names = [e["name"] for e in begun if "name" in e] + ["x"]
    if kind == "offer" or (kind == "submit" and draw.random() < 0.8):
        made["to"] = some(draw)
    if kind == "choose" or (kind in {"consent", "decline"} and draw.random() < 0.5):
        made["procedure"] = draw.choice(("good_offices", "good_offices", "mediation"))
    if kind == "consent" and draw.random() < 0.3:
        made.pop("procedure", None)
        made |= {"name": draw.choice(names), "shown_to": some(draw)}
    if kind == "text":
        made |= {"hash_en": EN, "hash_fr": FR, "shown_to": some(draw)}
    if kind in {"accept", "refuse", "propose", "settle", "text"} and draw.random() < 0.3:
        made["round"] = draw.choice((1, 2))
    if kind in {"propose", "note"}:
        made |= {"name": draw.choice((f"n{len(begun)}", *names)), "hash_en": EN}
    if kind == "propose" and draw.random() < 0.4:
        made["shown_to"] = some(draw)
    if kind == "disclose":
        where = {"round": draw.choice((1, 2))}
        made |= {"shown_to": some(draw)} | (
            where if draw.random() < 0.5 else {"name": draw.choice(names)}
        )
    if kind in {"suspend", "close"}:
        made["reason"] = "why"
    return made


@cache
def built(seed: int) -> tuple[Given, ...]:
    """Return a sound log: of events that were drawn, those that the other way takes."""
    draw = random.Random(seed)
    begun: list[Given] = []
    for _ in range(40):
        event = drawn(draw, begun)
        if naive.takes(begun, event) and (event["kind"] != "close" or draw.random() < 0.1):
            begun.append(event)
    return tuple(begun)


def alike(found: Offices, events: list[Given]) -> None:
    """Hold a result against the other way."""
    parties = naive.parties(events)
    numbers = range(1, len(naive.texts(events)) + 1)
    assert found.state == naive.state(events)
    assert [party.name for party in found.parties] == parties
    assert list(found.missing) == [p for p in parties if not naive.consented(events, p)]
    assert found.procedure == naive.chosen(events)
    for procedure in ("good_offices", "mediation"):
        agreed = {p for p in parties if naive.agrees(events, p, procedure)}
        assert set(dict(found.agreed).get(procedure, ())) == agreed
    for known in found.known:
        assert (list(known.rounds), list(known.items)) == naive.known(events, known.party)
    said = [{answer.by: answer.answer for answer in text.answers} for text in found.rounds]
    assert said == [naive.answers(events, number) for number in numbers]


def stands(events: list[Given]) -> Offices:
    return offices_of(log(events), END)


def test_random_logs_stand_where_the_other_way_says() -> None:
    states: Counter[str] = Counter()
    for seed in range(LOGS):
        events = [*built(seed)]
        found = stands(events)
        alike(found, events)
        states[found.state] += 1
    assert {"settled", "closed", "suspended", "rounds", "chosen", "offered"} <= set(states)


def test_a_random_event_is_taken_where_the_other_way_takes_it() -> None:
    taken: Counter[tuple[str, bool]] = Counter()
    for seed in range(LOGS):
        draw = random.Random(-seed - 1)
        events = [*built(seed)]
        before = log(events[: draw.randrange(len(events) + 1)])
        sound = events[: before.count("\n")]
        for _ in range(6):
            event = drawn(draw, sound)
            expected = naive.takes(sound, event)
            more = log([*sound, event]).splitlines()[-1]
            assert takes(before, more) is expected, (sound, event)
            taken[event["kind"], expected] += 1
    kinds = {kind for kind, _ in taken}
    assert len(kinds) == 15
    assert all(taken[kind, True] and taken[kind, False] for kind in kinds), taken


seeds = st.integers(0, 10_000)


@settings(max_examples=60, deadline=None)
@given(seeds, st.integers(0, 60))
def test_the_state_depends_only_on_events_up_to_the_instant(seed: int, hours: int) -> None:
    events = [*built(seed)]
    moment = BEGIN + timedelta(hours=hours)
    whole = offices_of(log(events), moment)
    part = offices_of(log(events[: hours + 1]), moment)
    assert whole.upcoming == max(0, len(events) - hours - 1)
    assert {**vars(whole), "upcoming": 0} == vars(part)


@settings(max_examples=60, deadline=None)
@given(seeds, seeds)
def test_a_refused_event_changes_nothing(seed: int, other: int) -> None:
    events = [*built(seed)]
    before = log(events)
    more = log([*events, drawn(random.Random(other), events)]).splitlines()[-1]
    if not takes(before, more):
        assert stands(events) == offices_of(before, END)
        return
    assert before + more + "\n" == log([*events, drawn(random.Random(other), events)])


@settings(max_examples=100, deadline=None)
@given(seeds, st.integers(0, 60), st.sampled_from(PARTIES))
def test_no_party_sees_what_it_was_not_shown(seed: int, length: int, party: str) -> None:
    events = [*built(seed)][: length + 1]
    if party not in naive.parties(events):
        return
    whole = stands(events)
    view = seen_by(whole, party)
    rounds, names = naive.known(events, party)
    since = [s.at for n in rounds for s in whole.rounds[n - 1].seen if s.party == party]
    # Numbers are those of the view: numbers of the log would tell of rounds between.
    assert [text.number for text in view.rounds] == [*range(1, len(rounds) + 1)]
    assert [text.at for text in view.rounds] == sorted(since)
    assert sorted(item.name for item in view.items) == sorted(names)
    assert [item.at for item in view.items] == sorted(item.at for item in view.items)
    assert {s.party for seen in (*view.rounds, *view.items) for s in seen.seen} <= {party}
    assert {answer.by for text in view.rounds for answer in text.answers} <= {party}
    assert {known.party for known in view.known} == {party}


@settings(max_examples=100, deadline=None)
@given(seeds, st.sampled_from(PARTIES))
def test_what_others_write_in_confidence_leaves_a_view_as_it_was(seed: int, party: str) -> None:
    events = [*built(seed)]
    if party not in naive.parties(events):
        return
    hidden = _hidden_from(events, party)
    if hidden:
        without = [e for place, e in enumerate(_dated(events)) if place not in hidden]
        assert seen_by(stands(without), party) == seen_by(stands(_dated(events)), party)


def _hidden_from(events: list[Given], party: str) -> set[int]:
    """Return the places of notes that a party never saw, and of what was done with them."""
    names = {e["name"] for e in events if e["kind"] == "note"} - {*naive.known(events, party)[1]}
    return {place for place, e in enumerate(events) if e.get("name") in names}


def _dated(events: list[Given]) -> list[Given]:
    return [
        {"at": (BEGIN + timedelta(hours=hour)).isoformat(), **e} for hour, e in enumerate(events)
    ]


@pytest.mark.parametrize("seed", range(20))
def test_of_a_party_without_consent_nothing_is_recorded(seed: int) -> None:
    found = stands([*built(seed)])
    silent = set(found.missing)
    written = {item.by for item in found.items} | {a.by for t in found.rounds for a in t.answers}
    shown = {s.party for seen in (*found.rounds, *found.items) for s in seen.seen}
    assert not silent & (written | shown)
