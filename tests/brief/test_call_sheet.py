from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from foedus.brief.call_sheet import CallSheet, call_sheet
from foedus.brief.call_sheet_page import to_html
from foedus.brief.call_sheet_text import to_markdown, to_terminal
from foedus.brief.catalogue import LanguageCode
from foedus.brief.language import Language
from foedus.results.plan import Plan
from numbers_read import numbers
from sample_plan import infeasible_plan, sample_plan
from shown import shown

SNAPSHOTS = Path(__file__).parent / "snapshots"
NASTY = "[red]\"Tank' <script>alert(1)</script>\u202eevil & *bold* \x1b[31m"


def sheet(plan: Plan, code: LanguageCode = "en") -> CallSheet:
    return call_sheet(plan, Language(code))


def requests(made: CallSheet) -> list[str]:
    return [a.request for c in made.chapters for s in c.sections for a in s.asks]


@pytest.mark.parametrize("code", ["en", "fr"])
def test_wording(code: LanguageCode) -> None:
    expected = (SNAPSHOTS / f"call-sheet.{code}.md").read_text(encoding="utf-8")
    assert to_markdown(sheet(sample_plan(), code)) == expected


def test_both_languages_carry_the_same_numbers() -> None:
    en, fr = (to_markdown(sheet(sample_plan(), code)) for code in ("en", "fr"))
    # The French first of the month is "1er"; otherwise every number stands in both.
    assert numbers(en, "en") == numbers(fr, "fr")


def test_parties_stand_by_their_strongest_ask_and_lines_and_hubs_apart() -> None:
    made = sheet(sample_plan())
    parties, lines, hubs = made.chapters
    assert [s.heading for s in parties.sections] == [
        "United States", "Germany", "France", "Romania", "Japan",
    ]  # fmt: skip
    assert [s.heading for s in lines.sections] == ["unterluess-155, Germany"]
    assert [s.heading for s in hubs.sections] == ["Rzeszów"]


def test_an_unconfirmed_ask_says_so() -> None:
    france = sheet(sample_plan()).chapters[0].sections[2]
    assert france.asks[1].effect.startswith("Not confirmed by solving again; at the margin,")


@pytest.mark.parametrize("months", [None, 0.0, 0.004, -3.0])
def test_an_ask_that_unlocks_nothing_does_not_help(months: float | None) -> None:
    plan = sample_plan()
    others = plan.unlocks.filter(pl.col("ask") != 0)
    tiny = plan.unlocks.filter(pl.col("ask") == 0).with_columns(unit_months=pl.lit(months))
    unlocks = others if months is None else pl.concat([others, tiny.cast(others.schema)])
    first = sheet(replace(plan, unlocks=unlocks)).chapters[0].sections[0].asks[0]
    assert first.effect == "Solving again shows no gain: on its own this does not help."
    assert not any(note.startswith("Per ") for note in first.notes)


def test_an_assumed_restriction_is_marked_beside_its_state_in_every_medium() -> None:
    for code, mark in (
        ("en", "France (assumed restriction)"),
        ("fr", "France (restriction supposée)"),
    ):
        made = sheet(sample_plan(), code)
        asked = next(r for r in requests(made) if mark in r)
        for output in (to_markdown(made), to_html(made), shown(to_terminal(made), 400)):
            assert asked in output.replace("\\", "")
            assert f"{mark}, 12 septemb".lower() in output.replace("\\", "").lower()


def test_a_treaty_is_named_as_one() -> None:
    plan = sample_plan()
    by_treaty = plan.asks.with_columns(pl.col("row").str.replace("kind=own", "kind=treaty"))
    asks = sheet(replace(plan, asks=by_treaty)).chapters[0].sections[2].asks
    assert any("follows from a treaty" in note for note in asks[1].notes)


def test_a_published_restriction_carries_no_mark() -> None:
    plan = sample_plan()
    sourced = pl.lit("sourced").alias("basis")
    plan = replace(
        plan, asks=plan.asks.with_columns(sourced), positions=plan.positions.with_columns(sourced)
    )
    assert "assumed" not in " ".join(requests(sheet(plan)))


def test_every_output_carries_the_guard_rail_and_the_assumed_share() -> None:
    made = sheet(sample_plan())
    for output in (to_markdown(made), to_html(made), shown(to_terminal(made), 400)):
        assert "nations decide" in output
        assert "rests on assumptions" in output


def test_numbers_are_rounded() -> None:
    plan = sample_plan()
    noisy = plan.asks.with_columns(pl.col("moved_by") + 1e-9, pl.col("gain") * (1 + 1e-12))
    assert requests(sheet(replace(plan, asks=noisy))) == requests(sheet(plan))


def test_without_asks_there_is_nobody_to_call() -> None:
    plan = sample_plan()
    made = sheet(replace(plan, asks=plan.asks.clear(), bundle=plan.bundle.clear()))
    assert made.chapters == ()
    assert made.facts[-1].endswith("there is nobody to call.")
    assert to_html(made)


def test_without_a_plan_there_is_nothing_to_ask_for() -> None:
    assert sheet(infeasible_plan()).facts[-1].startswith("No plan exists")


def test_an_unknown_ratio_is_not_zero() -> None:
    plan = sample_plan()
    unknown = plan.burden.with_columns(ratio=pl.lit(None, pl.Float64()))
    standing = sheet(replace(plan, burden=unknown)).chapters[0].sections[0].standing
    assert standing == "The United States carries €2,713\u00a0million; no fair share is set for it."


def test_foreign_text_is_escaped_in_every_medium() -> None:
    plan = sample_plan()
    names = plan.names.with_columns(name_en=pl.lit(NASTY), name_fr=pl.lit(NASTY))
    positions = plan.positions.with_columns(words=pl.lit(NASTY), speaker=pl.lit(NASTY))
    asks = plan.asks.with_columns(line=pl.lit(NASTY), weakest=pl.lit(NASTY))
    made = sheet(replace(plan, names=names, positions=positions, asks=asks, case=NASTY))
    html, text, terminal = to_html(made), to_markdown(made), shown(to_terminal(made), 200)
    assert "<script" not in html
    assert "\\<script\\>" in text
    assert "[red]" in terminal
    assert not any(c in html + text + terminal for c in "\u202e\x1b")


def test_the_page_fetches_nothing() -> None:
    html = to_html(sheet(sample_plan()))
    assert "default-src 'none'" in html
    assert "<link" not in html
    assert "src=" not in html.replace("default-src", "").replace("style-src", "")
