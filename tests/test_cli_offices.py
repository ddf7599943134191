from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from rich.console import Console

from foedus.brief.language import Language
from foedus.cli.desk import BAD_INPUT, OK, Desk
from foedus.cli.inputs import STDIN
from foedus.cli.offices import GoodOffices, offices

CASE = Path("ukraine-2024")
LINES = (
    {"kind": "offer", "by": "office", "to": ["GRC", "TUR"], "title_en": "Air space"},
    {"kind": "consent", "by": "GRC"},
    {"kind": "note", "by": "GRC", "name": "n1", "words": "Our red line"},
    {"kind": "consent", "by": "TUR"},
    {"kind": "choose", "by": "office", "procedure": "good_offices"},
)
EVENTS = Path("dispute.jsonl")
LATE = "2024-10-31"


def log(*events: dict[str, object], day: int = 1) -> str:
    dated = ({"at": f"2024-10-{day + n:02}T08:00Z", **e} for n, e in enumerate(events))
    return "".join(json.dumps(event) + "\n" for event in dated)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder that holds a log."""
    monkeypatch.chdir(tmp_path)
    EVENTS.write_text(log(*LINES), encoding="utf-8")
    return tmp_path


def told(asked: GoodOffices, *, language: str = "en", as_json: bool = False) -> tuple[int, str]:
    """Return the exit code, and what was printed."""
    out, err = io.StringIO(), io.StringIO()
    desk = Desk(
        Language("fr" if language == "fr" else "en"),
        as_json,
        Console(file=out, width=160, color_system=None, highlight=False),
        Console(file=err, width=160, color_system=None, highlight=False),
    )
    code = desk.run(lambda: offices(desk, asked))
    return code, out.getvalue() or err.getvalue()


def answer(asked: GoodOffices) -> dict[str, object]:
    code, said = told(asked, as_json=True)
    assert code == OK, said
    found: dict[str, object] = json.loads(said)
    return found


def test_the_file_as_it_stands() -> None:
    code, said = told(GoodOffices(EVENTS, at=LATE))
    assert code == OK
    for part in ("Air space – Procedure chosen (good offices)", "Our red line", "nobody was held"):
        assert part in said


def test_the_file_in_french() -> None:
    _, said = told(GoodOffices(EVENTS, at=LATE), language="fr")
    assert "Procédure choisie (bons offices)" in said


def test_the_file_at_an_earlier_instant() -> None:
    found = answer(GoodOffices(EVENTS, at="2024-10-02T10:00", zone="Europe/Brussels"))
    assert (found["state"], found["missing"], found["upcoming"]) == ("offered", ["TUR"], 3)
    assert found["at"] == "2024-10-02T08:00:00Z"
    assert list(found)[:4] == ["state", "parties", "missing", "procedure"]


def test_a_party_sees_its_own_view_only() -> None:
    code, said = told(GoodOffices(EVENTS, at=LATE, viewer="TUR"))
    assert code == OK
    assert "Our red line" not in said
    view = answer(GoodOffices(EVENTS, at=LATE, viewer="TUR"))
    assert (view["viewer"], view["items"], view["findings"]) == ("TUR", [], [])
    assert "events" not in view["stamp"]["inputs"]  # type: ignore[index]
    assert "Our red line" in told(GoodOffices(EVENTS, at=LATE, viewer="GRC"))[1]
    code, said = told(GoodOffices(EVENTS, viewer="CYP"))
    assert code == BAD_INPUT
    assert 'dispute.jsonl: "CYP" is no party to the dispute' in said


def test_the_membership_of_a_case_is_held() -> None:
    assert answer(GoodOffices(EVENTS, at=LATE, case=CASE))["members_known"] is True
    EVENTS.write_text(log({"kind": "offer", "by": "office", "to": ["GRC", "UKR"]}), "utf-8")
    code, said = told(GoodOffices(EVENTS, case=CASE))
    assert code == BAD_INPUT
    assert '"UKR" is no member on 2024-10-01' in said
    assert told(GoodOffices(EVENTS, case=CASE, body="nuc"))[0] == OK
    assert "give it with --case" in told(GoodOffices(EVENTS, body="nuc"))[1]


def test_events_are_added_to_the_log() -> None:
    more = Path("more.jsonl")
    text = {"kind": "text", "by": "office", "hash_en": "0" * 64, "hash_fr": "1" * 64}
    more.write_text(log({**text, "shown_to": ["GRC"]}, day=10), "utf-8")
    before = EVENTS.read_bytes()
    found = answer(GoodOffices(EVENTS, at=LATE, add=more))
    assert found["state"] == "rounds"
    assert EVENTS.read_bytes() == before + more.read_bytes()
    new = Path("new.jsonl")
    assert answer(GoodOffices(new, at=LATE, add=EVENTS))["state"] == "rounds"
    assert new.read_bytes() == EVENTS.read_bytes()


@pytest.mark.parametrize(
    ("added", "viewer"),
    [
        (log({"kind": "accept", "by": "GRC"}, day=10), None),
        (log({"kind": "note", "by": "TUR", "name": "n1", "words": "x"}, day=10), None),
        (log({"kind": "resume", "by": "GRC"}) + "{", None),
        (log({"kind": "suspend", "by": "office", "reason": "x"}, day=10), "CYP"),
    ],
)
def test_a_refused_addition_leaves_the_log_byte_for_byte(added: str, viewer: str | None) -> None:
    Path("more.jsonl").write_text(added, "utf-8")
    before = EVENTS.read_bytes()
    code, said = told(GoodOffices(EVENTS, add=Path("more.jsonl"), viewer=viewer))
    assert code == BAD_INPUT
    assert "more.jsonl row 1" in said or viewer is not None
    assert EVENTS.read_bytes() == before
    assert sorted(p.name for p in Path().iterdir()) == ["dispute.jsonl", "more.jsonl"]


def test_what_cannot_be_asked() -> None:
    for asked, said in (
        (GoodOffices(EVENTS, at="noon"), "is no instant and no day"),
        (GoodOffices(EVENTS, zone="Brussels"), "nearest: Europe/Brussels"),
        (GoodOffices(STDIN, add=EVENTS), "events are added to a file"),
        (GoodOffices(Path("absent.jsonl")), "there is no such file"),
    ):
        code, found = told(asked)
        assert code == BAD_INPUT
        assert said in found


def test_the_page_is_written() -> None:
    assert told(GoodOffices(EVENTS, at=LATE, html=Path("page.html")))[0] == OK
    assert "Our red line" in Path("page.html").read_text("utf-8")
    told(GoodOffices(EVENTS, at=LATE, viewer="TUR", html=Path("page.html")))
    assert "Our red line" not in Path("page.html").read_text("utf-8")


def test_warnings_are_for_the_office() -> None:
    same = {"kind": "text", "by": "office", "hash_en": "0" * 64, "hash_fr": "0" * 64}
    more = log({**same, "shown_to": ["GRC"]}, day=10)
    EVENTS.write_text(log(*LINES) + more, "utf-8")
    found = answer(GoodOffices(EVENTS, at=LATE))
    assert [f["kind"] for f in found["findings"]] == ["silence.same-text"]  # type: ignore[attr-defined]
    assert answer(GoodOffices(EVENTS, at=LATE, viewer="TUR"))["findings"] == []


def test_a_party_is_told_only_that_a_log_has_faults() -> None:
    bad = {"kind": "note", "by": "GRC", "name": "n9", "procedure": "x"}
    with EVENTS.open("a", encoding="utf-8") as file:
        file.write(json.dumps({"at": "2024-10-30T08:00Z", **bad}) + "\n")
    code, said = told(GoodOffices(EVENTS, at=LATE, viewer="TUR"))
    assert code == 2
    assert "the office must look" in said
    assert "GRC" not in said
