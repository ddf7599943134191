"""Random cases with random scenarios: reveals that differ, delays that slip, prices that change."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
from branching import Row, dearer, delays, drawn_changes, month, random_case, with_scenarios

from foedus.case.model import Case


def random_futures(folder: Path, seed: int) -> Case:
    """The random case of a seed with three to six scenarios; the same seed, the same case.

    Needs, money, lines and hubs change in all but the first scenario, in half of the cases from
    the first month on (so that a plan that is common has to hold in different figures), else
    from the reveal on. In some scenarios lines deliver later, in some their prices rise.
    """
    rng = np.random.default_rng(10_000 + seed)
    case = random_case(folder, seed)
    assert case.settings.horizon is not None
    names = [f"s{n}" for n in range(int(rng.integers(3, 7)))]
    reveals = rng.integers(0, case.settings.horizon.months, len(names)).tolist()
    odds = rng.dirichlet(np.ones(len(names)))
    changes = [*drawn_changes(case, names, seed), *_slips(case, names[1:], rng)]
    if rng.random() < 0.5:
        changes = [_from_reveal(case, row, names, reveals) for row in changes]
    built = with_scenarios(
        case, names, reveal=reveals, odds=(odds / odds.sum()).tolist(), changes=changes
    )
    return replace(built, tables={**built.tables, "changes": _kept_whole(built)})


def _slips(case: Case, names: list[str], rng: np.random.Generator) -> list[Row]:
    rows: list[Row] = []
    for name in names:
        if rng.random() < 0.3:
            rows += delays(case, name, int(rng.integers(1_000)))
        if rng.random() < 0.2:
            rows += dearer(case, name)
    return rows


def _from_reveal(case: Case, row: Row, names: list[str], reveals: list[int]) -> Row:
    return {**row, "first": month(case, reveals[names.index(str(row["scenario"]))])}


def _kept_whole(case: Case) -> pl.DataFrame:
    """Changes of what has no months hold from the first month on, whatever the reveal."""
    monthly = pl.col("column").is_in(["quantity", "amount", "capacity"])
    lasting = ~monthly | (pl.col("table") == "hubs")
    first = pl.when(lasting).then(pl.lit(month(case, 0))).otherwise(pl.col("first"))
    return case.tables["changes"].with_columns(first.alias("first"))
