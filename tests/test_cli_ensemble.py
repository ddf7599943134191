"""``foedus ensemble``: draws solved here and by workers, kept, stopped, killed and gone on with."""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError
from io import StringIO
from pathlib import Path
from unittest.mock import Mock

import pytest
from distributed import KilledWorker, LocalCluster
from rich.console import Console
from typer.testing import CliRunner

from foedus import load
from foedus.brief.language import Language
from foedus.cli import app
from foedus.cli.desk import Desk
from foedus.cli.ensemble import Sampling, ensemble
from foedus.cli.ensemble_folder import DRAWS, HEAD_FILE, solved_in, written_of
from foedus.cli.ensemble_workers import solve_and_write
from foedus.futures.ensemble import set_up
from oracle.random_cases import write_random_case

COUNT = 200
FOEDUS = (sys.executable, "-c", "from foedus.cli import main; main()")
LINES = "uncertainty,table,column,where,first,last,operation,distribution,low,mode,high,source,note"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "case"
    write_random_case(folder, 3)
    first = (folder / "case.toml").read_text(encoding="utf-8").partition('start = "')[2][:7]
    rows = [
        f"need,requirements,quantity,kind=deliver,{first},,scale,triangular,0.7,1,1.4,,",
        f"stocks,stocks,quantity,*,{first},,scale,lognormal,0.6,,1.5,,",
        f"money,budgets,amount,*,{first},,scale,uniform,0.5,,1.5,,",
    ]
    (folder / "uncertainties.csv").write_text("\n".join([LINES, *rows, ""]), encoding="utf-8")
    return folder


def said(*arguments: object) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, ["ensemble", *map(str, arguments)])
    return done.exit_code, done.stdout, done.stderr


def draws_of(folder: Path) -> list[int]:
    """All draws of a folder, one for each time it was solved."""
    files = (folder / DRAWS).glob("*.jsonl")
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines(True)]
    return [json.loads(line)["draw"] for line in lines if line.endswith("\n")]


def test_here_and_by_two_workers_alike(case: Path, tmp_path: Path) -> None:
    found = []
    for workers in (1, 2):
        out = tmp_path / f"run-{workers}"
        code, stdout, stderr = said(
            case, "--draws", 12, "--seed", 5, "--workers", workers, "--out", out, "--json"
        )
        assert (code, "Traceback" in stderr) == (0, False)
        answer = json.loads(stdout)
        assert answer == json.loads((out / "ensemble.json").read_text(encoding="utf-8"))
        assert sorted(draws_of(out)) == list(range(12))
        found.append(answer)
    for name in ("levels", "met", "coverage", "inputs", "uncertainties"):
        assert found[0][name] == found[1][name]
    assert found[0]["stamp"]["options"]["matrix"] == "kept"
    again = json.loads(said(case, "--resume", tmp_path / "run-2", "--json")[1])
    assert (again["resumed"], again["solved"]) == (12, 0)
    assert again["draws"] == found[1]["draws"]


def test_says_it_in_both_languages(case: Path, tmp_path: Path) -> None:
    for language, words in (("en", "WHAT IS TAKEN FOR GRANTED"), ("fr", "CE QUI EST TENU")):
        page = tmp_path / f"{language}.html"
        code, stdout, _ = said(
            case, "--draws", 3, "--workers", 1, "--out", tmp_path / language, "--lang", language,
            "--html", page,
        )  # fmt: skip
        assert code == 0
        assert words in stdout
        assert "<img" in page.read_text(encoding="utf-8")


