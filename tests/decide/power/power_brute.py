"""Power the long way, for the tests: a rule is judged for every coalition, every order is weighed.

Nothing of the package's games or counts is used: conditions are read from the rule itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import factorial

from foedus.decide.rule import Condition, Group, Rule, Weights

Coalition = frozenset[str]


@dataclass(frozen=True)
class Brute:
    banzhaf: dict[str, Fraction]
    banzhaf_absolute: dict[str, Fraction]
    shapley_shubik: dict[str, Fraction]
    decisiveness: Fraction
    winning: list[tuple[str, ...]]
    blocking: list[tuple[str, ...]]


def brute(rule: Rule) -> Brute:
    members = sorted(rule.members)
    n = len(members)
    coalitions = [frozenset(c) for s in range(n + 1) for c in combinations(members, s)]
    won = {c: passes(rule, c) for c in coalitions}
    swings = dict.fromkeys(members, 0)
    orders = dict.fromkeys(members, Fraction(0))
    for coalition in coalitions:
        for member in coalition:
            if won[coalition] and not won[coalition - {member}]:
                swings[member] += 1
                ahead = len(coalition) - 1
                orders[member] += Fraction(factorial(ahead) * factorial(n - ahead - 1))
    return Brute(
        banzhaf={m: Fraction(a, sum(swings.values())) for m, a in swings.items()},
        banzhaf_absolute={m: Fraction(a, 2 ** (n - 1)) for m, a in swings.items()},
        shapley_shubik={m: a / factorial(n) for m, a in orders.items()},
        decisiveness=Fraction(sum(won.values()), 2**n),
        winning=_minimal(coalitions, won.__getitem__),
        blocking=_minimal(coalitions, lambda c: not won[frozenset(members) - c]),
    )


def _minimal(
    coalitions: list[Coalition], wins: Callable[[Coalition], bool]
) -> list[tuple[str, ...]]:
    found = [tuple(sorted(c)) for c in coalitions if wins(c) and not any(wins(c - {m}) for m in c)]
    return sorted(found, key=lambda c: (len(c), c))


def passes(rule: Rule, coalition: Coalition) -> bool:
    members = frozenset(rule.members)
    parts = rule.conditions.parts
    provisos = [p for p in parts if isinstance(p, Condition) and p.kind == "blocking_minority"]
    others = tuple(p for p in parts if p not in provisos)
    if any(len(members - coalition) < p.value for p in provisos):
        return True
    return _met(Group(rule.conditions.join, others), members, coalition)


def _met(part: Condition | Group, members: Coalition, coalition: Coalition) -> bool:
    if isinstance(part, Group):
        met = [_met(p, members, coalition) for p in part.parts]
        return all(met) if part.join == "all" else any(met)
    if part.kind == "no_objection":
        return coalition == members
    weigh: Mapping[str, Fraction] = (
        part.weights.values if part.weights else dict.fromkeys(members, Fraction(1))
    )
    reached = sum((weigh[m] for m in coalition), Fraction(0)) if "for" in part.counts else 0
    if part.kind in ("share", "population") or part.of:
        whole = sum((weigh[m] for m in members), Fraction(0))
        if not whole:
            return False
        reached = Fraction(reached) / whole
    return reached >= part.value if part.bound == "at_least" else reached > part.value


def rule_of(*parts: Condition | Group, members: tuple[str, ...], join: str = "all") -> Rule:
    return Rule(
        name="rule",
        cites="",
        members=members,
        acts=("for", "against"),
        quorum=None,
        quorum_more=False,
        conditions=Group(join, parts),  # type: ignore[arg-type]
        silence=None,
        names={},
        note={},
    )


def weighted(value: object, weights: Mapping[str, object], name: str = "own") -> Condition:
    table = Weights(name, {m: Fraction(str(w)) for m, w in weights.items()})
    return Condition("weighted", None, "at_least", Fraction(str(value)), weights=table)


def count(value: int) -> Condition:
    return Condition("count", None, "at_least", Fraction(value))


def letters(n: int) -> tuple[str, ...]:
    return tuple(f"M{i:03}" for i in range(n))
