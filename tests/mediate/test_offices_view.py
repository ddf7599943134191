from __future__ import annotations

from datetime import timedelta

import pytest
from offices_logs import (
    ACCEPTED,
    BEGIN,
    CHOSEN,
    CONSENTED,
    EN,
    END,
    NOTE,
    OFFERED,
    RELEASE,
    ROUND,
    Given,
    consents,
    event,
    log,
    offer,
    stands,
    text,
)

from foedus.errors import InputError
from foedus.mediate.offices import offices_of
from foedus.mediate.offices_view import seen_by
from foedus.results.offices import Offices

PROPOSAL = event("propose", "GRC", name="p1", hash_en=EN)


def seen(party: str, events: list[Given]) -> Offices:
    return seen_by(stands(events), party)


def test_a_note_is_shown_to_no_other_party() -> None:
    events = [*CONSENTED, NOTE, event("note", name="o", words="ours")]
    assert [item.name for item in seen("GRC", events).items] == ["n1"]
    assert seen("TUR", events).items == ()
    assert len(stands(events).items) == 2


def test_a_disclosed_note_is_seen_from_its_disclosure() -> None:
    events = [*CONSENTED, NOTE, RELEASE, event("disclose", name="n1", shown_to=["TUR"])]
    (item,) = seen("TUR", events).items
    assert (item.words, item.at) == ("our red line", BEGIN + timedelta(hours=5))
    assert [sight.party for sight in item.seen] == ["TUR"]
    assert item.released == ()
    assert seen("GRC", events).items[0].released == ("TUR",)
    assert seen("TUR", events[:-1]).items == ()


def test_a_text_shown_to_one_is_nothing_to_the_other() -> None:
    events = [*CHOSEN, text("GRC"), event("accept", "GRC")]
    mine, other = seen("GRC", events), seen("TUR", events)
    assert (mine.state, other.state) == ("rounds", "chosen")
    assert [answer.by for answer in mine.rounds[0].answers] == ["GRC"]
    assert other.rounds == ()


def test_answers_of_others_are_not_seen() -> None:
    (round_,) = seen("TUR", ACCEPTED).rounds
    assert [answer.by for answer in round_.answers] == ["TUR"]
    assert [sight.party for sight in round_.seen] == ["TUR"]
    assert [known.party for known in seen("TUR", ACCEPTED).known] == ["TUR"]


def test_a_proposal_shown_does_not_tell_of_a_text_not_shown() -> None:
    events = [*CHOSEN, text("GRC"), {**PROPOSAL, "shown_to": ["TUR"]}]
    assert seen("TUR", events).items[0].round is None
    assert seen("GRC", events).items[0].round == 1


def test_offers_to_others_are_not_seen() -> None:
    events = [offer("GRC"), offer("TUR", form="formal")]
    assert [(o.to, o.form) for o in seen("TUR", events).offers] == [(("TUR",), "formal")]


def test_reasons_of_others_are_not_seen() -> None:
    closed = seen("TUR", [*ROUND, event("close", "GRC", reason="No mandate")]).closed
    assert closed is not None
    assert (closed.by, closed.reason) == ("GRC", None)
    suspended = seen("TUR", [*ROUND, event("suspend", reason="Elections")]).suspended
    assert suspended is not None
    assert suspended.reason == "Elections"
    submitted = [event("submit", "GRC", to=["TUR"], reason="Flights")]
    assert [mark.reason for mark in seen("TUR", submitted).submitted] == [None]


def test_nothing_says_that_there_is_more() -> None:
    without = seen("TUR", [*OFFERED, *consents("TUR")])
    later = seen("TUR", [*OFFERED, *consents("TUR"), event("note", name="o", words="x")])
    assert without == later
    assert (later.upcoming, later.last) == (0, None)


def test_rounds_are_numbered_by_the_view() -> None:
    proposal = event("propose", "TUR", name="p", round=2, hash_en=EN)
    accepts = [event("accept", by, round=2) for by in ("GRC", "TUR")]
    events = [*CHOSEN, text("GRC"), text(), proposal, *accepts, event("settle", round=2)]
    view = seen("TUR", events)
    assert [one.number for one in view.rounds] == [1]
    assert view.known[0].rounds == (1,)
    assert view.items[0].round == 1
    assert view.settled is not None
    assert view.settled.round == 1
    assert [one.number for one in seen("GRC", events).rounds] == [1, 2]


def test_what_is_shown_later_stands_later() -> None:
    late = event("disclose", name="o", shown_to=["TUR"])
    own = event("note", "TUR", name="t", words="ours")
    first = event("note", name="o", words="of the office")
    events = [*CONSENTED, first, own, late]
    assert [item.name for item in seen("TUR", events).items] == ["t", "o"]
    shown = [*CHOSEN, text("GRC"), text(), event("disclose", round=1, shown_to=["TUR"])]
    assert [one.number for one in seen("TUR", shown).rounds] == [1, 2]
    assert seen("TUR", shown).rounds[0].at < seen("TUR", shown).rounds[1].at


def test_a_title_told_to_one_party_is_not_told_to_the_other() -> None:
    events = [offer("GRC", title_en="Air space"), offer("TUR")]
    assert dict(seen("GRC", events).titles) == {"en": "Air space"}
    assert dict(seen("TUR", events).titles) == {}
    assert dict(stands(events).titles) == {"en": "Air space"}
    submitted = [*events, event("submit", "GRC", to=["TUR"], title_en="Flights")]
    assert dict(seen("TUR", submitted).titles) == {"en": "Flights"}
    assert seen("TUR", submitted).called == {}


def test_only_a_party_has_a_view() -> None:
    for stranger in ("CYP", "office"):
        with pytest.raises(InputError) as error:
            seen(stranger, OFFERED)
        (fault,) = error.value.findings
        assert (fault.kind, fault.value) == ("offices.no-view", stranger)
    with pytest.raises(InputError):
        seen_by(offices_of(log([]), END), "GRC")
