"""What a dispute is once it is read, from a folder, Parquet files or a workbook."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from sample_dispute import TABLES, found, with_cell, write_dispute

from foedus.case.dispute.load import load
from foedus.case.dispute.model import Dispute, Link, RedLine
from foedus.case.dispute.save import save
from foedus.case.dispute.settings import DisputeSettings
from foedus.case.dispute.tables import TABLES as SCHEMA
from foedus.errors import InputError

SETTINGS = DisputeSettings("strait", {"en": "The strait", "fr": "Le détroit"})
FLAT = [
    ("format", 1), ("name", "strait"), ("title.en", "The strait"), ("title.fr", "Le détroit"),
    ("as_of", "2024-10-01"), ("body", "council"),
]  # fmt: skip


def frame(name: str) -> pl.DataFrame:
    """Return a table of the sound dispute with the types of its schema."""
    text = pl.read_csv(TABLES[name].encode(), infer_schema=False)
    return text.with_columns(_typed(text[c], SCHEMA[name].schema[c]) for c in text.columns)


def _typed(cells: pl.Series, kind: pl.DataType) -> pl.Series:
    if kind == pl.Boolean:
        return cells == "true"
    return cells.str.to_date("%Y-%m-%d") if kind == pl.Date else cells.cast(kind)


def same(one: Dispute, other: Dispute) -> None:
    assert one.sha256 == other.sha256
    assert (one.parties, one.issues, one.links) == (other.parties, other.issues, other.links)
    assert one.redlines == other.redlines
    for name in ("salience", "positions", "spread", "ranked"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))
    for a, b in zip(one.values, other.values, strict=True):
        np.testing.assert_array_equal(a, b)


def test_the_arrays(tmp_path: Path) -> None:
    dispute = load(write_dispute(tmp_path / "d"))
    assert (dispute.name, dispute.titles["fr"], dispute.body) == ("strait", "Le détroit", "council")
    assert [(p.name, p.veto, p.weight, p.reservation) for p in dispute.parties] == [
        ("north", True, 2.0, 0.3),
        ("south", True, 1.0, 0.25),
    ]
    assert [i.options for i in dispute.issues] == [
        ("closed", "shared", "open"),
        (),
        ("joint", "none"),
    ]
    assert [i.status_quo for i in dispute.issues] == ["closed", 4.0, "none"]
    assert dispute.issues[0].option_names["shared"] == {"en": "Shared", "fr": "Partagés"}
    assert (dispute.issues[1].low, dispute.issues[1].high) == (0.0, 10.0)
    np.testing.assert_allclose(dispute.salience, [[0.75, 0.25, 0], [0.25, 0.25, 0.5]])
    np.testing.assert_allclose(dispute.values[0], [[0, 0.5, 1], [1, 0.5, 0]])
    np.testing.assert_allclose(dispute.values[2], [[0, 0], [0.2, 1]])
    assert dispute.values[1].shape == (2, 0)
    np.testing.assert_array_equal(dispute.positions, [[np.nan, 2, np.nan], [np.nan, 8, np.nan]])
    np.testing.assert_array_equal(dispute.spread[:, 1], [1, np.nan])
    np.testing.assert_array_equal(dispute.ranked, [[False, False, False], [True, False, False]])
    assert dispute.redlines == (RedLine(0, 1, high=6.0, price=0.1), RedLine(1, 0, 2, price=0.25))
    assert dispute.links == (Link(0, 0, 2, 0, allowed=False), Link(0, 1, 2, 0, allowed=True))
    assert dispute.assumed == frozenset()


def test_load_raises_all_faults(tmp_path: Path) -> None:
    folder = write_dispute(tmp_path / "d", with_cell("positions", "north,toll,2", "north,toll,12"))
    with pytest.raises(InputError, match=r"dispute\.off-scale"):
        load(folder / "dispute.toml")


def test_assumed_rows_name_their_parties(tmp_path: Path) -> None:
    dispute = load(write_dispute(tmp_path / "d", with_cell("positions", "8,,s1", "8,,")))
    assert dispute.assumed == {("positions", 3)}
    assert dispute.assumed_parties == {"south"}
    assert [f.kind for f in dispute.findings] == ["assumed-rows"]


def test_options_without_order_follow_as_they_stand(tmp_path: Path) -> None:
    text = TABLES["options"].replace("ports,open,3", "ports,open,").replace("closed,1", "closed,")
    dispute = load(write_dispute(tmp_path / "d", {"options": text}))
    assert dispute.issues[0].options == ("shared", "open", "closed")


RANKS = st.lists(st.integers(1, 6), min_size=3, max_size=3)


@settings(max_examples=20, deadline=None)
@given(ranks=RANKS)
def test_values_from_ranks(tmp_path_factory: pytest.TempPathFactory, ranks: list[int]) -> None:
    text = "party,issue,option,rank,source\n"
    names = ("closed", "shared", "open")
    text += "".join(f"south,ports,{o},{r},s1\n" for o, r in zip(names, ranks, strict=True))
    dispute = load(write_dispute(tmp_path_factory.mktemp("d"), {"ranks": text}))
    worst = max(ranks)
    expected = [1.0 if len(set(ranks)) == 1 else (worst - r) / (worst - 1) for r in ranks]
    np.testing.assert_allclose(dispute.values[0][1], expected)


@settings(max_examples=20, deadline=None)
@given(given=st.lists(st.floats(0, 1e308), min_size=2, max_size=2))
def test_saliences_become_shares(
    tmp_path_factory: pytest.TempPathFactory, given: list[float]
) -> None:
    text = f"party,issue,salience,source\nnorth,ports,{given[0]!r},s1\nnorth,toll,{given[1]!r},s1\n"
    row = load(write_dispute(tmp_path_factory.mktemp("d"), {"saliences": text})).salience[0]
    assert row.sum() == pytest.approx(1.0 if any(given) else 0.0)
    assert (row[0] > row[1]) <= (given[0] > given[1])


def by_xlsxwriter(file: Path) -> Path:
    """Write the sound dispute as a workbook, numbers and truth values as such."""
    book = xlsxwriter.Workbook(file)
    sheets = {"dispute": [("key", "value"), *FLAT]}
    sheets |= {n: [tuple(frame(n).columns), *frame(n).iter_rows()] for n in TABLES}
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, [str(c) if hasattr(c, "year") else c for c in row])
    book.close()
    return file


def by_openpyxl(file: Path) -> Path:
    """Write the sound dispute as a workbook of text cells, as an office's own form would be."""
    book = Workbook()
    book.active.title = "read me"
    for row in [("key", "value"), *FLAT]:
        (book["dispute"] if "dispute" in book.sheetnames else book.create_sheet("dispute")).append(
            row
        )
    for name, text in TABLES.items():
        sheet = book.create_sheet(name)
        for line in text.splitlines():
            sheet.append(line.split(","))
    book.save(file)
    return file


