"""Faults and warnings of an input in words: all faults first, then the warnings, the counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.text import Text

from foedus.brief.catalogue import catalogue
from foedus.brief.escape import visible
from foedus.brief.language import Language
from foedus.errors import Finding


def sentence(finding: Finding, language: Language) -> str:
    """Return a finding as a line: place, what is wrong, remedy.

    ``stocks.csv row 14, item: "shel-155" is unknown; nearest: "shell-155"``. A text that begins
    with the file needs no place before it.
    """
    if not language.has(finding.kind):
        details = ", ".join(f"{name}={value}" for name, value in finding.details.items())
        what = language.text("finding.unknown-kind", kind=finding.kind, details=details)
        return language.text("finding.at", place=_place(finding, language), text=what)
    what = language.text(finding.kind, **_values(finding, language))
    if catalogue()[finding.kind][language.code].startswith("{file}"):
        return what
    return language.text("finding.at", place=_place(finding, language), text=what)


def _values(finding: Finding, language: Language) -> dict[str, object]:
    own = {
        "file": finding.file,
        "row": finding.row or "",
        "column": finding.column or "",
        "value": finding.value or "",
    }
    state = f"view.state.{finding.details.get('state')}"
    named = {"state": language.text(state)} if language.has(state) else {}
    return {**own, **finding.details, **named}


def _place(finding: Finding, language: Language) -> str:
    parts = [
        name
        for name, given in (("row", finding.row is not None), ("column", bool(finding.column)))
        if given
    ]
    key = ".".join(["finding.place", "-".join(parts)]).rstrip(".")
    file = language.text("read.standard-input") if finding.file == "-" else finding.file
    return language.text(key, file=file, row=finding.row, column=finding.column or "")


def counts(findings: Sequence[Finding], language: Language) -> str:
    """Return the number of faults and of warnings."""
    faults = sum(finding.severity == "fault" for finding in findings)
    warnings = len(findings) - faults
    return language.text(
        "finding.counts",
        faults=language.count("finding.faults", faults),
        warnings=language.count("finding.warnings", warnings),
    )


def finding_lines(findings: Sequence[Finding], language: Language) -> Iterator[Text]:
    """Yield a line a finding for a Rich console, all faults first."""
    for finding in _faults_first(findings):
        line = sentence(finding, language)
        if finding.severity == "fault":
            yield Text(line)
        else:
            yield Text(language.text("finding.warning", text=line), "yellow")


def findings_as_json(findings: Sequence[Finding], language: Language) -> list[dict[str, object]]:
    """Return the findings as plain values, all faults first, each with its text."""
    return [
        {
            "severity": finding.severity,
            "kind": finding.kind,
            "file": finding.file,
            "row": finding.row,
            "column": finding.column,
            "value": finding.value,
            "details": dict(finding.details),
            "text": visible(sentence(finding, language)),
        }
        for finding in _faults_first(findings)
    ]


def _faults_first(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda finding: finding.severity != "fault")
