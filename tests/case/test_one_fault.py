"""Each fault of a cell, a row or a reference: named once, at its place, and nothing besides."""

# ruff: noqa: E501 - one case a line

from __future__ import annotations

from pathlib import Path

import pytest
from sample_case import TABLES, TOML, found, slim, with_cell, write_case

from foedus.case import check

CELLS = [
    # table, what stands there, what is written instead, kind, row, column, value, details
    ("stocks", "POL,truck,20", "POL,truck,", "empty-cell", 3, "quantity", None, {}),
    ("items", "Shell,Obus", ",Obus", "empty-name", 2, "name_en", None, {}),
    ("stocks", "truck,20", 'truck,"1,5"', "number-format", 3, "quantity", "1,5", {"nearest": "1.5"}),
    ("stocks", "truck,20", "truck,1 000", "number-format", 3, "quantity", "1 000", {"nearest": "1000"}),
    ("stocks", "truck,20", "truck,NaN", "not-finite", 3, "quantity", "NaN", {}),
    ("stocks", "truck,20", "truck,-inf", "not-finite", 3, "quantity", "-inf", {}),
    ("stocks", "truck,20", "truck,1e999", "not-finite", 3, "quantity", "1e999", {}),
    ("stocks", "truck,20", "truck,many", "not-a-number", 3, "quantity", "many", {}),
    ("stocks", "truck,20", "truck,0x10", "not-a-number", 3, "quantity", "0x10", {}),
    ("stocks", "truck,20", "truck,1_0", "number-format", 3, "quantity", "1_0", {"nearest": "10"}),
    ("stocks", "truck,20", "truck,٣", "not-a-number", 3, "quantity", "٣", {}),
    ("stocks", "truck,20", "truck,-1", "negative-number", 3, "quantity", "-1", {}),
    ("stocks", "truck,20", "truck, 20", "blanks-around", 3, "quantity", " 20", {"nearest": "20"}),
    ("stocks", "truck,20", "truck,#N/A", "cell-error", 3, "quantity", "#N/A", {}),
    ("yields", "truck,lift,2", "truck,lift,0", "not-positive", 3, "quantity", "0", {}),
    ("capabilities", "Transport,0.5", "Transport,1.5", "out-of-range", 3, "carry", "1.5", {"minimum": "0", "maximum": "1"}),
    ("parties", "52.2,21.0", "95,21.0", "out-of-range", 3, "lat", "95", {"minimum": "-90", "maximum": "90"}),
    ("routes", "FRA,rzeszow,UKR,1", "FRA,rzeszow,UKR,1.5", "not-whole", 3, "lag", "1.5", {}),
    ("spending", "2023", "1e300", "not-whole", 2, "year", "1e300", {}),
    ("inflows", "2024-12", "12/2024", "not-a-month", 2, "month", "12/2024", {"nearest": "2024-12"}),
    ("inflows", "2024-12", "2024-12-01", "not-a-month", 2, "month", "2024-12-01", {"nearest": "2024-12"}),
    ("inflows", "2024-12", "2024-13", "not-a-month", 2, "month", "2024-13", {"nearest": "YYYY-MM"}),
    ("inflows", "2024-12", "0000-12", "not-a-month", 2, "month", "0000-12", {"nearest": "YYYY-MM"}),
    ("inflows", "2024-12", "décembre 2024", "not-a-month", 2, "month", "décembre 2024", {"nearest": "2024-12"}),
    ("memberships", "1999-03-12", "12.3.1999", "not-a-date", 2, "from", "12.3.1999", {"nearest": "YYYY-MM-DD"}),
    ("memberships", "1999-03-12", "1999-02-30", "no-such-day", 2, "from", "1999-02-30", None),
    ("statements", "en,true", "en,TRUE", "not-a-boolean", 2, "quoted", "TRUE", {}),
    ("items", "8,true", "8,vrai", "not-a-boolean", 3, "whole", "vrai", {}),
    ("parties", "POL,ally", "POL,aly", "unknown-choice", 3, "kind", "aly", {"nearest": "ally", "choices": "ally, partner, recipient, institution"}),
    ("bodies", "consensus", "a;b", "key-letter", 2, "rule", "a;b", {"letter": ";"}),
    ("bodies", "consensus", '"a""b"', "key-letter", 2, "rule", 'a"b', {"letter": '"'}),
    ("bodies", "consensus", "a=b", "key-letter", 2, "rule", "a=b", {"letter": "="}),
    ("bodies", "consensus", "@b", "key-start", 2, "rule", "@b", {"letter": "@"}),
    ("bodies", "consensus", "*", "key-start", 2, "rule", "*", {"letter": "*"}),
    ("bodies", "consensus", "con\u202esensus", "control-character", 2, "rule", "con\u202esensus", {"code": "U+202E"}),
    ("bodies", "consensus", "con\0sensus", "control-character", 2, "rule", "con\0sensus", {"code": "U+0000"}),
    ("bodies", "consensus", '"con\nsensus"', "control-character", 2, "rule", "con\nsensus", {"code": "U+000A"}),
    ("bodies", "Council,Conseil", "Coun\u2066cil,Conseil", "control-character", 2, "name_en", "Coun\u2066cil", {"code": "U+2066"}),
    ("bodies", "Council,Conseil", "Council\u00a0,Conseil", "blanks-around", 2, "name_en", "Council\u00a0", {"nearest": "Council"}),
    ("statements", "Second.", "Sec\u202eond.", "control-character", 2, "words", "First.\nSec\u202eond.", {"code": "U+202E"}),
    ("parties", "FRA,ally,europe;eu", "FRA,ally,europe; eu", "keys-list", 4, "groups", "europe; eu", {"nearest": "europe;eu"}),
    ("parties", "FRA,ally,europe;eu", "FRA,ally,@europe;eu", "key-start", 4, "groups", "@europe;eu", {"letter": "@"}),
    ("stocks", "POL,truck,20", "POL,truk,20", "unknown-reference", 3, "item", "truk", {"nearest": "truck"}),
    ("stocks", "POL,truck,20", "POL,TRUCK,20", "unknown-reference", 3, "item", "TRUCK", {"nearest": "truck"}),
    ("stocks", "POL,truck,20", "POL,qqqq,20", "no-such-name", 3, "item", "qqqq", {"table": "items.csv"}),
    ("stocks", "20,0.1,s1", "20,0.1,s9", "unknown-reference", 3, "source", "s9", None),
    ("restrictions", "1000,nitro", "1000,nitrro", "unknown-reference", 2, "maker", "nitrro", {"nearest": "nitro"}),
    ("restrictions", "5,FRA", "5,FRB", "unknown-reference", 3, "maker", "FRB", {"nearest": "FRA"}),
    ("ledger", "r1,e1", "r1,e7", "unknown-reference", 3, "of", "e7", None),
    ("requirements", "@europe,fire", "@asia,fire", "empty-group", 7, "party", "@asia", {"known": "@eu, @europe"}),
    ("requirements", "fire,hold", "fire,floor", "group-not-allowed", 7, "party", "@europe", {}),
    ("stocks", "FRA,shell-155,500", "@europe,shell-155,500", "no-such-name", 4, "party", "@europe", None),
    ("requirements", "2024-11,2025-01,10", "2024-11,2024-10,10", "last-before-first", 3, "last", "2024-10", {"start": "2024-11"}),
    ("terms", "2024-01-01,2025-01-01", "2024-01-01,2024-01-01", "until-before-from", 2, "until", "2024-01-01", None),
    ("requirements", "2025-02,,12", "2025-01,,12", "overlapping-ranges", 4, "first", "2025-01", {"other_row": "3"}),
    ("budgets", "2024-10,2025-03,5", "2024-10,,5", "overlapping-ranges", 3, "first", "2025-04", {"other_row": "2"}),
    ("requirements", "2025-02,,12,,", "2025-02,,12,3,", "unequal-rows", 4, "priority", "3", {"first_row": "3", "expected": "1"}),
    ("lines", "200,FRA,shell-155,3,0.004", "200,FRA,shell-155,4,0.004", "unequal-rows", 3, "lead", "4", {"first_row": "2", "expected": "3"}),
    ("lines", "200,FRA,shell-155,3,0.004", "200,POL,shell-155,3,0.004", "unequal-rows", 3, "party", "POL", {"first_row": "2", "expected": "FRA"}),
    ("stocks", "POL,truck,20", "POL,shell-155,20", "duplicate-key", 3, "party, item", "POL, shell-155", {"first_row": "2"}),
    ("bodies", "council,", "council,A,B,,s1\ncouncil,", "duplicate-key", 3, "body", "council", {"first_row": "2"}),
    ("scenarios", "0.25", "0.5", "probability-sum", None, "probability", "1.25", {}),
    ("scenarios", "calm,0.25", "calm,", "probability-missing", 2, "probability", None, {}),
    ("commitments", "POL,UKR", "UKR,UKR", "recipient-as-donor", 2, "donor", "UKR", {}),
    ("backfills", "FRA,POL", "UKR,POL", "recipient-as-donor", 2, "donor", "UKR", {}),
    ("changes", "storm,requirements", "storm,requirement", "unknown-reference", 2, "table", "requirement", {"nearest": "requirements"}),
    ("changes", "storm,requirements", "storm,ledger", "unknown-reference", 2, "table", "ledger", None),
    ("changes", ",quantity,", ",quantty,", "unknown-reference", 2, "column", "quantty", {"nearest": "quantity"}),
    ("changes", ",quantity,", ",capability,", "change-of-no-number", 2, "column", "capability", {"known": "quantity, priority"}),
    ("changes", "party=UKR", "prty=UKR", "where-column", 2, "where", "prty=UKR;capability=fire", {"part": "prty", "nearest": "party"}),
    ("changes", "party=UKR", "party", "where-form", 2, "where", "party;capability=fire", {"part": "party"}),
    ("changes", "party=UKR", "party=UKX", "where-no-row", 2, "where", "party=UKX;capability=fire", {"part": "party=UKX", "nearest": "party=UKR"}),
    ("changes", "storm,req", "stom,req", "unknown-reference", 2, "scenario", "stom", {"nearest": "storm"}),
    ("hubs", "50.11,22.02", "49.84,24.03", "hub-inside", 2, "hub", "rzeszow", {"recipient": "UKR"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("table", "old", "new", "kind", "row", "column", "value", "details"),
    CELLS,
    ids=[f"{case[3]}-{place}" for place, case in enumerate(CELLS)],
)
def test_a_faulty_cell(
    tmp_path: Path,
    table: str,
    old: str,
    new: str,
    kind: str,
    row: int | None,
    column: str,
    value: str | None,
    details: dict[str, str] | None,
) -> None:
    checked = check(write_case(tmp_path, tables=slim(table) | with_cell(table, old, new)))
    faults = [f for f in checked.findings if f.severity == "fault"]
    assert [(f.kind, f.file, f.row, f.column, f.value) for f in faults] == [
        (kind, f"{table}.csv", row, column, value)
    ]
    assert details is None or dict(faults[0].details) == details
    assert checked.case is None


HEADERS = [
    ("keys", "key,party,share", " key,party,share", "blanks-around", "key", " key"),
    ("keys", "key,party,share", "key,party", "missing-column", "share", None),
    ("keys", "key,party,share", "key,party,shares", "misspelt-column", "share", "shares"),
    ("keys", "key,party,share", "Key,party,share", "misspelt-column", "key", "Key"),
]


@pytest.mark.parametrize(("table", "old", "new", "kind", "column", "value"), HEADERS)
def test_a_faulty_header(
    tmp_path: Path, table: str, old: str, new: str, kind: str, column: str, value: str | None
) -> None:
    text = TABLES[table].replace(old, new, 1)
    if new.count(",") < old.count(","):
        text = "\n".join(
            ",".join(r.split(",")[:2] + r.split(",")[3:]) for r in TABLES[table].split("\n")
        )
    faults = found(write_case(tmp_path, tables={table: text}))
    assert faults == [(kind, f"{table}.csv", 1, column, value)]


def test_a_doubled_column_hides_no_name_and_invents_nothing(tmp_path: Path) -> None:
    rows = [f"{row},{row.split(',')[0]}" for row in TABLES["items"].splitlines()]
    faults = found(write_case(tmp_path, tables={"items": "\n".join(rows)}))
    assert faults == [("doubled-column", "items.csv", 1, "item", "item")]


def test_a_column_without_name(tmp_path: Path) -> None:
    rows = [f"{row}," for row in TABLES["keys"].splitlines()]
    assert found(write_case(tmp_path / "a", tables={"keys": "\n".join(rows)})) == []
    rows[2] += "lost"
    faults = found(write_case(tmp_path / "b", tables={"keys": "\n".join(rows)}))
    assert faults == [("unnamed-column", "keys.csv", 3, "5", "lost")]


def test_short_and_long_rows_keep_their_names_known(tmp_path: Path) -> None:
    text = TABLES["items"].replace(
        "truck,trucks,Truck,Camion,0.2,8,true,s1", "truck,trucks,Truck,Camion,0,2,8,true,s1"
    )
    text = text.replace("shell-155,rounds,Shell,Obus,0.003,0.05,false,s1", "shell-155,rounds")
    faults = found(write_case(tmp_path, tables={"items": text}))
    assert faults == [
        ("short-row", "items.csv", 2, None, "shell-155,rounds"),
        ("long-row", "items.csv", 3, None, "truck,trucks,Truck,Camion,0,2,8,true,s1"),
    ]


def test_a_blank_around_a_name_does_not_make_it_unknown_elsewhere(tmp_path: Path) -> None:
    faults = found(write_case(tmp_path, tables=with_cell("items", "truck,trucks", "truck ,trucks")))
    assert faults == [("blanks-around", "items.csv", 3, "item", "truck ")]


def test_rows_are_numbered_as_a_spreadsheet_does(tmp_path: Path) -> None:
    text = 'party,item,quantity,note,source\n\nPOL,shell-155,1000,"a\nb\nc",s1\n,,,,\nPOL,truck,-5,,s1\nFRA,shell-155,500,,s1\n'
    faults = found(write_case(tmp_path, tables={"stocks": text}))
    assert [f[:4] for f in faults] == [("negative-number", "stocks.csv", 5, "quantity")]


def test_an_absent_table_is_named_once(tmp_path: Path) -> None:
    tables = {"hubs": None}
    faults = found(write_case(tmp_path, tables=tables))
    assert faults == [("absent-table", "routes.csv", 2, "hub", "rzeszow")]


def test_a_requirement_that_no_item_serves_is_named_once(tmp_path: Path) -> None:
    text = "".join(r for r in TABLES["yields"].splitlines(keepends=True) if "lift" not in r)
    faults = found(write_case(tmp_path, tables={"yields": text}))
    assert faults == [("no-item-serves", "requirements.csv", 3, "capability", "lift")]


def test_a_donor_that_the_plan_key_does_not_name(tmp_path: Path) -> None:
    tables = with_cell("keys", "equal,FRA", "other,FRA")
    findings = check(write_case(tmp_path, tables=tables)).findings
    assert [(f.kind, f.file, f.row, f.column, f.value, dict(f.details)) for f in findings] == [
        ("donor-without-share", "stocks.csv", 4, "party", "FRA", {"key": "equal"})
    ]


def test_a_key_without_positive_share(tmp_path: Path) -> None:
    text = TABLES["keys"].replace(",1,", ",0,")
    findings = check(write_case(tmp_path, tables={"keys": text})).findings
    assert [(f.kind, f.row, f.column) for f in findings if f.severity == "fault"] == [
        ("no-positive-share", 2, "share")
    ]


def test_a_donor_that_opts_out_of_all_months_needs_no_share(tmp_path: Path) -> None:
    tables = with_cell("keys", "equal,FRA,1,s1\n", "")
    tables["opt_outs"] = "party,first,last,source\nFRA,2024-10,2025-01,s1\nFRA,2025-02,,s1\n"
    assert found(write_case(tmp_path, tables=tables)) == []


def test_a_recipient_with_stock_needs_no_share(tmp_path: Path) -> None:
    tables = with_cell("stocks", "POL,truck", "UKR,truck")
    assert [f[0] for f in found(write_case(tmp_path, tables=tables))] == ["need-before-arrival"]


def test_one_fault_does_not_hide_another_in_its_row(tmp_path: Path) -> None:
    text = "party,item,quantity,value,source\nPOX,truck,-1,x,s1\nPOL,shell-155,1000,,s1\nFRA,shell-155,500,,s1\n"
    faults = found(write_case(tmp_path, tables={"stocks": text}))
    assert [f[0] for f in faults] == ["unknown-reference", "negative-number", "not-a-number"]


def test_many_faults_of_a_kind_are_counted(tmp_path: Path) -> None:
    rows = [f"e{i},POL,UKR,military,pledge,soon,truck,1,1,EUR,r1,,s1" for i in range(1000)]
    text = TABLES["ledger"].splitlines()[0] + "\n" + "\n".join(rows)
    findings = check(write_case(tmp_path, tables={"ledger": text})).findings
    assert len(findings) == 201
    more = [f for f in findings if f.kind == "and-more"]
    assert [(f.file, f.column, f.details["count"]) for f in more] == [("ledger.csv", "date", "800")]


SETTINGS = [
    ("format = 1\n", "", "missing-setting", "format", None),
    ("format = 1", "format = 2", "newer-format", "format", "2"),
    ("format = 1", 'format = "one"', "not-a-format", "format", "one"),
    ('name = "sound"\n', "", "missing-setting", "name", None),
    ('name = "sound"', 'name = "../sound"', "not-a-name", "name", "../sound"),
    ("as_of = 2024-10-01\n", "", "missing-setting", "as_of", None),
    ("as_of = 2024-10-01", 'as_of = "1 October"', "not-a-date", "as_of", "1 October"),
    ("as_of = 2024-10-01", "as_of = 2024-10-01T10:00:00", "not-a-date", "as_of", "2024-10-01 10:00:00"),
    ("months = 12", "months = 0", "horizon-months", "horizon.months", "0"),
    ("months = 12", "months = -3", "horizon-months", "horizon.months", "-3"),
    ("months = 12", "months = 1e3", "horizon-months", "horizon.months", "1000.0"),
    ("months = 12", "months = 99999999", "horizon-months", "horizon.months", "99999999"),
    ('"2024-10", months', '"10/2024", months', "not-a-month", "horizon.start", "10/2024"),
    ('{ start = "2024-10", months = 12 }', '"2024-10"', "not-a-group", "horizon", "2024-10"),
    ('start = "2024-10", ', "", "missing-setting", "horizon.start", None),
    ('"EUR"', '"euro"', "not-a-currency", "money.currency", "euro"),
    ("price_year = 2024", "price_year = 24", "not-a-year", "money.price_year", "24"),
    ('"cost"]', '"costs"]', "unknown-level", "plan.levels", "need; readiness; fairness; costs"),
    ('["need", "readiness", "fairness", "cost"]', '["fairness", "need"]', "need-after-fairness", "plan.levels", "fairness; need"),
    ('["need", "readiness", "fairness", "cost"]', '["need", "need"]', "levels-list", "plan.levels", "need; need"),
    ('["need", "readiness", "fairness", "cost"]', '"need"', "levels-list", "plan.levels", "need"),
    ('key = "equal"', 'key = "gdp"', "unknown-key", "plan.key", "gdp"),
    ('key = "equal"', "key = 3", "not-text", "plan.key", "3"),
    ('key = "equal"', "", "no-key", "plan.key", None),
    ('key = "equal"', 'key = "equal"\nwhole = "yes"', "not-a-boolean", "plan.whole", "yes"),
    ('title = { en = "A sound case", fr = "Un cas valable" }', 'title = "Sound"', "not-a-group", "title", "Sound"),
    ('horizon = { start = "2024-10", months = 12 }\n', "", "no-horizon", "horizon", None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "kind", "column", "value"),
    SETTINGS,
    ids=[f"{s[2]}-{i}" for i, s in enumerate(SETTINGS)],
)
def test_a_faulty_setting(
    tmp_path: Path, old: str, new: str, kind: str, column: str, value: str | None
) -> None:
    assert TOML.count(old) == 1
    folder = write_case(tmp_path, TOML.replace(old, new), slim("keys"))
    faults = [f for f in check(folder).findings if f.severity == "fault"]
    assert [(f.kind, f.file, f.row, f.column, f.value) for f in faults] == [
        (kind, "case.toml", None, column, value)
    ]


def test_an_unknown_setting_is_a_warning(tmp_path: Path) -> None:
    folder = write_case(tmp_path, TOML + "wholes = true\n")
    findings = check(folder).findings
    assert [(f.severity, f.kind, f.column, f.details["nearest"]) for f in findings] == [
        ("warning", "unknown-setting", "plan.wholes", "plan.whole")
    ]


@pytest.mark.parametrize(
    ("toml", "row"),
    [
        ("format = 1\nname =\n", 2),
        ("[[[" * 4000, None),
        ("months = " + "9" * 5000, None),
        ("a = 1\na = 2\n", 2),
    ],
)
def test_broken_toml(tmp_path: Path, toml: str, row: int | None) -> None:
    findings = check(write_case(tmp_path, toml)).findings
    assert [(f.kind, f.file) for f in findings] == [("broken-toml", "case.toml")]
    assert row is None or findings[0].row == row
