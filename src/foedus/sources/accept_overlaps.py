"""Terms of one office that would overlap: told in one sentence, with the days of both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from foedus.errors import Finding
from foedus.sources.accept_cells import Cell, Row

SHOWN = 3
"""So many terms of the record are named."""


def overlaps(rows: Iterable[Row], there: Iterable[Mapping[str, Cell]]) -> Iterator[Finding]:
    """Yield a fault for each new term that shares a day with others of its office.

    Parameters
    ----------
    rows : iterable of Row
        New rows of ``terms``.
    there : iterable of mapping
        The cells of the rows that stay.
    """
    stay = list(there)
    for row in rows:
        others = [old for old in stay if _shared(row.cells, old)]
        if not others:
            continue
        more = [f"+{len(others) - SHOWN}"] if len(others) > SHOWN else []
        details = {
            "id": row.choice.proposal.id,
            "office": f"{row.cells['office']}",
            "there": "; ".join([*map(_told, others[:SHOWN]), *more]),
        }
        said = _told(row.cells)
        yield Finding("fault", "read.accept-overlaps", "terms.csv", None, "from", said, details)


def _shared(one: Mapping[str, Cell], other: Mapping[str, Cell]) -> bool:
    """Return whether two terms share a day; ``until`` is the first on which one no longer holds."""
    if one["office"] != other["office"]:
        return False
    return _day(one["from"]) < _end(other) and _day(other["from"]) < _end(one)


def _end(term: Mapping[str, Cell]) -> date:
    return date.max if term["until"] is None else _day(term["until"])


def _day(cell: Cell) -> date:
    return cell if isinstance(cell, date) else date.min


def _told(term: Mapping[str, Cell]) -> str:
    """Return a term as ``Mark Rutte 2024-10-01/…``, an open end as dots."""
    return f"{term['person']} {term['from']}/{term['until'] or '…'}"
