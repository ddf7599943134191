"""Scenarios compiled side by side, with the columns that they share until one is revealed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from foedus.case.model import Case
from foedus.case.scenario import applied
from foedus.plan.columns import Columns, Limits
from foedus.plan.engine import Model, compile_model
from foedus.plan.program import Family
from foedus.plan.reader import build_sets
from foedus.plan.sets import Flags, Floats, Ints, Sets

FIRST_STAGE: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("give", ("pair", "route", "month")),
    ("order", ("line", "route", "payer", "recipient", "month")),
    ("pay", ("donor", "pool", "month")),
    ("refill", ("donor", "pair", "line", "month")),
)
"""Families that are one plan for all until the reveal, and what tells their columns apart."""

DUST = 1e-6
"""Less than this part of a column's natural size is the solver's rounding."""


@dataclass(frozen=True)
class Scenario:
    """A scenario before it is compiled.

    Parameters
    ----------
    name : str
    weight : float
        Its probability; an equal share where nobody gives one.
    reveal : int
        First month in which its plan may differ, 0..T (T: never).
    sets : Sets
    """

    name: str
    weight: float
    reveal: int
    sets: Sets


@dataclass(frozen=True)
class Branch:
    """A compiled scenario.

    Parameters
    ----------
    scenario : Scenario
    model : Model
    decided : (k,) int
        Its columns that are decisions: gifts, orders, payments, refills.
    code : (k,) int
        What tells them apart, the same in every scenario.
    month : (k,) int
        When they are decided.
    in_time : (k,) bool
        What is decided arrives within the horizon.
    """

    scenario: Scenario
    model: Model
    decided: Ints
    code: Ints
    month: Ints
    in_time: Flags

    @property
    def before(self) -> Ints:
        """Which decisions (index into ``decided``) are taken before the reveal."""
        return np.flatnonzero(self.month < self.scenario.reveal)

    @property
    def sets(self) -> Sets:
        """The figures of the scenario."""
        return self.model.sets

    @property
    def columns(self) -> Columns:
        """Its columns."""
        return self.model.columns


def scenarios_of(case: Case) -> tuple[Scenario, ...]:
    """Return the scenarios of a case with their figures; equal weights where it gives no odds."""
    horizon = case.settings.horizon
    if horizon is None:
        raise ValueError("futures need a horizon")
    rows = case.tables["scenarios"]
    given = rows["probability"].to_list()
    reveal = np.clip(horizon.indices(rows["reveal"]), 0, horizon.months)
    return tuple(
        Scenario(
            name,
            1 / len(rows) if weight is None else float(weight),
            int(month),
            build_sets(applied(case, name)),
        )
        for name, weight, month in zip(rows["scenario"], given, reveal, strict=True)
    )


def compile_branches(scenarios: Sequence[Scenario]) -> tuple[Branch, ...]:
    """Compile scenarios so that what is decided before a reveal can be one plan for all.

    Where delays differ, what is decided before the reveal may arrive after the horizon; where
    prices differ, orders are not pooled over donors, since a pool's payments could not be equal.
    """
    unpooled = _priced_apart([one.sets for one in scenarios])
    late = _delays_differ([one.sets for one in scenarios])
    return tuple(
        _branch(replace(one, sets=replace(one.sets, unpooled=unpooled)), one.reveal if late else 0)
        for one in scenarios
    )


def _priced_apart(sets: Sequence[Sets]) -> frozenset[int]:
    """Return the items whose orders do not cost the same in all scenarios."""
    first = sets[0]
    apart = np.zeros(len(first.items), dtype=bool)
    for other in sets[1:]:
        apart[first.lines.item[other.lines.price != first.lines.price]] = True
        apart |= other.mass != first.mass
        senders = first.routes.party[other.routes.cost != first.routes.cost]
        apart[first.lines.item[np.isin(first.lines.party, senders)]] = True
    return frozenset(np.flatnonzero(apart).tolist())


def _delays_differ(sets: Sequence[Sets]) -> bool:
    first = sets[0]
    return any(
        bool((other.lines.lead != first.lines.lead).any())
        or bool((other.routes.lag != first.routes.lag).any())
        for other in sets[1:]
    )


def _branch(scenario: Scenario, late: int) -> Branch:
    model = compile_model(scenario.sets, Limits(late=late))
    families: list[Family] = [getattr(model.columns, name) for name, _ in FIRST_STAGE]
    codes = [
        _coded(scenario.sets, family, keys) * len(FIRST_STAGE) + number
        for number, (family, (_, keys)) in enumerate(zip(families, FIRST_STAGE, strict=True))
    ]
    months = scenario.sets.months
    in_time = [f.keys.get("arrives", np.zeros(f.size, np.int64)) < months for f in families]
    return Branch(
        scenario,
        model,
        np.concatenate([f.columns for f in families]),
        np.concatenate(codes),
        np.concatenate([f["month"] for f in families]),
        np.concatenate(in_time),
    )


def _coded(s: Sets, family: Family, keys: Sequence[str]) -> Ints:
    """Return one number for the keys of each column."""
    sizes = {
        "pair": len(s.pairs.item),
        "route": len(s.routes.hub) + 1,  # -1: no route
        "month": s.months,
        "line": len(s.line_names),
        "payer": len(s.parties) + 1,  # -1: the pool
        "recipient": len(s.parties),
        "donor": len(s.parties),
        "pool": len(s.items) + 1,
    }
    code = np.zeros(family.size, dtype=np.int64)
    for key in keys:
        offset = 1 if key in ("route", "payer") else 0
        code = code * sizes[key] + family[key] + offset
    return code


def first_stage(branch: Branch, x: Floats, until: int) -> dict[int, float]:
    """Return what a branch's plan decides before a month, by code; no dust."""
    n = np.flatnonzero(branch.month < until)
    amount = x[branch.decided[n]]
    dust = DUST * branch.model.program.column_scale[branch.decided[n]]
    return dict(zip(branch.code[n].tolist(), np.where(amount > dust, amount, 0.0), strict=True))
