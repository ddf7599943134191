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

_BESIDE = 46
"""Pixels that a value takes beside its bar."""


def draw_members(spending: Spending, language: Language) -> Picture:
    """Return the picture of shares: a bar a member, the highest first, with the first year's dot.

    The answer has at least one line of ``guideline``.
    """
    order = sorted(spending.guideline, key=lambda line: (-line.share, line.party))
    first_year = min((one.year for one in spending.recomputed), default=order[0].year)
    end = _end(order, spending, first_year)
    values = [_value(line, spending, first_year, end, language) for line in order]
    return framed(
        stacked(_legend(values, first_year, language), _bars(values, end, spending, language),
                spacing=10),
        spending,
        language,
        name="spending",
        said=Said(
            _finding(order, spending, language),
            _about(values, spending, first_year, language),
            _notes(order, language),
        ),
        data={"spending": values},
        margin=_MARGIN,
    )  # fmt: skip


def _legend(values: list[dict[str, object]], first_year: int, language: Language) -> Drawing:
    """Return what the colours and the dot mean, of those that are drawn."""
    drawn_colours = {bool(value["met"]) for value in values}
    meanings = [
        (colour, language.text(f"chart.spending.key-{name}"))
        for met, colour, name in ((True, BLUE, "met"), (False, VERMILION, "below"))
        if met in drawn_colours
    ]
    first = (INK, language.text("chart.spending.key-first", year=first_year))
    return key(meanings, at=-_MARGIN, dots=[first] if _has_first(values) else [])


def _has_first(values: list[dict[str, object]]) -> bool:
    return any(value["first"] is not None for value in values)


def _finding(order: list[GuidelineLine], spending: Spending, language: Language) -> str:
    if len(order) == 1:
        return _alone(order[0], guideline_words(spending.aims[0], language), language)
    met = sum(line.share >= line.required for line in order)
    estimate = any(line.estimate for line in order)
    finding = language.count(
        "chart.spending.finding" if _is_whole(order, spending) else "chart.spending.finding-asked",
        met,
        year=year_words(order[0].year, language, estimate=estimate),
        met=met,
        known=len(order),
        share=guideline_words(spending.aims[0], language),
    )
    printed = sum(line.met_as_printed is True for line in order)
    if printed == met or all(line.met_as_printed is None for line in order):
        return finding
    return language.text("chart.spending.printed", finding=finding, n=printed)


def _is_whole(order: list[GuidelineLine], spending: Spending) -> bool:
    """Say whether all members of the year with figures are drawn."""
    own = (c for c in spending.counts if (c.measure, c.year) == ("share_of_gdp", order[0].year))
    return all(count.known == len(order) for count in own)


def _alone(line: GuidelineLine, required: str, language: Language) -> str:
    return language.text(
        f"chart.spending.alone-{'met' if line.share >= line.required else 'below'}",
        party=language.party(line.party),
        year=year_words(line.year, language, estimate=line.estimate),
        share=language.percent(line.share, 2),
        required=required,
    )


def _about(
    values: list[dict[str, object]], spending: Spending, first_year: int, language: Language
) -> str:
    again = any(line.recomputed is not None for line in spending.guideline)
    about = language.text(
        "chart.spending.about" if again else "chart.spending.about-printed",
        basis=basis_words(spending.basis, language),
        release=spending.release,
    )
    if not _has_first(values):
        return about
    return language.text("chart.spending.with-first", about=about, first=first_year)


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
    line: GuidelineLine, spending: Spending, first_year: int, end: float, language: Language
) -> dict[str, object]:
    first = _first(line, spending, first_year)
    share = 100 * line.share
    return {
        "party": language.party(line.party),
        "share": share,
        "first": first,
        "met": line.share >= line.required,
        "inside": _is_inside(share, first, end),
        "said": points(share, language, estimate=line.estimate),
        "said_first": points(first, language),
    }


def _first(line: GuidelineLine, spending: Spending, first_year: int) -> float | None:
    """Return the share of the first year; None where it is not known, or is the year drawn."""
    if first_year == line.year:
        return None
    return next(
        (
            one.recomputed
            for one in spending.recomputed
            if (one.party, one.year, one.measure, one.basis)
            == (line.party, first_year, "share_of_gdp", line.basis)
        ),
        None,
    )


def _is_inside(share: float, first: float | None, end: float) -> bool:
    """Say whether a bar has its value inside: where beside it the dot would seem to be meant."""
    reach = _BESIDE * end / _WIDTH
    return first is not None and share - reach / 8 <= first <= share + reach and share > 2 * reach


def _end(order: list[GuidelineLine], spending: Spending, first_year: int) -> float:
    """Return where the axis ends, percent."""
    firsts = (_first(line, spending, first_year) for line in order)
    shares = [100 * line.share for line in order] + [first for first in firsts if first is not None]
    return 1.08 * max(*shares, 100 * spending.aims[0].share)


def _bars(
    values: list[dict[str, object]], end: float, spending: Spending, language: Language
) -> Drawing:
    height = _ROW * len(values)
    base = alt.Chart(alt.NamedData("spending")).encode(
        y=_rows(values), tooltip=_tooltip(spending, language)
    )
    colour = alt.condition("datum.met", alt.value(BLUE), alt.value(VERMILION))
    bars = base.mark_bar(height={"band": 0.66}).encode(x=_share_axis(end, language), color=colour)
    dots = base.mark_circle(size=42, opacity=1, color=INK, stroke="white", strokeWidth=1).encode(
        x=alt.X("first:Q")
    )
    beside = base.transform_filter("!datum.inside").encode(x=alt.X("share:Q"), text="said:N")
    halo = beside.mark_text(align="left", dx=7, fontSize=11, stroke="white", strokeWidth=4)
    said = beside.mark_text(align="left", dx=7, fontSize=11, color=INK)
    inside = base.transform_filter("datum.inside").encode(x=alt.X("share:Q"), text="said:N")
    within = inside.mark_text(align="right", dx=-8, fontSize=11, color="white")
    guide, name = _guideline(spending, height, language)
    layers = alt.layer(bars, guide, halo, dots, said, within, name)
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


def _share_axis(end: float, language: Language) -> alt.X:
    axis = alt.Axis(
        title=language.text("chart.spending.axis"), format=NUMBER_FORMAT, tickCount=6, orient="top"
    )
    return alt.X("share:Q", axis=axis, scale=alt.Scale(domain=[0, end], nice=False))


def _guideline(spending: Spending, height: int, language: Language) -> tuple[alt.Chart, alt.Chart]:
    """Return the line of the guideline, and its name below it, where no bar is."""
    aim = spending.aims[0]
    at = alt.datum(100 * aim.share)
    rule = alt.Chart(inline([{}])).mark_rule(color=INK, strokeWidth=1.4, strokeDash=[5, 3])
    words = language.text("chart.spending.guideline", share=guideline_words(aim, language))
    name = alt.Chart(inline([{"words": words}])).mark_text(
        align="center", baseline="top", dy=4, fontSize=11, color=QUIET
    )
    return rule.encode(x=at), name.encode(x=at, y=alt.value(height), text="words:N")


def _tooltip(spending: Spending, language: Language) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("party:N", title=language.text("defence.column.member")),
        alt.Tooltip("said:N", title=str(spending.year)),
        alt.Tooltip("said_first:N", title=language.text("chart.spending.axis")),
    ]
