"""The least change: the fewest members that, acting otherwise, would turn the result."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from math import comb, prod

from foedus.decide.least import (
    Allotment,
    Movers,
    Option,
    Problem,
    least_number,
    pairs,
    price,
    strongest,
    walk,
)
from foedus.decide.linear import Sum, TooManyWaysError, adopting, rejecting
from foedus.decide.natural import naturally, targets
from foedus.decide.rule import Rule, leaves
from foedus.decide.standing import Standing, outcome
from foedus.results.verdict import Change, Turn

EXAMPLES = 10
"""Least changes that are listed."""

PATTERNS = 1_000
"""Kinds of least change (so many of each group of like members) that are counted at most."""

NODES = 10_000
"""Steps of the search after which counting ends; that the change is least needs no counting."""


@dataclass(frozen=True)
class Alike:
    """Members that did the same and weigh the same."""

    members: tuple[str, ...]
    was: str


def turns(rule: Rule, standing: Standing) -> tuple[tuple[Turn, ...], int]:
    """Return the least changes that turn the result, and how many there are.

    From not adopted to adopted members turn to ``for``, or, where that is all it needs, withdraw
    their objection; from adopted to not adopted they turn to what tells most against the text.

    Parameters
    ----------
    rule : Rule
    standing : mapping of member to act

    Returns
    -------
    turns : tuple of Turn
        All of the least number of members, which is proven; at most ten, in order of the members.
        None: nothing that members can do turns it.
    number : int
        How many sets of members there are; -1 where there are too many to count.
    """
    members = tuple(sorted(standing))
    adopted = outcome(rule, standing).adopted
    groups = _alike(rule, standing)
    try:
        ways = rejecting(rule, members) if adopted else adopting(rule, members)
    except TooManyWaysError:
        return (), -1
    problems = [_problem(rule, groups, sums, adopted=adopted) for sums in ways]
    size = len(members)
    least: list[Problem] = []
    for problem in problems:
        number = least_number(problem, size)
        if number is not None:
            least = [*(least if number == size else []), problem]
            size = number
    if not least:
        return (), 0
    patterns, complete = _patterns(least, size, len(groups))
    listed = tuple(
        naturally(rule, standing, Turn(chosen, not adopted))
        for chosen in _examples(groups, patterns)
    )
    for turn in listed:
        _check(rule, standing, turn)
    return listed, _number(groups, patterns) if complete else -1


def _alike(rule: Rule, standing: Standing) -> tuple[Alike, ...]:
    tables = [c.weights.values for c in leaves(rule.conditions) if c.weights is not None]
    found: dict[tuple[object, ...], list[str]] = {}
    for member in sorted(standing):
        key = (standing[member], *(table[member] for table in tables))
        found.setdefault(key, []).append(member)
    return tuple(Alike(tuple(names), standing[names[0]]) for names in found.values())


def _problem(rule: Rule, groups: Sequence[Alike], sums: Sequence[Sum], *, adopted: bool) -> Problem:
    reached = [0] * len(sums)
    movers = []
    for number, alike in enumerate(groups):
        member, size = alike.members[0], len(alike.members)
        now = [s.of(member, alike.was) for s in sums]
        reached = [r + size * n for r, n in zip(reached, now, strict=True)]
        options = [
            Option(act, tuple(s.of(member, act) - n for s, n in zip(sums, now, strict=True)))
            for act in targets(rule, alike.was, adopted=adopted)
        ]
        if useful := _useful(options):
            movers.append(Movers(number, size, useful))
    needs = tuple(s.least - r for s, r in zip(sums, reached, strict=True))
    return Problem(tuple(movers), needs)


def _useful(options: Sequence[Option]) -> tuple[Option, ...]:
    """Return the options than which no other, and not staying, does as much for every sum."""
    kept: list[Option] = []
    for option in options:
        if max(option.adds, default=0) <= 0 or any(_as_good(k, option) for k in kept):
            continue
        kept = [k for k in kept if not _as_good(option, k)] + [option]
    return tuple(kept)


def _as_good(a: Option, b: Option) -> bool:
    return all(x >= y for x, y in zip(a.adds, b.adds, strict=True))


Pattern = Mapping[int, Mapping[str, int]]
"""By group: how many of its members turn to each act."""


def _patterns(problems: Sequence[Problem], size: int, groups: int) -> tuple[list[Pattern], bool]:
    """Return the kinds of least change, one for each choice of members, and if that is all."""
    found: dict[tuple[int, ...], Pattern] = {}
    complete = True
    for problem in problems:
        nodes = walk(problem, size, price(problem, size))
        for step, allotment in enumerate(nodes):
            if allotment is not None:
                _keep(found, _pattern(problem, allotment), groups)
            if step >= NODES or len(found) >= PATTERNS:
                complete = False
                break
    if not found:  # the order of names led nowhere in time: that of strength has led somewhere
        ways = (strongest(problem, size) for problem in problems)
        _keep(found, next(_pattern(*way) for way in ways if way is not None), groups)
    return list(found.values()), complete


def _keep(found: dict[tuple[int, ...], Pattern], pattern: Pattern, groups: int) -> None:
    key = tuple(sum(pattern.get(g, {}).values()) for g in range(groups))
    found.setdefault(key, pattern)


def _pattern(problem: Problem, allotment: Allotment) -> Pattern:
    pattern: dict[int, dict[str, int]] = {}
    for (movers, option), number in zip(pairs(problem), allotment, strict=False):
        if number:
            pattern.setdefault(movers.group, {})[option.act] = number
    return pattern


def _number(groups: Sequence[Alike], patterns: Sequence[Pattern]) -> int:
    """Return the number of sets of members that the patterns stand for."""
    return sum(
        prod(comb(len(groups[g].members), sum(acts.values())) for g, acts in pattern.items())
        for pattern in patterns
    )


def _examples(groups: Sequence[Alike], patterns: Sequence[Pattern]) -> Iterator[tuple[Change, ...]]:
    """Yield the first sets in the order of their members.

    An earlier choice inside a group makes the whole set earlier, so that the first of each group
    are enough.
    """
    every = (chosen for pattern in patterns for chosen in _first(groups, pattern))
    return iter(heapq.nsmallest(EXAMPLES, every, key=lambda c: [change.member for change in c]))


def _first(groups: Sequence[Alike], pattern: Pattern) -> list[tuple[Change, ...]]:
    first: list[tuple[Change, ...]] = [()]
    for group, acts in pattern.items():
        alike = groups[group]
        becomes = [act for act, number in acts.items() for _ in range(number)]
        choices = islice(combinations(alike.members, len(becomes)), EXAMPLES)
        changes = [
            tuple(Change(m, alike.was, act) for m, act in zip(names, becomes, strict=True))
            for names in choices
        ]
        both = [tuple(sorted((*a, *b), key=_name)) for a in first for b in changes]
        first = heapq.nsmallest(EXAMPLES, both, key=lambda c: [change.member for change in c])
    return first


def _name(change: Change) -> str:
    return change.member


def _check(rule: Rule, standing: Standing, turn: Turn) -> None:
    """Hold a change against the tally itself, which knows nothing of sums."""
    after = {**standing, **{change.member: change.becomes for change in turn.changes}}
    if outcome(rule, after).adopted != turn.adopted:
        raise ArithmeticError(f"{rule.name}: the change {turn.changes} does not turn the result")
