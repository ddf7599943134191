"""The pictures of a group without an ally."""

import json
from pathlib import Path

import pytest

import foedus
from foedus.autonomy import autonomy
from foedus.brief.autonomy_chart import autonomy_page, draw_autonomy, write_autonomy_charts
from foedus.brief.autonomy_words import AutonomyWords
from foedus.brief.language import Language
from foedus.brief.pictures.render import svg

HAND = Path(__file__).parents[1] / "fixtures" / "alone"


@pytest.fixture(scope="module", params=["en", "fr"])
def words(request: pytest.FixtureRequest) -> AutonomyWords:
    case = foedus.load(HAND)
    found = autonomy(case, group="south", without="CCC", since="2027-01")
    return AutonomyWords(found, Language(request.param))


def test_three_pictures(words: AutonomyWords) -> None:
    pictures = draw_autonomy(words)
    names = [picture.name for picture in pictures]
    assert names == ["autonomy-exposure", "autonomy-months", "autonomy-programme"]
    for picture in pictures:
        drawn = svg(picture)
        assert drawn.startswith("<svg")
        assert "NaN" not in drawn


def test_the_heat_map_has_the_ally_first(words: AutonomyWords) -> None:
    values = json.loads(draw_autonomy(words)[0].spec)["datasets"]["exposure"]
    parts = {(v["ally"], v["target"]): v["part"] for v in values}
    assert next(iter(parts))[0] == "CCC"
    assert max(part for (ally, _), part in parts.items() if ally == "CCC") == 0.5
    assert {ally for ally, _ in parts} == {"CCC", "AAA", "BBB"}


def test_months_fill_what_is_required(words: AutonomyWords) -> None:
    data = json.loads(draw_autonomy(words)[1].spec)["datasets"]
    for panel in (0, 1):
        area = sum(
            (v["to"] - v["from"]) * (v["high"] - v["low"])
            for v in data["months"]
            if v["panel"] == panel
        )
        assert area == pytest.approx(30)
    assert all(0.999 <= v["planned"] <= 1 for v in data["planned"])


def test_the_programme_runs_from_payment_to_delivery(words: AutonomyWords) -> None:
    data = json.loads(draw_autonomy(words)[2].spec)["datasets"]
    pale = [b for b in data["bars"] if b["strength"] < 1 and b["name"] == "tank-works"]
    full = [b for b in data["bars"] if b["strength"] == 1 and b["name"] == "tank-works"]
    assert (pale[0]["from"], pale[0]["to"]) == (0, 6)
    assert (full[0]["from"], full[0]["to"]) == (6, 13)


def test_page_and_files(words: AutonomyWords, tmp_path: Path) -> None:
    page = autonomy_page(words)
    assert page.count("<figure>") == 3
    assert "http:" not in page
    files = write_autonomy_charts(words, tmp_path / "pictures")
    assert len(files) == 9
    assert all(file.stat().st_size for file in files)
