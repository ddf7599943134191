"""All rules, and the order in which they are applied."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from foedus.case import (
    check_changes,
    check_hubs,
    check_idle,
    check_keys,
    check_plan,
    check_references,
    check_terms,
    check_uncertainties,
    warn_evidence,
    warn_supply,
    warn_time,
)
from foedus.case.context import Context
from foedus.errors import Finding

Rule = Callable[[Context], list[Finding]]

FAULTS: tuple[Rule, ...] = (
    check_keys.duplicate_keys,
    check_keys.reversed_ranges,
    check_keys.overlapping_ranges,
    check_keys.unequal_rows,
    check_references.unknown_references,
    check_plan.missing_horizon,
    check_plan.whole_units,
    check_plan.groups,
    check_plan.unserved_needs,
    check_plan.recipients_as_donors,
    check_plan.probabilities,
    check_plan.shares,
    check_plan.plan_key,
    check_changes.changes,
    check_uncertainties.uncertainties,
    check_hubs.hubs_inside,
    check_terms.overlapping_terms,
    check_terms.gaps,
    check_terms.unknown_offices,
    warn_evidence.assumptions,
    warn_evidence.source_dates,
    warn_time.ranges_outside,
    warn_time.months_outside,
)
"""Rules that look at rows one by one, or know themselves what is missing."""

DONORS = ("parties", "requirements", "stocks", "inflows", "budgets", "opt_outs")
"""Tables that say who is a donor."""

PICTURE: tuple[tuple[Rule, tuple[str, ...]], ...] = (
    (warn_supply.no_recipient, ("requirements",)),
    (warn_supply.zero_shares, (*DONORS, "keys")),
    (warn_supply.no_routes, (*DONORS, "routes")),
    (warn_supply.no_floors, (*DONORS, "yields")),
    (warn_supply.low_stocks, ("requirements", "stocks", "yields")),
    (warn_supply.early_needs, (*DONORS, "yields", "items", "lines", "routes")),
    (warn_time.slow_lines, ("lines",)),
    (warn_time.short_horizon, ("lines", "routes")),
    *(
        (check_idle.idle(table), (table, *check_idle.CHANGING))
        for table in check_changes.CHANGEABLE
    ),
)
"""Rules that need the whole picture: applied only where these tables hold no fault."""


def apply(context: Context, before: Iterable[Finding]) -> list[Finding]:
    """Apply all rules, and return what they find.

    Parameters
    ----------
    context : Context
    before : iterable of Finding
        What was found while the tables were read and cast.
    """
    found = [finding for rule in FAULTS for finding in rule(context)]
    faulty = {f.file for f in (*before, *found) if f.severity == "fault"}
    for rule, tables in PICTURE:
        if not any(context.typed[table].file in faulty for table in tables):
            found += rule(context)
    return found
