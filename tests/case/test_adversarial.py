"""Whatever the input: findings, never a traceback; bounded in time and memory."""

from __future__ import annotations

import contextlib
import csv
import io
import os
import random
import tempfile
import zipfile
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sample_case import TABLES, found, slim, write_case

from foedus.case import check, load, raw, read_csv, workbook_guard
from foedus.case.save import save_xlsx
from foedus.errors import InputError


def kinds(path: Path | str) -> list[str]:
    return [f.kind for f in check(path).findings]


@pytest.mark.parametrize(
    ("content", "kind", "row"),
    [
        (b"", "no-header", 1),
        (b"\n\n", "no-header", 1),
        (b",,,\n1,2,3,4\n", "no-header", 1),
        (b"\xff\xfek\0e\0y\0", "not-utf-8", 1),
        (b"key,party,share\nequal,POL,1\nequal,FR\xc9,1\n", "not-utf-8", 3),
        (b'key,party,share\n"a\nb",POL,1\nequal,FRA,"\xe9"\n', "not-utf-8", 3),
        (b"key,party,share\nequal,POL,1\nequal,FRA,\xc3", "not-utf-8", 3),
        (b'"key,party,share\nequal,POL,1\n', "broken-quotes", 1),
        (b"key;party;share\nequal;POL;1\n", "wrong-separator", 1),
        (b"key\tparty\tshare\nequal\tPOL\t1\n", "wrong-separator", 1),
        (b"key,party,share\n" + b"x" * (3 * 2**20), "endless-line", None),
        (b"x" * (3 * 2**20), "endless-line", None),
    ],
)
def test_a_csv_file_that_is_none(
    tmp_path: Path, content: bytes, kind: str, row: int | None
) -> None:
    findings = check(write_case(tmp_path, tables=slim("keys") | {"keys": content})).findings
    assert [(f.kind, f.file, f.row) for f in findings] == [(kind, "keys.csv", row)]


def test_the_byte_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    text = "key,party,share\n" + "equal,POL,1\n" * 200_000
    content = text.encode() + b"caf\xe9,FRA,1\n"
    finding = check(write_case(tmp_path, tables={"keys": content})).findings[0]
    assert finding.details["offset"] == str(len(text) + 3)
    assert finding.row == 200_002


def test_quotes_that_do_not_close_hide_nothing_before_them(tmp_path: Path) -> None:
    text = 'key,party,share,source\nequal,POL,-1,s1\nequal,"FRA,1,s1\nother,POL,1,s1\n'
    assert [f[:4] for f in found(write_case(tmp_path, tables={"keys": text}))] == [
        ("negative-number", "keys.csv", 2, "share"),
        ("broken-quotes", "keys.csv", 3, None),
    ]


def test_text_after_a_closing_quote_hides_nothing_behind_it(tmp_path: Path) -> None:
    text = 'key,party,share,source\n"eq"ual,POL,1,s1\nequal,POL,1,s1\nequal,FRA,-1,s1\n'
    assert [f[:4] for f in found(write_case(tmp_path, tables={"keys": text}))] == [
        ("broken-quotes", "keys.csv", 2, None),
        ("negative-number", "keys.csv", 4, "share"),
    ]


def test_a_table_that_cannot_be_read_makes_no_name_unknown(tmp_path: Path) -> None:
    tables: dict[str, str | bytes | None] = {"items": b"\xff", "sources": b'"source,title\ns1,x\n'}
    folder = write_case(tmp_path, tables=tables)
    assert sorted(kinds(folder)) == ["broken-quotes", "not-utf-8"]


@pytest.mark.parametrize(
    "content",
    [b"", b"PAR1", b"PAR1" + b"\0" * 100 + b"PAR1", b"garbage" * 50],
    ids=["empty", "mark", "zeros", "garbage"],
)
def test_a_parquet_file_that_is_none(tmp_path: Path, content: bytes) -> None:
    folder = write_case(tmp_path, tables={"keys": None})
    (folder / "keys.parquet").write_bytes(content)
    assert kinds(folder) == ["broken-parquet"]


def test_a_truncated_parquet_file(tmp_path: Path) -> None:
    folder = write_case(tmp_path, tables={"keys": None})
    buffer = io.BytesIO()
    pl.DataFrame({"key": ["equal"] * 9}).write_parquet(buffer)
    (folder / "keys.parquet").write_bytes(buffer.getvalue()[:-20])
    assert kinds(folder) == ["broken-parquet"]


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    folder = write_case(tmp_path / "case")
    for name in ("keys.csv", "terms.csv"):
        with (folder / name).open("r+b") as stream:
            stream.truncate(raw.MAX_BYTES + 1)  # a hole: no block of it is written
    assert kinds(folder) == ["too-large", "too-large"]
    file = tmp_path / "my.xlsx"
    with file.open("wb") as stream:
        stream.truncate(2 * raw.MAX_BYTES)
    assert kinds(file) == ["too-large"]


