"""Rules on rows that name an option or a point: it must be there, and the issue of that kind."""

from __future__ import annotations

import polars as pl

from foedus.case.cast import Typed
from foedus.case.check_keys import PLACE, placed
from foedus.case.context import Context
from foedus.case.dispute.rows import BOUNDS, found, issues_of, options_as_written, scales
from foedus.case.spelling import nearest
from foedus.errors import Finding

NAMED = (
    ("values", "issue", "option", "dispute.value-on-scale"),
    ("ranks", "issue", "option", "dispute.value-on-scale"),
    ("redlines", "issue", "option", "dispute.redline-option-on-scale"),
    ("links", "if_issue", "if_option", "dispute.link-on-scale"),
    ("links", "then_issue", "then_option", "dispute.link-on-scale"),
)
"""Table, column of the issue, column of the option, and the fault where the issue is a scale."""

LISTED = 20
"""Options that a message lists at most."""


def unknown_options(context: Context) -> list[Finding]:
    """Return a fault for every option that its issue does not have, with the nearest one."""
    options = context.typed["options"]
    if not options.raw.whole or options.lost or options.raw.loose:
        return []
    known = options_as_written(context)
    return [
        finding
        for table, issue, option, _ in NAMED
        for finding in _unknown(context, context.typed[table], issue, option, known)
    ]


def _unknown(
    context: Context, typed: Typed, issue: str, option: str, known: pl.DataFrame
) -> list[Finding]:
    rows = placed(typed, issue, option).select(
        PLACE, pl.col(issue).alias("issue"), pl.col(option).alias("option")
    )
    rows = (
        rows.drop_nulls("option")
        .join(issues_of(context, "options"), on="issue", how="semi")
        .join(known, on=["issue", "option"], how="anti")
    )
    if not rows.height:
        return []
    names: dict[str, list[str]] = dict(
        known.group_by("issue", maintain_order=True).agg("option").iter_rows()
    )
    lists = [(names.get(i, []), o) for i, o in rows.select("issue", "option").iter_rows()]
    rows = rows.with_columns(
        pl.Series("nearest", [nearest(o, there, cutoff=0) or "" for there, o in lists]),
        pl.Series("known", [", ".join(there[:LISTED]) for there, _ in lists], dtype=pl.String),
    )
    kind = "dispute.unknown-option"
    return found(typed, option, rows, kind, ["issue", "nearest", "known"])


def options_on_scales(context: Context) -> list[Finding]:
    """Return a fault for every row that names an option of an issue that is a scale."""
    names = issues_of(context, "scale").select("issue")
    findings = []
    for table, issue, option, kind in NAMED:
        typed = context.typed[table]
        rows = placed(typed, issue).filter(pl.col(issue).is_in(names["issue"].implode()))
        rows = rows.filter(pl.col(option).is_not_null() | pl.lit(table != "redlines"))
        findings += found(typed, option, rows.with_columns(issue=issue), kind, ["issue"])
    return findings


def points_on_options(context: Context) -> list[Finding]:
    """Return a fault for every position, and every range, on an issue that has options."""
    names = issues_of(context, "options").select("issue")
    positions, redlines = context.typed["positions"], context.typed["redlines"]
    stands = placed(positions, "issue").join(names, on="issue", how="semi")
    drawn = placed(redlines, "issue").join(names, on="issue", how="semi")
    ranges = [(end, drawn.filter(pl.col(end).is_not_null())) for end in BOUNDS]
    kind = "dispute.redline-range-on-options"
    return [
        *found(positions, "position", stands, "dispute.position-on-options", ["issue"]),
        *(f for end, rows in ranges for f in found(redlines, end, rows, kind, ["issue"])),
    ]


def positions_off_scale(context: Context) -> list[Finding]:
    """Return a fault for every position that is not on its scale."""
    typed = context.typed["positions"]
    point = pl.col("position")
    rows = placed(typed, "issue", "position").join(
        scales(context).select("issue", *BOUNDS), on="issue", how="inner"
    )
    off = rows.filter((point < pl.col("low")) | (point > pl.col("high")))
    return found(typed, "position", off, "dispute.off-scale", ["issue", *BOUNDS])


def empty_redlines(context: Context) -> list[Finding]:
    """Return a fault for every red line that forbids nothing, or allows nothing on its scale."""
    typed = context.typed["redlines"]
    rows = placed(typed, "issue", "option", *BOUNDS)
    low, high = pl.col("low"), pl.col("high")
    nothing = rows.filter(pl.col("option").is_null() & low.is_null() & high.is_null())
    reversed_ = rows.filter(low > high)
    ends_of = scales(context).select("issue", pl.col(BOUNDS).name.suffix("_of"))
    drawn = rows.filter(~(low > high).fill_null(value=False))
    off = drawn.join(ends_of, on="issue", how="inner").filter(
        (low > pl.col("high_of")).fill_null(value=False)
        | (high < pl.col("low_of")).fill_null(value=False)
    )
    details = ["issue", "low_of", "high_of"]
    return [
        *found(typed, "option", nothing, "dispute.redline-without-what"),
        *found(typed, "high", reversed_, "dispute.redline-range-empty", ["low"]),
        *found(typed, "low", off, "dispute.redline-off-scale", details),
    ]
