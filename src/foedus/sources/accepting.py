"""Writes accepted proposals of dispatches into a case: all or nothing, checked before.

The dispatch becomes their source, of confidence ``press``; its hash and its file stand in
``origins``. What the record says already is left as it is. What contradicts the record is refused,
unless it is meant to stand in its place; the note of the new row then keeps what stood there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

import polars as pl

from foedus.case.load import Checked
from foedus.case.model import Case
from foedus.case.read_csv import read_csv
from foedus.errors import Finding, InputError
from foedus.results.dispatch import Check, Dispatch, RecordLine
from foedus.sources.accept_cells import Row, clean, full_day, source_key
from foedus.sources.accept_chosen import Choice, chosen_of
from foedus.sources.accept_rows import rows_of
from foedus.sources.accept_tables import (
    Met,
    content_of,
    meet,
    numbered,
    places_by_key,
    places_of,
)
from foedus.sources.commit import ORIGINS, commit
from foedus.sources.into import ORDER, as_retrieved, checked_folder, trial, warning_place
from foedus.sources.merge import file_text
from foedus.sources.origin import Origin, to_toml
from foedus.sources.rows import source_row

READER = "dispatch 1"
"""Name and version of what turns proposals into rows."""

NO_PUBLISHER = "not named"
"""Who published a dispatch is not known: its file does not say so."""


UNTOLD = RecordLine("", "-", "", "-")
"""Stands for the record where a contradiction names no line of it."""


@dataclass(frozen=True)
class Accepted:
    """What was written.

    Parameters
    ----------
    keys : tuple of str
        In ``sources``: one for each dispatch of which something was written.
    added : mapping of table name to int
        New rows, those that took the place of others among them.
    replaced : mapping of table name to int
        Rows that made way.
    kept : tuple of str
        Proposals that the record confirms or holds already: nothing was written for them.
    findings : tuple of Finding
        The case's warnings that it did not have before.
    """

    keys: tuple[str, ...]
    added: Mapping[str, int]
    replaced: Mapping[str, int]
    kept: tuple[str, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def key(self) -> str:
        """The keys in ``sources``, as one text."""
        return ", ".join(self.keys)


def accept(
    case_folder: Path,
    dispatches: Sequence[Dispatch],
    chosen: Sequence[str],
    *,
    over: Literal["refuse", "replace"] = "refuse",
    retrieved: date,
) -> Accepted:
    """Write proposals into a case, with their dispatch as the source.

    Parameters
    ----------
    case_folder : Path
        A folder with ``case.toml`` and CSV tables.
    dispatches : sequence of Dispatch
    chosen : sequence of str
        Their ids: ``3`` of one dispatch, ``FILE:3`` or ``2:3`` of several.
    over : {"refuse", "replace"}
        What becomes of a proposal that contradicts the record: it is refused, or it takes the
        place of the row (terms, decisions, priorities) or stands beside it (other tables, whose
        rows hold for their source).
    retrieved : date
        The day on which the dispatch was read.

    Returns
    -------
    Accepted

    Raises
    ------
    InputError
        The case has faults, before or after; ``read.accept-id``, ``read.accept-which``;
        ``read.accept-inconsistent``, ``read.accept-contradicts``; what a row lacks
        (``accept_cells.row_of``); ``read.accept-clash``, ``read.accept-twice``;
        ``source.not-a-folder``, ``source.parquet-table``, ``not-writable``. Nothing is written
        then.
    """
    choices = chosen_of(dispatches, chosen)
    before = checked_folder(case_folder)
    case = before.case
    if case is None:
        raise InputError(before.findings)
    confirmed = [one for one in choices if one.proposal.verdict == "confirms"]
    rows = _rows([one for one in choices if one not in confirmed], case, case_folder, over)
    met = _met(rows, case, case_folder, over)
    written = [row for one in met for row in one.new]
    if not written:
        return Accepted((), {}, {}, _kept(choices, met))
    contents = _contents(met, case, case_folder, retrieved)
    after, package = trial(case_folder, contents)
    commit(case_folder, {**package, **contents})
    return Accepted(
        tuple(dict.fromkeys(source_key(row.choice) for row in written)),
        {one.table: len(one.new) for one in met if one.new},
        {one.table: len(places_of(one)) for one in met if one.dropped},
        _kept(choices, met),
        _new_warnings(before, after),
    )


def _new_warnings(before: Checked, after: Checked) -> tuple[Finding, ...]:
    known = {warning_place(finding) for finding in before.findings}
    return tuple(one for one in after.findings if warning_place(one) not in known)


def _kept(choices: Sequence[Choice], met: Sequence[Met]) -> tuple[str, ...]:
    """Return the proposals that the record confirms, or of which it holds every row."""
    writes = {row.choice.name for one in met for row in one.new}
    return tuple(one.name for one in choices if one.name not in writes)


def _rows(choices: Sequence[Choice], case: Case, folder: Path, over: str) -> list[Row]:
    """Return the rows of all proposals; all that stands against any of them at once."""
    faults: list[Finding] = []
    rows: list[Row] = []
    for choice in choices:
        refused = _refused(choice, case, folder, over)
        faults += refused
        try:
            rows += [] if refused else rows_of(choice, case)
        except InputError as error:
            faults += error.findings
    if faults:
        raise InputError(faults)
    return numbered(rows, case)


def _refused(choice: Choice, case: Case, folder: Path, over: str) -> list[Finding]:
    """Return why a proposal is not accepted whatever its words are."""
    if choice.proposal.verdict == "inconsistent":
        return [choice.fault("read.accept-inconsistent")]
    if choice.proposal.verdict != "contradicts" or over == "replace":
        return []
    against = [one for one in choice.proposal.checks if one.verdict == "contradicts"]
    found = [(check.said, line) for check in against for line in _rows_named(check)]
    return [_contradiction(choice, *one, case, folder) for one in found or [("", UNTOLD)]]


def _rows_named(check: Check) -> list[RecordLine]:
    """Return the first line of each row that a comparison names: the others say more of it."""
    first: dict[tuple[str, str], RecordLine] = {}
    for line in check.record:
        first.setdefault((line.table, line.key), line)
    return list(first.values())


def _contradiction(
    choice: Choice, said: str, line: RecordLine, case: Case, folder: Path
) -> Finding:
    """Return a fault at a line of the record that a proposal contradicts."""
    details = {
        "id": choice.proposal.id,
        "key": line.key,
        "there": line.value,
        "source": line.source or "-",
        "title": line.title or "-",
    }
    row = _row_number(line, case, folder)
    file = f"{line.table}.csv" if line.table else choice.dispatch.document.file
    column = line.field or None
    return Finding("fault", "read.accept-contradicts", file, row, column, said, details)


def _row_number(line: RecordLine, case: Case, folder: Path) -> int | None:
    """Return the row of a file in which a line of the record stands."""
    path = folder / f"{line.table}.csv"
    place = places_by_key(line.table, case).get(line.key) if line.table in case.tables else None
    if place is None or not path.is_file():
        return None
    return int(read_csv(line.table, path.name, path)[0].rows[place])


def _met(rows: Sequence[Row], case: Case, folder: Path, over: str) -> list[Met]:
    tables = sorted({row.table for row in rows}, key=lambda table: ORDER[table])
    met = [
        meet(table, [row for row in rows if row.table == table], case, over=over)
        for table in tables
    ]
    faults = [fault for one in met for fault in one.faults]
    written = [one.table for one in met if one.new]
    faults += [
        Finding("fault", "source.parquet-table", f"{table}.parquet")
        for table in (["sources", *written] if written else [])
        if (folder / f"{table}.parquet").exists()
    ]
    if faults:
        raise InputError(faults)
    return met


def _contents(met: Sequence[Met], case: Case, folder: Path, retrieved: date) -> dict[str, bytes]:
    """Return the content of every file that changes: those that others refer to first."""
    contents: dict[str, bytes] = {}
    origins = _origins(met, retrieved)
    for origin in origins:
        name = f"{ORIGINS}/{origin.key}.toml"
        since = as_retrieved(origin, folder / name)
        contents[name] = to_toml(since, _held(origin.key, met, case)).encode()
    known = set(case.tables["sources"]["source"])
    new = [source_row(origin) for origin in origins if origin.key not in known]
    if new:
        contents["sources.csv"] = file_text("sources", folder / "sources.csv", pl.concat(new))
    for one in met:
        if one.new:
            contents[f"{one.table}.csv"] = content_of(one, folder / f"{one.table}.csv")
    return contents


def _origins(met: Sequence[Met], retrieved: date) -> list[Origin]:
    """Return the origin of each dispatch of which something is written."""
    dispatches = {source_key(row.choice): row.choice.dispatch for one in met for row in one.new}
    return [_origin(key, dispatch, retrieved) for key, dispatch in dispatches.items()]


def _origin(key: str, dispatch: Dispatch, retrieved: date) -> Origin:
    day = full_day(dispatch.dateline.day) if dispatch.dateline is not None else ""
    file = clean(dispatch.document.file)
    return Origin(
        key,
        NO_PUBLISHER,
        clean(dispatch.title) or file,
        "",
        date.fromisoformat(day) if day else None,
        dispatch.document.sha256,
        retrieved,
        "",
        READER,
        file,
        "",
        "press",
    )


def _held(key: str, met: Sequence[Met], case: Case) -> dict[str, int]:
    """Return how many rows from a dispatch each table holds once the new ones are written."""
    counts = {
        table: _count(frame, key, next((one for one in met if one.table == table), Met(table)))
        for table, frame in case.tables.items()
        if table != "sources"
    }
    return {table: count for table, count in counts.items() if count}


def _count(frame: pl.DataFrame, key: str, met: Met) -> int:
    gone = frame["source"].gather(list(places_of(met)))
    there = int((frame["source"] == key).sum()) - int((gone == key).sum())
    return there + sum(source_key(row.choice) == key for row in met.new)
