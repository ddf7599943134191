"""The verb's own work: options as they are written, files, JSON, exit codes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from foedus.brief.language import Language
from foedus.case.save import save_csv
from foedus.cli.desk import open_desk
from foedus.cli.spending import Accounts, read_growth, spending
from foedus.errors import InputError
from sample_spending import sample_case


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("case")
    save_csv(sample_case(), folder)
    return folder


def run(case: Path, *, as_json: bool = False, **asked: Any) -> int:
    desk = open_desk(Language("en"), as_json=as_json)
    return desk.run(lambda: spending(desk, case, Accounts(**asked)))


def test_json_alone_on_stdout(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(case, as_json=True, parties=("SVK",), growth="1.5%") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["growth"] == 0.015
    assert [line["party"] for line in found["guideline"]] == ["SVK"]
    (path,) = (path for path in found["path"] if path["party"])
    assert path["assumed"] is True
    assert path["amounts"][-1]["year"] == path["by"]
    assert found["findings"][0]["text"].startswith("spending: Slovakia 2024, share of GDP")
    assert found["stamp"]["options"]["growth"] == "0.015"


def test_every_figure_has_its_unit(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(case, as_json=True) == 0
    found = json.loads(capsys.readouterr().out)
    for line in (*found["guideline"], *found["equipment"], *found["counts"]):
        assert line["unit"] == "fraction"
        million = None if line["currency"] is None else f"million {line['currency']}"
        assert line["gap_amount_unit"] == million
    assert {line["unit"] for line in found["recomputed"]} == {"percent"}
    assert {line["unit"] for line in found["aims"]} == {"fraction"}
    assert {(p["unit"], p["rate_unit"]) for p in found["path"]} == {("million USD", "fraction")}
    assert {line["relative_unit"] for line in found["terms"]} == {"fraction"}
    assert all(line["unit"] for name in ("rows", "totals", "terms") for line in found[name])


def test_page_and_pictures_are_written(
    case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page, folder = tmp_path / "page.html", tmp_path / "pictures"
    assert run(case, html=page, out=folder) == 0
    assert "<figure>" in page.read_text(encoding="utf-8")
    assert (folder / "spending-total.png").stat().st_size > 10_000
    captured = capsys.readouterr()
    assert "Written to" in captured.err
    assert "TERMS OF OFFICE" in captured.out


def test_a_period_in_office(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    days = {"since": "2020-01-20", "until": "2024-01-20"}
    assert run(case, as_json=True, parties=("USA",), name="Presidency", **days) == 0
    terms = json.loads(capsys.readouterr().out)["terms"]
    assert {(t["person"], t["party"], t["from"], t["until"]) for t in terms} == {
        ("Presidency", "USA", "2020-01-20", "2024-01-20")
    }


@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        ({"since": "2020-01-20"}, "usage.half-period"),
        ({"since": "2020-01-20", "until": "x"}, "usage.not-a-day"),
        ({"since": "2020-01-20", "until": "2021-01-20", "office": "x"}, "usage.period-or-office"),
        (
            {"since": "2020-01-20", "until": "2021-01-20", "parties": ("USA", "POL")},
            "usage.one-party",
        ),
        ({"growth": "much"}, "usage.not-a-growth"),
        ({"growth": "nan"}, "usage.not-a-growth"),
        ({"growth": "1,000.5"}, "usage.not-a-growth"),
        ({"parties": ("POLAND",)}, "spending.unknown-party"),
    ],
)
def test_what_cannot_be_done_is_refused(
    case: Path, asked: dict[str, Any], kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(case, as_json=True, **asked) == 2
    captured = capsys.readouterr()
    assert json.loads(captured.out)["findings"][0]["kind"] == kind
    assert kind not in captured.err


def test_a_file_in_place_of_the_folder(case: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert run(case, as_json=True, out=tmp_path / "file") == 2


@pytest.mark.parametrize(
    ("text", "growth"),
    [
        ("1.5%", 0.015), ("1,5%", 0.015), ("1,5 %", 0.015), ("0.015", 0.015), ("0,015", 0.015),
        (" -2 % ", -0.02),
    ],
)  # fmt: skip
def test_growth_is_read_as_it_is_written(text: str, growth: float) -> None:
    assert read_growth(text) == growth
    with pytest.raises(InputError):
        read_growth(text + "x")
