from __future__ import annotations

import csv
import shutil
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from said import assert_said

from foedus.case import load
from foedus.errors import Finding, InputError
from foedus.results.dispatch import (
    Check,
    Dateline,
    Dispatch,
    Document,
    Kind,
    Nearest,
    Proposal,
    Quote,
    RecordLine,
    Value,
    Verdict,
)
from foedus.sources.accept_refused import acceptable
from foedus.sources.accepting import Accepted, Replaced, accept

DAY = date(2024, 11, 2)
WORDS = "The sentence, with the words\u202e that it rests on."
CASE = {
    "case.toml": 'format = 1\nname = "small"\nas_of = 2024-10-31\n',
    "bodies.csv": "body,name_en,name_fr,rule\nnato,NATO,OTAN,\nnac,Council,Conseil,consensus\n",
    "parties.csv": "party,kind\nDNK,ally\nNLD,ally\nUKR,recipient\n",
    "items.csv": "item,unit,name_en,name_fr,price,mass\nleopard-2,tank,Leopard 2,Leopard 2,2,55\n",
    "terms.csv": "office,person,party,from,until,announced,source,note\r\n"
    "secretary-general,Jens Stoltenberg,,2014-10-01,2024-10-01,2014-03-28,paper,\r\n"
    "secretary-general,Mark Rutte,NLD,2024-10-01,,2024-06-26,paper,first\r\n"
    "commissioner,Thierry Breton,,2019-12-01,2024-09-16,,paper,\r\n"
    "prime-minister-nld,Dick Schoof,,2024-07-02,,,paper,\r\n",
    "decisions.csv": "decision,date,body,subject_en,subject_fr,rule,outcome,source\n"
    "succession,2024-06-26,nac,Rutte is appointed,Rutte est nommé,consensus,adopted,paper\n",
    "priorities.csv": "rank,subject_en,subject_fr,owner,source\n1,Deterrence,Dissuasion,,paper\n"
    "2,Support Ukraine,Soutenir l'Ukraine,,paper\n",
    "sources.csv": "source,title,publisher,published,confidence\n"
    "paper,A paper,NATO,2024-06-26,official\n",
}


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "case"
    folder.mkdir()
    for name, text in CASE.items():
        (folder / name).write_text(text, newline="")
    return folder


def proposal(kind: Kind, verdict: Verdict = "new", day: str = "", **fields: Value) -> Proposal:
    told = {name.rstrip("_"): value for name, value in fields.items()}
    return Proposal("1", kind, told, Quote(WORDS, (0, 10)), date=day, verdict=verdict)


def dispatch(*proposals: Proposal, file: str = "a.txt", day: str = "2024-10-01") -> Dispatch:
    document = Document(file, WORDS, sha256=f"{hash(file) & 0xFFFFFFFF:08x}" + "0" * 56)
    found = tuple(replace(one, id=f"{at}") for at, one in enumerate(proposals, start=1))
    return Dispatch(document, "en", f"Title of {file}", Dateline(day), found)


def taken(
    case: Path, *proposals: Proposal, over: str = "refuse", day: str = "2024-10-01"
) -> Accepted:
    ids = [f"{at}" for at in range(1, len(proposals) + 1)]
    return accept(case, [dispatch(*proposals, day=day)], ids, over=over, retrieved=DAY)  # type: ignore[arg-type]


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def refused(case: Path, *proposals: Proposal, over: str = "refuse") -> list[Finding]:
    before = contents(case)
    with pytest.raises(InputError) as caught:
        taken(case, *proposals, over=over)
    assert contents(case) == before
    assert_said(caught.value.findings)
    return [one for one in caught.value.findings if one.severity == "fault"]


def told(findings: Sequence[Finding]) -> list[tuple[str, str | None, str | None]]:
    return [(one.kind, one.column, one.value) for one in findings]


def last(case: Path, table: str) -> dict[str, object]:
    row = load(case).tables[table].row(-1, named=True)
    return {name: value for name, value in row.items() if value is not None}


AID = proposal(
    "aid",
    stage="pledge",
    type="military",
    donor="DNK",
    recipient="UKR",
    item="leopard-2",
    quantity=10,
    date="2024-09",
)
TERM = proposal(
    "appointment",
    person="Stéphane Séjourné",
    office="commissioner",
    from_="2024-12-01",
    day="2024-09-17",
)
STATEMENT = proposal(
    "statement", speaker="Mark Rutte", quoted=True, about=("UKR", "peace"), words="We will help."
)


