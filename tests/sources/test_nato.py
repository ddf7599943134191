"""NATO's expenditure workbook: a made one with its dirt, and the edition of 17 June 2024."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from nato_made import BY_HAND, FILE, NOTES, PRODUCT, SHARES, SPENT, nato_workbook
from openpyxl import Workbook
from said import assert_said

from foedus.brief.findings import sentence
from foedus.brief.language import Language
from foedus.case.load import load
from foedus.decide.today import today
from foedus.errors import Finding, InputError
from foedus.sources.book import open_book
from foedus.sources.imported import Imported
from foedus.sources.importers import importer_for
from foedus.sources.into import write_into
from foedus.sources.nato import read
from foedus.sources.nato_checks import accessions, meeting, recomputed, sums
from foedus.sources.nato_layout import TABLES
from foedus.sources.nato_tables import read_table
from foedus.sources.sheet import DIFFERENCES

DATA = Path(os.environ.get("FOEDUS_DATA", "no-such-folder"))
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="FOEDUS_DATA is not set")
PUBLISHED = DATA / "nato" / FILE
CASE = Path(__file__).parents[2] / "cases" / "ukraine-2024"
DAY = date(2024, 9, 1)

Edit = Callable[[Workbook], None]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Imported:
    return read(nato_workbook(tmp_path_factory.mktemp("nato")), retrieved=DAY)


@pytest.fixture(scope="module")
def published() -> Imported:
    return read(PUBLISHED, retrieved=DAY)


def kinds(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.kind for finding in findings]


def faults(folder: Path, *edits: Edit, file: str = FILE) -> list[tuple[str, str | None]]:
    with pytest.raises(InputError) as refused:
        read(nato_workbook(folder, *edits, file=file), retrieved=DAY)
    assert_said(refused.value.findings)
    return [(f.kind, f.value) for f in refused.value.findings if f.severity == "fault"]


def value(imported: Imported, party: str, year: int, measure: str, basis: str) -> float:
    spending = imported.tables["spending"]
    found = spending.filter(party=party, year=year, measure=measure, basis=basis)
    assert found.height == 1
    return float(found["amount"][0])


def test_the_importer_is_found(tmp_path: Path) -> None:
    assert importer_for("nato", nato_workbook(tmp_path)).PUBLISHER == "nato"


def test_every_figure_stands_under_its_measure(made: Imported) -> None:
    assert value(made, "DNK", 2024, "expenditure", "constant-2015") == SPENT["Denmark*"][3]
    assert value(made, "DNK", 2024, "expenditure", "current-national") == SPENT["Denmark*"][3]
    assert value(made, "ISL", 2014, "gdp", "current") == PRODUCT["Iceland"][0]
    assert (
        value(made, "SVK", 2024, "share_of_gdp", "constant-2015") == BY_HAND["Slovak Republic"][3]
    )
    assert value(made, "FIN", 2022, "equipment_share", "current") == 21.0
    rows = made.tables["spending"].group_by("measure", "basis").len()
    assert {(m, b): n for m, b, n in rows.rows()} == {
        ("expenditure", "current-national"): 28,
        ("expenditure", "constant-2015-national"): 28,
        ("expenditure", "current"): 28,
        ("expenditure", "constant-2015"): 28,
        ("share_of_gdp", "constant-2015"): 28,
        ("real_change", "constant-2015"): 28,
        ("gdp", "current"): 32,
        ("gdp", "constant-2015"): 32,
        ("gdp_per_capita", "constant-2015"): 28,
        ("per_capita", "constant-2015"): 28,
        ("personnel", "count"): 28,
        ("equipment_share", "current"): 28,
        ("personnel_share", "current"): 28,
        ("infrastructure_share", "current"): 28,
        ("other_share", "current"): 28,
    }


def test_kroner_are_danish_in_denmark_and_norwegian_in_norway(made: Imported) -> None:
    national = made.tables["spending"].filter(basis="current-national", year=2024)
    units = dict(national.select("party", "unit").rows())
    assert units == {
        "DNK": "million DKK", "FIN": "million EUR", "MNE": "million EUR", "NOR": "million NOK",
        "SVK": "million EUR", "SWE": "million SEK", "USA": "million USD",
    }  # fmt: skip


def test_years_with_an_e_are_estimates(made: Imported) -> None:
    years = made.tables["spending"].select("year", "estimate").unique().sort("year")
    assert years.rows() == [(2014, False), (2022, False), (2023, True), (2024, True)]


def test_totals_are_no_parties(made: Imported) -> None:
    assert "NATO" not in "".join(made.tables["spending"]["party"].to_list())
    whats = made.totals["what"].to_list()
    assert "NATO Total, expenditure (current), 2024e" in whats
    assert made.totals.height == 2 * 5 * 4


def test_the_origin_says_all(made: Imported) -> None:
    origin = made.origin
    assert (origin.key, origin.release) == ("nato-2024-06-17", "2024-06-17")
    assert (origin.published, origin.retrieved, origin.file) == (date(2024, 6, 17), DAY, FILE)
    assert origin.title.endswith("(2014-2024)")
    assert set(made.tables["spending"]["source"]) == {"nato-2024-06-17"}


def test_a_share_set_by_hand_is_found_kept_and_noted(made: Imported) -> None:
    found = [f for f in made.findings if f.kind == "nato.set-by-hand"]
    assert [(f.column, f.value, f.details["country"]) for f in found] == [
        ("2024e", "2", "Slovak Republic")
    ]
    noted = made.tables["spending"].filter(pl.col("note").is_not_null())
    assert noted.select("party", "year", "amount").rows() == [("SVK", 2024, 2.0)]
    assert SHARES["Slovak Republic"][3] == pytest.approx(1.99)
    assert noted["note"][0] == "printed 2; constant expenditure over constant GDP gives 1.99"


def test_who_meets_the_guideline_is_counted_twice(made: Imported) -> None:
    (found,) = [f for f in made.findings if f.kind == "nato.count-differs"]
    assert dict(found.details) == {"year": "2024", "printed": "3", "recomputed": "2"}
    assert kinds(made.findings) == ["nato.set-by-hand", "nato.count-differs"]
    assert_said(made.findings)


def test_a_total_over_all_rows_is_reported(tmp_path: Path) -> None:
    def without_notes(book: Workbook) -> None:
        for sheet in book:
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.value == NOTES:
                        cell.value = "Notes: none."

    found = read(nato_workbook(tmp_path, without_notes), retrieved=DAY).findings
    total = [f for f in found if f.kind == "nato.total-differs" and f.column == "2014"]
    assert {(f.details["total"], f.details["measure"]) for f in total} == {
        (total, measure)
        for total in ("NATO Europe and Canada", "NATO Total")
        for measure in ("expenditure", "gdp", "personnel")
    }
    assert not [f for f in found if f.kind == "nato.total-differs" and f.column == "2024e"]


def test_a_wrong_total_is_reported_with_its_place(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        book["TABLE2"]["D19"] = 1.0

    found = read(nato_workbook(tmp_path, edit), retrieved=DAY).findings
    (wrong,) = [f for f in found if f.kind == "nato.total-differs"]
    assert (wrong.row, wrong.column, wrong.value) == (19, "2014", "1.000")
    assert wrong.details["total"] == "NATO Total"
    assert "that year's members sum to 719.000" in sentence(wrong, Language("en"))


def test_notes_say_who_counts_from_when() -> None:
    assert accessions(NOTES) == {"MNE": 2017, "MKD": 2020, "FIN": 2023, "SWE": 2024}


def test_a_renamed_sheet_is_known_by_its_title(tmp_path: Path, made: Imported) -> None:
    def edit(book: Workbook) -> None:
        book["TABLE3"].title = "Shares"

    found = read(nato_workbook(tmp_path, edit), retrieved=DAY)
    assert found.tables["spending"].equals(made.tables["spending"])
    renamed = next(f for f in found.findings if f.kind == "source.sheet-renamed")
    assert (renamed.value, renamed.details["expected"]) == ("Shares", "TABLE3")


def test_a_missing_sheet_is_a_fault(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        del book["TABLE5"]

    assert ("source.no-sheet", "TABLE5") in faults(tmp_path, edit)


def test_a_header_that_moved_is_followed(tmp_path: Path, made: Imported) -> None:
    def edit(book: Workbook) -> None:
        book["TABLE2"].insert_rows(1, 4)
        book["TABLE5"].insert_cols(1, 2)

    found = read(nato_workbook(tmp_path, edit), retrieved=DAY)
    assert found.tables["spending"].equals(made.tables["spending"])
    moved = next(f for f in found.findings if f.kind == "source.header-moved")
    assert (moved.row, moved.details["expected"]) == (12, "8")


def test_an_unknown_column_is_reported(tmp_path: Path, made: Imported) -> None:
    def edit(book: Workbook) -> None:
        book["TABLE2"]["H8"] = "Rank"
        book["TABLE2"]["H11"] = 1

    found = read(nato_workbook(tmp_path, edit), retrieved=DAY)
    assert found.tables["spending"].equals(made.tables["spending"])
    assert [f.value for f in found.findings if f.kind == "source.unknown-column"] == ["Rank"]


def test_a_new_year_is_read(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        book["TABLE2"]["H8"] = "2025e"
        book["TABLE2"]["H11"] = 90.5

    found = read(nato_workbook(tmp_path, edit, file="250828-def-exp-2025-en.xlsx"), retrieved=DAY)
    assert value(found, "DNK", 2025, "expenditure", "current") == 90.5
    assert found.origin.release == "2025-08-28"
    assert found.origin.title.endswith("(2014-2025)")


def test_other_years_of_prices_make_another_basis(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        for sheet in book:
            for row in sheet.iter_rows():
                for cell in row:
                    if isinstance(cell.value, str):
                        cell.value = cell.value.replace("2015 prices", "2021 prices")

    found = read(nato_workbook(tmp_path, edit), retrieved=DAY)
    bases = set(found.tables["spending"]["basis"])
    assert bases == {
        "current", "current-national", "constant-2021", "constant-2021-national", "count",
    }  # fmt: skip


def _unit(book: Workbook) -> None:
    book["TABLE2"]["B6"] = "Billion US dollars"


def _block(book: Workbook) -> None:
    book["TABLE8a"]["B10"] = "Investment"


def _year_of_prices(book: Workbook) -> None:
    book["TABLE6"]["B6"] = "Prices and exchange rates"


def _currency(book: Workbook) -> None:
    book["TABLE1"]["C11"] = "Denmark*   (Crowns)"


def _name(book: Workbook) -> None:
    book["TABLE2"]["C11"] = "Denmurk*"


def _twice(book: Workbook) -> None:
    book["TABLE2"]["C12"] = "Denmark"


def _formula(book: Workbook) -> None:
    book["TABLE2"]["D11"] = "=1+1"


def _text(book: Workbook) -> None:
    book["TABLE2"]["D11"] = "about 40"


def _no_header(book: Workbook) -> None:
    book["TABLE2"]["D8"] = "first year"


@pytest.mark.parametrize(
    ("edit", "fault"),
    [
        (_unit, ("nato.other-unit", None)),
        (_block, ("nato.no-block", "equipment")),
        (_year_of_prices, ("nato.no-price-year", "gdp per capita (thousand us dollars)")),
        (_currency, ("nato.unknown-currency", "Crowns")),
        (_name, ("source.unknown-party", "Denmurk")),
        (_twice, ("nato.doubled-row", "Denmark")),
        (_formula, ("source.formula-without-value", None)),
        (_text, ("source.not-a-number", "about 40")),
        (_no_header, ("source.no-header", None)),
    ],
)
def test_what_cannot_be_read_is_a_fault(
    tmp_path: Path, edit: Edit, fault: tuple[str, str | None]
) -> None:
    assert fault in faults(tmp_path, edit)


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    found = faults(tmp_path, _unit, _block, _currency)
    assert [kind for kind, _ in found] == [
        "nato.other-unit", "nato.no-block", "nato.unknown-currency",
    ]  # fmt: skip


def test_an_error_cell_beside_a_name_is_missing_and_said(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        book["TABLE8a"]["D11"] = "#REF!"

    found = read(nato_workbook(tmp_path, edit), retrieved=DAY)
    (error,) = [f for f in found.findings if f.kind == "source.cell-error"]
    assert (error.row, error.column, error.value) == (11, "D", "#REF!")
    shares = found.tables["spending"].filter(measure="equipment_share", party="DNK")
    assert shares["year"].to_list() == [2022, 2023, 2024]


def test_figures_without_a_name_are_left_out_and_said(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        book["TABLE1"]["D18"] = 12.5

    found = read(nato_workbook(tmp_path, edit), retrieved=DAY)
    (nameless,) = [f for f in found.findings if f.kind == "nato.no-name"]
    assert (nameless.row, nameless.value) == (18, "12.5")
    assert_said(found.findings)


@pytest.mark.parametrize("file", ["tables.xlsx", "249917-def-exp-2024.xlsx"])
def test_a_renamed_file_is_dated_by_its_last_year(tmp_path: Path, file: str) -> None:
    found = read(nato_workbook(tmp_path, file=file), retrieved=DAY)
    assert found.origin.release == "2024-06-17"
    assert "nato.release-by-year" in kinds(found.findings)
    assert_said(found.findings)


def test_an_edition_that_nothing_dates_is_refused(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        book["TABLE2"]["H8"] = "2031e"
        book["TABLE2"]["H11"] = 90.5

    assert faults(tmp_path, edit, file="tables.xlsx") == [("nato.no-release", None)]


# The published edition


@needs_data
def test_published_figures_are_all_there(published: Imported) -> None:
    spending = published.tables["spending"]
    assert spending["party"].n_unique() == 32
    spent = spending.filter(measure="expenditure", basis="constant-2015")
    assert (spent["party"].n_unique(), spent.height) == (31, 31 * 11)
    assert "ISL" not in set(spent["party"])
    assert not spending.select("party", "year", "measure", "basis").is_duplicated().any()
    assert value(published, "DEU", 2024, "share_of_gdp", "constant-2015") == pytest.approx(
        2.12, abs=0.005
    )


@needs_data
def test_totals_agree_with_that_years_members_in_all_years(published: Imported) -> None:
    assert "nato.total-differs" not in kinds(published.findings)
    whats = published.totals.filter(pl.col("what").str.contains("expenditure|, gdp |personnel"))
    assert whats.height == 2 * 5 * 11


@needs_data
def test_a_sum_over_all_rows_overshoots_until_all_have_joined(published: Imported) -> None:
    notes = read_table(open_book(PUBLISHED), TABLES[1]).notes
    rows = published.tables["spending"]
    keys = ["total", "measure", "basis", "unit", "year"]
    both = sums(rows, {}).join(sums(rows, accessions(notes)), on=keys, suffix="_members")
    spent = both.filter(total="NATO Total", measure="expenditure", basis="constant-2015")
    over = spent.sort("year").select("year", (pl.col("sum") - pl.col("sum_members")).round(1))
    assert dict(over.rows()) == {
        2014: 8708.1, 2015: 8666.4, 2016: 8597.4, 2017: 8647.6, 2018: 8830.8, 2019: 9557.6,
        2020: 9690.9, 2021: 11668.7, 2022: 12845.2, 2023: 9711.7, 2024: 0.0,
    }  # fmt: skip


@needs_data
def test_cells_set_by_hand_are_found_by_recomputation(published: Imported) -> None:
    """Three stand as a bare 2; Lithuania's of 2019 among them."""
    found = [f for f in published.findings if f.kind == "nato.set-by-hand"]
    assert [(f.details["country"], f.column, f.value, f.details["recomputed"]) for f in found] == [
        ("France", "2020", "2", "1.9862"),
        ("Lithuania", "2019", "2", "1.9949"),
        ("Slovak Republic", "2024e", "2", "1.9891"),
    ]