def test_killed_half_way_and_gone_on_with(case: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    asked = [*FOEDUS, "ensemble", str(case), "--draws", str(COUNT), "--workers", "2"]
    child = subprocess.Popen(
        [*asked, "--out", str(out)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True
    )
    wait_for(out, 5, child)
    child.kill()
    child.wait()
    wait_until_quiet(out)
    before = draws_of(out)
    assert 5 <= len(before) < COUNT
    tear(out)
    code, stdout, _ = said(case, "--resume", out, "--workers", 2, "--json")
    answer = json.loads(stdout)
    assert code == 0
    assert (answer["resumed"], answer["solved"]) == (len(before), COUNT - len(before))
    assert Counter(draws_of(out)) == dict.fromkeys(range(COUNT), 1)


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_what_a_dead_worker_had_written_is_not_solved_again(case: Path, tmp_path: Path) -> None:
    out, count = tmp_path / "run", 600  # of so many, a task has more than one draw
    asked = [*FOEDUS, "ensemble", str(case), "--draws", str(count), "--workers", "2"]
    child = subprocess.Popen(
        [*asked, "--out", str(out)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    wait_for(out, 20, child)
    file = sorted((out / DRAWS).glob("*.jsonl"))[0]
    os.kill(int(file.stem.split("-")[-2]), signal.SIGKILL)
    _, stderr = child.communicate(timeout=120)
    assert (child.returncode, "Traceback" in stderr) == (0, False)
    assert Counter(draws_of(out)) == dict.fromkeys(range(count), 1)


def test_task_skips_what_the_folder_has(case: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    assert said(case, "--draws", 3, "--workers", 1, "--out", out)[0] == 0
    setup = set_up(load(case), draws=3)
    found = solve_and_write(setup, [2, 1], str(out))
    assert sorted(one.draw for one in found) == [1, 2]
    assert sorted(draws_of(out)) == [0, 1, 2]
    assert sorted(written_of(out, [0, 1, 12])) == [0, 1]


@pytest.mark.parametrize("fault", ["cancelled", "raised", "killed"])
def test_lost_workers_say_how_to_go_on(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    def lost(*_: object, **__: object) -> Iterator[tuple[object, object]]:
        match fault:
            case "cancelled":
                yield None, CancelledError("the scheduler is gone")
            case "raised":
                raise CancelledError("the scheduler is gone")
            case _:
                raise KilledWorker("solve", Mock(address="tcp://127.0.0.1:1"), 3)

    monkeypatch.setattr("distributed.as_completed", lost)
    out = tmp_path / "run"
    code, _, stderr = said(case, "--draws", 40, "--workers", 2, "--out", out)
    assert (code, "Traceback" in stderr) == (1, False)
    assert f"--resume {out}" in stderr
    assert ("scheduler is gone" in stderr) == (fault != "killed")


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_stopped_says_how_to_go_on(case: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    asked = [*FOEDUS, "ensemble", str(case), "--draws", "2000", "--workers", "2", "--out", str(out)]
    child = subprocess.Popen(
        asked, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    wait_for(out, 3, child)
    os.killpg(child.pid, signal.SIGINT)  # as a terminal does: to the workers too
    _, stderr = child.communicate(timeout=60)
    assert child.returncode == 130
    assert f"--resume {out}" in stderr
    assert "Traceback" not in stderr


def wait_for(
    folder: Path, count: int, child: "subprocess.Popen[bytes] | subprocess.Popen[str]"
) -> None:
    """Wait until so many draws are written."""
    for _ in range(1200):
        if (folder / DRAWS).is_dir() and len(draws_of(folder)) >= count:
            return
        assert child.poll() is None, "it ended too early"
        time.sleep(0.05)
    pytest.fail("no draws were written")


def wait_until_quiet(folder: Path) -> None:
    """Wait until the workers have seen that their parent is gone."""
    seen = -1
    while len(draws_of(folder)) != seen:
        seen = len(draws_of(folder))
        time.sleep(1.0)


def tear(folder: Path) -> None:
    """Cut a line short, as a crash of the machine does."""
    file = sorted((folder / DRAWS).glob("*.jsonl"))[0]
    with file.open("a", encoding="utf-8") as stream:
        stream.write('{"draw": 0, "status": "opt')


def test_a_cluster_by_its_address(case: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    with LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=1, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
    ) as cluster:
        address = cluster.scheduler_address
        code, stdout, _ = said(case, "--draws", 6, "--scheduler", address, "--out", out, "--json")
    assert (code, json.loads(stdout)["solved"]) == (0, 6)
    assert sorted(draws_of(out)) == list(range(6))
    code, _, stderr = said(case, "--draws", 6, "--scheduler", address, "--out", tmp_path / "other")
    assert (code, "no Dask scheduler answers" in " ".join(stderr.split())) == (2, True)


def test_other_values_are_refused(case: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    assert said(case, "--draws", 2, "--workers", 1, "--out", out)[0] == 0
    head = json.loads((out / HEAD_FILE).read_text(encoding="utf-8"))
    for change, words in (
        ({"values_sha256": "0" * 64}, "drew them"),
        ({"format": 1}, "another version"),
    ):
        (out / HEAD_FILE).write_text(json.dumps(head | change), encoding="utf-8")
        code, _, stderr = said(case, "--resume", out)
        assert (code, words in stderr, "--out" in stderr) == (2, True, True)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--seed", "9"], "--seed"),
        (["--draws", "7"], "--draws"),
        (["--out", "elsewhere"], "one of the two"),
    ],
)
def test_what_is_not_the_same_is_refused(
    case: Path, tmp_path: Path, more: Sequence[str], words: str
) -> None:
    out = tmp_path / "run"
    assert said(case, "--draws", 2, "--workers", 1, "--out", out)[0] == 0
    code, _, stderr = said(case, "--resume", out, *more)
    assert (code, words in stderr) == (2, True)


def test_another_case_is_refused(case: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    assert said(case, "--draws", 2, "--workers", 1, "--out", out)[0] == 0
    assert said(case, "--draws", 2, "--out", out)[0] == 2
    with (case / "uncertainties.csv").open("a", encoding="utf-8") as stream:
        stream.write("hubs,hubs,capacity,*,2024-10,,scale,uniform,0.5,,1.5,,\n")
    code, _, stderr = said(case, "--resume", out)
    assert (code, "the case has changed" in stderr) == (2, True)


def test_faults_of_what_is_asked(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert said(case, "--resume", tmp_path)[0] == 2
    code, _, stderr = said(case, "--scheduler", "tcp://127.0.0.1:1", "--workers", 2)
    assert (code, "not both" in stderr) == (2, True)
    out = tmp_path / "run"
    (case / "uncertainties.csv").unlink()
    code, _, stderr = said(case, "--draws", 2, "--out", out)
    assert (code, "uncertainties.csv" in stderr, out.exists()) == (2, True, False)
    monkeypatch.setattr("foedus.cli.ensemble.find_spec", lambda _: None)
    code, _, stderr = said(case, "--draws", 2, "--out", out)
    assert (code, "foedus[ensemble]" in stderr) == (2, True)


def test_options_out_of_bounds_are_told_all_at_once(case: Path, tmp_path: Path) -> None:
    err = Console(file=StringIO(), width=200)
    desk = Desk(Language("fr"), json=False, out=err, err=err)
    asked = Sampling(draws=0, seed=-1, level="cost", workers=0, out=tmp_path / "run")
    assert desk.run(lambda: ensemble(desk, case, asked)) == 2
    said = err.file.getvalue()  # type: ignore[attr-defined]
    for words in ("demandez-en au moins 1", "--seed", "--workers", "need, readiness"):
        assert words in said


def test_a_damaged_line_is_a_fault(case: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    assert said(case, "--draws", 2, "--workers", 1, "--out", out)[0] == 0
    assert sorted(solved_in(out)) == [0, 1]
    (file,) = (out / DRAWS).glob("*.jsonl")
    file.write_text("{}\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    code, _, stderr = said(case, "--resume", out)
    assert (code, "line 1" in stderr) == (2, True)
    assert (out / HEAD_FILE).is_file()
