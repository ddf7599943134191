"""The settlements of a dispute with options, by looking at every outcome."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from foedus.case.dispute.model import Dispute, Floats
from foedus.mediate.criteria import (
    Answer,
    Criteria,
    criteria_of,
    first_of,
    least_first,
    none,
)
from foedus.mediate.space import Grid, Points, acceptable, at, points
from foedus.mediate.utility import TOLERANCE, Ints, short
from foedus.results.mediation import SETTLEMENTS, SettlementName


def agreeing(dispute: Dispute, grid: Grid) -> Iterator[Points]:
    """Yield the outcomes of a grid that no party finds worth less than its reservation.

    On the grid of acceptable options these are all agreements.
    """
    for found in points(dispute, grid):
        kept = ~short(dispute, found.utilities).any(axis=1)
        if kept.all():
            yield found
        elif kept.any():
            yield Points(found.numbers[kept], found.utilities[kept])


def best_gains(dispute: Dispute) -> Floats | None:
    """Return each party's best gain over the agreements; None: there is no agreement."""
    best = None
    for found in agreeing(dispute, acceptable(dispute)):
        most = found.utilities.max(axis=0)
        best = most if best is None else np.maximum(best, most)
    return None if best is None else best - criteria_of(dispute).reservations


def settle(dispute: Dispute) -> Mapping[SettlementName, Answer]:
    """Return all named settlements, each exact.

    Ties (within 1e-9) go to the larger utilitarian value, then to the first outcome.

    Parameters
    ----------
    dispute : Dispute
        With options only.
    """
    best = best_gains(dispute)
    if best is None:
        return {name: none("no-agreement") for name in SETTLEMENTS}
    criteria = criteria_of(dispute).knowing(best)
    kept: dict[SettlementName, _Best] = {
        name: _Best(criteria, name) for name in SETTLEMENTS if name != "leximin"
    }
    grid = acceptable(dispute)
    for found in agreeing(dispute, grid):
        total = criteria.value("utilitarian", found.utilities)
        for one in kept.values():
            one.look_at(found, total)
    return {name: _answer(name, kept, grid) for name in SETTLEMENTS}


@dataclass
class _Best:
    """The outcomes seen so far that come within the tolerance of the best."""

    criteria: Criteria
    name: SettlementName
    value: float = -np.inf
    values: list[Floats] = field(default_factory=list)
    totals: list[Floats] = field(default_factory=list)
    numbers: list[Ints] = field(default_factory=list)
    worths: list[Floats] = field(default_factory=list)

    def look_at(self, found: Points, total: Floats) -> None:
        value = self.criteria.value(self.name, found.utilities)
        most = float(value.max())
        if most < self.value - TOLERANCE or most == -np.inf:
            return
        self.value = max(self.value, most)
        near = np.flatnonzero(value >= self.value - TOLERANCE)
        self.values.append(value[near])
        self.totals.append(total[near])
        self.numbers.append(found.numbers[near])
        self.worths.append(found.utilities[near])

    def ties(self) -> Points:
        """Return all outcomes within the tolerance of the best, in their order."""
        kept = np.concatenate(self.values) >= self.value - TOLERANCE
        return Points(np.concatenate(self.numbers)[kept], np.concatenate(self.worths)[kept])


_WHY: Mapping[SettlementName, str] = {
    "nash": "no-positive-gain",
    "kalai-smorodinsky": "no-veto-gain",
}


def _answer(name: SettlementName, kept: Mapping[SettlementName, _Best], grid: Grid) -> Answer:
    best = kept["egalitarian" if name == "leximin" else name]
    if not best.numbers:
        return none(_WHY[name])
    ties = best.ties()
    choose = least_first if name == "leximin" else first_of
    chosen = choose(best.criteria, ties.utilities)
    value = best.criteria.value(name, ties.utilities[[chosen]])
    return Answer(at(grid, ties.numbers[[chosen]])[0], float(value[0]))
