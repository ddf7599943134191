"""The page of a group without an ally, in both languages."""

import io
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from rich.console import Console

import foedus
from foedus.autonomy import autonomy
from foedus.brief.autonomy_report import autonomy_on_terminal, autonomy_report
from foedus.brief.autonomy_words import AutonomyWords, words_of
from foedus.brief.language import Language
from foedus.brief.report import Report, plain
from foedus.brief.report_page import to_html
from foedus.brief.report_terminal import to_terminal
from foedus.case.model import Case

HAND = Path(__file__).parents[1] / "fixtures" / "alone"


@pytest.fixture(scope="module")
def case() -> Case:
    return foedus.load(HAND)


def _words(case: Case, code: str, **asked: object) -> AutonomyWords:
    given = {"group": "south", "without": "CCC", "since": "2027-01", **asked}
    return words_of(autonomy(case, **given), case, Language(code))  # type: ignore[arg-type]


def _facts(report: Report) -> list[str]:
    return [plain(fact) for fact in report.facts]


def test_facts_in_english(case: Case) -> None:
    report = autonomy_report(_words(case, "en"))
    assert report.title == "Group south without CCC"
    assert _facts(report) == [
        "Exposure: in January 2027, 1 of 2 targets is met in part only thanks to CCC: tanks, "
        "40% of what is required (40\u00a0tanks)",
        "Alone under today's orders: 1 of 2 targets reached and held to June 2028; "
        "not reached: tanks",
        "Alone under the programme: every target reached, the last one from January 2027",
        "Cost: €424\u00a0million in all, by year of payment €424\u00a0million in 2026",
        "Who pays: AAA pays most against its share of the key, 1.39 times (€354\u00a0million); "
        "BBB least, 0.41 times",
        "Evidence: 50% of the programme's value rests on assumptions.",
    ]


def test_facts_in_french(case: Case) -> None:
    facts = _facts(autonomy_report(_words(case, "fr")))
    assert facts[0].startswith("Exposition\u202f: en janvier 2027, 1 objectif sur 2 doit une part")
    assert "de son niveau à CCC" in facts[0]
    assert "424\u202fM€ au total" in facts[3]


@pytest.mark.parametrize("code", ["en", "fr"])
def test_every_section_is_there(case: Case, code: str) -> None:
    report = autonomy_report(_words(case, code))
    assert len(report.sections) == 7
    assert all(section.heading for section in report.sections)
    page = to_html(report)
    assert report.guard in page
    assert "http:" not in page
    console = Console(width=100, record=True, file=io.StringIO())
    console.print(to_terminal(autonomy_on_terminal(_words(case, code)), 100))
    shown = console.export_text()
    assert "tank-import" in shown
    assert "{" not in shown


def test_terms_of_the_case_are_said(case: Case) -> None:
    limits = autonomy_report(_words(case, "en")).sections[-1].parts[0]
    said = [plain(row) for row in limits.rows]  # type: ignore[arg-type]
    assert any("unknown, and not known to be 0" in line for line in said)
    assert any("do not sell (CCC)" in line for line in said)
    sells = autonomy_report(_words(case, "en", ally_sells=True)).sections[-1].parts[0]
    assert any("still sell (CCC)" in plain(row) for row in sells.rows)  # type: ignore[arg-type]


def test_assumed_rows_are_named(case: Case) -> None:
    rests = autonomy_report(_words(case, "en")).sections[-1].parts[1]
    said = [plain(row) for row in rests.rows]  # type: ignore[arg-type]
    assert said[0].startswith("€144\u00a0million rest on lines: line=tank-import")
    assert said[0].endswith("(assumed)")


def test_an_assumed_stock_marks_its_target(case: Case) -> None:
    stocks = case.tables["stocks"].with_columns(
        source=pl.when((pl.col("party") == "CCC") & (pl.col("item") == "tank"))
        .then(pl.lit("guess"))
        .otherwise("source")
    )
    guessed = replace(case, tables={**case.tables, "stocks": stocks})
    words = _words(guessed, "en")
    assert words.assumed == {"armour"}
    grid = autonomy_report(words).sections[0].parts[0]
    marks = [row[0].mark for row in grid.rows]  # type: ignore[index]
    assert marks == ["", "assumed"]
    assert _facts(autonomy_report(words))[-1].endswith(
        "The exposure of 1 of 2 targets rests on assumptions."
    )


def test_nothing_to_order(case: Case) -> None:
    lines = case.tables["lines"].clear()
    report = autonomy_report(_words(replace(case, tables={**case.tables, "lines": lines}), "en"))
    facts = _facts(report)
    assert any("nothing can be ordered that would help" in fact for fact in facts)
    assert len(report.sections) == 6
    rich = case.tables["stocks"].with_columns(pl.col("quantity") * 10)
    held = autonomy_report(_words(replace(case, tables={**case.tables, "stocks": rich}), "en"))
    assert any("nothing has to be ordered" in fact for fact in _facts(held))
    assert any("nothing that is required" in fact for fact in _facts(held))


def test_missing_even_with_the_ally(case: Case) -> None:
    rows = case.tables["requirements"].with_columns(pl.col("quantity") * 2)
    more = replace(case, tables={**case.tables, "requirements": rows})
    facts = _facts(autonomy_report(_words(more, "en")))
    assert facts[1].startswith("Missing in any case: even with CCC, 2 of 2 targets are not reached")


def test_without_a_key_nobody_has_a_ratio(case: Case) -> None:
    bare = replace(case, settings=replace(case.settings, key=None))
    facts = _facts(autonomy_report(_words(bare, "en")))
    assert not any(fact.startswith("Who pays") for fact in facts)
