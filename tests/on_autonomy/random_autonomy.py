"""Random small cases of a group without an ally."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import numpy as np
import polars as pl

from foedus.case.model import Case
from foedus.case.months import Horizon

ITEMS, CAPABILITIES = ("heavy", "light", "mixed"), ("armour", "fire")
MEMBERS, ALLY = ("AAA", "BBB", "EEE"), "CCC"


def random_case(seed: int, base: Case) -> Case:
    """Return a case like the base with 3 members, 3 items, 2 targets and at most 15 months."""
    rng = np.random.default_rng(seed)
    months = int(rng.integers(4, 16))
    horizon = Horizon(date(2026, 1, 1), months)
    rows = {
        "parties": _parties(),
        "items": [
            {"item": i, "unit": "units", "name_en": i, "name_fr": i, "mass": 1.0,
             "price": float(rng.integers(1, 9))}
            for i in ITEMS
        ],
        "yields": _yields(rng),
        "stocks": [
            {"party": p, "item": i, "quantity": float(rng.integers(0, 12))}
            for p in (*MEMBERS, ALLY) for i in ITEMS if rng.random() < 0.6
        ],
        "inflows": [
            {"party": p, "item": i, "month": _month(horizon, int(rng.integers(0, months))),
             "quantity": float(rng.integers(1, 6))}
            for p in (*MEMBERS, ALLY) for i in ITEMS if rng.random() < 0.3
        ],
        "requirements": _targets(rng, horizon),
        "budgets": _budgets(rng, horizon),
        "lines": _lines(rng, horizon),
        "opt_outs": [
            {"party": p, "first": _month(horizon, int(rng.integers(0, months)))}
            for p in MEMBERS if rng.random() < 0.2
        ],
        "keys": [
            {"key": "agreed", "party": p, "share": float(rng.integers(1, 9))}
            for p in (*MEMBERS, ALLY)
        ],
    }  # fmt: skip
    tables = {name: _table(base, name, own) for name, own in rows.items()}
    settings = replace(base.settings, horizon=horizon)
    return replace(base, settings=settings, tables={**base.tables, **tables})


def _table(base: Case, name: str, rows: list[dict[str, object]]) -> pl.DataFrame:
    schema = base.tables[name].schema
    return pl.DataFrame([{c: row.get(c) for c in schema} for row in rows], schema=schema)


def _month(horizon: Horizon, index: int) -> date:
    year, month = horizon.label(index).split("-")
    return date(int(year), int(month), 1)


def _parties() -> list[dict[str, object]]:
    own: list[dict[str, object]] = [
        {"party": p, "kind": "ally", "groups": "north;south"} for p in MEMBERS
    ]
    return [*own, {"party": ALLY, "kind": "ally"}, {"party": "DDD", "kind": "partner"}]


def _yields(rng: np.random.Generator) -> list[dict[str, object]]:
    own: Mapping[str, tuple[str, ...]] = {
        "heavy": ("armour",), "light": ("fire",), "mixed": CAPABILITIES,
    }  # fmt: skip
    return [
        {"item": i, "capability": c, "quantity": float(rng.integers(1, 4))}
        for i, several in own.items()
        for c in several
    ]


def _targets(rng: np.random.Generator, horizon: Horizon) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for capability in CAPABILITIES:
        own = {"party": "@south", "capability": capability, "kind": "hold"}
        own["priority"] = float(rng.integers(1, 4))  # type: ignore[assignment]
        step = int(rng.integers(1, horizon.months))
        level = float(rng.integers(5, 60))
        rows.append({**own, "first": _month(horizon, 0), "last": _month(horizon, step - 1),
                     "quantity": level})  # fmt: skip
        rows.append({**own, "first": _month(horizon, step), "quantity": 1.5 * level})
    return rows


def _budgets(rng: np.random.Generator, horizon: Horizon) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for party in MEMBERS:
        step = int(rng.integers(1, horizon.months))
        rows.append({"party": party, "first": _month(horizon, 0), "last": _month(horizon, step - 1),
                     "amount": float(rng.integers(0, 6))})  # fmt: skip
        rows.append({"party": party, "first": _month(horizon, step),
                     "amount": float(rng.integers(0, 15))})  # fmt: skip
    return rows


def _lines(rng: np.random.Generator, horizon: Horizon) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for n, item in enumerate((*ITEMS, *ITEMS)):
        party = ("AAA", "DDD", ALLY)[int(rng.integers(0, 3))]
        first = int(rng.integers(0, 3))
        rows.append({"line": f"line-{n}", "first": _month(horizon, first), "party": party,
                     "item": item, "lead": int(rng.integers(0, 4)),
                     "price": float(rng.integers(1, 9)),
                     "capacity": float(rng.integers(1, 5))})  # fmt: skip
    return rows
