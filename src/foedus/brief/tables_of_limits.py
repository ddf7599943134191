"""Tables of a plan for the terminal: lines and hubs, what holds a need, what was left out."""

from __future__ import annotations

import polars as pl
from rich.table import Table

from foedus.brief.asks import readable
from foedus.brief.escape import visible
from foedus.brief.grid import figure, grid, left, word
from foedus.brief.words import Words

_FULL = 1 - 1e-6
"""Part of a capacity from which on a month counts as full."""
_SHOWN = 15
"""Rows of "left out" on a terminal; the run's files hold all."""


def usage_table(words: Words) -> Table:
    """Return how far lines and hubs are used over the horizon, and in how many months fully."""
    language = words.language
    columns = (
        word(language.text("column.kind")),
        left(language.text("column.name")),
        figure(language.text("column.capacity")),
        figure(language.text("column.used")),
        figure("%"),
        figure(language.text("column.full-months")),
    )
    groups = words.plan.usage.partition_by("kind", "name", maintain_order=True)
    rows = [_usage(group, words) for group in groups]
    note = language.text("table.usage-note")
    return grid(language.text("table.usage"), columns, rows, note=note)


def _usage(group: pl.DataFrame, words: Words) -> tuple[str, ...]:
    language = words.language
    kind, name = group["kind"][0], group["name"][0]
    capacity, used = float(group["capacity"].sum()), float(group["used"].sum())
    full = (pl.col("capacity") > 0) & (pl.col("used") >= pl.col("capacity") * _FULL)
    return (
        language.text(f"usage.{kind}"),
        words.hub(name) if kind == "hub" else visible(name),
        language.number(capacity),
        language.number(used),
        language.percent(used / capacity if capacity else None),
        f"{language.number(group.filter(full).height, 0)}/{language.number(group.height, 0)}",
    )


def holds_table(words: Words) -> Table:
    """Return the limits that hold each unmet need, the strongest first."""
    language = words.language
    columns = (
        left(language.text("column.recipient")),
        left(language.text("column.capability")),
        left(language.text("column.limit")),
        figure(language.text("column.per-unit")),
        left(language.text("column.for")),
    )
    rows = [
        (
            language.party(party),
            words.capability(capability),
            words.limit(limit, row),
            *_per_unit(per_unit, unit, words),
        )
        for party, capability, limit, row, per_unit, unit in words.plan.holds.iter_rows()
    ]
    note = "" if rows else language.text("table.holds-none")
    return grid(language.text("table.holds"), columns, rows, note=note)


def _per_unit(per_unit: float | None, unit: str | None, words: Words) -> tuple[str, str]:
    if per_unit is None:
        return words.language.number(None), words.quantity(1.0, unit)
    scale, gain = readable(per_unit)
    return words.language.number(gain), words.quantity(scale, unit)


def left_out_table(words: Words) -> Table:
    """Return what no donor gives and why; an assumed restriction is marked beside its state."""
    language = words.language
    columns = (
        left(language.text("column.party")),
        left(language.text("column.item")),
        figure(language.text("column.quantity")),
        left(language.text("column.why")),
    )
    rows = [
        (
            language.party(party) + words.left_out_mark(party, why),
            words.item(item),
            language.number(quantity),
            _why(why, words),
        )
        for party, item, why, quantity in words.plan.left_out.head(_SHOWN).iter_rows()
    ]
    rest = words.plan.left_out.height - len(rows)
    note = language.count("table.left-out-more", rest) if rest else ""
    return grid(language.text("table.left-out"), columns, rows, note=note)


def _why(why: str, words: Words) -> str:
    key = f"why.{why.replace(' ', '-')}"
    return words.language.text(key) if words.language.has(key) else visible(why)
