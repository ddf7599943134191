from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from kiel_folders_made import EXPLORER, INFO, PUBLISHED, Change, Folder, nothing, web
from said import assert_said

from foedus.brief.catalogue import catalogue
from foedus.brief.findings import sentence
from foedus.brief.language import Language
from foedus.case import load
from foedus.case.schema import TABLES
from foedus.cli.desk import Desk, open_desk
from foedus.cli.importing import import_file
from foedus.errors import Finding, InputError
from foedus.ledger.compare import compare
from foedus.sources.imported import Imported
from foedus.sources.importers import importer_for
from foedus.sources.into import write_into
from foedus.sources.kiel_web import _exchanged, read
from foedus.sources.sheet import DIFFERENCES

DATA = Path(os.environ.get("FOEDUS_DATA", "no-such-folder"))
RELEASE = DATA / "kiel" / "release_29"
TABLES_2024 = DATA / "kiel" / "release_2024"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="FOEDUS_DATA is not set")
DAY = date(2026, 9, 1)
CASE = 'format = 1\nname = "small"\nas_of = 2024-10-15\n'
END = date(2024, 8, 31)
LATER = date(2026, 8, 4)
"""The day on which release 29 counts as known."""


def made(folder: Path, change: Change = nothing) -> Imported:
    return read(web(folder, change), retrieved=DAY)


def kinds(imported: Imported) -> list[str]:
    return [finding.kind for finding in imported.findings]


def faults(folder: Path) -> list[Finding]:
    with pytest.raises(InputError) as caught:
        read(folder, retrieved=DAY)
    return [finding for finding in caught.value.findings if finding.severity == "fault"]


def reads(finding: Finding) -> bool:
    """Say whether a finding has its words, with all of its figures, in both languages."""
    texts = [sentence(finding, Language(language)) for language in ("en", "fr")]
    return finding.kind in catalogue() and not any("{" in text for text in texts)


@pytest.fixture
def small(tmp_path: Path) -> Imported:
    return made(tmp_path / "web")


def test_a_row_a_donor_month_and_type_that_is_not_zero(small: Imported) -> None:
    ledger = small.tables["ledger"]
    assert dict(ledger.schema) == TABLES["ledger"].schema
    assert ledger.select("entry", "donor", "type", "amount").rows() == [
        ("29-DEU-2022-01-military", "DEU", "military", 500_000_000),
        ("29-DEU-2022-02-humanitarian", "DEU", "humanitarian", 250_000_000),
        ("29-DEU-2022-02-military", "DEU", "military", 1_000_000_000),
        ("29-EUI-2022-02-financial", "EUI", "financial", 2_000_000_000),
        ("29-TUR-2022-03-military", "TUR", "military", 1_000),
    ]
    assert set(ledger["stage"]) == {"allocation"}
    assert set(ledger["release"]) == {"29"}
    assert set(ledger["source"]) == {"kiel-29"}


def test_a_month_stands_at_its_last_day(small: Imported) -> None:
    ledger = small.tables["ledger"]
    assert ledger["date"][2] == date(2022, 2, 28)
    assert ledger["note"][2] == "in 2022-02, no day published"


def test_the_release_says_itself_what_it_is(small: Imported) -> None:
    origin = small.origin
    assert (origin.key, origin.release, origin.published) == ("kiel-29", "29", date(2022, 6, 4))
    assert origin.title == "Tracker, Release 29 (03/2022)"
    assert small.findings == ()


def test_published_totals_are_kept(small: Imported) -> None:
    values = dict(zip(small.totals["what"], small.totals["value"], strict=True))
    assert values["2022-02 all allocation"] == 3.25
    assert values["2022-02 humanitarian allocation"] == 0.25


def test_a_figure_that_is_not_known_is_no_row(tmp_path: Path) -> None:
    def change(folder: Folder) -> None:
        folder[EXPLORER][2][5] = "NA"
        folder[EXPLORER][2][7] = ""
        folder[PUBLISHED][2][3] = "0"

    assert made(tmp_path / "web", change).tables["ledger"].height == 4


def test_a_row_whose_parts_are_not_its_total_is_said(tmp_path: Path) -> None:
    def change(folder: Folder) -> None:
        folder[EXPLORER][2][4] = "1.35"
        folder[PUBLISHED][2][2] = "3.35"

    findings = made(tmp_path / "web", change).findings
    places = [(f.kind, f.file, f.row) for f in findings]
    assert places == [("kiel.parts-differ", EXPLORER, 3), ("kiel.parts-differ", PUBLISHED, 3)]


def shift(folder: Folder) -> None:
    folder[EXPLORER][:0] = [["Ukraine Support Tracker"], []]


def widen(folder: Folder) -> None:
    for place, line in enumerate(folder[EXPLORER]):
        line.insert(1, "confidential" if place == 0 else "1")


