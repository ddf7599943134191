from __future__ import annotations

import zipfile
from pathlib import Path

import fastexcel
import pytest

from foedus.case import check, load
from foedus.case.new import new_folder, new_workbook
from foedus.case.schema import TABLES
from foedus.errors import InputError

LANGS = ["en", "fr"]


def test_a_fresh_case_has_no_fault(tmp_path: Path) -> None:
    for lang in LANGS:
        new_folder(tmp_path / f"case {lang}", lang)
        new_workbook(tmp_path / f"{lang}.xlsx", lang)
        for name in (f"case {lang}", f"{lang}.xlsx"):
            assert [f.kind for f in check(tmp_path / name).findings] == ["no-recipient"]


def test_a_folder_and_a_workbook_of_one_name_are_the_same_case(tmp_path: Path) -> None:
    new_folder(tmp_path / "winter", "en")
    new_workbook(tmp_path / "winter.xlsx", "fr")
    one, other = load(tmp_path / "winter"), load(tmp_path / "winter.xlsx")
    assert one.sha256 == other.sha256
    assert one.settings == other.settings
    assert one.settings.key == "equal"
    assert one.settings.horizon is not None
    assert one.settings.horizon.start > one.settings.as_of
    assert one.settings.horizon.months == 12


@pytest.mark.parametrize("name", ["a=b;c", "Ünï 2025", "...", "x" * 200])
def test_any_name_of_a_file_gives_a_name_of_a_case(tmp_path: Path, name: str) -> None:
    new_workbook(tmp_path / f"{name}.xlsx", "en")
    assert check(tmp_path / f"{name}.xlsx").case is not None


@pytest.mark.parametrize("lang", LANGS)
def test_every_column_of_the_schema_is_in_the_workbook_with_a_note(
    tmp_path: Path, lang: str
) -> None:
    file = tmp_path / "new.xlsx"
    new_workbook(file, lang)
    book = fastexcel.read_excel(file)
    assert book.sheet_names == ["read me" if lang == "en" else "lisez-moi", "case", *TABLES]
    for table in TABLES.values():
        header = book.load_sheet(table.name, header_row=None, dtypes="string").to_polars().row(0)
        assert header == tuple(c.name for c in table.all_columns)
    with zipfile.ZipFile(file) as archive:
        notes = [n for n in archive.namelist() if n.startswith("xl/comments")]
        count = sum(archive.read(n).count(b"<comment ") for n in notes)
        sheets = [archive.read(n) for n in archive.namelist() if "worksheets/sheet" in n]
    assert count == sum(len(t.all_columns) for t in TABLES.values())
    assert sum(b"<pane " in sheet for sheet in sheets) == len(TABLES) + 1
    listed = [c for t in TABLES.values() for c in t.all_columns if c.choices or c.refers]
    flags = [c for t in TABLES.values() for c in t.all_columns if c.kind == "boolean"]
    assert sum(s.count(b"<dataValidation ") for s in sheets) == len(listed) + len(flags)


@pytest.mark.parametrize("lang", LANGS)
def test_every_table_has_its_file_with_its_header(tmp_path: Path, lang: str) -> None:
    new_folder(tmp_path / "new", lang)
    for table in TABLES.values():
        header = (tmp_path / "new" / f"{table.name}.csv").read_text().strip()
        assert header.split(",") == [c.name for c in table.all_columns]
    notes = (tmp_path / "new" / ("README.md" if lang == "en" else "LISEZ-MOI.md")).read_text()
    assert all(f"`{name}`" in notes for name in TABLES)
    assert "# " in (tmp_path / "new" / "case.toml").read_text()


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "mine.txt").write_text("mine")
    (tmp_path / "taken.xlsx").write_text("mine")
    for make, name in ((new_folder, "taken"), (new_workbook, "taken.xlsx")):
        with pytest.raises(InputError) as caught:
            make(tmp_path / name, "en")
        assert caught.value.findings[0].kind == "already-there"
    assert [p.name for p in (tmp_path / "taken").iterdir()] == ["mine.txt"]
    assert (tmp_path / "taken.xlsx").read_text() == "mine"


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    new_folder(tmp_path / "empty", "fr")
    assert check(tmp_path / "empty").case is not None


def test_a_language_that_is_not_offered(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="language"):
        new_folder(tmp_path / "new", "de")
    assert not (tmp_path / "new").exists()
