"""Spending: shares as they are printed, amounts, and the way that they went."""

from __future__ import annotations

from decimal import Decimal

import pytest
from verdict_cases import SOURCE, case_with, figure
from verdict_facts import fact_of, of_field, reading_of, ukraine

from foedus.read.model import Money
from foedus.read.verdicts.ground import Ground
from foedus.read.verdicts.spending import half_unit, spending_checks

SHARE = {"party": "NLD", "measure": "share_of_gdp", "year": "2023"}


def checks_of(fields, *, case=None, day="2024-10", notes=()):
    reading = reading_of("Une phrase.", day=day)
    fact = fact_of(reading, "spending", fields, notes=notes)
    return list(spending_checks(fact, Ground(reading, case or ukraine())))


@pytest.mark.parametrize(
    ("share", "verdict"),
    [(1.66, "confirms"), (1.7, "confirms"), (2, "confirms"), (1.6, "contradicts"),
     (1.67, "contradicts"), (3, "contradicts"), ("1.7", "confirms")],
)  # fmt: skip
def test_a_share_agrees_within_the_rounding_of_its_digits(share, verdict: str) -> None:
    (check,) = checks_of({**SHARE, "share": share})
    assert (check.verdict, check.field) == (verdict, "share")
    assert check.record[0].key == "NLD/2023/share_of_gdp/constant-2015/2024-06-17"
    assert check.record[0].publisher == "NATO"


def test_the_year_of_the_dateline_where_none_is_said() -> None:
    fields = {"party": "NLD", "measure": "share_of_gdp", "share": 2.05}
    assert checks_of(fields)[0].record[0].key.startswith("NLD/2024/")
    assert checks_of(fields, day="")[0].verdict == "confirms"
    assert checks_of({**fields, "share": 1.66}, day="") == []


def test_a_figure_without_a_year_may_be_of_the_year_before() -> None:
    fields = {"party": "LUX", "measure": "expenditure", "currency": "EUR", "amount": 594_000_000}
    (check,) = checks_of(fields, day="2024-07-11")
    assert (check.verdict, check.record[0].value[:5]) == ("confirms", "2023:")
    (check,) = checks_of({**fields, "amount": 900_000_000}, day="2024-07-11")
    assert (check.verdict, check.record[0].value[:5]) == ("contradicts", "2024:")


def test_an_amount_of_several_years_is_no_years() -> None:
    fields = {"party": "FRA", "measure": "expenditure", "currency": "EUR", "amount": 413e9}
    assert checks_of({**fields, "from": "2024", "until": "2030"}, day="2024-02-17") == []


def test_every_release_is_shown_where_none_agrees() -> None:
    rows = [figure("AAA", 2023, 1.5), figure("AAA", 2023, 1.6, "r2")]
    case = case_with({"spending": rows, "sources": [SOURCE]})
    (check,) = checks_of({"party": "AAA", "year": "2023", "share": 2.1}, case=case)
    assert check.verdict == "contradicts"
    assert [line.value for line in check.record] == ["2023: 1.5 %", "2023: 1.6 %"]
    (check,) = checks_of({"party": "AAA", "year": "2023", "share": 1.6}, case=case)
    assert [line.value for line in check.record] == ["2023: 1.6 %"]


@pytest.mark.parametrize(
    ("amount", "currency", "verdict"),
    [(16_800_000_000, "USD", "confirms"), (15_500_000_000, "EUR", "confirms"),
     (15_000_000_000, "EUR", "contradicts")],
)  # fmt: skip
def test_an_amount_in_either_currency(amount: int, currency: str, verdict: str) -> None:
    fields = {"party": "NLD", "measure": "expenditure", "year": "2023"}
    (check,) = checks_of({**fields, "amount": amount, "currency": currency})
    assert (check.verdict, check.field) == (verdict, "amount")


@pytest.mark.parametrize(
    ("amount", "verdict"), [(15_000_000_000, "confirms"), (14_500_000_000, "contradicts")]
)
def test_what_is_about_so_much_may_differ_by_a_twentieth(amount: int, verdict: str) -> None:
    fields = {"party": "NLD", "measure": "expenditure", "year": "2023", "currency": "EUR"}
    about = Money("money", 0, 1, "about", amount=Decimal(amount), currency="EUR", about=True)
    reading = reading_of("Une phrase.")
    fact = fact_of(reading, "spending", {**fields, "amount": amount}, mentions={"amount": about})
    (check,) = spending_checks(fact, Ground(reading, ukraine()))
    assert check.verdict == verdict


