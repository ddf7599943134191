r"""A rule as sums over members: when it adopts, and when it does not.

Every condition is a sum over the members that must reach a whole number,

.. math:: \sum_m w_m (t [a_m \in C] - l [a_m \in B]) \ge d

with :math:`a_m` what a member did, :math:`C` the acts that count and :math:`B` those of the base. A
share *p/q* of a base is reached where *q* times what counts less *p* times the base is 0 or more,
and the base is not empty. A rule is then an alternative of several such sets of sums.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, product
from math import lcm

from foedus.decide.rule import OBJECTIONS, PRESENT, Condition, Group, Rule
from foedus.decide.standing import BASES
from foedus.results.verdict import Bound

OPPOSITE: Mapping[Bound, Bound] = {
    "at_least": "less_than",
    "less_than": "at_least",
    "more_than": "at_most",
    "at_most": "more_than",
}

_EVERY_ACT = BASES["members"]


@dataclass(frozen=True)
class Sum:
    """``sum of weight * (times * [act in counts] - less * [act in base]) >= least``.

    Parameters
    ----------
    counts : frozenset of str
    times : int
    least : int
    base : frozenset of str
    less : int
    weights : mapping of member to int, optional
        None: 1 each.
    """

    counts: frozenset[str]
    times: int
    least: int
    base: frozenset[str] = frozenset()
    less: int = 0
    weights: Mapping[str, int] | None = None

    def of(self, member: str, act: str) -> int:
        """Return what a member adds by an act."""
        weight = 1 if self.weights is None else self.weights[member]
        return weight * (self.times * (act in self.counts) - self.less * (act in self.base))


Alternatives = tuple[tuple[Sum, ...], ...]
"""Sets of sums: one of these sets must hold, and in it every sum."""

MOST_WAYS = 200
"""So many sets of sums are worked with; a rule that falls into more is left unsolved."""


class TooManyWaysError(Exception):
    """A rule falls into more alternatives than can be gone through."""


ALWAYS: Alternatives = ((),)
NEVER: Alternatives = ()


def adopting(rule: Rule, members: Sequence[str]) -> Alternatives:
    """Return when the rule adopts."""
    quorum, parts, provisos = _pieces(rule, members, _met)
    joined = _both(parts) if rule.conditions.join == "all" else _either(parts)
    return _both((quorum or ALWAYS, _either((joined, *provisos))))


def rejecting(rule: Rule, members: Sequence[str]) -> Alternatives:
    """Return when the rule does not adopt."""
    quorum, parts, provisos = _pieces(rule, members, _unmet)
    joined = _either(parts) if rule.conditions.join == "all" else _both(parts)
    return _either((quorum or NEVER, _both((joined, *provisos))))


Reading = Callable[[Condition | Group, Sequence[str]], Alternatives]


def _pieces(
    rule: Rule, members: Sequence[str], reading: Reading
) -> tuple[Alternatives | None, list[Alternatives], list[Alternatives]]:
    parts: list[Alternatives] = []
    provisos: list[Alternatives] = []
    for part in rule.conditions.parts:
        proviso = isinstance(part, Condition) and part.kind == "blocking_minority"
        (provisos if proviso else parts).append(reading(part, members))
    quorum = None if rule.quorum is None else reading(_quorum(rule, rule.quorum), members)
    return quorum, parts, provisos


def _quorum(rule: Rule, quorum: Fraction) -> Condition:
    """Return a quorum as the condition that it is: members that are present."""
    bound: Bound = "more_than" if rule.quorum_more else "at_least"
    if quorum < 1:
        return Condition("share", "members", bound, quorum, tuple(PRESENT))
    return Condition("count", None, bound, quorum, tuple(PRESENT))


def _both(parts: Iterable[Alternatives]) -> Alternatives:
    joined = ALWAYS
    for part in parts:
        joined = _least([(*one, *other) for one, other in product(joined, part)])
    return joined


def _either(parts: Iterable[Alternatives]) -> Alternatives:
    return _least(list(chain.from_iterable(parts)))


def _least(ways: Sequence[tuple[Sum, ...]]) -> Alternatives:
    """Return the ways without those that ask for all that another asks for, and more."""
    if len(ways) > MOST_WAYS**2:
        raise TooManyWaysError
    kept: list[frozenset[Sum]] = []
    for way in sorted({frozenset(way) for way in ways}, key=len):
        if not any(less <= way for less in kept):
            kept.append(way)
    if len(kept) > MOST_WAYS:
        raise TooManyWaysError
    wanted, found = set(kept), dict.fromkeys(tuple(dict.fromkeys(way)) for way in ways)
    first = {frozenset(way): way for way in reversed(found)}
    return tuple(way for way in found if frozenset(way) in wanted and first[frozenset(way)] == way)


def _met(part: Condition | Group, members: Sequence[str]) -> Alternatives:
    if isinstance(part, Group):
        inside = [_met(p, members) for p in part.parts]
        return _both(inside) if part.join == "all" else _either(inside)
    if part.kind == "no_objection":
        return ((Sum(OBJECTIONS, -1, 0),),)
    if part.kind == "blocking_minority":
        return ((Sum(_EVERY_ACT - {"for"}, -1, 1 - int(part.value)),),)
    if part.of is None:
        return ((_sum(part, part.bound, members),),)
    return ((_sum(part, part.bound, members), _base(part, members, 1, 1)),)


def _unmet(part: Condition | Group, members: Sequence[str]) -> Alternatives:
    if isinstance(part, Group):
        inside = [_unmet(p, members) for p in part.parts]
        return _either(inside) if part.join == "all" else _both(inside)
    if part.kind == "no_objection":
        return ((Sum(OBJECTIONS, 1, 1),),)
    if part.kind == "blocking_minority":
        return ((Sum(_EVERY_ACT - {"for"}, 1, int(part.value)),),)
    opposite = (_sum(part, OPPOSITE[part.bound], members),)
    if part.of is None:
        return (opposite,)
    return (opposite, (_base(part, members, -1, 0),))


def _base(part: Condition, members: Sequence[str], times: int, least: int) -> Sum:
    """Return that the base of a share is not empty (1, 1), or that it is (-1, 0)."""
    weights, _ = _whole(part, members)
    return Sum(BASES[part.of or "members"], times, least, weights=weights)


def _sum(part: Condition, bound: Bound, members: Sequence[str]) -> Sum:
    weights, unit = _whole(part, members)
    p, q = part.value.numerator, part.value.denominator
    sign = 1 if bound in ("at_least", "more_than") else -1
    strict = bound in ("more_than", "less_than")  # all are whole numbers: more than 0 is 1
    counts = frozenset(part.counts)
    if part.of is None:
        return Sum(counts, sign * q, sign * p * unit + strict, weights=weights)
    return Sum(counts, sign * q, int(strict), BASES[part.of], sign * p, weights)


def _whole(part: Condition, members: Sequence[str]) -> tuple[_Weights | None, int]:
    """Return the weights as whole numbers, and by what they were multiplied."""
    if part.weights is None:
        return None, 1
    values = {member: part.weights.values[member] for member in members}
    unit = lcm(*(value.denominator for value in values.values()))
    return _Weights({member: int(value * unit) for member, value in values.items()}), unit


class _Weights(dict[str, int]):
    """Whole weights by member, which a frozen sum can hold: compared by what they are."""

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(frozenset(self.items()))
