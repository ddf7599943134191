"""``foedus export``: the ledger as IATI 2.03, the case as a Frictionless data package."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from foedus.brief.findings import finding_lines, findings_as_json
from foedus.cli.desk import OK, Desk, usage
from foedus.cli.importing import require_case
from foedus.cli.inputs import Inputs
from foedus.cli.places import require_writable_file

if TYPE_CHECKING:
    from foedus.errors import Finding


@dataclass(frozen=True)
class Wanted:
    """What is to be written.

    Parameters
    ----------
    iati : Path, optional
        Where to write the ledger.
    package : {"none", "beside"}
        Whether ``datapackage.json`` is written beside the case's tables.
    """

    iati: Path | None = None
    package: Literal["none", "beside"] = "none"


def export(desk: Desk, place: Path, wanted: Wanted) -> int:
    """Write what was asked for and return the exit code."""
    from foedus.sources.datapackage import write_package

    if wanted.iati is None and wanted.package == "none":
        raise usage("nothing-to-export", place)
    folder = require_case(place) if wanted.package == "beside" else place
    written, findings = [], []
    if wanted.iati is not None:
        findings = _write_iati(desk, place, wanted.iati)
        written.append(wanted.iati)
    if wanted.package == "beside":
        written.append(write_package(folder))
    for file in written:
        desk.note("said.written", place=file)
    desk.give({
        "written": [str(file) for file in written],
        "findings": findings_as_json(findings, desk.language),
    })  # fmt: skip
    return OK


def _write_iati(desk: Desk, place: Path, file: Path) -> list[Finding]:
    """Write the ledger, say how many entries it holds, and return what is no transaction."""
    from foedus.case.save import write_file
    from foedus.sources.iati import kept_aside, to_iati

    require_writable_file(file)
    case = Inputs().case(place)
    write_file(file, to_iati(case))
    findings = list(kept_aside(case))
    for line in finding_lines(findings, desk.language):
        desk.err.print(line, soft_wrap=True)
    desk.say(desk.language.count("export.entries", case.tables["ledger"].height))
    return findings
