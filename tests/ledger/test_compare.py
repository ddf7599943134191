"""Two releases side by side.

The test against published data reads the folder named by the environment variable
``FOEDUS_DATA``.
"""

from __future__ import annotations

import calendar
import os
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_cases import AS_OF, Row, case_of, drawn_entries, entry, source, spent

from foedus.errors import InputError
from foedus.ledger import compare
from foedus.results.ledger import Comparison

DATA = Path(os.environ.get("FOEDUS_DATA", "no-such-folder"))
KIEL = DATA / "kiel"
needs_data = pytest.mark.skipif(not KIEL.is_dir(), reason="FOEDUS_DATA is not set")
AUGUST = date(2024, 8, 31)


def lines(found: Comparison) -> list[tuple[object, ...]]:
    return found.rows.select("first", "second", "change", "state", "why").rows()


def money(*rows: Row, **options: object) -> Comparison:
    return compare(case_of(rows), "ledger", "1", "2", **options)  # type: ignore[arg-type]


def one(amount: float | None, **other: object) -> Row:
    return entry(f"one-{amount}-{len(other)}", "pledge", amount, release="1", **other)


def two(amount: float | None, **other: object) -> Row:
    return entry(f"two-{amount}-{len(other)}", "pledge", amount, release="2", **other)


def test_equal_changed_and_in_one_only() -> None:
    found = money(
        one(10.0), two(12.5), one(3.0, type="financial"), two(3.0, type="financial"),
        one(1.0, donor="BBB"), two(2.0, donor="CCC"),
    )  # fmt: skip
    assert lines(found) == [
        (3, 3, 0, "equal", []),
        (10, Decimal("12.5"), Decimal("2.5"), "changed", []),
        (1, None, None, "only first", ["no-donor"]),
        (None, 2, None, "only second", ["no-donor"]),
    ]
    assert found.rows["percent"].to_list() == [0, 25, None, None]
    assert dict(found.counts) == {
        "equal": 1, "changed": 1, "apart": 0, "unknown": 0, "only first": 1, "only second": 1,
        "nought": 0,
    }  # fmt: skip


def test_nought_against_nothing_is_no_difference() -> None:
    found = money(one(0.0), two(1.0, donor="BBB"), two(0.0, donor="CCC"))
    assert (found.counts["only first"], found.counts["only second"]) == (0, 1)
    assert found.counts["nought"] == 2


def test_parties_and_a_year_only() -> None:
    rows = (one(1.0), two(2.0), one(3.0, donor="BBB"), two(4.0, donor="BBB", date=date(2023, 1, 1)))
    assert lines(money(*rows, parties=["AAA"])) == [(1, 2, 1, "changed", [])]
    assert lines(money(*rows, parties=["BBB"], year=2023)) == [
        (None, 4, None, "only second", ["no-donor", "no-type", "no-stage"])
    ]
    for asked, kind in (({"parties": ["CCC"]}, "party"), ({"year": 1999}, "year")):
        with pytest.raises(InputError) as caught:
            money(*rows, **asked)
        assert caught.value.findings[0].kind == f"ledger.unknown-{kind}"


@pytest.mark.parametrize(
    ("note", "title"),
    [("total to 2024-08-31", "Tables"), (None, "Tables to August 2024")],
)
def test_totals_end_on_the_day_that_they_say(note: str | None, title: str) -> None:
    rows = [
        one(10.0, date=None, note=note, source="s"),
        two(12.0, date=AUGUST),
        two(3.0, date=date(2024, 9, 30)),
    ]
    case = case_of(rows, sources=[source("s", title=title)])
    found = compare(case, "ledger", "1", "2")
    assert lines(found) == [(10, 15, 5, "changed", ["publisher", "after-cut-off"])]
    late = next(f for f in found.findings if f.kind == "ledger.after-cut-off")
    assert late.details["cut_off"] == "2024-08-31"
    same = compare(case, "ledger", "1", "2", until=AUGUST)
    assert lines(same) == [(10, 12, 2, "changed", ["publisher"])]


def test_another_currency_is_shown_beside_and_not_subtracted() -> None:
    found = money(one(10.0), two(12.0, currency="USD"))
    assert lines(found) == [(10, 12, None, "apart", ["currency"])]
    assert found.rows.select("first_label", "second_label").row(0) == ("EUR", "USD")


