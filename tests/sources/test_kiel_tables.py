from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from kiel_folders_made import (
    COMMITTED,
    LOOKUP,
    MONTHS,
    REFUGEES,
    STOCKS,
    SUMMARY,
    UNREAD,
    Change,
    Folder,
    tables,
)

from foedus.brief.catalogue import catalogue
from foedus.brief.findings import sentence
from foedus.brief.language import Language
from foedus.case import load
from foedus.case.schema import TABLES
from foedus.cli.desk import Desk, open_desk
from foedus.cli.importing import import_file
from foedus.errors import Finding, InputError
from foedus.sources.imported import Imported
from foedus.sources.importers import importer_for
from foedus.sources.into import write_into
from foedus.sources.kiel_tables import read
from foedus.sources.sheet import DIFFERENCES

DATA = Path(os.environ.get("FOEDUS_DATA", "no-such-folder"))
RELEASE = DATA / "kiel" / "release_2024"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="FOEDUS_DATA is not set")
DAY = date(2024, 10, 15)
CASE = 'format = 1\nname = "small"\nas_of = 2024-10-15\n'


def made(folder: Path, change: Change | None = None) -> Imported:
    return read(tables(folder, change) if change else tables(folder), retrieved=DAY)


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


def row(imported: Imported, entry: str) -> dict[str, object]:
    ledger = imported.tables["ledger"]
    return ledger.row(by_predicate=pl.col("entry") == entry, named=True)


@pytest.fixture
def small(tmp_path: Path) -> Imported:
    return made(tmp_path / "tables")


def test_a_donor_has_a_pledge_and_an_allocation_of_each_type(small: Imported) -> None:
    ledger = small.tables["ledger"]
    assert dict(ledger.schema) == TABLES["ledger"].schema
    assert ledger["entry"].is_unique().all()
    assert ledger.height == 4 * 6 - 2
    given = row(small, "2024-10-DEU-military-allocation")
    assert (given["amount"], given["currency"]) == (2_123_456_789.01, "EUR")
    assert (given["stage"], given["date"]) == ("allocation", None)
    assert (given["of"], given["note"]) == ("2024-10-DEU-military-pledge", "total to 2024-08-31")
    assert (given["release"], given["source"]) == ("2024-10", "kiel-2024-10")


def test_zero_is_zero_and_a_blank_is_unknown(small: Imported) -> None:
    assert row(small, "2024-10-CYP-military-pledge")["amount"] == 0
    assert "2024-10-CYP-humanitarian-pledge" not in set(small.tables["ledger"]["entry"])


def test_an_allocation_of_an_unknown_pledge_names_none(tmp_path: Path) -> None:
    def change(folder: Folder) -> None:
        place = folder[SUMMARY][0].index("military_commitments__billion")
        folder[SUMMARY][3][place] = "NA"

    imported = made(tmp_path / "tables", change)
    assert row(imported, "2024-10-DEU-military-allocation")["of"] is None


def test_both_names_of_the_eu_are_one_donor(small: Imported) -> None:
    assert row(small, "2024-10-EUI-financial-pledge")["amount"] == 7_000_000_000
    (finding,) = [f for f in small.findings if f.kind == "kiel.several-names"]
    assert finding.value == "EUI"
    assert finding.details["names"] == (
        f'"EU (Commission and Council)" ({SUMMARY}); "EU Institutions" ({COMMITTED})'
    )


def test_what_does_not_add_up_in_the_publication_is_said(small: Imported) -> None:
    said = {(f.kind, f.file, f.column) for f in small.findings}
    assert ("kiel.lost-header", STOCKS, None) in said
    assert ("kiel.not-in-summary", REFUGEES, "country") in said
    assert ("kiel.above-commitments", SUMMARY, "total_bilateral_allocations__billion") in said
    assert ("kiel.undated", MONTHS, "humanitarian_aid_allocated__billion") in said
    assert ("kiel.parts-differ", MONTHS, "total_aid_allocated__billion") in said
    assert not DIFFERENCES.intersection(kinds(small))
    assert all(reads(finding) for finding in small.findings)


