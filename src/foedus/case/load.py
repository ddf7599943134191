"""Read and check a case: a folder of CSV or Parquet files, or one Excel workbook."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

import polars as pl

from foedus.case.cast import Typed, cast_table, empty_typed
from foedus.case.check_columns import check_columns
from foedus.case.columns import Table
from foedus.case.context import Context
from foedus.case.digest import digest
from foedus.case.folder import Source, read_folder
from foedus.case.layout import CASE, Layout
from foedus.case.model import Case, Settings
from foedus.case.raw import MAX_ROWS, empty
from foedus.case.read_xlsx import read_workbook
from foedus.case.rules import apply
from foedus.case.settings import Written, read_settings
from foedus.errors import Finding, InputError

WORKBOOKS = (".xlsx", ".xlsm")

_Settings = TypeVar("_Settings")


@dataclass(frozen=True)
class Checked:
    """What a check found.

    Parameters
    ----------
    case : Case, optional
        None where there is a fault.
    findings : tuple of Finding
        All faults and warnings, in the order of the tables, then of the rows.
    """

    case: Case | None
    findings: tuple[Finding, ...]


def load(path: str | Path) -> Case:
    """Load a case.

    Parameters
    ----------
    path : str or Path
        A folder with ``case.toml`` and CSV or Parquet files, its ``case.toml``, or a workbook.

    Returns
    -------
    Case
        With the warnings that ``check`` gives.

    Raises
    ------
    InputError
        With all faults at once.

    Examples
    --------
    >>> load("no-such-folder")
    Traceback (most recent call last):
        ...
    foedus.errors.InputError: no-such-folder: not-found
    """
    checked = check(path)
    if checked.case is None:
        raise InputError(checked.findings)
    return checked.case


def check(path: str | Path) -> Checked:
    """Read everything and report all faults and warnings at once.

    Parameters
    ----------
    path : str or Path
        As for ``load``.

    Returns
    -------
    Checked

    Examples
    --------
    >>> [finding.kind for finding in check("no-such-folder").findings]
    ['not-found']
    """
    found = opened(path, CASE, read_settings)
    if isinstance(found, Finding):
        return Checked(None, (found,))
    settings, typed = found.settings, found.typed
    context = Context(settings, typed, found.file)
    ordered = in_order([*found.findings, *apply(context, found.findings)], context)
    if settings is None or any(f.severity == "fault" for f in ordered):
        return Checked(None, ordered)
    return Checked(_case(settings, typed, ordered), ordered)


@dataclass(frozen=True)
class Opened(Generic[_Settings]):
    """What stands in a folder or a workbook, before any rule is applied.

    Parameters
    ----------
    settings : Settings of the layout, optional
        None where they are missing or hold a fault.
    typed : mapping of table name to Typed
        Every table of the layout.
    file : str
        How a finding names the settings.
    findings : tuple of Finding
    """

    settings: _Settings | None
    typed: Mapping[str, Typed]
    file: str
    findings: tuple[Finding, ...]


def opened(
    path: str | Path,
    layout: Layout,
    read: Callable[[Written], tuple[_Settings | None, list[Finding]]],
) -> Opened[_Settings] | Finding:
    """Read a folder or a workbook of a layout, or return why it cannot be read.

    Parameters
    ----------
    path : str or Path
    layout : Layout
    read : callable
        Makes the settings of what was written.
    """
    source = _source(Path(path), layout)
    if isinstance(source, Finding):
        return source
    typed, findings = _cast(source, layout)
    if source.written is None:
        return Opened(None, typed, layout.settings, tuple(findings))
    settings, found = read(source.written)
    return Opened(settings, typed, source.written.file, (*findings, *found))


def _source(path: Path, layout: Layout) -> Source | Finding:
    name = path.name or str(path)
    try:
        if path.is_dir():
            return read_folder(path, layout=layout)
        if path.name == layout.settings and path.is_file():
            return read_folder(path.parent, layout=layout)
        if path.suffix.lower() in WORKBOOKS and path.is_file():
            return read_workbook(path, layout=layout)
        kind = "not-a-case" if path.exists() else "not-found"
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        return Finding("fault", "not-readable", name, details={"reason": str(error)[:200]})
    return Finding("fault", kind, name)


def _cast(source: Source, layout: Layout) -> tuple[dict[str, Typed], list[Finding]]:
    """Return every table of the layout with its types, and what was found until here."""
    findings = list(source.findings)
    typed = {}
    for name, table in layout.tables.items():
        typed[name], found = _typed(source, table)
        findings += found
    return typed, findings


def _typed(source: Source, table: Table) -> tuple[Typed, list[Finding]]:
    raw = source.raws.get(table.name)
    if raw is None or not raw.frame.width:
        file = source.pattern.format(table.name)
        return empty_typed(table, raw or empty(table.name, file)), []
    typed, findings = cast_table(table, raw)
    return typed, [*check_columns(typed), *findings]


def _case(settings: Settings, typed: Mapping[str, Typed], findings: tuple[Finding, ...]) -> Case:
    tables = {name: _with_unknown(table) for name, table in typed.items()}
    return Case(settings, tables, digest(settings, tables), findings)


def _with_unknown(typed: Typed) -> pl.DataFrame:
    unknown = [n for n in typed.raw.frame.columns if n not in typed.frame.columns]
    if not unknown:
        return typed.frame
    return pl.concat([typed.frame, typed.raw.frame.select(unknown)], how="horizontal")


def in_order(findings: Sequence[Finding], context: Context) -> tuple[Finding, ...]:
    """Sort by file, then row, then column, as they stand; what was only counted comes last."""
    files = [context.settings_file, *(t.file for t in context.typed.values())]
    places = {file: place for place, file in enumerate(files)}
    columns = {
        (t.file, c): place
        for t in context.typed.values()
        for place, c in enumerate(t.frame.columns)
    }
    return tuple(
        sorted(
            findings,
            key=lambda f: (
                places.get(f.file, len(places)),
                MAX_ROWS + 2 if f.kind == "and-more" else f.row or 0,
                columns.get((f.file, f.column or ""), -1),
            ),
        )
    )
