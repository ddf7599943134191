r"""What each named settlement maximises, evaluated on utilities.

With gains :math:`g_p = u_p - r_p` of the parties that count, weights *w* and best gains *b*:

- nash: :math:`\sum_p w_p \log g_p`, where every gain is positive (Nash 1950);
- kalai-smorodinsky: :math:`\min_p g_p / b_p` over parties whose best gain is positive (Kalai and
  Smorodinsky 1975);
- egalitarian, and leximin's first level: :math:`\min_p g_p` (Kalai 1977);
- utilitarian: :math:`\sum_p w_p u_p` over all parties.

J. F. Nash: The bargaining problem. Econometrica 18(2) (1950) 155-162. E. Kalai, M. Smorodinsky:
Other solutions to Nash's bargaining problem. Econometrica 43(3) (1975) 513-518. E. Kalai:
Proportional solutions to bargaining situations: interpersonal utility comparisons. Econometrica
45(7) (1977) 1623-1630.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from foedus.case.dispute.model import Bools, Dispute, Floats
from foedus.mediate.utility import TOLERANCE, counting, reservations, weights
from foedus.results.mediation import SettlementName, Status


@dataclass(frozen=True)
class Criteria:
    """What is needed to evaluate a criterion.

    Parameters
    ----------
    counting : (parties,) bool
        Whose gains count.
    weights : (parties,) float
    reservations : (parties,) float
    best : (parties,) float
        Each party's best gain over the agreements; NaN until it is known.
    """

    counting: Bools
    weights: Floats
    reservations: Floats
    best: Floats

    def knowing(self, best: Floats) -> Criteria:
        """Return the same with the best gains."""
        return replace(self, best=best)

    @property
    def sharing(self) -> Bools:
        """Parties that count and can gain something: Kalai-Smorodinsky's."""
        return self.counting & (self.best > TOLERANCE)

    def gains(self, worth: Floats) -> Floats:
        """Return the gains of all parties, outcomes x parties, for utilities of that shape."""
        gains: Floats = worth - self.reservations
        return gains

    def value(self, name: SettlementName, worth: Floats) -> Floats:
        """Return the criterion of outcomes with these utilities.

        Parameters
        ----------
        name : SettlementName
            Of leximin, its first level.
        worth : array, outcomes x parties

        Returns
        -------
        array, outcomes
            Minus infinity where the criterion is not defined.
        """
        if name == "nash":
            return self._nash(worth)
        if name == "kalai-smorodinsky":
            return self._least_share(worth)
        if name == "utilitarian":
            total: Floats = worth @ self.weights
            return total
        return self._least_gain(worth)

    def _nash(self, worth: Floats) -> Floats:
        total = np.zeros(len(worth))
        for p in np.flatnonzero(self.counting):
            gain = worth[:, p] - self.reservations[p]
            positive = gain > TOLERANCE
            total += self.weights[p] * np.log(np.where(positive, gain, 1.0))
            total[~positive] = -np.inf
        return total

    def _least_share(self, worth: Floats) -> Floats:
        least = np.full(len(worth), np.inf)
        for p in np.flatnonzero(self.sharing):
            np.minimum(least, (worth[:, p] - self.reservations[p]) / self.best[p], out=least)
        return np.where(np.isinf(least), -np.inf, least)

    def _least_gain(self, worth: Floats) -> Floats:
        least = np.full(len(worth), np.inf)
        for p in np.flatnonzero(self.counting):
            np.minimum(least, worth[:, p] - self.reservations[p], out=least)
        return least


def criteria_of(dispute: Dispute) -> Criteria:
    """Return a dispute's criteria, the best gains not known yet."""
    unknown = np.full(len(dispute.parties), np.nan)
    return Criteria(counting(dispute), weights(dispute), reservations(dispute), unknown)


@dataclass(frozen=True)
class Answer:
    """An outcome for a criterion, with what is proven of it.

    Parameters
    ----------
    row : (issues,) float, optional
        None: there is none.
    value : float
    gap : float
        How much better another could be.
    status : {"proven", "bound", "none"}
    why : str
        Where there is none.
    """

    row: Floats | None
    value: float = np.nan
    gap: float = 0.0
    status: Status = "proven"
    why: str = ""


def none(why: str) -> Answer:
    """Return the answer that there is none, with the reason's key."""
    return Answer(None, status="none", why=why)


def least_first(criteria: Criteria, worth: Floats, *, within: float = TOLERANCE) -> int:
    """Return the place of the outcome whose sorted gains are the largest, the smallest first.

    Ties go to the larger utilitarian value, then to the first.

    Parameters
    ----------
    criteria : Criteria
    worth : array, outcomes x parties
        Utilities.
    within : float
        Gains this close tie at a level.
    """
    levels = np.sort(criteria.gains(worth)[:, criteria.counting], axis=1)
    kept = np.arange(len(levels))
    for level in levels.T:
        here = level[kept]
        kept = kept[here >= here.max() - within]
    return int(kept[first_of(criteria, worth[kept])])


def first_of(criteria: Criteria, worth: Floats) -> int:
    """Return the place of the first outcome with the largest utilitarian value."""
    total = criteria.value("utilitarian", worth)
    return int(np.flatnonzero(total >= total.max() - TOLERANCE)[0])