def test_a_figure_that_another_table_has_otherwise_is_said(tmp_path: Path) -> None:
    def change(folder: Folder) -> None:
        folder[COMMITTED][2][1] = "5.7"

    (finding,) = [
        f for f in made(tmp_path / "t", change).findings if f.kind == "kiel.tables-differ"
    ]
    assert (finding.file, finding.row, finding.column) == (COMMITTED, 3, "committed_aid")
    assert (finding.value, finding.details["there"]) == ("5.7", "5.75")
    assert reads(finding)


def test_the_gap_of_the_months_adds_up_for_a_reader(small: Imported) -> None:
    (gap,) = [
        f
        for f in small.findings
        if f.kind == "kiel.undated" and f.column == "total_aid_allocated__billion"
    ]
    assert gap.details == {
        "months": "8.050",
        "summary": "8.174",
        "gap": "0.124",
        "exact": "0.124457",
    }


def test_donors_above_their_commitments_are_named(small: Imported) -> None:
    (finding,) = [f for f in small.findings if f.kind == "kiel.above-commitments"]
    assert finding.details == {"count": "1", "donors": "Australia 0.3000 > 0.2500"}


def test_published_totals_are_kept(small: Imported) -> None:
    values = dict(zip(small.totals["what"], small.totals["value"], strict=True))
    assert values["AUS all allocation"] == 0.3
    assert values["2022-02 all pledge"] == 10.0
    assert values["2022-03 humanitarian allocation"] == 0.05


def test_a_file_stands_for_its_folder(tmp_path: Path) -> None:
    folder = tables(tmp_path / "tables")
    assert importer_for("kiel", folder / SUMMARY).read(folder / SUMMARY, retrieved=DAY) is not None
    whole = read(folder, retrieved=DAY)
    assert read(folder / SUMMARY, retrieved=DAY).origin == whole.origin
    assert (whole.origin.key, whole.origin.file) == ("kiel-2024-10", "tables")


def test_another_order_of_columns_gives_the_same_rows(tmp_path: Path, small: Imported) -> None:
    def change(folder: Folder) -> None:
        folder[SUMMARY] = [line[::-1] for line in folder[SUMMARY]]

    assert made(tmp_path / "t", change).tables["ledger"].equals(small.tables["ledger"])


def shift(folder: Folder) -> None:
    folder[SUMMARY][:0] = [["Ukraine Support Tracker"], []]


def widen(folder: Folder) -> None:
    for place, line in enumerate(folder[SUMMARY]):
        line.insert(1, "confidential" if place == 0 else "1")


def unname(folder: Folder) -> None:
    for place, line in enumerate(folder[SUMMARY]):
        line.append("" if place == 0 else "1")


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (shift, "source.header-moved"),
        (widen, "source.unknown-column"),
        (unname, "source.unnamed-column"),
    ],
)
def test_a_difference_is_reported_and_the_figures_stay(
    tmp_path: Path, small: Imported, change: Change, kind: str
) -> None:
    assert kind in DIFFERENCES
    changed = made(tmp_path / "t", change)
    assert kind in kinds(changed)
    assert changed.tables["ledger"].equals(small.tables["ledger"])


def test_a_blank_heading_over_nothing_is_no_difference(tmp_path: Path) -> None:
    def change(folder: Folder) -> None:
        folder[SUMMARY][0].append("")

    assert not DIFFERENCES.intersection(kinds(made(tmp_path / "t", change)))


def rename(folder: Folder) -> None:
    folder[SUMMARY][0][2] = "financial_allocation__billion"


def lose(folder: Folder) -> None:
    del folder[MONTHS]


def lose_unread(folder: Folder) -> None:
    del folder[UNREAD[0]]


def double(folder: Folder) -> None:
    for line in folder[SUMMARY]:
        line.append(line[-1])


def double_read(folder: Folder) -> None:
    for line in folder[SUMMARY]:
        line.append(line[2])


def short(folder: Folder) -> None:
    del folder[SUMMARY][4][3:]


def long(folder: Folder) -> None:
    folder[UNREAD[1]][1].append("1")


def header_short(folder: Folder) -> None:
    del folder[SUMMARY][0][1]


def donor_lost(folder: Folder) -> None:
    del folder[SUMMARY][3]


def donor_lost_beside(folder: Folder) -> None:
    del folder[REFUGEES][1]


def months_lost(folder: Folder) -> None:
    del folder[MONTHS][20:]


