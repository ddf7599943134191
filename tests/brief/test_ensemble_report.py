"""The page and the pictures of an ensemble, in both languages."""

import json
from dataclasses import replace

import polars as pl
import pytest

from foedus.brief.ensemble_chart import draw_ensemble, ensemble_page, write_ensemble_charts
from foedus.brief.ensemble_facts import ensemble_facts
from foedus.brief.ensemble_report import ensemble_on_terminal, ensemble_report
from foedus.brief.ensemble_words import EnsembleWords
from foedus.brief.language import Language
from foedus.results.ensemble import FRAMES, QUANTILES, Ensemble, empty
from foedus.results.plan import Stamp

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
    met, level, matters, impossible = ensemble_facts(EnsembleWords(sample(), Language("en")))
    assert met.text == (
        "at the end of November 2024, in every draw 1 of 3 needs, in no draw 1; "
        "in between, rockets in 62% of the draws"
    )
    assert "at most 1.00 in half" in level.text
    assert ("shells" in matters.text, "money" in matters.text) == (True, False)
    assert "1 of 100 draws" in impossible.text


def test_one_need_and_no_plan() -> None:
    one = sample(met=sample().met.filter(pl.col("capability") == "rockets"))
    fact = next(ensemble_facts(EnsembleWords(one, Language("en"))))
    assert (
        fact.text
        == "nothing is left open of rockets at the end of November 2024 in 62% of the draws"
    )
    none = sample(met=empty("met"), coverage=empty("coverage"), levels=empty("levels"))
    facts = [fact.text for fact in ensemble_facts(EnsembleWords(none, Language("fr")))]
    assert "aucun tirage n’a de plan" in facts[1]


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
