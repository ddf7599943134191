"""Finds the header of a sheet and the column of each thing that an importer expects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from foedus.case.spelling import nearest
from foedus.errors import Finding
from foedus.sources.cells import Cells
from foedus.sources.layout import Expected, Layout, plain

REACH = 15
"""Rows above and below the expected header in which it is looked for."""


@dataclass(frozen=True)
class Header:
    """Where the columns stand.

    Parameters
    ----------
    row : int
        The header's row; 0 if there is none.
    columns : mapping of expected name to column letters
    findings : tuple of Finding
    """

    row: int
    columns: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def find_header(cells: Cells, layout: Layout) -> Header:
    """Find the header, and report how it differs from the layout.

    Returns
    -------
    Header
        Findings ``source.header-moved``, ``source.no-header``, ``source.missing-column``,
        ``source.doubled-column``, ``source.other-unit``, ``source.unknown-column``,
        ``source.unnamed-column``.
    """
    row = _header_row(cells, layout)
    wanted = ", ".join(e.aliases[0] if e.aliases else e.name for e in layout.columns if e.required)
    if row == 0:
        details = {"row": str(layout.header_row), "headings": wanted[:200]}
        return Header(0, {}, (Finding("fault", "source.no-header", cells.file, details=details),))
    findings = []
    if row != layout.header_row:
        details = {"expected": str(layout.header_row)}
        findings.append(Finding("warning", "source.header-moved", cells.file, row, details=details))
    match = _Match(cells, layout, row)
    for expected in layout.columns:
        findings += match.place(expected)
    return Header(row, match.columns, (*findings, *match.others()))


def fits(cells: Cells, layout: Layout) -> bool:
    """Say whether a sheet has a header with every required column of a layout."""
    row = _header_row(cells, layout)
    return row > 0 and _score(cells.row(row), layout) == _full(layout)


def _header_row(cells: Cells, layout: Layout) -> int:
    """Return the expected row if it fits, else that with most of the required headings, or 0.

    A row with less than half of them is no header.
    """
    if _score(cells.row(layout.header_row), layout) == _full(layout):
        return layout.header_row
    near = range(max(1, layout.header_row - REACH), layout.header_row + REACH + 1)
    rows = sorted(near, key=lambda row: abs(row - layout.header_row))
    best = max(rows, key=lambda row: _score(cells.row(row), layout))
    enough = max(1, _full(layout) / 2)
    return best if _score(cells.row(best), layout) >= enough else 0


def _score(texts: Iterable[str], layout: Layout) -> int:
    there = {plain(text) for text in texts}
    return sum(e.required and bool(_names(e) & there) for e in layout.columns if e.after is None)


def _full(layout: Layout) -> int:
    return sum(e.required for e in layout.columns if e.after is None)


def _names(expected: Expected) -> set[str]:
    return {plain(name) for name in (expected.name, *expected.aliases)}


class _Match:
    """Gives each expected column its place, once."""

    def __init__(self, cells: Cells, layout: Layout, row: int) -> None:
        self.cells, self.layout, self.row = cells, layout, row
        self.letters = cells.frame.columns
        self.texts = cells.row(row)
        self.plain = [plain(text) for text in self.texts]
        self.units = cells.row(row + 1) if layout.below else [""] * len(self.texts)
        self.columns: dict[str, str] = {}
        self.taken: set[int] = set()

    def place(self, expected: Expected) -> list[Finding]:
        """Take the place of an expected column, or say why there is none."""
        places = self._places(expected)
        alike = sum(_names(e) == _names(expected) for e in self.layout.columns)
        if not places:
            return self._missing(expected)
        self.columns[expected.name] = self.letters[places[0]]
        self.taken.add(places[0])
        told_apart = self.layout.below and expected.unit
        if not told_apart and len(self._named(expected)) > alike:
            return [self._finding("doubled-column", places[0])]
        unit = self.units[places[0]]
        if self.layout.below and expected.unit and plain(unit) != plain(expected.unit):
            details = {"unit": unit, "expected": expected.unit}
            return [self._finding("other-unit", places[0], **details)]
        return []

    def others(self) -> list[Finding]:
        """Report what stands in the header beside the expected columns."""
        known = {plain(name) for name in self.layout.others}
        return [
            finding
            for place, text in enumerate(self.plain)
            if place not in self.taken and text not in known
            for finding in self._other(place, text)
        ]

    def _other(self, place: int, text: str) -> list[Finding]:
        if text:
            return [self._finding("unknown-column", place, severity="warning")]
        body = self.cells.frame[:, place].slice(self.row + self.layout.below)
        filled = body.is_not_null() & (body.str.strip_chars() != "")
        return [self._finding("unnamed-column", place, severity="warning")] if filled.any() else []

    def _named(self, expected: Expected) -> list[int]:
        names = _names(expected)
        return [place for place, text in enumerate(self.plain) if text in names]

    def _places(self, expected: Expected) -> list[int]:
        if expected.after is not None:
            unnamed = self._unnamed(expected.after)
            if unnamed is not None:
                return [unnamed]
        places = [place for place in self._named(expected) if place not in self.taken]
        alike = [p for p in places if plain(self.units[p]) == plain(expected.unit)]
        return alike if self.layout.below and expected.unit and alike else places

    def _unnamed(self, after: str) -> int | None:
        left = -1 if after == "" else self.plain.index(plain(after)) if self._has(after) else None
        if left is None or left + 1 >= len(self.plain) or self.plain[left + 1]:
            return None
        return left + 1

    def _has(self, heading: str) -> bool:
        return plain(heading) in self.plain

    def _missing(self, expected: Expected) -> list[Finding]:
        if not expected.required:
            return []
        heading = expected.aliases[0] if expected.aliases else expected.name
        free = [text for place, text in enumerate(self.texts) if text and place not in self.taken]
        details = {"nearest": nearest(heading, free, cutoff=0) or ""}
        kind = "source.missing-column"
        return [Finding("fault", kind, self.cells.file, self.row, None, heading, details)]

    def _finding(
        self, kind: str, place: int, *, severity: str = "fault", **details: str
    ) -> Finding:
        return Finding(
            "warning" if severity == "warning" else "fault",
            f"source.{kind}",
            self.cells.file,
            self.row,
            self.letters[place],
            self.texts[place].strip(),
            details,
        )
