"""Sums by any keys, with what is unknown counted beside and what is assumed named."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from foedus.ledger.entries import ALWAYS, refuse_keys
from foedus.results.ledger import FRAMES, MONEY, STAGES

AMOUNT = pl.col("amount")


def pivot(entries: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """Return the sums of the entries' amounts by keys, stage, currency and release.

    Parameters
    ----------
    entries : pl.DataFrame
        As ``entries.entries`` gives them.
    by : sequence of str
        Some of ``entries.KEYS``. What an entry leaves empty is a key of its own (null).

    Returns
    -------
    pl.DataFrame
        The keys, then ``FRAMES["rows"]``, in order of the keys, release and stage. The amount is
        the exact sum of what is known, null where nothing is; so is the quantity, where an item
        stands in the key: quantities of different things are not added up.

    Raises
    ------
    InputError
        ``ledger.unknown-key``.
    """
    refuse_keys(by)
    keys = [key for key in dict.fromkeys(by) if key not in ALWAYS]
    known, assumed = AMOUNT.is_not_null(), pl.col("assumed")
    found = entries.group_by(*keys, *ALWAYS).agg(
        pl.when(known.any()).then(AMOUNT.sum()).alias("amount"),
        _quantity(keys).alias("quantity"),
        pl.len().cast(pl.Int64).alias("entries"),
        (~known).sum().cast(pl.Int64).alias("without_amount"),
        pl.when(known.any()).then(AMOUNT.filter(assumed).sum()).alias("assumed"),
        pl.col("entry").filter(assumed).min().alias("weakest"),
    )
    order = [*keys, "release", pl.col("stage").replace_strict(_RANKS), "currency"]
    return found.sort(order, nulls_last=True).select(*keys, *FRAMES["rows"])


def _quantity(keys: Sequence[str]) -> pl.Expr:
    """Return the units of the one item of a row; null where the key names none."""
    if "item" not in keys:
        return pl.lit(None, dtype=MONEY)
    counted = pl.col("item").is_not_null() & pl.col("quantity").is_not_null()
    return pl.when(counted.any()).then(pl.col("quantity").filter(counted).sum())


def in_kind(entries: pl.DataFrame) -> pl.DataFrame:
    """Return the units of each item by donor, stage and release.

    Entries without an item stand in no row: units of unlike things are not added up.

    Returns
    -------
    pl.DataFrame
        ``FRAMES["kind"]``, in order of donor, item, release and stage.
    """
    known = pl.col("quantity").is_not_null()
    keys = ["donor", "item", "stage", "release"]
    named = entries.filter(pl.col("item").is_not_null())
    found = named.group_by(keys).agg(
        pl.when(known.any()).then(pl.col("quantity").sum()).alias("quantity"),
        pl.len().cast(pl.Int64).alias("entries"),
        (~known).sum().cast(pl.Int64).alias("without_quantity"),
        pl.col("entry").filter(pl.col("assumed")).min().alias("weakest"),
    )
    order = ["donor", "item", "release", pl.col("stage").replace_strict(_RANKS, default=None)]
    return found.sort(order, nulls_last=True).select(list(FRAMES["kind"]))


_RANKS = {stage: rank for rank, stage in enumerate(STAGES)}


def totals(entries: pl.DataFrame) -> pl.DataFrame:
    """Return the sums by stage, currency and release, with the share that is assumed.

    Returns
    -------
    pl.DataFrame
        ``FRAMES["totals"]``; ``assumed_share`` in 0..1 of the amount, null where that is 0.
    """
    share = pl.col("assumed").cast(pl.Float64) / AMOUNT.cast(pl.Float64)
    found = pivot(entries, ()).with_columns(pl.when(AMOUNT > 0).then(share).alias("assumed_share"))
    return found.select(list(FRAMES["totals"]))