def test_a_missing_amount_is_told_and_not_taken_for_nothing() -> None:
    assert lines(money(one(10.0), two(None))) == [(10, None, None, "unknown", ["missing"])]
    partly = money(one(10.0), two(4.0), two(None))
    assert lines(partly) == [(10, 4, -6, "changed", ["missing"])]


def test_entries_after_the_others_last_day_are_told_with_their_amounts() -> None:
    late = {"date": date(2024, 2, 1)}
    found = money(one(10.0), two(10.0), two(5.0, **late))
    assert lines(found) == [(10, 15, 5, "changed", ["after-cut-off"])]
    (finding,) = found.findings
    assert (finding.kind, finding.value) == ("ledger.after-cut-off", "2")
    assert finding.details["amounts"] == "pledge 5 EUR"
    assert finding.details["cut_off"] == "2024-01-01"
    same = money(one(10.0), two(10.0), two(5.0, **late), until=date(2024, 1, 31))
    assert lines(same) == [(10, 10, 0, "equal", [])]


def test_figures_of_spending_with_another_basis_or_publisher_stand_side_by_side() -> None:
    sources = [source("n", publisher="NATO"), source("s", publisher="SIPRI")]
    nato = {"basis": "constant-2015", "source": "n"}
    rows = [
        spent("DEU", "share_of_gdp", "2024-06-17", 2.12, estimate=True, **nato),
        spent("DEU", "share_of_gdp", "2025-04", 1.89, source="s"),
        spent("DEU", "expenditure", "2024-06-17", 90.0, unit="million EUR", source="n"),
        spent("DEU", "expenditure", "2025-04", 88.0, unit="million USD", source="s"),
    ]
    case = case_of([], spending=rows, sources=sources)
    found = compare(case, "spending", "2024-06-17", "2025-04")
    assert lines(found) == [
        (90, 88, None, "apart", ["publisher", "unit"]),
        (
            Decimal("2.12"),
            Decimal("1.89"),
            Decimal("-0.23"),
            "changed",
            ["publisher", "basis", "estimate"],
        ),
    ]


def test_the_same_basis_and_unit_meet_first() -> None:
    rows = [
        spent("DEU", "gdp", "1", 5.0),
        spent("DEU", "gdp", "1", 4.0, basis="constant-2015"),
        spent("DEU", "gdp", "2", 6.0),
        spent("DEU", "gdp", "2", 7.0, basis="constant-2023"),
    ]
    found = compare(case_of([], spending=rows), "spending", "1", "2")
    assert lines(found) == [(4, 7, 3, "changed", ["basis"]), (5, 6, 1, "changed", [])]


def test_amounts_in_other_prices_are_not_subtracted() -> None:
    rows = [
        spent("DEU", "gdp", "1", 4.0, basis="constant-2015", unit="million USD"),
        spent("DEU", "gdp", "2", 7.0, basis="constant-2023", unit="million USD"),
    ]
    found = compare(case_of([], spending=rows), "spending", "1", "2")
    assert lines(found) == [(4, 7, None, "apart", ["basis"])]
    assert found.rows["percent"].to_list() == [None]


def test_what_cannot_be_told_apart_stays_in_one_only() -> None:
    rows = [
        spent("DEU", "gdp", "1", 5.0),
        spent("DEU", "gdp", "2", 6.0, basis="constant-2015"),
        spent("DEU", "gdp", "2", 7.0, basis="constant-2023"),
    ]
    found = compare(case_of([], spending=rows), "spending", "1", "2")
    assert sorted(found.rows["state"]) == ["only first", "only second", "only second"]


def test_what_a_release_does_not_publish_at_all_is_told() -> None:
    allocated = entry("a", "allocation", 4.0, release="1")
    found = money(one(10.0), allocated, two(12.0))
    assert lines(found)[0] == (4, None, None, "only first", ["no-stage"])


def test_only_what_was_known_on_the_day() -> None:
    rows = [spent("DEU", "gdp", "1", 5.0, source="s"), spent("DEU", "gdp", "2", 6.0, source="t")]
    sources = [source("s", date(2024, 1, 1)), source("t", date(2025, 1, 1))]
    case = case_of([], spending=rows, sources=sources)
    with pytest.raises(InputError) as caught:
        compare(case, "spending", "1", "2", at=date(2024, 6, 1))
    (fault,) = caught.value.findings
    assert (fault.kind, fault.value, fault.details["known"]) == ("ledger.later-release", "2", "1")
    assert fault.details["day"] == "2025-01-01"
    with pytest.raises(InputError, match="later-release"):
        compare(case, "spending", "1", "2")
    assert compare(case, "spending", "1", "2", at=date(2025, 1, 1)).counts["changed"] == 1


