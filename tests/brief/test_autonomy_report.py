"""The page of a group without an ally, in both languages."""

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from rich.console import Console

import foedus
from foedus.autonomy import autonomy
from foedus.brief.autonomy_levers import levers_grid
from foedus.brief.autonomy_report import autonomy_on_terminal, autonomy_report
from foedus.brief.autonomy_words import AutonomyWords
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
    return AutonomyWords(autonomy(case, **given), Language(code))  # type: ignore[arg-type]


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
        "Who pays: AAA pays most against its share of the key agreed, 1.39 times "
        "(€354\u00a0million); BBB least, 0.41 times",
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
    sells = autonomy_report(_words(case, "en", ally_sells="yes")).sections[-1].parts[0]
    assert any("still sell (CCC)" in plain(row) for row in sells.rows)  # type: ignore[arg-type]


def test_assumed_rows_are_named(case: Case) -> None:
    rests = autonomy_report(_words(case, "en")).sections[-1].parts[1]
    said = [plain(row) for row in rests.rows]  # type: ignore[arg-type]
    assert said[0].startswith("€144\u00a0million rest on the production line tank-import, from")
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
    assert marks == ["assumed", ""]
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
    assert facts[1].startswith("Missing as well: even with CCC, 2 of 2 targets are not reached")


def test_without_a_key_nobody_has_a_ratio(case: Case) -> None:
    bare = replace(case, settings=replace(case.settings, key=None))
    facts = _facts(autonomy_report(_words(bare, "en")))
    assert not any(fact.startswith("Who pays") for fact in facts)


def test_a_year_more_is_compared_on_the_same_horizon(case: Case) -> None:
    """It never stands against the shorter horizon, on which its last targets would be lost."""
    words = _words(case, "en")
    grid = levers_grid(words)
    kept, later = grid.rows[-2:]
    assert [cell.text for cell in kept[2::2]] == ["–", "–"]
    assert later[0].text == "every target a year later, horizon a year longer"
    assert [cell.text for cell in later[3:]] == ["€400\u00a0million", "−€24\u00a0million"]


def test_members_whose_money_changes_the_same_stand_in_one_row(case: Case) -> None:
    words = _words(case, "en")
    budget = words.autonomy.levers.filter(pl.col("lever") == "budget")
    more = [
        budget.with_columns(party=pl.lit(p), cost=pl.lit(cost))
        for p, cost in (("EEE", 430.0), ("DDD", 440.0), ("CCC", 435.0))
    ]
    levers = pl.concat([words.autonomy.levers, *more])
    rows = levers_grid(replace(words, autonomy=replace(words.autonomy, levers=levers))).rows
    said = [row for row in rows if "any one of 4 members" in row[0].text]
    assert len(said) == 1
    assert said[0][3].text == "€424\u00a0million to €440\u00a0million"


def test_what_nobody_makes_is_not_said_to_be_late(case: Case) -> None:
    """No line makes shells; with the ally's lines alone, none that may sell makes tanks."""
    targets = case.tables["requirements"].with_columns(quantity=pl.Series([100.0, 90.0]))
    short = replace(case, tables={**case.tables, "requirements": targets})
    intro = autonomy_report(_words(short, "en")).sections[2].intro
    assert "9.0 of them are of targets for which no line" in intro
    assert "too late" not in intro
    own = short.tables["lines"].filter(pl.col("party") == "CCC")
    bare = replace(short, tables={**short.tables, "lines": own})
    intro = autonomy_report(_words(bare, "en")).sections[2].intro
    assert "16.2 of them are of targets for which no line" in intro
    late = autonomy_report(_words(case, "en", since="2026-01")).sections[2].intro
    assert "too late" in late


def test_allies_outside_the_group_count_for_nothing(case: Case) -> None:
    facts = _facts(autonomy_report(_words(case, "en", without="AAA", since="2026-01")))
    assert any(
        "only members of the group; stocks of allies outside it" in fact and "(CCC)" in fact
        for fact in facts
    )
    assert not any("Who counts" in fact for fact in _facts(autonomy_report(_words(case, "en"))))


def test_use_is_of_what_orders_can_reach(case: Case) -> None:
    """Of 24 months within reach of the lead of six, the works are full in the first seven."""
    grid = autonomy_report(_words(case, "en")).sections[2].parts[0]
    use = {row[0].text: row[-1].text for row in grid.rows}  # type: ignore[union-attr]
    assert use["tank-works"] == "29%"


def test_targets_stand_in_the_order_of_the_case(case: Case) -> None:
    assert _words(case, "en").targets() == _words(case, "fr").targets() == ["armour", "fire"]


def test_lines_of_a_country_with_needs_of_its_own_are_named(case: Case) -> None:
    need = pl.DataFrame({"party": ["DDD"], "capability": ["fire"], "kind": ["deliver"],
                         "first": [date(2026, 1, 1)], "quantity": [9.0]})  # fmt: skip
    table = case.tables["requirements"]
    rows = pl.concat([table, need], how="diagonal_relaxed").select(table.columns)
    words = _words(replace(case, tables={**case.tables, "requirements": rows}), "en")
    said = [plain(row) for row in autonomy_report(words).sections[-1].parts[0].rows]  # type: ignore[arg-type]
    assert any("needs of its own do not sell here (DDD)" in line for line in said)
    assert set(words.autonomy.programme["line"]) == {"tank-works"}


def test_nobody_is_said_to_pay_most_who_pays_its_share(case: Case) -> None:
    words = _words(case, "en")
    burden = words.autonomy.burden.with_columns(ratio=pl.Series([1.0, 0.94]))
    facts = _facts(autonomy_report(replace(words, autonomy=replace(words.autonomy, burden=burden))))
    said = next(fact for fact in facts if fact.startswith("Who pays"))
    assert "most" not in said
    assert "BBB least, 0.94 times" in said
