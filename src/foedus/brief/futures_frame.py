"""The frame of the pictures of futures: finding above, evidence, guard rail and stamp below."""

from __future__ import annotations

import json
from collections.abc import Mapping

import altair as alt

from foedus.brief.futures_words import FuturesWords
from foedus.brief.pictures.frame import (
    INK,
    Drawing,
    Picture,
    Said,
    Values,
    config,
    footnote,
    stacked,
    title,
)

MARGIN = 300
"""Pixels left of a drawing, for the names of scenarios."""

# Okabe and Ito, Color Universal Design (2008): told apart with any kind of colour vision.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#6b4c9a", "#8c6d31")
DASHES = ((1, 0), (6, 3), (2, 2), (9, 3, 2, 3))
"""One a scenario in turn, so that lines are told apart without colours, too."""


def framed(
    body: Drawing,
    words: FuturesWords,
    *,
    name: str,
    said: Said,
    data: Mapping[str, Values],
    margin: int = 0,
) -> Picture:
    """Return a picture of a drawing, as ``pictures.frame.framed`` does for those of a plan."""
    description = f"{said.finding}. {said.about}"
    lines = [*said.notes, *words.evidence_lines()]
    spec = {
        "description": description,
        "title": title(said),
        "datasets": dict(data),
        "config": config(words.language),
        **stacked(body, footnote(lines, -margin), spacing=14),
    }
    return Picture(name, said.finding, description, json.dumps(spec, ensure_ascii=False))


def named_rows(field: str, order: list[str], *, margin: int = MARGIN) -> alt.Y:
    """Return rows with their names at the left, in an order."""
    axis = alt.Axis(
        title=None, labelColor=INK, labelFontSize=11.5, labelLimit=margin - 8, ticks=False,
        domain=False, minExtent=margin, maxExtent=margin, grid=False,
    )  # fmt: skip
    return alt.Y(f"{field}:N", sort=order, axis=axis)