def test_the_dispatch_becomes_the_source(case: Path) -> None:
    accepted = taken(case, AID)
    source = last(case, "sources")
    key = accepted.key
    assert accepted.keys == (key,)
    assert key.startswith("dispatch-2024-10-01-")
    assert source == {
        "source": key,
        "title": "Title of a.txt",
        "publisher": "not named",
        "published": date(2024, 10, 1),
        "confidence": "press",
    }
    origin = tomllib.loads((case / "origins" / f"{key}.toml").read_text())
    assert (origin["file"], origin["rows"]) == ("a.txt", {"ledger": 1})


def test_a_dateline_without_a_day_gives_no_day_of_publication(case: Path) -> None:
    accepted = taken(case, AID, day="2024-10")
    assert accepted.key.startswith("dispatch-2024-10-")
    assert "published" not in last(case, "sources")


def test_aid(case: Path) -> None:
    accepted = taken(case, AID)
    assert (accepted.added, accepted.kept) == ({"ledger": 1}, ())
    row = last(case, "ledger")
    assert row.pop("entry") == f"{accepted.key}-dnk-ukr-military-pledge-leopard-2-10-2024-09"
    assert row == {
        "donor": "DNK",
        "recipient": "UKR",
        "type": "military",
        "stage": "pledge",
        "item": "leopard-2",
        "quantity": 10.0,
        "source": accepted.key,
        "note": "date: 2024-09; “The sentence, with the words that it rests on.”",
    }


def test_an_appointment(case: Path) -> None:
    accepted = taken(case, TERM)
    assert accepted.added == {"terms": 1}
    row = last(case, "terms")
    assert (row["office"], row["person"]) == ("commissioner", "Stéphane Séjourné")
    assert (row["from"], row["announced"]) == (date(2024, 12, 1), date(2024, 9, 17))
    assert "party" not in row
    raw = (case / "terms.csv").read_bytes()
    assert raw.startswith(CASE["terms.csv"].encode())
    assert raw.count(b"\r\n") == 6


def test_a_term_takes_the_country_that_the_record_knows(case: Path) -> None:
    one = proposal(
        "term",
        person="Mark Rutte",
        office="prime-minister-nld",
        from_="2010-10-14",
        until="2024-07-02",
    )
    taken(case, one)
    row = last(case, "terms")
    assert (row["party"], row["until"]) == ("NLD", date(2024, 7, 2))


def test_a_person_of_two_countries_is_given_neither(case: Path) -> None:
    with (case / "terms.csv").open("a", newline="") as stream:
        stream.write("prime-minister-dnk,Mark Rutte,DNK,2001-01-01,2002-01-01,,paper,\r\n")
    office = {"office": "prime-minister-nld", "from_": "2010-10-14", "until": "2024-07-02"}
    taken(case, proposal("term", person="Mark Rutte", **office))
    assert "party" not in last(case, "terms")


def test_a_decision(case: Path) -> None:
    one = proposal(
        "decision", body="nac", rule="consensus", subject="A new plan", date="2024-07-10"
    )
    taken(case, one)
    row = last(case, "decisions")
    assert row["decision"] == "a-new-plan-2024-07-10"
    assert (row["subject_en"], row["subject_fr"]) == ("A new plan", "A new plan")
    assert (row["rule"], row["outcome"]) == ("consensus", "adopted")
    assert str(row["note"]).startswith("subject in English in both columns")


def test_priorities_take_the_next_free_ranks(case: Path) -> None:
    first = proposal("priority", who="Mark Rutte", what="Spend more", order=1)
    second = proposal("priority", what="Ties with Asia", order=2)
    known = proposal("priority", what="Support Ukraine", order=3)
    accepted = taken(case, first, second, known)
    assert (accepted.added, accepted.kept) == ({"priorities": 2}, ("3",))
    rows = load(case).tables["priorities"].select("rank", "subject_fr", "owner").rows()
    assert rows[2:] == [(3, "Spend more", "Mark Rutte"), (4, "Ties with Asia", None)]


def test_a_function(case: Path) -> None:
    taken(case, proposal("function", office="secretary-general", duty="médier entre les États"))
    row = last(case, "functions")
    assert (row["duty"], row["text_fr"]) == ("medier-entre-les-etats", "médier entre les États")


@pytest.mark.parametrize(
    ("fields", "amount", "unit"),
    [
        (
            {"measure": "expenditure", "amount": 5_250_000_000, "currency": "EUR"},
            5250,
            "million EUR",
        ),
        ({"measure": "share_of_gdp", "share": 2.4}, 2.4, "percent"),
    ],
)
def test_spending(case: Path, fields: dict[str, Value], amount: float, unit: str) -> None:
    accepted = taken(case, proposal("spending", party="DNK", year=2024, **fields))
    row = last(case, "spending")
    assert (row["amount"], row["unit"], row["basis"]) == (amount, unit, "as-reported")
    assert (row["release"], row["estimate"]) == (accepted.key, False)


