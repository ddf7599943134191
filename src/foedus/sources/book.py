"""Publishers' workbooks and CSV files as text cells, each in its place, behind guards.

A workbook is refused if it is broken, has a password, unpacks to far more than it should, carries
macros, or takes a figure from another workbook. A sheet is unpacked and measured before calamine
lays it out; only the sheets that are asked for are read, each once. What ``case.workbook_guard``
does for a whole case is done here for the members that calamine will read, since publishers'
workbooks hold many sheets and charts that nobody asks for.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import fastexcel

from foedus.case import workbook_guard as guard
from foedus.case.raw import MAX_BYTES
from foedus.errors import Finding, InputError
from foedus.sources.cells import Cells, letters
from foedus.sources.sheet_xml import refuse_elsewhere, refuse_large, why_empty

WORKBOOK, LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
STRINGS, STYLES = "xl/sharedStrings.xml", "xl/styles.xml"
SHARED = (WORKBOOK, LINKS, STRINGS, STYLES)
"""Members that calamine reads whatever sheet is asked for."""


@dataclass(frozen=True)
class Book:
    """A workbook that has passed the guards; its sheets are read when they are asked for.

    Parameters
    ----------
    file : str
        Its name, as a finding shows it.
    data : bytes
        The whole file (hash it with ``origin.sha256_of``).
    sheets : tuple of str
        Names of the sheets, in their order.
    findings : tuple of Finding
        Warnings, for example of links to other workbooks that no cell that is read uses.
    styles : bytes
        The XML of its styles; empty where it has none.
    """

    file: str
    data: bytes = field(repr=False)
    sheets: tuple[str, ...]
    findings: tuple[Finding, ...]
    styles: bytes = field(repr=False)
    _reader: fastexcel.ExcelReader = field(repr=False)
    _members: Mapping[str, zipfile.ZipInfo] = field(repr=False)
    _longest: int = field(repr=False)
    _links: int = field(repr=False)

    def _place(self, sheet: str) -> str:
        return f"{self.file} [{sheet}]"

    def xml(self, sheet: str) -> bytes:
        """Return a sheet's XML, for what calamine does not tell.

        Raises
        ------
        InputError
            ``zip-bomb``, ``broken-workbook``, ``broken-sheet``.
        """
        member = self._members.get(sheet)
        if member is None:
            raise InputError([Finding("fault", "broken-sheet", self._place(sheet))])
        try:
            return _unpacked(self.data, member)
        except guard.WorkbookError as refusal:
            raise InputError([Finding("fault", refusal.kind, self._place(sheet))]) from refusal
        except zlib.error as error:
            raise InputError([Finding("fault", "broken-sheet", self._place(sheet))]) from error

    def cells(self, sheet: str) -> Cells:
        """Return a sheet as text, each cell in its place.

        Raises
        ------
        InputError
            ``zip-bomb``, ``too-many-cells``, ``broken-sheet``, ``source.external-link``.
        """
        place, xml = self._place(sheet), self.xml(sheet)
        try:
            refuse_large(xml, self._longest)
            refuse_elsewhere(place, xml, self._links)
            loaded = self._reader.load_sheet(sheet, header_row=None, skip_rows=0, dtypes="string")
        except guard.WorkbookError as refusal:
            raise InputError([Finding("fault", refusal.kind, place)]) from refusal
        except fastexcel.FastExcelError as error:
            raise InputError([Finding("fault", "broken-sheet", place)]) from error
        columns = [letters(c.absolute_index + 1) for c in loaded.available_columns()]
        frame = loaded.to_polars()
        frame.columns = columns
        return Cells(place, frame, lambda places: why_empty(xml, places))


def open_book(path: Path) -> Book:
    """Open a workbook through the guards.

    Parameters
    ----------
    path : Path
        An ``.xlsx`` file.

    Raises
    ------
    InputError
        ``not-found``, ``not-a-file``, ``too-large``, ``encrypted-workbook``,
        ``broken-workbook``, ``zip-bomb``, ``source.macros``.
    """
    data = read_file(path)
    if data[:4] == guard.OLE:
        raise InputError([Finding("fault", "encrypted-workbook", path.name)])
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {member.filename: member for member in archive.infolist()}
            doubled = len(archive.infolist()) - len({name.casefold() for name in members})
        _refuse_declared(members.values(), doubled)
        shared = {name: _unpacked(data, members[name]) for name in SHARED if name in members}
        sheets = _sheets(shared[WORKBOOK].decode(), shared[LINKS].decode())
        reader = fastexcel.read_excel(data)
    except guard.WorkbookError as refusal:
        raise InputError([Finding("fault", refusal.kind, path.name)]) from refusal
    except (
        *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError),
        *(KeyError, ValueError, fastexcel.FastExcelError),
    ) as error:
        raise InputError([Finding("fault", "broken-workbook", path.name)]) from error
    links = sum(name.startswith("xl/externalLinks/externalLink") for name in members)
    return Book(
        path.name,
        data,
        tuple(reader.sheet_names),
        _remarks(path.name, members, links),
        shared.get(STYLES, b""),
        reader,
        {name: members[member] for name, member in sheets.items() if member in members},
        max(map(len, shared.get(STRINGS, b"").split(b"</si>"))),
        links,
    )


def read_file(path: Path) -> bytes:
    """Return a file's bytes.

    Raises
    ------
    InputError
        ``not-found``, ``not-a-file``, ``too-large``, ``not-readable``.
    """
    kind = "not-a-file" if path.exists() else "not-found"
    if not path.is_file():
        raise InputError([Finding("fault", kind, path.name)])
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            details = {"size": f"{size // 1024**2}", "limit": f"{MAX_BYTES // 1024**2}"}
            raise InputError([Finding("fault", "too-large", path.name, details=details)])
        return path.read_bytes()
    except OSError as error:
        details = {"reason": error.strerror or type(error).__name__}
        raise InputError([Finding("fault", "not-readable", path.name, details=details)]) from error


def _refuse_declared(members: Iterable[zipfile.ZipInfo], doubled: int) -> None:
    sizes = [(member.file_size, member.compress_size) for member in members]
    if any(member.flag_bits & 1 for member in members):
        raise guard.WorkbookError("encrypted-workbook")
    if doubled:
        raise guard.WorkbookError("broken-workbook")
    if len(sizes) > guard.MAX_MEMBERS or sum(size for size, _ in sizes) > MAX_BYTES:
        raise guard.WorkbookError("zip-bomb")
    if any(size > max(guard.SMALL, guard.MAX_RATIO * packed) for size, packed in sizes):
        raise guard.WorkbookError("zip-bomb")


def _unpacked(data: bytes, member: zipfile.ZipInfo) -> bytes:
    """Unpack one member; refuse it if it holds more, less, or something else than it says."""
    head = data[member.header_offset : member.header_offset + guard.LOCAL_HEADER]
    if len(head) < guard.LOCAL_HEADER or head[:4] != b"PK\x03\x04":
        raise guard.WorkbookError("broken-workbook")
    lengths = int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
    start = member.header_offset + guard.LOCAL_HEADER + lengths
    packed = data[start : start + member.compress_size]
    if member.compress_type == zipfile.ZIP_STORED:
        text, ended = packed, True
    elif member.compress_type == zipfile.ZIP_DEFLATED:
        inflate = zlib.decompressobj(-zlib.MAX_WBITS)
        text = inflate.decompress(packed, member.file_size + 1)
        ended = inflate.eof
    else:
        raise guard.WorkbookError("broken-workbook")
    if len(text) > member.file_size:
        raise guard.WorkbookError("zip-bomb")
    if len(text) < member.file_size or not ended or zlib.crc32(text) != member.CRC:
        raise guard.WorkbookError("broken-workbook")
    return text


def _sheets(book: str, links: str) -> dict[str, str]:
    """Return the member in which each sheet stands, by the sheet's name."""
    targets = {}
    for tag in re.findall(r"<(?:\w+:)?Relationship\s[^>]*>", links):
        found = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        targets[found.get("Id", "")] = found.get("Target", "")
    names = {}
    for tag in re.findall(r"<(?:\w+:)?sheet\s[^>]*>", book):
        found = dict(re.findall(r'([\w:]+)="([^"]*)"', tag))
        target = targets.get(found.get("r:id", ""), "")
        member = target[1:] if target.startswith("/") else f"xl/{target}"
        names[html.unescape(found.get("name", ""))] = member
    return names


def _remarks(file: str, members: Iterable[str], links: int) -> tuple[Finding, ...]:
    """Refuse macros; warn of links to other workbooks, which only a formula would use."""
    macros = [n for n in members if n.endswith("vbaProject.bin") or "/macrosheets/" in n]
    if macros:
        raise InputError([Finding("fault", "source.macros", file, value=macros[0])])
    if not links:
        return ()
    details = {"count": str(links)}
    return (Finding("warning", "source.unused-links", file, details=details),)
