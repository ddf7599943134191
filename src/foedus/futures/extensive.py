"""The extensive form: all scenarios in one programme, with the shared columns once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from foedus.futures.branches import Branch
from foedus.plan.leximin import Burdens
from foedus.plan.program import INFINITY, Program, Rows, row_scale
from foedus.plan.sets import Floats, Ints
from foedus.results.futures import Objective


@dataclass(frozen=True)
class Layout:
    """Where the columns of each scenario stand in the whole.

    Parameters
    ----------
    place : tuple of (n_k,) int
        Column of the whole, by column of the scenario.
    count : int
    scale, upper : (count,) float
    """

    place: tuple[Ints, ...]
    count: int
    scale: Floats
    upper: Floats

    def spread(self, costs: Sequence[Floats], weights: Sequence[float]) -> Floats:
        """Return the weighted sum of the scenarios' costs, by column of the whole."""
        total = np.zeros(self.count)
        for place, cost, weight in zip(self.place, costs, weights, strict=True):
            np.add.at(total, place, weight * cost)
        return total


@dataclass(frozen=True)
class Guard:
    """Rows that hold a level in every scenario: ``cost_k x <= most + over_k + allowed_k``.

    Parameters
    ----------
    costs : tuple of (n_k,) float
        One for each scenario.
    allowed : (K,) float
    scale : float
        Natural size of the level.
    excess : bool
        With a column ``over`` for each scenario.
    """

    costs: tuple[Floats, ...]
    allowed: Floats
    scale: float
    excess: bool


@dataclass(frozen=True)
class Extensive:
    """The programme of all scenarios.

    Parameters
    ----------
    branches : tuple of Branch
    layout : Layout
        Without the columns that belong to no scenario.
    program : Program
    burdens : Burdens
        Relative burdens over all scenarios.
    most : (L,) int
        Column ``most`` of each guard.
    over : tuple of (K,) int
        Columns ``over`` of each guard, empty where it has none.
    """

    branches: tuple[Branch, ...]
    layout: Layout
    program: Program
    burdens: Burdens
    most: Ints
    over: tuple[Ints, ...]

    def cost(self, costs: Sequence[Floats], weights: Sequence[float]) -> Floats:
        """Return the weighted sum of the scenarios' costs, by column of the programme."""
        total = np.zeros(len(self.program.column_scale))
        total[: self.layout.count] = self.layout.spread(costs, weights)
        return total

    def own(self, number: int, x: Floats) -> Floats:
        """Return the solution of one scenario."""
        return x[self.layout.place[number]]


def lay_out(branches: Sequence[Branch]) -> Layout:
    """Give each column its place; columns shared before a reveal have one for all.

    A shared column that some scenario rules out (a line that stands still when the order is due,
    a floor that is missing) is 0 for all: one plan has to hold in each. So is one whose delivery
    comes too late in every scenario.
    """
    known: dict[int, int] = {}
    places: list[Ints] = []
    scale, upper, count = [], [], 0
    for branch in branches:
        size = branch.columns.count
        place = np.full(size, -1, dtype=np.int64)
        shared, codes = branch.decided[branch.before], branch.code[branch.before].tolist()
        place[shared] = [known.get(code, -1) for code in codes]
        new = np.flatnonzero(place < 0)
        place[new] = count + np.arange(len(new))
        known.update(zip(codes, place[shared].tolist(), strict=True))
        places.append(place)
        scale.append(branch.model.program.column_scale[new])
        upper.append(branch.model.program.column_upper[new])
        count += len(new)
    bound = np.concatenate(upper)
    bound[_ruled_out(branches, places, count)] = 0.0
    return Layout(tuple(places), count, np.concatenate(scale), bound)


def _ruled_out(branches: Sequence[Branch], places: Sequence[Ints], count: int) -> Ints:
    """Return the shared columns that some scenario lacks, or that come too late in all."""
    reveal = np.array([branch.scenario.reveal for branch in branches])
    sharing = np.zeros(count, dtype=np.int64)
    here = np.zeros(count, dtype=np.int64)
    useful = np.zeros(count, dtype=bool)
    for branch, place in zip(branches, places, strict=True):
        n = branch.before
        at = place[branch.decided[n]]
        here[at] += 1
        useful[at] |= branch.in_time[n]
        sharing[at] = (reveal > branch.month[n][:, None]).sum(axis=1)
    return np.flatnonzero((here > 0) & ((here < sharing) | ~useful))


def assemble(
    branches: Sequence[Branch], objective: Objective, guards: Sequence[Guard] = ()
) -> Extensive:
    """Put the scenarios into one programme.

    Parameters
    ----------
    branches : sequence of Branch
    objective : {"expected", "regret", "cvar"}
        With ``regret`` a donor's relative burden is the largest over the scenarios, else the
        expected one.
    guards : sequence of Guard
    """
    layout = lay_out(branches)
    blocks = [_block(n, branch, layout.place[n]) for n, branch in enumerate(branches)]
    donors = _donors(branches)
    size = layout.count
    relative, worst = size + np.arange(len(donors)), size + len(donors)
    most = worst + 1 + np.arange(len(guards))
    over, count = _excess(guards, len(branches), int(worst) + 1 + len(guards))
    blocks += _relative(branches, layout, objective, donors, relative)
    blocks.append(_largest(relative, worst))
    for n, guard in enumerate(guards):
        blocks.append(_guard(n, guard, layout, int(most[n]), over[n]))
    scale = np.ones(count)
    scale[:size] = layout.scale
    scale[worst] = max(1, len(donors))
    upper = np.full(count, INFINITY)
    upper[:size] = layout.upper
    for n, guard in enumerate(guards):
        scale[most[n]] = scale[over[n]] = guard.scale
    program = _joined(blocks, scale, upper)
    rows = program.starts["worst"] + np.arange(len(donors))
    burdens = Burdens(donors, np.ones(len(donors)), relative, rows, int(worst))
    return Extensive(tuple(branches), layout, program, burdens, most, over)


