"""First answers by local search: annealed, then one issue changed, or two at once, as it helps.

Nothing is proven here. Draws have a fixed seed and a number that does not depend on the clock, so
that an answer can be had again.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from foedus.case.dispute.model import Floats
from foedus.mediate.anneal import BROKEN, Score, anneal
from foedus.mediate.choices import Choices, choices_of
from foedus.mediate.search import Search
from foedus.mediate.utility import Ints, vetoes

CHAINS = 24
SWEEPS = 0.75
"""For each issue squared, where no limit of time is set."""
SHARES = (1.0, 1.0, 0.2, 0.2)
"""Of these sweeps, for least gain, least share, logarithms and sum: the last two are easy."""
AMPLE = 10.0
"""Seconds: within fewer, fewer sweeps are made in proportion."""
CLIMBED = 4
"""So many of the best chains are followed to the top."""
SEED = 7
SHARP = 60.0
"""The least gain is smoothed to -log(sum of exp(-SHARP g)) / SHARP, so that every step counts."""
SMALLEST = 1e-4
"""Below this a gain counts as this in the logarithm, so that a search may pass through."""
PENALTY = 100.0
"""On utility that a party with a veto lacks."""
PAIRED = 40
"""So many of the best single changes are tried with every other change."""
HIGHER = 1e-9
"""A step must raise the score by more."""


def first_answers(search: Search) -> None:
    """Let a search remember good agreements for every criterion, where local search finds any."""
    if not search.columns.possible or not search.columns.integer.any():
        return
    choices = choices_of(search.dispute, search.columns, search.criteria.reservations)
    rng = np.random.default_rng(SEED)
    part = min(1.0, (search.clock.within or AMPLE) / AMPLE)
    sweeps = part * SWEEPS * len(choices.first) ** 2
    for score, share in zip(_scores(search), SHARES, strict=True):
        start = choices.drawn(rng, CHAINS)
        found = anneal(choices, score, start, sweeps=max(5, round(share * sweeps)), rng=rng)
        for chosen in found[:CLIMBED]:
            search.remember(choices.value[_climb(choices, score, chosen)])


def _scores(search: Search) -> Iterator[Score]:
    """Yield what is maximised for each criterion; the ideal stands in for the best gain."""
    veto, counting = vetoes(search.dispute), search.criteria.counting
    weights = search.criteria.weights / search.criteria.weights.sum()
    ideal = np.maximum(search.ideal_gains()[counting], SMALLEST)

    def lacking(gains: Floats) -> Floats:
        penalty: Floats = PENALTY * np.minimum(gains[:, veto], 0.0).sum(axis=1)
        return penalty

    def least(gains: Floats) -> Floats:
        value: Floats = _smoothed(gains[:, counting]) + lacking(gains)
        return value

    def share(gains: Floats) -> Floats:
        value: Floats = _smoothed(gains[:, counting] / ideal) + lacking(gains)
        return value

    def logs(gains: Floats) -> Floats:
        raised = np.log(np.maximum(gains[:, counting], SMALLEST))
        value: Floats = raised @ weights[counting] + lacking(gains)
        return value

    def total(gains: Floats) -> Floats:
        value: Floats = gains @ weights + lacking(gains)
        return value

    yield from (least, share, logs, total)


def _smoothed(gains: Floats) -> Floats:
    """Return a smooth bound below the least of each row."""
    least = gains.min(axis=1)
    powers = np.exp(SHARP * (least[:, None] - gains))
    smooth: Floats = least - np.log(powers.sum(axis=1)) / SHARP
    return smooth


def _climb(choices: Choices, score: Score, chosen: Ints) -> Ints:
    """Return where steepest ascent ends, by single changes and, where these stop, by pairs."""
    step = tuple(int(choice) for choice in chosen)
    chosen = chosen.copy()
    while step:
        chosen[choices.issue[list(step)]] = step
        here = _Here(choices, score, chosen)
        step = here.single() or here.pair()
    return chosen


class _Here:
    """An outcome, and what each change of one issue would do."""

    def __init__(self, choices: Choices, score: Score, chosen: Ints) -> None:
        self.choices, self.score = choices, score
        self.old = chosen[choices.issue]
        self.gains = choices.constant + choices.worth[chosen].sum(axis=0)
        self.change = choices.worth - choices.worth[self.old]
        against = choices.clash[:, chosen].sum(axis=1)
        # a choice does not clash with the one that it replaces
        self.fewer = against[self.old] - against
        self.now = float(score(self.gains[None, :])[0])
        self.value = score(self.gains + self.change) + BROKEN * self.fewer

    def single(self) -> tuple[int, ...]:
        """Return the best single change; empty: none helps."""
        best = int(np.argmax(self.value))
        return (best,) if self.value[best] > self.now + HIGHER else ()

    def pair(self) -> tuple[int, ...]:
        """Return the best pair of changes, one of them among the best alone; empty: none helps."""
        first = np.argsort(-self.value, kind="stable")[:PAIRED]
        moved = self.gains + self.change[first][:, None, :] + self.change[None, :, :]
        value = self.score(moved.reshape(-1, len(self.gains))).reshape(len(first), -1)
        value = value + BROKEN * (self.fewer[first][:, None] + self.fewer + self._between(first))
        issue = self.choices.issue
        value[issue[first][:, None] == issue] = -np.inf
        a, b = np.unravel_index(int(np.argmax(value)), value.shape)
        return (int(first[a]), int(b)) if value[a, b] > self.now + HIGHER else ()

    def _between(self, first: Ints) -> Floats:
        """Return the clashes between two issues that single changes count wrongly, as fewer."""
        clash, old = self.choices.clash, self.old
        counted: Floats = clash[first][:, old] + clash[old[first]]
        return counted - clash[np.ix_(old[first], old)] - clash[first]
