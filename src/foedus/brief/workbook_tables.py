"""The tables of a plan as sheets of a workbook, in a language, with names beside codes."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import polars as pl

from foedus.brief.asks import Ask, effect, read_asks, request
from foedus.brief.sheet import Cell, Column, Sheet
from foedus.brief.words import Words


def asks_sheet(words: Words) -> Sheet:
    """Return the call sheet's asks, the strongest first."""
    asks, text = read_asks(words), words.language.text
    yes_no = {True: text("answer.yes"), False: text("answer.no"), None: None}
    return Sheet(
        text("book.asks"),
        (
            Column(text("head.number"), [ask.number + 1 for ask in asks], "number"),
            Column(text("column.party"), [_whom(words, ask) for ask in asks]),
            Column(text("head.request"), [request(ask, words) for ask in asks], "long"),
            Column(text("head.effect"), [effect(ask, words) for ask in asks], "long"),
            Column(text("head.gain"), [ask.gain for ask in asks], "fall"),
            Column(_money(words, "per_100m"), [ask.per_100m for ask in asks], "fall"),
            Column(text("column.basis"), [words.basis(a.basis) for a in asks], marks=True),
            Column(text("head.survives"), [yes_no[ask.survives] for ask in asks]),
            Column(text("column.limit"), [words.limit(ask.limit, ask.row) for ask in asks]),
            Column(text("head.moved_by"), [ask.moved_by for ask in asks], "number"),
            Column(text("column.unit"), [_unit(words, ask.unit) for ask in asks]),
            Column(text("head.per_unit"), [ask.per_unit for ask in asks], "fall"),
            Column(text("head.weakest"), [ask.weakest for ask in asks], "code"),
            Column(text("head.party_code"), [ask.party for ask in asks], "code"),
            Column(text("head.row"), [ask.row for ask in asks], "code"),
        ),
        printed=8,
        frozen=2,
    )


def transfers_sheet(words: Words) -> Sheet:
    """Return all transfers, the largest first."""
    table = words.plan.transfers.sort("value", "donor", "item", descending=[True, False, False])
    text = words.language.text
    return Sheet(
        text("book.transfers"),
        (
            Column(text("column.donor"), _named(table["donor"], words.language.party)),
            Column(
                text("column.kind"), _named(table["kind"], lambda k: _or_self(words, "kind", k))
            ),
            Column(text("column.item"), _named(table["item"], words.item)),
            Column(text("column.quantity"), table["quantity"].to_list(), "number"),
            Column(text("column.unit"), _units(words, "items", table["item"])),
            Column(text("column.recipient"), _named(table["recipient"], words.language.party)),
            Column(text("head.line"), table["line"].to_list(), "code"),
            Column(text("head.hub"), _named(table["hub"], words.hub)),
            *(Column(text(f"head.{m}"), table[m].to_list(), "code") for m in _MONTHS),
            Column(_money(words, "value"), table["value"].to_list(), "money"),
            Column(text("column.basis"), _named(table["basis"], words.basis), marks=True),
            Column(text("head.weakest"), table["weakest"].to_list(), "code"),
            Column(text("head.sources"), table["sources"].list.join("; ").to_list(), "code"),
            *(Column(text(f"head.{c}_code"), table[c].to_list(), "code") for c in _CODES),
        ),
        printed=13,
        frozen=1,
    )


_MONTHS, _CODES = ("paid", "sent", "arrives"), ("donor", "item", "recipient")


def coverage_sheet(words: Words) -> Sheet:
    """Return needs by month: a row each for needed, met and missing."""
    measures = {
        "needed": words.language.text("column.needed"),
        "met": words.language.text("column.met"),
        "backlog": words.language.text("head.gap"),
    }
    return _by_month(words, "coverage", words.plan.coverage, "column.recipient", measures)


def readiness_sheet(words: Words) -> Sheet:
    """Return readiness by month: a row each for required, held and missing."""
    measures = {
        "required": words.language.text("column.required"),
        "held": words.language.text("head.held"),
        "gap": words.language.text("head.gap"),
    }
    return _by_month(words, "readiness", words.plan.readiness, "column.party", measures)


