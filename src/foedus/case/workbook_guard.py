"""Looks at a workbook's zip before Excel's format is read: its true size, its cells, its errors.

Every member is unpacked once, in blocks, and counted: a zip may lie about sizes, and a sheet may
name a cell so far down that a reader that lays cells out in a grid would need all the memory.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from foedus.case.raw import MAX_BYTES

MAX_RATIO = 200
"""Most bytes that one byte may unpack to; XML of a workbook packs 5 to 30 times."""

SMALL = 16 * 1024**2
"""Members up to this size may pack better than that, bytes."""

MAX_MEMBERS = 2_000
MAX_CELLS = 20_000_000
"""Largest grid of a sheet, rows times columns."""

MAX_TEXT = 4 * 1024**3
"""Most text that the cells of a workbook may hold, were all as long as the longest, bytes."""

BLOCK = 1024**2
OVERLAP = 64
"""Bytes of a block that are looked at again with the next, for what lies across."""

LOCAL_HEADER = 30
"""Length of a zip's local header without name and extra field, bytes."""

PLACE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]*)([0-9]+)["']""")
ERROR = re.compile(
    rb"""<c\s[^>]*?\br="([A-Z]+)([0-9]+)"[^>]*?\bt="e"[^>]*>(?:<f[^>]*/>|<f.*?</f>)?<v>([^<]*)</v>""",
    re.DOTALL,
)
STRINGS = re.compile(rb"<(?:\w+:)?sst[\s>]")
"""How a member of shared strings begins; others (a theme, the order of calculation) hold none."""

OLE = b"\xd0\xcf\x11\xe0"
"""First bytes of a workbook of before 2007, and of one with a password."""


class WorkbookError(Exception):
    """A workbook that is not read; ``kind`` is the finding's."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        super().__init__(kind)


@dataclass
class Seen:
    """What was seen in one sheet: the corner of its grid, shared strings named, cells in error."""

    row: int = 0
    column: int = 0
    strings: int = 0
    errors: dict[tuple[int, int], str] = field(default_factory=dict)


def look(path: Path) -> Mapping[str, Seen]:
    """Look through a workbook, and return what was seen in each member that is a sheet.

    Raises
    ------
    WorkbookError
        ``encrypted-workbook``, ``broken-workbook``, ``zip-bomb`` or ``too-many-cells``.
    """
    with path.open("rb") as stream:
        if stream.read(4) == OLE:
            raise WorkbookError("encrypted-workbook")
        try:
            with zipfile.ZipFile(stream) as archive:
                members = archive.infolist()
            _refuse_declared(members)
            sheets = {m.filename: seen for m in members if (seen := _look(stream, m)) is not None}
            others = [m for m in members if m.filename not in sheets]
            _refuse_repeated(stream, others, sum(seen.strings for seen in sheets.values()))
            return sheets
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError) as error:
            raise WorkbookError("broken-workbook") from error


def _refuse_declared(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MAX_MEMBERS or sum(m.file_size for m in members) > MAX_BYTES:
        raise WorkbookError("zip-bomb")
    for member in members:
        if member.flag_bits & 1:
            raise WorkbookError("encrypted-workbook")
        if member.file_size > max(SMALL, MAX_RATIO * member.compress_size):
            raise WorkbookError("zip-bomb")


def _look(stream: BinaryIO, member: zipfile.ZipInfo) -> Seen | None:
    """Unpack one member in blocks; refuse it if it holds more, or less, than it says."""
    seen = Seen()
    is_sheet = has_errors = False
    length = 0
    before = b""
    for block in _unpacked(stream, member):
        length += len(block)
        if length > member.file_size:
            raise WorkbookError("zip-bomb")
        is_sheet = is_sheet or b"sheetData" in before[-OVERLAP:] + block
        if is_sheet:
            _measure(before[-OVERLAP:] + block, seen)
            has_errors = has_errors or b't="e"' in before[-OVERLAP:] + block
        before = block
    if length != member.file_size:
        raise WorkbookError("broken-workbook")
    if has_errors:
        seen.errors.update(_errors(b"".join(_unpacked(stream, member))))
    return seen if is_sheet else None


def _measure(text: bytes, seen: Seen) -> None:
    seen.strings += text.count(b't="s"')
    places = PLACE.findall(text)
    for digits in {digits for _, digits in places}:
        seen.row = max(seen.row, int(digits[:9]))
    for letters in {letters for letters, _ in places}:
        seen.column = max(seen.column, _column(letters))
    if seen.row * seen.column > MAX_CELLS:
        raise WorkbookError("too-many-cells")


def _refuse_repeated(stream: BinaryIO, members: list[zipfile.ZipInfo], strings: int) -> None:
    """Refuse a long shared string that so many cells name that their text would fill the memory."""
    for member in members:
        if member.file_size * strings > MAX_TEXT and _longest(stream, member) * strings > MAX_TEXT:
            raise WorkbookError("zip-bomb")


def _longest(stream: BinaryIO, member: zipfile.ZipInfo) -> int:
    """Return the length of the longest shared string of a member, bytes; 0 where it holds none."""
    longest = length = 0
    begun = False
    for block in _unpacked(stream, member):
        if not begun and not STRINGS.search(block):
            return 0
        begun = True
        first, *others = block.split(b"</si>")
        length += len(first)
        longest = max(longest, length, *(len(other) for other in others))
        length = len(others[-1]) if others else length
    return longest


def _column(letters: bytes) -> int:
    """Return the number of a column: A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in letters[:6].upper():
        number = number * 26 + letter - 64
    return number


