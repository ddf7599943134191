"""The same fact said twice is one; facts in conflict stay apart."""

from datetime import date
from types import MappingProxyType

import pytest
import spacy
from spacy.tokens import Doc

from foedus.errors import Finding
from foedus.read.merge import merged
from foedus.read.model import Fact, Plain, Reading, When
from foedus.results.dispatch import Document

LENGTH = 10
JUNE = When(date(2024, 6, 26), date(2024, 6, 26), "day", "26 June 2024")
DATELINE = When(date(2024, 10, 1), date(2024, 10, 31), "month", "", guessed=True)


@pytest.fixture(scope="module")
def doc():
    """Five sentences of two words each."""
    starts = [at % 2 == 0 for at in range(LENGTH)]
    return Doc(spacy.blank("en").vocab, [f"w{at}" for at in range(LENGTH)], sent_starts=starts)


@pytest.fixture
def one(doc):
    def built(kind, sentence, confidence=0.9, date=None, notes=(), **fields):
        said = {name.rstrip("_"): value for name, value in fields.items()}
        span = doc[2 * sentence : 2 * sentence + 2]
        place = (span.start, span.end)
        return Fact(kind, said, span, *place, date=date, confidence=confidence, notes=notes)

    return built


@pytest.fixture
def joined(doc):
    plain = Plain(doc.text, tuple(range(len(doc.text) + 1)))
    reading = Reading(Document("text", doc.text), plain, "en", None, doc)
    return lambda *facts: merged(facts, reading)


def test_of_an_appointment_the_fuller_fields_and_the_other_sentence(one, joined):
    told = one("appointment", 0, 0.7, DATELINE, person="A B", office="secretary-general")
    again = one("appointment", 2, 0.9, JUNE, person="A B", predecessor="C D")
    (found,) = joined(told, again)
    assert found.fields == MappingProxyType(
        {"person": "A B", "office": "secretary-general", "predecessor": "C D"}
    )
    assert found.date == JUNE
    assert found.confidence == 0.9
    assert found.sentence.start == 4
    assert [span.start for span in found.more] == [0]


def test_an_appointment_without_office_joins_none_where_there_are_two(one, joined):
    first = one("appointment", 0, person="A B", office="prime-minister")
    second = one("appointment", 1, person="A B", office="secretary-general")
    assert len(joined(first, second, one("appointment", 2, person="A B"))) == 3


def test_other_people_and_other_predecessors_stay_apart(one, joined):
    told = one("appointment", 0, person="A B", office="o", predecessor="C D")
    assert len(joined(told, one("appointment", 1, person="E F", office="o"))) == 2
    other = one("appointment", 1, person="A B", office="o", predecessor="E F")
    assert len(joined(told, other)) == 2


def test_a_day_and_its_month_are_one_and_the_day_stands(one, joined):
    told = one("term", 0, person="A B", office="o", from_="2014")
    (found,) = joined(told, one("term", 1, person="A B", office="o", from_="2014-10-01"))
    assert found.fields["from"] == "2014-10-01"
    assert len(joined(told, one("term", 1, person="A B", office="o", from_="2015"))) == 2


def test_a_beginning_and_an_end_are_two_facts(one, joined):
    told = one("term", 0, person="A B", office="o", from_="2014")
    assert len(joined(told, one("term", 1, person="A B", office="o", until="2024"))) == 2


def test_an_office_that_is_named_needs_no_remark(one, joined):
    note = Finding("warning", "read.which-office", "text", value="the post")
    guessed = one("term", 0, 0.7, None, (note,), person="A B", office="o", duration="10")
    named = one("term", 1, person="A B", office="o", duration="10")
    (found,) = joined(guessed, named)
    assert found.notes == ()


def test_decisions_by_other_rules_stay_apart(one, joined):
    subject = "appointment of A B as Secretary General"
    majority = one("decision", 0, rule="majority", members=32, subject=subject)
    assert len(joined(majority, one("decision", 1, rule="unanimity", subject=subject))) == 2
    (found,) = joined(majority, one("decision", 1, body="nac", subject="appointment of A B"))
    assert found.fields["body"] == "nac"
    assert found.fields["subject"] == subject


def test_the_decision_joins_one_that_stands_near(one, joined):
    told = one("decision", 0, body="nac", subject="plan")
    assert len(joined(told, one("decision", 1, rule="consensus"))) == 1
    assert len(joined(told, one("decision", 4, rule="consensus"))) == 2


def test_events_of_the_same_words_place_and_day_are_one(one, joined):
    told = one("event", 0, what="ceremony", where="Brussels")
    (found,) = joined(told, one("event", 1, what="hand-over ceremony", when="2024-10"))
    assert found.fields == {"what": "hand-over ceremony", "where": "Brussels", "when": "2024-10"}
    assert len(joined(told, one("event", 1, what="ceremony", where="Kyiv"))) == 2
    assert len(joined(told, one("event", 1, what="summit", where="Brussels"))) == 2


def test_a_priority_keeps_its_rank_and_its_place(one, joined):
    told = one("priority", 0, who="A B", what="supporting Ukraine", order=1)
    (found,) = joined(told, one("priority", 1, who="A B", what="Ukraine", rank=1, order=2))
    assert found.fields["what"] == "supporting Ukraine"
    assert (found.fields["rank"], found.fields["order"]) == (1, 1)
    other = one("priority", 1, who="A B", what="raising defence spending", order=2)
    assert len(joined(told, other)) == 2


def test_aid_is_one_where_donor_stage_item_and_quantity_are(one, joined):
    told = one("aid", 0, stage="pledge", donor="NOR", item="f-16", quantity=6)
    more = one("aid", 1, stage="pledge", donor="NOR", item="f-16", quantity=6, recipient="UKR")
    assert len(joined(told, more)) == 1
    sent = one("aid", 1, stage="delivery", donor="NOR", item="f-16", quantity=6)
    assert len(joined(told, sent)) == 2


def test_a_statement_is_one_only_where_all_is_equal(one, joined):
    told = one("statement", 0, speaker="A B", words="we stand by Ukraine")
    assert len(joined(told, one("statement", 1, speaker="A B", words="we stand by Ukraine"))) == 1
    assert len(joined(told, one("statement", 1, speaker="A B", words="we stand by them"))) == 2


def test_agreements_of_the_same_parties_are_one(one, joined):
    told = one("agreement", 0, parties=("DNK", "UKR"), subject="security agreement")
    assert len(joined(told, one("agreement", 1, parties=("UKR", "DNK")))) == 1
    assert len(joined(told, one("agreement", 1, parties=("UKR", "SWE")))) == 2