@pytest.mark.parametrize("kind", ["agreement", "partnership"])
def test_agreements_have_a_row_for_each_party(case: Path, kind: Kind) -> None:
    one = proposal(kind, parties=("DNK", "UKR"), subject="Drones", day="2024-09-30")
    assert taken(case, one).added == {"agreements": 2}
    rows = load(case).tables["agreements"]
    assert rows["agreement"].unique().to_list() == [f"{kind}-2024-09-30-drones-dnk-ukr"]
    assert rows["party"].to_list() == ["DNK", "UKR"]


def test_a_statement_speaks_of_what_the_case_knows(case: Path) -> None:
    taken(case, STATEMENT)
    row = last(case, "statements")
    assert (row["statement"], row["about"]) == ("rutte-2024-10-01-we-will-help", "UKR")
    assert (row["date"], row["quoted"], row["language"]) == (date(2024, 10, 1), True, "en")


def test_a_statement_of_a_dispatch_without_a_day_is_refused(case: Path) -> None:
    with pytest.raises(InputError) as caught:
        taken(case, STATEMENT, day="2024-10")
    assert told(caught.value.findings) == [("read.accept-no-day", "date", "2024-10")]


def test_long_words_are_told_apart(case: Path) -> None:
    long = "We will help. " * 10
    both = [replace(STATEMENT, fields={**STATEMENT.fields, "words": f"{long}{n}"}) for n in "ab"]
    assert taken(case, *both).added == {"statements": 2}
    assert max(map(len, load(case).tables["statements"]["statement"])) <= 60


def test_an_event_of_several_days(case: Path) -> None:
    taken(case, proposal("event", what="Summit", where="Washington", when="2024-07-09/2024-07-11"))
    row = last(case, "events")
    assert (row["event"], row["where"]) == ("summit-2024-07-09", "Washington")
    assert (row["date"], row["until"]) == (date(2024, 7, 9), date(2024, 7, 12))


def test_an_event_that_ends_on_the_day_on_which_it_begins(case: Path) -> None:
    taken(case, proposal("event", what="Summit", when="2024-07-09/2024-07-09"))
    row = last(case, "events")
    assert (row["date"], row["until"]) == (date(2024, 7, 9), date(2024, 7, 10))


def test_what_was_accepted_is_kept_the_second_time(case: Path) -> None:
    first = taken(case, AID, TERM, STATEMENT)
    before = contents(case)
    second = taken(case, AID, TERM, STATEMENT)
    assert (first.added, second.added) == ({"terms": 1, "statements": 1, "ledger": 1}, {})
    assert (second.keys, second.kept) == ((), ("1", "2", "3"))
    assert contents(case) == before


def test_more_of_the_same_dispatch_counts_in_its_origin(case: Path) -> None:
    taken(case, AID, TERM)
    both = dispatch(AID, TERM, STATEMENT)
    key = accept(case, [both], ["3"], retrieved=date(2024, 12, 1)).key
    origin = tomllib.loads((case / "origins" / f"{key}.toml").read_text())
    assert origin["rows"] == {"terms": 1, "statements": 1, "ledger": 1}
    assert origin["retrieved"] == DAY
    assert load(case).tables["sources"].height == 2


def test_a_row_that_made_way_no_longer_counts_in_the_origin(case: Path) -> None:
    key = taken(case, TERM).key
    line = RecordLine("terms", "commissioner/2024-12-01", "from", "2024-12-01", key)
    checks = (Check("contradicts", "from", "2024-12-02", (line,)),)
    fields = {**TERM.fields, "from": "2024-12-02"}
    taken(case, replace(TERM, fields=fields, verdict="contradicts", checks=checks), over="replace")
    origin = tomllib.loads((case / "origins" / f"{key}.toml").read_text())
    assert origin["rows"] == {"terms": 1}


def test_what_the_record_confirms_is_not_written(case: Path) -> None:
    before = contents(case)
    accepted = taken(case, replace(TERM, verdict="confirms"))
    assert (accepted.added, accepted.kept, accepted.key) == ({}, ("1",), "")
    assert contents(case) == before


def test_of_several_dispatches_the_file_or_the_number_tells(case: Path) -> None:
    one, two = dispatch(AID), dispatch(STATEMENT, TERM, file="b:c.txt")
    accepted = accept(case, [one, two], ["1:1", "b:c.txt:1", "2", "2:2"], retrieved=DAY)
    assert accepted.added == {"terms": 1, "statements": 1, "ledger": 1}
    assert len(accepted.keys) == 2


