"""What a folder or a workbook of one kind holds: its tables, and where its settings stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from foedus.case.columns import Table
from foedus.case.schema import TABLES


@dataclass(frozen=True)
class Layout:
    """The files of a folder, or the sheets of a workbook.

    Parameters
    ----------
    tables : mapping of table name to Table
    settings : str
        The file of a folder that holds its settings.
    sheet : str
        The sheet of a workbook that does.

    Examples
    --------
    >>> CASE.settings, CASE.sheet
    ('case.toml', 'case')
    """

    tables: Mapping[str, Table]
    settings: str
    sheet: str


CASE = Layout(TABLES, "case.toml", "case")
