"""SIPRI's workbook: a made one with its dirt, and the edition of April 2025."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from openpyxl import Workbook
from openpyxl.styles import Font
from said import assert_said
from sipri_made import FILE, TITLES, sipri_workbook

from foedus.errors import InputError
from foedus.sources.imported import Imported
from foedus.sources.importers import importer_for
from foedus.sources.sipri import read

DATA = Path(os.environ.get("FOEDUS_DATA", "no-such-folder"))
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="FOEDUS_DATA is not set")
DAY = date(2025, 5, 2)
Edit = Callable[[Workbook], None]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Imported:
    return read(sipri_workbook(tmp_path_factory.mktemp("sipri")), retrieved=DAY)


@pytest.fixture(scope="module")
def published() -> Imported:
    return read(DATA / "sipri" / FILE, retrieved=DAY)


def figures(imported: Imported, measure: str, basis: str) -> dict[tuple[str, int], float]:
    rows = imported.tables["spending"].filter(measure=measure, basis=basis)
    return {(party, year): amount for party, year, amount in rows["party", "year", "amount"].rows()}


def faults(folder: Path, *edits: Edit) -> list[tuple[str, str | None]]:
    with pytest.raises(InputError) as refused:
        read(sipri_workbook(folder, *edits), retrieved=DAY)
    assert_said(refused.value.findings)
    return [(f.kind, f.value) for f in refused.value.findings if f.severity == "fault"]


def test_the_importer_is_found(tmp_path: Path) -> None:
    assert importer_for("sipri", sipri_workbook(tmp_path)).PUBLISHER == "sipri"


def test_no_data_and_no_such_state_are_not_zero_but_zero_is(made: Imported) -> None:
    assert figures(made, "expenditure", "constant-2023") == {
        ("DEU", 2023): 100.5, ("DEU", 2024): 120.25,
        ("ISL", 2023): 0.0, ("ISL", 2024): 0.0,
        ("EUI", 2023): 1.5, ("EUI", 2024): 2.5,
        ("CZE", 2023): 8.5,
        ("KOR", 1949): 1.5, ("KOR", 2023): 40.5, ("KOR", 2024): 41.5,
    }  # fmt: skip


def test_shares_are_percent(made: Imported) -> None:
    shares = figures(made, "share_of_gdp", "current")
    assert shares["DEU", 2024] == 1.8919038
    assert shares["KOR", 2023] == 4.05
    units = made.tables["spending"].select("measure", "basis", "unit").unique().sort("measure")
    assert set(units.rows()) == {
        ("expenditure", "constant-2023", "million USD"),
        ("expenditure", "current", "million USD"),
        ("share_of_gdp", "current", "percent"),
        ("per_capita", "current", "USD"),
    }


def test_blue_and_red_figures_are_estimates(made: Imported) -> None:
    rows = made.tables["spending"].filter(measure="expenditure", basis="current")
    marked = rows.filter(pl.col("estimate"))
    assert marked.select("party", "year", "note").rows() == [
        ("KOR", 1949, "highly uncertain (red in the workbook)"),
        ("KOR", 2023, None),
        ("KOR", 2024, None),
    ]


def test_states_that_are_no_more_are_left_out_and_said(made: Imported) -> None:
    found = [f for f in made.findings if f.kind == "sipri.no-longer"]
    assert [f.details["states"] for f in found] == ["German Democratic Republic"] * 4
    assert {f.kind for f in made.findings} == {"sipri.no-longer"}


def test_the_origin_says_all(made: Imported) -> None:
    assert (made.origin.key, made.origin.release) == ("sipri-2025-04", "2025-04")
    assert made.origin.published == date(2025, 4, 30)  # a month is published, no day
    assert "citation required" in made.origin.licence


def test_a_renamed_sheet_is_known_by_its_title(tmp_path: Path, made: Imported) -> None:
    def edit(book: Workbook) -> None:
        book["Share of GDP"].title = "GDP shares"

    found = read(sipri_workbook(tmp_path, edit), retrieved=DAY)
    assert found.tables["spending"].equals(made.tables["spending"])
    renamed = next(f for f in found.findings if f.kind == "source.sheet-renamed")
    assert (renamed.value, renamed.details["expected"]) == ("GDP shares", "Share of GDP")


def test_the_next_edition_has_another_basis_and_release(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        sheet = book["Constant (2023) US$"]
        sheet.title = "Constant (2024) US$"
        sheet["A1"] = TITLES["Constant (2023) US$"].replace("2023", "2024")
        sheet["G6"] = 2025
        sheet["G10"] = 130.5

    found = read(sipri_workbook(tmp_path, edit), retrieved=DAY)
    assert figures(found, "expenditure", "constant-2024")["DEU", 2025] == 130.5
    assert found.origin.release == "to-2025"
    assert "sipri.unknown-release" in {f.kind for f in found.findings}
    assert_said(found.findings)


def test_a_header_that_moved_is_followed(tmp_path: Path, made: Imported) -> None:
    def edit(book: Workbook) -> None:
        book["Current US$"].insert_rows(2, 3)
        book["Constant (2023) US$"].insert_rows(1, 3)

    found = read(sipri_workbook(tmp_path, edit), retrieved=DAY)
    assert found.tables["spending"].equals(made.tables["spending"])
    moved = [f for f in found.findings if f.kind == "source.header-moved"]
    assert [(f.row, f.details["expected"]) for f in moved] == [(9, "6"), (9, "6")]


def test_lost_colours_are_said(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        for sheet in book:
            for row in sheet.iter_rows():
                for cell in row:
                    cell.font = Font()

    found = read(sipri_workbook(tmp_path, edit), retrieved=DAY)
    assert "sipri.no-colours" in {f.kind for f in found.findings}
    assert_said(found.findings)


def _sheet(book: Workbook) -> None:
    del book["Per capita"]


def _country(book: Workbook) -> None:
    book["Current US$"]["A10"] = "Germny"


def _figure(book: Workbook) -> None:
    book["Current US$"]["D10"] = "101 ?"


def _formula(book: Workbook) -> None:
    book["Current US$"]["D10"] = "=1+1"


def _prices(book: Workbook) -> None:
    book["Constant (2023) US$"]["A1"] = "Military expenditure by country"


@pytest.mark.parametrize(
    ("edit", "fault"),
    [
        (_sheet, ("source.no-sheet", "Per capita")),
        (_country, ("source.unknown-party", "Germny")),
        (_figure, ("source.not-a-number", "101 ?")),
        (_formula, ("source.formula-without-value", None)),
        (_prices, ("sipri.no-price-year", None)),
    ],
)
def test_what_cannot_be_read_is_a_fault(
    tmp_path: Path, edit: Edit, fault: tuple[str, str | None]
) -> None:
    assert fault in faults(tmp_path, edit)


@needs_data
def test_the_published_edition_is_read(published: Imported) -> None:
    spending = published.tables["spending"]
    assert not spending.select("party", "year", "measure", "basis").is_duplicated().any()
    assert spending["party"].n_unique() == 169
    assert figures(published, "share_of_gdp", "current")["DEU", 2024] == pytest.approx(
        1.89, abs=0.005
    )
    assert figures(published, "expenditure", "current")["ISL", 2024] == 0.0
    assert {f.kind for f in published.findings} == {"sipri.no-longer"}


@needs_data
def test_every_figure_and_colour_of_the_published_sheet_is_there(published: Imported) -> None:
    """Held against openpyxl, which reads colours itself; five states that are no more left out."""
    from openpyxl import load_workbook

    sheet = load_workbook(DATA / "sipri" / FILE)["Constant (2023) US$"]
    gone = {"Czechoslovakia", "German Democratic Republic", "USSR", "Yemen, North", "Yugoslavia"}
    cells = [
        cell
        for row in sheet.iter_rows(min_row=7)
        if row[0].value not in gone
        for cell in row[3:]
        if isinstance(cell.value, int | float)
    ]
    rows = published.tables["spending"].filter(basis="constant-2023")
    assert rows.height == len(cells)
    assert rows["amount"].sum() == pytest.approx(sum(cell.value for cell in cells))
    coloured = [cell.font.color.rgb for cell in cells if cell.font.color is not None]
    assert rows["estimate"].sum() == sum(colour in {"FF0000FF", "FFFF0000"} for colour in coloured)
    assert rows["note"].count() == coloured.count("FFFF0000")
