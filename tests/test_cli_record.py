from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import typer.main
from typer.testing import CliRunner, Result

from foedus.cli import app, demo, plan
from foedus.cli.gathered import newest_run
from foedus.cli.pages import replace_file
from foedus.cli.places import cases_folder
from foedus.results.plan import Plan
from foedus.results.store import write_run
from numbers_read import numbers
from sample_plan import sample_plan
from test_cli import write_quickly

CASE = "ukraine-2024"
VERBS = ("today", "handover", "succession", "decide", "silence", "power", "rules")

RULE = """\
name = "own"
cites = "Rules, 1"
members = ["BEL", "DEU", "ESP"]

[[condition]]
kind = "share"
of = "members"
more_than = "1/2"
"""
ACTS = """\
member,act,at,reason
BEL,for,2024-07-01T10:00Z,
DEU,for,2024-07-01T10:00Z,
ESP,against,2024-07-01T10:00Z,<b>cost</b>
"""
CIRCULATED = json.dumps({
    "at": "2024-09-30T08:00Z",
    "kind": "circulate",
    "zone": "Europe/Brussels",
    "expires": "2024-10-03T17:00",
    "hash_en": "0" * 64,
    "hash_fr": "1" * 64,
})  # fmt: skip
OBJECTION = json.dumps({
    "at": "2024-10-01T08:00Z", "kind": "object", "by": "HUN", "reason": "A national decision"
})  # fmt: skip


