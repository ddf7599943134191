from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import fastexcel
import polars as pl
import pytest
from kiel_workbook_made import EURO, LOG, MAIN, RATES, SUMMARY, made
from openpyxl import Workbook
from said import assert_said

from foedus.case.columns import Table
from foedus.case.schema import TABLES
from foedus.errors import InputError
from foedus.sources.imported import Imported
from foedus.sources.importers import importer_for
from foedus.sources.kiel_dates import Dated, read_date
from foedus.sources.kiel_workbook import read
from foedus.sources.sheet import DIFFERENCES

DATA = Path(os.environ.get("FOEDUS_DATA", "no-such-folder"))
TRACKER = DATA / "kiel" / "Ukraine_Support_Tracker.xlsx"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="FOEDUS_DATA is not set")
DAY = date(2024, 10, 1)
LEDGER: Table = TABLES["ledger"]


def kinds(imported: Imported) -> list[str]:
    return [finding.kind for finding in imported.findings]


def faults(path: Path) -> list[tuple[str, int | None, str | None]]:
    with pytest.raises(InputError) as caught:
        read(path, retrieved=DAY)
    return [(f.kind, f.row, f.column) for f in caught.value.findings if f.severity == "fault"]


@pytest.fixture
def small(tmp_path: Path) -> pl.DataFrame:
    return read(made(tmp_path / "a.xlsx"), retrieved=DAY).tables["ledger"]


def row(ledger: pl.DataFrame, entry: str) -> dict[str, object]:
    return ledger.row(by_predicate=pl.col("entry") == entry, named=True)


def test_the_rows_have_the_columns_of_the_ledger(small: pl.DataFrame) -> None:
    assert dict(small.schema) == LEDGER.schema
    assert small["entry"].is_unique().all()
    assert small["stage"].to_list() == ["pledge"] * 6 + ["delivery"] * 3
    assert set(small["recipient"]) == {"UKR"}
    assert set(small["release"]) == {"7"}
    assert set(small["source"]) == {"kiel-7"}


def test_the_euro_value_stands_on_the_first_row_of_a_package(small: pl.DataFrame) -> None:
    first, second = row(small, "kiel-7-DEM1-1"), row(small, "kiel-7-DEM1-2")
    assert (first["amount"], first["currency"], first["quantity"]) == (15_000_000, "EUR", 30)
    assert first["note"] == "Gepard | Weapons; given as 15000000 EUR"
    assert (second["amount"], second["currency"], second["quantity"]) == (None, None, 28_000)
    assert second["note"] == "helmet | Weapons; until 2022-07-27"


@pytest.mark.parametrize(
    ("entry", "day", "words"),
    [
        ("kiel-7-DEM1-1", date(2022, 4, 26), "given as 15000000 EUR"),
        ("kiel-7-DEM1-2", date(2022, 7, 27), "until 2022-07-27"),
        ("kiel-7-DEM1-3", None, "in 2022-05"),
        ("kiel-7-DEH2-1", date(2022, 3, 11), "between 2022-03-04 and 2022-03-11"),
        ("kiel-7-EUF1-1", None, "until 2027-04-06"),
        ("kiel-7-EPM1-1", None, "date not given"),
    ],
)
def test_a_date_is_the_day_it_can_be(
    small: pl.DataFrame, entry: str, day: date | None, words: str
) -> None:
    found = row(small, entry)
    assert found["date"] == day
    assert str(found["note"]).endswith(words)


@pytest.mark.parametrize("text", ["2022-02-30", "2022-13-01 00:00:00", "0000-01-01", "soon"])
def test_a_date_that_there_is_not_is_none_and_is_said(text: str) -> None:
    assert read_date(text, closes=DAY) == Dated(None, f"date: {text}", known=False)


def test_a_delivery_names_its_pledge_and_has_no_day(small: pl.DataFrame) -> None:
    first = row(small, "kiel-7-DEM1-1-d")
    assert (first["quantity"], first["amount"], first["of"]) == (20, 9_000_000, "kiel-7-DEM1-1")
    assert first["date"] is None
    money = row(small, "kiel-7-EUF1-1-d")
    assert (money["quantity"], money["amount"]) == (None, 1_000_000.5)


