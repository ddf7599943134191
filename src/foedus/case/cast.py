"""From text to types, column by column; what cannot be cast is named, not guessed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from foedus.case.columns import Column, Table
from foedus.case.diagnose import diagnose
from foedus.case.patterns import BREAKS, DAY, EXACT, MONTH, forbidden
from foedus.case.places import at_cells
from foedus.case.raw import RawTable
from foedus.errors import Finding

WRONG = "wrong "
"""Begins the name of the mask of a column; no column of the schema begins so."""


@dataclass(frozen=True)
class Typed:
    """A table with its text and its types.

    Parameters
    ----------
    table : Table
    raw : RawTable
    frame : pl.DataFrame
        Every column of the schema, typed; what could not be cast is null.
    bad : mapping of column name to pl.Series of bool
        Cells that are at fault already, only for columns that have some.
    lost : frozenset of str
        Required columns that are missing, and doubled columns.
    """

    table: Table
    raw: RawTable
    frame: pl.DataFrame
    bad: Mapping[str, pl.Series]
    lost: frozenset[str]

    @property
    def file(self) -> str:
        """The table's file, as a finding names it."""
        return self.raw.file

    def sound(self, *columns: str) -> pl.Series:
        """Return a mask of the rows in which all these columns could be read."""
        if self.lost & set(columns):
            return pl.Series([False]).new_from_index(0, self.frame.height)
        mask = pl.Series([True]).new_from_index(0, self.frame.height)
        for name in columns:
            if name in self.bad:
                mask = mask & ~self.bad[name]
        return mask

    def readable(self, *columns: str) -> bool:
        """Whether every cell of these columns is there and could be read."""
        return (
            self.raw.whole and not self.lost & set(columns) and not self.bad.keys() & set(columns)
        )


def cast_table(table: Table, raw: RawTable) -> tuple[Typed, list[Finding]]:
    """Cast every column that is there, and report each cell that cannot be cast.

    Parameters
    ----------
    table : Table
    raw : RawTable

    Returns
    -------
    Typed
    list of Finding
        At most one for a cell: an empty required cell, blanks, control characters, a wrong type,
        a number out of its bounds, an unknown choice.

    Examples
    --------
    >>> from foedus.case.raw import numbers
    >>> from foedus.case.schema import TABLES
    >>> text = pl.DataFrame({"party": ["POL"], "item": ["shell-155"], "quantity": ["1,5"]})
    >>> raw = RawTable("stocks", "stocks.csv", text, numbers(2, 1))
    >>> typed, findings = cast_table(TABLES["stocks"], raw)
    >>> findings[0].kind, findings[0].row, dict(findings[0].details)
    ('number-format', 2, {'nearest': '1.5'})
    """
    lost = _missing(table, raw) | raw.lost
    columns = [c for c in table.all_columns if c.name in raw.frame.columns and c.name not in lost]
    wrong = [_wrong(c).alias(f"{WRONG}{c.name}") for c in columns]
    cast = raw.frame.select([_value(c).alias(c.name) for c in columns] + wrong)
    masks = {c.name: cast[f"{WRONG}{c.name}"] for c in columns}
    bad = {name: mask for name, mask in masks.items() if mask.any()}
    values = cast[[c.name for c in columns]]
    if bad:
        sound = {name: ~mask for name, mask in bad.items()}
        values = values.with_columns(
            pl.when(mask).then(pl.col(name)).alias(name) for name, mask in sound.items()
        )
    frame = _framed(table, values, len(raw.rows))
    findings = [f for c in columns if c.name in bad for f in _report(c, raw, bad[c.name])]
    return Typed(table, raw, frame, bad, lost), findings


def _framed(table: Table, values: pl.DataFrame, height: int) -> pl.DataFrame:
    """Return the values in the schema's order, with null for every column that is not there."""
    there = values.columns
    return pl.DataFrame(
        {
            name: values[name]
            if name in there
            else pl.Series([None], dtype=kind).new_from_index(0, height)
            for name, kind in table.schema.items()
        }
    )


def _missing(table: Table, raw: RawTable) -> frozenset[str]:
    there = raw.frame.columns
    return frozenset(c.name for c in table.all_columns if not c.optional and c.name not in there)


def _report(column: Column, raw: RawTable, mask: pl.Series) -> list[Finding]:
    def explain(cell: str | None) -> tuple[str, dict[str, str]]:
        return diagnose(column, cell)

    return at_cells(raw, column.name, mask, explain)


def _value(column: Column) -> pl.Expr:
    text = pl.col(column.name)
    match column.kind:
        case "number":
            return text.cast(pl.Float64, strict=False) + 0.0  # no -0.0
        case "integer":
            return text.cast(pl.Float64, strict=False).cast(pl.Int64, strict=False)
        case "month":
            return (text + "-01").str.to_date("%Y-%m-%d", strict=False)
        case "date":
            return text.str.to_date("%Y-%m-%d", strict=False)
        case "boolean":
            return text == "true"
        case _ if column.name in BREAKS:
            lines = text.str.replace_all("\r\n", "\n", literal=True)
            return lines.str.replace_all("\r", "\n", literal=True)
        case _:
            return text


def _wrong(column: Column) -> pl.Expr:
    """Return where a cell is at fault; an empty cell is where it must not be empty."""
    text = pl.col(column.name)
    match column.kind:
        case "number" | "integer":
            wrong = _wrong_number(column)
        case "month":
            wrong = ~text.str.contains(MONTH)
        case "date":
            wrong = ~text.str.contains(DAY) | _value(column).is_null()
        case "boolean":
            wrong = ~text.is_in(["true", "false"])
        case "choice":
            wrong = ~text.is_in(column.choices)
        case _:
            wrong = text.str.contains(forbidden(column))
    if column.optional:
        return text.is_not_null() & wrong
    return text.is_null() | wrong


def _wrong_number(column: Column) -> pl.Expr:
    value = pl.col(column.name).cast(pl.Float64, strict=False)
    wrong = ~value.is_finite().fill_null(value=False)
    if column.kind == "integer":
        wrong = wrong | (value != value.floor()) | (value.abs() > EXACT)
    if column.minimum is not None:
        wrong = wrong | (value < column.minimum)
    if column.maximum is not None:
        wrong = wrong | (value > column.maximum)
    if column.positive:
        wrong = wrong | (value <= 0)
    return wrong.fill_null(value=True)


def empty_typed(table: Table, raw: RawTable) -> Typed:
    """Return a table that is absent, or of which nothing could be read, as one without rows."""
    return Typed(table, raw, pl.DataFrame(schema=table.schema), {}, frozenset())
