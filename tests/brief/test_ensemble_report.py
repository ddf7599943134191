"""The page and the pictures of an ensemble, in both languages."""

import json
from dataclasses import replace

import polars as pl
import pytest

from foedus.brief.ensemble_chart import draw_ensemble, ensemble_page, write_ensemble_charts
from foedus.brief.ensemble_facts import ensemble_facts, matters_fact, met_fact
from foedus.brief.ensemble_report import ensemble_on_terminal, ensemble_report
from foedus.brief.ensemble_words import EnsembleWords
from foedus.brief.language import Language
from foedus.brief.report import Grid
from foedus.brief.report_page import to_html
from foedus.results.ensemble import FRAMES, QUANTILES, Ensemble, empty
from foedus.results.plan import Stamp

FRENCH = Language("fr")
MONTHS = ("2024-10", "2024-11")
CHANCE = {"rockets": (1.0, 0.62), "armour": (0.5, 0.0), "air": (1.0, 1.0)}


def frame(name: str, rows: list[tuple[object, ...]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=FRAMES[name], orient="row")


def sample(**other: object) -> Ensemble:
    options = {"level": "need", "draws": "100", "seed": "3", "matrix": "kept",
               "importance": "delta", "noise": "0.1"}  # fmt: skip
    stamp = Stamp("ab" * 32, "1", "1", "ipx", (), 0.0, options, "2024-10-01", {})
    frames = {name: empty(name) for name in FRAMES}
    frames["met"] = frame("met", [
        ("UKR", what, month, p) for what, ps in CHANCE.items()
        for month, p in zip(MONTHS, ps, strict=True)
    ])  # fmt: skip
    frames["coverage"] = frame("coverage", [
        ("UKR", what, month, q, min(1.0, q + 0.2)) for what in CHANCE for month in MONTHS
        for q in QUANTILES
    ])  # fmt: skip
    frames["levels"] = frame("levels", [(q, 2 * q) for q in QUANTILES])
    frames["importance"] = frame("importance", [
        ("shells <needed>", 0.4, 0.05, 0.6, 0.1), ("money", 0.05, 0.05, 0.01, 0.1),
        ("still", None, None, None, None),
    ])  # fmt: skip
    row = ("requirements", "quantity", "capability=rockets", "2024-10", None, "scale")
    frames["uncertainties"] = frame("uncertainties", [
        ("shells <needed>", *row, "triangular", 0.8, 1.0, 1.2, "assumed", None),
        ("money", *row, "normal", 0.8, None, 1.2, "sourced", "kiel"),
    ])  # fmt: skip
    frames["names"] = frame("names", [
        ("capabilities", what, what.title(), what, "unit", None, None) for what in CHANCE
    ])  # fmt: skip
    frames["sources"] = frame("sources", [
        ("kiel", "Tracker", "Kiel Institute", None, "2024-08-06", None, "research"),
    ])  # fmt: skip
    made = Ensemble(
        case="demo", title={"en": "Demo", "fr": "Démo"}, currency="EUR", unit="million",
        as_of="2024-10-01", start="2024-10", months=2, level="need", seed=3, count=100,
        solved=100, resumed=0, impossible=1, stamp=stamp, **frames,
    )  # fmt: skip
    return replace(made, **other)  # type: ignore[arg-type]


@pytest.mark.parametrize("code", ["en", "fr"])
def test_page_says_all_and_escapes(code: str) -> None:
    page = ensemble_page(EnsembleWords(sample(), Language(code)))  # type: ignore[arg-type]
    assert page.count("<figure>") == 2
    assert "<needed>" not in page
    assert "Kiel Institute" in page
    assert {"en": "no forecast", "fr": "pas une prévision"}[code] in page


def test_facts_in_plain_sentences() -> None:
    met, level, matters = ensemble_facts(EnsembleWords(sample(impossible=0), Language("en")))
    assert met.text == (
        "at the end of November 2024, 1 of 3 needs in every draw; 1 of 3 needs in no draw; "
        "rockets in 62% of the draws"
    )
    assert "at most 1.00 in half of the draws" in level.text
    assert matters.text == (
        "of all that is uncertain, the level depends most on “Requirements, rockets: quantity "
        "(shells <needed>)” (delta 0.40)"
    )


def test_shares_of_few_draws_with_a_plan_say_so() -> None:
    """90 of 100 draws have no plan: it comes first, and every share says of what it is one."""
    words = EnsembleWords(sample(impossible=90), Language("en"))
    first, met, level, _ = (fact.text for fact in ensemble_facts(words))
    assert "in 90 of 100 draws the promises" in first
    assert met == (
        "of the 10 draws with a plan: at the end of November 2024, 1 of 3 needs in all of them; "
        "1 of 3 needs in none of them; rockets in 62% of them"
    )
    assert level.startswith("of the 10 draws with a plan: the need level is at most 1.00 in half ")
    fan = draw_ensemble(words)[0]
    assert fan.alt.startswith("Met in full, of the 10 draws with a plan: at the end")
    needs, levels = ensemble_report(words).sections[:2]
    for section in (needs, levels):
        assert section.intro.startswith("Every share is of the 10 draws with a plan. ")
        (grid,) = section.parts
        assert isinstance(grid, Grid)
        labels = [*(c.heading for c in grid.columns), *(row[0].text for row in grid.rows)]
        assert any("of 10" in label or "of the 10 draws" in label for label in labels)
    french = [fact.text for fact in ensemble_facts(EnsembleWords(sample(impossible=90), FRENCH))]
    assert french[1].startswith("sur les 10 tirages qui ont un plan")


def test_draws_that_no_solver_ended_are_told() -> None:
    draws = frame("draws", [(0, "failed", None, 0.1, 0.1), (1, "optimal", 1.0, 0.1, 0.1)])
    words = EnsembleWords(sample(draws=draws, impossible=0), Language("en"))
    first, met, *_ = ensemble_facts(words)
    assert (first.strong, "1 of 100 draws no solver" in first.text) == ("Not solved:", True)
    assert met.text.startswith("of the 99 draws with a plan: ")


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([("a", 0.33, 0.1, 0.1, 0.1), ("b", 0.1, 0.1, 0.41, 0.1)], "so none is ranked"),
        ([("a", 0.5, 0.1, 0.1, 0.1), ("b", 0.1, 0.1, 0.41, 0.1)], "the two measures disagree"),
        ([("a", 0.5, 0.1, 0.4, 0.1), ("b", 0.1, 0.1, 0.41, 0.1)], "depends most on “a”"),
    ],
)
def test_what_matters_is_ranked_only_where_it_is_clear(
    rows: list[tuple[object, ...]], words: str
) -> None:
    options = {"importance": "delta", "noise": "0.25"}
    made = sample(
        importance=frame("importance", rows), stamp=replace(sample().stamp, options=options)
    )
    assert words in matters_fact(EnsembleWords(made, Language("en")))


