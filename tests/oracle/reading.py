"""Read the CSV folder of a case into plain dictionaries keyed by tuples; months are 1..T."""

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Row = dict[str, str]


@dataclass(frozen=True)
class Line:
    """Where a line stands, what it makes, its lead in months and its price in million per unit."""

    party: str
    item: str
    lead: int
    price: float


@dataclass(frozen=True)
class Restriction:
    """At most `limit` units dispatched over `months`."""

    party: str
    kind: str
    item: str
    recipient: str
    months: frozenset[int]
    limit: float
    maker: str | None


@dataclass(frozen=True)
class Commitment:
    """`quantity` units promised to be there by the end of month `by`."""

    donor: str
    recipient: str
    item: str
    by: int
    quantity: float


@dataclass(frozen=True)
class Case:
    """All that the planning model reads; what is missing from a dictionary is not in the case."""

    last_month: int
    levels: tuple[str, ...]
    recipients: tuple[str, ...]
    donors: tuple[str, ...]
    share: dict[str, float]
    members: dict[str, frozenset[str]]
    carry: dict[str, float]
    price: dict[str, float]
    mass: dict[str, float]
    yields: dict[tuple[str, str], float]
    stock: dict[tuple[str, str], float]
    value: dict[tuple[str, str], float]
    inflow: dict[tuple[str, str, int], float]
    on_the_books: frozenset[tuple[str, str]]
    deliver: dict[tuple[str, str, int], float]
    hold: dict[tuple[str, str, int], float]
    floor: dict[tuple[str, str, int], float]
    required: frozenset[tuple[str, str, str]]
    priority: dict[tuple[str, str, str], float]
    budget: dict[tuple[str, int], float]
    lines: dict[str, Line]
    line_capacity: dict[tuple[str, int], float]
    hubs: dict[str, float]
    routes: dict[tuple[str, str, str], tuple[int, float]]
    backfills: frozenset[tuple[str, str, str]]
    restrictions: tuple[Restriction, ...]
    opted_out: frozenset[tuple[str, int]]
    commitments: tuple[Commitment, ...]

    @property
    def months(self) -> range:
        """The months 1..T."""
        return range(1, self.last_month + 1)

    def capabilities_of(self, item: str) -> list[str]:
        """What one unit of the item can serve."""
        return [c for (i, c) in self.yields if i == item]

    def serves(self, item: str, recipient: str) -> bool:
        """Whether the recipient has a deliver requirement that the item can meet."""
        return any(("deliver", recipient, c) in self.required for c in self.capabilities_of(item))


@dataclass(frozen=True)
class Calendar:
    """The first month of the horizon, as years * 12 + months, and its length."""

    start: int
    length: int

    def month(self, text: str) -> int:
        """`YYYY-MM` as 1..T, or outside of it."""
        return _absolute(text) - self.start + 1

    def within(self, row: Row) -> list[int]:
        """The months of the horizon in `first`..`last` (an empty `last`: to the end)."""
        last = row.get("last") or ""
        end = self.month(last) if last else self.length
        return list(range(max(1, self.month(row["first"])), min(self.length, end) + 1))


def _absolute(text: str) -> int:
    year, month = text.split("-")
    return int(year) * 12 + int(month) - 1


def _rows(folder: Path, table: str) -> list[Row]:
    path = folder / f"{table}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _number(row: Row, column: str, default: float) -> float:
    text = row.get(column) or ""
    return float(text) if text else default


def _ranged(
    calendar: Calendar, rows: list[Row], keys: tuple[str, ...], amount: str
) -> dict[Any, float]:
    found: dict[Any, float] = {}
    for row in rows:
        for t in calendar.within(row):
            found[(*(row[key] for key in keys), t)] = float(row[amount])
    return found


def _kind(calendar: Calendar, rows: list[Row], kind: str) -> dict[tuple[str, str, int], float]:
    chosen = [row for row in rows if row["kind"] == kind]
    return _ranged(calendar, chosen, ("party", "capability"), "quantity")


def _members(parties: list[Row]) -> dict[str, frozenset[str]]:
    members: dict[str, set[str]] = {row["party"]: {row["party"]} for row in parties}
    for row in parties:
        for group in filter(None, (row.get("groups") or "").split(";")):
            members.setdefault("@" + group.strip(), set()).add(row["party"])
    return {holder: frozenset(who) for holder, who in members.items()}


