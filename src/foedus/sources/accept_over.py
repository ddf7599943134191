"""A row in the place of one that it contradicts: what the dispatch does not say stays as it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from foedus.sources.accept_cells import Cell, Row, note_of

UNSAID: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"terms": ("party",), "decisions": ("decision", "outcome"), "priorities": ("rank",)}
)
"""Cells that a proposal fills although the dispatch may not say them: the record's come first.

A decision keeps its name, by which other tables know it.
"""

OTHER = {"en": "_fr", "fr": "_en"}
"""How the columns of the language end in which the dispatch is not."""


def in_place_of(row: Row, rivals: Sequence[Mapping[str, Cell]]) -> Row:
    """Return a row as it stands in the place of those that make way for it.

    Parameters
    ----------
    row : Row
    rivals : sequence of mapping
        The cells of the rows that make way; none: the row stays as it is.

    Returns
    -------
    Row
        With the first rival's cells where the dispatch says nothing, text in the other language
        among them; its note keeps what stood there.
    """
    if not rivals:
        return row
    first = rivals[0]
    stay = {name: first[name] for name in _staying(row, first)}
    before = "; ".join(f"{row.table} ({content_told(one)})" for one in rivals)
    translated = any(name.endswith(OTHER[row.choice.dispatch.language]) for name in stay)
    note = note_of(row.choice) if translated else row.cells["note"]
    return replace(row, cells={**row.cells, **stay, "note": f"{note}; before: {before}"})


def _staying(row: Row, rival: Mapping[str, Cell]) -> Iterator[str]:
    """Yield the columns in which a row keeps the cell of the one that makes way for it."""
    other = OTHER[row.choice.dispatch.language]
    said = row.choice.proposal.fields
    for name, value in row.cells.items():
        if name in ("source", "note") or rival[name] is None:
            continue
        unsaid = name in UNSAID.get(row.table, ()) and name not in said
        if value is None or unsaid or name.endswith(other):
            yield name


def content_told(cells: Mapping[str, Cell]) -> str:
    """Return what a row says, with the names of its columns; what is empty is left out.

    Examples
    --------
    >>> content_told({"rank": 2, "subject_en": "Support Ukraine", "owner": None})
    'rank 2, subject_en Support Ukraine'
    """
    return ", ".join(f"{name} {value}" for name, value in cells.items() if value is not None)
