"""Read and check a case: a folder of CSV or Parquet files, or one Excel workbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from foedus.case.cast import Typed, cast_table, empty_typed
from foedus.case.check_columns import check_columns
from foedus.case.context import Context
from foedus.case.digest import digest
from foedus.case.folder import SETTINGS, Source, read_folder
from foedus.case.model import Case, Settings
from foedus.case.raw import MAX_ROWS, empty
from foedus.case.read_xlsx import read_workbook
from foedus.case.rules import apply
from foedus.case.schema import TABLES
from foedus.case.settings import read_settings
from foedus.errors import Finding, InputError

WORKBOOKS = (".xlsx", ".xlsm")


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
    source = _read(Path(path))
    if isinstance(source, Finding):
        return Checked(None, (source,))
    findings = list(source.findings)
    typed = {}
    for name in TABLES:
        typed[name], found = _typed(source, name)
        findings += found
    settings = None
    if source.written is not None:
        settings, found = read_settings(source.written)
        findings += found
    context = Context(settings, typed, SETTINGS if source.written is None else source.written.file)
    findings += apply(context, findings)
    ordered = _ordered(findings, context)
    if settings is None or any(f.severity == "fault" for f in ordered):
        return Checked(None, ordered)
    return Checked(_case(settings, typed, ordered), ordered)


def _read(path: Path) -> Source | Finding:
    name = path.name or str(path)
    try:
        if path.is_dir():
            return read_folder(path)
        if path.name == SETTINGS and path.is_file():
            return read_folder(path.parent)
        if path.suffix.lower() in WORKBOOKS and path.is_file():
            return read_workbook(path)
        kind = "not-a-case" if path.exists() else "not-found"
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        return Finding("fault", "not-readable", name, details={"reason": str(error)[:200]})
    return Finding("fault", kind, name)


def _typed(source: Source, name: str) -> tuple[Typed, list[Finding]]:
    table = TABLES[name]
    raw = source.raws.get(name)
    if raw is None or not raw.frame.width:
        return empty_typed(table, raw or empty(name, source.pattern.format(name))), []
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


def _ordered(findings: list[Finding], context: Context) -> tuple[Finding, ...]:
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
