from __future__ import annotations

import shutil
import tomllib
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from kiel_workbook_made import EURO, MAIN, SUMMARY, made
from openpyxl import Workbook
from said import assert_said

from foedus.brief.language import Language
from foedus.case import load
from foedus.case.save import write_file
from foedus.case.schema import TABLES
from foedus.cli.desk import open_desk
from foedus.cli.importing import import_file
from foedus.errors import Finding, InputError
from foedus.sources import commit, into
from foedus.sources.datapackage import FILE, package_bytes, write_package
from foedus.sources.imported import Imported, typed_table
from foedus.sources.importers import importer_for
from foedus.sources.into import write_into
from foedus.sources.kiel_workbook import read
from foedus.sources.narrow import Width, fitting, without_figures
from foedus.sources.origin import Origin

DAY = date(2024, 10, 1)
WIDTHS: tuple[Width, ...] = ("own", "with-institutions")
CASE = {
    "case.toml": 'format = 1\nname = "small"\nas_of = 2024-10-01\n',
    "bodies.csv": "body,name_en,name_fr\nnato,NATO,OTAN\n",
    "parties.csv": "party,kind,gdp,own\nDEU,ally,4000000.50,kept\nFRA,ally,,\n",
    "memberships.csv": "party,body,from,until\nDEU,nato,1955-05-06,\nFRA,nato,1949-08-24,\n"
    "POL,nato,1999-03-12,\nUKR,nato,2000-01-01,2001-01-01\n",
}
ORIGIN = Origin(
    "nato-x", "NATO", "Expenditure", "x", date(2024, 6, 17), "ab", DAY, "", "nato 1", "n.xlsx", ""
)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "case"
    folder.mkdir()
    for name, text in CASE.items():
        (folder / name).write_text(text)
    parties = CASE["parties.csv"] + "POL,ally,,\nUKR,recipient,,\n"
    (folder / "parties.csv").write_text(parties)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def spending(amount: float = 2.0, party: str = "DEU", origin: Origin = ORIGIN) -> Imported:
    columns = {
        "party": [party, "CHE"],
        "year": [2024, 2024],
        "measure": "expenditure",
        "basis": "current",
        "amount": [amount, 1.5],
        "unit": "million USD",
        "estimate": True,
    }
    return Imported(origin, {"spending": typed_table("spending", columns, origin)})


def test_rows_their_source_and_missing_parties_are_added(case: Path) -> None:
    summary = write_into(spending(), case)
    assert summary.added == {"parties": 1, "sources": 1, "spending": 2}
    assert summary.parties == ("CHE",)
    read_back = load(case)
    assert read_back.tables["spending"].height == 2
    assert read_back.tables["sources"].row(0, named=True)["source"] == "nato-x"
    origin = tomllib.loads((case / "origins" / "nato-x.toml").read_text())
    assert (origin["sha256"], origin["rows"]) == ("ab", {"spending": 2})


def test_what_stands_there_keeps_its_text_and_its_columns(case: Path) -> None:
    before = (case / "parties.csv").read_text().splitlines()
    write_into(spending(), case)
    after = (case / "parties.csv").read_text().splitlines()
    assert after[0] == "party,kind,gdp,own,source"
    assert [line.removesuffix(",") for line in after[1:5]] == before[1:]
    assert after[5] == "CHE,partner,,,nato-x"


def test_kinds_of_parties_come_from_the_register(case: Path) -> None:
    (case / "parties.csv").write_text(CASE["parties.csv"] + "UKR,recipient,,\n")
    (case / "memberships.csv").write_text("party,body,from,until\nDEU,nato,1955-05-06,\n")
    columns = {
        "entry": ["a", "b", "c"],
        "donor": ["POL", "EUI", "JPN"],
        "recipient": "MDA",
        "type": "military",
        "stage": "pledge",
    }
    members = {"party": ["POL"], "body": "nato", "from": [date(1999, 3, 12)]}
    tables = {"ledger": typed_table("ledger", columns, ORIGIN)}
    tables["memberships"] = typed_table("memberships", members, ORIGIN)
    write_into(Imported(ORIGIN, tables), case)
    kinds = dict(load(case).tables["parties"].select("party", "kind").iter_rows())
    assert kinds["POL"] == "ally"
    assert kinds["EUI"] == "institution"
    assert (kinds["JPN"], kinds["MDA"]) == ("partner", "recipient")


def test_a_second_import_changes_nothing(case: Path) -> None:
    write_into(spending(), case)
    before = contents(case)
    later = replace(ORIGIN, retrieved=date(2024, 11, 1))
    summary = write_into(spending(origin=later), case)
    assert (summary.added, summary.kept) == ({}, {"sources": 1, "spending": 2})
    assert contents(case) == before


