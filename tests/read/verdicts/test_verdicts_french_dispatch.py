"""The French dispatch of October 2024, from its words to its verdicts."""

from __future__ import annotations

from functools import cache

from verdict_facts import UKRAINE, ukraine

from foedus.read.engine import read
from foedus.results.dispatch import Dispatch, Document, Proposal

FILE = UKRAINE / "dispatches" / "2024-10-secretary-general.fr.txt"


@cache
def dispatch() -> Dispatch:
    return read(Document(FILE.name, FILE.read_text(encoding="utf-8")), case=ukraine())


def of(kind: str) -> list[Proposal]:
    return [one for one in dispatch().proposals if one.kind == kind]


def test_both_rules_contradict_the_record_and_each_other() -> None:
    rules = {one.fields["rule"]: one for one in of("decision")}
    for rule in ("majority", "unanimity"):
        assert rules[rule].verdict == "contradicts"
        assert rules[rule].record[0].value == "consensus"
        assert rules[rule].record[0].source == "nato-appointment-2024"
        assert rules[rule].record[1].value == "2024-06-26"
        assert "inconsistent" in {check.verdict for check in rules[rule].checks}
    pair = rules["majority", "unanimity"]
    assert pair.verdict == "inconsistent"
    assert "majorité de votes" in pair.quote.text
    assert "unanimement" in pair.more[0].text
    assert "confirms" in {c.verdict for c in rules["majority"].checks if c.field == "members"}


def test_a_commission_of_the_members_is_near_the_council() -> None:
    (commission,) = (one for one in of("decision") if one.fields["rule"] == "unanimity")
    assert commission.nearest[0].key == "nac"


def test_a_council_of_munich_is_near_the_conference() -> None:
    (munich,) = (one for one in dispatch().proposals if "Munich" in str(one.fields.get("about")))
    assert (munich.verdict, munich.nearest[0].key) == ("unknown", "munich-security-conference")


def test_a_holder_is_called_by_a_title_that_is_not_his() -> None:
    (title,) = (one for one in of("term") if one.fields.get("office") == "commissaire")
    assert title.verdict == "contradicts"
    assert "secretary-general" in {line.value for line in title.record}


def test_the_appointment_and_the_ten_years_are_confirmed() -> None:
    (appointment,) = of("appointment")
    assert appointment.verdict == "confirms"
    assert "2024-10-01" in {line.value for line in appointment.record}
    (term,) = (one for one in of("term") if one.fields["person"] == "Jens Stoltenberg")
    assert term.verdict == "confirms"
    days = {line.value for line in term.record}
    assert {"2014-10-01", "2024-10-01"} <= days


def test_ukraine_first_is_not_the_order_of_the_official_account() -> None:
    first, *others = of("priority")
    assert (first.fields["rank"], first.verdict) == (1, "contradicts")
    assert "2" in {line.value for line in first.record}
    assert {one.verdict for one in others} == {"new"}
    near = {str(one.fields["what"])[:22]: one.record[0].key for one in others if one.record}
    assert near["renforcer la défense c"] == "1"
    assert near["renforcer les alliance"] == "3"


def test_whose_spending_went_up_is_not_said_so_nothing_confirms_it() -> None:
    (spending,) = of("spending")
    assert spending.verdict == "new"
    assert [line.value[:5] for line in spending.record] == ["2017:", "2021:"]


def test_the_hand_over_and_the_election_are_events_of_the_record() -> None:
    found = {line.key for one in of("event") if one.verdict == "confirms" for line in one.record}
    assert found == {"hand-over-2024", "us-election-2024"}
