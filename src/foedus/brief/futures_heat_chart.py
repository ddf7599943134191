"""Regrets as a heat map: whose first stage, in which scenario."""

from __future__ import annotations

import altair as alt

from foedus.brief import futures_figures as figures
from foedus.brief.futures_frame import named_rows
from foedus.brief.futures_tables import regret_cell
from foedus.brief.futures_words import SAME, FuturesWords
from foedus.brief.pictures.frame import INK, WIDTH, Drawing, Picture, Said, drawn
from foedus.brief.pictures.worded_frame import framed

_ROW, _CELL, _DARK, _MARGIN = 34, 90, 0.55, 400
_GREY = "#b9c2cb"


def draw_regrets(words: FuturesWords) -> Picture:
    """Return the picture of regrets: first stages by scenarios, the darker the more is lost."""
    plans, keys = figures.plans_of(words.futures), [f.scenario for f in words.futures.futures]
    known = [value for value in words.futures.regrets["regret"].to_list() if value is not None]
    most = max(known, default=0.0)
    values: list[dict[str, object]] = []
    for plan in plans:
        for key in keys:
            held, regret = figures.regret_of(words.futures, plan, key)
            part = 0.0 if not regret or most <= SAME else regret / most
            values.append({
                "plan": words.plan(plan), "scenario": words.letter(key), "part": part,
                "said": regret_cell(held, regret, words).text,
                "impossible": held and regret is None, "dark": part > _DARK,
            })  # fmt: skip
    about = words.language.text("chart.futures.heat-about")
    order = [words.plan(plan) for plan in plans]
    return framed(
        _cells(order, [words.letter(key) for key in keys]),
        words,
        name="futures-regrets",
        said=Said(_finding(words), about),
        data={"regrets": values},
        margin=_MARGIN,
    )


def _finding(words: FuturesWords) -> str:
    found = figures.worst(words.futures, figures.COMMON)
    if found is None or found[1] is None or found[1] <= SAME:
        return words.language.text("chart.futures.heat-none")
    return words.language.text("chart.futures.heat", regret=words.level(found[1]))


def _cells(plans: list[str], scenarios: list[str]) -> Drawing:
    axis = alt.Axis(
        title=None, orient="top", labelAngle=0, ticks=False, domain=False, labelColor=INK,
        labelFontSize=13, labelFontWeight="bold",
    )  # fmt: skip
    base = alt.Chart(alt.NamedData("regrets")).encode(
        x=alt.X("scenario:N", sort=scenarios, axis=axis),
        y=named_rows("plan", plans, margin=_MARGIN),
    )
    scale = alt.Scale(domain=[0, 1], range=["#f7f3ec", "#a63c00"])
    cells = base.mark_rect(stroke="white", strokeWidth=2).encode(
        color=alt.condition(
            "datum.impossible", alt.value(_GREY), alt.Color("part:Q", scale=scale, legend=None)
        )
    )
    said = base.mark_text(fontSize=12).encode(
        text="said:N", color=alt.condition("datum.dark", alt.value("white"), alt.value(INK))
    )
    width = min(WIDTH - _MARGIN, _CELL * len(scenarios))
    return drawn(alt.layer(cells, said).properties(width=width, height=_ROW * len(plans)))
