"""The same case in every format: CSV, Parquet, Excel; written and read, with one hash."""

from __future__ import annotations

import math
import tempfile
import zipfile
from datetime import date, datetime
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sample_case import TABLES, TOML, found, write_case

from foedus.case import Case, check, load
from foedus.case.save import save_csv, save_parquet, save_xlsx
from foedus.errors import InputError

WAYS = {"csv": save_csv, "parquet": save_parquet, "xlsx": save_xlsx}


def saved(case: Case, way: str, folder: Path) -> Path:
    target = folder / (f"{way}.xlsx" if way == "xlsx" else way)
    WAYS[way](case, target)
    return target


def same(one: Case, other: Case) -> None:
    assert one.sha256 == other.sha256
    assert one.settings == other.settings
    for name, frame in one.tables.items():
        keys = [c for c in frame.columns if c in other.tables[name].columns]
        assert frame.select(keys).equals(other.tables[name].select(keys)), name


@pytest.mark.parametrize("way", WAYS)
def test_a_saved_case_reads_back_the_same(tmp_path: Path, way: str) -> None:
    case = load(write_case(tmp_path / "case"))
    target = saved(case, way, tmp_path)
    same(case, load(target))
    assert found(target) == []


def test_hashes_are_the_same_from_format_to_format(tmp_path: Path) -> None:
    case = load(write_case(tmp_path / "case"))
    for way in WAYS:
        case = load(saved(case, way, tmp_path))
    assert case.sha256 == load(tmp_path / "case").sha256


def test_unknown_columns_are_saved_too(tmp_path: Path) -> None:
    text = TABLES["keys"].replace("source\n", 'source,"a, ""b"""\n').replace("s1\n", "s1,=1+1\n")
    case = load(write_case(tmp_path / "case", tables={"keys": text}))
    for way in WAYS:
        again = load(saved(case, way, tmp_path))
        assert again.tables["keys"]['a, "b"'].to_list() == ["=1+1", "=1+1"]


NAMES = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"], exclude_characters='"=;@*#'),
    min_size=1,
    max_size=12,
)
FREE = st.none() | st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]) | st.just("\n"), max_size=30
).map(lambda s: s.strip() or None)
NUMBERS = st.floats(min_value=0, allow_nan=False, allow_infinity=False)


@st.composite
def cases(draw: st.DrawFn) -> dict[str, pl.DataFrame]:
    """Draw items and stocks with any names, numbers and notes that a case may hold."""
    items = draw(st.lists(NAMES, min_size=1, max_size=5, unique=True))
    parties = draw(st.lists(NAMES, min_size=1, max_size=4, unique=True))
    pairs = [(p, i) for p in parties for i in items]
    held = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=8))
    inline = FREE.map(lambda s: s.replace("\n", " ") if s else None)
    size = len(items)
    return {
        "parties": pl.DataFrame({"party": parties, "kind": ["ally"] * len(parties)}),
        "items": pl.DataFrame(
            {
                "item": items,
                "unit": ["u"] * size,
                "name_en": [draw(inline) or "+" for _ in items],
                "name_fr": [draw(inline) or "-1" for _ in items],
                "price": draw(st.lists(NUMBERS, min_size=size, max_size=size)),
                "mass": draw(st.lists(NUMBERS, min_size=size, max_size=size)),
                "whole": draw(st.lists(st.none() | st.booleans(), min_size=size, max_size=size)),
                "note": [draw(FREE) for _ in items],
            },
            schema_overrides={"whole": pl.Boolean, "note": pl.String, "price": pl.Float64},
        ),
        "stocks": pl.DataFrame(
            {
                "party": [p for p, _ in held],
                "item": [i for _, i in held],
                "quantity": [draw(NUMBERS) for _ in held],
                "value": [draw(st.none() | NUMBERS) for _ in held],
            },
            schema=pl.Schema(
                {"party": pl.String, "item": pl.String, "quantity": pl.Float64, "value": pl.Float64}
            ),
        ),
    }


PLAIN = 'format = 1\nname = "h"\nas_of = 2024-10-01\n'


