"""The figures of one release, as they are compared: keys, labels, value, and what bears on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from foedus.case.known import rows_known
from foedus.case.model import Case
from foedus.case.schema import TABLES
from foedus.errors import Finding, InputError
from foedus.ledger.ends import end_of
from foedus.ledger.entries import (
    entries,
    later_entries,
    refuse_keys,
    refuse_later,
    refuse_unknown,
    releases,
)
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
        ``publishers``, ``last`` (day of the last entry; of those without a date, the last day to
        which the release says that its figures run).
    rows : pl.DataFrame
        What they were made of.
    cut_off : date, optional
        The last day that the release knows of: of its latest entry, else the one that it says
        itself, else when it was published.
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


@dataclass(frozen=True)
class Scope:
    """Which rows are compared.

    Parameters
    ----------
    at : date
        Only what was known on this day.
    until : date, optional
        Ledger: only entries dated on or before this day, and those without a date.
    parties : tuple of str
        Only these, in the ledger donors; all where empty.
    year : int, optional
        Only this one.
    """

    at: date
    until: date | None = None
    parties: tuple[str, ...] = ()
    year: int | None = None


def rows_of(case: Case, table: str, scope: Scope, compared: Sequence[str]) -> pl.DataFrame:
    """Return the rows of a table that are compared.

    Parameters
    ----------
    case : Case
    table : {"spending", "ledger"}
    scope : Scope
    compared : sequence of str
        Releases.

    Raises
    ------
    InputError
        ``ledger.later-release``, ``ledger.unknown-release``, ``ledger.unknown-party``,
        ``ledger.unknown-year``.
    """
    known = _read(case, table, scope.at)
    later = _later(case, table, known)
    for release in compared:
        refuse_later(later, known, release, scope.at)
    refuse_unknown("ledger.unknown-release", compared, releases(known))
    found = known.filter(pl.col("release").is_in(list(compared)))
    return _narrowed(found, "party" if table == "spending" else "donor", scope)


def _read(case: Case, table: str, at: date | None) -> pl.DataFrame:
    return _spending(case, at) if table == "spending" else entries(case, at)


def _later(case: Case, table: str, known: pl.DataFrame) -> pl.DataFrame:
    if table == "ledger":
        return later_entries(case, known)
    key = TABLES["spending"].key
    return _spending(case, None).join(known, on=key, how="anti", nulls_equal=True)


def _narrowed(found: pl.DataFrame, party: str, scope: Scope) -> pl.DataFrame:
    """Return the rows of the parties and the year asked for, up to the last day asked for."""
    refuse_unknown("ledger.unknown-party", scope.parties, sorted(found[party].unique()))
    if scope.parties:
        found = found.filter(pl.col(party).is_in(list(scope.parties)))
    if scope.year is not None:
        years = [f"{year}" for year in found["year"].drop_nulls().unique().sort()]
        refuse_unknown("ledger.unknown-year", [f"{scope.year}"], years)
        found = found.filter(pl.col("year") == scope.year)
    if scope.until is None:
        return found
    return found.filter((pl.col("date") <= scope.until).fill_null(value=True))


def _spending(case: Case, at: date | None) -> pl.DataFrame:
    table = case.tables["spending"] if at is None else rows_known(case, "spending", at)
    refuse_giants(table, "spending", ("amount",))
    sources = case.tables["sources"].select(
        "source", "publisher", "published", "title", edition="release"
    )
    found = table.join(sources, on="source", how="left").with_columns(exact("amount"))
    return found.with_columns(pl.lit(None, dtype=pl.Date).alias("date"))


def side(rows: pl.DataFrame, table: str, release: str, keys: Sequence[str]) -> Side:
    """Return one release's figures."""
    own = rows.filter(pl.col("release") == release)
    end = end_of(own) if table == "ledger" else None
    known = pl.col("amount").is_not_null()
    estimate = pl.col("estimate").any() if "estimate" in own.columns else pl.lit(value=False)
    figures = own.group_by(*keys, *LABELS[table]).agg(
        pl.when(known.any()).then(pl.col("amount").sum()).alias("value"),
        (~known).sum().alias("without_amount"),
        estimate.alias("estimate"),
        pl.col("publisher").drop_nulls().unique().sort().str.join(", ").alias("publishers"),
        pl.col("date").fill_null(pl.lit(end, pl.Date)).max().alias("last"),
    )
    return Side(release, figures, own, _cut_off(own, end))


def _cut_off(own: pl.DataFrame, end: date | None) -> date | None:
    last = pl.coalesce(pl.col("date").max(), pl.lit(end, pl.Date), pl.col("published").max())
    dated = own.select(last).item()
    return dated if isinstance(dated, date) else None
