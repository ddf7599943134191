"""The first stage as several scenarios see it: what they share, and what they ask of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from foedus.case.model import LevelName
from foedus.futures.branches import Branch
from foedus.futures.extensive import Layout, lay_out
from foedus.futures.levels import costs_of
from foedus.plan.levels import order_of_preference
from foedus.plan.program import INFINITY, Program
from foedus.plan.sets import Floats, Ints


@dataclass(frozen=True)
class Part:
    """One scenario at one level, with its shared columns; what a worker needs, and no more.

    Parameters
    ----------
    number : int
    program : Program
        Without the names of its rows and columns.
    cost : (n,) float
    columns : (s,) int
        Its columns that other scenarios share.
    place : (s,) int
        Where they stand among all shared columns.
    preference : (n,) float
        Cost that picks one plan among those that are as good.
    """

    number: int
    program: Program
    cost: Floats
    columns: Ints
    place: Ints
    preference: Floats


@dataclass(frozen=True)
class Shared:
    """All scenarios at one level.

    Parameters
    ----------
    parts : tuple of Part
    explicit : int
        The scenario that is revealed last: it has every shared column.
    """

    parts: tuple[Part, ...]
    explicit: int

    @property
    def columns(self) -> Ints:
        """(F,) column of each shared column in the explicit scenario."""
        part = self.parts[self.explicit]
        columns = np.empty(len(part.columns), dtype=np.int64)
        columns[part.place] = part.columns
        return columns

    @property
    def size(self) -> int:
        """Number of shared columns."""
        return len(self.parts[self.explicit].columns)


def share(branches: Sequence[Branch], level: LevelName) -> Shared:
    """Return the scenarios' programmes at a level, tied by the columns that they share.

    A column decided before a reveal is shared by the scenarios revealed later; each group of
    scenarios that are revealed together or later has its own.
    """
    layout = lay_out(branches)
    explicit = _last(branches)
    wide = _shared_by_some(branches, layout)
    at = np.full(layout.count, -1, dtype=np.int64)
    at[wide] = np.arange(len(wide))
    parts = []
    costs = costs_of(branches, level)
    for number, (branch, place, cost) in enumerate(zip(branches, layout.place, costs, strict=True)):
        columns = np.flatnonzero(at[place] >= 0)
        program = _bare(branch, layout.upper[place])
        preference = order_of_preference(branch.sets, branch.columns)
        parts.append(Part(number, program, cost, columns, at[place[columns]], preference))
    return Shared(tuple(parts), explicit)


def _last(branches: Sequence[Branch]) -> int:
    """Return the scenario that is revealed last; the likeliest of several."""
    order = [(b.scenario.reveal, b.scenario.weight) for b in branches]
    return max(range(len(branches)), key=lambda k: order[k])


def _shared_by_some(branches: Sequence[Branch], layout: Layout) -> Ints:
    """Return the columns that two scenarios or more share and that none rules out."""
    count = np.zeros(layout.count, dtype=np.int64)
    for branch, place in zip(branches, layout.place, strict=True):
        count[place[branch.decided[branch.before]]] += 1
    return np.flatnonzero((count > 1) & (layout.upper > 0))


def _bare(branch: Branch, upper: Floats) -> Program:
    """Return the scenario's programme without what no linear level asks for.

    The race for the largest burden is left open; a gap is at most what is required.
    """
    program, gap = branch.model.program, branch.columns.gap
    lower, right = program.lower.copy(), program.upper.copy()
    span = program.span("worst")
    lower[span], right[span] = -INFINITY, INFINITY
    bound = np.minimum(program.column_upper, upper)
    quantity = branch.sets.holds.quantity[gap["hold"], gap["month"]]
    bound[gap.span] = np.minimum(bound[gap.span], quantity)
    return replace(
        program, families=(), rows=(), starts={}, lower=lower, upper=right, column_upper=bound
    )


@dataclass(frozen=True)
class Asked:
    """Rows over the shared columns alone, ``slope @ x[place] <= most``."""

    place: Ints
    slope: Floats
    most: float


def asked_by_others(shared: Shared) -> list[Asked]:
    """Return what scenarios ask of the first stage by itself, beyond what the explicit one does.

    A row whose other columns can only add to its left side bounds the shared ones alone: what is
    ordered before the reveal and due after it has to fit the line in every scenario. Without
    these rows, most first stages are impossible somewhere.
    """
    known = _asked(shared.parts[shared.explicit])
    found: dict[bytes, Asked] = {}
    for part in shared.parts:
        for key, row in _asked(part).items():
            least = min(
                [row, *(rows[key] for rows in (known, found) if key in rows)],
                key=lambda one: one.most,
            )
            if least is row:
                found[key] = row
    return list(found.values())


def _asked(part: Part) -> dict[bytes, Asked]:
    rows: dict[bytes, Asked] = {}
    mine = np.full(len(part.cost), -1, dtype=np.int64)
    mine[part.columns] = part.place
    matrix = part.program.matrix.tocsr()
    for right, sign in ((part.program.upper, 1.0), (-part.program.lower, -1.0)):
        values = sign * matrix.data
        here = mine[matrix.indices] >= 0
        row = np.repeat(np.arange(len(right)), np.diff(matrix.indptr))
        counted = np.bincount(row, here & (values > 0), minlength=len(right)) > 0
        taken = np.bincount(row, ~here & (values < 0), minlength=len(right)) > 0
        for n in np.flatnonzero(np.isfinite(right) & counted & ~taken):
            entries = np.arange(matrix.indptr[n], matrix.indptr[n + 1])
            entries = entries[here[entries]]
            place, slope = mine[matrix.indices[entries]], values[entries]
            order = np.argsort(place)
            place, slope = place[order], slope[order]
            key = place.tobytes() + slope.tobytes()
            if key not in rows or right[n] < rows[key].most:
                rows[key] = Asked(place, slope, float(right[n]))
    return rows
