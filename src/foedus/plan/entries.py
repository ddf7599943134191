"""Rows of a programme from the entries of their matrix."""

from __future__ import annotations

import numpy as np

from foedus.plan.program import INFINITY, Family, Rows
from foedus.plan.sets import Floats, Ints, Sets

Entry = tuple[Ints, Ints, Floats | float]
"""Rows, columns and coefficients of some non-zeros, aligned."""


def between(name: str, lower: Floats, upper: Floats, entries: list[Entry], **keys: Ints) -> Rows:
    """Return rows ``lower <= A x <= upper`` with these entries."""
    row = [e[0] for e in entries]
    value = [np.broadcast_to(np.asarray(v, dtype=np.float64), r.shape) for r, _, v in entries]
    none = np.zeros(0, dtype=np.int64)
    return Rows(
        name,
        keys,
        lower,
        upper,
        np.concatenate([none, *row]).astype(np.int32),
        np.concatenate([none, *[e[1] for e in entries]]).astype(np.int32),
        np.concatenate([none.astype(np.float64), *value]),
    )


def equal(name: str, right: Floats, entries: list[Entry], **keys: Ints) -> Rows:
    """Return rows ``A x = right``."""
    return between(name, right, right, entries, **keys)


def at_most(name: str, right: Floats, entries: list[Entry], **keys: Ints) -> Rows:
    """Return rows ``A x <= right``."""
    return between(name, np.full(len(right), -INFINITY), right, entries, **keys)


def at_least(name: str, right: Floats, entries: list[Entry], **keys: Ints) -> Rows:
    """Return rows ``A x >= right``."""
    return between(name, right, np.full(len(right), INFINITY), entries, **keys)


def after(month: Ints, row: Ints, column: Ints, value: Floats | float = -1.0) -> Entry:
    """Return the entries of last month's column in this month's row; months run fastest."""
    later = np.flatnonzero(month > 0)
    scaled = value if isinstance(value, float) else value[later]
    return row[later], column[later] - 1, scaled


def block_of(family: Family, key: str, size: int) -> Ints:
    """Return (size,) the first column of each block of T months, by its key; -1: there is none."""
    start = np.full(size, -1, dtype=np.int64)
    first = np.flatnonzero(family["month"] == 0)
    start[family[key][first]] = first
    return start


def in_time(s: Sets, family: Family, key: str) -> Ints:
    """Return the columns of a family whose month of that key lies within the horizon."""
    return np.flatnonzero(family[key] < s.months)
