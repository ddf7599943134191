"""The dispatch as a source: who published it, its row in ``sources``, its origin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import polars as pl

from foedus.results.dispatch import Dispatch
from foedus.sources.accept_cells import clean, full_day
from foedus.sources.merge import file_text, header_of
from foedus.sources.origin import Origin
from foedus.sources.rows import source_row

READER = "dispatch 1"
"""Name and version of what turns proposals into rows."""

NO_PUBLISHER = "not named"
"""Who published a dispatch is not known: its text does not say so."""

AGENCY = r"\(([^\W\d_][\w .&’'-]{1,40})\)"
HEAD = re.compile(rf"[^\W\d_][^.!?;:()\n]{{1,60}}{AGENCY}\s*[-–—,:]")
"""A place, perhaps a day, and the agency in brackets: how a dispatch of an agency begins."""

NEAR = 3
"""The agency stands in the dateline, or at most so many characters behind it."""


def publisher_of(dispatch: Dispatch) -> str:
    """Return the agency that the dateline names in brackets, else ``not named``."""
    text = dispatch.document.text
    span = None if dispatch.dateline is None else dispatch.dateline.span
    if span is None:
        found = HEAD.match(text.lstrip())
        return clean(found.group(1)) if found else NO_PUBLISHER
    found = re.search(AGENCY, text[span[0] : span[1] + NEAR + 44])
    near = found is not None and found.start() <= span[1] - span[0] + NEAR
    return clean(found.group(1)) if found and near else NO_PUBLISHER


def origin_of(key: str, dispatch: Dispatch, retrieved: date) -> Origin:
    """Return the origin of a dispatch; without a full day in its dateline, no day of publication.

    Parameters
    ----------
    key : str
        In ``sources``.
    dispatch : Dispatch
    retrieved : date
        The day on which it was read.
    """
    day = full_day(dispatch.dateline.day) if dispatch.dateline is not None else ""
    file = clean(dispatch.document.file)
    return Origin(
        key,
        publisher_of(dispatch),
        clean(dispatch.title) or file,
        "",
        date.fromisoformat(day) if day else None,
        dispatch.document.sha256,
        retrieved,
        "",
        READER,
        file,
        "",
        "press",
    )


def sources_text(origins: Sequence[Origin], path: Path) -> bytes:
    """Return ``sources.csv`` with a row for each origin; its other lines stay as they are.

    Where the file has no column for a day, the day goes into the note, and where it has no note
    either, it stands in the origin's own file only.

    Parameters
    ----------
    origins : sequence of Origin
    path : Path
        The file; it may be absent.
    """
    rows = pl.concat([source_row(one) for one in origins])
    header = header_of(path)[0]
    absent = [name for name in ("published", "retrieved") if header and name not in header]
    if "note" in header:
        told = [pl.format(f"{name} {{}}", pl.col(name)) for name in absent]
        note = pl.concat_str(told, separator="; ", ignore_nulls=True) if told else pl.lit("")
        rows = rows.with_columns(note=pl.when(note != "").then(note))
    emptied = [pl.lit(None, rows.schema[name]).alias(name) for name in absent]
    return file_text("sources", path, rows.with_columns(emptied))
