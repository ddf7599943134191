"""Tiny cases for the plan's tests: their tables, how to write, change and solve them."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

import foedus
from foedus.plan.engine import Model, compile_model, plan
from foedus.plan.reader import build_sets
from foedus.results.plan import Plan
from oracle.random_cases import LEVELS, write_random_case
from oracle.writing import Cell, settings, write_case

HAND = Path(__file__).parents[1] / "fixtures" / "hand"
START = "2024-10"

Row = dict[str, Cell]
Tables = dict[str, list[Row]]
Change = Callable[[Tables], None]


def month(t: int) -> str:
    """Month t of the horizon, counted from 1, as ``YYYY-MM``."""
    year, months = divmod(2024 * 12 + 8 + t, 12)
    return f"{year}-{months + 1:02d}"


def tiny() -> Tables:
    """AAA may give its 10 shells by the hub north; RRR needs 12 of fire each month, all carried.

    A shell costs 3 million, weighs half a tonne and gives 1 of fire; transport is free.
    """
    return {
        "parties": [party("AAA"), party("RRR", kind="recipient")],
        "capabilities": [capability("fire")],
        "items": [item("shell", 3, 0.5)],
        "yields": [{"item": "shell", "capability": "fire", "quantity": 1}],
        "stocks": [stock("AAA", "shell", 10)],
        "requirements": [required("RRR", "fire", "deliver", 12), required("AAA", "fire", "floor")],
        "hubs": [{"hub": "north", "name": "North", "capacity": 100}],
        "routes": [route("AAA")],
        "keys": [share("AAA", 1)],
    }


def party(name: str, *, kind: str = "ally", groups: str = "") -> Row:
    return {"party": name, "kind": kind, "groups": groups}


def capability(name: str, carry: float = 1.0) -> Row:
    return {"capability": name, "unit": f"{name} units", "carry": carry} | _named(name)


def item(name: str, price: float, mass: float) -> Row:
    return {"item": name, "unit": f"{name}s", "price": price, "mass": mass} | _named(name)


def _named(name: str) -> Row:
    return {"name_en": name, "name_fr": name}


def stock(who: str, what: str, quantity: float, value: Cell = "") -> Row:
    return {"party": who, "item": what, "quantity": quantity, "value": value}


def inflow(who: str, what: str, when: str, quantity: float) -> Row:
    return {"party": who, "item": what, "month": when, "quantity": quantity}


def required(
    who: str, what: str, kind: str, quantity: float = 0.0, first: str = START, last: str = ""
) -> Row:
    return {
        "party": who, "capability": what, "kind": kind, "first": first, "last": last,
        "quantity": quantity, "priority": "",
    }  # fmt: skip


def budget(who: str, amount: float, first: str = START, last: str = "") -> Row:
    return {"party": who, "first": first, "last": last, "amount": amount}


def line(name: str, who: str, lead: int, capacity: float, **other: Cell) -> Row:
    row: Row = {
        "line": name, "first": START, "last": "", "party": who, "item": "shell",
        "lead": lead, "price": 3, "capacity": capacity,
    }  # fmt: skip
    return row | other


def route(who: str, hub: str = "north", lag: int = 0, cost: float = 0.0, to: str = "RRR") -> Row:
    return {"party": who, "hub": hub, "recipient": to, "lag": lag, "cost": cost}


def share(who: str, quantity: float) -> Row:
    return {"key": "agreed", "party": who, "share": quantity}


def restriction(
    who: str, kind: str, limit: float, *, what: str = "shell", maker: str = "", to: str = "RRR",
    first: str = START, last: str = "",
) -> Row:  # fmt: skip
    return {
        "party": who, "kind": kind, "item": what, "recipient": to, "first": first, "last": last,
        "limit": limit, "maker": maker,
    }  # fmt: skip


def commitment(who: str, by: str, quantity: float, what: str = "shell") -> Row:
    return {"donor": who, "recipient": "RRR", "item": what, "by": by, "quantity": quantity}


def write(folder: Path, tables: Tables, *, months: int = 2, levels: Sequence[str] = LEVELS) -> Path:
    """Write a case that starts in October 2024; return its folder."""
    write_case(folder, settings("tiny", START, months, levels, "agreed"), tables)
    return folder


def write_random(folder: Path, seed: int, *, levels: Sequence[str] | None = None) -> Path:
    """Write the oracle's random case of a seed, with these levels if any; return its folder."""
    write_random_case(folder, seed)
    if levels is not None:
        toml = folder / "case.toml"
        rows = toml.read_text(encoding="utf-8").splitlines()
        order = "levels = [" + ", ".join(f'"{name}"' for name in levels) + "]"
        rows = [order if row.startswith("levels = ") else row for row in rows]
        toml.write_text("\n".join([*rows, ""]), encoding="utf-8")
    return folder


def read_tables(folder: Path) -> Tables:
    """Return every CSV table of a folder as text."""
    tables: Tables = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            tables[path.stem] = list(csv.DictReader(file))
    return tables


def changed(folder: Path, target: Path, change: Change) -> Path:
    """Write a copy of a case with its tables changed; return its folder."""
    tables = read_tables(folder)
    change(tables)
    write_case(target, (folder / "case.toml").read_text(encoding="utf-8"), tables)
    return target


def solve(folder: Path, *, explain: bool = False, solver: str = "ipx") -> Plan:
    """Return the plan of a folder."""
    return plan(foedus.load(folder), explain=explain, solver=solver)  # type: ignore[arg-type]


def compiled(folder: Path) -> Model:
    """Return the programme of a folder."""
    return compile_model(build_sets(foedus.load(folder)))


def need_of(folder: Path) -> float:
    """Return the need level of a folder."""
    return solve(folder).level("need").value


def row_of(tables: Tables, table: str, key: str) -> Row:
    """Return the row of a table whose cells are those of a key, ``column=value;column=value``."""
    wanted = dict(part.split("=", 1) for part in key.split(";"))
    found = [
        row for row in tables[table] if all(str(row.get(c) or "") == v for c, v in wanted.items())
    ]
    assert len(found) == 1, (table, key, found)
    return found[0]


def move_limit(tables: Tables, ask: dict[str, object], amount: float) -> None:
    """Change the table so that the limit of an ask is moved by an amount.

    A budget grows by the amount once, in the first month of its row; the others in every month.
    """
    limit, key = str(ask["limit"]), str(ask["row"])
    if limit == "budget":
        _more_money(tables, str(ask["party"]), key, amount)
        return
    column = {
        "floor": "quantity",
        "stock": "quantity",
        "line": "capacity",
        "hub": "capacity",
        "restriction": "limit",
    }[limit]
    row = row_of(tables, str(ask["table"]), key)
    sign = -1 if limit == "floor" else 1
    row[column] = max(0.0, float(row[column]) + sign * amount)


def _more_money(tables: Tables, who: str, key: str, amount: float) -> None:
    if "first=" not in key:
        tables.setdefault("budgets", []).append(budget(who, amount, START, START))
        return
    row = row_of(tables, "budgets", key)
    first = max(str(row["first"]), START)
    richer = {**row, "first": first, "last": first, "amount": float(row["amount"]) + amount}
    if row["last"] == "" or str(row["last"]) > first:
        row["first"] = next_month(first)
    else:
        tables["budgets"].remove(row)
    tables["budgets"].append(richer)


def next_month(name: str) -> str:
    """Return the month after ``YYYY-MM``."""
    year, number = (int(part) for part in name.split("-"))
    return f"{year + number // 12}-{number % 12 + 1:02d}"
