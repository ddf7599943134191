"""Totals count those who were members at the end of the year, and nobody before."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.results.spending import Spending, Total
from foedus.spending import spending
from sample_spending import AS_OF, alliance, figure, member, spent

ALWAYS = date(1949, 8, 24)
CODES = ("DEU", "FRA", "ITA", "USA")


def totals(result: Spending, measure: str = "expenditure") -> dict[tuple[str, int], Total]:
    return {(t.scope, t.year): t for t in result.totals if t.measure == measure}


@settings(max_examples=40, deadline=None)
@given(
    amounts=st.lists(st.floats(0.001, 1e7), min_size=8, max_size=8),
    order=st.permutations(range(24)),
)
def test_the_order_of_the_rows_does_not_matter(amounts: list[float], order: list[int]) -> None:
    rows = [
        row
        for place, code in enumerate(CODES)
        for year in (2022, 2023)
        for row in spent(code, year, amounts[2 * place + year - 2022], 1e6)
    ]
    given_order = spending(alliance(rows))
    another = spending(alliance([rows[place] for place in order]))
    assert given_order.totals == another.totals
    assert given_order.guideline == another.guideline


@settings(max_examples=40, deadline=None)
@given(joined=st.dates(date(2015, 1, 1), date(2023, 12, 31)))
def test_who_joins_later_never_counts_before(joined: date) -> None:
    years = range(2014, 2024)
    rows = [row for year in years for code in ("FRA", "SWE") for row in spent(code, year, 10, 500)]
    case = alliance(rows, memberships=[member("FRA", ALWAYS), member("SWE", joined)])
    sums = totals(spending(case))
    for year in years:
        counted = ("FRA", "SWE") if year >= joined.year else ("FRA",)
        assert sums["all", year].members == counted
        assert sums["all", year].amount == 10 * len(counted)


def test_who_leaves_in_a_year_does_not_count_in_it() -> None:
    rows = [*spent("FRA", 2022, 10, 500), *spent("ITA", 2022, 7, 500)]
    gone = [member("FRA", ALWAYS), member("ITA", ALWAYS, date(2022, 12, 31))]
    assert totals(spending(alliance(rows, memberships=gone)))["all", 2022].amount == 10
    stays = [member("FRA", ALWAYS), member("ITA", ALWAYS, date(2023, 1, 1))]
    assert totals(spending(alliance(rows, memberships=stays)))["all", 2022].amount == 17


def test_totals_without_the_united_states_and_their_shares() -> None:
    rows = [*spent("USA", 2023, 30, 1000), *spent("FRA", 2023, 10, 1000)]
    result = spending(alliance(rows))
    assert totals(result)["without-USA", 2023].amount == 10
    shares = totals(result, "share_of_gdp")
    assert shares["all", 2023].amount == pytest.approx(2.0)
    assert shares["without-USA", 2023].amount == pytest.approx(1.0)


def test_a_member_without_a_figure_is_missing_and_its_product_does_not_count() -> None:
    rows = [*spent("FRA", 2023, 10, 1000), figure("DEU", 2023, "gdp", 9000)]
    result = spending(alliance(rows))
    assert totals(result)["all", 2023].missing == ("DEU",)
    share = totals(result, "share_of_gdp")["all", 2023]
    assert (share.amount, share.members, share.missing) == (pytest.approx(1.0), ("FRA",), ("DEU",))


def test_a_member_without_forces_counts_with_its_product_as_in_natos_tables() -> None:
    rows = [*spent("FRA", 2023, 10, 600), figure("ISL", 2023, "gdp", 400)]
    result = spending(alliance(rows))
    share = totals(result, "share_of_gdp")["all", 2023]
    assert (share.amount, share.members) == (pytest.approx(1.0), ("FRA", "ISL"))
    assert "spending.no-forces" in {finding.kind for finding in result.findings}


def test_amounts_of_several_currencies_are_not_added_up() -> None:
    rows = [
        *spent("FRA", 2023, 10, 600),
        *spent("DEU", 2023, 10, 600),
        figure("FRA", 2023, "expenditure", 9, basis="current-national", unit="million EUR"),
        figure("GBR", 2023, "expenditure", 9, basis="current-national", unit="million GBP"),
    ]
    assert {t.basis for t in spending(alliance(rows)).totals} == {"constant-2015"}


@pytest.mark.parametrize(("published", "agrees"), [(20.0, True), (21.0, False)])
def test_a_published_total_is_held_against_the_sum(published: float, agrees: bool) -> None:
    rows = [
        *spent("FRA", 2023, 10.5, 600),
        *spent("DEU", 2023, 9.5, 600),
        figure("NATO", 2023, "expenditure", published),
    ]
    members = [member("FRA", ALWAYS), member("DEU", ALWAYS)]
    result = spending(alliance(rows, memberships=members))
    assert totals(result)["all", 2023].agrees is agrees
    found = [f for f in result.findings if f.kind == "spending.total-differs"]
    assert len(found) == (0 if agrees else 1)


def test_without_memberships_everybody_counts_and_it_is_said() -> None:
    case = alliance(spent("FRA", 2023, 10, 600), memberships=[])
    result = spending(case)
    assert result.body is None
    assert [line.party for line in result.guideline] == ["FRA"]
    assert "spending.no-memberships" in {finding.kind for finding in result.findings}


def test_the_council_stands_in_for_the_alliance() -> None:
    rows = spent("FRA", 2023, 10, 600)
    case = alliance(rows, memberships=[member("FRA", ALWAYS, body="nac")])
    assert spending(case).body == "nac"


def test_a_future_membership_is_not_known() -> None:
    rows = [*spent("FRA", 2024, 10, 600), *spent("SWE", 2024, 10, 600)]
    joins = date(AS_OF.year, 12, 1)
    case = alliance(rows, memberships=[member("FRA", ALWAYS), member("SWE", joins)])
    assert totals(spending(case))["all", 2024].members == ("FRA",)
