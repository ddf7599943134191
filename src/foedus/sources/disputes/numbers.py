"""Numbers as publishers write them, each fault with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from foedus.case.raw import MAX_FINDINGS, and_more
from foedus.errors import Finding, InputError

NUMBER = re.compile(r"[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]?\d{1,3})?")
LONGEST = 40
"""Longer cells are no numbers, characters."""


@dataclass
class Reading:
    """Collects the faults of one file while it is read.

    Parameters
    ----------
    file : str
    findings : list of Finding
    """

    file: str
    findings: list[Finding] = field(default_factory=list)

    def fault(
        self,
        kind: str,
        row: int | None = None,
        column: str | None = None,
        value: str | None = None,
        **details: str,
    ) -> None:
        """Keep a fault of the namespace ``disputes``."""
        place = (self.file, row, column, None if value is None else value[:200])
        self.findings.append(Finding("fault", f"disputes.{kind}", *place, details))

    def warning(self, kind: str, row: int | None = None, **details: str) -> None:
        """Keep a warning of the namespace ``disputes``."""
        place = (self.file, row, None, None)
        self.findings.append(Finding("warning", f"disputes.{kind}", *place, details))

    def number(self, text: str, row: int, column: str) -> float | None:
        """Return a number; a fault ``disputes.not-a-number`` and None for what is none."""
        found = number(text)
        if found is None:
            self.fault("not-a-number", row, column, text)
        return found

    def between(
        self, text: str, row: int, column: str, ends: tuple[float, float], issue: str
    ) -> float | None:
        """Return a number that must lie on a scale; else a fault ``disputes.off-scale``."""
        found = self.number(text, row, column)
        if found is None or ends[0] <= found <= ends[1]:
            return found
        low, high = (f"{end:g}" for end in ends)
        self.fault("off-scale", row, column, text, low=low, high=high, issue=issue)
        return None

    def refuse(self) -> None:
        """Stop where there is a fault: with all of them, of each kind at most 200, by row.

        Raises
        ------
        InputError
        """
        if self.failed:
            raise InputError(capped(self.findings))

    @property
    def failed(self) -> bool:
        """Whether there is a fault."""
        return any(finding.severity == "fault" for finding in self.findings)


def capped(findings: list[Finding]) -> list[Finding]:
    """Return findings by file and row; of each kind 200, and one that counts the others."""
    files = list(dict.fromkeys(finding.file for finding in findings))
    ordered = sorted(findings, key=lambda found: (files.index(found.file), found.row or 0))
    kinds: dict[tuple[str, str], list[Finding]] = {}
    for finding in ordered:
        kinds.setdefault((finding.file, finding.kind), []).append(finding)
    cut = {key: found for key, found in kinds.items() if len(found) > MAX_FINDINGS}
    left_out = {id(finding) for found in cut.values() for finding in found[MAX_FINDINGS:]}
    shown = [finding for finding in ordered if id(finding) not in left_out]
    more = [and_more(found[:MAX_FINDINGS], len(found))[-1] for found in cut.values()]
    return [*shown, *more]


def number(text: str) -> float | None:
    """Return a finite number with a decimal point or comma; None for anything else.

    Examples
    --------
    >>> number("0,65"), number("-3.0"), number("1.234,5"), number("nan"), number("9e999")
    (0.65, -3.0, None, None, None)
    """
    cell = text.strip()
    if len(cell) > LONGEST or NUMBER.fullmatch(cell) is None:
        return None
    found = float(cell.replace(",", "."))
    return found if abs(found) < float("inf") else None
