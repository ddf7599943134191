"""The folders in which Kiel's tables come: a release is whole, or nothing of it is read.

Every file of a release is opened, also those of which nothing is taken over: a file that is
missing, cut short or of another encoding says that the folder is not what was published.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from foedus.errors import Finding, InputError
from foedus.sources.book import read_file
from foedus.sources.cells import Cells
from foedus.sources.layout import Layout, plain
from foedus.sources.origin import sha256_of_files
from foedus.sources.separated import cells_of, unclosed, uneven
from foedus.sources.sheet import NUMBER, Found, find

OTHER_SEPARATORS = ";\t|"


@dataclass(frozen=True)
class Release:
    """The tables of one release.

    Parameters
    ----------
    folder : str
        Its name, without its place.
    sha256 : str
        Of all its files together.
    found : mapping of file name to Found
        The tables that have a layout; empty where the file could not be read.
    findings : tuple of Finding
        Of all files, those of ``found`` included.
    """

    folder: str
    sha256: str
    found: Mapping[str, Found]
    findings: tuple[Finding, ...]


def open_release(path: Path, files: Sequence[str], layouts: Mapping[str, Layout]) -> Release:
    """Open the files of a release, and find in them what the layouts expect.

    Parameters
    ----------
    path : Path
        The folder, or one of its files.
    files : sequence of str
        Names of all files that belong to the release.
    layouts : mapping of file name to Layout
        The tables that are read.

    Returns
    -------
    Release
        Findings, besides those of ``find``: ``kiel.missing-table``, ``kiel.empty-table``,
        ``not-utf-8``, ``broken-quotes``, ``wrong-separator``, those of ``separated.uneven``,
        ``source.cut-short``, ``source.doubled-column``, ``kiel.lost-header``. Nothing is raised
        but ``not-found``, so that the faults of all files come at once.
    """
    if not path.exists():
        raise InputError([Finding("fault", "not-found", path.name)])
    folder = (path if path.is_dir() else path.parent).resolve()
    data, findings = _bytes(folder, files)
    tables = {}
    for name, content in data.items():
        cells, faults = _table(name, content, layouts.get(name))
        findings += faults
        if cells is not None:
            tables[name] = cells
    uneven = {(finding.file, finding.row) for finding in findings}
    found = {name: _found(tables.get(name), name, layouts[name], uneven) for name in layouts}
    findings += [finding for one in found.values() for finding in one.findings]
    unread = [cells for name, cells in tables.items() if name not in layouts]
    findings += [finding for cells in unread for finding in _lost_header(cells)]
    return Release(folder.name, sha256_of_files(data), found, tuple(findings))


def _bytes(folder: Path, files: Sequence[str]) -> tuple[dict[str, bytes], list[Finding]]:
    data: dict[str, bytes] = {}
    findings = []
    for name in files:
        if not (folder / name).exists():
            details = {"folder": folder.name}
            findings.append(Finding("fault", "kiel.missing-table", name, details=details))
            continue
        try:
            data[name] = read_file(folder / name)
        except InputError as error:
            findings += error.findings
    return data, findings


def _table(name: str, data: bytes, layout: Layout | None) -> tuple[Cells | None, list[Finding]]:
    """Return a file's cells, or None with the fault for which they cannot be used."""
    try:
        cells = cells_of(data, name)
    except InputError as error:
        return None, list(error.findings)
    if not cells.frame.width:
        return None, [Finding("fault", "kiel.empty-table", name)]
    first = [text for text in cells.row(1) if text]
    if len(first) == 1 and any(mark in first[0] for mark in OTHER_SEPARATORS):
        return None, [Finding("fault", "wrong-separator", name, 1, None, first[0][:80])]
    faults = uneven(data, name)
    return cells, [*faults, *([] if faults else unclosed(data, name)), *_doubled(cells, layout)]


def _doubled(cells: Cells, layout: Layout | None) -> list[Finding]:
    """Return a fault for each heading that is not read and stands there twice.

    Of one that is read, ``find`` says so.
    """
    if layout is None:
        return []
    counts = Counter(plain(text) for text in cells.row(layout.header_row) if text)
    return [
        Finding("fault", "source.doubled-column", cells.file, layout.header_row, value=heading)
        for heading in sorted(plain(name) for name in layout.others)
        if counts[heading] > 1
    ]


def _lost_header(cells: Cells) -> list[Finding]:
    """Warn of a table that is not read, and whose first row holds figures instead of headings."""
    figures = [text for text in cells.row(1) if re.match(NUMBER, text)]
    return [
        Finding("warning", "kiel.lost-header", cells.file, 1, value=text) for text in figures[:1]
    ]


def _found(
    cells: Cells | None, name: str, layout: Layout, uneven: Collection[tuple[str, int | None]]
) -> Found:
    """Return what a table holds, without the rows that have a fault already."""
    if cells is None:
        return Found(name, find(Cells(name, pl.DataFrame()), layout).frame)
    found = find(cells, layout)
    rows = [row for file, row in uneven if file == name and row is not None]
    even = found.frame.filter(~pl.col("row").is_in(rows))
    findings = [f for f in found.findings if f.row not in rows or f.row <= layout.header_row]
    return Found(found.file, even, tuple(findings))
