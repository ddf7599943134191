"""``foedus import``: a publisher's file into a case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from rich.text import Text

from foedus.brief.findings import counts, finding_lines, findings_as_json, sentence
from foedus.cli.desk import OK, Desk, usage
from foedus.cli.inputs import read_day
from foedus.cli.places import CASE_FILE, require_writable_file
from foedus.errors import Finding, InputError

if TYPE_CHECKING:
    from foedus.sources import Imported, Summary

Parties = Literal["usual", "all", "known"]
"""Which parties that the case lacks are added: those that have a place in it (``usual``; of a
publisher that covers the world the members of its alliance and whom its agreements name), its
institutions too (``all``), or none (``known``)."""

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
    parties : {"usual", "all", "known"}
    """

    publisher: str
    file: Path | None
    case: Path
    retrieved: str | None = None
    layout: Literal["expected", "accepted"] = "expected"
    parties: Parties = "usual"


def import_delivery(desk: Desk, asked: Delivery) -> int:
    """Import a file that lies here and return the exit code."""
    from foedus.sources.disputes import FORMATS

    if asked.file is None:
        raise usage("no-file-to-import", "FILE")
    if asked.publisher.lower() in FORMATS:
        return import_disputes(desk, asked.publisher.lower(), asked.file, asked.case)
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
    _refuse_disputes(asked.publisher)
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
    parties: Parties = "usual",
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
    parties : {"usual", "all", "known"}
        Which parties that the case does not have are taken with their rows.

    Returns
    -------
    int
        2 if the file differs from the expected layout; each difference is printed then, marked as
        one, and nothing is written.

    Raises
    ------
    InputError
        All faults at once; nothing is written then.
    """
    from foedus.sources import importer_for, write_into
    from foedus.sources.disputes import FORMATS

    _refuse_rates(publisher)
    folder = require_case(case)
    day = read_day("--retrieved", retrieved) or date.today()
    imported = importer_for(publisher, file, also=FORMATS).read(file, retrieved=day)
    if not accept_layout and _differences(imported.findings):
        return _stop_at_differences(desk, file, imported.findings)
    imported = _with_place(imported, publisher.lower(), folder, parties)
    _say(desk, imported, write_into(imported, folder))
    return OK


def import_disputes(desk: Desk, form: str, file: Path, folder: Path) -> int:
    """Write the disputes of a file as folders; several each into one of their own.

    Raises
    ------
    InputError
        The folder holds something; all faults of the file at once. Nothing is written then.
    """
    from foedus.case.dispute.save import save
    from foedus.sources.disputes import read_disputes

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError([Finding("fault", "already-there", str(folder))])
    found = read_disputes(form, file)
    for one in found:
        save(folder if len(found) == 1 else folder / one.settings.name, one.settings, one.tables)
    findings = [finding for one in found for finding in one.findings]
    for line in finding_lines(findings, desk.language):
        desk.err.print(line, soft_wrap=True)
    desk.say(desk.language.count("disputes.written", len(found), place=folder))
    desk.give(
        {
            "disputes": [one.settings.name for one in found],
            "folder": str(folder),
            "findings": findings_as_json(findings, desk.language),
        }
    )
    return OK


def _refuse_rates(publisher: str) -> None:
    if publisher.lower() == RATES:
        raise usage("rates-ship", publisher)


def _refuse_disputes(publisher: str) -> None:
    """Refuse to fetch disputes: their files have no address that lasts."""
    from foedus.sources.disputes import FORMATS

    if publisher.lower() in FORMATS:
        raise InputError([Finding("fault", f"download.{publisher.lower()}", publisher)])


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


def _with_place(imported: Imported, publisher: str, folder: Path, parties: Parties) -> Imported:
    """Leave out the rows of parties that have no place in the case."""
    from foedus.case.load import load
    from foedus.sources.narrow import WORLDWIDE, fitting, only_known, without_figures

    if publisher not in WORLDWIDE and parties != "known":
        return imported
    case = load(folder)
    if publisher in WORLDWIDE:
        missing = without_figures(imported, case)
        imported = replace(imported, findings=(*imported.findings, *missing))
    if parties == "known":
        return only_known(imported, set(case.tables["parties"]["party"]))
    return fitting(imported, case, width="own" if parties == "usual" else "with-institutions")


def _differences(findings: Sequence[Finding]) -> int:
    from foedus.sources.sheet import DIFFERENCES

    return sum(finding.kind in DIFFERENCES for finding in findings)


def _stop_at_differences(desk: Desk, file: Path, findings: Sequence[Finding]) -> int:
    """Print what stops the import, each difference marked as one, and return the exit code."""
    from foedus.sources.sheet import DIFFERENCES

    details = {"count": str(_differences(findings))}
    stop = Finding("fault", "source.layout-differs", file.name, details=details)
    differing = [finding for finding in findings if finding.kind in DIFFERENCES]
    others = [finding for finding in findings if finding.kind not in DIFFERENCES]
    lines = [*finding_lines([stop], desk.language)]
    for finding in differing:
        text = desk.language.text("import.difference", text=sentence(finding, desk.language))
        lines.append(Text(text, "yellow"))
    for line in (*lines, *finding_lines(others, desk.language)):
        desk.err.print(line, soft_wrap=True)
    every = [stop, *differing, *others]
    desk.err.print(Text(counts(every, desk.language), "bold"))
    desk.give({"findings": findings_as_json(every, desk.language)})
    return InputError.exit_code


def _say(desk: Desk, imported: Imported, summary: Summary) -> None:
    language = desk.language
    for line in finding_lines(summary.findings, language):
        desk.err.print(line, soft_wrap=True)
    desk.say(language.text("import.done", title=imported.origin.title))
    for key, tables in (("import.added", summary.added), ("import.kept", summary.kept)):
        for table, count in tables.items():
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