def test_a_figure_that_nobody_dates_is_known_from_the_cases_own_day_on() -> None:
    rows = [spent("DEU", "gdp", "1", 5.0, source="s"), spent("DEU", "gdp", "2", 6.0, source="t")]
    case = case_of([], spending=rows, sources=[source("s", date(2024, 1, 1)), source("t")])
    assert compare(case, "spending", "1", "2", at=AS_OF).counts["changed"] == 1
    with pytest.raises(InputError) as caught:
        compare(case, "spending", "1", "2", at=AS_OF - timedelta(1))
    assert caught.value.findings[0].value == "2"


@pytest.mark.parametrize(
    ("table", "by", "kind"),
    [
        ("ledger", ["doner"], "ledger.unknown-key"),
        ("spending", ["donor"], "ledger.unknown-key"),
        ("spending", ["party"], "ledger.keys-of-spending"),
    ],
)
def test_keys_there_are_not_are_refused(table: str, by: list[str], kind: str) -> None:
    with pytest.raises(InputError) as caught:
        compare(case_of([]), table, "1", "2", by=by)  # type: ignore[arg-type]
    assert [fault.kind for fault in caught.value.findings] == [kind]


@settings(deadline=None, max_examples=60)
@given(drawn_entries(), drawn_entries(), st.permutations(["donor", "type", "item", "month"]))
def test_a_comparison_turned_round_says_the_same(
    rows: list[Row], others: list[Row], by: list[str]
) -> None:
    def sided(rows: list[Row], release: str) -> list[Row]:
        start = entry("first", "pledge", 1.0)
        return [
            {**row, "entry": f"{release}-{row['entry']}", "release": release, "of": None}
            for row in [start, *rows]
        ]

    case = case_of([*sided(rows, "1"), *sided(others, "2")])
    there = compare(case, "ledger", "1", "2", by=by)
    back = compare(case, "ledger", "2", "1", by=by)
    keys = list(there.by)
    swap = {"only first": "only second", "only second": "only first"}
    turned = back.rows.select(
        *keys, pl.col("second_label"), pl.col("first_label"), pl.col("second"), pl.col("first"),
        -pl.col("change"), pl.col("state").replace(swap), pl.col("why"),
    )  # fmt: skip
    columns = [*keys, "first_label", "second_label", "first", "second", "change", "state", "why"]
    assert set(map(str, there.rows.select(columns).iter_rows())) == set(
        map(str, turned.iter_rows())
    )
    for name, release in (("first", "1"), ("second", "2")):
        own = case.tables["ledger"].filter(pl.col("release") == release)["amount"].drop_nulls()
        assert there.rows[name].drop_nulls().sum() == sum(Decimal(repr(v)) for v in own)


@needs_data
@pytest.mark.data
def test_germanys_military_allocations_to_august_2024_in_two_releases() -> None:
    billion = 10**9
    early = pl.read_csv(KIEL / "release_2024" / "a_summary_eur.csv")
    late = pl.read_csv(KIEL / "release_29" / "data_explorer.csv", infer_schema_length=None)
    germany = early.filter(pl.col("country") == "Germany")["military_allocations__billion"].item()
    whole = entry(
        "whole", "allocation", round(germany * billion, 2), donor="DEU", date=None,
        release="2024-10",
    )  # fmt: skip
    months = [
        entry(
            f"{year}-{month}", "allocation", round(value * billion, 2), donor="DEU",
            date=date(year, month, calendar.monthrange(year, month)[1]), release="29",
        )
        for year, month, value in late.filter(pl.col("iso") == "DEU")
        .select("year", "month", "military")
        .iter_rows()
    ]  # fmt: skip
    case = case_of([whole, *months])
    found = compare(case, "ledger", "2024-10", "29", until=AUGUST)
    (row,) = found.rows.iter_rows(named=True)
    assert (row["donor"], row["state"]) == ("DEU", "changed")
    assert round(row["first"] / billion, 3) == Decimal("10.635")
    assert round(row["second"] / billion, 3) == Decimal("9.408")
    assert [f.kind for f in found.findings] == ["ledger.undated-compared"]