def test_unknown_and_ambiguous_ids_at_once(case: Path) -> None:
    before = contents(case)
    with pytest.raises(InputError) as caught:
        accept(case, [dispatch(AID), dispatch(AID, file="b.txt")], ["1", "1:9"], retrieved=DAY)
    assert [(f.kind, f.file) for f in caught.value.findings] == [
        ("read.accept-which", "1"),
        ("read.accept-id", "1:9"),
    ]
    assert caught.value.findings[1].details == {"first": "1:1", "last": "2:1"}
    with pytest.raises(InputError) as caught:
        accept(case, [dispatch()], ["1"], retrieved=DAY)
    assert [f.kind for f in caught.value.findings] == ["read.accept-none"]
    assert_said(caught.value.findings)
    assert contents(case) == before


def test_days_are_not_made_up(case: Path) -> None:
    october = {"from_": "2024-10", "until": "2028"}
    found = refused(
        case,
        proposal("appointment", person="A B", office="commissioner", **october),
        proposal("decision", body="nac", rule="consensus", subject="x", date="2024-06"),
        proposal("agreement", parties=("DNK",), subject="Drones"),
        proposal("event", what="Summit", when="2024-07"),
    )
    assert told(found) == [
        ("read.accept-no-day", "from", "2024-10"),
        ("read.accept-no-day", "until", "2028"),
        ("read.accept-no-day", "date", "2024-06"),
        ("read.accept-missing", "from", None),
        ("read.accept-no-day", "date", "2024-07"),
    ]
    assert [one.details["id"] for one in found] == ["1", "1", "2", "3", "4"]


def test_what_the_table_needs_is_not_made_up(case: Path) -> None:
    found = refused(
        case,
        proposal("aid", donor="DNK", stage="pledge", amount=5, currency="EUR"),
        proposal("aid", donor="DNK", recipient="UKR", type="military", stage="pledge", amount=5),
        proposal("spending", party="DNK", measure="expenditure", change="up", from_="2017"),
        proposal("statement", words="We will help."),
        proposal("aid", donor="DNK", recipient="UKR", type="moral", stage="pledge", quantity="ten"),
    )
    assert told(found) == [
        ("read.accept-missing-word", "type", None),
        ("read.accept-missing", "currency", None),
        ("read.accept-missing", "year", None),
        ("read.accept-missing", "amount", None),
        ("read.accept-missing", "speaker", None),
        ("read.accept-word", "type", "moral"),
        ("read.accept-number", "quantity", "ten"),
    ]


def test_unknown_names_are_refused_with_the_nearest(case: Path) -> None:
    near = Check("unknown", "body", "Commission", nearest=(Nearest("body", "nac", "Council"),))
    one = proposal("decision", body="Commission", rule="majority", subject="x", date="2024-06-01")
    found = refused(
        case,
        replace(one, verdict="unknown", checks=(near,)),
        proposal("agreement", parties=("DNKK", "XYZ"), subject="Drones", day="2024-09-30"),
    )
    assert told(found) == [
        ("read.accept-unknown", "body", "Commission"),
        ("read.accept-unknown", "party", "DNKK"),
        ("read.accept-no-name", "party", "XYZ"),
    ]
    assert [one.details["nearest"] for one in found] == ["nac", "DNK", ""]


def test_a_dispatch_that_contradicts_itself_is_never_accepted(case: Path) -> None:
    one = replace(TERM, verdict="inconsistent")
    assert told(refused(case, one)) == [("read.accept-inconsistent", None, None)]
    assert told(refused(case, one, over="replace")) == [("read.accept-inconsistent", None, None)]


MAJORITY = replace(
    proposal(
        "decision", body="nac", rule="majority", subject="Rutte's nomination", date="2024-06-26"
    ),
    verdict="contradicts",
    checks=(
        Check(
            "contradicts",
            "rule",
            "majority",
            (
                RecordLine(
                    "decisions", "succession", "rule", "consensus", "paper", "A paper", "NATO"
                ),
            ),
        ),
    ),
)


def test_what_contradicts_names_the_line_of_the_record_and_its_source(case: Path) -> None:
    (found,) = refused(case, MAJORITY)
    assert (found.file, found.row, found.column, found.value) == (
        "decisions.csv",
        2,
        "rule",
        "majority",
    )
    assert (found.details["there"], found.details["source"]) == ("consensus", "paper")


