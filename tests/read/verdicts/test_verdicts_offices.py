"""Appointments and terms: each day at the precision given, each length, each predecessor."""

from __future__ import annotations

import pytest
from verdict_facts import fact_of, mention, of_field, reading_of, ukraine, verdicts

from foedus.read.verdicts.ground import Ground
from foedus.read.verdicts.offices import office_checks

TEXT = "Mark Rutte succède à Jens Stoltenberg."
RUTTE = {"person": "Mark Rutte", "office": "secretary-general"}
ABOUT = ("read.about",)
STOLTENBERG = {"person": "Jens Stoltenberg", "office": "secretary-general"}


def checks_of(kind, fields, *, text=TEXT, day="2024-10", code="fr", **other):
    reading = reading_of(text, code, day)
    fact = fact_of(reading, kind, fields, **other)
    return list(office_checks(fact, Ground(reading, ukraine())))


@pytest.mark.parametrize(
    ("said", "verdict"),
    [("2024-10", "confirms"), ("2024-10-01", "confirms"), ("2024", "confirms"),
     ("2024-10-02", "contradicts"), ("2024-09", "contradicts")],
)  # fmt: skip
def test_the_first_day_is_compared_at_the_precision_given(said: str, verdict: str) -> None:
    found = checks_of("appointment", {**RUTTE, "from": said})
    assert of_field(found, "from").verdict == verdict
    assert of_field(found, "from").record[0].value == "2024-10-01"


def test_the_source_of_the_record_is_named() -> None:
    (line,) = of_field(checks_of("appointment", RUTTE), "person").record
    assert line.key == "secretary-general/2024-10-01"
    assert line.source == "nato-appointment-2024"
    assert line.title == "Mark Rutte selected as NATO's next Secretary General"
    assert line.publisher == "NATO, reprinted by Mirage News"


@pytest.mark.parametrize(
    ("name", "verdict"),
    [("Jens Stoltenberg", "confirms"), ("Stoltenberg", "confirms"),
     ("Anders Fogh Rasmussen", "contradicts")],
)  # fmt: skip
def test_the_predecessor(name: str, verdict: str) -> None:
    found = checks_of("appointment", {**RUTTE, "predecessor": name})
    assert of_field(found, "predecessor").verdict == verdict
    assert of_field(found, "predecessor").record[0].value == "Jens Stoltenberg"


def test_a_holder_that_acted_may_be_passed_over() -> None:
    solana = {"person": "Javier Solana", "office": "secretary-general"}
    for name in ("Willy Claes", "Sergio Balanzino"):
        found = checks_of("appointment", {**solana, "predecessor": name})
        assert of_field(found, "predecessor").verdict == "confirms"


@pytest.mark.parametrize(
    ("said", "notes", "verdict"),
    [("10", ABOUT, "confirms"), ("10", (), "confirms"), ("9.5", ABOUT, "confirms"),
     ("12", ABOUT, "contradicts"), ("14", (), "contradicts"), ("1", (), "confirms")],
)  # fmt: skip
def test_a_length_is_that_of_all_rows_of_a_holder_or_of_one(said, notes, verdict) -> None:
    found = checks_of("term", {**STOLTENBERG, "duration": said}, notes=notes)
    check = of_field(found, "duration")
    assert check.verdict == verdict
    assert {line.key for line in check.record} >= {
        "secretary-general/2014-10-01",
        "secretary-general/2023-10-01",
    }


@pytest.mark.parametrize("said", ["2024-09-30", "2024-10-01", "2024-10", "2023-10-01"])
def test_an_end_is_meant_with_its_last_day_or_the_day_after(said: str) -> None:
    found = checks_of("term", {**STOLTENBERG, "until": said})
    assert of_field(found, "until").verdict == "confirms"


def test_an_end_that_the_record_does_not_have() -> None:
    found = checks_of("term", {**STOLTENBERG, "until": "2024-08-01"})
    assert of_field(found, "until").verdict == "contradicts"
    assert "until" not in verdicts(checks_of("term", {**RUTTE, "until": "2028-10-01"}))


