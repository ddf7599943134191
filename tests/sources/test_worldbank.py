"""World Bank's GDP: a made table with its dirt, and the one to 2023."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from said import assert_said

from foedus.errors import InputError
from foedus.sources.importers import importer_for
from foedus.sources.sheet import DIFFERENCES
from foedus.sources.worldbank import read

DATA = Path(os.environ.get("FOEDUS_DATA", "no-such-folder"))
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="FOEDUS_DATA is not set")
DAY = date(2024, 9, 1)
ALLIES = {
    "ALB", "BEL", "BGR", "CAN", "CZE", "DEU", "DNK", "ESP", "EST", "FIN", "FRA", "GBR", "GRC",
    "HRV", "HUN", "ISL", "ITA", "LTU", "LUX", "LVA", "MKD", "MNE", "NLD", "NOR", "POL", "PRT",
    "ROU", "SVK", "SVN", "SWE", "TUR", "USA",
}  # fmt: skip

TABLE = """\
Country Name,Country Code,Year,Value
Belgium,BEL,2022,583435595000.5
Belgium,BEL,2023,632216577075.25
"Korea, Rep.",KOR,2023,1712792854000
Turkiye,TUR,2023,..
European Union,EUU,2023,18349388000000
World,WLD,2023,105435039505670
"""


def table(folder: Path, text: str = TABLE) -> Path:
    path = folder / "gdp.csv"
    path.write_text(text, "utf-8")
    return path


def faults(folder: Path, text: str) -> list[tuple[str, int | None, str | None]]:
    with pytest.raises(InputError) as refused:
        read(table(folder, text), retrieved=DAY)
    assert_said(refused.value.findings)
    return [(f.kind, f.row, f.value) for f in refused.value.findings if f.severity == "fault"]


def test_countries_in_million_dollars(tmp_path: Path) -> None:
    assert importer_for("worldbank", table(tmp_path)).PUBLISHER == "worldbank"
    found = read(table(tmp_path), retrieved=DAY)
    rows = found.tables["spending"].select("party", "year", "amount", "unit", "measure", "basis")
    assert rows.rows() == [
        ("BEL", 2022, 583435.5950005, "million USD", "gdp", "current"),
        ("BEL", 2023, 632216.57707525, "million USD", "gdp", "current"),
        ("KOR", 2023, 1712792.854, "million USD", "gdp", "current"),
    ]
    assert (found.origin.key, found.origin.release) == ("worldbank-gdp-2023", "2023")


def test_groups_of_countries_are_left_out_and_said(tmp_path: Path) -> None:
    (said,) = read(table(tmp_path), retrieved=DAY).findings
    assert said.kind == "worldbank.aggregates"
    assert dict(said.details) == {"count": "2", "names": "European Union; World"}


def test_a_name_that_is_not_known_is_said(tmp_path: Path) -> None:
    text = TABLE + "Upper small states,USS,2023,1000000\n"
    found = read(table(tmp_path, text), retrieved=DAY)
    said = [f for f in found.findings if f.kind == "worldbank.unknown-name"]
    assert [(f.row, f.value) for f in said] == [(8, "USS")]
    assert_said(found.findings)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("Poland,BEL,2021,1000", ("worldbank.other-code", 8, "BEL")),
        ("Poland,,2021,1000", ("worldbank.other-code", 8, "")),
        ("Belgium,BEL,2023,1000", ("worldbank.doubled-row", 8, "BEL 2023")),
        ("Poland,POL,FY2021,1000", ("source.not-a-number", 8, "FY2021")),
    ],
)
def test_what_cannot_be_read_is_a_fault(
    tmp_path: Path, line: str, fault: tuple[str, int, str]
) -> None:
    assert fault in faults(tmp_path, TABLE + line + "\n")


def test_another_table_is_refused(tmp_path: Path) -> None:
    assert faults(tmp_path, "iso,2022,2023\nBEL,1,2\n")[0][0] == "source.no-header"
    found = faults(tmp_path, TABLE.replace("Value", "GDP"))
    assert ("source.missing-column", 1, "Value") in found


@needs_data
def test_all_32_allies_have_2023() -> None:
    rows = read(DATA / "worldbank" / "gdp.csv", retrieved=DAY).tables["spending"]
    assert (rows["year"].min(), rows["year"].max()) == (1960, 2023)
    assert set(rows.filter(year=2023)["party"]) >= ALLIES
    assert len(ALLIES) == 32
    germany = rows.filter(party="DEU", year=2023)["amount"][0]
    assert germany == pytest.approx(4_456_081, abs=1)


@needs_data
def test_no_name_of_the_published_table_is_unknown() -> None:
    found = read(DATA / "worldbank" / "gdp.csv", retrieved=DAY)
    assert [f.kind for f in found.findings] == ["worldbank.aggregates"]
    assert found.findings[0].details["count"] == "49"


@needs_data
@pytest.mark.parametrize("cut", [7, 8, 9, 12, 25, 3000, 60_000])
def test_a_file_cut_short_is_refused(tmp_path: Path, cut: int) -> None:
    text = (DATA / "worldbank" / "gdp.csv").read_bytes()[:-cut].decode()
    assert {kind for kind, _, _ in faults(tmp_path, text)} & {"worldbank.jump", "source.cut-row"}


@needs_data
@pytest.mark.parametrize(
    ("last", "kinds"),
    [
        ("Angola,AGO,2010,", ["worldbank.ends-early", "worldbank.no-world"]),
        ("Turkiye,TUR,2020,", ["worldbank.ends-early"]),
        ("Zimbabwe,ZWE,2022,", ["worldbank.ends-early"]),
    ],
)
def test_a_file_cut_between_rows_is_a_difference(
    tmp_path: Path, last: str, kinds: list[str]
) -> None:
    lines = (DATA / "worldbank" / "gdp.csv").read_text("utf-8").splitlines(keepends=True)
    end = next(place for place, line in enumerate(lines) if line.startswith(last))
    found = read(table(tmp_path, "".join(lines[: end + 1])), retrieved=DAY).findings
    assert set(kinds) <= {f.kind for f in found if f.kind in DIFFERENCES}
    assert_said(found)


def test_a_last_figure_without_its_digits_is_a_difference(tmp_path: Path) -> None:
    text = TABLE + "Belgium,BEL,2024,632216577075.2"
    found = read(table(tmp_path, text), retrieved=DAY).findings
    assert "source.cut-short" in {f.kind for f in found}


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('Poland,POL,2023,"811229100687,56"\n', ("source.number-format", 8, "811229100687,56")),
        ("Poland,POL,2023,811229100687,56\n", ("long-row", 8, None)),
        ("Belgium,BEL,2024,632216577\n", ("worldbank.jump", 8, "632216577")),
        ("Belgium,BEL,2024,63221657707", ("worldbank.jump", 8, "63221657707")),
        ("Belgium,BEL,20", ("source.cut-row", 8, None)),
    ],
)
def test_figures_that_lost_digits_or_have_a_comma_are_faults(
    tmp_path: Path, line: str, fault: tuple[str, int, str | None]
) -> None:
    assert fault in faults(tmp_path, TABLE + line)
