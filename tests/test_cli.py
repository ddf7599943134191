from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner, Result

import foedus
from foedus.brief.language import Language
from foedus.cli import app, demo, dossier, places, plan, progress
from foedus.cli.desk import open_desk
from foedus.errors import Finding, SolverError
from foedus.results.plan import Plan
from foedus.results.store import read_run, write_run
from numbers_read import numbers
from sample_plan import infeasible_plan, sample_plan

HAND = str(Path(__file__).parent / "fixtures" / "hand")


def invoke(*arguments: str) -> Result:
    return CliRunner(env={"COLUMNS": "200", "LC_ALL": "en_GB.UTF-8"}).invoke(app, arguments)


@pytest.fixture
def in_tmp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(tmp_path: Path) -> str:
    return str(write_run(sample_plan(), tmp_path / "run"))


@pytest.fixture
def impossible(tmp_path: Path) -> str:
    return str(write_run(infeasible_plan(), tmp_path / "impossible"))


def write_quickly(result: Plan, folder: Path, language: Language) -> None:
    """Write what takes no time: pictures, pages and workbooks have their own tests."""
    write_run(result, folder)
    dossier.write_sheet(result, folder, language)


def solve_as(monkeypatch: pytest.MonkeyPatch, result: Plan | BaseException) -> None:
    def solve(_case: object, _wishes: object, progress: progress.Progress) -> Plan:
        progress("need", 0.5)
        if isinstance(result, BaseException):
            raise result
        return result

    monkeypatch.setattr(plan, "solve", solve)
    monkeypatch.setattr(demo, "solve", solve)
    monkeypatch.setattr(plan, "write_dossier", write_quickly)
    monkeypatch.setattr(demo, "write_dossier", write_quickly)


def test_version_and_help() -> None:
    assert invoke("--version").stdout == f"foedus {foedus.__version__}\n"
    assert "foedus demo" in invoke("--help").stdout
    for verb in ("new", "check", "plan", "show", "explain", "demo"):
        text = invoke(verb, "--help").stdout
        assert "--json" in text
        assert "--lang" in text
        assert f"foedus {verb}" in text


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys, foedus.cli; heavy = {'polars', 'highspy', 'scipy', 'altair', 'babel'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_show_prints_tables_and_call_sheet(run: str) -> None:
    shown = invoke("show", run)
    assert shown.exit_code == 0
    assert "Burden against fair share" in shown.stdout
    assert "Ask Germany to state a floor" in shown.stdout
    assert "nations decide" in shown.stdout


@pytest.mark.parametrize("verb", ["show", "explain"])
def test_both_languages_carry_the_same_numbers(run: str, verb: str) -> None:
    en, fr = invoke(verb, run, "--lang", "en").stdout, invoke(verb, run, "--lang", "fr").stdout
    assert numbers(en, "en") == numbers(fr, "fr")


@pytest.mark.parametrize("verb", ["show", "explain"])
def test_json_is_all_that_stands_on_stdout(run: str, verb: str) -> None:
    value = json.loads(invoke(verb, run, "--json").stdout)
    assert value["case"] == "sample-2024"
    assert value["asks"][0]["party"] == "USA"


@pytest.mark.parametrize("verb", ["show", "explain"])
def test_no_plan_exits_with_3_and_the_reason(impossible: str, verb: str) -> None:
    shown = invoke(verb, impossible)
    assert shown.exit_code == 3
    assert "the hub Rzeszów lacks 120" in shown.stderr
    assert shown.stdout == ""
    assert json.loads(invoke(verb, impossible, "--json").stdout)["status"] == "infeasible"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("show", "absent"), "absent: is no run"),
        (("show", HAND), "is a case, not a run; plan it first"),
        (("explain", "absent"), "absent"),
        (("check", "absent"), "absent"),
        (("plan", "absent"), "absent"),
        (("plan", HAND, "--out", "/proc/none"), "/proc/none: nothing can be written here"),
        (("plan", HAND, "--out", HAND), "holds other files and no run"),
        (("plan", HAND, "--write-lp", "absent/a.lp"), "absent/a.lp: nothing can be written here"),
        (("new", HAND), "exists already"),
    ],
)
def test_bad_input_exits_with_2_and_says_why(
    arguments: tuple[str, ...], said: str, in_tmp: Path
) -> None:
    told = invoke(*arguments)
    assert (told.exit_code, told.stdout) == (2, "")
    assert said in told.stderr
    as_json = invoke(*arguments, "--json")
    assert as_json.exit_code == 2
    assert said in json.loads(as_json.stdout)["findings"][0]["text"]
    assert list(in_tmp.iterdir()) == []


def test_a_wrong_option_exits_with_2() -> None:
    assert invoke("plan", HAND, "--lang", "de").exit_code == 2
    assert invoke("no-such-verb").exit_code == 2


def test_check_without_faults_exits_with_0() -> None:
    told = invoke("check", HAND)
    assert told.exit_code == 0
    assert "0 faults" in told.stdout
    assert set(json.loads(invoke("check", HAND, "--json").stdout)) == {"findings"}


def test_check_reports_every_fault(tmp_path: Path) -> None:
    for file in Path(HAND).iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    stocks = tmp_path / "stocks.csv"
    stocks.write_text(stocks.read_text().replace("shell", "shel").replace("BBB", "BBC"))
    told = invoke("check", str(tmp_path), "--json")
    assert told.exit_code == 2
    found = json.loads(told.stdout)["findings"]
    places = [
        (f["file"], f["row"], f["column"], f["value"]) for f in found if f["severity"] == "fault"
    ]
    assert {("stocks.csv", 2, "item", "shel"), ("stocks.csv", 3, "party", "BBC")} <= set(places)
    assert "stocks.csv row 2, item: " in told.stderr


