"""Findings with their place: which cell of which row."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from foedus.case.raw import MAX_FINDINGS, RawTable, and_more
from foedus.errors import Finding, Severity

Explain = Callable[[str | None], tuple[str, dict[str, str]]]
"""From a cell to the kind of the finding and its details."""


def at_cells(
    raw: RawTable, column: str, mask: pl.Series, explain: Explain, severity: Severity = "fault"
) -> list[Finding]:
    """Return a finding for every cell of a column that the mask names.

    The first 200 are listed, the others are counted.
    """
    if not mask.any():
        return []
    places = mask.arg_true()
    cells = raw.frame[column]
    explained: dict[str | None, tuple[str, dict[str, str]]] = {}
    findings = []
    for place in places.head(MAX_FINDINGS):
        cell = cells[place]
        if cell not in explained:
            explained[cell] = explain(cell)
        kind, details = explained[cell]
        findings.append(
            Finding(severity, kind, raw.file, raw.rows[place], column, shown(cell), details)
        )
    return and_more(findings, len(places))


def at_row(
    raw: RawTable,
    place: int,
    kind: str,
    column: str | None,
    details: dict[str, str] | None = None,
    severity: Severity = "fault",
) -> Finding:
    """Return a finding at one row; its value is the cell of ``column``, if there is one."""
    there = column is not None and column in raw.frame.columns
    value = raw.frame[column][place] if there and column is not None else None
    return Finding(severity, kind, raw.file, raw.rows[place], column, shown(value), details or {})


def shown(cell: str | None) -> str | None:
    """Return a cell as a finding carries it: at most 200 characters."""
    return cell if cell is None or len(cell) <= 200 else f"{cell[:200]}…"


def at_rows(
    raw: RawTable,
    column: str,
    mask: pl.Series,
    kind: str,
    details: Callable[[int], dict[str, str]] = lambda _: {},
    severity: Severity = "fault",
) -> list[Finding]:
    """Return a finding for every row that the mask names; details are made from its place."""
    if not mask.any():
        return []
    places = mask.arg_true()
    findings = [
        at_row(raw, place, kind, column, details(place), severity)
        for place in places.head(MAX_FINDINGS)
    ]
    return and_more(findings, len(places))
