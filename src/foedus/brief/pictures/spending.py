"""The share of gross domestic product of each member against the guideline."""

from __future__ import annotations

import altair as alt

from foedus.brief.language import Language
from foedus.brief.pictures.frame import (
    BLUE,
    INK,
    NUMBER_FORMAT,
    QUIET,
    VERMILION,
    WIDTH,
    Drawing,
    Picture,
    Said,
    drawn,
    inline,
    key,
    stacked,
)
from foedus.brief.pictures.spending_frame import framed
from foedus.brief.spending_words import basis_words, guideline_words, points, year_words
from foedus.results.spending import GuidelineLine, Spending

_ROW, _MARGIN = 18, 150
_WIDTH = WIDTH - _MARGIN


def draw_members(spending: Spending, language: Language) -> Picture:
    """Return the picture of shares: a bar a member, the highest first, with the first year's dot.

    The answer has at least one line of ``guideline``.
    """
    order = sorted(spending.guideline, key=lambda line: (-line.share, line.party))
    first_year = min((one.year for one in spending.recomputed), default=order[0].year)
    values = [_value(line, spending, first_year, language) for line in order]
    drawing = _bars(values, spending, language)
    meanings = [
        (BLUE, language.text("chart.spending.key-met")),
        (VERMILION, language.text("chart.spending.key-below")),
        (INK, language.text("chart.spending.key-first", year=first_year)),
    ]
    return framed(
        stacked(key(meanings, at=-_MARGIN), drawing, spacing=10),
        spending,
        language,
        name="spending",
        said=Said(
            _finding(order, language),
            _about(spending, first_year, language),
            _notes(order, language),
        ),
        data={"spending": values},
        margin=_MARGIN,
    )


def _finding(order: list[GuidelineLine], language: Language) -> str:
    met = sum(line.share >= line.required for line in order)
    estimate = any(line.estimate for line in order)
    digits = 0 if round(100 * order[0].required, 6).is_integer() else 1
    finding = language.count(
        "chart.spending.finding",
        met,
        year=year_words(order[0].year, language, estimate=estimate),
        met=met,
        known=len(order),
        share=language.percent(order[0].required, digits),
    )
    printed = sum(line.met_as_printed is True for line in order)
    if printed == met or all(line.met_as_printed is None for line in order):
        return finding
    return language.text("chart.spending.printed", finding=finding, n=printed)


def _about(spending: Spending, first_year: int, language: Language) -> str:
    again = any(line.recomputed is not None for line in spending.guideline)
    return language.text(
        "chart.spending.about" if again else "chart.spending.about-printed",
        basis=basis_words(spending.basis, language),
        release=spending.release,
        first=first_year,
    )


def _notes(order: list[GuidelineLine], language: Language) -> list[str]:
    """Return a line for each member that the printed share places otherwise."""
    differ = (
        line
        for line in order
        if None not in (line.met_as_printed, line.met_recomputed)
        and line.met_as_printed != line.met_recomputed
    )
    return [
        language.text(
            "chart.spending.by-hand",
            party=language.party(line.party),
            printed=language.percent(line.printed, 2),
            recomputed=language.percent(line.recomputed, 2),
        )
        for line in differ
    ]


def _value(
    line: GuidelineLine, spending: Spending, first_year: int, language: Language
) -> dict[str, object]:
    first = next(
        (
            one.recomputed
            for one in spending.recomputed
            if (one.party, one.year, one.measure, one.basis)
            == (line.party, first_year, "share_of_gdp", line.basis)
        ),
        None,
    )
    return {
        "party": language.party(line.party),
        "share": 100 * line.share,
        "first": first,
        "met": line.share >= line.required,
        "said": points(100 * line.share, language, estimate=line.estimate),
        "said_first": points(first, language),
    }


def _bars(values: list[dict[str, object]], spending: Spending, language: Language) -> Drawing:
    height = _ROW * len(values)
    base = alt.Chart(alt.NamedData("spending")).encode(
        y=_rows(values), tooltip=_tooltip(spending, language)
    )
    colour = alt.condition("datum.met", alt.value(BLUE), alt.value(VERMILION))
    bars = base.mark_bar(height={"band": 0.66}).encode(
        x=_share_axis(values, spending, language), color=colour
    )
    dots = base.mark_circle(size=42, opacity=1, color=INK, stroke="white", strokeWidth=1).encode(
        x=alt.X("first:Q")
    )
    beside = base.transform_calculate(label="max(datum.share, datum.first || 0)").encode(
        x=alt.X("label:Q"), text="said:N"
    )
    halo = beside.mark_text(align="left", dx=7, fontSize=11, stroke="white", strokeWidth=4)
    said = beside.mark_text(align="left", dx=7, fontSize=11, color=INK)
    guide, name = _guideline(spending, height, language)
    layers = alt.layer(bars, guide, halo, dots, said, name)
    return drawn(layers.properties(width=_WIDTH, height=height))


def _rows(values: list[dict[str, object]]) -> alt.Y:
    axis = alt.Axis(
        title=None,
        labelColor=INK,
        labelFontSize=12,
        ticks=False,
        domain=False,
        minExtent=_MARGIN,
        maxExtent=_MARGIN,
    )
    return alt.Y("party:N", sort=[str(value["party"]) for value in values], axis=axis)


def _share_axis(values: list[dict[str, object]], spending: Spending, language: Language) -> alt.X:
    shares = [value[name] for value in values for name in ("share", "first")]
    ends = [share for share in shares if isinstance(share, float)]
    end = 1.08 * max(*ends, 100 * spending.aims[0].share)
    axis = alt.Axis(
        title=language.text("chart.spending.axis"), format=NUMBER_FORMAT, tickCount=6, orient="top"
    )
    return alt.X("share:Q", axis=axis, scale=alt.Scale(domain=[0, end], nice=False))


def _guideline(spending: Spending, height: int, language: Language) -> tuple[alt.Chart, alt.Chart]:
    """Return the line of the guideline, and its name at the foot of it."""
    aim = spending.aims[0]
    at = alt.datum(100 * aim.share)
    rule = alt.Chart(inline([{}])).mark_rule(color=INK, strokeWidth=1.4, strokeDash=[5, 3])
    words = language.text("chart.spending.guideline", share=guideline_words(aim, language))
    name = alt.Chart(inline([{"words": words}])).mark_text(
        align="left", baseline="bottom", dx=5, dy=-3, fontSize=11, color=QUIET
    )
    return rule.encode(x=at), name.encode(x=at, y=alt.value(height), text="words:N")


def _tooltip(spending: Spending, language: Language) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("party:N", title=language.text("defence.column.member")),
        alt.Tooltip("said:N", title=str(spending.year)),
        alt.Tooltip("said_first:N", title=language.text("chart.spending.axis")),
    ]
