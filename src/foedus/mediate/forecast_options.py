"""Probabilities of the options of an issue: support by power, salience and value, smoothed."""

from __future__ import annotations

import numpy as np

from foedus.case.dispute.model import Bools, Floats
from foedus.mediate.forecast_calibration import Calibration


def probabilities(
    pulls: Floats, values: Floats, calibration: Calibration, *, possible: Bools
) -> Floats:
    r"""Return the probability of each option.

    With support :math:`q_o = \sum_p w_p s_p v_{po}`, sharpness *g* and smoothing *h*, the option
    has :math:`(1 - h)\, q_o^g / \sum q^g + h / n`.

    Parameters
    ----------
    pulls : array, parties
        Power times salience.
    values : array, parties x options
    calibration : Calibration
    possible : array, options
        False: it does not come out, whatever its support. Where no option is possible, all are.

    Examples
    --------
    >>> import numpy as np
    >>> from foedus.mediate.forecast_calibration import DEU_II
    >>> probabilities(
    ...     np.array([1.0, 1.0]), np.array([[1.0, 0.5], [1.0, 0.5]]), DEU_II,
    ...     possible=np.array([True, True]),
    ... ).round(2).tolist()
    [0.74, 0.26]
    """
    open_ = possible if possible.any() else np.ones_like(possible)
    support = np.where(open_, (pulls @ values) ** calibration.sharpness, 0.0)
    total = support.sum()
    even = open_ / open_.sum()
    if total <= 0:
        return np.asarray(even, dtype=float)
    smoothed: Floats = (1 - calibration.smoothing) * support / total + calibration.smoothing * even
    return smoothed
