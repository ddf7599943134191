"""What a page of futures adds up from its tables: moves alike or not, needs met, regrets."""

from __future__ import annotations

import polars as pl

from foedus.futures.moves import alike_by_item
from foedus.results.futures import Future, Futures
from foedus.results.plan import Level

COMMON = "common"
"""Name of the plan that is common until the reveal."""

LEVELS_SLACK = 2e-4
"""Values of a level no further apart, relative to the larger and 1, are shown as equal: so much
is left to the levels after them (the burdens are kept to 1e-4, in both of the plans compared)."""

OWN_STOCK = (pl.col("kind") == "refill") & (pl.col("donor") == pl.col("recipient"))
"""Moves that fill up the payer's own stock again: paid, but no part of its burden."""


def now(futures: Futures) -> pl.DataFrame:
    """Return the moves that are made before anything is revealed, whatever happens."""
    return _alike(futures).filter(pl.col("when") == "before")


def later(futures: Futures) -> pl.DataFrame:
    """Return the moves after the reveal that are made whatever happens."""
    return _alike(futures).filter(pl.col("when") == "after")


def _alike(futures: Futures) -> pl.DataFrame:
    return futures.moves.filter(pl.col("in").list.len() == len(futures.futures))


def depending(futures: Futures) -> pl.DataFrame:
    """Return the moves that are made in some scenarios only, a row a scenario.

    Returns
    -------
    pl.DataFrame
        As ``moves``, with ``scenario`` in place of ``in`` and ``shared``, the number of scenarios
        that make it.
    """
    some = futures.moves.filter(pl.col("in").list.len() < len(futures.futures))
    counted = some.with_columns(pl.col("in").list.len().cast(pl.Int64).alias("shared"))
    return counted.explode("in").rename({"in": "scenario"})


def alike_but_for(futures: Futures) -> dict[str, float]:
    """Return by scenario how much of what differs does so only by month, payer, route or origin.

    Returns
    -------
    dict of scenario to float
        Money, million; 0 where nothing of an item is moved in every scenario.
    """
    names = [one.scenario for one in futures.futures]
    sums = alike_by_item(futures.moves, names).group_by("scenario").agg(pl.col("value").sum())
    return dict.fromkeys(names, 0.0) | dict(sums.iter_rows())


def refilled(moves: pl.DataFrame) -> float:
    """Return what moves put into the stocks of those who pay for them: money, million."""
    return float(moves.filter(OWN_STOCK)["value"].sum())


def met(futures: Futures) -> pl.DataFrame:
    """Return the part of each need that is met over the horizon, and what is missing at its end.

    Returns
    -------
    pl.DataFrame
        ``scenario``, ``capability``, ``share`` (sum of met / sum of needed, over all recipients),
        ``missing`` (backlog of the last month); capabilities that nobody needs are left out.
    """
    ends = futures.coverage["month"].max()
    own = futures.coverage.group_by("scenario", "capability", maintain_order=True).agg(
        pl.col("needed").sum(),
        pl.col("met").sum(),
        pl.col("backlog").filter(pl.col("month") == ends).sum().alias("missing"),
    )
    share = (pl.col("met") / pl.col("needed")).clip(0, 1).alias("share")
    return own.filter(pl.col("needed") > 0).select("scenario", "capability", share, "missing")


def met_by_month(futures: Futures) -> pl.DataFrame:
    """Return the part of each need met from the start to the end of each month.

    Returns
    -------
    pl.DataFrame
        ``scenario``, ``capability``, ``month``, ``share``; months before the first need are left
        out.
    """
    over = ("scenario", "capability")
    own = (
        futures.coverage.group_by(*over, "month", maintain_order=True)
        .agg(pl.col("needed").sum(), pl.col("met").sum())
        .sort("month", maintain_order=True)
        .with_columns(pl.col("needed", "met").cum_sum().over(over))
    )
    share = (pl.col("met") / pl.col("needed")).clip(0, 1).alias("share")
    return own.filter(pl.col("needed") > 0).select(*over, "month", share)


def spread(shares: pl.DataFrame) -> pl.DataFrame:
    """Return by capability the least and the most that is met over the scenarios.

    Parameters
    ----------
    shares : pl.DataFrame
        As from ``met``.

    Returns
    -------
    pl.DataFrame
        ``capability``, ``least``, ``most``, those that differ most first.
    """
    return (
        shares.group_by("capability", maintain_order=True)
        .agg(pl.col("share").min().alias("least"), pl.col("share").max().alias("most"))
        .sort(pl.col("most") - pl.col("least"), descending=True, maintain_order=True)
    )


def level_of(name: str, one: Future) -> tuple[float | None, float | None]:
    """Return a level under the common plan and at its own best; equal within the slack."""
    common, own = _value(name, one.levels), _value(name, one.own_levels)
    if common is None or own is None:
        return common, own
    alike = abs(common - own) <= LEVELS_SLACK * max(abs(common), abs(own), 1.0)
    return (own if alike else common), own


def _value(name: str, levels: tuple[Level, ...]) -> float | None:
    return next((level.value for level in levels if level.name == name), None)


def regret_of(futures: Futures, plan: str, scenario: str) -> tuple[bool, float | None]:
    """Return whether a first stage was held to a scenario, and its regret; None: impossible."""
    rows = futures.regrets.filter((pl.col("plan") == plan) & (pl.col("scenario") == scenario))
    return (False, None) if rows.is_empty() else (True, rows["regret"][0])


def worst(futures: Futures, plan: str) -> tuple[str, float | None] | None:
    """Return the scenario that a first stage regrets most, and how much (None: impossible).

    None where the plan was not held to the scenarios.
    """
    rows = futures.regrets.filter(pl.col("plan") == plan)
    if rows.is_empty():
        return None
    first = rows.sort("regret", descending=True, nulls_last=False, maintain_order=True)
    row = first.row(0, named=True)
    return str(row["scenario"]), row["regret"]


def plans_of(futures: Futures) -> list[str]:
    """Return whose first stages were compared, in the order of the table."""
    plans: list[str] = futures.regrets["plan"].unique(maintain_order=True).to_list()
    return plans