def test_a_contradiction_without_a_line_is_refused_too(case: Path) -> None:
    (found,) = refused(case, replace(AID, verdict="contradicts"))
    assert (found.kind, found.file) == ("read.accept-contradicts", "a.txt")


def test_over_puts_a_decision_in_the_place_of_the_other(case: Path) -> None:
    accepted = taken(case, MAJORITY, over="replace")
    assert (accepted.added, [one.table for one in accepted.replaced]) == (
        {"decisions": 1},
        ["decisions"],
    )
    (row,) = load(case).tables["decisions"].iter_rows(named=True)
    assert (row["decision"], row["rule"], row["source"]) == ("succession", "majority", accepted.key)
    assert "before: decisions (decision succession, date 2024-06-26, body nac" in row["note"]
    assert "rule consensus" in row["note"]
    assert "source paper" in row["note"]


def test_over_puts_a_term_in_its_place_and_leaves_the_others(case: Path) -> None:
    line = RecordLine("terms", "secretary-general/2024-10-01", "from", "2024-10-01", "paper")
    more = RecordLine("terms", "secretary-general/2024-10-01", "person", "Mark Rutte", "paper")
    other = RecordLine(
        "terms", "secretary-general/2014-10-01", "person", "Jens Stoltenberg", "paper"
    )
    one = replace(
        proposal(
            "appointment", person="Mark Rutte", office="secretary-general", from_="2024-10-02"
        ),
        verdict="contradicts",
        checks=(Check("contradicts", "from", "2024-10-02", (line, more, other)),),
    )
    assert [f.row for f in refused(case, one)] == [3, 2]
    accepted = taken(case, one, over="replace")
    (gone,) = accepted.replaced
    assert (gone.table, gone.row) == ("terms", 3)
    assert gone.content.startswith("office secretary-general, person Mark Rutte, party NLD, from")
    with (case / "terms.csv").open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [(row["person"], row["from"]) for row in rows] == [
        ("Jens Stoltenberg", "2014-10-01"),
        ("Mark Rutte", "2024-10-02"),
        ("Thierry Breton", "2019-12-01"),
        ("Dick Schoof", "2024-07-02"),
    ]
    assert (rows[1]["party"], rows[1]["announced"]) == ("NLD", "2024-06-26")
    assert "announced 2024-06-26, source paper, note first" in rows[1]["note"]
    assert (case / "terms.csv").read_bytes().count(b"\r\n") == 5


def ranked(rank: int) -> Proposal:
    """Return a priority that the record has at rank 2."""
    line = RecordLine("priorities", "2", "rank", "2", "paper")
    more = RecordLine("priorities", "2", "subject_fr", "Soutenir l'Ukraine", "paper")
    check = Check("contradicts", "rank", f"{rank}", (line, more))
    one = proposal("priority", what="Help Ukraine", rank=rank)
    return replace(one, verdict="contradicts", checks=(check,))


def test_over_never_removes_an_aim_that_is_not_contradicted(case: Path) -> None:
    for over in ("refuse", "replace"):
        (found,) = refused(case, ranked(1), over=over)
        assert (found.kind, found.file) == ("read.accept-rank-taken", "priorities.csv")
        assert found.details["there"] == "Deterrence"
        assert (found.details["own"], found.details["own_rank"]) == ("Support Ukraine", "2")
    new = proposal("priority", what="Help Ukraine", rank=1)
    assert told(refused(case, new, over="replace")) == [("read.accept-rank-held", "rank", "1")]


def test_over_moves_the_aim_that_is_contradicted_to_a_free_rank(case: Path) -> None:
    (found,) = refused(case, ranked(3))
    assert (found.kind, found.row) == ("read.accept-contradicts", 3)
    accepted = taken(case, ranked(3), over="replace")
    assert accepted.replaced == (
        Replaced(
            "priorities",
            3,
            "rank 2, subject_en Support Ukraine, subject_fr Soutenir l'Ukraine, source paper",
        ),
    )
    rows = load(case).tables["priorities"]
    assert rows.select("rank", "subject_en").rows() == [(1, "Deterrence"), (3, "Help Ukraine")]


def test_over_leaves_figures_of_other_sources_beside_the_new_one(case: Path) -> None:
    taken(case, AID)
    line = RecordLine("ledger", "x", "quantity", "12")
    check = Check("contradicts", "quantity", "10", (line,))
    other = replace(
        AID, fields={**AID.fields, "quantity": 12}, verdict="contradicts", checks=(check,)
    )
    assert taken(case, other, over="replace").added == {"ledger": 1}
    assert load(case).tables["ledger"].height == 2


