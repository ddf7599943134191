from __future__ import annotations

import re
from dataclasses import replace

import polars as pl
import pytest
from rich.text import Text

from foedus.brief.catalogue import LanguageCode
from foedus.brief.conflict import conflict_lines, explain_conflict
from foedus.brief.grid import grid, left
from foedus.brief.language import Language
from foedus.brief.prose import Prose
from foedus.brief.tables import coverage_table, every_table, footer, header
from foedus.brief.tables_of_limits import left_out_table
from foedus.brief.tables_of_moves import transfers_table
from foedus.brief.words import Words
from foedus.results.plan import Plan
from numbers_read import numbers
from sample_plan import infeasible_plan, sample_plan
from shown import shown

NARROW = "\u202f"


def words(code: LanguageCode = "en", plan: Plan | None = None) -> Words:
    return Words(plan or sample_plan(), Language(code))


def test_both_languages_carry_the_same_numbers() -> None:
    en = shown(every_table(words("en"), 200, 10), 200)
    fr = shown(every_table(words("fr"), 200, 10), 200)
    assert numbers(en, "en") == numbers(fr, "fr")


@pytest.mark.parametrize("code", ["en", "fr"])
@pytest.mark.parametrize("width", [80, 100, 140, 220])
def test_no_line_is_wider_than_the_terminal(code: LanguageCode, width: int) -> None:
    text = shown(every_table(words(code), width, 10), width)
    assert max(len(line) for line in text.splitlines()) <= width


@pytest.mark.parametrize(
    ("width", "heading"), [(70, "% \n"), (80, "  2025"), (100, "Q1 2025"), (200, "Jan 2025")]
)
def test_needs_are_shown_as_finely_as_fits(width: int, heading: str) -> None:
    assert heading in shown(coverage_table(words(), width), width)


def test_transfers_say_how_many_more_there_are_and_what_is_assumed() -> None:
    text = shown(transfers_table(words(), 10), 120)
    assert "24 more transfers, worth €" in text
    assert {"assumed", "sourced"} <= set(text.split())


def test_several_recipients_are_named() -> None:
    plan = sample_plan()
    assert "Recipient" not in shown(transfers_table(words(), 10), 120)
    assert "Recipient" in shown(transfers_table(words(plan=plan), 40), 120)


def test_header_and_footer_say_what_it_is_and_on_what_it_rests() -> None:
    top, bottom = shown(header(words()), 120), shown(footer(words()), 120)
    assert "sample-2024" in top
    assert "1 October 2024" in top
    assert "44% of the value moved rests on assumptions." in bottom
    assert "requests, not orders" in bottom


def test_assumed_restrictions_are_marked_where_something_is_left_out() -> None:
    assert "France (assumed restriction)" in shown(left_out_table(words()), 120)
    assert "Japon (retrait supposé)" in shown(left_out_table(words("fr")), 120)
    nothing_known = replace(sample_plan(), positions=sample_plan().positions.clear())
    assert "France (assumed restriction)" in shown(left_out_table(words(plan=nothing_known)), 120)


def test_cells_are_no_markup() -> None:
    text = shown(grid("[bold]t", [left("[red]h")], [("[link=x]c[/link]",)]), 60)
    assert "[bold]t" in text
    assert "[red]h" in text
    assert "[link=x]c[/link]" in text


def test_empty_tables_are_left_out() -> None:
    plan = sample_plan()
    bare = replace(plan, holds=plan.holds.clear(), usage=plan.usage.clear())
    text = shown(every_table(words(plan=bare), 120, 10), 120)
    assert "Lines and hubs" not in text


def test_nothing_needed_is_no_share() -> None:
    plan = sample_plan()
    idle = replace(plan, coverage=plan.coverage.with_columns(needed=pl.lit(0.0)))
    assert "–" in shown(coverage_table(words(plan=idle), 120), 120)


@pytest.mark.parametrize("width", range(25, 60))
def test_prose_breaks_at_plain_spaces_only(width: int) -> None:
    text = f"Il manque 1{NARROW}234{NARROW}567 obus{NARROW}; le plan{NARROW}: aucun."
    printed = shown(Prose(Text(text), indent=2, bullet="• "), width)
    lines = [line.strip() for line in printed.splitlines()]
    assert " ".join(lines) == f"• {text}"


def test_prose_loses_nothing_of_a_word_longer_than_the_line() -> None:
    printed = shown(Prose(Text(f"short {'x' * 95} short"), indent=4), 40)
    assert printed.count("x") == 95
    assert printed.count("short") == 2


def test_a_conflict_in_words() -> None:
    conflict = explain_conflict(infeasible_plan(), Language("en"))
    assert conflict.lacks[0] == "By March 2025, the hub Rzeszów lacks 120\u00a0tonnes."
    assert conflict.set_intro.startswith("These 3 promises and limits cannot hold together")
    assert len(conflict.members) == 3


def test_a_conflict_has_the_same_numbers_in_both_languages() -> None:
    en, fr = (
        shown(conflict_lines(explain_conflict(infeasible_plan(), Language(code))), 300)
        for code in ("en", "fr")
    )
    assert numbers(en, "en") == numbers(fr, "fr")


def test_a_conflict_that_was_not_explained_says_so() -> None:
    plan = infeasible_plan()
    conflict = explain_conflict(replace(plan, conflict=plan.conflict.clear()), Language("en"))
    assert re.search("--no-explain", conflict.set_intro)


@pytest.mark.parametrize(
    "limit", ["commitment", "budget", "line", "hub", "floor", "stock", "restriction", "unheard-of"]
)
@pytest.mark.parametrize("code", ["en", "fr"])
def test_every_limit_of_a_conflict_has_its_words(limit: str, code: LanguageCode) -> None:
    plan = infeasible_plan()
    rows = [("lacks", limit, "party=DEU;item=tank;recipient=UKR", None, 2.0, "vehicle"),
            ("set", limit, None, None, None, None)]  # fmt: skip
    frame = pl.DataFrame(rows, schema=plan.conflict.schema, orient="row")
    conflict = explain_conflict(replace(plan, conflict=frame), Language(code))
    assert "2" in conflict.lacks[0]
    assert conflict.members[0]
