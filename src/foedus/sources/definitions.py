"""Says where two publishers' figures of one thing differ because they define it differently.

NATO's figures follow a definition that the Allies agreed, SIPRI's its own; each divides by its own
gross domestic product, NATO at constant and SIPRI at current prices. A difference between them is
no error of either, and neither may stand in for the other.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from foedus.case.model import Case
from foedus.errors import Finding

MEASURE = "share_of_gdp"
SAME = 0.005
"""Smaller differences are of rounding, percentage points."""


def compare_definitions(case: Case) -> tuple[Finding, ...]:
    """Return for each party the last year for which two publishers give different shares of GDP.

    Parameters
    ----------
    case : Case
        ``spending`` and ``sources`` are read.

    Returns
    -------
    tuple of Finding
        Warnings ``sipri.other-definition`` in order of party, if one of the two is SIPRI, else
        ``nato.other-definition``. Shares are in percent.
    """
    publishers = case.tables["sources"].select("source", "publisher")
    shares = (
        case.tables["spending"]
        .filter((pl.col("measure") == MEASURE) & (pl.col("unit") == "percent"))
        .join(publishers, on="source", how="inner")
        .sort("release")
        .unique(["party", "year", "publisher"], keep="last")
    )
    both = (
        shares.group_by("party", "year")
        .agg(pl.col("publisher", "amount", "release").sort_by("publisher"))
        .filter(pl.col("amount").list.max() - pl.col("amount").list.min() > SAME)
        .sort("party", "year")
        .unique("party", keep="last", maintain_order=True)
    )
    return tuple(_finding(row) for row in both.iter_rows(named=True))


def _finding(row: dict[str, object]) -> Finding:
    publishers, amounts, releases = (_texts(row[n]) for n in ("publisher", "amount", "release"))
    kind = "sipri.other-definition" if "SIPRI" in publishers else "nato.other-definition"
    figures = [
        f"{publisher} ({release}) {float(amount):.2f} %"
        for publisher, amount, release in zip(publishers, amounts, releases, strict=True)
    ]
    details = {
        "party": str(row["party"]),
        "year": str(row["year"]),
        "figures": "; ".join(figures),
    }
    return Finding("warning", kind, "spending.csv", details=details)


def _texts(values: object) -> Sequence[str]:
    return [str(value) for value in values] if isinstance(values, list) else []
