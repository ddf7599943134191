from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from foedus.errors import InputError
from foedus.sources.book import open_book
from foedus.sources.cells import WITHOUT_VALUE

SHEET = "xl/worksheets/sheet1.xml"
HEAD = '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'


def saved(path: Path, fill: Callable[[Workbook], None] | None = None) -> Path:
    book = Workbook()
    book.active.title = "Data & more"
    book.active["B3"] = "year"
    book.active["C4"] = 1.5
    if fill is not None:
        fill(book)
    book.save(path)
    return path


def rewritten(path: Path, **members: str | bytes) -> Path:
    """Put members into the zip; ``__`` in a name stands for ``/``, ``sheet`` for the sheet."""
    new = {SHEET if n == "sheet" else n.replace("__", "/"): text for n, text in members.items()}
    with zipfile.ZipFile(path) as old:
        kept = {name: old.read(name) for name in old.namelist() if name not in new}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {**kept, **new}.items():
            archive.writestr(name, text)
    return path


def sheet_of(rows: str) -> str:
    return f"{HEAD}<sheetData>{rows}</sheetData></worksheet>"


def refused(path: Path, sheet: str = "Data & more") -> tuple[str, int | None, str | None]:
    with pytest.raises(InputError) as caught:
        open_book(path).cells(sheet)
    (fault,) = caught.value.findings
    return fault.kind, fault.row, fault.column


def test_cells_stand_in_their_places(tmp_path: Path) -> None:
    book = open_book(saved(tmp_path / "a.xlsx"))
    cells = book.cells("Data & more")
    assert (book.file, book.sheets, book.findings) == ("a.xlsx", ("Data & more",), ())
    assert cells.file == "a.xlsx [Data & more]"
    assert cells.frame.columns == ["B", "C"]
    assert cells.row(3) == ["year", ""]
    assert cells.row(4) == ["", "1.5"]
    assert cells.row(99) == ["", ""]


