"""Deflators that a release implies: small ones by hand, and those of NATO's tables of 2024."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.sources import nato
from foedus.spending.deflators import implied_deflators
from foedus.spending.figures import choose
from foedus.spending.known import Known
from sample_spending import case_of, figure

FILE = "240617-def-exp-2024-TABLES-en.xlsx"
BOOK = Path(os.environ.get("FOEDUS_DATA", "no-such-folder")) / "nato" / FILE
DAY = date(2024, 10, 1)


def implied(*rows: dict[str, Any], measure: str = "expenditure") -> pl.DataFrame:
    source = {"source": "nato", "publisher": "NATO", "published": date(2024, 6, 17)}
    case = case_of({"spending": list(rows), "sources": [source]})
    return implied_deflators(choose(Known(case, DAY), DAY, None), measure=measure)


def both(party: str, year: int, current: float, constant: float, **other: Any) -> list[Any]:
    return [
        figure(party, year, "expenditure", current, basis="current", **other),
        figure(party, year, "expenditure", constant, **other),
    ]


@settings(deadline=None, max_examples=30)
@given(st.floats(1e-3, 1e9), st.floats(1e-3, 1e9))
def test_a_constant_amount_times_its_deflator_is_the_current_one(
    current: float, constant: float
) -> None:
    (row,) = implied(*both("AAA", 2024, current, constant)).iter_rows(named=True)
    assert row["deflator"] * constant == pytest.approx(current)


def test_own_currency_and_dollars_stand_for_themselves() -> None:
    national = {"unit": "million EUR", "estimate": True}
    rows = [
        *both("AAA", 2024, 110.0, 100.0),
        figure("AAA", 2024, "expenditure", 120.0, basis="current-national", **national),
        figure("AAA", 2024, "expenditure", 96.0, basis="constant-2015-national", **national),
    ]
    found = implied(*rows).select("basis", "unit", "deflator", "estimate").rows()
    assert found == [
        ("constant-2015", "million USD", pytest.approx(1.1), False),
        ("constant-2015-national", "million EUR", 1.25, True),
    ]


def test_no_deflator_of_what_is_not_known_or_is_nothing() -> None:
    alone = figure("AAA", 2024, "expenditure", 5.0)
    nothing = both("BBB", 2024, 5.0, 0.0)
    other_unit = [{**row, "unit": unit} for row, unit in zip(
        both("CCC", 2024, 5.0, 4.0), ("million EUR", "million USD"), strict=True
    )]  # fmt: skip
    assert implied(alone, *nothing, *other_unit).is_empty()
    assert implied(alone, measure="gdp").is_empty()


def test_releases_are_not_mixed() -> None:
    later = figure("AAA", 2024, "expenditure", 9.0, basis="current", release="2023-01")
    assert implied(figure("AAA", 2024, "expenditure", 5.0), later).is_empty()


@pytest.mark.skipif(not BOOK.is_file(), reason="FOEDUS_DATA is not set")
def test_natos_deflators_are_one_in_2015_and_known_of_every_figure() -> None:
    imported = nato.read(BOOK, retrieved=DAY)
    rows = imported.tables["spending"].to_dicts()
    for measure, bases in (("expenditure", 2), ("gdp", 1)):
        found = implied(*rows, measure=measure)
        constant = [r for r in rows if r["measure"] == measure and r["basis"].startswith("const")]
        assert (found.height, found["basis"].n_unique()) == (len(constant), bases)
        base = found.filter(pl.col("year") == 2015)["deflator"]
        assert (base - 1).abs().max() < 1e-9
    own = implied(*rows).filter(party="DEU", basis="constant-2015-national", year=2024)
    assert own["unit"].item() == "million EUR"
    assert 1.2 < own["deflator"].item() < 1.4
