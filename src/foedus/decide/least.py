r"""The least number of members that, acting otherwise, make sums reach what they must: exact.

.. math:: \min \sum_{g,o} x_{go} \quad \text{with} \quad \sum_{g,o} \delta_{goi} x_{go} \ge n_i,
          \quad \sum_o x_{go} \le s_g

Members that did the same and weigh the same are a group :math:`g` of size :math:`s_g`; an option
:math:`o` is an act with what it adds to each sum. For any prices :math:`\lambda \ge 0`, *k* members
add at most the *k* largest :math:`\lambda \cdot \delta`: where this is less than
:math:`\lambda \cdot n`, no *k* members do (Lagrange). The linear relaxation proposes the prices;
whatever they are, the bound is computed in whole numbers and holds. A tree search settles the rest.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, islice

import numpy as np
from scipy.optimize import linprog

QUICK = 100
"""Steps that are tried before prices are asked of the linear relaxation, which takes longer."""

PRICE_UNIT = 10**6
"""Prices are rounded to whole numbers of this part."""

Vector = tuple[int, ...]
Allotment = Vector
"""How many members take each option, in the order of ``pairs``; the last, all 0, may be absent."""


@dataclass(frozen=True)
class Option:
    """An act that a member may turn to, and what that adds to each sum."""

    act: str
    adds: Vector


@dataclass(frozen=True)
class Movers:
    """Members that are alike: their group's number, how many they are, what they may turn to."""

    group: int
    size: int
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Problem:
    """Groups of members, and what is still needed by each sum."""

    movers: tuple[Movers, ...]
    needs: Vector


def least_number(problem: Problem, limit: int) -> int | None:
    """Return the least number of members that meet all needs; None: none up to the limit.

    That fewer do not has been proven: the search for one member less ended without any.
    """
    most = min(limit, sum(movers.size for movers in problem.movers))
    if not meets(problem, most):
        return None
    low, high = -1, most
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if meets(problem, middle) else (middle, high)
    return high


def meets(problem: Problem, number: int) -> bool:
    """Say whether some members, at most ``number``, meet all needs."""
    return strongest(problem, number) is not None


def strongest(problem: Problem, number: int) -> tuple[Problem, Allotment] | None:
    """Return an allotment that meets all needs, those first that do most, with its order."""
    even = (1,) * len(problem.needs)
    ordered = _by_strength(problem, even)
    tried = 0
    for found in islice(walk(ordered, number, even), QUICK):
        if found is not None:
            return ordered, found
        tried += 1
    if tried < QUICK:  # the search ended: no relaxation is needed to know that there is none
        return None
    prices = price(problem, number)
    ordered = _by_strength(problem, prices)
    nodes = walk(ordered, number, prices)
    return next(((ordered, found) for found in nodes if found is not None), None)


def _by_strength(problem: Problem, prices: Vector) -> Problem:
    order = sorted(problem.movers, key=lambda m: (-_best(m, prices), m.group))
    return replace(problem, movers=tuple(order))


def pairs(problem: Problem) -> list[tuple[Movers, Option]]:
    """Return every group with each of its options."""
    return [(movers, option) for movers in problem.movers for option in movers.options]


def walk(problem: Problem, number: int, prices: Vector) -> Iterator[Allotment | None]:
    """Yield at every node of the search the allotment that it found, or None.

    Options are taken in their order, by as many members as possible first; a branch ends where
    some prices prove that the members left cannot meet what is needed.
    """
    bounds = _bounds(problem, number, prices)
    order = [(g, o) for g, movers in enumerate(problem.movers) for o in range(len(movers.options))]
    stack: list[tuple[Vector, int, int, Allotment]] = [(problem.needs, number, 0, ())]
    while stack:
        needs, left, room, taken = stack.pop()
        if max(needs, default=0) <= 0:
            yield taken
            continue
        yield None
        if left == 0 or len(taken) == len(order):
            continue
        group, choice = order[len(taken)]
        if any(_dot(p, needs) > tails[group][left] for p, tails in bounds):
            continue
        movers = problem.movers[group]
        room = room if choice else movers.size
        adds = movers.options[choice].adds
        for n in range(min(left, room) + 1):
            rest = tuple(need - n * add for need, add in zip(needs, adds, strict=True))
            stack.append((rest, left - n, room - n, (*taken, n)))


def _dot(a: Sequence[int], b: Sequence[int]) -> int:
    return sum(x * y for x, y in zip(a, b, strict=True))


def _best(movers: Movers, prices: Vector) -> int:
    return max((_dot(prices, option.adds) for option in movers.options), default=0)


def _bounds(
    problem: Problem, number: int, prices: Vector
) -> list[tuple[Vector, list[tuple[int, ...]]]]:
    """Return by prices, group and number: the most that so many members from that group on add."""
    rows = range(len(problem.needs))
    single = [tuple(int(i == j) for j in rows) for i in rows]
    return [(p, _tails(problem, number, p)) for p in dict.fromkeys((prices, *single))]


def _tails(problem: Problem, number: int, prices: Vector) -> list[tuple[int, ...]]:
    tails = [(0,) * (number + 1)]
    best: list[int] = []
    for movers in reversed(problem.movers):
        gain = max(0, _best(movers, prices))
        best = heapq.nlargest(number, best + [gain] * min(movers.size, number))
        sums = list(accumulate(best, initial=0))
        tails.append(tuple(sums + [sums[-1]] * (number + 1 - len(sums))))
    return tails[::-1]


def price(problem: Problem, number: int) -> Vector:
    """Return the prices at which ``number`` members fall furthest short, as far as can be seen."""
    every = pairs(problem)
    if not every or not problem.needs:
        return (1,) * len(problem.needs)
    adds = np.array([option.adds for _, option in every], dtype=float).T
    needs = np.array(problem.needs, dtype=float)
    scale = np.maximum(np.abs(adds).max(axis=1), 1.0)
    short = np.ones((len(needs), 1))  # the shortfall, which is made as small as can be
    sizes = np.array([[m is other for other, _ in every] for m in problem.movers], dtype=float)
    rows = np.vstack([
        np.hstack([-adds / scale[:, None], -short]),
        np.hstack([sizes, np.zeros((len(sizes), 1))]),
        np.hstack([np.ones((1, len(every))), [[0.0]]]),
    ])  # fmt: skip
    limits = [*(-needs / scale), *(m.size for m in problem.movers), number]
    found = linprog([*np.zeros(len(every)), 1.0], A_ub=rows, b_ub=limits, method="highs")
    if found.status != 0:
        return (1,) * len(needs)
    duals = -np.asarray(found.ineqlin.marginals)[: len(needs)]
    return tuple(
        round(max(0.0, float(dual)) * PRICE_UNIT * float(scale.max() / own))
        for dual, own in zip(duals, scale, strict=True)
    )
