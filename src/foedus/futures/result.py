"""From a solved plan for several futures to the result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

import polars as pl

from foedus._version import __version__
from foedus.case.model import Case
from foedus.futures import report
from foedus.futures.branches import Branch
from foedus.futures.levels import Solved, first_linear, levels_in
from foedus.futures.moves import layered
from foedus.plan.sets import Floats
from foedus.plan.solve import Solver, quiet_highs
from foedus.results.futures import (
    FRAME_NAMES,
    Future,
    Futures,
    Method,
    Objective,
    Worth,
    empty,
)
from foedus.results.plan import Level, Stamp, Status

NOTHING_KNOWN = Worth(None, None, None, None)
"""Nobody gives odds, or there is no plan."""


@dataclass(frozen=True)
class Ran:
    """What was asked, and what ran.

    Parameters
    ----------
    case : Case
    objective : {"expected", "regret", "cvar"}
    alpha : float
        Of CVaR.
    solver : {"ipx", "simplex"}
    ran : tuple of str
        The solver that really ran, one entry a solve.
    residual : float
        Largest violation over all plans.
    seconds : mapping of str to float
        CPU seconds by stage.
    """

    case: Case
    objective: Objective
    alpha: float
    solver: Solver
    ran: tuple[str, ...]
    residual: float
    seconds: Mapping[str, float]


@dataclass(frozen=True)
class Found:
    """A plan that is common until the reveals.

    Parameters
    ----------
    parts : tuple of (n_k,) float
        The solution of each scenario.
    levels : tuple of Level
        Those that were solved, by the objective.
    bound, gap : float
        Of the first level.
    status : {"optimal", "feasible"}
    method : {"extensive", "decomposed"}
    keeps : str
        How the levels were kept.
    """

    parts: tuple[Floats, ...]
    levels: tuple[Level, ...]
    bound: float
    gap: float
    status: Status
    method: Method
    keeps: str


def found_whole(solved: Solved) -> Found:
    """Return what the extensive form found."""
    parts = tuple(solved.extensive.own(n, solved.x) for n in range(len(solved.extensive.branches)))
    bound = solved.levels[0].value
    return Found(parts, solved.levels, bound, 0.0, "optimal", "extensive", solved.keeps)


def result(
    run: Ran,
    branches: Sequence[Branch],
    own: Sequence[tuple[Level, ...]],
    found: Found,
    table: Mapping[tuple[str, str], float | None],
    worth: Worth,
) -> Futures:
    """Return the result of a common plan.

    Parameters
    ----------
    run : Ran
    branches : sequence of Branch
    own : sequence of levels
        What each scenario's own best plan reaches.
    found : Found
    table : mapping of (plan, scenario) to float or None
        The first level of each first stage in each scenario.
    worth : Worth
    """
    outcomes = _outcomes(run.case, branches, found, own)
    transfers = report.transfers(run.case, branches, found.parts)
    odds = None if run.objective == "regret" else report.basis_of_odds(run.case)
    moves = layered(transfers, {one.scenario: one.reveal for one in outcomes}, odds)
    first = first_linear(run.case.settings.levels)
    best = {
        branch.scenario.name: next(a.value for a in levels if a.name == first)
        for branch, levels in zip(branches, own, strict=True)
    }
    weights = {branch.scenario.name: branch.scenario.weight for branch in branches}
    frames = {
        "moves": moves,
        "regrets": report.regrets(table, best, weights),
        **report.by_scenario(branches, found.parts),
    }
    return _futures(
        run,
        frames,
        status=found.status,
        method=found.method,
        levels=found.levels,
        futures=outcomes,
        worth=worth,
        bound=found.bound,
        gap=found.gap,
        assumed_share=report.assumed_share(moves, weights),
        lacking=(),
        stamp=_stamp(run, found.keeps),
    )


def impossible(run: Ran, lacking: tuple[str, ...], method: Method = "extensive") -> Futures:
    """Return the result where there is no common plan, or scenarios have none of their own."""
    return _futures(
        run,
        {},
        status="infeasible",
        method=method,
        levels=(),
        futures=(),
        worth=NOTHING_KNOWN,
        bound=None,
        gap=None,
        assumed_share=None,
        lacking=lacking,
        stamp=_stamp(run, ""),
    )


def _outcomes(
    case: Case,
    branches: Sequence[Branch],
    found: Found,
    own: Sequence[tuple[Level, ...]],
) -> tuple[Future, ...]:
    rows = case.tables["scenarios"].to_dicts()
    names = case.settings.levels[: len(found.levels)]
    return tuple(
        Future(
            row["scenario"],
            MappingProxyType({"en": row["name_en"] or "", "fr": row["name_fr"] or ""}),
            row["probability"],
            row["reveal"].strftime("%Y-%m"),
            levels_in(branch, x, names),
            best,
        )
        for row, branch, x, best in zip(rows, branches, found.parts, own, strict=True)
    )


def _futures(run: Ran, frames: Mapping[str, pl.DataFrame], **found: Any) -> Futures:
    """Put a result together with what it carries of its case."""
    settings = run.case.settings
    assert settings.horizon is not None
    known: dict[str, Any] = {name: empty(name) for name in FRAME_NAMES}
    return Futures(
        **(known | report.background(run.case) | dict(frames) | found),
        case=settings.name,
        title=settings.title,
        currency=settings.money.currency,
        unit=settings.money.unit,
        as_of=settings.as_of.isoformat(),
        start=settings.horizon.label(0),
        months=settings.horizon.months,
        key=settings.key,
        objective=run.objective,
        alpha=run.alpha if run.objective == "cvar" else None,
    )


def _stamp(run: Ran, keeps: str) -> Stamp:
    settings = run.case.settings
    options = {
        "levels": ",".join(settings.levels),
        "key": settings.key or "",
        "objective": run.objective,
        "keeps": keeps,
    }
    if run.objective == "cvar":
        options["alpha"] = str(run.alpha)
    return Stamp(
        case_sha256=run.case.sha256,
        foedus=__version__,
        highs=quiet_highs().version(),
        solver=run.solver,
        ran=run.ran,
        residual=run.residual,
        options=MappingProxyType(options),
        at=datetime.now(UTC).isoformat(timespec="seconds"),
        seconds=MappingProxyType({k: round(a, 4) for k, a in run.seconds.items()}),
    )
