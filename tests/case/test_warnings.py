# ruff: noqa: E501 - one case a line
from __future__ import annotations

from pathlib import Path

import pytest
from sample_case import TABLES, TOML, slim, with_cell, write_case

from foedus.case import check

Place = tuple[str, str, int | None, str | None]


def warnings(folder: Path) -> list[Place]:
    checked = check(folder)
    assert checked.case is not None
    assert checked.case.warnings == checked.findings
    assert all(f.severity == "warning" for f in checked.findings)
    return [(f.kind, f.file, f.row, f.column) for f in checked.findings]


WARNINGS: list[tuple[str, str, str, list[Place]]] = [
    ("sources", "research\n", "assumption\n", []),
    ("stocks", "POL,truck,20,0.1,s1", "POL,truck,20,0.1,", [("assumed-rows", "stocks.csv", None, "source")]),
    ("sources", "2024-09-01", "2024-10-02", [("later-source", "sources.csv", 2, "published")]),
    ("sources", "2024-09-01", "2024-10-01", []),
    ("sources", "2024-08-01", "2023-10-01", []),
    ("sources", "2024-08-01", "2023-09-30", [("old-source", "sources.csv", 3, "published")]),
    ("requirements", "FRA,fire,floor,2024-10,,1,,s1\n", "", [("no-floor", "stocks.csv", 4, "party")]),
    ("requirements", "2024-10,,300", "2024-10,,3000", [("low-stock", "requirements.csv", 5, "quantity")]),
    ("requirements", "fire,deliver,2024-11", "fire,deliver,2024-10", [("need-before-arrival", "requirements.csv", 2, "first")]),
    ("requirements", "2024-11,,400", "2024-09,,400", [
        ("range-clipped", "requirements.csv", 2, "first"),
        ("need-before-arrival", "requirements.csv", 2, "first"),
    ]),
    ("requirements", "2025-02,,12", "2025-02,2026-01,12", [("range-clipped", "requirements.csv", 4, "last")]),
    ("requirements", "2025-02,,12", "2026-02,,12", [("range-outside", "requirements.csv", 4, "first")]),
    ("opt_outs", "2025-08,2025-09", "2024-08,2024-09", [("range-outside", "opt_outs.csv", 2, "first")]),
    ("inflows", "2024-12", "2025-12", [("inflow-outside", "inflows.csv", 2, "month")]),
    ("commitments", "2025-01", "2026-01", [("commitment-outside", "commitments.csv", 2, "by")]),
    ("scenarios", "0.25,2025-01", "0.25,2024-09", [("reveal-outside", "scenarios.csv", 2, "reveal")]),
    ("keys", "equal,FRA,1", "equal,FRA,0", [("zero-share", "keys.csv", 3, "share")]),
    ("routes", "POL,rzeszow", "UKR,rzeszow", [
        ("no-route", "stocks.csv", 2, "party"),
        ("need-before-arrival", "requirements.csv", 3, "first"),
    ]),
    ("routes", "POL,rzeszow,UKR,1", "POL,rzeszow,UKR,10", [
        ("need-before-arrival", "requirements.csv", 3, "first"),
        ("short-horizon", "case.toml", None, "horizon.months"),
    ]),
    ("keys", "key,party,share,source\n", "key,party,share,source,colour\n", [("unknown-column", "keys.csv", 1, "colour")]),
]  # fmt: skip


@pytest.mark.parametrize(("table", "old", "new", "expected"), WARNINGS)
def test_a_warning(tmp_path: Path, table: str, old: str, new: str, expected: list[Place]) -> None:
    assert TABLES[table].count(old) == 1
    text = TABLES[table].replace(old, new)
    if "colour" in new:
        text = text.replace("s1\n", "s1,\n")
    found = warnings(write_case(tmp_path, tables=slim("keys") | {table: text}))
    assert sorted(found, key=str) == sorted(expected, key=str)


def test_assumptions_are_counted_once_a_table(tmp_path: Path) -> None:
    tables = {
        "sources": TABLES["sources"].replace("official", "assumption"),
        "keys": TABLES["keys"].replace("s1", "s2"),
        "hubs": TABLES["hubs"].replace("s1", ""),
    }
    found = check(write_case(tmp_path, tables=tables)).findings
    counts = {f.file: (f.details["count"], f.details["total"]) for f in found}
    assert {f.kind for f in found} == {"assumed-rows"}
    assert "keys.csv" not in counts
    assert "sources.csv" not in counts
    assert counts["stocks.csv"] == ("3", "3")
    assert counts["hubs.csv"] == ("1", "1")


