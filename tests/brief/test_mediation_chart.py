"""The pictures of a mediation: each in both languages, with the guard rail, nothing injected."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from foedus.brief.language import Language
from foedus.brief.mediation_chart import draw_mediation, mediation_page, write_mediation_charts
from foedus.brief.mediation_costs import weighed_text
from foedus.brief.mediation_way import spread
from foedus.brief.mediation_words import DisputeWords
from foedus.brief.pictures import render
from foedus.brief.pictures.frame import Picture
from foedus.case.dispute.model import Dispute
from foedus.errors import Finding
from foedus.results.mediation import Mediation, Point
from hostile_plan import HIDDEN, QUOTES, SCRIPT
from sample_mediation import (
    QUO,
    SAMPLE_ZONE,
    hostile,
    sample_dispute,
    sample_judged,
    sample_mediation,
    sample_settlements,
    sample_without,
)

EN, FR = (DisputeWords(Language(code), sample_dispute()) for code in ("en", "fr"))
NAMES = ("mediation-gains", "mediation-frontier", "mediation-costs", "mediation-path")


def of_two(mediation: Mediation) -> tuple[Mediation, Dispute]:
    """The sample without its third party."""
    dispute = sample_dispute()
    two = replace(
        dispute, parties=dispute.parties[:2], salience=dispute.salience[:2],
        values=tuple(v[:2] for v in dispute.values), positions=dispute.positions[:2],
        spread=dispute.spread[:2], ranked=dispute.ranked[:2],
    )  # fmt: skip
    return replace(mediation, path=None), two


def drawn(mediation: Mediation, words: DisputeWords = EN) -> dict[str, Picture]:
    return {picture.name: picture for picture in draw_mediation(mediation, words)}


def inside(spec: str) -> list[dict[str, Any]]:
    """All rows of data that a picture holds, wherever they stand."""
    found: list[dict[str, Any]] = []

    def look(part: object) -> None:
        if isinstance(part, dict):
            values = part.get("values")
            found.extend(values if isinstance(values, list) and part.keys() == {"values"} else [])
            for one in part.values():
                look(one)
        elif isinstance(part, list):
            for one in part:
                look(one)

    look(json.loads(spec))
    return [row for row in found if isinstance(row, dict)]


def test_pictures_in_every_format(tmp_path: Path) -> None:
    files = write_mediation_charts(sample_mediation(), FR, tmp_path / "new")
    assert {file.name for file in files} == {
        f"{name}.{form}" for name in NAMES for form in ("png", "svg", "html")
    }
    for file in files:
        assert file.stat().st_size > 1000
        if file.suffix == ".svg":
            found = file.read_text(encoding="utf-8")
            ET.fromstring(found)
            assert "nations décident" in found
            assert "aucun consentement" in found


def test_titles_say_what_is_seen() -> None:
    pictures = drawn(sample_mediation())
    assert [pictures[name].title for name in NAMES] == [
        "The least gain lies between +0.350 and +0.500, by text",
        "3 texts cannot be bettered for one party without loss to another",
        "Status quo, highest cost: Poland, 0.500, on “clause”",
        "From the status quo in 2 steps, no text blocked by anybody",
    ]
    assert all(p.alt.startswith(p.title) for p in pictures.values())
    one = replace(sample_mediation(), settlements=sample_settlements()[:4], robustness=None)
    assert drawn(one)["mediation-gains"].title == (
        "Least gain: France, +0.500; largest: Poland, +0.950"
    )


def test_assumed_parties_are_marked_in_every_picture() -> None:
    for words, mark in ((EN, "Poland (assumed)"), (FR, "Pologne (hypothèse)")):
        for picture in draw_mediation(sample_mediation(), words):
            assert mark in picture.spec, picture.name


def test_costs_are_salience_times_loss_and_red_lines_are_framed() -> None:
    picture = drawn(sample_judged())["mediation-costs"]
    rows = json.loads(picture.spec)["datasets"]["costs"]
    costs = {(row["party"], row["issue"]): row for row in rows}
    assert costs["France", "share"]["cost"] == pytest.approx(0.4 * (90 - 60) / 100)
    assert costs["France", "seat"]["cost"] == pytest.approx(0.4 * (1.0 - 0.5))
    assert costs["Germany", "seat"]["said"] == ""
    assert [key for key, row in costs.items() if row["crossed"]] == [("France", "share")]
    assert "Blocked by France." in picture.spec


def test_which_text_is_weighed() -> None:
    judged, without = sample_judged(), sample_without()
    plain = replace(sample_mediation(), status_quo=None)
    for mediation, about in (
        (judged, "The given text"),
        (without, "The text of the least concession"),
        (sample_mediation(), "Status quo"),
        (plain, "Text A"),
    ):
        weighed = weighed_text(mediation, EN)
        assert weighed is not None
        assert weighed.about == about
    nothing = replace(without, concessions=None, status_quo=None)
    assert weighed_text(nothing, EN) is None


def test_a_text_that_costs_nobody_anything() -> None:
    free = replace(sample_dispute(), salience=np.zeros((3, 3)))
    pictures = drawn(sample_mediation(), DisputeWords(Language("en"), free))
    assert pictures["mediation-costs"].title == "Status quo: it costs nobody anything"


def test_without_an_agreement_there_are_costs_and_a_frontier_only() -> None:
    assert list(drawn(sample_without())) == ["mediation-frontier", "mediation-costs"]
    nothing = replace(sample_without(), frontier=None, concessions=None, status_quo=None)
    assert draw_mediation(nothing, EN) == []
    assert "<figure>" not in mediation_page(nothing, EN)


def test_two_parties_are_dots_with_their_reservations() -> None:
    mediation, dispute = of_two(sample_mediation())
    picture = drawn(mediation, DisputeWords(Language("en"), dispute))["mediation-frontier"]
    rows = [row for row in inside(picture.spec) if "x" in row and "y" in row]
    assert [(row["x"], row["y"]) for row in rows][-2:] == [(0.9, 0.75), (0.65, 0.96)]
    assert {row.get("letter") for row in rows} == {None, "A", "B"}
    assert '"datum": 0.3' in picture.spec
    ET.fromstring(render.svg(picture))


def test_sampled_points_are_called_that_and_are_thinned() -> None:
    points = tuple(Point(QUO, {"DEU": n / 1000, "FRA": 0.0, "POL": 0.0}) for n in range(1000))
    picture = drawn(replace(sample_mediation(), frontier=None, points=points))["mediation-frontier"]
    assert "Sampled texts only" in picture.spec
    assert picture.title.startswith("1,000 sampled texts that cannot be bettered")
    assert len({row["line"] for row in inside(picture.spec) if "line" in row}) < 410


@pytest.mark.parametrize("kind", ["frontier.sampled", "frontier.cut-short"])
def test_a_frontier_that_is_not_whole_says_so_in_its_title(kind: str) -> None:
    part = replace(sample_mediation(), findings=(Finding("warning", kind, "issues.csv"),))
    assert drawn(part)["mediation-frontier"].title.startswith("3 sampled texts")


def test_both_languages_draw_the_same_figures() -> None:
    for name, english in drawn(sample_judged()).items():
        one, other = (inside(p.spec) for p in (english, drawn(sample_judged(), FR)[name]))
        for row, twin in zip(one, other, strict=True):
            figures = {key: v for key, v in row.items() if isinstance(v, float)}
            assert figures == {key: twin[key] for key in figures}


def test_the_page_holds_its_pictures_and_fetches_nothing() -> None:
    page = mediation_page(replace(sample_mediation(), zone=SAMPLE_ZONE), EN)
    assert page.count("<figure>") == 4
    assert page.index("<main>") < page.index("<figure>") < page.index("<section>")
    assert "<script" not in page
    assert 'src="http' not in page


@pytest.mark.parametrize("hidden", [SCRIPT, QUOTES, HIDDEN])
def test_hostile_text_stays_text(hidden: str) -> None:
    words = DisputeWords(Language("en"), hostile(sample_dispute(), [hidden, hidden]))
    page = mediation_page(sample_judged(), words)
    assert "<script" not in page
    assert "<img src=x" not in page
    assert "\u202e" not in page
    for picture in draw_mediation(sample_judged(), words):
        assert "\u202e" not in picture.spec
        assert "<script>alert" not in render.html(picture, Language("en"))
        ET.fromstring(render.svg(picture))


def test_names_at_the_end_of_lines_stand_apart() -> None:
    places = spread([0.5, 0.5, 0.52, 0.99, 1.0], 0.05)
    assert all(b - a > 0.0499 for a, b in pairwise(sorted(places)))
    assert max(places) <= 1.0
    assert spread([0.2, 0.9], 0.05) == [0.2, 0.9]
