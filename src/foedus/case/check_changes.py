"""What scenarios change: tables, columns and rows that exist, numbers only, and in their bounds."""

from __future__ import annotations

from collections.abc import Iterator

from foedus.case.cast import Typed
from foedus.case.change import EVERY
from foedus.case.change_faults import SHARES, Cause
from foedus.case.columns import Table
from foedus.case.context import Context
from foedus.case.effects import Running, finding_of
from foedus.case.places import at_rows
from foedus.case.raw import MAX_FINDINGS
from foedus.case.schema import TABLES
from foedus.case.spelling import nearest
from foedus.errors import Finding

CHANGEABLE = tuple(
    t.name
    for t in TABLES.values()
    if t.part == "plan" and t.name not in {"scenarios", "changes", "uncertainties"}
)
"""Tables that a scenario may change."""

FIXED = frozenset({"lat", "lon"})
"""Numbers that no scenario moves: a place is checked against borders once."""


def changes(context: Context) -> list[Finding]:
    """Return what is wrong with scenarios: odds of 0, and changes, each after those before it.

    Changes follow each other by their keys, as in ``scenario.applied``: the order of the rows says
    nothing. A fault for a change of an unknown table, column or row, of what is no number, in part
    of what has no months, or out of the bounds of its column; and for one that leaves a key
    without a positive share.
    """
    typed = context.typed["changes"]
    findings = _impossible(context)
    if not typed.frame.height:
        return findings
    scenarios: dict[str, Running] = {}
    last: dict[str, int] = {}  # by scenario: the last change of a share
    readable = typed.sound(*typed.table.schema)
    sound = [(p, row) for p, row in sound_forms(context, typed, findings) if readable[p]]
    for place, row in sorted(sound, key=_key):
        running = scenarios.setdefault(f"{row['scenario']}", Running(context))
        findings += running.take(typed, place, row)
        if (row["table"], row["column"]) == SHARES:
            last[f"{row['scenario']}"] = place
    for scenario, place in last.items():
        findings += scenarios[scenario].shareless(typed, place)
    return findings


def _impossible(context: Context) -> list[Finding]:
    """Return a fault for each scenario of probability 0: it would be planned for and not count."""
    typed = context.typed["scenarios"]
    never = (typed.frame["probability"] == 0).fill_null(value=False)
    return at_rows(typed.raw, "probability", never, "not-positive") if never.any() else []


def _key(placed: tuple[int, dict[str, object]]) -> tuple[object, ...]:
    """Return the key of a row of ``changes``."""
    return tuple(placed[1][name] for name in TABLES["changes"].key)


def sound_forms(
    context: Context, typed: Typed, findings: list[Finding]
) -> Iterator[tuple[int, dict[str, object]]]:
    """Yield the rows that name what exists, with their place; report the others in ``findings``.

    Parameters
    ----------
    context : Context
    typed : Typed
        ``changes`` or ``uncertainties``.
    findings : list of Finding
        What is wrong is added to it.
    """
    if {"table", "column", "where"} & typed.lost:
        return
    for place, row in enumerate(typed.frame.iter_rows(named=True)):
        causes = _causes(context, row["table"], row["column"], row["where"])
        findings += (finding_of(context, typed, place, cause) for cause in causes)
        if len(findings) > MAX_FINDINGS:
            return
        if not causes:
            yield place, row


def _causes(
    context: Context, table: str | None, column: str | None, where: str | None
) -> list[Cause]:
    if table is None:
        return []
    if table not in CHANGEABLE:
        best = nearest(table, CHANGEABLE, cutoff=0) or ""
        return [Cause("unknown-reference", "table", {"nearest": best})]
    found = [] if column is None else _column(TABLES[table], column)
    return found + ([] if where is None else _where(context, TABLES[table], where))


def _column(table: Table, column: str) -> list[Cause]:
    numbers = [
        c.name for c in table.columns if c.kind in {"number", "integer"} and c.name not in FIXED
    ]
    if column in numbers:
        return []
    if column in {c.name for c in table.columns}:
        return [Cause("change-of-no-number", "column", {"known": ", ".join(numbers) or "–"})]
    best = nearest(column, numbers, cutoff=0) or ""
    return [Cause("unknown-reference", "column", {"nearest": best})]


def _where(context: Context, table: Table, where: str) -> list[Cause]:
    if where == EVERY:
        return []
    names = [c.name for c in table.columns if c.kind in {"key", "choice"}]
    causes: list[Cause] = []
    for part in where.split(";"):
        column, equals, value = (piece.strip() for piece in part.partition("="))
        if not equals or not value:
            causes.append(Cause("where-form", "where", {"part": part[:80]}))
        elif column not in names:
            details = {"part": column[:80], "nearest": nearest(column, names, cutoff=0) or ""}
            causes.append(Cause("where-column", "where", details))
        else:
            causes += _no_row(context, table, column, value)
    return causes


def _no_row(context: Context, table: Table, column: str, value: str) -> list[Cause]:
    cells = context.cells(table.name, column)
    if cells is None or value in cells:
        return []
    best = nearest(value, cells, cutoff=0)
    details = {"part": f"{column}={value}"[:80], "nearest": f"{column}={best or '…'}"}
    return [Cause("where-no-row", "where", details)]
