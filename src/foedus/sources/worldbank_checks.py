"""Whether the World Bank's table is whole: a file cut short would give false figures in silence.

The published table itself ends without a line break, so that its last row is checked by its
figure; every other row is followed by a line break and is whole.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Literal

import polars as pl

from foedus.errors import Finding
from foedus.sources.separated import is_closed

Ending = Literal["closed", "open"]
"""Whether a line break follows the last row."""

LARGEST_STEP = 100.0
"""Factor from one year to the next beyond which a figure is no GDP: a point or digits are lost."""

LARGEST_LAST_STEP = 4.0
"""The same for a last row that may be cut: each lost digit divides the figure by ten."""

DIGITS = 15
"""Digits of a figure with decimals, at least: fewer in a last row say that some are lost."""

WORLD = "WLD"
"""The group that every whole table with groups has."""


def ending_of(data: bytes) -> Ending:
    r"""Return how a file ends.

    Examples
    --------
    >>> ending_of(b"ZWE,2023,26538273")
    'open'
    """
    return "closed" if is_closed(data) else "open"


def jumps(figures: pl.DataFrame, *, file: str, ending: Ending) -> list[Finding]:
    """Return a fault if the last figure is out of all proportion to that of the year before.

    Parameters
    ----------
    figures : pl.DataFrame
        ``code``, ``year``, ``value`` (as written), ``amount``, ``row``; in the order of the file.
    file : str
    ending : {"closed", "open"}
        Of the file: where no line break follows, one lost digit is enough.

    Returns
    -------
    list of Finding
        ``worldbank.jump``, or nothing.
    """
    dated = figures.filter(pl.col("year").is_not_null())
    if not dated.height:
        return []
    last = dated.row(-1, named=True)
    year_before = pl.col("year") == last["year"] - 1
    before = dated.filter(pl.col("code").eq_missing(pl.lit(last["code"])) & year_before)["amount"]
    pair = (last["amount"], before[0] if before.len() else last["amount"])
    step = max(pair) / min(pair) if min(pair) > 0 else LARGEST_STEP * 10
    if step <= (LARGEST_STEP if ending == "closed" else LARGEST_LAST_STEP):
        return []
    details = {"code": last["code"] or "", "year": str(last["year"]), "factor": f"{step:.0f}"}
    place = (file, last["row"], "Value", last["value"])
    return [Finding("fault", "worldbank.jump", *place, details)]


def cut_short(
    figures: pl.DataFrame, groups: Collection[str], *, file: str, ending: Ending
) -> list[Finding]:
    """Return a warning for each sign that the end of the table is missing.

    Parameters
    ----------
    figures : pl.DataFrame
        As for ``jumps``.
    groups : collection of str
        Codes of groups of countries.
    file : str
    ending : {"closed", "open"}

    Returns
    -------
    list of Finding
        ``worldbank.ends-early`` (the figures of the last country, or of the world, stop before
        the last year), ``worldbank.no-world``, ``source.cut-short`` (a last figure that
        lacks digits).
    """
    dated = figures.filter(pl.col("year").is_not_null())
    if not dated.height:
        return []
    last = dated.row(-1, named=True)
    ends = dated.group_by("code", maintain_order=True).agg(
        pl.col("name").first(), pl.col("year").max(), pl.col("row").last()
    )
    latest = dated["year"].max()
    watched = pl.col("code").is_in([WORLD, last["code"] or ""])
    early = ends.filter(watched & (pl.col("year") < latest))
    findings = [
        Finding(
            "warning", "worldbank.ends-early", file, row["row"], "Year", str(row["year"]),
            {"name": row["name"] or row["code"] or "", "latest": str(latest)},
        )
        for row in early.iter_rows(named=True)
    ]  # fmt: skip
    named = set(dated["code"])
    if named & set(groups) and WORLD not in named:
        findings.append(Finding("warning", "worldbank.no-world", file))
    if ending == "open" and _lacks_digits(last["value"]):
        findings.append(Finding("warning", "source.cut-short", file, last["row"]))
    return findings


def _lacks_digits(text: str) -> bool:
    """Say whether a figure with a point has fewer digits than the publisher's program writes."""
    return "." in text and len(re.sub(r"[^0-9]", "", text).lstrip("0")) < DIGITS
