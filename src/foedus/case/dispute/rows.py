"""Rows of a dispute while it is checked: which can be used, what they name, findings at them."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from foedus.case.cast import Typed
from foedus.case.check_keys import PLACE, placed
from foedus.case.context import Context
from foedus.case.places import at_row
from foedus.case.raw import MAX_FINDINGS, and_more
from foedus.errors import Finding, Severity

BOUNDS = ("low", "high")


def found(
    typed: Typed,
    column: str,
    rows: pl.DataFrame,
    kind: str,
    details: Sequence[str] = (),
    severity: Severity = "fault",
) -> list[Finding]:
    """Return a finding at every row; what its message names besides stands in ``details``.

    Parameters
    ----------
    typed : Typed
        The table in which the rows stand.
    column : str
    rows : pl.DataFrame
        With the rows' places, and the columns that ``details`` names.
    kind : str
    details : sequence of str
    severity : {"fault", "warning"}
    """
    listed = rows.sort(PLACE).head(MAX_FINDINGS).iter_rows(named=True)
    findings = [
        at_row(typed.raw, row[PLACE], kind, column, {d: shown(row[d]) for d in details}, severity)
        for row in listed
    ]
    return and_more(findings, rows.height)


def shown(value: object) -> str:
    """Return a cell as a message names it; numbers without superfluous digits.

    Examples
    --------
    >>> shown(0.25), shown(3.0), shown("ports"), shown(None)
    ('0.25', '3', 'ports', '')
    """
    if isinstance(value, float):
        return f"{value:.12g}"
    return "" if value is None else str(value)


def row_numbers(typed: Typed, rows: pl.DataFrame, place: str = PLACE) -> pl.DataFrame:
    """Return the rows with ``other_row``, the number of the row at ``place`` in its file."""
    numbers = typed.raw.rows.gather(rows[place]).alias("other_row")
    return rows.with_columns(numbers)


def issues_of(context: Context, kind: str) -> pl.DataFrame:
    """Return the issues of a kind that can be used, with their ends and their places."""
    typed = context.typed["issues"]
    rows = placed(typed, "issue", "kind").filter(pl.col("kind") == kind)
    return rows.unique("issue", keep="first", maintain_order=True)


def scales(context: Context) -> pl.DataFrame:
    """Return the scales of which both ends are given, the low one below the high one."""
    return issues_of(context, "scale").filter(pl.col("low") < pl.col("high"))


def options_as_written(context: Context) -> pl.DataFrame:
    """Return every issue and option that the table of options names, good or bad."""
    raw = context.typed["options"].raw.frame
    if not {"issue", "option"} <= set(raw.columns):
        return pl.DataFrame(schema={"issue": pl.String, "option": pl.String})
    return raw.select("issue", "option").drop_nulls().unique(maintain_order=True)


def complete(context: Context, table: str, *columns: str) -> bool:
    """Whether every name in these columns could be read, and the tables they refer to know it.

    What is missing is told only where this holds, so that a misspelt row does not count twice.
    """
    typed = context.typed[table]
    if not typed.readable(*columns) or typed.raw.loose:
        return False
    return all(_known(context, typed, column) for column in columns)


def _known(context: Context, typed: Typed, column: str) -> bool:
    target = typed.table.column(column).refers
    names = None if target is None else context.names(target)
    return names is None or bool(typed.frame[column].is_in(names.implode()).all())
