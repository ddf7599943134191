"""Every outcome of a dispute with what it is worth, who blocks it and what lifting would cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import numpy as np

from foedus.case.dispute.model import Bools, Dispute, Floats, Link

NEAR = 1e-9
"""What lies this close is equal: so mediate.md."""


@dataclass(frozen=True)
class Space:
    """All outcomes of a dispute with options only, in the order of its options."""

    dispute: Dispute

    @cached_property
    def sizes(self) -> tuple[int, ...]:
        return tuple(len(issue.options) for issue in self.dispute.issues)

    @cached_property
    def chosen(self) -> np.ndarray:
        """The option of each issue, issues x outcomes."""
        return np.indices(self.sizes).reshape(len(self.sizes), -1)

    @cached_property
    def worth(self) -> Floats:
        """Utilities, parties x outcomes."""
        d = self.dispute
        found = np.zeros((len(d.parties), self.chosen.shape[1]))
        for party in range(len(d.parties)):
            for issue, options in enumerate(self.chosen):
                if d.salience[party, issue]:
                    found[party] += (d.salience[party, issue] * d.values[issue][party])[options]
        return found

    @cached_property
    def linked(self) -> Bools:
        """Which choices keep all links: the others are no outcomes."""
        kept = np.ones(self.chosen.shape[1], dtype=bool)
        for link in self.dispute.links:
            kept &= ~self.breaking(link)
        return kept

    def breaking(self, link: Link) -> Bools:
        """Return which choices break a link."""
        one = self.chosen[link.if_issue] == link.if_option
        two = self.chosen[link.then_issue] == link.then_option
        broken: Bools = one & (two != link.allowed)
        return broken

    @cached_property
    def veto(self) -> Bools:
        return np.array([party.veto for party in self.dispute.parties])

    @cached_property
    def counting(self) -> list[int]:
        """Parties whose gains count."""
        found = [place for place, veto in enumerate(self.veto) if veto]
        return found or list(range(len(self.veto)))

    @cached_property
    def reservation(self) -> Floats:
        """Without a veto anywhere, nobody reserves anything."""
        given = np.array([party.reservation for party in self.dispute.parties])
        return given if self.veto.any() else given * 0.0

    @cached_property
    def gains(self) -> Floats:
        """Parties x outcomes."""
        return self.worth - self.reservation[:, None]

    @cached_property
    def price(self) -> Floats:
        """Of the red lines crossed, parties x outcomes; NaN: none is crossed."""
        found = np.full(self.worth.shape, np.nan)
        for line in self.dispute.redlines:
            if self.veto[line.party]:
                here = self.chosen[line.issue] == line.option
                before = np.nan_to_num(found[line.party][here], nan=0.0)
                found[line.party][here] = before + line.price
        return found

    @cached_property
    def crossed(self) -> Bools:
        """Whether a red line of a party with a veto is crossed, parties x outcomes."""
        return ~np.isnan(self.price)

    @cached_property
    def blocked(self) -> Bools:
        """Who blocks, parties x outcomes."""
        below = self.gains < -NEAR
        return (below | self.crossed) & self.veto[:, None]

    @cached_property
    def agreed(self) -> np.ndarray:
        """Numbers of the agreements, rising."""
        return np.flatnonzero(self.linked & ~self.blocked.any(axis=0))

    @cached_property
    def total(self) -> Floats:
        """The utilitarian value of all outcomes."""
        weights = np.array([[party.weight] for party in self.dispute.parties])
        found: Floats = (weights * self.worth).sum(axis=0)
        return found

    def number(self, outcome: Mapping[str, object]) -> int:
        """Return the number of an outcome that names its options."""
        if set(outcome) != {issue.name for issue in self.dispute.issues}:
            raise ValueError(f"not every issue, or others: {sorted(outcome)}")
        places = [i.options.index(str(outcome[i.name])) for i in self.dispute.issues]
        return int(np.ravel_multi_index(places, self.sizes))

    def outcome(self, number: int) -> dict[str, str]:
        """Return an outcome by its names."""
        places = self.chosen[:, number]
        return {i.name: i.options[o] for i, o in zip(self.dispute.issues, places, strict=True)}

    def first(self, among: np.ndarray, *costs: Floats) -> int:
        """Return the number of the cheapest: then the larger total, then the earlier."""
        for cost in chain(costs, (-self.total,)):
            here = cost[among]
            among = among[here <= here.min() + NEAR]
        return int(among.min())
