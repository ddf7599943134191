"""The files of a case that is a folder: which tables are there, and none from outside."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from foedus.case.columns import Table
from foedus.case.layout import CASE, Layout
from foedus.case.raw import MAX_BYTES, RawTable, empty
from foedus.case.read_csv import read_csv
from foedus.case.read_parquet import read_parquet
from foedus.case.settings import Written, read_toml
from foedus.case.spelling import nearest
from foedus.errors import Finding

MAX_TOML_BYTES = 1024**2


def _read_csv(table: Table, file: str, path: Path) -> tuple[RawTable, list[Finding]]:
    return read_csv(table.name, file, path)


READERS = {".csv": _read_csv, ".parquet": read_parquet}


@dataclass(frozen=True)
class Source:
    """What was read: the settings and the tables as they were written.

    Parameters
    ----------
    written : Written, optional
        None where the settings could not be read.
    raws : mapping of table name to RawTable
        Only the tables that are there.
    pattern : str
        How a finding names a table, for example ``"{}.csv"`` or ``"my.xlsx [{}]"``.
    findings : tuple of Finding
    """

    written: Written | None
    raws: dict[str, RawTable]
    pattern: str
    findings: tuple[Finding, ...]


def read_folder(folder: Path, *, layout: Layout = CASE) -> Source:
    """Read the settings and every table of a folder.

    Files of other kinds (a README, pictures) are nobody's business; a CSV or Parquet file that
    is no table is warned of.
    """
    base = folder.resolve()
    written, findings = _settings(base, layout.settings)
    raws: dict[str, RawTable] = {}
    for path in sorted(base.iterdir(), key=lambda p: p.name):
        if path.suffix.lower() not in READERS:
            continue
        if path.stem not in layout.tables or path.suffix not in READERS:
            best = nearest(path.stem, layout.tables, cutoff=0) or ""
            details = {"nearest": f"{best}{path.suffix.lower()}"}
            name = _printable(path.name)
            findings.append(Finding("warning", "unknown-file", name, None, None, name, details))
        elif path.stem in raws:
            first = raws[path.stem].file
            findings.append(Finding("fault", "doubled-table", path.name, details={"first": first}))
        else:
            raws[path.stem], found = _table(base, path, layout.tables[path.stem])
            findings += found
    return Source(written, raws, "{}.csv", tuple(findings))


def _table(base: Path, path: Path, table: Table) -> tuple[RawTable, list[Finding]]:
    refused = refuse_file(base, path)
    if refused is not None:
        return empty(path.stem, path.name, whole=False), [refused]
    try:
        return READERS[path.suffix](table, path.name, path)
    except OSError as error:
        fault = Finding("fault", "not-readable", path.name, details={"reason": _reason(error)})
        return empty(path.stem, path.name, whole=False), [fault]


def refuse_file(base: Path, path: Path, limit: int = MAX_BYTES) -> Finding | None:
    """Return the fault of a file that is outside the folder, no file at all, or too large."""
    try:
        inside = path.resolve(strict=True).is_relative_to(base)
        if not inside:
            return Finding("fault", "outside-folder", path.name)
        if not path.is_file():
            return Finding("fault", "not-a-file", path.name)
        size = path.stat().st_size
    except (OSError, RuntimeError):  # RuntimeError: links that lead to themselves
        return Finding("fault", "broken-link", path.name)
    if size > limit:
        details = {"size": f"{size // 1024**2}", "limit": f"{limit // 1024**2}"}
        return Finding("fault", "too-large", path.name, details=details)
    return None


def _settings(base: Path, name: str) -> tuple[Written | None, list[Finding]]:
    path = base / name
    if not path.exists() and not path.is_symlink():
        return None, [Finding("fault", "no-settings", name)]
    refused = refuse_file(base, path, MAX_TOML_BYTES)
    if refused is not None:
        return None, [refused]
    try:
        content = path.read_bytes()
        return read_toml(content.decode("utf-8-sig").replace("\r\n", "\n"), name)
    except OSError as error:
        return None, [Finding("fault", "not-readable", name, details={"reason": _reason(error)})]
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        details = {"offset": f"{error.start}"}
        return None, [Finding("fault", "not-utf-8", name, row, None, None, details)]


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__


def _printable(name: str) -> str:
    return name.encode(errors="replace").decode()
