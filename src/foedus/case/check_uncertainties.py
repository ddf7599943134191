"""What is known within a range only: a sound distribution of what exists, one for each cell."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from foedus.case.change import change_of, touched
from foedus.case.change_faults import ROW, Cause
from foedus.case.check_changes import sound_forms
from foedus.case.check_keys import NEVER
from foedus.case.context import Context
from foedus.case.effects import Running, finding_of
from foedus.case.schema import TABLES
from foedus.errors import Finding

Taken = dict[tuple[str, str, int], list[tuple[date, date, int]]]
"""By table, column and row: from which month to which it is uncertain, and who says so."""


def uncertainties(context: Context) -> list[Finding]:
    """Return a fault for an uncertainty of what cannot be changed, or without a sound range.

    Its low and its high value are looked at as changes of the case as it stands.
    """
    typed = context.typed["uncertainties"]
    if not typed.frame.height:
        return []
    findings: list[Finding] = []
    readable = typed.sound(*typed.table.schema)
    taken: Taken = {}
    for place, row in sound_forms(context, typed, findings):
        if not readable[place]:
            continue
        cause = _distribution(row) or _whole(row)
        found = [] if cause is None else [finding_of(context, typed, place, cause)]
        for at in ("low", "high"):
            running = Running(context)
            found = found or running.take(typed, place, row, at)
            found = found or running.shareless(typed, place, at)
        cause = None if found else _twice(context, row, place, taken)
        findings += found if cause is None else [finding_of(context, typed, place, cause)]
    return findings


def _distribution(row: Mapping[str, object]) -> Cause | None:
    low, mode, high = row["low"], row["mode"], row["high"]
    kind = row["distribution"]
    if not isinstance(low, float) or not isinstance(high, float):
        return None
    if low > high:
        return Cause("low-above-high", "low", {"high": f"{high:g}"})
    if kind == "lognormal" and low <= 0:
        return Cause("lognormal-not-positive", "low")
    if kind != "triangular":
        details = {"distribution": f"{kind}"}
        return None if mode is None else Cause("mode-not-used", "mode", details)
    if not isinstance(mode, float):
        return Cause("mode-missing", "mode")
    bounds = {"low": f"{low:g}", "high": f"{high:g}"}
    return None if low <= mode <= high else Cause("mode-outside", "mode", bounds)


def _whole(row: Mapping[str, object]) -> Cause | None:
    """Return a cause for a whole number that is scaled by what is not whole."""
    table, column = f"{row['table']}", f"{row['column']}"
    if row["operation"] != "scale" or TABLES[table].column(column).kind != "integer":
        return None
    return Cause("uncertain-whole", "operation", {"name": f"{table}.{column}"})


def _twice(context: Context, row: Mapping[str, object], place: int, taken: Taken) -> Cause | None:
    """Return a cause where an earlier one touches the same cell; remember what this touches."""
    change = change_of({**row, "value": row["low"]})
    frame = Running(context).frame(change.table)
    first, last = change.first, change.last or NEVER
    for at in frame[ROW].filter(touched(frame, change)):
        held = taken.setdefault((change.table, change.column, at), [])
        for begins, ends, other in held:
            if begins <= last and first <= ends:
                return _names(context, other)
        held.append((first, last, place))
    return None


def _names(context: Context, place: int) -> Cause:
    typed = context.typed["uncertainties"]
    details = {"other": f"{typed.frame['uncertainty'][place]}", "row": f"{typed.raw.rows[place]}"}
    return Cause(
        "uncertain-twice", "where", {"other": details["other"], "other_row": details["row"]}
    )
