"""Which of several outcomes is meant where they cost the same."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from foedus.case.dispute.model import Dispute, Floats
from foedus.mediate.utility import TOLERANCE, Outcomes, weights


def preferred(dispute: Dispute, rows: Outcomes, worth: Floats, costs: Iterable[Floats]) -> int:
    """Return the place of the outcome that costs least.

    Ties (within 1e-9) in the first cost go to the second, and so on, then to the larger
    utilitarian value, then to the first outcome in the order of the options.

    Parameters
    ----------
    dispute : Dispute
    rows : array, outcomes x issues
        At least one.
    worth : array, outcomes x parties
        Their utilities.
    costs : iterable of array, outcomes
        Smaller is better.
    """
    kept = np.arange(len(rows))
    for cost in (*costs, -(worth @ weights(dispute))):
        here = cost[kept]
        kept = kept[here <= here.min() + TOLERANCE]
    return int(kept[np.lexsort(rows[kept].T[::-1])[0]])
