"""``foedus mediate`` as a user calls it."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from foedus.case.dispute.model import Dispute
from foedus.case.model import Case
from foedus.cli import app, app_mediate, mediate
from foedus.cli.places import worked_disputes
from foedus.cli.progress import Progress
from foedus.mediate import over_key
from foedus.results.mediation import SETTLEMENTS, Mediation
from foedus.results.mediation_zone import Blocking, Zone
from sample_mediation import sample_dispute, sample_judged, sample_mediation, sample_without

assert app_mediate  # its import adds the verb

ROOT = Path(__file__).parents[1]
DISPUTES = ROOT / "cases" / "disputes"
LOADS = mediate._dispute


class Engine:
    """Stands in for the engine and keeps what it was asked."""

    def __init__(self) -> None:
        self.answer = sample_mediation()
        self.asked: dict[str, Any] = {}

    def mediate(self, dispute: Dispute, **asked: Any) -> Mediation:
        self.asked = {"dispute": dispute, **asked}
        asked["progress"]("settlements", 0.1)
        return self.answer


@pytest.fixture(autouse=True)
def engine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Engine]:
    """Answers come from the sample; the dispute is the sample's wherever one is loaded."""
    made = Engine()
    module = ModuleType("foedus.mediate.engine")
    monkeypatch.setattr(module, "mediate", made.mediate, raising=False)
    monkeypatch.setitem(sys.modules, "foedus.mediate.engine", module)
    monkeypatch.setattr(mediate, "_dispute", lambda *_: sample_dispute())
    monkeypatch.chdir(tmp_path)
    return made


def invoke(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["mediate", *arguments], env={"COLUMNS": "100", "LC_ALL": "C"})


def test_an_agreement_is_shown_and_the_exit_code_is_0(engine: Engine) -> None:
    done = invoke("staff")
    assert done.exit_code == 0, done.stderr
    assert "They can agree" in done.stdout
    assert "THE NAMED SETTLEMENTS" in done.stdout
    assert "it records no consent" in done.stdout
    assert "Finding and proving the settlements" in done.stderr
    assert engine.asked["steps"] == 1
    assert engine.asked["seed"] == 0
    assert engine.asked["draws"] is None
    assert engine.asked["only"] == SETTLEMENTS


def test_options_reach_the_engine(engine: Engine) -> None:
    invoke("staff", "--within", "2.5", "--steps", "2", "--draws", "50", "--seed", "7")
    asked = {name: engine.asked[name] for name in ("within", "steps", "draws", "seed", "outcome")}
    assert asked == {"within": 2.5, "steps": 2, "draws": 50, "seed": 7, "outcome": None}
    done = invoke("staff", "--draws", "50", "--json")
    assert json.loads(done.stdout)["stamp"]["options"] == {"steps": "1", "draws": "50", "seed": "0"}


def test_no_agreement_is_exit_code_3_with_the_reason(engine: Engine) -> None:
    zone = Zone(12, 0, ("DEU", "FRA"), (Blocking("FRA", 12, 4),))
    engine.answer = replace(sample_without(), zone=zone)
    done = invoke("staff")
    assert done.exit_code == 3
    assert "cannot stand together, whatever the others accept: Germany and France" in done.stderr
    assert "THE SMALLEST MOVE THAT WOULD UNBLOCK" in done.stdout
    told = json.loads(invoke("staff", "--json").stdout)
    assert told["zone"] == {
        "possible": 12, "agreed": 0, "conflict": ["DEU", "FRA"],
        "blocking": [{"party": "FRA", "texts": 12, "alone": 4}],
    }  # fmt: skip


def test_json_stands_alone_on_stdout() -> None:
    done = invoke("staff", "--json")
    told = json.loads(done.stdout)
    assert list(told)[:4] == ["dispute", "agreement", "settlements", "frontier"]
    assert [one["kind"] for one in told["findings"]] == ["assumed-rows", "path.lattice"]
    assert all(one["text"] for one in told["findings"])


