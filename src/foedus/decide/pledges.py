"""Pledges: what was promised and is not, or not wholly, made good on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal

from foedus.decide.days import month_after
from foedus.decide.evidence import Row, Rows, label, text
from foedus.results.record import PledgeLine

MILLION = 1_000_000
"""The ledger counts whole units of currency, the desk millions."""

LAST = "9999-12"
"""Stands for the month of a pledge that is due in none, so that it comes last."""


def pledge_lines(rows: Rows, at: date) -> tuple[PledgeLine, ...]:
    """Return what was promised and is not made good, the next due first.

    A commitment is due by the end of its month; a pledge of the ledger has no day on which it is
    due. What was allocated or delivered counts only where the ledger says what it makes good.

    Parameters
    ----------
    rows : Rows
        Of the case as known on the day.
    at : date
    """
    lines = [*_commitments(rows, at), *_pledges(rows)]
    return tuple(sorted(lines, key=lambda line: (line.due or LAST, line.table, line.key)))


def _commitments(rows: Rows, at: date) -> Iterable[PledgeLine]:
    items = rows.by_key("items", "item")
    given = _delivered(rows)
    for row in sorted(rows.of("commitments"), key=lambda row: row["by"]):
        left = given.get(_what(row))
        made_good = None if left is None else min(left, row["quantity"])
        if left is not None:
            given[_what(row)] = left - min(left, row["quantity"])
        if made_good is None or made_good < row["quantity"]:
            yield _commitment(rows, row, items.get(row["item"]), made_good, at)


def _delivered(rows: Rows) -> dict[tuple[str, ...], float]:
    """Return the units delivered since the case's start against a promise, by what they are."""
    settings = rows.case.settings
    start = settings.as_of if settings.horizon is None else settings.horizon.start
    given: dict[tuple[str, ...], float] = {}
    for row in rows.of("ledger"):
        against = row["stage"] == "delivery" and row["of"] is not None
        since = row["date"] is not None and row["date"] >= start
        if against and since and row["quantity"] is not None:
            given[_what(row)] = given.get(_what(row), 0.0) + row["quantity"]
    return given


def _what(row: Row) -> tuple[str, ...]:
    return row["donor"], row["recipient"], row["item"]


def _commitment(
    rows: Rows, row: Row, item: Row | None, made_good: float | None, at: date
) -> PledgeLine:
    return PledgeLine(
        table="commitments",
        key=f"{label(row, 'donor', 'recipient', 'item')};by={row['by']:%Y-%m}",
        donor=row["donor"],
        recipient=row["recipient"],
        item=row["item"],
        item_name=text(item, "name"),
        unit=None if item is None else item["unit"],
        quantity=row["quantity"],
        made_good=made_good,
        amount=None,
        currency=None,
        date=None,
        due=f"{row['by']:%Y-%m}",
        overdue=at >= month_after(row["by"]),
        evidence=rows.evidence(row),
    )


def _pledges(rows: Rows) -> Iterable[PledgeLine]:
    ledger = rows.of("ledger")
    items = rows.by_key("items", "item")
    later: dict[str, list[Row]] = {}
    for row in ledger:
        if row["of"] is not None:
            later.setdefault(row["of"], []).append(row)
    for row in (row for row in ledger if row["stage"] == "pledge"):
        follows = _following(row["entry"], later)
        if not _made_good(row, follows):
            yield _pledge(rows, row, items.get(row["item"]), _furthest(follows, "quantity"))


def _pledge(rows: Rows, row: Row, item: Row | None, made_good: float | None) -> PledgeLine:
    return PledgeLine(
        table="ledger",
        key=label(row, "entry"),
        donor=row["donor"],
        recipient=row["recipient"],
        item=row["item"],
        item_name=text(item, "name"),
        unit=None if item is None else item["unit"],
        quantity=row["quantity"],
        made_good=made_good,
        amount=None if row["amount"] is None else row["amount"] / MILLION,
        currency=row["currency"],
        date=row["date"],
        due=None,
        overdue=False,
        evidence=rows.evidence(row),
    )


def _following(entry: str, later: Mapping[str, list[Row]]) -> list[Row]:
    """Return the rows that make an entry good, and those that make these good."""
    found: dict[str, Row] = {}
    waiting = list(later.get(entry, ()))
    while waiting:
        row = waiting.pop()
        if row["entry"] not in found and row["entry"] != entry:
            found[row["entry"]] = row
            waiting += later.get(row["entry"], ())
    return list(found.values())


def _made_good(row: Row, follows: list[Row]) -> bool:
    """Return whether its quantity, or its amount in the same currency, is covered."""
    same = [r for r in follows if r["currency"] == row["currency"]]
    units = row["quantity"], _furthest(follows, "quantity")
    money = row["amount"], _furthest(same, "amount")
    return any(
        promised is not None and given is not None and given >= promised
        for promised, given in (units, money)
    )


def _furthest(follows: list[Row], column: Literal["quantity", "amount"]) -> float | None:
    """Return the larger of what was allocated and delivered: one goes before the other."""
    stages = ("allocation", "delivery")
    sums = [_sum([r for r in follows if r["stage"] == stage], column) for stage in stages]
    return max((value for value in sums if value is not None), default=None)


def _sum(rows: Iterable[Row], column: str) -> float | None:
    values = [row[column] for row in rows if row[column] is not None]
    return sum(values) if values else None
