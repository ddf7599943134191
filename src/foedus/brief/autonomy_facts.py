"""What matters first of a group without an ally: how much, since when, at what price, by whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import polars as pl

from foedus.brief.autonomy_words import LEAST, AutonomyWords
from foedus.brief.report import Cell

_NAMED = 6
"""So many targets are named in a sentence; the others are counted."""

_EVEN = 0.1
"""Ratios no further apart say that everyone pays about its share."""

_MISSED = 1e-4
"""Below this the readiness level is the solver's slack: every target is met."""


def autonomy_facts(words: AutonomyWords) -> Iterator[Cell]:
    """Yield the facts, a line each."""
    yield _fact("exposure", exposure_fact(words), words)
    short = _short(words)
    if short:
        yield _fact("short", short, words)
    if words.known.outside:
        yield _fact("outside", _outside(words), words)
    yield _fact("today", _alone(words.autonomy.alone_from, words), words)
    yield _fact("programme", _alone(words.autonomy.programme_alone_from, words), words)
    yield _fact("cost", cost_fact(words), words)
    payers = _payers(words)
    if payers:
        yield _fact("payers", payers, words)
    yield _fact("evidence", _evidence(words), words)


def _fact(key: str, text: str, words: AutonomyWords) -> Cell:
    return Cell(text, strong=words.language.text(f"autonomy.fact.{key}.heading"))


def exposure_fact(words: AutonomyWords) -> str:
    """Return how many targets rest on the ally in the first month without it, and which most."""
    month = words.shown_month()
    rows = words.at(month)
    exposed = [key for key, row in rows.items() if row["exposure"] >= LEAST]
    when = words.language.month(month)
    if not exposed:
        return words.language.text("autonomy.fact.exposure.none", month=when, **words.who())
    worst = max(exposed, key=lambda key: rows[key]["exposure"])
    row = rows[worst]
    return words.language.count(
        "autonomy.fact.exposure",
        len(exposed),
        all=len(rows),
        month=when,
        **words.who(),
        capability=words.capabilities([worst]),
        part=words.part(row["exposure"]),
        quantity=words.quantity(row["exposure"] * row["required"], worst),
    )


def _evidence(words: AutonomyWords) -> str:
    """Return how much of the programme, and how many exposures, rest on assumptions."""
    if not words.assumed:
        return words.assumed_line()
    targets = len(words.targets())
    said = words.language.count("autonomy.fact.evidence", len(words.assumed), all=targets)
    return f"{words.assumed_line()} {said}"


def _short(words: AutonomyWords) -> str:
    """Return what is missing even with the ally; nothing where all is met."""
    month = words.shown_month()
    rows = words.at(month)
    missing = {
        key: 1 - min(row["required"], row["held_with"]) / row["required"]
        for key, row in rows.items()
    }
    lacking = [key for key, part in missing.items() if part >= LEAST]
    if not lacking:
        return ""
    worst = max(lacking, key=lambda key: missing[key])
    return words.language.count(
        "autonomy.fact.short",
        len(lacking),
        all=len(rows),
        month=words.language.month(month),
        **words.who(),
        capability=words.capabilities([worst]),
        part=words.part(missing[worst]),
    )


def _outside(words: AutonomyWords) -> str:
    """Return that other allies, outside the group, count for nothing."""
    return words.language.text("autonomy.fact.outside", names=_some(words.known.outside, words))


def _alone(since: Mapping[str, str | None], words: AutonomyWords) -> str:
    met = [month for month in since.values() if month]
    never = [key for key in words.targets() if since.get(key) is None]
    text = words.language.text
    if not never:
        return text("autonomy.fact.alone.all", month=words.language.month(max(met, default=None)))
    names = words.capabilities(never[:_NAMED])
    if len(never) > _NAMED:
        names += words.language.count("autonomy.fact.more-targets", len(never) - _NAMED)
    values = {"all": len(since), "end": words.language.month(words.last()), "names": names}
    if not met:
        return text("autonomy.fact.alone.none", **values)
    return words.language.count("autonomy.fact.alone", len(met), **values)


def cost_fact(words: AutonomyWords) -> str:
    """Return what the programme costs in all and by year, or why it costs nothing."""
    text, autonomy = words.language.text, words.autonomy
    if autonomy.programme.is_empty():
        missed = autonomy.levels[0].value > _MISSED
        return text("autonomy.fact.cost.impossible" if missed else "autonomy.fact.cost.none")
    years = autonomy.cost.group_by("year").agg(pl.col("amount").sum()).sort("year")
    by_year = [
        text("autonomy.fact.cost.year", year=year, amount=words.amount(amount))
        for year, amount in years.iter_rows()
    ]
    total = words.amount(float(autonomy.cost["amount"].sum()))
    return text("autonomy.fact.cost", total=total, years=words.language.join(by_year))


def _payers(words: AutonomyWords) -> str:
    """Return who pays most and least against its share; nothing where nobody has one."""
    rows = words.autonomy.burden.filter(
        pl.col("ratio").is_not_null() & (pl.col("burden") > 0)
    ).sort(["ratio", "party"], descending=[True, False])
    if rows.is_empty():
        return ""
    most, least = rows.row(0, named=True), rows.row(-1, named=True)
    said = words.language.text(
        f"autonomy.fact.payers{_spread(most['ratio'], least['ratio'])}",
        key=words.shares(),
        most=words.language.party(most["party"]),
        most_ratio=words.language.number(most["ratio"], 2),
        amount=words.amount(most["burden"]),
        least=words.language.party(least["party"]),
        least_ratio=words.language.number(least["ratio"], 2),
    )
    idle = [member for member in words.autonomy.members if member not in set(rows["party"])]
    if not idle:
        return said
    return said + words.language.text("autonomy.fact.payers.idle", names=_some(idle, words))


def _spread(most: float, least: float) -> str:
    """Return which sentence holds: someone pays more than its share, less, or nobody either."""
    if most - least < _EVEN and least > 1 - LEAST:
        return ".even"
    return "" if most > 1 + LEAST else ".less"


def _some(parties: Sequence[str], words: AutonomyWords) -> str:
    names = words.language.parties(parties[:_NAMED])
    if len(parties) <= _NAMED:
        return names
    return names + words.language.count("autonomy.fact.more-targets", len(parties) - _NAMED)
