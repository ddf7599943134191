"""Members against the guideline: gap, counts, the two readings of a share."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.results.aims import HAGUE_SHARE, THE_HAGUE, WALES_EQUIPMENT, WALES_SHARE, aims_on
from foedus.spending import spending
from sample_spending import alliance, figure, spent

MONEY = st.floats(0.01, 1e7, allow_nan=False)


@settings(max_examples=60, deadline=None)
@given(expenditure=MONEY, gdp=MONEY)
def test_gap_and_spending_are_what_the_guideline_asks_for(expenditure: float, gdp: float) -> None:
    (line,) = spending(alliance(spent("FRA", 2023, expenditure, gdp))).guideline
    assert line.gap_amount is not None
    least = 1e-12 * (expenditure + gdp)
    assert line.gap_amount + expenditure == pytest.approx(0.02 * gdp, abs=least)
    assert line.gap_share + line.share == pytest.approx(0.02, abs=1e-12 * (1 + line.share))
    assert line.gap_share * gdp == pytest.approx(line.gap_amount, abs=1e3 * least)


def test_the_guideline_is_that_of_the_day() -> None:
    case = alliance(spent("FRA", 2023, 30, 1000))
    before = spending(case, at=date(2025, 6, 24))
    after = spending(case, at=THE_HAGUE)
    assert (before.guideline[0].required, after.guideline[0].required) == (0.02, 0.035)
    assert before.guideline[0].met_recomputed is True
    assert after.guideline[0].met_recomputed is False
    assert aims_on(date(2024, 1, 1)) == (WALES_SHARE, WALES_EQUIPMENT)
    assert aims_on(THE_HAGUE) == (HAGUE_SHARE, WALES_EQUIPMENT)
    assert HAGUE_SHARE.share + HAGUE_SHARE.related == pytest.approx(0.05)
    assert "spending.related-unknown" in {finding.kind for finding in after.findings}


def test_printed_and_recomputed_are_told_apart() -> None:
    rows = [
        figure("FRA", 2023, "expenditure", 198.6),
        figure("FRA", 2023, "gdp", 10000),
        figure("FRA", 2023, "share_of_gdp", 2.0),
        *spent("DEU", 2023, 212.3, 10000),
    ]
    result = spending(alliance(rows))
    germany, france = result.guideline
    assert (france.met_as_printed, france.met_recomputed) == (True, False)
    assert france.share == pytest.approx(0.01986)
    assert (germany.met_as_printed, germany.met_recomputed) == (True, True)
    (count,) = result.counts
    assert (count.printed, count.recomputed, count.known, count.members) == (2, 1, 2, 2)
    assert count.gap_amount == pytest.approx(1.4)
    kinds = [finding.kind for finding in result.findings]
    assert kinds[:2] == ["spending.printed-differs", "spending.count-differs"]
    assert result.findings[0].details["where"].startswith("party=FRA;year=2023")


@pytest.mark.parametrize(("printed", "found"), [(1.99, 0), (1.9, 1), (2.0, 1)])
def test_rounding_is_no_difference(printed: float, found: int) -> None:
    """A figure of the table is printed with two decimals, so that 1.985 may stand as 1.99."""
    rows = [
        figure("FRA", 2023, "expenditure", 198.5),
        figure("FRA", 2023, "gdp", 10000),
        figure("FRA", 2023, "share_of_gdp", printed),
        *[figure("DEU", 2023, "share_of_gdp", 1.23)],
    ]
    differing = [
        f for f in spending(alliance(rows)).findings if f.kind == "spending.printed-differs"
    ]
    assert len(differing) == found


def test_amounts_of_two_scales_are_set_off_against_each_other() -> None:
    rows = [
        figure("FRA", 2023, "expenditure", 50),
        figure("FRA", 2023, "gdp", 2, unit="billion USD"),
    ]
    (line,) = spending(alliance(rows)).guideline
    assert line.share == pytest.approx(0.025)
    assert line.gap_amount == pytest.approx(-10)
    assert line.printed is None
    assert line.met_as_printed is None


def test_amounts_of_two_currencies_are_not() -> None:
    rows = [
        figure("FRA", 2023, "expenditure", 50),
        figure("FRA", 2023, "gdp", 2000, unit="million EUR"),
    ]
    assert spending(alliance(rows)).guideline == ()


def test_the_share_of_equipment_is_that_printed() -> None:
    rows = [
        *spent("FRA", 2023, 30, 1000),
        figure("FRA", 2023, "expenditure", 40, basis="current"),
        figure("FRA", 2023, "equipment_share", 15, basis="current"),
    ]
    (line,) = spending(alliance(rows)).equipment
    assert (line.share, line.met_as_printed, line.met_recomputed) == (0.15, False, None)
    assert line.gap_amount == pytest.approx(2.0)


def test_a_member_without_figures_is_named_and_not_taken_for_nothing() -> None:
    case = alliance([*spent("FRA", 2023, 30, 1000), *spent("DEU", 2022, 30, 1000)])
    result = spending(case)
    assert [line.party for line in result.guideline] == ["FRA"]
    (missing,) = (f for f in result.findings if f.kind == "spending.no-figures")
    assert missing.value == "DEU"


def test_real_changes_are_recomputed_at_constant_prices_only() -> None:
    rows = [
        *spent("FRA", 2022, 100, 9000),
        *spent("FRA", 2023, 110, 9000),
        figure("FRA", 2023, "real_change", 12.0),
        *spent("FRA", 2022, 100, 9000, basis="current"),
        *spent("FRA", 2023, 120, 9000, basis="current"),
    ]
    result = spending(alliance(rows))
    (change,) = (one for one in result.recomputed if one.measure == "real_change")
    assert (change.basis, change.agrees) == ("constant-2015", False)
    assert change.recomputed == pytest.approx(10.0)