def burden_sheet(words: Words) -> Sheet:
    """Return burdens against fair shares, the highest ratio first."""
    table = words.plan.burden.sort("ratio", "party", descending=[True, False], nulls_last=True)
    text = words.language.text
    return Sheet(
        text("book.burden"),
        (
            Column(text("column.party"), _named(table["party"], words.language.party)),
            Column(text("head.party_code"), table["party"].to_list(), "code"),
            Column(_money(words, "burden"), table["burden"].to_list(), "money"),
            Column(_money(words, "fair_burden"), table["fair_burden"].to_list(), "money"),
            Column(text("column.ratio"), table["ratio"].to_list(), "ratio"),
            Column(text("head.share"), table["share"].to_list(), "percent"),
            Column(_money(words, "relative_burden"), table["relative_burden"].to_list(), "money"),
        ),
        frozen=1,
    )


def usage_sheet(words: Words) -> Sheet:
    """Return the use of lines and hubs, month by month."""
    table, text = words.plan.usage, words.language.text
    share = table.select(
        pl.when(pl.col("capacity") > 0).then(pl.col("used") / pl.col("capacity"))
    ).to_series()
    names = [
        words.hub(name) if kind == "hub" else name
        for kind, name in table.select("kind", "name").iter_rows()
    ]
    return Sheet(
        text("book.usage"),
        (
            Column(
                text("column.kind"), _named(table["kind"], lambda k: _or_self(words, "usage", k))
            ),
            Column(text("column.name"), names),
            Column(text("head.code"), table["name"].to_list(), "code"),
            Column(text("head.month"), table["month"].to_list(), "code"),
            Column(text("column.capacity"), table["capacity"].to_list(), "number"),
            Column(text("column.used"), table["used"].to_list(), "number"),
            Column(text("head.used-share"), share.to_list(), "percent"),
        ),
        frozen=2,
    )


def holds_sheet(words: Words) -> Sheet:
    """Return every limit that holds an unmet need."""
    table, text = words.plan.holds, words.language.text
    limits = [words.limit(*row) for row in table.select("limit", "row").iter_rows()]
    return Sheet(
        text("book.holds"),
        (
            Column(text("column.recipient"), _named(table["party"], words.language.party)),
            Column(text("column.capability"), _named(table["capability"], words.capability)),
            Column(text("column.limit"), limits, "long"),
            Column(text("head.per_unit"), table["per_unit"].to_list(), "fall"),
            Column(text("column.unit"), _named(table["unit"], lambda u: _unit(words, u))),
            Column(text("head.row"), table["row"].to_list(), "code"),
        ),
    )


def left_out_sheet(words: Words) -> Sheet:
    """Return what was left out and why; an assumed restriction or opt-out carries its mark."""
    table, text = words.plan.left_out, words.language.text
    why = [
        _or_self(words, "why", reason.replace(" ", "-")) + words.left_out_mark(party, reason)
        for party, reason in table.select("party", "why").iter_rows()
    ]
    return Sheet(
        text("book.left_out"),
        (
            Column(text("column.party"), _named(table["party"], words.language.party)),
            Column(text("head.party_code"), table["party"].to_list(), "code"),
            Column(text("column.item"), _named(table["item"], words.item)),
            Column(text("head.item_code"), table["item"].to_list(), "code"),
            Column(text("column.quantity"), table["quantity"].to_list(), "number"),
            Column(text("column.unit"), _units(words, "items", table["item"])),
            Column(text("column.why"), why),
        ),
    )


def positions_sheet(words: Words) -> Sheet:
    """Return the positions, each marked sourced or assumed beside the party's name."""
    table, text = words.plan.positions, words.language.text
    quoted = {True: text("answer.yes"), False: text("answer.no"), None: None}
    return Sheet(
        text("book.positions"),
        (
            Column(text("column.party"), _named(table["party"], words.language.party)),
            Column(text("column.basis"), [words.basis(b) for b in table["basis"]], marks=True),
            Column(
                text("column.kind"),
                _named(table["kind"], lambda k: _or_self(words, "position-kind", k)),
            ),
            Column(text("head.date"), table["date"].to_list(), "code"),
            Column(text("head.speaker"), table["speaker"].to_list()),
            Column(text("head.words"), table["words"].to_list(), "long"),
            Column(text("head.language"), table["language"].to_list(), "code"),
            Column(text("head.quoted"), [quoted[value] for value in table["quoted"]]),
            Column(text("head.row"), table["row"].to_list(), "code"),
            Column(text("head.sources"), [words.source(key) for key in table["source"]], "long"),
        ),
        frozen=2,
    )


