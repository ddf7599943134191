"""The gain of each party under each text, against what it gets without agreement."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import cycle

import altair as alt

from foedus.brief.mediation_frame import COLOURS, MARGIN, SHAPES, named_rows, texts_key
from foedus.brief.mediation_words import DisputeWords, Text, text_label, text_meaning
from foedus.brief.pictures.frame import (
    INK,
    NUMBER_FORMAT,
    WIDTH,
    Drawing,
    Picture,
    Said,
    drawn,
    inline,
    stacked,
)
from foedus.brief.pictures.worded_frame import framed

_ROW, _WIDTH = 24, WIDTH - MARGIN


def draw_gains(texts: Sequence[Text], words: DisputeWords) -> Picture:
    """Return the picture of gains: a row a party, a mark a text; at least one text is given."""
    values = [value for place, one in enumerate(texts) for value in _values(one, place, words)]
    order = [words.party(party.name) for party in words.dispute.parties]
    looks = zip(cycle(COLOURS), cycle(SHAPES), texts, strict=False)
    entries = [(colour, shape, text_meaning(one, words)) for colour, shape, one in looks]
    return framed(
        stacked(texts_key(entries, at=-MARGIN), _dots(values, order, words), spacing=10),
        words,
        name="mediation-gains",
        said=Said(
            _finding(texts, words),
            words.language.text("chart.mediation.gains-about"),
            words.signs() if len(texts) == 1 else [],
        ),
        data={"gains": values},
        margin=MARGIN,
    )


def _values(one: Text, place: int, words: DisputeWords) -> list[dict[str, object]]:
    gains = one.settlements[0].gains
    return [
        {
            "party": words.party(party.name),
            "gain": gains[party.name],
            "said": words.own(party.name, words.gain(gains[party.name])),
            "text": text_label(one, words.language),
            "colour": COLOURS[place % len(COLOURS)],
            "shape": SHAPES[place % len(SHAPES)],
        }
        for party in words.dispute.parties
        if party.name in gains
    ]


def _finding(texts: Sequence[Text], words: DisputeWords) -> str:
    language = words.language
    if len(texts) == 1:
        gains = texts[0].settlements[0].gains
        if not gains:
            return language.text("chart.mediation.gains")
        least, *_, most = sorted(gains, key=lambda party: gains[party]) * 2
        return language.text(
            "chart.mediation.gains-one",
            party=language.party(least),
            gain=words.gain(gains[least]),
            best=language.party(most),
            most=words.gain(gains[most]),
        )
    lows = [min(own.values()) for one in texts if (own := one.settlements[0].gains)]
    if not lows:
        return language.text("chart.mediation.gains")
    ends = {"low": words.gain(min(lows)), "high": words.gain(max(lows))}
    return language.text("chart.mediation.gains-many", **ends)


def _dots(values: list[dict[str, object]], order: list[str], words: DisputeWords) -> Drawing:
    title = words.language.text("chart.mediation.gain-axis")
    axis = alt.Axis(title=title, format=NUMBER_FORMAT, tickCount=6, orient="top")
    base = alt.Chart(alt.NamedData("gains")).encode(
        y=named_rows("party", order), x=alt.X("gain:Q", axis=axis), tooltip=_tooltip(words)
    )
    dots = base.mark_point(filled=True, size=95, opacity=0.9).encode(
        color=alt.Color("colour:N", scale=None, legend=None),
        shape=alt.Shape("shape:N", scale=None, legend=None),
    )
    rule = alt.Chart(inline([{}])).mark_rule(color=INK, strokeWidth=1.2).encode(x=alt.datum(0))
    layers = [rule, dots]
    if len({value["text"] for value in values}) == 1:
        said = base.mark_text(align="left", dx=9, fontSize=11, color=INK).encode(text="said:N")
        layers.append(said)
    return drawn(alt.layer(*layers).properties(width=_WIDTH, height=_ROW * max(1, len(order))))


def _tooltip(words: DisputeWords) -> list[alt.Tooltip]:
    text = words.language.text
    return [
        alt.Tooltip("party:N", title=text("mediation.column.party")),
        alt.Tooltip("text:N", title=text("mediation.column.text")),
        alt.Tooltip("said:N", title=text("mediation.column.gain")),
    ]
