"""Expenditure through the years, with the terms of office behind it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Literal

import altair as alt

from foedus.brief.escape import visible
from foedus.brief.language import Language
from foedus.brief.pictures.frame import (
    BLUE,
    INK,
    NUMBER_FORMAT,
    PALE_BLUE,
    QUIET,
    WIDTH,
    Drawing,
    Picture,
    Said,
    drawn,
    key,
    stacked,
)
from foedus.brief.pictures.spending_frame import framed
from foedus.brief.spending_words import basis_words, money_words, quantity
from foedus.results.spending import Spending, TermLine, Total

_HEIGHT, _MARGIN = 300, 48
_WIDTH = WIDTH - _MARGIN
_BILLION = 1e3
"""Millions."""

_LINE, _ABOVE = 15, 46
"""Pixels of a line of names, and of what stands between them and the highest bar."""

_SLIVER = 4
"""Pixels; a narrower band has no name."""

_LABELLED = 12
"""At most so many years are written out; between them only the bars stand."""

_BANDS = ("#eef1f4", "#dfe5ea")
"""One beside the other, so that a change of office is seen without colours."""

_LETTER = 6.4
"""Pixels of a letter of a band's name, about."""


def totals_drawn(spending: Spending) -> list[Total]:
    """Return the totals of expenditure that the picture draws: at constant prices, by year."""
    rows = [t for t in spending.totals if t.measure == "expenditure" and t.scope == "all"]
    constant = [t for t in rows if t.basis.startswith("constant")]
    basis = next((t.basis for t in constant or rows), None)
    return sorted((t for t in rows if t.basis == basis), key=lambda t: t.year)


def draw_total(spending: Spending, language: Language) -> Picture:
    """Return the picture of totals: a bar a year, with who was in office behind them.

    ``totals_drawn`` has at least one total.
    """
    totals = totals_drawn(spending)
    values = [_value(total, spending, language) for total in totals]
    for value in values:
        shown = _is_labelled(value, totals)
        value["label"] = value["said"] if shown else ""
        value["label_share"] = value["said_share"] if shown else ""
    bands = _bands(spending.terms, totals[0].year, totals[-1].year, language)
    meanings = [(BLUE, language.text("defence.scope.without-USA")),
                (PALE_BLUE, language.party("USA"))]  # fmt: skip
    split = any(value["rest"] is not None for value in values)
    lines = max((int(str(band["line"])) + 1 for band in bands), default=0)
    drawing = _drawing(values, totals, lines, language)
    body = stacked(key(meanings, at=-_MARGIN), drawing, spacing=10) if split else drawing
    return framed(
        body,
        spending,
        language,
        name="spending-total",
        said=_said(spending, totals, language, banded="bands" if bands else "bare"),
        data={"totals": values, "bands": bands},
        margin=_MARGIN,
    )  # fmt: skip


def _said(
    spending: Spending,
    totals: Sequence[Total],
    language: Language,
    *,
    banded: Literal["bands", "bare"],
) -> Said:
    about, note = _about(totals, language), "levels"
    if banded == "bands":
        about, note = language.text("chart.total.bands", about=about), "no-cause"
    notes = [language.text(f"chart.total.{note}", release=spending.release)]
    return Said(_finding(spending, totals, language), about, notes)


def _finding(spending: Spending, totals: Sequence[Total], language: Language) -> str:
    shares = {t.year: t for t in spending.totals if _is_share(t, totals[0].basis)}
    first, last = totals[0], totals[-1]
    scope = language.text("defence.scope.all")
    years = {
        "first_year": first.year,
        "last_year": f"{last.year}{'e' if last.estimate else ''}",
    }
    if first.year in shares and last.year in shares:
        parts = [language.percent(shares[t.year].amount / 100, 2) for t in (first, last)]
        return language.text(
            "chart.total.finding", scope=scope, first=parts[0], last=parts[1], **years
        )
    parts = [quantity(t.amount, t.unit, language) for t in (first, last)]
    return language.text(
        "chart.total.finding-amount", scope=scope, first=parts[0], last=parts[1], **years
    )


