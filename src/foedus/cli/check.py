"""``foedus check``: every fault and warning of a case."""

from __future__ import annotations

from pathlib import Path

from rich.text import Text

from foedus.brief.findings import counts, finding_lines
from foedus.cli.desk import BAD_INPUT, OK, Desk
from foedus.cli.places import find_case


def check(desk: Desk, case: Path) -> int:
    """Report all findings of a case and return the exit code."""
    from foedus.case.load import check as check_case

    findings = check_case(find_case(case)).findings
    if any(finding.severity == "fault" for finding in findings):
        desk.findings(findings)
        return BAD_INPUT
    if desk.json:
        desk.findings(findings)
        return OK
    for line in finding_lines(findings, desk.language):
        desk.out.print(line, soft_wrap=True)
    desk.out.print(Text(counts(findings, desk.language), "bold"))
    return OK
