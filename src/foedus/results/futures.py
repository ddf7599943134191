"""The result of the futures engine: one plan until the reveal, recourse after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Literal

import polars as pl

from foedus.results.plan import FRAMES as PLAN_FRAMES
from foedus.results.plan import Level, Stamp, Status

Objective = Literal["expected", "regret", "cvar"]
Method = Literal["extensive", "decomposed"]

_TEXT, _NUMBER = pl.String(), pl.Float64()


def _by_scenario(name: str) -> dict[str, pl.DataType]:
    return {"scenario": _TEXT, **PLAN_FRAMES[name]}


FRAMES: dict[str, dict[str, pl.DataType]] = {
    "moves": {
        **PLAN_FRAMES["transfers"],
        "in": pl.List(_TEXT),  # the scenarios in which this part of the transfer is made
        "when": _TEXT,  # before, after: the first reveal of the scenarios named
    },
    "regrets": {
        "plan": _TEXT,  # whose first stage: a scenario's own best, "common", "mean"
        "scenario": _TEXT,
        "value": _NUMBER,  # the first level with that first stage; null: impossible
        "regret": _NUMBER,  # value less the scenario's own best
    },
    "coverage": _by_scenario("coverage"),
    "readiness": _by_scenario("readiness"),
    "burden": _by_scenario("burden"),
    "changes": {
        "scenario": _TEXT,
        "table": _TEXT,
        "column": _TEXT,
        "where": _TEXT,
        "first": _TEXT,
        "last": _TEXT,
        "operation": _TEXT,
        "value": _NUMBER,
        "basis": _TEXT,  # sourced, assumed
        "source": _TEXT,
    },
    "parties": PLAN_FRAMES["parties"],
    "names": PLAN_FRAMES["names"],
    "sources": PLAN_FRAMES["sources"],
}
"""Columns and types of the frames of a ``Futures``."""


@dataclass(frozen=True)
class Future:
    """One scenario.

    Parameters
    ----------
    scenario : str
    names : mapping of language to str
    probability : float, optional
        None where nobody's to give.
    reveal : str
        First month (``YYYY-MM``) in which its plan may differ.
    levels : tuple of Level
        What the common plan reaches in it; for fairness its burdens in this scenario.
    own_levels : tuple of Level
        What its own best plan reaches.
    """

    scenario: str
    names: Mapping[str, str]
    probability: float | None
    reveal: str
    levels: tuple[Level, ...]
    own_levels: tuple[Level, ...]


@dataclass(frozen=True)
class Worth:
    """What knowing the future, and planning for more than one, are worth at the first level.

    ``wait_and_see <= stochastic <= mean_plan``; each is None where there are no probabilities or
    where the mean's plan is impossible in a scenario.

    Parameters
    ----------
    wait_and_see : float, optional
        Mean of the scenarios' own optima.
    stochastic : float, optional
        Of the plan that is common until the reveal, at its expected best.
    mean_plan : float, optional
        Of the first stage that is best for the mean of the scenarios.
    holds : bool, optional
        The inequality holds within the levels' tolerance.
    """

    wait_and_see: float | None
    stochastic: float | None
    mean_plan: float | None
    holds: bool | None

    @property
    def evpi(self) -> float | None:
        """Value of perfect information."""
        if self.stochastic is None or self.wait_and_see is None:
            return None
        return max(0.0, self.stochastic - self.wait_and_see)

    @property
    def vss(self) -> float | None:
        """Value of the stochastic solution."""
        if self.stochastic is None or self.mean_plan is None:
            return None
        return max(0.0, self.mean_plan - self.stochastic)


@dataclass(frozen=True)
class Futures:
    """One plan for several futures. The frames' columns are those of ``FRAMES``.

    Parameters
    ----------
    case, currency, unit, as_of, start, months, key, title
        As in a ``Plan``.
    status : Status
        ``feasible`` where a decomposition ended with a gap; ``infeasible`` where no common plan
        exists.
    objective : {"expected", "regret", "cvar"}
    alpha : float, optional
        Of CVaR: the mean of the worst 1 - alpha.
    method : {"extensive", "decomposed"}
    levels : tuple of Level
        The value by the objective.
    futures : tuple of Future
    worth : Worth
    bound, gap : float, optional
        Proven bound of the first level, and the relative distance to it.
    assumed_share : float, optional
        Share of the moves' value that rests on assumptions.
    lacking : tuple of str
        Scenarios in which no plan exists at all.
    stamp : Stamp
    """

    case: str
    title: Mapping[str, str]
    currency: str
    unit: str
    as_of: str
    start: str
    months: int
    key: str | None
    status: Status
    objective: Objective
    alpha: float | None
    method: Method
    levels: tuple[Level, ...]
    futures: tuple[Future, ...]
    worth: Worth
    bound: float | None
    gap: float | None
    moves: pl.DataFrame
    regrets: pl.DataFrame
    coverage: pl.DataFrame
    readiness: pl.DataFrame
    burden: pl.DataFrame
    changes: pl.DataFrame
    parties: pl.DataFrame
    names: pl.DataFrame
    sources: pl.DataFrame
    assumed_share: float | None
    lacking: tuple[str, ...]
    stamp: Stamp


def empty(frame: str) -> pl.DataFrame:
    """Return the empty frame of that name.

    Examples
    --------
    >>> empty("regrets").columns
    ['plan', 'scenario', 'value', 'regret']
    """
    return pl.DataFrame(schema=FRAMES[frame])


FRAME_NAMES: tuple[str, ...] = tuple(f.name for f in fields(Futures) if f.name in FRAMES)
"""Names of the frames of a ``Futures``, in its order."""