def invoke(*arguments: str, given: str | bytes | None = None) -> Result:
    environment = {"COLUMNS": "200", "LC_ALL": "en_GB.UTF-8"}
    return CliRunner(env=environment).invoke(app, arguments, input=given)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder that holds a rule, acts and a log."""
    monkeypatch.chdir(tmp_path)
    for name, text in (("rule.toml", RULE), ("acts.csv", ACTS), ("log.jsonl", CIRCULATED)):
        (tmp_path / name).write_text(text + "\n", encoding="utf-8")
    return tmp_path


def asked(verb: str) -> list[str]:
    """Return a call of each verb that succeeds."""
    return {
        "today": ["today", CASE, "--at", "2024-10-01"],
        "handover": ["handover", CASE, "--at", "2024-10-01"],
        "succession": ["succession", CASE, "--at", "2024-10-01"],
        "decide": ["decide", "rule.toml", "acts.csv"],
        "silence": ["silence", "log.jsonl", "--at", "2024-10-01T00:00Z", "--case", CASE],
        "power": ["power", "rule.toml"],
        "rules": ["rules"],
    }[verb]


@pytest.mark.parametrize("verb", VERBS)
def test_help_names_language_json_and_an_example(verb: str) -> None:
    text = invoke(verb, "--help").stdout
    assert "--json" in text
    assert "--lang" in text
    assert f"foedus {verb}" in text


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_speaks_both_languages(verb: str) -> None:
    en, fr = (invoke(*asked(verb), "--lang", code) for code in ("en", "fr"))
    assert (en.exit_code, fr.exit_code) == (0, 0)
    assert en.stdout != fr.stdout
    if verb != "rules":
        assert "nations decide" in en.stdout
        assert "les nations décident" in fr.stdout


@pytest.mark.parametrize("verb", VERBS)
def test_json_is_all_that_stands_on_stdout(verb: str) -> None:
    value = json.loads(invoke(*asked(verb), "--json").stdout)
    first = {
        "today": "at", "handover": "office", "succession": "holder", "decide": "adopted",
        "silence": "state", "power": "banzhaf", "rules": "rules",
    }  # fmt: skip
    assert first[verb] in value


def test_decide_says_adopted_and_why() -> None:
    told = invoke(*asked("decide"))
    assert told.exit_code == 0
    assert "Adopted" in told.stdout
    assert "66.7% (2 of 3)" in told.stdout
    assert "<b>cost</b>" in told.stdout


def test_decide_exits_with_0_where_nothing_is_adopted() -> None:
    told = invoke("decide", "rule.toml", "-", given="member,act,at\n")
    assert told.exit_code == 0
    assert "Not adopted" in told.stdout


def test_a_shipped_rule_takes_a_body_of_a_case() -> None:
    told = invoke(
        "decide", "simple-majority", "acts.csv", "--case", CASE, "--body", "nac", "--json"
    )
    assert told.exit_code == 0
    value = json.loads(told.stdout)
    assert len(value["members"]) == 32
    assert value["stamp"]["options"] == {"case": CASE, "body": "nac", "on": "2024-07-01"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("decide", "nato-consensu", "acts.csv"), "nearest: nato-consensus"),
        (("decide", "rule.toml", "absent.csv"), "there is no such file"),
        (("decide", "rule.toml", "."), "is a folder; name the file"),
        (("decide", ".", "acts.csv"), "is a folder; name the file"),
        (("decide", "-", "-"), "can be read once only"),
        (("decide", "nato-consensus", "acts.csv"), "give the case that has it with --case"),
        (("decide", "rule.toml", "acts.csv", "--body", "nac"), "give it with --case"),
        (("decide", "rule.toml", "acts.csv", "--on", "2024-13-01"), "is no day"),
        (("decide", "rule.toml", "acts.csv", "--closes", "noon"), "is no instant"),
        (("decide", "rule.toml", "acts.csv", "--closes", "2024-07-01T12:00"), "has no offset"),
        (("decide", "nato-consensus", "acts.csv", "--case", CASE, "--on", "1900-01-01"),
         "has no members on 1900-01-01"),
        (("power", "absent"), "is no file and no shipped rule"),
        (("power", "absent.csv"), "there is no such file"),
        (("rules", "nato-consensu"), "nato-consensus"),
        (("silence", "."), "is a folder"),
        (("silence", "log.jsonl", "--at", "noon"), "is no instant and no day"),
        (("silence", "log.jsonl", "--at", "2024-10-01T12:00"), "name the zone with --zone"),
        (("silence", "log.jsonl", "--zone", "Brussels"), "nearest: Europe/Brussels"),
        (("silence", "log.jsonl", "--at", "2024-10-27T02:30", "--zone", "Europe/Brussels"),
         "2024-10-27T02:30 twice"),
        (("power", "nato-cost-shares"), "is a table of weights, not a rule, and it has no values"),
        (("decide", "eu-population-2024", "acts.csv"), "is a table of weights, not a rule"),
        (("silence", "log.jsonl", "--rule", "simple-majority"), "simple-majority"),
        (("silence", "-", "--add", "acts.csv"), "events are added to a file"),
        (("succession", CASE, "--at", "20241001"), "is no day"),
        (("succession", CASE, "--at", "2024-10-01", "--office", "secretary"), "secretary-general"),
        (("handover", CASE, "--at", "tomorrow"), "is no day"),
        (("handover", "absent", "--at", "2024-10-01"), "absent"),
        (("today", CASE, "--at", "2024-02-30"), "is no day"),
        (("today", CASE, "--run", "absent"), "is no run"),
        (("today", CASE, "--silence", "absent.jsonl"), "there is no such file"),
        (("today", CASE, "--html", "absent/today.html"), "nothing can be written here"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_told_with_its_remedy(arguments: tuple[str, ...], said: str) -> None:
    told = invoke(*arguments)
    assert told.exit_code == 2
    assert said in told.stderr
    assert told.stdout == ""
    assert "Traceback" not in told.stderr


def test_text_that_is_not_utf8_is_refused(folder: Path) -> None:
    (folder / "acts.csv").write_bytes(b"member,act,at\nBEL,\xff,2024-07-01T10:00Z\n")
    told = invoke(*asked("decide"))
    assert told.exit_code == 2
    assert "is not UTF-8 from byte 18 on" in told.stderr


def test_an_unreadable_file_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.read_bytes

    def refused(file: Path) -> bytes:  # what an account that is not root meets
        if file.name == "acts.csv":
            raise PermissionError(13, "Permission denied", str(file))
        return real(file)

    monkeypatch.setattr(Path, "read_bytes", refused)
    assert "cannot be read" in invoke(*asked("decide")).stderr


def test_a_rule_can_be_saved_and_used(folder: Path) -> None:
    text = invoke("rules", "simple-majority").stdout
    (folder / "mine.toml").write_text(text, encoding="utf-8")
    told = invoke("decide", "mine.toml", "acts.csv", "--case", CASE, "--body", "nac")
    assert told.exit_code == 0


def test_rules_lists_every_rule_with_what_it_cites() -> None:
    shown = invoke("rules").stdout
    rules = json.loads(invoke("rules", "--json").stdout)["rules"]
    assert len(rules) >= 10
    for rule in rules:
        assert rule["name"] in shown
        assert rule["cites"]


def test_power_reads_a_table_and_tells_which_column_is_wrong(folder: Path) -> None:
    (folder / "own.csv").write_text(
        "member,weight,quota,banzhaf,shapleyshubik\nA,50,51,0.6,0.667\nB,49,51,0.2,0.5\n"
        "C,1,51,0.2,0.167\n",
        encoding="utf-8",
    )
    told = invoke("power", "own.csv")
    assert told.exit_code == 0
    assert "“banzhaf” equals Banzhaf" in told.stdout
    assert "does not agree: 1 value differs." in told.stdout
    assert "B 0.5 0.1666…" in " ".join(told.stdout.split())


def test_silence_is_adopted_when_its_hour_comes() -> None:
    assert json.loads(invoke(*asked("silence"), "--json").stdout)["state"] == "under_silence"
    later = invoke("silence", "log.jsonl", "--at", "2024-10-03T15:00Z", "--json")
    assert json.loads(later.stdout)["state"] == "adopted"
    assert "nobody was held to be a member" in invoke("silence", "log.jsonl").stdout


def test_events_are_added_if_the_log_stays_sound(folder: Path) -> None:
    (folder / "log.jsonl").chmod(0o640)
    told = invoke(*asked("silence"), "--add", "-", "--json", given=OBJECTION)
    assert told.exit_code == 0
    assert (folder / "log.jsonl").read_text("utf-8") == f"{CIRCULATED}\n{OBJECTION}\n"
    assert (folder / "log.jsonl").stat().st_mode & 0o777 == 0o640
    later = invoke("silence", "log.jsonl", "--at", "2024-10-02T00:00Z", "--json")
    assert json.loads(later.stdout)["state"] == "broken"


@pytest.mark.parametrize(
    "event",
    [
        OBJECTION.replace("HUN", "CHE"),
        OBJECTION.replace("2024-10-01", "2024-09-01"),
        OBJECTION.replace("object", "objekt"),
        OBJECTION[:-5],
    ],
)
def test_a_faulty_event_changes_nothing(folder: Path, event: str) -> None:
    before = (folder / "log.jsonl").read_bytes()
    told = invoke(*asked("silence"), "--add", "-", given=event)
    assert told.exit_code == 2
    assert "stdin row 1" in told.stderr
    assert (folder / "log.jsonl").read_bytes() == before
    assert sorted(file.name for file in folder.iterdir()) == ["acts.csv", "log.jsonl", "rule.toml"]


def test_events_added_at_once_are_all_kept(folder: Path) -> None:
    adds = []
    for minute in range(6):
        (folder / f"{minute}.jsonl").write_text(OBJECTION.replace("HUN", "TUR") + "\n", "utf-8")
        command = [sys.executable, "-m", "foedus", "silence", "log.jsonl", "--case", CASE]
        add = ["--add", f"{minute}.jsonl", "--at", "2024-10-01T00:00Z", "--json"]
        adds.append(subprocess.Popen([*command, *add], stdout=subprocess.DEVNULL))
    assert [process.wait(timeout=120) for process in adds] == [0] * 6
    assert len((folder / "log.jsonl").read_text("utf-8").splitlines()) == 7


def test_a_log_can_be_begun(folder: Path) -> None:
    told = invoke("silence", "new.jsonl", "--add", "log.jsonl", "--at", "2024-10-01T00:00Z")
    assert told.exit_code == 0
    assert (folder / "new.jsonl").read_text("utf-8") == CIRCULATED + "\n"


def test_a_write_that_fails_leaves_the_old_log(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        replace_file(folder / "log.jsonl", "new")
    assert (folder / "log.jsonl").read_text("utf-8") == CIRCULATED + "\n"
    assert len(list(folder.iterdir())) == 3


def test_deadlines_become_a_calendar(folder: Path) -> None:
    assert invoke(*asked("silence"), "--ics", "log.ics").exit_code == 0
    text = (folder / "log.ics").read_bytes()
    assert text.startswith(b"BEGIN:VCALENDAR\r\n")
    assert b"BEGIN:VEVENT" in text


def test_who_holds_the_office_day_by_day() -> None:
    days = ("2024-06-25", "2024-06-26", "2024-09-30", "2024-10-01")
    told = [json.loads(invoke("succession", CASE, "--at", day, "--json").stdout) for day in days]
    assert [value["state"] for value in told] == ["nominations", "decided", "decided", "in_office"]
    holders = [value["holder"] for value in told]
    assert holders[0] == holders[2] != holders[3]


def test_today_defaults_to_the_day_of_the_case_and_writes_a_page(folder: Path) -> None:
    told = invoke("today", CASE, "--html", "today.html")
    assert told.exit_code == 0
    assert "On the desk on 1 October 2024" in told.stdout
    page = (folder / "today.html").read_text("utf-8")
    assert "On the desk on 1 October 2024" in page
    assert "nations decide" in page


def test_handover_writes_a_page(folder: Path) -> None:
    assert invoke(*asked("handover"), "--html", "file.html").exit_code == 0
    assert "Hand-over file, Secretary General" in (folder / "file.html").read_text("utf-8")


ESTUARY = """\
{"at": "2024-09-02T08:00Z", "kind": "submit", "by": "BEL", "to": ["NLD"], "title_en": "The estuary"}
{"at": "2024-09-03T08:00Z", "kind": "note", "by": "BEL", "name": "n1", "words": "our red line"}
{"at": "2024-09-04T08:00Z", "kind": "consent", "by": "NLD"}
{"at": "2024-10-01T08:00Z", "kind": "close", "by": "NLD", "reason": "No mandate"}
"""


@pytest.fixture
def with_offices(folder: Path) -> Path:
    """Return a case with a log of good offices in its folder ``offices``."""
    shutil.copytree(cases_folder() / CASE, folder / "own")
    log = folder / "own" / "offices" / "strait.jsonl"
    log.parent.mkdir()
    log.write_text(ESTUARY, "utf-8")
    return log


@pytest.mark.usefixtures("with_offices")
def test_open_good_offices_are_handed_over() -> None:
    asked_for = ["handover", "own", "--at", "2024-10-01"]
    value = json.loads(invoke(*asked_for, "--json").stdout)
    (line,) = value["good_offices"]
    assert (line["name"], line["parties"]) == ("strait", ["BEL", "NLD"])
    assert (line["state"], line["step"], line["waits_for"]) == ("consented", "choose", ["office"])
    assert "good_offices" not in value["unknown"]
    en, fr = (" ".join(invoke(*asked_for, "--lang", code).stdout.split()) for code in ("en", "fr"))
    assert "The estuary" in en
    assert "waits for: the office" in en
    assert "en attente de" in fr
    assert invoke(*asked_for, "--html", "file.html").exit_code == 0
    page = Path("file.html").read_text("utf-8")
    assert "waits for: the office" in page
    assert not any("red line" in said for said in (json.dumps(value), en, fr, page))


@pytest.mark.usefixtures("with_offices")
@pytest.mark.parametrize(
    ("day", "good_offices"), [("2024-09-02", None), ("2024-10-02", [])], ids=["before", "closed"]
)
def test_good_offices_are_as_the_day_began(day: str, good_offices: list[object] | None) -> None:
    value = json.loads(invoke("handover", "own", "--at", day, "--json").stdout)
    assert value["good_offices"] == good_offices
    assert ("good_offices" in value["unknown"]) == (good_offices is None)


def test_logs_of_good_offices_may_lie_elsewhere(with_offices: Path) -> None:
    asked_for = ["handover", CASE, "--at", "2024-10-01", "--json"]
    assert json.loads(invoke(*asked_for).stdout)["good_offices"] is None
    named = ["--offices", "own/offices/strait.jsonl", "--offices", "strait.jsonl"]
    (with_offices.parents[2] / "strait.jsonl").write_text(ESTUARY, "utf-8")
    one, two = (json.loads(invoke(*asked_for, *named[:n]).stdout) for n in (2, 4))
    assert [line["name"] for line in one["good_offices"]] == ["strait"]
    names = [line["name"] for line in two["good_offices"]]
    assert names == [str(Path("own/offices/strait")), "strait"]


def test_a_dispute_is_not_taken_for_a_case() -> None:
    shutil.copytree(cases_folder() / "disputes" / "turkiye-2003", "talks")
    for verb in (["check"], ["plan"], ["today"], ["read", "log.jsonl", "--case"]):
        for place in ("turkiye-2003", "talks", str(Path("talks/dispute.toml"))):
            told = invoke(*verb, place)
            assert told.exit_code == 2
            assert f"is a dispute, not a case; look at it with `foedus mediate {place}`" in (
                " ".join(told.stderr.split())
            )


def test_a_faulty_log_of_good_offices_is_told(with_offices: Path) -> None:
    with_offices.write_text(ESTUARY.replace('["NLD"]', '["NLX"]'), "utf-8")
    told = invoke("handover", "own", "--at", "2024-10-01")
    assert told.exit_code == 2
    assert 'strait.jsonl row 1, to: "NLX" is no member' in told.stderr


def test_event_logs_are_on_the_desk() -> None:
    value = json.loads(invoke(*asked("today"), "--silence", "log.jsonl", "--json").stdout)
    assert [line["name"] for line in value["silences"]] == ["log"]
    assert "Under silence, round 1" in invoke(*asked("today"), "--silence", "log.jsonl").stdout


def test_a_log_is_read_under_the_rule_that_was_named(folder: Path) -> None:
    amended = OBJECTION.replace("object", "amend")
    (folder / "two.jsonl").write_text(f"{CIRCULATED}\n{amended}\n", "utf-8")
    day = ["--at", "2024-10-02", "--silence", "two.jsonl", "--json"]
    states = {
        rule: json.loads(invoke("today", CASE, *day, *rule.split()).stdout)["silences"][0]["state"]
        for rule in ("", "--rule eu-silence")
    }
    assert states[""] == "broken"
    assert states["--rule eu-silence"] == "under_silence"


def test_a_page_tells_nothing_of_events_to_come(folder: Path) -> None:
    told = invoke("today", CASE, "--at", "2024-10-01", "--silence", "log.jsonl", "--json")
    (folder / "log.jsonl").write_text(f"{CIRCULATED}\n{OBJECTION}\n", "utf-8")
    later = invoke("today", CASE, "--at", "2024-10-01", "--silence", "log.jsonl", "--json")
    assert json.loads(told.stdout)["silences"] == json.loads(later.stdout)["silences"]


def test_faults_of_all_logs_are_told_at_once(folder: Path) -> None:
    for name in ("one", "two"):
        (folder / f"{name}.jsonl").write_text("{}\n", "utf-8")
    told = invoke("today", CASE, "--silence", "one.jsonl", "--silence", "two.jsonl")
    assert told.exit_code == 2
    assert "one.jsonl row 1" in told.stderr
    assert "two.jsonl row 1" in told.stderr


def test_all_shows_every_line_of_the_desk() -> None:
    short, long = invoke(*asked("today")).stdout, invoke(*asked("today"), "--all").stdout
    assert "(--all shows them)" in short
    assert "(--all shows them)" not in long


def test_since_after_the_day_is_refused() -> None:
    told = invoke("today", CASE, "--at", "2024-06-25", "--since", "2024-07-01")
    assert told.exit_code == 2
    assert "give an earlier day" in told.stderr


def test_the_logs_of_a_case_are_read(folder: Path) -> None:
    shutil.copytree(cases_folder() / CASE, folder / "case")
    (folder / "case" / "silence").mkdir()
    shutil.copy(folder / "log.jsonl", folder / "case" / "silence" / "a-text.jsonl")
    for place in ("case", "case/case.toml"):
        value = json.loads(invoke("today", place, "--silence", "log.jsonl", "--json").stdout)
        assert [line["name"] for line in value["silences"]] == ["a-text", "log"], place


def of_case(as_of: str, at: str) -> Plan:
    """Return the sample plan as a run of the worked case."""
    made = sample_plan()
    return replace(made, case=CASE, as_of=as_of, stamp=replace(made.stamp, at=at))


def test_the_newest_run_that_was_known_is_taken(folder: Path) -> None:
    write_run(of_case("2024-09-01", "2026-01-01T00:00:00+00:00"), folder / "runs" / "old")
    write_run(of_case("2024-09-01", "2026-01-02T00:00:00+00:00"), folder / "runs" / "newer")
    write_run(of_case("2024-11-01", "2026-01-03T00:00:00+00:00"), folder / "runs" / "later")
    write_run(sample_plan(), folder / "runs" / "other")
    (folder / "runs" / "broken").mkdir()
    (folder / "runs" / "broken" / "plan.json").write_text("{")
    assert newest_run(CASE, date(2024, 10, 1))[1] == "newer"
    assert newest_run(CASE, date(2024, 8, 1)) == (None, "")
    told = invoke(*asked("today"))
    assert "From the run newer" in told.stdout
    assert (
        "rests on what was known on 2024-11-01"
        in invoke(*asked("today"), "--run", "runs/later").stderr
    )
    assert (
        "is a run of the case sample-2024" in invoke(*asked("today"), "--run", "runs/other").stderr
    )


def test_both_languages_carry_the_same_numbers_on_the_desk() -> None:
    en, fr = (invoke(*asked("today"), "--lang", code).stdout for code in ("en", "fr"))
    section = en.partition("PLEDGES")[2].partition("NEW SINCE")[0]
    other = fr.partition("PROMESSES")[2].partition("NOUVEAU")[0]
    assert section
    assert other
    assert numbers(section, "en").total() == numbers(other, "fr").total()


def test_the_demo_begins_with_the_dispatch_and_the_desk(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = of_case("2024-10-01", "2026-01-01T00:00:00+00:00")
    monkeypatch.setattr(demo, "solve", lambda *_: result)
    monkeypatch.setattr(plan, "solve", lambda *_: result)
    monkeypatch.setattr(demo, "write_dossier", write_quickly)
    told = invoke("demo", "--lang", "fr")
    assert told.exit_code == 0
    assert "Dépêche" in told.stdout.splitlines()[0]
    desk = told.stdout.index("Dossier du jour, 1er octobre 2024")
    assert told.stdout.index("Lu par programme") < desk
    index = (folder / "demo" / "index.html").read_text("utf-8")
    pages = (
        "dispatch.html", "today.html", "handover.html", "spending.html", "ledger.html",
        "mediation.html", "futures.html", "autonomy.html",
    )  # fmt: skip
    for page in pages:
        assert f'href="{page}"' in index
        assert (folder / "demo" / page).is_file()
    value = json.loads(invoke("demo", "--json").stdout)
    assert value["pages"] == [f"demo/{page}" for page in pages]


def test_a_broken_pipe_is_no_fault() -> None:
    command = [sys.executable, "-m", "foedus", "today", CASE, "--lang", "en"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.wait(timeout=60) in {0, 141}
        assert b"Traceback" not in running.stderr.read()


def test_ctrl_c_leaves_the_log(folder: Path) -> None:
    command = [sys.executable, "-m", "foedus", "silence", "log.jsonl", "--add", "-", "--lang", "en"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stdin is not None
        assert running.stderr is not None
        with pytest.raises(subprocess.TimeoutExpired):
            running.wait(timeout=4)  # it waits for its standard input
        running.send_signal(signal.SIGINT)
        assert running.wait(timeout=10) == 130
        assert "stopped" in running.stderr.read()
    assert (folder / "log.jsonl").read_text("utf-8") == CIRCULATED + "\n"


def test_every_verb_of_the_record_is_there() -> None:
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    assert set(VERBS) <= set(commands)
