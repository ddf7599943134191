"""Allocations in kind as commitments of a plan."""

from __future__ import annotations

from datetime import date

import pytest
from ledger_cases import HORIZON, Row, case_of, entry, source

from foedus.case.schema import TABLES
from foedus.errors import InputError
from foedus.ledger import commitments_from, left_out

D = date
CHRISTMAS = date(2024, 12, 24)


def allocation(name: str, day: date | None = CHRISTMAS, **other: object) -> Row:
    given = {"item": "shell", "quantity": 10.0, "source": "s", **other}
    return entry(name, "allocation", 5.0, date=day, **given)


def made(*rows: Row, **options: object) -> list[tuple[object, ...]]:
    sources = [source("s"), source("weak", confidence="assumption"), source("o", None)]
    case = case_of(rows, horizon=HORIZON, sources=sources)
    found = commitments_from(case, **options)  # type: ignore[arg-type]
    assert dict(found.schema) == TABLES["commitments"].schema
    return found.select("item", "by", "quantity", "source", "note").rows()


def reasons(*rows: Row, **options: object) -> dict[str, str]:
    case = case_of(rows, horizon=HORIZON)
    found = left_out(case, **options)  # type: ignore[arg-type]
    return dict(found.select("entry", "reason").iter_rows())


def test_an_allocation_is_due_by_the_month_of_its_date() -> None:
    assert made(allocation("a")) == [("shell", D(2024, 12, 1), 10, "s", "ledger: a")]
    assert made(allocation("a"), months=2)[0][1] == D(2025, 2, 1)


def test_what_was_due_before_the_plan_is_due_in_its_first_month() -> None:
    assert made(allocation("a", D(2023, 5, 5)))[0][1] == HORIZON.start


def test_allocations_of_one_month_make_one_commitment_of_the_weakest_source() -> None:
    rows = [allocation("b"), allocation("a", D(2024, 12, 1), quantity=0.1, source="weak")]
    assert made(*rows) == [("shell", D(2024, 12, 1), 10.1, "weak", "ledger: a; b")]
    assert made(rows[0], {**rows[1], "source": None})[0][3] is None


def test_only_what_is_not_delivered_is_due() -> None:
    gone = entry("d", "delivery", item="shell", quantity=4.0, of="a")
    assert made(allocation("a"), gone)[0][2] == 6
    assert made(allocation("a"), {**gone, "quantity": 10.0}) == []


def test_what_makes_no_commitment_is_listed_with_its_reason() -> None:
    rows = [
        allocation("item", item=None),
        allocation("quantity", quantity=None),
        allocation("undated", None),
        allocation("late", D(2025, 4, 1)),
        allocation("gone"),
        allocation("unmeasured"),
        allocation("fine"),
        entry("pledge", "pledge", 1.0, item="shell", quantity=1.0),
        entry("d1", "delivery", item="shell", quantity=10.0, of="gone"),
        entry("d2", "delivery", of="unmeasured"),
    ]
    assert reasons(*rows) == {
        "item": "no-item",
        "quantity": "no-quantity",
        "undated": "no-date",
        "late": "after-horizon",
        "gone": "delivered",
        "unmeasured": "delivery-unmeasured",
    }
    assert [row[-1] for row in made(*rows)] == ["ledger: fine"]


def test_every_allocation_is_a_commitment_or_has_a_reason() -> None:
    rows = [allocation(f"a{i}", quantity=None if i % 3 else 1.0) for i in range(9)]
    named = {name for row in made(*rows) for name in str(row[-1])[8:].split("; ")}
    assert named | set(reasons(*rows)) == {row["entry"] for row in rows}
    assert named.isdisjoint(reasons(*rows))


def test_releases_are_not_mixed() -> None:
    rows = [allocation("a", release="7"), allocation("b", release="29")]
    with pytest.raises(InputError, match="which-release"):
        made(*rows)
    assert [row[-1] for row in made(*rows, release="7")] == ["ledger: a"]


def test_a_case_without_a_horizon_takes_the_month_as_it_is() -> None:
    case = case_of([allocation("a", D(2020, 1, 31))])
    assert commitments_from(case)["by"].to_list() == [D(2020, 1, 1)]


def test_only_what_was_known_on_the_day() -> None:
    rows = [allocation("a", D(2024, 3, 1)), allocation("b", D(2024, 3, 2))]
    assert [row[-1] for row in made(*rows, at=D(2024, 3, 1))] == ["ledger: a"]


def test_the_commitments_stand_in_a_case_without_a_fault() -> None:
    found = commitments_from(case_of([allocation("a"), allocation("b", D(2025, 1, 1))]))
    key = list(TABLES["commitments"].key)
    assert found.select(key).is_unique().all()
    assert found.select(key).null_count().row(0) == (0,) * len(key)
