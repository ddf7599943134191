"""Writes what was imported into a case: new rows only, all or nothing, checked before.

A row that the case has already, with the same content, is left as it is; one with the same key and
other content is a fault, so that no two vintages run together. Everything is written to a copy
first, the whole copy is checked, and only then do the files take their places (``commit``). Where
the case has a ``datapackage.json``, it is made anew, since its hashes would no longer hold.
"""

from __future__ import annotations

import shutil
import tempfile
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import polars as pl

from foedus.case.folder import READERS
from foedus.case.layout import CASE
from foedus.case.load import Checked, check
from foedus.case.model import Case
from foedus.case.save import write_file
from foedus.case.schema import TABLES
from foedus.errors import Finding, InputError
from foedus.sources.commit import ORIGINS, commit
from foedus.sources.datapackage import FILE, described
from foedus.sources.imported import Imported
from foedus.sources.merge import Merged, file_text, merge
from foedus.sources.origin import Origin, to_toml
from foedus.sources.rates import EURO, why_none
from foedus.sources.rows import party_rows, source_row

ALWAYS = ("sources", "parties")
"""Tables of which every import has rows: they say nothing of its figures."""

ORDER = {name: place for place, name in enumerate(dict.fromkeys(["sources", *TABLES]))}
"""In which tables take their places: the schema's order, in which a table refers to earlier ones,
but for the sources, to which all refer."""


@dataclass(frozen=True)
class Summary:
    """What was written.

    Parameters
    ----------
    key : str
        The key in ``sources``.
    added : mapping of table name to int
        New rows; tables without any are left out.
    kept : mapping of table name to int
        Rows that the case had already, with the same content.
    parties : tuple of str
        Parties that the case lacked.
    findings : tuple of Finding
        The importer's warnings, those that the case did not have before, and the currencies of new
        entries without a rate on their day.
    """

    key: str
    added: Mapping[str, int]
    kept: Mapping[str, int]
    parties: tuple[str, ...]
    findings: tuple[Finding, ...] = ()


def write_into(imported: Imported, case_folder: Path) -> Summary:
    """Add the rows of an import to a case.

    Parameters
    ----------
    imported : Imported
    case_folder : Path
        A folder with ``case.toml`` and CSV tables.

    Returns
    -------
    Summary

    Raises
    ------
    InputError
        The case has faults, before or after; ``source.not-a-folder``; ``source.parquet-table``;
        ``source.clash`` (same key, other content); ``source.other-file`` (rows of this release
        come from another file); ``not-writable``. Nothing is written then.
    """
    before = checked_folder(case_folder)
    case = before.case
    if case is None:
        raise InputError(before.findings)
    wanted = _tables(imported, case)
    merged = {name: merge(name, case.tables[name], rows) for name, rows in wanted.items()}
    new = {name: found for name, found in merged.items() if found.new.height}
    other = _other_file(imported.origin, case_folder)
    _refuse(case_folder, merged, new, other)
    contents = _contents(imported, case, case_folder, new)
    findings = [*imported.findings, *other]
    if contents:
        after, package = trial(case_folder, contents)
        # The description first: while a table is missing, the same import makes both good again.
        commit(case_folder, {**package, **contents})
        known = {warning_place(finding) for finding in before.findings}
        findings += [warning for warning in after.findings if warning_place(warning) not in known]
        findings += _unrated(new["ledger"].new) if "ledger" in new else []
    return Summary(
        imported.origin.key,
        {name: found.new.height for name, found in new.items()},
        {name: found.kept for name, found in merged.items() if found.kept},
        tuple(new["parties"].new["party"]) if "parties" in new else (),
        tuple(findings),
    )


def _unrated(ledger: pl.DataFrame) -> list[Finding]:
    """Return a warning for each currency without a rate on a day on which an amount stands in it.

    At the first such day: there, nobody can say what the amount was in another currency.
    """
    dated = ledger.filter(pl.col("amount").is_not_null() & (pl.col("currency") != EURO))
    days = dated.select("currency", "date").drop_nulls().unique().sort("currency", "date")
    found: dict[str, Finding] = {}
    for currency, day in days.iter_rows():
        reason = None if currency in found else why_none(currency, day)
        if reason is not None:
            found[currency] = reason
    return list(found.values())


def warning_place(finding: Finding) -> tuple[object, ...]:
    """Return what makes a warning the same one although its counts have changed."""
    return finding.kind, finding.file, finding.row, finding.column, finding.value


