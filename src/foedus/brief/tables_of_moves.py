"""Tables of a plan for the terminal: who gives what, and who carries how much."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl
from rich.table import Table

from foedus.brief.escape import visible
from foedus.brief.grid import Column, figure, grid, left, word
from foedus.brief.words import Words


def burden_table(words: Words) -> Table:
    """Return each donor's burden beside its fair share, and how much of it is assumed."""
    language = words.language
    columns = (
        left(language.text("column.party")),
        figure(language.text("column.burden")),
        figure(language.text("column.fair")),
        figure(language.text("column.ratio")),
        figure(language.text("column.share")),
        figure(language.text("column.assumed")),
    )
    assumed = _assumed_by_donor(words)
    by_burden = words.plan.burden.sort("burden", descending=True, maintain_order=True)
    rows = [
        (
            language.party(row["party"]),
            language.number(row["burden"]),
            language.number(row["fair_burden"]),
            language.percent(row["ratio"]),
            language.percent(row["share"], 1),
            language.percent(assumed.get(row["party"])),
        )
        for row in by_burden.iter_rows(named=True)
    ]
    note = language.text("table.burden-note")
    return grid(language.text("table.burden"), columns, rows, note=note)


def _assumed_by_donor(words: Words) -> dict[str, float]:
    """Return the share of each donor's value that is assumed; its own refills are no burden."""
    own_refill = (pl.col("kind") == "refill") & (pl.col("recipient") == pl.col("donor"))
    assumed = pl.col("value").filter(pl.col("basis") != "sourced").sum()
    shares = (
        words.plan.transfers.filter(~own_refill)
        .group_by("donor")
        .agg(assumed.alias("assumed"), pl.col("value").sum())
        .filter(pl.col("value") > 0)
    )
    return {donor: part / value for donor, part, value in shares.iter_rows()}


def transfers_table(words: Words, limit: int) -> Table:
    """Return the ``limit`` largest transfers by value, and what is not shown.

    Recipients are named only where there are several.
    """
    language = words.language
    by_value = words.plan.transfers.sort("value", descending=True, maintain_order=True)
    shown, rest = by_value.head(limit), by_value.slice(limit)
    cells = [_transfer(row, words) for row in shown.iter_rows(named=True)]
    columns = _transfer_columns(words)
    if shown["recipient"].n_unique() < 2:
        cells = [(donor, *others) for donor, _, *others in cells]
        columns = (columns[0], *columns[2:])
    note = ""
    if rest.height:
        value = words.amount(float(rest["value"].sum()))
        note = language.count("table.more", rest.height, amount=value)
    return grid(language.text("table.transfers"), columns, cells, note=note)


def _transfer_columns(words: Words) -> tuple[Column, ...]:
    text = words.language.text
    return (
        left(text("column.donor")),
        left(text("column.recipient")),
        left(text("column.item")),
        word(text("column.kind")),
        figure(text("column.quantity")),
        figure(text("column.amount")),
        word(text("column.basis")),
        word(text("column.arrives")),
        left(text("column.via")),
    )


def _transfer(row: Mapping[str, str], words: Words) -> tuple[str, ...]:
    language = words.language
    ways = [row["line"] or "", words.short_hub(row["hub"])]
    return (
        language.party(row["donor"]),
        language.party(row["recipient"]),
        words.item(row["item"]),
        language.text(f"kind.{row['kind']}"),
        language.number(float(row["quantity"])),
        language.number(float(row["value"])),
        words.basis(row["basis"]),
        language.short_month(row["arrives"]),
        ", ".join(visible(way) for way in ways if way),
    )