@pytest.mark.parametrize("write", [by_xlsxwriter, by_openpyxl])
def test_a_workbook_is_the_same_dispute(tmp_path: Path, write: object) -> None:
    assert callable(write)
    file = write(tmp_path / "strait.xlsx")
    assert found(file) == []
    same(load(file), load(write_dispute(tmp_path / "d")))


def test_parquet_is_the_same_dispute(tmp_path: Path) -> None:
    folder = write_dispute(tmp_path / "p", dict.fromkeys(TABLES))
    for name in TABLES:
        frame(name).write_parquet(folder / f"{name}.parquet")
    same(load(folder), load(write_dispute(tmp_path / "d")))


def test_a_saved_dispute_reads_back_the_same(tmp_path: Path) -> None:
    tables = {name: frame(name) for name in TABLES}
    shuffled = {n: t.select(reversed(t.columns)) for n, t in tables.items()}
    save(tmp_path / "a", SETTINGS, tables)
    save(tmp_path / "b", SETTINGS, shuffled)
    same(load(tmp_path / "a"), load(tmp_path / "b"))
    save(tmp_path / "a", SETTINGS, {n: t for n, t in tables.items() if n != "links"})
    assert not (tmp_path / "a" / "links.csv").exists()
    assert load(tmp_path / "a").titles == SETTINGS.title


def test_a_folder_of_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(InputError, match=r"dispute\.not-a-dispute-folder"):
        save(tmp_path, SETTINGS, {})


def test_the_hash_says_what_can_change_an_answer(tmp_path: Path) -> None:
    sound = load(write_dispute(tmp_path / "a")).sha256
    lines = TABLES["values"].splitlines(keepends=True)
    turned = "".join([lines[0], *reversed(lines[1:])])
    assert load(write_dispute(tmp_path / "b", {"values": turned})).sha256 == sound
    other = with_cell("values", "ports,shared,0.5", "ports,shared,0.6")
    assert load(write_dispute(tmp_path / "c", other)).sha256 != sound
    lines = TABLES["parties"].splitlines(keepends=True)
    order = {"parties": "".join([lines[0], *reversed(lines[1:])])}
    assert load(write_dispute(tmp_path / "d", order)).sha256 != sound