def checked_folder(folder: Path) -> Checked:
    """Return what the check of a case says that is a folder.

    Raises
    ------
    InputError
        ``not-found``; ``source.not-a-folder``.
    """
    if not folder.is_dir():
        kind = "source.not-a-folder" if folder.exists() else "not-found"
        raise InputError([Finding("fault", kind, folder.name)])
    return check(folder)


def _tables(imported: Imported, case: Case) -> dict[str, pl.DataFrame]:
    """Return all rows to write by table: parties and sources first."""
    tables = dict(imported.tables)
    given = [
        rows
        for rows in (tables.pop("parties", None), party_rows(imported, case))
        if rows is not None and rows.height
    ]
    first = {"parties": pl.concat(given)} if given else {}
    return {**first, "sources": source_row(imported.origin), **tables}


def _refuse(
    folder: Path,
    merged: Mapping[str, Merged],
    new: Mapping[str, Merged],
    other: list[Finding],
) -> None:
    """Refuse rows that clash, rows of one release from two files, and tables in Parquet."""
    faults = [clash for found in merged.values() for clash in found.clashes]
    if any(name not in ALWAYS for name in new):
        faults += [Finding("fault", f.kind, f.file, value=f.value) for f in other]
    faults += [
        Finding("fault", "source.parquet-table", f"{name}.parquet")
        for name in new
        if (folder / f"{name}.parquet").exists()
    ]
    if faults:
        raise InputError(faults)


def _other_file(origin: Origin, folder: Path) -> list[Finding]:
    """Return a warning if the case knows this origin from another file."""
    path = folder / ORIGINS / f"{origin.key}.toml"
    if not path.is_file():
        return []
    try:
        known = tomllib.loads(path.read_text("utf-8")).get("sha256")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError([Finding("fault", "source.broken-origin", path.name)]) from error
    if known == origin.sha256:
        return []
    return [Finding("warning", "source.other-file", path.name, value=origin.file)]


def _contents(
    imported: Imported, case: Case, folder: Path, new: Mapping[str, Merged]
) -> dict[str, bytes]:
    """Return the content of every file that changes, in the order in which they are written."""
    contents = {}
    origin = f"{ORIGINS}/{imported.origin.key}.toml"
    if new or not (folder / origin).exists():
        since = as_retrieved(imported.origin, folder / origin)
        contents[origin] = to_toml(since, _held(imported, case, new)).encode()
    for name in sorted(new, key=lambda table: ORDER[table]):
        contents[f"{name}.csv"] = file_text(name, folder / f"{name}.csv", new[name].new)
    return contents


def as_retrieved(origin: Origin, path: Path) -> Origin:
    """Return the origin with the day on which the case first had the same file."""
    if not path.is_file():
        return origin
    day = tomllib.loads(path.read_text("utf-8")).get("retrieved")
    return replace(origin, retrieved=day) if isinstance(day, date) else origin


def _held(imported: Imported, case: Case, new: Mapping[str, Merged]) -> dict[str, int]:
    """Return how many rows from this origin each table holds after the import."""
    key = imported.origin.key
    return {
        name: case.tables[name].filter(pl.col("source") == key).height
        + (new[name].new.height if name in new else 0)
        for name in imported.tables
    }


def trial(folder: Path, contents: Mapping[str, bytes]) -> tuple[Checked, dict[str, bytes]]:
    """Check a case as it would be, and describe it anew where it has a description.

    Parameters
    ----------
    folder : Path
    contents : mapping of name to bytes
        The files that would change.

    Returns
    -------
    Checked
    dict of name to bytes
        ``datapackage.json`` where the case has one.

    Raises
    ------
    InputError
        The faults that the case would have.
    """
    with tempfile.TemporaryDirectory(prefix="foedus-import-") as place:
        copy = Path(place)
        for path in folder.iterdir():
            is_table = path.suffix.lower() in READERS or path.name == CASE.settings
            if is_table and path.name not in contents:
                shutil.copyfile(path, copy / path.name)
        for name, content in contents.items():
            write_file(copy / name, content)
        checked = check(copy)
        if checked.case is None:
            raise InputError(checked.findings)
        # Tables in Parquet have no place in a description: one beside them is not ours to make.
        ours = (folder / FILE).exists() and not any(copy.glob("*.parquet"))
        return checked, {FILE: described(checked.case, copy)} if ours else {}
