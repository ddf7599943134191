"""The head of an ensemble's page: how likely needs are met, the level, what matters most."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

import polars as pl

from foedus.brief.ensemble_words import EnsembleWords, Need
from foedus.brief.report import Cell

_NAMED = 3
"""So many needs or uncertainties are named; the others are counted."""


def ensemble_facts(words: EnsembleWords) -> Iterator[Cell]:
    """Return what matters first, a line each."""
    if words.ensemble.impossible:
        yield _fact("impossible", _impossible(words), words)
    if words.failed():
        yield _fact("failed", _failed(words), words)
    yield _fact("met", words.of_possible(met_fact(words)), words)
    yield _fact("level", words.of_possible(_level(words)), words)
    yield _fact("matters", matters_fact(words), words)


def _fact(key: str, text: str, words: EnsembleWords) -> Cell:
    return Cell(text, strong=words.language.text(f"ensemble.fact.{key}.heading"))


def met_fact(words: EnsembleWords) -> str:
    """Return how many needs are met for sure, how many never, and how likely the others are.

    Without the number of draws that it is said of: ``EnsembleWords.of_some``.
    """
    needs, text = words.needs(), words.language.text
    if not needs:
        return text("ensemble.fact.met.none")
    ends = {need: words.at(need).row(-1, named=True) for need in needs}
    month = words.language.month(max(end["month"] for end in ends.values()))
    chance = {need: float(end["probability"]) for need, end in ends.items()}
    if len(needs) == 1:
        part = words.part(chance[needs[0]])
        return text(
            "ensemble.fact.met.single",
            need=words.need_in_sentence(needs[0]),
            month=month,
            part=part,
            of=words.draws("of"),
        )
    parts = [
        _ends(words, "every", sum(p == 1 for p in chance.values()), len(needs)),
        _ends(words, "no", sum(p == 0 for p in chance.values()), len(needs)),
        _between([need for need in needs if 0 < chance[need] < 1], chance, words),
    ]
    said = text("ensemble.fact.met.joint").join(filter(None, parts))
    return text("ensemble.fact.met", month=month, said=said)


def _ends(words: EnsembleWords, which: Literal["every", "no"], n: int, of: int) -> str:
    """Return how many needs are met in every draw, or in none; nothing of none."""
    if not n:
        return ""
    key = f"ensemble.fact.met.{words.ensemble.level}"
    if n == of:
        return words.language.text(f"{key}.all", all=of, draws=words.draws(which))
    return words.language.count(key, n, all=of, draws=words.draws(which))


def _between(needs: list[Need], chance: Mapping[Need, float], words: EnsembleWords) -> str:
    """Return the least likely of these needs by name; the others are counted."""
    said = [
        words.language.text(
            "ensemble.fact.met.one",
            need=words.need_in_sentence(need),
            part=words.part(chance[need]),
            of=words.draws("of"),
        )
        for need in needs[:_NAMED]
    ]
    if len(needs) > _NAMED:
        said.append(words.language.count("ensemble.fact.met.others", len(needs) - _NAMED))
    return words.language.join(said)


def _level(words: EnsembleWords) -> str:
    median = words.value(0.5)
    if median is None:
        return words.language.text("ensemble.fact.level.none")
    number = words.language.number
    return words.language.text(
        f"ensemble.fact.level.{words.ensemble.level}",
        median=number(median, 2),
        low=number(words.value(0.05), 2),
        high=number(words.value(0.95), 2),
        of=words.draws("of"),
    )


def matters_fact(words: EnsembleWords) -> str:
    """Return which uncertainties move the level most, or why that is not told.

    Only those whose delta, less its margin, is above what chance gives.
    """
    reason, table = words.reason(), words.ensemble.importance
    rows = table.filter(pl.col("delta") - pl.col("delta_margin") > words.noise())
    if reason or rows.is_empty():
        return reason or words.language.text("ensemble.no-importance.noise")
    said = words.language.join([_matters(row, words) for row in rows.head(3).to_dicts()])
    other = _by_first_order(table, rows.row(0, named=True))
    if other is None:
        return words.language.text("ensemble.fact.matters", names=said)
    return words.language.text(
        "ensemble.fact.matters.otherwise",
        names=said,
        other=words.uncertainty(other["uncertainty"]),
        first=words.language.number(other["first_order"], 2),
    )


def _matters(row: Mapping[str, Any], words: EnsembleWords) -> str:
    return words.language.text(
        "ensemble.fact.matters.one",
        name=words.uncertainty(row["uncertainty"]),
        delta=words.language.number(row["delta"], 2),
    )


def _by_first_order(table: pl.DataFrame, leader: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return what comes first by first order where that is not the leader by delta, for sure."""
    known = table.drop_nulls("first_order").sort("first_order", descending=True)
    if known.is_empty():
        return None
    first = known.row(0, named=True)
    sure = first["first_order"] - (first["first_order_margin"] or 0.0)
    return first if sure > (leader["first_order"] or 0.0) else None


def _failed(words: EnsembleWords) -> str:
    return words.language.count(
        "ensemble.fact.failed", words.failed(), all=words.language.number(words.ensemble.count, 0)
    )


def _impossible(words: EnsembleWords) -> str:
    return words.language.count(
        "ensemble.fact.impossible",
        words.ensemble.impossible,
        all=words.language.number(words.ensemble.count, 0),
    )