def test_institutions_are_different_donors(small: pl.DataFrame) -> None:
    assert row(small, "kiel-7-EUF1-1")["donor"] == "EUI"
    assert row(small, "kiel-7-EPM1-1")["donor"] == "EPF"


def test_totals_and_rates_are_those_published(tmp_path: Path) -> None:
    totals = read(made(tmp_path / "a.xlsx"), retrieved=DAY).totals
    values = dict(zip(totals["what"], totals["value"], strict=True))
    assert values["DEU military"] == 0.015
    assert values["EUI all"] == 0.012
    assert values["rate USD"] == 0.9887


def test_the_same_layout_has_no_difference(tmp_path: Path) -> None:
    found = kinds(read(made(tmp_path / "a.xlsx"), retrieved=DAY))
    assert found == ["source.not-a-number"]  # "dozens"


def rename(book: Workbook) -> None:
    book[MAIN].title = "MAIN DATA"


def shift(book: Workbook) -> None:
    book[SUMMARY].insert_rows(1, 3)


def widen(book: Workbook) -> None:
    book[MAIN].insert_cols(3)
    book[MAIN]["C1"] = "Confidential"


def rename_kind(book: Workbook) -> None:
    book[MAIN]["E3"] = "Arms"


def respell(book: Workbook) -> None:
    book[MAIN]["E3"] = "Weapon"


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (rename, "source.sheet-renamed"),
        (shift, "source.header-moved"),
        (widen, "source.unknown-column"),
        (respell, "source.new-spelling"),
        (rename_kind, "source.new-category"),
    ],
)
def test_a_difference_is_reported_and_the_figures_stay(
    tmp_path: Path, change: Callable[[Workbook], None], kind: str
) -> None:
    assert kind in DIFFERENCES
    plain = read(made(tmp_path / "a.xlsx"), retrieved=DAY)
    changed = read(made(tmp_path / "b.xlsx", change), retrieved=DAY)
    assert kind in kinds(changed)
    amounts = ("entry", "quantity", "amount", "date")
    assert changed.tables["ledger"].select(amounts).equals(plain.tables["ledger"].select(amounts))


def drop(book: Workbook) -> None:
    book[MAIN].cell(1, EURO + 1, "Value")


def formula(book: Workbook) -> None:
    book[MAIN].cell(2, EURO + 1, "=7*2")


def wrong(book: Workbook) -> None:
    book[MAIN].cell(2, EURO + 1, "#REF!").data_type = "e"


def stranger(book: Workbook) -> None:
    book[MAIN]["B2"] = "Germny"


def unit(book: Workbook) -> None:
    book[SUMMARY]["F5"] = "US$ billion"


def type_(book: Workbook) -> None:
    book[MAIN]["D2"] = "Nuclear"


def newer(book: Workbook) -> None:
    book[LOG]["B2"] = "Release 8 (until November 20, 2022)"


def unsigned(book: Workbook) -> None:
    book.remove(book[LOG])


def blank(book: Workbook) -> None:
    book[MAIN]["D3"] = "."


def lose(book: Workbook) -> None:
    book.remove(book[RATES])


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (drop, ("source.missing-column", 1, None)),
        (formula, ("source.formula-without-value", 2, "O")),
        (wrong, ("source.cell-error", 2, "O")),
        (stranger, ("source.unknown-party", 2, "country")),
        (unit, ("source.other-unit", 4, "F")),
        (type_, ("source.no-such-category", 2, "Type of Aid General")),
        (newer, ("source.other-release", None, None)),
        (unsigned, ("source.no-release", None, None)),
        (blank, ("source.empty-cell", 3, "Type of Aid General")),
        (lose, ("source.no-sheet", None, None)),
    ],
)
def test_what_cannot_be_read_is_a_fault(
    tmp_path: Path,
    change: Callable[[Workbook], None],
    expected: tuple[str, int | None, str | None],
) -> None:
    assert expected in faults(made(tmp_path / "a.xlsx", change))


