"""What a first user of decide, silence, power and rules met."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from foedus.cli import app
from foedus.decide.presets import preset, preset_names
from test_cli_record import CASE, asked, folder, invoke

__all__ = ["folder"]  # a fixture of every test here


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", preset_names())
def test_every_shipped_rule_is_shown(name: str, language: str) -> None:
    beside = ["--lang", language]
    if isinstance(preset(name).members, str):
        beside += ["--case", CASE, "--on", "2024-07-10", "--body", "nac"]
    for told in (
        invoke("power", name, *beside),
        invoke("decide", name, "-", *beside, given="member,act,at\n"),
    ):
        assert told.exit_code == 0, (told.stderr, told.exception)


@pytest.mark.parametrize(("language", "odds"), [
    ("en", "1 in 144,115,188,075,855,872"),
    ("fr", "1 sur 144\u202f115\u202f188\u202f075\u202f855\u202f872"),
])  # fmt: skip
def test_an_exact_figure_is_exact(language: str, odds: str) -> None:
    told = invoke("power", "osce-consensus", "--lang", language)
    assert odds in told.stdout


def test_an_empty_ballot_under_consensus_is_said_aloud() -> None:
    given = ("decide", "nato-consensus", "-", "--case", CASE, "--on", "2024-07-10")
    told = " ".join(invoke(*given, given="member,act,at\n").stdout.split())
    assert "No act was given: nobody objected, and under this rule silence consents." in told
    assert "Without an act: Albania" in told
    assert "and 27 more members, each of which would turn it" in told
    value = json.loads(invoke(*given, "--json", given="member,act,at\n").stdout)
    assert value["adopted"] is True
    assert [f["kind"] for f in value["findings"]] == ["acts.consented"]


def test_a_ballot_of_a_spreadsheet_is_read() -> None:
    given = (
        "\ufeffMembre;Acte;Instant;Motif\r\nFRA;Pour;2024-06-26T12:00\r\n"
        "DEU;abstention constructive;2024-06-26T12:00;\r\n;;;\r\n"
    )
    asked_for = ("decide", "eu-constructive-abstention", "-", "--json")
    told = invoke(*asked_for, "--zone", "Europe/Paris", given=given)
    acts = json.loads(told.stdout)["acts"]
    assert [(a["member"], a["act"], a["at"]) for a in acts] == [
        ("DEU", "constructive_abstention", "2024-06-26T10:00:00Z"),
        ("FRA", "for", "2024-06-26T10:00:00Z"),
    ]
    assert "name the zone of all with --zone" in invoke(*asked_for, given=given).stderr


def test_a_ballot_in_the_hour_that_is_twice_is_refused() -> None:
    given = "member,act,at\nFRA,for,2024-10-27T02:30\nDEU,for,01/10/2024 14:02\n"
    told = invoke("decide", "eu-unanimity", "-", "--zone", "Europe/Paris", given=given)
    assert told.exit_code == 2
    assert "give the offset: 2024-10-27T02:30:00+02:00" in told.stderr
    assert '"01/10/2024 14:02" is no instant' in told.stderr


def test_faults_of_the_rule_do_not_hide_those_of_the_acts(folder: Path) -> None:
    (folder / "bad.toml").write_text(
        'name = "x"\nmembers = ["AUT", "BEL", "Norway"]\n'
        '[[condition]]\nkind = "shares"\nof = "castt"\nat_least = 0.5\n'
        '[[condition]]\nkind = "count"\nat_least = 5\n'
    )
    given = "member,act,at\nAUT,fro,2024-06-26T12:00Z\n"
    told = invoke("decide", "bad.toml", "-", given=given).stderr
    for said in ('write "NOR"', 'nearest: "share"', 'nearest: "cast"', 'nearest: "for"'):
        assert said in told


def test_a_rule_that_nobody_can_meet_is_refused(folder: Path) -> None:
    head = 'name = "x"\nmembers = ["AUT", "BEL", "FRA"]\n[[condition]]\n'
    weighted = "kind = 'weighted'\nat_least = 20\nweights = { AUT = 6, BEL = 6, FRA = 6 }\n"
    for part in ("kind = 'count'\nat_least = 5\n", weighted):
        (folder / "bad.toml").write_text(head + part)
        told = invoke("decide", "bad.toml", "-", given="member,act,at\n")
        assert told.exit_code == 2
        assert "can never be met" in told.stderr


def test_two_acts_at_one_instant_of_which_one_is_misspelt() -> None:
    given = "member,act,at\nAUT,fro,2024-06-26T12:00Z\nAUT,against,2024-06-26T12:00Z\n"
    told = invoke("decide", "eu-qualified-majority", "-", given=given).stderr
    assert 'nearest: "for"' in told
    assert "AUT acts twice" in told


def test_a_published_table_of_a_spreadsheet(folder: Path) -> None:
    (folder / "own.csv").write_text(
        "Abbr;Weights;Quota;Shapley;Power\nat;50,5;51,5;0,667;0,5\nel;49,5;51,5;0,169;0,3\n"
        "uk;1;51,5;0,167;0,2\n"
    )
    told = " ".join(invoke("power", "own.csv", "--html", "page.html").stdout.split())
    assert "Greece 0.169 0.1666…" in told
    assert 'the column "Power" was not compared' in told
    assert "Greece" in (folder / "page.html").read_text()
    kinds = [f["kind"] for f in json.loads(invoke("power", "own.csv", "--json").stdout)["findings"]]
    assert kinds == ["power.published-wrong", "power.not-compared"]


def test_the_tables_of_weights_are_listed_and_shown() -> None:
    value = json.loads(invoke("rules", "--json").stdout)
    tables = {table["name"]: table for table in value["weights"]}
    assert tables["nato-cost-shares"]["missing"]
    assert tables["eu-population-2024"]["values"]["AUT"] == "9158750"
    assert "eu-votes-nice" in invoke("rules").stdout
    assert "16.35 %" in invoke("rules", "nato-cost-shares").stdout


def test_pages_are_written(folder: Path) -> None:
    for verb in ("decide", "silence", "power", "succession"):
        told = invoke(*asked(verb), "--html", f"{verb}.html")
        assert told.exit_code == 0, told.stderr
        assert "nations decide" in (folder / f"{verb}.html").read_text("utf-8")


def test_silence_at_a_day_and_at_a_local_time() -> None:
    day = json.loads(invoke("silence", "log.jsonl", "--at", "2024-10-02", "--json").stdout)
    assert day["at"].startswith("2024-10-02T00:00:00")
    given = ("--at", "2024-10-02T12:00", "--zone", "Europe/Brussels", "--json")
    local = json.loads(invoke("silence", "log.jsonl", *given).stdout)
    assert local["at"].startswith("2024-10-02T10:00:00")


def test_a_title_stands_on_the_page_and_in_the_calendar(folder: Path) -> None:
    head = (
        '{"at": "2024-09-01T08:00Z", "kind": "draft", "title_en": "On training", "title_fr": "F"}'
    )
    log = (folder / "log.jsonl").read_text("utf-8")
    (folder / "titled.jsonl").write_text(f"{head}\n{log}", "utf-8")
    given = ("silence", "titled.jsonl", "--at", "2024-10-02", "--ics", "t.ics")
    assert "On training – Under silence" in invoke(*given).stdout
    assert "On training" in (folder / "t.ics").read_text("utf-8")


@pytest.mark.parametrize("width", ["60", "80"])
def test_the_outcome_of_a_round_is_whole(width: str) -> None:
    narrow = CliRunner(env={"COLUMNS": width, "LC_ALL": "en_GB.UTF-8"})
    for at, said in (("2024-10-02", "open"), ("2024-12-01", "adopted")):
        rounds = narrow.invoke(app, ["silence", "log.jsonl", "--at", at]).stdout.split("ROUNDS")[1]
        assert said in rounds


def test_a_blocking_minority_above_the_membership_is_refused(folder: Path) -> None:
    rule = (folder / "rule.toml").read_text("utf-8")
    proviso = '\n[[condition]]\nkind = "blocking_minority"\nat_least = 99\n'
    (folder / "rule.toml").write_text(rule + proviso, "utf-8")
    told = invoke("decide", "rule.toml", "acts.csv")
    assert told.exit_code == 2
    assert "so that everything would be adopted" in told.stderr


def test_a_table_of_weights_names_its_own_members(folder: Path) -> None:
    (folder / "w.csv").write_text("member,weight,quota\nA,2,3\nB,1,3\nC,1,3\n", "utf-8")
    assert invoke("power", "w.csv").exit_code == 0
    told = invoke("power", "w.csv", "--on", "2024-10-01")
    assert told.exit_code == 2
    assert "names its members itself" in told.stderr
