"""Exposure by target and ally as a heat map: the darker, the more rests on one ally."""

from __future__ import annotations

import altair as alt
import polars as pl

from foedus.brief.autonomy_frame import MARGIN, named_rows
from foedus.brief.autonomy_words import LEAST, AutonomyWords
from foedus.brief.pictures.frame import INK, WIDTH, Drawing, Picture, Said, drawn
from foedus.brief.pictures.worded_frame import framed

_ALLIES, _ROW, _CELL = 14, 26, 48
_DARK = 0.5


def draw_exposure(words: AutonomyWords) -> Picture:
    """Return the picture of exposure: targets by allies, the one left out first."""
    rows = _largest(words)
    order = _allies(rows, words)
    shown = order[:_ALLIES]
    values: list[dict[str, object]] = [
        {
            "target": words.capability(row["capability"]),
            "ally": words.language.party(row["ally"]),
            "part": row["exposure"],
            "said": words.language.percent(row["exposure"]) if row["exposure"] >= LEAST else "",
            "dark": row["exposure"] > _DARK,
        }
        for row in rows.to_dicts()
        if row["ally"] in shown
    ]
    left = len(order) - len(shown)
    notes = [words.language.count("chart.autonomy.heat-left", left)] if left else []
    about = words.language.text("chart.autonomy.heat-about")
    return framed(
        _cells([words.language.party(a) for a in shown], words),
        words,
        name="autonomy-exposure",
        said=Said(_finding(rows, words), about, notes),
        data={"exposure": values},
        margin=MARGIN,
    )


def _largest(words: AutonomyWords) -> pl.DataFrame:
    """Return the largest exposure over the months by target and ally, all allies."""
    own = words.autonomy.exposure.group_by("capability", maintain_order=True).agg(
        pl.col("exposure").max()
    )
    columns = ("ally", "capability", "exposure")
    first = own.with_columns(ally=pl.lit(words.autonomy.without)).select(columns)
    return pl.concat([first, words.autonomy.allies.select(columns)])


def _allies(rows: pl.DataFrame, words: AutonomyWords) -> list[str]:
    """Return the allies on which something rests: the one left out, then by their largest."""
    weight = rows.group_by("ally").agg(pl.col("exposure").max())
    others = weight.filter(
        (pl.col("exposure") >= LEAST) & (pl.col("ally") != words.autonomy.without)
    ).sort(["exposure", "ally"], descending=[True, False])
    return [words.autonomy.without, *others["ally"]]


def _finding(rows: pl.DataFrame, words: AutonomyWords) -> str:
    own = rows.filter(pl.col("ally") == words.autonomy.without)
    top = (own if own["exposure"].max() else rows).sort("exposure", descending=True)
    row = top.row(0, named=True)
    if row["exposure"] < LEAST:
        return words.language.text("chart.autonomy.heat-none")
    return words.language.text(
        "chart.autonomy.heat",
        to_ally=words.language.party_in_sentence(row["ally"], "to"),
        capability=words.capabilities([row["capability"]]),
        part=words.part(row["exposure"]),
    )


def _cells(allies: list[str], words: AutonomyWords) -> Drawing:
    targets = [words.capability(key) for key in words.targets()]
    axis = alt.Axis(
        title=None, orient="top", labelAngle=-40, labelLimit=170, ticks=False, domain=False,
        labelColor=INK,
    )  # fmt: skip
    base = alt.Chart(alt.NamedData("exposure")).encode(
        x=alt.X("ally:N", sort=allies, axis=axis), y=named_rows("target", targets)
    )
    scale = alt.Scale(domain=[0, 1], range=["#f7f9fb", "#0b4f8a"])
    cells = base.mark_rect(stroke="white", strokeWidth=1).encode(
        color=alt.Color("part:Q", scale=scale, legend=None)
    )
    said = base.mark_text(fontSize=11).encode(
        text="said:N", color=alt.condition("datum.dark", alt.value("white"), alt.value(INK))
    )
    width = min(WIDTH - MARGIN, _CELL * max(4, len(allies)))
    return drawn(alt.layer(cells, said).properties(width=width, height=_ROW * len(targets)))
