"""Cells of a row that a proposal fills: checked against the schema and the names of the case."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from foedus.case.columns import Column
from foedus.case.model import Case
from foedus.case.patterns import CONTROL, DAY
from foedus.case.schema import TABLES
from foedus.case.spelling import nearest
from foedus.errors import Finding, InputError
from foedus.sources.accept_chosen import Choice
from foedus.sources.origin import sha256_of

LONGEST_QUOTE = 200
"""Characters of the dispatch's words that a note keeps."""

LONGEST_SLUG = 60
"""Characters of a key that is made of words."""

Said = str | int | float | bool | None
"""What a proposal says for a cell; a day as text."""

Cell = str | int | float | bool | date | None


@dataclass(frozen=True)
class Row:
    """A row that a proposal would write.

    Parameters
    ----------
    choice : Choice
    table : str
    cells : mapping of column to value
        As the schema types them; what is not said is None.
    """

    choice: Choice
    table: str
    cells: Mapping[str, Cell]

    @property
    def key(self) -> tuple[Cell, ...]:
        """The row's key."""
        return tuple(self.cells[name] for name in TABLES[self.table].key)

    @property
    def joined(self) -> str:
        """The row's key, its parts joined as a line of the record shows them."""
        return joined(self.key)


def joined(key: tuple[Cell, ...]) -> str:
    """Return a key's parts joined by ``/``.

    Examples
    --------
    >>> joined(("secretary-general", date(2024, 10, 1)))
    'secretary-general/2024-10-01'
    """
    return "/".join("" if part is None else str(part) for part in key)


def row_of(choice: Choice, case: Case, table: str, said: Mapping[str, Said]) -> Row:
    """Return a row with its cells typed.

    Parameters
    ----------
    choice : Choice
    case : Case
        Its names are those that the row may refer to.
    table : str
    said : mapping of column to value

    Raises
    ------
    InputError
        ``read.accept-missing``, ``read.accept-missing-word``, ``read.accept-no-day``,
        ``read.accept-unknown``, ``read.accept-word``, ``read.accept-number``: all of
        the row at once.
    """
    columns = [column for column in TABLES[table].all_columns if column.name != "source"]
    faults = [
        fault
        for column in columns
        for fault in _faults(choice, case, table, column, said.get(column.name))
    ]
    if faults:
        raise InputError(faults)
    cells = {column.name: _typed(column, said.get(column.name)) for column in columns}
    return Row(choice, table, {**cells, "source": source_key(choice)})


def _faults(
    choice: Choice, case: Case, table: str, column: Column, said: Said
) -> Iterator[Finding]:
    if said in (None, ""):
        if not column.optional:
            yield missing(choice, table, column)
        return
    value = f"{said}"
    if column.kind == "date" and _day(value) is None:
        yield choice.fault("read.accept-no-day", column=column.name, value=value)
    elif column.kind in ("integer", "number") and not _is_number(column, value):
        yield choice.fault("read.accept-number", column=column.name, value=value)
    elif column.choices and value not in column.choices:
        details = {"known": ", ".join(column.choices)}
        yield choice.fault("read.accept-word", column=column.name, value=value, details=details)
    elif column.refers is not None and column.kind == "key":
        yield from _unknown(choice, case, column, value)


def missing(choice: Choice, table: str, column: Column) -> Finding:
    """Return the fault of a cell that the table needs, with the words that may stand there.

    Parameters
    ----------
    choice : Choice
    table : str
    column : Column
        One that is not optional, of which the dispatch says nothing.
    """
    kind = "read.accept-missing-word" if column.choices else "read.accept-missing"
    details = {"table": table, "known": ", ".join(column.choices or ())}
    return choice.fault(kind, column=column.name, details=details)


def _unknown(choice: Choice, case: Case, column: Column, value: str) -> Iterator[Finding]:
    """Yield a fault where the case does not know a name: with the nearest that the reader found."""
    table = column.refers or ""
    known = case.tables[table][TABLES[table].key[0]].to_list()
    if value in known:
        return
    found = [one.key for one in choice.proposal.nearest if one.key in known]
    near = found[0] if found else nearest(value, known)
    kind = "read.accept-unknown" if near else "read.accept-no-name"
    details = {"nearest": near or "", "table": f"{table}.csv"}
    yield choice.fault(kind, column=column.name, value=value, details=details)


def _typed(column: Column, said: Said) -> Cell:
    if said in (None, ""):
        return None
    match column.kind:
        case "date":
            return _day(f"{said}")
        case "integer":
            return int(float(f"{said}"))
        case "number":
            return float(f"{said}")
        case "boolean":
            return bool(said)
        case _:
            return clean(f"{said}")


def _is_number(column: Column, value: str) -> bool:
    try:
        number = float(value)
    except ValueError:
        return False
    return math.isfinite(number) and (column.kind == "number" or number.is_integer())


def _day(written: str) -> date | None:
    if not re.match(DAY, written):
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def full_day(*written: object) -> str:
    """Return the first of several that is a full day; empty where none is.

    Examples
    --------
    >>> full_day("2024-10", "2024-10-01")
    '2024-10-01'
    """
    return next((f"{one}" for one in written if _day(f"{one}") is not None), "")


def clean(text: str) -> str:
    r"""Return text as a cell may hold it: on one line, without invisible characters.

    Examples
    --------
    >>> clean(" ten\u202e tanks\n")
    'ten tanks'
    """
    blank = re.sub(r"\s+", " ", text)
    return re.sub(r" {2,}", " ", re.sub(CONTROL, "", blank)).strip()


def slug(*words: object) -> str:
    """Return a key made of words: small letters without accents, digits and hyphens.

    What is too long, or has no such letters, is told apart by the first digits of its hash.

    Examples
    --------
    >>> slug("Médier entre les États", 2024), slug("Україна")
    ('medier-entre-les-etats-2024', '83b059bf')
    """
    whole = " ".join(f"{word}" for word in words if word not in (None, ""))
    plain = unicodedata.normalize("NFKD", whole).encode("ascii", "ignore").decode().lower()
    found = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if not whole or 0 < len(found) <= LONGEST_SLUG:
        return found
    told_apart = sha256_of(whole.encode())[:8]
    return f"{found[: LONGEST_SLUG - 9].strip('-')}-{told_apart}".strip("-")


def source_key(choice: Choice) -> str:
    """Return the key of a dispatch in ``sources``: its day, and the first digits of its hash."""
    dateline = choice.dispatch.dateline
    day = "undated" if dateline is None else dateline.day
    return f"dispatch-{day}-{choice.dispatch.document.sha256[:8]}"


def note_of(choice: Choice, *remarks: str) -> str:
    """Return a note: remarks, then the words of the dispatch."""
    quote = clean(choice.proposal.quote.text)
    cut = quote if len(quote) <= LONGEST_QUOTE else f"{quote[: LONGEST_QUOTE - 1].rstrip()}…"
    return "; ".join([*(one for one in remarks if one), f"“{cut}”"])
