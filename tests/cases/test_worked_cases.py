"""The worked cases: their pages say what the engine gives, and nothing in them is hindsight."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

import foedus
from foedus.results.plan import Plan

CASES = Path(__file__).parents[2] / "cases"
NAMES = ("patriot-2024", "ukraine-2024")


@pytest.fixture(scope="module")
def plans() -> dict[str, Plan]:
    return {name: foedus.plan(foedus.load(CASES / name)) for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_nothing_in_the_case_is_hindsight(name: str) -> None:
    case = foedus.load(CASES / name)
    assert not [w for w in case.warnings if w.kind == "later-source"]
    published = case.tables["sources"]["published"].drop_nulls()
    assert published.max() <= case.settings.as_of


@pytest.mark.parametrize("name", NAMES)
def test_every_row_of_the_record_has_a_source(name: str) -> None:
    case = foedus.load(CASES / name)
    for table in ("bodies", "memberships", "terms", "decisions", "agreements", "statements"):
        assert case.tables[table]["source"].null_count() == 0, table


def test_patriot_is_what_its_page_works_out_by_hand(plans: dict[str, Plan]) -> None:
    plan = plans["patriot-2024"]
    assert plan.level("need").value == pytest.approx(51 / 84, abs=1e-6)
    assert plan.level("need").unavoidable == pytest.approx(7 / 84, abs=1e-6)
    given = dict(plan.transfers.select("donor", "quantity").iter_rows())
    assert given == pytest.approx({"DEU": 1, "NLD": 1, "SWE": 1}, abs=1e-4)
    gains = {row["party"]: row for row in plan.asks.iter_rows(named=True)}
    assert gains["USA"]["moved_by"] == 5
    assert gains["USA"]["gain"] == pytest.approx(40 / 84, abs=1e-6)
    for party in ("ROU", "GRC", "FRA", "ITA", "ESP", "POL", "DEU", "NLD", "SWE"):
        assert gains[party]["moved_by"] == 1
        assert gains[party]["gain"] == pytest.approx(11 / 84, abs=1e-6)


@pytest.mark.parametrize("language", ["", ".fr"])
def test_the_backtest_prints_what_the_plan_says(plans: dict[str, Plan], language: str) -> None:
    page = (CASES / "patriot-2024" / f"README{language}.md").read_text(encoding="utf-8")
    gains = plans["patriot-2024"].asks["gain"].to_list()
    for gain in {f"{gain:.3f}" for gain in gains}:
        assert gain.replace(".", "," if language else ".") in page


@pytest.mark.parametrize("language", ["", ".fr"])
def test_ukraine_says_how_much_is_assumed(plans: dict[str, Plan], language: str) -> None:
    share = plans["ukraine-2024"].assumed_share
    assert share is not None
    page = (CASES / "ukraine-2024" / f"README{language}.md").read_text(encoding="utf-8")
    assert f"**{share:.0%}".replace("%", " %") in page


@pytest.mark.parametrize("name", NAMES)
def test_at_least_ten_asks_are_confirmed_each_with_its_mark(
    plans: dict[str, Plan], name: str
) -> None:
    confirmed = plans[name].asks.filter(pl.col("gain") > 0)
    assert len(confirmed) >= 10
    assert set(confirmed["basis"]) <= {"sourced", "assumed"}
    assumed = confirmed.filter(pl.col("basis") == "assumed")
    assert assumed["weakest"].null_count() == 0


def test_hungary_is_asked_for_nothing(plans: dict[str, Plan]) -> None:
    plan = plans["ukraine-2024"]
    assert "HUN" not in plan.transfers["donor"].to_list()
    assert "HUN" not in plan.asks["party"].to_list()
    assert "opted out" in plan.left_out.filter(pl.col("party") == "HUN")["why"].to_list()


@pytest.mark.parametrize("name", NAMES)
def test_the_plan_passes_the_residual_check(plans: dict[str, Plan], name: str) -> None:
    assert plans[name].stamp.residual <= 1e-6
    assert plans[name].status == "optimal"
