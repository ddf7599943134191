"""The head of an ensemble's page: how likely needs are met, the level, what matters most."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from foedus.brief.ensemble_words import EnsembleWords, Need
from foedus.brief.report import Cell

_NAMED = 3
"""So many needs or uncertainties are named; the others are counted."""


def ensemble_facts(words: EnsembleWords) -> Iterator[Cell]:
    """Return what matters first, a line each."""
    yield _fact("met", met_fact(words), words)
    yield _fact("level", words.of_possible(_level(words)), words)
    yield _fact("matters", matters_fact(words), words)
    if words.ensemble.impossible:
        yield _fact("impossible", _impossible(words), words)


def _fact(key: str, text: str, words: EnsembleWords) -> Cell:
    return Cell(text, strong=words.language.text(f"ensemble.fact.{key}.heading"))


def met_fact(words: EnsembleWords) -> str:
    """Return how many needs are met for sure, how many never, and how likely the others are."""
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
        )
    said = text(
        f"ensemble.fact.met.{words.ensemble.level}",
        month=month,
        all=len(needs),
        sure=sum(p == 1 for p in chance.values()),
        never=sum(p == 0 for p in chance.values()),
    )
    between = _between([need for need in needs if 0 < chance[need] < 1], chance, words)
    return text("ensemble.fact.met.and", said=said, between=between) if between else said


def _between(needs: list[Need], chance: Mapping[Need, float], words: EnsembleWords) -> str:
    """Return the least likely of these needs by name; the others are counted."""
    said = [
        words.language.text(
            "ensemble.fact.met.one",
            need=words.need_in_sentence(need),
            part=words.part(chance[need]),
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
    )


def matters_fact(words: EnsembleWords) -> str:
    """Return which uncertainties move the level most, or why that is not told."""
    reason = words.reason()
    rows = words.ensemble.importance.filter(pl.col("delta") > words.noise())
    if reason or rows.is_empty():
        return reason or words.language.text("ensemble.no-importance.noise")
    said = [
        words.language.text(
            "ensemble.fact.matters.one",
            name=row["uncertainty"],
            delta=words.language.number(row["delta"], 2),
        )
        for row in rows.head(3).iter_rows(named=True)
    ]
    return words.language.text("ensemble.fact.matters", names=words.language.join(said))


def _impossible(words: EnsembleWords) -> str:
    return words.language.count(
        "ensemble.fact.impossible",
        words.ensemble.impossible,
        all=words.language.number(words.ensemble.count, 0),
    )
