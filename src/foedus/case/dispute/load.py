"""Read and check a dispute: a folder of CSV or Parquet files, or one Excel workbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from foedus.case.cast import Typed
from foedus.case.context import Context
from foedus.case.dispute.build import build
from foedus.case.dispute.model import Dispute
from foedus.case.dispute.rules import apply
from foedus.case.dispute.settings import DisputeSettings, read_settings
from foedus.case.dispute.tables import LAYOUT
from foedus.case.dispute.warn_reach import out_of_reach
from foedus.case.load import in_order, opened
from foedus.case.warn_evidence import later_sources
from foedus.errors import Finding, InputError

OWN_WORDS = {
    "not-a-case": "dispute.not-a-dispute",
    "no-settings": "dispute.no-settings",
    "no-settings-sheet": "dispute.no-settings-sheet",
}
"""Findings of a case's reader that a dispute words differently."""


@dataclass(frozen=True)
class Checked:
    """What a check found.

    Parameters
    ----------
    dispute : Dispute, optional
        None where there is a fault.
    findings : tuple of Finding
        All faults and warnings, in the order of the tables, then of the rows.
    """

    dispute: Dispute | None
    findings: tuple[Finding, ...]


def load(path: str | Path) -> Dispute:
    """Load a dispute.

    Parameters
    ----------
    path : str or Path
        A folder with ``dispute.toml`` and CSV or Parquet files, its ``dispute.toml``, or a
        workbook.

    Raises
    ------
    InputError
        With all faults at once.

    Examples
    --------
    >>> load("no-such-folder")
    Traceback (most recent call last):
        ...
    foedus.errors.InputError: no-such-folder: not-found
    """
    checked = check(path)
    if checked.dispute is None:
        raise InputError(checked.findings)
    return checked.dispute


def check(path: str | Path) -> Checked:
    """Read everything and report all faults and warnings at once.

    Parameters
    ----------
    path : str or Path
        As for ``load``.

    Examples
    --------
    >>> [finding.kind for finding in check("no-such-folder").findings]
    ['not-found']
    """
    found = opened(path, LAYOUT, read_settings)
    if isinstance(found, Finding):
        return Checked(None, (_worded(found),))
    settings, typed = found.settings, found.typed
    context = Context(None, typed, found.file)
    findings = [*(_worded(f) for f in found.findings), *apply(context)]
    if settings is not None and settings.as_of is not None:
        findings += later_sources(typed["sources"], settings.as_of)
    if settings is None or any(f.severity == "fault" for f in findings):
        return Checked(None, in_order(findings, context))
    return _sound(settings, typed, findings, context)


def _sound(
    settings: DisputeSettings,
    typed: Mapping[str, Typed],
    findings: list[Finding],
    context: Context,
) -> Checked:
    """Build the dispute, and add the warnings that need the whole of it."""
    dispute = build(settings, typed)
    ordered = in_order([*findings, *out_of_reach(dispute, typed["parties"])], context)
    return Checked(replace(dispute, findings=ordered), ordered)


def _worded(finding: Finding) -> Finding:
    return replace(finding, kind=OWN_WORDS.get(finding.kind, finding.kind))
