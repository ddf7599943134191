"""Coverage over the months as a fan: a line a scenario, the shade from the worst to the best."""

from __future__ import annotations

import altair as alt
import polars as pl

from foedus.brief import futures_figures as figures
from foedus.brief.futures_frame import COLOURS, DASHES
from foedus.brief.futures_words import LEAST, FuturesWords
from foedus.brief.pictures.frame import (
    INK,
    QUIET,
    WIDTH,
    Drawing,
    Picture,
    Said,
    beside,
    drawn,
    inline,
    stacked,
)
from foedus.brief.pictures.worded_frame import framed

_WIDTH, _HEIGHT, _EXTENT, _PANELS, _LINE = 345, 130, 40, 8, 19


def draw_months(words: FuturesWords) -> Picture:
    """Return the picture of months: a panel a need that differs, in two columns."""
    spread = figures.spread(figures.met(words.futures))
    apart = spread.filter(pl.col("most") - pl.col("least") >= LEAST)
    panels = (apart if len(apart) else spread)["capability"].to_list()[:_PANELS]
    # the first scenario is drawn first, so that the dashes of the others are seen on its line
    shares = figures.met_by_month(words.futures)
    place = {month: n for n, month in enumerate(words.months())}
    values: list[dict[str, object]] = [
        {"panel": panels.index(row["capability"]), "at": place[row["month"]],
         "share": row["share"], "scenario": words.scenario(row["scenario"])}
        for row in shares.filter(pl.col("capability").is_in(panels)).to_dicts()
    ]  # fmt: skip
    drawings = [_panel(n, words.capability(key), words) for n, key in enumerate(panels)]
    pairs = [beside(*drawings[n : n + 2], spacing=34) for n in range(0, len(drawings), 2)]
    left = len(spread) - len(apart)
    notes = [words.language.count("chart.futures.months-alike", left)] if left and panels else []
    return framed(
        stacked(_key(words), *pairs, spacing=14),
        words,
        name="futures-months",
        said=Said(_finding(apart, words), words.language.text("chart.futures.months-about"), notes),
        data={"months": values},
        margin=_EXTENT,
    )


def _finding(apart: pl.DataFrame, words: FuturesWords) -> str:
    if apart.is_empty():
        return words.language.text("chart.futures.months-none")
    row = apart.row(0, named=True)
    return words.language.text(
        "chart.futures.months",
        capability=words.capability_in_sentence(row["capability"]),
        least=words.part(row["least"]),
        most=words.part(row["most"]),
    )


def _looks(words: FuturesWords) -> tuple[list[str], list[str], list[list[int]]]:
    names = [words.scenario(one.scenario) for one in words.futures.futures]
    colours = [COLOURS[n % len(COLOURS)] for n in range(len(names))]
    return names, colours, [list(DASHES[n % len(DASHES)]) for n in range(len(names))]


def _key(words: FuturesWords) -> Drawing:
    """Return the legend: a line a scenario as it is drawn."""
    names, colours, dashes = _looks(words)
    rows: list[dict[str, object]] = [
        {"name": name, "line": _LINE * (n + 0.5), "x": x}
        for n, name in enumerate(names)
        for x in (0, 36)
    ]
    height = _LINE * len(names)
    scale = alt.Scale(domain=[0, height], reverse=True, nice=False)
    base = alt.Chart(inline(rows)).encode(y=alt.Y("line:Q", axis=None, scale=scale))
    lines = base.mark_line(strokeWidth=2.2).encode(
        x=alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, WIDTH], nice=False)),
        color=alt.Color("name:N", scale=alt.Scale(domain=names, range=colours), legend=None),
        strokeDash=alt.StrokeDash(
            "name:N", scale=alt.Scale(domain=names, range=dashes), legend=None
        ),
    )
    said = (
        base.transform_filter("datum.x > 0")
        .mark_text(align="left", dx=8, fontSize=12, color=INK)
        .encode(x="x:Q", text="name:N")
    )
    return drawn(alt.layer(lines, said).properties(width=WIDTH, height=height))


def _panel(panel: int, heading: str, words: FuturesWords) -> Drawing:
    names, colours, dashes = _looks(words)
    sign = words.language.percent(0).removeprefix("0")
    months = words.months()
    shown = list(range(0, len(months), max(1, -(-len(months) // 4))))
    labels = {n: words.language.short_month(months[n]) for n in shown}
    x = alt.X(
        "at:Q",
        axis=alt.Axis(title=None, values=shown, labelExpr=f"{labels}[datum.value]", grid=False),
        scale=alt.Scale(domain=[0, len(months) - 1], nice=False),
    )
    y_axis = alt.Axis(
        title=None, labelExpr=f"datum.value * 100 + '{sign}'", values=[0, 0.5, 1], domain=False,
        minExtent=_EXTENT, maxExtent=_EXTENT,
    )  # fmt: skip
    scale = alt.Scale(domain=[0, 1], nice=False)
    base = alt.Chart(alt.NamedData("months")).transform_filter(f"datum.panel == {panel}")
    band = (
        base.transform_aggregate(low="min(share)", high="max(share)", groupby=["at"])
        .mark_area(color=QUIET, opacity=0.16)
        .encode(x=x, y=alt.Y("low:Q", axis=y_axis, scale=scale), y2="high:Q")
    )
    lines = base.mark_line(strokeWidth=2, clip=False).encode(
        x=x,
        y=alt.Y("share:Q", axis=y_axis, scale=scale),
        color=alt.Color("scenario:N", scale=alt.Scale(domain=names, range=colours), legend=None),
        strokeDash=alt.StrokeDash(
            "scenario:N", scale=alt.Scale(domain=names, range=dashes), legend=None
        ),
    )
    at = months.index(words.reveal()) if words.reveal() in months else len(months) - 1
    reveal = alt.Chart(inline([{"at": at}])).mark_rule(color=QUIET, strokeDash=[3, 3]).encode(x=x)
    title = alt.TitleParams(heading, anchor="start", fontSize=12, offset=5, limit=_WIDTH)
    return drawn(
        alt.layer(band, reveal, lines).properties(width=_WIDTH, height=_HEIGHT, title=title)
    )
