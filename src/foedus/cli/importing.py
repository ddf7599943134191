"""``foedus import``: a publisher's file into a case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from foedus.brief.findings import finding_lines, findings_as_json
from foedus.cli.desk import OK, Desk, usage
from foedus.cli.inputs import read_day
from foedus.cli.places import CASE_FILE, require_writable_file
from foedus.errors import Finding, InputError

if TYPE_CHECKING:
    from foedus.sources import Imported, Summary

Parties = Literal["all", "known"]
"""Whether parties that the case lacks are added, or their rows left out."""

RATES = "ecb"
"""Its exchange rates come with a package and need no import."""


@dataclass(frozen=True)
class Delivery:
    """What is to be imported, as it was asked for.

    Parameters
    ----------
    publisher : str
    file : Path, optional
        Of the publisher; where the file is fetched, its place.
    case : Path
    retrieved : str, optional
    layout : {"expected", "accepted"}
        Whether what differs from the expected layout stops the import.
    parties : {"all", "known"}
    """

    publisher: str
    file: Path | None
    case: Path
    retrieved: str | None = None
    layout: Literal["expected", "accepted"] = "expected"
    parties: Parties = "all"


def import_delivery(desk: Desk, asked: Delivery) -> int:
    """Import a file that lies here and return the exit code."""
    if asked.file is None:
        raise usage("no-file-to-import", "FILE")
    return import_file(
        desk,
        asked.publisher,
        asked.file,
        asked.case,
        retrieved=asked.retrieved,
        accept_layout=asked.layout == "accepted",
        parties=asked.parties,
    )


def import_download(desk: Desk, asked: Delivery) -> int:
    """Fetch a publisher's file, keep it, import it, and return the exit code.

    It is kept where ``file`` says, by default here under the publisher's own name, so that the
    hash in its origin can be checked.

    Raises
    ------
    InputError
        Those of ``download``, and of ``import_file``: the file stays then.
    """
    from foedus.sources.download import address_of, download

    _refuse_rates(asked.publisher)
    require_case(asked.case)
    address = address_of(asked.publisher)
    file = asked.file or Path(address.file)
    require_writable_file(file)
    desk.note("import.fetching", url=address.url)
    with desk.progress() as progress:
        download(
            address,
            file,
            progress=lambda come, of: progress("download", come / of if of else 0.0),
        )
    desk.note("said.written", place=file)
    kept = Delivery(asked.publisher, file, asked.case, None, asked.layout, asked.parties)
    return import_delivery(desk, kept)


def import_file(
    desk: Desk,
    publisher: str,
    file: Path,
    case: Path,
    *,
    retrieved: str | None = None,
    accept_layout: bool = False,
    parties: Parties = "all",
) -> int:
    """Import a publisher's file into a case and return the exit code.

    Parameters
    ----------
    desk : Desk
    publisher : str
        One of ``sources.publishers()``.
    file : Path
        A file, or a folder of tables.
    case : Path
        A case that is a folder; no worked case by its name, since those are not written to.
    retrieved : str, optional
        Day on which the file was fetched, YYYY-MM-DD; today if it is not given.
    accept_layout : bool
        Whether the user has looked at what differs from the expected layout.
    parties : {"all", "known"}
        Whether rows of parties that the case does not have are taken with them, or left out.

    Raises
    ------
    InputError
        All faults at once, or ``source.layout-differs``; nothing is written then.
    """
    from foedus.sources import importer_for, write_into

    _refuse_rates(publisher)
    folder = require_case(case)
    day = read_day("--retrieved", retrieved) or date.today()
    imported = importer_for(publisher, file).read(file, retrieved=day)
    if not accept_layout:
        _stop_at_differences(file, imported.findings)
    if parties == "known":
        imported = _of_the_case(imported, folder)
    _say(desk, imported, write_into(imported, folder))
    return OK


def _refuse_rates(publisher: str) -> None:
    if publisher.lower() == RATES:
        raise usage("rates-ship", publisher)


def require_case(case: Path) -> Path:
    """Return the folder of a case that may be written to.

    Raises
    ------
    InputError
        There is no such place; a worked case of that name is copied first.
    """
    from foedus.cli.places import worked_cases

    if not case.exists() and str(case) in worked_cases():
        raise usage("worked-case", case)
    return case.parent if case.name == CASE_FILE else case


def _of_the_case(imported: Imported, folder: Path) -> Imported:
    from foedus.case.load import load
    from foedus.sources.narrow import only_known

    return only_known(imported, set(load(folder).tables["parties"]["party"]))


def _stop_at_differences(file: Path, findings: Sequence[Finding]) -> None:
    from foedus.sources.sheet import DIFFERENCES

    count = sum(finding.kind in DIFFERENCES for finding in findings)
    if count:
        details = {"count": str(count)}
        stop = Finding("fault", "source.layout-differs", file.name, details=details)
        raise InputError([*findings, stop])


def _say(desk: Desk, imported: Imported, summary: Summary) -> None:
    language = desk.language
    for line in finding_lines(summary.findings, language):
        desk.err.print(line, soft_wrap=True)
    desk.say(language.text("import.done", title=imported.origin.title))
    for key, counts in (("import.added", summary.added), ("import.kept", summary.kept)):
        for table, count in counts.items():
            desk.say(language.count(key, count, table=table))
    if not summary.added:
        desk.say(language.text("import.nothing"))
    desk.give(
        {
            "source": summary.key,
            "added": dict(summary.added),
            "kept": dict(summary.kept),
            "parties": list(summary.parties),
            "findings": findings_as_json(summary.findings, language),
        }
    )
