"""What a programme costs: by member and year, and by capability and year."""

from __future__ import annotations

import numpy as np
import polars as pl

from foedus.autonomy.programme import Programme
from foedus.plan.sets import Floats
from foedus.results.autonomy import FRAMES


def cost_frame(programme: pl.DataFrame) -> pl.DataFrame:
    """Return what each member pays in each year, million."""
    yearly = programme.select(pl.col("donor").alias("party"), _year(), pl.col("value"))
    total = yearly.group_by("party", "year").agg(pl.col("value").sum().alias("amount"))
    return total.sort("party", "year").select(*FRAMES["cost"])


def cost_by_capability_frame(solved: Programme, programme: pl.DataFrame) -> pl.DataFrame:
    """Return what is paid for each capability in each year, million.

    The cost of an item that serves several targets is split by its use: in proportion to the
    units of it that the programme holds for each, summed over the months.
    """
    s, parts = solved.sets, _parts(solved)
    rows = [
        {"item": s.items[i], "capability": s.capabilities[s.holds.capability[q]],
         "part": float(parts[i, q])}
        for i, q in np.argwhere(parts > 0)
    ]  # fmt: skip
    schema = {"item": pl.String(), "capability": pl.String(), "part": pl.Float64()}
    yearly = programme.select("item", _year(), "value").join(
        pl.DataFrame(rows, schema=schema), on="item", how="inner"
    )
    amount = (pl.col("value") * pl.col("part")).sum().alias("amount")
    total = yearly.group_by("capability", "year").agg(amount)
    return total.sort("capability", "year").select(*FRAMES["cost_by_capability"])


def _year() -> pl.Expr:
    return pl.col("paid").str.head(4).cast(pl.Int64).alias("year")


def _parts(solved: Programme) -> Floats:
    """(I, Q) the part of an item's cost that each target bears; it adds up to 1."""
    s, held = solved.sets, solved.columns.held
    used = np.zeros((len(s.items), len(s.holds.capability)))
    np.add.at(used, (held["item"], held["hold"]), solved.x[held.span])
    total = used.sum(axis=1, keepdims=True)
    first = np.zeros_like(used)
    serves = s.yields[:, s.holds.capability] > 0
    first[np.arange(len(s.items)), serves.argmax(axis=1)] = serves.any(axis=1)
    return np.where(total > 1e-9, used / np.where(total > 1e-9, total, 1.0), first)
