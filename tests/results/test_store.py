"""A run is read back as it was written; what is damaged is named."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from pathlib import Path

import polars as pl
import pytest

from foedus.errors import InputError
from foedus.results import store
from foedus.results.plan import FRAMES, Level, Plan
from foedus.results.store import as_json, read_run, write_run
from sample_plan import infeasible_plan, sample_plan


def assert_same(left: Plan, right: Plan) -> None:
    for field in fields(Plan):
        one, other = getattr(left, field.name), getattr(right, field.name)
        if isinstance(one, pl.DataFrame):
            assert one.equals(other), field.name
            assert one.schema == other.schema
        else:
            assert one == other, field.name


@pytest.mark.parametrize("plan", [sample_plan(), infeasible_plan()], ids=["optimal", "infeasible"])
def test_round_trip(plan: Plan, tmp_path: Path) -> None:
    assert_same(read_run(write_run(plan, tmp_path / "deep" / "run")), plan)


def test_documented_fields() -> None:
    plan = as_json(sample_plan())
    assert list(plan)[:12] == [
        "case", "status", "levels", "coverage", "readiness", "transfers", "burden", "asks",
        "bundle", "left_out", "assumed_share", "stamp",
    ]  # fmt: skip
    asks = plan["asks"]
    assert isinstance(asks, list)
    assert asks[1]["row"] == {"party": "DEU", "capability": "armour"}
    confirmed = asks[1]["confirmed"]
    assert (confirmed["moved_by"], confirmed["gain"]) == (50.0, 0.0212)
    assert confirmed["unlocks"][0]["unit_months"] == 318.0
    assert asks[6]["confirmed"] is None
    assert asks[5]["party"] is None
    transfers = plan["transfers"]
    assert isinstance(transfers, list)
    assert set(transfers[0]) == set(FRAMES["transfers"])


def test_unknown_is_null_in_json_and_not_in_parquet(tmp_path: Path) -> None:
    plan = sample_plan()
    holed = replace(
        plan,
        levels=(*plan.levels, Level("readiness", float("nan"))),
        burden=plan.burden.with_columns(ratio=pl.lit(float("inf"))),
    )
    run = write_run(holed, tmp_path / "run")
    written = json.loads((run / "plan.json").read_text(encoding="utf-8"))
    assert written["burden"][0]["ratio"] is None
    assert written["levels"][-1]["value"] is None
    assert read_run(run).burden.equals(holed.burden)


def test_names_of_any_script_survive(tmp_path: Path) -> None:
    plan = sample_plan()
    odd = "<script>'\"\u202eעברית\u0000=cmd|'/c'"
    named = replace(plan, case=odd, names=plan.names.with_columns(name_fr=pl.lit(odd)))
    assert_same(read_run(write_run(named, tmp_path / "run")), named)


def test_an_earlier_run_is_replaced_and_notes_stay(tmp_path: Path) -> None:
    run = write_run(sample_plan(), tmp_path / "run")
    (run / "notes.txt").write_text("mine", encoding="utf-8")
    write_run(infeasible_plan(), run)
    assert read_run(run).status == "infeasible"
    assert (run / "notes.txt").read_text(encoding="utf-8") == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["run"]


def test_the_folder_that_one_is_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    write_run(sample_plan(), Path())
    assert_same(read_run(tmp_path / "here"), sample_plan())


def test_another_folder_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        write_run(sample_plan(), tmp_path)
    assert caught.value.findings[0].kind == "run-folder-in-use"
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_an_interrupted_write_leaves_the_old_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = write_run(sample_plan(), tmp_path / "run")

    def stop(_: Plan) -> dict[str, object]:
        raise KeyboardInterrupt

    monkeypatch.setattr(store, "as_json", stop)
    with pytest.raises(KeyboardInterrupt):
        write_run(infeasible_plan(), run)
    assert_same(read_run(run), sample_plan())
    assert [path.name for path in tmp_path.iterdir()] == ["run"]


def test_missing_files_are_all_named(tmp_path: Path) -> None:
    run = write_run(sample_plan(), tmp_path / "run")
    (run / "asks.parquet").unlink()
    (run / "plan.json").unlink()
    with pytest.raises(InputError) as caught:
        read_run(run)
    assert {(f.kind, f.file) for f in caught.value.findings} == {
        ("run-missing-file", "asks.parquet"),
        ("run-missing-file", "plan.json"),
    }


@pytest.mark.parametrize("file", ["burden.parquet", "plan.json", "SHA256SUMS"])
def test_every_changed_byte_is_noticed(file: str, tmp_path: Path) -> None:
    run = write_run(sample_plan(), tmp_path / "run")
    content = bytearray((run / file).read_bytes())
    content[len(content) // 2] ^= 1
    (run / file).write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_run(run)
    assert {f.kind for f in caught.value.findings} == {"run-damaged"}


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 1}', "\u00e9", '{"format": "1"}'])
def test_a_foreign_plan_file_is_named(text: str, tmp_path: Path) -> None:
    run = write_run(sample_plan(), tmp_path / "run")
    (run / "plan.json").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_run(run)
    assert caught.value.findings[0].kind == "run-damaged"


def test_a_newer_format_is_named(tmp_path: Path) -> None:
    run = write_run(sample_plan(), tmp_path / "run")
    (run / "plan.json").write_text('{"format": 99}', encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_run(run)
    assert caught.value.findings[0].kind == "run-newer-format"
