"""Each target month by month: held alone, thanks to the ally, missing, and under the programme."""

from __future__ import annotations

import altair as alt
import polars as pl

from foedus.brief.autonomy_facts import exposure_fact
from foedus.brief.autonomy_frame import years_axis
from foedus.brief.autonomy_words import AutonomyWords
from foedus.brief.pictures.frame import (
    BLUE,
    FAINT,
    INK,
    VERMILION,
    Drawing,
    Picture,
    Said,
    beside,
    drawn,
    key,
    stacked,
)
from foedus.brief.pictures.worded_frame import framed

_WIDTH, _HEIGHT, _EXTENT = 330, 70, 36
_PARTS = ("alone", "thanks", "missing")
_COLOURS = (BLUE, VERMILION, FAINT)


def draw_months(words: AutonomyWords) -> Picture:
    """Return the picture of months: a panel a target, in two columns."""
    targets = words.targets()
    values = [value for n, target in enumerate(targets) for value in _values(n, target, words)]
    lines = [value for n, target in enumerate(targets) for value in _planned(n, target, words)]
    panels = [_panel(n, words.capability(target), words) for n, target in enumerate(targets)]
    pairs = [beside(*panels[n : n + 2], spacing=30) for n in range(0, len(panels), 2)]
    text = words.language.text
    meanings = [
        (colour, text(f"chart.autonomy.{part}"))
        for colour, part in zip(_COLOURS, _PARTS, strict=True)
    ]
    meanings.append((INK, text("chart.autonomy.planned")))
    finding = exposure_fact(words)
    return framed(
        stacked(key(meanings, at=-_EXTENT), *pairs, spacing=12),
        words,
        name="autonomy-months",
        said=Said(finding[:1].upper() + finding[1:], text("chart.autonomy.time-about")),
        data={"months": values, "planned": lines},
        margin=_EXTENT,
    )


def _values(panel: int, target: str, words: AutonomyWords) -> list[dict[str, object]]:
    place = {month: n for n, month in enumerate(words.months())}
    rows = words.autonomy.exposure.filter(pl.col("capability") == target)
    values: list[dict[str, object]] = []
    for row in rows.to_dicts():
        alone = min(1.0, row["held_without"] / row["required"])
        thanks = row["exposure"]
        ends = (alone, alone + thanks, 1.0)
        begins = (0.0, alone, alone + thanks)
        at = place[row["month"]]
        values += [
            {"panel": panel, "from": at, "to": at + 1, "part": part, "low": low, "high": high}
            for part, low, high in zip(_PARTS, begins, ends, strict=True)
            if high > low
        ]
    return _merged(values)


def _merged(values: list[dict[str, object]]) -> list[dict[str, object]]:
    """Return months of equal height as one, so that no seam is seen between them."""
    merged: list[dict[str, object]] = []
    for part in _PARTS:
        own = [value for value in values if value["part"] == part]
        for value in own:
            last = merged[-1] if merged else None
            same = ("part", "low", "high")
            if last and last["to"] == value["from"] and all(last[k] == value[k] for k in same):
                merged[-1] = last | {"to": value["to"]}
            else:
                merged.append(value)
    return merged


def _planned(panel: int, target: str, words: AutonomyWords) -> list[dict[str, object]]:
    place = {month: n for n, month in enumerate(words.months())}
    rows = words.autonomy.readiness.filter(pl.col("capability") == target)
    return [
        {"panel": panel, "at": place[row["month"]] + 0.5,
         "planned": max(0.0, 1 - row["gap"] / row["required"])}
        for row in rows.to_dicts()
    ]  # fmt: skip


def _sign(words: AutonomyWords) -> str:
    """Return the percent sign as the language sets it behind a number."""
    return words.language.percent(0).removeprefix("0")


def _panel(panel: int, heading: str, words: AutonomyWords) -> Drawing:
    axis = alt.Axis(
        title=None, labelExpr=f"datum.value * 100 + '{_sign(words)}'", values=[0, 0.5, 1],
        domain=False, minExtent=_EXTENT, maxExtent=_EXTENT,
    )  # fmt: skip
    scale = alt.Scale(domain=[0, 1], nice=False)
    colours = alt.Scale(domain=list(_PARTS), range=list(_COLOURS))
    mine = f"datum.panel == {panel}"
    bars = (
        alt.Chart(alt.NamedData("months"))
        .transform_filter(mine)
        .mark_rect(strokeWidth=0.6)
        .encode(
            x=years_axis(words, "from:Q", _WIDTH),
            x2="to:Q",
            y=alt.Y("low:Q", axis=axis, scale=scale),
            y2="high:Q",
            color=alt.Color("part:N", scale=colours, legend=None),
            stroke=alt.Stroke("part:N", scale=colours, legend=None),
        )
    )
    line = (
        alt.Chart(alt.NamedData("planned"))
        .transform_filter(mine)
        .mark_line(color=INK, strokeWidth=2, interpolate="step")
        .encode(x="at:Q", y="planned:Q")
    )
    title = alt.TitleParams(heading, anchor="start", fontSize=12, offset=5, limit=_WIDTH)
    return drawn(alt.layer(bars, line).properties(width=_WIDTH, height=_HEIGHT, title=title))
