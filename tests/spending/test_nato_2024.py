"""NATO's tables of June 2024, worked out a second time from the sheets by plain arithmetic."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from foedus.results.spending import Spending
from foedus.sources import nato
from foedus.spending import spending
from foedus.spending.terms import Period
from sample_spending import case_of, member, term

FILE = "240617-def-exp-2024-TABLES-en.xlsx"
BOOK = Path(os.environ.get("FOEDUS_DATA", "no-such-folder")) / "nato" / FILE
pytestmark = pytest.mark.skipif(not BOOK.is_file(), reason="FOEDUS_DATA is not set")

YEARS = range(2014, 2025)
JOINED = {
    "Montenegro": 2017, "North Macedonia": 2020, "Finland": 2023, "Sweden": 2024,
}  # fmt: skip
"""The year from which the totals count a new Ally (notes of the tables)."""

ACCESSIONS = {
    "MNE": date(2017, 6, 5), "MKD": date(2020, 3, 27),
    "FIN": date(2023, 4, 4), "SWE": date(2024, 3, 7),
}  # fmt: skip

Block = dict[str, list[float]]


@pytest.fixture(scope="module")
def blocks() -> dict[str, Block]:
    """Return tables 2, 3 and 5 as lists of eleven years by country, as the cells stand."""
    book: Any = openpyxl.load_workbook(BOOK, data_only=True)
    wanted = {"TABLE2": ("current", "spent"), "TABLE3": ("share", "change"), "TABLE5": ("", "gdp")}
    found: dict[str, Block] = {}
    for sheet, names in wanted.items():
        number = -1
        for row in book[sheet].iter_rows(min_row=9, min_col=2, max_col=14, values_only=True):
            label = row[1] or row[0]
            figures = [x for x in row[2:] if isinstance(x, int | float)]
            if label and not figures:
                number += 1
            if label and len(figures) == len(YEARS) and number in (0, 1):
                name = re.sub(r"[*\s]+$", "", str(label))
                found.setdefault(names[number], {})[name] = figures
    return found


@pytest.fixture(scope="module")
def result() -> Spending:
    imported = nato.read(BOOK, retrieved=date(2024, 10, 1))
    rows = imported.tables["spending"].drop("note", strict=False).to_dicts()
    parties = sorted({row["party"] for row in rows})
    origin = imported.origin
    source = {
        "source": origin.key, "title": origin.title, "publisher": origin.publisher,
        "published": origin.published, "confidence": "official",
    }  # fmt: skip
    case = case_of(
        {
            "spending": rows,
            "sources": [source],
            "parties": [{"party": party, "kind": "ally"} for party in parties],
            "memberships": [member(p, ACCESSIONS.get(p, date(1949, 8, 24))) for p in parties],
            "terms": [
                term("Jens Stoltenberg", date(2014, 10, 1), date(2024, 10, 1)),
                term("Mark Rutte", date(2024, 10, 1)),
            ],
        }
    )
    return spending(case)


def countries(block: Block) -> list[str]:
    return [name for name in block if not name.startswith("NATO")]


def test_the_sheets_were_read_whole(blocks: dict[str, Block]) -> None:
    assert {len(countries(blocks[name])) for name in ("spent", "share")} == {31}
    assert len(countries(blocks["gdp"])) == 32


def test_twenty_three_as_printed_and_twenty_two_recomputed(
    blocks: dict[str, Block], result: Spending
) -> None:
    own = countries(blocks["share"])
    printed = sum(blocks["share"][name][-1] >= 2 for name in own)
    again = sum(blocks["spent"][name][-1] / blocks["gdp"][name][-1] >= 0.02 for name in own)
    assert (printed, again) == (23, 22)
    (count,) = (c for c in result.counts if (c.measure, c.year) == ("share_of_gdp", 2024))
    assert (count.printed, count.recomputed, count.known) == (printed, again, 31)
    assert count.members == 32


def test_the_counts_of_all_years(blocks: dict[str, Block], result: Spending) -> None:
    counts = {c.year: c for c in result.counts if c.measure == "share_of_gdp"}
    for place, year in enumerate(YEARS):
        own = [n for n in countries(blocks["share"]) if JOINED.get(n, 0) <= year]
        printed = sum(blocks["share"][n][place] >= 2 for n in own)
        again = sum(blocks["spent"][n][place] / blocks["gdp"][n][place] >= 0.02 for n in own)
        assert (counts[year].printed, counts[year].recomputed) == (printed, again), year


def test_the_cells_set_by_hand(blocks: dict[str, Block], result: Spending) -> None:
    by_hand = {
        (name, year)
        for name in countries(blocks["share"])
        for year, share, spent, gdp in zip(
            YEARS, blocks["share"][name], blocks["spent"][name], blocks["gdp"][name], strict=True
        )
        if abs(share - 100 * spent / gdp) > 1e-6
    }
    assert by_hand == {("France", 2020), ("Lithuania", 2019), ("Slovak Republic", 2024)}
    found = [f for f in result.findings if f.kind == "spending.printed-differs"]
    places = {(f.details["party"], f.details["year"]) for f in found}
    assert places == {("FRA", "2020"), ("LTU", "2019"), ("SVK", "2024")}
    assert {f.details["measure"] for f in found} == {"share_of_gdp"}


def test_totals_are_natos_own_in_all_years(blocks: dict[str, Block], result: Spending) -> None:
    names = {"all": "NATO Total", "without-USA": "NATO Europe and Canada"}
    pairs = {"expenditure": "spent", "gdp": "gdp", "share_of_gdp": "share"}
    held = 0
    for total in result.totals:
        if total.basis == "constant-2015" and total.measure in pairs:
            block = blocks[pairs[total.measure]]
            published = block[names[total.scope]][total.year - YEARS[0]]
            assert total.amount == pytest.approx(published, rel=1e-9), total
            held += 1
    assert held == 2 * 3 * len(YEARS)
    assert "spending.total-differs" not in {finding.kind for finding in result.findings}


def test_the_gaps_by_hand(blocks: dict[str, Block], result: Spending) -> None:
    belgium = next(line for line in result.guideline if line.party == "BEL")
    spent, gdp = blocks["spent"]["Belgium"][-1], blocks["gdp"]["Belgium"][-1]
    assert belgium.gap_amount == pytest.approx(0.02 * gdp - spent, rel=1e-9)
    assert round(100 * belgium.share, 2) == 1.3
    germany = next(line for line in result.guideline if line.party == "DEU")
    assert round(100 * germany.share, 2) == 2.12


def test_levels_in_the_term_of_a_secretary_general(
    blocks: dict[str, Block], result: Spending
) -> None:
    own = [n for n in countries(blocks["spent"]) if n not in JOINED]
    line = next(t for t in result.terms if (t.measure, t.scope) == ("expenditure", "all"))
    total = blocks["spent"]["NATO Total"]
    assert line.person == "Jens Stoltenberg"
    assert line.change == pytest.approx(total[9] - total[0])
    same = sum(blocks["spent"][n][9] - blocks["spent"][n][0] for n in own)
    assert (line.same_members, line.same_change) == (27, pytest.approx(same))


def test_levels_in_the_presidency_of_a_member(blocks: dict[str, Block]) -> None:
    imported = nato.read(BOOK, retrieved=date(2024, 10, 1))
    rows = imported.tables["spending"].drop("note", strict=False).to_dicts()
    period = Period(date(2017, 1, 20), date(2021, 1, 20), "USA", "Presidency")
    found = spending(case_of({"spending": rows}), period=period).terms
    spent, gdp = blocks["spent"]["United States"], blocks["gdp"]["United States"]
    levels = {line.measure: (line.at_start, line.at_end) for line in found}
    assert levels["expenditure"] == (pytest.approx(spent[2]), pytest.approx(spent[6]))
    shares = [100 * spent[place] / gdp[place] for place in (2, 6)]
    assert levels["share_of_gdp"] == tuple(pytest.approx(share) for share in shares)
