"""What a text costs each party by issue, and where it crosses a red line: what blocks."""

from __future__ import annotations

import json
from dataclasses import dataclass

import altair as alt
import numpy as np

from foedus.brief.mediation_frame import MARGIN
from foedus.brief.mediation_words import DisputeWords, text_label, texts_of
from foedus.brief.pictures.frame import INK, WIDTH, Drawing, Picture, Said, drawn
from foedus.brief.pictures.worded_frame import framed
from foedus.mediate.blockers import losses
from foedus.mediate.utility import blocks, crosses_line, index_of
from foedus.results.mediation import Mediation, Outcome

_ROW, _WIDTH, _DARK = 24, WIDTH - MARGIN, 0.55
_LEAST = 5e-4
"""A smaller cost is not written out."""

_LETTERS = 34
"""Letters of an issue's name, in all its lines."""


@dataclass(frozen=True)
class Weighed:
    """The text whose costs are drawn, and what it is called."""

    about: str
    outcome: Outcome


def weighed_text(mediation: Mediation, words: DisputeWords) -> Weighed | None:
    """Return the text whose costs are drawn: what is judged, else what would unblock, else others.

    Without a given text it is that of the least concession, where nobody agrees; else the status
    quo, else the first settlement.
    """
    text = words.language.text
    if mediation.judged is not None:
        return Weighed(text("mediation.given"), mediation.judged.outcome)
    least = next((c for c in mediation.concessions or () if c.kind == "least-total"), None)
    if least is not None and least.outcome is not None:
        return Weighed(text("chart.mediation.least-text"), least.outcome)
    if mediation.status_quo is not None:
        return Weighed(text("mediation.status-quo"), mediation.status_quo.outcome)
    texts = texts_of(mediation, words)
    return Weighed(text_label(texts[0], words.language), texts[0].outcome) if texts else None


def draw_costs(weighed: Weighed, words: DisputeWords) -> Picture:
    """Return the picture of costs: parties by issues, the darker the dearer, red lines framed."""
    dispute, language = words.dispute, words.language
    row = index_of(dispute, weighed.outcome)
    cost = losses(dispute, row)
    crossed = {
        (line.party, line.issue)
        for line in dispute.redlines
        if crosses_line(line, row[[line.issue]])[0]
    }
    top = float(cost.max()) or 1.0
    values: list[dict[str, object]] = [
        {
            "party": words.party(party.name),
            "issue": issue.name,
            "name": words.issue(issue.name),
            "cost": float(cost[p, i]),
            "said": _said(party.name, issue.name, float(cost[p, i]), words),
            "dark": bool(cost[p, i] > _DARK * top),
            "crossed": (p, i) in crossed,
        }
        for p, party in enumerate(dispute.parties)
        for i, issue in enumerate(dispute.issues)
    ]
    names = words.by_parties(
        party.name
        for party, is_blocking in zip(
            dispute.parties, blocks(dispute, row[None, :])[0], strict=True
        )
        if is_blocking
    )
    notes = [language.text("chart.mediation.costs-blocks", parties=names)] if names else []
    notes += words.signs()
    return framed(
        _cells(words, top),
        words,
        name="mediation-costs",
        said=Said(
            _finding(weighed, cost, words), language.text("chart.mediation.costs-about"), notes
        ),
        data={"costs": values},
        margin=MARGIN,
    )


def _said(party: str, issue: str, cost: float, words: DisputeWords) -> str:
    return words.own(party, words.utility(cost), issue) if cost >= _LEAST else ""


def _finding(weighed: Weighed, cost: np.ndarray, words: DisputeWords) -> str:
    language, dispute = words.language, words.dispute
    if not cost.max() > 0:
        return language.text("chart.mediation.costs-none", about=weighed.about)
    party, issue = np.unravel_index(int(cost.argmax()), cost.shape)
    return language.text(
        "chart.mediation.costs",
        about=weighed.about,
        issue=_bare(words.issue(dispute.issues[issue].name)),
        cost=words.utility(float(cost.max())),
        party=language.party(dispute.parties[party].name),
    )


def _cells(words: DisputeWords, top: float) -> Drawing:
    dispute = words.dispute
    order = [words.party(party.name) for party in dispute.parties]
    names = {issue.name: _broken(words.issue(issue.name)) for issue in dispute.issues}
    many = len(dispute.issues) > 4
    axis = alt.Axis(
        title=None,
        orient="top",
        labelAngle=-35 if many else 0,
        labelLimit=240,
        labelExpr=_label_expression(names),
        ticks=False,
        domain=False,
        labelColor=INK,
    )
    x = alt.X("issue:N", sort=[issue.name for issue in dispute.issues], axis=axis)
    scale = alt.Scale(domain=[0, top], range=["#f7f9fb", "#0b4f8a"])
    base = alt.Chart(alt.NamedData("costs")).encode(
        x=x, y=alt.Y("party:N", sort=order, axis=_party_axis()), tooltip=_tooltip(words)
    )
    cells = base.mark_rect(stroke="white", strokeWidth=1).encode(
        color=alt.Color("cost:Q", scale=scale, legend=None)
    )
    frames = base.transform_filter("datum.crossed").mark_rect(
        fillOpacity=0, stroke="#D55E00", strokeWidth=3
    )
    said = base.mark_text(fontSize=11).encode(
        text="said:N", color=alt.condition("datum.dark", alt.value("white"), alt.value(INK))
    )
    layers = alt.layer(cells, frames, said)
    return drawn(layers.properties(width=_WIDTH, height=_ROW * len(order)))


def _party_axis() -> alt.Axis:
    return alt.Axis(
        title=None, labelColor=INK, labelFontSize=11.5, labelLimit=MARGIN - 8, ticks=False,
        domain=False, minExtent=MARGIN, maxExtent=MARGIN,
    )  # fmt: skip


def _bare(name: str) -> str:
    return name.partition(" (")[0]


def _broken(name: str) -> str:
    """Return a name that is cut where it is long; what stands in brackets goes first."""
    short = _bare(name)
    return short if len(short) <= _LETTERS else short[: _LETTERS - 1].rstrip() + "…"


def _label_expression(names: dict[str, str]) -> str:
    return f"{json.dumps(names, ensure_ascii=False)}[datum.value]"


def _tooltip(words: DisputeWords) -> list[alt.Tooltip]:
    text = words.language.text
    return [
        alt.Tooltip("party:N", title=text("mediation.column.party")),
        alt.Tooltip("name:N", title=text("mediation.column.issue")),
        alt.Tooltip("said:N", title=text("mediation.column.costs")),
    ]
