"""Changes applied to a case: what becomes of each row, and what stays as it is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sample_case import write_case

from foedus.case import Case, load
from foedus.case.change import Change, altered, change_of, parse_where, touched
from foedus.case.difference import moved, net, totals
from foedus.case.save import save_csv
from foedus.case.scenario import applied, vary
from foedus.errors import InputError

START = date(2024, 10, 1)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """Return the small sound case."""
    return load(write_case(tmp_path_factory.mktemp("case") / "sound"))


def month(index: int) -> date:
    year, number = divmod(2024 * 12 + 9 + index, 12)
    return date(year, number + 1, 1)


def rows(*changes: Mapping[str, object]) -> pl.DataFrame:
    """Return rows of changes; what is not said is every row, throughout."""
    plain = {"where": "*", "first": START, "last": None}
    return pl.DataFrame([{**plain, **change} for change in changes], schema_overrides=KINDS)


KINDS = {"last": pl.Date, "value": pl.Float64}


def one(table: str, column: str, operation: str, value: float, **more: object) -> pl.DataFrame:
    said = {"table": table, "column": column, "operation": operation, "value": value}
    return rows({**said, **more})


def listing(case: Case, changes: pl.DataFrame) -> Case:
    """Return the case with changes as those of the scenario "calm"; without a source of its own."""
    plain = pl.DataFrame(schema=case.tables["changes"].schema)
    said = changes.with_columns(scenario=pl.lit("calm"))
    tables = {**case.tables, "changes": pl.concat([plain, said], how="diagonal_relaxed")}
    return Case(case.settings, tables, "")


def test_a_scenario_without_changes_is_the_case(case: Case) -> None:
    calm = applied(case, "calm")
    assert calm.sha256 == case.sha256
    assert calm.tables == dict(case.tables)


def test_a_scenario_changes_what_it_names_and_nothing_else(case: Case) -> None:
    storm = applied(case, "storm")
    for name, frame in case.tables.items():
        assert (name == "requirements") == (not frame.equals(storm.tables[name])), name
    needs = storm.tables["requirements"].filter(party="UKR", capability="fire")
    assert needs.select("first", "last", "quantity", "priority").rows() == [
        (date(2024, 11, 1), date(2024, 12, 1), 400.0, 2.0),
        (date(2025, 1, 1), None, 800.0, 2.0),
    ]
    assert storm.sha256 != case.sha256
    assert case.tables["requirements"].filter(quantity=800.0).is_empty()


def test_an_unknown_scenario_is_named_with_the_nearest(case: Case) -> None:
    with pytest.raises(InputError) as caught:
        applied(case, "stom")
    (fault,) = caught.value.findings
    assert (fault.kind, fault.value, fault.details["nearest"]) == (
        "unknown-reference",
        "stom",
        "storm",
    )


def test_a_row_is_cut_at_both_ends(case: Case) -> None:
    found = vary(
        case, one("lines", "capacity", "scale", 0.5, first=month(2), last=month(7))
    ).tables["lines"]
    assert found.select("first", "last", "capacity").rows() == [
        (month(0), month(1), 100.0),
        (month(2), month(5), 50.0),
        (month(6), month(7), 100.0),
        (month(8), None, 200.0),
    ]
    assert found["lead"].to_list() == [3] * 4
    assert found.schema == case.tables["lines"].schema


def test_months_of_dated_rows(case: Case) -> None:
    before = one("inflows", "quantity", "set", 9, first=month(0), last=month(1))
    assert vary(case, before).tables["inflows"]["quantity"].to_list() == [5.0]
    within = one("inflows", "quantity", "set", 9, first=month(2), last=month(2))
    assert vary(case, within).tables["inflows"]["quantity"].to_list() == [9.0]
    promise = one("commitments", "quantity", "add", 1, first=month(3))
    assert vary(case, promise).tables["commitments"]["quantity"].to_list() == [101.0]


def test_what_is_unknown_stays_unknown_unless_it_is_set(case: Case) -> None:
    for operation, value, expected in (
        ("scale", 2.0, [None, 0.2, None]),
        ("add", 2.0, [None, 2.1, None]),
        ("set", 2.0, [2.0, 2.0, 2.0]),
    ):
        found = vary(case, one("stocks", "value", operation, value)).tables["stocks"]
        assert found["value"].to_list() == pytest.approx(expected), operation


def test_changes_of_one_cell_follow_each_other(case: Case) -> None:
    twice = rows(
        {"table": "routes", "column": "lag", "operation": "set", "value": 4},
        {"table": "routes", "column": "lag", "operation": "scale", "value": 0.5},
    )
    assert vary(case, twice).tables["routes"]["lag"].to_list() == [2, 2]


def test_the_order_of_rows_counts(case: Case) -> None:
    steps = (
        {"table": "stocks", "column": "quantity", "operation": "set", "value": 4.0},
        {"table": "stocks", "column": "quantity", "operation": "add", "value": 1.0},
    )
    there, back = vary(case, rows(*steps)), vary(case, rows(*reversed(steps)))
    assert set(there.tables["stocks"]["quantity"]) == {5.0}
    assert set(back.tables["stocks"]["quantity"]) == {4.0}


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (one("stocks", "quantity", "add", -30, where="item=truck"), "change-too-low"),
        (one("routes", "lag", "scale", 0.5), "change-not-whole"),
        (one("routes", "lag", "add", -2), "change-too-low"),
        (one("capabilities", "carry", "scale", 3), "change-too-high"),
        (one("yields", "quantity", "set", 0), "change-not-positive"),
        (one("items", "price", "scale", 1e308, where="item=truck"), None),
        (
            rows(
                *[{"table": "items", "column": "price", "operation": "scale", "value": 1e308}] * 2
            ),
            "change-not-finite",
        ),
        (one("lines", "lead", "add", 1, first=month(1)), "change-not-throughout"),
        (one("lines", "lead", "add", 1, last=month(10)), "change-not-throughout"),
        (one("lines", "lead", "add", 1, first=month(-4), last=month(11)), None),
        (one("restrictions", "limit", "set", 0, first=month(3)), "change-splits-limit"),
        (one("restrictions", "limit", "set", 0, last=month(3)), "change-splits-limit"),
        (one("restrictions", "limit", "set", 0, last=month(11)), None),
    ],
)
def test_what_cannot_be_made_is_a_fault(case: Case, change: pl.DataFrame, kind: str | None) -> None:
    if kind is None:
        assert vary(case, change).sha256 != case.sha256
        return
    with pytest.raises(InputError) as caught:
        vary(case, change)
    assert [finding.kind for finding in caught.value.findings] == [kind]


def test_the_last_month_that_there_is_has_no_end(case: Case) -> None:
    endless = one("budgets", "amount", "add", 1, last=date(9999, 12, 1))
    assert vary(case, endless).tables["budgets"]["amount"].to_list() == [6.0, 7.0, 10.0]


def test_rounding_alone_is_no_fault(case: Case) -> None:
    steps = [("set", 0.1), ("add", 0.7), ("add", -0.8)]
    assert 0.1 + 0.7 - 0.8 < 0
    said = [
        {"table": "stocks", "column": "quantity", "operation": operation, "value": value}
        for operation, value in steps
    ]
    assert set(vary(case, rows(*said)).tables["stocks"]["quantity"]) == {0.0}


@pytest.mark.parametrize(
    ("own", "by", "rests_on"),
    [
        ("s1", "s2", "s2"),  # both sourced: the change's
        ("s1", None, None),  # the weaker: an assumption
        ("s1", "guess", "guess"),
        (None, "s2", None),
        ("guess", "s2", "guess"),
        ("guess", None, None),
    ],
)
def test_a_changed_row_rests_on_the_weaker_source(
    case: Case, own: str | None, by: str | None, rests_on: str | None
) -> None:
    sources = case.tables["sources"]
    guess = sources.head(1).with_columns(source=pl.lit("guess"), confidence=pl.lit("assumption"))
    stocks = case.tables["stocks"].with_columns(source=pl.lit(own, pl.String))
    tables = {**case.tables, "stocks": stocks, "sources": pl.concat([sources, guess])}
    change = one("stocks", "quantity", "scale", 2, where="party=POL;item=truck")
    found = vary(
        Case(case.settings, tables, ""), change.with_columns(source=pl.lit(by, pl.String))
    ).tables["stocks"]
    assert found["source"].to_list() == [own, rests_on, own]


def test_changes_that_touch_one_row_are_netted(case: Case) -> None:
    said = {"table": "stocks", "column": "quantity"}
    steps = rows(
        {**said, "where": "item=truck", "operation": "add", "value": 15},
        {**said, "where": "party=POL;item=truck", "operation": "add", "value": -15},
    )
    changed = listing(case, steps)
    found = net(changed, "calm")
    assert found.select("row", "steps", "before", "after").rows() == [
        ("party=POL;item=truck", [0, 1], 20.0, 20.0)
    ]
    assert totals(changed, "calm").rows() == [("stocks", "quantity", "item=truck", 20.0, 20.0)]


def test_a_row_that_two_changes_share_in_some_months_is_several(case: Case) -> None:
    said = {"table": "budgets", "column": "amount", "operation": "scale"}
    steps = rows(
        {**said, "where": "party=FRA", "last": month(2), "value": 0.5},
        {**said, "where": "party=FRA", "first": month(2), "value": 3},
    )
    found = net(listing(case, steps), "calm")
    assert found.select("first", "last", "steps", "before", "after").rows() == [
        ("2024-10", "2024-11", [0], 9.0, 4.5),
        ("2024-12", "2024-12", [0, 1], 9.0, 13.5),
        ("2025-01", "2025-09", [1], 9.0, 27.0),
    ]


def test_what_a_touched_row_rests_on(case: Case) -> None:
    """The weaker of its own source and the change's; another column's change says nothing."""
    said = {"table": "lines", "where": "*", "operation": "add", "value": 1}
    steps = rows({**said, "column": "capacity"}, {**said, "column": "lead"})
    found = net(listing(case, steps.with_columns(source=pl.Series(["s1", None]))), "calm")
    rests = found.select("column", "rests").unique(maintain_order=True).rows()
    assert rests == [("capacity", "s1"), ("lead", None)]


def test_whole_numbers_survive_the_rounding_of_floating_point(case: Case) -> None:
    assert 25 * 0.28 != 7
    said = {"table": "lines", "column": "lead"}
    steps = rows(
        {**said, "operation": "set", "value": 25}, {**said, "operation": "scale", "value": 0.28}
    )
    assert set(vary(case, steps).tables["lines"]["lead"]) == {7}


def test_a_key_needs_a_share_once_all_changes_are_made(case: Case) -> None:
    said = {"table": "keys", "column": "share", "operation": "set"}
    none = {**said, "value": 0}
    some = {**said, "where": "party=POL", "value": 1}
    assert vary(case, rows(none, some)).tables["keys"]["share"].sum() >= 1
    with pytest.raises(InputError) as caught:
        vary(case, rows(none))
    assert {finding.kind for finding in caught.value.findings} == {"no-positive-share"}


def test_without_a_source_rows_keep_theirs(case: Case) -> None:
    found = vary(case, one("stocks", "quantity", "scale", 2)).tables["stocks"]
    assert found["source"].to_list() == case.tables["stocks"]["source"].to_list()


def test_a_saved_scenario_loads_with_the_same_hash(case: Case, tmp_path: Path) -> None:
    storm = applied(case, "storm")
    save_csv(storm, tmp_path / "storm")
    assert load(tmp_path / "storm").sha256 == storm.sha256


def test_where() -> None:
    assert parse_where("*") == ()
    assert parse_where("item=*") == (("item", "*"),)
    with pytest.raises(TypeError, match="first and value"):
        change_of(
            {
                "table": "a",
                "column": "b",
                "where": "*",
                "first": None,
                "operation": "add",
                "value": 1.0,
            }
        )
    with pytest.raises(ValueError, match="use scale, set or add"):
        change_of({"operation": "double", "first": START, "value": 1.0})


RANGES = st.lists(st.integers(1, 5), min_size=1, max_size=4)
"""Lengths of adjoining ranges of months, from the start."""


def budget(lengths: list[int], *, open_end: bool) -> pl.DataFrame:
    """Return budgets of one party, with the amounts 1, 2, 3 …"""
    starts = [sum(lengths[:n]) for n in range(len(lengths))]
    ends: list[date | None] = [month(sum(lengths[: n + 1]) - 1) for n in range(len(lengths))]
    if open_end:
        ends[-1] = None
    return pl.DataFrame(
        {
            "party": "POL",
            "first": [month(start) for start in starts],
            "last": ends,
            "amount": [float(n) for n in range(1, len(lengths) + 1)],
        },
        schema_overrides={"last": pl.Date},
    )


def by_month(frame: pl.DataFrame) -> list[float | None]:
    """Return the amount of each of 24 months, one row at most a month."""
    found: list[float | None] = [None] * 24
    for first, last, amount in frame.select("first", "last", "amount").iter_rows():
        for place in range(24):
            if first <= month(place) and (last is None or month(place) <= last):
                assert found[place] is None, "two rows hold in a month"
                found[place] = amount
    return found


@given(
    lengths=RANGES,
    open_end=st.booleans(),
    first=st.integers(-3, 20),
    length=st.one_of(st.none(), st.integers(1, 20)),
    value=st.integers(-3, 3),
    operation=st.sampled_from(["scale", "set", "add"]),
)
def test_split_ranges_hold_month_by_month_what_the_change_says(
    lengths: list[int],
    open_end: bool,
    first: int,
    length: int | None,
    value: int,
    operation: str,
) -> None:
    last = None if length is None else month(first + length - 1)
    said = {"operation": operation, "value": value, "first": month(first), "last": last}
    change = change_of({"table": "budgets", "column": "amount", "where": "party=POL", **said})
    before = budget(lengths, open_end=open_end)
    after = altered(before, change)
    for place, (old, new) in enumerate(zip(by_month(before), by_month(after.frame), strict=True)):
        inside = first <= place and (length is None or place < first + length)
        made = {"scale": (old or 0) * value, "set": value, "add": (old or 0) + value}[operation]
        assert new == (old if old is None or not inside else made)
    assert after.frame.filter(after.hit).height == int(touched(after.frame, change).sum())
    assert len(after.frame) <= len(before) + 2
    assert after.frame["first"].is_sorted()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    where=st.sampled_from(["*", "party=UKR", "capability=fire;kind=deliver", "kind=floor"]),
    first=st.integers(0, 11),
    length=st.integers(1, 12),
    operation=st.sampled_from([("scale", 1.0), ("add", 0.0)]),
)
def test_times_one_and_plus_nothing_leave_totals_and_the_hash(
    case: Case, where: str, first: int, length: int, operation: tuple[str, float]
) -> None:
    change = one(
        "requirements",
        "quantity",
        *operation,
        where=where,
        first=month(first),
        last=month(first + length - 1),
    )
    found = totals(listing(case, change), "calm")
    assert found["before"].to_list() == found["after"].to_list()
    same = vary(case, one("stocks", "quantity", *operation, where="*"))
    assert same.sha256 == case.sha256


def test_what_a_scenario_moves_and_adds_up(case: Case) -> None:
    assert moved(case, "storm").rows() == [
        (0, "party=UKR;capability=fire;kind=deliver", "2025-01", "2025-09", 400.0, 800.0)
    ]
    assert totals(case, "storm").rows() == [
        ("requirements", "quantity", "capability=fire", 4400.0, 8000.0)
    ]
    assert moved(case, "calm").is_empty()
    assert totals(case, "calm").is_empty()


@pytest.mark.parametrize(
    ("change", "total"),
    [
        (one("budgets", "amount", "scale", 0.5), (6 * 5 + 6 * 6 + 12 * 9, 0.5)),
        (one("lines", "capacity", "scale", 2), (6 * 100 + 6 * 200, 2)),
        (one("hubs", "capacity", "scale", 0.5), (12 * 9000, 0.5)),
        (one("inflows", "quantity", "scale", 3), (5, 3)),
        (one("commitments", "quantity", "scale", 0), (100, 0)),
        (one("stocks", "quantity", "scale", 2, where="item=truck"), (20, 2)),
    ],
)
def test_totals_over_the_horizon(
    case: Case, change: pl.DataFrame, total: tuple[float, float]
) -> None:
    found = totals(listing(case, change), "calm")
    assert found.select("before", "after").rows() == [(total[0], total[0] * total[1])]


def test_a_later_change_begins_where_the_earlier_one_ended(case: Case) -> None:
    twice = rows(
        {"table": "lines", "column": "lead", "operation": "add", "value": 1},
        {"table": "lines", "column": "lead", "operation": "add", "value": 2},
    )
    found = moved(listing(case, twice), "calm")
    assert found.rows() == [
        (0, "line=nitro;item=shell-155", None, None, 3.0, 4.0),
        (1, "line=nitro;item=shell-155", None, None, 4.0, 6.0),
    ]


def test_a_change_names_rows_by_all_its_parts() -> None:
    change = Change(
        "stocks", "quantity", (("party", "POL"), ("item", "b")), START, None, "set", 0.0
    )
    frame = pl.DataFrame({"party": ["POL", "POL", None], "item": ["a", "b", "b"]})
    assert touched(frame, change).to_list() == [False, True, False]