def test_a_given_text_is_read_and_passed_on(engine: Engine) -> None:
    engine.answer = sample_judged()
    Path("text.json").write_text('{"seat": "north", "share": 90, "clause": "open"}')
    done = invoke("staff", "--outcome", "text.json")
    assert done.exit_code == 0, done.stderr
    assert engine.asked["outcome"] == {"seat": "north", "share": 90.0, "clause": "open"}
    assert "WHO CANNOT ACCEPT THE GIVEN TEXT" in done.stdout


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ("[1]", "no outcome"),
        ('{"seat": "east", "share": 900, "shore": 1}', "nearest"),
        ('{"seat": "north", "share": NaN, "clause": "open"}', "off the scale"),
    ],
)
def test_a_faulty_text_is_exit_code_2(text: str, said: str) -> None:
    Path("text.json").write_text(text)
    done = invoke("staff", "--outcome", "text.json")
    assert done.exit_code == 2
    assert said in done.stderr
    assert "text.json" in done.stderr


def test_all_faults_of_a_text_come_at_once() -> None:
    Path("text.json").write_text('{"seat": "east", "share": 900, "shore": 1}')
    told = json.loads(invoke("staff", "--outcome", "text.json", "--json").stdout)
    assert sorted(one["kind"] for one in told["findings"]) == [
        "outcome.missing-issue", "outcome.off-scale", "outcome.unknown-issue",
        "outcome.unknown-option",
    ]  # fmt: skip


def test_page_and_pictures_are_written() -> None:
    done = invoke("staff", "--html", "page.html", "--out", "pictures", "--lang", "fr")
    assert done.exit_code == 0, done.stderr
    page = Path("page.html").read_text("utf-8")
    assert "Le siège d’un état-major" in page
    assert page.count("<figure>") == 4
    assert len(list(Path("pictures").glob("*.png"))) == 4
    assert "page.html" in done.stderr


def test_only_some_settlements(engine: Engine) -> None:
    done = invoke("staff", "--only", "nash", "--only", "robust", "--json")
    told = json.loads(done.stdout)
    assert engine.asked["only"] == ["nash"]
    assert [one["name"] for one in told["settlements"]] == ["nash"]
    assert list(told["robustness"]["probability"]) == ["nash", "robust"]
    assert told["robustness"]["settlement"]["name"] == "robust"
    alone = json.loads(invoke("staff", "--only", "nash", "--json").stdout)
    assert alone["robustness"]["settlement"] is None


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("staff", "--only", "nahs"), "nash"),
        (("staff", "--html", "no/such/page.html"), "page.html"),
        (("staff", "--outcome", "nowhere.json"), "nowhere.json"),
        (("staff", "--steps", "0"), "--steps"),
        (("staff", "--within", "0"), "--within"),
        (("staff", "--over", "nothing"), "--over"),
    ],
)
def test_what_cannot_be_done_is_said(arguments: tuple[str, ...], said: str) -> None:
    done = invoke(*arguments)
    assert done.exit_code == 2
    assert said in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="permissions")
def test_a_folder_that_cannot_be_made_is_told_before_the_work(engine: Engine) -> None:
    Path("taken").write_text("")
    done = invoke("staff", "--out", "taken")
    assert done.exit_code == 2
    assert engine.asked == {}


def test_worked_disputes_are_found_by_name() -> None:
    assert set(worked_disputes()) >= {"turkiye-2003", "climate-2015"}
    assert mediate.find_dispute(Path("turkiye-2003")) == DISPUTES / "turkiye-2003"
    assert mediate.find_dispute(DISPUTES / "climate-2015") == DISPUTES / "climate-2015"


def test_a_dispute_that_is_not_there_names_those_that_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.undo()
    done = invoke("no-such-dispute")
    assert done.exit_code == 2
    assert "turkiye-2003" in done.stderr


def test_a_cases_keys_become_the_dispute(monkeypatch: pytest.MonkeyPatch, engine: Engine) -> None:
    asked: list[str] = []

    def over(case: Case, *, progress: Progress) -> Dispute:
        progress("plan", 0.0)
        asked.append(case.settings.name)
        return sample_dispute()

    monkeypatch.setattr(mediate, "_dispute", LOADS)
    monkeypatch.setattr(over_key, "dispute_over", over)
    done = invoke("patriot-2024", "--over", "key")
    assert done.exit_code == 0, done.stderr
    assert asked == ["patriot-2024"]
    assert engine.asked["dispute"].name == "staff"


def test_a_worked_dispute_is_loaded_by_its_name(
    monkeypatch: pytest.MonkeyPatch, engine: Engine
) -> None:
    monkeypatch.setattr(mediate, "_dispute", LOADS)
    monkeypatch.setattr(mediate, "_show", lambda *_: None)
    assert invoke("turkiye-2003").exit_code == 0
    assert engine.asked["dispute"].name == "turkiye-2003"
