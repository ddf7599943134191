"""A linear programme as named families of columns and rows over one sparse matrix."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy import sparse

from foedus.plan.sets import Floats, Ints

INFINITY = float("inf")

Small = npt.NDArray[np.int32]

NO_PLACE: Small = np.zeros(0, dtype=np.int32)
NO_VALUE: Floats = np.zeros(0)


@dataclass(frozen=True)
class Family:
    """Columns of one kind, all at least 0.

    Parameters
    ----------
    name : str
    start : int
        Index of its first column.
    keys : mapping of str to (n,) int
        What each column is about, coded as in ``Sets``.
    scale : (n,) float
        Natural size of one column: it is solved in multiples of it.
    upper : (n,) float
    """

    name: str
    start: int
    keys: Mapping[str, Ints]
    scale: Floats
    upper: Floats

    @property
    def size(self) -> int:
        """Number of columns."""
        return len(self.scale)

    @property
    def columns(self) -> Ints:
        """Indices of the columns."""
        return np.arange(self.start, self.start + self.size)

    @property
    def span(self) -> slice:
        """The family's place in a vector over all columns."""
        return slice(self.start, self.start + self.size)

    def __getitem__(self, key: str) -> Ints:
        return self.keys[key]


@dataclass(frozen=True)
class Rows:
    """Rows of one kind, ``lower <= A x <= upper``.

    Parameters
    ----------
    name : str
    keys : mapping of str to (m,) int
    lower, upper : (m,) float
    row, column : (z,) int, of 32 bits: large programmes hold millions
        Place of each non-zero: row within the family, column of the programme. Entries at the
        same place add up.
    value : (z,) float
    """

    name: str
    keys: Mapping[str, Ints]
    lower: Floats
    upper: Floats
    row: Small
    column: Small
    value: Floats

    @property
    def size(self) -> int:
        """Number of rows."""
        return len(self.lower)


@dataclass(frozen=True)
class Program:
    """The assembled programme: rows of all families over columns of all families.

    Parameters
    ----------
    families : tuple of Family
    rows : tuple of Rows
        Without their non-zeros, which stand in the matrix.
    starts : mapping of str to int
        Index of the first row of each family of rows.
    matrix : (m, n) csc
        Unscaled.
    lower, upper : (m,) float
    column_upper, column_scale : (n,) float
    row_scale : (m,) float
        A row is solved in multiples of it: the geometric mean of its smallest and largest entry.
    """

    families: tuple[Family, ...]
    rows: tuple[Rows, ...]
    starts: Mapping[str, int]
    matrix: sparse.csc_array
    lower: Floats
    upper: Floats
    column_upper: Floats
    column_scale: Floats
    row_scale: Floats

    def span(self, name: str) -> slice:
        """Place of a family of rows in a vector over all rows."""
        start = self.starts[name]
        return slice(start, start + self.family_of_rows(name).size)

    def family_of_rows(self, name: str) -> Rows:
        """Return a family of rows by its name; ``KeyError`` if there is none."""
        for rows in self.rows:
            if rows.name == name:
                return rows
        raise KeyError(name)


def assemble(families: Sequence[Family], rows: Sequence[Rows]) -> Program:
    """Put the families together into one matrix, with the scales of columns and rows."""
    sizes = np.array([r.size for r in rows], dtype=np.int64)
    offsets = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    column_scale = _joined([f.scale for f in families])
    matrix = sparse.coo_array(
        (
            _joined([r.value for r in rows]),
            (
                np.concatenate(
                    [r.row + np.int32(o) for r, o in zip(rows, offsets[:-1], strict=True)]
                ),
                np.concatenate([r.column for r in rows]),
            ),
        ),
        shape=(int(offsets[-1]), len(column_scale)),
    ).tocsc()
    return Program(
        families=tuple(families),
        rows=tuple(replace(r, row=NO_PLACE, column=NO_PLACE, value=NO_VALUE) for r in rows),
        starts={r.name: int(o) for r, o in zip(rows, offsets[:-1], strict=True)},
        matrix=matrix,
        lower=_joined([r.lower for r in rows]),
        upper=_joined([r.upper for r in rows]),
        column_upper=_joined([f.upper for f in families]),
        column_scale=column_scale,
        row_scale=row_scale(matrix, column_scale),
    )


def extended(program: Program, family: Family, rows: Ints, columns: Ints, value: Floats) -> Program:
    """Return the programme with a family more, whose columns (from 0) have these non-zeros."""
    shape = (program.matrix.shape[0], family.size)
    more = sparse.coo_array((value, (rows, columns)), shape=shape)
    matrix = sparse.csc_array(sparse.hstack([program.matrix, more]))
    column_scale = np.append(program.column_scale, family.scale)
    return replace(
        program,
        families=(*program.families, family),
        matrix=matrix,
        column_upper=np.append(program.column_upper, family.upper),
        column_scale=column_scale,
        row_scale=row_scale(matrix, column_scale),
    )


def _joined(parts: Sequence[Floats]) -> Floats:
    return np.concatenate(parts) if parts else np.zeros(0)


def row_scale(matrix: sparse.csc_array, column_scale: Floats) -> Floats:
    """Geometric mean of the smallest and largest entry of each row with scaled columns."""
    rows = matrix.shape[0]
    largest, smallest = np.zeros(rows), np.full(rows, np.inf)
    entry = np.abs(matrix.data) * np.repeat(column_scale, np.diff(matrix.indptr))
    np.maximum.at(largest, matrix.indices, entry)
    np.minimum.at(smallest, matrix.indices[entry > 0], entry[entry > 0])
    scale = np.ones(rows)
    filled = largest > 0
    scale[filled] = np.sqrt(largest[filled] * smallest[filled])
    return scale
