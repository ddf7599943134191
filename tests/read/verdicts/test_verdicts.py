"""Facts held against the record and against one another: what contradicts is never hidden."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from verdict_facts import fact_of, mention, reading_of, ukraine

from foedus.read import verdicts as module
from foedus.read.names import names_of
from foedus.read.verdicts import Held, held
from foedus.results.dispatch import Nearest

MAJORITY = "Après une majorité de votes en juin, la nomination de Rutte a été confirmée."
UNANIMITY = "La Commission a unanimement approuvé la nomination de Rutte."
SUBJECT = "nomination de Rutte en tant que Secrétaire général"
COMMISSION = mention("body", "La Commission")


def two_decisions(case: Any = None) -> tuple[Held, ...]:
    reading = reading_of(f"{MAJORITY} {UNANIMITY}")
    facts = (
        fact_of(
            reading,
            "decision",
            {"rule": "majority", "date": "2024-06", "members": 32, "subject": SUBJECT},
        ),
        fact_of(
            reading,
            "decision",
            {"body": "Commission", "rule": "unanimity", "subject": SUBJECT},
            sentence=1,
            mentions={"body": COMMISSION},
        ),
    )
    return held(facts, reading, case, names_of(case, "fr"))


def test_a_majority_beside_unanimity_against_a_record_of_consensus() -> None:
    majority, unanimity, pair = two_decisions(ukraine())
    for one in (majority, unanimity):
        assert one.verdict == "contradicts"
        assert one.checks[0].verdict == "contradicts"
        assert one.checks[0].field == "rule"
        (line, day) = one.checks[0].record
        assert (line.value, line.source) == ("consensus", "nato-appointment-2024")
        assert (day.key, day.value) == ("secretary-general-2024", "2024-06-26")
    other = next(check for check in majority.checks if check.verdict == "inconsistent").other
    assert other is not None
    assert other.text == UNANIMITY
    assert pair.verdict == "inconsistent"
    assert pair.fact.fields == {
        "body": "Commission",
        "rule": ("majority", "unanimity"),
        "subject": SUBJECT,
    }
    assert (pair.fact.sentence.text, pair.fact.more[0].text) == (MAJORITY, UNANIMITY)
    assert pair.checks[0].said == "majority; unanimity"


def test_the_number_of_members_is_confirmed_beside_it() -> None:
    majority = two_decisions(ukraine())[0]
    assert {check.field for check in majority.checks if check.verdict == "confirms"} >= {
        "members",
        "date",
    }


def test_an_unknown_body_is_named_with_the_nearest(monkeypatch: pytest.MonkeyPatch) -> None:
    near = (Nearest("body", "nac", "Conseil de l'Atlantique Nord"),)
    monkeypatch.setattr("foedus.read.verdicts.unknown.nearest", lambda *_: near)
    unanimity = two_decisions(ukraine())[1]
    (check,) = (check for check in unanimity.checks if check.verdict == "unknown")
    assert (check.field, check.said, check.nearest) == ("body", "La Commission", near)


def test_without_a_case_the_dispatch_still_contradicts_itself() -> None:
    found = two_decisions()
    assert [one.verdict for one in found] == ["inconsistent", "inconsistent"]
    assert [check.verdict for check in found[1].checks] == ["inconsistent", "unknown"]


@pytest.mark.parametrize(
    ("field", "word", "key", "kind", "verdict"),
    [
        ("donor", "Syldavie", "SYL", "party", "unknown"),
        ("item", "des génératrices", None, "item", "unknown"),
        ("donor", "Allemagne", "DEU", "party", "new"),
        ("donor", "Berlin", "DEU", "office", "new"),
    ],
)
def test_references_that_the_record_does_not_know(field, word, key, kind, verdict) -> None:
    reading = reading_of("Elle donne des chars.")
    named = mention(kind, word, key, known=key == "DEU")
    fields = {"stage": "pledge", "type": "military", "donor": "DEU", field: key or word}
    fact = fact_of(reading, "aid", fields, mentions={field: named})
    (one,) = held((fact,), reading, ukraine(), names_of(ukraine(), "fr"))
    assert one.verdict == verdict
    without = held((fact,), reading, None, names_of(None, "fr"))
    assert without[0].verdict == "new"


OFFICE = {"person": "A B", "office": "chair"}
LEOPARDS = {"donor": "DEU", "stage": "delivery", "item": "leopard-2"}
SHARE = {"party": "NLD", "year": "2023", "measure": "share_of_gdp"}
CEREMONY = {"what": "cérémonie de passation"}


def test_the_alliance_may_be_one_side_of_a_partnership() -> None:
    reading = reading_of("Une phrase.")
    named = {"parties": mention("body", "OTAN", "nato", known=True)}
    fact = fact_of(reading, "partnership", {"parties": ("nato", "BRA")}, mentions=named)
    (one,) = held((fact,), reading, ukraine(), names_of(ukraine(), "fr"))
    assert one.verdict == "unknown"
    fact = fact_of(reading, "partnership", {"parties": ("nato", "JPN")}, mentions=named)
    (one,) = held((fact,), reading, ukraine(), names_of(ukraine(), "fr"))
    assert "unknown" not in {check.verdict for check in one.checks}


def two_of(kind, one, other, text="Une phrase. La suite.", **days):
    reading = reading_of(text)
    facts = (
        fact_of(reading, kind, one, day=days.get("first", "")),
        fact_of(reading, kind, other, sentence=1, day=days.get("second", "")),
    )
    return [found.verdict for found in held(facts, reading, None, names_of(None, "fr"))]


@pytest.mark.parametrize(
    ("kind", "same", "field", "one", "other", "verdict"),
    [
        ("appointment", OFFICE, "from", "2024-10", "2024-11", "inconsistent"),
        ("appointment", OFFICE, "from", "2024-10", "2024-10-01", "new"),
        ("appointment", OFFICE, "how", "consensus", "majority", "inconsistent"),
        ("appointment", OFFICE, "predecessor", "C D", "E F", "inconsistent"),
        ("appointment", OFFICE, "predecessor", "C D", "D", "new"),
        ("aid", LEOPARDS, "quantity", 18, 14, "inconsistent"),
        ("aid", {"donor": "DEU", "stage": "delivery"}, "quantity", 18, 14, "new"),
        ("spending", SHARE, "share", 2.0, 1.6, "inconsistent"),
        ("event", CEREMONY, "when", "2024-10-01", "2024-10-02", "inconsistent"),
        ("event", CEREMONY, "when", "2024-10-01", "2024-10", "new"),
        ("decision", {"subject": "nomination de Rutte"}, "members", 31, 32, "inconsistent"),
        ("decision", {"subject": "budget"}, "rule", "majority", "unanimity", "new"),
        ("term", OFFICE, "from", "2010", "2020", "new"),
    ],
)
def test_two_facts_of_one_dispatch(kind, same, field, one, other, verdict) -> None:
    assert two_of(kind, {**same, field: one}, {**same, field: other}) == [verdict, verdict]


def test_a_second_gift_is_another_gift() -> None:
    more = ({**LEOPARDS, "quantity": 18}, {**LEOPARDS, "quantity": 4})
    text = "Elle livre des chars. Elle en livre quatre autres."
    assert two_of("aid", *more, text=text) == ["new", "new"]
    assert two_of("aid", *more, first="2024-03", second="2024-05") == ["new", "new"]


def test_nothing_read_is_nothing_held() -> None:
    reading = reading_of("Rien.")
    assert held((), reading, ukraine(), names_of(ukraine(), "fr")) == ()


def test_every_kind_has_its_checks_and_a_bare_fact_is_new() -> None:
    reading = reading_of("Rien.")
    for kind in module.CHECKS:
        (one,) = held((fact_of(reading, kind, {}),), reading, ukraine(), names_of(ukraine(), "fr"))
        assert (one.verdict, one.checks) == ("new", ())


def test_the_same_facts_give_the_same_verdicts() -> None:
    one, other = two_decisions(ukraine()), two_decisions(ukraine())
    assert [replace(item, fact=None) for item in one] == [
        replace(item, fact=None) for item in other
    ]  # type: ignore[arg-type]