def test_two_proposals_of_one_row(case: Path) -> None:
    other = replace(TERM, fields={**TERM.fields, "person": "C D"})
    (found,) = refused(case, TERM, other)
    assert (found.kind, found.column, found.details["other"]) == (
        "read.accept-twice",
        "person",
        "1",
    )
    accepted = taken(case, TERM, TERM)
    assert (accepted.added, accepted.kept) == ({"terms": 1}, ("2",))


def test_a_term_that_overlaps_others_is_refused_in_one_sentence(case: Path) -> None:
    one = proposal("appointment", person="E F", office="secretary-general", from_="2023-11-01")
    (found,) = refused(case, one)
    assert (found.kind, found.file, found.value) == (
        "read.accept-overlaps",
        "terms.csv",
        "E F 2023-11-01/…",
    )
    assert found.details["there"] == (
        "Jens Stoltenberg 2014-10-01/2024-10-01; Mark Rutte 2024-10-01/…"
    )
    line = RecordLine("terms", "secretary-general/2024-10-01", "person", "Mark Rutte", "paper")
    against = replace(
        one, verdict="contradicts", checks=(Check("contradicts", "person", "E F", (line,)),)
    )
    for over in ("refuse", "replace"):
        assert [f.kind for f in refused(case, against, over=over)] == ["read.accept-overlaps"]


def test_a_term_may_begin_on_the_first_day_on_which_another_no_longer_holds(case: Path) -> None:
    office = {"office": "commissioner", "from_": "2024-09-16", "until": "2024-12-01"}
    assert taken(case, proposal("term", person="E F", **office)).added == {"terms": 1}


@pytest.mark.parametrize(("since", "shown"), [("2004-02-01", []), ("2003-01-01", ["+1"])])
def test_of_the_terms_that_one_overlaps_three_are_named(
    case: Path, since: str, shown: list[str]
) -> None:
    with (case / "terms.csv").open("a", newline="") as stream:
        for one in ("J K,,2004-01-05,2009-08-01", "G H,,1999-10-14,2003-12-17"):
            stream.write(f"secretary-general,{one},,paper,\r\n")
    (found,) = refused(
        case, proposal("appointment", person="E F", office="secretary-general", from_=since)
    )
    assert str(found.details["there"]).split("; ")[3:] == shown


def test_of_the_faults_that_a_case_would_have_three_are_told(case: Path) -> None:
    both = [
        proposal("appointment", person=f"E {last}", office="commissioner", from_=f"2024-11-0{day}")
        for day, last in enumerate("ABCDE", start=1)
    ]
    first, *others = refused(case, *both)
    assert (first.kind, first.file) == ("read.accept-makes-faults", "terms.csv")
    assert first.details["count"] == "4"
    assert [one.kind for one in others] == ["overlapping-terms"] * 3


def test_what_contradicts_and_lacks_something_does_not_advise_over(case: Path) -> None:
    one = replace(MAJORITY, fields={**MAJORITY.fields, "date": "2024-06"})
    kinds = [found.kind for found in refused(case, one)]
    assert kinds == ["read.accept-contradicts-too", "read.accept-no-day"]


def test_the_one_recipient_of_a_case_need_not_be_said(case: Path) -> None:
    fields = {name: value for name, value in AID.fields.items() if name != "recipient"}
    taken(case, replace(AID, fields=fields))
    row = last(case, "ledger")
    assert row["recipient"] == "UKR"
    assert "recipient not said; the case has one" in str(row["note"])
    with (case / "parties.csv").open("a") as stream:
        stream.write("MDA,recipient\n")
    found = refused(case, replace(AID, fields={**fields, "quantity": 3}))
    assert told(found) == [("read.accept-missing", "recipient", None)]


@pytest.mark.parametrize("donors", [("DNK", "NLD"), "DNK; NLD"])
def test_a_joint_pledge_is_not_split(case: Path, donors: Value) -> None:
    (found,) = refused(case, replace(AID, fields={**AID.fields, "donor": donors}))
    assert (found.kind, found.column, found.value) == (
        "read.accept-several",
        "donor",
        "DNK, NLD",
    )


