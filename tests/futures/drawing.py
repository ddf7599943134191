"""Cases with uncertainties, for the tests of the ensembles."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import polars as pl

from foedus.case.digest import digest
from foedus.case.model import Case

Row = dict[str, object]


def uncertain(case: Case, rows: Sequence[Row]) -> Case:
    """The case with these rows of ``uncertainties``; months and names may be left out."""
    assert case.settings.horizon is not None
    schema = case.tables["uncertainties"].schema
    first = case.settings.horizon.start
    blank = {**dict.fromkeys(schema), "first": first, "distribution": "uniform"}
    full = [blank | {"uncertainty": f"u{n}"} | dict(row) for n, row in enumerate(rows)]
    tables = {**case.tables, "uncertainties": pl.DataFrame(full, schema=schema)}
    return replace(case, tables=tables, sha256=digest(case.settings, tables))


def scaled(
    table: str, column: str, where: str, low: float = 0.5, high: float = 1.5, **other: object
) -> Row:
    """One uncertainty that scales."""
    return {
        "table": table, "column": column, "where": where, "operation": "scale",
        "low": low, "high": high, **other,
    }  # fmt: skip


def figures_that_move(case: Case, seed: int) -> list[Row]:
    """Needs, stocks, money, lines, hubs, inflows, floors and targets, scaled or set at random."""
    rng = np.random.default_rng(seed)
    rows: list[Row] = []
    for table, column, key, also in (
        ("requirements", "quantity", "capability", ";kind=deliver"),
        ("requirements", "quantity", "capability", ";kind=hold"),
        ("requirements", "quantity", "capability", ";kind=floor"),
        ("stocks", "quantity", "party", ""),
        ("inflows", "quantity", "party", ""),
        ("budgets", "amount", "party", ""),
        ("lines", "capacity", "line", ""),
        ("hubs", "capacity", "hub", ""),
        ("restrictions", "limit", "party", ""),
    ):
        for value in case.tables[table][key].unique().sort().to_list():
            kind = rng.random()
            if kind < 0.5:
                rows.append(scaled(table, column, f"{key}={value}{also}", 0.0, 2.0))
            elif kind < 0.7:
                row = {"operation": "set", "low": 0.0, "high": 9.0}
                rows.append(scaled(table, column, f"{key}={value}{also}") | row)
    return rows
