from __future__ import annotations

import os
import random
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from shown_faults import faults_of

from foedus.case.dispute.load import load
from foedus.case.dispute.save import save
from foedus.errors import InputError
from foedus.sources.disputes import read_climate

DATA = Path(os.environ.get("FOEDUS_DATA", "no-such-folder")) / "negotiation"

QUOTED = (
    "'#A'\t'USA'\t'USA'\t''\n"
    "'#A'\t'EU (incl Norway)'\t'EU (incl Norway)'\t''\n"
    "'#P'\t'legal'\t'legal'\t'legal'\n"
    "'#M'\t'legal'\t0\n"
    "'#M'\t'legal'\t100\n"
    "'#D'\t'USA'\t'legal'\t40.0\t0.9\t1.0\n"
    "'#D'\t'EU (incl Norway)'\t'legal'\t85.5\t0.65\t0.75\n"
)
BARE = QUOTED.replace("'", "").replace(".", ",")


def written(folder: Path, text: str, name: str = "paris.csv") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize("text", [QUOTED, BARE])
def test_both_dialects_become_a_dispute(text: str, tmp_path: Path) -> None:
    found = read_climate(written(tmp_path, text), vetoes=["USA"])
    save(tmp_path / "d", found.settings, found.tables)
    dispute = load(tmp_path / "d")
    assert dispute.name == "paris"
    assert [(p.name, p.veto, p.weight) for p in dispute.parties] == [
        ("USA", True, 1.0),
        ("EU (incl Norway)", False, 0.75),
    ]
    assert dispute.positions[:, 0].tolist() == [40.0, 85.5]
    assert (dispute.issues[0].low, dispute.issues[0].high) == (0.0, 100.0)
    assert found.outcome == {}


def test_all_faults_at_once(tmp_path: Path) -> None:
    damaged = (
        QUOTED.replace("40.0", "140.0").replace(
            "'EU (incl Norway)'\t'legal'\t85.5\t0.65\t0.75", "'EU'\t'legal'\t1e9\t-0.1\t-2.0"
        )
        + "'#D'\t'USA'\t'finance'\t5.0\tmuch\t2.0\n"
        + "'#D'\t'USA'\t'legal'\t41.0\t0.9\t1.0\n"
        + "#D\tUSA\tlegal\t41,5\t0,9\t1,0\n"
        + "'#X'\t'USA'\n"
        + "'#P'\t'ambition'\t'ambition'\t''\n"
        + "'#M'\t'ambition'\t7\n"
        + "'#D'\t'USA'\t'lega"
    )
    found = faults_of(read_climate, written(tmp_path, damaged))
    assert found == [
        ("disputes.off-scale", 6, "140.0"),
        ("disputes.unknown-name", 7, "EU"),
        ("disputes.off-scale", 7, "1e9"),
        ("disputes.off-scale", 7, "-0.1"),
        ("disputes.negative-power", 7, "-2.0"),
        ("disputes.unknown-name", 8, "finance"),
        ("disputes.not-a-number", 8, "much"),
        ("disputes.two-powers", 8, "2.0"),
        ("disputes.repeated", 9, "USA, legal"),
        ("disputes.two-quotes", 10, "-"),
        ("disputes.two-decimals", 10, ","),
        ("disputes.repeated", 10, "USA, legal"),
        ("disputes.unknown-tag", 11, "#X"),
        ("disputes.ends", 12, "ambition"),
        ("disputes.cut-line", 14, "#D"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "kinds"),
    [
        ("'#M'\t'legal'\t100\n", "", ["disputes.ends"]),
        ("'#M'\t'legal'\t100\n", "'#M'\t'legal'\t0\n", ["disputes.ends"]),
        ("'legal'\t100\n", "'legal'\t100\n'#M'\t'legal'\t50\n", ["disputes.ends"]),
        ("\t0.9\t", "\t1.9\t", ["disputes.off-scale"]),
        ("\t0.9\t", "\tnan\t", ["disputes.not-a-number"]),
        ("\t1.0\n", "\t0\n", ["disputes.negative-power"]),
        ("\t1.0\n", "\n", ["disputes.cells"]),
        ("'#P'\t'legal'\t'legal'\t'legal'\n", "", ["disputes.unknown-name"] * 4),
        ("'#A'\t'USA'\t'USA'\t''\n", "'#A'\t'USA'\t''\n" * 2, ["disputes.repeated"]),
    ],
)
def test_each_fault(old: str, new: str, kinds: list[str], tmp_path: Path) -> None:
    found = faults_of(read_climate, written(tmp_path, QUOTED.replace(old, new)))
    assert [kind for kind, _, _ in found] == kinds


def test_other_files(tmp_path: Path) -> None:
    assert faults_of(read_climate, written(tmp_path, "")) == [("disputes.no-rows", None, None)]
    (tmp_path / "latin.csv").write_bytes(QUOTED.replace("USA", "É").encode("latin-1"))
    assert faults_of(read_climate, tmp_path / "latin.csv") == [("disputes.not-utf-8", 1, None)]
    assert faults_of(read_climate, tmp_path / "none.csv") == [("not-found", None, None)]


def test_a_last_line_that_is_not_closed_is_warned_of(tmp_path: Path) -> None:
    (warning,) = read_climate(written(tmp_path, QUOTED.rstrip())).findings
    assert (warning.kind, warning.row) == ("source.cut-short", 7)
    assert read_climate(written(tmp_path, QUOTED)).findings == ()


@pytest.mark.data
@pytest.mark.skipif(not DATA.is_dir(), reason="FOEDUS_DATA is not set")
@pytest.mark.parametrize(
    ("name", "actors", "issues", "positions"), [("cop21", 15, 13, 181), ("copenhagen", 11, 7, 75)]
)
def test_the_published_files(
    name: str, actors: int, issues: int, positions: int, tmp_path: Path
) -> None:
    found = read_climate(DATA / f"{name}.csv")
    save(tmp_path / "d", found.settings, found.tables)
    dispute = load(tmp_path / "d")
    assert (len(dispute.parties), len(dispute.issues)) == (actors, issues)
    assert int((~np.isnan(dispute.positions)).sum()) == positions


@pytest.mark.parametrize("seed", range(60))
def test_damage_is_refused_or_read_and_never_breaks(seed: int, tmp_path: Path) -> None:
    rng, data = random.Random(seed), bytearray(QUOTED.encode())
    for _ in range(rng.randint(1, 4)):
        start = rng.randrange(len(data))
        data[start : start + rng.randint(0, 20)] = rng.randbytes(rng.randint(0, 3))
    (tmp_path / "x.csv").write_bytes(data)
    with suppress(InputError):
        read_climate(tmp_path / "x.csv")


def test_an_unknown_veto(tmp_path: Path) -> None:
    path = written(tmp_path, QUOTED)
    found = faults_of(lambda file: read_climate(file, vetoes=["US"]), path)
    assert found == [("disputes.unknown-name", None, "US")]


def test_a_thousand_faults_are_counted(tmp_path: Path) -> None:
    found = faults_of(read_climate, written(tmp_path, QUOTED + "'#X'\t'y'\n" * 1_000))
    assert len(found) == 201
    assert found[-1][0] == "and-more"
