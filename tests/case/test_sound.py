from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from sample_case import TABLES, TOML, found, write_case

from foedus.case import check, load
from foedus.case.schema import TABLES as SCHEMA
from foedus.errors import InputError

CASES = Path(__file__).parents[2] / "cases"


def test_a_sound_case_has_no_finding(tmp_path: Path) -> None:
    assert found(write_case(tmp_path)) == []


def test_what_is_loaded_is_typed_as_the_schema_says(tmp_path: Path) -> None:
    case = load(write_case(tmp_path))
    assert list(case.tables) == list(SCHEMA)
    for name, frame in case.tables.items():
        assert dict(frame.schema) == SCHEMA[name].schema, name
    assert case.tables["stocks"]["value"].to_list() == [None, 0.1, None]
    assert case.tables["inflows"]["month"].to_list() == [date(2024, 12, 1)]
    assert case.tables["items"]["whole"].to_list() == [False, True]
    assert case.tables["ledger"]["date"].to_list() == [date(2024, 2, 1), date(2024, 3, 1)]
    assert case.settings.title["fr"] == "Un cas valable"
    assert case.settings.horizon is not None
    assert case.settings.horizon.label(11) == "2025-09"


def test_a_folder_its_toml_and_a_string_are_the_same_case(tmp_path: Path) -> None:
    write_case(tmp_path)
    ways = [tmp_path, tmp_path / "case.toml", str(tmp_path)]
    assert len({load(way).sha256 for way in ways}) == 1


def test_every_column_of_the_sample_is_known() -> None:
    for name, text in TABLES.items():
        columns = set(text.splitlines()[0].split(","))
        assert columns <= set(SCHEMA[name].schema), name


@pytest.mark.parametrize("change", ["reversed", "crlf", "bom", "blank lines", "column order"])
def test_the_hash_does_not_depend_on_how_rows_are_written(tmp_path: Path, change: str) -> None:
    rows = TABLES["keys"].splitlines()
    altered = {
        "reversed": "\n".join([rows[0], *rows[:0:-1]]) + "\n",
        "crlf": "\r\n".join(rows),
        "bom": "\ufeff" + TABLES["keys"],
        "blank lines": "\n\n".join(rows) + "\n,,,\n\n",
        "column order": "\n".join(",".join(row.split(",")[::-1]) for row in rows),
    }
    one = load(write_case(tmp_path / "one"))
    other = load(write_case(tmp_path / "other", tables={"keys": altered[change]}))
    assert one.sha256 == other.sha256


def test_unknown_columns_are_kept_as_text_and_do_not_count(tmp_path: Path) -> None:
    rows = [f"{row},x" for row in TABLES["keys"].splitlines()]
    rows[0] = rows[0].replace(",x", ",colour")
    case = load(write_case(tmp_path / "a", tables={"keys": "\n".join(rows)}))
    assert case.tables["keys"]["colour"].to_list() == ["x", "x"]
    assert case.sha256 == load(write_case(tmp_path / "b")).sha256
    assert [(w.kind, w.column) for w in case.warnings] == [("unknown-column", "colour")]


@pytest.mark.parametrize(
    ("table", "old", "new"),
    [
        ("keys", "equal,FRA,1,", "equal,FRA,2,"),
        ("stocks", "POL,truck,20,0.1", "POL,truck,20,"),
        ("statements", "Second.", "Third."),
        ("items", "0.05,false", "0.05,true"),
        ("ledger", "2024-03-01", "2024-03-02"),
    ],
)
def test_every_cell_counts_in_the_hash(tmp_path: Path, table: str, old: str, new: str) -> None:
    changed = {table: TABLES[table].replace(old, new)}
    assert changed[table] != TABLES[table]
    one = load(write_case(tmp_path / "a")).sha256
    assert load(write_case(tmp_path / "b", tables=changed)).sha256 != one


def test_every_setting_counts_in_the_hash(tmp_path: Path) -> None:
    changes = [
        ("months = 12", "months = 13"),
        ('"readiness", "fairness"', '"fairness", "readiness"'),
        ("price_year = 2024", "price_year = 2023"),
        ("as_of = 2024-10-01", "as_of = 2024-10-02"),
        ('key = "equal"', 'key = "equal"\nwhole = true'),
    ]
    hashes = {load(write_case(tmp_path / "0")).sha256}
    for place, (old, new) in enumerate(changes, 1):
        assert old in TOML
        hashes.add(load(write_case(tmp_path / f"{place}", TOML.replace(old, new))).sha256)
    assert len(hashes) == len(changes) + 1


def test_an_absent_table_is_an_empty_one(tmp_path: Path) -> None:
    folder = write_case(tmp_path, tables={"terms": None, "spending": "party,year\n"})
    assert [kind for kind, *_ in found(folder)] == ["missing-column"] * 6
    folder = write_case(tmp_path / "b", tables={"terms": None})
    case = load(folder)
    assert case.tables["terms"].shape == (0, len(SCHEMA["terms"].schema))


def test_a_record_without_a_plan_is_a_case(tmp_path: Path) -> None:
    record = ("parties", "bodies", "memberships", "sources")
    tables = {name: None for name in TABLES if name not in record}
    folder = write_case(tmp_path, 'format = 1\nname = "r"\nas_of = 2024-10-01\n', tables)
    assert found(folder) == [("no-recipient", "requirements.csv", None, None, None)]
    assert load(folder).settings.horizon is None


def test_load_raises_all_findings_of_a_faulty_case(tmp_path: Path) -> None:
    folder = write_case(tmp_path, tables={"keys": "key,party,share\nequal,POL,-1\n"})
    with pytest.raises(InputError) as caught:
        load(folder)
    assert caught.value.findings == check(folder).findings


def test_tables_are_not_shared_between_two_loads(tmp_path: Path) -> None:
    one, two = load(write_case(tmp_path)), load(tmp_path)
    assert one.sha256 == two.sha256
    assert all(one.tables[n].equals(two.tables[n]) for n in one.tables)
    assert one.filled("capabilities")["carry"].dtype == pl.Float64


@pytest.mark.parametrize("folder", sorted(p.parent for p in CASES.glob("*/case.toml")), ids=str)
def test_the_published_cases_have_no_fault(folder: Path) -> None:
    faults = [f for f in check(folder).findings if f.severity == "fault"]
    assert faults == []
