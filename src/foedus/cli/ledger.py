"""``foedus ledger``: sums by keys from pledge to delivery, and what is open."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from rich.text import Text

from foedus.cli.background import background_of
from foedus.cli.desk import OK, Desk, usage
from foedus.cli.inputs import Inputs, read_day
from foedus.cli.places import require_writable_file

if TYPE_CHECKING:
    from foedus.brief.report import Report
    from foedus.case.model import Case
    from foedus.results.ledger import Ledger

DEFAULT_KEYS = "donor,type"


@dataclass(frozen=True)
class Books:
    """What was asked of the ledger, as it was written.

    Parameters
    ----------
    by : str
        Keys, separated by commas.
    at : str, optional
        A day; the case's own unless said.
    release : str, optional
    part : {"sums", "open"}
        What is shown, and what ``csv`` holds.
    csv, xlsx, html : Path, optional
        Where to write the table, the workbook, the page.
    lists : {"sheet", "all"}
    commitments : Path, optional
        Where to write the commitments of a plan that the allocations make.
    """

    by: str = DEFAULT_KEYS
    at: str | None = None
    release: str | None = None
    part: Literal["sums", "open"] = "sums"
    csv: Path | None = None
    xlsx: Path | None = None
    html: Path | None = None
    lists: Literal["sheet", "all"] = "sheet"
    commitments: Path | None = None


def ledger(desk: Desk, place: Path, books: Books) -> int:
    """Show the ledger, write what was asked for, and return the exit code."""
    from foedus.brief.figures_words import figures_findings
    from foedus.ledger import ledger as engine
    from foedus.results.ledger_json import ledger_as_json

    if books.csv is not None and books.xlsx is not None:
        raise usage("csv-or-xlsx", "--csv")
    for file in (books.csv, books.xlsx, books.html, books.commitments):
        if file is not None:
            require_writable_file(file)
    by, at = keys(books.by), read_day("--at", books.at)
    case = Inputs().case(place)
    result = engine(case, by=by, at=at, release=books.release)
    _write(desk, case, result, books)
    _write_commitments(desk, case, result, books)
    if desk.json:  # a million entries are not made into text for nobody
        told = figures_findings(result.findings, desk.language)
        desk.give(ledger_as_json(result) | {"findings": told})
    else:
        show_report(desk, _report(desk, case, result, books))
    return OK


def keys(text: str) -> tuple[str, ...]:
    """Return keys that are separated by commas.

    Examples
    --------
    >>> keys("donor, type")
    ('donor', 'type')
    """
    return tuple(key for part in text.split(",") if (key := part.strip()))


def known_table(case: Case, table: Literal["ledger", "spending"], at: date) -> Case:
    """Return a case whose table has only the rows known on a day."""
    from foedus.case.known import rows_known

    return replace(case, tables={**case.tables, table: rows_known(case, table, at)})


def show_report(desk: Desk, report: Report) -> None:
    """Print a page."""
    from foedus.brief.report_terminal import to_terminal

    desk.say(to_terminal(report, desk.out.width))


def write_report(desk: Desk, report: Report, file: Path | None) -> None:
    """Write a page as HTML, where that was asked for."""
    from foedus.brief.report_page import to_html
    from foedus.cli.pages import replace_file

    if file is not None:
        replace_file(file, to_html(report))
        desk.note("said.written", place=file)


def open_ledger_page(desk: Desk, case: Case) -> Report:
    """Return the page of what is open in a case's ledger on the case's own day."""
    from foedus.ledger import ledger as engine

    result = engine(case, at=case.settings.as_of)
    return _report(desk, case, result, Books(part="open", lists="all"))


def _report(desk: Desk, case: Case, result: Ledger, books: Books) -> Report:
    from foedus.brief.ledger_report import ledger_report

    known = known_table(case, "ledger", result.at)
    background = background_of(known, "ledger", set(result.totals["release"]))
    return ledger_report(
        result, desk.language, background=background, part=books.part, shown=books.lists
    )


def _write(desk: Desk, case: Case, result: Ledger, books: Books) -> None:
    from foedus.brief.ledger_tables import csv_text, write_ledger_workbook
    from foedus.cli.pages import replace_file

    if books.csv is not None:
        replace_file(books.csv, csv_text(result.open if books.part == "open" else result.rows))
        desk.note("said.written", place=books.csv)
    if books.xlsx is not None:
        background = background_of(known_table(case, "ledger", result.at), "ledger")
        write_ledger_workbook(result, background, books.xlsx, desk.language)
        desk.note("said.written", place=books.xlsx)
    if books.html is not None:
        write_report(desk, _report(desk, case, result, books), books.html)


def _write_commitments(desk: Desk, case: Case, result: Ledger, books: Books) -> None:
    """Write the table ``commitments`` that the allocations make, and tell what makes none."""
    from foedus.cli.pages import replace_file
    from foedus.ledger.commitments import commitments_from, left_out

    if books.commitments is None:
        return
    table = commitments_from(case, at=result.at, release=books.release)
    months = table.with_columns(table["by"].dt.strftime("%Y-%m"))
    replace_file(books.commitments, months.write_csv())
    desk.note("said.written", place=books.commitments)
    without = left_out(case, at=result.at, release=books.release)["reason"].value_counts(sort=True)
    for reason, number in without.iter_rows():
        said = desk.language.text(f"ledger.left-out.{reason}")
        desk.err.print(Text(desk.language.count("figures.no-commitment", number, reason=said)))
