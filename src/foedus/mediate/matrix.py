"""The rows of a dispute's programme that always stand: gains, one option an issue, links."""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from foedus.case.dispute.model import Dispute, Floats, Link
from foedus.mediate.columns import Columns
from foedus.mediate.criteria import Criteria
from foedus.mediate.utility import Ints

Kinds = npt.NDArray[np.int32]
"""1 of a whole column, 0 of any other."""
INFINITY = highspy.kHighsInf


@dataclass(frozen=True)
class Matrix:
    """Rows of a programme, and what they lie between.

    Parameters
    ----------
    rows : sparse array, rows x columns
    lower, upper : (rows,) float
        ``INFINITY`` stands for no bound.
    """

    rows: sp.csr_array
    lower: Floats
    upper: Floats


@dataclass(frozen=True)
class Row:
    """A row: ``lower <= sum of value times column <= upper``.

    Parameters
    ----------
    lower, upper : float
    index : (entries,) int
        Places of its columns.
    value : (entries,) float
        Their factors.
    """

    lower: float
    upper: float
    index: Ints
    value: Floats


def matrix_of(dispute: Dispute, columns: Columns, criteria: Criteria) -> Matrix:
    """Return the rows that always stand: gains, one option an issue, links.

    Parameters
    ----------
    dispute : Dispute
    columns : Columns
    criteria : Criteria
        Of which the reservations count here.

    Returns
    -------
    Matrix
        Over the dispute's columns, then two of each party (gain, logarithm), then the least.
    """
    parties = len(dispute.parties)
    right = columns.constant - criteria.reservations
    after = sp.csr_array((parties, parties + 1))
    gains = sp.hstack([-sp.csr_array(columns.worth), sp.eye_array(parties), after])
    issues = np.unique(columns.issue[columns.integer])
    one = columns.integer & (columns.issue == issues[:, None])
    links = [_link(columns, link) for link in dispute.links]
    below = np.array([upper for _, upper in links])
    short = sp.csr_array(np.vstack([one.astype(float), *(row for row, _ in links)]))
    padded = sp.hstack([short, sp.csr_array((short.shape[0], 2 * parties + 1))])
    return Matrix(
        sp.csr_array(sp.vstack([gains, padded])),
        np.concatenate([right, np.ones(len(one)), np.full(len(links), -INFINITY)]),
        np.concatenate([right, np.ones(len(one)), below]),
    )


def _link(columns: Columns, link: Link) -> tuple[Floats, float]:
    """Return a link as a row and what it stays below."""
    first = (columns.issue == link.if_issue) & (columns.option == link.if_option)
    then = (columns.issue == link.then_issue) & (columns.option == link.then_option)
    if link.allowed:
        return first.astype(float) - then, 0.0
    return first.astype(float) + then, 1.0


def hand_over(highs: highspy.Highs, matrix: Matrix, bounds: tuple[Floats, Floats, Kinds]) -> None:
    """Hand a programme to HiGHS as arrays.

    Parameters
    ----------
    highs : highspy.Highs
        Whose model is replaced.
    matrix : Matrix
    bounds : tuple of (columns,) float, (columns,) float, (columns,) int
        Lower and upper bounds of the columns, and their kinds.
    """
    rows, width = matrix.rows.shape
    highs.passModel(
        width,
        rows,
        matrix.rows.nnz,
        int(highspy.MatrixFormat.kRowwise),
        int(highspy.ObjSense.kMinimize),
        0.0,
        np.zeros(width),
        bounds[0],
        bounds[1],
        matrix.lower,
        matrix.upper,
        matrix.rows.indptr.astype(np.int32),
        matrix.rows.indices.astype(np.int32),
        matrix.rows.data,
        bounds[2],
    )
