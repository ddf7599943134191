"""The generator's cases with sampled scenarios: a reveal in the seventh month, changes after it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import polars as pl

REVEAL = 6


def with_scenarios(case: Any, count: int, seed: int = 1) -> Any:
    """Return the case with equally likely scenarios.

    From the reveal on, each line's capacity is times 0.5 to 1.5, four donors' budgets are times
    0 to 2, and each need of the recipient is times 0.7 to 1.5, all drawn evenly.
    """
    rng = np.random.default_rng(seed)
    year, month = map(int, case.settings.horizon.label(REVEAL).split("-"))
    reveal = date(year, month, 1)
    lines = case.tables["lines"]["line"].unique(maintain_order=True).to_list()
    donors = case.tables["budgets"]["party"].unique(maintain_order=True).to_list()
    capabilities = case.tables["capabilities"]["capability"].to_list()
    rows: list[dict[str, Any]] = []
    changes: list[dict[str, Any]] = []

    def change(name: str, table: str, column: str, where: str, low: float, high: float) -> None:
        changes.append({
            "scenario": name, "table": table, "column": column, "where": where, "first": reveal,
            "operation": "scale", "value": float(rng.uniform(low, high)),
        })  # fmt: skip

    for k in range(count):
        name = f"s{k:02d}"
        rows.append({"scenario": name, "probability": 1 / count, "reveal": reveal,
                     "name_en": name, "name_fr": name})  # fmt: skip
        for line in lines:
            change(name, "lines", "capacity", f"line={line}", 0.5, 1.5)
        for donor in rng.choice(donors, 4, replace=False):
            change(name, "budgets", "amount", f"party={donor}", 0.0, 2.0)
        for one in capabilities:
            change(name, "requirements", "quantity", f"party=REC;capability={one}", 0.7, 1.5)
    tables = dict(case.tables)
    for name, new in (("scenarios", rows), ("changes", changes)):
        schema = tables[name].schema
        tables[name] = pl.DataFrame([dict.fromkeys(schema) | row for row in new], schema=schema)
    return replace(case, tables=tables)
