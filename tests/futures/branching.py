"""Cases with scenarios, made of the random cases, for the tests of the futures."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

from foedus.case.load import load
from foedus.case.model import Case
from oracle.random_cases import write_random_case

Row = Mapping[str, object]


def random_case(folder: Path, seed: int) -> Case:
    """The random case of a seed, with the levels in the usual order."""
    write_random_case(folder, seed)
    return load(folder)


def month(case: Case, number: int) -> date:
    """First day of a month of the horizon (0: the first), or beyond it."""
    assert case.settings.horizon is not None
    year, at = case.settings.horizon.label(number).split("-")
    return date(int(year), int(at), 1)


def with_scenarios(
    case: Case,
    names: Sequence[str],
    *,
    reveal: int | Sequence[int],
    odds: Sequence[float | None],
    changes: Sequence[Row] = (),
) -> Case:
    """The case with scenarios; changes name table, column, where, operation and value."""
    reveals = [reveal] * len(names) if isinstance(reveal, int) else reveal
    rows = [
        {"scenario": n, "probability": p, "reveal": month(case, r), "name_en": n, "name_fr": n}
        for n, p, r in zip(names, odds, reveals, strict=True)
    ]
    first = {"first": month(case, 0)}
    return replace(
        case,
        tables={
            **case.tables,
            "scenarios": _frame(case, "scenarios", rows),
            "changes": _frame(case, "changes", [first | dict(row) for row in changes]),
        },
    )


def _frame(case: Case, table: str, rows: Sequence[Row]) -> pl.DataFrame:
    schema = case.tables[table].schema
    blank = dict.fromkeys(schema)
    return pl.DataFrame([blank | dict(row) for row in rows], schema=schema)


def drawn_changes(case: Case, names: Sequence[str], seed: int) -> list[Row]:
    """Needs, money, lines and hubs scaled at random, in every scenario but the first."""
    rng = np.random.default_rng(seed)
    changes: list[Row] = []
    for name in names[1:]:
        for table, column, key in (
            ("requirements", "quantity", "capability"),
            ("budgets", "amount", "party"),
            ("lines", "capacity", "line"),
            ("hubs", "capacity", "hub"),
        ):
            for value in case.tables[table][key].unique().sort().to_list():
                kind = ";kind=deliver" if table == "requirements" else ""
                if rng.random() < 0.6:
                    where, factor = f"{key}={value}{kind}", float(rng.uniform(0.4, 1.6))
                    changes.append(_change(name, table, column, where, "scale", factor))
    return changes


def delays(case: Case, name: str, seed: int) -> list[Row]:
    """Some lines deliver one or two months later in a scenario."""
    rng = np.random.default_rng(seed)
    lines = case.tables["lines"]["line"].unique().sort().to_list()
    return [
        _change(name, "lines", "lead", f"line={line}", "add", float(rng.integers(1, 3)))
        for line in lines
        if rng.random() < 0.7
    ]


def dearer(case: Case, name: str) -> list[Row]:
    """Every line asks half as much again in a scenario."""
    lines = case.tables["lines"]["line"].unique().sort().to_list()
    return [_change(name, "lines", "price", f"line={line}", "scale", 1.5) for line in lines]


def _change(
    scenario: str, table: str, column: str, where: str, operation: str, value: float
) -> Row:
    return {
        "scenario": scenario, "table": table, "column": column, "where": where,
        "operation": operation, "value": value,
    }  # fmt: skip