def month_lost(folder: Folder) -> None:
    del folder[MONTHS][20]


def month_doubled(folder: Folder) -> None:
    folder[MONTHS].append(folder[MONTHS][20])


def month_odd(folder: Folder) -> None:
    folder[MONTHS][20][0] = "August 2023"


def two_names(folder: Folder) -> None:
    folder[SUMMARY].append(["EU Institutions", *folder[SUMMARY][2][1:]])


def stranger(folder: Folder) -> None:
    folder[SUMMARY][1][0] = "Austrlia"


def nameless(folder: Folder) -> None:
    folder[SUMMARY][1][0] = ""


def negative(folder: Folder) -> None:
    folder[SUMMARY][1][4] = "-0.2"


def huge(folder: Folder) -> None:
    folder[SUMMARY][1][4] = "1e400"


def comma(folder: Folder) -> None:
    folder[SUMMARY][1][4] = "0,2"


def code(folder: Folder) -> None:
    folder[LOOKUP][1][2] = "AUT"


def empty(folder: Folder) -> None:
    folder[UNREAD[2]] = []


def more_in_months(folder: Folder) -> None:
    folder[MONTHS][3][5] = "50.0"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (rename, ("source.missing-column", SUMMARY, 1)),
        (lose, ("kiel.missing-table", MONTHS, None)),
        (lose_unread, ("kiel.missing-table", UNREAD[0], None)),
        (double, ("source.doubled-column", SUMMARY, 1)),
        (double_read, ("source.doubled-column", SUMMARY, 1)),
        (short, ("short-row", SUMMARY, 5)),
        (long, ("long-row", UNREAD[1], 2)),
        (header_short, ("short-row", SUMMARY, 1)),
        (donor_lost, ("kiel.donor-missing", SUMMARY, None)),
        (donor_lost_beside, ("kiel.donor-missing", REFUGEES, None)),
        (months_lost, ("kiel.other-period", MONTHS, None)),
        (month_lost, ("kiel.months-missing", MONTHS, None)),
        (month_doubled, ("kiel.doubled-row", MONTHS, 34)),
        (month_odd, ("kiel.no-month", MONTHS, 21)),
        (two_names, ("kiel.doubled-row", SUMMARY, 6)),
        (stranger, ("source.unknown-party", SUMMARY, 2)),
        (nameless, ("kiel.no-name", SUMMARY, 2)),
        (negative, ("kiel.no-amount", SUMMARY, 2)),
        (huge, ("kiel.no-amount", SUMMARY, 2)),
        (comma, ("source.number-format", SUMMARY, 2)),
        (code, ("kiel.other-code", LOOKUP, 2)),
        (empty, ("kiel.empty-table", UNREAD[2], None)),
        (more_in_months, ("kiel.summary-short", SUMMARY, None)),
    ],
)
def test_what_cannot_be_read_is_a_fault(
    tmp_path: Path, change: Change, expected: tuple[str, str, int | None]
) -> None:
    found = faults(tables(tmp_path / "t", change))
    assert expected in [(f.kind, f.file, f.row) for f in found]
    assert all(reads(finding) for finding in found)


def semicolons(data: bytes) -> bytes:
    return data.replace(b",", b";")


def latin(data: bytes) -> bytes:
    return data.replace(b"Australia", "Österreich".encode("latin-1"))


def wide(data: bytes) -> bytes:
    return data.decode().encode("utf-16")


