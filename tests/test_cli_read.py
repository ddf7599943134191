"""``foedus read`` as a user calls it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from foedus.case.load import load
from foedus.cli import app, read
from foedus.cli.places import cases_folder

DISPATCH = "2024-10-secretary-general.fr.txt"
CASE = cases_folder() / "ukraine-2024"


def invoke(*arguments: str, given: bytes | None = None) -> Result:
    environment = {"COLUMNS": "160", "LC_ALL": "en_GB.UTF-8"}
    return CliRunner(env=environment).invoke(app, ("read", *arguments), input=given)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    shutil.copy(CASE / "dispatches" / DISPATCH, tmp_path)
    return tmp_path


def test_a_dispatch_is_held_against_a_case() -> None:
    done = invoke(DISPATCH, "--case", "ukraine-2024", "--json")
    assert done.exit_code == 0
    told = json.loads(done.stdout)
    assert told["dispatch"]["language"] == "fr"
    assert told["dispatch"]["dateline"] == "2024-10"
    verdicts = {one["verdict"] for one in told["proposals"]}
    assert verdicts == {"inconsistent", "contradicts", "unknown", "new", "confirms"}
    text = Path(DISPATCH).read_text("utf-8")
    for one in told["proposals"]:
        start, end = one["span"]
        assert text[start:end] == one["quote"]
    assert set(told["stamp"]["inputs"]) == {"dispatch", "case"}


def test_the_same_dispatch_gives_the_same_proposals() -> None:
    first, second = (json.loads(invoke(DISPATCH, "--json").stdout) for _ in range(2))
    assert first["proposals"] == second["proposals"]


def test_several_dispatches_are_a_list_and_standard_input_is_one() -> None:
    shutil.copy(DISPATCH, "second.txt")
    several = invoke(DISPATCH, "second.txt", "--json")
    assert [one["dispatch"]["file"] for one in json.loads(several.stdout)] == [
        DISPATCH, "second.txt",
    ]  # fmt: skip
    given = invoke("-", "--json", given=b"BRUSSELS, 1 October 2024 - Mark Rutte took office today.")
    assert json.loads(given.stdout)["dispatch"]["dateline"] == "2024-10-01"


def test_the_page_is_written_and_the_table_is_shown() -> None:
    done = invoke(DISPATCH, "--case", "ukraine-2024", "--html", "page.html", "--lang", "fr")
    assert done.exit_code == 0
    assert "CONTREDIT LE REGISTRE" in done.stdout
    assert "<mark" in Path("page.html").read_text("utf-8")


def test_what_could_be_read_is_shown_beside_the_faults_of_the_rest() -> None:
    Path("empty.txt").write_text("")
    Path("blob.txt").write_bytes(bytes(range(256)) * 20)
    done = invoke(DISPATCH, "empty.txt", "blob.txt", "--case", "ukraine-2024")
    assert done.exit_code == 2
    assert "Mark Rutte" in done.stdout
    assert "empty.txt" in done.stderr
    assert "blob.txt" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nowhere.txt",), "nowhere.txt"),
        ((DISPATCH, "--accept", "5"), "--case"),
        ((DISPATCH, "--over"), "--accept"),
        ((DISPATCH, "--case", "ukraine-2024", "--accept", "5"), "copy"),
    ],
)
def test_what_cannot_be_done_is_said(arguments: tuple[str, ...], said: str) -> None:
    done = invoke(*arguments)
    assert done.exit_code == 2
    assert said in done.stderr


def test_without_the_extra_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "NEEDED", ("no_such_package",))
    done = invoke(DISPATCH)
    assert done.exit_code == 2
    assert "foedus[read]" in done.stderr


def test_accepted_proposals_are_rows_with_the_dispatch_as_their_source() -> None:
    shutil.copytree(CASE, "mine")
    before = load(Path("mine"))
    told = json.loads(invoke(DISPATCH, "--case", "mine", "--json").stdout)
    duty = next(
        one for one in told["proposals"] if one["kind"] == "function" and one["verdict"] == "new"
    )
    done = invoke(DISPATCH, "--case", "mine", "--accept", duty["id"])
    assert done.exit_code == 0, done.stderr
    after = load(Path("mine"))
    added = after.tables["functions"].join(
        before.tables["functions"], on=["office", "duty"], how="anti"
    )
    assert added["text_fr"].to_list() == [duty["fields"]["duty"]]
    source = added["source"].item()
    rows = after.tables["sources"].filter(after.tables["sources"]["source"] == source)
    assert rows["confidence"].to_list() == ["press"]


def test_what_contradicts_the_record_is_refused_and_nothing_is_written() -> None:
    shutil.copytree(CASE, "mine")
    told = json.loads(invoke(DISPATCH, "--case", "mine", "--json").stdout)
    rank = next(one for one in told["proposals"] if one["verdict"] == "contradicts")
    files = {path: path.read_bytes() for path in Path("mine").rglob("*") if path.is_file()}
    done = invoke(DISPATCH, "--case", "mine", "--accept", rank["id"])
    assert done.exit_code == 2
    assert files == {path: path.read_bytes() for path in Path("mine").rglob("*") if path.is_file()}
    over = invoke(DISPATCH, "--case", "mine", "--accept", rank["id"], "--over")
    assert over.exit_code == 2  # another aim holds the rank, and nobody contradicted that one
    file = Path("mine/priorities.csv")
    file.write_text(file.read_text("utf-8").replace("\n1,", "\n9,"), "utf-8")
    over = invoke(DISPATCH, "--case", "mine", "--accept", rank["id"], "--over")
    assert over.exit_code == 0, over.stderr
    assert "rank 2" in over.stdout
