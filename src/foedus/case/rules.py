"""All rules, in the order in which they are applied."""

from __future__ import annotations

from collections.abc import Callable

from foedus.case import (
    check_changes,
    check_hubs,
    check_keys,
    check_plan,
    check_references,
    warn_evidence,
    warn_supply,
    warn_time,
)
from foedus.case.context import Context
from foedus.errors import Finding

Rule = Callable[[Context], list[Finding]]

RULES: tuple[Rule, ...] = (
    check_keys.duplicate_keys,
    check_keys.reversed_ranges,
    check_keys.overlapping_ranges,
    check_keys.unequal_rows,
    check_references.unknown_references,
    check_plan.missing_horizon,
    check_plan.groups,
    check_plan.unserved_needs,
    check_plan.recipients_as_donors,
    check_plan.probabilities,
    check_plan.shares,
    check_plan.plan_key,
    check_changes.changes,
    check_hubs.hubs_inside,
    warn_evidence.assumptions,
    warn_evidence.source_dates,
    warn_time.ranges_outside,
    warn_time.months_outside,
    warn_time.slow_lines,
    warn_time.short_horizon,
    warn_supply.no_recipient,
    warn_supply.zero_shares,
    warn_supply.no_routes,
    warn_supply.low_stocks,
    warn_supply.early_needs,
)
