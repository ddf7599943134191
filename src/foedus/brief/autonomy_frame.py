"""What the pictures of autonomy share: names at the left, and months as an axis."""

from __future__ import annotations

import json
import textwrap

import altair as alt

from foedus.brief.autonomy_words import AutonomyWords
from foedus.brief.pictures.frame import INK

MARGIN = 270
"""Pixels left of a drawing, for names."""

_LETTERS = 40
"""So many letters of a name fit into the margin."""


def named_rows(field: str, order: list[str]) -> alt.Y:
    """Return rows with their names at the left, in an order."""
    axis = alt.Axis(
        title=None, labelColor=INK, labelFontSize=11.5, labelLimit=MARGIN - 8, ticks=False,
        labelExpr=json.dumps({name: _in_lines(name) for name in order}) + "[datum.value]",
        labelLineHeight=12, labelBaseline=_baseline(order),
        domain=False, minExtent=MARGIN, maxExtent=MARGIN, grid=False,
    )  # fmt: skip
    return alt.Y(f"{field}:N", sort=order, axis=axis)


def _baseline(order: list[str]) -> dict[str, object]:
    """Return where names stand: one of two lines has its middle between them."""
    long = json.dumps([name for name in order if len(_in_lines(name)) > 1])
    test = f"indexof({long}, datum.value) >= 0"
    return {"condition": {"test": test, "value": "bottom"}, "value": "middle"}


def _in_lines(name: str) -> list[str]:
    """Return a name in as many lines as fit left of a drawing: a cut one would say nothing."""
    return textwrap.wrap(name, _LETTERS) or [name]


def years_axis(words: AutonomyWords, field: str, width: int) -> alt.X:
    """Return months from 0 on as an axis that names its Januaries, or else its months."""
    months = words.months()
    first = [n for n, month in enumerate(months) if month.endswith("-01")]
    step = max(1, -(-len(first) * 34 // width))
    shown = first[::step] if len(first) > 2 else list(range(0, len(months), 3))
    labels = {
        n: months[n][:4] if len(first) > 2 else words.language.short_month(months[n]) for n in shown
    }
    axis = alt.Axis(
        title=None, values=shown, labelExpr=f"{json.dumps(labels)}[datum.value]", grid=True,
        domain=False, labelFlush=False,
    )  # fmt: skip
    return alt.X(field, axis=axis, scale=alt.Scale(domain=[0, len(months)], nice=False))