def cut(data: bytes) -> bytes:
    return data[: len(data) * 2 // 3]


def quoted(data: bytes) -> bytes:
    return data + b'"Taiwan,0.0'


def nothing_left(_: bytes) -> bytes:
    return b""


@pytest.mark.parametrize("name", [SUMMARY, COMMITTED])
@pytest.mark.parametrize(
    ("spoil", "kind"),
    [
        (semicolons, "wrong-separator"),
        (latin, "not-utf-8"),
        (wide, "not-utf-8"),
        (quoted, "source.cut-row"),
        (nothing_left, "kiel.empty-table"),
        (cut, None),
    ],
)
def test_spoilt_bytes_are_a_fault(
    tmp_path: Path, name: str, spoil: Callable[[bytes], bytes], kind: str | None
) -> None:
    folder = tables(tmp_path / "t")
    path = folder / name
    path.write_bytes(spoil(path.read_bytes()))
    found = faults(folder)
    assert {finding.file for finding in found} == {name}
    assert kind in (None, *(finding.kind for finding in found))


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    def change(folder: Folder) -> None:
        for one in (rename, lose, long):
            one(folder)

    found = {finding.kind for finding in faults(tables(tmp_path / "t", change))}
    assert {"source.missing-column", "kiel.missing-table", "long-row"} <= found


def run(desk: Desk, folder: Path, case: Path) -> int:
    return desk.run(lambda: import_file(desk, "kiel", folder, case))


def test_nothing_is_written_from_a_folder_with_faults(tmp_path: Path) -> None:
    case = tmp_path / "case"
    case.mkdir()
    (case / "case.toml").write_text(CASE)
    for place, change in enumerate((lose, shift)):
        folder = tables(tmp_path / f"t{place}", change)
        desk = open_desk(Language("en"), as_json=True)
        assert run(desk, folder, case) == 2
    assert [path.name for path in case.iterdir()] == ["case.toml"]


def test_the_rows_enter_a_case(tmp_path: Path, small: Imported) -> None:
    case = tmp_path / "case"
    case.mkdir()
    (case / "case.toml").write_text(CASE)
    summary = write_into(small, case)
    assert summary.added["ledger"] == 22
    parties = load(case).tables["parties"]
    assert dict(parties.select("party", "kind").iter_rows())["EUI"] == "institution"
    assert not write_into(small, case).added


@pytest.fixture(scope="module")
def release() -> Imported:
    return importer_for("kiel", RELEASE).read(RELEASE, retrieved=DAY)


def billion(imported: Imported, *conditions: pl.Expr) -> Decimal:
    amounts = imported.tables["ledger"].filter(*conditions)["amount"]
    return sum((Decimal(repr(amount)) for amount in amounts), Decimal(0)) / 10**9


ALLOCATED = pl.col("stage") == "allocation"


@needs_data
def test_the_published_totals(release: Imported) -> None:
    ledger = release.tables["ledger"]
    assert ledger.height == 41 * 6
    assert ledger["donor"].n_unique() == 41
    german = (pl.col("donor") == "DEU", pl.col("type") == "military")
    assert f"{billion(release, ALLOCATED, *german):.3f}" == "10.635"
    assert f"{billion(release, ALLOCATED, pl.col('donor') == 'USA'):.3f}" == "84.727"
    assert f"{billion(release, ALLOCATED):.3f}" == "221.549"


@needs_data
def test_every_donors_rows_add_up_to_its_published_total(release: Imported) -> None:
    """To the cents that three rounded amounts can differ by."""
    values = dict(zip(release.totals["what"], release.totals["value"], strict=True))
    for donor in release.tables["ledger"]["donor"].unique():
        for stage in ("pledge", "allocation"):
            given = billion(release, pl.col("donor") == donor, pl.col("stage") == stage)
            printed = Decimal(values[f"{donor} all {stage}"])
            assert abs(given - printed) < Decimal("3e-11"), (donor, stage)


@needs_data
def test_the_months_lack_half_a_billion(release: Imported) -> None:
    (gap,) = [
        f
        for f in release.findings
        if f.kind == "kiel.undated" and f.column == "total_aid_allocated__billion"
    ]
    assert (gap.details["months"], gap.details["summary"]) == ("220.984", "221.549")
    assert (gap.details["gap"], gap.details["exact"]) == ("0.565", "0.564183")


@needs_data
def test_four_donors_allocated_more_than_they_committed(release: Imported) -> None:
    (finding,) = [f for f in release.findings if f.kind == "kiel.above-commitments"]
    names = [part.split(" ")[0] for part in finding.details["donors"].split("; ")]
    assert names == ["Australia", "Latvia", "Lithuania", "Luxembourg"]


@needs_data
def test_the_releases_dirt_is_said_once(release: Imported) -> None:
    found = kinds(release)
    assert not DIFFERENCES.intersection(found)
    assert {kind: found.count(kind) for kind in found} == {
        "kiel.lost-header": 1,
        "kiel.parts-differ": 1,
        "kiel.not-in-summary": 1,
        "kiel.undated": 4,
        "kiel.above-commitments": 1,
        "kiel.several-names": 1,
    }
