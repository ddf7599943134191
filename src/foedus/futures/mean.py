"""The mean of several scenarios, part by part of what the engine knows of a case."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from foedus.futures.branches import Scenario
from foedus.plan.sets import Floats, Holds, Ints, Lines, Needs, Pairs, Restriction, Routes, Sets

MEAN = "mean"
"""Name of the plan for the mean of the scenarios."""


def mean_of(scenarios: Sequence[Scenario]) -> Scenario:
    """Return the mean of scenarios: every figure its mean, delays to the nearest month.

    Its first stage lasts as long as the longest.

    Parameters
    ----------
    scenarios : sequence of Scenario
        Of one case, so that all sets have the same shapes; their weights add up to 1.
    """
    weights = tuple(one.weight for one in scenarios)
    mean = _Mean(tuple(one.sets for one in scenarios), weights)
    return Scenario(MEAN, 1.0, max(one.reveal for one in scenarios), mean.whole())


@dataclass(frozen=True)
class _Mean:
    """The mean of sets by their weights."""

    sets: tuple[Sets, ...]
    weights: tuple[float, ...]

    @property
    def first(self) -> Sets:
        """What the parts that no scenario changes are taken from."""
        return self.sets[0]

    def figures(self, get: Callable[[Sets], Floats]) -> Floats:
        # as a change from the first: what is the same in all stays the same to the last digit
        base = np.asarray(get(self.first), dtype=np.float64)
        moves = [w * (get(s) - base) for w, s in zip(self.weights, self.sets, strict=True)]
        return np.asarray(base + sum(moves), dtype=np.float64)

    def months(self, get: Callable[[Sets], Ints]) -> Ints:
        return np.rint(self.figures(lambda s: get(s).astype(np.float64))).astype(np.int64)

    def whole(self) -> Sets:
        return replace(
            self.first,
            yields=self.figures(lambda s: s.yields),
            price=self.figures(lambda s: s.price),
            mass=self.figures(lambda s: s.mass),
            pairs=self.pairs(),
            needs=self.needs(),
            arriving=self.figures(lambda s: s.arriving),
            holds=self.holds(),
            floor=self.figures(lambda s: s.floor),
            budget=self.figures(lambda s: s.budget),
            lines=self.lines(),
            hub_capacity=self.figures(lambda s: s.hub_capacity),
            routes=self.routes(),
            restrictions=self.restrictions(),
            promised=self.figures(lambda s: s.promised),
            share=self.figures(lambda s: s.share),
        )

    def pairs(self) -> Pairs:
        return replace(
            self.first.pairs,
            opening=self.figures(lambda s: s.pairs.opening),
            inflow=self.figures(lambda s: s.pairs.inflow),
            value=self.figures(lambda s: s.pairs.value),
        )

    def needs(self) -> Needs:
        needs = replace(
            self.first.needs,
            quantity=self.figures(lambda s: s.needs.quantity),
            priority=self.figures(lambda s: s.needs.priority),
            carry=self.figures(lambda s: s.needs.carry),
        )
        return replace(needs, total=needs.unmet().sum(axis=1))

    def holds(self) -> Holds:
        return replace(
            self.first.holds,
            quantity=self.figures(lambda s: s.holds.quantity),
            priority=self.figures(lambda s: s.holds.priority),
        )

    def lines(self) -> Lines:
        return replace(
            self.first.lines,
            lead=self.months(lambda s: s.lines.lead),
            price=self.figures(lambda s: s.lines.price),
            capacity=self.figures(lambda s: s.lines.capacity),
            listed=np.logical_or.reduce([s.lines.listed for s in self.sets]),
        )

    def routes(self) -> Routes:
        return replace(
            self.first.routes,
            lag=self.months(lambda s: s.routes.lag),
            cost=self.figures(lambda s: s.routes.cost),
        )

    def restrictions(self) -> tuple[Restriction, ...]:
        rows = zip(*[s.restrictions for s in self.sets], strict=True)
        return tuple(replace(same[0], limit=self.limit(same)) for same in rows)

    def limit(self, rows: Sequence[Restriction]) -> float:
        first = rows[0].limit
        return first + sum(w * (r.limit - first) for w, r in zip(self.weights, rows, strict=True))
