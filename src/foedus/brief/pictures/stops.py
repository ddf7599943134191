"""Where donors and hubs stand on the map, and the curves between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from foedus.brief.pictures.atlas import Point, Ring, Window, contains, distance, project

HEIGHT = 500.0
EDGE = 112.0
"""Pixels kept free beside the map for donors that stand beyond it."""

_BEYOND = 4000.0
"""Kilometres from the hubs; a donor further away stands at the map's edge."""

_STEP = 40.0
_CURVES = tuple(side * n / 20 for n in (2, 4, 6, 8, 9, 10, 11, 12, 14, 17) for side in (1, -1))
_POINTS = 24


@dataclass(frozen=True)
class Stop:
    """A donor or a hub on the picture.

    Parameters
    ----------
    name : str
        Code of the donor or key of the hub.
    at : (float, float)
        Pixels; y grows upwards.
    edge : {"", "left", "right"}
        The side of the map beyond which it stands.
    """

    name: str
    at: Point
    edge: str = ""


@dataclass(frozen=True)
class Scene:
    """The window of the map and what stands in it or at its edge.

    Parameters
    ----------
    window : Window
    left : float
        Pixels between the picture's edge and the map.
    donors, hubs : mapping of name to Stop
    """

    window: Window
    left: float
    donors: Mapping[str, Stop]
    hubs: Mapping[str, Stop]


def set_scene(
    donors: Mapping[str, Point | None],
    hubs: Mapping[str, Point],
    recipients: Sequence[Point],
    width: float,
) -> Scene:
    """Return the scene that shows all hubs, the recipients, and the donors near them.

    Parameters
    ----------
    donors : mapping of code to (longitude, latitude) or None
        None, or further than 4000 km from every hub: at the edge.
    hubs : mapping of key to (longitude, latitude)
        At least one.
    recipients : sequence of (longitude, latitude)
    width : float
        Of the whole picture, in pixels.
    """
    beyond = {name: _side(at, hubs.values()) for name, at in donors.items()}
    near = [at for name, at in donors.items() if at is not None and not beyond[name]]
    left = EDGE if "left" in beyond.values() else 0.0
    right = EDGE if "right" in beyond.values() else 0.0
    window = _window([*near, *hubs.values(), *recipients], width - left - right)
    sides = {side: [n for n in donors if beyond[n] == side] for side in ("left", "right")}
    stops = {
        name: Stop(name, _shifted(window.place(at), left))
        for name, at in donors.items()
        if at is not None and not beyond[name]
    }
    for side, x in (("left", left - 4), ("right", width - right + 4)):
        stops |= {s.name: s for s in _at_edge(sides[side], donors, side, x)}
    places = {name: Stop(name, _shifted(window.place(at), left)) for name, at in hubs.items()}
    return Scene(window, left, stops, places)


def curve(start: Point, end: Point, avoided: Sequence[Ring]) -> list[Point]:
    """Return the flattest curve between two points that enters none of the rings, if there is one.

    Parameters
    ----------
    start, end : (float, float)
        Pixels.
    avoided : sequence of rings
        Pixels. Where no curve keeps out of them, the flattest is returned.
    """
    curves = [_bent(start, end, bend) for bend in _CURVES]
    clear = (c for c in curves if not any(contains(r, p) for r in avoided for p in c))
    return next(clear, curves[0])


def _side(at: Point | None, hubs: Iterable[Point]) -> str:
    if at is None:
        return "left"
    nearest = min(hubs, key=lambda hub: distance(at, hub))
    if distance(at, nearest) <= _BEYOND:
        return ""
    return "left" if (at[0] - nearest[0] + 180) % 360 < 180 else "right"


def _window(places: Sequence[Point], width: float) -> Window:
    longitudes, latitudes = [p[0] for p in places], [p[1] for p in places]
    centre = (
        (min(longitudes) + max(longitudes)) / 2,
        (min(latitudes) + max(latitudes)) / 2,
    )
    spread = [project(place, centre) for place in places]
    wide = 2 * max(400.0, *(abs(x) for x, _ in spread)) * 1.12
    high = 2 * max(300.0, *(abs(y) for _, y in spread)) * 1.15
    return Window(centre, min(width / wide, HEIGHT / high), width, HEIGHT)


def _shifted(point: Point, left: float) -> Point:
    return (point[0] + left, point[1])


def _at_edge(
    names: Iterable[str], places: Mapping[str, Point | None], side: str, x: float
) -> list[Stop]:
    """Stack donors at an edge, the northernmost first: in the middle left, low on the right."""

    def southward(name: str) -> tuple[float, str]:
        at = places[name]
        return (90.0 if at is None else -at[1], name)

    ordered = sorted(names, key=southward)
    top = HEIGHT * (0.62 if side == "left" else 0.2) + _STEP * (len(ordered) - 1) / 2
    return [Stop(name, (x, top - _STEP * n), side) for n, name in enumerate(ordered)]


def _bent(start: Point, end: Point, bend: float) -> list[Point]:
    (x1, y1), (x2, y2) = start, end
    # The middle of the curve is moved to the side by `bend` times its length.
    control = ((x1 + x2) / 2 - bend * (y2 - y1) * 2, (y1 + y2) / 2 + bend * (x2 - x1) * 2)
    steps = [n / _POINTS for n in range(_POINTS + 1)]
    return [(_bezier(x1, control[0], x2, t), _bezier(y1, control[1], y2, t)) for t in steps]


def _bezier(start: float, control: float, end: float, t: float) -> float:
    return round((1 - t) ** 2 * start + 2 * t * (1 - t) * control + t**2 * end, 1)
