"""A silence procedure under preferences drawn anew.

A text is agreed when nobody objects before the deadline. A party with a veto breaks silence where
the text crosses one of its red lines, or lies below its reservation by more than it is reluctant
to object: to be the one who breaks costs something, and a small disadvantage is let pass.
"""

from __future__ import annotations

import numpy as np

from foedus.case.dispute.model import Dispute
from foedus.mediate.robust_draws import Uncertainty, draw, slack
from foedus.mediate.utility import TOLERANCE, crosses, index_of, vetoes
from foedus.results.mediation import Outcome, Silence

DRAWS = 10_000
STATED = Uncertainty()


def simulate_silence(
    dispute: Dispute,
    outcome: Outcome,
    *,
    reluctance: float = 0.0,
    draws: int = DRAWS,
    seed: int = 0,
    uncertainty: Uncertainty = STATED,
) -> Silence:
    """Simulate a silence procedure on a text.

    Parameters
    ----------
    dispute : Dispute
    outcome : mapping of issue to option or point
    reluctance : float
        An assumption; at 0 silence is kept exactly where nobody blocks.
    draws : int
    seed : int
    uncertainty : Uncertainty

    Raises
    ------
    KeyError, ValueError
        Those of ``utility.index_of``.
    ValueError
        If the reluctance is negative, or there is no draw.
    """
    if reluctance < 0 or draws < 1:
        raise ValueError("the reluctance must not be negative, and there must be a draw")
    rows = index_of(dispute, outcome)[None, :]
    veto = vetoes(dispute)
    drawn = draw(
        dispute, count=draws, rng=np.random.default_rng([seed, 2]), uncertainty=uncertainty
    )
    short = slack(dispute, drawn, rows, slice(0, draws))[0] < -reluctance - TOLERANCE
    short |= crosses(dispute, rows)[0, veto][:, None]
    names = [party.name for party in dispute.parties if party.veto]
    shares = short.mean(axis=1).tolist()
    return Silence(
        outcome,
        draws,
        float(1 - short.any(axis=0).mean()),
        dict(zip(names, shares, strict=True)),
        reluctance,
    )
