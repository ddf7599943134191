"""The constraints of a plan: one short function each, one family of rows each.

Written in difference form (what is there = what was there + what came - what went): cumulative
rows are dense, and the same optimum takes several times as long.
"""

from __future__ import annotations

from collections.abc import Callable

from foedus.plan.columns import Columns, Limits
from foedus.plan.constraints_money import (
    define_budget,
    define_burden,
    define_pool,
    define_worst,
)
from foedus.plan.constraints_needs import (
    define_accounts,
    define_arrival,
    define_floor,
    define_need,
    define_readiness,
)
from foedus.plan.constraints_supply import (
    define_commitments,
    define_gifts,
    define_hubs,
    define_lines,
    define_restrictions,
    define_stock,
)
from foedus.plan.program import Rows
from foedus.plan.sets import Sets

CONSTRAINTS: tuple[Callable[[Sets, Columns, Limits], Rows], ...] = (
    define_stock,
    define_gifts,
    define_arrival,
    define_need,
    define_readiness,
    define_accounts,
    define_floor,
    define_budget,
    define_pool,
    define_lines,
    define_hubs,
    define_restrictions,
    define_commitments,
    define_burden,
    define_worst,
)
"""All constraints, in the order of the programme's rows."""