def test_plan_writes_the_run_and_shows_what_matters(
    in_tmp: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    solve_as(monkeypatch, sample_plan())
    told = invoke("plan", HAND, "--out", "made/here")
    assert told.exit_code == 0
    assert "The first calls" in told.stdout
    assert "Written to made/here" in told.stderr
    assert read_run(in_tmp / "made/here").case == "sample-2024"
    assert (in_tmp / "made/here/call-sheet.html").exists()
    assert invoke("plan", HAND, "--out", "made/here").exit_code == 0


def test_plan_writes_under_runs_by_default(in_tmp: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    solve_as(monkeypatch, sample_plan())
    assert invoke("plan", HAND).exit_code == 0
    (made,) = (in_tmp / "runs").iterdir()
    assert made.name.startswith("hand-")


def test_plan_as_json_writes_nothing_unless_asked(
    in_tmp: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    solve_as(monkeypatch, sample_plan())
    told = invoke("plan", HAND, "--json")
    assert json.loads(told.stdout)["status"] == "optimal"
    assert list(in_tmp.iterdir()) == []


def test_plan_of_the_impossible_exits_with_3_and_keeps_the_run(
    in_tmp: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    solve_as(monkeypatch, infeasible_plan())
    told = invoke("plan", HAND, "--out", "out", "--lang", "fr")
    assert told.exit_code == 3
    assert "il manque 120" in told.stderr
    assert read_run(in_tmp / "out").status == "infeasible"


def test_a_stop_leaves_the_last_good_result(in_tmp: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_run(sample_plan(), in_tmp / "out")
    solve_as(monkeypatch, KeyboardInterrupt())
    told = invoke("plan", HAND, "--out", "out")
    assert told.exit_code == 130
    assert "stopped; the last good result stays" in told.stderr
    assert read_run(in_tmp / "out").status == "optimal"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (SolverError("need: residual 0.1"), "the solver stopped without a result: need: residual"),
        (OSError(28, "No space left on device", "out"), "No space left on device"),
    ],
)
def test_other_faults_exit_with_1_in_one_line(
    error: Exception, said: str, in_tmp: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    solve_as(monkeypatch, error)
    told = invoke("plan", HAND, "--out", "out")
    assert told.exit_code == 1
    (line,) = [line for line in told.stderr.splitlines() if said in line]
    assert ";" in line
    assert list(in_tmp.iterdir()) == []


def test_what_nobody_foresaw_is_one_line() -> None:
    code = (
        "import sys; sys.argv = ['foedus', 'show', 'x']\n"
        "import foedus.cli.show as show\n"
        "def broken(*_): raise RuntimeError('two\\nlines')\n"
        "show.find_run = broken\n"
        "from foedus.cli import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False,
        env={**os.environ, "LC_ALL": "C"},
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.startswith("internal fault: RuntimeError at ")
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_broken_pipe_is_silent(run: str) -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "foedus", "show", run], stdout=write, stderr=subprocess.PIPE,
        check=False,
    )  # fmt: skip
    os.close(write)
    assert (done.returncode, done.stderr) == (141, b"")


def test_demo_plans_the_worked_cases(in_tmp: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    solve_as(monkeypatch, sample_plan())
    monkeypatch.setattr(demo, "worked_cases", lambda: {"a": Path(HAND), "b": Path(HAND)})
    told = invoke("demo", "--json")
    assert told.exit_code == 0
    value = json.loads(told.stdout)
    assert [case["case"] for case in value["cases"]] == ["a", "b"]
    page = (in_tmp / value["index"]).read_text(encoding="utf-8")
    assert 'href="a/index.html"' in page
    assert "nations decide" in page


def test_demo_without_cases_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "worked_cases", dict)
    assert invoke("demo").exit_code == 2


def test_ctrl_c_is_heard_while_the_solver_runs(in_tmp: Path) -> None:
    code = (
        "import importlib, sys, time\n"
        "engine = importlib.import_module('foedus.plan')\n"
        "engine.plan = lambda case, progress, **_: (progress('need', 0.0), time.sleep(60))\n"
        f"sys.argv = ['foedus', 'plan', {HAND!r}, '--out', 'out', '--lang', 'en']\n"
        "from foedus.cli import main; main()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stderr is not None
        while "Meeting the need" not in running.stderr.readline():
            assert running.poll() is None
        time.sleep(0.5)  # the line is out; let the solver begin
        running.send_signal(signal.SIGINT)
        assert running.wait(timeout=10) == 130
        assert running.stderr.read() == "stopped; the last good result stays\n"
    assert list(in_tmp.iterdir()) == []


def test_worked_cases_are_found_by_name() -> None:
    cases = places.worked_cases()
    assert {"patriot-2024", "ukraine-2024"} <= set(cases)
    assert places.find_case(Path("patriot-2024")) == cases["patriot-2024"]
    assert places.find_case(Path("absent")) == Path("absent")


def test_foreign_text_reaches_the_terminal_as_text(capsys: pytest.CaptureFixture[str]) -> None:
    desk = open_desk(Language("en"), as_json=True)
    desk.findings([Finding("fault", "of-no-known-kind", "[red]a\u202e\x1b[31m.csv")])
    told = capsys.readouterr()
    assert "[red]a\\u202e\\u001b[31m.csv" in told.err
    assert json.loads(told.out)["findings"][0]["file"] == "[red]a\u202e\x1b[31m.csv"


def test_the_function_stays_a_function() -> None:
    import foedus.plan.levels

    assert callable(foedus.plan)
    assert sys.modules["foedus.plan"].__name__ == "foedus.plan"
    assert SimpleNamespace(load=foedus.load).load is foedus.load
