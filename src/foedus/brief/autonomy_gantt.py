"""The programme as a Gantt chart: each line from its first payment to its last delivery."""

from __future__ import annotations

import altair as alt
import polars as pl

from foedus.brief.autonomy_frame import MARGIN, named_rows, years_axis
from foedus.brief.autonomy_words import AutonomyWords
from foedus.brief.pictures.frame import INK, WIDTH, Drawing, Picture, Said, drawn, key, stacked
from foedus.brief.pictures.worded_frame import framed

_ROWS, _ROW = 26, 24
_WIDTH = WIDTH - 140
_LINE_OF_KEY = 3
"""So many meanings of colours stand in a line."""

# Okabe and Ito, Color Universal Design (2008), and three more that stay apart from them.
_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#6b4c9a", "#8c6d31",
            "#4d4d4d", "#a3123a")  # fmt: skip


def draw_gantt(words: AutonomyWords) -> Picture:
    """Return the picture of the programme; it has at least one order."""
    lines = _lines(words)
    shown = lines[:_ROWS]
    targets = _in_order([str(line["target"]) for line in shown], words)
    shown.sort(key=lambda line: (targets.index(str(line["target"])), -float(str(line["cost"]))))
    colour = {target: _COLOURS[n % len(_COLOURS)] for n, target in enumerate(targets)}
    bars = [bar | {"colour": colour[str(line["target"])]} for line in shown for bar in _bars(line)]
    language = words.language
    left = len(lines) - len(shown)
    notes = [language.count("chart.autonomy.gantt-left", left)] if left else []
    said = Said(_finding(lines, words), language.text("chart.autonomy.gantt-about"), notes)
    meanings = [(colour[target], target) for target in targets]
    keys = [
        key(meanings[n : n + _LINE_OF_KEY], at=-MARGIN)
        for n in range(0, len(meanings), _LINE_OF_KEY)
    ]
    return framed(
        stacked(*keys, _drawing([str(line["name"]) for line in shown], words), spacing=6),
        words,
        name="autonomy-programme",
        said=said,
        data={"bars": bars, "lines": shown},
        margin=MARGIN,
    )


def _lines(words: AutonomyWords) -> list[dict[str, object]]:
    """Return the lines of the programme, the dearest first, with their runs of orders."""
    place = {month: n for n, month in enumerate(words.months())}
    own = words.autonomy.programme.with_columns(
        pl.col("paid", "arrives").replace_strict(place, return_dtype=pl.Int64)
    )
    total = own.group_by("line", "item").agg(pl.col("value").sum(), pl.col("quantity").sum())
    return [
        {
            "name": f"{row['line']}",
            "target": _target(row["item"], words),
            "cost": row["value"],
            "said": words.amount(row["value"]),
            "orders": own.filter(pl.col("line") == row["line"])
            .select("paid", "arrives")
            .unique()
            .sort("paid")
            .rows(),
            "end": own.filter(pl.col("line") == row["line"])["arrives"].max(),
        }
        for row in total.sort(["value", "line"], descending=[True, False]).to_dicts()
    ]


def _in_order(names: list[str], words: AutonomyWords) -> list[str]:
    """Return the targets that lines serve in the order of the case, the same in any language."""
    order = [words.capability(key) for key in words.targets()]
    several = [name for name in dict.fromkeys(names) if name not in order]
    return [*(name for name in order if name in names), *several]


def _target(item: str, words: AutonomyWords) -> str:
    """Return the target that an item serves, as far as the page knows it."""
    served = words.served(item)
    if len(served) == 1:
        return words.capability(served[0])
    return words.language.text("chart.autonomy.several") if served else words.item(item)


def _bars(line: dict[str, object]) -> list[dict[str, object]]:
    """Return pale bars from payment to delivery, and full ones over the months of delivery."""
    orders: list[tuple[int, int]] = line["orders"]  # type: ignore[assignment]
    runs: list[list[tuple[int, int]]] = []
    for order in orders:
        if runs and order[0] - runs[-1][-1][0] <= 1:
            runs[-1].append(order)
        else:
            runs.append([order])
    bars: list[dict[str, object]] = []
    for run in runs:
        paid, first, last = run[0][0], run[0][1], run[-1][1]
        bars.append({"name": line["name"], "from": paid, "to": first, "strength": 0.35})
        bars.append({"name": line["name"], "from": first, "to": last + 1, "strength": 1.0})
    return bars


def _finding(lines: list[dict[str, object]], words: AutonomyWords) -> str:
    programme = words.autonomy.programme
    return words.language.count(
        "chart.autonomy.gantt",
        len(lines),
        total=words.amount(float(programme["value"].sum())),
        month=words.language.month(str(programme["arrives"].max())),
    )


def _drawing(order: list[str], words: AutonomyWords) -> Drawing:
    rows = named_rows("name", order)
    bars = (
        alt.Chart(alt.NamedData("bars"))
        .mark_bar(height={"band": 0.62})
        .encode(
            x=years_axis(words, "from:Q", _WIDTH),
            x2="to:Q",
            y=rows,
            color=alt.Color("colour:N", scale=None, legend=None),
            opacity=alt.Opacity("strength:Q", scale=None, legend=None),
        )
    )
    said = (
        alt.Chart(alt.NamedData("lines"))
        .mark_text(align="left", dx=5, fontSize=11, color=INK)
        .encode(x=alt.value(_WIDTH), y=rows, text="said:N")
    )
    layers = alt.layer(bars, said)
    return drawn(layers.properties(width=_WIDTH, height=_ROW * len(order)))