def test_no_zeros_and_no_capitals_in_a_sentence() -> None:
    met = sample().met.filter(pl.col("month") == MONTHS[-1]).with_columns(probability=0.3)
    names = frame("names", [
        ("capabilities", what, "Drones", "Drones", "drone", None, None) for what in CHANCE
    ])  # fmt: skip
    for code in ("en", "fr"):
        words = EnsembleWords(sample(met=met, names=names, impossible=0), Language(code))
        said = met_fact(words)
        assert (" 0 " in said, "Drones" in said, said.count("drones")) == (False, False, 3)


def test_ranges_are_named_in_words() -> None:
    rows = frame("uncertainties", [
        (key, table, column, where, "2024-10", None, "scale", "uniform", 0.8, None, 1.2,
         "sourced", "kiel")
        for key, table, column, where in (
            ("m", "budgets", "amount", "*"), ("n", "requirements", "quantity",
                                              "party=UKR;kind=deliver"),
        )
    ])  # fmt: skip
    found = EnsembleWords(sample(uncertainties=rows), Language("en"))
    assert found.uncertainty("n") == "Requirements, Ukraine, to be delivered: quantity"
    assert found.uncertainty("m").startswith("Budgets: ")
    page = to_html(ensemble_report(found))
    assert "budgets.amount" not in page


def test_one_need_and_no_plan() -> None:
    one = sample(met=sample().met.filter(pl.col("capability") == "rockets"), impossible=0)
    fact = next(ensemble_facts(EnsembleWords(one, Language("en"))))
    assert (
        fact.text
        == "nothing is left open of rockets at the end of November 2024 in 62% of the draws"
    )
    none = sample(
        met=empty("met"), coverage=empty("coverage"), levels=empty("levels"), impossible=100
    )
    facts = [fact.text for fact in ensemble_facts(EnsembleWords(none, Language("fr")))]
    assert "aucun tirage n’a de plan" in facts[2]


def test_no_importance_is_explained_and_not_drawn() -> None:
    stamp = replace(sample().stamp, options={"importance": "few-draws"})
    words = EnsembleWords(sample(stamp=stamp), Language("en"))
    assert [picture.name for picture in draw_ensemble(words)] == ["ensemble-coverage"]
    assert any("fewer than 64" in fact.text for fact in ensemble_facts(words))
    headings = [section.heading for section in ensemble_report(words).sections]
    assert "What matters most" not in headings


def test_terminal_counts_the_ranges() -> None:
    words = EnsembleWords(sample(), Language("en"))
    assert "2 ranges were drawn" in ensemble_on_terminal(words).footer[-1]
    assert len(ensemble_on_terminal(words).sections) == len(ensemble_report(words).sections) - 1


def test_fan_holds_all_quantiles(tmp_path_factory: pytest.TempPathFactory) -> None:
    words = EnsembleWords(sample(), Language("fr"))
    fan = json.loads(draw_ensemble(words)[0].spec)["datasets"]["fan"]
    assert len(fan) == 6
    assert all(row["low"] <= row["median"] <= row["high"] for row in fan)
    files = write_ensemble_charts(words, tmp_path_factory.mktemp("charts"))
    assert {file.suffix for file in files} == {".png", ".svg", ".html"}
