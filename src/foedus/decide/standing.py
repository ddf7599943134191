"""What each member did that stands, and whether a rule is met by it."""

from __future__ import annotations

import operator
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from foedus.decide.rule import (
    ACTS,
    CAST,
    NONE,
    OBJECTIONS,
    PRESENT,
    Condition,
    Group,
    Rule,
)
from foedus.results.verdict import Bound, Reached

Standing = Mapping[str, str]
"""By member: its act that stands; ``none`` where it did nothing that counts."""

COMPARE: Mapping[Bound, Callable[[Fraction, Fraction], bool]] = {
    "at_least": operator.ge,
    "more_than": operator.gt,
    "at_most": operator.le,
    "less_than": operator.lt,
}

BASES: Mapping[str, frozenset[str]] = {
    "members": frozenset(ACTS) | {NONE},
    "present": PRESENT,
    "cast": CAST,
}
"""The acts by which a member belongs to a base; to the base of members it belongs anyhow."""


@dataclass(frozen=True)
class Outcome:
    """A rule held against what members did.

    Parameters
    ----------
    adopted : bool
    deemed : bool
        Adopted by the proviso on blocking minorities alone.
    conditions : tuple of Reached
        The quorum first, where there is one.
    """

    adopted: bool
    deemed: bool
    conditions: tuple[Reached, ...]


def outcome(rule: Rule, standing: Standing) -> Outcome:
    """Hold a rule against what members did.

    ``adopted = quorum and (conditions joined or fewer than a blocking minority do not support)``
    """
    parts = tuple(_reached(part, standing) for part in rule.conditions.parts)
    quorum = quorum_reached(rule, standing)
    joined = _joined(rule.conditions.join, [p for p in parts if not _is_proviso(p)])
    proviso = any(p.met for p in parts if _is_proviso(p))
    conditions = parts if quorum is None else (quorum, *parts)
    adopted = (quorum is None or quorum.met) and (joined or proviso)
    return Outcome(adopted, adopted and not joined, conditions)


def _is_proviso(reached: Reached) -> bool:
    return reached.condition == "blocking_minority"


def _joined(join: str, parts: Sequence[Reached]) -> bool:
    return all(p.met for p in parts) if join == "all" else any(p.met for p in parts)


def quorum_reached(rule: Rule, standing: Standing) -> Reached | None:
    """Return the quorum with its figures; None where the rule has none."""
    if rule.quorum is None:
        return None
    present = _acting(standing, PRESENT)
    share = rule.quorum < 1
    reached = Fraction(len(present), len(standing) if share else 1)
    bound: Bound = "more_than" if rule.quorum_more else "at_least"
    met = COMPARE[bound](reached, rule.quorum)
    of = "members" if share else ""
    return Reached("quorum", of, bound, rule.quorum, reached, met, present)


def _acting(standing: Standing, acts: Collection[str]) -> tuple[str, ...]:
    return tuple(sorted(member for member, act in standing.items() if act in acts))


def _reached(part: Condition | Group, standing: Standing) -> Reached:
    if isinstance(part, Group):
        parts = tuple(_reached(p, standing) for p in part.parts)
        met = _joined(part.join, parts)
        return Reached(part.join, "", "at_least", None, None, met, parts=parts)
    if part.kind == "no_objection":
        who = _acting(standing, OBJECTIONS)
        none = Fraction(0)
        return Reached(part.kind, "", "at_most", none, Fraction(len(who)), not who, who)
    if part.kind == "blocking_minority":
        who = _acting(standing, BASES["members"] - {"for"})
        number = Fraction(len(who))
        return Reached(part.kind, "", "less_than", part.value, number, number < part.value, who)
    who = _acting(standing, part.counts)
    reached = _figure(part, standing, who)
    met = reached is not None and COMPARE[part.bound](reached, part.value)
    return Reached(part.kind, part.of or "", part.bound, part.value, reached, met, who)


def _figure(part: Condition, standing: Standing, who: Sequence[str]) -> Fraction | None:
    """Return the share or the sum that a condition asks for; None over an empty base."""
    total = _weight(part, who)
    if part.of is None:
        return total
    base = _weight(part, _acting(standing, BASES[part.of]))
    return total / base if base else None


def _weight(part: Condition, who: Sequence[str]) -> Fraction:
    if part.weights is None:
        return Fraction(len(who))
    return sum((part.weights.values[member] for member in who), Fraction(0))
