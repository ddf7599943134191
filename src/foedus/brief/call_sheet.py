"""The Secretary General's call sheet: whom to ask for what, and what it unlocks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from foedus.brief.asks import (
    Ask,
    bundle_rows,
    by_number,
    effect,
    evidence,
    moved,
    per_money,
    read_asks,
    request,
    robustness,
    treaty,
)
from foedus.brief.language import Language
from foedus.brief.words import Words, row_key
from foedus.results.plan import Plan


@dataclass(frozen=True)
class AskText:
    """An ask as it is read out, and the smaller print under it.

    Parameters
    ----------
    request, effect : str
    notes : tuple of str
        Per 100 million, robustness, weakest evidence.
    basis : str
        ``sourced`` or ``assumed``.
    """

    request: str
    effect: str
    notes: tuple[str, ...]
    basis: str


@dataclass(frozen=True)
class Section:
    """What is asked of one party, at one line or at one hub.

    Parameters
    ----------
    heading : str
    standing : str or None
        How the party stands against its fair share.
    asks : tuple of AskText
        The strongest first.
    positions : tuple of str
        Published positions of the party, newest first.
    """

    heading: str
    standing: str | None
    asks: tuple[AskText, ...]
    positions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chapter:
    """Sections under one heading: parties, lines or hubs."""

    heading: str
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class CallSheet:
    """The call sheet as text, ready for any medium; no text in it carries layout.

    Parameters
    ----------
    language : Language
    title, subtitle : str
    facts : tuple of str
        Case, day of knowledge, horizon, status; the need; the share of assumptions.
    chapters : tuple of Chapter
    bundle_heading, bundle_intro : str
    bundle : tuple of str
        The asks of the bundle, in order.
    positions_heading : str
    guard : str
        The guard rail, which no output leaves out.
    """

    language: Language
    title: str
    subtitle: str
    facts: tuple[str, ...]
    chapters: tuple[Chapter, ...]
    bundle_heading: str
    bundle_intro: str
    bundle: tuple[str, ...]
    positions_heading: str
    guard: str


def call_sheet(plan: Plan, language: Language) -> CallSheet:
    """Return the call sheet of a plan in a language."""
    words = Words(plan, language)
    asks = read_asks(words)
    intro, steps = _bundle(words, asks)
    return CallSheet(
        language=language,
        title=language.text("sheet.title"),
        subtitle=words.title(),
        facts=_facts(words, asks),
        chapters=_chapters(words, asks),
        bundle_heading=language.text("sheet.bundle"),
        bundle_intro=intro,
        bundle=steps,
        positions_heading=language.text("sheet.positions"),
        guard=language.text("guard"),
    )


def _facts(words: Words, asks: tuple[Ask, ...]) -> tuple[str, ...]:
    plan, language = words.plan, words.language
    first, last = words.first_months()
    facts = [
        language.text(
            "sheet.facts",
            case=plan.case,
            as_of=language.date(plan.as_of),
            horizon=language.month_to_month(first, last),
            status=language.text(f"status.{plan.status}"),
        ),
        *_need(words),
        assumed_share(words),
    ]
    if plan.status == "infeasible":
        return (*facts, language.text("sheet.no-plan"))
    if plan.stamp.options.get("explain") == "false":
        return (*facts, language.text("sheet.not-explained"))
    return tuple(facts) if asks else (*facts, language.text("sheet.no-asks"))


def _need(words: Words) -> list[str]:
    language = words.language
    level = next((level for level in words.plan.levels if level.name == "need"), None)
    if level is None:
        return []
    need = language.number(level.value)
    if level.unavoidable is None:
        return [language.text("sheet.need-alone", need=need)]
    rest = language.number(level.unavoidable)
    return [language.text("sheet.need", need=need, unavoidable=rest)]


def assumed_share(words: Words) -> str:
    """Return the sentence that says how much of the plan rests on assumptions."""
    share = words.plan.assumed_share
    if share is None:
        return words.language.text("assumed-share-unknown")
    return words.language.text("assumed-share", share=words.language.percent(share))


def _chapters(words: Words, asks: tuple[Ask, ...]) -> tuple[Chapter, ...]:
    lines = tuple(a for a in asks if a.limit == "line")
    hubs = tuple(a for a in asks if a.limit == "hub")
    others = tuple(a for a in asks if a.limit not in {"line", "hub"})
    chapters = (
        ("sheet.parties", tuple(_party(words, p, own) for p, own in _grouped(others, "party"))),
        ("sheet.lines", tuple(_line(words, n, own) for n, own in _grouped(lines, "line"))),
        ("sheet.hubs", tuple(_hub(words, n, own) for n, own in _grouped(hubs, "hub"))),
    )
    text = words.language.text
    return tuple(Chapter(text(key), sections) for key, sections in chapters if sections)


def _grouped(asks: tuple[Ask, ...], by: str) -> list[tuple[str, tuple[Ask, ...]]]:
    groups: dict[str, list[Ask]] = {}
    for ask in asks:
        groups.setdefault(getattr(ask, by) or "", []).append(ask)
    return [(name, tuple(own)) for name, own in groups.items()]


def _party(words: Words, party: str, asks: tuple[Ask, ...]) -> Section:
    return Section(
        words.language.party(party),
        _standing(words, party),
        tuple(ask_text(ask, words) for ask in asks),
        _positions(words, party),
    )


def _line(words: Words, line: str, asks: tuple[Ask, ...]) -> Section:
    party = words.language.party(asks[0].party)
    heading = words.language.text("sheet.line", line=line, party=party)
    return Section(heading, None, tuple(ask_text(ask, words) for ask in asks))


def _hub(words: Words, hub: str, asks: tuple[Ask, ...]) -> Section:
    return Section(words.hub(hub), None, tuple(ask_text(ask, words) for ask in asks))


def ask_text(ask: Ask, words: Words) -> AskText:
    """Return an ask in sentences."""
    notes = (
        per_money(ask, words),
        treaty(ask, words),
        robustness(ask, words),
        evidence(ask, words),
    )
    return AskText(
        request(ask, words),
        effect(ask, words),
        tuple(note for note in notes if note),
        "sourced" if ask.basis == "sourced" else "assumed",
    )


def _standing(words: Words, party: str) -> str:
    language = words.language
    name = language.party(party)
    if language.code == "en":
        name = language.party_in_sentence(party, "the")
        name = name[:1].upper() + name[1:]
    rows = words.plan.burden.filter(pl.col("party") == party)
    if rows.is_empty():
        return language.text("standing.none", The_party=name)
    row = rows.row(0, named=True)
    burden = words.amount(row["burden"])
    if row["ratio"] is None and row["share"] > 0 and not row["burden"]:
        return language.text("standing.nothing", The_party=name, burden=burden)
    if row["ratio"] is None:
        return language.text("standing.no-share", The_party=name, burden=burden)
    return language.text(
        "standing.ratio",
        The_party=name,
        ratio=language.percent(row["ratio"]),
        burden=burden,
        fair=words.amount(row["fair_burden"]),
    )


def _positions(words: Words, party: str) -> tuple[str, ...]:
    own = words.plan.positions.filter(pl.col("party") == party)
    newest_first = own.sort("date", descending=True, nulls_last=True, maintain_order=True)
    return tuple(_position(words, row) for row in newest_first.iter_rows(named=True))


def _position(words: Words, row: Mapping[str, object]) -> str:
    kind, basis = str(row["kind"]), str(row["basis"])
    mark = {"restriction": "restriction", "opt_out": "opt-out"}.get(kind, "position")
    key = row_key(_optional(row["row"]))
    return words.language.text(
        f"position.{kind}",
        party=words.language.party(_optional(row["party"])),
        mark=words.mark(basis, mark),
        date=_dated(words, _optional(row["date"])),
        speaker=row["speaker"] or words.language.text("position.no-speaker"),
        words=_quotation(words, row),
        recipient=words.language.party_in_sentence(key.get("recipient"), "the"),
        item=words.bracketed_item(key.get("item")),
        since=words.language.since_month(key.get("first")),
        source=words.source(_optional(row["source"])),
    )


def _dated(words: Words, day: str | None) -> str:
    """Return a date behind a comma; nothing where the day is not known."""
    return f", {words.language.date(day)}" if day else ""


def _quotation(words: Words, row: Mapping[str, object]) -> str:
    how = "quoted" if row["quoted"] else "reported"
    return words.language.text(f"position.{how}", words=row["words"] or "")


def _optional(value: object) -> str | None:
    return None if value is None else str(value)


def _bundle(words: Words, asks: tuple[Ask, ...]) -> tuple[str, tuple[str, ...]]:
    language, plan = words.language, words.plan
    steps = bundle_rows(plan.bundle)
    if not steps or not plan.levels:
        return language.text("sheet.bundle-none"), ()
    numbered = by_number(asks)
    before = language.number(plan.level("need").value)
    after = language.number(steps[-1][2])
    intro = language.count("sheet.bundle-intro", len(steps), before=before, after=after)
    return intro, tuple(
        language.text(
            "sheet.bundle-step",
            ask=request(moved(numbered[number], amount), words),
            need=language.number(need),
        )
        for number, amount, need in steps
    )
