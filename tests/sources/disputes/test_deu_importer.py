from __future__ import annotations

import csv
import io
import random
from contextlib import suppress
from pathlib import Path

import pytest
from shown_faults import faults_of

from foedus.brief.catalogue import catalogue
from foedus.case.dispute.load import load
from foedus.case.dispute.save import save
from foedus.errors import InputError
from foedus.sources.disputes import read_deu
from foedus.sources.disputes.deu_layout import NEEDED

FIRST = {
    "prnrnmc": "1", "isnrnmc": "1", "prname": "toll", "isnr": "t1", "pcom": "100", "scom": "40",
    "pfr": "0", "sfr": "80", "pde": "50", "sde": "", "sit": "10", "rp": "0", "out": "55",
}  # fmt: skip
SECOND = {**FIRST, "isnrnmc": "2", "isnr": "t2", "pfr": "", "rp": "", "out": ""}
THIRD = {**FIRST, "prnrnmc": "2", "isnrnmc": "3", "isnr": "u1", "ppl": "20", "spl": "60"}
POWERS = ({"fr": 0.6, "de": 0.4}, {"fr": 0.5, "de": 0.3, "pl": 0.2})


def written(folder: Path, *rows: dict[str, str], columns: tuple[str, ...] = NEEDED) -> Path:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    (folder / "deu.csv").write_text(text.getvalue(), "utf-8")
    return folder / "deu.csv"


def test_a_proposal_is_a_dispute(tmp_path: Path) -> None:
    first, second = read_deu(written(tmp_path, FIRST, THIRD, SECOND), powers=POWERS)
    save(tmp_path / "d", first.settings, first.tables)
    dispute = load(tmp_path / "d")
    assert (dispute.name, second.settings.name) == ("deu-1", "deu-2")
    assert [issue.name for issue in dispute.issues] == ["t1", "t2"]
    assert [issue.status_quo for issue in dispute.issues] == [0.0, None]
    assert first.outcome == {"t1": 55.0}
    weights = {party.name: party.weight for party in dispute.parties}
    assert weights == {"com": 0.6, "fr": 0.6, "de": 0.4}
    assert not any(party.veto for party in dispute.parties)
    assert dict(second.tables["parties"].select("party", "weight").rows())["pl"] == 0.2


def test_what_came_out_is_nowhere_in_the_tables(tmp_path: Path) -> None:
    (found,) = read_deu(written(tmp_path, {**FIRST, "out": "56.125"}))
    save(tmp_path / "d", found.settings, found.tables)
    assert not any("56.125" in path.read_text("utf-8") for path in (tmp_path / "d").iterdir())


def test_an_unsaid_salience_is_assumed_and_said(tmp_path: Path) -> None:
    (found,) = read_deu(written(tmp_path, FIRST))
    rows = {row["party"]: row for row in found.tables["saliences"].rows(named=True)}
    assert (rows["de"]["salience"], rows["de"]["source"]) == (50.0, None)
    assert (rows["fr"]["salience"], rows["fr"]["source"]) == (80.0, "deu-ii")
    assert "it" not in rows
    (warning,) = found.findings
    assert (warning.kind, warning.row, warning.details["actors"]) == (
        "disputes.salience-unsaid",
        2,
        "de",
    )
    assert warning.kind in catalogue()


def test_all_faults_at_once(tmp_path: Path) -> None:
    damaged = [
        {**FIRST, "pcom": "101", "sfr": "-1", "out": "x"},
        {**FIRST, "prnrnmc": ""},
        {**THIRD, "pro": "5"},
    ]
    found = faults_of(lambda path: read_deu(path, powers=POWERS), written(tmp_path, *damaged))
    assert found == [
        ("disputes.off-scale", 2, "101"),
        ("disputes.off-scale", 2, "-1"),
        ("disputes.not-a-number", 2, "x"),
        ("disputes.name-missing", 3, None),
        ("disputes.repeated", 3, "t1"),
        ("disputes.repeated", 3, "1"),
        ("disputes.no-power", 4, "ro"),
    ]


def test_columns_and_cut_files(tmp_path: Path) -> None:
    path = written(tmp_path, FIRST, columns=tuple(c for c in NEEDED if c not in ("rp", "sfr")))
    assert faults_of(read_deu, path) == [
        ("disputes.missing-column", 1, "rp"),
        ("disputes.missing-column", 1, "sfr"),
    ]
    path = written(tmp_path, FIRST, columns=(*NEEDED, "rp"))
    assert faults_of(read_deu, path) == [("disputes.repeated-column", 1, "rp")]
    path = written(tmp_path, FIRST, SECOND)
    path.write_text(path.read_text("utf-8")[:-40], "utf-8")
    assert faults_of(read_deu, path) == [("source.cut-row", 3, None)]
    path.write_text("", "utf-8")
    assert faults_of(read_deu, path) == [("disputes.no-rows", None, None)]


@pytest.mark.parametrize("cell", ["1e999", "nan", "inf", "1.000,5", "5 0", "9" * 60])
def test_what_is_no_number(cell: str, tmp_path: Path) -> None:
    found = faults_of(read_deu, written(tmp_path, {**FIRST, "pde": cell}))
    assert [kind for kind, _, _ in found] == ["disputes.not-a-number"]


@pytest.mark.parametrize("seed", range(40))
def test_damage_is_refused_or_read_and_never_breaks(seed: int, tmp_path: Path) -> None:
    path, rng = written(tmp_path, FIRST, SECOND, THIRD), random.Random(seed)
    data = bytearray(path.read_bytes())
    for _ in range(rng.randint(1, 4)):
        start = rng.randrange(len(data))
        data[start : start + rng.randint(0, 9)] = rng.randbytes(rng.randint(0, 2))
    path.write_bytes(data)
    with suppress(InputError):
        read_deu(path)
