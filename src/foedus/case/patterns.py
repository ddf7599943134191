"""What may stand in a cell, as patterns that Python and Polars read alike."""

from __future__ import annotations

from foedus.case.columns import Column

BREAKS = frozenset({"note", "words"})
"""Columns whose text may run over several lines."""

INVISIBLE = r"\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff"
"""Control characters, zero-width characters, line separators and marks of direction."""

CONTROL = rf"[\u0000-\u001f{INVISIBLE}]"
CONTROL_IN_TEXT = rf"[\u0000-\u0008\u000b\u000c\u000e-\u001f{INVISIBLE}]"
KEY_LETTERS = r'["=;]'
KEY_START = r"^[@*]"
KEYS = r'["=]|(^|;)[@*]|;\s|\s;|;;|^;|;$'
BLANKS = r"^\s|\s$"
MONTH = r"^[1-9][0-9]{3}-(0[1-9]|1[0-2])$"
DAY = r"^[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}$"
EXCEL_ERROR = r"^#(NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A|SPILL!|CALC!|GETTING_DATA)$"
"""What Excel shows in a cell that it could not compute."""

EXACT = 2.0**53
"""Whole numbers up to here are exact."""


def forbidden(column: Column) -> str:
    """Return the pattern of what a ``text``, ``key`` or ``keys`` cell must not hold.

    Examples
    --------
    >>> import re
    >>> from foedus.case.schema import TABLES
    >>> pattern = forbidden(TABLES["items"].column("item"))
    >>> [bool(re.search(pattern, cell)) for cell in ("shell-155", "shell;155", "@shell", " shell")]
    [False, True, True, True]
    """
    if column.name in BREAKS:
        return rf"{EXCEL_ERROR}|{BLANKS}|{CONTROL_IN_TEXT}"
    if column.kind == "keys":
        return rf"{EXCEL_ERROR}|{BLANKS}|{CONTROL}|{KEYS}"
    if column.kind == "key" and column.refers is None:
        return rf"{EXCEL_ERROR}|{BLANKS}|{CONTROL}|{KEY_LETTERS}|{KEY_START}"
    return rf"{EXCEL_ERROR}|{BLANKS}|{CONTROL}"