def test_an_empty_sheet_has_no_cells(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.xlsx", lambda book: book.create_sheet("Empty") and None)
    assert open_book(path).cells("Empty").frame.is_empty()


def test_why_a_cell_is_empty(tmp_path: Path) -> None:
    def fill(book: Workbook) -> None:
        book.active["D4"] = "=1+1"
        book.active["D5"] = "#REF!"
        book.active["D5"].data_type = "e"
        book.active["E6"] = "x"

    cells = open_book(saved(tmp_path / "a.xlsx", fill)).cells("Data & more")
    places = [(4, "D"), (5, "D"), (6, "D"), (40, "D")]
    assert cells.why_empty(places) == {(4, "D"): WITHOUT_VALUE, (5, "D"): "#REF!"}


def test_a_formula_that_gives_an_empty_text_has_a_value(tmp_path: Path) -> None:
    text = sheet_of(
        '<row r="1"><c r="A1" t="str"><f>""</f><v/></c><c r="B1"><f>1</f></c>'
        '<c r="C1"><f t="shared" si="0"/></c><c r="D1"><f>1</f><v>1</v></c><c r="E1" s="1"/></row>'
    )
    cells = open_book(rewritten(saved(tmp_path / "a.xlsx"), sheet=text)).cells("Data & more")
    reasons = cells.why_empty([(1, letter) for letter in "ABCDE"])
    assert reasons == {(1, "B"): WITHOUT_VALUE, (1, "C"): WITHOUT_VALUE}


def prefixed(text: str) -> str:
    """Return a sheet as programs write it that put a prefix to every tag."""
    named = re.sub(r"<(/?)(?=[a-z])", r"<\1x:", text)
    return named.replace("xmlns=", "xmlns:x=")


def test_tags_with_a_prefix_say_the_same(tmp_path: Path) -> None:
    text = prefixed(
        sheet_of(
            '<row r="1"><c r="A1"><f>1+1</f></c><c r="B1" t="e"><v>#REF!</v></c></row>'
            "<row r='2'><c r='A2'><f>1</f></c><c r='B2'><f>1</f><v>3</v></c></row>"
        )
    )
    cells = open_book(rewritten(saved(tmp_path / "a.xlsx"), sheet=text)).cells("Data & more")
    assert cells.row(2)[-1] == "3"
    reasons = cells.why_empty([(row, letter) for row in (1, 2) for letter in "AB"])
    assert reasons == {(1, "A"): WITHOUT_VALUE, (1, "B"): "#REF!", (2, "A"): WITHOUT_VALUE}


@pytest.mark.parametrize(
    "data", [b"", b"no zip at all", b"PK\x03\x04" + b"0" * 40], ids=["empty", "text", "cut"]
)
def test_what_is_no_workbook_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    assert refused(path)[0] == "broken-workbook"


def test_a_truncated_zip_is_refused(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.xlsx")
    path.write_bytes(path.read_bytes()[:-200])
    assert refused(path)[0] == "broken-workbook"


def test_a_damaged_sheet_is_refused(tmp_path: Path) -> None:
    path = rewritten(saved(tmp_path / "a.xlsx"), sheet=sheet_of("<row>")[:-30])
    assert refused(path)[0] == "broken-sheet"


def test_a_changed_byte_is_noticed(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.xlsx")
    with zipfile.ZipFile(path) as old:
        members = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as new:
        for name, content in members.items():
            new.writestr(name, content)
    path.write_bytes(path.read_bytes().replace(b"<v>1.5</v>", b"<v>7.5</v>"))
    assert refused(path)[0] == "broken-workbook"


def test_a_password_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0" + b"0" * 100)
    assert refused(path)[0] == "encrypted-workbook"


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert refused(tmp_path / "a.xlsx")[0] == "not-found"
    assert refused(tmp_path)[0] == "not-a-file"


def test_macros_are_refused(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.xlsx")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    assert refused(path)[0] == "source.macros"


def linked(path: Path, formula: str) -> Path:
    text = sheet_of(f'<row r="2"><c r="C2"><f>{formula}</f><v>7</v></c></row>')
    with zipfile.ZipFile(rewritten(saved(path), sheet=text), "a") as archive:
        archive.writestr("xl/externalLinks/externalLink1.xml", "<externalLink/>")
    return path


def test_a_figure_from_another_workbook_is_refused(tmp_path: Path) -> None:
    path = linked(tmp_path / "a.xlsx", "[1]Data!$B$3*2")
    assert refused(path) == ("source.external-link", 2, "C")


def test_it_is_refused_under_a_prefix_too(tmp_path: Path) -> None:
    path = linked(tmp_path / "a.xlsx", "[1]Data!$B$3*2")
    with zipfile.ZipFile(path) as archive:
        text = prefixed(archive.read(SHEET).decode())
    assert refused(rewritten(path, sheet=text)) == ("source.external-link", 2, "C")


def test_a_link_that_no_cell_uses_is_a_warning(tmp_path: Path) -> None:
    book = open_book(linked(tmp_path / "a.xlsx", "1+6"))
    assert [(f.severity, f.kind) for f in book.findings] == [("warning", "source.unused-links")]
    assert book.cells("Data & more").row(2) == ["7"]


def test_a_zip_bomb_is_refused_by_what_it_says(tmp_path: Path) -> None:
    path = rewritten(saved(tmp_path / "a.xlsx"), xl__media=b"0" * 20_000_000)
    assert refused(path)[0] == "zip-bomb"


def bomb(path: Path) -> Path:
    """Make the sheet unpack to far more than the zip's directory says."""
    text = sheet_of('<row r="1"><c r="A1"><v>1</v></c></row>').encode()
    rewritten(saved(path), sheet=text)
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content + b" " * 5_000_000 if name == SHEET else content)
    size, crc = len(text), zlib.crc32(text)
    data = bytearray(buffer.getvalue())
    with zipfile.ZipFile(io.BytesIO(buffer.getvalue())) as archive:
        start = archive.getinfo(SHEET).header_offset
    entry = data.rfind(b"PK\x01\x02", 0, data.rfind(SHEET.encode()))
    for place in (start + 14, entry + 16):
        data[place : place + 4] = crc.to_bytes(4, "little")
    for place in (start + 22, entry + 24):
        data[place : place + 4] = size.to_bytes(4, "little")
    path.write_bytes(bytes(data))
    return path


def test_a_zip_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    assert refused(bomb(tmp_path / "a.xlsx"))[0] == "zip-bomb"


@pytest.mark.parametrize(
    "cell",
    [
        'r="XFD900000"',
        'r="xfd900000"',
        'r="B90000000"',
        "r='XFD900000'",
        'r = "XFD900000"',
        'r\n="XFD900000"',
    ],
)
def test_a_cell_far_out_is_refused(tmp_path: Path, cell: str) -> None:
    near, far = '<row><c r="A1"><v>1</v></c></row>', f"<row><c {cell}><v>1</v></c></row>"
    path = rewritten(saved(tmp_path / "a.xlsx"), sheet=sheet_of(near + far))
    assert refused(path)[0] == "too-many-cells"


def test_names_that_differ_in_case_only_are_refused(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.xlsx")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/worksheets/SHEET1.xml", sheet_of(""))
    assert refused(path)[0] == "broken-workbook"
