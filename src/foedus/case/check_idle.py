"""Changes that touch nothing: looked at only where the table that they change is sound."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from foedus.case.cast import Typed
from foedus.case.change import change_of, matching, touched
from foedus.case.change_faults import Cause
from foedus.case.context import Context
from foedus.case.effects import finding_of
from foedus.errors import Finding

CHANGING = ("changes", "uncertainties")
"""Tables whose rows change others."""

VALUE = {"changes": "value", "uncertainties": "low"}


def idle(table: str) -> Callable[[Context], list[Finding]]:
    """Return the rule that looks at all changes of one table.

    It gives a fault where no row matches all parts of ``where`` together, and a warning where no
    such row holds in the months of the change.
    """

    def rule(context: Context) -> list[Finding]:
        return [
            finding_of(context, context.typed[name], place, cause)
            for name in CHANGING
            for place, row in enumerate(context.typed[name].frame.iter_rows(named=True))
            if row["table"] == table
            for cause in _causes(context.typed[table], row, VALUE[name])
        ]

    return rule


def _causes(typed: Typed, row: Mapping[str, object], at: str) -> list[Cause]:
    change = change_of({**row, "value": row[at]})
    if not matching(typed.frame, change).any():
        return [Cause("where-no-match", "where", {"table": typed.file})]
    if not touched(typed.frame, change).any():
        return [Cause("change-no-month", "first", severity="warning")]
    return []
