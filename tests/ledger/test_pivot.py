"""Sums by any keys: exact, complete, the same in any order of the rows."""

from __future__ import annotations

import math
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_cases import AS_OF, SOURCES, Row, case_of, cents, drawn_entries, entry, source

import foedus
from foedus.errors import InputError
from foedus.ledger import ledger
from foedus.ledger.entries import ALWAYS, KEYS
from foedus.results.ledger import FRAMES
from foedus.results.ledger_json import digits

keys = st.lists(st.sampled_from(KEYS), max_size=5, unique=True)


def amounts(rows: list[Row], by: tuple[str, ...] = ("donor", "type")) -> dict[object, str | None]:
    found = ledger(case_of(rows), by=by).rows
    return {
        row[:-1]: None if row[-1] is None else digits(row[-1])
        for row in found.select(*by, "stage", "currency", "release", "amount").iter_rows()
    }


@pytest.mark.parametrize(
    ("values", "total"),
    [
        ([1e13, 0.01], "10000000000000.01"),
        ([1e13 + 0.01, 1e13 + 0.01, 1e13 + 0.01], "30000000000000.03"),
        ([0.1] * 10, "1"),
        ([0.1, 0.2], "0.3"),
        ([9999999999999.99] * 7, "69999999999999.93"),
        ([0.07, 1e13, 0.07, 1e13, 0.86], "20000000000001"),
        ([1.005, 2.675], "3.68"),
        ([0.005, 0.005], "0.01"),
        ([21848401.581663426, 23456872.86374908], "45305274.445412506"),
        ([1e18] * 5, "5000000000000000000"),
        ([0.0], "0"),
    ],
)
def test_sums_agree_to_the_last_digit(values: list[float], total: str) -> None:
    rows = [entry(f"e{i}", "pledge", value) for i, value in enumerate(values)]
    assert list(amounts(rows).values()) == [total]


@settings(deadline=None, max_examples=60)
@given(st.lists(cents(), min_size=1, max_size=60))
def test_sums_of_cents_are_those_of_integers(values: list[float]) -> None:
    rows = [entry(f"e{i}", "pledge", value) for i, value in enumerate(values)]
    (row,) = ledger(case_of(rows)).rows.iter_rows(named=True)
    assert row["amount"] * 100 == sum(round(value * 100) for value in values)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.floats(0, 1e13), min_size=1, max_size=40))
def test_a_number_is_read_as_it_is_written(values: list[float]) -> None:
    rows = [entry(f"e{i}", "pledge", value) for i, value in enumerate(values)]
    (row,) = ledger(case_of(rows)).rows.iter_rows(named=True)
    written = [Decimal(repr(value)) for value in values]
    assert abs(row["amount"] - sum(written)) <= Decimal("1e-12") * len(values)


@settings(deadline=None, max_examples=80)
@given(drawn_entries(), keys)
def test_any_keys_give_the_sums_of_plain_python(rows: list[Row], by: list[str]) -> None:
    expected: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in rows:
        day = row["date"]
        whole = {
            **row,
            "year": None if day is None else day.year,
            "month": None if day is None else f"{day:%Y-%m}",
        }
        own = [key for key in by if key not in ALWAYS]
        expected[tuple(whole[key] for key in (*own, *ALWAYS))].append(row)
    found = ledger(case_of(rows, sources=SOURCES), by=by).rows
    columns = [c for c in found.columns if c not in FRAMES["rows"]] + list(ALWAYS)
    assert set(found.select(columns).iter_rows()) == set(expected)
    assert found.height == len(expected)
    for row in found.iter_rows(named=True):
        group = expected[tuple(row[c] for c in columns)]
        known = [Decimal(repr(r["amount"])) for r in group if r["amount"] is not None]
        assumed = [r for r in group if r["source"] != "sound"]
        assert row["amount"] == (sum(known) if known else None)
        assert (row["entries"], row["without_amount"]) == (len(group), len(group) - len(known))
        assert row["weakest"] == min((r["entry"] for r in assumed), default=None)
        if known:
            part = [Decimal(repr(r["amount"])) for r in assumed if r["amount"] is not None]
            assert row["assumed"] == sum(part)


