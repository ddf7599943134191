"""The map of flows: where things stand, and that nothing is drawn inside the recipient."""

from __future__ import annotations

import json

import pytest

from foedus.brief.charts import draw_charts
from foedus.brief.language import Language
from foedus.brief.pictures.atlas import (
    Window,
    contains,
    distance,
    middle_of,
    outlines,
    project,
    territory_of,
)
from foedus.brief.pictures.labels import Label, Wanted, box_of, place_labels
from foedus.brief.pictures.stops import curve, set_scene
from sample_plan import sample_plan

SQUARE = ((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0))
SIMFEROPOL, KYIV, WARSAW = (34.1, 45.0), (30.5, 50.4), (21.0, 52.2)


def where(place: tuple[float, float]) -> set[str]:
    return {o.territory for o in outlines() if contains(o.ring, place)}


def test_places_lie_in_their_countries() -> None:
    assert where(KYIV) == {"UA"}
    assert where(SIMFEROPOL) == {"UA"}
    assert where(WARSAW) == {"PL"}
    assert where((21.0, 42.6)) == {"XK"}


def test_projection_keeps_areas_and_distances_near_its_centre() -> None:
    x, y = project(WARSAW, KYIV)
    assert (x**2 + y**2) ** 0.5 == pytest.approx(distance(WARSAW, KYIV), rel=0.01)
    assert project(KYIV, KYIV) == pytest.approx((0.0, 0.0))


def test_window_knows_what_it_holds() -> None:
    window = Window(KYIV, 0.1, 400.0, 300.0)
    assert window.holds(WARSAW)
    assert not window.holds((-77.0, 38.9))


def test_far_donors_stand_at_the_edge_on_their_side() -> None:
    donors = {"USA": (-77.0, 38.9), "JPN": (139.7, 35.7), "POL": WARSAW, "EUI": None}
    scene = set_scene(donors, {"rzeszow": (22.0, 50.1)}, [KYIV], 800.0)
    sides = {name: stop.edge for name, stop in scene.donors.items()}
    assert sides == {"USA": "left", "JPN": "right", "POL": "", "EUI": "left"}
    assert all(0 <= stop.at[0] <= 800 for stop in scene.donors.values())


def test_a_curve_goes_round_what_it_must_not_enter() -> None:
    around = curve((-20.0, 5.0), (30.0, 5.0), [SQUARE])
    assert around[0] == (-20.0, 5.0)
    assert around[-1] == (30.0, 5.0)
    assert not any(contains(SQUARE, point) for point in around)


@pytest.mark.parametrize("code", ["en", "fr"])
def test_nothing_is_drawn_inside_the_recipient(code: str) -> None:
    flows = draw_charts(sample_plan(), Language("fr" if code == "fr" else "en"))[2]
    data = json.loads(flows.spec)["datasets"]
    rings: dict[int, list[tuple[float, float]]] = {}
    for row in data["served"]:
        rings.setdefault(row["ring"], []).append((row["x"], row["y"]))
    territory = [tuple(ring) for ring in rings.values()]
    assert territory
    points = [(row["x"], row["y"]) for name in ("flows", "stops") for row in data[name]]
    assert not [p for p in points if any(contains(ring, p) for ring in territory)]
    inside = [
        row["style"]
        for row in data["labels"]
        if any(contains(ring, (row["x"], row["y"])) for ring in territory)
    ]
    assert inside == ["recipient"]


def test_labels_do_not_cover_each_other() -> None:
    wanted = [
        Wanted((100.0 + n % 3, 40.0 + 9 * n), ("A long name", "ABC"), "donor") for n in range(9)
    ]
    boxes = [box_of(label) for label in place_labels(wanted, (0, 0, 300, 200))]
    assert len(boxes) > 4
    for n, one in enumerate(boxes):
        for other in boxes[n + 1 :]:
            assert (
                one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
            )


def test_a_label_covers_what_it_says() -> None:
    left, _, right, _ = box_of(Label((50.0, 50.0), "Polska", "center", "donor"))
    assert left < 50 < right
    assert left + right == pytest.approx(100)


def test_codes_of_parties() -> None:
    assert territory_of("XKX") == "XK"
    assert territory_of("EUI") == ""
    assert middle_of("") is None
