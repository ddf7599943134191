"""The answer of ``foedus power``: the indices of a rule and its smallest sets."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from math import comb, inf

from foedus.decide.power import alike, enumeration, halves, sums
from foedus.decide.power.counts import Counts, indices, symmetric
from foedus.decide.power.game import Game, dual
from foedus.decide.power.read_rule import game_of, weights_of
from foedus.decide.power.smallest import smallest_sets
from foedus.decide.rule import Rule
from foedus.errors import Finding, InputError
from foedus.results.power import Power, Sets
from foedus.results.stamp import RecordStamp

METHODS: tuple[tuple[str, Callable[[Game], float], Callable[[Game], Counts]], ...] = (
    ("dynamic programming", sums.cost, sums.count),
    ("halves", halves.cost, halves.count),
    ("enumeration", alike.cost, alike.count),
    ("enumeration", enumeration.cost, enumeration.count),
)
"""Name, cost and count; the cheapest is taken."""


def power(
    rule: Rule, *, members: Sequence[str] | None = None, stamp: RecordStamp | None = None
) -> Power:
    """Return who can turn a decision under a rule, exactly.

    With η_i the coalitions that member i turns (winning with it, losing without it):

        absolute Banzhaf (Penrose)   β'_i = η_i / 2^(n−1)
        Banzhaf (normalised)         β_i  = η_i / Σ_j η_j
        Shapley–Shubik               φ_i  = Σ_S (|S|−1)! (n−|S|)! / n! over the same coalitions S
        decisiveness (Coleman)       A    = winning coalitions / 2^n

    Parameters
    ----------
    rule : Rule
        S acts for the text, all others object, everybody is present: see ``game_of``.
    members : sequence of str, optional
        Who decides, where the rule names a body: see ``membership.rule_members``.
    stamp : RecordStamp, optional

    Returns
    -------
    Power

    Raises
    ------
    InputError
        See ``game_of``; or no exact method serves so large a game.

    Notes
    -----
    Shapley and Shubik (1954), American Political Science Review 48(3); Penrose (1946), Journal of
    the Royal Statistical Society 109(1); Banzhaf (1965), Rutgers Law Review 19; Coleman (1971),
    in Lieberman (ed.), Social Choice.
    """
    game = game_of(rule, members=members)
    method, counts = counted(game, name=rule.name)
    found = indices(counts)
    tables = [w.source or w.name for w in weights_of(rule.conditions)]
    return Power(
        rule=rule.name,
        cites=rule.cites,
        members=game.members,
        banzhaf=_by_member(game, found.banzhaf),
        banzhaf_absolute=_by_member(game, found.banzhaf_absolute),
        shapley_shubik=_by_member(game, found.shapley_shubik),
        decisiveness=found.decisiveness,
        winning=_sets(game, counts.winning, counts.minimal),
        blocking=_sets(dual(game), _blocking(counts.winning), counts.blocking),
        published=(),
        weights="; ".join(tables),
        method=method,
        stamp=stamp or RecordStamp(),
    )


def counted(game: Game, *, name: str = "rule") -> tuple[str, Counts]:
    """Return the method with the least work, and its counts.

    Raises
    ------
    InputError
        No exact method serves.
    """
    if len(game.vectors) == 1:
        return "symmetric", symmetric(game.size, game.corners[0][0])
    work, place = min((cost(game), k) for k, (_, cost, _) in enumerate(METHODS))
    if work == inf:
        details = {
            "members": str(game.size),
            "vectors": str(len(game.vectors) - 1),
            "any": str(enumeration.MEMBERS),
            "one": str(halves.MEMBERS),
            "cells": str(sums.CELLS),
        }
        raise InputError([Finding("fault", "power.too-large", name, details=details)])
    method, _, count = METHODS[place]
    return method, count(game)


def _by_member(game: Game, values: Sequence[Fraction]) -> Mapping[str, Fraction]:
    return dict(zip(game.members, values, strict=True))


def _blocking(winning: Sequence[int]) -> list[int]:
    """Return the blocking sets by size, those whose complement loses: C(n, s) − W(n − s)."""
    n = len(winning) - 1
    return [comb(n, s) - winning[n - s] for s in range(n + 1)]


def _sets(game: Game, winning: Sequence[int], number: int | None) -> Sets:
    least = next(s for s, found in enumerate(winning) if found)
    return Sets(number, least, smallest_sets(game, least))