def test_the_origin_counts_what_the_case_holds_after_a_second_import(case: Path) -> None:
    both = spending()
    rows = both.tables["spending"]
    write_into(replace(both, tables={"spending": rows.head(1)}), case)
    newer = replace(ORIGIN, importer="nato 2")
    write_into(replace(both, origin=newer), case)
    origin = tomllib.loads((case / "origins" / "nato-x.toml").read_text())
    assert (origin["rows"], origin["importer"]) == ({"spending": 2}, "nato 2")


def test_the_noise_of_a_workbook_saved_again_is_no_other_figure(case: Path) -> None:
    write_into(spending(), case)
    assert write_into(spending(amount=2.0 * (1 + 5e-13)), case).kept["spending"] == 2
    assert refused(spending(amount=2.0 * (1 + 5e-12)), case) == [("source.clash", "amount")]


def refused(imported: Imported, case: Path) -> list[tuple[str, str | None]]:
    before = contents(case)
    with pytest.raises(InputError) as caught:
        write_into(imported, case)
    assert contents(case) == before
    return [(f.kind, f.column) for f in caught.value.findings if f.severity == "fault"]


def test_the_same_key_with_other_content_is_a_fault(case: Path) -> None:
    write_into(spending(), case)
    assert refused(spending(amount=3.0), case) == [("source.clash", "amount")]


def test_another_release_stands_beside(case: Path) -> None:
    write_into(spending(), case)
    other = replace(ORIGIN, key="nato-y", release="y")
    assert write_into(spending(amount=3.0, origin=other), case).added["spending"] == 2


def test_one_release_from_two_files_is_a_fault(case: Path) -> None:
    write_into(spending(), case)
    other = replace(ORIGIN, sha256="cd")
    assert refused(spending(party="FRA", origin=other), case) == [("source.other-file", None)]
    summary = write_into(spending(origin=other), case)
    assert [f.kind for f in summary.findings] == ["source.other-file"]


def test_rows_that_would_break_the_case_are_not_written(case: Path) -> None:
    assert refused(spending(amount=float("nan")), case) == [("not-finite", "amount")]
    assert refused(spending(party="CHE"), case) == [
        ("duplicate-key", "party, year, measure, basis, release")
    ]


def test_a_case_with_faults_is_not_written_to(case: Path) -> None:
    (case / "parties.csv").write_text("party,kind\nDEU,friend\n")
    assert "unknown-choice" in {kind for kind, _ in refused(spending(), case)}


def test_a_case_must_be_a_folder_of_csv_files(case: Path, tmp_path: Path) -> None:
    assert refused(spending(), tmp_path / "none") == [("not-found", None)]
    (tmp_path / "a.xlsx").write_bytes(b"")
    assert refused(spending(), tmp_path / "a.xlsx") == [("source.not-a-folder", None)]
    pl.read_csv(case / "parties.csv").drop("own").write_parquet(case / "parties.parquet")
    (case / "parties.csv").unlink()
    assert refused(spending(), case) == [("source.parquet-table", None)]


@pytest.mark.parametrize("stop", [OSError(28, "no space"), KeyboardInterrupt(), MemoryError()])
def test_a_file_that_cannot_take_its_place_puts_the_others_back(
    case: Path, monkeypatch: pytest.MonkeyPatch, stop: BaseException
) -> None:
    write_package(case)
    before = contents(case)
    real = commit.replace

    def failing(file: Path, target: Path) -> None:
        if target == case / "spending.csv":
            raise stop
        real(file, target)

    monkeypatch.setattr(commit, "replace", failing)
    with pytest.raises(InputError if isinstance(stop, OSError) else type(stop)):
        write_into(spending(), case)
    assert contents(case) == before
    assert not (case / "origins").exists()


def test_a_full_disk_stops_before_anything_changed(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: Path, __: bytes) -> None:
        raise InputError([Finding("fault", "not-writable", "spending.csv")])

    monkeypatch.setattr(commit, "write_file", full)
    monkeypatch.setattr(commit, "replace", None)
    assert refused(spending(), case) == [("not-writable", None)]