def _is_labelled(value: dict[str, object], totals: Sequence[Total]) -> bool:
    step = -(-len(totals) // _LABELLED)
    return (totals[-1].year - int(str(value["year"]))) % step == 0


def _is_share(total: Total, basis: str) -> bool:
    return (total.scope, total.measure, total.basis) == ("all", "share_of_gdp", basis)


def _about(totals: Sequence[Total], language: Language) -> str:
    return language.text(
        "chart.total.about",
        unit=money_words("billion", totals[0].unit.partition(" ")[2], language),
        basis=basis_words(totals[0].basis, language),
    )


def _value(total: Total, spending: Spending, language: Language) -> dict[str, object]:
    same = {
        (t.scope, t.measure): t
        for t in spending.totals
        if t.year == total.year and t.basis == total.basis
    }
    rest, share = same.get(("without-USA", "expenditure")), same.get(("all", "share_of_gdp"))
    amount = total.amount / _BILLION
    return {
        "year": total.year,
        "from": total.year + 0.14,
        "to": total.year + 0.86,
        "middle": total.year + 0.5,
        "amount": amount,
        "rest": rest.amount / _BILLION if rest else None,
        "bottom": rest.amount / _BILLION if rest else amount,
        "said": language.number(amount, 0),
        "said_share": language.percent(share.amount / 100, 2) if share else "",
        "said_rest": language.number(rest.amount / _BILLION, 0) if rest else "–",
        "when": f"{total.year}{'e' if total.estimate else ''}",
        "members": len(total.members),
    }


def _bands(
    terms: Sequence[TermLine], first: int, last: int, language: Language
) -> list[dict[str, object]]:
    """Return who was in office from when to when, as years with their part of a year."""
    own = {(t.office, t.person, t.since): t for t in terms if t.party is None}
    found: list[dict[str, object]] = []
    for term in sorted(own.values(), key=lambda t: t.since):
        start = max(_place(term.since), float(first))
        end = min(_place(term.until) if term.until else last + 1.0, last + 1.0)
        if end > start:
            person = visible(term.person) or language.text("defence.no-name")
            said = f"{person}, {language.date(term.since)}"
            fill = _BANDS[len(found) % 2]
            found.append({"from": start, "to": end, "person": person, "fill": fill, "said": said})
    return _named(found, last + 1 - first, last + 1.0)


def _named(bands: list[dict[str, object]], years: int, end: float) -> list[dict[str, object]]:
    """Say where each name stands: in the first line in which it covers no other name.

    A name that would leave the picture ends where its band ends; a sliver has none.
    """
    year = _WIDTH / years
    taken: list[float] = []
    named = []
    for band in bands:
        start, stop = float(str(band["from"])), float(str(band["to"]))
        if (stop - start) * year < _SLIVER:
            named.append({**band, "person": "", "anchor": start, "fits": True, "line": 0})
            continue
        length = (len(str(band["person"])) * _LETTER + 10) / year
        fits = start + length <= end
        left = start if fits else stop - length
        line = next((n for n, until in enumerate(taken) if until <= left), len(taken))
        taken[line : line + 1] = [left + length]
        named.append({**band, "anchor": start if fits else stop, "fits": fits, "line": line})
    return named


def _place(day: date) -> float:
    return day.year + (day.timetuple().tm_yday - 1) / 366


def _drawing(
    values: list[dict[str, object]], totals: Sequence[Total], lines: int, language: Language
) -> Drawing:
    scale = alt.Scale(domain=[totals[0].year, totals[-1].year + 1], nice=False)
    x = alt.X("from:Q", axis=_year_axis(values, totals), scale=scale)
    fills, names = _behind(x)
    base = alt.Chart(alt.NamedData("totals")).encode(x=x, x2="to:Q", tooltip=_tooltip(language))
    lower = base.mark_rect(color=BLUE).encode(y=alt.Y("bottom:Q"), y2=alt.datum(0))
    upper = base.mark_rect(color=PALE_BLUE).encode(y=_amount_axis(totals, lines), y2="bottom:Q")
    middle = alt.Chart(alt.NamedData("totals")).encode(x=alt.X("middle:Q"), y=alt.Y("amount:Q"))
    said = middle.mark_text(
        dy=alt.expr("datum.label_share ? -20 : -7"), fontSize=12, color=INK
    ).encode(text="label:N")
    share = middle.mark_text(dy=-7, fontSize=11, color=QUIET).encode(text="label_share:N")
    layers = alt.layer(fills, upper, lower, said, share, names)
    return drawn(layers.properties(width=_WIDTH, height=_HEIGHT))


def _year_axis(values: list[dict[str, object]], totals: Sequence[Total]) -> alt.Axis:
    """Return the years, each with the number of its members below it."""
    shown = [value for value in values if _is_labelled(value, totals)]
    labels = {f"{v['middle']}": [str(v["when"]), str(v["members"])] for v in shown}
    return alt.Axis(
        title=None,
        values=[int(str(value["year"])) + 0.5 for value in shown],
        grid=False,
        ticks=False,
        labelExpr=f"{json.dumps(labels)}['' + datum.value]",
        labelAngle=0,
        labelFontSize=12,
    )


def _amount_axis(totals: Sequence[Total], lines: int) -> alt.Y:
    room = 1 - (_LINE * lines + _ABOVE) / _HEIGHT
    top = max(total.amount for total in totals) / _BILLION / max(room, 0.3)
    axis = alt.Axis(
        title=None,
        format=NUMBER_FORMAT,
        tickCount=5,
        domain=False,
        minExtent=_MARGIN,
        maxExtent=_MARGIN,
    )
    return alt.Y("amount:Q", scale=alt.Scale(domain=[0, top], nice=False), axis=axis)


def _behind(x: alt.X) -> tuple[alt.Chart, alt.Chart]:
    """Return the bands of the terms of office, and the names on them."""
    bands = alt.Chart(alt.NamedData("bands"))
    fills = bands.mark_rect().encode(
        x=x,
        x2="to:Q",
        color=alt.Color("fill:N", scale=None, legend=None),
        tooltip=[alt.Tooltip("said:N", title=" ")],
    )
    names = bands.mark_text(
        baseline="top",
        fontSize=12,
        color=QUIET,
        align=alt.expr("datum.fits ? 'left' : 'right'"),
        dx=alt.expr("datum.fits ? 5 : -3"),
        dy=alt.expr(f"5 + {_LINE} * datum.line"),
    )
    return fills, names.encode(x=alt.X("anchor:Q"), y=alt.value(0), text="person:N")


def _tooltip(language: Language) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("when:N", title=language.text("defence.column.year")),
        alt.Tooltip("said:N", title=language.text("defence.scope.all")),
        alt.Tooltip("said_rest:N", title=language.text("defence.scope.without-USA")),
        alt.Tooltip("members:Q", title=language.text("defence.column.members")),
    ]
