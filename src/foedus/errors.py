"""The errors that a user can meet: one tree, each with its exit code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

Severity = Literal["fault", "warning"]


@dataclass(frozen=True)
class Finding:
    """One fault or warning of an input, with its place, its value and what a message needs.

    The text is made later, in the user's language, from ``kind`` and ``details`` (style: text is
    keyed, numbers are formatted last).

    Parameters
    ----------
    severity : {"fault", "warning"}
    kind : str
        Key of the message, for example ``"unknown-reference"``.
    file : str
        File or sheet, for example ``"stocks.csv"``.
    row : int, optional
        Row as a spreadsheet numbers it; the header is row 1.
    column : str, optional
    value : str, optional
        The value found, as it was written.
    details : mapping of str to str
        What else the message names, for example ``{"nearest": "shell-155"}``.
    """

    severity: Severity
    kind: str
    file: str
    row: int | None = None
    column: str | None = None
    value: str | None = None
    details: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def _place(finding: Finding) -> str:
    parts = [finding.file]
    if finding.row is not None:
        parts.append(f"row {finding.row}")
    if finding.column is not None:
        parts.append(finding.column)
    value = "" if finding.value is None else f" ({finding.value})"
    return f"{', '.join(parts)}: {finding.kind}{value}"


class FoedusError(Exception):
    """Root of all errors of Foedus; ``exit_code`` is what the command line returns."""

    exit_code = 1


class InputError(FoedusError):
    """An input that cannot be used, with all its faults.

    Parameters
    ----------
    findings : sequence of Finding
        Every fault and warning that was found, in the order of the files.
    """

    exit_code = 2

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        faults = [f for f in self.findings if f.severity == "fault"]
        super().__init__("; ".join(_place(f) for f in faults[:20]) or "no fault")


class SolverError(FoedusError):
    """The solver stopped without a result that passes the residual check."""