def test_over_writes_a_share_beside_that_of_another_source(case: Path) -> None:
    (case / "spending.csv").write_text(
        "party,year,measure,basis,release,amount,unit,estimate,source\n"
        "DNK,2024,share_of_gdp,constant-2015,2024-06-17,1.5,percent,false,paper\n"
    )
    line = RecordLine("spending", "DNK/2024/share_of_gdp/constant-2015/2024-06-17", "amount", "1.5")
    one = replace(
        proposal("spending", party="DNK", year=2024, measure="share_of_gdp", share=1.8),
        verdict="contradicts",
        checks=(Check("contradicts", "share", "1.8", (line,)),),
    )
    assert [(f.kind, f.row) for f in refused(case, one)] == [("read.accept-contradicts", 2)]
    accepted = taken(case, one, over="replace")
    assert (accepted.added, accepted.replaced) == ({"spending": 1}, ())
    assert (last(case, "spending")["amount"], load(case).tables["spending"].height) == (1.8, 2)


def test_the_sources_keep_their_columns_and_their_lines(case: Path) -> None:
    before = "source,title,publisher,confidence,note\npaper,A paper,NATO,official,\n"
    (case / "sources.csv").write_text(before)
    accepted = taken(case, AID)
    text = (case / "sources.csv").read_text()
    assert text.startswith(before)
    assert text.count("\n") == 3
    assert last(case, "sources")["note"] == "published 2024-10-01; retrieved 2024-11-02"
    assert accepted.files == (f"origins/{accepted.key}.toml", "sources.csv")
    assert accepted.columns == {}


def test_new_columns_of_a_table_are_told(case: Path) -> None:
    accepted = taken(case, proposal("priority", who="Mark Rutte", what="Spend more"))
    assert accepted.columns == {"priorities": ("note",)}


@pytest.mark.parametrize(
    ("text", "span", "publisher"),
    [
        ("Paris (AFP) - Denmark sends tanks.", (0, 5), "AFP"),
        ("ROME (ANSA), 1 October 2024\n\nText.", (0, 27), "ANSA"),
        ("BRUSSELS, Oct 1 (Reuters) - Text.", None, "Reuters"),
        ("Brussels, 1 October 2024\n\nThe alliance (NATO) met.", (0, 24), "not named"),
        ("The alliance (NATO) met. It - (AFP) - agreed.", None, "not named"),
    ],
)
def test_the_agency_of_the_dateline_is_the_publisher(
    case: Path, text: str, span: tuple[int, int] | None, publisher: str
) -> None:
    one = dispatch(AID)
    told = replace(
        one,
        document=replace(one.document, text=text),
        dateline=Dateline("2024-10-01", span=span),
    )
    accept(case, [told], ["1"], retrieved=DAY)
    assert last(case, "sources")["publisher"] == publisher


@pytest.mark.parametrize(
    ("one", "kind"),
    [
        (AID, None),
        (replace(TERM, verdict="confirms"), None),
        (replace(TERM, verdict="inconsistent"), "read.accept-inconsistent"),
        (MAJORITY, "read.accept-contradicts"),
        (proposal("event", what="Summit", when="2024-07"), "read.accept-no-day"),
        (proposal("priority", what="Help Ukraine", rank=1), "read.accept-rank-held"),
    ],
)
def test_whether_a_proposal_can_be_accepted_is_known_before(
    case: Path, one: Proposal, kind: str | None
) -> None:
    before = contents(case)
    found = acceptable(one, dispatch(one), load(case))
    assert (found and found.kind) == kind
    assert contents(case) == before


def test_a_table_in_parquet_is_not_written_to(case: Path) -> None:
    load(case).tables["statements"].write_parquet(case / "statements.parquet")
    assert [one.kind for one in refused(case, STATEMENT)] == ["source.parquet-table"]


def test_a_case_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        taken(tmp_path / "none", AID)
    assert [f.kind for f in caught.value.findings] == ["not-found"]


def test_the_worked_case_stays_sound_and_is_described_anew(tmp_path: Path) -> None:
    worked = Path(__file__).parents[2] / "cases" / "ukraine-2024"
    folder = tmp_path / "ukraine-2024"
    shutil.copytree(worked, folder)
    package = (folder / "datapackage.json").read_bytes()
    decision = proposal(
        "decision", body="nac", rule="consensus", subject="A new plan", date="2024-10-01"
    )
    accepted = taken(folder, AID, STATEMENT, decision)
    assert accepted.added == {"decisions": 1, "statements": 1, "ledger": 1}
    assert (folder / "datapackage.json").read_bytes() != package
    assert load(folder).tables["ledger"].height == load(worked).tables["ledger"].height + 1
    assert_said(accepted.findings)


