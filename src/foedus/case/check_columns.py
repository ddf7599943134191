"""The header of a table: columns that are missing, and columns that nobody knows."""

from __future__ import annotations

from foedus.case.cast import Typed
from foedus.case.spelling import nearest
from foedus.errors import Finding

ALIKE = 0.7
"""Least similarity for an unknown column to be taken for the missing one."""


def check_columns(typed: Typed) -> list[Finding]:
    """Return missing columns as faults, unknown ones as warnings; a misspelt one is not both."""
    known = [c.name for c in typed.table.all_columns]
    there = set(typed.raw.frame.columns) | typed.raw.lost
    unknown = [name for name in typed.raw.frame.columns if name not in known]
    findings = []
    for name in (n for n in known if n in typed.lost and n not in there):
        best = nearest(name, unknown, cutoff=ALIKE)
        kind = "missing-column" if best is None else "misspelt-column"
        details = {} if best is None else {"nearest": best}
        findings.append(Finding("fault", kind, typed.file, 1, name, best, details))
        unknown = [n for n in unknown if n != best]
    listed = {"known": ", ".join(known)}
    return findings + [
        Finding("warning", "unknown-column", typed.file, 1, name[:200], name[:200], listed)
        for name in unknown
        if name not in typed.raw.lost
    ]
