"""Conditions that no members can ever meet: a number or a weight above what all come to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from foedus.decide.rule import Condition, Group


def impossible(group: Group, members: Sequence[str]) -> Iterator[tuple[str, Condition, Fraction]]:
    """Yield each condition that can never be met, by its key, with what can be reached at most.

    Parameters
    ----------
    group : Group
        The conditions of a rule.
    members : sequence of str

    Yields
    ------
    key : str
        Dotted, such as ``condition.1`` or ``condition.2.any.1``.
    condition : Condition
    most : Fraction
        Members, or the unit of the weights.

    Examples
    --------
    >>> five = Condition("count", None, "at_least", Fraction(5))
    >>> [key for key, _, _ in impossible(Group("all", (five,)), ("AAA", "BBB", "CCC"))]
    ['condition.1']
    """
    yield from _in(group, "condition", members)


def _in(group: Group, at: str, members: Sequence[str]) -> Iterator[tuple[str, Condition, Fraction]]:
    for number, part in enumerate(group.parts, 1):
        key = f"{at}.{number}"
        if isinstance(part, Group):
            yield from _in(part, f"{key}.{part.join}", members)
            continue
        most = _most(part, members)
        if most is not None and not _can(part, most):
            yield key, part, most


def _can(part: Condition, most: Fraction) -> bool:
    if part.bound == "at_least":
        return most >= part.value
    return part.bound != "more_than" or most > part.value


def _most(part: Condition, members: Sequence[str]) -> Fraction | None:
    """Return what a sum can reach at most; None for a share, and without weights."""
    if part.of is not None or part.kind not in ("count", "weighted"):
        return None
    if part.kind == "count":
        return Fraction(len(set(members)))
    values = {} if part.weights is None else part.weights.values
    if not set(members) <= set(values):
        return None
    return sum((values[member] for member in set(members)), Fraction(0)) or None
