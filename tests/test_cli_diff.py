"""``foedus diff`` as a user calls it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from foedus.cli import app, app_futures

assert app_futures  # its import adds the verb

TABLES = {
    "case.toml": """\
format = 1
name = "small"
title = { en = "A small case", fr = "Un petit cas" }
as_of = 2024-10-01
horizon = { start = "2024-10", months = 12 }
[plan]
levels = ["need", "cost"]
""",
    "parties.csv": "party,kind,source\nUKR,recipient,s1\nPOL,ally,s1\n",
    "capabilities.csv": ("capability,unit,name_en,name_fr,source\nfire,rounds,Fire,Feu,s1\n"),
    "items.csv": (
        "item,unit,name_en,name_fr,price,mass,source\nshell,rounds,Shell,Obus,0.003,0.05,s1\n"
    ),
    "yields.csv": "item,capability,quantity,source\nshell,fire,1,s1\n",
    "stocks.csv": "party,item,quantity,source\nPOL,shell,1000,s1\n",
    "requirements.csv": (
        "party,capability,kind,first,last,quantity,source\n"
        "UKR,fire,deliver,2024-12,,100,s1\nPOL,fire,floor,2024-10,,0,s1\n"
    ),
    "budgets.csv": "party,first,last,amount,source\nPOL,2024-10,,6,s1\n",
    "hubs.csv": "hub,name,capacity,source\nhub,A hub,900,s1\n",
    "routes.csv": "party,hub,recipient,lag,cost,source\nPOL,hub,UKR,1,0.001,s1\n",
    "scenarios.csv": (
        "scenario,reveal,name_en,name_fr,source\n"
        "stays,2025-01,As it is,Tel quel,s1\nends,2025-01,Aid ends,L'aide cesse,s1\n"
    ),
    "changes.csv": (
        "scenario,table,column,where,first,last,operation,value,source\n"
        "ends,budgets,amount,party=POL,2025-01,,set,0,\n"
        "ends,requirements,quantity,kind=deliver,2025-01,2025-03,scale,2,s1\n"
    ),
    "sources.csv": (
        "source,title,publisher,published,confidence\ns1,A title,A publisher,2024-09-01,official\n"
    ),
}


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """Return a small case with two scenarios."""
    for name, text in TABLES.items():
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def diff(*arguments: object) -> Result:
    words = ["diff", *map(str, arguments)]
    return CliRunner().invoke(app, words, env={"COLUMNS": "100", "LC_ALL": "C"})


def test_each_scenario_says_what_it_changes(case: Path) -> None:
    done = diff(case)
    assert done.exit_code == 0, done.stderr
    unchanged, changed = done.stdout.split("AID ENDS")
    assert "The case as it stands: nothing is changed." in unchanged
    assert "No odds are given. Plans may differ from January 2025." in changed
    assert "Budgets: amount each month = 0" in changed
    assert "Requirements: quantity × 2" in changed
    lines = [" ".join(line.split()) for line in changed.splitlines()]
    assert "Poland (assumed) Jan 2025 – Sep 2025 €6 million [1] €0 million" in lines
    need = "Ukraine · Fire · to be delivered Jan 2025 – Mar 2025 100 rounds [1] 200 rounds [1]"
    assert need in lines
    assert "Budgets €72 million €18 million −75%" in lines
    assert "To be delivered · Fire 1,000 rounds 1,300 rounds +30%" in lines
    assert "nations decide" in changed
    assert "1 of 2 changed rows rests on an assumption (50%) and is marked" in changed
    assert "in the order of their keys" not in changed
    assert "[1] A title, A publisher, 1 September 2024" in lines


def test_in_french_and_only_the_scenarios_named(case: Path) -> None:
    done = diff(case, "ends", "--lang", "fr")
    assert "TEL QUEL" not in done.stdout
    assert "multipli" not in done.stdout
    assert "Les plans peuvent différer à partir de janvier 2025." in done.stdout
    assert "(hypothèse)" in done.stdout


def test_as_json(case: Path) -> None:
    found = json.loads(diff(case, "--json").stdout)
    stays, ends = found["scenarios"]
    assert (stays["changes"], stays["totals"], stays["probability"]) == ([], [], None)
    assert stays["sha256"] == found["stamp"]["inputs"]["case"] != ends["sha256"]
    aid, need = ends["changes"]
    assert (aid["basis"], need["basis"], need["source"]) == ("assumed", "sourced", "s1")
    assert aid["rows"] == [
        {
            "row": {"party": "POL"},
            "first": "2025-01",
            "last": "2025-09",
            "before": 6.0,
            "after": 0.0,
        }
    ]
    assert ends["totals"][0]["group"] == {"capability": "fire"}
    assert [(row["steps"], row["basis"]) for row in ends["net"]] == [
        ([0], "assumed"),
        ([1], "sourced"),
    ]
    assert found["findings"] == []


def test_as_a_page(case: Path, tmp_path: Path) -> None:
    page = tmp_path / "diff.html"
    done = diff(case, "--html", page)
    assert done.exit_code == 0
    text = page.read_text("utf-8")
    assert "<h2>Aid ends</h2>" in text or "Aid ends" in text
    assert "assumed" in text
    assert "Decision support" in text


def test_faults(case: Path) -> None:
    unknown = diff(case, "end")
    assert unknown.exit_code == 2
    assert 'scenario: "end" is unknown; nearest: "ends"' in unknown.stderr
    (case / "scenarios.csv").unlink()
    (case / "changes.csv").unlink()
    none = diff(case)
    assert none.exit_code == 2
    assert "lists no scenarios" in none.stderr


def test_many_rows_are_counted(case: Path) -> None:
    parties = "".join(f"P{n:02d},ally,s1\n" for n in range(20))
    budgets = "".join(f"P{n:02d},2024-10,,6,s1\n" for n in range(20))
    for name, more in (("parties", parties), ("budgets", budgets)):
        file = case / f"{name}.csv"
        file.write_text(TABLES[f"{name}.csv"] + more, "utf-8")
    (case / "changes.csv").write_text(
        "scenario,table,column,where,first,last,operation,value,source\n"
        "ends,budgets,amount,*,2025-01,,add,-1.5,s1\n",
        "utf-8",
    )
    done = diff(case, "ends")
    assert "and 9 more rows to which the same is done" in done.stdout
    diff(case, "ends", "--html", case / "diff.html")
    page = (case / "diff.html").read_text("utf-8")
    assert all(f"P{n:02d}" in page for n in range(20))
    assert "more rows" not in page
    assert "Budgets: amount each month − 1.5" in " ".join(done.stdout.split())


CHANGES = "scenario,table,column,where,first,last,operation,value,source\n"


def said(case: Path, *changes: str, language: str = "en") -> list[str]:
    (case / "changes.csv").write_text(CHANGES + "\n".join(changes), "utf-8")
    done = diff(case, "ends", "--lang", language)
    assert done.exit_code == 0, done.stderr
    return [" ".join(line.split()) for line in done.stdout.splitlines()]


def test_changes_of_one_row_are_shown_as_one(case: Path) -> None:
    lines = said(
        case,
        "ends,stocks,quantity,party=POL,2024-10,,add,-15,s1",
        "ends,stocks,quantity,item=shell,2024-10,,add,15,s1",
    )
    assert "Stocks: units held + 15, then − 15" in lines
    assert "Poland · Shell throughout 1,000 rounds [1] 1,000 rounds [1]" in lines
    assert "Stocks · Shell 1,000 rounds 1,000 rounds unchanged" in lines
    assert "in the order of their keys" in " ".join(lines)
    assert "All" not in lines[-3]


def test_a_row_that_is_assumed_is_marked_though_its_change_has_a_source(case: Path) -> None:
    (case / "budgets.csv").write_text("party,first,last,amount,source\nPOL,2024-10,,6,\n", "utf-8")
    lines = said(case, "ends,budgets,amount,party=POL,2024-10,,scale,1.0001,s1")
    assert "Poland (assumed) Oct 2024 – Sep 2025 €6 million €6 million [1]" in lines
    assert "Budgets €72 million €72 million less than +1%" in lines
    assert "The changed row rests on an assumption: its own, or that of the change." in lines


def test_rows_of_several_changes_to_which_the_same_is_done_stand_together(case: Path) -> None:
    budgets = TABLES["budgets.csv"] + "FRA,2024-10,,4,s1\n"
    (case / "budgets.csv").write_text(budgets, "utf-8")
    (case / "parties.csv").write_text(TABLES["parties.csv"] + "FRA,ally,s1\n", "utf-8")
    halves = [f"ends,budgets,amount,party={p},2024-10,,scale,0.5,s1" for p in ("POL", "FRA")]
    assert said(case, *halves).count("Budgets: amount each month × 0.5") == 1
    values = [
        f"ends,budgets,amount,party={party},2024-10,,set,{value},s1"
        for party, value in (("POL", 1), ("FRA", 2))
    ]
    assert said(case, *values).count("Budgets: amount each month, set row by row") == 1


def test_french_names_have_their_apostrophes(case: Path) -> None:
    lines = said(case, "ends,budgets,amount,party=POL,2024-10,,set,0,s1", language="fr")
    assert "L’AIDE CESSE" in lines
    assert not any("'" in line for line in lines)
