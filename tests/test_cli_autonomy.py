"""``foedus autonomy`` as a user calls it."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from foedus.cli import app, app_futures
from foedus.cli.autonomy import one_ally
from foedus.errors import InputError

assert app_futures  # its import adds the verb

HAND = Path(__file__).parent / "fixtures" / "alone"
ASKED = ("--group", "south", "--without", "CCC", "--from", "2027-01")


def invoke(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["autonomy", *arguments], env={"COLUMNS": "110", "LC_ALL": "C"})


def test_the_page_on_a_terminal() -> None:
    shown = invoke(str(HAND), *ASKED)
    assert shown.exit_code == 0
    assert "€424" in shown.stdout
    assert "Decision support" in shown.stdout


def test_french() -> None:
    shown = invoke(str(HAND), *ASKED, "--lang", "fr")
    assert shown.exit_code == 0
    assert "Ce qui repose".upper() in shown.stdout


def test_json() -> None:
    shown = invoke(str(HAND), *ASKED, "--json")
    answer = json.loads(shown.stdout)
    assert list(answer)[:3] == ["exposure", "alone_from", "programme"]
    assert answer["stamp"]["options"]["from"] == "2027-01"


def test_page_pictures_and_tables(tmp_path: Path) -> None:
    page, folder = tmp_path / "page.html", tmp_path / "out"
    shown = invoke(str(HAND), *ASKED, "--html", str(page), "--out", str(folder))
    assert shown.exit_code == 0
    assert "<figure>" in page.read_text("utf-8")
    names = {file.name for file in folder.iterdir()}
    assert {"exposure.csv", "programme.csv", "levers.csv", "autonomy-programme.svg"} <= names
    assert "example;guess" in (folder / "programme.csv").read_text("utf-8")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--group", "sout", "--without", "CCC"), 'nearest: "south"'),
        (("--group", "south", "--without", "CC"), 'nearest: "CCC"'),
        (("--group", "south", "--without", "CCC", "--from", "2040-01"), '--from: "2040-01"'),
        (("--group", "south", "--without", "CCC", "--from", "2040-01"), "2026-01 to 2028-06"),
        (("--group", "south", "--without", "south"), '"south" is a group'),
    ],
)
def test_what_is_not_there(asked: tuple[str, ...], said: str) -> None:
    shown = invoke(str(HAND), *asked)
    assert shown.exit_code == 2
    assert said in shown.stderr


def test_faults_as_json() -> None:
    shown = invoke(str(HAND), "--group", "north", "--without", "XXX", "--json")
    assert shown.exit_code == 2
    kinds = [finding["kind"] for finding in json.loads(shown.stdout)["findings"]]
    assert kinds == ["autonomy.unknown-group", "autonomy.unknown-ally"]


def test_the_ally_may_sell() -> None:
    shown = invoke(str(HAND), *ASKED, "--ally-sells")
    assert "€358" in shown.stdout


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    shown = invoke(str(HAND), *ASKED, "--out", str(tmp_path / "file" / "out"))
    assert shown.exit_code == 2


def test_one_ally_at_a_time() -> None:
    assert one_ally("USA") == one_ally(("USA", "USA")) == "USA"
    with pytest.raises(InputError) as caught:
        one_ally(("USA", "DEU"))
    assert [f.kind for f in caught.value.findings] == ["usage.one-ally"]
    assert caught.value.exit_code == 2


@pytest.mark.parametrize("name", ["United States", "united states", "États-Unis", "USB"])
def test_a_party_is_found_by_its_name(name: str) -> None:
    europe = Path(__file__).parents[1] / "cases" / "europe-2030"
    shown = invoke(str(europe), "--group", "europe", "--without", name)
    assert shown.exit_code == 2
    assert 'nearest: "USA"' in shown.stderr


def test_no_group_has_targets(tmp_path: Path) -> None:
    for file in HAND.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    rows = (HAND / "requirements.csv").read_text("utf-8").replace("@south", "AAA")
    (tmp_path / "requirements.csv").write_text(rows, "utf-8")
    shown = invoke(str(tmp_path), *ASKED)
    assert shown.exit_code == 2
    assert "no other group of the case has targets" in shown.stderr