@pytest.mark.parametrize(
    ("change", "kind"), [(shift, "source.header-moved"), (widen, "source.unknown-column")]
)
def test_a_difference_is_reported_and_the_figures_stay(
    tmp_path: Path, small: Imported, change: Change, kind: str
) -> None:
    assert kind in DIFFERENCES
    changed = made(tmp_path / "t", change)
    assert kinds(changed) == [kind]
    assert changed.tables["ledger"].equals(small.tables["ledger"])


def rename(folder: Folder) -> None:
    folder[EXPLORER][0][7] = "military_aid"


def lose(folder: Folder) -> None:
    del folder[PUBLISHED]


def lose_unread(folder: Folder) -> None:
    del folder["weapons.csv"]


def rows_lost(folder: Folder) -> None:
    del folder[EXPLORER][3:]


def months_lost(folder: Folder) -> None:
    del folder[PUBLISHED][3:]


def first_lost(folder: Folder) -> None:
    del folder[PUBLISHED][1]


def month(folder: Folder) -> None:
    folder[EXPLORER][1][3] = "13"


def no_year(folder: Folder) -> None:
    folder[EXPLORER][1][2] = ""


def doubled(folder: Folder) -> None:
    folder[EXPLORER].append(folder[EXPLORER][1])


def two_names(folder: Folder) -> None:
    folder[EXPLORER].append(["EU Institutions", *folder[EXPLORER][3][1:]])


def code(folder: Folder) -> None:
    folder[EXPLORER][1][1] = "DNK"


def stranger(folder: Folder) -> None:
    folder[EXPLORER][1][0] = "Germny"


def nameless(folder: Folder) -> None:
    folder[EXPLORER][1][0] = ""


def negative(folder: Folder) -> None:
    folder[EXPLORER][1][7] = "-0.5"


def words(folder: Folder) -> None:
    folder[EXPLORER][1][7] = "much"


def path_as_release(folder: Folder) -> None:
    folder[INFO][1][0] = "../29"


def no_day(folder: Folder) -> None:
    folder[INFO][1][2] = "2022-06-31"


def no_info(folder: Folder) -> None:
    del folder[INFO][1]


def other_period(folder: Folder) -> None:
    folder[INFO][1][1] = "04/2022"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (rename, ("source.missing-column", EXPLORER, 1)),
        (lose, ("kiel.missing-table", PUBLISHED, None)),
        (lose_unread, ("kiel.missing-table", "weapons.csv", None)),
        (rows_lost, ("kiel.months-differ", EXPLORER, None)),
        (months_lost, ("kiel.other-period", PUBLISHED, None)),
        (first_lost, ("kiel.months-missing", PUBLISHED, None)),
        (month, ("kiel.no-month", EXPLORER, 2)),
        (no_year, ("kiel.no-month", EXPLORER, 2)),
        (doubled, ("kiel.doubled-row", EXPLORER, 6)),
        (two_names, ("kiel.doubled-row", EXPLORER, 6)),
        (code, ("kiel.other-code", EXPLORER, 2)),
        (stranger, ("source.unknown-party", EXPLORER, 2)),
        (nameless, ("kiel.no-name", EXPLORER, 2)),
        (negative, ("kiel.no-amount", EXPLORER, 2)),
        (words, ("source.not-a-number", EXPLORER, 2)),
        (path_as_release, ("kiel.no-release", INFO, 2)),
        (no_day, ("kiel.no-release", INFO, 2)),
        (no_info, ("kiel.no-release", INFO, None)),
        (other_period, ("kiel.other-period", PUBLISHED, None)),
    ],
)
def test_what_cannot_be_read_is_a_fault(
    tmp_path: Path, change: Change, expected: tuple[str, str, int | None]
) -> None:
    found = faults(web(tmp_path / "t", change))
    assert expected in [(f.kind, f.file, f.row) for f in found]
    assert all(reads(finding) for finding in found)


@pytest.mark.parametrize(
    ("file", "heading"),
    [(EXPLORER, "country"), (EXPLORER, "year"), (PUBLISHED, "month"), (INFO, "release")],
)
def test_a_renamed_column_is_one_fault(tmp_path: Path, file: str, heading: str) -> None:
    def change(folder: Folder) -> None:
        folder[file][0][folder[file][0].index(heading)] = "renamed"

    assert [f.kind for f in faults(web(tmp_path / "t", change))] == ["source.missing-column"]


@pytest.mark.parametrize("file", [EXPLORER, PUBLISHED, INFO])
def test_a_missing_file_is_one_fault(tmp_path: Path, file: str) -> None:
    def change(folder: Folder) -> None:
        del folder[file]

    assert [f.kind for f in faults(web(tmp_path / "t", change))] == ["kiel.missing-table"]


