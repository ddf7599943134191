"""What is needed, what is met, and what is missing, month by month."""

from __future__ import annotations

import json

import altair as alt
import polars as pl

from foedus.brief.language import Language
from foedus.brief.pictures.frame import (
    BLUE,
    FAINT,
    NUMBER_FORMAT,
    VERMILION,
    Drawing,
    Picture,
    Said,
    beside,
    drawn,
    framed,
    key,
    stacked,
)
from foedus.results.plan import Plan

_NEED_WIDTH, _BACKLOG_WIDTH, _HEIGHT, _MARGIN = 390, 250, 84, 62
_LABELS = 5
"""At most so many months are written under a panel."""


_LEAST = 1e-3
"""Less than this part of all that is needed is rounding, and no bar."""


def draw_coverage(plan: Plan, language: Language) -> Picture:
    """Return the picture of needs: a row a capability, met beside missing.

    The plan has at least one row of ``coverage``.
    """
    parts = plan.coverage.partition_by("party", "capability", maintain_order=True)
    values = [v for n, part in enumerate(parts) for v in _values(n, part, plan, language)]
    panels = [_row(n, part, plan, language) for n, part in enumerate(parts)]
    meanings = [
        (FAINT, language.text("chart.coverage.needed")),
        (BLUE, language.text("chart.coverage.met")),
        (VERMILION, language.text("chart.coverage.backlog")),
    ]
    body = stacked(key(meanings, at=-_MARGIN), *panels, spacing=12)
    return framed(
        body,
        plan,
        language,
        name="coverage",
        said=Said(_finding(plan, language), language.text("chart.coverage.about")),
        data={"coverage": values},
        margin=_MARGIN,
    )


def _finding(plan: Plan, language: Language) -> str:
    ends = plan.coverage.group_by("party", "capability", maintain_order=True).agg(
        pl.col("needed").sum(), pl.col("month").last(), pl.col("backlog").last()
    )
    lacking = ends.with_columns(part=pl.col("backlog") / pl.col("needed")).filter(
        pl.col("part").is_finite() & (pl.col("part") > 0.005)
    )
    if lacking.is_empty():
        return language.text("chart.coverage.all-met", month=language.month(ends["month"][0]))
    worst = lacking.sort("part", "capability", descending=[True, False]).row(0, named=True)
    return language.text(
        "chart.coverage.finding",
        capability=language.name(plan.names, "capabilities", worst["capability"]),
        month=language.month(worst["month"]),
        quantity=language.quantity(worst["backlog"], unit_of(plan, worst["capability"])),
        part=language.percent(worst["part"]),
    )


def unit_of(plan: Plan, capability: str) -> str | None:
    """Return the unit of a capability, or None where the names have none."""
    named = plan.names.filter((pl.col("table") == "capabilities") & (pl.col("id") == capability))[
        "unit"
    ]
    return None if named.is_empty() else named[0]


def _values(
    panel: int, part: pl.DataFrame, plan: Plan, language: Language
) -> list[dict[str, object]]:
    unit = unit_of(plan, part["capability"][0])
    amounts = ("needed", "met", "backlog")
    least = _LEAST * float(part["needed"].sum())
    return [
        {
            "panel": panel,
            "month": row["month"],
            "when": language.month(row["month"]),
            **{name: row[name] if row[name] > least else 0.0 for name in amounts},
            **{f"said_{name}": language.quantity(row[name], unit) for name in amounts},
        }
        for row in part.to_dicts()
    ]


def _row(panel: int, part: pl.DataFrame, plan: Plan, language: Language) -> Drawing:
    capability, unit = part["capability"][0], unit_of(plan, part["capability"][0])
    name = language.name(plan.names, "capabilities", capability)
    if plan.coverage["party"].n_unique() > 1:
        name = f"{language.party(part['party'][0])}: {name}"
    base = alt.Chart(alt.NamedData("coverage")).transform_filter(f"datum.panel == {panel}")
    months = part["month"].to_list()
    placed = base.encode(x=_month_axis(months, language), tooltip=_tooltip(language))
    heading = f"{name} ({language.unit(unit, 2)})" if unit else name
    end = language.text(
        "chart.coverage.end",
        month=language.month(months[-1]),
        quantity=language.quantity(part["backlog"][-1], unit),
    )
    return beside(_needs(placed, heading), _backlogs(placed, end), spacing=24)


def _needs(base: alt.Chart, heading: str) -> Drawing:
    needed = base.mark_bar(color=FAINT, width={"band": 0.9}).encode(y=_amount_axis("needed"))
    met = base.mark_bar(color=BLUE, width={"band": 0.5}).encode(y=_amount_axis("met"))
    title = alt.TitleParams(heading, anchor="start", frame="bounds", fontSize=13, offset=6)
    both = alt.layer(needed, met)
    return drawn(both.properties(width=_NEED_WIDTH, height=_HEIGHT, title=title))


def _backlogs(base: alt.Chart, heading: str) -> Drawing:
    bars = base.mark_bar(color=VERMILION, width={"band": 0.9}).encode(y=_amount_axis("backlog"))
    title = alt.TitleParams(heading, anchor="end", fontSize=12, fontWeight="normal", offset=6)
    return drawn(bars.properties(width=_BACKLOG_WIDTH, height=_HEIGHT, title=title))


def _amount_axis(field: str) -> alt.Y:
    return alt.Y(
        f"{field}:Q",
        axis=alt.Axis(
            title=None,
            format=NUMBER_FORMAT,
            tickCount=3,
            domain=False,
            minExtent=_MARGIN,
            maxExtent=_MARGIN,
        ),
    )


def _month_axis(months: list[str], language: Language) -> alt.X:
    step = next((n for n in (1, 3, 6, 12, 24) if len(months) / n <= _LABELS), 60)
    shown = months[::step]
    labels = json.dumps({month: language.short_month(month) for month in shown})
    axis = alt.Axis(title=None, values=shown, labelExpr=f"{labels}[datum.value]", labelAngle=0)
    return alt.X("month:O", axis=axis, scale=alt.Scale(domain=months))


def _tooltip(language: Language) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("when:N", title=language.text("chart.month")),
        alt.Tooltip("said_needed:N", title=language.text("chart.coverage.needed")),
        alt.Tooltip("said_met:N", title=language.text("chart.coverage.met")),
        alt.Tooltip("said_backlog:N", title=language.text("chart.coverage.backlog")),
    ]
