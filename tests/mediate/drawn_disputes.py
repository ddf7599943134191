"""Disputes drawn at random: options, scales or both, with links, red lines, vetoes and ties."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType

import numpy as np

from foedus.case.dispute.model import Dispute, Issue, Link, Party, RedLine


def drawn(seed: int, *, scales: int = 0, options: Sequence[int] | None = None) -> Dispute:
    """Return a dispute; every third is coarse (values in tenths), so that outcomes tie."""
    rng = np.random.default_rng(seed)
    coarse = seed % 3 == 0
    parties = int(rng.integers(2, 6))
    sizes = list(rng.integers(2, 5, rng.integers(2, 5))) if options is None else list(options)
    kinds = [*sizes, *[0] * scales]
    issues = tuple(_issue(f"i{k}", int(size), rng) for k, size in enumerate(kinds))
    shape = (parties, len(issues))
    salience = np.round(rng.random(shape), 1) if coarse else rng.random(shape)
    salience[rng.random(shape) < 0.15] = 0.0
    total = salience.sum(axis=1, keepdims=True)
    salience = salience / np.where(total > 0, total, 1.0)
    values = tuple(_rounded(rng.random((parties, len(i.options))), coarse) for i in issues)
    position = np.array([[rng.uniform(i.low, i.high) for i in issues] for _ in range(parties)])
    position = np.where([i.scale for i in issues], _rounded(position, coarse), np.nan)
    position[salience == 0] = np.nan
    return Dispute(
        f"drawn-{seed}",
        MappingProxyType({"en": "Drawn", "fr": "Tiré"}),
        _parties(parties, rng, coarse, seed),
        issues,
        salience,
        values,
        position,
        np.full(shape, np.nan),
        _redlines(parties, issues, rng),
        _links(issues, rng),
    )


def _rounded(array: np.ndarray, coarse: bool) -> np.ndarray:
    return np.round(array, 1) if coarse else array


def _issue(name: str, size: int, rng: np.random.Generator) -> Issue:
    if size:
        return Issue(name, tuple(f"o{k}" for k in range(size)))
    low = float(np.round(rng.uniform(-5, 5), 1))
    return Issue(name, (), low, low + float(rng.choice([1.0, 4.0, 100.0])))


def _parties(count: int, rng: np.random.Generator, coarse: bool, seed: int) -> tuple[Party, ...]:
    """Return parties; in every seventh dispute nobody has a veto, in every eighth most ask much."""
    veto = (rng.random(count) < 0.75) & (seed % 7 != 0)
    most = 0.8 if seed % 8 == 0 else 0.45
    reservation = _rounded(rng.uniform(0, most, count), coarse)
    weight = rng.choice([1.0, 1.0, 2.0, 0.5, 7.0], count)
    return tuple(
        Party(f"p{k}", bool(veto[k]), float(weight[k]), float(reservation[k])) for k in range(count)
    )


def _redlines(
    parties: int, issues: tuple[Issue, ...], rng: np.random.Generator
) -> tuple[RedLine, ...]:
    lines = []
    for _ in range(int(rng.integers(0, 3))):
        party, place = int(rng.integers(parties)), int(rng.integers(len(issues)))
        issue = issues[place]
        if issue.scale:
            part = rng.uniform(0, 0.4, 2) * (issue.high - issue.low)
            lines.append(
                RedLine(party, place, None, issue.low + part[0], issue.high - part[1], 0.1)
            )
        else:
            lines.append(RedLine(party, place, int(rng.integers(len(issue.options))), price=0.1))
    return tuple(lines)


def _links(issues: tuple[Issue, ...], rng: np.random.Generator) -> tuple[Link, ...]:
    with_options = [k for k, issue in enumerate(issues) if not issue.scale]
    if len(with_options) < 2:
        return ()
    links = []
    for _ in range(int(rng.integers(0, 3))):
        first, then = (int(k) for k in rng.choice(with_options, 2, replace=False))
        a, b = (int(rng.integers(len(issues[k].options))) for k in (first, then))
        links.append(Link(first, a, then, b, bool(rng.random() < 0.4)))
    return tuple(links)
