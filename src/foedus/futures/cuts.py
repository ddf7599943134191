"""Cuts that hold whatever the solver's last digits are: duals made safe by bounds of columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from foedus.plan.program import Program
from foedus.plan.sets import Flags, Floats, Ints

SLIGHT = 1e-8
"""A slope this small beside the steepest (both scaled) is not worth an entry in a cut."""


Kind = Literal["level", "feasibility"]


@dataclass(frozen=True)
class Cut:
    """What a scenario says of the first stage: ``left >= constant + slope @ x[place]``.

    Parameters
    ----------
    scenario : int
    kind : {"level", "feasibility"}
        On the left stands the scenario's level, or 0.
    constant : float
    place : (z,) int
        Shared columns with a slope.
    slope : (z,) float
    """

    scenario: int
    kind: Kind
    constant: float
    place: Ints
    slope: Floats


@dataclass(frozen=True)
class Bound:
    """``cost @ x >= constant + slope @ x[parameters]`` for all x that satisfy a programme.

    Parameters
    ----------
    constant : float
        Minus infinity where nothing could be proven.
    slope : (p,) float
        By parameter; 0 where it is slight.
    """

    constant: float
    slope: Floats


def dual_bound(
    program: Program, cost: Floats, dual: Floats, upper: Floats, parameters: Ints
) -> Bound:
    """Return what a dual, however rough, proves of the least cost.

    For every ``y`` with ``y >= 0`` on rows without an upper side and ``y <= 0`` on rows without a
    lower one, ``cost @ x = y @ A x + r @ x`` with ``r = cost - A' y``; ``y @ A x`` is at least
    ``y+ @ lower - y- @ upper``, and ``r_j x_j`` at least ``min(0, r_j) upper_j``. So the bound does
    not rest on the solver's dual feasibility (weak duality; Neumaier & Shcherbina 2004, "Safe
    bounds in linear and mixed-integer linear programming", Mathematical Programming 99).

    Parameters
    ----------
    program : Program
    cost : (n,) float
    dual : (m,) float
    upper : (n,) float
        Upper bounds that every x satisfies; infinite where none is known.
    parameters : (p,) int
        Columns that are left open.
    """
    low, high = np.isfinite(program.lower), np.isfinite(program.upper)
    rising = np.where(low, np.maximum(dual, 0.0), 0.0)
    falling = np.where(high, np.minimum(dual, 0.0), 0.0)
    reduced = cost - program.matrix.T @ (rising + falling)
    constant = float(rising[low] @ program.lower[low] + falling[high] @ program.upper[high])
    slope = reduced[parameters]
    steep = np.abs(slope) * program.column_scale[parameters]
    slope[steep <= SLIGHT * steep.max(initial=0.0)] = 0.0
    reduced[parameters] -= slope
    short = np.flatnonzero(reduced < 0)
    return Bound(constant + float(reduced[short] @ upper[short]), slope)


def implied_upper(program: Program) -> Floats:
    """Return upper bounds of the columns that follow from the rows, one after the other.

    From ``sum of a_j x_j <= b`` with ``x >= 0`` follows ``a_k x_k <= b - sum of a_j u_j`` over
    the negative ``a_j``, once their bounds ``u_j`` are known. Infinite where nothing follows.
    """
    upper = program.column_upper.copy()
    sides = [
        _Side(program, program.upper, 1.0),
        _Side(program, -program.lower, -1.0),
    ]
    unknown = int(np.isinf(upper).sum())
    for _ in range(len(upper)):
        for side in sides:
            upper = np.minimum(upper, side.follows(upper))
        left = int(np.isinf(upper).sum())
        if left == unknown:
            break
        unknown = left
    return upper


class _Side:
    """The rows ``sign * A x <= right`` whose right-hand side is finite."""

    def __init__(self, program: Program, right: Floats, sign: float) -> None:
        rows = np.flatnonzero(np.isfinite(right))
        self.right = right[rows]
        matrix = (sign * program.matrix.tocsr()[rows]).tocoo()
        row, column = matrix.coords
        up: Flags = matrix.data > 0
        self.row, self.column, self.value = row[up], column[up], matrix.data[up]
        down: Flags = matrix.data < 0
        self.other_row, self.other_column = row[down], column[down]
        self.other_value = -matrix.data[down]

    def follows(self, upper: Floats) -> Floats:
        """Return the bounds that follow from the bounds known so far."""
        count = len(self.right)
        room = np.bincount(
            self.other_row, self.other_value * upper[self.other_column], minlength=count
        )
        limit = (self.right + room)[self.row] / self.value
        bound = np.full(len(upper), np.inf)
        np.minimum.at(bound, self.column, np.maximum(0.0, limit))
        return bound
