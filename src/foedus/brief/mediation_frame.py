"""What the pictures of a mediation share: colours, shapes and their key, and names at the left."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from foedus.brief.pictures.frame import BLUE, INK, VERMILION, WIDTH, Drawing, drawn, inline

MARGIN = 270
"""Pixels left of a drawing, for the names of parties or issues."""

_LINE = 19
"""Pixels of a line of the key."""

# Okabe and Ito, Color Universal Design (2008): told apart with any kind of colour vision.
COLOURS = (BLUE, VERMILION, "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#6b4c9a", "#8c6d31")
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down", "stroke", "arrow")
"""One a text, so that texts are told apart without colours, too."""


def texts_key(entries: Sequence[tuple[str, str, str]], *, at: int = 0) -> Drawing:
    """Return a legend, a line an entry: colour and shape of a mark, and its meaning."""
    values: list[dict[str, object]] = [
        {"colour": colour, "shape": shape, "words": meaning, "line": _LINE * (n + 0.5)}
        for n, (colour, shape, meaning) in enumerate(entries)
    ]
    height = _LINE * len(entries)
    scale = alt.Scale(domain=[0, height], reverse=True, nice=False)
    base = alt.Chart(inline(values)).encode(
        x=alt.value(at + 6), y=alt.Y("line:Q", axis=None, scale=scale)
    )
    marks = base.mark_point(filled=True, size=80, opacity=1).encode(
        color=alt.Color("colour:N", scale=None, legend=None),
        shape=alt.Shape("shape:N", scale=None, legend=None),
    )
    meanings = base.mark_text(align="left", dx=12, fontSize=12, color=INK, limit=WIDTH)
    layers = alt.layer(marks, meanings.encode(text="words:N"))
    return drawn(layers.properties(width=1, height=height))


def named_rows(field: str, order: list[str], *, margin: int = MARGIN) -> alt.Y:
    """Return rows with their names at the left, in an order."""
    axis = alt.Axis(
        title=None,
        labelColor=INK,
        labelFontSize=11.5,
        labelLimit=margin - 8,
        ticks=False,
        domain=False,
        minExtent=margin,
        maxExtent=margin,
    )
    return alt.Y(f"{field}:N", sort=order, axis=axis)