def written_by_polars(tables: dict[str, pl.DataFrame], folder: Path) -> Path:
    folder.mkdir()
    (folder / "case.toml").write_text(PLAIN)
    for name, frame in tables.items():
        frame.write_parquet(folder / f"{name}.parquet")
    return folder


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables=cases())
def test_any_valid_case_survives_every_format(tables: dict[str, pl.DataFrame]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        case = load(written_by_polars(tables, folder / "drawn"))
        for table, frame in tables.items():
            assert case.tables[table].height == frame.height
        assert case.tables["items"]["price"].to_list() == tables["items"]["price"].to_list()
        assert case.tables["items"]["note"].to_list() == tables["items"]["note"].to_list()
        for way in WAYS:
            same(case, load(saved(case, way, folder)))


def test_every_digit_survives_excel(tmp_path: Path) -> None:
    numbers = [0.1 + 0.2, 1 / 3, 5e-324, 1.7976931348623157e308, 1e-12, 123456789.123456789, 0.0]
    rows = [f"P{i},{n!r}" for i, n in enumerate(numbers)]
    text = "\n".join(["party,kind,gdp", *(r.replace(",", ",ally,") for r in rows)])
    folder = tmp_path / "case"
    folder.mkdir()
    (folder / "case.toml").write_text(PLAIN)
    (folder / "parties.csv").write_text(text)
    again = load(saved(load(folder), "xlsx", tmp_path))
    assert again.tables["parties"]["gdp"].to_list() == numbers


def test_formulas_are_never_written(tmp_path: Path) -> None:
    dangerous = ['=HYPERLINK("http://x")', "+1+1", "-2+3", "@SUM(A1)", "=cmd|' /C calc'!A0"]
    rows = [
        "body,name_en,name_fr",
        *(f'b{i},"{d.replace(chr(34), chr(34) * 2)}",x' for i, d in enumerate(dangerous)),
    ]
    case = load(
        write_case(tmp_path / "case", tables={"bodies": "\n".join(rows), "memberships": None})
    )
    target = saved(case, "xlsx", tmp_path)
    with zipfile.ZipFile(target) as archive:
        sheets = [archive.read(n) for n in archive.namelist() if n.startswith("xl/worksheets/")]
    assert not any(b"<f>" in sheet or b"<hyperlink" in sheet for sheet in sheets)
    assert load(target).tables["bodies"]["name_en"].to_list() == dangerous


def workbook_of(case: dict[str, list[list[object]]], file: Path) -> Path:
    book = xlsxwriter.Workbook(file)
    month, day = (
        book.add_format({"num_format": "mmm yy"}),
        book.add_format({"num_format": "d/m/yy"}),
    )
    for name, rows in case.items():
        sheet = book.add_worksheet(name)
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                if isinstance(cell, datetime):
                    sheet.write_datetime(r, c, cell, month)
                elif isinstance(cell, date):
                    sheet.write_datetime(r, c, datetime(cell.year, cell.month, cell.day), day)
                elif cell is not None:
                    sheet.write(r, c, cell)
    book.close()
    return file


SETTINGS_SHEET: list[list[object]] = [
    ["key", "value", "note"],
    ["format", 1],
    ["name", "typed"],
    ["as_of", date(2024, 10, 1)],
    ["horizon.start", datetime(2024, 10, 1)],
    ["horizon.months", 12],
    ["plan.levels", '["need", "fairness"]'],
    ["plan.key", "equal"],
    ["plan.whole", True],
    ["title.en", "Typed"],
    [None, None, "a remark"],
    ["money.price_year", None],
]

TYPED: dict[str, list[list[object]]] = {
    "read me": [["Anything"]],
    "case": SETTINGS_SHEET,
    "parties": [["party", "kind"], ["POL", "ally"], [155, "ally"]],
    "capabilities": [["capability", "unit", "name_en", "name_fr"], ["fire", "u", "Fire", "Feu"]],
    "items": [
        ["item", "unit", "name_en", "name_fr", "price", "mass", "whole"],
        ["a", "u", "A", "A", 0.1, 1, True],
    ],
    "inflows": [
        ["party", "item", "month", "quantity"],
        ["POL", "a", datetime(2024, 12, 1), 3],
        [155, "a", "2025-01", "4"],
    ],
    "keys": [["key", "party", "share"], ["equal", "POL", 1], ["equal", 155, 2]],
    "memberships": [["party", "body", "from"], ["POL", "b", date(1999, 3, 12)]],
    "bodies": [["body", "name_en", "name_fr"], ["b", "B", "B"]],
}


def test_cells_of_a_workbook_may_be_dates_numbers_and_truth_values(tmp_path: Path) -> None:
    case = load(workbook_of(TYPED, tmp_path / "my.xlsx"))
    assert case.settings.as_of == date(2024, 10, 1)
    assert case.settings.levels == ("need", "fairness")
    assert case.settings.whole
    assert case.settings.horizon is not None
    assert case.settings.horizon.start == date(2024, 10, 1)
    assert case.tables["inflows"]["month"].to_list() == [date(2024, 12, 1), date(2025, 1, 1)]
    assert case.tables["inflows"]["quantity"].to_list() == [3.0, 4.0]
    assert case.tables["parties"]["party"].to_list() == ["POL", "155"]
    assert case.tables["items"]["whole"].to_list() == [True]
    assert case.tables["memberships"]["from"].to_list() == [date(1999, 3, 12)]
    assert {w.kind for w in case.warnings} == {"assumed-rows", "no-recipient", "whole-not-yet"}


def test_places_in_a_workbook_name_file_and_sheet(tmp_path: Path) -> None:
    broken = {
        **TYPED,
        "keys": [["key", "party", "share"], ["equal", "POL", -1], ["equal", "PQL", 2]],
    }
    broken["stokcs"] = [["a"]]
    faults = [
        f
        for f in check(workbook_of(broken, tmp_path / "my.xlsx")).findings
        if f.kind not in {"assumed-rows", "no-recipient", "whole-not-yet"}
    ]
    assert [(f.kind, f.file, f.row, f.column, f.value) for f in faults] == [
        ("donor-without-share", "my.xlsx [inflows]", 3, "party", "155"),
        ("negative-number", "my.xlsx [keys]", 2, "share", "-1"),
        ("unknown-reference", "my.xlsx [keys]", 3, "party", "PQL"),
        ("unknown-sheet", "my.xlsx", None, None, "stokcs"),
    ]


def test_settings_of_a_workbook_are_checked_with_their_rows(tmp_path: Path) -> None:
    sheet = [*SETTINGS_SHEET, ["horizon.months", 6], ["colour", "red"]]
    sheet[2] = ["name", "a/b"]
    findings = check(workbook_of({**TYPED, "case": sheet}, tmp_path / "my.xlsx")).findings
    assert [(f.kind, f.row, f.column) for f in findings if "case" in f.file] == [
        ("not-a-name", 3, "name"),
        ("doubled-setting", 13, "horizon.months"),
        ("unknown-setting", 14, "colour"),
    ]


def test_a_cell_that_excel_could_not_compute(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "my.xlsx")
    for name, rows in TYPED.items():
        sheet = book.add_worksheet(name)
        for r, row in enumerate(rows):
            if name not in {"inflows", "memberships"}:
                sheet.write_row(
                    r,
                    0,
                    [
                        c
                        if not isinstance(c, date)
                        else c.isoformat()[: 7 if isinstance(c, datetime) else 10]
                        for c in row
                    ],
                )
        if name == "keys":
            sheet.write_formula(2, 2, "=1/0", None, "#DIV/0!")
    book.close()
    findings = check(tmp_path / "my.xlsx").findings
    assert [(f.kind, f.row, f.column, f.value) for f in findings if f.severity == "fault"] == [
        ("cell-error", 3, "share", "#DIV/0!")
    ]


@pytest.mark.parametrize(
    ("case", "kind"),
    [
        ({n: r for n, r in TYPED.items() if n != "case"}, "no-settings-sheet"),
        ({**TYPED, "case": [["setting", "worth"], ["format", 1]]}, "settings-header"),
        ({**TYPED, "keys": [[], ["key", "party", "share"]]}, "no-header"),
    ],
)
def test_a_workbook_without_what_it_needs(
    tmp_path: Path, case: dict[str, list[list[object]]], kind: str
) -> None:
    findings = check(workbook_of(case, tmp_path / "my.xlsx")).findings
    assert [f.kind for f in findings if f.severity == "fault"] == [kind]


def test_an_empty_sheet_is_an_empty_table(tmp_path: Path) -> None:
    case = load(workbook_of({**TYPED, "stocks": [], "hubs": [["hub"]][:0]}, tmp_path / "my.xlsx"))
    assert case.tables["stocks"].height == 0


def test_parquet_may_be_typed(tmp_path: Path) -> None:
    write_case(tmp_path / "a")
    write_case(tmp_path / "b", tables={"inflows": None, "ledger": None, "keys": None})
    one = load(tmp_path / "a").tables
    one["inflows"].with_columns(pl.col("month").cast(pl.Datetime("us"))).write_parquet(
        tmp_path / "b/inflows.parquet"
    )
    one["ledger"].with_columns(pl.col("type").cast(pl.Categorical)).write_parquet(
        tmp_path / "b/ledger.parquet"
    )
    one["keys"].with_columns(pl.col("share").cast(pl.Int32)).write_parquet(
        tmp_path / "b/keys.parquet"
    )
    assert load(tmp_path / "b").sha256 == load(tmp_path / "a").sha256


def test_parquet_cells_are_checked_like_any(tmp_path: Path) -> None:
    folder = write_case(tmp_path, tables={"keys": None})
    frame = pl.DataFrame(
        {"key": ["equal"] * 3, "party": ["POL", "FRA", None], "share": [math.nan, -1.0, math.inf]}
    )
    frame.write_parquet(folder / "keys.parquet")
    assert [f[:4] for f in found(folder) if f[0] != "assumed-rows"] == [
        ("not-finite", "keys.parquet", 2, "share"),
        ("negative-number", "keys.parquet", 3, "share"),
        ("empty-name", "keys.parquet", 4, "party"),
        ("not-finite", "keys.parquet", 4, "share"),
    ]
    frame.with_columns(share=pl.Series([[1.0], [2.0], [3.0]])).write_parquet(
        folder / "keys.parquet"
    )
    assert ("column-type", "keys.parquet", 1, "share", None) in found(folder)


def test_a_table_in_two_formats_is_a_fault(tmp_path: Path) -> None:
    folder = write_case(tmp_path)
    load(folder).tables["keys"].write_parquet(folder / "keys.parquet")
    assert [(f[0], f[1]) for f in found(folder)] == [("doubled-table", "keys.parquet")]


def test_saving_replaces_the_tables_of_another_case_and_nothing_else(tmp_path: Path) -> None:
    case = load(write_case(tmp_path / "case"))
    other = write_case(
        tmp_path / "other", TOML, {"priorities": "rank,subject_en,subject_fr\n1,a,b\n"}
    )
    (other / "README.md").write_text("mine")
    save_parquet(case, other)
    assert load(other).sha256 == case.sha256
    assert (other / "README.md").read_text() == "mine"
    assert not list(other.glob("*.csv"))
    assert not [p for p in other.iterdir() if p.name.startswith(".")]


def test_saving_refuses_a_folder_that_holds_something_else(tmp_path: Path) -> None:
    case = load(write_case(tmp_path / "case"))
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "stocks.csv").write_text("mine")
    with pytest.raises(InputError) as caught:
        save_csv(case, tmp_path / "photos")
    assert caught.value.findings[0].kind == "not-a-case-folder"
    assert (tmp_path / "photos" / "stocks.csv").read_text() == "mine"


@pytest.mark.parametrize("way", WAYS)
def test_a_place_that_cannot_be_written(tmp_path: Path, way: str) -> None:
    case = load(write_case(tmp_path / "case"))
    (tmp_path / "file").write_text("a file, no folder")
    with pytest.raises(InputError) as caught:
        saved(case, way, tmp_path / "file" / "below")
    assert caught.value.findings[0].kind == "not-writable"
    assert caught.value.findings[0].details["reason"]


def test_text_that_excel_has_no_room_for(tmp_path: Path) -> None:
    text = (
        TABLES["keys"].replace("source\n", "source,note\n").replace("s1\n", f"s1,{'x' * 40_000}\n")
    )
    case = load(write_case(tmp_path / "case", tables={"keys": text}))
    with pytest.raises(InputError) as caught:
        save_xlsx(case, tmp_path / "my.xlsx")
    assert [(f.kind, f.row, f.column) for f in caught.value.findings] == [
        ("too-long-text", 2, "note"),
        ("too-long-text", 3, "note"),
    ]
    assert not (tmp_path / "my.xlsx").exists()
