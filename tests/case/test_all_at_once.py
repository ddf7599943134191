"""A folder with many different faults: each is reported once, at its place, and nothing besides."""

# ruff: noqa: E501 - one case a line

from __future__ import annotations

from pathlib import Path

from sample_case import TABLES, TOML, write_case

from foedus.case import check

CHANGES = {
    "parties": [("POL,ally", "POL,aly"), ("180000", '"180,5"')],
    "capabilities": [("Fire,Feu,1", "Fire,Feu,2")],
    "items": [("8,true", "8,oui"), ("0.003,0.05", "0.003,-0.05")],
    "yields": [("truck,lift,2", "truck,lift,0")],
    "stocks": [("POL,truck,20,0.1", "POL,truk,,0.1"), ("FRA,shell-155,500", "FRA,shell-155,NaN")],
    "inflows": [("2024-12", "12/2024")],
    "requirements": [("2024-11,2025-01,10", "2025-01,2024-11,10"), ("@europe", "@asia"), ("2024-10,,0,", "2024-10,,1e999,")],
    "budgets": [("2024-10,2025-03,5", "2024-10,2025-06,5"), ("FRA,2024-10", "FRX,2024-10")],
    "lines": [("200,FRA,shell-155,3", "200,FRA,shell-155,4")],
    "hubs": [("rzeszow,Rzeszów", "rzeszow, Rzeszów"), ("50.11,22.02", "50.45,30.6")],
    "routes": [("FRA,rzeszow,UKR,1,0.002,s1", "FRA,rzeszow,UKR,1"), ("POL,rzeszow,UKR,1,", "POL,rzeszow,UKR,1.5,")],
    "backfills": [("donor,party,item,source", "donor,party,item,source,item")],
    "restrictions": [("1000,nitro", "1000,nitrogen"), ("POL,own", "POL,mine")],
    "opt_outs": [("FRA,2025-08,2025-09,s1", "FRA,2025-08,2025-09,s1,extra")],
    "commitments": [("POL,UKR", "UKR,UKR")],
    "scenarios": [("0.25", "0.5")],
    "changes": [(",quantity,", ",quality,")],
    "keys": [("key,party,share", "key,party,shares")],
    "memberships": [("1999-03-12", "1999-02-30")],
    "terms": [("2024-01-01,2025-01-01", "2025-01-01,2024-01-01")],
    "statements": [("A. Person", "A. \u202ePerson")],
    "spending": [("2023", "2023.5")],
    "ledger": [("e2,POL", "e1,POL"), ("truck,4,1", "truck,four,1")],
}  # fmt: skip

EXPECTED = [
    ("missing-setting", "case.toml", None, "name"),
    ("number-format", "parties.csv", 2, "gdp"),
    ("unknown-choice", "parties.csv", 3, "kind"),
    ("out-of-range", "capabilities.csv", 2, "carry"),
    ("negative-number", "items.csv", 2, "mass"),
    ("not-a-boolean", "items.csv", 3, "whole"),
    ("not-positive", "yields.csv", 3, "quantity"),
    ("unknown-reference", "stocks.csv", 3, "item"),
    ("empty-cell", "stocks.csv", 3, "quantity"),
    ("not-finite", "stocks.csv", 4, "quantity"),
    ("not-a-month", "inflows.csv", 2, "month"),
    ("last-before-first", "requirements.csv", 3, "last"),
    ("not-finite", "requirements.csv", 6, "quantity"),
    ("empty-group", "requirements.csv", 7, "party"),
    ("overlapping-ranges", "budgets.csv", 3, "first"),
    ("unknown-reference", "budgets.csv", 4, "party"),
    ("unequal-rows", "lines.csv", 3, "lead"),
    ("hub-inside", "hubs.csv", 2, "hub"),
    ("blanks-around", "hubs.csv", 2, "name"),
    ("not-whole", "routes.csv", 2, "lag"),
    ("short-row", "routes.csv", 3, None),
    ("doubled-column", "backfills.csv", 1, "item"),
    ("unknown-reference", "restrictions.csv", 2, "maker"),
    ("unknown-choice", "restrictions.csv", 3, "kind"),
    ("long-row", "opt_outs.csv", 2, None),
    ("recipient-as-donor", "commitments.csv", 2, "donor"),
    ("misspelt-column", "keys.csv", 1, "share"),
    ("probability-sum", "scenarios.csv", None, "probability"),
    ("unknown-reference", "changes.csv", 2, "column"),
    ("no-such-day", "memberships.csv", 2, "from"),
    ("until-before-from", "terms.csv", 2, "until"),
    ("control-character", "statements.csv", 2, "speaker"),
    ("not-whole", "spending.csv", 2, "year"),
    ("duplicate-key", "ledger.csv", 3, "entry"),
    ("not-a-number", "ledger.csv", 3, "quantity"),
]


def dirty(folder: Path) -> Path:
    tables: dict[str, str | bytes | None] = {}
    for table, changes in CHANGES.items():
        text = TABLES[table]
        for old, new in changes:
            assert text.count(old) == 1, (table, old)
            text = text.replace(old, new)
        tables[table] = text
    tables["backfills"] = str(tables["backfills"]).replace("truck,s1", "truck,s1,truck")
    tables["ledger"] = str(tables["ledger"]).replace("r1,e1,s1", "r1,,s1")
    tables["priorities"] = b"rank,subject_en,subject_fr\n1,A,\xc9t\xe9\n"
    return write_case(folder, TOML.replace('name = "sound"\n', ""), tables)


def test_every_fault_is_reported_once_and_nothing_besides(tmp_path: Path) -> None:
    findings = check(dirty(tmp_path)).findings
    assert all(f.severity == "fault" for f in findings)
    found = sorted(((f.kind, f.file, f.row, f.column) for f in findings), key=str)
    expected = [*EXPECTED, ("not-utf-8", "priorities.csv", 2, None)]
    assert found == sorted(expected, key=str)


def test_findings_come_in_the_order_of_files_and_rows(tmp_path: Path) -> None:
    findings = check(dirty(tmp_path)).findings
    places: dict[str, list[int]] = {}
    for finding in findings:
        places.setdefault(finding.file, []).append(finding.row or 0)
    assert findings[0].file == "case.toml"
    files = [f.file for f in findings]
    assert [f for i, f in enumerate(files) if i == 0 or files[i - 1] != f] == list(places)
    assert all(rows == sorted(rows) for rows in places.values())
