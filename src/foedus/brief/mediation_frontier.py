"""The frontier: texts that cannot be bettered for one party without loss to another."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import cycle

import altair as alt

from foedus.brief.mediation_frame import COLOURS, SHAPES, texts_key
from foedus.brief.mediation_words import DisputeWords, Text, text_meaning
from foedus.brief.pictures.frame import (
    INK,
    NUMBER_FORMAT,
    PALE_BLUE,
    WIDTH,
    Drawing,
    Picture,
    Said,
    drawn,
    inline,
    stacked,
)
from foedus.brief.pictures.worded_frame import framed
from foedus.results.mediation import Mediation, Point

MOST_PARTIES = 12
"""Of more parties the lines cannot be told apart."""

_MOST_LINES = 400
_GREY = "#b3bdc6"
_MARGIN, _HEIGHT = 60, 380
_WIDTH = WIDTH - _MARGIN


def frontier_drawn(mediation: Mediation, words: DisputeWords) -> tuple[Point, ...]:
    """Return the points that the picture draws: the frontier, else sampled ones; or none."""
    points = mediation.frontier or mediation.points
    count = len(words.dispute.parties)
    return points if 2 <= count <= MOST_PARTIES else ()


def draw_frontier(mediation: Mediation, texts: Sequence[Text], words: DisputeWords) -> Picture:
    """Return the picture of the frontier: dots for two parties, lines for more.

    ``frontier_drawn`` has at least one point.
    """
    points, two = frontier_drawn(mediation, words), len(words.dispute.parties) == 2
    draw, about = (_scatter, "two") if two else (_lines, "many")
    text = words.language.text
    sampled = _sampled(mediation)
    notes = [text("chart.mediation.frontier-sampled")] if sampled else []
    return framed(
        stacked(_legend(points, texts, words), draw(points, texts, words), spacing=10),
        words,
        name="mediation-frontier",
        said=Said(
            words.language.count(
                f"chart.mediation.frontier{'-part' if sampled else ''}", len(points)
            ),
            text(f"chart.mediation.frontier-{about}"),
            notes,
        ),
        data={},
        margin=_MARGIN,
    )


def _sampled(mediation: Mediation) -> bool:
    """Say whether there are other texts on the frontier than those that are known."""
    partial = any(one.kind.startswith("frontier.") for one in mediation.findings)
    return partial or not mediation.frontier


def _legend(points: Sequence[Point], texts: Sequence[Text], words: DisputeWords) -> Drawing:
    text = words.language.text
    looks = {bool(point.blocked) for point in points}
    entries = [
        (colour, "circle", text(f"chart.mediation.key-{name}"))
        for blocked, colour, name in ((False, PALE_BLUE, "open"), (True, _GREY, "blocked"))
        if blocked in looks
    ]
    marks = zip(cycle(COLOURS), cycle(SHAPES), texts, strict=False)
    entries += [(colour, shape, text_meaning(one, words)) for colour, shape, one in marks]
    return texts_key(entries, at=-_MARGIN)


def _thinned(points: Sequence[Point]) -> list[Point]:
    """Return at most so many points, evenly spread over their order."""
    step = -(-len(points) // _MOST_LINES)
    return list(points[::step])


def _colour(point: Point) -> str:
    return _GREY if point.blocked else PALE_BLUE


def _scatter(points: Sequence[Point], texts: Sequence[Text], words: DisputeWords) -> Drawing:
    first, second = (party.name for party in words.dispute.parties)
    dots = [
        {
            "x": point.utilities[first],
            "y": point.utilities[second],
            "colour": _colour(point),
            "said": words.text(point.outcome),
        }
        for point in sorted(points, key=lambda point: not point.blocked)
    ]
    marks = [
        {
            "x": one.settlements[0].utilities[first],
            "y": one.settlements[0].utilities[second],
            "letter": one.letter,
            "colour": COLOURS[n % len(COLOURS)],
            "shape": SHAPES[n % len(SHAPES)],
            "said": words.text(one.outcome),
        }
        for n, one in enumerate(texts)
    ]
    x, y = _axis("x", words.party(first), alt.X), _axis("y", words.party(second), alt.Y)
    layers = [*_reservations(words), _dots(dots, x, y), *_named(marks)]
    return drawn(alt.layer(*layers).properties(width=_WIDTH, height=_HEIGHT))


def _axis(field: str, title: str, channel: type[alt.X] | type[alt.Y]) -> alt.X | alt.Y:
    axis = alt.Axis(title=title, format=NUMBER_FORMAT, tickCount=6)
    return channel(f"{field}:Q", axis=axis, scale=alt.Scale(domain=[0, 1], nice=False))


def _dots(dots: list[dict[str, object]], x: alt.X | alt.Y, y: alt.X | alt.Y) -> alt.Chart:
    drawing: alt.Chart = (
        alt.Chart(inline(dots))
        .mark_circle(size=60, opacity=1, stroke="white", strokeWidth=0.5)
        .encode(
            x=x,
            y=y,
            color=alt.Color("colour:N", scale=None, legend=None),
            tooltip=[alt.Tooltip("said:N", title=" ")],
        )
    )
    return drawing


def _named(marks: list[dict[str, object]]) -> tuple[alt.Chart, alt.Chart]:
    """Return the marks of the settlements, and their letters beside them."""
    base = alt.Chart(inline(marks)).encode(x=alt.X("x:Q"), y=alt.Y("y:Q"))
    shapes = base.mark_point(filled=True, size=140, opacity=1, stroke="white").encode(
        color=alt.Color("colour:N", scale=None, legend=None),
        shape=alt.Shape("shape:N", scale=None, legend=None),
        tooltip=[alt.Tooltip("said:N", title=" ")],
    )
    letters = base.mark_text(align="left", dx=10, fontSize=13, fontWeight="bold", color=INK)
    return shapes, letters.encode(text="letter:N")


def _reservations(words: DisputeWords) -> list[alt.Chart]:
    """Return the reservations of two parties as dashed lines; of a party without a veto none."""
    rules = []
    for place, party in enumerate(words.dispute.parties):
        if not party.veto:
            continue
        at = alt.datum(party.reservation)
        rule = alt.Chart(inline([{}])).mark_rule(color=INK, strokeDash=[5, 3], strokeWidth=1)
        rules.append(rule.encode(x=at) if place == 0 else rule.encode(y=at))
    return rules


def _lines(points: Sequence[Point], texts: Sequence[Text], words: DisputeWords) -> Drawing:
    order = [words.party(party.name) for party in words.dispute.parties]
    thin = [
        {"line": n, "party": words.party(party), "utility": worth, "colour": _colour(point)}
        for n, point in enumerate(sorted(_thinned(points), key=lambda point: not point.blocked))
        for party, worth in point.utilities.items()
    ]
    thick = [
        {"line": one.letter, "party": words.party(party), "utility": worth,
         "colour": COLOURS[n % len(COLOURS)], "shape": SHAPES[n % len(SHAPES)]}
        for n, one in enumerate(texts)
        for party, worth in one.settlements[0].utilities.items()
    ]  # fmt: skip
    title = words.language.text("chart.mediation.utility-axis")
    x = alt.X("party:N", sort=order, axis=alt.Axis(title=None, labelAngle=-30, labelLimit=320))
    y = _axis("utility", title, alt.Y)
    faint = alt.Chart(inline(thin)).mark_line(strokeWidth=1, opacity=0.6)
    bold = alt.Chart(inline(thick)).mark_line(strokeWidth=2.5)
    ends = alt.Chart(inline(thick)).mark_point(filled=True, size=80, opacity=1)
    colour = alt.Color("colour:N", scale=None, legend=None)
    layers = [
        *(part.encode(x=x, y=y, detail="line:N", color=colour) for part in (faint, bold)),
        ends.encode(x=x, y=y, color=colour, shape=alt.Shape("shape:N", scale=None, legend=None)),
        _ticks(words).encode(x=x, y=alt.Y("utility:Q")),
    ]
    return drawn(alt.layer(*layers).properties(width=_WIDTH, height=_HEIGHT))


def _ticks(words: DisputeWords) -> alt.Chart:
    values = [
        {"party": words.party(party.name), "utility": party.reservation}
        for party in words.dispute.parties
        if party.veto
    ]
    ticks: alt.Chart = alt.Chart(inline(values)).mark_tick(
        color=INK, thickness=2.5, width=26, orient="horizontal"
    )
    return ticks
