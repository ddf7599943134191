"""Write a case: as a folder of CSV or Parquet files, or as one Excel workbook.

What is written reads back as the same case, with the same hash. A file appears whole or not at all.
"""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import polars as pl

from foedus.case.as_text import as_toml, filled_tables, text_table
from foedus.case.layout import CASE, Layout
from foedus.case.model import Case
from foedus.case.write_xlsx import workbook
from foedus.errors import Finding, InputError


def save_csv(case: Case, folder: str | Path) -> None:
    """Write a case as a folder of CSV files with its ``case.toml``.

    Tables of another case in the folder are replaced, files that are no tables stay.

    Parameters
    ----------
    case : Case
    folder : str or Path
        Made if it is not there.

    Raises
    ------
    InputError
        ``not-writable``: the folder cannot be written, or holds something that is no case.

    Examples
    --------
    >>> import tempfile
    >>> from foedus.case import Case, Settings, load
    >>> from datetime import date
    >>> case = Case(Settings("demo", date(2024, 10, 1)), {}, "")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save_csv(case, folder)
    ...     load(folder).settings.name
    'demo'
    """
    tables = {
        f"{name}.csv": text_table(name, frame).write_csv().encode()
        for name, frame in filled_tables(case).items()
    }
    save_folder(Path(folder), tables, as_toml(case.settings))


def save_parquet(case: Case, folder: str | Path) -> None:
    """Write a case as a folder of Parquet files with its ``case.toml``, as ``save_csv`` does."""
    tables = {f"{name}.parquet": _parquet(frame) for name, frame in filled_tables(case).items()}
    save_folder(Path(folder), tables, as_toml(case.settings))


def save_xlsx(case: Case, file: str | Path) -> None:
    """Write a case as one workbook; text that begins like a formula stays text.

    Raises
    ------
    InputError
        ``not-writable``; ``too-long-text`` and ``too-many-rows`` where a sheet has no room.
    """
    write_file(Path(file), workbook(case))


def _parquet(frame: pl.DataFrame) -> bytes:
    buffer = io.BytesIO()
    frame.write_parquet(buffer)
    return buffer.getvalue()


def save_folder(
    folder: Path, tables: Mapping[str, bytes], settings: str, *, layout: Layout = CASE
) -> None:
    """Write the files of a folder, the settings last, and remove other tables of its layout.

    Parameters
    ----------
    folder : Path
        Made if it is not there.
    tables : mapping of file name to bytes
    settings : str
        The content of the layout's settings.

    Raises
    ------
    InputError
        ``not-writable``; ``not-a-case-folder``: the folder holds other files and no settings.
    """
    _made(folder, layout)
    for name, content in tables.items():
        write_file(folder / name, content)
    for name in layout.tables:
        for suffix in (".csv", ".parquet"):
            if f"{name}{suffix}" not in tables:
                _tried(folder / f"{name}{suffix}", lambda path: path.unlink(missing_ok=True))
    write_file(folder / layout.settings, settings.encode())


def _made(folder: Path, layout: Layout) -> None:
    """Make the folder; one that holds other files and no settings is left alone."""
    _tried(folder, lambda path: path.mkdir(parents=True, exist_ok=True))
    if any(folder.iterdir()) and not (folder / layout.settings).exists():
        raise InputError([Finding("fault", "not-a-case-folder", folder.name)])


def write_file(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, its folders with it.

    Raises
    ------
    InputError
        ``not-writable``, with the system's reason.

    Examples
    --------
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_file(Path(folder) / "new" / "a.txt", b"one")
    ...     (Path(folder) / "new" / "a.txt").read_text()
    'one'
    """
    _tried(path.parent, lambda folder: folder.mkdir(parents=True, exist_ok=True))
    _tried(path, lambda target: _replace(target, content))


def _replace(target: Path, content: bytes) -> None:
    """Write beside the target, then take its place in one step."""
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def _tried(path: Path, act: Callable[[Path], None]) -> None:
    try:
        act(path)
    except OSError as error:
        details = {"reason": error.strerror or type(error).__name__}
        raise InputError(
            [Finding("fault", "not-writable", path.name, None, None, None, details)]
        ) from error