def _donors(
    folder: Path, recipients: tuple[str, ...], out: frozenset[tuple[str, int]], months: range
) -> tuple[str, ...]:
    named = {r["party"] for name in ("stocks", "inflows", "budgets") for r in _rows(folder, name)}
    absent = {party for party in named if all((party, t) in out for t in months)}
    return tuple(sorted(named - set(recipients) - absent))


def _shares(folder: Path, key: str, donors: tuple[str, ...]) -> dict[str, float]:
    raw = {r["party"]: float(r["share"]) for r in _rows(folder, "keys") if r["key"] == key}
    total = sum(raw[donor] for donor in donors)
    return {donor: raw[donor] / total for donor in donors}


def _restrictions(calendar: Calendar, rows: list[Row]) -> Iterator[Restriction]:
    for row in rows:
        yield Restriction(
            party=row["party"],
            kind=row["kind"],
            item=row["item"],
            recipient=row["recipient"],
            months=frozenset(calendar.within(row)),
            limit=float(row["limit"]),
            maker=row.get("maker") or None,
        )


def _commitments(calendar: Calendar, rows: list[Row]) -> Iterator[Commitment]:
    for row in rows:
        by = calendar.month(row["by"])
        if 1 <= by <= calendar.length:
            yield Commitment(
                row["donor"], row["recipient"], row["item"], by, float(row["quantity"])
            )


def read_case(folder: Path) -> Case:
    """Read `case.toml` and every table of the plan from a folder of CSV files."""
    settings = tomllib.loads((folder / "case.toml").read_text(encoding="utf-8"))
    horizon, plan = settings["horizon"], settings["plan"]
    calendar = Calendar(_absolute(horizon["start"]), horizon["months"])
    required = _rows(folder, "requirements")
    stocks, inflows = _rows(folder, "stocks"), _rows(folder, "inflows")
    items, lines = _rows(folder, "items"), _rows(folder, "lines")
    price = {r["item"]: float(r["price"]) for r in items}
    recipients = tuple(sorted({r["party"] for r in required if r["kind"] == "deliver"}))
    out = frozenset((r["party"], t) for r in _rows(folder, "opt_outs") for t in calendar.within(r))
    donors = _donors(folder, recipients, out, range(1, calendar.length + 1))
    return Case(
        last_month=calendar.length,
        levels=tuple(plan["levels"]),
        recipients=recipients,
        donors=donors,
        share=_shares(folder, plan["key"], donors),
        members=_members(_rows(folder, "parties")),
        carry={r["capability"]: _number(r, "carry", 1.0) for r in _rows(folder, "capabilities")},
        price=price,
        mass={r["item"]: float(r["mass"]) for r in items},
        yields={
            (r["item"], r["capability"]): float(r["quantity"]) for r in _rows(folder, "yields")
        },
        stock={(r["party"], r["item"]): float(r["quantity"]) for r in stocks},
        value={(r["party"], r["item"]): _number(r, "value", price[r["item"]]) for r in stocks},
        inflow={
            (r["party"], r["item"], calendar.month(r["month"])): float(r["quantity"])
            for r in inflows
        },
        on_the_books=frozenset((r["party"], r["item"]) for r in [*stocks, *inflows]),
        deliver=_kind(calendar, required, "deliver"),
        hold=_kind(calendar, required, "hold"),
        floor=_kind(calendar, required, "floor"),
        required=frozenset((r["kind"], r["party"], r["capability"]) for r in required),
        priority={
            (r["kind"], r["party"], r["capability"]): _number(r, "priority", 1.0) for r in required
        },
        budget=_ranged(calendar, _rows(folder, "budgets"), ("party",), "amount"),
        lines={
            r["line"]: Line(r["party"], r["item"], int(r["lead"]), float(r["price"])) for r in lines
        },
        line_capacity=_ranged(calendar, lines, ("line",), "capacity"),
        hubs={r["hub"]: float(r["capacity"]) for r in _rows(folder, "hubs")},
        routes={
            (r["party"], r["hub"], r["recipient"]): (int(r["lag"]), float(r["cost"]))
            for r in _rows(folder, "routes")
        },
        backfills=frozenset(
            (r["donor"], r["party"], r["item"]) for r in _rows(folder, "backfills")
        ),
        restrictions=tuple(_restrictions(calendar, _rows(folder, "restrictions"))),
        opted_out=out,
        commitments=tuple(_commitments(calendar, _rows(folder, "commitments"))),
    )
