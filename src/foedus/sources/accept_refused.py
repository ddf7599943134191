"""Why a proposal is refused, before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from foedus.case.model import Case
from foedus.case.read_csv import read_csv
from foedus.errors import Finding, InputError
from foedus.results.dispatch import Check, Dispatch, Proposal, RecordLine
from foedus.sources.accept_cells import Row
from foedus.sources.accept_chosen import Choice
from foedus.sources.accept_rows import rows_of
from foedus.sources.accept_tables import Met, meet, numbered, places_by_key
from foedus.sources.into import ORDER

UNTOLD = RecordLine("", "-", "", "-")
"""Stands for the record where a contradiction names no line of it."""

NAMES_THE_ROW = ("read.accept-overlaps", "read.accept-rank-taken")
"""Faults that name the row of the record themselves: the contradiction is not told twice."""


class Against(NamedTuple):
    """What proposals are held against.

    Parameters
    ----------
    case : Case
    folder : Path, optional
        With the case's files, of which a fault names the row; None: it names none.
    over : {"refuse", "replace"}
    """

    case: Case
    folder: Path | None
    over: str


def acceptable(proposal: Proposal, dispatch: Dispatch, case: Case) -> Finding | None:
    """Return the first reason why a proposal cannot be accepted; None: it can be.

    Parameters
    ----------
    proposal : Proposal
    dispatch : Dispatch
        In which it stands.
    case : Case

    Returns
    -------
    Finding or None
        ``read.accept-contradicts`` is the one reason that ``--over`` overrides. Faults that only
        the check of the whole case would find are not looked for.
    """
    if proposal.verdict == "confirms":
        return None
    against = Against(case, None, "refuse")
    try:
        met_of(allowed([Choice(proposal.id, dispatch, proposal)], against), against)
    except InputError as error:
        return error.findings[0]
    return None


def allowed(choices: Sequence[Choice], against: Against) -> list[Row]:
    """Return the rows of all proposals, priorities with their ranks.

    Parameters
    ----------
    choices : sequence of Choice
    against : Against

    Raises
    ------
    InputError
        All that stands against any of them: ``read.accept-inconsistent``,
        ``read.accept-contradicts``, ``read.accept-contradicts-too``; those of
        ``accept_rows.rows_of`` and ``met_of``.
    """
    faults: list[Finding] = []
    rows: list[Row] = []
    for choice in choices:
        try:
            rows += _allowed(choice, against)
        except InputError as error:
            faults += error.findings
    if faults:
        raise InputError(faults)
    return numbered(rows, against.case)


def met_of(rows: Sequence[Row], against: Against) -> list[Met]:
    """Return how rows meet their tables: those first to which others refer.

    Parameters
    ----------
    rows : sequence of Row
        Of any tables, priorities with their ranks.
    against : Against

    Raises
    ------
    InputError
        ``read.accept-clash``, ``read.accept-rank-taken``, ``read.accept-rank-held``,
        ``read.accept-overlaps``, ``read.accept-twice``.
    """
    tables = sorted({row.table for row in rows}, key=lambda table: ORDER[table])
    met = [
        meet(table, [row for row in rows if row.table == table], against.case, over=against.over)
        for table in tables
    ]
    faults = [fault for one in met for fault in one.faults]
    if faults:
        raise InputError(faults)
    return met


def _allowed(choice: Choice, against: Against) -> list[Row]:
    """Return a proposal's rows; what stands against them, even if it may contradict the record."""
    if choice.proposal.verdict == "inconsistent":
        raise InputError([choice.fault("read.accept-inconsistent")])
    if choice.proposal.verdict != "contradicts" or against.over == "replace":
        return rows_of(choice, against.case)
    try:
        met_of(numbered(rows_of(choice, against.case), against.case), _over(against))
    except InputError as error:
        if any(one.kind in NAMES_THE_ROW for one in error.findings):
            raise
        told = _contradictions(choice, "read.accept-contradicts-too", against)
        raise InputError([*told, *error.findings]) from error
    raise InputError(_contradictions(choice, "read.accept-contradicts", against))


def _over(against: Against) -> Against:
    return against._replace(over="replace")


def _contradictions(choice: Choice, kind: str, against: Against) -> list[Finding]:
    """Return a fault at each row of the record that a proposal contradicts."""
    checks = [one for one in choice.proposal.checks if one.verdict == "contradicts"]
    found = [(check.said, line) for check in checks for line in _rows_named(check)]
    return [_contradiction(choice, kind, *one, against) for one in found or [("", UNTOLD)]]


def _rows_named(check: Check) -> list[RecordLine]:
    """Return the first line of each row that a comparison names: the others say more of it."""
    first: dict[tuple[str, str], RecordLine] = {}
    for line in check.record:
        first.setdefault((line.table, line.key), line)
    return list(first.values())


def _contradiction(
    choice: Choice, kind: str, said: str, line: RecordLine, against: Against
) -> Finding:
    details = {
        "id": choice.proposal.id,
        "key": line.key,
        "there": line.value,
        "source": line.source or "-",
        "title": line.title or "-",
    }
    row = _row_number(line, against)
    file = f"{line.table}.csv" if line.table else choice.dispatch.document.file
    return Finding("fault", kind, file, row, line.field or None, said, details)


def _row_number(line: RecordLine, against: Against) -> int | None:
    """Return the row of a file in which a line of the record stands."""
    if against.folder is None or line.table not in against.case.tables:
        return None
    place = places_by_key(line.table, against.case).get(line.key)
    return None if place is None else row_number(line.table, place, against.folder)


def row_number(table: str, place: int, folder: Path) -> int | None:
    """Return the row of a CSV file that stands at a place of its table; the header is row 1.

    Parameters
    ----------
    table : str
    place : int
        From 0, as the case has loaded the table.
    folder : Path

    Returns
    -------
    int or None
        None: the table has no CSV file.
    """
    path = folder / f"{table}.csv"
    if not path.is_file():
        return None
    return int(read_csv(table, path.name, path)[0].rows[place])