def sources_sheet(words: Words) -> Sheet:
    """Return all sources of the case."""
    table, text = words.plan.sources, words.language.text
    plain = ("publisher", "release", "published", "url")
    confidence = _named(table["confidence"], lambda c: _or_self(words, "confidence", c))
    return Sheet(
        text("book.sources"),
        (
            Column(text("head.code"), table["source"].to_list(), "code"),
            Column(text("head.title"), table["title"].to_list(), "long"),
            *(Column(text(f"head.{name}"), table[name].to_list()) for name in plain),
            Column(text("head.confidence"), confidence),
        ),
    )


def conflict_sheet(words: Words) -> Sheet:
    """Return what conflicts in an impossible plan, and what must give way."""
    table, text = words.plan.conflict, words.language.text
    limits = [words.limit(*row) for row in table.select("limit", "row").iter_rows()]
    return Sheet(
        text("book.conflict"),
        (
            Column(
                text("head.part"),
                _named(table["part"], lambda p: _or_self(words, "conflict-part", p)),
            ),
            Column(text("column.limit"), limits, "long"),
            Column(text("head.month"), table["month"].to_list(), "code"),
            Column(text("head.lacks"), table["lacks"].to_list(), "number"),
            Column(text("column.unit"), _named(table["unit"], lambda u: _unit(words, u))),
            Column(text("head.row"), table["row"].to_list(), "code"),
        ),
    )


def _by_month(
    words: Words, name: str, table: pl.DataFrame, party: str, measures: dict[str, str]
) -> Sheet:
    text, key = words.language.text, ["party", "capability"]
    long = table.unpivot(index=[*key, "month"], on=list(measures), variable_name="measure")
    order = table.select(key).unique(maintain_order=True).with_row_index("order")
    wide = (
        long.join(order, on=key, maintain_order="left")
        .pivot(on="month", index=["order", *key, "measure"], values="value")
        .sort("order", pl.col("measure").replace_strict({m: n for n, m in enumerate(measures)}))
    )
    months = sorted(set(wide.columns) - {"order", *key, "measure"})
    return Sheet(
        text(f"book.{name}"),
        (
            Column(text(party), _named(wide["party"], words.language.party)),
            Column(text("column.capability"), _named(wide["capability"], words.capability)),
            Column(text("head.capability_code"), wide["capability"].to_list(), "code"),
            Column(text("column.unit"), _units(words, "capabilities", wide["capability"])),
            Column(text("head.measure"), _named(wide["measure"], lambda m: measures[m])),
            *(Column(month, wide[month].to_list(), "number") for month in months),
        ),
        frozen=5,
    )


def _named(keys: pl.Series, name: Callable[[str], str | None]) -> list[Cell]:
    known = {key: name(key) for key in keys.drop_nulls().unique()}
    return [None if key is None else known[key] for key in keys]


def _whom(words: Words, ask: Ask) -> str:
    if ask.limit == "hub":
        return words.limit(ask.limit, ask.row)
    return words.language.party(ask.party)


def _unit(words: Words, unit: str | None) -> str:
    if unit == words.plan.unit:
        return words.language.text("book.money-unit", currency=words.plan.currency)
    return words.language.unit(unit, 2)


def _units(words: Words, table: str, keys: Iterable[str]) -> list[Cell]:
    return [_unit(words, words.unit(table, key)) for key in keys]


def _money(words: Words, name: str) -> str:
    return words.language.text(f"head.{name}", currency=words.plan.currency)


def _or_self(words: Words, topic: str, key: str) -> str:
    language = words.language
    return language.text(f"{topic}.{key}") if language.has(f"{topic}.{key}") else key
