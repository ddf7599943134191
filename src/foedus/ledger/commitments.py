"""An allocation becomes a commitment of a plan: what is promised in kind and not yet delivered.

The rule: an allocation of a quantity of an item, with a date, is due by the end of the month of its
date, ``months`` later where the user says so; where that month is past when the plan begins, it is
due in the plan's first month. Only what is not delivered is still due. Several allocations of one
donor, recipient, item and month make one commitment.
"""

from __future__ import annotations

from datetime import date

import polars as pl

from foedus.case.model import Case
from foedus.case.schema import TABLES
from foedus.errors import Finding, InputError
from foedus.ledger.chains import links
from foedus.ledger.entries import entries, of_release, refuse_release, releases
from foedus.ledger.outstanding import standing

CONFIDENCE = ("assumption", "press", "research", "official")
"""The weakest first."""

NOTE = "ledger: "
"""Begins the note of a commitment; the entries follow."""


def commitments_from(
    case: Case, *, at: date | None = None, release: str | None = None, months: int = 0
) -> pl.DataFrame:
    """Return the commitments that the ledger's allocations make.

    Parameters
    ----------
    case : Case
    at : date, optional
        Only what was known on this day.
    release : str, optional
        Only this release; needed where allocations stand in several.
    months : int
        From an allocation's date to the month by which it is due.

    Returns
    -------
    pl.DataFrame
        The schema's columns of ``commitments``: ``quantity`` in the item's units, ``source`` the
        weakest of the entries' sources, ``note`` the entries. What is left out: ``left_out``.

    Raises
    ------
    InputError
        ``ledger.which-release``, ``ledger.unknown-release``.
    """
    due = _allocations(case, at, release, months).filter(pl.col("reason").is_null())
    keys = ["donor", "recipient", "item", "by"]
    found = (
        due.sort("trust", "entry")
        .group_by(keys)
        .agg(
            pl.col("left").sum().cast(pl.Float64).alias("quantity"),
            pl.col("source").first(),
            (pl.lit(NOTE) + pl.col("entry").sort().str.join("; ")).alias("note"),
        )
        .sort(keys)
    )
    return found.select(pl.col(c).cast(kind) for c, kind in TABLES["commitments"].schema.items())


def left_out(
    case: Case, *, at: date | None = None, release: str | None = None, months: int = 0
) -> pl.DataFrame:
    """Return the allocations that make no commitment, and why.

    Parameters
    ----------
    case, at, release, months :
        As for ``commitments_from``.

    Returns
    -------
    pl.DataFrame
        ``entry``, ``donor``, ``recipient``, ``item``, ``reason``: the first that holds of
        ``no-item``, ``no-quantity``, ``no-date``, ``delivered``, ``delivery-unmeasured`` (something
        was delivered, nobody says how many units) and ``after-horizon``; in order of ``entry``.
    """
    found = _allocations(case, at, release, months).filter(pl.col("reason").is_not_null())
    return found.select("entry", "donor", "recipient", "item", "reason")


def _allocations(case: Case, at: date | None, release: str | None, months: int) -> pl.DataFrame:
    known = entries(case, at)
    refuse_release(known, release)
    stands = of_release(standing(known, links(known)), release)
    chosen = stands.filter(pl.col("stage") == "allocation")
    _refuse_several(chosen)
    evidence = known.select("entry", "source").join(
        case.tables["sources"].select("source", "confidence"), on="source", how="left"
    )
    trust = pl.col("confidence").replace_strict(
        {name: rank for rank, name in enumerate(CONFIDENCE)}, default=0, return_dtype=pl.Int8
    )
    left = pl.when(pl.col("by").list.len() == 0).then("quantity").otherwise("left_quantity")
    return (
        chosen.join(evidence, on="entry", how="left", maintain_order="left")
        .with_columns(trust.alias("trust"), left.alias("left"))
        .with_columns(_due(case, months).alias("due"))
        .with_columns(_reason(case).alias("reason"))
        .drop("by")
        .rename({"due": "by"})
    )


def _due(case: Case, months: int) -> pl.Expr:
    month = pl.col("date").dt.truncate("1mo").dt.offset_by(f"{months}mo")
    horizon = case.settings.horizon
    if horizon is None:
        return month
    return pl.when(month.is_not_null()).then(pl.max_horizontal(month, pl.lit(horizon.start)))


def _reason(case: Case) -> pl.Expr:
    horizon = case.settings.horizon
    beyond = pl.lit(value=False)
    if horizon is not None:
        last = date.fromisoformat(f"{horizon.label(horizon.months - 1)}-01")
        beyond = pl.col("due") > last
    unmeasured = (pl.col("by").list.len() > 0) & pl.col("made_good_quantity").is_null()
    reasons = {
        "no-item": pl.col("item").is_null(),
        "no-quantity": pl.col("quantity").is_null(),
        "no-date": pl.col("date").is_null(),
        "delivery-unmeasured": unmeasured,
        "delivered": pl.col("left") <= 0,
        "after-horizon": beyond,
    }
    return pl.coalesce(
        pl.when(mask.fill_null(value=False)).then(pl.lit(name)) for name, mask in reasons.items()
    )


def _refuse_several(chosen: pl.DataFrame) -> None:
    """Refuse to make commitments of two releases: the same allocation may stand in both."""
    known = releases(chosen)
    if len(known) > 1:
        details = {"known": ", ".join(known)}
        raise InputError(
            [Finding("fault", "ledger.which-release", "ledger", None, "release", None, details)]
        )
