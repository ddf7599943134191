from __future__ import annotations

import pytest

from foedus.case.territory import TOLERANCE, inside, shapes

KYIV = (30.52, 50.45)

OUTSIDE = {
    "Rzeszów": (22.02, 50.11), "Košice": (21.26, 48.72), "Suceava": (26.25, 47.65),
    "Constanța": (28.63, 44.18), "Przemyśl": (22.77, 49.78), "Medyka": (22.93, 49.80),
    "Záhony": (22.18, 48.41), "Siret": (26.07, 47.95), "Isaccea": (28.46, 45.27),
    "Sighetu Marmației": (23.89, 47.93), "Chełm": (23.47, 51.14), "Dorohusk": (23.80, 51.16),
    "Otaci": (27.79, 48.43), "Soroca": (28.29, 48.16), "Michalovce": (21.92, 48.75),
    "Tulcea": (28.80, 45.18), "Chișinău": (28.86, 47.01), "Brest": (23.70, 52.10),
}  # fmt: skip
INSIDE = {
    "Kyiv": KYIV, "Lviv": (24.03, 49.84), "Ternopil": (25.60, 49.55), "Lutsk": (25.34, 50.75),
    "Chernivtsi": (25.93, 48.29), "Mukachevo": (22.72, 48.44), "Kharkiv": (36.23, 49.99),
    "Simferopol": (34.10, 44.95),
}  # fmt: skip


@pytest.mark.parametrize("place", OUTSIDE)
def test_places_outside_ukraine(place: str) -> None:
    assert not inside(OUTSIDE[place], "UKR", KYIV)


@pytest.mark.parametrize("place", INSIDE)
def test_places_inside_ukraine(place: str) -> None:
    assert inside(INSIDE[place], "UKR", KYIV)


def test_an_own_code_is_found_by_its_place() -> None:
    assert inside(INSIDE["Lviv"], "AAA", KYIV)
    assert not inside(INSIDE["Lviv"], "AAA", (21.0, 52.2))
    assert not inside(INSIDE["Lviv"], "AAA", (-30.0, 45.0))


def test_a_code_counts_more_than_a_place() -> None:
    assert inside(INSIDE["Lviv"], "UKR", (4.35, 50.85))


def test_shapes_are_closed_rings_of_the_world() -> None:
    features = shapes()["features"]
    assert len({f["id"] for f in features if f["id"]}) == 174
    for feature in features:
        for polygon in feature["geometry"]["coordinates"]:
            for ring in polygon:
                assert ring[0] == ring[-1]
                assert len(ring) >= 4
                assert all(-180.001 <= x <= 180.001 and -90.001 <= y <= 90.001 for x, y in ring)


def test_the_tolerance_covers_what_the_coarse_border_is_off() -> None:
    assert 10 <= TOLERANCE <= 25
