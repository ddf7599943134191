"""``foedus futures`` and ``foedus plan --scenario`` as a user calls them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from foedus.cli import app, app_futures

assert app_futures  # its import adds the verb

HAND = Path(__file__).parent / "fixtures" / "hand"
SCENARIOS = """scenario,probability,reveal,name_en,name_fr,source
calm,{0},2024-11,All is calm,Tout est calme,example
storm,{1},2024-11,The works stop,L'usine s'arrête,example
"""
CHANGES = """scenario,table,column,where,first,last,operation,value,source
storm,lines,capacity,line=shell-works,2024-12,,set,0,
"""


def invoke(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments), env={"COLUMNS": "110", "LC_ALL": "C"})


def made(folder: Path, odds: tuple[str, str] = ("", "")) -> str:
    """The case solved by hand, with two scenarios; return its place."""
    case = folder / "case"
    shutil.copytree(HAND, case)
    (case / "scenarios.csv").write_text(SCENARIOS.format(*odds), "utf-8")
    (case / "changes.csv").write_text(CHANGES, "utf-8")
    return str(case)


def test_the_page_on_a_terminal(tmp_path: Path) -> None:
    shown = invoke("futures", made(tmp_path))
    assert shown.exit_code == 0, shown.output
    assert "Do now, whatever happens:" in shown.stdout
    assert "WHAT EACH FIRST STAGE WOULD BE REGRETTED FOR" in shown.stdout
    assert "Decision support" in shown.stdout


def test_french(tmp_path: Path) -> None:
    shown = invoke("futures", made(tmp_path), "--lang", "fr")
    assert shown.exit_code == 0
    assert "L’usine s’arrête" in shown.stdout


def test_json(tmp_path: Path) -> None:
    shown = invoke("futures", made(tmp_path, ("0.5", "0.5")), "--json")
    answer = json.loads(shown.stdout)
    assert list(answer)[:6] == ["levels", "scenarios", "evpi", "vss", "moves", "stamp"]
    assert answer["objective"] == "expected"
    assert answer["evpi"] >= 0
    assert {"calm"} <= {name for move in answer["moves"] for name in move["in"]}


def test_page_pictures_and_tables(tmp_path: Path) -> None:
    page, folder = tmp_path / "page.html", tmp_path / "out"
    shown = invoke("futures", made(tmp_path), "--html", str(page), "--out", str(folder))
    assert shown.exit_code == 0
    assert page.read_text("utf-8").count("<figure>") == 3
    names = {file.name for file in folder.iterdir()}
    assert {"moves.csv", "regrets.csv", "changes.csv", "futures-regrets.svg"} <= names
    assert "calm;storm" in (folder / "moves.csv").read_text("utf-8")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--objective", "expected"), "needs a probability for every scenario"),
        (("--objective", "cvar"), "needs a probability for every scenario"),
        (("--alpha", "1.5"), "1.5 is no part of the worst cases"),
    ],
)
def test_what_cannot_be_asked(tmp_path: Path, asked: tuple[str, ...], said: str) -> None:
    shown = invoke("futures", made(tmp_path), *asked)
    assert shown.exit_code == 2
    assert said in " ".join(shown.stderr.split())


def test_a_case_without_scenarios() -> None:
    shown = invoke("futures", str(HAND))
    assert shown.exit_code == 2
    assert "add the tables scenarios and changes" in " ".join(shown.stderr.split())


def test_a_scenario_without_a_plan(tmp_path: Path) -> None:
    case = made(tmp_path)
    promise = "donor,recipient,item,by,quantity,source\nAAA,CCC,shell,2024-12,2,example\n"
    (Path(case) / "commitments.csv").write_text(promise, "utf-8")
    change = "storm,commitments,quantity,donor=AAA,2024-10,,set,1000,\n"
    (Path(case) / "changes.csv").write_text(CHANGES + change, "utf-8")
    shown = invoke("futures", case)
    assert shown.exit_code == 3, shown.output
    assert "1 scenario has no plan of its own (storm)" in " ".join(shown.stderr.split())
    assert "foedus plan CASE --scenario storm" in " ".join(shown.stderr.split())
    assert invoke("plan", case, "--json", "--no-explain").exit_code == 0
    assert invoke("plan", case, "--json", "--scenario", "storm").exit_code == 3


def test_plan_as_a_scenario_has_it(tmp_path: Path) -> None:
    case = made(tmp_path)
    plain, storm = (
        json.loads(invoke("plan", case, "--json", "--no-explain", *more).stdout)
        for more in ((), ("--scenario", "storm"))
    )
    assert storm["stamp"]["options"]["scenario"] == "storm"
    assert "scenario" not in plain["stamp"]["options"]
    assert storm["stamp"]["case_sha256"] != plain["stamp"]["case_sha256"]
    need = [plan["levels"][0]["value"] for plan in (plain, storm)]
    assert need[1] > need[0]


def test_an_unknown_scenario_is_named_with_the_nearest(tmp_path: Path) -> None:
    shown = invoke("plan", made(tmp_path), "--json", "--scenario", "strom")
    assert shown.exit_code == 2
    assert 'nearest: "storm"' in shown.stderr
