"""The random cases are valid by the case's rules, the same each time, and varied."""

import csv
import tomllib
from collections import Counter
from collections.abc import Iterator
from itertools import groupby, pairwise
from pathlib import Path

import pytest

from .model import solve
from .random_cases import write_random_case

Rows = list[dict[str, str]]

KEYS = {
    "parties": ("party",),
    "capabilities": ("capability",),
    "items": ("item",),
    "yields": ("item", "capability"),
    "stocks": ("party", "item"),
    "inflows": ("party", "item", "month"),
    "requirements": ("party", "capability", "kind", "first"),
    "budgets": ("party", "first"),
    "lines": ("line", "first"),
    "hubs": ("hub",),
    "routes": ("party", "hub", "recipient"),
    "backfills": ("donor", "party", "item"),
    "restrictions": ("party", "kind", "item", "recipient", "first"),
    "opt_outs": ("party", "first"),
    "commitments": ("donor", "recipient", "item", "by"),
    "keys": ("key", "party"),
    "sources": ("source",),
}
REFERENCES = {
    "party": "parties",
    "donor": "parties",
    "recipient": "parties",
    "item": "items",
    "capability": "capabilities",
    "hub": "hubs",
    "source": "sources",
}
NUMBERS = (
    "quantity",
    "price",
    "mass",
    "amount",
    "capacity",
    "cost",
    "lead",
    "lag",
    "limit",
    "share",
)
ONE_FOR_ALL = {
    "lines": (("line",), ("party", "item", "lead", "price")),
    "requirements": (("party", "capability", "kind"), ("priority",)),
}
SEEDS = range(40)


def tables_of(folder: Path) -> dict[str, Rows]:
    """Every CSV table of a folder."""
    tables = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            tables[path.stem] = list(csv.DictReader(file))
    return tables


def faults(tables: dict[str, Rows]) -> Iterator[str]:
    """All that breaks a rule of the case's format."""
    for name, rows in tables.items():
        yield from _key_faults(name, rows)
        yield from _number_faults(name, rows)
        yield from _overlaps(name, rows)
        yield from _reference_faults(name, rows, tables)
    for name, (keys, columns) in ONE_FOR_ALL.items():
        yield from _differing(tables.get(name, []), keys, columns)
    yield from _unserved(tables)


def _key_faults(name: str, rows: Rows) -> Iterator[str]:
    counts = Counter(tuple(row[column] for column in KEYS[name]) for row in rows)
    yield from (f"{name}: {key} twice" for key, count in counts.items() if count > 1)
    yield from (f"{name}: {key} has an empty cell" for key in counts if not all(key))


def _number_faults(name: str, rows: Rows) -> Iterator[str]:
    for row in rows:
        for column in (column for column in NUMBERS if column in row):
            text = row[column]
            if "e" in text or float(text) < 0:
                yield f"{name}: {column} is {text}"


def _overlaps(name: str, rows: Rows) -> Iterator[str]:
    if not rows or "first" not in rows[0]:
        return
    keys = [column for column in KEYS[name] if column != "first"]
    ordered = sorted(rows, key=lambda row: [row[c] for c in [*keys, "first"]])
    for key, group in groupby(ordered, key=lambda row: [row[c] for c in keys]):
        ranges = [(row["first"], row["last"] or "9999-12") for row in group]
        if any(first > last for first, last in ranges):
            yield f"{name}: {key} ends before it begins"
        if any(one[1] >= two[0] for one, two in pairwise(ranges)):
            yield f"{name}: {key} overlaps"


def _reference_faults(name: str, rows: Rows, tables: dict[str, Rows]) -> Iterator[str]:
    groups = {"@" + g for row in tables["parties"] for g in row["groups"].split(";")}
    for column, table in REFERENCES.items():
        key = KEYS[table][0]
        known = {row[key] for row in tables[table]} | {""}
        known |= {"*"} if name == "restrictions" else set()
        known |= groups if name == "requirements" else set()
        for row in rows:
            if row.get(column, "") not in known:
                yield f"{name}: {column} {row[column]} is unknown"


def _differing(rows: Rows, keys: tuple[str, ...], columns: tuple[str, ...]) -> Iterator[str]:
    seen: dict[tuple[str, ...], tuple[str, ...]] = {}
    for row in rows:
        key = tuple(row[column] for column in keys)
        if seen.setdefault(key, tuple(row[c] for c in columns)) != tuple(row[c] for c in columns):
            yield f"{key}: {columns} differ"


def _unserved(tables: dict[str, Rows]) -> Iterator[str]:
    served = {row["capability"] for row in tables["yields"]}
    asked = {row["capability"] for row in tables["requirements"]}
    yield from (f"nothing serves {capability}" for capability in sorted(asked - served))
    named = {row["party"] for row in tables["keys"] if row["key"] == "agreed"}
    donors = {row["party"] for name in ("stocks", "budgets") for row in tables.get(name, [])}
    yield from (f"the key does not name {party}" for party in sorted(donors - named))


@pytest.mark.parametrize("seed", SEEDS)
def test_valid(tmp_path: Path, seed: int) -> None:
    write_random_case(tmp_path, seed)
    plan = tomllib.loads((tmp_path / "case.toml").read_text(encoding="utf-8"))["plan"]
    assert plan["levels"].index("need") < plan["levels"].index("fairness")
    assert list(faults(tables_of(tmp_path))) == []


def test_same_seed_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_random_case(tmp_path / name, 7)
    for path in sorted((tmp_path / "one").iterdir()):
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_other_seed_other_case(tmp_path: Path) -> None:
    for seed in (7, 8):
        write_random_case(tmp_path / str(seed), seed)
    stocks = [(tmp_path / str(seed) / "stocks.csv").read_text() for seed in (7, 8)]
    assert stocks[0] != stocks[1]


def test_varied(tmp_path: Path) -> None:
    found: set[str] = set()
    for seed in SEEDS:
        write_random_case(tmp_path / str(seed), seed)
        tables = tables_of(tmp_path / str(seed))
        found |= {name for name in KEYS if tables.get(name)}
        found |= {row["kind"] for row in tables.get("restrictions", [])}
        found |= {"maker" for row in tables.get("restrictions", []) if row["maker"]}
        found |= {"free line" for row in tables.get("lines", []) if float(row["price"]) == 0}
        found |= {"free route" for row in tables["routes"] if float(row["cost"]) == 0}
        found |= {"line at recipient" for row in tables.get("lines", []) if row["party"] == "RRR"}
        found |= {"no share" for row in tables["keys"] if float(row["share"]) == 0}
    wanted = {"own", "third_party_transfer", "treaty", "maker"}
    wanted |= {"free line", "free route", "line at recipient", "no share"}
    assert found >= {*KEYS, *wanted}


def test_some_commitments_cannot_hold(tmp_path: Path) -> None:
    status: Counter[str] = Counter()
    for seed in SEEDS:
        write_random_case(tmp_path / str(seed), seed)
        status[solve(tmp_path / str(seed)).status] += 1
    assert status["infeasible"] >= 1
    assert status["optimal"] >= 0.9 * len(SEEDS)
