"""The layers of the map of flows, from the sea up to the labels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import altair as alt

from foedus.brief.pictures.frame import (
    BLUE,
    INK,
    PALE_BLUE,
    QUIET,
    SAND,
    Drawing,
    drawn,
    inline,
)
from foedus.brief.pictures.stops import HEIGHT, Scene

_LAND, _SEA, _BORDER = "#e4e8ec", "#f6f9fb", "#ffffff"
_THICKEST = 14.0


@dataclass(frozen=True)
class _Look:
    style: str
    size: int
    colour: str
    weight: Literal[400, 700]


_LOOKS = (
    _Look("donor", 11, INK, 400),
    _Look("amount", 11, QUIET, 400),
    _Look("hub", 12, INK, 700),
    _Look("recipient", 14, INK, 700),
)


def draw_map(scene: Scene, width: float) -> Drawing:
    """Return the map as a drawing.

    Its data have ``x`` and ``y`` in pixels: ``land`` and ``served`` (outlines), ``flows`` and
    ``widths`` (lines), ``stops`` and ``labels``.
    """
    x, y = _x(width), _y()
    layers = [
        _sea(scene),
        _land("land", _LAND, _BORDER),
        _lines("flows"),
        # Above the lines: whatever their course, nothing is drawn inside the recipient.
        _land("served", SAND, SAND),
        _lines("widths"),
        _points("donor", "circle", 36, BLUE),
        _points("hub", "square", 110, INK),
        *(_halo(look) for look in _LOOKS),
        *(_text(look) for look in _LOOKS),
    ]
    placed = [layer.encode(x=x, y=y) for layer in layers]
    return drawn(alt.layer(*placed).properties(width=width, height=HEIGHT))


def _x(width: float) -> alt.X:
    return alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, width], nice=False))


def _y() -> alt.Y:
    return alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[0, HEIGHT], nice=False))


def _sea(scene: Scene) -> alt.Chart:
    right = scene.left + scene.window.width
    corners: dict[str, object] = {"x": scene.left, "x2": right, "y": 0, "y2": HEIGHT}
    sea: alt.Chart = alt.Chart(inline([corners])).mark_rect(color=_SEA).encode(x2="x2", y2="y2")
    return sea


def _land(name: str, fill: str, border: str) -> alt.Chart:
    outlines = alt.Chart(alt.NamedData(name)).mark_line(
        fill=fill, stroke=border, strokeWidth=0.8, interpolate="linear-closed"
    )
    land: alt.Chart = outlines.encode(detail="ring:N", order="step:Q")
    return land


def _lines(name: str) -> alt.Chart:
    lines = alt.Chart(alt.NamedData(name)).mark_line(strokeCap="butt", opacity=0.9)
    scale = alt.Scale(range=[0.8, _THICKEST], domainMin=0, nice=False)
    styled: alt.Chart = lines.encode(
        detail="flow:N",
        order="step:Q",
        strokeWidth=alt.StrokeWidth("value:Q", scale=scale, legend=None),
        color=alt.condition("datum.assumed", alt.value(PALE_BLUE), alt.value(BLUE)),
        tooltip=[f"{field}:N" for field in ("donor", "hub", "amount", "basis")],
    )
    return styled


def _points(kind: str, shape: str, size: int, colour: str) -> alt.Chart:
    stops = alt.Chart(alt.NamedData("stops")).transform_filter(f"datum.kind == '{kind}'")
    points: alt.Chart = stops.mark_point(
        shape=shape, size=size, filled=True, color=colour, stroke="white", opacity=1
    )
    return points


def _text(look: _Look) -> alt.Chart:
    text: alt.Chart = _labels(look).mark_text(
        baseline="middle",
        align=alt.expr("datum.align"),
        fontSize=look.size,
        fontWeight=look.weight,
        color=look.colour,
    )
    return text


def _halo(look: _Look) -> alt.Chart:
    """Return the labels once more, wide and white, to stand under the text."""
    halo: alt.Chart = _labels(look).mark_text(
        baseline="middle",
        align=alt.expr("datum.align"),
        fontSize=look.size,
        fontWeight=look.weight,
        stroke=SAND if look.style == "recipient" else "white",
        strokeWidth=3,
        strokeJoin="round",
    )
    return halo


def _labels(look: _Look) -> alt.Chart:
    own = alt.Chart(alt.NamedData("labels")).transform_filter(f"datum.style == '{look.style}'")
    labels: alt.Chart = own.encode(text="text:N")
    return labels
