"""All rules of a dispute, in the order in which they are applied."""

from __future__ import annotations

from collections.abc import Callable

from foedus.case import check_keys, check_references, warn_evidence
from foedus.case.context import Context
from foedus.case.dispute import check_issues, check_links, check_options, check_preferences
from foedus.errors import Finding

Rule = Callable[[Context], list[Finding]]

RULES: tuple[Rule, ...] = (
    check_keys.duplicate_keys,
    check_references.unknown_references,
    check_issues.nobody_or_nothing,
    check_issues.ends,
    check_issues.ends_of_options,
    check_issues.standing_points,
    check_issues.options_of_scales,
    check_issues.two_status_quos,
    check_issues.without_options,
    check_options.unknown_options,
    check_options.options_on_scales,
    check_options.points_on_options,
    check_options.positions_off_scale,
    check_options.empty_redlines,
    check_preferences.values_and_ranks,
    check_preferences.missing_values,
    check_preferences.missing_positions,
    check_links.links_of_one_issue,
    check_links.contradictions,
    check_links.nothing_left,
    check_preferences.mixed,
    check_preferences.indifferent,
    check_preferences.without_veto,
    check_issues.without_status_quo,
    warn_evidence.assumptions,
)
"""Rules that know themselves what could be read."""


def apply(context: Context) -> list[Finding]:
    """Apply all rules, and return what they find."""
    return [finding for rule in RULES for finding in rule(context)]
