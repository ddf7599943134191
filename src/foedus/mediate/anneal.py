"""Annealing of many chains at once, for outcomes from which an ascent goes far.

Each step redraws one issue of every chain, each of its choices with a probability that rises with
what the outcome would then be worth; the temperature falls from sweep to sweep.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from foedus.case.dispute.model import Floats
from foedus.mediate.choices import Choices
from foedus.mediate.utility import Ints

WARM, COLD = 0.03, 0.001
"""Temperatures at the beginning and the end, in the units of a smoothed least gain."""

BROKEN = 100.0
"""What a broken link costs."""

Score = Callable[[Floats], Floats]
"""From gains, outcomes x parties, to what is maximised."""


def anneal(
    choices: Choices, score: Score, start: Ints, *, sweeps: int, rng: np.random.Generator
) -> Ints:
    """Return the best outcomes of all chains, chains x issues.

    Parameters
    ----------
    choices : Choices
    score : callable
        Without links: these are seen to here.
    start : array, chains x issues
        Choices.
    sweeps : int
        How often every issue is redrawn.
    rng : numpy.random.Generator
    """
    chosen = start.copy()
    chains = np.arange(len(chosen))
    gains = choices.constant + choices.worth[chosen].sum(axis=1)
    best, most = chosen.copy(), np.full(len(chosen), -np.inf)
    for heat in WARM * (COLD / WARM) ** np.linspace(0.0, 1.0, sweeps):
        for issue in rng.permutation(len(choices.first)):
            here = choices.of(issue)
            without = gains - choices.worth[chosen[:, issue]]
            value = _value(choices, score, without, chosen, here)
            noise = rng.gumbel(size=value.shape)  # the largest of both is drawn as a softmax
            pick = np.argmax(value / heat + noise, axis=1)
            chosen[:, issue] = here[pick]
            gains = without + choices.worth[here[pick]]
        now = value[chains, pick]
        better = now > most
        best[better], most[better] = chosen[better], now[better]
    return best[np.argsort(-most, kind="stable")]


def _value(choices: Choices, score: Score, without: Floats, chosen: Ints, here: Ints) -> Floats:
    """Return what each chain is worth with each choice of an issue, chains x choices."""
    moved = without[:, None, :] + choices.worth[here][None, :, :]
    value = score(moved.reshape(-1, moved.shape[2])).reshape(moved.shape[:2])
    if choices.clash.any():
        value = value - BROKEN * choices.clash[here][:, chosen].sum(axis=2).T
    return value
