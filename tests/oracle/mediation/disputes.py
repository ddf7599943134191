"""Random disputes of up to 200,000 outcomes, of every kind that the page knows."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from foedus.case.dispute.model import Dispute, Floats, Issue, Link, Party, RedLine

MOST = 200_000
"""Outcomes of the largest dispute."""
Random = np.random.Generator


@dataclass(frozen=True)
class Kind:
    """What a dispute is like; each trait with a probability of its own."""

    coarse: bool
    """Numbers in tenths, so that many outcomes tie."""
    demanding: bool
    """High reservations: seldom an agreement."""
    vetoes: float
    """Share of parties with a veto."""
    ranked: bool
    indifferent: bool
    """For the first party nothing is at stake."""
    alone: bool
    """Then the first party alone has a veto: nobody who counts can gain anything."""


def random_dispute(seed: int, *, most: int = MOST) -> Dispute:
    """Return a dispute; the same for the same seed and size."""
    source = np.random.default_rng([seed, most])
    kind = _kind(source)
    sizes = _sizes(source, most)
    parties = int(source.integers(2, 8))
    values, ranked = _values(source, kind, parties, sizes)
    salience = _salience(source, kind, parties, len(sizes))
    shape = (parties, len(sizes))
    return Dispute(
        f"random {seed}",
        {"en": "Random", "fr": "Aléatoire"},
        _parties(source, kind, parties),
        _issues(source, sizes),
        salience,
        values,
        np.full(shape, np.nan),
        np.full(shape, np.nan),
        _redlines(source, salience, sizes),
        _links(source, sizes),
        ranked,
    )


def _kind(source: Random) -> Kind:
    return Kind(
        coarse=source.random() < 0.4,
        demanding=source.random() < 0.3,
        vetoes=float(source.choice([0.0, 0.3, 0.8, 1.0], p=[0.1, 0.2, 0.4, 0.3])),
        ranked=source.random() < 0.2,
        indifferent=source.random() < 0.12,
        alone=source.random() < 0.3,
    )


def _sizes(source: Random, most: int) -> list[int]:
    """Draw options of issues until the next issue would make too many outcomes."""
    target = min(most, most ** source.uniform(0.4, 1.1))
    sizes = [int(source.integers(1, 5))]
    while True:
        size = int(source.integers(2, 8))
        if math.prod(sizes) * size > target:
            return sizes
        sizes.append(size)


def _values(
    source: Random, kind: Kind, parties: int, sizes: list[int]
) -> tuple[tuple[Floats, ...], np.ndarray]:
    ranked = source.random((parties, len(sizes))) < (0.5 if kind.ranked else 0.0)
    values = []
    for issue, size in enumerate(sizes):
        drawn = source.random((parties, size))
        if kind.coarse:
            drawn = np.round(drawn, 1)
        if size > 1 and source.random() < 0.2:
            drawn[:, 1] = drawn[:, 0]
        for party in np.flatnonzero(ranked[:, issue]):
            drawn[party] = _from_ranks(source.integers(1, size + 1, size))
        values.append(drawn)
    return tuple(values), ranked


def _from_ranks(ranks: np.ndarray) -> Floats:
    """Return (worst - rank) / (worst - 1); where all are first, all are worth 1."""
    worst = int(ranks.max())
    if worst == 1:
        return np.ones(len(ranks))
    found: Floats = (worst - ranks) / (worst - 1)
    return found


def _salience(source: Random, kind: Kind, parties: int, issues: int) -> Floats:
    drawn = source.integers(0, 6, (parties, issues)) + 0.0
    if not kind.coarse:
        drawn *= source.random((parties, issues))
    if kind.indifferent:
        drawn[0] = 0.0
    total = drawn.sum(axis=1, keepdims=True)
    return drawn / np.where(total > 0, total, 1.0)


def _parties(source: Random, kind: Kind, count: int) -> tuple[Party, ...]:
    found = []
    top = 0.85 if kind.demanding else 0.5
    for place in range(count):
        least = source.uniform(0.0, top) * (source.random() < 0.8)
        veto = bool(source.random() < kind.vetoes)
        if kind.indifferent and kind.alone:
            veto, least = place == 0, 0.0
        weight = float(source.choice([1.0, 1.0, 0.3, 2.5, 12.0]))
        found.append(Party(f"P{place}", veto, weight, round(least, 1) if kind.coarse else least))
    return tuple(found)


def _issues(source: Random, sizes: list[int]) -> tuple[Issue, ...]:
    return tuple(
        Issue(
            f"I{place}",
            tuple(f"I{place}-{option}" for option in range(size)),
            status_quo=f"I{place}-{source.integers(size)}",
        )
        for place, size in enumerate(sizes)
    )


def _redlines(source: Random, salience: Floats, sizes: list[int]) -> tuple[RedLine, ...]:
    """Draw options that parties never accept; now and then all options of an issue."""
    lines: dict[tuple[int, int, int], RedLine] = {}
    for party in range(len(salience)):
        for _ in range(int(source.choice([0, 0, 1, 2]))):
            issue = int(source.integers(len(sizes)))
            options = [int(source.integers(sizes[issue]))]
            if source.random() < 0.03:
                options = list(range(sizes[issue]))
            priced = source.random() < 0.3
            price = float(source.choice([0.0, 0.05, 0.4])) if priced else salience[party, issue]
            for option in options:
                line = RedLine(party, issue, option, price=float(price))
                lines[party, issue, option] = line
    return tuple(lines.values())


def _links(source: Random, sizes: list[int]) -> tuple[Link, ...]:
    if len(sizes) < 2:
        return ()
    links = []
    for _ in range(int(source.choice([0, 0, 1, 3]))):
        one, two = (int(i) for i in source.choice(len(sizes), 2, replace=False))
        first, then = (int(source.integers(sizes[issue])) for issue in (one, two))
        links.append(Link(one, first, two, then, bool(source.random() < 0.5)))
    if source.random() < 0.02:
        links += [Link(0, option, 1, 0, allowed) for option in range(sizes[0])
                  for allowed in (True, False)]  # fmt: skip
    return tuple(links)
