r"""How far outcomes lay from what the compromise model said, and so how wide a forecast must be.

A forecast's error is measured in units of the disagreement on its issue. The interval is
conformal by group: each past negotiation (group) counts once however many issues it had, as its
issues are not independent of each other.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from foedus.case.dispute.model import Floats

LEVEL = 0.8
"""Of outcomes that a forecast's interval is to hold."""


@dataclass(frozen=True)
class Calibration:
    """What past negotiations say of the compromise model.

    Parameters
    ----------
    reach : float
        Half the width of the interval of 80 %, in units of the disagreement.
    sharpness : float
        Power to which the support of an option is raised.
    smoothing : float
        Share of the probability that is spread evenly over the options.
    source : str
        Where the numbers come from.
    """

    reach: float
    sharpness: float
    smoothing: float
    source: str


DEU_II = Calibration(
    reach=1.005,
    sharpness=2.0,
    smoothing=0.2,
    source=(
        "DEU II: R. Thomson et al., A new dataset on decision-making in the European Union before "
        "and after the 2004 and 2007 enlargements, Journal of European Public Policy 19(4), 2012; "
        "322 issues of 125 proposals"
    ),
)
"""Measured on the issues of DEU II (``tests/mediate/test_deu.py`` measures it again). Sharpness and
smoothing have the best likelihood (of 8 x 4 tried) where the distinct positions on each issue are
taken as its options and the one nearest to the outcome as what came out."""


def reach(
    errors: Floats, disagreement: Floats, groups: npt.ArrayLike, *, level: float = LEVEL
) -> float:
    r"""Return the conformal reach: a quantile of :math:`|e| / d`, in which each group counts once.

    With *n* groups the quantile is taken at :math:`level (1 + 1/n)`, which makes room for the
    group to come (Vovk et al., Algorithmic Learning in a Random World, 2005; by groups as in Dunn
    et al., Distribution-free prediction sets for two-layer hierarchical models, 2023).

    Parameters
    ----------
    errors, disagreement : array, issues
    groups : array, issues
        The negotiation of each issue.
    level : float

    Raises
    ------
    ValueError
        If there are too few groups for the level.

    Examples
    --------
    >>> import numpy as np
    >>> reach(np.arange(1.0, 10.0), np.ones(9), np.arange(9))
    8.0
    """
    _, group, sizes = np.unique(groups, return_inverse=True, return_counts=True)
    wanted = level * (1 + 1 / len(sizes))
    if wanted > 1:
        raise ValueError(f"{len(sizes)} groups are too few for a level of {level}")
    scaled = np.abs(errors) / disagreement
    order = np.argsort(scaled, kind="stable")
    share = np.cumsum(1 / (sizes[group[order]] * len(sizes)))
    place = int(np.searchsorted(share, wanted - 1e-12))
    return float(scaled[order][min(place, len(order) - 1)])