def test_more_rows_than_there_is_room_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_csv, "MAX_ROWS", 30_000)
    rows = "".join(f"e{i},POL,1,s1\n" for i in range(50_000))
    text = "key,party,share,source\n" + rows
    assert kinds(write_case(tmp_path, tables={"keys": text})) == ["too-many-rows"]


def test_links_are_followed_only_inside_the_folder(tmp_path: Path) -> None:
    outside = tmp_path / "outside.csv"
    outside.write_text(TABLES["keys"])
    folder = write_case(tmp_path / "case", tables={"keys": None, "hubs": None})
    (folder / "tables").mkdir()
    (folder / "tables" / "hubs.csv").write_text(TABLES["hubs"])
    (folder / "hubs.csv").symlink_to("tables/hubs.csv")
    assert kinds(folder) == ["donor-without-share", "donor-without-share"]
    (folder / "keys.csv").symlink_to(outside)
    assert [f[:2] for f in found(folder)] == [("outside-folder", "keys.csv")]
    (folder / "keys.csv").unlink()
    (folder / "keys.csv").symlink_to("keys.csv")
    assert kinds(folder) == ["broken-link"]


def test_settings_are_not_read_through_a_link_that_leads_out(tmp_path: Path) -> None:
    folder = write_case(tmp_path / "case")
    (folder / "case.toml").rename(tmp_path / "case.toml")
    (folder / "case.toml").symlink_to(tmp_path / "case.toml")
    assert kinds(folder) == ["outside-folder"]


def test_a_folder_reached_by_a_link_is_a_case(tmp_path: Path) -> None:
    write_case(tmp_path / "case")
    (tmp_path / "link").symlink_to("case")
    assert kinds(tmp_path / "link") == []


def test_what_is_no_file_is_not_opened(tmp_path: Path) -> None:
    folder = write_case(tmp_path, tables={"keys": None, "terms": None})
    (folder / "terms.csv").mkdir()
    os.mkfifo(folder / "keys.csv")
    assert kinds(folder) == ["not-a-file", "not-a-file"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [("nothing", "not-found"), ("a\0b", "not-found"), ("notes.txt", "not-a-case")],
)
def test_a_path_that_is_no_case(tmp_path: Path, name: str, kind: str) -> None:
    (tmp_path / "notes.txt").write_text("x")
    assert kinds(tmp_path / name) == [kind]


def test_a_name_that_is_too_long_for_the_system(tmp_path: Path) -> None:
    assert kinds(tmp_path / ("n" * 300)) in (["not-found"], ["not-readable"])


def test_a_folder_without_settings(tmp_path: Path) -> None:
    assert sorted(kinds(tmp_path)) == ["no-recipient", "no-settings"]
    (tmp_path / "case.toml").write_bytes(b'format = 1\nname = "caf\xe9"')
    findings = [f for f in check(tmp_path).findings if f.severity == "fault"]
    assert [(f.kind, f.row, f.details["offset"]) for f in findings] == [("not-utf-8", 2, "22")]


def book(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


@pytest.fixture
def sound_book(tmp_path: Path) -> Path:
    save_xlsx(load(write_case(tmp_path / "case")), tmp_path / "my.xlsx")
    return tmp_path / "my.xlsx"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", "broken-workbook"),
        (b"PK\x03\x04", "broken-workbook"),
        (b"not a zip at all", "broken-workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "encrypted-workbook"),
        (book({}), "broken-workbook"),
        (book({"a": b"nothing of Excel"}), "broken-workbook"),
        (book({"a": b"\0" * 40_000_000}), "zip-bomb"),
    ],
    ids=range(7),
)
def test_a_workbook_that_is_none(tmp_path: Path, content: bytes, kind: str) -> None:
    (tmp_path / "my.xlsx").write_bytes(content)
    assert kinds(tmp_path / "my.xlsx") == [kind]


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.999])
def test_a_truncated_workbook(sound_book: Path, part: float) -> None:
    content = sound_book.read_bytes()
    sound_book.write_bytes(content[: int(len(content) * part)])
    assert kinds(sound_book) == ["broken-workbook"]


def rewritten(file: Path, member: str, old: bytes, new: bytes) -> None:
    with zipfile.ZipFile(file) as archive:
        members = {n: archive.read(n) for n in archive.namelist()}
    assert old in members[member]
    members[member] = members[member].replace(old, new, 1)
    file.write_bytes(book(members))


def test_a_cell_far_out_would_need_all_the_memory(sound_book: Path) -> None:
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    rewritten(sound_book, "xl/worksheets/sheet2.xml", b"</sheetData>", far)
    assert kinds(sound_book) == ["too-many-cells"]


