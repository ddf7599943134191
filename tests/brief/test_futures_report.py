"""The page and pictures of several futures, in both languages, from a result made by hand."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from rich.console import Console

from foedus.brief import futures_figures as figures
from foedus.brief.futures_chart import draw_futures, futures_page, write_futures_charts
from foedus.brief.futures_report import futures_on_terminal, futures_report, why_none
from foedus.brief.futures_words import FuturesWords
from foedus.brief.language import Language
from foedus.brief.pictures.render import svg
from foedus.brief.report import Grid, Report, plain
from foedus.brief.report_terminal import to_terminal
from foedus.results.futures import FRAMES, Futures
from foedus.results.plan import Level
from sample_futures import move, sample_futures, with_odds, without_plan

CODES = ("en", "fr")


def words(found: Futures, code: str = "en") -> FuturesWords:
    return FuturesWords(found, Language(code))  # type: ignore[arg-type]


def facts(report: Report) -> list[str]:
    return [plain(fact).replace("\u00a0", " ") for fact in report.facts]


def grids(report: Report) -> list[Grid]:
    return [part for s in report.sections for part in s.parts if isinstance(part, Grid)]


def texts(grid: Grid) -> list[list[str]]:
    return [[plain(cell).replace("\u00a0", " ") for cell in row] for row in grid.rows]


def shown(report: Report) -> str:
    stream = io.StringIO()
    Console(file=stream, width=100).print(to_terminal(report, 100))
    return stream.getvalue()


def test_facts_in_english() -> None:
    assert facts(futures_report(words(sample_futures()))) == [
        "Do now, whatever happens: 2 moves worth €15 million, all paid or sent before December "
        "2024, are the same in every scenario, since it is not yet known which comes: Poland "
        "€10 million and Germany €5 million. They are one choice among equally good ones.",
        "Hold back until it is known: what is moved from December 2024 on but not alike in every "
        "scenario is worth from €0 million in “The line stops” to €13 million in “All is calm”. A "
        "further €5 million is then the same in every scenario.",
        "All is calm: every need is met in full over the horizon. No scenario meets more of any "
        "need.",
        "Money ends: 1 of 2 needs is met in full over the horizon; least of all artillery shells "
        "(75% met). Less than in the best scenario: artillery shells (75%, not 100%).",
        "The line stops: 1 of 2 needs is met in full over the horizon; least of all artillery "
        "shells (50% met). Less than in the best scenario: artillery shells (50%, not 100%).",
        "Worst regret: 0.250 of unmet need in “The line stops”, 25% of the least that can be "
        "reached there. To plan for “All is calm” alone leaves no plan at all if “The line "
        "stops” comes instead.",
        "Worth of knowing: no figure, since nobody gives odds; but whatever the odds, to know "
        "beforehand could lower the expected unmet need by no more than the worst regret, 0.250.",
        "Assumed: 40% of the value of the moves rests on at least one assumption. Of what the "
        "scenarios change, 3 of 3 rows are assumptions, nobody's published position.",
    ]


def with_moves(*rows: tuple[object, ...]) -> Futures:
    """The sample with more moves."""
    found = sample_futures()
    more = pl.DataFrame(list(rows), schema=FRAMES["moves"], orient="row")
    return replace(found, moves=pl.concat([found.moves, more]))


def wait_fact(found: Futures, code: str = "en") -> str:
    heading = Language(code).text("futures.fact.wait.heading").replace("\u00a0", " ")  # type: ignore[arg-type]
    told = facts(futures_report(words(found, code)))
    return next(fact for fact in told if fact.startswith(heading))


def test_what_differs_only_by_who_pays_is_taken_off() -> None:
    told = wait_fact(with_moves(move("POL", 30.0, 90.0, ["storm"], "2025-01", item="shell")))
    assert "is worth from €10 million in “Money ends” to €90 million in “The line stops”" in told
    assert (
        "Part of it differs only by month, payer, route or where it comes from; the rest, which "
        "depends on what happens, is worth from €0 million in “The line stops” to €12 million in "
        "“All is calm”."
    ) in told


def test_amounts_that_are_all_alike_are_one_and_nothing_more_is_not_told() -> None:
    found = sample_futures()
    own = found.moves.filter((pl.col("in").list.len() < 3) & (pl.col("value") == 10))
    each = [own.with_columns(pl.lit([key]).alias("in")) for key in ("calm", "drought", "storm")]
    said = wait_fact(replace(found, moves=pl.concat(each)))
    assert "is worth €10 million. Part of it" in said
    assert said.endswith("is worth €0 million.")


def test_refills_of_own_stocks_are_told_apart() -> None:
    refill = {"recipient": "POL", "kind": "refill", "hub": None}
    report = futures_report(
        words(with_moves(
            move("POL", 2.0, 4.0, ["calm", "drought", "storm"], "2024-10", when="before", **refill),
            move("POL", 2.0, 6.0, ["storm"], "2025-01", **refill),
        ))
    )  # fmt: skip
    assert any("€4 million of it refills the donors' own stocks." in f for f in facts(report))
    by_donor = next(g for g in grids(report) if g.caption.startswith("By donor"))
    assert [c.heading for c in by_donor.columns] == [
        "Donor", "Given", "Ordered", "Refilled", "Value",
    ]  # fmt: skip
    assert texts(by_donor)[0] == [
        "Poland", "€10 million", "€0 million", "€4 million", "€14 million",
    ]  # fmt: skip
    refills = next(g for g in grids(report) if g.caption.startswith("Refills"))
    assert texts(refills) == [["Poland", "€0 million", "€0 million", "€6 million"]]
    moves = next(g for g in grids(report) if g.caption == "The largest moves")
    assert {row[2] for row in texts(moves)} == {"Ukraine", "own stock"}
    assert "line forge" in {row[3] for row in texts(moves)}


def test_values_of_levels_within_the_slack_are_equal() -> None:
    found = sample_futures()
    first, *others = found.futures
    near = replace(
        first,
        levels=(Level("need", 0.5), Level("cost", 7051.36)),
        own_levels=(Level("need", 0.5), Level("cost", 7052.33)),
    )
    report = futures_report(words(replace(found, futures=(near, *others))))
    levels = next(texts(g) for g in grids(report) if g.columns[0].heading == "Level")
    assert [row[1] for row in levels[2:]] == ["€7,052 million"] * 2
    assert [row[2] for row in levels[2:]] == ["€30 million", "€20 million"]


def test_one_month_is_one_and_names_stand_in_their_order() -> None:
    own = words(sample_futures())
    assert own.span("2025-02", "2025-02") == "February 2025"
    assert own.rows(["party=CZE", "party=DEU", "party=DNK"]) == "Czechia, Denmark, Germany"
    assert words(sample_futures(), "fr").span("2025-02", "2025-02") == "février\u00a02025"


def test_with_odds_the_worth_of_knowing_is_told() -> None:
    told = facts(futures_report(words(with_odds())))
    assert any("by 0.125 (expected value of perfect information)" in fact for fact in told)
    assert any("by 0.375 (value of the stochastic solution)" in fact for fact in told)
    assert "50%" in shown(futures_report(words(with_odds())))


def test_without_regret_it_says_so() -> None:
    found = sample_futures()
    none = found.regrets.with_columns(regret=pl.lit(0.0))
    told = facts(futures_report(words(replace(found, regrets=none))))
    assert any(fact.startswith("Worst regret: none. With") for fact in told)
    assert any("nothing for the unmet need" in fact for fact in told)


def test_of_first_stages_that_were_not_held_to_the_scenarios_nothing_is_said() -> None:
    found = sample_futures()
    only = found.regrets.filter(pl.col("plan") == "common")
    (told,) = (
        fact
        for fact in facts(futures_report(words(replace(found, regrets=only))))
        if fact.startswith("Worst regret")
    )
    assert told.endswith("can be reached there.")


def test_the_matrix_says_what_is_impossible() -> None:
    report = futures_report(words(sample_futures()))
    matrix = next(texts(g) for g in grids(report) if g.columns[0].heading == "First stage")
    assert matrix == [
        ["Best for A · All is calm", "0", "0", "impossible", "impossible"],
        ["The common plan", "0", "0", "0.250", "0.250"],
    ]


def test_changes_that_differ_in_their_rows_stand_in_one_line() -> None:
    report = futures_report(words(sample_futures()))
    changes = next(texts(g) for g in grids(report) if g.caption == "What each changes")
    assert [row[0] for row in changes] == [
        "A · All is calm", "B · Money ends", "C · The line stops",
    ]  # fmt: skip
    assert changes[1][2].startswith("Germany, Poland (assumed)")


def test_parts_of_needs_and_what_is_missing() -> None:
    report = futures_report(words(sample_futures()))
    met, missing = (texts(g) for g in grids(report) if g.columns[0].heading == "Capability")
    assert met[0] == ["Artillery shells", "100%", "75%", "50%"]
    assert missing[0] == ["Artillery shells", "0 shells", "10 shells", "10 shells"]


def test_what_is_moved_adds_up() -> None:
    found = sample_futures()
    moved = dict.fromkeys(("calm", "drought", "storm"), 0.0)
    for value, made_in in found.moves.select("value", "in").iter_rows():
        for name in made_in:
            moved[name] += value
    alike = figures.now(found)["value"].sum() + figures.later(found)["value"].sum()
    some = figures.depending(found).group_by("scenario").agg(pl.col("value").sum())
    apart = dict(some.iter_rows())
    assert moved == {name: alike + apart.get(name, 0.0) for name in moved}


@pytest.mark.parametrize("code", CODES)
def test_every_page_carries_guard_rail_and_stamp(code: str) -> None:
    own = words(sample_futures(), code)
    for said in (futures_page(own), shown(futures_on_terminal(own))):
        flat = " ".join(said.split())
        guard = " ".join(Language(code).text("guard").split())  # type: ignore[arg-type]
        assert guard in flat
        assert "a" * 12 in flat


def test_french() -> None:
    report = futures_report(words(sample_futures(), "fr"))
    assert report.title == "Prêts quoi qu’il arrive"
    assert any(fact.startswith("L’argent s’arrête") for fact in facts(report))


def test_why_there_is_no_plan() -> None:
    said = why_none(words(without_plan("storm")))
    assert "1 scenario has no plan of its own (storm)" in said
    assert "foedus plan CASE --scenario storm" in said
    assert "Each has a plan of its own" in why_none(words(without_plan()))


@pytest.mark.parametrize("code", CODES)
def test_three_pictures(code: str) -> None:
    pictures = draw_futures(words(sample_futures(), code))
    assert [p.name for p in pictures] == ["futures-moves", "futures-months", "futures-regrets"]
    for picture in pictures:
        drawn = svg(picture)
        assert drawn.startswith("<svg")
        assert "NaN" not in drawn


def test_the_pictures_hold_the_figures() -> None:
    moves, months, regrets = (
        json.loads(p.spec)["datasets"] for p in draw_futures(words(sample_futures()))
    )
    calm = {v["part"]: v["value"] for v in moves["moves"] if v["scenario"] == "All is calm"}
    assert calm == {"now": 15.0, "later": 5.0, "some": 10.0, "alone": 3.0}
    ends = {v["scenario"]: v["share"] for v in months["months"] if v["at"] == 3}
    assert ends == {"All is calm": 1.0, "Money ends": 0.75, "The line stops": 0.5}
    assert [v["impossible"] for v in regrets["regrets"]].count(True) == 1


def test_files(tmp_path: Path) -> None:
    written = write_futures_charts(words(sample_futures()), tmp_path / "out")
    assert {file.suffix for file in written} == {".png", ".svg", ".html"}


def test_foreign_text_is_harmless() -> None:
    found = sample_futures()
    evil = {"en": "<script>alert(1)</script>", "fr": "<script>alert(1)</script>"}
    named = tuple(replace(one, names=evil) for one in found.futures)
    assert "<script>alert" not in futures_page(words(replace(found, futures=named)))
