"""What scenarios change: tables, columns and rows that exist, and numbers only."""

from __future__ import annotations

from foedus.case.columns import Table
from foedus.case.context import Context
from foedus.case.places import at_row
from foedus.case.raw import MAX_FINDINGS
from foedus.case.schema import TABLES
from foedus.case.spelling import nearest
from foedus.errors import Finding

CHANGEABLE = tuple(
    t.name for t in TABLES.values() if t.part == "plan" and t.name not in {"scenarios", "changes"}
)
"""Tables that a scenario may change."""


def changes(context: Context) -> list[Finding]:
    """Return a fault for a change of an unknown table, column or row, or of what is no number."""
    typed = context.typed["changes"]
    if not typed.frame.height or {"table", "column", "where"} & typed.lost:
        return []
    findings = []
    cells = typed.frame.select("table", "column", "where").iter_rows()
    for place, (table, column, where) in enumerate(cells):
        for kind, at, details in _change(context, table, column, where):
            findings.append(at_row(typed.raw, place, kind, at, details))
        if len(findings) > MAX_FINDINGS:
            break
    return findings


Cause = tuple[str, str, dict[str, str]]
"""Kind of a finding, the column of ``changes`` at which it stands, its details."""


def _change(
    context: Context, table: str | None, column: str | None, where: str | None
) -> list[Cause]:
    if table is None:
        return []
    if table not in CHANGEABLE:
        best = nearest(table, CHANGEABLE, cutoff=0) or ""
        return [("unknown-reference", "table", {"nearest": best})]
    found = [] if column is None else _column(TABLES[table], column)
    return found + ([] if where is None else _where(context, TABLES[table], where))


def _column(table: Table, column: str) -> list[Cause]:
    numbers = [c.name for c in table.columns if c.kind in {"number", "integer"}]
    if column in numbers:
        return []
    if column in {c.name for c in table.columns}:
        return [("change-of-no-number", "column", {"known": ", ".join(numbers)})]
    best = nearest(column, numbers, cutoff=0) or ""
    return [("unknown-reference", "column", {"nearest": best})]


def _where(context: Context, table: Table, where: str) -> list[Cause]:
    names = [c.name for c in table.columns if c.kind in {"key", "choice"}]
    causes: list[Cause] = []
    for part in where.split(";"):
        column, equals, value = (piece.strip() for piece in part.partition("="))
        if not equals or not value:
            causes.append(("where-form", "where", {"part": part[:80]}))
        elif column not in names:
            details = {"part": column[:80], "nearest": nearest(column, names, cutoff=0) or ""}
            causes.append(("where-column", "where", details))
        else:
            causes += _no_row(context, table, column, value)
    return causes


def _no_row(context: Context, table: Table, column: str, value: str) -> list[Cause]:
    cells = context.cells(table.name, column)
    if cells is None or value in cells:
        return []
    best = nearest(value, cells, cutoff=0)
    details = {"part": f"{column}={value}"[:80], "nearest": f"{column}={best or '…'}"}
    return [("where-no-row", "where", details)]