@needs_data
def test_23_members_meet_the_guideline_as_printed_and_22_as_recomputed(
    published: Imported,
) -> None:
    assert meeting(recomputed(published.tables["spending"]), 2024) == (23, 22)
    (found,) = [f for f in published.findings if f.kind == "nato.count-differs"]
    assert (found.details["printed"], found.details["recomputed"]) == ("23", "22")


@needs_data
def test_the_rests_of_formulas_in_the_published_file_are_not_reported(published: Imported) -> None:
    assert set(kinds(published.findings)) == {
        "source.unused-links", "nato.set-by-hand", "nato.count-differs",
    }  # fmt: skip


# The worked case carries this edition


def test_the_worked_case_carries_all_measures_each_row_with_its_source() -> None:
    spending = load(CASE).tables["spending"]
    assert spending.height == 5148
    in_dollars = spending.filter(~pl.col("basis").str.ends_with("national"))
    counts = in_dollars.group_by("measure", "basis", "unit", "source").len().rows()
    source = "nato-2024-06-17"
    assert set(counts) == {
        ("expenditure", "current", "million USD", source, 341),
        ("expenditure", "constant-2015", "million USD", source, 341),
        ("gdp", "current", "million USD", source, 352),
        ("gdp", "constant-2015", "million USD", source, 352),
        ("share_of_gdp", "constant-2015", "percent", source, 341),
        ("real_change", "constant-2015", "percent", source, 341),
        ("equipment_share", "current", "percent", source, 341),
        ("personnel_share", "current", "percent", source, 341),
        ("infrastructure_share", "current", "percent", source, 341),
        ("other_share", "current", "percent", source, 341),
        ("personnel", "count", "thousand persons", source, 341),
        ("per_capita", "constant-2015", "USD", source, 341),
        ("gdp_per_capita", "constant-2015", "thousand USD", source, 352),
    }


