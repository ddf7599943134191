"""How accepted rows meet the tables of a case: new, there already, or in the place of another."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from foedus.case.as_text import text_table
from foedus.case.model import Case
from foedus.case.read_csv import read_csv
from foedus.case.schema import TABLES
from foedus.errors import Finding
from foedus.results.dispatch import RecordLine
from foedus.sources.accept_cells import Cell, Row, joined
from foedus.sources.accept_chosen import Choice
from foedus.sources.accept_over import in_place_of
from foedus.sources.accept_overlaps import overlaps
from foedus.sources.merge import file_text, header_of

REPLACED = ("terms", "decisions", "priorities")
"""Tables in which a row may take the place of one that it contradicts."""

EVIDENCE = ("source", "note")
"""Columns that may differ where two sources say the same."""


@dataclass(frozen=True)
class Met:
    """How rows meet one table.

    Parameters
    ----------
    table : str
    new : tuple of Row
        Rows to write.
    places : tuple of int or None
        For each row to write, the place of the one whose cells it continues; None: of none.
    dropped : tuple of int
        Places of the rows of the table whose place they take.
    kept : tuple of Row
        Rows that the table has already.
    faults : tuple of Finding
    """

    table: str
    new: tuple[Row, ...] = ()
    places: tuple[int | None, ...] = ()
    dropped: tuple[int, ...] = ()
    kept: tuple[Row, ...] = ()
    faults: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class There:
    """A row that a table has, and its place in it."""

    place: int
    cells: Mapping[str, Cell]


def numbered(rows: Sequence[Row], case: Case) -> list[Row]:
    """Return rows in which a priority without a rank has the next that is free.

    One whose words the table has already keeps that row's rank.

    Parameters
    ----------
    rows : sequence of Row
        Of any tables; a priority whose rank is 0 has none.
    case : Case
    """
    there = case.tables["priorities"]
    ranks = {*there["rank"], *(row.cells["rank"] for row in rows if row.table == "priorities")}
    found = []
    for row in rows:
        if row.table == "priorities" and row.cells["rank"] == 0:
            said = row.cells["subject_en"]
            same = there.filter((pl.col("subject_en") == said) | (pl.col("subject_fr") == said))
            rank = same["rank"][0] if same.height else max(ranks) + 1
            ranks.add(rank)
            row = replace(row, cells={**row.cells, "rank": rank})
        found.append(row)
    return found


def meet(table: str, rows: Sequence[Row], case: Case, *, over: str) -> Met:
    """Compare rows with a table by its key.

    Parameters
    ----------
    table : str
    rows : sequence of Row
    case : Case
    over : {"refuse", "replace"}
        What becomes of a row that the table has with other content: a fault, or it makes way.
    """
    there = _there(table, case)
    met = Met(table, faults=tuple(_twice(rows)))
    for row in _distinct(rows):
        old = there.get(row.joined)
        if old is not None and not _differing(row, old):
            met = replace(met, kept=(*met.kept, row))
            continue
        rivals = _rivals(row, there) if over == "replace" and table in REPLACED else []
        if old is not None and old not in rivals:
            met = replace(met, faults=(*met.faults, _clash(row, old, _own(row, there))))
            continue
        met = _with(met, row, rivals)
    if table != "terms":
        return met
    stay = [old.cells for old in there.values() if old.place not in met.dropped]
    return replace(met, faults=(*met.faults, *overlaps(met.new, stay)))


def _with(met: Met, row: Row, rivals: Sequence[There]) -> Met:
    """Return how rows meet a table with one more to write, in the place of its rivals if any."""
    places = tuple(rival.place for rival in rivals)
    return replace(
        met,
        new=(*met.new, in_place_of(row, [rival.cells for rival in rivals])),
        places=(*met.places, next(iter(places), None)),
        dropped=(*met.dropped, *places),
    )


def places_of(met: Met) -> tuple[int, ...]:
    """Return the places of the rows that make way, each once, in order."""
    return tuple(sorted(set(met.dropped)))


def places_by_key(table: str, case: Case) -> dict[str, int]:
    """Return the place of each row of a table by its key, as a line of the record writes it."""
    return {key: old.place for key, old in _there(table, case).items()}


def _there(table: str, case: Case) -> dict[str, There]:
    frame = case.tables[table]
    rows = enumerate(frame.iter_rows(named=True))
    key = TABLES[table].key
    return {joined(tuple(cells[name] for name in key)): There(at, cells) for at, cells in rows}


def _distinct(rows: Sequence[Row]) -> Iterator[Row]:
    first: dict[str, Row] = {}
    for row in rows:
        first.setdefault(row.joined, row)
    yield from first.values()


def _twice(rows: Sequence[Row]) -> Iterator[Finding]:
    """Yield a fault where two accepted proposals say something else of the same row."""
    seen: dict[str, Row] = {}
    for row in rows:
        first = seen.setdefault(row.joined, row)
        column = next(iter(_differing(row, There(0, first.cells))), None)
        if column is not None:
            details = {"other": first.choice.name, "key": row.joined}
            yield row.choice.fault("read.accept-twice", column=column, details=details)


def _differing(row: Row, old: There) -> list[str]:
    """Return the columns in which a row says something else; what it does not say agrees.

    Words of the dispatch stand in both languages' columns: they agree if they are those of one.
    """
    return [
        name
        for name, value in row.cells.items()
        if name not in EVIDENCE and value is not None and value not in _held(name, old)
    ]


def _held(name: str, old: There) -> list[Cell]:
    stem = name.removesuffix("_en").removesuffix("_fr")
    names = [name] if stem == name else [f"{stem}_en", f"{stem}_fr"]
    return [old.cells[one] for one in names]


def _rivals(row: Row, there: Mapping[str, There]) -> list[There]:
    """Return the rows that make way: those that a contradiction names, and no other.

    A row of ``terms`` makes way only where it is of the same person: else it is another's term,
    which is not to be lost for a dispatch that may have the day or the name wrong.
    """
    if row.choice.proposal.verdict != "contradicts":
        return []
    named = [line.key for line in contradicted(row.choice) if line.table == row.table]
    found = [there[key] for key in dict.fromkeys(named) if key in there]
    if row.table != "terms":
        return found
    same = ("office", "person")
    return [old for old in found if all(old.cells[name] == row.cells[name] for name in same)]


def contradicted(choice: Choice) -> list[RecordLine]:
    """Return the lines of the record that a proposal contradicts, each once."""
    checks = [one for one in choice.proposal.checks if one.verdict == "contradicts"]
    return list(dict.fromkeys(line for check in checks for line in check.record))


def _own(row: Row, there: Mapping[str, There]) -> There | None:
    """Return the row of the record that a proposal contradicts; None: there is none."""
    return next(iter(_rivals(row, there)), None)


def _clash(row: Row, old: There, own: There | None) -> Finding:
    if row.table == "priorities":
        return _taken(row, old, own)
    column = _differing(row, old)[0]
    details = {
        "key": row.joined,
        "there": f"{old.cells[column] if old.cells[column] is not None else ''}",
        "table": f"{row.table}.csv",
        "source": f"{old.cells['source'] or ''}",
    }
    value = f"{row.cells[column]}"
    return row.choice.fault("read.accept-clash", column=column, value=value, details=details)


def _taken(row: Row, old: There, own: There | None) -> Finding:
    """Return the fault of a rank that another aim holds, with the row of the same aim if any."""
    subject = f"subject_{row.choice.dispatch.language}"
    details = {
        "id": row.choice.proposal.id,
        "what": f"{row.cells[subject]}",
        "there": f"{old.cells[subject]}",
    }
    kind = "read.accept-rank-held"
    if own is not None:
        kind = "read.accept-rank-taken"
        details |= {"own": f"{own.cells[subject]}", "own_rank": f"{own.cells['rank']}"}
    return Finding("fault", kind, "priorities.csv", None, "rank", row.joined, details)


def content_of(met: Met, path: Path) -> bytes:
    """Return a table's CSV file with its new rows; those that made way are gone.

    A new row that takes the place of another stands where that one stood, with what the case's own
    columns said there; others stand at the end.

    Parameters
    ----------
    met : Met
        With rows to write.
    path : Path
        The file; it may be absent.
    """
    schema = TABLES[met.table].schema
    new = pl.DataFrame([row.cells for row in met.new], schema=schema)
    if not met.dropped:
        return file_text(met.table, path, new)
    there = read_csv(met.table, path.name, path)[0].frame
    at = min(met.dropped)
    parts = [there.head(at), _continued(met, new, there), there.slice(at)]
    whole = pl.concat(parts, how="diagonal").with_row_index("place")
    gone = [place + new.height for place in places_of(met)]
    left = whole.filter(~pl.col("place").is_in(gone)).drop("place")
    ordered = [*there.columns, *(name for name in left.columns if name not in there.columns)]
    mark = path.read_bytes().startswith(codecs.BOM_UTF8)
    end = header_of(path)[1]
    return left.select(ordered).write_csv(include_bom=mark, line_terminator=end).encode()


def _continued(met: Met, new: pl.DataFrame, there: pl.DataFrame) -> pl.DataFrame:
    """Return new rows as text, each with what the case's own columns say of the one before it."""
    text = text_table(met.table, new)
    filled = text.select(name for name in text.columns if text[name].null_count() < text.height)
    own = there.select(name for name in there.columns if name not in new.columns)
    if not own.width:
        return filled
    kept = own.select(pl.all().gather(pl.Series(met.places, dtype=pl.UInt32)))
    return pl.concat([filled, kept], how="horizontal")