@settings(deadline=None, max_examples=60)
@given(drawn_entries(), keys, keys)
def test_any_two_tables_add_up_to_the_same_totals(
    rows: list[Row], by: list[str], other: list[str]
) -> None:
    def added(by: list[str]) -> pl.DataFrame:
        found = ledger(case_of(rows, sources=SOURCES), by=by)
        sums = found.rows.group_by(ALWAYS).agg(
            pl.col("amount").sum(), pl.col("entries").sum(), pl.col("without_amount").sum()
        )
        return sums.sort(ALWAYS)

    assert added(by).equals(added(other))


@settings(deadline=None, max_examples=40)
@given(drawn_entries(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(rows: list[Row], random: object) -> None:
    mixed = list(rows)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    one, other = (ledger(case_of(r, sources=SOURCES)) for r in (rows, mixed))
    for name in ("rows", "totals", "open", "links"):
        assert getattr(one, name).equals(getattr(other, name))
    assert one.findings == other.findings


def test_what_a_file_says_is_what_is_added_up(tmp_path: Path) -> None:
    lines = ["entry,donor,recipient,type,stage,amount,currency"]
    written = ["10000000000000.01", "9999999999999.99", "0.10", "0.20", "1e3", ""]
    lines += [f"e{i},AAA,RRR,military,pledge,{a},EUR" for i, a in enumerate(written)]
    (tmp_path / "ledger.csv").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "parties.csv").write_text("party,kind\nAAA,ally\nRRR,recipient\n", "utf-8")
    toml = 'format = 1\nname = "x"\ntitle = { en = "X", fr = "X" }\nas_of = 2024-10-01\n'
    (tmp_path / "case.toml").write_text(toml, encoding="utf-8")
    (row,) = ledger(foedus.load(tmp_path)).rows.iter_rows(named=True)
    assert digits(row["amount"]) == "20000000001000.3"
    assert (row["entries"], row["without_amount"]) == (6, 1)


def test_unknown_is_not_zero() -> None:
    rows = [entry("a", "pledge"), entry("b", "pledge", 5.0), entry("c", "delivery")]
    found = ledger(case_of(rows), by=["donor"]).rows
    columns = ("stage", "amount", "entries", "without_amount")
    assert found.select(columns).rows() == [("pledge", 5, 2, 1), ("delivery", None, 1, 1)]


def test_nothing_is_added_over_currencies_releases_and_stages() -> None:
    rows = [
        entry("a", "pledge", 1.0),
        entry("b", "pledge", 1.0, currency="USD"),
        entry("c", "pledge", 1.0, release="7"),
        entry("d", "allocation", 1.0),
        entry("e", "pledge", 1.0, currency=None),
    ]
    found = ledger(case_of(rows), by=[])
    assert [row[0] for row in found.rows.select("amount").iter_rows()] == [1] * 5
    assert "ledger.no-currency" in {f.kind for f in found.findings}


def test_the_share_that_rests_on_assumptions_is_told() -> None:
    rows = [entry("a", "pledge", 3.0, source="sound"), entry("b", "pledge", 1.0)]
    (total,) = ledger(case_of(rows, sources=SOURCES)).totals.iter_rows(named=True)
    assert (total["assumed"], total["weakest"], total["assumed_share"]) == (1, "b", 0.25)


def test_what_was_known_on_a_day() -> None:
    day = date(2024, 3, 1)
    rows = [
        entry("before", "pledge", 1.0, date=date(2024, 2, 29)),
        entry("after", "pledge", 2.0, date=date(2024, 3, 2)),
        entry("undated", "pledge", 4.0, date=None, source="late"),
        entry("unsaid", "pledge", 8.0, date=None),
        entry("hindsight", "pledge", 16.0, source="late", release="29"),
    ]
    case = case_of(rows, sources=[source("late", date(2024, 3, 2))])
    found = ledger(case, by=[], at=day)
    assert sum(found.rows["amount"]) == 1
    assert found.later == 4
    late = {f.value: f.details for f in found.findings if f.kind == "ledger.hindsight"}
    assert {release: details["count"] for release, details in late.items()} == {
        "29": "1",
        None: "1",
    }
    assert late["29"]["at"] == "2024-03-01"
    assert sum(ledger(case, by=[]).rows["amount"]) == 31


def test_the_case_s_own_day_is_the_day_unless_said() -> None:
    rows = [entry("a", "pledge", 1.0, release="29", source="late"), entry("b", "pledge", 2.0)]
    case = case_of(rows, sources=[source("late", date(2026, 2, 1))])
    found = ledger(case)
    assert (found.at, found.later, sum(found.rows["amount"])) == (AS_OF, 1, 2)
    assert sum(ledger(case, at=date(2026, 2, 1)).rows["amount"]) == 3
    with pytest.raises(InputError) as caught:
        ledger(case, release="29")
    (fault,) = caught.value.findings
    assert (fault.kind, fault.details["day"]) == ("ledger.later-release", "2026-02-01")


def test_units_are_added_up_only_where_an_item_stands_in_the_key() -> None:
    rows = [
        entry("a", "pledge", item="gun", quantity=2.0),
        entry("b", "pledge", item="gun", quantity=3.0),
        entry("c", "pledge", item="shell", quantity=100.0),
        entry("d", "pledge", quantity=7.0),
    ]
    found = ledger(case_of(rows), by=["item"])
    assert found.rows.select("item", "quantity").rows() == [
        ("gun", 5),
        ("shell", 100),
        (None, None),
    ]
    assert ledger(case_of(rows)).rows["quantity"].to_list() == [None]
    assert found.kind.select("item", "quantity").rows() == [("gun", 5), ("shell", 100)]


def test_undated_entries_are_told_by_release() -> None:
    rows = [entry("a", "pledge", 1.0, date=None, release="7"), entry("b", "pledge", 1.0)]
    found = ledger(case_of(rows), by=["month"])
    assert set(found.rows["month"]) == {None, "2024-01"}
    (undated,) = [f for f in found.findings if f.kind == "ledger.undated"]
    assert (undated.value, undated.details["count"]) == ("7", "1")


def test_one_release_only() -> None:
    rows = [entry("a", "pledge", 1.0, release="7"), entry("b", "pledge", 2.0, release="29")]
    assert set(ledger(case_of(rows), release="29").rows["amount"]) == {2}


@pytest.mark.parametrize(
    ("options", "kind", "nearest"),
    [
        ({"by": ["doner"]}, "ledger.unknown-key", "donor"),
        ({"release": "8"}, "ledger.unknown-release", "7"),
    ],
)
def test_what_there_is_not_is_refused(options: dict[str, object], kind: str, nearest: str) -> None:
    case = case_of([entry("a", "pledge", 1.0, release="7")])
    with pytest.raises(InputError) as caught:
        ledger(case, **options)  # type: ignore[arg-type]
    (fault,) = caught.value.findings
    assert (fault.kind, fault.details["nearest"]) == (kind, nearest)


def test_numbers_that_cannot_be_added_exactly_are_refused() -> None:
    with pytest.raises(InputError, match="too-large"):
        ledger(case_of([entry("a", "pledge", 1e300)]))
    found = ledger(case_of([entry("a", "pledge", 1e14), entry("b", "pledge", 0.001)])).findings
    kinds = {f.kind: f.details["count"] for f in found}
    assert (kinds["ledger.beyond-cents"], kinds["ledger.below-a-cent"]) == ("1", "1")


def test_an_empty_ledger_is_an_empty_answer() -> None:
    found = ledger(case_of([]), by=KEYS)
    assert found.rows.is_empty()
    assert found.open.is_empty()
    assert found.findings == ()
    assert math.isclose(found.totals["entries"].sum(), 0)


def test_the_argument_is_left_as_it_was() -> None:
    case = case_of([entry("b", "pledge", 1.0), entry("a", "delivery", of="b")])
    before = case.tables["ledger"].clone()
    ledger(case)
    assert case.tables["ledger"].equals(before)