def test_the_desk_shows_the_shares_of_the_worked_case() -> None:
    lines = {line.party: line for line in today(load(CASE), date(2024, 10, 1)).spending}
    assert len(lines) == 31
    assert sum(line.meets for line in lines.values()) == 23
    germany = lines["DEU"]
    assert (germany.year, germany.estimate, germany.release) == (2024, True, "2024-06-17")
    assert germany.share == pytest.approx(0.0212, abs=5e-5)


@needs_data
def test_importing_into_the_worked_case_adds_only_what_it_lacks(
    tmp_path: Path, published: Imported
) -> None:
    place = tmp_path / "case"
    shutil.copytree(CASE, place)
    before = {path.name: path.read_bytes() for path in place.glob("*.csv")}
    origin = (place / "origins" / "nato-2024-06-17.toml").read_bytes()
    summary = write_into(published, place)
    assert dict(summary.added) == {}
    assert dict(summary.kept) == {"sources": 1, "spending": 5148}
    assert {path.name: path.read_bytes() for path in place.glob("*.csv")} == before
    assert (place / "origins" / "nato-2024-06-17.toml").read_bytes() == origin


@pytest.mark.parametrize("column", [3, 7])
def test_a_blank_column_is_a_difference(tmp_path: Path, column: int) -> None:
    def edit(book: Workbook) -> None:
        book["TABLE3"].insert_cols(column)

    found = read(nato_workbook(tmp_path, edit), retrieved=DAY)
    blank = [f for f in found.findings if f.kind in DIFFERENCES]
    assert [(f.kind, f.file[-8:]) for f in blank] == [("source.blank-column", "[TABLE3]")]
    assert_said(blank)
