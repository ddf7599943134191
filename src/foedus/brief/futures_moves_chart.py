"""What each scenario's plan moves: alike in all scenarios, in some, or in it alone."""

from __future__ import annotations

import altair as alt
import polars as pl

from foedus.brief import futures_figures as figures
from foedus.brief.futures_frame import MARGIN, named_rows
from foedus.brief.futures_words import FuturesWords
from foedus.brief.pictures.frame import (
    NUMBER_FORMAT,
    SAND,
    VERMILION,
    WIDTH,
    Drawing,
    Picture,
    Said,
    drawn,
    key,
    stacked,
)
from foedus.brief.pictures.worded_frame import framed

_PARTS = ("now", "later", "some", "alone")
_COLOURS = ("#0072B2", "#8fc1e3", SAND, VERMILION)
_ROW = 44


def draw_moves(words: FuturesWords) -> Picture:
    """Return the picture of moves: a bar a scenario, what is alike in all first."""
    text = words.language.text
    sums = {key: _sums(key, words) for key in (f.scenario for f in words.futures.futures)}
    values: list[dict[str, object]] = [
        {"scenario": words.scenario(key), "part": part, "value": value, "order": n}
        for key, own in sums.items()
        for n, (part, value) in enumerate(zip(_PARTS, own, strict=True))
    ]
    meanings = [
        (colour, text(f"chart.futures.part.{part}"))
        for colour, part in zip(_COLOURS, _PARTS, strict=True)
    ]
    now = words.amount(float(figures.now(words.futures)["value"].sum()))
    about = text("chart.futures.moves-about", currency=words.futures.currency)
    body = stacked(
        key(meanings, at=-MARGIN), _bars([words.scenario(key) for key in sums]), spacing=10
    )
    return framed(
        body,
        words,
        name="futures-moves",
        said=Said(text("chart.futures.moves", value=now), about),
        data={"moves": values},
        margin=MARGIN,
    )


def _sums(scenario: str, words: FuturesWords) -> tuple[float, ...]:
    own = figures.depending(words.futures).filter(pl.col("scenario") == scenario)
    alone = own.filter(pl.col("shared") == 1)
    frames = (figures.now(words.futures), figures.later(words.futures),
              own.filter(pl.col("shared") > 1), alone)  # fmt: skip
    return tuple(round(float(frame["value"].sum()), 6) for frame in frames)


def _bars(order: list[str]) -> Drawing:
    scale = alt.Scale(domain=list(_PARTS), range=list(_COLOURS))
    axis = alt.Axis(title=None, format=NUMBER_FORMAT, tickCount=5)
    bars = (
        alt.Chart(alt.NamedData("moves"))
        .mark_bar(size=24)
        .encode(
            x=alt.X("value:Q", axis=axis, stack="zero"),
            y=named_rows("scenario", order),
            color=alt.Color("part:N", scale=scale, legend=None),
            order=alt.Order("order:Q"),
        )
    )
    return drawn(bars.properties(width=WIDTH - MARGIN, height=_ROW * len(order)))
