"""The figures of one release, as they are compared: keys, labels, value, and what bears on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from foedus.case.known import rows_known
from foedus.case.model import Case
from foedus.errors import Finding, InputError
from foedus.ledger.entries import entries, refuse_keys, refuse_unknown, releases
from foedus.ledger.money import exact, refuse_giants

SPENDING_KEYS = ("party", "year", "measure")
LEDGER_KEYS = ("donor", "type", "stage")
LABELS = {"spending": ("basis", "unit"), "ledger": ("currency",)}
"""What a figure is in: without the same labels, no two are the same figure."""


@dataclass(frozen=True)
class Side:
    """One release, ready to be compared.

    Parameters
    ----------
    release : str
    figures : pl.DataFrame
        A row for each set of keys and labels: ``value`` (exact), ``without_amount``, ``estimate``,
        ``publishers``, ``last`` (day of the last entry).
    rows : pl.DataFrame
        What they were made of.
    cut_off : date, optional
        The last day that the release knows of: of its latest entry, or when it was published.
    """

    release: str
    figures: pl.DataFrame
    rows: pl.DataFrame
    cut_off: date | None


def keys_of(table: str, by: Sequence[str] | None) -> tuple[str, ...]:
    """Return the keys by which a table is compared.

    Raises
    ------
    InputError
        ``ledger.unknown-key``; ``ledger.keys-of-spending``: figures of spending are not added up,
        so that party, year and measure all stand in the key.
    """
    if table == "ledger":
        refuse_keys(by or ())
        given = LEDGER_KEYS if by is None else (*by, "stage")
        return tuple(key for key in dict.fromkeys(given) if key not in ("currency", "release"))
    refuse_keys(by or (), SPENDING_KEYS)
    if by is not None and set(by) != set(SPENDING_KEYS):
        known = {"known": ", ".join(SPENDING_KEYS)}
        raise InputError([Finding("fault", "ledger.keys-of-spending", "spending", details=known)])
    return SPENDING_KEYS if by is None else tuple(dict.fromkeys(by))


def rows_of(case: Case, table: str, at: date | None, until: date | None) -> pl.DataFrame:
    """Return the rows of a table that are compared: known on a day, dated up to a day."""
    if table == "spending":
        return _spending(case, at)
    found = entries(case, at)
    if until is None:
        return found
    return found.filter((pl.col("date") <= until).fill_null(value=True))


def _spending(case: Case, at: date | None) -> pl.DataFrame:
    table = case.tables["spending"] if at is None else rows_known(case, "spending", at)
    refuse_giants(table, "spending", ("amount",))
    sources = case.tables["sources"].select("source", "publisher", "published")
    found = table.join(sources, on="source", how="left").with_columns(exact("amount"))
    return found.with_columns(pl.lit(None, dtype=pl.Date).alias("date"))


def side(rows: pl.DataFrame, table: str, release: str, keys: Sequence[str]) -> Side:
    """Return one release's figures.

    Raises
    ------
    InputError
        ``ledger.unknown-release``, with the nearest.
    """
    refuse_unknown("ledger.unknown-release", [release], releases(rows))
    own = rows.filter(pl.col("release") == release)
    known = pl.col("amount").is_not_null()
    estimate = pl.col("estimate").any() if "estimate" in own.columns else pl.lit(value=False)
    figures = own.group_by(*keys, *LABELS[table]).agg(
        pl.when(known.any()).then(pl.col("amount").sum()).alias("value"),
        (~known).sum().alias("without_amount"),
        estimate.alias("estimate"),
        pl.col("publisher").drop_nulls().unique().sort().str.join(", ").alias("publishers"),
        pl.col("date").max().alias("last"),
    )
    return Side(release, figures, own, _cut_off(own))


def _cut_off(own: pl.DataFrame) -> date | None:
    dated = own.select(pl.coalesce(pl.col("date").max(), pl.col("published").max())).item()
    return dated if isinstance(dated, date) else None
