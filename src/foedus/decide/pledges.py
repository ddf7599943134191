"""Pledges: what was promised and is not, or not wholly, made good on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Literal

from foedus.decide.days import month_after
from foedus.decide.evidence import Row, Rows, label, text
from foedus.results.ledger import STAGES
from foedus.results.record import PledgeLine

SUPPORT = ("donor", "recipient", "type", "release")
"""What a row shares with the promise that it makes good; another vintage is another figure."""

MILLION = 1_000_000
"""The ledger counts whole units of currency, the desk millions."""

LAST = "9999-12"
"""Stands for the month of a pledge that is due in none, so that it comes last."""


def pledge_lines(rows: Rows, at: date) -> tuple[PledgeLine, ...]:
    """Return what was promised and is not made good, the next due first.

    A commitment is due by the end of its month; a pledge of the ledger has no day on which it is
    due. What was allocated or delivered counts only where the ledger says what it makes good, by
    the rule of ``foedus ledger``: units of the same item decide where both ends state them, else
    money in the same currency; a link that cannot hold counts for nothing.

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
    items = rows.by_key("items", "item")
    ledger = rows.by_key("ledger", "entry")
    later: dict[str, list[Row]] = {}
    for row in ledger.values():
        promise = ledger.get(row["of"])
        if promise is not None and _sound(row, promise) and not _goes_round(row, ledger):
            later.setdefault(row["of"], []).append(row)
    for row in (row for row in ledger.values() if row["stage"] == "pledge"):
        follows = _following(row["entry"], later)
        units = _furthest([r for r in follows if r["item"] == row["item"]], "quantity")
        money = _furthest([r for r in follows if r["currency"] == row["currency"]], "amount")
        if not _made_good(row, units, money):
            made_good = None if units is None else float(units)
            yield _pledge(rows, row, items.get(row["item"]), made_good)


def _sound(row: Row, promise: Row) -> bool:
    """Return whether a row can make a promise good: a later stage of the same support."""
    same = all(row[column] == promise[column] for column in SUPPORT)
    return same and STAGES.index(row["stage"]) > STAGES.index(promise["stage"])


def _goes_round(row: Row, ledger: Mapping[str, Row]) -> bool:
    """Return whether a row makes itself good, through others."""
    seen: set[str] = set()
    entry = row["entry"]
    while entry in ledger and entry not in seen:
        seen.add(entry)
        entry = ledger[entry]["of"]
    return bool(entry == row["entry"])


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
    found = later.get(entry, [])
    return [*found, *(row for nearer in found for row in later.get(nearer["entry"], ()))]


def _made_good(row: Row, units: Decimal | None, money: Decimal | None) -> bool:
    """Return whether a promise is covered: in units where both ends say them, else in money.

    Of nothing, a published zero, nothing is open.
    """
    quantity, amount = _exact(row["quantity"]), _exact(row["amount"])
    if not any((quantity, amount)) and (quantity, amount) != (None, None):
        return True
    if quantity is not None and units is not None:
        return units >= quantity
    return amount is not None and money is not None and money >= amount


def _furthest(follows: list[Row], column: Literal["quantity", "amount"]) -> Decimal | None:
    """Return the larger of what was allocated and delivered: one goes before the other."""
    stages = ("allocation", "delivery")
    sums = [_sum([r for r in follows if r["stage"] == stage], column) for stage in stages]
    return max((value for value in sums if value is not None), default=None)


def _sum(rows: Iterable[Row], column: str) -> Decimal | None:
    values = [_exact(row[column]) for row in rows]
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known else None


def _exact(value: float | None) -> Decimal | None:
    """Return the number that was written, not the binary one nearest to it."""
    return None if value is None else Decimal(repr(value))
