"""What an importer expects of a sheet: its name, its header, its columns, its marks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["fault", "warning"]


@dataclass(frozen=True)
class Expected:
    """One column that an importer reads.

    Parameters
    ----------
    name : str
        Its name in the frame that ``find`` returns; a heading so written is found too.
    aliases : tuple of str
        Headings under which publishers write it; case, blanks around and doubled blanks do not
        count.
    unit : str
        Where the layout has rows ``below`` the header: the text of the cell right below the
        heading. A heading that stands there twice is told apart by it; another unit is a fault.
    kind : {"text", "number", "category"}
        Text is kept as it is (dates too: publishers write them in many ways). A number must read
        as one; a category must be one of ``choices``.
    required : bool
        A required column that is missing is a fault.
    after : str, optional
        For a column without a heading: the heading to its left, ``""`` for the first column.
    choices : tuple of str
        All known spellings of a category, blanks around them left out.
    stray : {"fault", "warning"}
        What a cell is that does not read as its kind. With a warning, a number is taken as
        missing and a category stays as it is written; a number in another format (``1,5``) is a
        fault in any case.
    errors : {"fault", "warning"}
        What an error cell (``#REF!`` …) is; with a warning it is taken as missing.
    filled : bool
        Whether a cell without anything, in a row that has something, is a fault.
    """

    name: str
    aliases: tuple[str, ...] = ()
    unit: str = ""
    kind: Literal["text", "number", "category"] = "text"
    required: bool = True
    after: str | None = None
    choices: tuple[str, ...] = ()
    stray: Severity = "fault"
    errors: Severity = "fault"
    filled: bool = False


@dataclass(frozen=True)
class Layout:
    """What an importer expects of one sheet or file.

    Parameters
    ----------
    sheet : str
        Its name; ``""`` for a CSV file.
    header_row : int
        As a spreadsheet counts rows.
    columns : tuple of Expected
    missing : frozenset of str
        Cells that say "no figure": ``.``, ``...``, ``xxx``.
    others : frozenset of str
        Headings that are known and not read; any other heading is reported.
    below : int
        Rows between the header and the first row of data; the first of them holds the units.
    """

    sheet: str
    header_row: int
    columns: tuple[Expected, ...]
    missing: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    below: int = 0


def plain(heading: str) -> str:
    """Return a heading or name as it is compared: no case, single blanks.

    Examples
    --------
    >>> plain("Total  bilateral commitments ")
    'total bilateral commitments'
    """
    return " ".join(heading.split()).casefold()