def test_a_process_that_is_killed_leaves_a_sound_case_that_the_same_import_completes(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_package(case)
    whole = Path(shutil.copytree(case, tmp_path / "whole"))
    write_into(spending(), whole)
    written: list[tuple[str, bytes]] = []
    with monkeypatch.context() as patch:
        patch.setattr(into, "commit", lambda _, files: written.extend(files.items()))
        write_into(spending(), case)
    names = [name for name, _ in written]
    assert names == [FILE, "origins/nato-x.toml", "sources.csv", "parties.csv", "spending.csv"]
    for count in range(1, len(written)):
        place = Path(shutil.copytree(case, tmp_path / f"killed-{count}"))
        for name, content in written[:count]:
            write_file(place / name, content)
        load(place)
        write_into(spending(), place)
        assert contents(place) == contents(whole)


def test_no_table_takes_its_place_before_one_that_it_refers_to() -> None:
    for name, table in TABLES.items():
        targets = {c.refers for c in table.all_columns if c.refers} - {name}
        assert all(into.ORDER[target] < into.ORDER[name] for target in targets)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("last", ["", "end"])
def test_a_file_keeps_its_mark_and_its_ends_of_lines(
    case: Path, mark: str, end: str, last: str
) -> None:
    """As spreadsheets write them; quotes stay where they stood, too."""
    kept = mark + end.join(['party,kind,source,"own"', 'DEU,"ally",,kept', "FRA,ally,,"])
    (case / "parties.csv").write_text(kept + (end if last else ""), newline="")
    (case / "memberships.csv").write_text("party,body,from,until\n")
    write_into(spending(), case)
    after = (case / "parties.csv").read_bytes().decode()
    assert after == f"{kept}{end}CHE,partner,nato-x,{end}"
    assert write_into(spending(), case).added == {}


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_file_that_needs_another_column_keeps_them_too(case: Path, mark: str, end: str) -> None:
    given = mark + end.join(["party,kind,own", "DEU,ally,kept", "FRA,ally,", ""])
    (case / "parties.csv").write_text(given, newline="")
    (case / "memberships.csv").write_text("party,body,from,until\n")
    write_into(spending(), case)
    lines = ["party,kind,own,source", "DEU,ally,kept,", "FRA,ally,,", "CHE,partner,,nato-x", ""]
    assert (case / "parties.csv").read_bytes().decode() == mark + end.join(lines)


def test_a_description_is_made_anew_and_none_is_made_unasked(case: Path) -> None:
    write_into(spending(), case)
    assert not (case / FILE).exists()
    write_package(case)
    write_into(spending(party="FRA", origin=replace(ORIGIN, key="nato-y", release="y")), case)
    assert (case / FILE).read_bytes() == package_bytes(case)


def test_only_warnings_that_are_new_are_given(case: Path) -> None:
    late = replace(ORIGIN, published=date(2024, 12, 1))
    assert [f.kind for f in write_into(spending(origin=late), case).findings] == ["later-source"]


def test_a_description_beside_tables_in_parquet_is_left_alone(case: Path) -> None:
    pl.read_csv(case / "bodies.csv").write_parquet(case / "bodies.parquet")
    (case / "bodies.csv").unlink()
    (case / FILE).write_text("{}")
    assert write_into(spending(), case).added["spending"] == 2
    assert (case / FILE).read_text() == "{}"


def test_a_currency_without_a_rate_on_the_day_is_said_once(case: Path) -> None:
    columns = {
        "entry": ["a", "b", "c", "d", "e"],
        "donor": "DEU",
        "recipient": "UKR",
        "type": "military",
        "stage": "pledge",
        "date": [date(2024, 5, 2), date(2024, 5, 3), None, date(1998, 5, 4), date(2024, 5, 5)],
        "amount": [1.0, 2.0, 3.0, 4.0, 5.0],
        "currency": ["TWD", "TWD", "TWD", "USD", "EUR"],
    }
    summary = write_into(Imported(ORIGIN, {"ledger": typed_table("ledger", columns, ORIGIN)}), case)
    found = [(f.kind, f.value, f.details["asked"]) for f in summary.findings if "rates" in f.kind]
    assert found == [
        ("rates.unknown-currency", "TWD", "2024-05-02"), ("rates.no-rate", "USD", "1998-05-04"),
    ]  # fmt: skip


def run(file: Path, case: Path, *, accept_layout: bool = False) -> int:
    desk = open_desk(Language("en"), as_json=True)
    return desk.run(lambda: import_file(desk, "kiel", file, case, accept_layout=accept_layout))


def rename(book: Workbook) -> None:
    book[MAIN].title = "MAIN DATA"


def shift(book: Workbook) -> None:
    book[SUMMARY].insert_rows(1, 2)


def widen(book: Workbook) -> None:
    book[MAIN].insert_cols(3)
    book[MAIN]["C1"] = "Confidential"


def formula(book: Workbook) -> None:
    book[MAIN].cell(2, EURO + 1, "=7*2")


def plain(_: Workbook) -> None:
    return


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-500])


