"""Write a dispute as a folder of CSV files; what is written reads back the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import polars as pl

from foedus.case.as_text import empty_columns, text_of
from foedus.case.columns import Table
from foedus.case.dispute.settings import DisputeSettings, as_toml
from foedus.case.dispute.tables import LAYOUT, TABLES
from foedus.case.save import save_folder
from foedus.errors import InputError


def save(folder: str | Path, settings: DisputeSettings, tables: Mapping[str, pl.DataFrame]) -> None:
    """Write the tables of a dispute and its ``dispute.toml``.

    Tables of another dispute in the folder are replaced, files that are no tables stay.

    Parameters
    ----------
    folder : str or Path
        Made if it is not there.
    settings : DisputeSettings
    tables : mapping of table name to pl.DataFrame
        Columns by name in any order, unknown ones after those of the schema; a table that is not
        there, or has no row, is not written. Nothing is checked: ``check`` does.

    Raises
    ------
    InputError
        ``not-writable``; ``dispute.not-a-dispute-folder``: the folder holds other files and no
        dispute.
    KeyError
        For a table that a dispute does not have.

    Examples
    --------
    >>> import tempfile
    >>> from foedus.case.dispute.load import load
    >>> names = {"name_en": ["Toll"], "name_fr": ["Péage"]}
    >>> tables = {
    ...     "parties": pl.DataFrame({"party": ["A"], "veto": [True], "reservation": [0.5]}),
    ...     "issues": pl.DataFrame(
    ...         {"issue": ["toll"], "kind": ["scale"], "low": [0.0], "high": [9.0], **names}
    ...     ),
    ...     "saliences": pl.DataFrame({"party": ["A"], "issue": ["toll"], "salience": [2.0]}),
    ...     "positions": pl.DataFrame({"party": ["A"], "issue": ["toll"], "position": [3.0]}),
    ... }
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save(folder, DisputeSettings("strait"), tables)
    ...     load(folder).positions.tolist()
    [[3.0]]
    """
    files = {
        f"{name}.csv": _ordered(TABLES[name], frame).write_csv().encode()
        for name, frame in tables.items()
        if frame.height
    }
    try:
        save_folder(Path(folder), files, as_toml(settings), layout=LAYOUT)
    except InputError as error:
        own = {"not-a-case-folder": "dispute.not-a-dispute-folder"}
        raise InputError(
            [replace(f, kind=own.get(f.kind, f.kind)) for f in error.findings]
        ) from error


def _ordered(table: Table, frame: pl.DataFrame) -> pl.DataFrame:
    """Return a table as text, without optional columns that hold nothing."""
    filled = frame.drop(empty_columns(table, frame))
    known = [column for column in table.schema if column in filled.columns]
    return text_of(table, filled.select(*known, pl.exclude(known)))
