"""NATO's and SIPRI's shares differ by definition; the difference is said, not mended."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from foedus.brief.findings import sentence
from foedus.brief.language import Language
from foedus.case.load import load
from foedus.sources import sipri
from foedus.sources.definitions import compare_definitions
from foedus.sources.into import write_into

DATA = Path(os.environ.get("FOEDUS_DATA", "no-such-folder"))
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="FOEDUS_DATA is not set")
FOLDER = Path(__file__).parents[2] / "cases" / "ukraine-2024"
SIPRI = "sipri-2025-04,SIPRI Military Expenditure Database,SIPRI,2025-04,,,,research,\n"


def with_sipri(folder: Path, *shares: tuple[str, int, float]) -> Path:
    place = folder / "case"
    shutil.copytree(FOLDER, place)
    with (place / "sources.csv").open("a", encoding="utf-8") as sources:
        sources.write(SIPRI)
    with (place / "spending.csv").open("a", encoding="utf-8") as spending:
        for party, year, share in shares:
            figures = f"{party},{year},share_of_gdp,current,2025-04,{share},percent,false"
            spending.write(f"{figures},sipri-2025-04,\n")
    return place


def test_one_publisher_is_not_compared() -> None:
    assert compare_definitions(load(FOLDER)) == ()


def test_the_last_year_that_differs_is_said(tmp_path: Path) -> None:
    shares = [("DEU", 2023, 1.49), ("DEU", 2024, 1.89), ("FRA", 2024, 2.0597)]
    (found,) = compare_definitions(load(with_sipri(tmp_path, *shares)))
    assert (found.severity, found.kind) == ("warning", "sipri.other-definition")
    assert dict(found.details) == {
        "party": "DEU",
        "year": "2024",
        "figures": "NATO (2024-06-17) 2.12 %; SIPRI (2025-04) 1.89 %",
    }
    assert "an error of neither" in sentence(found, Language("en"))


@needs_data
def test_germany_2024_in_the_published_workbooks(tmp_path: Path) -> None:
    place = tmp_path / "case"
    shutil.copytree(FOLDER, place)
    path = DATA / "sipri" / "SIPRI-Milex-data-1949-2024_2.xlsx"
    imported = sipri.read(path, retrieved=date(2025, 5, 2))
    allies = set(load(place).tables["parties"]["party"])
    rows = imported.tables["spending"].filter(pl.col("party").is_in(allies))
    write_into(replace(imported, tables={"spending": rows}), place)
    found = {f.details["party"]: f for f in compare_definitions(load(place))}
    assert found["DEU"].details["year"] == "2024"
    assert found["DEU"].details["figures"] == "NATO (2024-06-17) 2.12 %; SIPRI (2025-04) 1.89 %"
