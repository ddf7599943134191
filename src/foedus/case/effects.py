"""What changes make of the tables that were read, one after the other, and what they may not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import polars as pl

from foedus.case.cast import Typed
from foedus.case.change import DATED, Change, Span, change_of
from foedus.case.change_faults import ROW, Cause, attempt, shareless
from foedus.case.context import Context
from foedus.case.places import at_row
from foedus.errors import Finding


@dataclass(frozen=True)
class Running:
    """The tables as the changes so far have left them.

    Parameters
    ----------
    context : Context
    frames : dict of table name to pl.DataFrame
        Only tables that were changed; each row with its place in the table as it was read.
    """

    context: Context
    frames: dict[str, pl.DataFrame] = field(default_factory=dict)

    def take(
        self, typed: Typed, place: int, row: Mapping[str, object], at: str = "value"
    ) -> list[Finding]:
        """Apply a change, and return what is wrong with it; then it is not applied.

        Parameters
        ----------
        typed : Typed
            The table that holds the change.
        place : int
            Its row there.
        row : mapping
            The row, typed.
        at : str
            The column that holds its value.
        """
        change = change_of({**row, "value": row[at]})
        if not _can_be_seen(self.context, change):
            return []
        frame = self.frame(change.table)
        made = attempt(frame, change, self.context.horizon)
        if isinstance(made, Cause):
            cause = replace(made, at=at) if made.at == "value" else made
            return [finding_of(self.context, typed, place, cause, change.table)]
        self.frames[change.table] = made.frame
        return []

    def shareless(self, typed: Typed, place: int, at: str = "value") -> list[Finding]:
        """Return a fault for each key that the changes so far have left without a positive share.

        Parameters
        ----------
        typed : Typed
            The table that holds the last change of a share.
        place : int
            Its row there.
        at : str
            The column that holds its value.
        """
        if "keys" not in self.frames:
            return []
        causes = shareless(self.frames["keys"])
        return [finding_of(self.context, typed, place, replace(c, at=at)) for c in causes]

    def frame(self, table: str) -> pl.DataFrame:
        """Return a table as it stands now, with the place of each row."""
        if table not in self.frames:
            return self.context.typed[table].frame.with_row_index(ROW)
        return self.frames[table]


def _can_be_seen(context: Context, change: Change) -> bool:
    """Return whether all that the change needs of its table could be read."""
    typed = context.typed[change.table]
    if change.last is not None and change.last < change.first:
        return False
    return typed.raw.whole and not typed.lost & {change.column, *_asked(change)}


def _asked(change: Change) -> set[str]:
    months: dict[Span, set[str]] = {
        "month": {"first", "last"},
        "range": {"first", "last"},
        "date": {DATED.get(change.table, "")},
        "throughout": set(),
    }
    return {column for column, _ in change.where} | months[change.span]


def finding_of(
    context: Context, typed: Typed, place: int, cause: Cause, table: str | None = None
) -> Finding:
    """Return a cause as a finding in the row of the change.

    Parameters
    ----------
    context : Context
    typed : Typed
        The table that holds the change.
    place : int
        Its row there.
    cause : Cause
    table : str, optional
        The table that is changed, if the cause names a row of it.
    """
    details = dict(cause.details)
    if table is not None and cause.row is not None:
        target = context.typed[table].raw
        details |= {"table": target.file, "at": f"{target.rows[cause.row]}"}
    return at_row(typed.raw, place, cause.kind, cause.at, details, cause.severity)
