"""Tables of a plan for the terminal: what it reaches, needs, readiness, header and footer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import polars as pl
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from foedus.brief.call_sheet import assumed_share
from foedus.brief.grid import figure, grid, left, word
from foedus.brief.prose import Prose
from foedus.brief.tables_of_limits import holds_table, left_out_table, usage_table
from foedus.brief.tables_of_moves import burden_table, transfers_table
from foedus.brief.words import Words

Period = Literal["month", "quarter", "year"]

_FIXED_WIDTH = 60
"""Columns that the coverage table needs before its first period."""
_PERIODS: tuple[tuple[Period, int], ...] = (("month", 11), ("quarter", 9), ("year", 7))
"""Each with the columns of a terminal that it takes, the finest first."""
_EPSILON = 1e-6


def header(words: Words) -> RenderableType:
    """Return the line over every output: case, day of knowledge, horizon, status."""
    plan, language = words.plan, words.language
    facts = language.text(
        "header.facts",
        case=plan.case,
        as_of=language.date(plan.as_of),
        horizon=language.month_to_month(*words.first_months()),
        status=language.text(f"status.{plan.status}"),
    )
    key = "header.key" if plan.key else "header.no-key"
    money = language.text(key, key=plan.key, currency=plan.currency)
    return Group(Prose(Text(words.title(), "bold")), Prose(Text(facts)), Prose(Text(money, "dim")))


def footer(words: Words) -> RenderableType:
    """Return the lines under every output: the share of assumptions, and the guard rail."""
    guard = words.language.text("guard")
    return Group(Prose(Text(assumed_share(words), "dim")), Prose(Text(guard, "italic")))


def headline(words: Words, width: int, transfers: int) -> RenderableType:
    """Return the tables that a plan is read by first."""
    return _stacked([
        levels_table(words),
        coverage_table(words, width),
        burden_table(words),
        transfers_table(words, transfers),
    ])  # fmt: skip


def every_table(words: Words, width: int, transfers: int) -> RenderableType:
    """Return all tables of a plan; those without a row are left out."""
    plan = words.plan
    tables: list[tuple[pl.DataFrame, Callable[[], RenderableType]]] = [
        (plan.readiness, lambda: readiness_table(words)),
        (plan.usage, lambda: usage_table(words)),
        (plan.holds, lambda: holds_table(words)),
        (plan.left_out, lambda: left_out_table(words)),
    ]
    more = [make() for frame, make in tables if not frame.is_empty()]
    return _stacked([headline(words, width, transfers), *more])


def _stacked(parts: list[RenderableType]) -> RenderableType:
    return Group(*(piece for part in parts for piece in (Text(""), part)))


def levels_table(words: Words) -> Table:
    """Return what the plan reached at each level, and what no ask can close."""
    language = words.language
    columns = (
        word(language.text("column.level")),
        left(language.text("column.meaning")),
        figure(language.text("column.value")),
        figure(language.text("column.unavoidable")),
    )
    rows = [
        (
            language.text(f"level.{level.name}"),
            language.text(f"meaning.{level.name}"),
            words.amount(level.value) if level.name == "cost" else language.number(level.value),
            language.number(level.unavoidable),
        )
        for level in words.plan.levels
    ]
    note = language.text("table.levels-note")
    return grid(language.text("table.levels"), columns, rows, note=note)


def coverage_table(words: Words, width: int) -> Table:
    """Return needs by recipient and capability, over the horizon and as finely as fits."""
    language = words.language
    cells = words.plan.coverage
    names = _period_names(sorted(set(cells["month"])), width, words)
    cells = cells.with_columns(pl.col("month").replace_strict(names).alias("period"))
    periods = [name for name in dict.fromkeys(names.values()) if name]
    columns = (
        word(language.text("column.recipient")),
        left(language.text("column.capability")),
        figure(language.text("column.needed")),
        figure(language.text("column.met")),
        figure(language.text("column.met-share")),
        *(figure(name) for name in periods),
    )
    groups = cells.partition_by("party", "capability", maintain_order=True)
    rows = [_coverage_row(group, periods, words) for group in groups]
    note = language.text("table.coverage-note") if periods else ""
    return grid(language.text("table.coverage"), columns, rows, note=note)


def _coverage_row(group: pl.DataFrame, periods: list[str], words: Words) -> tuple[str, ...]:
    language = words.language
    party, capability = group["party"][0], group["capability"][0]
    needed, met = float(group["needed"].sum()), float(group["met"].sum())
    so_far = group.with_columns(pl.col("needed", "met").cum_sum()).group_by("period").last()
    by_period = {p: _share(m, n) for p, m, n in so_far.select("period", "met", "needed").rows()}
    unit = words.unit("capabilities", capability)
    return (
        language.party(party),
        words.capability(capability),
        words.quantity(needed, unit),
        language.number(met),
        language.percent(_share(met, needed)),
        *(language.percent(by_period.get(p)) for p in periods),
    )


def _share(met: float, needed: float) -> float | None:
    return met / needed if needed > _EPSILON else None


def _period_names(months: list[str], width: int, words: Words) -> dict[str, str]:
    """Return the name of each month's period, the finest that fits; empty where none does."""
    for period, columns in _PERIODS:
        names = {month: _period_name(period, month, words) for month in months}
        if _FIXED_WIDTH + columns * len(set(names.values())) <= width:
            return names
    return dict.fromkeys(months, "")


def _period_name(period: Period, month: str, words: Words) -> str:
    year, number = month[:4], int(month[5:7])
    if period == "month":
        return words.language.short_month(month)
    if period == "year":
        return year
    return words.language.text("quarter", quarter=(number + 2) // 3, year=year)


def readiness_table(words: Words) -> Table:
    """Return what each party or group aims to hold, what it holds, and for how long it is short."""
    language = words.language
    columns = (
        word(language.text("column.party")),
        left(language.text("column.capability")),
        figure(language.text("column.required")),
        figure(language.text("column.held-first")),
        figure(language.text("column.held-last")),
        figure(language.text("column.gap-months")),
    )
    groups = words.plan.readiness.partition_by("party", "capability", maintain_order=True)
    rows = [_readiness_row(group, words) for group in groups]
    note = language.text("table.readiness-note")
    return grid(language.text("table.readiness"), columns, rows, note=note)


def _readiness_row(group: pl.DataFrame, words: Words) -> tuple[str, ...]:
    language = words.language
    capability = group["capability"][0]
    short = group.filter(pl.col("gap") > _EPSILON * pl.col("required")).height
    return (
        language.party(group["party"][0]),
        words.capability(capability),
        words.quantity(group["required"][-1], words.unit("capabilities", capability)),
        language.number(group["held"][0]),
        language.number(group["held"][-1]),
        f"{language.number(short, 0)}/{language.number(group.height, 0)}",
    )
