"""One change of a case: which rows it names, in which months, and what it makes of a value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

import polars as pl

from foedus.case.months import ordinal

Operation = Literal["scale", "set", "add"]
Span = Literal["month", "date", "range", "throughout"]

EVERY = "*"
"""Stands in ``where`` for every row."""

PER_MONTH = frozenset({("requirements", "quantity"), ("budgets", "amount"), ("lines", "capacity")})
"""Columns that hold for each month of a row's range: a row may be split."""

DATED: Mapping[str, str] = {"inflows": "month", "commitments": "by"}
"""Tables whose rows stand for one month, and the column that names it."""

OVER_RANGE = ("restrictions", "limit")
"""The column that counts over the whole of a row's range: a row may not be split."""

END = date(9999, 12, 1)
"""The last month that there is: until then is without end."""

ORDER, HIT = "_order", "_hit"


def span(table: str, column: str) -> Span:
    """Return for how long a value of a column holds.

    Examples
    --------
    >>> span("budgets", "amount"), span("inflows", "quantity"), span("lines", "lead")
    ('month', 'date', 'throughout')
    """
    if (table, column) in PER_MONTH:
        return "month"
    if table in DATED:
        return "date"
    return "range" if (table, column) == OVER_RANGE else "throughout"


@dataclass(frozen=True)
class Change:
    """One row of ``changes``, or one drawn value.

    Parameters
    ----------
    table, column : str
    where : tuple of (column, value)
        All must match; empty for every row.
    first : date
        First day of the first month.
    last : date, optional
        First day of the last month, which is included; none: to the end of the horizon.
    operation : {"scale", "set", "add"}
    value : float
    source : str, optional
        None: an assumption.
    """

    table: str
    column: str
    where: tuple[tuple[str, str], ...]
    first: date
    last: date | None
    operation: Operation
    value: float
    source: str | None = None

    @property
    def span(self) -> Span:
        """For how long a value of its column holds."""
        return span(self.table, self.column)


@dataclass(frozen=True)
class Altered:
    """A table after a change.

    Parameters
    ----------
    frame : pl.DataFrame
        The changed column is of type Float64, whatever the schema says.
    hit : pl.Series of bool
        Rows that the change touched.
    """

    frame: pl.DataFrame
    hit: pl.Series


def parse_where(where: str) -> tuple[tuple[str, str], ...]:
    """Return the pairs of column and value of a ``where``; none for every row.

    Examples
    --------
    >>> parse_where("party=USA; item=shell-155")
    (('party', 'USA'), ('item', 'shell-155'))
    >>> parse_where("*")
    ()
    """
    if where.strip() == EVERY:
        return ()
    pairs = (part.partition("=") for part in where.split(";"))
    return tuple((column.strip(), value.strip()) for column, _, value in pairs)


def change_of(row: Mapping[str, object], source: str | None = None) -> Change:
    """Return the change that a row of ``changes`` says.

    Parameters
    ----------
    row : mapping
        ``table``, ``column``, ``where``, ``first``, ``operation``, ``value`` and maybe ``last``,
        as in a typed table.
    source : str, optional
    """
    first, last = row["first"], row.get("last")
    operation, value = row["operation"], row["value"]
    if not isinstance(first, date) or not isinstance(value, int | float):
        raise TypeError(f"first and value: {first!r} and {value!r} must be a day and a number")
    if operation not in {"scale", "set", "add"}:
        raise ValueError(f"operation: {operation!r} is unknown; use scale, set or add")
    return Change(
        str(row["table"]),
        str(row["column"]),
        parse_where(str(row["where"])),
        first,
        last if isinstance(last, date) and last < END else None,
        operation,
        float(value),
        source,
    )


def matching(frame: pl.DataFrame, change: Change) -> pl.Series:
    """Return a mask of the rows that the change's ``where`` names, whatever their months."""
    mask = pl.Series([True]).new_from_index(0, frame.height)
    for column, value in change.where:
        mask = mask & (frame[column] == value).fill_null(value=False)
    return mask


