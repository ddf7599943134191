"""NATO's tables held against themselves: totals by that year's members, shares recomputed."""

from __future__ import annotations

import re
from collections.abc import Mapping

import polars as pl

from foedus.errors import Finding
from foedus.sources.parties import code

ALL = "NATO Total"
WITHOUT_USA = "NATO Europe and Canada"
TOTALS = (WITHOUT_USA, ALL)
"""Rows of the tables that are no country."""

ADDITIVE = ("expenditure", "gdp", "personnel")
"""Measures of which the totals are sums (in one currency)."""

ACCESSION = re.compile(r"from (\d{4}) onwards include ([^,]+), which became an Ally")
"""The notes of tables 2, 3, 5, 6 and 7 say from which year the totals include a new Ally."""

AGREES = 1e-6
"""Largest relative difference of a sum from its published total: the reader keeps 9 decimals."""

SAME_SHARE = 1e-6
"""Largest difference of a printed share from the recomputed one, percentage points."""

GUIDELINE = 2.0
"""Percent of gross domestic product (Wales Summit Declaration, 5 September 2014, paragraph 14)."""


def accessions(notes: str) -> Mapping[str, int]:
    """Return from which year the totals count a new Ally, as the notes of a table say.

    Examples
    --------
    >>> accessions("from 2020 onwards include North Macedonia, which became an Ally on 27 March")
    {'MKD': 2020}
    """
    found = {code(name.strip()): int(year) for year, name in ACCESSION.findall(notes)}
    return {party: year for party, year in found.items() if party is not None}


def sums(rows: pl.DataFrame, since: Mapping[str, int]) -> pl.DataFrame:
    """Return the sums of the additive measures over that year's members.

    Parameters
    ----------
    rows : pl.DataFrame
        ``party``, ``year``, ``measure``, ``basis``, ``unit``, ``amount``.
    since : mapping of party to int
        From which year it counts; who is not named counts in all years.

    Returns
    -------
    pl.DataFrame
        ``total`` (one of ``TOTALS``), ``measure``, ``basis``, ``unit``, ``year``, ``sum``.
    """
    start = pl.col("party").replace_strict(since, default=0, return_dtype=pl.Int64)
    members = rows.filter(
        pl.col("measure").is_in(ADDITIVE)
        & ~pl.col("basis").str.ends_with("national")
        & (pl.col("year") >= start)
    )
    parts = {ALL: members, WITHOUT_USA: members.filter(pl.col("party") != "USA")}
    keys = ["measure", "basis", "unit", "year"]
    return pl.concat(
        part.group_by(keys, maintain_order=True)
        .agg(pl.col("amount").sum().alias("sum"))
        .select(pl.lit(total).alias("total"), *keys, "sum")
        for total, part in parts.items()
    )


def totals_held(
    rows: pl.DataFrame, totals: pl.DataFrame, since: Mapping[str, int]
) -> list[Finding]:
    """Return a warning for each published total that is not the sum over that year's members.

    Parameters
    ----------
    rows : pl.DataFrame
        As for ``sums``.
    totals : pl.DataFrame
        ``country`` (one of ``TOTALS``), ``file``, ``row``, ``year``, ``measure``, ``basis``,
        ``amount``.
    since : mapping of party to int
    """
    keys = ["total", "measure", "basis", "year"]
    both = totals.rename({"country": "total"}).join(sums(rows, since), on=keys, how="inner")
    far = (pl.col("sum") / pl.col("amount") - 1).abs() > AGREES
    return [
        Finding(
            "warning", "nato.total-differs", row["file"], row["row"], str(row["year"]),
            f"{row['amount']:.3f}",
            {
                "total": row["total"], "measure": row["measure"], "basis": row["basis"],
                "sum": f"{row['sum']:.3f}",
            },
        )
        for row in both.filter(far).iter_rows(named=True)
    ]  # fmt: skip


def recomputed(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the printed shares of GDP beside constant expenditure over constant GDP.

    Returns
    -------
    pl.DataFrame
        The rows of ``share_of_gdp`` with ``recomputed``, percent; null where either is missing.
    """
    keys = ["party", "year", "basis"]
    parts = {
        name: rows.filter(pl.col("measure") == name).select(*keys, pl.col("amount").alias(name))
        for name in ("expenditure", "gdp")
    }
    share = 100 * pl.col("expenditure") / pl.col("gdp")
    return (
        rows.filter(pl.col("measure") == "share_of_gdp")
        .join(parts["expenditure"], on=keys, how="left", maintain_order="left")
        .join(parts["gdp"], on=keys, how="left", maintain_order="left")
        .with_columns(share.alias("recomputed"))
        .drop("expenditure", "gdp")
    )


def set_by_hand(shares: pl.DataFrame) -> pl.DataFrame:
    """Return the printed shares that the tables' own expenditure and GDP do not give.

    Parameters
    ----------
    shares : pl.DataFrame
        From ``recomputed``.
    """
    return shares.filter((pl.col("amount") - pl.col("recomputed")).abs() > SAME_SHARE)


def meeting(shares: pl.DataFrame, year: int) -> tuple[int, int]:
    """Return how many members meet the guideline in a year: as printed, and as recomputed."""
    rows = shares.filter(pl.col("year") == year)
    printed = rows.filter(pl.col("amount") >= GUIDELINE).height
    return printed, rows.filter(pl.col("recomputed") >= GUIDELINE).height


def shares_held(shares: pl.DataFrame) -> list[Finding]:
    """Return a warning for each share set by hand, and one if they change who meets the guideline.

    Parameters
    ----------
    shares : pl.DataFrame
        From ``recomputed``, with ``file``, ``row``, ``heading``, ``country`` and ``text``.
    """
    findings = [
        Finding(
            "warning", "nato.set-by-hand", row["file"], row["row"], row["heading"], row["text"],
            {"country": row["country"], "recomputed": f"{row['recomputed']:.4f}"},
        )
        for row in set_by_hand(shares).iter_rows(named=True)
    ]  # fmt: skip
    if not shares.height:
        return findings
    last = shares.sort("year").row(-1, named=True)
    printed, again = meeting(shares, last["year"])
    if printed != again:
        details = {"year": str(last["year"]), "printed": str(printed), "recomputed": str(again)}
        findings.append(Finding("warning", "nato.count-differs", last["file"], details=details))
    return findings