def test_months_that_differ_are_one_fault_a_column(tmp_path: Path) -> None:
    found = [f for f in faults(web(tmp_path / "t", rows_lost)) if f.kind == "kiel.months-differ"]
    assert [(f.column, f.value, f.details["count"]) for f in found] == [
        ("total", "2022-02", "1"),
        ("financial", "2022-02", "1"),
    ]


def semicolons(data: bytes) -> bytes:
    return data.replace(b",", b";")


def latin(data: bytes) -> bytes:
    return data.replace(b"Germany", "Österreich".encode("latin-1"))


def cut(data: bytes) -> bytes:
    return data[: len(data) * 2 // 3]


@pytest.mark.parametrize(
    ("spoil", "kind"),
    [(semicolons, "wrong-separator"), (latin, "not-utf-8"), (cut, "source.cut-row")],
)
def test_spoilt_bytes_are_a_fault(
    tmp_path: Path, spoil: Callable[[bytes], bytes], kind: str
) -> None:
    folder = web(tmp_path / "t")
    path = folder / EXPLORER
    path.write_bytes(spoil(path.read_bytes()))
    assert [(f.file, f.kind) for f in faults(folder)] == [(EXPLORER, kind)]


def run(desk: Desk, folder: Path, case: Path) -> int:
    return desk.run(lambda: import_file(desk, "kiel", folder, case))


def test_nothing_is_written_from_a_folder_with_faults(tmp_path: Path) -> None:
    case = case_folder(tmp_path)
    for place, change in enumerate((lose, shift)):
        folder = web(tmp_path / f"t{place}", change)
        desk = open_desk(Language("en"), as_json=True)
        assert run(desk, folder, case) == 2
    assert [path.name for path in case.iterdir()] == ["case.toml"]


def case_folder(place: Path) -> Path:
    case = place / "case"
    case.mkdir()
    (case / "case.toml").write_text(CASE)
    return case


@pytest.fixture(scope="module")
def release() -> Imported:
    return importer_for("kiel", RELEASE).read(RELEASE, retrieved=DAY)


def billion(ledger: pl.DataFrame, *conditions: pl.Expr) -> Decimal:
    amounts = ledger.filter(*conditions)["amount"] if conditions else ledger["amount"]
    return sum((Decimal(repr(amount)) for amount in amounts), Decimal(0)) / 10**9


@needs_data
def test_the_published_totals(release: Imported) -> None:
    ledger = release.tables["ledger"]
    sums = [billion(ledger, pl.col("type") == name) for name in ("military", "financial")]
    humanitarian = billion(ledger, pl.col("type") == "humanitarian")
    assert [f"{s:.3f}" for s in (billion(ledger), *sums, humanitarian)] == [
        "358.400", "172.993", "159.684", "25.722",
    ]  # fmt: skip
    assert ledger.height == 1450
    assert [f.kind for f in release.findings] == ["kiel.date-exchanged"]


@needs_data
def test_every_month_and_type_is_the_published_one(release: Imported) -> None:
    values = dict(zip(release.totals["what"], release.totals["value"], strict=True))
    summed = release.tables["ledger"].group_by("date", "type").agg(pl.col("amount").sum())
    ours = {(f"{d:%Y-%m}", t): amount / 1e9 for d, t, amount in summed.iter_rows()}
    printed = {
        (what[:7], what.split()[1]): value
        for what, value in values.items()
        if "all" not in what.split() and value
    }
    assert ours.keys() == printed.keys()
    assert all(abs(ours[key] - printed[key]) < 1e-9 for key in printed)


@needs_data
def test_a_figure_of_two_releases_stands_twice_in_a_case(tmp_path: Path) -> None:
    """Germany's military allocations to August 2024, each with its release."""
    case = case_folder(tmp_path)
    for folder in (TABLES_2024, RELEASE):
        write_into(importer_for("kiel", folder).read(folder, retrieved=DAY), case)
    found = compare(load(case), "ledger", "2024-10", "29", at=LATER, until=END)
    is_german = (pl.col("donor") == "DEU") & (pl.col("type") == "military")
    (german,) = found.rows.filter(is_german, pl.col("stage") == "allocation").iter_rows(named=True)
    assert [f"{german[side] / 10**9:.3f}" for side in ("first", "second")] == ["10.635", "9.408"]


def test_a_day_whose_month_may_be_its_day_is_said() -> None:
    said = _exchanged({"period": "04/2026", "date": "2026-08-04"})
    assert [(f.severity, f.kind, f.details["other"]) for f in said] == [
        ("warning", "kiel.date-exchanged", "2026-04-08")
    ]
    assert_said(said)
    for day in ("2026-04-08", "2026-06-12", "2026-04-30"):
        assert not _exchanged({"period": "04/2026", "date": day})


@needs_data
def test_the_day_of_release_29_is_kept_and_said(release: Imported) -> None:
    assert release.origin.published == date(2026, 8, 4)
    assert "kiel.date-exchanged" in {f.kind for f in release.findings}
