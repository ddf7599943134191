"""The way from the status quo: what each text on it is worth to each party."""

from __future__ import annotations

import math
from collections.abc import Sequence

import altair as alt

from foedus.brief.mediation_frame import COLOURS
from foedus.brief.mediation_words import DisputeWords
from foedus.brief.pictures.frame import (
    NUMBER_FORMAT,
    WIDTH,
    Drawing,
    Picture,
    Said,
    drawn,
    inline,
)
from foedus.brief.pictures.worded_frame import framed
from foedus.results.mediation import Path

_MOST = 12
"""Of more parties the lines cannot be told apart."""

_LEFT, _RIGHT, _HEIGHT = 48, 210, 340
_WIDTH = WIDTH - _LEFT - _RIGHT
_BETWEEN = 15
"""Pixels between two names."""


def draw_way(path: Path, words: DisputeWords) -> Picture:
    """Return the picture of a way: a line a party; the path has at least two texts."""
    language = words.language
    parties = _shown(path, words)
    notes = []
    if len(parties) < len(words.dispute.parties):
        notes.append(language.text("chart.mediation.path-some", n=len(parties)))
    return framed(
        _lines(path, parties, words),
        words,
        name="mediation-path",
        said=Said(
            language.count("chart.mediation.path", len(path.steps) - 1),
            language.text("chart.mediation.path-about"),
            notes,
        ),
        data={},
        margin=_LEFT + 18,
    )


def _shown(path: Path, words: DisputeWords) -> list[str]:
    """Return the parties for whom most changes, in the order of the dispute."""
    moves = {
        party.name: max(values) - min(values)
        for party in words.dispute.parties
        if (values := [step.utilities[party.name] for step in path.steps])
    }
    most = set(sorted(moves, key=lambda name: -moves[name])[:_MOST])
    return [party.name for party in words.dispute.parties if party.name in most]


def _lines(path: Path, parties: list[str], words: DisputeWords) -> Drawing:
    values = [
        {
            "step": number,
            "party": words.party(party),
            "utility": step.utilities[party],
            "colour": COLOURS[n % len(COLOURS)],
            "said": words.utility(step.utilities[party]),
            "changes": words.text(step.outcome, step.changed) if number else "",
        }
        for n, party in enumerate(parties)
        for number, step in enumerate(path.steps)
    ]
    last = len(path.steps) - 1
    base = alt.Chart(inline(values)).encode(
        x=alt.X("step:Q", axis=_steps(last, words), scale=alt.Scale(domain=[0, last], nice=False)),
        y=_utilities(words),
        color=alt.Color("colour:N", scale=None, legend=None),
        detail="party:N",
        tooltip=_tooltip(words),
    )
    layers = [base.mark_line(strokeWidth=2), base.mark_circle(size=55, opacity=1)]
    return drawn(
        alt.layer(*layers, _names(path, parties, words)).properties(width=_WIDTH, height=_HEIGHT)
    )


def _steps(last: int, words: DisputeWords) -> alt.Axis:
    text = words.language.text
    labels = [text("mediation.status-quo")]
    labels += [text("chart.mediation.step", n=n) for n in range(1, last + 1)]
    shown = labels if last <= 8 else [str(n) for n in range(last + 1)]
    expression = f"[{', '.join(repr(label) for label in shown)}][datum.value]"
    return alt.Axis(title=None, values=list(range(last + 1)), labelExpr=expression, grid=False,
                    labelFlush=True)  # fmt: skip


def _utilities(words: DisputeWords) -> alt.Y:
    title = words.language.text("chart.mediation.utility-axis")
    axis = alt.Axis(title=title, format=NUMBER_FORMAT, tickCount=6, minExtent=_LEFT)
    return alt.Y("utility:Q", axis=axis, scale=alt.Scale(domain=[0, 1], nice=False))


def _names(path: Path, parties: list[str], words: DisputeWords) -> alt.Chart:
    """Return the names at the right end, moved apart where lines end close to each other."""
    ends = path.steps[-1].utilities
    places = spread([ends[party] for party in parties], _BETWEEN / _HEIGHT)
    values = [
        {
            "step": len(path.steps) - 1,
            "place": place,
            "words": f"{words.party(party)} {words.utility(ends[party])}",
            "colour": COLOURS[n % len(COLOURS)],
        }
        for n, (party, place) in enumerate(zip(parties, places, strict=True))
    ]
    names = alt.Chart(inline(values)).mark_text(align="left", dx=10, fontSize=12, limit=_RIGHT - 12)
    placed: alt.Chart = names.encode(
        x=alt.X("step:Q"),
        y=alt.Y("place:Q"),
        text="words:N",
        color=alt.Color("colour:N", scale=None, legend=None),
    )
    return placed


def spread(places: Sequence[float], between: float) -> list[float]:
    """Return places from 0 to 1 moved apart, in their order, by at least so much.

    Examples
    --------
    >>> [round(place, 2) for place in spread([0.5, 0.5, 0.1], 0.1)]
    [0.45, 0.55, 0.1]
    """
    order = sorted(range(len(places)), key=lambda n: (places[n], n))
    rising = [places[n] for n in order]
    falling = [-place for place in reversed(rising)]
    up, down = _apart(rising, between), _apart(falling, between)
    middle = [(a - b) / 2 for a, b in zip(up, reversed(down), strict=True)]
    inside = _apart([-min(place, 1.0) for place in reversed(middle)], between, least=-1.0)
    return [-inside[len(order) - 1 - order.index(n)] for n in range(len(places))]


def _apart(rising: Sequence[float], between: float, *, least: float = -math.inf) -> list[float]:
    """Return rising places, each moved up where it is too close to the one before."""
    moved: list[float] = []
    for place in rising:
        moved.append(max(place, moved[-1] + between if moved else least))
    return moved


def _tooltip(words: DisputeWords) -> list[alt.Tooltip]:
    text = words.language.text
    return [
        alt.Tooltip("party:N", title=text("mediation.column.party")),
        alt.Tooltip("said:N", title=text("mediation.column.utility")),
        alt.Tooltip("changes:N", title=text("mediation.column.changes")),
    ]