def _errors(text: bytes) -> dict[tuple[int, int], str]:
    return {
        (int(row), _column(letters)): value.decode(errors="replace")
        for letters, row, value in ERROR.findall(text)
    }


def _unpacked(stream: BinaryIO, member: zipfile.ZipInfo) -> Iterator[bytes]:
    stream.seek(member.header_offset)
    local = stream.read(LOCAL_HEADER)
    if len(local) < LOCAL_HEADER or local[:4] != b"PK\x03\x04":
        raise WorkbookError("broken-workbook")
    skip = int.from_bytes(local[26:28], "little") + int.from_bytes(local[28:30], "little")
    stream.seek(skip, 1)
    if member.compress_type == zipfile.ZIP_STORED:
        yield from _stored(stream, member.compress_size)
    elif member.compress_type == zipfile.ZIP_DEFLATED:
        yield from _inflated(stream, member.compress_size)
    else:
        raise WorkbookError("broken-workbook")


def _stored(stream: BinaryIO, left: int) -> Iterator[bytes]:
    while left > 0 and (block := stream.read(min(BLOCK, left))):
        left -= len(block)
        yield block


def _inflated(stream: BinaryIO, left: int) -> Iterator[bytes]:
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    while left > 0 and not inflate.eof and (packed := stream.read(min(BLOCK, left))):
        left -= len(packed)
        while packed and not inflate.eof:
            yield inflate.decompress(packed, BLOCK)
            packed = inflate.unconsumed_tail
    yield inflate.flush()


def member_names(path: Path) -> dict[str, str]:
    """Return the member in which each sheet stands, by the sheet's name."""
    with zipfile.ZipFile(path) as archive:
        book = archive.read("xl/workbook.xml").decode(errors="replace")
        links = archive.read("xl/_rels/workbook.xml.rels").decode(errors="replace")
    targets = {}
    for tag in re.findall(r"<Relationship\s[^>]*>", links):
        found = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        targets[found.get("Id", "")] = found.get("Target", "")
    names = {}
    for tag in re.findall(r"<sheet\s[^>]*>", book):
        found = dict(re.findall(r'([\w:]+)="([^"]*)"', tag))
        target = targets.get(found.get("r:id", ""), "")
        names[found.get("name", "")] = target[1:] if target.startswith("/") else f"xl/{target}"
    return names
