"""Writes accepted proposals of dispatches into a case: all or nothing, checked before.

The dispatch becomes their source, of confidence ``press``; its hash and its file stand in
``origins``. What the record says already is left as it is. What contradicts the record is refused,
unless it is meant to stand in its place; the note of the new row then keeps what stood there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

import polars as pl

from foedus.case.load import Checked
from foedus.case.model import Case
from foedus.errors import Finding, InputError
from foedus.results.dispatch import Dispatch
from foedus.sources.accept_cells import source_key
from foedus.sources.accept_chosen import Choice, chosen_of
from foedus.sources.accept_over import content_told
from foedus.sources.accept_refused import Against, allowed, met_of, row_number
from foedus.sources.accept_source import origin_of, sources_text
from foedus.sources.accept_tables import Met, content_of, places_of
from foedus.sources.commit import ORIGINS, commit
from foedus.sources.into import as_retrieved, checked_folder, trial, warning_place
from foedus.sources.merge import header_of
from foedus.sources.origin import Origin, to_toml

MOST_FAULTS = 3
"""Of the faults that a case would have, so many of the tables that change are told."""


@dataclass(frozen=True)
class Replaced:
    """A row that made way for an accepted proposal.

    Parameters
    ----------
    table : str
    row : int, optional
        In its file, before; the header is row 1.
    content : str
        What stood there.
    """

    table: str
    row: int | None
    content: str


@dataclass(frozen=True)
class Accepted:
    """What was written.

    Parameters
    ----------
    keys : tuple of str
        In ``sources``: one for each dispatch of which something was written.
    added : mapping of table name to int
        New rows, those that took the place of others among them.
    replaced : tuple of Replaced
        Rows that made way.
    kept : tuple of str
        Proposals that the record confirms or holds already: nothing was written for them.
    findings : tuple of Finding
        The case's warnings that it did not have before.
    files : tuple of str
        What else was written: the sources, the origins, the description of the case.
    columns : mapping of table name to tuple of str
        Columns that a table's file did not have and that the new rows fill.
    """

    keys: tuple[str, ...] = ()
    added: Mapping[str, int] = field(default_factory=dict)
    replaced: tuple[Replaced, ...] = ()
    kept: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    files: tuple[str, ...] = ()
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

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
        place of the row that it contradicts (terms, decisions, priorities) or stands beside it
        (other tables, whose rows hold for their source). No other row ever makes way.
    retrieved : date
        The day on which the dispatch was read.

    Returns
    -------
    Accepted

    Raises
    ------
    InputError
        The case has faults; ``read.accept-id``, ``read.accept-which``;
        ``read.accept-inconsistent``, ``read.accept-contradicts``; what a row lacks
        (``accept_cells.row_of``); how it meets the table (``accept_refused.met_of``);
        ``read.accept-makes-faults``, with the first faults that the case would have;
        ``source.not-a-folder``, ``source.parquet-table``, ``not-writable``. Nothing is written
        then.
    """
    choices = chosen_of(dispatches, chosen)
    before = checked_folder(case_folder)
    case = before.case
    if case is None:
        raise InputError(before.findings)
    against = Against(case, case_folder, over)
    rows = allowed([one for one in choices if one.proposal.verdict != "confirms"], against)
    met = met_of(rows, against)
    written = [row for one in met for row in one.new]
    if not written:
        return Accepted(kept=_kept(choices, met))
    _refuse_parquet(met, case_folder)
    contents = _contents(met, case, case_folder, retrieved)
    after, package = _tried(case_folder, contents, met)
    accepted = Accepted(
        tuple(dict.fromkeys(source_key(row.choice) for row in written)),
        {one.table: len(one.new) for one in met if one.new},
        tuple(gone for one in met for gone in _replaced(one, case, case_folder)),
        _kept(choices, met),
        _new_warnings(before, after),
        (*(name for name in contents if name not in _files(met)), *package),
        _columns(met, contents, case_folder),
    )
    commit(case_folder, {**package, **contents})
    return accepted


def _new_warnings(before: Checked, after: Checked) -> tuple[Finding, ...]:
    known = {warning_place(finding) for finding in before.findings}
    return tuple(one for one in after.findings if warning_place(one) not in known)


def _kept(choices: Sequence[Choice], met: Sequence[Met]) -> tuple[str, ...]:
    """Return the proposals that the record confirms, or of which it holds every row."""
    writes = {row.choice.name for one in met for row in one.new}
    return tuple(one.name for one in choices if one.name not in writes)


def _files(met: Sequence[Met]) -> dict[str, str]:
    """Return the table of each file that gets new rows of proposals."""
    return {f"{one.table}.csv": one.table for one in met if one.new}


def _replaced(met: Met, case: Case, folder: Path) -> list[Replaced]:
    frame = case.tables[met.table]
    return [
        Replaced(
            met.table,
            row_number(met.table, place, folder),
            content_told(frame.row(place, named=True)),
        )
        for place in places_of(met)
    ]


def _columns(
    met: Sequence[Met], contents: Mapping[str, bytes], folder: Path
) -> dict[str, tuple[str, ...]]:
    """Return the columns that each table gets; a table without a file has none to get."""
    found = {}
    for file, table in _files(met).items():
        before = header_of(folder / file)[0]
        after = contents[file].decode("utf-8-sig").partition("\n")[0].strip().split(",")
        found[table] = tuple(name for name in after if before and name not in before)
    return {table: names for table, names in found.items() if names}


def _refuse_parquet(met: Sequence[Met], folder: Path) -> None:
    faults = [
        Finding("fault", "source.parquet-table", f"{table}.parquet")
        for table in ("sources", *_files(met).values())
        if (folder / f"{table}.parquet").exists()
    ]
    if faults:
        raise InputError(faults)


def _tried(
    folder: Path, contents: Mapping[str, bytes], met: Sequence[Met]
) -> tuple[Checked, dict[str, bytes]]:
    """Check the case as it would be; of its faults, the first of changed tables are told."""
    try:
        return trial(folder, contents)
    except InputError as error:
        faults = [one for one in error.findings if one.severity == "fault"]
        near = [one for one in faults if one.file in _files(met)] or faults
        details = {"count": f"{len(faults)}"}
        first = Finding("fault", "read.accept-makes-faults", near[0].file, details=details)
        raise InputError([first, *near[:MOST_FAULTS]]) from error


def _contents(met: Sequence[Met], case: Case, folder: Path, retrieved: date) -> dict[str, bytes]:
    """Return the content of every file that changes: those that others refer to first."""
    contents: dict[str, bytes] = {}
    origins = _origins(met, retrieved)
    for origin in origins:
        name = f"{ORIGINS}/{origin.key}.toml"
        since = as_retrieved(origin, folder / name)
        contents[name] = to_toml(since, _held(origin.key, met, case)).encode()
    known = set(case.tables["sources"]["source"])
    new = [origin for origin in origins if origin.key not in known]
    if new:
        contents["sources.csv"] = sources_text(new, folder / "sources.csv")
    for one in met:
        if one.new:
            contents[f"{one.table}.csv"] = content_of(one, folder / f"{one.table}.csv")
    return contents


def _origins(met: Sequence[Met], retrieved: date) -> list[Origin]:
    """Return the origin of each dispatch of which something is written."""
    dispatches = {source_key(row.choice): row.choice.dispatch for one in met for row in one.new}
    return [origin_of(key, dispatch, retrieved) for key, dispatch in dispatches.items()]


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
