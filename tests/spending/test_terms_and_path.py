"""Levels by term of office, and the path to the guideline."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.results.spending import Spending, TermLine
from foedus.spending import spending
from foedus.spending.path import steady
from foedus.spending.terms import Period
from sample_spending import NATO, alliance, figure, member, spent, term

YEARS = range(2016, 2025)
ROWS = [row for year in YEARS for row in spent("USA", year, year - 1900, 4000)]


def lines(result: Spending, measure: str = "expenditure", scope: str = "all") -> list[TermLine]:
    return [t for t in result.terms if (t.measure, t.scope) == (measure, scope)]


def test_levels_on_taking_and_leaving_office() -> None:
    terms = [term("A", date(2018, 6, 1), date(2022, 6, 1)), term("B", date(2022, 6, 1))]
    first, second = lines(spending(alliance(ROWS, terms=terms)))
    assert [level and level.year for level in (first.before, first.first)] == [2017, 2018]
    assert [level and level.year for level in (first.last, first.leaving)] == [2021, 2022]
    assert (first.at_start, first.at_end, first.change) == (117, 121, 4)
    assert first.relative == pytest.approx(121 / 117 - 1)
    assert second.at_start == first.at_end
    assert (second.last and second.last.year, second.leaving) == (2023, None)


def test_the_first_year_stands_in_for_a_year_that_the_release_lacks() -> None:
    result = spending(alliance(ROWS, terms=[term("A", date(2016, 3, 1), date(2020, 3, 1))]))
    (line,) = lines(result)
    assert (line.before, line.at_start) == (None, 116)
    (found,) = (f for f in result.findings if f.kind == "spending.no-year-before")
    assert (found.value, found.details["before"]) == ("A", "2015")


@pytest.mark.parametrize("until", [date(2019, 9, 1), date(2020, 3, 1)])
def test_a_term_without_a_full_year_has_no_change(until: date) -> None:
    terms = [term("A", date(2019, 2, 1), until)]
    (line,) = lines(spending(alliance(ROWS, terms=terms)))
    assert (line.at_start, line.at_end, line.change) == (118, None, None)


def test_a_term_from_new_year_on_has_a_full_year() -> None:
    terms = [term("A", date(2019, 1, 1), date(2020, 1, 1))]
    (line,) = lines(spending(alliance(ROWS, terms=terms)))
    assert (line.at_start, line.at_end) == (118, 119)


def test_an_end_that_nobody_knew_is_not_used() -> None:
    terms = [term("A", date(2018, 6, 1), date(2024, 6, 1), announced=None)]
    early = NATO | {"published": date(2024, 4, 1)}
    (line,) = lines(spending(alliance(ROWS, terms=terms, sources=[early]), at=date(2024, 5, 1)))
    assert (line.until, line.leaving, line.last and line.last.year) == (None, None, 2023)


def test_extensions_of_one_person_are_one_term() -> None:
    terms = [term("A", date(2018, 1, 1), date(2020, 1, 1)), term("A", date(2020, 1, 1))]
    (line,) = lines(spending(alliance(ROWS, terms=terms)))
    assert (line.since, line.until) == (date(2018, 1, 1), None)


def test_change_over_the_same_members() -> None:
    rows = [*ROWS, *(row for year in YEARS for row in spent("SWE", year, 10, 1000))]
    members = [member("USA", date(1949, 8, 24)), member("SWE", date(2020, 3, 7))]
    terms = [term("A", date(2018, 6, 1), date(2022, 6, 1))]
    (line,) = lines(spending(alliance(rows, memberships=members, terms=terms)))
    assert (line.change, line.same_change, line.same_members) == (14, 4, 1)


def test_the_presidency_of_a_member() -> None:
    period = Period(date(2017, 1, 20), date(2021, 1, 20), "USA", "Presidency")
    rows = [*ROWS, *spent("FRA", 2016, 10, 400)]
    result = spending(alliance(rows), period=period, at=date(2024, 10, 1))
    money = lines(result)[0]
    share = lines(result, "share_of_gdp")[0]
    assert (money.party, money.person, money.office) == ("USA", "Presidency", "")
    assert [money.before and money.before.year, money.last and money.last.year] == [2016, 2020]
    assert (money.at_start, money.at_end, money.change) == (116, 120, 4)
    assert share.change == pytest.approx(0.1)
    assert share.unit == "percent"


def test_an_office_of_a_party_has_that_partys_figures() -> None:
    terms = [term("P", date(2018, 6, 1), office="president-usa", party="USA")]
    rows = [*ROWS, *(row for year in YEARS for row in spent("FRA", year, 10, 400))]
    found = lines(spending(alliance(rows, terms=terms)))
    assert [line.party for line in found] == ["USA"]
    assert found[0].at_start == 117


@settings(max_examples=60, deadline=None)
@given(
    expenditure=st.floats(1, 1e6),
    gdp=st.floats(1, 1e8),
    growth=st.floats(-0.1, 0.2),
    by=st.integers(2025, 2060),
)
def test_the_path_ends_at_the_guideline(
    expenditure: float, gdp: float, growth: float, by: int
) -> None:
    result = spending(alliance(spent("FRA", 2024, expenditure, gdp)), growth=growth, by=by)
    own = [path for path in result.path if path.party == "FRA"]
    assert bool(own) == (expenditure / gdp < 0.02)
    for path in own:
        target = 0.02 * gdp * (1 + growth) ** (by - 2024)
        assert path.amounts[-1] == (by, pytest.approx(target, rel=1e-9))
        steps = [expenditure, *(amount for _, amount in path.amounts)]
        assert all(b == pytest.approx(a * (1 + path.rate)) for a, b in zip(steps, steps[1:]))  # noqa: B905, RUF007
        assert path.evidence.basis == "assumed"


def test_the_path_goes_past_a_year_that_has_come() -> None:
    result = spending(alliance(spent("FRA", 2024, 10, 1000)))
    assert {path.by for path in result.path} == {2029}
    assert "spending.by-taken" in {finding.kind for finding in result.findings}
    later = spending(alliance(spent("FRA", 2024, 10, 1000)), at=date(2025, 7, 1))
    assert {path.by for path in later.path} == {2035}


def test_steady_growth_doubles_in_a_decade() -> None:
    assert steady(10, 1000, 0.02, 0, 10) == pytest.approx(2**0.1 - 1)


def test_levels_of_a_printed_share_stand_in_where_amounts_are_missing() -> None:
    rows = [figure("FRA", year, "share_of_gdp", year - 2000) for year in (2016, 2017, 2018, 2019)]
    period = Period(date(2017, 1, 1), date(2019, 1, 1), "FRA")
    (line,) = spending(alliance(rows), period=period).terms
    assert (line.at_start, line.at_end) == (16, 18)
