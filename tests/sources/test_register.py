"""Members by day, and lists held against them: stale, ahead, of no time."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from said import assert_said

from foedus.brief.findings import sentence
from foedus.brief.language import Language
from foedus.case.load import load
from foedus.case.model import Case
from foedus.errors import InputError
from foedus.results.register import Listed, Register
from foedus.sources.register import intervals, register
from foedus.sources.register_list import parse_list, read_list

FOLDER = Path(__file__).parents[2] / "cases" / "ukraine-2024"
NOW = date(2024, 10, 1)


@cache
def load_once() -> Case:
    return load(FOLDER)


@pytest.fixture(scope="module")
def case() -> Case:
    return load_once()


def members(case: Case, day: date) -> tuple[str, ...]:
    return tuple(member.party for member in register(case, day).members)


def held(case: Case, parties: tuple[str, ...], at: date = NOW) -> Register:
    return register(case, at, listed=Listed("list.csv", tuple(sorted(parties))))


@pytest.mark.parametrize(
    ("day", "count"),
    [
        ("1949-08-24", 12), ("1952-02-18", 14), ("1955-05-06", 15), ("1982-05-30", 16),
        ("1999-03-12", 19), ("2004-03-29", 26), ("2009-03-31", 26), ("2009-04-01", 28),
        ("2017-06-04", 28), ("2017-06-05", 29), ("2020-03-27", 30), ("2023-04-04", 31),
        ("2024-03-06", 31), ("2024-03-07", 32),
    ],
)  # fmt: skip
def test_members_on_a_day(case: Case, day: str, count: int) -> None:
    assert len(members(case, date.fromisoformat(day))) == count


def test_a_member_comes_with_its_day_and_source(case: Case) -> None:
    found = {member.party: member for member in register(case, NOW).members}
    assert (found["SWE"].since, found["SWE"].source) == (date(2024, 3, 7), "accession-swe")


def test_nothing_held_against_it(case: Case) -> None:
    found = register(case, NOW)
    assert (found.state, found.listed, found.findings) == ("not_held", None, ())
    assert dict(found.stamp.options) == {"at": "2024-10-01", "body": "nato"}


def test_a_list_of_28_members_is_stale(case: Case) -> None:
    found = held(case, members(case, date(2010, 1, 1)))
    assert found.state == "stale"
    assert (found.missing, found.extra) == (("FIN", "MKD", "MNE", "SWE"), ())
    (fit,) = found.fits
    assert (fit.since, fit.until) == (date(2009, 4, 1), date(2017, 6, 5))
    (warning,) = found.findings
    assert sentence(warning, Language("en")) == (
        "list.csv: 28 members: a list of between 2009-04-01 and 2017-06-05; on 2024-10-01 there "
        "are 32: missing FIN, MKD, MNE, SWE; too many –: bring the list up to date"
    )


def test_the_same_list_agreed_in_its_time(case: Case) -> None:
    found = held(case, members(case, date(2010, 1, 1)), date(2016, 7, 8))
    assert (found.state, found.missing, found.extra, found.findings) == ("agrees", (), (), ())


def test_a_list_may_be_ahead(case: Case) -> None:
    found = held(case, members(case, NOW), date(2022, 6, 29))
    assert found.state == "ahead"
    assert found.extra == ("FIN", "SWE")
    assert "right only from 2024-03-07" in sentence(found.findings[0], Language("en"))


def test_a_list_of_no_time_names_the_nearest(case: Case) -> None:
    found = held(case, (*(p for p in members(case, NOW) if p not in {"ISL"}), "AUT"))
    assert (found.state, found.fits) == ("differs", ())
    assert (found.missing, found.extra) == (("ISL",), ("AUT",))
    assert found.nearest is not None
    assert found.nearest.since == date(2024, 3, 7)
    assert_said(found.findings)


def test_an_unknown_body_is_a_fault(case: Case) -> None:
    with pytest.raises(InputError) as refused:
        register(case, NOW, body="natto")
    (fault,) = refused.value.findings
    assert (fault.kind, fault.details["nearest"]) == ("register.unknown-body", "nato")
    assert_said([fault])


def test_intervals_follow_each_other_and_differ(case: Case) -> None:
    rows = case.tables["memberships"].filter(body="nato")
    found = intervals(rows)
    assert len(found) == 11
    assert found[-1].until is None
    for before, after in pairwise(found):
        assert before.until == after.since
        assert before.members != after.members


@given(st.dates(date(1949, 8, 24), date(2030, 1, 1)))
def test_every_day_lies_in_the_interval_of_its_members(day: date) -> None:
    case = load_once()
    found = held(case, members(case, day), day)
    assert found.state == "agrees"
    assert any(i.since <= day and (i.until is None or day < i.until) for i in found.fits)


# Lists


@pytest.mark.parametrize(
    "text",
    [
        "Belgium\nCzech Republic\nTürkiye\n",
        "# members\nBEL\nCZE\nTUR\n",
        "be\ncz\ntr\n",
        "country\nBelgique\nTchéquie\nTurquie\n",
        "since;name;iso3\n1949;Belgium;BEL\n1999;Czechia;CZE\n1952;Turkey;TUR\n",
        'Name,Country Code\n"Belgium, Kingdom",BEL\nCzechia,CZE\nTurkey,TUR\n',
        json.dumps(["Belgium", "CZE", "TR"]),
        json.dumps({"name": "NATO", "members": ["BE", "CZ", "TR"]}),
        json.dumps([{"cca3": name, "since": 1} for name in ("BEL", "CZE", "TUR")]),
        json.dumps({"countries": [{"Name": n} for n in ("Belgium", "Czechia", "Turkey")]}),
    ],
)
def test_lists_in_many_forms(text: str, tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text("\ufeff" + text, "utf-8")
    found = read_list(path)
    assert (found.file, found.parties, found.findings) == ("list.txt", ("BEL", "CZE", "TUR"), ())


def test_a_name_that_stands_twice_counts_once() -> None:
    found = parse_list("party\nBEL\nUSA\nBelgium\n", file="a.csv")
    assert found.parties == ("BEL", "USA")
    assert [(f.kind, f.row, f.value) for f in found.findings] == [("register.twice", 4, "Belgium")]
    assert_said(found.findings)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("party\nBEL\nAtlantis\nXQZ\n", [("unknown-name", 3), ("unknown-name", 4)]),
        ("", [("empty", None)]),
        ("party\n", [("empty", None)]),
        ("[]", [("empty", None)]),
        ('{"a": 1}', [("no-list", None)]),
        ("[1, ", [("no-list", None)]),
        ("[" * 10_000, [("no-list", None)]),
        ('[{"x": "BEL"}]', [("unknown-name", 1)]),
    ],
)
def test_what_is_no_list(text: str, found: list[tuple[str, int | None]]) -> None:
    with pytest.raises(InputError) as refused:
        parse_list(text, file="list.csv")
    assert_said(refused.value.findings)
    assert [(f.kind.removeprefix("register."), f.row) for f in refused.value.findings] == found