def test_a_sheet_that_cannot_be_read_does_not_hide_the_others(sound_book: Path) -> None:
    rewritten(sound_book, "xl/worksheets/sheet2.xml", b"<v>", b"<v>999")
    findings = check(sound_book).findings
    assert [(f.kind, f.file) for f in findings] == [("broken-sheet", "my.xlsx [parties]")]


def test_a_long_string_that_very_many_cells_name(sound_book: Path) -> None:
    cells = b"".join(b'<row><c t="s"><v>0</v></c></row>' for _ in range(200_000))
    rewritten(sound_book, "xl/worksheets/sheet2.xml", b"</sheetData>", cells + b"</sheetData>")
    letters = bytes(random.Random(1).choices(b"abcdefgh", k=32_000))
    rewritten(sound_book, "xl/sharedStrings.xml", b"<si>", b"<si><t>" + letters + b"</t></si><si>")
    assert kinds(sound_book) == ["zip-bomb"]


def test_a_zip_that_lies_about_its_size(sound_book: Path) -> None:
    content = bytearray(book({"xl/workbook.xml": b"\0" * 3_000_000}))
    central = content.rfind(b"PK\x01\x02")
    content[central + 24 : central + 28] = (1000).to_bytes(4, "little")
    sound_book.write_bytes(bytes(content))
    assert kinds(sound_book) == ["zip-bomb"]


def test_many_members(sound_book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_guard, "MAX_MEMBERS", 3)
    assert kinds(sound_book) == ["zip-bomb"]


def test_a_workbook_with_a_password_in_the_zip(sound_book: Path) -> None:
    content = bytearray(sound_book.read_bytes())
    content[content.find(b"PK\x01\x02") + 8] |= 1
    sound_book.write_bytes(bytes(content))
    assert kinds(sound_book) == ["encrypted-workbook"]


def never_raises(path: Path) -> None:
    with contextlib.suppress(InputError):
        load(path)


WORDS = [
    "", "POL", "@eu", "*", "NaN", "2024-10", "2024-13", "1e999", "-0", '"', "a;b=c", "\0", "x=y",
    "deliver", "equal", "party=", "UKR", "truck", "2024-10-01", "9999-12", "true", "shell-155",
]  # fmt: skip
UTF8 = st.text(st.characters(codec="utf-8"), max_size=200).map(str.encode)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(table=st.sampled_from(["keys", "stocks", "ledger"]), content=st.binary(max_size=300) | UTF8)
def test_any_bytes_as_a_table(table: str, content: bytes) -> None:
    with tempfile.TemporaryDirectory() as name:
        never_raises(write_case(Path(name), tables=slim(table) | {table: content}))


@settings(max_examples=15, deadline=None)
@given(content=st.binary(max_size=300) | UTF8)
def test_any_bytes_as_settings(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as name:
        Path(name, "case.toml").write_bytes(content)
        never_raises(Path(name))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_cells_in_known_columns(data: st.DataObject) -> None:
    table = data.draw(st.sampled_from(sorted(TABLES)))
    header = TABLES[table].splitlines()[0].split(",")
    width = len(header)
    cell = st.sampled_from(WORDS) | st.text(st.characters(codec="utf-8"), max_size=6)
    rows = data.draw(st.lists(st.lists(cell, min_size=width, max_size=width), max_size=5))
    text = io.StringIO()
    csv.writer(text).writerows([header, *rows])
    with tempfile.TemporaryDirectory() as name:
        never_raises(write_case(Path(name), tables=slim(table) | {table: text.getvalue()}))


def test_a_workbook_with_any_byte_changed(sound_book: Path) -> None:
    content, chance = sound_book.read_bytes(), random.Random(7)
    for _ in range(25):
        changed = bytearray(content)
        for _ in range(chance.choice([1, 3, 20])):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        sound_book.write_bytes(bytes(changed))
        never_raises(sound_book)


def test_a_large_table(tmp_path: Path) -> None:
    rows = "".join(f"P{i // 1000},i{i % 1000},1\n" for i in range(1_000_000))
    parties = "party,kind\n" + "".join(f"P{i},ally\n" for i in range(1000))
    unit = "".join(f"i{i},u,a,b,1,1\n" for i in range(1000))
    items = "item,unit,name_en,name_fr,price,mass\n" + unit
    toml = 'format = 1\nname = "big"\nas_of = 2024-10-01\n'
    write_case(tmp_path, toml, dict.fromkeys(TABLES))
    tables = {"stocks": "party,item,quantity\n" + rows, "parties": parties, "items": items}
    for name, text in tables.items():
        (tmp_path / f"{name}.csv").write_text(text)
    assert load(tmp_path).tables["stocks"].height == 1_000_000