def test_a_currency_that_the_record_does_not_have() -> None:
    fields = {"party": "NLD", "measure": "expenditure", "year": "2023", "amount": 1e9}
    assert checks_of({**fields, "currency": "PLN"}) == []


@pytest.mark.parametrize(("change", "verdict"), [("up", "confirms"), ("down", "contradicts")])
def test_the_sum_of_the_allies_over_a_term_of_office(change: str, verdict: str) -> None:
    years = {"from": "2017", "until": "2021", "under": "Donald Trump"}
    fields = {"party": "nato", "measure": "expenditure", "change": change, **years}
    (check,) = checks_of(fields)
    assert (check.verdict, check.field) == (verdict, "change")
    assert check.said == f"{change} (nato, 2017–2021)"
    assert [line.key for line in check.record] == [
        "nato (29)/2017/expenditure/constant-2015/2024-06-17",
        "nato (29)/2021/expenditure/constant-2015/2024-06-17",
    ]
    assert [line.value.split(": ")[0] for line in check.record] == ["2017", "2021"]
    assert check.record[0].value.endswith(" million USD (constant-2015), nato (29)")
    amounts = [float(line.value.split()[1]) for line in check.record]
    assert 0.8e6 < amounts[0] < amounts[1] < 1.2e6  # million USD of 2015


@pytest.mark.parametrize("change", ["up", "down"])
@pytest.mark.parametrize(("party", "notes"), [({}, ()), ({"party": "nato"}, ("read.whose",))])
def test_a_change_of_nobody_in_particular_is_shown_beside_the_sums(change, party, notes) -> None:
    years = {"from": "2017", "until": "2021"}
    fields = {**party, "measure": "expenditure", "change": change, **years}
    (check,) = checks_of(fields, notes=notes)
    assert (check.verdict, check.said) == ("new", change)
    assert [line.key.split("/")[1] for line in check.record] == ["2017", "2021"]


@pytest.mark.parametrize(
    ("party", "value"), [("POL", "2024: 4.12 %"), ("NLD", "2024: 2.05 %"), ("LTU", "2024: 2.85 %")]
)
def test_a_share_is_shown_with_its_year_as_it_is_printed(party: str, value: str) -> None:
    fields = {"party": party, "measure": "share_of_gdp", "year": 2024, "share": 9.9}
    assert [line.value for line in checks_of(fields)[0].record] == [value]


def test_an_amount_is_shown_with_its_unit_and_its_prices() -> None:
    fields = {"party": "NLD", "measure": "expenditure", "year": "2023", "currency": "USD"}
    (check,) = checks_of({**fields, "amount": 16_800_000_000})
    (value,) = (line.value for line in check.record)
    assert value.startswith("2023: 16")
    assert value.endswith(" million USD (current)")


def test_the_change_of_one_party_and_of_a_group() -> None:
    years = {"from": "2014", "until": "2023", "change": "up"}
    (check,) = checks_of({**years, "party": "NLD", "measure": "share_of_gdp"})
    assert (check.verdict, check.said) == ("confirms", "up (NLD, 2014–2023)")
    (check,) = checks_of({**years, "party": "europe"})
    assert check.record[0].key.startswith("europe (")
    assert checks_of({**years, "party": "les voisins"}) == []


def test_a_percentage_that_is_not_the_record_s_speaks_for_nothing() -> None:
    fields = {"party": "NLD", "year": "2023", "measure": "expenditure"}
    assert of_field(checks_of({**fields, "change": 16}), "change").verdict == "confirms"
    assert checks_of({**fields, "change": 9}) == []
    assert of_field(checks_of({**fields, "change": -9}), "change").verdict == "contradicts"


def test_years_that_are_not_said() -> None:
    assert checks_of({"measure": "expenditure", "change": "up"}) == []
    assert (
        checks_of({"measure": "expenditure", "change": "up", "from": "2021", "until": "2017"}) == []
    )


@pytest.mark.parametrize(
    ("said", "half"), [("2", 0.5), ("2.0", 0.05), ("11000000", 500_000), ("0", 0.5)]
)
def test_half_of_the_last_digit(said: str, half: float) -> None:
    assert half_unit(Decimal(said)) == pytest.approx(half)
