"""The result of an ensemble: one level solved for many draws of uncertain inputs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from foedus.results.plan import FRAMES as PLAN_FRAMES
from foedus.results.plan import Stamp

_TEXT, _NUMBER, _COUNT = pl.String(), pl.Float64(), pl.Int64()

FRAMES: dict[str, dict[str, pl.DataType]] = {
    "uncertainties": {
        "uncertainty": _TEXT,
        "table": _TEXT,
        "column": _TEXT,
        "where": _TEXT,
        "first": _TEXT,
        "last": _TEXT,
        "operation": _TEXT,
        "distribution": _TEXT,
        "low": _NUMBER,
        "mode": _NUMBER,
        "high": _NUMBER,
        "basis": _TEXT,  # sourced, assumed
        "source": _TEXT,
    },
    "draws": {
        "draw": _COUNT,
        "status": _TEXT,  # optimal, infeasible, failed (no solver ends in an optimum)
        "value": _NUMBER,  # the level; null where no plan exists
        "seconds": _NUMBER,  # CPU seconds in the solver
        "other": _NUMBER,  # CPU seconds of the draw outside the solver
    },
    "inputs": {"draw": _COUNT, "uncertainty": _TEXT, "value": _NUMBER},
    "levels": {"quantile": _NUMBER, "value": _NUMBER},
    "coverage": {
        "party": _TEXT,
        "capability": _TEXT,
        "month": _TEXT,
        "quantile": _NUMBER,
        "covered": _NUMBER,  # 1 - backlog / the backlog were nothing to arrive, 0..1
    },
    "met": {
        "party": _TEXT,
        "capability": _TEXT,
        "month": _TEXT,
        "probability": _NUMBER,  # share of the draws whose backlog at the end of the month is 0
    },
    "importance": {
        "uncertainty": _TEXT,
        "delta": _NUMBER,  # Borgonovo's delta: how much the level's distribution moves, 0..1
        "delta_margin": _NUMBER,  # half the width of its 95 % interval
        "first_order": _NUMBER,  # share of the level's variance, Sobol's first order
        "first_order_margin": _NUMBER,
    },
    "parties": PLAN_FRAMES["parties"],
    "names": PLAN_FRAMES["names"],
    "sources": PLAN_FRAMES["sources"],
}
"""Columns and types of the frames of an ``Ensemble``."""

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
"""Quantiles that are reported."""


@dataclass(frozen=True)
class Ensemble:
    """Many draws of one case. The frames' columns are those of ``FRAMES``.

    Parameters
    ----------
    case, title, currency, unit, as_of, start, months
        As in a ``Plan``.
    level : str
        The level that was solved for each draw (``need`` or ``readiness``).
    seed : int
    count : int
        Draws asked for.
    solved, resumed, impossible : int
        Solved in this run; taken over from an earlier one; without a plan.
    stamp : Stamp
        ``seconds`` has ``solve`` and ``other``, CPU seconds over all draws.
    """

    case: str
    title: Mapping[str, str]
    currency: str
    unit: str
    as_of: str
    start: str
    months: int
    level: str
    seed: int
    count: int
    solved: int
    resumed: int
    impossible: int
    uncertainties: pl.DataFrame
    draws: pl.DataFrame
    inputs: pl.DataFrame
    levels: pl.DataFrame
    coverage: pl.DataFrame
    met: pl.DataFrame
    importance: pl.DataFrame
    parties: pl.DataFrame
    names: pl.DataFrame
    sources: pl.DataFrame
    stamp: Stamp


def empty(frame: str) -> pl.DataFrame:
    """Return the empty frame of that name.

    Examples
    --------
    >>> empty("levels").columns
    ['quantile', 'value']
    """
    return pl.DataFrame(schema=FRAMES[frame])
