"""A change as a member would make it: of the acts that turn the result, the one that is meant."""

from __future__ import annotations

from collections.abc import Iterator

from foedus.decide.rule import NONE, OBJECTIONS, WITHOUT_EFFECT, Rule, leaves
from foedus.decide.standing import Standing, outcome
from foedus.results.verdict import Change, Turn

_TOWARDS = ("for", "abstain", NONE, "constructive_abstention", "against", "object")
_WITHDRAWING = ("abstain", NONE, "for", "constructive_abstention", "against", "object")
_AGAINST = ("against", "object", "abstain", NONE, "constructive_abstention", "for")


def targets(rule: Rule, was: str, *, adopted: bool) -> Iterator[str]:
    """Yield what a member may turn to, the most natural first.

    To turn what is adopted, members act against it, under a consensus by an objection; an
    abstention or an absence comes after that.
    """
    order: tuple[str, ...]
    order = _AGAINST if adopted else _WITHDRAWING if was in OBJECTIONS else _TOWARDS
    if adopted and _by_consensus(rule):
        order = ("object", *(act for act in order if act != "object"))
    known = {NONE, *rule.acts} - WITHOUT_EFFECT - {was}
    return (act for act in order if act in known)


def _by_consensus(rule: Rule) -> bool:
    kinds = {condition.kind for condition in leaves(rule.conditions)}
    return "no_objection" in kinds and rule.quorum is None


def naturally(rule: Rule, standing: Standing, turn: Turn) -> Turn:
    """Return the change with the most natural act of each member that still turns the result."""
    changes = list(turn.changes)
    for place, change in enumerate(changes):
        for act in targets(rule, change.was, adopted=not turn.adopted):
            if act == change.becomes:
                break
            tried = [*changes]
            tried[place] = Change(change.member, change.was, act)
            if _turns(rule, standing, tried, turn):
                changes = tried
                break
    return Turn(tuple(changes), turn.adopted)


def _turns(rule: Rule, standing: Standing, changes: list[Change], turn: Turn) -> bool:
    after = {**standing, **{change.member: change.becomes for change in changes}}
    return outcome(rule, after).adopted == turn.adopted