def test_a_total_that_the_rows_do_not_give_is_said(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book[SUMMARY]["F6"] = 0.016

    with pytest.raises(InputError) as caught:
        read(made(tmp_path / "a.xlsx", change), retrieved=DAY)
    finding = next(f for f in caught.value.findings if f.kind == "kiel.rows-differ")
    assert (finding.severity, finding.value) == ("fault", "DEU military")
    assert (finding.details["sum"], finding.details["published"]) == ("0.015000000", "0.016")
    assert_said([finding])


def test_a_workbook_that_lost_rows_is_refused(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book[MAIN].delete_rows(2, 3)

    assert ("kiel.rows-differ", None, None) in faults(made(tmp_path / "a.xlsx", change))


@needs_data
def test_what_the_headline_leaves_out_is_said(tracker: Imported) -> None:
    (found,) = [f for f in tracker.findings if f.kind == "kiel.headline"]
    assert (found.value, found.details["all"]) == ("89.440", "93.943")
    assert found.details["donors"] == "EIB 2.002, EPF 2.500"
    assert_said([found])


@needs_data
def test_the_publishers_item_name_begins_the_note(tracker: Imported) -> None:
    rows = tracker.tables["ledger"].filter(pl.col("quantity").is_not_null())
    named = rows.filter(pl.col("note").str.contains(" | ", literal=True))
    assert named.height == rows.height == 758
    assert rows["item"].null_count() == rows.height


@needs_data
def test_the_importer_is_found() -> None:
    assert importer_for("kiel", TRACKER).PUBLISHER == "kiel"


@pytest.fixture(scope="module")
def tracker() -> Imported:
    return read(TRACKER, retrieved=DAY)


@needs_data
def test_every_donors_totals_are_the_published_ones(tracker: Imported) -> None:
    """The published summary with all its digits, read another way, to the cent."""
    assert "kiel.rows-differ" not in kinds(tracker)
    sheet = fastexcel.read_excel(TRACKER).load_sheet(
        SUMMARY, header_row=None, skip_rows=5, n_rows=41, use_columns="B,D:G",
        dtypes={1: "string", 3: "float", 4: "float", 5: "float", 6: "float"},
    )  # fmt: skip
    ledger = tracker.tables["ledger"].filter(pl.col("stage") == "pledge")
    printed = tracker.totals.filter(pl.col("what").str.contains("^[A-Z]{3} "))
    donors = printed["what"].str.slice(0, 3).unique(maintain_order=True).to_list()
    agree = 0
    for donor, (_, *published) in zip(donors, sheet.to_polars().iter_rows(), strict=True):
        own = ledger.filter(pl.col("donor") == donor)
        sums = [
            total(own.filter(pl.col("type") == name))
            for name in ("financial", "humanitarian", "military")
        ]
        ours = [*sums, sum(sums, Decimal(0))]
        euros = [Decimal(value) * 10**9 for value in published]
        agree += all(abs(a - b) < Decimal("0.005") for a, b in zip(ours, euros, strict=True))
    assert agree == 41


def total(rows: pl.DataFrame) -> Decimal:
    return sum((Decimal(repr(v)) for v in rows["amount"].drop_nulls()), Decimal(0))


@needs_data
def test_germany_and_all_donors(tracker: Imported) -> None:
    values = dict(zip(tracker.totals["what"], tracker.totals["value"], strict=True))
    assert [values[f"DEU {t}"] for t in ("financial", "humanitarian", "military", "all")] == [
        1.15, 0.95, 1.2, 3.3,
    ]  # fmt: skip
    sums = [values[f"total {t}"] for t in ("financial", "humanitarian", "military", "all")]
    assert [round(s, 3) for s in sums] == [36.074, 14.364, 39.002, 89.440]


@needs_data
def test_every_row_of_the_main_sheet_is_a_pledge(tracker: Imported) -> None:
    pledges = tracker.tables["ledger"].filter(pl.col("stage") == "pledge")
    assert pledges.height == 1032
    assert not [kind for kind in kinds(tracker) if kind in DIFFERENCES]


@needs_data
def test_a_truncated_tracker_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "cut.xlsx"
    path.write_bytes(TRACKER.read_bytes()[:400_000])
    assert faults(path) == [("broken-workbook", None, None)]


@needs_data
def test_only_the_sheets_that_are_needed_are_read(tmp_path: Path) -> None:
    path = tmp_path / "other.xlsx"
    with zipfile.ZipFile(TRACKER) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            unread = name == "xl/worksheets/sheet36.xml"
            new.writestr(name, b"<broken" if unread else old.read(name))
    assert read(path, retrieved=DAY).tables["ledger"].height == 1316
