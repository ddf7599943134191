"""Where a state's territory is, coarsely: whether a place lies inside it.

The shapes are Natural Earth's, 1:110 million (public domain), as packed by the npm package
``world-atlas`` 2.0.2 (``countries-110m.json``, ISC licence): a TopoJSON file of delta-encoded arcs.
They follow who controls a territory, not who has title to it; Crimea is given to Ukraine here,
as the United Nations General Assembly does (resolution 68/262).
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import TypedDict, cast

from babel.core import get_global

TOLERANCE = 15.0
"""How deep inside a shape a place must lie to be called inside, km: at 1:110 million a border may
be off by that much (along Ukraine's, towns on the border lie up to 8 km on the wrong side). So a
place within 15 km of the border is never called inside."""

KM_PER_DEGREE = 111.2
"""Length of a degree of latitude, km."""

UKRAINE, RUSSIA = "804", "643"
CRIMEA = (32.4, 44.3, 36.7, 46.3)
"""West, south, east, north, degrees."""

Point = tuple[float, float]
"""Longitude, latitude, degrees."""

Ring = list[Point]


class Geometry(TypedDict):
    """The polygons of a country: the first ring of each is its outline, the others are holes."""

    type: str
    coordinates: list[list[Ring]]


class Feature(TypedDict):
    """A country; its id is the ISO 3166-1 numeric code, where it has one."""

    type: str
    id: str
    properties: dict[str, str]
    geometry: Geometry


class Shapes(TypedDict):
    """All countries, as GeoJSON."""

    type: str
    features: list[Feature]


class _Coded(TypedDict):
    type: str
    arcs: list[list[int]] | list[list[list[int]]]
    id: str
    properties: dict[str, str]


@cache
def shapes() -> Shapes:
    """Return the countries of the world as a GeoJSON feature collection.

    Examples
    --------
    >>> names = [feature["properties"]["name"] for feature in shapes()["features"]]
    >>> "Ukraine" in names, len(names)
    (True, 177)
    """
    packed = json.loads((files("foedus.case") / "countries-110m.json").read_text("utf-8"))
    scale, shift = packed["transform"]["scale"], packed["transform"]["translate"]
    arcs = [_decoded(arc, scale, shift) for arc in packed["arcs"]]
    features = [_feature(coded, arcs) for coded in packed["objects"]["countries"]["geometries"]]
    return {"type": "FeatureCollection", "features": _with_crimea(features)}


def _decoded(arc: list[list[int]], scale: Point, shift: Point) -> Ring:
    x = y = 0
    points = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append((x * scale[0] + shift[0], y * scale[1] + shift[1]))
    return points


def _feature(coded: _Coded, arcs: list[Ring]) -> Feature:
    single = coded["type"] == "Polygon"
    several = cast(list[list[list[int]]], [coded["arcs"]] if single else coded["arcs"])
    polygons = [[_ring(indices, arcs) for indices in polygon] for polygon in several]
    return {
        "type": "Feature",
        "id": coded.get("id", ""),
        "properties": coded["properties"],
        "geometry": {"type": "MultiPolygon", "coordinates": polygons},
    }


def _ring(indices: list[int], arcs: list[Ring]) -> Ring:
    """Join arcs to a ring; a negative index is an arc read backwards."""
    ring: Ring = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring += arc[1:] if ring else arc
    return ring


def _with_crimea(features: list[Feature]) -> list[Feature]:
    moved: list[list[Ring]] = []
    for feature in features:
        if feature["id"] == RUSSIA:
            polygons = feature["geometry"]["coordinates"]
            moved = [p for p in polygons if _within(p[0], CRIMEA)]
            feature["geometry"]["coordinates"] = [p for p in polygons if p not in moved]
    for feature in features:
        if feature["id"] == UKRAINE:
            feature["geometry"]["coordinates"] += moved
    return features


def _within(ring: Ring, box: tuple[float, float, float, float]) -> bool:
    west, south, east, north = box
    return all(west <= x <= east and south <= y <= north for x, y in ring)


def inside(place: Point, party: str, centre: Point) -> bool:
    """Whether a place lies inside a party's territory, more than 15 km from its border.

    Parameters
    ----------
    place : (longitude, latitude)
    party : str
        ISO 3166-1 alpha-3; for an own code the country around ``centre`` is taken.
    centre : (longitude, latitude)
        Where the party is.

    Examples
    --------
    >>> kyiv, lviv, rzeszow = (30.52, 50.45), (24.03, 49.84), (22.02, 50.11)
    >>> inside(lviv, "UKR", kyiv), inside(rzeszow, "UKR", kyiv)
    (True, False)
    """
    country = _country(party, centre)
    if country is None:
        return False
    polygons = country["geometry"]["coordinates"]
    around = any(_in_polygon(place, polygon) for polygon in polygons)
    return around and _to_border(place, polygons) > TOLERANCE


def _country(party: str, centre: Point) -> Feature | None:
    aliases = get_global("territory_aliases")
    code = aliases.get(party)
    features = shapes()["features"]
    by_code = (f for f in features if code is not None and aliases.get(f["id"]) == code)
    around = (
        f for f in features if any(_in_polygon(centre, p) for p in f["geometry"]["coordinates"])
    )
    return next(by_code, None) or next(around, None)


def _in_polygon(place: Point, polygon: list[Ring]) -> bool:
    """Count the borders to the east of the place: an odd number is inside."""
    x, y = place
    crossed = 0
    for (x1, y1), (x2, y2) in _edges([polygon]):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
            crossed += 1
    return crossed % 2 == 1


def _to_border(place: Point, polygons: list[list[Ring]]) -> float:
    """Return the distance to the nearest border, km, on a plane that touches the place."""
    x, y = place
    narrow = math.cos(math.radians(y))
    return KM_PER_DEGREE * min(
        _to_segment((x1 - x) * narrow, y1 - y, (x2 - x) * narrow, y2 - y)
        for (x1, y1), (x2, y2) in _edges(polygons)
    )


def _to_segment(x1: float, y1: float, x2: float, y2: float) -> float:
    dx, dy = x2 - x1, y2 - y1
    length = dx * dx + dy * dy
    part = 0.0 if length == 0 else max(0.0, min(1.0, -(x1 * dx + y1 * dy) / length))
    return math.hypot(x1 + part * dx, y1 + part * dy)


def _edges(polygons: list[list[Ring]]) -> Iterator[tuple[Point, Point]]:
    for polygon in polygons:
        for ring in polygon:
            yield from pairwise(ring)
