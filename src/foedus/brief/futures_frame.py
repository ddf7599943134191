"""What the pictures of futures share: colours and dashes, and names at the left."""

from __future__ import annotations

import altair as alt

from foedus.brief.pictures.frame import INK

MARGIN = 300
"""Pixels left of a drawing, for the names of scenarios."""

# Okabe and Ito, Color Universal Design (2008): told apart with any kind of colour vision.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#6b4c9a", "#8c6d31")
DASHES = ((1, 0), (6, 3), (2, 2), (9, 3, 2, 3))
"""One a scenario in turn, so that lines are told apart without colours, too."""


def named_rows(field: str, order: list[str], *, margin: int = MARGIN) -> alt.Y:
    """Return rows with their names at the left, in an order."""
    axis = alt.Axis(
        title=None, labelColor=INK, labelFontSize=11.5, labelLimit=margin - 8, ticks=False,
        domain=False, minExtent=margin, maxExtent=margin, grid=False,
    )  # fmt: skip
    return alt.Y(f"{field}:N", sort=order, axis=axis)
