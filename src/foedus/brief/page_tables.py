"""The tables of a run's page: asks, coverage, burden, transfers, what was left out."""

from __future__ import annotations

import polars as pl

from foedus.brief.asks import HUNDRED, Ask, effect, read_asks, request
from foedus.brief.markup import Heading, Markup, safe, table
from foedus.brief.words import Words

_ASKS, _TRANSFERS, _LEFT_OUT = 12, 15, 20
"""So many rows are shown; the workbook has all."""


def asks_table(words: Words) -> str:
    """Return the strongest asks; nothing where there is none."""
    asks, text = read_asks(words)[:_ASKS], words.language.text
    ratios = dict(words.plan.burden.select("party", "ratio").iter_rows())
    headings = (
        Heading(text("page.whom")),
        Heading(text("page.request"), "say"),
        Heading(text("page.per-100m", amount=words.amount(HUNDRED)), "n"),
        Heading(text("page.standing"), "n"),
        Heading(text("column.basis")),
        Heading(text("page.survives")),
    )
    rows = [_ask_row(ask, words, ratios.get(ask.party)) for ask in asks]
    return table(text("page.asks-caption"), headings, rows) if rows else ""


def _ask_row(ask: Ask, words: Words, ratio: float | None) -> tuple[str | Markup | None, ...]:
    language = words.language
    survives = {True: language.text("answer.yes"), False: language.text("answer.no"), None: None}
    said = f"{safe(request(ask, words))} <span>{safe(effect(ask, words))}</span>"
    return (
        words.limit("hub", ask.row) if ask.limit == "hub" else language.party(ask.party),
        Markup(said),
        language.number(ask.per_100m),
        language.number(ratio, 2),
        basis_mark(words, ask.basis),
        survives[ask.survives],
    )


def coverage_table(words: Words) -> str:
    """Return what was needed and met over the whole horizon, and what is missing at its end."""
    text, language = words.language.text, words.language
    headings = (
        Heading(text("column.capability")),
        Heading(text("column.recipient")),
        Heading(text("column.unit")),
        Heading(text("column.needed"), "n"),
        Heading(text("column.met"), "n"),
        Heading(text("column.met-share"), "n"),
        Heading(text("page.missing"), "n"),
    )
    rows = [
        (
            words.capability(row["capability"]),
            language.party(row["party"]),
            language.unit(words.unit("capabilities", row["capability"]), 2),
            language.number(row["needed"]),
            language.number(row["met"]),
            language.percent(met_share(row["met"], row["needed"])),
            language.number(row["backlog"]),
        )
        for row in coverage_totals(words).to_dicts()
    ]
    return table(text("table.coverage"), headings, rows) if rows else ""


def coverage_totals(words: Words) -> pl.DataFrame:
    """Return needed and met summed over the months, and the last backlog, by capability."""
    return words.plan.coverage.group_by("party", "capability", maintain_order=True).agg(
        pl.col("needed", "met").sum(), pl.col("backlog").last()
    )


def met_share(met: float, needed: float) -> float | None:
    """Return the part of a need that is met, or None where nothing is needed."""
    return met / needed if needed > 0 else None


def burden_table(words: Words) -> str:
    """Return burdens against fair shares, the highest ratio first."""
    text, language = words.language.text, words.language
    table_ = words.plan.burden.sort("ratio", "party", descending=[True, False], nulls_last=True)
    headings = (
        Heading(text("column.party")),
        Heading(text("column.burden"), "n"),
        Heading(text("column.fair"), "n"),
        Heading(text("page.standing"), "n"),
        Heading(text("column.share"), "n"),
    )
    rows = [
        (
            language.party(row["party"]),
            words.amount(row["burden"]),
            words.amount(row["fair_burden"]),
            language.number(row["ratio"], 2),
            language.percent(row["share"], 1),
        )
        for row in table_.to_dicts()
    ]
    return table(text("table.burden"), headings, rows) if rows else ""


def transfers_table(words: Words) -> str:
    """Return the largest transfers."""
    text, language = words.language.text, words.language
    largest = words.plan.transfers.sort("value", "donor", "item", descending=True)
    headings = (
        Heading(text("column.donor")),
        Heading(text("column.item")),
        Heading(text("column.quantity"), "n"),
        Heading(text("column.kind")),
        Heading(text("column.recipient")),
        Heading(text("page.sent"), "when"),
        Heading(text("column.arrives"), "when"),
        Heading(text("column.via")),
        Heading(text("column.amount"), "n"),
        Heading(text("column.basis")),
    )
    rows = [
        (
            language.party(row["donor"]),
            words.item(row["item"]),
            words.quantity(row["quantity"], words.unit("items", row["item"])),
            language.text(f"kind.{row['kind']}"),
            language.party(row["recipient"]),
            language.short_month(row["sent"]),
            language.short_month(row["arrives"]),
            words.hub(row["hub"]) if row["hub"] else row["line"],
            words.amount(row["value"]),
            basis_mark(words, row["basis"]),
        )
        for row in largest.head(_TRANSFERS).to_dicts()
    ]
    return table(text("table.transfers"), headings, rows) if rows else ""


def left_out_table(words: Words) -> str:
    """Return what was left out, the parties in order, with the mark of what is only assumed."""
    text, language = words.language.text, words.language
    headings = (
        Heading(text("column.party")),
        Heading(text("column.item")),
        Heading(text("column.quantity"), "n"),
        Heading(text("column.why")),
    )
    rows = [
        (
            language.party(row["party"]),
            words.item(row["item"]),
            words.quantity(row["quantity"], words.unit("items", row["item"])),
            why(words, row["party"], row["why"]),
        )
        for row in words.plan.left_out.head(_LEFT_OUT).to_dicts()
    ]
    return table(text("page.left-out"), headings, rows) if rows else ""


def why(words: Words, party: str, reason: str) -> str:
    """Return why something was left out, in words."""
    key = f"why.{reason.replace(' ', '-')}"
    said = words.language.text(key) if words.language.has(key) else reason
    return said + words.left_out_mark(party, reason)


def basis_mark(words: Words, basis: str | None) -> Markup:
    """Return the mark sourced or assumed: a word on a colour."""
    look = "sourced" if basis == "sourced" else "assumed"
    return Markup(f'<span class="mark {look}">{safe(words.basis(basis))}</span>')