@pytest.mark.parametrize("office", ["prime-minister", "ministre de la défense"])
def test_an_office_that_the_record_does_not_keep_is_refused(case: Path, office: str) -> None:
    one = replace(TERM, fields={**TERM.fields, "office": office, "until": "2028"})
    words = {"office": "Premier ministre des Pays-Bas"}
    for over in ("refuse", "replace"):
        first, second = refused(case, replace(one, words=words), over=over)
        assert told([first]) == [("read.accept-office", "office", office)]
        assert first.details["known"] == "secretary-general, commissioner, prime-minister-nld"
        assert second.kind == "read.accept-no-day"
    (case / "terms.csv").unlink()
    found = refused(case, one)
    assert told(found[:1]) == [("read.accept-no-office", "office", office)]


def test_a_rule_is_one_that_is_known(case: Path) -> None:
    one = proposal("decision", body="nac", rule="29 of 32", subject="x", date="2024-06-01")
    (found,) = refused(case, one)
    assert told([found]) == [("read.accept-word", "rule", "29 of 32")]
    assert found.details["known"] == (
        "consensus, majority, qualified-majority, silence, two-thirds, unanimity"
    )
    (case / "bodies.csv").write_text("body,name_en,name_fr,rule\nnac,A,B,29 of 32\n")
    assert taken(case, one).added == {"decisions": 1}


def test_over_keeps_what_the_dispatch_does_not_say(case: Path) -> None:
    (case / "decisions.csv").write_text(
        "decision,date,body,subject_en,subject_fr,rule,outcome,source,minuted_by\n"
        "succession,2024-06-26,nac,Rutte is appointed,Rutte est nommé,consensus,pending,paper,IS\n"
    )
    taken(case, MAJORITY, over="replace")
    row = last(case, "decisions")
    assert (row["subject_en"], row["subject_fr"]) == ("Rutte's nomination", "Rutte est nommé")
    assert (row["rule"], row["outcome"]) == ("majority", "pending")
    with (case / "decisions.csv").open(newline="") as stream:
        assert next(csv.DictReader(stream))["minuted_by"] == "IS"
    assert "in both columns" not in str(row["note"])


def test_over_keeps_the_rank_and_the_owner_of_an_aim(case: Path) -> None:
    (case / "priorities.csv").write_text(
        "rank,subject_en,subject_fr,owner,due,source\n"
        "1,Deterrence,Dissuasion,Mark Rutte,2025-06-24,paper\n"
        "2,Support Ukraine,Soutenir l'Ukraine,,,paper\n"
    )
    line = RecordLine("priorities", "1", "subject_en", "Deterrence", "paper")
    one = replace(
        proposal("priority", what="Deter and defend"),
        verdict="contradicts",
        checks=(Check("contradicts", "what", "Deter and defend", (line,)),),
    )
    taken(case, one, over="replace")
    row = load(case).tables["priorities"].row(0, named=True)
    assert (row["rank"], row["owner"], row["due"]) == (1, "Mark Rutte", date(2025, 6, 24))
    assert (row["subject_en"], row["subject_fr"]) == ("Deter and defend", "Dissuasion")


def other_holder(verdict: Verdict) -> Proposal:
    """Return a term that begins on the day of Mark Rutte's, of another person."""
    line = RecordLine("terms", "secretary-general/2024-10-01", "person", "Mark Rutte", "paper")
    one = proposal("term", person="Klaus Iohannis", office="secretary-general", from_="2024-10-01")
    checks = (Check("contradicts", "person", "Klaus Iohannis", (line,)),)
    return replace(one, verdict=verdict, checks=checks)


def test_a_term_of_another_person_never_makes_way(case: Path) -> None:
    for verdict in ("new", "unknown", "contradicts"):
        (*_, found) = refused(case, other_holder(verdict), over="replace")
        assert told([found]) == [("read.accept-clash", "person", "Klaus Iohannis")]
    first, second = refused(case, other_holder("contradicts"))
    assert (first.kind, second.kind) == ("read.accept-contradicts-too", "read.accept-clash")


def test_a_row_makes_way_for_a_contradiction_only(case: Path) -> None:
    one = replace(ranked(2), verdict="new")
    (found,) = refused(case, one, over="replace")
    assert found.kind == "read.accept-rank-held"


def test_two_gifts_that_differ_in_the_date_only(case: Path) -> None:
    later = replace(AID, fields={**AID.fields, "date": "2024-10-02"})
    assert taken(case, AID, later).added == {"ledger": 2}
    assert taken(case, AID, later).kept == ("1", "2")


@pytest.mark.parametrize("when", ["2024-07-11/2024-07-09", "2024-07-09/9999-12-31"])
def test_an_event_that_cannot_be(case: Path, when: str) -> None:
    (found,) = refused(case, proposal("event", what="Summit", when=when))
    assert told([found]) == [("read.accept-event-days", "until", when.partition("/")[2])]
    assert found.details["first"] == when.partition("/")[0]
