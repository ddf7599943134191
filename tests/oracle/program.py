"""A linear programme as a list of rows `sum of coefficient * unknown <= bound`, unknowns >= 0."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array, diags_array

Terms = dict[Hashable, float]
"""Coefficients by unknown; an unknown is any hashable key."""

ATTEMPTS = (("highs-ds", 1e-10), ("highs-ds", 1e-9), ("highs-ipm", 1e-9), ("highs-ds", 1e-7))
"""Methods with the feasibility of rows and of reduced costs, each tried on the rows as they are
and then scaled, until one succeeds (1e-10 is the tightest that HiGHS takes)."""

OPTIMAL, INFEASIBLE = 0, 2
"""The states of `scipy.optimize.linprog`."""

VIOLATION = 1e-8
"""A solution that misses a row by more than this, times max(1, bound), is not believed."""


class InfeasibleError(Exception):
    """No values of the unknowns satisfy all rows."""


@dataclass(frozen=True)
class Row:
    """`terms <= bound`."""

    terms: Terms
    bound: float


@dataclass(frozen=True)
class Sum:
    """An affine expression: the terms and a constant."""

    terms: Terms
    constant: float = 0.0

    def at(self, solution: Terms) -> float:
        """Its value where the unknowns are as in `solution` (those not named are 0)."""
        return self.constant + sum(c * solution.get(u, 0.0) for u, c in self.terms.items())

    def at_most(self, bound: float) -> Row:
        """The row `expression <= bound`."""
        return Row(self.terms, bound - self.constant)

    def at_least(self, bound: float) -> Row:
        """The row `expression >= bound`."""
        return Row({u: -c for u, c in self.terms.items()}, self.constant - bound)


def add(*parts: tuple[float, Sum]) -> Sum:
    """The sum of factor times expression."""
    terms: Terms = {}
    for factor, part in parts:
        for unknown, coefficient in part.terms.items():
            terms[unknown] = terms.get(unknown, 0.0) + factor * coefficient
    return Sum(terms, sum(factor * part.constant for factor, part in parts))


def one(unknown: Hashable, coefficient: float = 1.0) -> Sum:
    """One unknown as an expression."""
    return Sum({unknown: coefficient})


def minimise(rows: list[Row], objective: Sum) -> tuple[float, Terms]:
    """The least value of the objective, and unknowns that reach it."""
    unknowns = _unknowns([*(row.terms for row in rows), objective.terms])
    if not unknowns:
        _check_constants(rows)
        return objective.constant, {}
    cost = np.zeros(len(unknowns))
    for unknown, coefficient in objective.terms.items():
        cost[unknowns[unknown]] += coefficient
    scale = float(np.abs(cost).max()) or 1.0
    found = _solve(cost / scale, rows, unknowns)
    solution = {unknown: float(found[n]) for unknown, n in unknowns.items()}
    return objective.at(solution) + 0.0, solution


def feasible(rows: list[Row]) -> bool:
    """Whether any values of the unknowns satisfy all rows."""
    try:
        minimise(rows, Sum({}))
    except InfeasibleError:
        return False
    return True


def _unknowns(parts: Iterable[Terms]) -> dict[Hashable, int]:
    numbers: dict[Hashable, int] = {}
    for terms in parts:
        for unknown in terms:
            numbers.setdefault(unknown, len(numbers))
    return numbers


def _check_constants(rows: list[Row]) -> None:
    if any(row.bound < 0 for row in rows):
        raise InfeasibleError


def _solve(cost: np.ndarray, rows: list[Row], unknowns: dict[Hashable, int]) -> np.ndarray:
    matrix = _matrix(rows, unknowns)
    bounds = np.array([row.bound for row in rows])
    as_they_are = (np.ones(len(rows)), np.ones(len(unknowns)))
    states = []
    for method, tolerance in ATTEMPTS:
        for by_row, by_column in (as_they_are, _scales(matrix)):
            result = linprog(
                cost * by_column,
                A_ub=diags_array(by_row) @ matrix @ diags_array(by_column),
                b_ub=bounds * by_row,
                method=method,
                options={
                    "primal_feasibility_tolerance": tolerance,
                    "dual_feasibility_tolerance": tolerance,
                },
            )
            states.append(result.status)
            if result.status == OPTIMAL and _holds(matrix @ (result.x * by_column), bounds):
                return np.asarray(result.x * by_column)
    if INFEASIBLE in states:
        raise InfeasibleError
    message = f"no attempt succeeded; the states were {states}"
    raise ArithmeticError(message)


def _matrix(rows: list[Row], unknowns: dict[Hashable, int]) -> csr_array:
    entries = [
        (n, unknowns[u], c) for n, row in enumerate(rows) for u, c in row.terms.items() if c != 0
    ]
    lines, columns, values = zip(*entries, strict=True) if entries else ((), (), ())
    return csr_array((values, (lines, columns)), shape=(len(rows), len(unknowns)))


def _scales(matrix: csr_array) -> tuple[np.ndarray, np.ndarray]:
    """Powers of 2 that bring the middle of every row and column near 1 (in logarithms)."""
    entries = matrix.tocoo()
    logs = np.log2(np.abs(entries.data))
    by_row, by_column = np.zeros(matrix.shape[0]), np.zeros(matrix.shape[1])
    for _ in range(10):
        by_row = -_means(entries.row, logs + by_column[entries.col], matrix.shape[0])
        by_column = -_means(entries.col, logs + by_row[entries.row], matrix.shape[1])
    return np.exp2(np.round(by_row)), np.exp2(np.round(by_column))


def _means(places: np.ndarray, values: np.ndarray, count: int) -> np.ndarray:
    sums = np.bincount(places, weights=values, minlength=count)
    return sums / np.maximum(1, np.bincount(places, minlength=count))


def _holds(reached: np.ndarray, bounds: np.ndarray) -> bool:
    return bool(np.all(reached - bounds <= VIOLATION * np.maximum(1.0, np.abs(bounds))))
