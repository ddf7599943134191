"""The workbook reads back with the plan's figures, in both languages, and holds no formula."""

from __future__ import annotations

import zipfile
from pathlib import Path

import fastexcel
import polars as pl
import pytest

from foedus.brief.language import Language
from foedus.brief.workbook import write_workbook
from hostile_plan import FORMULA, hostile_plan
from sample_plan import infeasible_plan, sample_plan

EN, FR = Language("en"), Language("fr")


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("books")
    return {
        code: write_workbook(sample_plan(), folder / f"{code}.xlsx", Language(code))
        for code in ("en", "fr")
    }


def sheet(file: Path, name: str | int) -> pl.DataFrame:
    return fastexcel.read_excel(str(file)).load_sheet(name).to_polars()


def test_transfers_carry_every_figure(books: dict[str, Path]) -> None:
    read = sheet(books["en"], "Transfers")
    frame = sample_plan().transfers.sort("value", "donor", "item", descending=[True, False, False])
    assert read["Quantity"].to_list() == pytest.approx(frame["quantity"].to_list(), rel=1e-14)
    assert read["Value, million EUR"].to_list() == pytest.approx(
        frame["value"].to_list(), rel=1e-14
    )
    assert read["Donor, code"].to_list() == frame["donor"].to_list()
    assert read["Sent"].to_list() == frame["sent"].to_list()  # months are text
    assert read["Basis"].to_list() == frame["basis"].to_list()
    assert read["Item"][0] == "155 mm shell"


def test_coverage_is_a_pivot_by_month(books: dict[str, Path]) -> None:
    read = sheet(books["en"], "Coverage")
    coverage = sample_plan().coverage
    months = coverage["month"].unique().sort().to_list()
    assert read.columns[-12:] == months
    missing = read.filter(
        (pl.col("Capability, code") == "air-defence") & (pl.col("Measure") == "Missing")
    )
    expected = coverage.filter(pl.col("capability") == "air-defence")["backlog"].to_list()
    assert list(missing.select(months).row(0)) == expected


def test_burden_and_asks(books: dict[str, Path]) -> None:
    plan = sample_plan()
    burden = sheet(books["en"], "Burden")
    frame = plan.burden.sort("ratio", descending=True)
    assert burden["Ratio"].to_list() == pytest.approx(frame["ratio"].to_list(), rel=1e-14)
    asks = sheet(books["en"], "Asks")
    assert asks["Need falls by, confirmed"].to_list() == plan.asks["gain"].to_list()
    assert asks["Basis"].to_list() == plan.asks["basis"].to_list()


def test_both_languages_carry_the_same_figures(books: dict[str, Path]) -> None:
    english, french = (fastexcel.read_excel(str(books[code])) for code in ("en", "fr"))
    assert len(english.sheet_names) == len(french.sheet_names) == 11
    for n in range(1, len(english.sheet_names)):
        one, other = sheet(books["en"], n), sheet(books["fr"], n)
        figures = [i for i, dtype in enumerate(one.dtypes) if dtype.is_numeric()]
        assert one.shape == other.shape
        for i in figures:
            assert one.to_series(i).to_list() == other.to_series(i).to_list()


def test_summary_says_on_what_it_rests(books: dict[str, Path]) -> None:
    read = fastexcel.read_excel(str(books["fr"])).load_sheet(0, header_row=None).to_polars()
    said = "\n".join(str(cell) for row in read.iter_rows() for cell in row)
    assert "les nations décident" in said
    assert "44\u202f% de la valeur" in said
    assert "1.0437" in said


def test_every_sheet_is_ready_to_print(books: dict[str, Path]) -> None:
    with zipfile.ZipFile(books["en"]) as book:
        sheets = [n for n in book.namelist() if n.startswith("xl/worksheets/sheet")]
        for name in sheets:
            text = book.read(name).decode()
            assert 'orientation="landscape"' in text
            assert "nations decide" in text
        titles = book.read("xl/workbook.xml").decode()
        assert titles.count("_xlnm.Print_Titles") == len(sheets) - 1


def test_hostile_text_is_text(tmp_path: Path) -> None:
    file = write_workbook(hostile_plan(), tmp_path / "odd.xlsx", EN)
    with zipfile.ZipFile(file) as book:
        for name in book.namelist():
            if name.startswith("xl/worksheets/sheet"):
                text = book.read(name).decode()
                assert "<f>" not in text
                assert "<hyperlink" not in text
    items = sheet(file, "Transfers")["Item"].to_list()
    assert FORMULA in items
    assert not any("\u202e" in str(item) for item in items)


def test_an_impossible_plan_says_why(tmp_path: Path) -> None:
    file = write_workbook(infeasible_plan(), tmp_path / "none.xlsx", FR)
    conflict = sheet(file, "Conflit")
    assert conflict["Doit céder de"].drop_nulls().to_list() == [120.0, 14.0]
