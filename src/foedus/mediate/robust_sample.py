r"""How many draws a settlement must be chosen on, so that its share is not luck.

Among *N* outcomes the one that did best on *n* draws may owe it to them. For an outcome whose true
share is at most *p*, Chernoff's bound says that its share on *n* draws reaches *q* > *p* with a
probability of at most :math:`e^{-n\, D(q \| p)}`, where
:math:`D(q \| p) = q \ln(q/p) + (1-q) \ln((1-q)/(1-p))`. Over all *N* outcomes together it is at
most *N* times as large; so :math:`n \ge \ln(N / \delta) / D(q \| p)` draws keep it below *delta*.
"""

from __future__ import annotations

from math import ceil, log

REACHED = 0.97
"""Share on the draws of the choice from which a settlement is called robust."""
PROMISED = 0.95
"""Share on fresh draws that such a settlement is to have."""
RISK = 0.01
"""Probability at most that it has not."""


def enough(outcomes: int) -> int:
    """Return how many draws are enough for so many outcomes.

    Parameters
    ----------
    outcomes : int
        Among which the choice is made; at least 1.

    Examples
    --------
    >>> enough(1), enough(2_000_000)
    (943, 3914)
    """
    divergence = REACHED * log(REACHED / PROMISED)
    divergence += (1 - REACHED) * log((1 - REACHED) / (1 - PROMISED))
    return ceil(log(outcomes / RISK) / divergence)
