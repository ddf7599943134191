"""What a body decided under a rule, why, and the least change that would turn it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from foedus.results.stamp import RecordStamp

Bound = Literal["at_least", "more_than", "at_most", "less_than"]


@dataclass(frozen=True)
class Reached:
    """A condition of a rule with its figures.

    Parameters
    ----------
    condition : str
        Its kind: ``no_objection``, ``share``, ``count``, ``weighted``, ``population``,
        ``blocking_minority``, ``quorum``, or ``all`` / ``any`` for a group.
    of : str
        What the figure is counted over: ``members``, ``cast``, ``present``; empty where it has no
        such base (a count, an absolute weight, an objection).
    bound : Bound
        How ``reached`` must stand to ``required``.
    required, reached : Fraction, optional
        Exact. A share is 0..1; a count is a number of members; a weight is in the weights' unit;
        for ``no_objection`` 0 objections are required (``at_most``) and ``reached`` counts them;
        for ``blocking_minority`` ``required`` is the number of members that a blocking minority
        needs and ``reached`` the number of those that do not support: met when fewer
        (``less_than``). None for a group.
    met : bool
    members : tuple of str
        Who counted in ``reached`` (for ``no_objection``: who objected).
    parts : tuple of Reached
        Of a group.
    """

    condition: str
    of: str
    bound: Bound
    required: Fraction | None
    reached: Fraction | None
    met: bool
    members: tuple[str, ...] = ()
    parts: tuple[Reached, ...] = ()


@dataclass(frozen=True)
class Change:
    """A member that acts otherwise: from what it did (``none``: it did nothing) to what."""

    member: str
    was: str
    becomes: str


@dataclass(frozen=True)
class Turn:
    """A least set of changes that turns the result.

    Parameters
    ----------
    changes : tuple of Change
    adopted : bool
        The result after the changes.
    """

    changes: tuple[Change, ...]
    adopted: bool


@dataclass(frozen=True)
class ActCounted:
    """An act as it stands in the result.

    Parameters
    ----------
    member, act : str
    at : str
        Instant, ISO 8601 in UTC.
    reason : str, optional
    effect : {"counted", "recorded", "replaced"}
        ``recorded``: without effect on the tally (non-participation, a reservation);
        ``replaced``: the member acted again before the close.
    """

    member: str
    act: str
    at: str
    reason: str | None
    effect: Literal["counted", "recorded", "replaced"]


@dataclass(frozen=True)
class Verdict:
    """The answer of ``foedus decide``.

    Parameters
    ----------
    rule, cites : str
        Name of the rule and the text that it rests on.
    members : tuple of str
        Membership of the day, sorted.
    adopted : bool
    conditions : tuple of Reached
        In the rule's order; a quorum comes first.
    deemed : bool
        Adopted because no blocking minority was reached, though another condition was not met.
    turns_if : tuple of Turn
        Least changes, all of the same size; at most ten, in order. Empty: nothing turns it.
    turns : int
        Number of least changes there are, where it was counted; -1 where it was not.
    acts : tuple of ActCounted
    stamp : RecordStamp
    """

    rule: str
    cites: str
    members: tuple[str, ...]
    adopted: bool
    conditions: tuple[Reached, ...]
    deemed: bool
    turns_if: tuple[Turn, ...]
    turns: int
    acts: tuple[ActCounted, ...]
    stamp: RecordStamp
