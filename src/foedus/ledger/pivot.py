"""Sums by any keys, with what is unknown counted beside and what is assumed named."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from foedus.ledger.entries import ALWAYS, refuse_keys
from foedus.results.ledger import FRAMES, STAGES

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
        the exact sum of what is known, null where nothing is.

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
        pl.len().cast(pl.Int64).alias("entries"),
        (~known).sum().cast(pl.Int64).alias("without_amount"),
        pl.when(known.any()).then(AMOUNT.filter(assumed).sum()).alias("assumed"),
        pl.col("entry").filter(assumed).min().alias("weakest"),
    )
    order = [*keys, "release", pl.col("stage").replace_strict(_RANKS), "currency"]
    return found.sort(order, nulls_last=True).select(*keys, *FRAMES["rows"])


_RANKS = {stage: rank for rank, stage in enumerate(STAGES)}


def totals(entries: pl.DataFrame) -> pl.DataFrame:
    """Return the sums by stage, currency and release, with the share that is assumed.

    Returns
    -------
    pl.DataFrame
        ``FRAMES["totals"]``; ``assumed_share`` in 0..1 of the amount, null where that is 0.
    """
    share = pl.col("assumed").cast(pl.Float64) / AMOUNT.cast(pl.Float64)
    return pivot(entries, ()).with_columns(
        pl.when(AMOUNT > 0).then(share).alias("assumed_share"),
    )