def test_a_line_that_delivers_nothing_within_the_horizon(tmp_path: Path) -> None:
    text = TABLES["lines"].replace("shell-155,3,", "shell-155,12,")
    assert warnings(write_case(tmp_path / "lead", tables={"lines": text})) == [
        ("short-horizon", "case.toml", None, "horizon.months"),
        ("line-too-slow", "lines.csv", 2, "line"),
    ]
    text = TABLES["lines"].replace(",100,", ",0,").replace(",200,", ",0,")
    assert warnings(write_case(tmp_path / "capacity", tables={"lines": text})) == [
        ("line-too-slow", "lines.csv", 2, "line")
    ]


def test_a_need_that_nothing_serves_in_time_or_at_all(tmp_path: Path) -> None:
    without = {"stocks": TABLES["stocks"].replace("POL,truck,20,0.1,s1,\n", "")}
    found = check(write_case(tmp_path / "a", tables=without)).findings
    assert [(f.kind, f.row, f.details["earliest"]) for f in found] == [
        ("need-before-arrival", 3, "2025-01")
    ]
    without["inflows"] = None
    assert warnings(write_case(tmp_path / "b", tables=without)) == [
        ("need-without-supply", "requirements.csv", 3, "capability")
    ]


def test_what_a_recipient_gets_by_itself_counts_as_supply(tmp_path: Path) -> None:
    tables = {
        "stocks": TABLES["stocks"].replace("POL,truck,20,0.1,s1,\n", ""),
        "inflows": TABLES["inflows"].replace("FRA,truck,2024-12", "UKR,truck,2024-11"),
    }
    assert warnings(write_case(tmp_path, tables=tables)) == []


def test_files_that_are_no_tables(tmp_path: Path) -> None:
    write_case(tmp_path)
    for name in ("stock.csv", "README.md", "Keys.CSV", "notes.parquet", "map.png"):
        (tmp_path / name).write_text("a,b\n")
    found = check(tmp_path).findings
    assert [(f.kind, f.file, f.details["nearest"]) for f in found] == [
        ("unknown-file", "Keys.CSV", "keys.csv"),
        ("unknown-file", "notes.parquet", "routes.parquet"),
        ("unknown-file", "stock.csv", "stocks.csv"),
    ]


def test_a_leap_day_has_a_year_before(tmp_path: Path) -> None:
    folder = write_case(tmp_path, TOML.replace("as_of = 2024-10-01", "as_of = 2024-02-29"))
    assert {f[0] for f in warnings(folder)} == {"later-source"}


@pytest.mark.parametrize(
    ("table", "old", "new", "kind"),
    [
        ("requirements", "UKR,fire,deliver", "UKX,fire,deliver", "unknown-reference"),
        ("requirements", "UKR,fire,deliver", "@eu,fire,deliver", "group-not-allowed"),
        ("requirements", "UKR,fire,deliver", "UKR,fire,delivr", "unknown-choice"),
        ("requirements", "UKR,fire,deliver", "UKR,fir,deliver", "unknown-reference"),
        ("yields", "truck,lift", "truk,lift", "unknown-reference"),
        ("stocks", "POL,truck", "PLO,truck", "unknown-reference"),
        ("lines", "100,FRA,shell-155", "100,FRA,shel-155", "unknown-reference"),
        ("opt_outs", "2025-09", "2025-9", "not-a-month"),
    ],
)
def test_a_fault_does_not_invent_a_warning(
    tmp_path: Path, table: str, old: str, new: str, kind: str
) -> None:
    findings = check(write_case(tmp_path, tables=slim(table) | with_cell(table, old, new))).findings
    assert {f.kind for f in findings} <= {kind, "unequal-rows"}


def test_warnings_that_need_a_sound_table_are_not_guessed(tmp_path: Path) -> None:
    tables = {"routes": TABLES["routes"].replace("POL,rzeszow,UKR,1", "POL,rzeszow,UKR,soon")}
    found = check(write_case(tmp_path, tables=tables)).findings
    assert [f.kind for f in found] == ["not-a-number"]
