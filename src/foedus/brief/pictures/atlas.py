"""The map under the flows: country shapes, projected and cut to a window."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from babel.core import get_global

from foedus.case.territory import Feature, shapes

Point: TypeAlias = tuple[float, float]
Ring: TypeAlias = tuple[Point, ...]

_KOSOVO = "Kosovo"  # Natural Earth gives it no code
EARTH = 6371.0
"""Mean radius in km (IUGG)."""


@dataclass(frozen=True)
class Outline:
    """One ring of a country's outline.

    Parameters
    ----------
    territory : str
        Alpha-2 code as in CLDR; empty where the shapes carry none.
    ring : tuple of (longitude, latitude)
    """

    territory: str
    ring: Ring


@dataclass(frozen=True)
class Window:
    """An azimuthal equal-area map (Lambert) of a part of the world, in pixels.

    Parameters
    ----------
    centre : (float, float)
        Longitude and latitude, in degrees.
    scale : float
        Pixels a km.
    width, height : float
    """

    centre: Point
    scale: float
    width: float
    height: float

    def place(self, point: Point) -> Point:
        """Return a point in pixels; y grows upwards.

        Examples
        --------
        >>> Window((15.0, 50.0), 0.2, 600, 400).place((15.0, 50.0))
        (300.0, 200.0)
        """
        x, y = project(point, self.centre)
        return (self.width / 2 + self.scale * x, self.height / 2 + self.scale * y)

    def holds(self, point: Point) -> bool:
        """Say whether a place (longitude, latitude) lies in the window."""
        x, y = self.place(point)
        return 0 <= x <= self.width and 0 <= y <= self.height


def project(point: Point, centre: Point) -> Point:
    """Return kilometres east and north of the centre in Lambert's equal-area azimuthal projection.

    Snyder (1987), Map Projections: A Working Manual, USGS Professional Paper 1395, p. 185.
    """
    east = math.radians(point[0] - centre[0])
    north, middle = math.radians(point[1]), math.radians(centre[1])
    along = math.cos(north) * math.cos(east)
    towards = math.sin(middle) * math.sin(north) + math.cos(middle) * along
    k = EARTH * math.sqrt(2 / max(1 + towards, 1e-6))
    across = math.cos(middle) * math.sin(north) - math.sin(middle) * along
    return (k * math.cos(north) * math.sin(east), k * across)


def distance(one: Point, other: Point) -> float:
    """Return the great-circle distance in km."""
    north, south = math.radians(one[1]), math.radians(other[1])
    east = math.radians(one[0] - other[0])
    cosine = math.sin(north) * math.sin(south) + math.cos(north) * math.cos(south) * math.cos(east)
    return EARTH * math.acos(max(-1.0, min(1.0, cosine)))


def territory_of(party: str) -> str:
    """Return the alpha-2 code of a party's country, or an empty text.

    Examples
    --------
    >>> territory_of("UKR"), territory_of("EUI")
    ('UA', '')
    """
    aliases = get_global("territory_aliases").get(party, [])
    return aliases[0] if len(aliases) == 1 else "XK" if party == "XKX" else ""


@cache
def outlines() -> tuple[Outline, ...]:
    """Return the outlines of all countries, without their holes."""
    return tuple(
        Outline(_territory(feature), tuple(polygon[0]))
        for feature in shapes()["features"]
        for polygon in feature["geometry"]["coordinates"]
    )


def middle_of(territory: str) -> Point | None:
    """Return the centroid of a country's largest outline, or None where there is no shape."""
    own = [outline.ring for outline in outlines() if outline.territory == territory and territory]
    return _centroid(max(own, key=lambda ring: abs(_area(ring)))) if own else None


def extent_of(territory: str) -> list[Point]:
    """Return the corners of a country's largest outline; none where there is no shape."""
    own = [outline.ring for outline in outlines() if outline.territory == territory and territory]
    if not own:
        return []
    ring = max(own, key=lambda ring: abs(_area(ring)))
    longitudes, latitudes = [x for x, _ in ring], [y for _, y in ring]
    return [(x, y) for x in (min(longitudes), max(longitudes))
            for y in (min(latitudes), max(latitudes))]  # fmt: skip


def shapes_in(window: Window) -> Iterator[tuple[str, Ring]]:
    """Yield territory and outline, in pixels, of what can be seen in a window."""
    for outline in outlines():
        if any(distance(point, window.centre) < _reach(window) for point in outline.ring):
            seen = _cut([window.place(point) for point in outline.ring], window)
            if len(seen) > 2:
                yield outline.territory, tuple((round(x, 1), round(y, 1)) for x, y in seen)


def _reach(window: Window) -> float:
    return 0.75 * math.hypot(window.width, window.height) / window.scale


def _territory(feature: Feature) -> str:
    if feature["properties"]["name"] == _KOSOVO:
        return "XK"
    aliases = get_global("territory_aliases").get(feature["id"], [])
    return aliases[0] if len(aliases) == 1 else ""


def contains(ring: Ring, point: Point) -> bool:
    """Say whether a ring encloses a point (even-odd rule)."""
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (y1 > point[1]) != (y2 > point[1]):
            crossing = x1 + (x2 - x1) * (point[1] - y1) / (y2 - y1)
            inside ^= point[0] < crossing
    return inside


def _area(ring: Ring) -> float:
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs) / 2


def _centroid(ring: Ring) -> Point:
    twice = x = y = 0.0
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = x1 * y2 - x2 * y1
        twice, x, y = twice + cross, x + (x1 + x2) * cross, y + (y1 + y2) * cross
    return (x / (3 * twice), y / (3 * twice))


def _cut(ring: list[Point], window: Window) -> list[Point]:
    """Cut a ring to the window (Sutherland and Hodgman, 1974)."""
    for axis, bound, keeps_above in (
        (0, 0.0, True),
        (0, window.width, False),
        (1, 0.0, True),
        (1, window.height, False),
    ):
        ring = list(_cut_at(ring, axis, bound, 1 if keeps_above else -1))
    return ring


def _cut_at(ring: list[Point], axis: int, bound: float, side: int) -> Iterator[Point]:
    for before, here in zip(ring[-1:] + ring[:-1], ring, strict=True):
        was, is_in = side * (before[axis] - bound) >= 0, side * (here[axis] - bound) >= 0
        if was != is_in:
            part = (bound - before[axis]) / (here[axis] - before[axis])
            yield (
                before[0] + part * (here[0] - before[0]),
                before[1] + part * (here[1] - before[1]),
            )
        if is_in:
            yield here