def _donors(branches: Sequence[Branch]) -> Ints:
    """Return the donors that have a share in some scenario."""
    shares = np.array([branch.sets.share for branch in branches])
    donors = branches[0].sets.donors
    return donors[(shares[:, donors] > 0).any(axis=0)]


def _excess(guards: Sequence[Guard], count: int, start: int) -> tuple[tuple[Ints, ...], int]:
    places = []
    for guard in guards:
        size = count if guard.excess else 0
        places.append(start + np.arange(size))
        start += size
    return tuple(places), start


@dataclass(frozen=True)
class _Rows:
    """Rows with their non-zeros over the columns of the whole."""

    rows: tuple[Rows, ...]
    row: Ints
    column: Ints
    value: Floats
    lower: Floats
    upper: Floats


def _block(number: int, branch: Branch, place: Ints) -> _Rows:
    """Return the rows of a scenario, its own race for the largest burden left open."""
    program = branch.model.program
    entries = program.matrix.tocoo()
    lower, upper = program.lower.copy(), program.upper.copy()
    span = program.span("worst")
    lower[span], upper[span] = -INFINITY, INFINITY
    rows = tuple(replace(r, name=f"{r.name}@{number}") for r in program.rows)
    row, column = entries.coords
    return _Rows(rows, row.astype(np.int64), place[column], entries.data, lower, upper)


def _relative(
    branches: Sequence[Branch], layout: Layout, objective: Objective, donors: Ints, relative: Ints
) -> list[_Rows]:
    """Relative burden of each donor: expected over the scenarios, or at least each one's.

    A scenario in which a donor has no share says nothing of its relative burden: the expected one
    is that over the others.
    """
    place = np.array(
        [
            at[branch.columns.burden.columns[np.searchsorted(branch.sets.donors, donors)]]
            for branch, at in zip(branches, layout.place, strict=True)
        ]
    )
    share = np.array([branch.sets.share[donors] for branch in branches])
    part = np.divide(1.0, share, out=np.zeros_like(share), where=share > 0)
    nothing, here = np.zeros(len(donors)), np.arange(len(donors))
    if objective == "regret":
        more = np.full(len(donors), INFINITY)
        return [
            _named(
                f"relative@{n}", np.tile(here, 2), np.concatenate([relative, place[n]]),
                np.concatenate([np.ones(len(donors)), -part[n]]), nothing, more,
            )
            for n in range(len(branches))
        ]  # fmt: skip
    weight = np.array([branch.scenario.weight for branch in branches])[:, None] * (share > 0)
    value = -weight / weight.sum(axis=0) * part
    return [
        _named(
            "relative", np.tile(here, len(branches) + 1),
            np.concatenate([relative, *place]),
            np.concatenate([np.ones(len(donors)), *value]), nothing, nothing,
        )
    ]  # fmt: skip


def _largest(relative: Ints, worst: int) -> _Rows:
    """relative(d) <= worst, for every donor with a share."""
    count = len(relative)
    return _named(
        "worst",
        np.tile(np.arange(count), 2),
        np.concatenate([relative, np.full(count, worst)]),
        np.repeat([1.0, -1.0], count),
        np.full(count, -INFINITY),
        np.zeros(count),
    )


def _guard(number: int, guard: Guard, layout: Layout, most: int, over: Ints) -> _Rows:
    row, column, value = [], [], []
    for k, (place, cost) in enumerate(zip(layout.place, guard.costs, strict=True)):
        used = np.flatnonzero(cost)
        extra = [most, *over[k : k + 1]]
        column.append(np.concatenate([place[used], extra]))
        value.append(np.concatenate([cost[used], -np.ones(len(extra))]))
        row.append(np.full(len(used) + len(extra), k))
    count = len(guard.costs)
    return _named(
        f"guard@{number}",
        np.concatenate(row),
        np.concatenate(column).astype(np.int64),
        np.concatenate(value),
        np.full(count, -INFINITY),
        guard.allowed,
    )


def _named(
    name: str, row: Ints, column: Ints, value: Floats, lower: Floats, upper: Floats
) -> _Rows:
    small = np.zeros(0, dtype=np.int32)
    rows = Rows(name, {}, lower, upper, small, small, np.zeros(0))
    return _Rows((rows,), row, column, value, lower, upper)


def _joined(blocks: Sequence[_Rows], scale: Floats, upper: Floats) -> Program:
    """Return the programme of all blocks, one below the other."""
    offsets = np.cumsum([0, *[len(block.lower) for block in blocks]])
    row = np.concatenate([b.row + o for b, o in zip(blocks, offsets[:-1], strict=True)])
    column = np.concatenate([b.column for b in blocks])
    value = np.concatenate([b.value for b in blocks])
    shape = (int(offsets[-1]), len(scale))
    matrix = sparse.coo_array((value, (row, column)), shape=shape).tocsc()
    rows = tuple(r for block in blocks for r in block.rows)
    starts = np.cumsum([0, *[r.size for r in rows]])
    return Program(
        families=(),
        rows=rows,
        starts={r.name: int(start) for r, start in zip(rows, starts[:-1], strict=True)},
        matrix=matrix,
        lower=np.concatenate([b.lower for b in blocks]),
        upper=np.concatenate([b.upper for b in blocks]),
        column_upper=upper,
        column_scale=scale,
        row_scale=row_scale(matrix, scale),
    )
