"""Pictures: not empty, the same figures in both languages, nothing fetched, nothing injected."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from foedus.brief.charts import Picture, draw_charts, write_charts
from foedus.brief.language import Language
from foedus.brief.pictures import render
from foedus.results.plan import Plan
from hostile_plan import hostile_plan
from sample_plan import infeasible_plan, sample_plan

EN, FR = Language("en"), Language("fr")
NAMES = ["coverage", "burden", "flows"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("charts")
    write_charts(sample_plan(), folder, FR)
    return folder


def values(picture: Picture) -> dict[str, list[dict[str, object]]]:
    data = json.loads(picture.spec)["datasets"]
    assert isinstance(data, dict)
    return data


def test_every_picture_in_every_format(folder: Path) -> None:
    expected = {f"{name}.{form}" for name in NAMES for form in ("png", "svg", "html")}
    assert {file.name for file in folder.iterdir()} == expected
    for name in NAMES:
        png = (folder / f"{name}.png").read_bytes()
        assert png.startswith(b"\x89PNG")
        assert int.from_bytes(png[16:20], "big") > 1000  # pixels wide
        assert len(png) > 50_000


def test_svg_is_sound_and_fetches_nothing(folder: Path) -> None:
    for name in NAMES:
        text = (folder / f"{name}.svg").read_text(encoding="utf-8")
        ET.fromstring(text)
        assert set(re.findall(r"https?://[^\"'\s)<]+", text)) <= {
            "http://www.w3.org/2000/svg",
            "http://www.w3.org/1999/xlink",
        }


def test_html_may_fetch_nothing(folder: Path) -> None:
    for name in NAMES:
        text = (folder / f"{name}.html").read_text(encoding="utf-8")
        policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
        assert policy is not None
        assert "default-src 'none'" in policy.group(1)
        assert "http" not in policy.group(1)
        own = text.split("<script>", 1)[0] + text.rsplit("vegaEmbed(", 1)[1]
        assert not re.search(r"<(script|link|img|iframe)[^>]*\s(src|href)=", own)
        assert '"url":' not in own


def test_french_is_french(folder: Path) -> None:
    text = (folder / "burden.svg").read_text(encoding="utf-8")
    assert "1,28\u202f×" in text
    assert "États-Unis" in text
    assert "2\u202f713" in text
    assert "nations décident" in text
    coverage = (folder / "coverage.svg").read_text(encoding="utf-8")
    assert "avr. 2025" in coverage
    assert "200\u202f000" in coverage


def test_evidence_stands_on_every_picture() -> None:
    for picture in draw_charts(sample_plan(), EN):
        assert "nations decide; these are requests, not orders" in picture.spec
        assert "44% of the value moved rests on assumptions" in picture.spec


def test_both_languages_draw_the_same_figures() -> None:
    for english, french in zip(
        draw_charts(sample_plan(), EN), draw_charts(sample_plan(), FR), strict=True
    ):
        assert english.name == french.name
        for name, rows in values(english).items():
            if name == "labels":  # their places depend on the length of the words
                continue
            others = values(french)[name]
            for row, other in zip(rows, others, strict=True):
                figures = {key: v for key, v in row.items() if not isinstance(v, str)}
                assert figures == {key: other[key] for key in figures}


def test_coverage_shows_the_frame() -> None:
    plan = sample_plan()
    drawn = values(draw_charts(plan, EN)[0])["coverage"]
    assert [row["backlog"] for row in drawn] == plan.coverage["backlog"].to_list()
    assert [row["met"] for row in drawn] == plan.coverage["met"].to_list()


def test_burden_is_sorted_and_keeps_unknown_apart() -> None:
    plan = sample_plan()
    holed = plan.burden.with_columns(
        ratio=pl.when(pl.col("party") == "ROU").then(None).otherwise("ratio")
    )
    rows = values(draw_charts(replace(plan, burden=holed), EN)[1])["burden"]
    ratios = [row["ratio"] for row in rows]
    assert ratios[-1] is None
    known = [r for r in ratios if isinstance(r, float)]
    assert known == sorted(known, reverse=True)
    assert rows[-1]["said_ratio"] == "–"


def test_flows_add_up_to_what_goes_through_hubs() -> None:
    plan = sample_plan()
    rows = values(draw_charts(plan, EN)[2])["flows"]
    drawn = {row["flow"]: row["value"] for row in rows}
    through = plan.transfers.filter(pl.col("hub").is_not_null())["value"].sum()
    assert sum(float(str(value)) for value in drawn.values()) == pytest.approx(through)


def test_pictures_that_cannot_be_drawn_are_left_out(tmp_path: Path) -> None:
    assert write_charts(infeasible_plan(), tmp_path, FR) == []
    plan = sample_plan()
    nowhere = replace(plan, names=plan.names.with_columns(lat=pl.lit(None, pl.Float64)))
    assert [p.name for p in draw_charts(nowhere, EN)] == ["coverage", "burden"]


@pytest.mark.parametrize("language", [EN, FR], ids=["en", "fr"])
def test_hostile_names_stay_text(language: Language) -> None:
    plan: Plan = hostile_plan()
    for picture in draw_charts(plan, language):
        page = render.html(picture, language)
        tail = page.rsplit("vegaEmbed(", 1)[1]
        assert tail.count("<") == tail.count("</script>") + tail.count("</body>") + tail.count(
            "</html>"
        )
        head = page.split("<script>", 1)[0]
        assert "<img" not in head
        assert "\u202e" not in page
    drawn = render.svg(draw_charts(plan, language)[0])
    names = {element.tag.rpartition("}")[2] for element in ET.fromstring(drawn).iter()}
    assert not names & {"script", "img", "image", "foreignObject"}
