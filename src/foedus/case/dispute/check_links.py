"""Rules on links: between two issues, not against each other, and leaving some outcome."""

from __future__ import annotations

import polars as pl

from foedus.case.check_keys import PLACE, placed
from foedus.case.context import Context
from foedus.case.dispute.linked import groups
from foedus.case.dispute.model import Link
from foedus.case.dispute.rows import complete, found, options_as_written, row_numbers
from foedus.errors import Finding

IF, THEN = ("if_issue", "if_option"), ("then_issue", "then_option")
DEMAND = pl.col("allowed")


def links_of_one_issue(context: Context) -> list[Finding]:
    """Return a fault for every link that names one issue twice."""
    typed = context.typed["links"]
    rows = placed(typed, "if_issue", "then_issue").filter(pl.col("if_issue") == pl.col(THEN[0]))
    return found(typed, "then_issue", rows, "dispute.link-of-one-issue", ["if_issue"])


def contradictions(context: Context) -> list[Finding]:
    """Return a fault for every link that an earlier one contradicts.

    Two contradict each other where the same option demands two options of one issue, or where an
    option demands another with which it cannot stand.
    """
    typed = context.typed["links"]
    rows = placed(typed, *IF, *THEN, "allowed").unique(
        (*IF, *THEN), keep="first", maintain_order=True
    )
    demands, bans = rows.filter(DEMAND), rows.filter(~DEMAND)
    turned = bans.rename(dict(zip((*IF, *THEN), (*THEN, *IF), strict=True)))
    two = demands.join(demands, on=[*IF, THEN[0]], how="inner", suffix="_other")
    pairs = [
        two.filter(pl.col(THEN[1]) != pl.col(f"{THEN[1]}_other")),
        demands.join(turned, on=[*IF, *THEN], how="inner", suffix="_other"),
    ]
    places = pl.concat(pair.select(PLACE, f"{PLACE}_other") for pair in pairs)
    later = places.select(
        pl.max_horizontal(PLACE, f"{PLACE}_other").alias(PLACE),
        pl.min_horizontal(PLACE, f"{PLACE}_other").alias("other"),
    )
    first = later.sort(PLACE, "other").unique(PLACE, keep="first", maintain_order=True)
    named = row_numbers(typed, first, "other")
    return found(typed, "then_option", named, "dispute.links-contradict", ["other_row"])


def nothing_left(context: Context) -> list[Finding]:
    """Return a fault for every group of linked issues on which no joint choice keeps all links.

    Groups with more than a million joint choices are left alone.
    """
    if not complete(context, "options", "issue", "option"):
        return []
    known = options_as_written(context)
    names: dict[str, list[str]] = dict(
        known.group_by("issue", maintain_order=True).agg("option").iter_rows()
    )
    issues = list(names)
    sizes = [len(options) for options in names.values()]
    links = _links(context, names, issues)
    return [
        _forbidden(context, [issues[i] for i in group.issues])
        for group in groups(sizes, links)
        if group.choices is not None and not len(group.choices)
    ]


def _links(context: Context, names: dict[str, list[str]], issues: list[str]) -> list[Link]:
    """Return the links between options that are there."""
    rows = placed(context.typed["links"], *IF, *THEN, "allowed").select(*IF, *THEN, "allowed")
    return [
        Link(issues.index(i), names[i].index(a), issues.index(j), names[j].index(b), allowed)
        for i, a, j, b, allowed in rows.iter_rows()
        if a in names.get(i, ()) and b in names.get(j, ()) and i != j
    ]


def _forbidden(context: Context, issues: list[str]) -> Finding:
    file = context.typed["links"].file
    details = {"issues": ", ".join(issues)}
    return Finding("fault", "dispute.links-forbid-all", file, details=details)