@pytest.mark.parametrize(
    ("how", "verdict"),
    [("consensus", "confirms"), ("unanimity", "contradicts"), ("majority", "contradicts")],
)
def test_how_a_holder_was_appointed_is_the_rule_of_the_decision(how: str, verdict: str) -> None:
    check = of_field(checks_of("appointment", {**RUTTE, "how": how}), "how")
    assert check.verdict == verdict
    assert [line.value for line in check.record] == ["consensus", "2024-06-26"]


def test_a_silence_procedure_does_not_speak_against_consensus() -> None:
    assert "how" not in verdicts(checks_of("appointment", {**RUTTE, "how": "silence"}))


@pytest.mark.parametrize(
    ("said", "verdict"),
    [("2024-06-26", "confirms"), ("2024-06", "confirms"), ("2024-07-26", "contradicts")],
)
def test_the_day_of_the_appointment(said: str, verdict: str) -> None:
    assert verdicts(checks_of("appointment", RUTTE, day=""))["person"] == "confirms"
    fields = dict(RUTTE)
    reading = reading_of(TEXT)
    fact = fact_of(reading, "appointment", fields, day=said)
    found = list(office_checks(fact, Ground(reading, ukraine())))
    assert of_field(found, "date").verdict == verdict


def test_a_day_taken_from_the_dateline_is_not_held_against_the_record() -> None:
    reading = reading_of(TEXT, day="2024-08-05")
    fact = fact_of(reading, "appointment", RUTTE, day="2024-08-05")
    assert "date" not in verdicts(office_checks(fact, Ground(reading, ukraine())))


def test_the_body_that_appoints_is_one_with_the_same_members() -> None:
    for key, verdict in (("nac", "confirms"), ("nato", "confirms"), ("nuc", "contradicts")):
        body = {"body": mention("body", key, key, known=True)}
        found = checks_of("appointment", {**RUTTE, "body": key}, mentions=body)
        assert of_field(found, "body").verdict == verdict


def test_another_person_in_the_days_of_a_holder() -> None:
    person = {"person": "Klaus Iohannis", "office": "secretary-general"}
    assert checks_of("appointment", person) == []
    (check,) = checks_of("appointment", {**person, "from": "2020-10-01"})
    assert (check.verdict, check.record[0].value) == ("contradicts", "Jens Stoltenberg")
    assert checks_of("appointment", {**person, "from": "2028-10-01"}) == []


@pytest.mark.parametrize(
    "fields",
    [{"person": "Mark Rutte", "office": "prime-minister"},
     {"person": "Donald Trump", "office": "president", "from": "2017", "until": "2021"},
     {"person": "Donald Trump", "from": "2017", "until": "2021"}],
)  # fmt: skip
def test_offices_of_which_the_record_does_not_speak(fields) -> None:
    assert checks_of("term", fields) == []


def test_a_secretary_general_of_another_body() -> None:
    office = {"office": mention("office", "Secretary-General", "secretary-general", of="un")}
    fields = {"person": "António Guterres", "office": "secretary-general", "from": "2017-01-01"}
    assert checks_of("term", fields, mentions=office, code="en") == []
    assert checks_of("term", fields, code="en") == []


def test_a_holder_called_by_a_title_that_is_not_his() -> None:
    fields = {"person": "Mark Rutte", "office": "commissaire"}
    (check,) = checks_of("term", fields, text="Elle travaillera avec le commissaire Rutte.")
    assert (check.verdict, check.field, check.said) == ("contradicts", "office", "commissaire")
    assert [line.value for line in check.record] == [
        "secretary-general", "Mark Rutte", "2024-10-01",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "day", "more"),
    [("L'ancien commissaire Rutte parle.", "2024-10", {}),
     ("Le commissaire Rutte parle.", "2024-05", {}),
     ("Le commissaire Rutte parle.", "2024-10", {"until": "2010"})],
)  # fmt: skip
def test_a_title_of_another_time_is_no_contradiction(text: str, day: str, more) -> None:
    fields = {"person": "Mark Rutte", "office": "commissaire", **more}
    assert checks_of("term", fields, text=text, day=day) == []