def with_macro(path: Path) -> None:
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")


def with_link(path: Path) -> None:
    with zipfile.ZipFile(path) as old:
        members = {name: old.read(name) for name in old.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    value = b"<v>15000000</v>"
    members[sheet] = members[sheet].replace(value, b"<f>[1]Data!A1</f>" + value, 1)
    members["xl/externalLinks/externalLink1.xml"] = b"<externalLink/>"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in members.items():
            new.writestr(name, content)


def with_bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image1.png", b"0" * 30_000_000)


def untouched(_: Path) -> None:
    return


@pytest.mark.parametrize(
    ("change", "damage", "kind"),
    [
        (rename, untouched, "source.sheet-renamed"),
        (shift, untouched, "source.header-moved"),
        (widen, untouched, "source.unknown-column"),
        (formula, untouched, "source.formula-without-value"),
        (plain, cut, "broken-workbook"),
        (plain, with_macro, "source.macros"),
        (plain, with_link, "source.external-link"),
        (plain, with_bomb, "zip-bomb"),
    ],
)
def test_a_strange_workbook_is_reported_and_nothing_is_written(
    tmp_path: Path,
    case: Path,
    capfd: pytest.CaptureFixture[str],
    change: Callable[[Workbook], None],
    damage: Callable[[Path], None],
    kind: str,
) -> None:
    file = made(tmp_path / "a.xlsx", change)
    damage(file)
    before = contents(case)
    assert run(file, case) == 2
    said = capfd.readouterr()
    assert f'"kind": "{kind}"' in said.out
    assert "a.xlsx" in said.err
    assert contents(case) == before


def test_differences_that_were_looked_at_are_accepted(tmp_path: Path, case: Path) -> None:
    file = made(tmp_path / "a.xlsx", rename)
    assert run(file, case, accept_layout=True) == 0
    assert load(case).tables["ledger"].height == 9


def test_a_difference_is_marked_as_one(
    tmp_path: Path, case: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(made(tmp_path / "a.xlsx", rename), case) == 2
    lines = capfd.readouterr().err.splitlines()
    assert [line.split(":")[0] for line in lines[:2]] == ["a.xlsx", "difference"]


def test_of_a_publisher_of_the_world_only_parties_with_a_place_are_taken(case: Path) -> None:
    columns = {
        "party": ["DEU", "RUS", "EUI"], "year": 2024, "measure": "gdp", "basis": "current",
        "amount": 1.0, "unit": "million USD", "estimate": False,
    }  # fmt: skip
    world = Imported(ORIGIN, {"spending": typed_table("spending", columns, ORIGIN)})
    own, wide = (fitting(world, load(case), width=w) for w in WIDTHS)
    assert own.tables["spending"]["party"].to_list() == ["DEU"]
    assert wide.tables["spending"]["party"].to_list() == ["DEU", "EUI"]
    said = [(f.kind, f.details["count"], f.details["parties"]) for f in own.findings]
    assert said == [("import.left-out", "2", "EUI, RUS")]
    assert [(f.kind, f.details["parties"]) for f in wide.findings] == [("import.no-kind", "RUS")]
    write_into(wide, case)
    parties = load(case).tables["parties"].select("party", "kind").rows()
    assert ("EUI", "institution") in parties
    assert "RUS" not in dict(parties)


def test_members_without_a_figure_in_the_latest_year_are_said(case: Path) -> None:
    (found,) = without_figures(spending(), load(case))
    assert (found.kind, found.details["parties"]) == ("import.members-missing", "FRA, POL")
    assert_said([found])


def test_the_verb_imports_and_says_so(
    tmp_path: Path, case: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = made(tmp_path / "a.xlsx")
    assert run(file, case) == 0
    assert '"ledger": 9' in capfd.readouterr().out
    assert load(case).tables["ledger"].equals(read(file, retrieved=DAY).tables["ledger"])


def test_a_publisher_or_file_that_is_not_known(tmp_path: Path) -> None:
    for publisher, place, kind in (
        ("keil", tmp_path, "source.unknown-publisher"),
        ("xyz", tmp_path, "source.no-such-publisher"),
        ("ecb", tmp_path, "source.no-such-publisher"),
        ("kiel", tmp_path, "source.not-its-file"),
        ("kiel", tmp_path / "none.xlsx", "not-found"),
    ):
        with pytest.raises(InputError) as caught:
            importer_for(publisher, place)
        assert caught.value.findings[0].kind == kind
