"""Rules between the tables of the plan: what a plan could not be made of."""

from __future__ import annotations

import polars as pl

from foedus.case.context import Context
from foedus.case.places import at_cells, at_row, at_rows
from foedus.errors import Finding

TIMED = (
    "requirements",
    "inflows",
    "budgets",
    "lines",
    "restrictions",
    "opt_outs",
    "commitments",
    "scenarios",
)
"""Tables whose rows mean nothing without a horizon."""


def missing_horizon(context: Context) -> list[Finding]:
    """Return a fault where there are months to plan for and nobody says which."""
    timed = [name for name in TIMED if context.typed[name].frame.height]
    if context.settings is None or context.horizon is not None or not timed:
        return []
    details = {"table": context.typed[timed[0]].file}
    return [Finding("fault", "no-horizon", context.settings_file, None, "horizon", None, details)]


def whole_units(context: Context) -> list[Finding]:
    """Return a warning where whole units are asked for, which no plan gives yet."""
    if context.settings is None or not context.settings.whole:
        return []
    return [Finding("warning", "whole-not-yet", context.settings_file, None, "plan.whole", "true")]


def groups(context: Context) -> list[Finding]:
    """Return a fault for a group that may not stand there, or that no party belongs to."""
    typed = context.typed["requirements"]
    if not typed.frame.height or {"party", "kind"} & typed.lost:
        return []
    group = typed.frame["party"].str.starts_with("@").fill_null(value=False)
    hold = typed.raw.frame["kind"] == "hold"
    known = _groups(context)
    wrong = group & (typed.raw.frame["kind"].is_in(["deliver", "floor"]))
    findings = at_cells(typed.raw, "party", wrong, lambda _: ("group-not-allowed", {}))
    if known is not None:
        empty = group & hold & ~typed.frame["party"].str.slice(1).is_in(sorted(known))
        details = {"known": ", ".join(f"@{name}" for name in sorted(known)[:20]) or "–"}
        mask = empty.fill_null(value=False)
        findings += at_cells(typed.raw, "party", mask, lambda _: ("empty-group", details))
    return findings


def _groups(context: Context) -> set[str] | None:
    cells = context.cells("parties", "groups")
    return None if cells is None else {part.strip() for cell in cells for part in cell.split(";")}


def unserved_needs(context: Context) -> list[Finding]:
    """Return a fault for each deliver or hold requirement whose capability no item yields."""
    typed = context.typed["requirements"]
    served = context.cells("yields", "capability")
    known = context.names("capabilities")
    if not typed.frame.height or served is None or known is None:
        return []
    if {"party", "capability", "kind"} & typed.lost:
        return []
    capability = pl.col("capability")
    mask = typed.raw.frame.select(
        pl.col("kind").is_in(["deliver", "hold"])
        & ~capability.is_in(served.implode())
        & capability.is_in(known.implode())
        & pl.struct("party", "capability", "kind").is_first_distinct()
    ).to_series()
    return at_rows(typed.raw, "capability", mask.fill_null(value=False), "no-item-serves")


def recipients_as_donors(context: Context) -> list[Finding]:
    """Return a fault for a recipient that commitments or backfills name as a donor."""
    findings = []
    for table in ("commitments", "backfills"):
        typed = context.typed[table]
        mask = typed.frame["donor"].is_in(sorted(context.recipients)).fill_null(value=False)
        if mask.any():
            findings += at_rows(typed.raw, "donor", mask, "recipient-as-donor")
    return findings


def probabilities(context: Context) -> list[Finding]:
    """Return a fault where only some scenarios have odds, or where they do not sum to 1."""
    typed = context.typed["scenarios"]
    odds = typed.frame["probability"]
    if odds.null_count() == len(odds) or "probability" in typed.lost:
        return []
    empty = odds.is_null() & typed.sound("probability")
    if empty.any():
        return at_rows(typed.raw, "probability", empty, "probability-missing")
    if not typed.readable("probability") or abs(float(odds.sum()) - 1) <= 1e-6:
        return []
    total = f"{float(odds.sum()):.9g}"
    return [Finding("fault", "probability-sum", typed.file, None, "probability", total)]


def shares(context: Context) -> list[Finding]:
    """Return a fault for a key that has no positive share."""
    typed = context.typed["keys"]
    if not typed.frame.height or typed.lost & {"key", "share"}:
        return []
    sums = (
        typed.frame.with_row_index("place")
        .with_columns(sound=typed.sound("key", "share"))
        .group_by("key", maintain_order=True)
        .agg(pl.col("share").sum(), pl.col("place").first(), pl.col("sound").all())
        .filter((pl.col("share") == 0) & pl.col("sound"))
    )
    return [
        at_row(typed.raw, place, "no-positive-share", "share", {"key": key})
        for key, place in sums.select("key", "place").iter_rows()
    ]


def plan_key(context: Context) -> list[Finding]:
    """Return a fault for a plan's key that nothing gives, or that does not name a donor."""
    settings, keys = context.settings, context.typed["keys"]
    if settings is None or not _parties_are_known(context):
        return []
    if settings.key is None:
        needed = "fairness" in settings.levels and context.recipients and context.donors
        file = context.settings_file
        return [Finding("fault", "no-key", file, None, "plan.key")] if needed else []
    names = context.names("keys")
    if names is None or "party" in keys.lost:
        return []
    if keys.frame.height and settings.key not in names:
        details = {"table": keys.file, "known": ", ".join(sorted(set(names))[:20])}
        file = context.settings_file
        return [Finding("fault", "unknown-key", file, None, "plan.key", settings.key, details)]
    return _unnamed_donors(context, settings.key)


def _parties_are_known(context: Context) -> bool:
    needs, out = context.typed["requirements"], context.typed["opt_outs"]
    parties = context.names("parties")
    if parties is None or not context.recipients <= set(parties):
        return False
    return needs.readable("party", "kind") and out.readable("party", "first", "last")


def _unnamed_donors(context: Context, key: str) -> list[Finding]:
    keys = context.typed["keys"]
    named: set[str] = set(keys.raw.loose.get("party", ()))
    if keys.frame.height:
        named |= set(keys.raw.frame.filter(pl.col("key") == key)["party"].drop_nulls())
    missing = context.donors - named
    parties = context.names("parties")
    if not missing or parties is None:
        return []
    missing &= set(parties)
    findings = []
    for table in ("stocks", "inflows", "budgets"):
        typed = context.typed[table]
        mask = (
            typed.frame["party"].is_in(sorted(missing)) & typed.frame["party"].is_first_distinct()
        )
        places = mask.fill_null(value=False).arg_true()
        for place in places:
            findings.append(at_row(typed.raw, place, "donor-without-share", "party", {"key": key}))
        missing -= set(typed.frame["party"].gather(places))
    return findings
