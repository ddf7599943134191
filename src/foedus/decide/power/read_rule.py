"""From a rule to its game: S acts for the text, all others object, and everybody is present."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor, lcm

from foedus.decide.power.game import (
    ALWAYS,
    MOST_CORNERS,
    NEVER,
    Formula,
    Game,
    Joined,
    Quota,
    TooManyCornersError,
    dual,
    reduced,
)
from foedus.decide.rule import OBJECTIONS, Condition, Group, Rule, Weights
from foedus.errors import Finding, InputError


def game_of(rule: Rule, *, members: Sequence[str] | None = None) -> Game:
    """Return the game of a rule.

    Every member is present and every vote is cast, so each base is the whole membership and a
    quorum is met. ``no_objection`` asks for everybody; a share, count or weight of acts ``for``
    is a quota on S; one of acts against it (``against``, ``object``) is a limit on the members
    outside S; any other acts are done by nobody. The proviso of a blocking minority of b members
    is won when |N∖S| < b.

    Parameters
    ----------
    rule : Rule
    members : sequence of str, optional
        Who decides; by default the rule's own list, else the members in its weights.

    Returns
    -------
    Game
        Weights and quotas scaled to whole numbers, exactly.

    Raises
    ------
    InputError
        No members are known, weights are missing, the quorum is above the membership, the rule
        is not monotone (one more member for it can defeat a text), or nobody can turn it.
    """
    names = _members(rule, members)
    reading = _Reading(rule, names)
    formula = reading.whole()
    _quorum(rule, names, reading.findings)
    if reading.findings:
        raise InputError(reading.findings)
    game = _reduced(Game(names, tuple(reading.vectors), formula), rule.name)
    if not game.corners:
        raise InputError([Finding("fault", "power.never", rule.name)])
    if not any(map(any, game.corners)):
        raise InputError([Finding("fault", "power.always", rule.name)])
    return game


def _reduced(game: Game, name: str) -> Game:
    """Return the game with small numbers; both it and its dual must have few corners."""
    try:
        small = reduced(game)
        _ = small.corners, dual(small).corners
    except TooManyCornersError:
        details = {"most": str(MOST_CORNERS)}
        raise InputError([Finding("fault", "power.too-many-ways", name, details=details)]) from None
    return small


def _members(rule: Rule, members: Sequence[str] | None) -> tuple[str, ...]:
    if members is None and not isinstance(rule.members, str):
        members = rule.members
    if members is None:
        tables = {tuple(sorted(w.values)) for w in weights_of(rule.conditions)}
        members = tables.pop() if len(tables) == 1 else ()
    if not members:
        body = rule.members if isinstance(rule.members, str) else ""
        raise InputError([Finding("fault", "power.no-members", rule.name, value=body)])
    return tuple(sorted(set(members)))


def weights_of(group: Group) -> tuple[Weights, ...]:
    """Return the tables of weights of a rule's conditions, each once, in order."""
    found: list[Weights] = []
    for part in group.parts:
        inside = weights_of(part) if isinstance(part, Group) else (part.weights,)
        found += [weights for weights in inside if weights is not None and weights not in found]
    return tuple(found)


def _quorum(rule: Rule, members: tuple[str, ...], findings: list[Finding]) -> None:
    if rule.quorum is None:
        return
    needed = rule.quorum * len(members) if rule.quorum < 1 else rule.quorum
    if needed > len(members) or (rule.quorum_more and needed == len(members)):
        details = {"members": str(len(members))}
        findings.append(
            Finding("fault", "power.quorum", rule.name, value=str(rule.quorum), details=details)
        )


class _Reading:
    """One pass over a rule's conditions; gathers vectors and faults."""

    def __init__(self, rule: Rule, members: tuple[str, ...]) -> None:
        self.rule = rule
        self.members = members
        self.vectors: list[tuple[int, ...]] = [(1,) * len(members)]
        self.findings: list[Finding] = []

    def whole(self) -> Formula:
        """Return the conditions joined, or the proviso of a blocking minority."""
        top = self.rule.conditions
        provisos = [
            part
            for part in top.parts
            if isinstance(part, Condition) and part.kind == "blocking_minority"
        ]
        rest = tuple(part for part in top.parts if part not in provisos)
        joined = self._group(Group(top.join, rest))
        if not provisos:
            return joined
        n = len(self.members)
        deemed = (Quota(0, floor(n - proviso.value) + 1) for proviso in provisos)
        return Joined("any", (joined, *deemed))

    def _group(self, group: Group) -> Formula:
        parts = (
            self._group(part) if isinstance(part, Group) else self._condition(part)
            for part in group.parts
        )
        return Joined(group.join, tuple(parts))

    def _condition(self, condition: Condition) -> Formula:
        n = len(self.members)
        if condition.kind == "no_objection":
            return Quota(0, n)
        if condition.kind == "blocking_minority":
            return Quota(0, floor(n - condition.value) + 1)
        values = self._values(condition)
        if values is None:
            return ALWAYS
        return self._quota(condition, values)

    def _values(self, condition: Condition) -> list[Fraction] | None:
        """Return each member's weight in the condition; None where faults stand."""
        if condition.kind in ("share", "count"):
            return [Fraction(1)] * len(self.members)
        weights = condition.weights
        if weights is None or not weights.values:
            name = weights.name if weights else condition.kind
            reason = weights.missing if weights else ""
            self._fault("power.no-weights", name, reason=reason or "?")
            return None
        absent = [member for member in self.members if member not in weights.values]
        if absent:
            self._fault("power.weight-missing", weights.name, members=", ".join(absent))
            return None
        values = [weights.values[member] for member in self.members]
        if any(value < 0 for value in values):
            self._fault("power.not-monotone", weights.name)
            return None
        return values

    def _quota(self, condition: Condition, values: list[Fraction]) -> Formula:
        scale = lcm(*(value.denominator for value in values))
        vector = tuple(int(value * scale) for value in values)
        total = sum(vector)
        relative = condition.of is not None or condition.kind in ("share", "population")
        if relative and not total:
            return NEVER
        bound = condition.value * (total if relative else scale)
        return self._leaf(condition, vector, bound)

    def _leaf(self, condition: Condition, vector: tuple[int, ...], bound: Fraction) -> Formula:
        total = sum(vector)
        counts = set(condition.counts)
        inside, outside = "for" in counts, bool(counts & OBJECTIONS)
        if inside == outside:
            return ALWAYS if _holds(total if inside else 0, condition.bound, bound) else NEVER
        rising = condition.bound in ("at_least", "more_than")
        if rising != inside:
            ends = {_holds(reached, condition.bound, bound) for reached in (0, total)}
            if len(ends) == 1:
                return ALWAYS if ends.pop() else NEVER
            self._fault("power.not-monotone", condition.kind)
            return ALWAYS
        least = bound if inside else total - bound
        strict = condition.bound in ("more_than", "less_than")
        self.vectors.append(vector)
        return Quota(len(self.vectors) - 1, floor(least) + 1 if strict else ceil(least))

    def _fault(self, kind: str, value: str, **details: str) -> None:
        finding = Finding("fault", kind, self.rule.name, value=value, details=details)
        if finding not in self.findings:
            self.findings.append(finding)


def _holds(reached: int, bound: str, value: Fraction) -> bool:
    return {
        "at_least": reached >= value,
        "more_than": reached > value,
        "at_most": reached <= value,
        "less_than": reached < value,
    }[bound]
