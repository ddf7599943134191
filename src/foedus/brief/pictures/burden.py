"""What each donor carries against its fair share."""

from __future__ import annotations

import altair as alt
import polars as pl

from foedus.brief.language import Language
from foedus.brief.pictures.frame import (
    BLUE,
    INK,
    NUMBER_FORMAT,
    QUIET,
    VERMILION,
    Drawing,
    Picture,
    Said,
    beside,
    drawn,
    framed,
    inline,
)
from foedus.results.plan import Plan

_ROW, _PANEL, _COLUMN, _MARGIN = 21, 380, 105, 150
_SHOWN = 5.0
"""A ratio beyond this is drawn at the edge, and written beside it."""

_EVEN = 0.01
"""Ratios no further apart than this are called even."""


def draw_burden(plan: Plan, language: Language) -> Picture:
    """Return the picture of burdens: a row a donor, from the largest ratio down.

    The plan has at least one row of ``burden``.
    """
    table = plan.burden.sort("ratio", "party", descending=[True, False], nulls_last=True)
    values = [_value(n, row, plan, language) for n, row in enumerate(table.to_dicts())]
    body = beside(
        _ratios(values, language),
        _column(values, "said_burden", language.text("chart.burden.carried")),
        _column(values, "said_fair", language.text("chart.burden.fair")),
        spacing=4,
    )
    return framed(
        body,
        plan,
        language,
        name="burden",
        said=Said(
            _finding(table, language), language.text("chart.burden.about", by=plan.key or "–")
        ),
        data={"burden": values},
        margin=_MARGIN,
    )


def _finding(table: pl.DataFrame, language: Language) -> str:
    known = table.filter(pl.col("ratio").is_finite())
    if known.is_empty():
        return language.text("chart.burden.no-shares")
    most, least = known.row(0, named=True), known.row(-1, named=True)
    if most["ratio"] - least["ratio"] <= _EVEN:
        return language.text("chart.burden.even")
    return language.text(
        "chart.burden.finding",
        most=language.party(most["party"]),
        most_ratio=language.number(most["ratio"], 2),
        least=language.party(least["party"]),
        least_ratio=language.number(least["ratio"], 2),
    )


def _value(n: int, row: dict[str, object], plan: Plan, language: Language) -> dict[str, object]:
    ratio, burden, fair = (_float(row[name]) for name in ("ratio", "burden", "fair_burden"))
    said = language.number(ratio, 2) + "\u202f×" if ratio is not None else "–"
    return {
        "row": n,
        "party": language.party(str(row["party"])),
        "ratio": ratio,
        "drawn": None if ratio is None else min(ratio, _SHOWN),
        "above": ratio is not None and ratio > 1,
        "said_ratio": said + (" →" if ratio is not None and ratio > _SHOWN else ""),
        "said_burden": language.amount(burden, plan.currency),
        "said_fair": language.amount(fair, plan.currency),
    }


def _float(value: object) -> float | None:
    return value if isinstance(value, float) else None


def _ratios(values: list[dict[str, object]], language: Language) -> Drawing:
    order = [str(value["party"]) for value in values]
    y = alt.Y(
        "party:N",
        sort=order,
        axis=alt.Axis(
            title=None,
            labelColor=INK,
            labelFontSize=12,
            ticks=False,
            domain=False,
            minExtent=_MARGIN,
            maxExtent=_MARGIN,
        ),
    )
    drawn_ratios = [r for value in values if (r := _float(value["drawn"])) is not None]
    x = _ratio_axis(1.15 * max(1.5, *drawn_ratios, 0.0), language)
    colour = alt.condition("datum.above", alt.value(VERMILION), alt.value(BLUE))
    base = alt.Chart(alt.NamedData("burden")).encode(y=y, tooltip=_tooltip(language))
    stems = base.mark_rule(strokeWidth=2.5).encode(x=x, x2=alt.datum(1), color=colour)
    dots = base.mark_circle(size=95, opacity=1).encode(x=x, color=colour)
    said = base.mark_text(
        fontSize=11,
        color=INK,
        align=alt.expr("datum.above ? 'left' : 'right'"),
        dx=alt.expr("datum.above ? 9 : -9"),
    ).encode(x=x, text="said_ratio:N")
    even = alt.Chart(inline([{}])).mark_rule(color=INK, strokeWidth=1.2)
    layers = alt.layer(even.encode(x=alt.datum(1)), stems, dots, said)
    return drawn(layers.properties(width=_PANEL, height=_ROW * len(values)))


def _ratio_axis(end: float, language: Language) -> alt.X:
    axis = alt.Axis(
        title=language.text("chart.burden.axis"), format=NUMBER_FORMAT, tickCount=5, orient="top"
    )
    return alt.X("drawn:Q", axis=axis, scale=alt.Scale(domain=[-0.17 * end, end], nice=False))


def _column(values: list[dict[str, object]], field: str, heading: str) -> Drawing:
    column = alt.Chart(alt.NamedData("burden")).mark_text(align="right", fontSize=12, color=INK)
    placed = column.encode(
        x=alt.value(_COLUMN),
        y=alt.Y("party:N", sort=[str(value["party"]) for value in values], axis=None),
        text=f"{field}:N",
    )
    title = alt.TitleParams(
        heading, anchor="end", fontSize=11, fontWeight="normal", color=QUIET, offset=8
    )
    return drawn(placed.properties(width=_COLUMN, height=_ROW * len(values), title=title))


def _tooltip(language: Language) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("party:N", title=language.text("chart.donor")),
        alt.Tooltip("said_burden:N", title=language.text("chart.burden.carried")),
        alt.Tooltip("said_fair:N", title=language.text("chart.burden.fair")),
        alt.Tooltip("said_ratio:N", title=language.text("chart.burden.ratio")),
    ]
