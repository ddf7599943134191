"""The pictures of an ensemble: coverage month by month as a fan, and what matters most."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator, Mapping
from pathlib import Path

import altair as alt
import polars as pl

from foedus.brief.ensemble_facts import matters_fact, met_fact
from foedus.brief.ensemble_report import ensemble_report
from foedus.brief.ensemble_words import EnsembleWords, Need
from foedus.brief.markup import safe
from foedus.brief.pictures.frame import (
    BLUE,
    INK,
    PALE_BLUE,
    VERMILION,
    Drawing,
    Picture,
    Said,
    Values,
    beside,
    config,
    drawn,
    footnote,
    inline,
    key,
    quickly,
    stacked,
    title,
)
from foedus.brief.pictures.render import save, svg
from foedus.brief.report_page import to_html

_WIDTH, _HEIGHT, _EXTENT, _NAMES = 330, 90, 36, 230
_BARS = 15
"""So many uncertainties have a bar."""

WIDE, NARROW = "#d6e8f5", PALE_BLUE
"""Of the 5–95 % band and of the 25–75 % band."""


def draw_ensemble(words: EnsembleWords) -> list[Picture]:
    """Return the pictures that an ensemble allows: the fan, and what matters most."""
    with quickly():
        return list(_pictures(words))


def write_ensemble_charts(words: EnsembleWords, folder: Path) -> list[Path]:
    """Write the pictures and return the files.

    Parameters
    ----------
    words : EnsembleWords
    folder : Path
        Made where it is absent; gets ``ensemble-coverage`` and, where importance is known,
        ``ensemble-importance``, each as ``.png``, ``.svg`` and ``.html``.

    Returns
    -------
    list of Path
    """
    folder.mkdir(parents=True, exist_ok=True)
    pictures = draw_ensemble(words)
    return [file for picture in pictures for file in save(picture, folder, words.language)]


def ensemble_page(words: EnsembleWords) -> str:
    """Return the page as HTML, its pictures before its tables; it fetches nothing."""
    figures = "".join(map(_figure, draw_ensemble(words)))
    head, main, rest = to_html(ensemble_report(words)).partition("<main>")
    return f"{head}{main}{figures}{rest}"


def _figure(picture: Picture) -> str:
    data = b64encode(svg(picture).encode()).decode("ascii")
    return (
        f'<figure><img src="data:image/svg+xml;base64,{data}" alt="{safe(picture.alt)}"></figure>'
    )


def _pictures(words: EnsembleWords) -> Iterator[Picture]:
    if not words.ensemble.coverage.is_empty():
        yield draw_fan(words)
    if not words.reason():
        yield draw_importance(words)


def draw_fan(words: EnsembleWords) -> Picture:
    """Return coverage over the months, a panel a need: median and two bands of the draws."""
    text, needs = words.language.text, words.needs()
    values = [value for n, need in enumerate(needs) for value in _fan(n, need, words)]
    panels = [_panel(n, words.need(need), words) for n, need in enumerate(needs)]
    pairs = [beside(*panels[n : n + 2], spacing=30) for n in range(0, len(panels), 2)]
    colours = ((WIDE, "wide"), (NARROW, "narrow"), (BLUE, "median"))
    meanings = [(colour, text(f"chart.ensemble.{part}")) for colour, part in colours]
    return _framed(
        stacked(key(meanings, at=-_EXTENT), *pairs, spacing=12),
        words,
        name="ensemble-coverage",
        said=Said(_met(words), text("chart.ensemble.coverage-about")),
        data={"fan": values},
        margin=_EXTENT,
    )


def _met(words: EnsembleWords) -> str:
    some, met = words.of_some(), met_fact(words)
    if some is None:
        return words.language.text("chart.ensemble.met", met=met)
    return words.language.count("chart.ensemble.met-of", some, met=met)


def _fan(panel: int, need: Need, words: EnsembleWords) -> Values:
    place = {month: n for n, month in enumerate(words.months())}
    wide = words.covered(need).pivot(on="quantile", index="month", values="covered")
    return [
        {"panel": panel, "at": place[row["month"]], "low": row["0.05"], "lower": row["0.25"],
         "median": row["0.5"], "upper": row["0.75"], "high": row["0.95"]}
        for row in wide.iter_rows(named=True)
    ]  # fmt: skip


def _panel(panel: int, heading: str, words: EnsembleWords) -> Drawing:
    base = alt.Chart(alt.NamedData("fan")).transform_filter(f"datum.panel == {panel}")
    x, y = _months_axis(words), alt.Scale(domain=[0, 1], nice=False)
    sign = words.language.percent(0).removeprefix("0")
    axis = alt.Axis(
        title=None, labelExpr=f"datum.value * 100 + '{sign}'", values=[0, 0.5, 1], domain=False,
        minExtent=_EXTENT, maxExtent=_EXTENT,
    )  # fmt: skip
    bands = [
        base.mark_area(color=colour, interpolate="monotone").encode(
            x=x, y=alt.Y(f"{low}:Q", axis=axis, scale=y), y2=f"{high}:Q"
        )
        for colour, low, high in ((WIDE, "low", "high"), (NARROW, "lower", "upper"))
    ]
    look = {"color": BLUE, "size": 12, "filled": True}
    line = base.mark_line(
        color=BLUE, strokeWidth=2.2, interpolate="monotone", point=look
    ).encode(x=x, y=alt.Y("median:Q", axis=axis, scale=y))  # fmt: skip
    named = alt.TitleParams(heading, anchor="start", fontSize=12, offset=5, limit=_WIDTH)
    return drawn(alt.layer(*bands, line).properties(width=_WIDTH, height=_HEIGHT, title=named))


def _months_axis(words: EnsembleWords) -> alt.X:
    """Return months from 0 on as an axis that names some of them."""
    months = words.months()
    step = max(1, -(-len(months) // 6))
    shown = list(range(0, len(months), step))
    labels = {n: words.language.short_month(months[n]) for n in shown}
    axis = alt.Axis(
        title=None, values=shown, labelExpr=f"{json.dumps(labels)}[datum.value]", domain=False,
        labelFlush=False,
    )  # fmt: skip
    domain = [0, max(1, len(months) - 1)]
    return alt.X("at:Q", axis=axis, scale=alt.Scale(domain=domain, nice=False))


def draw_importance(words: EnsembleWords) -> Picture:
    """Return a bar for each uncertainty: how much it moves the level, with its margin."""
    rows = words.ensemble.importance.filter(pl.col("delta").is_not_null()).head(_BARS)
    values: Values = [
        {"name": words.uncertainty(row["uncertainty"]), "delta": row["delta"],
         "low": max(0.0, row["delta"] - (row["delta_margin"] or 0.0)),
         "high": row["delta"] + (row["delta_margin"] or 0.0)}
        for row in rows.iter_rows(named=True)
    ]  # fmt: skip
    order = [str(value["name"]) for value in values]
    axis = alt.Axis(
        title=None, labelColor=INK, labelFontSize=11.5, labelLimit=_NAMES - 8, ticks=False,
        domain=False, minExtent=_NAMES, maxExtent=_NAMES,
    )  # fmt: skip
    base = alt.Chart(alt.NamedData("importance")).encode(y=alt.Y("name:N", sort=order, axis=axis))
    x = alt.X(
        "delta:Q", title=words.language.text("chart.ensemble.delta"), axis=alt.Axis(tickCount=6)
    )
    bars = base.mark_bar(color=BLUE, height=13).encode(x=x)
    margins = base.mark_rule(color=INK, strokeWidth=1.2).encode(x="low:Q", x2="high:Q")
    chance = (
        alt.Chart(inline([{"noise": words.noise()}]))
        .mark_rule(color=VERMILION, strokeDash=[4, 3], strokeWidth=1.4)
        .encode(x="noise:Q")
    )
    chart = alt.layer(bars, margins, chance).properties(width=520, height=alt.Step(22))
    return _framed(
        drawn(chart),
        words,
        name="ensemble-importance",
        said=Said(
            _sentence(matters_fact(words)), words.language.text("chart.ensemble.importance-about")
        ),
        data={"importance": values},
        margin=_NAMES,
    )


def _sentence(fact: str) -> str:
    return fact[:1].upper() + fact[1:]


def _framed(
    body: Drawing,
    words: EnsembleWords,
    *,
    name: str,
    said: Said,
    data: Mapping[str, Values],
    margin: int,
) -> Picture:
    """Return a picture of a drawing: finding above, evidence and guard rail below."""
    description = f"{said.finding}. {said.about}"
    lines = [*said.notes, *words.evidence_lines()]
    spec = {
        "description": description,
        "title": title(said),
        "datasets": dict(data),
        "config": config(words.language),
        **stacked(body, footnote(lines, -margin), spacing=14),
    }
    return Picture(name, said.finding, description, json.dumps(spec, ensure_ascii=False))
