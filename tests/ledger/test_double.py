"""What a total may count twice: told with its figures, and never removed."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from ledger_cases import AS_OF, Row, case_of, entry, source, spent

from foedus.errors import Finding
from foedus.ledger import ledger
from foedus.sources import kiel_tables

TABLES_2024 = Path(os.environ.get("FOEDUS_DATA", "no-such-folder")) / "kiel" / "release_2024"

R = {"release": "2024-10"}
EUI = entry("eui", "allocation", 43.5e9, donor="EUI", type="financial", **R)
DEU = entry("deu", "allocation", 15e9, donor="DEU", **R)
SHARES = [
    spent("DEU", "share_in_eu_allocations", "2024-10", 9.25, unit="billion EUR"),
    spent("FRA", "share_in_eu_allocations", "2024-10", 8.0, unit="billion EUR"),
]


def told(rows: list[Row], kind: str, **options: object) -> list[Finding]:
    found = ledger(case_of(rows, **options)).findings  # type: ignore[arg-type]
    return [finding for finding in found if finding.kind == kind]


def test_the_eu_and_its_members_shares_are_told_with_their_figures() -> None:
    (found,) = told([EUI, DEU], "ledger.eu-shares", spending=SHARES)
    assert found.value == "2024-10"
    assert dict(found.details) == {
        "release": "2024-10",
        "institutions": "EUI",
        "amounts": "allocation 43500000000 EUR",
        "members": "2",
        "shares": "17.25 billion EUR",
    }


def test_shares_in_the_ledger_itself_are_told_too() -> None:
    share = entry("share", "allocation", 9e9, donor="DEU", note="share in EU allocations", **R)
    (found,) = told([EUI, DEU, share], "ledger.eu-shares")
    assert (found.details["members"], found.details["shares"]) == ("1", "9000000000 EUR")


def test_no_share_no_warning() -> None:
    other = [{**row, "release": "29"} for row in SHARES]
    assert told([EUI, DEU], "ledger.eu-shares") == []
    assert told([DEU], "ledger.eu-shares", spending=SHARES) == []
    assert told([EUI, DEU], "ledger.eu-shares", spending=other) == []
    gdp = [spent("DEU", "share_of_gdp", "2024-10", 2.12)]
    assert told([EUI, DEU], "ledger.eu-shares", spending=gdp) == []


def test_institutions_beside_members_are_told_where_no_shares_stand() -> None:
    epf = entry("epf", "pledge", 2.5e9, donor="EPF", **R)
    (found,) = told([EUI, epf, DEU], "ledger.institutions")
    assert dict(found.details) == {
        "release": "2024-10",
        "amounts": "EPF: pledge 2500000000 EUR; EUI: allocation 43500000000 EUR",
        "others": "1",
    }
    assert told([EUI, epf], "ledger.institutions") == []
    assert told([EUI, DEU], "ledger.institutions", spending=SHARES) == []


GIVEN = entry("a", "delivery", 5e6, donor="AAA", item="gun", quantity=6.0, **R)


def test_one_gift_of_two_donors_is_told() -> None:
    same = [GIVEN, {**GIVEN, "entry": "b", "donor": "BBB"}]
    (found,) = told(same, "ledger.two-donors")
    assert dict(found.details) == {
        "donors": "AAA, BBB",
        "entries": "a, b",
        "item": "gun",
        "amount": "5000000",
        "currency": "EUR",
        "date": "2024-01-01",
    }
    assert ledger(case_of(same), by=[]).rows["amount"].to_list() == [10**7]


def test_what_differs_or_is_not_known_is_no_double() -> None:
    for change in (
        {"amount": 4e6}, {"date": date(2024, 1, 2)}, {"item": "tank"}, {"stage": "allocation"},
        {"release": "29"}, {"currency": "USD"}, {"quantity": 5.0}, {"donor": "AAA"},
    ):  # fmt: skip
        other = {**GIVEN, "entry": "b", "donor": "BBB", **change}
        assert told([GIVEN, other], "ledger.two-donors") == []
    for unknown in ({"amount": None}, {"date": None}, {"item": None}, {"amount": 0.0}):
        pair = [{**GIVEN, **unknown}, {**GIVEN, "entry": "b", "donor": "BBB", **unknown}]
        assert told(pair, "ledger.two-donors") == []


def test_the_same_words_stand_for_an_item_without_a_code() -> None:
    noted = {**GIVEN, "item": None, "note": "field hospital"}
    assert len(told([noted, {**noted, "entry": "b", "donor": "B"}], "ledger.two-donors")) == 1


def test_releases_side_by_side_are_told_with_what_is_the_same_in_both() -> None:
    rows = [
        GIVEN,
        {**GIVEN, "entry": "again", "release": "29"},
        entry("new", "pledge", 1.0, release="29"),
    ]
    (found,) = told(rows, "ledger.several-releases")
    assert dict(found.details) == {
        "releases": "2024-10, 29",
        "count": "1",
        "amounts": "delivery 5000000 EUR",
    }
    one = ledger(case_of(rows), release="29").findings
    assert "ledger.several-releases" not in {f.kind for f in one}


def test_allocations_above_pledges_are_told_by_donor() -> None:
    rows = [
        entry("p", "pledge", 10.0, donor="AAA", **R),
        entry("a1", "allocation", 7.0, donor="AAA", type="financial", **R),
        entry("a2", "allocation", 3.5, donor="AAA", **R),
        entry("p2", "pledge", 10.0, donor="BBB", **R),
        entry("a3", "allocation", 10.0, donor="BBB", **R),
        entry("a4", "allocation", 10.0, donor="CCC", **R),
        entry("a5", "allocation", 90.0, donor="BBB", currency="USD", **R),
    ]
    (found,) = told(rows, "ledger.allocated-above-pledged")
    assert (found.value, found.details["pledged"], found.details["allocated"]) == (
        "AAA",
        "10",
        "10.5",
    )


def test_many_doubles_are_counted_when_they_are_too_many_to_list() -> None:
    rows = [
        entry(f"{donor}{i:03}", "delivery", 5.0 + i, donor=donor, item="gun", source="s")
        for i in range(250)
        for donor in ("AAA", "BBB")
    ]
    found = ledger(case_of(rows, sources=[source("s")])).findings
    assert sum(f.kind == "ledger.two-donors" for f in found) == 200
    assert [f.details["count"] for f in found if f.kind == "and-more"] == ["50"]


def test_a_donor_with_a_pledge_of_unknown_amount_is_above_nothing_that_is_known() -> None:
    rows = [entry("p", "pledge", 5.0), entry("a", "allocation", 6.0)]
    in_kind = entry("q", "pledge", None, currency=None, item="shell", quantity=9.0)
    kind = "ledger.allocated-above-pledged"
    assert len(told(rows, kind)) == 1
    assert told([*rows, in_kind], kind) == []
    assert len(told([*rows, {**in_kind, "donor": "BBB"}], kind)) == 1


@pytest.mark.skipif(not TABLES_2024.is_dir(), reason="FOEDUS_DATA is not set")
def test_the_four_donors_of_kiels_tables_who_allocated_more_than_they_pledged() -> None:
    rows = kiel_tables.read(TABLES_2024, retrieved=AS_OF).tables["ledger"].to_dicts()
    found = {
        f.value: (f.details["allocated"], f.details["pledged"])
        for f in told(rows, "ledger.allocated-above-pledged")
    }
    assert {donor: [f"{float(v) / 1e9:.3f}" for v in pair] for donor, pair in found.items()} == {
        "AUS": ["0.844", "0.808"],
        "LTU": ["1.014", "1.004"],
        "LUX": ["0.221", "0.210"],
        "LVA": ["0.524", "0.524"],
    }
