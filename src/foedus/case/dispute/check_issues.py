"""Rules on what is negotiated: parties, issues, the ends of scales, options, where things stand."""

from __future__ import annotations

import polars as pl

from foedus.case.check_keys import PLACE, placed
from foedus.case.context import Context
from foedus.case.dispute.rows import (
    BOUNDS,
    complete,
    found,
    issues_of,
    row_numbers,
    scales,
)
from foedus.errors import Finding


def nobody_or_nothing(context: Context) -> list[Finding]:
    """Return a fault where there is no party, and one where there is no issue."""
    empty = [
        (kind, context.typed[table])
        for table, kind in (("parties", "dispute.no-parties"), ("issues", "dispute.no-issues"))
    ]
    return [
        Finding("fault", kind, typed.file)
        for kind, typed in empty
        if not typed.frame.height and typed.raw.whole and not typed.raw.loose
    ]


def ends(context: Context) -> list[Finding]:
    """Return a fault for every scale without its two ends, or with the low one not below."""
    typed = context.typed["issues"]
    rows = placed(typed, "issue", "kind", *BOUNDS).filter(pl.col("kind") == "scale")
    findings = []
    for end in BOUNDS:
        missing = rows.filter(pl.col(end).is_null())
        findings += found(typed, end, missing, "dispute.scale-without-end", ["issue"])
    reversed_ = rows.filter(pl.col("low") >= pl.col("high"))
    return findings + found(typed, "high", reversed_, "dispute.ends-reversed", ["low"])


def ends_of_options(context: Context) -> list[Finding]:
    """Return a warning for every issue with options that gives ends too: they are not read."""
    typed = context.typed["issues"]
    rows = issues_of(context, "options")
    return [
        finding
        for end in BOUNDS
        for finding in found(
            typed,
            end,
            rows.filter(pl.col(end).is_not_null()),
            "dispute.end-of-options",
            ["issue"],
            "warning",
        )
    ]


def standing_points(context: Context) -> list[Finding]:
    """Return a fault for every status quo in ``issues`` off its scale, or on no scale."""
    typed = context.typed["issues"]
    there = pl.col("status_quo").is_not_null()
    point = pl.col("status_quo")
    wrong = issues_of(context, "options").filter(there)
    off = scales(context).filter((point < pl.col("low")) | (point > pl.col("high")))
    return [
        *found(typed, "status_quo", wrong, "dispute.point-of-options", ["issue"]),
        *found(typed, "status_quo", off, "dispute.off-scale", ["issue", *BOUNDS]),
    ]


def options_of_scales(context: Context) -> list[Finding]:
    """Return a fault for every option of an issue that is a scale."""
    typed = context.typed["options"]
    rows = placed(typed, "issue").join(issues_of(context, "scale"), on="issue", how="semi")
    return found(typed, "issue", rows, "dispute.option-of-scale", ["issue"])


def two_status_quos(context: Context) -> list[Finding]:
    """Return a fault for every option that holds today beside an earlier one of its issue."""
    typed = context.typed["options"]
    rows = placed(typed, "issue", "status_quo").filter(pl.col("status_quo"))
    rows = rows.with_columns(pl.col(PLACE).first().over("issue").alias("first"))
    later = row_numbers(typed, rows.filter(pl.col(PLACE) > pl.col("first")), "first")
    return found(typed, "status_quo", later, "dispute.two-status-quos", ["issue", "other_row"])


def without_options(context: Context) -> list[Finding]:
    """Return a fault for every issue of kind options that has none."""
    if not complete(context, "options", "issue"):
        return []
    rows = issues_of(context, "options").join(
        context.typed["options"].frame, on="issue", how="anti"
    )
    return found(context.typed["issues"], "issue", rows, "dispute.no-options", ["issue"])


def without_status_quo(context: Context) -> list[Finding]:
    """Return one warning that names the issues of which nobody knows where they stand today."""
    issues, options = context.typed["issues"], context.typed["options"]
    standing = [
        placed(options, "issue", "option").filter(pl.col("status_quo")),
        placed(issues, "issue").filter(pl.col("status_quo").is_not_null()),
    ]
    rows = issues.frame.select("issue").drop_nulls()
    for known in standing:
        rows = rows.join(known, on="issue", how="anti", maintain_order="left")
    if not rows.height:
        return []
    names = {"issues": ", ".join(rows["issue"].unique(maintain_order=True).head(20))}
    return [
        Finding("warning", "dispute.no-status-quo", issues.file, None, "status_quo", None, names)
    ]
