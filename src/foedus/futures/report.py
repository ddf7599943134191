"""From a solution over several scenarios to the tables of a ``Futures``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from foedus.case.model import Case
from foedus.case.scenario import applied
from foedus.futures.branches import Branch
from foedus.plan import background as known
from foedus.plan import report
from foedus.plan.evidence import Basis, Evidence
from foedus.plan.levels import KEPT
from foedus.plan.sets import Floats
from foedus.results.futures import FRAMES

SAME = 1e-5
"""Values of a level are the same within this, times max(1, value)."""


def transfers(
    case: Case, branches: Sequence[Branch], parts: Sequence[Floats]
) -> dict[str, pl.DataFrame]:
    """Return the transfers of each scenario, with the rows of that scenario that they rest on."""
    return {
        branch.scenario.name: report.Transfers(
            branch.sets, Evidence(applied(case, branch.scenario.name))
        ).table(branch.columns, x)
        for branch, x in zip(branches, parts, strict=True)
    }


def by_scenario(branches: Sequence[Branch], parts: Sequence[Floats]) -> dict[str, pl.DataFrame]:
    """Return coverage, readiness and burden, scenario by scenario."""
    tables = {
        "coverage": report.coverage,
        "readiness": report.readiness,
        "burden": report.burden,
    }
    return {
        name: pl.concat(
            [
                make(branch.sets, branch.columns, x).select(
                    pl.lit(branch.scenario.name).alias("scenario"), pl.all()
                )
                for branch, x in zip(branches, parts, strict=True)
            ]
        )
        for name, make in tables.items()
    }


def regrets(
    table: Mapping[tuple[str, str], float | None],
    own: Mapping[str, float],
    weights: Mapping[str, float],
) -> pl.DataFrame:
    """Return the first level, and its distance to the scenario's own best, by plan and scenario.

    Parameters
    ----------
    table : mapping of (plan, scenario) to float or None
    own : mapping of scenario to float
        What its own best plan reaches.
    weights : mapping of scenario to float
        Its part in an expected level: a rare one may pay the whole slack of that level.
    """
    rows = [
        (
            plan,
            scenario,
            value,
            None if value is None else _regret(value, own[scenario], weights[scenario]),
        )
        for (plan, scenario), value in table.items()
    ]
    frame = pl.DataFrame(rows, schema=FRAMES["regrets"], orient="row")
    return frame.sort(pl.col("plan").is_in(["common", "mean"]), "plan", maintain_order=True)


def _regret(value: float, best: float, weight: float) -> float:
    """Return what is lost; what the slack of the levels alone makes is nothing."""
    lost = value - best
    return lost if lost > max(SAME, 2 * KEPT / weight) * max(1.0, best) else 0.0


def assumed_share(moves: pl.DataFrame, weights: Mapping[str, float]) -> float | None:
    """Return the share of the expected value that rests on assumptions; None without any."""
    weighted = moves.with_columns(
        pl.col("in")
        .map_elements(lambda names: sum(weights[n] for n in names), return_dtype=pl.Float64)
        .mul(pl.col("value"))
        .alias("weighted")
    )
    total = float(weighted["weighted"].sum())
    if total <= 0:
        return None
    return float(weighted.filter(pl.col("basis") == "assumed")["weighted"].sum()) / total


def background(case: Case) -> dict[str, pl.DataFrame]:
    """Return what a result carries of its case, so that it can be read without it."""
    return {
        "changes": _changes(case),
        "parties": known.parties(case),
        "names": known.names(case),
        "sources": known.sources(case),
    }


def basis_of_odds(case: Case) -> Basis:
    """Return what the probabilities rest on."""
    rows = [("scenarios", n) for n in range(case.tables["scenarios"].height)]
    return Evidence(case).basis(rows)


def _changes(case: Case) -> pl.DataFrame:
    evidence = Evidence(case)
    rows = [
        {
            **row,
            "first": _month(row["first"]),
            "last": _month(row["last"]),
            "basis": evidence.basis([("changes", n)]).basis,
        }
        for n, row in enumerate(case.tables["changes"].to_dicts())
    ]
    wanted = FRAMES["changes"]
    picked = [{name: row.get(name) for name in wanted} for row in rows]
    return pl.DataFrame(picked, schema=wanted, orient="row")


def _month(day: object) -> str | None:
    return None if day is None else str(day)[:7]
