"""What all pictures share: the finding as title, the evidence as footnote, colours and numbers."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeAlias

import altair as alt
from altair.utils import schemapi

from foedus.brief.evidence import evidence_lines
from foedus.brief.language import Language
from foedus.results.plan import Plan

Drawing: TypeAlias = dict[str, object]
"""A part of a picture, as Vega-Lite."""
Values: TypeAlias = Sequence[dict[str, object]]

FONT = "Arial, Helvetica, Liberation Sans, DejaVu Sans, sans-serif"
INK, QUIET, FAINT = "#1b2733", "#55626f", "#d3d9df"
# Okabe and Ito, Color Universal Design (2008): told apart with any kind of colour vision.
BLUE, VERMILION, SAND, PALE_BLUE = "#0072B2", "#D55E00", "#F0D9A6", "#8fc1e3"
WIDTH = 780
"""Of the drawing, in pixels."""

NUMBER_FORMAT = ",.6~f"
_TITLE_LETTERS, _NOTE_LETTERS = 76, 132


@dataclass(frozen=True)
class Picture:
    """A finished picture, not yet rendered.

    Parameters
    ----------
    name : str
        Stem of its files.
    title : str
        The finding.
    alt : str
        What is seen, for those who do not see it.
    spec : str
        Vega-Lite, as JSON.
    """

    name: str
    title: str
    alt: str
    spec: str


@dataclass(frozen=True)
class Said:
    """What a picture says in words.

    Parameters
    ----------
    finding : str
        One sentence; the title.
    about : str
        What is drawn, and in which unit.
    notes : sequence of str
        What must be known to read it; stands first under it.
    """

    finding: str
    about: str
    notes: Sequence[str] = ()


def framed(
    body: Drawing,
    plan: Plan,
    language: Language,
    *,
    name: str,
    said: Said,
    data: Mapping[str, Values],
    margin: int = 0,
) -> Picture:
    """Return a picture of a drawing: title above, evidence and guard rail below.

    Parameters
    ----------
    body : dict
        The drawing, as Vega-Lite (``drawn``, ``stacked``, ``beside``).
    plan : Plan
    language : Language
    name : str
        Stem of the files.
    said : Said
        The finding, what is drawn, and notes on it.
    data : mapping of str to sequence of dict
        The values of the drawing's ``NamedData``; Altair would copy them at every step.
    margin : int
        Pixels that the axes take left of the drawing.
    """
    lines = evidence_lines(plan, language)
    return above(lines, body, language, name=name, said=said, data=data, margin=margin)


def above(
    evidence: Sequence[str],
    body: Drawing,
    language: Language,
    *,
    name: str,
    said: Said,
    data: Mapping[str, Values],
    margin: int = 0,
) -> Picture:
    """Return a picture of a drawing above its notes and lines of evidence, as ``framed`` does."""
    lines = [*said.notes, *evidence]
    description = f"{said.finding}. {said.about}"
    spec = {
        "description": description,
        "title": title(said),
        "datasets": dict(data),
        "config": config(language),
        **stacked(body, footnote(lines, -margin), spacing=14),
    }
    return Picture(name, said.finding, description, json.dumps(spec, ensure_ascii=False))


@contextmanager
def quickly() -> Iterator[None]:
    """Let Altair skip its checks of every step: they cost more than the drawing.

    Examples
    --------
    >>> with quickly():
    ...     drawn(alt.Chart(alt.NamedData("asks")).mark_bar())
    {'data': {'name': 'asks'}, 'mark': {'type': 'bar'}}
    """
    with (
        schemapi.debug_mode(arg=False),
        alt.data_transformers.enable("default", consolidate_datasets=False),
    ):
        yield


def inline(values: Values) -> alt.InlineData:
    """Return a few values as data of their own."""
    return alt.InlineData(list(values))


def drawn(chart: alt.Chart | alt.LayerChart | alt.FacetChart) -> Drawing:
    """Return a chart as a part of a picture."""
    spec = chart.to_dict(validate=False)
    return {name: part for name, part in spec.items() if name not in {"$schema", "config"}}


def stacked(*drawings: Drawing, spacing: int) -> Drawing:
    """Return drawings one below the other."""
    return {"vconcat": list(drawings), "spacing": spacing}


def beside(*drawings: Drawing, spacing: int) -> Drawing:
    """Return drawings side by side."""
    return {"hconcat": list(drawings), "spacing": spacing}


def words(lines: Sequence[str], *, size: int = 11, colour: str = QUIET, at: int = 0) -> Drawing:
    """Return lines of text as a drawing, from ``at`` pixels on."""
    mark = alt.Chart(inline([{"words": list(lines)}])).mark_text(
        align="left", baseline="top", fontSize=size, lineHeight=size + 4, color=colour, limit=0
    )
    placed = mark.encode(x=alt.value(at), y=alt.value(0), text="words:N")
    return drawn(placed.properties(width=1, height=len(lines) * (size + 4)))


def key(
    entries: Sequence[tuple[str, str]], *, at: int = 0, dots: Sequence[tuple[str, str]] = ()
) -> Drawing:
    """Return a legend in one line, from ``at`` pixels on: pairs of a colour and its meaning.

    Those of ``dots`` stand last, as dots, since dots are drawn in their colour.
    """
    start = 6 + at
    values: list[dict[str, object]] = []
    looks = [("square", 110)] * len(entries) + [("circle", 45)] * len(dots)
    for (colour, meaning), (shape, size) in zip((*entries, *dots), looks, strict=True):
        look = {"colour": colour, "shape": shape, "size": size}
        values.append({"x": start, "words": meaning, **look})
        start += 34 + round(6.2 * len(meaning))
    base = alt.Chart(inline(values)).encode(
        x=alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, WIDTH], nice=False))
    )
    marks = base.mark_point(filled=True, opacity=1).encode(
        color=alt.Color("colour:N", scale=None, legend=None),
        shape=alt.Shape("shape:N", scale=None, legend=None),
        size=alt.Size("size:Q", scale=None, legend=None),
    )
    meanings = base.mark_text(align="left", dx=10, fontSize=12, color=INK).encode(text="words:N")
    return drawn(alt.layer(marks, meanings).properties(width=WIDTH, height=16))


def title(said: Said) -> dict[str, object]:
    """Return the finding, with what is drawn below it."""
    return {
        "text": textwrap.wrap(said.finding, _TITLE_LETTERS),
        "subtitle": textwrap.wrap(said.about, _NOTE_LETTERS - 16),
        "anchor": "start",
        "frame": "bounds",
        "fontSize": 18,
        "subtitleFontSize": 12,
        "subtitlePadding": 6,
        "offset": 14,
    }


def footnote(lines: Sequence[str], at: int) -> Drawing:
    """Return the lines below a picture, broken at its width."""
    return words([part for line in lines for part in textwrap.wrap(line, _NOTE_LETTERS)], at=at)


def config(language: Language) -> dict[str, object]:
    """Return the looks that all pictures share, with the numbers of a language."""
    return {
        "background": "white",
        "font": FONT,
        "padding": 18,
        "locale": {"number": _number_locale(language)},
        "view": {"stroke": None},
        "axis": {
            "labelColor": QUIET,
            "titleColor": QUIET,
            "titleFontWeight": "normal",
            "labelFontSize": 11,
            "titleFontSize": 11,
            "gridColor": "#eceff2",
            "domainColor": FAINT,
            "tickColor": FAINT,
            "labelLimit": 220,
        },
        "legend": {
            "labelFontSize": 11,
            "titleFontSize": 11,
            "labelColor": INK,
            "titleColor": QUIET,
        },
        "title": {"color": INK, "subtitleColor": QUIET, "fontWeight": "bold"},
    }


def _number_locale(language: Language) -> dict[str, object]:
    symbols = language.locale.number_symbols["latn"]
    return {
        "decimal": symbols["decimal"],
        "thousands": symbols["group"],
        "grouping": [3],
        "currency": ["", ""],
    }
