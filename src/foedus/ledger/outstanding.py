"""Pledges and allocations that are not, or not wholly, made good, and by how much.

What makes an entry good is counted where it can be compared: units of the same item, amounts in the
same currency. Of a pledge, the larger of what was allocated and what was delivered counts: one goes
before the other. Units decide where both ends say them, money otherwise; an entry that something
makes good without a figure to compare stays open as ``unmeasured``.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import polars as pl

from foedus.case.raw import MAX_FINDINGS, and_more
from foedus.errors import Finding
from foedus.ledger.chains import FAR
from foedus.ledger.money import shown
from foedus.results.ledger import FRAMES, MONEY

MEASURES = ("quantity", "amount")
NOTHING = pl.lit(Decimal(0), dtype=MONEY)


def standing(entries: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """Return every pledge and allocation with what makes it good.

    Parameters
    ----------
    entries, found : pl.DataFrame
        As ``entries.entries`` and ``chains.links`` give them.

    Returns
    -------
    pl.DataFrame
        ``FRAMES["open"]``; ``state`` is also ``wholly``.
    """
    promises = entries.filter(pl.col("stage") != "delivery")
    made = _made_good(_reach(found))
    joined = promises.join(made, on="entry", how="left", maintain_order="left")
    good = [pl.col(f"made_good_{m}") for m in MEASURES]
    some = pl.col("by").is_not_null()
    left = [_left(m, some).alias(f"left_{m}") for m in MEASURES]
    states = joined.with_columns(
        *left,
        _state(some, *good).alias("state"),
        pl.col("without_figure").fill_null(0).cast(pl.Int64),
        pl.col("by").fill_null(pl.lit([], dtype=pl.List(pl.String))),
    )
    return states.select(pl.col(c).cast(kind) for c, kind in FRAMES["open"].items())


def still_open(stands: pl.DataFrame) -> pl.DataFrame:
    """Return the promises that are not wholly made good."""
    return stands.filter(pl.col("state") != "wholly")


def _reach(found: pl.DataFrame) -> pl.DataFrame:
    """Return each entry with every promise that it makes good, directly or through another.

    Sound links rise from stage to stage, so that two steps are the most.
    """
    sound = found.filter(pl.col("broken").is_null()).select(
        "entry", "stage", "item", "currency", *MEASURES, target="of"
    )
    further = sound.join(
        sound.select(target="entry", beyond="target"), on="target", how="inner"
    ).drop("target")
    reach = pl.concat([sound, further.rename({"beyond": "target"}).select(sound.columns)])
    ends = found.select(
        "of", *(pl.col(f"{c}{FAR}") for c in ("item", "currency"))
    ).unique(subset="of")  # fmt: skip
    joined = reach.join(ends, left_on="target", right_on="of", how="left")
    same = {"quantity": "item", "amount": "currency"}
    return joined.with_columns(
        pl.when(pl.col(c).eq_missing(pl.col(f"{c}{FAR}"))).then(pl.col(m)).alias(m)
        for m, c in same.items()
    )


def _made_good(reach: pl.DataFrame) -> pl.DataFrame:
    """Return what makes each promise good: the larger of what was allocated and delivered."""
    sums = [pl.when(pl.col(m).is_not_null().any()).then(pl.col(m).sum()).alias(m) for m in MEASURES]
    figureless = pl.all_horizontal(pl.col(m).is_null() for m in MEASURES)
    by_stage = reach.group_by("target", "stage").agg(
        *sums, pl.col("entry"), figureless.sum().alias("none")
    )
    return by_stage.group_by("target").agg(
        *(pl.col(m).max().alias(f"made_good_{m}") for m in MEASURES),
        pl.col("entry").explode().sort().alias("by"),
        pl.col("none").sum().alias("without_figure"),
    ).rename({"target": "entry"})  # fmt: skip


def _left(measure: str, some: pl.Expr) -> pl.Expr:
    promised, good = pl.col(measure), pl.col(f"made_good_{measure}")
    rest = pl.when(good < promised).then(promised - good).when(good >= promised).then(NOTHING)
    return pl.when(some).then(rest).otherwise(promised).cast(MONEY)


def _state(some: pl.Expr, units: pl.Expr, money: pl.Expr) -> pl.Expr:
    quantity, amount = pl.col("quantity"), pl.col("amount")
    in_units = quantity.is_not_null() & units.is_not_null()
    in_money = amount.is_not_null() & money.is_not_null()
    whole = pl.when(in_units).then(units >= quantity).when(in_money).then(money >= amount)
    figures = pl.max_horizontal(quantity, amount)  # of nothing, a published zero, nothing is open
    return (
        pl.when(figures == 0)
        .then(pl.lit("wholly"))
        .when(~some)
        .then(pl.lit("not"))
        .when(whole.is_null())
        .then(pl.lit("unmeasured"))
        .when(whole)
        .then(pl.lit("wholly"))
        .otherwise(pl.lit("partly"))
    )


def more_than_promised(stands: pl.DataFrame) -> list[Finding]:
    """Return a warning for every promise that was made good by more than was promised."""
    findings = []
    for measure in MEASURES:
        over = stands.filter(pl.col(f"made_good_{measure}") > pl.col(measure))
        found = [_over(row, measure) for row in over.head(MAX_FINDINGS).iter_rows(named=True)]
        findings += and_more(found, over.height) if found else []
    return findings


def _over(row: Mapping[str, Any], measure: str) -> Finding:
    unit = row["item"] if measure == "quantity" else row["currency"]
    details = {
        "promised": shown(row[measure]),
        "made_good": shown(row[f"made_good_{measure}"]),
        "unit": f"{unit or '-'}",
        "by": ", ".join(row["by"]),
    }
    kind = "ledger.more-than-promised"
    return Finding("warning", kind, "ledger", None, measure, row["entry"], details)