def touched(frame: pl.DataFrame, change: Change) -> pl.Series:
    """Return a mask of the rows that the change names and that hold in one of its months."""
    mask = matching(frame, change)
    if change.span == "throughout":
        return mask
    if change.span == "date":
        begins = ends = frame[DATED[change.table]]
    else:
        begins, ends = frame["first"], frame["last"]
    mask = mask & (ends >= change.first).fill_null(value=change.span != "date")
    if change.last is not None:
        mask = mask & (begins <= change.last)
    return mask.fill_null(value=False)


def altered(frame: pl.DataFrame, change: Change) -> Altered:
    r"""Return a table after a change.

    The value :math:`v` of the column becomes :math:`v \cdot a` (scale), :math:`a` (set) or
    :math:`v + a` (add), with :math:`a` the change's value. What is unknown (null) stays unknown
    for scale and add. Where the column holds for each month of a range (``span`` is ``month``),
    a row that lies only partly in the change's months is split into rows.

    Parameters
    ----------
    frame : pl.DataFrame
        The typed table; other columns stay.
    change : Change

    Examples
    --------
    >>> budgets = pl.DataFrame(
    ...     {"party": ["POL"], "first": [date(2024, 10, 1)], "last": [None], "amount": [5.0]},
    ...     schema_overrides={"last": pl.Date},
    ... )
    >>> where = (("party", "POL"),)
    >>> ends = Change("budgets", "amount", where, date(2025, 2, 1), None, "set", 0.0)
    >>> altered(budgets, ends).frame.select("first", "last", "amount").rows()[0]
    (datetime.date(2024, 10, 1), datetime.date(2025, 1, 1), 5.0)
    """
    hit = touched(frame, change)
    if change.span == "month":
        frame, hit = _split(frame, change, hit)
    value = frame[change.column].cast(pl.Float64)
    changed = pl.select(pl.when(hit).then(_operated(value, change)).otherwise(value)).to_series()
    return Altered(frame.with_columns(changed.alias(change.column)), hit)


def _operated(value: pl.Series, change: Change) -> pl.Series:
    match change.operation:
        case "scale":
            return value * change.value + 0.0  # no -0.0
        case "add":
            return value + change.value
        case _:
            return pl.Series([change.value]).new_from_index(0, len(value))


def _split(frame: pl.DataFrame, change: Change, hit: pl.Series) -> tuple[pl.DataFrame, pl.Series]:
    """Cut the rows that are touched at the change's first and last month."""
    early = hit & (frame["first"] < change.first)
    late = hit & (change.last is not None)
    if change.last is not None:
        late = hit & (frame["last"] > change.last).fill_null(value=True)
    if not early.any() and not late.any():
        return frame, hit
    numbered = frame.with_row_index(ORDER).with_columns(hit.alias(HIT))
    inside = numbered.with_columns(
        pl.when(early).then(pl.lit(change.first)).otherwise("first").alias("first"),
        pl.when(late).then(pl.lit(change.last, pl.Date)).otherwise("last").alias("last"),
    )
    pieces = [_piece(numbered.filter(early), last=_moved(change.first, -1)), inside]
    if change.last is not None:
        pieces.append(_piece(numbered.filter(late), first=_moved(change.last, 1)))
    joined = pl.concat(pieces).sort(ORDER, "first", maintain_order=True)
    return joined.drop(ORDER, HIT), joined[HIT]


def _piece(rows: pl.DataFrame, **bound: date) -> pl.DataFrame:
    """Return the part of the rows that is left as it was."""
    ends = [pl.lit(month, pl.Date).alias(name) for name, month in bound.items()]
    return rows.with_columns(*ends, pl.lit(value=False).alias(HIT))


def _moved(month: date, by: int) -> date:
    year, number = divmod(ordinal(month) + by, 12)
    return date(year, number + 1, 1)
